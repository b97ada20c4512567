"""Holds: the reasons to delay a verdict, each with its date or sum.

Most ledgers here rest on misconduct, because it tells the day of a verdict to the day: one
`disrespectful` act (0.35, critical from 0.25 on) is a renegotiation; after a boundary talk two
`unprofessional` ones (0.15 each) are a let-go from the second on; an `abusive` one is the end.
"""

from datetime import date, timedelta
from decimal import Decimal
from textwrap import dedent

import pytest

from clienthealth import ClientAssessment
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.judging.holds import Hold
from clienthealth.ledger import written
from clienthealth.reviewing.bottom_group import spare_capacity
from clienthealth.reviewing.utilisation import working_time
from one_client import TODAY, bills, judged, ledger_with


def act(day: str, level: str = "unprofessional") -> str:
    return f"{{kind: misconduct, at: {day}, level: {level}, note: words}}"


def talk(day: str, about: str = "BND005") -> str:
    return f"{{kind: boundary, at: {day}, about: [{about}]}}"


def lapse(day: str, what: str = "broken-promise") -> str:
    return f"{{kind: lapse, at: {day}, what: {what}}}"


def events(*lines: str) -> str:
    return "\n".join(["events:", *(f"  - {line}" for line in lines)])


CALM = ("{kind: praise, at: 2026-02-10}", "{kind: meeting, at: 2026-02-11}")
"""Two quiet entries after the talk, without which it has no effect."""
BEGIN = date(2026, 4, 10)
"""The day on which LET_GO becomes a let-go."""
LET_GO = (
    act("2026-01-10", "disrespectful"),
    talk("2026-02-01"),
    *CALM,
    act("2026-03-10"),
    act("2026-04-10"),
)
FIRE = (act("2026-06-01", "abusive"),)
RENEGOTIATE = (act("2026-06-01", "disrespectful"),)

OPEN = bills(("2026-06-29", None))


def action(client: ClientAssessment) -> str:
    assert client.verdict is not None
    return client.verdict.action


def hold(client: ClientAssessment, kind: str) -> Hold | None:
    assert client.verdict is not None
    return next((each for each in client.verdict.holds if each.kind == kind), None)


def kinds(client: ClientAssessment) -> list[str]:
    assert client.verdict is not None
    return [each.kind for each in client.verdict.holds]


# Collect first


@pytest.mark.parametrize(
    ("lines", "verdict"), [(FIRE, "fire"), (LET_GO, "let-go"), (RENEGOTIATE, "renegotiate")]
)
def test_collect_first_shows_all_that_is_open_when_something_is_overdue(
    lines: tuple[str, ...], verdict: str
) -> None:
    money = bills(
        ("2026-06-29", None), ("2026-06-30", None), ("2026-05-20", 0), ("2026-07-20", None)
    )
    client = judged(ledger_with(f"{events(*lines)}\n{money}"))
    assert action(client) == verdict
    first = hold(client, "collect-first")
    assert first is not None
    assert (first.amount, first.until) == (Decimal("3000.00"), None)
    assert first.why == "3,000.00 EUR open, 1,000.00 EUR of it overdue"
    assert first.evidence == (("invoices", 0),)


def test_what_is_due_today_is_not_overdue() -> None:
    ledger = ledger_with(f"{events(*RENEGOTIATE)}\n{bills(('2026-06-30', None))}")
    assert hold(judged(ledger), "collect-first") is None
    late = hold(judged(ledger, as_of=date(2026, 7, 1)), "collect-first")
    assert late is not None
    assert late.why == "1,000.00 EUR overdue"


def test_a_part_payment_leaves_the_rest_and_a_later_one_is_not_seen() -> None:
    client = f"""
    {events(*RENEGOTIATE).replace(chr(10), chr(10) + "    ")}
    invoices:
      - {{number: "1", issued: 2026-04-01, due: 2026-05-01, amount: 1000,
          payments: [{{date: 2026-05-02, amount: 300}}, {{date: 2026-07-01, amount: 700}}],
          credit_notes: [{{date: 2026-05-03, amount: 150.50}}]}}
      - {{number: "2", issued: 2026-06-01, due: 2026-07-01, amount: 80}}
    """
    ledger = ledger_with(client)
    first = hold(judged(ledger), "collect-first")
    assert first is not None
    assert first.amount == Decimal("629.50")  # 549.50 overdue and 80 not due
    assert first.why == "629.50 EUR open, 549.50 EUR of it overdue"
    assert hold(judged(ledger, as_of=date(2026, 7, 1)), "collect-first") is None


