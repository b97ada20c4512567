"""Renderers of what is due: a list for people, a calendar, JSON."""
