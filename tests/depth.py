"""How often a property is tried; the profiles are in conftest.py."""

from hypothesis import settings

often = settings(max_examples=5 * settings().max_examples)
"""For what takes a moment: five times as often as the profile has it."""
