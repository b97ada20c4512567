"""Entries as plain values: what two states of a ledger are compared by."""

from datetime import date
from decimal import Decimal

from clienthealth.ledger.fields import unplaced
from clienthealth.ledger.models import Business, Client
from clienthealth.ledger.policy import Policy


def client(place: int) -> Client:
    raw = {
        "\0mark": place,
        "id": "acme",
        "name": "Acme",
        "aliases": ["A. Corp"],
        "contract": {"\0mark": place + 1, "terms_days": 14},
        "invoices": [{"\0mark": place + 2, "number": "1", "issued": "2026-01-10", "amount": "9.5"}],
    }
    return Client.model_validate(raw)


def test_entries_inside_are_plain_values_too() -> None:
    found = unplaced(client(7))
    assert "mark" not in found
    assert found["aliases"] == ("A. Corp",)
    assert found["contract"]["terms_days"] == ({"days": 14, "from_": None},)
    [invoice] = found["invoices"]
    assert invoice["issued"] == date(2026, 1, 10)
    assert invoice["amount"] == Decimal("9.5")
    assert invoice["payments"] == ()
    assert "mark" not in invoice


def test_the_place_makes_no_difference() -> None:
    assert client(7) != client(9)
    assert unplaced(client(7)) == unplaced(client(9))


def test_defaults_that_no_schema_was_built_for_are_there() -> None:
    """Before pydantic 2.14, `model_dump` fails for them."""
    business = Business.model_validate({"name": "Ada", "currency": "EUR"})
    assert unplaced(business)["terms_days"] == ({"days": 30, "from_": None},)
    assert unplaced(Policy.model_construct())["weights"]["low"] == 0.10
