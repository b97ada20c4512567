"""The effective hourly rate: what is earned, what is lost, and which hours count."""

from datetime import date
from decimal import Decimal

import pytest

from clienthealth.facts.client import ClientFacts
from one_client import facts_of, judged, ledger_with


def paid(number: int, issued: str, amount: str, more: str = "") -> str:
    extra = f", {more}" if more else ""
    return (
        f'{{number: "{number}", issued: {issued}, amount: {amount}, '
        f"payments: [{{date: {issued}, amount: {amount}}}]{extra}}}"
    )


def test_revenue_is_net_of_tax_and_expenses(facts: ClientFacts) -> None:
    """
    invoices: [{number: "1", issued: 2026-01-10, amount: 1390, tax: 190, expenses: 200,
        payments: [{date: 2026-01-11, amount: 1390}]}]
    time: [{date: 2026-01-05, hours: 8}, {date: 2026-01-06, hours: 2, billable: false}]
    """
    assert facts.revenue == 1000
    assert facts.hours == 10
    assert facts.effective_rate == 100


@pytest.mark.parametrize(
    ("hours", "finished", "revenue"),
    [
        (10, "", 2500),  # a quarter of the work: a quarter of the fee
        (40, "", 10000),
        (60, "", 10000),
        (10, ", finished: 2026-06-30", 10000),
        (10, ", finished: 2026-07-01", 2500),
    ],
)
def test_a_fixed_fee_is_earned_as_the_work_proceeds(
    hours: int, finished: str, revenue: int
) -> None:
    """Whatever was invoiced so far: here half of the fee."""
    facts = facts_of(
        ledger_with(
            f"""
            projects: [{{id: shop, fee: 10000, estimated_hours: 40, started: 2026-05-01{finished}}}]
            invoices: [{paid(1, "2026-05-10", "5000", "project: shop")}]
            time:
              - {{date: 2026-05-05, hours: {hours / 5}, project: shop}}
              - {{date: 2026-06-05, hours: {hours / 5}, project: shop}}
              - {{date: 2026-06-06, hours: {hours / 5}, project: shop}}
              - {{date: 2026-06-07, hours: {hours / 5}, project: shop}}
              - {{date: 2026-06-08, hours: {hours / 5}, project: shop}}
            """
        )
    )
    assert facts.revenue == revenue
    assert facts.hours == hours  # fixed-fee work is never work in progress


def test_the_window_earns_what_was_not_earned_before(facts: ClientFacts) -> None:
    """
    projects: [{id: shop, fee: 10000, estimated_hours: 40}]
    invoices: [{number: "1", issued: 2025-06-01, project: shop, amount: 10000,
        payments: [{date: 2025-06-05, amount: 10000}]}]
    time: [{date: 2025-06-30, hours: 10, project: shop},
        {date: 2025-07-01, hours: 20, project: shop}]
    """
    assert facts.revenue == 5000  # three quarters less one
    assert facts.hours == 20


def test_half_a_cent_is_rounded_up_where_thirds_made_it() -> None:
    """15 of 30 hours for a fee of 10.01, of which the first was worked before the window."""
    client = """
    projects: [{id: shop, fee: 10.01, estimated_hours: 30}]
    time: [{date: 2025-06-30, hours: 1, project: shop},
        {date: 2025-07-01, hours: 15, project: shop}]
    """
    assert judged(ledger_with(client)).facts.revenue == Decimal("5.01")


def test_what_is_invoiced_beyond_the_fee_is_earned_with_the_invoice(facts: ClientFacts) -> None:
    """
    projects: [{id: shop, fee: 1000, estimated_hours: 40}]
    invoices:
      - {number: "1", issued: 2026-05-01, project: shop, amount: 1300,
          payments: [{date: 2026-05-05, amount: 1300}]}
      - {number: "2", issued: 2026-07-01, project: shop, amount: 5000}
    time: [{date: 2026-05-01, hours: 10, project: shop}]
    """
    assert facts.revenue == 250 + 300


