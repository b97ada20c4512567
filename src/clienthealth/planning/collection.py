"""The open balances of all clients on a date, or of one client with the letters to send."""

from collections.abc import Iterable, Iterator
from datetime import date

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import Context, context_of
from clienthealth.ledger.models import Client, Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.planning.collecting import Collection, account_of, gravity
from clienthealth.planning.letters import NO_TEMPLATES, Templates
from clienthealth.planning.model import Letter
from clienthealth.planning.shared_steps import recipient_of


def collect(
    ledger: Ledger,
    *,
    as_of: date,
    policy: Policy | None = None,
    client: str | None = None,
    templates: Templates = NO_TEMPLATES,
) -> Collection:
    """What is open on a date, and what to do about it.

    Entries dated after `as_of` are ignored.

    Args:
        ledger: The ledger.
        as_of: The date.
        policy: The policy, if not the ledger's own.
        client: The id of the only client to look at, with or without open invoices. Their
            reminders come with letters.
        templates: The ledger's own letter templates, from `load_templates`.

    Raises:
        LookupError: no client has this id. The message is the id.
        LedgerError: one of the ledger's own templates cannot be filled in.
    """
    context = context_of(ledger, as_of, policy or ledger.policy)
    chosen = [
        (position, each)
        for position, each in enumerate(ledger.clients)
        if client is None or each.id == client
    ]
    if client is not None and not chosen:
        raise LookupError(client)
    found = [(each, account_of(each, position)) for each, position in _facts(chosen, context)]
    letters: tuple[Letter, ...] = ()
    recipient = None
    if client is not None:
        from clienthealth.planning.reminder_letters import reminder_letter  # noqa: PLC0415  # Jinja and Babel, for one client

        [(facts, account)] = found
        to = recipient_of(facts)
        recipient = to.email if to is not None else None
        letters = tuple(
            reminder_letter(facts, account, each, templates) for each in account.reminders
        )
    accounts = [each for _, each in found if client is not None or each.items or each.disputed]
    return Collection(
        as_of=as_of,
        currency=context.business.currency,
        clients=tuple(sorted(accounts, key=gravity)),
        is_of_one=client is not None,
        provision=context.policy.provision.percents,
        window_days=context.policy.window_days,
        letters=letters,
        recipient=recipient,
    )


def _facts(
    chosen: Iterable[tuple[int, Client]], context: Context
) -> Iterator[tuple[ClientFacts, int]]:
    for position, client in chosen:
        yield ClientFacts(client, context), position
