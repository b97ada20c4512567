"""What the program says about real records: a company's receivables, a freelancer's invoices."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from clienthealth import Assessment, LedgerError, assess, load_ledger
from one_client import loaded
from realdata import (
    FREELANCE,
    RECEIVABLES,
    freelance_ledger,
    path_of,
    receivables_ledger,
    rows_of,
)

SETTLED = date(2014, 12, 31)
"""After the last settlement of the receivables."""
PAID = date(2009, 5, 2)
"""The day after the last payment of the freelancer's invoices."""
PAID_IN_ADVANCE = (20, 21, 22)


@pytest.fixture(scope="module")
def receivables() -> Assessment:
    return assess(loaded(receivables_ledger()), as_of=SETTLED)


@pytest.fixture(scope="module")
def freelance() -> Assessment:
    return assess(loaded(freelance_ledger(deposits=PAID_IN_ADVANCE)), as_of=PAID)


def test_days_beyond_terms_of_all_receivables(receivables: Assessment) -> None:
    assert len(receivables.clients) == 100
    assert sum(c.facts.invoices_due for c in receivables.clients) == 2466
    dbt = receivables.portfolio.dbt_days
    assert dbt is not None
    assert round(dbt, 3) == Decimal("3.571")


@pytest.mark.parametrize(
    ("customer", "days"),
    [
        ("2621-XCLEH", "20.27"),
        ("8102-ABPKQ", "15.10"),
        ("0688-XNJRO", "14.89"),
        ("1604-LIFKX", "13.68"),
    ],
)
def test_the_slowest_customers(receivables: Assessment, customer: str, days: str) -> None:
    client = receivables.client(customer)
    assert client is not None
    assert client.facts.dbt_days is not None
    assert round(client.facts.dbt_days, 2) == Decimal(days)
    slower = [c for c in receivables.clients if (c.facts.dbt_days or 0) > client.facts.dbt_days]
    assert all((c.facts.dbt_days or 0) >= Decimal("13.68") for c in slower)


def test_seventeen_customers_are_never_late(receivables: Assessment) -> None:
    never = [c for c in receivables.clients if c.facts.dbt_days == 0]
    assert len(never) == 17
    assert all(c.facts.late_share == 0 and "PAY001" in c.fine for c in never)
    assert all(c.facts.open_balance == 0 for c in receivables.clients)


def test_a_late_customer_loses_health_by_its_days(receivables: Assessment) -> None:
    client = receivables.client("2621-XCLEH")
    assert client is not None
    finding = next(f for f in client.findings if f.code == "PAY001")
    assert finding.intensity == pytest.approx((20.27 - 5) / 25, abs=0.001)
    assert finding.points > 0


