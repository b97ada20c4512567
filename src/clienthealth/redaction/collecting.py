"""What is owed, as it may be shown to anybody."""

from decimal import Decimal

from clienthealth.facts.ageing import Ageing
from clienthealth.planning.collecting import ClientAccount, Collection, OpenItem
from clienthealth.redaction.redactor import Redactor

NOTHING = Decimal("0.00")


def redact_collection(found: Collection, redactor: Redactor) -> Collection:
    """What is owed with pseudonyms, without amounts; invoices go by their place in the list.

    Dates, days and the reminders to send are those of the original, in its order.
    """
    clients = tuple(_account(account, redactor) for account in found.clients)
    return found._replace(clients=clients, letters=(), recipient=None, withheld=True)


def _account(account: ClientAccount, redactor: Redactor) -> ClientAccount:
    name = redactor.client(account.id)
    bands = (band._replace(open=NOTHING, expected_loss=NOTHING) for band in account.ageing.bands)
    return account._replace(
        id=name,
        name=name,
        items=tuple(map(_item, account.items)),
        disputed=tuple(map(_item, account.disputed)),
        ageing=Ageing(tuple(bands)),
        credit=NOTHING,
    )


def _item(item: OpenItem) -> OpenItem:
    claim = item.claim
    if claim is not None:
        interest = None if claim.interest is None else NOTHING
        fixed = None if claim.fixed_sum is None else NOTHING
        claim = claim._replace(interest=interest, fixed_sum=fixed)
    return item._replace(
        number=f"invoice-{item.position + 1}",
        billed=NOTHING,
        open=NOTHING,
        overdue=NOTHING,
        claim=claim,
    )
