"""The renderers of `score` and `explain`."""
