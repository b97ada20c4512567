"""Whose verdict asks for something, although the two groups of a review say nothing about them."""

from collections.abc import Iterable, Iterator, Sequence

from clienthealth.judging.actions import ACTIONS, Action, is_graver
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.judging.holds import HoldKind
from clienthealth.report.review.wording import holds_of, other_verdict
from clienthealth.report.text.blocks import Client, Line, Part, Points
from clienthealth.report.view import view_of
from clienthealth.reviewing.decisions import DECISIONS
from clienthealth.reviewing.model import Bottom, Review
from clienthealth.rules.registry import rule_of

Pieces = tuple[str | Client, ...]

WITH_REASONS = 3
"""For how many clients the reason to talk is a sentence; for more it is the name of a rule."""
TITLES: dict[Action, str] = {
    "let-go": "To let go",
    "renegotiate": "To renegotiate",
    "watch": "To watch",
    "unknown": "To log more about",
    "keep": "To collect from, and keep",
}
"""What to do about those with one verdict, in front of their names."""
TOLD = "Told already that you part"
"""The same for those whose verdict comes too late."""
OVERDUE = "overdue: send a reminder"


def others(review: Review) -> tuple[ClientAssessment, ...]:
    """The active clients with something to do that neither group names, gravest first."""
    said = {each.id for each in review.beyond}
    said |= {each.id for each in review.bottom if _is_said(each)}
    shown = view_of(review.assessment, sort="gravest", stage="active").clients
    return tuple(each for each in shown if each.id not in said and _asks_for_something(each))


def left_out(review: Review) -> Iterator[tuple[str, list[ClientAssessment]]]:
    """They by verdict, each with what to do; all of them, so that nobody is missing.

    Those who were told are listed whole, also where a group names them.
    """
    active = view_of(review.assessment, sort="gravest", stage="active").clients
    if told := [each for each in active if each.was_told]:
        yield TOLD, told
    found = tuple(each for each in others(review) if not each.was_told)
    talks = any(each.decision == "talk-first" for each in review.bottom)
    for action, title in TITLES.items():
        if there := [each for each in found if each.action == action]:
            is_more = action == "renegotiate" and talks
            yield (f"Also {title[0].lower()}{title[1:]}" if is_more else title), there


def also(review: Review) -> Iterator[Part]:
    """What to do about everybody else, never without what comes first."""
    rest = [_undecided(review)]
    for title, clients in left_out(review):
        if title == TOLD or clients[0].action != "renegotiate":
            rest.append(_sentence(title, [_named(each) for each in clients]))
        elif len(clients) <= WITH_REASONS:
            yield Points(tuple(map(_with_reason, clients)), f"{title}:")
        else:
            rest.append(_sentence(title, [_with_rule(each) for each in clients]))
    if told := [*_joined(filter(None, rest), (" ",))]:
        yield Line(tuple(told))


def reason(client: ClientAssessment) -> str:
    """What the verdict rests on most, or what else there is to do.

    Clients of other stages are listed for what is overdue alone.
    """
    verdict = client.verdict
    if client.stage != "active":
        return OVERDUE
    if verdict is not None and client.was_told:
        return verdict.next_step
    if verdict is not None and verdict.action == "unknown":
        return client.unknown_because or ""
    if verdict is not None and verdict.action == "keep":
        return OVERDUE
    because = verdict.because if verdict else ()
    found = [f for f in client.findings if f.code in because] or list(client.findings)
    return found[0].message if found else ""


def _is_said(client: Bottom) -> bool:
    """Whether the decision on a client says what to do about their verdict.

    A coin toss answers a verdict of parting, which then rests on the rank, and no other.
    """
    decision = DECISIONS[client.decision]
    parts = client.action is not None and ACTIONS[client.action].parts
    return decision.acts or (client.decision == "undecided" and parts)


def _asks_for_something(client: ClientAssessment) -> bool:
    action = client.action
    if client.was_told:
        return True
    return action is not None and (is_graver("keep", action) or bool(client.hold_kinds))


def _undecided(review: Review) -> Pieces:
    """Whose place in the bottom group is a coin toss, and so no reason to part."""
    names = [
        (Client(each.id), _open_verdict(other_verdict(review, each)) or _held(holds_of(each)))
        for each in review.bottom
        if each.decision == "undecided"
    ]
    return _sentence("Undecided", names) if names else ()


def _open_verdict(verdict: str) -> str:
    return f" (verdict {verdict})" if verdict else ""


def _with_reason(client: ClientAssessment) -> str:
    return ": ".join(filter(None, (f"{client.id}{_held(client.hold_kinds)}", reason(client))))


def _with_rule(client: ClientAssessment) -> Pieces:
    because = client.verdict.because if client.verdict else ()
    why = f" for {rule_of(because[0]).name}" if because else ""
    return Client(client.id), f"{why}{_held(client.hold_kinds)}"


def _named(client: ClientAssessment) -> Pieces:
    return Client(client.id), _held(client.hold_kinds)


def _sentence(title: str, clients: Iterable[Pieces]) -> Pieces:
    return (f"{title}: ", *_joined(clients, (", ",)), ".")


def _joined(items: Iterable[Pieces], between: Pieces) -> Iterator[str | Client]:
    """Pieces of text in a row."""
    for place, item in enumerate(items):
        yield from between if place else ()
        yield from item


def _held(holds: Sequence[HoldKind]) -> str:
    """What comes first, by the names that the other commands take."""
    return f" ({', '.join(holds)})" if holds else ""