def test_what_is_paid_before_it_is_invoiced_is_a_problem_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(freelance_ledger(), encoding="utf-8")
    with pytest.raises(LedgerError) as caught:
        load_ledger(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    problems = caught.value.problems
    assert len(problems) == 3
    for problem in problems:
        assert "before the invoice was issued" in problem.message
        assert "deposit: true" in problem.message
        assert problem.place.file == str(path)
    told = [lines[p.place.line - 1].split('"')[1] for p in problems]
    assert sorted(told) == ["20", "21", "22"]


def test_days_to_pay_of_all_forty_invoices(freelance: Assessment) -> None:
    paid = {name: Decimal(0) for name in {row["clientID"] for row in rows_of(FREELANCE)[:40]}}
    for row in rows_of(FREELANCE)[:40]:
        paid[row["clientID"]] += Decimal(row["amt_paid"])
    assert {c.id for c in freelance.clients} == paid.keys()
    assert len(paid) == 14
    total = sum(paid[c.id] * (c.facts.days_to_pay or 0) for c in freelance.clients)
    assert round(total / sum(paid.values()), 1) == Decimal("52.4")


@pytest.mark.parametrize(
    ("client", "to_pay", "beyond"),
    [
        ("CLIENT_B", "72.7", "43.6"),
        ("CLIENT_C", "56.5", "28.2"),
        ("CLIENT_D", "51.5", "21.5"),
        ("CLIENT_H", "49.3", "27.4"),
        ("CLIENT_I", "164.3", "134.3"),
        ("CLIENT_J", "3.6", "0.0"),
        ("CLIENT_N", "105.0", "75.0"),
    ],
)
def test_how_each_client_pays_on_thirty_day_terms(
    freelance: Assessment, client: str, to_pay: str, beyond: str
) -> None:
    found = freelance.client(client)
    assert found is not None
    assert found.facts.days_to_pay is not None
    assert found.facts.dbt_days is not None
    assert round(found.facts.days_to_pay, 1) == Decimal(to_pay)
    assert round(found.facts.dbt_days, 1) == Decimal(beyond)


def test_who_is_slow_and_who_is_not(freelance: Assessment) -> None:
    """Late-payment from 5 days beyond terms on; one or two invoices never say much."""
    late = {c.id: f.intensity for c in freelance.clients for f in c.findings if f.code == "PAY001"}
    few = {c.id for c in freelance.clients if c.facts.invoices_due < 3}
    assert all(late[name] <= 0.24 for name in few & late.keys())
    assert {name: late[name] for name in late.keys() - few} == {
        "CLIENT_A": pytest.approx((10.545 - 5) / 25, abs=1e-3),
        "CLIENT_B": 1.0,
        "CLIENT_C": pytest.approx((28.249 - 5) / 25, abs=1e-3),
        "CLIENT_D": pytest.approx((21.538 - 5) / 25, abs=1e-3),
        "CLIENT_H": pytest.approx((27.368 - 5) / 25, abs=1e-3),
    }
    assert [c.id for c in freelance.clients if "PAY001" in c.fine] == ["CLIENT_J"]


def test_left_out_the_rest_is_the_same() -> None:
    rest = assess(loaded(freelance_ledger(left_out=PAID_IN_ADVANCE)), as_of=PAID)
    client = rest.client("CLIENT_B")
    assert client is not None
    assert round(client.facts.days_to_pay or 0, 1) == Decimal("72.7")


def test_what_is_not_assessed_says_what_to_log_next(freelance: Assessment) -> None:
    for client in freelance.clients:
        missing = {m.code: m for m in client.not_assessed}
        assert "log time" in missing["VAL001"].remedy or "target_rate" in missing["VAL001"].remedy
        assert "discount_request" in missing["VAL002"].remedy
        assert all(m.why and m.remedy for m in client.not_assessed)
        weights = [m.weight for m in client.not_assessed]
        assert weights == sorted(weights, reverse=True), "what would tell most comes first"
        assert not missing.keys() & {f.code for f in client.findings}
    thin = freelance.client("CLIENT_F")
    assert thin is not None
    assert thin.health is None
    assert thin.unknown_because
    assert thin.rank_reason


def test_the_receivables_are_read_from_their_own_file_by_an_include(tmp_path: Path) -> None:
    """
    version: 1
    business: {name: Factoring, currency: EUR}
    policy: {window_days: 3660}
    include:
    - file: receivables.csv
      kind: invoices
      columns: {client: customerID, number: invoiceNumber, issued: InvoiceDate, due: DueDate,
        amount: InvoiceAmount, disputed: Disputed, paid: SettledDate}
      date_format: "%m/%d/%Y"
    clients:
    """
    rows = rows_of(RECEIVABLES)
    text = dedent(str(test_the_receivables_are_read_from_their_own_file_by_an_include.__doc__))
    ids = sorted({row["customerID"] for row in rows})
    text += "".join(f'- {{id: {name}, name: "{name}"}}\n' for name in ids)
    (tmp_path / "ledger.yaml").write_text(text)
    (tmp_path / "receivables.csv").write_bytes(path_of(RECEIVABLES).read_bytes())
    ledger = load_ledger(tmp_path / "ledger.yaml")
    assert [(account.rows, account.is_whole) for account in ledger.accounts] == [(2466, True)]
    found = assess(ledger, as_of=SETTLED)
    dbt = found.portfolio.dbt_days
    assert dbt is not None
    assert (len(found.clients), round(dbt, 3)) == (100, Decimal("3.571"))
    assert sum(c.facts.invoices_due for c in found.clients) == 2466