def test_a_fee_without_an_estimate_is_earned_as_invoiced(facts: ClientFacts) -> None:
    """
    projects: [{id: shop, fee: 1000}]
    invoices: [{number: "1", issued: 2026-05-01, project: shop, amount: 400,
        payments: [{date: 2026-05-05, amount: 400}]}]
    time: [{date: 2026-05-01, hours: 10, project: shop}]
    """
    assert facts.revenue == 400


@pytest.mark.parametrize(
    ("entry", "counts"),
    [
        ("date: 2026-05-01", True),  # 60 days old
        ("date: 2026-05-02", False),  # 59 days old, and not billed yet
        ("date: 2026-05-02, billable: false", True),
        ('date: 2026-05-02, invoice: "1"', True),
        ('date: 2026-05-02, invoice: "2"', False),  # the invoice of tomorrow
        ('date: 2026-04-10, invoice: "2"', True),  # as it was before that was known
        ("date: 2026-05-02, project: fixed", True),
        ("date: 2026-05-02, project: other", False),
        ("date: 2026-04-10", True),  # by the day of the last invoice
        ("date: 2025-06-30", False),  # before the window
        ("date: 2026-07-01", False),
    ],
)
def test_young_hours_that_are_not_billed_are_work_in_progress(entry: str, counts: bool) -> None:
    facts = facts_of(
        ledger_with(
            f"""
            projects: [{{id: fixed, fee: 100, estimated_hours: 5}}, {{id: other}}]
            invoices: [{paid(1, "2026-04-10", "100")}, {paid(2, "2026-07-01", "100")}]
            time: [{{hours: 3, {entry}}}]
            """
        )
    )
    assert facts.hours == (3 if counts else 0)


def test_an_invoice_for_a_project_bills_its_hours_alone(facts: ClientFacts) -> None:
    """
    projects: [{id: one}, {id: two}]
    invoices: [{number: "1", issued: 2026-06-20, project: one, amount: 100}]
    time:
      - {date: 2026-06-10, hours: 1, project: one}
      - {date: 2026-06-10, hours: 2, project: two}
      - {date: 2026-06-10, hours: 4}
      - {date: 2026-06-21, hours: 8, project: one}
    """
    assert facts.hours == 1


def test_credit_notes_and_write_offs_are_lost_net_of_tax(facts: ClientFacts) -> None:
    """
    invoices:
      - number: "1"
        issued: 2026-01-10
        amount: 1190
        tax: 190
        payments: [{date: 2026-01-11, amount: 595}]
        credit_notes: [{date: 2026-02-10, amount: 357}, {date: 2026-07-01, amount: 100}]
        write_offs: [{date: 2026-03-10, amount: 119}, {date: 2026-07-01, amount: 10}]
    """
    assert facts.revenue == 1000 - 300 - 100 - 100


def test_a_write_off_that_was_paid_after_all_is_no_loss() -> None:
    client = """
    invoices:
      - number: "1"
        issued: 2026-01-10
        amount: 1000
        payments: [{date: 2026-05-10, amount: 900}]
        write_offs: [{date: 2026-03-10, amount: 1000}]
    """
    assert facts_of(ledger_with(client), date(2026, 5, 9)).revenue == 0
    assert facts_of(ledger_with(client)).revenue == 900


@pytest.mark.parametrize(
    ("due", "kept"),
    [
        ("2026-06-30", "1000"),
        ("2026-06-29", "960"),
        ("2026-05-31", "960"),
        ("2026-05-30", "910"),
        ("2026-05-01", "910"),
        ("2026-04-30", "750"),
        ("2026-04-01", "750"),
        ("2026-03-31", "0"),
    ],
)
def test_the_provision_on_what_is_overdue_by_age(due: str, kept: str) -> None:
    client = f'invoices: [{{number: "1", issued: 2026-01-10, due: {due}, amount: 1190, tax: 190}}]'
    revenue = facts_of(ledger_with(client)).revenue
    assert revenue.quantize(Decimal("0.0001")) == Decimal(kept)


def test_revenue_is_in_the_currency_of_the_business() -> None:
    client = f"currency: USD\ninvoices: [{paid(1, '2026-01-10', '1000')}]"
    facts = facts_of(ledger_with(client, top="exchange_rates: {USD: 0.92}"))
    assert facts.revenue == 920


