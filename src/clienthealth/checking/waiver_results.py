"""The results about what accepts trouble: waivers, the baseline, the policy, what is read."""

from collections.abc import Iterator

from clienthealth.checking.baseline import stale
from clienthealth.checking.compared import Sides
from clienthealth.checking.differences import content
from clienthealth.checking.model import (
    EXPIRED_WAIVER,
    LEDGER_WARNING,
    STALE_BASELINE,
    UNUSED_WAIVER,
    OwnRule,
    Result,
    fingerprint,
)
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.ledger.models import Waiver
from clienthealth.ledger.sources import Place
from clienthealth.rules.registry import find_rule

MOST_NAMED = 5
_PENDING = "counts once it is merged"


def waivers(sides: Sides, client: ClientAssessment) -> Iterator[Result]:
    """The waivers of a client that have expired, or waive nothing.

    Of several waivers of one rule only the last is looked at: the ones before it stay in the
    ledger for what was said of the past.
    """
    entry = sides.ledger.clients[client.position]
    ordered = sorted(entry.waivers, key=lambda waiver: (waiver.until, waiver.from_))
    shows = {finding.code for finding in client.findings}
    for code, waiver in {code_of(waiver): waiver for waiver in ordered}.items():
        if waiver.until < sides.as_of:
            gone = "the finding counts again" if code in shows else "the finding does not show"
            text = f"the waiver of {waiver.rule} expired on {waiver.until}; {gone}"
            yield _of_waiver(sides, EXPIRED_WAIVER, client, waiver, text)
        elif waiver.from_ <= sides.as_of and code not in shows:
            text = f"the waiver of {waiver.rule} until {waiver.until} waives nothing"
            yield _of_waiver(sides, UNUSED_WAIVER, client, waiver, text)


def code_of(waiver: Waiver) -> str:
    """The code of the rule that a waiver names, by code or name."""
    rule = find_rule(waiver.rule)
    return rule.code if rule else waiver.rule


def _of_waiver(
    sides: Sides, rule: OwnRule, client: ClientAssessment, waiver: Waiver, message: str
) -> Result:
    before = sides.entry_before(client.id)
    was_there = before is not None and content(waiver) in map(content, before.waivers)
    status = sides.status(was_there=was_there)
    fails = status != "unchanged" and _fails(sides, rule)
    result = own_result(rule, message, sides.place(waiver.mark), client.id, code_of(waiver))
    return result._replace(status=status, fails=fails)


def _fails(sides: Sides, rule: OwnRule) -> bool:
    """Whether a result of the default fails: always, unless `--fail-on` names others."""
    return sides.terms.fail_on is None or sides.names(rule.code)


def stale_entries(sides: Sides) -> Iterator[Result]:
    """The entries of the baseline whose trouble does not show."""
    for entry in stale(sides.baseline, sides.now) if sides.baseline else ():
        what = entry.code or f"the verdict {entry.verdict}"
        text = f"the baseline accepts {what}, which does not show"
        place = sides.baseline.place(entry.mark) if sides.baseline else None
        result = own_result(STALE_BASELINE, text, place, entry.client, what)
        yield result._replace(fails=sides.names(STALE_BASELINE.code))


def warnings(sides: Sides) -> Iterator[Result]:
    """What looks odd in the ledger."""
    earlier = sides.base.ledger.warnings if sides.base and sides.base.ledger else ()
    before = {warning.message for warning in earlier}
    for warning in sides.ledger.warnings:
        status = sides.status(was_there=warning.message in before)
        where = warning.place.file if warning.place else ""
        result = own_result(
            LEDGER_WARNING, warning.message, warning.place, None, where, warning.message
        )
        fails = sides.names(LEDGER_WARNING.code) and status != "unchanged"
        yield result._replace(status=status, fails=fails)


def own_result(
    rule: OwnRule, message: str, place: Place | None, client: str | None, *parts: str
) -> Result:
    """A result of one of the check's own rules; `parts` tell it from others of the same client."""
    return Result(
        code=rule.code,
        name=rule.name,
        message=message,
        client=client,
        place=place,
        related=(),
        fingerprint=fingerprint(client or "", rule.code, *parts),
    )
