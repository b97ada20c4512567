"""Books with everything that a client's books can hold at once, for property tests.

Instalments, credit notes, deductions, what went back, what is given up, advances, drafts.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from clienthealth.ledger.checks import Vocabulary, client_errors
from clienthealth.ledger.models import Client

FIRST = date(2026, 1, 1)
TODAY = date(2026, 6, 30)

modest = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

Data = dict[str, Any]


def day(offset: int) -> str:
    return str(FIRST + timedelta(days=offset))


tens = st.integers(1, 30).map(lambda n: n * 10)
"""Amounts so large that no rest of theirs is a small one."""


@st.composite
def payments(draw: st.DrawFn, issued: int, most: int = 3) -> list[Data]:
    """What came in and what went back, never more than had come."""
    found: list[Data] = []
    came, at = 0, issued
    for _ in range(draw(st.integers(0, most))):
        at += draw(st.integers(0, 40))
        if came and draw(st.integers(0, 3)) == 0:
            back = draw(st.integers(1, came // 10)) * 10
            found.append({"date": day(at), "amount": str(-back), "reason": "returned"})
            came -= back
            continue
        amount = draw(tens)
        payment = {"date": day(at), "amount": str(amount)}
        if draw(st.integers(0, 4)) == 0:
            payment |= {"deducted": "10", "reason": draw(st.sampled_from(["fee", "discount"]))}
        found.append(payment)
        came += amount
    return found


@st.composite
def invoices(draw: st.DrawFn, number: int, *, short: bool) -> Data:
    """An invoice of any kind."""
    issued, amount = draw(st.integers(0, 90)), draw(tens)
    invoice: Data = {"number": str(number), "issued": day(issued), "amount": str(amount)}
    parts = draw(st.integers(1, 3))
    if parts > 1 and amount >= parts * 10:
        shares = [10] * (parts - 1)
        shares.append(amount - sum(shares))
        invoice["due"] = [
            {"date": day(issued + draw(st.integers(0, 60))), "amount": str(share)}
            for share in shares
        ]
    else:
        invoice["due"] = day(issued + draw(st.integers(0, 60)))
    invoice["payments"] = draw(payments(issued))
    for key in ("credit_notes", "write_offs"):
        if draw(st.integers(0, 4)) == 0 and amount >= 20:
            part = draw(st.integers(1, amount // 20)) * 10
            split = [part] if part < 20 or draw(st.booleans()) else [part - 10, 10]
            invoice[key] = [
                {"date": day(issued + draw(st.integers(0, 60))), "amount": str(each)}
                for each in split
            ]
    kinds: list[Data] = [{}] * 9 + [{"status": "void"}, {"paid": "unknown"}]
    if short:
        kinds += [{"paid": day(issued + draw(st.integers(0, 60)))}] * 3
    return invoice | draw(st.sampled_from(kinds))


@st.composite
def clients(draw: st.DrawFn, *, short: bool = False) -> Client:
    """A client with everything that books can hold; `short` with `paid: DATE` as well."""
    bills = [draw(invoices(n, short=short)) for n in range(draw(st.integers(1, 4)))]
    for n in range(draw(st.integers(0, 2))):
        note: Data = {"number": f"C{n}", "amount": str(-draw(tens))}
        target = draw(st.sampled_from([None, *bills]))
        first = target["issued"] if target else FIRST.isoformat()
        issued = (date.fromisoformat(first) - FIRST).days + draw(st.integers(0, 60))
        note["issued"] = day(issued)
        if target:
            note["credits"] = target["number"]
        bills.append(note)
    own = draw(st.one_of(st.just([]), payments(draw(st.integers(0, 60)))))
    client = Client.model_validate({"id": "a", "name": "A", "invoices": bills, "payments": own})
    assume(not [*client_errors(client, Vocabulary())])
    return client
