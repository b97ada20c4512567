"""The results about ids that now belong to another client."""

from collections.abc import Iterator

from clienthealth.checking.compared import Compared
from clienthealth.checking.model import CHANGED_IDENTITY, Result
from clienthealth.checking.waiver_results import own_result
from clienthealth.ledger.fields import shown
from clienthealth.ledger.models import Client


def identity_results(compared: Compared) -> Iterator[Result]:
    """Ids with the name of another client, or with something accepted for an earlier client."""
    before = list(compared.base.ledger.clients) if compared.base and compared.base.ledger else []
    owners = {name: client.id for client in reversed(before) for name in _names(client)}
    exempt = frozenset(_exempt(compared, before))
    for client in compared.ledger.clients:
        text = _odd(client, compared.entry_before(client.id), owners, exempt)
        if text is not None:
            place = compared.place(client.mark)
            yield own_result(CHANGED_IDENTITY, text, place, client.id)


def _odd(
    client: Client, before: Client | None, owners: dict[str, str], exempt: frozenset[str]
) -> str | None:
    """What is odd about the id of a client, if anything."""
    if before is not None and _is_same(before, client):
        return None
    owner = owners.get(client.name.casefold())
    if owner is not None and owner != client.id:
        return f"the id has the name of a client whose id was {shown(owner)}"
    if client.id not in exempt:
        return None
    if before is None:
        return "something was accepted for this id before the client existed"
    return f"something was accepted for this id when it belonged to {shown(before.name)}"


def _is_same(before: Client, now: Client) -> bool:
    """Whether an id still belongs to the same client."""
    return before.name.casefold() == now.name.casefold()


def _names(client: Client) -> Iterator[str]:
    yield from (name.casefold() for name in (client.name, *client.aliases))


def _exempt(compared: Compared, before: list[Client]) -> Iterator[str]:
    """The ids for which the base accepts something: by policy, waiver or baseline."""
    if compared.base is not None:
        yield from compared.base.policy.clients
    yield from (client.id for client in before if client.waivers)
    if compared.baseline is not None:
        yield from (each.client for each in compared.baseline.accepted if each.client)