def test_without_hours_there_is_no_rate(facts: ClientFacts) -> None:
    """
    invoices: [{number: "1", issued: 2026-01-10, amount: 1000}]
    """
    assert facts.effective_rate is None


def test_a_project_that_has_not_begun_is_not_there_yet() -> None:
    client = """
    projects: [{id: one}, {id: two, started: 2026-06-30}, {id: early, started: 2026-07-01}]
    time: [{date: 2026-06-01, hours: 1, project: early}]
    """
    ledger = ledger_with(client)
    assert [p.project.id for p in facts_of(ledger).projects] == ["one", "two", "early"]
    before = facts_of(ledger, date(2026, 5, 31)).projects
    assert [(p.position, p.project.id) for p in before] == [(0, "one")]


def test_an_older_invoice_is_no_loss_of_this_window(facts: ClientFacts) -> None:
    """
    invoices:
      - {number: "1", issued: 2025-06-30, amount: 800}
      - {number: "2", issued: 2025-07-01, amount: 500}
      - {number: "3", issued: 2026-06-01, amount: 1000}
    """
    assert facts.revenue == 1000  # of 1500, the 500 are past due for 334 days


# Own costs, and what a platform keeps


def test_own_costs_of_the_window_are_off_the_revenue(facts: ClientFacts) -> None:
    """
    invoices: [{number: "1", issued: 2026-01-10, amount: 4000,
        payments: [{date: 2026-01-11, amount: 4000}]}]
    costs:
      - {date: 2025-06-30, amount: 1000, what: before the window}
      - {date: 2025-07-01, amount: 100}
      - {date: 2026-06-30, amount: 300, what: illustrator}
      - {date: 2026-07-01, amount: 5000, what: tomorrow}
    time: [{date: 2026-01-05, hours: 20}, {date: 2026-01-06, hours: 16}]
    """
    assert facts.revenue == 3600
    assert facts.effective_rate == 100


def test_a_platform_keeps_its_share_of_what_comes_net_of_tax_and_losses(
    facts: ClientFacts,
) -> None:
    """
    platform_fee_percent: [{value: 20}, {value: 10, from: 2026-01-01}]
    invoices:
      - {number: "0", issued: 2025-06-30, amount: 500, payments: [{date: 2025-07-01, amount: 500}]}
      - {number: "1", issued: 2025-12-31, amount: 1190, tax: 190,
          payments: [{date: 2026-01-02, amount: 1190}]}
      - {number: "2", issued: 2026-01-01, amount: 1000, payments: [{date: 2026-01-02, amount: 600}],
          credit_notes: [{date: 2026-02-01, amount: 400}]}
      - {number: "3", issued: 2026-07-01, amount: 9000}
    """
    assert facts.kept_by_platform == 200 + 100 - 40
    assert facts.revenue == 1600 - 260


def test_costs_in_the_client_s_currency_are_converted_with_the_rest() -> None:
    client = f"""
    currency: USD
    platform_fee_percent: 10
    costs: [{{date: 2026-01-12, amount: 100}}]
    invoices: [{paid(1, "2026-01-10", "1000")}]
    """
    facts = facts_of(ledger_with(client, top="exchange_rates: {USD: 0.5}"))
    assert facts.revenue == 400


# Hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1.5", "1.5"),
        ('"1:30"', "1.5"),
        ("1:30", "1.5"),
        ('"0:45:00"', "0.75"),
        ("1h 30m", "1.5"),
        ("1h30", "1.5"),
        ("1.5h", "1.5"),
        ("90m", "1.5"),
        ("90 min", "1.5"),
        ("2 hours", "2"),
        ('"24:00"', "24"),
    ],
)
def test_hours_as_a_clock_shows_them(text: str, hours: str) -> None:
    facts = facts_of(ledger_with(f"time: [{{date: 2026-01-05, hours: {text}}}]"))
    assert facts.hours == Decimal(hours)


def test_thirds_of_an_hour_add_up() -> None:
    entries = ", ".join(f'{{date: 2026-01-{day:02}, hours: "0:20"}}' for day in range(1, 31))
    facts = facts_of(ledger_with(f"time: [{entries}]"))
    assert facts.hours == 10
    assert facts_of(ledger_with("time: [{date: 2026-01-05, hours: 20m}]")).hours == Decimal(
        "0.333333333333"
    )


