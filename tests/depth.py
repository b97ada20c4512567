"""How often a property is tried; the profiles are in conftest.py."""

import pytest
from hypothesis import settings

FULL = settings.get_current_profile_name() != "quick"
"""Whether everything is asked for, also where that takes minutes."""
thorough = pytest.mark.skipif(not FULL, reason="only with --hypothesis-profile=full")
"""For what takes long and seldom breaks alone."""
often = settings(max_examples=5 * settings().max_examples)
"""For what takes a moment: five times as often as the profile has it."""
