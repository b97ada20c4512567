"""The renderers of `review`."""
