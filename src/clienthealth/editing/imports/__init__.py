"""Importing: what an export holds, what of it is new, and the change that takes it in."""
