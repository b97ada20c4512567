"""The renderers of `check`."""
