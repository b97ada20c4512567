"""Renderers of lists: rules, policy, trend, problems."""
