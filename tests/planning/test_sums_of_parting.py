"""The amounts beside the days for parting: each can be worked out from those above it."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from clienthealth import Ledger, Plan, render
from clienthealth import letgo as plan_letgo
from clienthealth.planning.model import Way
from one_client import TODAY, ledger_with

from .conftest import Planned


def sums(way: Way) -> list[str]:
    """Open, to bill, arriving, still to come, likely write-off, and that if nothing arrives."""
    return [
        str(each)
        for each in (
            *(way.open, way.to_bill, way.arriving),
            *(way.at_risk, way.expected_loss, way.loss_if_unpaid),
        )
    ]


def rows_of(plan: Plan) -> list[str]:
    """The lines of the table of days and amounts, without the spaces between columns."""
    text = render(plan, "table").split("\nWhen\n")[1].split("\n\n")[0]
    return [" ".join(line.split()) for line in text.splitlines()]


def test_what_is_likely_written_off_is_a_part_of_what_is_still_to_come(letgo: Planned) -> None:
    """
    contract: {signed: 2024-01-01, terms_days: 14, notice_days: 30}
    invoices:
    - {number: "1", issued: 2025-10-01, amount: 4000}
    - {number: "2", issued: 2026-02-01, amount: 1}
    - {number: "3", issued: 2026-04-01, amount: 2500.50,
       payments: [{date: 2026-06-29, amount: 1000}]}
    time: [{date: 2025-11-01, hours: 20}, {date: 2026-05-02, hours: 1}]
    events: [{kind: misconduct, at: 2026-06-02, level: abusive, note: shouted}]
    """
    plan = letgo()
    now, after = plan.ways
    # On the day 76 days late: a quarter of 1,500.50. What is given up is lost in both ways.
    assert sums(now) == ["5501.50", "95.00", "0.00", "5596.50", "4376.13", "4376.13"]
    # 1,500.50 and the 95.00 have arrived. If not, they are 91 days late, and given up as well.
    assert sums(after) == ["5501.50", "95.00", "1595.50", "4001.00", "4001.00", "5501.50"]
    assert rows_of(plan)[4:9] == [
        "open invoices 5,501.50 5,501.50",
        "work to bill now 95.00 95.00",
        "less what should arrive by then 0.00 1,595.50",
        "still to come 5,596.50 4,001.00",
        "likely write-off of the invoices in it 4,376.13 4,001.00",
    ]
    assert "If nothing arrives by 15 Jul 2026, the likely write-off is 5,501.50 EUR." in rows_of(
        plan
    )


def test_an_amount_that_is_nothing_in_every_way_is_left_out(letgo: Planned) -> None:
    """
    events: [{kind: misconduct, at: 2026-06-02, level: abusive, note: shouted}]
    invoices:
    - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 3000}
    time: [{date: 2026-04-02, hours: 10}]
    """
    plan = letgo()
    assert len(plan.ways) == 2
    assert [way.waiting_cost for way in plan.ways] == [0, 0]  # they pay more than the target rate
    for format_name in ("table", "markdown", "html"):
        text = render(plan, format_name)
        assert "still to come" in text
        assert "cost of waiting" not in text
        assert "work to bill" not in text


def test_money_that_should_be_there_by_the_first_day_is_not_still_to_come(letgo: Planned) -> None:
    """
    contract: {signed: 2024-01-01, terms_days: 30, notice_days: 30,
               obligations: [{what: Handbook, due: 2026-08-03, prepaid: true}]}
    invoices:
    - {number: "1", issued: 2026-05-20, amount: 1000}
    - {number: "2", issued: 2026-06-29, amount: 500, due: 2026-08-20}
    """
    now, after = letgo().ways
    assert sums(now) == ["1500.00", "0.00", "1000.00", "500.00", "10.00", "100.00"]
    # On 21 August the first would be 63 days late, a quarter, and the second one day, 4 %.
    assert sums(after) == ["1500.00", "0.00", "1500.00", "0.00", "0.00", "270.00"]


AMOUNTS = st.sampled_from(["0.01", "1", "2500.50", "4000", "333.33", "90000"])
ONE_BILL = st.tuples(
    st.integers(-500, 0),  # issued
    st.integers(0, 60),  # terms
    AMOUNTS,
    st.sampled_from(["0", "0.01", "0.4", "0.99", "1"]),  # the share that is paid
)


@given(
    bills=st.lists(ONE_BILL, max_size=6),
    unbilled=st.sampled_from([0, 1, 24]),
    rate=st.sampled_from(["1", "0.8613"]),
    owed_to_them=st.sampled_from([None, 10, 90]),
    abusive=st.booleans(),
)
@example(
    bills=[(-270, 14, "4000", "0"), (-60, 14, "333.33", "0.4")],
    unbilled=1,
    rate="0.8613",
    owed_to_them=None,
    abusive=True,
)
def test_every_sum_follows_from_those_above_it(
    bills: list[tuple[int, int, str, str]],
    unbilled: int,
    rate: str,
    owed_to_them: int | None,
    abusive: bool,
) -> None:
    plan = plan_letgo(_ledger(bills, unbilled, rate, owed_to_them, abusive), "example", as_of=TODAY)
    owed = plan.client.facts.open_balance
    assert owed is not None
    for way in plan.ways:
        amounts = (way.open, way.to_bill, way.arriving, way.at_risk)
        still_open, to_bill, arriving, at_risk = (_known(each) for each in amounts)
        lost, worst = _known(way.expected_loss), _known(way.loss_if_unpaid)
        assert still_open == owed  # what `score` says they owe
        assert still_open + to_bill - arriving == at_risk
        assert 0 <= lost <= at_risk
        assert lost <= worst <= still_open
    if plan.way is not None and plan.way.timed == "after-payment" and len(plan.ways) == 2:
        assert plan.way.in_hand == max(_known(way.in_hand) for way in plan.ways)
    by_day = sorted(plan.ways, key=lambda way: way.talk)
    assert [way.at_risk for way in by_day] == sorted(
        (_known(way.at_risk) for way in by_day), reverse=True
    )


def _known(amount: Decimal | None) -> Decimal:
    assert amount is not None
    return amount


def _ledger(
    bills: list[tuple[int, int, str, str]],
    unbilled: int,
    rate: str,
    owed_to_them: int | None,
    abusive: bool,
) -> Ledger:
    lines = ["since: 2024-01-01", "currency: USD", "invoices:"] if bills else ["currency: USD"]
    for number, (issued, terms, amount, share) in enumerate(bills):
        day = TODAY + timedelta(days=issued)
        paid = (Decimal(amount) * Decimal(share)).quantize(Decimal("0.01"))
        payments = f"[{{date: {TODAY}, amount: {paid}}}]" if paid else "[]"
        lines.append(
            f'- {{number: "{number}", issued: {day}, due: {day + timedelta(days=terms)}, '
            f"amount: {amount}, payments: {payments}}}"
        )
    if unbilled:
        lines.append(f"time: [{{date: {TODAY}, hours: {unbilled}}}]")
    if owed_to_them is not None:
        due = TODAY + timedelta(days=owed_to_them)
        lines.append(
            f"contract: {{signed: 2024-01-01, obligations: [{{what: Guide, due: {due}}}]}}"
        )
    if abusive:
        lines.append("events: [{kind: misconduct, at: 2026-06-02, level: abusive, note: shouted}]")
    return ledger_with("\n".join(lines), top=f"exchange_rates: {{USD: {rate}}}")


def test_the_row_that_decides_is_what_arrives_less_what_the_wait_costs(letgo: Planned) -> None:
    """
    contract: {signed: 2024-01-01, terms_days: 14, notice_days: 30}
    invoices:
    - {number: "1", issued: 2026-01-05, amount: 400, paid: 2026-01-19}
    - {number: "2", issued: 2026-06-01, amount: 1500}
    time: [{month: 2026-01, hours: 40}, {month: 2026-05, hours: 40}]
    events: [{kind: misconduct, at: 2026-06-02, level: abusive, note: shouted}]
    """
    plan = letgo()
    now, after = plan.ways
    assert now.in_hand is not None
    assert after.in_hand is not None
    assert (now.in_hand, after.in_hand) == (0, 1500 - _known(after.waiting_cost))
    assert after.advised == (after.in_hand > now.in_hand)
    rows = rows_of(plan)
    assert f"arrived, less the cost of waiting 0.00 {after.in_hand:,.2f}" in rows
    assert (
        "After payment (advised): Something is overdue, a client who knows pays last, and the "
        "wait brings in more than it costs." in rows
    )
