"""The annual review: the bottom 15 %, the top, what takes most, and how sure all of that is."""
