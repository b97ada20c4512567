"""The HTML page: one file that needs nothing beside it, for screens, printers and screen readers.

What it is made of: `elements` (text that stays text), `frame` (head, landmarks, style, script),
`words`, `tables`, the charts, and the parts that the pages of `score` and `review` share.
"""
