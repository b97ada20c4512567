"""The decision table: what to do about a client, the first row that matches."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from clienthealth.judging.actions import ACTIONS, Action, is_graver
from clienthealth.judging.health import PERSISTENT, Finding, Weighable, limit_of
from clienthealth.judging.ranking import Shown
from clienthealth.ledger import written
from clienthealth.ledger.policy import Policy
from clienthealth.rules.meaning import Mark
from clienthealth.rules.registry import marked


class Case(NamedTuple):
    """What the table looks at."""

    findings: tuple[Finding, ...]
    """The findings without the waived ones."""
    health: float | None
    trend: float | None
    abuse: bool
    grinder: bool
    policy: Policy
    traits: tuple[Shown, ...] = ()
    """The grinder traits that the client shows."""
    traits_needed: int = 0
    """How many traits make a grinder."""
    abused: bool = False
    """Whether there was an abusive act in the last three years."""
    refused: bool = False
    """Whether a prospect declined, or did not answer three calls and a letter."""
    blank: bool = False
    """Whether nothing is known about a prospect."""
    waived: tuple[Finding, ...] = ()
    """The waived findings, which decide nothing and are told."""

    @property
    def in_poor_health(self) -> bool:
        """Whether the health is below the policy's `grades.watch`."""
        return self.health is not None and self.health < self.policy.grades.watch

    @property
    def serious(self) -> tuple[Finding, ...]:
        """The serious findings."""
        return tuple(f for f in self.findings if f.is_serious)

    @property
    def halfway(self) -> tuple[Finding, ...]:
        """The findings that are at least halfway to serious."""
        return tuple(f for f in self.findings if f.is_halfway)

    @property
    def persisting(self) -> tuple[Finding, ...]:
        """The findings that cost a client the job: a talk about them did not help."""
        return tuple(f for f in self.findings if f.since is not None and self._lasts(f, f.since))

    def _lasts(self, finding: Finding, since: float) -> bool:
        serious = finding.is_serious and since >= limit_of(finding.severity)
        return serious or (self.in_poor_health and since >= PERSISTENT)

    @property
    def slipping(self) -> bool:
        """Whether the health is below `grades.healthy` or falls, or something serious is near."""
        low = self.health is not None and self.health < self.policy.grades.healthy
        falls = self.trend is not None and self.policy.is_falling(self.trend)
        return low or falls or self.abused or bool(self.halfway)


class Row(NamedTuple):
    """A row of the table."""

    when: str
    matches: Callable[[Case], bool]
    action: Action
    because: Callable[[Case], Sequence[Finding]]


def _with(mark: Mark) -> Callable[[Case], Sequence[Finding]]:
    return lambda case: [f for f in case.findings if f.has(mark)]


def _serious_with(mark: Mark) -> Callable[[Case], Sequence[Finding]]:
    return lambda case: [f for f in case.serious if f.has(mark)]


def _named(mark: Mark) -> str:
    """The rules with a mark, listed for a sentence."""
    *first, last = (rule.code for rule in marked(mark))
    return f"{', '.join(first)} or {last}" if first else last


def _watched(case: Case) -> Sequence[Finding]:
    return case.halfway or _heaviest(case) or _with("abuse")(case)


def _heaviest(case: Case) -> Sequence[Finding]:
    return [f for f in case.findings if f.points > 0][:3]


CLIENTS: tuple[Row, ...] = (
    Row("an act of abuse", lambda c: c.abuse, "fire", _with("abuse")),
    Row(
        "a serious finding persists after a boundary talk; or health is below `grades.watch` (50) "
        "and a finding that you talked about persists",
        lambda c: bool(c.persisting),
        "let-go",
        lambda c: c.persisting,
    ),
    Row("a grinder", lambda c: c.grinder, "let-go", _with("grinder")),
    Row("a serious finding", lambda c: bool(c.serious), "renegotiate", lambda c: c.serious),
    Row(
        "health is below `grades.watch` (50)",
        lambda c: c.in_poor_health,
        "renegotiate",
        _heaviest,
    ),
    Row("too little is known", lambda c: c.health is None, "unknown", lambda _: ()),
    Row(
        "health is below `grades.healthy` (75), or falling; or a finding is halfway to serious; or "
        "there was an abusive act in the last three years",
        lambda c: c.slipping,
        "watch",
        _watched,
    ),
    Row("otherwise", lambda _: True, "keep", lambda _: ()),
)

SIGNS = 2
"""The number of findings halfway to serious that call for a commitment from a prospect."""


def _misfit(case: Case) -> Sequence[Finding]:
    return [f for f in _serious_with("misfit")(case) if f.intensity >= 1]


_stalls = _serious_with("stall")
_hardball = _serious_with("hardball")