def test_the_sum_is_in_the_business_s_currency() -> None:
    client = judged(
        ledger_with(
            f"currency: USD\n{events(*RENEGOTIATE)}\n{OPEN}", top="exchange_rates: {USD: 0.92}"
        )
    )
    first = hold(client, "collect-first")
    assert first is not None
    assert first.amount == Decimal("920.00")


# Our side first

LATE = bills(("2026-02-09", 25), ("2026-03-09", 25), ("2026-04-09", 25))
"""The first evidence of trouble is 2026-02-10, the day after the first invoice was due."""


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2025-11-11", False),  # 91 days before
        ("2025-11-12", True),  # 90
        ("2026-02-09", True),
        ("2026-02-10", True),  # the same day
        ("2026-02-11", False),  # after it
    ],
)
def test_a_lapse_within_ninety_days_before_the_first_late_payment(day: str, held: bool) -> None:
    client = judged(ledger_with(f"{LATE}\n{events(lapse(day, 'shoddy-work'))}"))
    assert action(client) == "renegotiate"
    ours = hold(client, "our-side-first")
    assert (ours is not None) is held
    if ours is not None:
        assert (
            ours.why
            == f"your own lapse came first: shoddy work on {written.day(date.fromisoformat(day))}"
        )
        assert ours.evidence == (("events", 0),)
        assert (ours.amount, ours.until) == (None, None)


def test_how_long_before_is_the_policy_s() -> None:
    text = f"{LATE}\n{events(lapse('2026-01-31'))}"
    for days, held in ((9, False), (10, True)):
        client = judged(ledger_with(text, top=f"policy: {{holds: {{lapse_days: {days}}}}}"))
        assert (hold(client, "our-side-first") is not None) is held


@pytest.mark.parametrize(
    ("code", "client", "first"),
    [
        ("PAY001", LATE, date(2026, 2, 10)),
        ("PAY002", bills(("2026-04-01", None)), date(2026, 4, 2)),
        (
            "PAY004",
            events(
                "{kind: payment_excuse, at: 2026-03-03}", "{kind: payment_excuse, at: 2026-04-03}"
            ),
            date(2026, 3, 3),
        ),
        (
            "SCO005",
            events(
                "{kind: agreement_dispute, at: 2026-05-03}",
                "{kind: agreement_dispute, at: 2026-04-03}",
            ),
            date(2026, 4, 3),
        ),
        (
            "VAL005",
            events(
                *(f"{{kind: complaint, at: 2026-03-0{n}, justified: false}}" for n in (5, 6, 7))
            ),
            date(2026, 3, 5),
        ),
        (
            "ENG001",
            events(*(f"{{kind: message, at: 2026-03-0{n}, direction: out}}" for n in (5, 6, 7, 8))),
            date(2026, 3, 5),
        ),
    ],
)
def test_the_trouble_may_be_late_payment_dispute_complaint_or_silence(
    code: str, client: str, first: date
) -> None:
    for day, held in ((first, True), (first + timedelta(days=1), False)):
        lines = (*RENEGOTIATE, lapse(str(day), "unresponsive"))
        text = client if "events:" in client else f"{client}\nevents:"
        body = "\n".join([text, *(f"  - {line}" for line in lines)])
        seen = judged(ledger_with(body))
        assert code in {finding.code for finding in seen.findings}
        assert action(seen) == "renegotiate"
        assert (hold(seen, "our-side-first") is not None) is held


@pytest.mark.parametrize(
    ("disputed", "first"), [("true", "2026-01-10"), ("2026-05-05", "2026-05-05")]
)
def test_a_disputed_invoice_counts_from_the_day_of_the_dispute(disputed: str, first: str) -> None:
    invoices = "\n".join(
        f'  - {{number: "{n}", issued: 2026-01-10, amount: 100, disputed: {disputed}, '
        "payments: [{date: 2026-01-20, amount: 100}]}"
        for n in range(3)
    )
    after = date.fromisoformat(first) + timedelta(days=1)
    for day, held in ((first, True), (str(after), False)):
        client = judged(ledger_with(f"invoices:\n{invoices}\n{events(*RENEGOTIATE, lapse(day))}"))
        assert (hold(client, "our-side-first") is not None) is held


