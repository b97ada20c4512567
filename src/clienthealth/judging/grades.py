"""The grades of the health, one entry per grade."""

from clienthealth.judging.tones import Tone, complete
from clienthealth.ledger.policy import Grade

GRADES: dict[Grade, Tone] = {
    "healthy": "good",
    "watch": "fair",
    "at-risk": "poor",
    "critical": "bad",
}
"""Every grade with its tone, best first."""

complete(GRADES, Grade)