@pytest.mark.parametrize(
    ("entry", "as_of", "hours"),
    [
        ("month: 2026-01, hours: 26", "2026-01-30", 0),  # it is not over yet
        ("month: 2026-01, hours: 26", "2026-01-31", 26),
        ("month: 2026-01, hours: 26", "2027-01-30", 26),
        ("month: 2026-01, hours: 26", "2027-01-31", 0),  # out of the window again
        ("month: 2028-02, hours: 168h", "2028-02-29", 168),
    ],
)
def test_the_hours_of_a_month_count_on_its_last_day(entry: str, as_of: str, hours: int) -> None:
    client = f"time: [{{{entry}, billable: false}}]"
    facts = facts_of(ledger_with(client), date.fromisoformat(as_of))
    assert facts.hours == hours
    assert facts.days_worked == 0


def test_the_hours_of_a_month_are_billed_and_begin_a_client_as_others_do(
    facts: ClientFacts,
) -> None:
    """
    since: 2027-01-01
    invoices: [{number: "1", issued: 2026-06-01, amount: 100}]
    time:
      - {month: 2026-05, hours: 30}
      - {month: 2026-06, hours: 10}
      - {month: 2026-06, hours: 5, invoice: "1"}
    """
    assert facts.hours == 35  # June's other hours are work in progress
    assert facts.since_day == date(2026, 5, 31)


def test_what_hours_were_spent_on() -> None:
    client = """
    time:
      - {date: 2026-01-05, hours: 6, kind: delivery}
      - {date: 2026-01-06, hours: 1, kind: meeting}
      - {date: 2026-01-07, hours: 2, kind: travel}
      - {date: 2026-01-08, hours: 3}
      - {date: 2025-06-30, hours: 9, kind: admin}
    """
    facts = facts_of(ledger_with(client))
    assert facts.hours_by_kind == {"delivery": 6, "meeting": 1, "travel": 2}
    assert facts.overhead_share == 3 / 12
    assert facts_of(ledger_with("time: [{date: 2026-01-08, hours: 3}]")).overhead_share is None


def test_an_invoice_without_a_project_settles_all_hours_before_it(facts: ClientFacts) -> None:
    """
    projects: [{id: web}, {id: app}]
    invoices:
      - {number: "1", issued: 2026-04-30, project: web, amount: 2000}
      - {number: "2", issued: 2026-05-31, amount: 2000}
      - {number: "3", issued: 2026-06-29, project: app, amount: 2000}
    time:
      - {date: 2026-05-20, hours: 20, project: web}
      - {date: 2026-05-21, hours: 10, project: app}
      - {date: 2026-06-20, hours: 5, project: web}
      - {date: 2026-06-21, hours: 3, project: app}
      - {date: 2026-06-22, hours: 2}
    """
    assert facts.hours == 33


@pytest.mark.parametrize(
    ("worked", "without"),
    [
        (("01", "02", "03", "04"), ()),
        (("01", "02"), ("03", "04")),
        (("01",), ("02", "03", "04")),
        (("04",), ("01", "02", "03")),
        ((), ("01", "02", "03", "04")),
    ],
)
def test_months_billed_without_hours(worked: tuple[str, ...], without: tuple[str, ...]) -> None:
    bills = ", ".join(
        f'{{number: "{n}", issued: 2026-0{n}-01, amount: 100{n}}}' for n in range(1, 5)
    )
    time = ", ".join(f"{{date: 2026-{month}-15, hours: 9}}" for month in worked)
    gap = facts_of(ledger_with(f"invoices: [{bills}]\ntime: [{time}]")).hours_gap
    assert gap == (4, tuple(date(2026, int(month), 1) for month in without))
    assert gap.is_wide is (len(worked) < 2)