def test_other_trouble_is_not_of_our_making() -> None:
    stalls = (f"{{kind: stall, at: 2026-05-0{n}}}" for n in range(1, 5))
    client = judged(ledger_with(events(lapse("2026-05-01"), *stalls)))
    assert action(client) == "renegotiate"
    assert kinds(client) == []


def test_a_finding_that_is_waived_has_no_cause() -> None:
    text = f"{LATE}\n{events(lapse('2026-02-01'), *RENEGOTIATE)}"
    assert hold(judged(ledger_with(text)), "our-side-first") is not None
    waived = (
        f"{text}\nwaivers: [{{rule: PAY001, reason: ERP, from: 2026-06-01, until: 2026-07-01}}]"
    )
    assert hold(judged(ledger_with(waived)), "our-side-first") is None


@pytest.mark.parametrize(
    ("day", "held"), [("2026-01-19", True), ("2026-01-20", True), ("2026-01-21", False)]
)
def test_a_later_boundary_talk_ends_it(day: str, held: bool) -> None:
    """Of whatever subject: our own side was on the table too."""
    client = judged(ledger_with(f"{LATE}\n{events(lapse('2026-01-20'), talk(day, 'SCO'))}"))
    assert action(client) == "renegotiate"
    assert (hold(client, "our-side-first") is not None) is held


def test_a_talk_of_tomorrow_ends_nothing() -> None:
    ledger = ledger_with(f"{LATE}\n{events(lapse('2026-01-20'), talk('2026-07-01', 'SCO'))}")
    assert hold(judged(ledger), "our-side-first") is not None
    assert hold(judged(ledger, as_of=date(2026, 7, 1)), "our-side-first") is None


def test_a_repeated_broken_promise_comes_first() -> None:
    lines = (
        lapse("2026-01-01"),
        lapse("2026-01-20", "felt-cheated"),
        lapse("2026-01-10"),
        lapse("2026-01-15", "shoddy-work"),
        lapse("2025-11-01"),  # too early to be a cause
    )
    ours = hold(judged(ledger_with(f"{LATE}\n{events(*lines)}")), "our-side-first")
    assert ours is not None
    assert ours.evidence == (("events", 2), ("events", 0), ("events", 1), ("events", 3))
    assert ours.why == (
        "your own lapse came first: broken promise on 10 Jan 2026, broken promise on 1 Jan 2026, "
        "felt cheated on 20 Jan 2026, shoddy work on 15 Jan 2026; "
        "a second broken promise is not forgiven"
    )


def test_one_broken_promise_is_not_called_a_repeated_one() -> None:
    lines = (lapse("2026-01-01"), lapse("2026-01-20", "felt-cheated"))
    ours = hold(judged(ledger_with(f"{LATE}\n{events(*lines)}")), "our-side-first")
    assert ours is not None
    assert "twice" not in ours.why


def test_never_for_abuse() -> None:
    text = f"{LATE}\n{events(lapse('2026-02-01'), *FIRE)}"
    client = judged(ledger_with(text))
    assert action(client) == "fire"
    assert "our-side-first" not in kinds(client)


def test_a_let_go_has_it_too() -> None:
    """The lapse came after the talk, and before the one late invoice since."""
    money = bills(("2026-03-20", 25), ("2026-04-20", 20), ("2026-05-20", 20))
    client = judged(ledger_with(f"{money}\n{events(*LET_GO, lapse('2026-03-01'))}"))
    assert action(client) == "let-go"
    assert "our-side-first" in kinds(client)


# Replace income

PAID = bills(("2026-05-20", 0))


def other(amount: int, more: str = "since: 2024-01-01") -> str:
    return f"""
    - id: other
      name: Other
      {more}
      invoices:
        - {{number: "1", issued: 2026-04-20, amount: {amount},
            payments: [{{date: 2026-05-01, amount: {amount}}}]}}
    """


