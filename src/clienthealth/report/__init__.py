"""Renderers: each turns an assessment into one format, and none of them computes."""
