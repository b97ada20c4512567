"""The results about what accepts trouble: waivers, the baseline, warnings."""

from collections import Counter
from collections.abc import Iterator

from clienthealth.checking.baseline import all_warnings, oddities, stale
from clienthealth.checking.compared import Compared
from clienthealth.checking.differences import content
from clienthealth.checking.model import (
    BASELINED,
    EXPIRED_WAIVER,
    LEDGER_WARNING,
    STALE_BASELINE,
    UNUSED_WAIVER,
    OwnRule,
    Result,
    fingerprint,
)
from clienthealth.judging.guarded import GuardedClient, GuardedLedger
from clienthealth.ledger import written
from clienthealth.ledger.fields import shown
from clienthealth.ledger.models import Waiver
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.sources import Place
from clienthealth.rules.registry import find_rule

MOST_NAMED = 5
_Oddity = tuple[str | None, str]
"""A client, or None for the whole ledger, and what is odd."""


def waivers(compared: Compared, client: GuardedClient) -> Iterator[Result]:
    """The expired and unused waivers of a client.

    If a rule has several waivers, only the last one matters. The earlier ones stay in the ledger
    for assessments of the past.
    """
    entry = compared.ledger.clients[client.position]
    ordered = sorted(entry.waivers, key=lambda waiver: (waiver.until, waiver.from_))
    shows = {finding.code for finding in client.findings}
    for code, waiver in {code_of(waiver): waiver for waiver in ordered}.items():
        if waiver.until < compared.as_of:
            gone = "the finding counts again" if code in shows else "the finding is gone"
            text = f"the waiver of {waiver.rule} expired on {written.day(waiver.until)}; {gone}"
            yield _of_waiver(compared, EXPIRED_WAIVER, client, waiver, text)
        elif waiver.from_ <= compared.as_of and code not in shows:
            until = written.day(waiver.until)
            text = f"the waiver of {waiver.rule} until {until} has nothing to waive"
            yield _of_waiver(compared, UNUSED_WAIVER, client, waiver, text)


def code_of(waiver: Waiver) -> str:
    """The code of a waiver's rule."""
    rule = find_rule(waiver.rule)
    return rule.code if rule else waiver.rule


def _of_waiver(
    compared: Compared, rule: OwnRule, client: GuardedClient, waiver: Waiver, message: str
) -> Result:
    before = compared.entry_before(client.id)
    was_there = before is not None and content(waiver) in map(content, before.waivers)
    status = compared.status(was_there=was_there)
    fails = status != "unchanged" and _fails(compared, rule)
    result = own_result(rule, message, compared.place(waiver.mark), client.id, code_of(waiver))
    return result._replace(status=status, fails=fails)


def _fails(compared: Compared, rule: OwnRule) -> bool:
    """Whether a result of the default fails: always, unless `--fail-on` is given without it."""
    return compared.terms.fail_on is None or compared.names(rule.code)


def stale_entries(compared: Compared) -> Iterator[Result]:
    """The entries of the baseline whose trouble is gone."""
    for entry in stale(compared.baseline, compared.now) if compared.baseline else ():
        what = entry.code or (
            f"the warning {shown(entry.warning)}"
            if entry.warning
            else f"the verdict {entry.verdict}"
        )
        text = f"the baseline accepts {what}, but there is no such trouble now"
        place = compared.baseline.place(entry.mark) if compared.baseline else None
        result = own_result(STALE_BASELINE, text, place, entry.client, what)
        yield result._replace(fails=compared.names(STALE_BASELINE.code))


def warnings(compared: Compared) -> Iterator[Result]:
    """The odd entries of the ledger, each one."""
    before = Counter(_names_of(compared.before)) if compared.before else Counter[_Oddity]()
    repeated = Counter[tuple[_Oddity, ...]]()
    for warning in all_warnings(compared.now):
        names = _names(warning)
        was_there = all(before[name] > 0 for name in names)
        before.subtract(names)
        accepted = compared.known.holds_warning(warning)
        times = repeated[tuple(names)]
        repeated[tuple(names)] += 1
        yield _of_warning(compared, warning, times, was_there=was_there, accepted=accepted)


def _of_warning(
    compared: Compared, warning: Problem, times: int, *, was_there: bool, accepted: bool
) -> Result:
    named = compared.names(LEDGER_WARNING.code) or compared.terms.strict
    status = compared.status(was_there=was_there)
    again = (str(times),) if times else ()  # the same words about another entry
    parts = (warning.place.file if warning.place else "", *oddities(warning), *again)
    result = own_result(LEDGER_WARNING, warning.message, warning.place, warning.client, *parts)
    return result._replace(
        status=status,
        suppressed=BASELINED if accepted else None,
        fails=named and not accepted and status != "unchanged",
    )


def _names_of(guarded: GuardedLedger) -> Iterator[_Oddity]:
    for warning in all_warnings(guarded):
        yield from _names(warning)


def _names(warning: Problem) -> list[_Oddity]:
    return [(warning.client, each) for each in oddities(warning)]


def own_result(
    rule: OwnRule, message: str, place: Place | None, client: str | None, *parts: str
) -> Result:
    """A result of the check's own rules. `parts` make its fingerprint unique for the client."""
    return Result(
        code=rule.code,
        name=rule.name,
        message=message,
        client=client,
        place=place,
        related=(),
        fingerprint=fingerprint(client or "", rule.code, *parts),
    )