@pytest.mark.parametrize(
    ("amount", "share"), [(3000, None), (2999, "25 %"), (1000, "50 %"), (1222, "45 %")]
)
@pytest.mark.parametrize("lines", [FIRE, LET_GO])
def test_more_than_a_quarter_of_the_revenue(
    lines: tuple[str, ...], amount: int, share: str | None
) -> None:
    client = judged(ledger_with(f"{events(*lines)}\n{PAID}", others=other(amount)))
    income = hold(client, "replace-income")
    if share is None:
        assert income is None
    else:
        assert income is not None
        assert (income.amount, income.until) == (Decimal("1000.00"), None)
        assert income.why == (
            f"they bring in {share} of your active clients' revenue; "
            "find other work for 1,000.00 EUR first"
        )


def test_the_share_is_of_active_clients_and_its_limit_the_policy_s() -> None:
    text = f"{events(*FIRE)}\n{PAID}"
    gone = other(9000, "since: 2024-01-01\n      until: 2026-06-29")
    assert hold(judged(ledger_with(text, others=gone)), "replace-income") is not None
    strict = "policy: {holds: {income_percent: 10}}"
    assert hold(judged(ledger_with(text, others=other(9000))), "replace-income") is None
    assert hold(judged(ledger_with(text, others=other(9000), top=strict)), "replace-income") is None
    assert hold(judged(ledger_with(text, others=other(8999), top=strict)), "replace-income")


def test_who_stays_need_not_be_replaced_and_no_revenue_neither() -> None:
    stays = judged(ledger_with(f"{events(*RENEGOTIATE)}\n{PAID}"))
    assert "replace-income" not in kinds(stays)
    assert "replace-income" not in kinds(judged(ledger_with(events(*FIRE))))


# Finish obligations


@pytest.mark.parametrize("lines", [FIRE, LET_GO])
def test_what_is_still_owed_to_the_client(lines: tuple[str, ...]) -> None:
    obligations = """
    contract:
      obligations:
        - {what: Style guide, due: 2026-08-01}
        - {what: Handbook, due: 2026-05-01, done: 2026-06-30}
        - {what: Training, prepaid: true}
        - {what: Shop, due: 2026-07-15, done: 2026-07-01, prepaid: true}
    """
    ledger = ledger_with(f"{events(*lines)}\n{dedent(obligations)}")
    owed = hold(judged(ledger), "finish-obligations")
    assert owed is not None
    assert (owed.until, owed.amount) == (date(2026, 8, 1), None)
    assert owed.why == (
        "you still owe them: Style guide by 1 Aug 2026, Training (prepaid), "
        "Shop (prepaid) by 15 Jul 2026"
    )
    assert owed.evidence == tuple(("contract", "obligations", index) for index in (0, 2, 3))
    later = hold(judged(ledger, as_of=date(2026, 7, 1)), "finish-obligations")
    assert later is not None
    assert "Shop" not in later.why


def test_an_obligation_without_a_day_has_none() -> None:
    text = f"{events(*FIRE)}\ncontract: {{obligations: [{{what: Style guide}}]}}"
    owed = hold(judged(ledger_with(text)), "finish-obligations")
    assert owed is not None
    assert owed.until is None


@pytest.mark.parametrize(
    "contract",
    [
        "aliases: [x]",
        "contract: {signed: 2024-01-01}",
        "contract: {obligations: [{what: Shop, due: 2026-08-01, done: 2026-06-30}]}",
        "contract: {signed: 2026-07-01, obligations: [{what: Shop}]}",  # not agreed yet
    ],
)
def test_nothing_owed_is_nothing_to_finish(contract: str) -> None:
    assert kinds(judged(ledger_with(f"{events(*FIRE)}\n{contract}"))) == []


def test_who_stays_is_served_anyway() -> None:
    text = f"{events(*RENEGOTIATE)}\ncontract: {{obligations: [{{what: Shop}}]}}"
    assert kinds(judged(ledger_with(text))) == []


# Cool off


def cool_off(
    *lines: str, as_of: date = BEGIN, top: str = "", verdict: str = "let-go"
) -> tuple[str, date | None] | None:
    client = judged(ledger_with(events(*lines), top=top), as_of=as_of)
    assert action(client) == verdict
    cool = hold(client, "cool-off")
    return None if cool is None else (cool.why, cool.until)


