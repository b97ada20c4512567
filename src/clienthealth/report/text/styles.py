"""The colours of a terminal; what they say, the text says too."""

from clienthealth.judging.actions import ACTIONS, Action
from clienthealth.judging.grades import GRADES
from clienthealth.judging.tones import Tone, complete
from clienthealth.ledger.policy import Grade

STYLES: dict[Tone, str] = {
    "worst": "bold red",
    "bad": "red",
    "poor": "dark_orange",
    "fair": "yellow",
    "good": "green",
    "neutral": "dim",
}
"""How a verdict, a grade or a decision is coloured."""

complete(STYLES, Tone)


def action_style(action: Action | None) -> str:
    """The colour of a verdict."""
    return STYLES[ACTIONS[action].tone] if action else ""


def grade_style(grade: Grade | None) -> str:
    """The colour of a grade."""
    return STYLES[GRADES[grade]] if grade else STYLES["neutral"]


QUADRANT_STYLES = {
    "keep": "green",
    "raise-the-rate": "yellow",
    "renegotiate": "dark_orange",
    "let-go": "red",
}

NAMED = 116
"""From this width on a table of clients has their names."""
WIDE = 150
"""From this width on a table has all its columns."""
