"""The verdicts: what each is called, what it asks for, how grave it is. One entry a verdict."""

from typing import Literal, NamedTuple

from clienthealth.judging.tones import Tone, complete

Action = Literal[
    "fire",
    "let-go",
    "drop",
    "renegotiate",
    "three-calls-and-letter",
    "ask-for-commitment",
    "watch",
    "unknown",
    "keep",
    "pursue",
]


class Recommended(NamedTuple):
    """What is to be known of a verdict."""

    about: Literal["client", "prospect", "both"]
    tone: Tone
    label: str
    """What is to be done, after a count of clients: `3 to watch`."""
    next_step: str
    parts: bool = False
    """Whether it ends the relationship."""


ACTIONS: dict[Action, Recommended] = {
    "fire": Recommended(
        "client",
        "worst",
        "to fire",
        "end it in the firm way: secure what is owed, confirm in writing, hand over, done",
        parts=True,
    ),
    "let-go": Recommended(
        "client",
        "bad",
        "to let go",
        "take a few days, read the contract, then part in the graceful way, face to face",
        parts=True,
    ),
    "drop": Recommended(
        "prospect",
        "bad",
        "to drop",
        "forget this prospect; it would not become a good client",
        parts=True,
    ),
    "renegotiate": Recommended(
        "client",
        "poor",
        "to renegotiate",
        "raise it face to face, agree what changes, and log the talk as a `boundary` event",
    ),
    "three-calls-and-letter": Recommended(
        "prospect",
        "poor",
        "to call three times and write to",
        "call three times, three days apart, write a letter marked personal "
        "a week later, log each as an `outreach` event, then forget it",
    ),
    "ask-for-commitment": Recommended(
        "prospect",
        "fair",
        "to ask for a commitment",
        "ask who signs, and for a day for a yes or no, before doing more",
    ),
    "watch": Recommended(
        "client",
        "fair",
        "to watch",
        "keep an eye on it, and raise the first finding at the next meeting",
    ),
    "unknown": Recommended(
        "both",
        "neutral",
        "unknown",
        "log more: what happens; of a client also invoices with payments, and hours",
    ),
    "keep": Recommended(
        "client",
        "good",
        "to keep",
        "nothing to fix; ask for a referral",
    ),
    "pursue": Recommended(
        "prospect",
        "good",
        "to pursue",
        "offer two specific times, and say aloud that only a hell yes is a yes",
    ),
}
"""Every verdict, the most urgent first."""

complete(ACTIONS, Action)


def actions_about(whom: Literal["client", "prospect"]) -> tuple[Action, ...]:
    """The verdicts on clients or on prospects, the gravest last."""
    return tuple(
        action for action, each in reversed(ACTIONS.items()) if each.about in {whom, "both"}
    )


CLIENT_ACTIONS, PROSPECT_ACTIONS = actions_about("client"), actions_about("prospect")


def is_graver(before: Action, now: Action) -> bool:
    """Whether a verdict calls for more than an earlier one.

    A verdict on a client and one on a prospect cannot be compared; parting from somebody who was
    a prospect is taken as graver.
    """
    for order in (CLIENT_ACTIONS, PROSPECT_ACTIONS):
        if before in order and now in order:
            return order.index(now) > order.index(before)
    return ACTIONS[now].parts