def test_nobody_sleeps_on_what_the_client_knows_already() -> None:
    """The same verdict on the same day, once they were told, with a notice until 1 May."""
    told = judged(ledger_with(f"{events(*LET_GO)}\nuntil: 2026-05-01"), as_of=BEGIN)
    assert (action(told), told.was_told) == ("let-go", True)
    assert hold(told, "cool-off") is None


def test_a_new_let_go_waits_three_days() -> None:
    expected = (
        "the verdict came on 10 Apr 2026; sleep on it until 13 Apr 2026",
        date(2026, 4, 13),
    )
    assert cool_off(*LET_GO, as_of=date(2026, 4, 9), verdict="renegotiate") is None
    for days in range(3):
        assert cool_off(*LET_GO, as_of=BEGIN + timedelta(days=days)) == expected
    for days in (3, 4, 60):
        assert cool_off(*LET_GO, as_of=BEGIN + timedelta(days=days)) is None


@pytest.mark.parametrize("days", [0, 1, 5, 30])
def test_how_long_is_the_policy_s(days: int) -> None:
    top = f"policy: {{holds: {{cool_off_days: {days}}}}}"
    last = BEGIN + timedelta(days=days)
    assert cool_off(*LET_GO, as_of=last, top=top) is None
    if days:
        cool = cool_off(*LET_GO, as_of=last - timedelta(days=1), top=top)
        assert cool is not None
        assert cool[1] == last


@pytest.mark.parametrize(
    ("day", "lifted"),
    [
        ("2026-04-10", True),
        ("2026-01-01", True),
        ("2025-04-10", True),  # 365 days ago
        ("2025-04-09", False),
        ("2026-04-11", False),  # not yet
    ],
)
def test_who_considered_it_in_the_last_year_has_slept_on_it(day: str, lifted: bool) -> None:
    considered = f"{{kind: firing_considered, at: {day}}}"
    assert (cool_off(*LET_GO, considered) is None) is lifted


def earlier(first: str, second: str, third: str, end: str) -> tuple[str, ...]:
    """A talk, two acts of which the second begins a let-go, and a talk that ends it."""
    quiet = (f"{{kind: praise, at: {second}}}", f"{{kind: meeting, at: {second}}}")
    return (talk(first), *quiet, act(second), act(third), talk(end))


@pytest.mark.parametrize(
    ("spell", "lifted"),
    [
        (("2025-11-01", "2025-12-05", "2025-12-20", "2026-01-10"), True),  # over 31 December
        (("2025-11-01", "2025-12-05", "2025-12-20", "2025-12-31"), False),  # talked about that day
        (("2025-11-01", "2025-12-05", "2025-12-20", "2025-12-28"), False),  # between month-ends
        (("2025-11-01", "2025-12-05", "2025-12-31", "2026-01-01"), True),  # of one day
        (("2025-02-01", "2025-03-20", "2025-04-05", "2025-05-10"), True),  # over 30 April 2025
        (("2025-02-01", "2025-03-05", "2025-03-20", "2025-04-10"), False),  # the 13th month-end
    ],
)
def test_an_earlier_spell_at_one_of_the_last_twelve_month_ends_lifts_it(
    spell: tuple[str, str, str, str], lifted: bool
) -> None:
    now = (talk("2026-02-01"), *CALM, act("2026-03-10"), act("2026-04-10"))
    first, second, third, end = spell
    lines = (*earlier(first, second, third, end), *now)
    then = judged(ledger_with(events(*lines)), as_of=date.fromisoformat(third))
    assert action(then) == "let-go"
    gap = judged(ledger_with(events(*lines)), as_of=date(2026, 4, 9))
    assert action(gap) != "let-go"
    assert (cool_off(*lines) is None) is lifted


def test_abuse_and_a_renegotiation_do_not_wait() -> None:
    day = date(2026, 6, 1)
    assert cool_off(*FIRE, as_of=day, verdict="fire") is None
    assert cool_off(*RENEGOTIATE, as_of=day, verdict="renegotiate") is None


# Spare capacity


