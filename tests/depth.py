"""How often a property is tried; the profiles are in conftest.py."""

from hypothesis import settings

FULL = settings.get_current_profile_name() != "quick"
"""Whether everything is asked for, also where that takes minutes."""
often = settings(max_examples=5 * settings().max_examples)
"""For what takes a moment: five times as often as the profile has it."""