PROSPECTS: tuple[Row, ...] = (
    Row("an act of abuse", lambda c: c.abuse, "drop", _with("abuse")),
    Row(
        "they declined, or three calls and a letter went unanswered",
        lambda c: c.refused,
        "drop",
        _with("silence"),
    ),
    Row(
        f"{_named('misfit')} is at its worst: a fit of 2 or less",
        lambda c: bool(_misfit(c)),
        "drop",
        _misfit,
    ),
    Row(f"{_named('hardball')} is serious", lambda c: bool(_hardball(c)), "drop", _hardball),
    Row(
        f"{_named('stall')} is serious",
        lambda c: bool(_stalls(c)),
        "three-calls-and-letter",
        _stalls,
    ),
    Row(
        "another finding is serious, or two are halfway there",
        lambda c: bool(c.serious) or len(c.halfway) >= SIGNS,
        "ask-for-commitment",
        lambda c: c.serious or c.halfway,
    ),
    Row("nothing is known", lambda c: c.blank and not c.findings, "unknown", lambda _: ()),
    Row("otherwise", lambda _: True, "pursue", lambda _: ()),
)

MOST_CHANGES = 4


class Verdict(NamedTuple):
    """The recommended action, the reasons, and what would change it."""

    action: Action
    because: tuple[str, ...]
    """The codes of the findings it rests on."""
    would_change: tuple[str, ...]
    next_step: str


def row_for(case: Case, table: Sequence[Row] = CLIENTS) -> Row:
    """The first row of a table that matches."""
    return next(row for row in table if row.matches(case))


def verdict_of(case: Case, table: Sequence[Row] = CLIENTS) -> Verdict:
    """The verdict on an active client or a prospect.

    Args:
        case: What is known.
        table: `CLIENTS` or `PROSPECTS`.
    """
    row = row_for(case, table)
    return Verdict(
        row.action,
        tuple(f.code for f in row.because(case)),
        tuple(_would_change(case, row, table)),
        _next_step(case, row.action),
    )


def _next_step(case: Case, action: Action) -> str:
    """What to do. A client with a finding never gets 'nothing to fix'."""
    slight = [f.name for f in case.findings if f.points > 0]
    if action == "keep" and slight:
        return f"keep going, and mention {slight[0]} at a good moment"
    if action == "keep" and (told := _waived(case)):
        return f"keep going; {told}; look again then"
    if action == "watch" and not slight:
        return "keep an eye on them"
    return ACTIONS[action].next_step


def _waived(case: Case) -> str:
    """What is waived until when; empty where nothing about the client themselves is."""
    days = [
        (f.name, written.day(f.waiver.until))
        for f in case.waived
        if f.waiver is not None and f.severity != "position"
    ]
    return " and ".join(f"{name} is waived until {day}" for name, day in days)


def _would_change(case: Case, row: Row, table: Sequence[Row]) -> Iterator[str]:
    """What the client could do about the verdict: nothing after abuse, which no talk mends."""
    change = None if case.abuse else smallest_change(case, row, table)
    if change is None:
        return
    gone, better = change
    for each in gone:
        yield f"if {each.cure} ({each.name})"
    yield f"then the verdict is {better}"


def smallest_change(
    case: Case, row: Row, table: Sequence[Row] = CLIENTS
) -> tuple[tuple[Finding, ...], Action] | None:
    """The smallest set of findings whose end gives a better verdict, heaviest first."""
    candidates = [f for f in case.findings if f.severity != "position"]
    weighable = Weighable(candidates)
    needed, others = _split(case, row, table, candidates, weighable)
    for size in range(min(MOST_CHANGES, len(candidates)) - len(needed) + 1):
        for more in combinations(others, size):
            gone = tuple(f for f in candidates if f in needed or f in more)
            better = row_for(without(case, gone, weighable), table).action
            if better != "unknown" and is_graver(better, row.action):
                return gone, better
    return None


def _split(
    case: Case,
    row: Row,
    table: Sequence[Row],
    candidates: Sequence[Finding],
    weighable: Weighable,
) -> tuple[list[Finding], list[Finding]]:
    """The findings that cause the verdict alone, and so belong to every set; then the others."""
    needed: list[Finding] = []
    others: list[Finding] = []
    for each in candidates:
        rest = [f for f in candidates if f is not each]
        alone = row_for(without(case, rest, weighable), table).action
        keeps = alone != "unknown" and not is_graver(alone, row.action)
        (needed if keeps else others).append(each)
    return needed, others


def without(case: Case, gone: Sequence[Finding], weighable: Weighable) -> Case:
    """The case without some findings. The trend recovers with them.

    The remaining findings keep the points they had. `weighable` are those that take points.
    """
    codes = frozenset(f.code for f in gone)
    left = tuple(f for f in case.findings if f.code not in codes)
    health = weighable.health_without(codes)
    traits = tuple(trait for trait in case.traits if trait.stays_without(codes))
    gained = health - case.health if case.health is not None else 0.0
    return case._replace(
        findings=left,
        health=None if case.health is None else health,
        trend=None if case.trend is None else case.trend + gained,
        abuse=case.abuse and not any(f.has("abuse") for f in gone),
        abused=case.abused and not any(f.has("abuse") for f in gone),
        refused=case.refused and not any(f.has("silence") for f in gone),
        grinder=case.grinder and len(traits) >= case.traits_needed,
        traits=traits,
    )
