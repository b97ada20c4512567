"""The decision table: what to do about a client, the first row that matches."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from clienthealth.judging.health import Finding, weigh
from clienthealth.ledger.policy import Policy

Action = Literal[
    "fire",
    "let-go",
    "renegotiate",
    "unknown",
    "watch",
    "keep",
    "drop",
    "three-calls-and-letter",
    "ask-for-commitment",
    "pursue",
]

Regrind = Callable[[frozenset[str]], bool]
"""Whether a client would still be a grinder without the findings of some codes."""

PERSISTENT = 0.25
"""From which intensity a finding that persists counts against a client in poor health."""


class Case(NamedTuple):
    """What the table looks at."""

    findings: tuple[Finding, ...]
    """Those that are not waived."""
    health: float | None
    trend: float | None
    abuse: bool
    grinder: bool
    policy: Policy
    refused: bool = False
    """A prospect that declined, or let three calls and a letter pass without an answer."""

    @property
    def in_poor_health(self) -> bool:
        """Below the grade `watch`."""
        return self.health is not None and self.health < self.policy.grades.watch

    @property
    def serious(self) -> tuple[Finding, ...]:
        """The serious findings."""
        return tuple(f for f in self.findings if f.is_serious)

    @property
    def persisting(self) -> tuple[Finding, ...]:
        """The findings for which a client is let go, because they were talked about in vain."""
        return tuple(
            f
            for f in self.findings
            if f.persists and (f.is_serious or (self.in_poor_health and f.intensity >= PERSISTENT))
        )

    @property
    def slipping(self) -> bool:
        """Below the grade `healthy`, or falling."""
        low = self.health is not None and self.health < self.policy.grades.healthy
        return low or (self.trend is not None and self.trend <= self.policy.falling_trend)


class Row(NamedTuple):
    """A row of the table."""

    when: str
    matches: Callable[[Case], bool]
    action: Action
    because: Callable[[Case], Sequence[Finding]]


def _coded(*codes: str) -> Callable[[Case], Sequence[Finding]]:
    return lambda case: [f for f in case.findings if f.code in codes]


def _serious_of(*codes: str) -> Callable[[Case], Sequence[Finding]]:
    return lambda case: [f for f in case.serious if f.code in codes]


def _heaviest(case: Case) -> Sequence[Finding]:
    return [f for f in case.findings if f.points > 0][:3]


CLIENTS: tuple[Row, ...] = (
    Row("an act of abuse", lambda c: c.abuse, "fire", _coded("BND005")),
    Row(
        "a serious finding persists after a boundary talk; or health is below `watch` and a "
        "finding that was talked about persists",
        lambda c: bool(c.persisting),
        "let-go",
        lambda c: c.persisting,
    ),
    Row("a grinder", lambda c: c.grinder, "let-go", _coded("VAL008")),
    Row("a serious finding", lambda c: bool(c.serious), "renegotiate", lambda c: c.serious),
    Row("health is below `watch`", lambda c: c.in_poor_health, "renegotiate", _heaviest),
    Row("too little is known", lambda c: c.health is None, "unknown", lambda _: ()),
    Row("health is below `healthy`, or falls", lambda c: c.slipping, "watch", _heaviest),
    Row("otherwise", lambda _: True, "keep", lambda _: ()),
)

_stalls = _serious_of("DEC002", "PRO005", "PRO007", "ENG001")
_hardball = _serious_of("PRO001")

PROSPECTS: tuple[Row, ...] = (
    Row("an act of abuse", lambda c: c.abuse, "drop", _coded("BND005")),
    Row(
        "it declined, or three calls and a letter went unanswered",
        lambda c: c.refused,
        "drop",
        _coded("PRO007"),
    ),
    Row("PRO001 is serious", lambda c: bool(_hardball(c)), "drop", _hardball),
    Row(
        "DEC002, PRO005, PRO007 or ENG001 is serious",
        lambda c: bool(_stalls(c)),
        "three-calls-and-letter",
        _stalls,
    ),
    Row(
        "another finding is serious",
        lambda c: bool(c.serious),
        "ask-for-commitment",
        lambda c: c.serious,
    ),
    Row("otherwise", lambda _: True, "pursue", lambda _: ()),
)

NEXT_STEPS: dict[Action, str] = {
    "fire": "end it in the firm way: secure what is owed, confirm in writing, hand over, done",
    "let-go": "take a few days, read the contract, then part in the graceful way, face to face",
    "renegotiate": "raise it face to face, agree what changes, and log the talk as a "
    "`boundary` event",
    "unknown": "log more: invoices with payments, hours, and what happens",
    "watch": "keep an eye on it, and raise the first finding at the next meeting",
    "keep": "nothing to mend; ask for a referral",
    "drop": "forget this prospect; it would not become a good client",
    "three-calls-and-letter": "call three times, three days apart, write a letter marked personal "
    "a week later, log each as an `outreach` event, then forget it",
    "ask-for-commitment": "ask who signs, and for a day for a yes or no, before doing more",
    "pursue": "offer two specific times, and say aloud that only a hell yes is a yes",
}

_BETTER: dict[Action, int] = {
    "fire": 0,
    "let-go": 1,
    "renegotiate": 2,
    "unknown": 3,
    "watch": 3,
    "keep": 4,
    "drop": 0,
    "three-calls-and-letter": 1,
    "ask-for-commitment": 2,
    "pursue": 3,
}

CLIENT_ACTIONS: tuple[Action, ...] = ("keep", "unknown", "watch", "renegotiate", "let-go", "fire")
"""The verdicts on clients, the gravest last."""
PROSPECT_ACTIONS: tuple[Action, ...] = (
    "pursue",
    "ask-for-commitment",
    "three-calls-and-letter",
    "drop",
)
"""The verdicts on prospects, the gravest last."""

MOST_CHANGES = 4


class Verdict(NamedTuple):
    """The recommended action, why, and what would change it."""

    action: Action
    because: tuple[str, ...]
    """The codes of the findings it rests on."""
    would_change: tuple[str, ...]
    next_step: str


def is_graver(before: Action, now: Action) -> bool:
    """Whether a verdict calls for more than an earlier one.

    A verdict on a client and one on a prospect cannot be compared; parting from somebody who was
    a prospect is taken as graver.
    """
    for order in (CLIENT_ACTIONS, PROSPECT_ACTIONS):
        if before in order and now in order:
            return order.index(now) > order.index(before)
    return now in {"fire", "let-go", "drop"}


def row_for(case: Case, table: Sequence[Row] = CLIENTS) -> Row:
    """The first row of a table that matches."""
    return next(row for row in table if row.matches(case))


def verdict_of(case: Case, regrind: Regrind, table: Sequence[Row] = CLIENTS) -> Verdict:
    """The verdict on an active client or a prospect.

    Args:
        case: What is known.
        regrind: Whether the client would be a grinder without the findings of these codes.
        table: `CLIENTS` or `PROSPECTS`.
    """
    row = row_for(case, table)
    return Verdict(
        row.action,
        tuple(f.code for f in row.because(case)),
        tuple(_would_change(case, row, regrind, table)),
        NEXT_STEPS[row.action],
    )


def _would_change(case: Case, row: Row, regrind: Regrind, table: Sequence[Row]) -> Iterator[str]:
    change = smallest_change(case, row, regrind, table)
    if change is None:
        return
    gone, better = change
    for each in gone:
        yield f"if {each.cure} ({each.name})"
    yield f"then the verdict is {better}"


def smallest_change(
    case: Case, row: Row, regrind: Regrind, table: Sequence[Row] = CLIENTS
) -> tuple[tuple[Finding, ...], Action] | None:
    """The smallest set of findings whose end gives a better verdict, the heaviest first."""
    candidates = [f for f in case.findings if f.severity != "position"]
    for size in range(1, min(MOST_CHANGES, len(candidates)) + 1):
        for gone in combinations(candidates, size):
            better = row_for(without(case, gone, regrind), table).action
            if better != "unknown" and _BETTER[better] > _BETTER[row.action]:
                return gone, better
    return None


def without(case: Case, gone: Sequence[Finding], regrind: Regrind) -> Case:
    """The case as it would be if some findings ended; the trend is taken to recover with them."""
    codes = frozenset(f.code for f in gone)
    left = [f for f in case.findings if f.code not in codes]
    findings, health = weigh((f for f in left if f.severity != "position"), case.policy)
    positions = [f for f in left if f.severity == "position"]
    gained = health - case.health if case.health is not None else 0.0
    return case._replace(
        findings=(*findings, *positions),
        health=None if case.health is None else health,
        trend=None if case.trend is None else case.trend + gained,
        abuse=case.abuse and "BND005" not in codes,
        refused=case.refused and "PRO007" not in codes,
        grinder=regrind(codes),
    )
