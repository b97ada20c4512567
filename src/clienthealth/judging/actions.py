"""The verdicts: label, next step and gravity of each. One entry per verdict."""

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
    """The properties of a verdict."""

    about: Literal["client", "prospect", "both"]
    tone: Tone
    label: str
    """What to do, after a count of clients: `3 to watch`."""
    next_step: str
    parts: bool = False
    """Whether it ends the relationship."""


ACTIONS: dict[Action, Recommended] = {
    "fire": Recommended(
        "client",
        "worst",
        "to fire",
        "end it firmly: secure what they owe, confirm in writing, hand over, done",
        parts=True,
    ),
    "let-go": Recommended(
        "client",
        "bad",
        "to let go",
        "take a few days, read the contract, then part gracefully, face to face",
        parts=True,
    ),
    "drop": Recommended(
        "prospect",
        "bad",
        "to drop",
        "forget this prospect; they would not become a good client",
        parts=True,
    ),
    "renegotiate": Recommended(
        "client",
        "poor",
        "to renegotiate",
        "talk to them face to face, agree on what changes, and log the talk as a `boundary` event",
    ),
    "three-calls-and-letter": Recommended(
        "prospect",
        "poor",
        "to call three times and write to",
        "call three times, three days apart, and send a letter marked personal a week later; "
        "log each as an `outreach` event; if there is no answer, forget them",
    ),
    "ask-for-commitment": Recommended(
        "prospect",
        "fair",
        "to ask for a commitment",
        "before you do more, ask who signs and by which day they will say yes or no",
    ),
    "watch": Recommended(
        "client",
        "fair",
        "to watch",
        "keep an eye on them, and raise the first finding at the next meeting",
    ),
    "unknown": Recommended(
        "both",
        "neutral",
        "unknown",
        "log more: events, and for a client also invoices with payments and hours",
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
        "offer two specific times, and say that only a hell yes is a yes",
    ),
}
"""Every verdict, the most urgent first."""

complete(ACTIONS, Action)


def actions_about(whom: Literal["client", "prospect"]) -> tuple[Action, ...]:
    """The verdicts on clients or on prospects, gravest last."""
    return tuple(
        action for action, each in reversed(ACTIONS.items()) if each.about in {whom, "both"}
    )


CLIENT_ACTIONS, PROSPECT_ACTIONS = actions_about("client"), actions_about("prospect")


_URGENCY = {action: place for place, action in enumerate(ACTIONS)}


def urgency(action: Action | None) -> int:
    """How soon there is something to do: 0 is the most urgent verdict, no verdict comes last."""
    return len(_URGENCY) if action is None else _URGENCY[action]


def is_graver(before: Action, now: Action) -> bool:
    """Whether a verdict calls for more than an earlier one.

    A verdict on a client cannot be compared with one on a prospect. In that case, a verdict that
    ends the relationship counts as graver.
    """
    for order in (CLIENT_ACTIONS, PROSPECT_ACTIONS):
        if before in order and now in order:
            return order.index(now) > order.index(before)
    return ACTIONS[now].parts
