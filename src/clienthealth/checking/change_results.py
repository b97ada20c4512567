"""The results about changes: to what accepts trouble, to what measures it, and to the record."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from clienthealth.checking.compared import Base, Compared
from clienthealth.checking.differences import (
    Differing,
    changed_includes,
    changed_waivers,
    content,
    differing,
)
from clienthealth.checking.identity_results import identity_results
from clienthealth.checking.model import (
    CHANGED_BASELINE,
    CHANGED_BUSINESS,
    CHANGED_INCLUDE,
    CHANGED_POLICY,
    CHANGED_WAIVER,
    MOVED_LEDGER,
    REMOVED_CLIENT,
    Result,
)
from clienthealth.checking.record_results import (
    had_history,
    is_old_on,
    record_results,
)
from clienthealth.checking.waiver_results import code_of, own_result
from clienthealth.facts.context import number_on
from clienthealth.ledger import written
from clienthealth.ledger.fields import shown
from clienthealth.ledger.models import Client, DatedNumber, Ledger, Waiver
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.sources import Place
from clienthealth.rules.policy_layers import combined, layers, settings

MOST_NAMED = 5
MOST_MOVED = Decimal("0.2")
"""An exchange rate hardly moves by more than this share between two entries."""
_PENDING = "counts after the merge"


def changes(compared: Compared) -> Iterator[Result]:
    """The changes, so that nobody can wave their own change through.

    They fail with any `--fail-on` except `none`. Otherwise one change could remove the threshold
    for the next.
    """
    if compared.base is None:
        return
    fails = not compared.terms.accept_changes and not compared.fail_on.is_none
    yield from _moved(compared, compared.base, fails=fails)
    if compared.base.ledger is None:
        return
    for result in _changes(compared, compared.base, compared.base.ledger):
        yield result._replace(status="new", fails=fails)
    for result in (*_more_rates(compared, compared.base.ledger), *record_results(compared)):
        may_fail = (fails and result.fails) or compared.names(result.code)
        yield result._replace(status="new", fails=may_fail)
    for client, result in _removed(compared, compared.base.ledger):
        counted = had_history(client, compared.as_of) or _had_trouble(compared, client.id)
        may_fail = (fails and counted) or compared.names(result.code)
        yield result._replace(status="new", fails=may_fail)


def _changes(compared: Compared, base: Base, earlier: Ledger) -> Iterator[Result]:
    if _digest(base.policy) != _digest(compared.policy):
        differs = _policies(base.policy, compared.policy)
        text = f"the policy was changed; the new one {_PENDING}{differs}"
        yield own_result(CHANGED_POLICY, text, _policy_place(compared), None)
    for client, found in changed_waivers(earlier, compared.ledger):
        yield from _changed_waivers(compared, client, found)
    if base.baseline_changed:
        text = f"the baseline was changed; the new one {_PENDING}"
        yield own_result(CHANGED_BASELINE, text, base.baseline_place, None)
    yield from _changed_includes(compared, earlier)
    yield from _changed_business(compared, earlier)
    yield from identity_results(compared)


def _moved(compared: Compared, base: Base, *, fails: bool) -> Iterator[Result]:
    """A moved ledger, and a ledger without anything to compare with."""
    place = compared.place(compared.ledger.business.mark)
    named = compared.names(MOVED_LEDGER.code)
    if base.moved_from is not None:
        text = f"the ledger was moved from {shown(base.moved_from)}, and is compared with that"
        yield own_result(MOVED_LEDGER, text, place, None)._replace(status="new", fails=named)
    elif base.others:
        others = _named([shown(other) for other in base.others]).removeprefix(": ")
        text = f"nothing is compared: {base.revision} has no ledger here, but at {others}"
        yield own_result(MOVED_LEDGER, text, place, None, "others")._replace(
            status="new", fails=fails or named
        )


def _digest(policy: Policy) -> str:
    return combined(layers(policy)).digest()  # a rule's code and its name are the same


def _policy_place(compared: Compared) -> Place | None:
    return compared.place(compared.ledger.policy.mark or compared.ledger.business.mark)


def _policies(before: Policy, now: Policy) -> str:
    old = {setting.key: setting.value for setting in settings(layers(before))}
    new = {setting.key: setting.value for setting in settings(layers(now))}
    keys = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    return _named([f"{k} {old.get(k, 'unset')} -> {new.get(k, 'unset')}" for k in keys])


def _named(figures: Sequence[str]) -> str:
    more = f" and {len(figures) - MOST_NAMED} more" if len(figures) > MOST_NAMED else ""
    return f": {', '.join(figures[:MOST_NAMED])}{more}" if figures else ""


def _changed_waivers(
    compared: Compared, client: Client, found: Differing[Waiver]
) -> Iterator[Result]:
    for waiver in found.added:
        text = (
            f"a waiver of {waiver.rule} from {written.day(waiver.from_)} until "
            f"{written.day(waiver.until)} was added or changed; it {_PENDING}: {waiver.reason}"
        )
        place = compared.place(waiver.mark)
        yield own_result(CHANGED_WAIVER, text, place, client.id, code_of(waiver), str(waiver.from_))
    for waiver in found.removed if not found.added else ():
        text = f"the waiver of {waiver.rule} until {written.day(waiver.until)} was removed"
        place = compared.place(client.mark)
        yield own_result(CHANGED_WAIVER, text, place, client.id, code_of(waiver), "removed")


def _changed_includes(compared: Compared, earlier: Ledger) -> Iterator[Result]:
    found = changed_includes(earlier, compared.ledger)
    for include in found.added:
        text = f"the include of {include.file} was added or changed"
        yield own_result(CHANGED_INCLUDE, text, compared.place(include.mark), None, include.file)
    for include in found.removed if not found.added else ():
        text = f"the include of {include.file} was removed; the file is no longer read"
        place = compared.place(compared.ledger.business.mark)
        yield own_result(CHANGED_INCLUDE, text, place, None, include.file)


def _changed_business(compared: Compared, earlier: Ledger) -> Iterator[Result]:
    """Figures of the business that rules use: terms, rates, hours, kept kinds of event."""
    old, new = (content(each.business) or {} for each in (earlier, compared.ledger))
    keys = [key for key in new if key != "name" and old.get(key) != new[key]]
    # Another rate from a later day does not change the earlier ones.
    rates = [c for c in sorted(earlier.exchange_rates) if _rates(compared, earlier, c).removed]
    if keys or rates:
        changed = [*(f"business.{key}" for key in keys), *(f"exchange_rates.{c}" for c in rates)]
        place = compared.place(compared.ledger.business.mark)
        yield own_result(CHANGED_BUSINESS, f"changed{_named(changed)}", place, None)


def _rates(compared: Compared, earlier: Ledger, currency: str) -> Differing[DatedNumber]:
    before = earlier.exchange_rates.get(currency, ())
    return differing(before, compared.ledger.exchange_rates.get(currency, ()))


def _more_rates(compared: Compared, earlier: Ledger) -> Iterator[Result]:
    """Added exchange rates.

    Recent rates close to the one before are monthly routine. Other rates change the value of
    existing amounts, if the currency had a rate.
    """
    added: list[str] = []
    revalued: list[str] = []
    for currency in sorted(compared.ledger.exchange_rates):
        before, found = (
            earlier.exchange_rates.get(currency, ()),
            _rates(compared, earlier, currency),
        )
        if found.added and not found.removed:
            odd = any(_revalues(rate, before, compared.as_of) for rate in found.added)
            (revalued if before and odd else added).append(f"exchange_rates.{currency}")
    place = compared.place(compared.ledger.business.mark)
    if added:
        text = f"exchange rates were added{_named(added)}"
        yield own_result(CHANGED_BUSINESS, text, place, None, "added")
    if revalued:
        text = f"added exchange rates change the value of existing amounts{_named(revalued)}"
        yield own_result(CHANGED_BUSINESS, text, place, None, "revalued")._replace(fails=True)


def _revalues(rate: DatedNumber, before: Sequence[DatedNumber], as_of: date) -> bool:
    """Whether a rate starts more than 31 days ago, or is far from the rate before."""
    day = rate.from_
    if day is None or is_old_on(day, as_of):
        return True
    held = number_on(before, day)
    return held is not None and abs(rate.value - held) > held * MOST_MOVED


def _had_trouble(compared: Compared, name: str) -> bool:
    """Whether a client had any finding that was not accepted."""
    earlier = compared.earlier(name)
    found = earlier.findings if earlier else ()
    return any(each.severity != "position" and each.waiver is None for each in found)


def _removed(compared: Compared, earlier: Ledger) -> Iterator[tuple[Client, Result]]:
    """Removed clients."""
    left = {client.id for client in compared.ledger.clients}
    for client in earlier.clients:
        if client.id not in left:
            place = compared.place(compared.ledger.business.mark)
            text = "the client was removed from the ledger, with everything known about them"
            yield client, own_result(REMOVED_CLIENT, text, place, client.id)
