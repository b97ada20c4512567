"""Known trouble that a repository starts with: what was accepted, and how bad it was then."""

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, Self

from pydantic import Field, PrivateAttr, model_validator

from clienthealth.checking.thresholds import GRADE_ORDER
from clienthealth.judging.actions import ACTIONS, Action, is_graver
from clienthealth.judging.guarded import GuardedClient, GuardedLedger
from clienthealth.judging.health import Finding
from clienthealth.ledger.discovery import DISK
from clienthealth.ledger.fields import Date, Entry, Text, shown, wrong
from clienthealth.ledger.files import Files
from clienthealth.ledger.policy import Grade
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.reading import read_alone
from clienthealth.ledger.sources import Place, Sources

if TYPE_CHECKING:
    from clienthealth.judging.assessment import Assessment, ClientAssessment

FORMAT = "clienthealth.baseline/1"
WORSE_BY = 0.05
"""The rise of an intensity from which a finding is worse."""

Intensity = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Accepted(Entry):
    """An accepted finding with its intensity, verdict with its grade, or odd entry."""

    client: Text | None = Field(None, description="The client's id; left out for the whole ledger.")
    code: Text | None = Field(None, description="The code of the finding.")
    intensity: Intensity | None = Field(None, description="How bad it was, from 0 to 1.")
    verdict: Action | None = Field(None, description="The verdict.")
    grade: Grade | None = Field(None, description="The grade; left out where it is unknown.")
    warning: Text | None = Field(None, description="What looks odd in the ledger.")

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        is_finding = self.code is not None and self.intensity is not None
        kinds = (is_finding, self.verdict is not None, self.warning is not None)
        if kinds.count(True) != 1:
            raise wrong("write either `code` and `intensity`, or `verdict`, or `warning`")
        if self.client is None and self.warning is None:
            raise wrong("write the client's id as `client`")
        return self


class Baseline(Entry):
    """The accepted trouble, in a file of its own."""

    format: Literal["clienthealth.baseline/1"] = Field(description="The version of this format.")
    as_of: Date = Field(description="The date of the baseline.")
    accepted: tuple[Accepted, ...] = Field((), description="What was accepted.")

    _sources: Sources = PrivateAttr(default_factory=Sources)

    @model_validator(mode="after")
    def _accepts_once(self) -> Self:
        seen: set[tuple[str | None, str | None, str | None]] = set()
        for entry in self.accepted:
            name = (entry.client, entry.code, entry.warning)
            if name in seen:
                what = entry.code or (f"{shown(entry.warning)}" if entry.warning else "its verdict")
                whose = shown(entry.client) if entry.client else "the ledger"
                raise wrong(f"{whose} has {what} twice; keep one of them")
            seen.add(name)
        return self

    def place(self, mark: int) -> Place | None:
        """The place of an entry; None for a baseline built in Python."""
        return self._sources.place(mark)


class Known(NamedTuple):
    """A baseline, prepared for look-ups."""

    findings: dict[tuple[str, str], Accepted]
    verdicts: dict[str, Accepted]
    warnings: frozenset[tuple[str | None, str]]

    def holds_finding(self, client: str, finding: Finding) -> bool:
        """Whether a finding was accepted and is not worse now."""
        entry = self.findings.get((client, finding.code))
        if entry is None or entry.intensity is None:
            return False
        return not is_worse(entry.intensity, finding.intensity)

    def holds_verdict(self, client: str, action: Action, grade: str | None) -> bool:
        """Whether a verdict was accepted, and neither verdict nor grade is worse now."""
        entry = self.verdicts.get(client)
        if entry is None or entry.verdict is None:
            return False
        graver = grade is not None and (
            entry.grade is None or GRADE_ORDER.index(grade) > GRADE_ORDER.index(entry.grade)
        )
        return not graver and not is_graver(entry.verdict, action)

    def holds_warning(self, warning: Problem) -> bool:
        """Whether everything in a warning was accepted."""
        return self.warnings.issuperset((warning.client, each) for each in oddities(warning))


