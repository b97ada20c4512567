"""Judging costs as much more as a ledger is longer: calls are counted, no clock is asked."""

from datetime import date, timedelta

from clienthealth.judging.assessment import assess
from clienthealth.judging.on_a_day import History, RuleBook
from counted_calls import calls_of
from strategies import TODAY, Data, around, load, ordinary


def bill(number: int, issued: date) -> Data:
    paid = {"date": str(issued + timedelta(days=42)), "amount": "100"}
    return {"number": f"late-{number}", "issued": str(issued), "amount": "100", "payments": [paid]}


def client(talks: int, bills: int = 100) -> Data:
    """A client who pays some days late, talked to on so many days before the window."""
    days = [TODAY - timedelta(days=400 + n) for n in range(talks)]
    events = [{"kind": "boundary", "at": str(day), "about": ["late-payment"]} for day in days]
    late = [bill(n, TODAY - timedelta(days=100 + n % 100)) for n in range(bills)]
    return ordinary(0) | {"since": "2019-01-01", "events": events, "invoices": late}


def work(*clients: Data) -> int:
    """The calls that it takes to judge the first of some clients."""
    ledger = load(around(*clients))
    return calls_of(lambda: History(ledger, RuleBook(ledger.policy)).on(TODAY).member(0))


def test_talks_before_the_window_are_no_pass_over_the_invoices_each() -> None:
    """What came since a talk before the window is what came in the window, since whichever."""
    work(client(2))  # the first time fills what is kept for good
    few, many = (work(client(60, n)) - work(client(10, n)) for n in (50, 400))
    # Fifty talks more cost about the same beside any number of invoices: a look at each of the
    # 350 more would be 17,500 calls.
    assert abs(many - few) < 1_750


def test_of_the_other_clients_no_more_is_worked_out_than_their_ranks() -> None:
    """Who asks about one client of twenty waits for no past day of the others."""
    ledger = load(around(*(ordinary(n) for n in range(20))))
    everyone = calls_of(lambda: assess(ledger, as_of=TODAY))
    alone = calls_of(lambda: assess(ledger, as_of=TODAY, only=["ordinary-7"]))
    assert alone < 0.7 * everyone
    [found] = assess(ledger, as_of=TODAY, only=["ordinary-7"]).clients
    assert found == assess(ledger, as_of=TODAY).client("ordinary-7")


def test_a_day_more_looks_at_no_settled_invoice_again() -> None:
    """A payment is settled once for all of the days on which a ledger is judged."""
    ledger = load(around(client(0)))
    past = History(ledger, RuleBook(ledger.policy))
    days = [TODAY - timedelta(days=n) for n in range(40)]
    past.on(TODAY).member(0)
    first = past.on(TODAY).facts(0).all_invoices
    states = [past.on(day).facts(0).all_invoices for day in days]
    settled = {id(state) for each in states for state in each if state.settled is not None}
    assert settled <= {id(state) for state in first}


def test_write_offs_of_one_invoice_are_added_up_once() -> None:
    """An invoice of which a euro is written off on each of many days."""

    def written_off(size: int) -> Data:
        days = [TODAY - timedelta(days=n) for n in range(size)]
        losses = [{"date": str(day), "amount": "1"} for day in days]
        issued = str(TODAY - timedelta(days=700))
        invoice = {"number": "1", "issued": issued, "amount": "5000", "write_offs": losses}
        return ordinary(0) | {"since": "2019-01-01", "invoices": [invoice]}

    work(written_off(2))
    assert work(written_off(600)) < 5 * work(written_off(150))
