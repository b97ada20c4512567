"""Renderers of what is listed rather than judged: rules, policy, trend, problems."""
