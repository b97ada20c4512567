"""Renderers of plans: checklists, a page, a calendar, a draft of a mail."""
