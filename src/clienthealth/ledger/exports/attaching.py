"""Payments from their own file: each goes to the invoice it names, or to the client."""

import re
from typing import Any

from clienthealth.ledger.exports.names import RawClient
from clienthealth.ledger.fields import shown
from clienthealth.ledger.models import Invoice, Payment
from clienthealth.ledger.problems import did_you_mean

_SHORTEST = 3  # a shorter number is found in any text
_WORD = re.compile(r"[^\s,;:()\[\]\"']+")


class InvoicesByNumber:
    """The invoices of each client by number, once all of them have been read.

    Payments are put into the entries all at once, as a client may have thousands.
    """

    def __init__(self) -> None:
        self._places: dict[int, dict[str, int]] = {}
        self._added: dict[int, tuple[RawClient, dict[int | None, list[Payment]]]] = {}
        """For each client the new payments by the place of their invoice; None for none."""

    def attach(
        self, client: RawClient, payment: Payment, number: str | None, text: str | None
    ) -> str | None:
        """Find the invoice of a payment; without one it is the client's own.

        Args:
            client: The client.
            payment: The payment.
            number: The number of its invoice.
            text: A text that may contain the number.

        Returns:
            A warning, where the client has no invoice of that number.
        """
        places = self._of(client)
        place = places.get(number) if number is not None else _named_in(text or "", places)
        _, added = self._added.setdefault(id(client), (client, {}))
        added.setdefault(place, []).append(payment)
        if place is not None or number is None:
            return None
        what = f"invoice: this client has no invoice {shown(number)}"
        return f"{what}, so the payment counts as a credit; {did_you_mean(number, [*places])}"

    def put(self) -> None:
        """Put the payments where they belong."""
        for client, added in self._added.values():
            own = client.get("payments", [])
            if None in added and isinstance(own, list):
                client["payments"] = [*own, *added[None]]
            for place, payments in added.items():
                if place is not None:
                    found = client["invoices"][place]
                    paid = found.model_copy(update={"payments": (*found.payments, *payments)})
                    client["invoices"][place] = paid

    def _of(self, client: RawClient) -> dict[str, int]:
        places = self._places.get(id(client))
        if places is None:
            listed: Any = client.get("invoices")
            invoices = enumerate(listed) if isinstance(listed, list) else ()
            places = {each.number: i for i, each in invoices if isinstance(each, Invoice)}
            self._places[id(client)] = places
        return places


def _named_in(text: str, places: dict[str, int]) -> int | None:
    """The only invoice whose number is a word of a text."""
    words = {word.strip(".#") for word in _WORD.findall(text) if len(word) >= _SHORTEST}
    found = [places[word] for word in words if word in places]
    return found[0] if len(found) == 1 else None