def oddities(warning: Problem) -> tuple[str, ...]:
    """The subjects of a warning, in words that are the same on every day."""
    return warning.about or (warning.message,)


def all_warnings(judged: "Assessment | GuardedLedger") -> tuple[Problem, ...]:
    """The odd entries of a ledger, both those of any day and those of its date."""
    return (*judged.ledger.warnings, *judged.odd_entries)


def known(baseline: Baseline | None) -> Known:
    """The entries by client and code; none without a baseline."""
    accepted = baseline.accepted if baseline else ()
    return Known(
        {(e.client, e.code): e for e in accepted if e.client is not None and e.code is not None},
        {e.client: e for e in accepted if e.client is not None and e.verdict is not None},
        frozenset((e.client, e.warning) for e in accepted if e.warning is not None),
    )


def is_worse(before: float, now: float) -> bool:
    """Whether an intensity rose by 0.05 or more, with a tolerance for rounding."""
    return now - before > WORSE_BY - 1e-4


def stale(baseline: Baseline, now: GuardedLedger) -> Iterator[Accepted]:
    """The entries whose trouble is gone, or whose verdict has improved."""
    odd = {(w.client, each) for w in all_warnings(now) for each in oddities(w)}
    for entry in baseline.accepted:
        if entry.warning is not None:
            is_there = (entry.client, entry.warning) in odd
        else:
            client = now.client(entry.client or "")
            is_there = client is not None and _still_there(entry, client)
        if not is_there:
            yield entry


def _still_there(entry: Accepted, client: GuardedClient) -> bool:
    if entry.verdict is None:
        return any(f.code == entry.code and f.waiver is None for f in client.findings)
    return client.action is not None and not is_graver(client.action, entry.verdict)


def baseline_text(assessment: "Assessment") -> str:
    """A baseline that accepts everything found now, one entry per line."""
    lines = ",\n".join(
        f"    {json.dumps(e, ensure_ascii=False)}" for e in baseline_entries(assessment)
    )
    accepted = f"[\n{lines}\n  ]" if lines else "[]"
    return (
        f'{{\n  "format": "{FORMAT}",\n  "as_of": "{assessment.as_of}",\n'
        f'  "accepted": {accepted}\n}}\n'
    )


def baseline_entries(assessment: "Assessment") -> list[dict[str, str | float]]:
    """Everything found now, by client and code."""
    found = [*_entries(assessment.clients), *_odd(assessment)]
    names = ("client", "code", "warning")
    return sorted(found, key=lambda entry: tuple(str(entry.get(name, "")) for name in names))


def _odd(assessment: "Assessment") -> Iterator[dict[str, str | float]]:
    odd = ((w.client, each) for w in all_warnings(assessment) for each in oddities(w))
    for client, warning in dict.fromkeys(odd):
        yield {"warning": warning} if client is None else {"client": client, "warning": warning}


def _entries(clients: "Iterable[ClientAssessment]") -> Iterator[dict[str, str | float]]:
    for client in clients:
        if client.verdict is not None and ACTIONS[client.verdict.action].tone != "good":
            entry: dict[str, str | float] = {"client": client.id}
            entry["verdict"] = client.verdict.action
            if client.grade is not None:
                entry["grade"] = client.grade
            yield entry
        for finding in client.findings:
            if finding.waiver is None:
                intensity = round(finding.intensity, 4)
                yield {"client": client.id, "code": finding.code, "intensity": intensity}


def placeless(baseline: Baseline) -> Baseline:
    """A baseline without places: the lines of another revision cannot be opened."""
    copy = baseline.model_copy()
    copy._sources = Sources()
    return copy


def read_baseline(path: PurePath, files: Files = DISK) -> Baseline:
    """The baseline in a file.

    Raises:
        LedgerError: it cannot be read or is no baseline. `problems` lists everything wrong.
    """
    begin = "write it with `clienthealth baseline write`"
    baseline, sources = read_alone(path, Baseline, "baseline", begin, files)
    baseline._sources = sources  # set once, before anybody sees it
    return baseline
