"""The check itself: what is wrong in a ledger, what got worse, and what fails the check."""

from collections.abc import Iterator
from datetime import date

from clienthealth.checking.baseline import Baseline
from clienthealth.checking.change_results import changes
from clienthealth.checking.client_results import outcome_of, troubles
from clienthealth.checking.compared import Base, Compared, Terms
from clienthealth.checking.model import CheckedClient, Report, Result
from clienthealth.checking.thresholds import DEFAULT
from clienthealth.checking.waiver_results import stale_entries, waivers, warnings
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.sources import Place
from clienthealth.rules.policy_layers import combined, layers
from clienthealth.version import __version__


def check(  # what a check depends on
    ledger: Ledger,
    *,
    as_of: date,
    policy: Policy | None = None,
    terms: Terms = Terms(),  # noqa: B008  # immutable
    base: Base | None = None,
    baseline: Baseline | None = None,
) -> Report:
    """Find what is wrong in a ledger or, with a base, what got worse.

    Args:
        ledger: The ledger as it is.
        as_of: The date of assessment for both sides.
        policy: The policy, if not the ledger's own.
        terms: What to look at, and what fails the check.
        base: What to compare with. Both sides are judged under its policy and waivers.
        baseline: The accepted trouble; with a base, the baseline of the base.

    Returns:
        The report. The check has failed if its `failing` is not empty.

    Raises:
        ValueError: the policy has wrong options for a rule. A loaded ledger's policy has already
            been checked.
    """
    compared = Compared(ledger, as_of, policy or ledger.policy, terms, base, baseline)
    found = [_placed(r, compared) for r in _results(compared) if terms.choice.holds(r.code)]
    in_force = combined(
        layers(compared.now.policy)
    )  # rules by their names, as `policy` prints them
    return Report(
        tool_version=__version__,
        policy_hash=in_force.digest(),
        as_of=as_of,
        currency=compared.now.currency,
        compared_with=base.revision if base else None,
        fail_on=_fail_on(compared),
        clients=tuple(_clients(compared)),
        results=tuple(sorted(found, key=_order)),
    )


def _results(compared: Compared) -> Iterator[Result]:
    for client in compared.now.clients:
        yield from troubles(compared, client)
        yield from waivers(compared, client)
    yield from stale_entries(compared)
    yield from changes(compared)
    yield from warnings(compared)


def _placed(result: Result, compared: Compared) -> Result:
    """A result without a place (something was removed) gets the start of the ledger."""
    if result.place is not None:
        return result
    return result._replace(place=compared.place(compared.ledger.business.mark))


def _fail_on(compared: Compared) -> tuple[str, ...]:
    if compared.terms.fail_on is not None:
        return compared.terms.fail_on.written
    return DEFAULT if compared.base is None else ("new", "worse")


def _clients(compared: Compared) -> Iterator[CheckedClient]:
    for client in compared.now.clients:
        earlier = compared.earlier(client.id)
        yield CheckedClient(
            client.id,
            client.name,
            client.stage,
            outcome_of(client),
            outcome_of(earlier) if earlier else None,
            compared.now.place(client, ()),
        )


def _order(result: Result) -> tuple[bool, str, int, int, str, str]:
    place = result.place or Place("", 0, 0)
    return (not result.fails, place.file, place.line, place.column, result.code, result.message)