def spare(hours: str, capacity: str = "capacity_hours: 100", top: str = "") -> Hold | None:
    """The hold where so many hours were logged, all of them in the last month."""
    client = f"time: [{{date: 2026-06-20, hours: 24}}, {{date: 2026-06-21, hours: {hours}}}]"
    others = """
    - id: gone
      name: Gone
      since: 2024-01-01
      until: 2026-06-25
      time: [{date: 2026-06-22, hours: 20}, {date: 2026-06-23, hours: 20, billable: false}]
    """
    ledger = ledger_with(client, capacity, dedent(others), top)
    context = context_of(ledger, TODAY, ledger.policy)
    clients = [ClientFacts(each, context) for each in ledger.clients]
    return spare_capacity(working_time(clients, context), ledger.policy)


def test_nobody_makes_room_while_there_are_hours_to_spare() -> None:
    """All hours count: of former clients, not billable, in progress. 64 and these in a month."""
    assert spare("5.99") == Hold(
        "spare-capacity",
        "you work 69.9 of 100 hours a month, less than 70 %; there is nobody to make room for yet",
    )
    assert spare("6") is None


def test_how_full_is_full_is_the_policy_s() -> None:
    top = "policy: {holds: {capacity_percent: 85.5}}"
    found = spare("20", top=top)
    assert found is not None
    assert found.why == (
        "you work 84.0 of 100 hours a month, less than 85.5 %; there is nobody to make room for yet"
    )
    assert spare("21.5", top=top) is None
    assert spare("1", top="policy: {holds: {capacity_percent: 0}}") is None


def test_without_a_capacity_or_hours_nothing_is_known_to_spare() -> None:
    assert spare("1", capacity="") is None
    idle = ledger_with("aliases: [x]", "capacity_hours: 100")
    context = context_of(idle, TODAY, idle.policy)
    assert spare_capacity(working_time([], context), idle.policy) is None


def test_it_is_no_hold_of_a_verdict() -> None:
    client = judged(ledger_with(events(*LET_GO), "capacity_hours: 100"), as_of=BEGIN)
    assert action(client) == "let-go"
    assert "spare-capacity" not in kinds(client)


# None at all


def test_who_is_kept_or_watched_has_no_holds() -> None:
    """With money overdue, a lapse of ours, the whole revenue and something owed."""
    money = bills(("2026-02-01", 8), ("2026-03-01", 8), ("2026-04-01", 8), ("2026-06-29", None))
    more = "contract: {signed: 2024-01-01, obligations: [{what: Shop, due: 2026-08-01}]}"
    lines = events(lapse("2026-01-20"))
    keep = judged(ledger_with(f"{money}\n{more}\n{lines}"))
    assert (action(keep), kinds(keep)) == ("keep", [])
    assert keep.facts.overdue_balance == 1000
    top = "policy: {grades: {healthy: 99}}"
    watch = judged(ledger_with(f"{money}\n{more}\n{lines}", top=top))
    assert (action(watch), kinds(watch)) == ("watch", [])


def test_the_unknown_and_prospects_have_none() -> None:
    unknown = judged(ledger_with(f"{OPEN}\n{events(lapse('2026-01-20'))}"))
    assert (action(unknown), kinds(unknown)) == ("unknown", [])
    prospect = judged(ledger_with(f"first_contact: 2026-01-01\n{events(*FIRE)}"))
    assert (action(prospect), kinds(prospect)) == ("drop", [])


def test_all_at_once_and_in_order() -> None:
    money = bills(("2026-02-20", 25), ("2026-03-09", None))
    owed = "contract: {obligations: [{what: Shop}]}"
    lines = events(*LET_GO, lapse("2026-02-15"))
    client = judged(ledger_with(f"{money}\n{owed}\n{lines}"), as_of=BEGIN)
    assert kinds(client) == [
        "collect-first",
        "our-side-first",
        "replace-income",
        "finish-obligations",
        "cool-off",
    ]


# Money first, under any verdict


@pytest.mark.parametrize(("days", "held"), [(14, False), (15, True), (44, True)])
def test_from_fifteen_days_on_the_money_comes_first_whatever_the_verdict(
    days: int, held: bool
) -> None:
    """The only invoice of a client of whom nothing else is known."""
    client = judged(ledger_with(bills((str(TODAY - timedelta(days=days)), None))))
    assert action(client) == "unknown"
    assert client.verdict is not None
    assert ("collect-first" in [hold.kind for hold in client.verdict.holds]) is held
