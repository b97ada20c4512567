"""Broken, hostile and absurd input for everything that is read: `python -m tests.fuzz.run`."""
