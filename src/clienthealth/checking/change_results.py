"""The results about what was changed of the things that accept trouble, or measure it."""

from collections.abc import Iterator, Sequence

from clienthealth.checking.compared import Base, Sides
from clienthealth.checking.differences import (
    Differing,
    changed_includes,
    changed_waivers,
    content,
    differing,
)
from clienthealth.checking.model import (
    CHANGED_BASELINE,
    CHANGED_BUSINESS,
    CHANGED_INCLUDE,
    CHANGED_POLICY,
    CHANGED_WAIVER,
    REMOVED_CLIENT,
    Result,
)
from clienthealth.checking.waiver_results import code_of, own_result
from clienthealth.ledger.models import Client, DatedNumber, Ledger, Waiver
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.sources import Place
from clienthealth.rules.policy_layers import combined, layers, settings

MOST_NAMED = 5
_PENDING = "counts once it is merged"


def changes(sides: Sides) -> Iterator[Result]:
    """What was changed, so that nobody waves himself through.

    It fails whatever `--fail-on` names, unless that is nothing at all: else one change could
    take the threshold away for the next.
    """
    if sides.base is None or sides.base.ledger is None:
        return
    fails = not sides.terms.accept_changes and not sides.fail_on.is_none
    for result in _changes(sides, sides.base, sides.base.ledger):
        yield result._replace(status="new", fails=fails)
    for result in (*_more_rates(sides, sides.base.ledger), *_removed(sides, sides.base.ledger)):
        yield result._replace(status="new", fails=sides.names(result.code))


def _changes(sides: Sides, base: Base, earlier: Ledger) -> Iterator[Result]:
    if _digest(base.policy) != _digest(sides.policy):
        text = (
            f"the policy was changed; the new one {_PENDING}{_policies(base.policy, sides.policy)}"
        )
        yield own_result(CHANGED_POLICY, text, _policy_place(sides), None)
    for client, found in changed_waivers(earlier, sides.ledger):
        yield from _changed_waivers(sides, client, found)
    if base.baseline_changed:
        text = f"the baseline was changed; the new one {_PENDING}"
        yield own_result(CHANGED_BASELINE, text, base.baseline_place, None)
    yield from _changed_includes(sides, earlier)
    yield from _changed_business(sides, earlier)


def _digest(policy: Policy) -> str:
    return combined(layers(policy)).digest()  # a rule's code and its name are the same


def _policy_place(sides: Sides) -> Place | None:
    return sides.place(sides.ledger.policy.mark or sides.ledger.business.mark)


def _policies(before: Policy, now: Policy) -> str:
    old = {setting.key: setting.value for setting in settings(layers(before))}
    new = {setting.key: setting.value for setting in settings(layers(now))}
    keys = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    return _named([f"{k} {old.get(k, 'unset')} -> {new.get(k, 'unset')}" for k in keys])


def _named(figures: Sequence[str]) -> str:
    more = f" and {len(figures) - MOST_NAMED} more" if len(figures) > MOST_NAMED else ""
    return f": {', '.join(figures[:MOST_NAMED])}{more}" if figures else ""


def _changed_waivers(sides: Sides, client: Client, found: Differing[Waiver]) -> Iterator[Result]:
    for waiver in found.added:
        text = (
            f"a waiver of {waiver.rule} from {waiver.from_} until {waiver.until} was added or "
            f"changed; it {_PENDING}: {waiver.reason}"
        )
        place = sides.place(waiver.mark)
        yield own_result(CHANGED_WAIVER, text, place, client.id, code_of(waiver), str(waiver.from_))
    for waiver in found.removed if not found.added else ():
        text = f"the waiver of {waiver.rule} until {waiver.until} was taken out"
        place = sides.place(client.mark)
        yield own_result(CHANGED_WAIVER, text, place, client.id, code_of(waiver), "removed")


def _changed_includes(sides: Sides, earlier: Ledger) -> Iterator[Result]:
    found = changed_includes(earlier, sides.ledger)
    for include in found.added:
        text = f"the include of {include.file} was added or changed"
        yield own_result(CHANGED_INCLUDE, text, sides.place(include.mark), None, include.file)
    for include in found.removed if not found.added else ():
        text = f"the include of {include.file} was taken out; what it holds is not read"
        place = sides.place(sides.ledger.business.mark)
        yield own_result(CHANGED_INCLUDE, text, place, None, include.file)


def _changed_business(sides: Sides, earlier: Ledger) -> Iterator[Result]:
    """Figures of the business that the rules measure by: terms, rates, hours, what is kept."""
    old, new = (content(each.business) or {} for each in (earlier, sides.ledger))
    keys = [key for key in new if key != "name" and old.get(key) != new[key]]
    # One more rate, of a later day, is no change of those that there were.
    rates = [c for c in sorted(earlier.exchange_rates) if _rates(sides, earlier, c).removed]
    if keys or rates:
        changed = [*(f"business.{key}" for key in keys), *(f"exchange_rates.{c}" for c in rates)]
        place = sides.place(sides.ledger.business.mark)
        yield own_result(CHANGED_BUSINESS, f"changed{_named(changed)}", place, None)


def _rates(sides: Sides, earlier: Ledger, currency: str) -> Differing[DatedNumber]:
    before = earlier.exchange_rates.get(currency, ())
    return differing(before, sides.ledger.exchange_rates.get(currency, ()))


def _more_rates(sides: Sides, earlier: Ledger) -> Iterator[Result]:
    """Rates that were added: the work of every month, so it is told and does not fail."""
    currencies = sorted(sides.ledger.exchange_rates)
    added = [
        c for c in currencies if (found := _rates(sides, earlier, c)).added and not found.removed
    ]
    if added:
        text = f"rates were added{_named([f'exchange_rates.{c}' for c in added])}"
        place = sides.place(sides.ledger.business.mark)
        yield own_result(CHANGED_BUSINESS, text, place, None, "added")


def _removed(sides: Sides, earlier: Ledger) -> Iterator[Result]:
    """Clients that were taken out, with all that was known of them."""
    left = {client.id for client in sides.ledger.clients}
    for client in earlier.clients:
        if client.id not in left:
            place = sides.place(sides.ledger.business.mark)
            text = "the client was taken out of the ledger, and everything known of it"
            yield own_result(REMOVED_CLIENT, text, place, client.id)
