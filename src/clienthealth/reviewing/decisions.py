"""What the review decides about a client of the bottom group, one entry a decision."""

from typing import Literal, NamedTuple

from clienthealth.judging.tones import Tone, complete

Decision = Literal["go", "talk-first", "lowest-of-a-good-lot", "undecided"]


class Decided(NamedTuple):
    """What is to be known of a decision."""

    label: str
    """In a table."""
    heading: str
    """At the head of a card."""
    counted: str
    """After a count of clients."""
    why: str
    """The reason in the program's own words, where those of the ledger are withheld."""
    tone: Tone
    acts: bool
    """Whether there is something to do about the client."""
    plan: Literal["letgo", "boundaries"] | None = None
    """The command that plans it."""


DECISIONS: dict[Decision, Decided] = {
    "go": Decided(
        "let go",
        "Let go",
        "to go",
        "what was raised with it persists, it is a grinder, or it was abusive",
        "worst",
        acts=True,
        plan="letgo",
    ),
    "talk-first": Decided(
        "talk first",
        "Talk first",
        "to talk to first",
        "what keeps it low has not been raised with it, or too lately to tell",
        "poor",
        acts=True,
        plan="boundaries",
    ),
    "lowest-of-a-good-lot": Decided(
        "lowest of a good lot",
        "Leave be: the lowest of a good lot",
        "good enough to leave be",
        "it behaves well and pays the target rate; somebody is last",
        "good",
        acts=False,
    ),
    "undecided": Decided(
        "undecided",
        "Undecided: a coin toss, not a verdict",
        "undecided",
        "in some of the draws it is in the bottom group, in others not",
        "neutral",
        acts=False,
    ),
}

complete(DECISIONS, Decision)
