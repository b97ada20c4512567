"""The colours of a terminal; what they say, the text says too."""

GRADE_STYLES = {"healthy": "green", "watch": "yellow", "at-risk": "dark_orange", "critical": "red"}
ACTION_STYLES = {
    "fire": "bold red",
    "let-go": "red",
    "renegotiate": "dark_orange",
    "watch": "yellow",
    "keep": "green",
    "drop": "red",
    "three-calls-and-letter": "dark_orange",
    "ask-for-commitment": "yellow",
    "pursue": "green",
}
DECISION_STYLES = {
    "go": "bold red",
    "talk-first": "dark_orange",
    "lowest-of-a-good-lot": "green",
    "undecided": "dim",
}
QUADRANT_STYLES = {
    "keep": "green",
    "raise-the-rate": "yellow",
    "renegotiate": "dark_orange",
    "let-go": "red",
}


WIDE = 150
"""From this width on the names of clients and rules are written out."""