def test_bills_of_the_first_day_are_for_the_month_before(facts: ClientFacts) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 300}
      - {number: "2", issued: 2026-04-01, amount: 300}
      - {number: "3", issued: 2026-06-01, amount: 300}
    time: [{date: 2026-01-10, hours: 1}, {date: 2026-03-10, hours: 1}, {month: 2026-05, hours: 1}]
    """
    assert facts.hours_gap == (3, ())


def test_a_bill_of_a_quarter_has_the_hours_of_its_months(facts: ClientFacts) -> None:
    """
    projects: [{id: shop, fee: 1000}]
    invoices:
      - {number: "1", issued: 2025-12-31, amount: 300}
      - {number: "2", issued: 2026-04-02, amount: 300}
      - {number: "3", issued: 2026-05-02, amount: 300, project: shop}
      - {number: "4", issued: 2026-06-02, amount: 300, project: shop}
    time: [{date: 2025-10-10, hours: 1}, {date: 2026-01-10, hours: 1}]
    """
    assert facts.hours_gap == (2, ())  # the fee's invoices say nothing of when it was worked for


def test_a_rate_by_the_clock_is_right_to_the_cent() -> None:
    bill = 'invoices: [{number: "1", issued: 2026-05-18, amount: 1000, paid: 2026-06-01}]'
    for clock, rate in (("20m", "3000.00"), ("1m", "60000.00"), ('"1:20"', "750.00")):
        client = f"{bill}\ntime: [{{date: 2026-05-02, hours: {clock}}}]"
        assert str(judged(ledger_with(client)).effective_rate) == rate


def test_a_bill_covers_the_hours_of_its_own_day(facts: ClientFacts) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 300}
      - {number: "2", issued: 2026-04-01, amount: 300}
      - {number: "3", issued: 2026-06-02, amount: 300}
    time: [{date: 2026-01-10, hours: 1}, {date: 2026-03-10, hours: 1}, {date: 2026-06-02, hours: 1}]
    """
    assert facts.hours_gap == (3, ())


