"""The results about what accepts trouble: waivers, the baseline, the policy, what is read."""

from collections.abc import Iterator

from clienthealth.assessment import ClientAssessment
from clienthealth.checking.baseline import stale
from clienthealth.checking.comparison import Differing, changed_includes, changed_waivers, content
from clienthealth.checking.results import (
    CHANGED_BASELINE,
    CHANGED_INCLUDE,
    CHANGED_POLICY,
    CHANGED_WAIVER,
    EXPIRED_WAIVER,
    LEDGER_WARNING,
    STALE_BASELINE,
    UNUSED_WAIVER,
    OwnRule,
    Result,
    fingerprint,
)
from clienthealth.checking.sides import Base, Sides
from clienthealth.ledger.models import Client, Ledger, Waiver
from clienthealth.ledger.sources import Place
from clienthealth.policy import Policy
from clienthealth.policy_sources import combined, layers, settings
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
    for code, waiver in {_code(waiver): waiver for waiver in ordered}.items():
        if waiver.until < sides.as_of:
            gone = "the finding counts again" if code in shows else "the finding does not show"
            text = f"the waiver of {waiver.rule} expired on {waiver.until}; {gone}"
            yield _of_waiver(sides, EXPIRED_WAIVER, client, waiver, text)
        elif waiver.from_ <= sides.as_of and code not in shows:
            text = f"the waiver of {waiver.rule} until {waiver.until} waives nothing"
            yield _of_waiver(sides, UNUSED_WAIVER, client, waiver, text)


def _code(waiver: Waiver) -> str:
    rule = find_rule(waiver.rule)
    return rule.code if rule else waiver.rule


def _of_waiver(
    sides: Sides, rule: OwnRule, client: ClientAssessment, waiver: Waiver, message: str
) -> Result:
    before = sides.entry_before(client.id)
    was_there = before is not None and content(waiver) in map(content, before.waivers)
    status = sides.status(was_there=was_there)
    fails = status != "unchanged" and _fails(sides, rule)
    result = _result(rule, message, sides.place(waiver.mark), client.id, _code(waiver))
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
        result = _result(STALE_BASELINE, text, place, entry.client, what)
        yield result._replace(fails=sides.names(STALE_BASELINE.code))


def warnings(sides: Sides) -> Iterator[Result]:
    """What looks odd in the ledger."""
    earlier = sides.base.ledger.warnings if sides.base and sides.base.ledger else ()
    before = {warning.message for warning in earlier}
    for warning in sides.ledger.warnings:
        status = sides.status(was_there=warning.message in before)
        where = warning.place.file if warning.place else ""
        result = _result(
            LEDGER_WARNING, warning.message, warning.place, None, where, warning.message
        )
        fails = sides.names(LEDGER_WARNING.code) and status != "unchanged"
        yield result._replace(status=status, fails=fails)


def changes(sides: Sides) -> Iterator[Result]:
    """What was changed of the things that accept trouble, so that nobody waves himself through."""
    if sides.base is None or sides.base.ledger is None:
        return
    accepted = sides.terms.accept_changes
    for result in _changes(sides, sides.base, sides.base.ledger):
        rule_fails = sides.terms.fail_on is None or sides.names(result.code)
        yield result._replace(status="new", fails=rule_fails and not accepted)


def _changes(sides: Sides, base: Base, earlier: Ledger) -> Iterator[Result]:
    if _digest(base.policy) != _digest(sides.policy):
        text = (
            f"the policy was changed; the new one {_PENDING}{_figures(base.policy, sides.policy)}"
        )
        yield _result(CHANGED_POLICY, text, _policy_place(sides), None)
    for client, found in changed_waivers(earlier, sides.ledger):
        yield from _changed_waivers(sides, client, found)
    if base.baseline_changed:
        text = f"the baseline was changed; the new one {_PENDING}"
        yield _result(CHANGED_BASELINE, text, base.baseline_place, None)
    yield from _changed_includes(sides, earlier)


def _digest(policy: Policy) -> str:
    return combined(layers(policy)).digest()  # a rule's code and its name are the same


def _policy_place(sides: Sides) -> Place | None:
    return sides.place(sides.ledger.policy.mark or sides.ledger.business.mark)


def _figures(before: Policy, now: Policy) -> str:
    old = {setting.key: setting.value for setting in settings(layers(before))}
    new = {setting.key: setting.value for setting in settings(layers(now))}
    keys = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    named = ", ".join(
        f"{k} {old.get(k, 'unset')} -> {new.get(k, 'unset')}" for k in keys[:MOST_NAMED]
    )
    more = f" and {len(keys) - MOST_NAMED} more" if len(keys) > MOST_NAMED else ""
    return f": {named}{more}" if named else ""


def _changed_waivers(sides: Sides, client: Client, found: Differing[Waiver]) -> Iterator[Result]:
    for waiver in found.added:
        text = (
            f"a waiver of {waiver.rule} from {waiver.from_} until {waiver.until} was added or "
            f"changed; it {_PENDING}: {waiver.reason}"
        )
        place = sides.place(waiver.mark)
        yield _result(CHANGED_WAIVER, text, place, client.id, _code(waiver), str(waiver.from_))
    for waiver in found.removed if not found.added else ():
        text = f"the waiver of {waiver.rule} until {waiver.until} was taken out"
        place = sides.place(client.mark)
        yield _result(CHANGED_WAIVER, text, place, client.id, _code(waiver), "removed")


def _changed_includes(sides: Sides, earlier: Ledger) -> Iterator[Result]:
    found = changed_includes(earlier, sides.ledger)
    for include in found.added:
        text = f"the include of {include.file} was added or changed"
        yield _result(CHANGED_INCLUDE, text, sides.place(include.mark), None, include.file)
    for include in found.removed if not found.added else ():
        text = f"the include of {include.file} was taken out; what it holds is not read"
        place = sides.place(sides.ledger.business.mark)
        yield _result(CHANGED_INCLUDE, text, place, None, include.file)


def _result(
    rule: OwnRule, message: str, place: Place | None, client: str | None, *parts: str
) -> Result:
    return Result(
        code=rule.code,
        name=rule.name,
        message=message,
        client=client,
        place=place,
        related=(),
        fingerprint=fingerprint(client or "", rule.code, *parts),
    )
