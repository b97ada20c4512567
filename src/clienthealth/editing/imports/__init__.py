"""Importing: what is in an export, what of it is new, and the change that takes it in."""
