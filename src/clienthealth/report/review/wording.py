"""How the formats of `review` name what the model has short words for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from clienthealth.judging.actions import ACTIONS, Action
from clienthealth.judging.holds import HoldKind, with_holds
from clienthealth.ledger import written
from clienthealth.report.text.blocks import Client
from clienthealth.reviewing.decisions import DECISIONS
from clienthealth.reviewing.model import Beyond, Bottom, Move, Outcome, Review, Shift
from clienthealth.reviewing.rank_stability import Sureness

T = TypeVar("T")

MOST, ROWS = 12, 8
"""How many clients a line names, and how many rows a table has; the page and JSON have all."""

OUTCOMES: Mapping[Outcome, str] = {
    "left": "left{on}",
    "out-of-the-bottom": "no longer in the group",
    "talked": "talked to{on}, still in the group",
    "nothing-happened": "nothing happened",
}
"""What came of a client of the bottom group; `on` is the day, where there is one."""


def parting(review: Review) -> list[tuple[Action, list[Bottom | Beyond]]]:
    """Whom the review says to part with, by verdict: those to fire first."""
    everyone: list[Bottom | Beyond] = [*review.to_go, *review.beyond]
    by: dict[Action, list[Bottom | Beyond]] = {"fire": [], "let-go": []}
    for each in everyone:
        by["fire" if each.action == "fire" else "let-go"].append(each)
    return [(action, clients) for action, clients in by.items() if clients]


def holds_of(client: Bottom | Beyond) -> tuple[HoldKind, ...]:
    """The kinds of the holds on parting with a client."""
    if isinstance(client, Beyond):
        return client.holds
    return tuple(hold.kind for hold in client.holds)


def told_text(client: Bottom | Beyond) -> str:
    """That a client knows already, with their last day: `told, last day 15 Dec 2026`."""
    return when_text(client) if client.when.timed == "told" else ""


def is_fired(client: Bottom) -> bool:
    """Whether a client of the bottom group is to go at once, in the firm way."""
    return client.decision == "go" and client.action == "fire"


def decision_label(client: Bottom) -> str:
    """The decision in a table: an abusive client is fired, others are let go."""
    return "fire" if is_fired(client) else DECISIONS[client.decision].label


def other_verdict(review: Review, client: Bottom) -> str:
    """The verdict to part where the decision leaves it open, with its holds; empty elsewhere."""
    if client.decision == "go" or client.action is None or not ACTIONS[client.action].parts:
        return ""
    judged = review.assessment.client(client.id)
    return with_holds(client.action, judged.hold_kinds if judged else ())


def decision_text(review: Review, client: Bottom) -> str:
    """The decision in a table, with what comes first, or with the verdict that it leaves open."""
    label = decision_label(client)
    if verdict := other_verdict(review, client):
        return f"{label}; verdict {verdict}"
    return with_holds(label, holds_of(client))


def counted(bottom: Sequence[Bottom]) -> list[str]:
    """How many of the bottom group are to be fired, let go, renegotiated with and so on."""
    fired = sum(map(is_fired, bottom))
    of = Counter(client.decision for client in bottom if not is_fired(client))
    first = [f"{fired} {ACTIONS['fire'].label}"] if fired else []
    return first + [f"{of[each]} {said.counted}" for each, said in DECISIONS.items() if of[each]]


def sureness_text(sureness: Sureness) -> str:
    """How sure it is that a client is in the bottom group: `certain (99 %)`."""
    if sureness.is_tied:
        return f"{sureness.word}: tied with another client"
    share = written.percent(sureness.share)
    return f"{sureness.word} ({share})" if sureness.word else share


def when_text(client: Bottom | Beyond) -> str:
    """What to do on which day; a dash where there is nothing to do."""
    when = client.when
    if isinstance(client, Beyond) or client.decision == "go":
        told = "told" if when.timed == "told" else f"speak {written.day(when.act_on)}"
        paid = ", after payment" if when.timed == "after-payment" else ""
        gone = f", last day {written.day(when.last_day)}" if when.last_day else ""
        return f"{told}{paid}{gone}"
    if client.decision == "talk-first":
        again = f"look again {written.day(when.look_again)}" if when.look_again else ""
        if when.look_again == when.act_on:
            return again
        return ", ".join(filter(None, (f"talk {written.day(when.act_on)}", again)))
    return "-"


def verdict_move(move: Move | Shift) -> str:
    """The verdict as it was and as it is with its holds; only the latter where it is the same."""
    now = with_holds(move.action, move.holds) if move.action else None
    return move_text(now if move.action_before == move.action else move.action_before, now)


def share_text(share: Decimal | float | None) -> str:
    """A share as a percentage, or a dash where it is unknown."""
    return "-" if share is None else written.percent(share)


def move_text(before: object, now: object) -> str:
    """What was and what is; one of them where they are the same, a dash for what is not known."""
    texts = ["-" if each is None else str(each) for each in (before, now)]
    return texts[0] if texts[0] == texts[1] else " → ".join(texts)


def named(names: Iterable[str]) -> str:
    """Names in a row, the first few of them; a dash where there is none."""
    return ", ".join(_first(list(names))) or "-"


def clients(ids: Iterable[str]) -> Iterator[str | Client]:
    """Clients in a row for a sentence, the first few of them; a dash where there is none."""
    for number, each in enumerate(_first([Client(name) for name in ids]) or ["-"]):
        yield from (", ", each) if number else (each,)


def _first(known: list[T]) -> list[T | str]:
    if len(known) <= MOST + 1:  # `and 1 more` would say no less in as much room
        return [*known]
    return [*known[:MOST], f"and {len(known) - MOST} more"]