def test_hours_between_two_bills_of_a_month_are_hours_of_that_month(facts: ClientFacts) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 300}
      - {number: "2", issued: 2026-04-01, amount: 300}
      - {number: "3", issued: 2026-06-01, amount: 300}
      - {number: "4", issued: 2026-06-20, amount: 300}
    time: [{date: 2026-01-10, hours: 1}, {date: 2026-03-10, hours: 1}, {date: 2026-06-10, hours: 1}]
    """
    assert facts.hours_gap == (3, ())


OLD = 'number: "1", issued: 2025-01-01, amount: 100'


@pytest.mark.parametrize(
    ("entry", "brought"),
    [
        ('invoices: [{number: "1", issued: DAY, amount: 100, tax: 20, paid: unknown}]', 80),
        (f"invoices: [{{{OLD}, credit_notes: [{{date: DAY, amount: 40}}]}}]", -40),
        (f"invoices: [{{{OLD}, write_offs: [{{date: DAY, amount: 40}}]}}]", -40),
        (
            (
                f"invoices: [{{{OLD}, tax: 20, payments: [{{date: DAY, amount: 90, deducted: 10, "
                "reason: discount}]}]"
            ),
            -8,
        ),
        (
            (
                f"invoices: [{{{OLD}, tax: 20, payments: [{{date: DAY, amount: 90, deducted: 10, "
                "reason: fee}]}]"
            ),
            -10,
        ),
        (
            (
                f"invoices: [{{{OLD}, payments: [{{date: DAY, amount: 90, deducted: 10, "
                "reason: withheld-tax}]}]"
            ),
            0,
        ),
        ('invoices: [{number: "1", issued: DAY, amount: -30}]', -30),
        ("payments: [{date: DAY, amount: 100, deducted: 5, reason: fee}]", -5),
        ("costs: [{date: DAY, amount: 20, what: print}]", -20),
        (
            (
                "platform_fee_percent: 10\n"
                'invoices: [{number: "1", issued: DAY, amount: 100, paid: unknown}]'
            ),
            90,
        ),
        (
            (
                f"platform_fee_percent: 10\ninvoices: [{{{OLD}, "
                "credit_notes: [{date: DAY, amount: 40}]}]"
            ),
            -36,  # no fee on what is not paid
        ),
        (
            (
                "projects: [{id: p, fee: 100, estimated_hours: 10}]\n"
                "time: [{date: DAY, hours: 5, project: p}]"
            ),
            50,
        ),
    ],
)
@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2025-06-30", False),  # the day before the window
        ("2025-07-01", True),
        ("2026-06-30", True),
        ("2026-07-01", False),
    ],
)
def test_the_revenue_of_a_window_is_that_of_its_first_day_to_its_last(
    entry: str, brought: int, day: str, counts: bool
) -> None:
    facts = facts_of(ledger_with(f"since: 2024-01-01\n{entry.replace('DAY', day)}"))
    assert facts.revenue == (brought if counts else 0)


@pytest.mark.parametrize(
    ("day", "hours", "worked"),
    [("2025-06-30", 0, 0), ("2025-07-01", 3, 1), ("2026-06-30", 3, 1), ("2026-07-01", 0, 0)],
)
def test_the_hours_of_a_window_are_those_of_its_first_day_to_its_last(
    day: str, hours: int, worked: int
) -> None:
    text = f"since: 2024-01-01\ntime: [{{date: {day}, hours: 3, billable: false, kind: admin}}]"
    facts = facts_of(ledger_with(text))
    assert (facts.hours, facts.hours_logged, facts.days_worked) == (hours, hours, worked)
    assert facts.overhead_share == (1.0 if hours else None)


def test_a_fee_is_earned_by_the_hours_of_the_window_beyond_those_before_it() -> None:
    """Of 20 estimated hours, 5 on the day before the window and 5 on its first day."""
    text = """
    projects: [{id: p, fee: 1000, estimated_hours: 20}]
    time: [{date: 2025-06-30, hours: 5, project: p}, {date: 2025-07-01, hours: 5, project: p}]
    """
    facts = facts_of(ledger_with(text))
    assert (facts.revenue, facts.hours) == (250, 5)
    assert (facts.projects[0].hours, facts.projects[0].hours_before) == (10, 5)


@pytest.mark.parametrize(("finished", "earned"), [("2026-06-30", 1000), ("2026-07-01", 250)])
def test_a_fee_is_earned_whole_on_the_day_the_project_is_finished(
    finished: str, earned: int
) -> None:
    text = f"""
    projects: [{{id: p, fee: 1000, estimated_hours: 20, finished: {finished}}}]
    time: [{{date: 2026-06-01, hours: 5, project: p}}]
    """
    assert facts_of(ledger_with(text)).revenue == earned


def test_the_provision_is_net_of_tax_and_of_the_platforms_fee() -> None:
    """Overdue by 29 days: 4 % of 1,000 net; the platform would keep 10 % of that."""
    text = """
    platform_fee_percent: 10
    invoices: [{number: "1", issued: 2026-05-01, due: 2026-06-01, amount: 1200, tax: 200}]
    time: [{date: 2026-05-01, hours: 10}]
    """
    facts = facts_of(ledger_with(text))
    assert (facts.provision, facts.revenue, facts.billed_revenue) == (36, 864, 900)
    assert (facts.billed_rate, facts.effective_rate) == (90, Decimal("86.4"))


@pytest.mark.parametrize(("issued", "revenue"), [("2025-06-30", 0), ("2025-07-01", 200)])
def test_what_was_billed_beyond_a_fee_before_the_window_is_no_revenue_of_it(
    issued: str, revenue: int
) -> None:
    """All hours, and so the whole fee of 1,000, are of the time before."""
    text = f"""
    projects: [{{id: p, fee: 1000, estimated_hours: 10}}]
    time: [{{date: 2025-06-01, hours: 10, project: p}}]
    invoices: [{{number: "1", issued: {issued}, amount: 1200, project: p, paid: unknown}}]
    """
    assert facts_of(ledger_with(text)).revenue == revenue


@pytest.mark.parametrize(("issued", "revenue"), [("2025-06-30", 0), ("2025-07-01", 300)])
def test_a_fee_without_hours_is_earned_with_its_invoices(issued: str, revenue: int) -> None:
    text = f"""
    projects: [{{id: p, fee: 1000, estimated_hours: 10}}]
    invoices: [{{number: "1", issued: {issued}, amount: 300, project: p, paid: unknown}}]
    """
    assert facts_of(ledger_with(text)).revenue == revenue
