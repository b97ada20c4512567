"""The decisions of the review about clients in the bottom group, one entry per decision."""

from typing import Literal, NamedTuple

from clienthealth.judging.tones import Tone, complete

Decision = Literal["go", "talk-first", "lowest-of-a-good-lot", "undecided"]

Driver = Literal[
    "told",
    "abuse",
    "persists-after-talk",
    "grinder",
    "still-last-after-talk",
    "behaviour",
    "low-rate",
    "good-lot",
]
"""What a decision rests on."""


class Decided(NamedTuple):
    """The properties of a decision."""

    label: str
    """Its name in a table."""
    heading: str
    """Its name at the top of a card."""
    counted: str
    """Its name after a count of clients: `2 to renegotiate`."""
    why: str
    """The reason for redacted output, without words from the ledger."""
    tone: Tone
    acts: bool
    """Whether there is something to do about the client."""
    plan: Literal["letgo", "boundaries"] | None = None
    """The command that plans it."""


DECISIONS: dict[Decision, Decided] = {
    "go": Decided(
        "let go",
        "Let go",
        "to let go",
        "what you raised persists, they are a grinder, they were abusive, or you have told them",
        "worst",
        acts=True,
        plan="letgo",
    ),
    "talk-first": Decided(
        "renegotiate",
        "Renegotiate",
        "to renegotiate",
        "you have not raised what keeps them low, or too recently to judge",
        "poor",
        acts=True,
        plan="boundaries",
    ),
    "lowest-of-a-good-lot": Decided(
        "lowest of a good lot",
        "Leave alone: the lowest of a good lot",
        "good enough to leave alone",
        "they are healthy and pay enough; somebody has to be last",
        "good",
        acts=False,
    ),
    "undecided": Decided(
        "undecided",
        "Undecided: a coin toss, not a verdict",
        "undecided",
        "they are in the bottom group in some of the draws, and not in others",
        "neutral",
        acts=False,
    ),
}

complete(DECISIONS, Decision)

DRIVERS: dict[Driver, str] = {
    "told": "told already",
    "abuse": "abusive",
    "persists-after-talk": "persists after a talk",
    "grinder": "grinder",
    "still-last-after-talk": "still last after a talk",
    "behaviour": "behaviour",
    "low-rate": "low rate",
    "good-lot": "-",
}
"""What drives a decision, in a table; a dash where there is nothing to do."""

complete(DRIVERS, Driver)
