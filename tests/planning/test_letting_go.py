"""What the plan for letting a client go promises: every step that the ledger calls for."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clienthealth import NoPlanError, Plan, render
from clienthealth import letgo as plan_letgo
from clienthealth.planning.language import LANGUAGES, Language
from clienthealth.planning.scripts import SENTENCES, parting_script
from clienthealth.reviewing.model import Method
from clienthealth.rules.examples import OTHERS
from one_client import TODAY, ledger_with

from .conftest import Planned, keys, step

MONEY_STEPS = {"collect", "invoice-time", "invoice-fee", "invoice-changes"}


def test_a_client_paid_up_and_without_obligations_has_no_such_steps(letgo: Planned) -> None:
    """
    contract: {signed: 2024-01-01, notice_days: 14, obligations: [{what: Guide, done: 2025-01-01}]}
    invoices: [{number: "1", issued: 2026-05-01, amount: 1000, paid: 2026-05-20}]
    time: [{date: 2026-04-20, hours: 10}]
    """
    plan = letgo()
    assert MONEY_STEPS.isdisjoint(keys(plan))
    assert not [key for key in keys(plan) if key.startswith("obligation")]
    assert [way.timed for way in plan.ways] == ["now"]


def test_the_steps_come_in_the_order_in_which_they_are_taken(letgo: Planned) -> None:
    """
    contract: {signed: 2024-01-01, obligations: [{what: Guide, due: 2026-07-10, prepaid: true}]}
    projects: [{id: shop, fee: 2000, estimated_hours: 20,
      change_requests: [{date: 2026-05-02, hours: 2, done: 2026-05-09}]}]
    invoices: [{number: "1", issued: 2026-04-01, amount: 1000}]
    time: [{date: 2026-04-20, hours: 10, project: shop}, {date: 2026-05-20, hours: 3}]
    """
    plan = letgo()
    assert keys(plan) == [
        *("wait", "contract", "obligation-1", "invoice-time", "invoice-changes", "collect"),
        *("meet", "say", "record", "confirm", "alternative", "hand-over", "last-invoice"),
        "professional",
    ]
    assert plan.method == plan.chosen == "graceful"


def test_abuse_is_ended_firmly_and_nobody_is_recommended(letgo: Planned) -> None:
    """
    events: [{kind: misconduct, at: 2026-06-10, level: abusive, note: shouted at me}]
    """
    plan = letgo()
    assert (plan.method, plan.alternative) == ("firm", "none")
    assert plan.evidence == ("abusive on 10 Jun 2026",)
    assert "alternative" not in keys(plan)
    assert not any("colleague" in line for line in plan.script)


def test_the_graceful_way_asked_for_after_abuse_warns_and_recommends_nobody(
    letgo: Planned,
) -> None:
    """
    events: [{kind: misconduct, at: 2026-06-10, level: abusive, note: shouted at me}]
    """
    plan = letgo(method="graceful")
    assert (plan.method, plan.chosen, plan.alternative) == ("graceful", "firm", "none")
    assert any("the evidence speaks for the firm way" in line for line in plan.warnings)
    assert "alternative" not in keys(plan)


@pytest.mark.parametrize("day", ["2016-06-10", "2026-06-10"])
@pytest.mark.parametrize("level", ["disrespectful", "abusive"])
def test_whoever_was_rude_once_is_recommended_to_nobody(day: str, level: str) -> None:
    events = f"events: [{{kind: misconduct, at: {day}, level: {level}, note: said it}}]"
    plan = plan_letgo(ledger_with(events), "example", as_of=TODAY)
    assert plan.alternative == "none"


def test_a_late_payer_is_told_of_a_kind_of_supplier_and_of_no_colleague(letgo: Planned) -> None:
    """
    invoices: [{number: "1", issued: 2026-04-01, amount: 1000}]
    """
    plan = letgo()
    assert plan.alternative == "kind-of-supplier"
    assert "colleague" in step(plan, "alternative").why


def test_a_decent_client_is_introduced_to_a_colleague(letgo: Planned) -> None:
    """
    invoices: [{number: "1", issued: 2026-05-01, amount: 1000, paid: 2026-05-20}]
    """
    assert letgo().alternative == "colleague"


def test_a_few_days_of_delay_are_no_reason_to_keep_colleagues_away(letgo: Planned) -> None:
    """
    invoices:
    - {number: "1", issued: 2026-04-01, due: 2026-05-01, amount: 1000, paid: 2026-05-01}
    - {number: "2", issued: 2026-05-22, due: 2026-06-21, amount: 1000}
    """
    assert letgo().alternative == "colleague"


def test_who_always_paid_late_is_for_no_colleague_though_nothing_is_overdue(
    letgo: Planned,
) -> None:
    """
    invoices:
    - {number: "1", issued: 2026-01-01, amount: 1000, paid: 2026-03-05}
    - {number: "2", issued: 2026-02-01, amount: 1000, paid: 2026-04-05}
    - {number: "3", issued: 2026-03-01, amount: 1000, paid: 2026-05-05}
    """
    assert letgo().alternative == "kind-of-supplier"


def test_the_notice_of_the_contract_ends_on_a_working_day(letgo: Planned) -> None:
    """
    contract: {signed: 2024-01-01, notice_days: 31}
    events: [{kind: firing_considered, at: 2026-06-01}]
    """
    plan = letgo()
    [way] = plan.ways
    assert (way.talk, way.notice_ends) == (TODAY, date(2026, 7, 31))
    assert way.last_day == date(2026, 7, 31)  # a Friday
    assert plan.notice is not None
    assert (plan.notice.days, plan.notice.basis) == (31, "contract")
    later = letgo(as_of=date(2026, 7, 1)).ways[0]
    assert (later.notice_ends, later.last_day) == (date(2026, 8, 1), date(2026, 7, 31))


def test_without_a_contract_it_is_thirty_days_and_documents_are_gathered(letgo: Planned) -> None:
    """
    invoices: [{number: "1", issued: 2026-05-01, amount: 1000, paid: 2026-05-20}]
    """
    plan = letgo()
    assert plan.notice is not None
    assert (plan.notice.days, plan.notice.basis) == (30, "custom")
    assert "first e-mails" in step(plan, "documents").advice[0]
    assert "contract" not in keys(plan)


def test_a_contract_that_is_signed_later_holds_only_then(letgo: Planned) -> None:
    """
    contract: {signed: 2026-08-01, notice_days: 90}
    """
    assert letgo().notice == (30, "custom")
    assert letgo(as_of=date(2026, 8, 3)).notice == (90, "contract")


def test_public_holidays_are_no_days_for_a_talk(letgo: Planned) -> None:
    """
    events: [{kind: firing_considered, at: 2026-01-01}]
    """
    whit_monday = date(2026, 5, 25)
    assert letgo(as_of=whit_monday).ways[0].talk == whit_monday
    german = letgo(as_of=whit_monday, business="country: DE")
    assert german.ways[0].talk == date(2026, 5, 26)


def test_working_days_are_those_of_the_business(letgo: Planned) -> None:
    """
    events: [{kind: firing_considered, at: 2026-06-01}]
    contract: {signed: 2024-01-01, notice_days: 7}
    """
    hours = 'working_hours: {days: [thu], start: "09:00", end: "18:00"}'
    [way] = letgo(business=hours).ways
    assert (way.talk, way.last_day) == (date(2026, 7, 2), date(2026, 7, 9))


def test_a_new_thought_waits_and_one_of_before_does_not(letgo: Planned) -> None:
    """
    events: [{kind: firing_considered, at: 2026-06-20}]
    """
    before = letgo(as_of=date(2026, 6, 19))
    assert step(before, "wait").due == date(2026, 6, 22)
    assert before.ways[0].talk == date(2026, 6, 22)
    written_down = letgo(as_of=date(2026, 6, 21))
    assert step(written_down, "wait").due == date(2026, 6, 23)
    assert step(written_down, "wait").command is None
    assert written_down.ways[0].talk == date(2026, 6, 23)
    plan = letgo()
    assert step(plan, "wait").done == date(2026, 6, 20)
    assert "is not new" in step(plan, "wait").why
    assert plan.ways[0].talk == TODAY


def test_what_was_promised_is_delivered_before_the_talk(letgo: Planned) -> None:
    """
    events: [{kind: firing_considered, at: 2026-06-01}]
    contract: {signed: 2024-01-01, obligations: [
      {what: Guide, due: 2026-06-20, prepaid: true}, {what: Logo, due: 2026-08-14},
      {what: Icons, due: 2026-06-10, done: 2026-06-05}, {what: Old, done: 2025-02-01}]}
    """
    plan = letgo()
    guide, logo, icons = (step(plan, f"obligation-{n}") for n in (1, 2, 3))
    assert (guide.due, guide.advice) == (TODAY, ("it was due on 20 Jun 2026",))
    assert "paid for" in guide.title
    assert (logo.due, logo.notes) == (date(2026, 8, 14), ("Logo",))
    assert icons.done == date(2026, 6, 5)  # since parting became a thought
    assert "obligation-4" not in keys(plan)
    assert plan.ways[0].talk == date(2026, 8, 14)


def test_unbilled_work_is_invoiced_first_with_its_sum(letgo: Planned) -> None:
    """
    projects:
    - {id: shop, fee: 2000, estimated_hours: 20, finished: 2026-05-31, change_requests: [
        {date: 2026-05-02, hours: 2, done: 2026-05-09},
        {date: 2026-05-02, hours: 4, done: 2026-05-09, billed: true}]}
    invoices: [{number: "1", issued: 2026-04-01, amount: 1500, project: shop, paid: 2026-04-20}]
    time:
    - {date: 2026-05-20, hours: 3}
    - {date: 2026-05-21, hours: 9, billable: false}
    - {date: 2026-05-22, hours: 5, project: shop}
    """
    plan = letgo()
    assert step(plan, "invoice-time").amount == Decimal("285.00")  # 3 hours at 95
    assert step(plan, "invoice-fee").amount == Decimal("500.00")
    assert step(plan, "invoice-changes").amount == Decimal("190.00")
    assert plan.ways[0].at_risk == Decimal("975.00")


def test_hours_that_any_later_bill_covers_are_billed(letgo: Planned) -> None:
    """
    time: [{date: 2026-05-20, hours: 3}]
    invoices: [{number: "1", issued: 2026-05-31, amount: 285, paid: 2026-06-10}]
    """
    assert "invoice-time" not in keys(letgo())


def test_nothing_is_asked_of_somebody_served_for_nothing(letgo: Planned) -> None:
    """
    billing: pro-bono
    time: [{date: 2026-05-20, hours: 3}]
    """
    assert MONEY_STEPS.isdisjoint(keys(letgo()))


def test_money_that_is_overdue_is_waited_for_and_what_both_ways_cost_is_told(
    letgo: Planned,
) -> None:
    """
    events: [{kind: firing_considered, at: 2026-06-01}]
    invoices:
    - {number: "1", issued: 2026-03-01, due: 2026-03-31, amount: 1000, paid: 2026-04-10}
    - {number: "2", issued: 2026-05-01, due: 2026-05-31, amount: 3000}
    time: [{month: 2026-02, hours: 100}]
    """
    now, after = letgo().ways
    # Ten days late is usual and over: two weeks more, until 14 July.
    assert (now.talk, after.talk) == (TODAY, date(2026, 7, 15))
    assert (now.advised, after.advised) == (False, True)
    assert (now.at_risk, after.at_risk) == (Decimal("3000.00"), Decimal("0.00"))
    # 30 days past due 4 %; on 15 July 45 days, 9 %, if they are not paid by then.
    assert (now.expected_loss, after.expected_loss) == (Decimal("120.00"), Decimal("0.00"))
    assert (now.loss_if_unpaid, after.loss_if_unpaid) == (Decimal("120.00"), Decimal("270.00"))
    # 3,880 for 100 hours is 38.80 an hour, 56.20 below the target, and 8.33 hours a month: for
    # 15 days, 0.49315 months, that is 8.33 * 0.49315 * 56.20.
    assert after.waiting_days == 15
    assert after.waiting_cost == Decimal("230.87")


def test_money_in_time_is_not_waited_for(letgo: Planned) -> None:
    """
    invoices: [{number: "1", issued: 2026-06-15, amount: 1000}]
    """
    now, after = letgo().ways
    assert (now.advised, after.advised) == (True, False)


def test_money_given_up_is_not_waited_for(letgo: Planned) -> None:
    """
    invoices: [{number: "1", issued: 2026-01-01, amount: 1000}]
    """
    [now] = letgo().ways
    assert (now.timed, now.advised, now.expected_loss) == ("now", True, Decimal("1000.00"))


def test_no_longer_is_waited_than_the_money_is_worth(letgo: Planned) -> None:
    """
    events: [{kind: firing_considered, at: 2026-06-01}]
    invoices:
    - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 3000}
    - {number: "2", issued: 2026-06-20, due: 2026-09-18, amount: 20}
    time: [{month: 2026-02, hours: 100}]
    """
    _, after = letgo().ways
    assert after.talk == date(2026, 7, 15)
    assert after.at_risk == Decimal("20.00")


def test_a_last_day_in_the_ledger_says_that_they_were_told(letgo: Planned) -> None:
    """
    until: 2026-07-15
    contract: {signed: 2024-01-01, notice_days: 30}
    events: [{kind: message, at: 2026-06-16, direction: out, channel: letter}]
    """
    plan = letgo()
    assert [way.timed for way in plan.ways] == ["told"]
    assert step(plan, "meet").done == step(plan, "record").done == date(2026, 6, 15)
    assert step(plan, "confirm").done == date(2026, 6, 16)
    assert step(plan, "hand-over").due == date(2026, 7, 15)
    assert "My last working day for you is 15 July 2026." in plan.script
    earlier = letgo(as_of=date(2026, 6, 1))  # nobody can have been told so early
    assert step(earlier, "meet").done is None


@pytest.mark.parametrize("verdict", ["keep", "unknown"])
def test_nobody_is_kept_from_parting_but_the_plan_says_what_speaks_against_it(
    verdict: str,
) -> None:
    paid = ", ".join(
        f'{{number: "{n}", issued: 2026-0{n}-01, amount: 1000, paid: 2026-0{n}-10}}'
        for n in range(1, 6)
    )
    client = f"invoices: [{paid}]" if verdict == "keep" else "language: de"
    business = "keeps: [stall, misconduct, payment_excuse, discount_request, agreement_dispute]"
    plan = plan_letgo(ledger_with(client, business), "example", as_of=TODAY)
    assert plan.action == verdict
    assert any(f"the verdict is {verdict}" in line for line in plan.warnings)
    assert plan.instead is not None
    assert keys(plan)[0] == "wait"


@pytest.mark.parametrize(
    ("client", "why"),
    [
        ("first_contact: 2026-06-01", "is a prospect on 30 Jun 2026"),
        ("until: 2026-03-01", "has been a former client since 1 Mar 2026"),
        ("since: 2026-09-01", "on 30 Jun 2026 the ledger has nothing yet about example"),
    ],
)
def test_there_is_no_plan_for_somebody_who_is_no_client(client: str, why: str) -> None:
    with pytest.raises(NoPlanError, match=why) as none:
        plan_letgo(ledger_with(client), "example", as_of=TODAY)
    assert "example" not in none.value.redacted


def test_an_unknown_client_is_an_error_of_its_own() -> None:
    with pytest.raises(LookupError, match="nobody"):
        plan_letgo(ledger_with(""), "nobody", as_of=TODAY)


def test_amounts_are_in_the_currency_of_the_business() -> None:
    client = """
    currency: USD
    invoices: [{number: "1", issued: 2026-05-15, due: 2026-06-14, amount: 1000}]
    """
    ledger = ledger_with(client, top="exchange_rates: {USD: 0.5}")
    plan = plan_letgo(ledger, "example", as_of=TODAY)
    assert step(plan, "collect").amount == Decimal("500.00")
    assert plan.ways[0].expected_loss == Decimal("20.00")


@pytest.mark.parametrize(
    ("client", "language", "day"),
    [
        ("language: de", "de", "30. Juli 2026"),
        ("country: FR", "fr", "30 juillet 2026"),
        ("language: es", "es", "30 de julio de 2026"),
        ("country: NL", "nl", "30 juli 2026"),
        ("language: fi", "en", "30 July 2026"),
    ],
)
@pytest.mark.parametrize("method", ["graceful", "firm"])
def test_words_are_in_the_language_of_the_client(
    client: str, language: str, day: str, method: Method
) -> None:
    events = "events: [{kind: firing_considered, at: 2026-06-01}]"
    ledger = ledger_with(f"{client}\n{events}")
    plan = plan_letgo(ledger, "example", as_of=TODAY, method=method)
    assert any(day in line for line in plan.script)
    [letter] = plan.letters
    assert letter.language == language
    assert day in letter.subject + letter.body
    assert len(plan.script) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_of_a_parting_hold_a_grievance(language: Language) -> None:
    """What the ledger has against a client stays in the ledger, and other clients too."""
    client = f"""
    language: {language}
    events: [{{kind: misconduct, at: 2026-06-10, level: abusive, note: shouted at me}},
      {{kind: stall, at: 2026-06-11, excuse: after the holiday}}]
    invoices: [{{number: "77", issued: 2026-03-01, amount: 4321}}]
    """
    ledger = ledger_with(client, others=OTHERS)
    methods: tuple[Method, ...] = ("graceful", "firm")
    for method in methods:
        plan = plan_letgo(ledger, "example", as_of=TODAY, method=method)
        said = " ".join([*plan.script, *(f"{each.subject} {each.body}" for each in plan.letters)])
        for word in ("shouted", "holiday", "4321", "4,321", "4.321", "other-1", "fire", "health"):
            assert word not in said


def test_only_what_is_open_says_how_old_the_debt_is(letgo: Planned) -> None:
    """
    invoices:
    - {number: "1", issued: 2026-03-01, amount: 900, payments: [{date: 2026-04-01, amount: 450}],
       due: [{date: 2026-04-01, amount: 450}, {date: 2026-06-15, amount: 450}]}
    - {number: "2", issued: 2026-06-20, due: 2026-07-20, amount: 100}
    - {number: "3", issued: 2026-02-20, due: 2026-03-20, amount: 100, paid: 2026-03-20}
    """
    assert step(letgo(), "collect").advice[:2] == (
        "the oldest is 15 days overdue",
        "half of their invoices and instalments are paid by the due date",
    )


def test_money_that_is_not_due_yet_is_not_said_to_be_late(letgo: Planned) -> None:
    """
    invoices: [{number: "1", issued: 2026-06-20, due: 2026-07-20, amount: 100}]
    """
    assert not any("overdue" in line for line in step(letgo(), "collect").advice)


def test_a_single_euro_is_collected_too(letgo: Planned) -> None:
    """
    invoices: [{number: "1", issued: 2026-06-20, due: 2026-07-20, amount: 1}]
    """
    assert step(letgo(), "collect").amount == 1


def test_what_is_due_today_is_not_late_yet(letgo: Planned) -> None:
    """
    contract: {signed: 2024-01-01, obligations: [{what: Guide, due: 2026-06-30}]}
    """
    assert step(letgo(), "obligation-1").advice == ()


def test_a_fee_is_billed_as_far_as_its_invoices_without_tax_left_it(letgo: Planned) -> None:
    """
    projects: [{id: shop, fee: 2000, started: 2026-03-01, finished: 2026-05-31}]
    invoices: [{number: "1", issued: 2026-04-01, amount: 1250, tax: 250, project: shop,
      paid: 2026-04-20}]
    """
    assert step(letgo(), "invoice-fee").amount == 1000


def test_only_running_projects_are_handed_over_and_five_are_named(letgo: Planned) -> None:
    """
    projects: [{id: old, finished: 2026-05-01}, {id: p1}, {id: p2}, {id: p3}, {id: p4}, {id: p5}]
    """
    found = step(letgo(), "hand-over")
    assert found.notes == ("p1", "p2", "p3", "p4", "p5")
    assert len(found.evidence) == 5


@pytest.mark.parametrize("method", ["firm", "graceful"])
def test_after_a_firm_talk_everything_is_in_writing(method: Method) -> None:
    plan = plan_letgo(ledger_with(""), "example", as_of=TODAY, method=method)
    only = ("from then on, only in writing",) if method == "firm" else ()
    assert step(plan, "confirm").advice == only


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_firm_script_begins_and_ends_with_different_sentences(language: Language) -> None:
    script = parting_script(language, None, "firm", TODAY, "none")
    assert (script[0], script[-1]) == SENTENCES[language].firmly


def test_a_client_who_was_told_needs_no_cool_head_and_no_second_thought(letgo: Planned) -> None:
    """
    since: 2024-01-01
    until: 2026-07-15
    """
    plan = letgo()
    assert plan.reasons[0] == "you have told them; the notice ends on 15 Jul 2026"
    assert step(plan, "wait").done is not None
    assert (plan.warnings, plan.instead) == ((), None)
    assert step(plan, "confirm").due == TODAY
    assert "same day" not in step(plan, "confirm").title


def test_money_that_should_be_there_by_then_is_no_choice_between_two_equal_days(
    letgo: Planned,
) -> None:
    """
    since: 2024-01-01
    contract: {signed: 2024-01-01, terms_days: 14,
               obligations: [{what: Handbook, due: 2026-09-01, prepaid: true}]}
    invoices: [{number: '1', issued: 2026-05-01, amount: 1500}]
    """
    [way] = letgo().ways
    assert (way.timed, way.talk.isoformat()) == ("after-payment", "2026-09-01")
    assert way.why == "what is worth waiting for should have arrived by then"


def test_money_due_after_a_short_notice_is_not_said_to_come_in_it(letgo: Planned) -> None:
    """
    since: 2024-01-01
    contract: {signed: 2024-01-01, terms_days: 60, notice_days: 7}
    invoices: [{number: '1', issued: 2026-06-20, amount: 1500}]
    """
    now = letgo().ways[0]
    assert now.why == "nothing is overdue, and what is open will be due after the notice"


@pytest.mark.parametrize("level", ["disrespectful", "abusive"])
def test_the_reasons_do_not_deny_what_they_say(level: str) -> None:
    client = (
        "since: 2020-01-01\n"
        f"events: [{{kind: misconduct, at: 2021-02-01, level: {level}, note: x}}]"
    )
    plan = plan_letgo(ledger_with(client), "example", as_of=TODAY)
    assert f"they were {level}, so recommend nobody to them" in plan.reasons
    assert any("never abusive" in reason for reason in plan.reasons) == (level == "disrespectful")


def dates(plan: Plan) -> dict[str, str]:
    """The day of each step that has one, without its year."""
    return {each.key: f"{each.due:%m-%d}" for each in plan.steps if each.due is not None}


def test_a_plan_with_money_promises_and_work_to_bill(letgo: Planned) -> None:
    """
    events: [{kind: firing_considered, at: 2026-06-28}]
    contract: {signed: 2024-01-01, notice_days: 14, statement_of_work: the offer, obligations: [
      {what: Guide, due: 2026-06-29}, {what: Logo, due: 2026-06-30}, {what: Icons},
      {what: Prints, prepaid: true}]}
    projects:
    - {id: shop, name: Shop, fee: 2000, estimated_hours: 20, started: 2026-01-01}
    - {id: blog}
    invoices:
    - {number: "1", issued: 2026-03-01, due: 2026-03-31, amount: 1000, paid: 2026-04-10}
    - {number: "2", issued: 2026-03-02, due: 2026-04-01, amount: 1000, paid: 2026-04-11}
    - {number: "3", issued: 2026-03-03, due: 2026-04-02, amount: 1000, paid: 2026-04-12}
    - {number: "4", issued: 2026-05-01, due: 2026-05-31, amount: 3000}
    time:
    - {date: 2026-06-20, hours: 1}
    - {date: 2026-06-21, hours: 2.5, project: blog}
    - {date: 2026-06-22, hours: 5, project: shop}
    """
    plan = letgo()
    # What is billed today falls due in 30 days and comes 10 days later; then two weeks' notice.
    assert dates(plan) == {
        "wait": "07-01",
        "contract": "06-30",
        "obligation-1": "06-30",
        "obligation-2": "06-30",
        "obligation-3": "08-24",
        "obligation-4": "08-24",
        "invoice-time": "06-30",
        "collect": "08-09",
        "meet": "08-10",
        "say": "08-10",
        "record": "08-10",
        "confirm": "08-10",
        "alternative": "08-10",
        "hand-over": "08-24",
        "last-invoice": "08-24",
    }
    assert step(plan, "wait").advice == ("you have considered it since 28 Jun 2026",)
    contract = step(plan, "contract")
    assert contract.advice == ("notice: 14 days (from the contract)",)
    assert contract.notes == ("signed on 1 Jan 2024", "scope: the offer")
    assert [step(plan, f"obligation-{n}").advice for n in (1, 2)] == [
        ("it was due on 29 Jun 2026",),
        (),
    ]
    assert [step(plan, f"obligation-{n}").title for n in (3, 4)] == [
        "Deliver what you promised",
        "Deliver what they have paid for",
    ]
    bill = step(plan, "invoice-time")
    assert (bill.amount, bill.advice[0]) == (Decimal("332.50"), "3.5 hours")
    assert bill.notes == ("without a project, 1 hour", "project blog, 2.5 hours")
    assert bill.evidence == (("time", 0), ("time", 1))
    collect = step(plan, "collect")
    assert (collect.amount, collect.evidence) == (3000, (("invoices", 3),))
    assert collect.advice == (
        "it is 30 days overdue",
        "half of their invoices are paid within 10 days after the due date",
        "if it has not arrived by then, tell them anyway",
    )
    assert collect.notes == ()  # all of it is worth the wait
    assert step(plan, "hand-over").notes == ("Shop", "blog")
    assert step(plan, "professional").advice == ("thank them for the work together",)
    now, after = plan.ways
    assert (now.talk, now.notice_ends, now.at_risk, now.expected_loss) == (
        date(2026, 7, 1),
        date(2026, 7, 15),
        Decimal("3332.50"),
        Decimal("270.00"),  # 31 days past due: 9 %
    )
    assert (after.talk, after.waiting_days, after.at_risk, after.expected_loss) == (
        date(2026, 8, 10),
        40,
        Decimal("0.00"),
        Decimal("0.00"),
    )
    assert after.loss_if_unpaid == Decimal("750.00")  # 71 days: 25 %
    assert (after.advised, after.waiting_cost) == (True, 0)  # an hour brings more than the target
    assert now.why == "it is over sooner"
    assert after.why == (
        "something is overdue, a client who knows pays last, and the wait brings in more than it "
        "costs"
    )


def test_where_only_a_part_is_worth_the_wait_the_plan_says_how_much(letgo: Planned) -> None:
    """
    events: [{kind: firing_considered, at: 2026-06-01}]
    invoices:
    - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 3000}
    - {number: "2", issued: 2026-06-20, due: 2026-09-18, amount: 20}
    time: [{month: 2026-02, hours: 100}]
    """
    plan = letgo()
    collect = step(plan, "collect")
    assert collect.notes == ("wait for 3,000.00 EUR; the rest is not worth a longer wait",)
    assert collect.due == date(2026, 7, 14)
    assert plan.ways[0].why == "it is over sooner, and every week of waiting costs money"


def test_work_that_has_no_price_is_named_and_not_summed(letgo: Planned) -> None:
    """
    projects: [{id: a}, {id: b}, {id: c}, {id: d}, {id: e}, {id: f}]
    time:
    - {date: 2026-06-20, hours: 1, project: a}
    - {date: 2026-06-20, hours: 2, project: b}
    - {date: 2026-06-20, hours: 1, project: c}
    - {date: 2026-06-20, hours: 1, project: d}
    - {date: 2026-06-20, hours: 1, project: e}
    - {date: 2026-06-20, hours: 1, project: f}
    """
    plan = letgo(business="target_rate: []")
    bill = step(plan, "invoice-time")
    assert bill.amount is None
    assert bill.advice == (
        "the ledger has no price for it: neither hours with a target rate nor a fee",
    )
    assert bill.notes == (
        "project a, 1 hour",
        "project b, 2 hours",
        "project c, 1 hour",
        "project d, 1 hour",
        "project e, 1 hour",
        "1 more project",
    )
    assert len(bill.evidence) == 6
    assert step(plan, "wait").due == date(2026, 7, 3)
    assert step(plan, "wait").command is not None
    assert plan.ways[0].why == "nothing is open and nothing is unbilled"


def test_a_firm_plan_of_somebody_who_was_told_says_what_is_left(letgo: Planned) -> None:
    """
    until: 2026-07-30
    events:
    - {kind: misconduct, at: 2026-05-20, level: disrespectful, note: words}
    - {kind: misconduct, at: 2026-06-20, level: abusive, note: words}
    """
    plan = letgo()
    assert {each.key: each.done for each in plan.steps if each.done} == {
        "meet": TODAY,
        "say": TODAY,
        "record": TODAY,
    }
    assert step(plan, "confirm").title == "Confirm it in writing"
    assert step(plan, "confirm").due == TODAY
    assert step(plan, "professional").advice == ()
    assert plan.reasons == (
        "you have told them; the notice ends on 30 Jul 2026",
        "the verdict is fire, because of disrespect",
        "they were abusive, and no talk mends that",
    )
    assert plan.evidence == ("disrespectful on 20 May 2026", "abusive on 20 Jun 2026")
    assert (plan.warnings, plan.instead, plan.alternative) == ((), None, "none")


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("2026-06-30", "2026-05-31"),  # today is their last day
        ("2026-07-30", "2026-06-30"),
        ("2026-07-31", None),  # with thirty days' notice, nobody has been told yet
    ],
)
def test_a_last_day_says_that_they_were_told_once_notice_for_it_was_due(
    until: str, told: str | None
) -> None:
    plan = plan_letgo(ledger_with(f"until: {until}"), "example", as_of=TODAY)
    done = step(plan, "meet").done
    assert (str(done) if done else None) == told


@pytest.mark.parametrize(
    ("considered", "due", "done"),
    [
        ("2026-06-27", None, date(2026, 6, 27)),  # three days are over
        ("2026-06-28", date(2026, 7, 1), None),
        ("2026-06-30", date(2026, 7, 3), None),
    ],
)
def test_an_idea_of_three_days_is_no_longer_new(
    considered: str, due: date | None, done: date | None
) -> None:
    client = f"events: [{{kind: firing_considered, at: {considered}}}]"
    wait = step(plan_letgo(ledger_with(client), "example", as_of=TODAY), "wait")
    assert (wait.due, wait.done) == (due, done)


@pytest.mark.parametrize(
    ("due", "why"),
    [
        ("2026-07-30", "nothing is overdue, and they can pay what is open during the notice"),
        ("2026-07-31", "nothing is overdue, and what is open will be due after the notice"),
    ],
)
def test_money_in_time_comes_in_the_notice_or_after_it(due: str, why: str) -> None:
    client = f"""
    events: [{{kind: firing_considered, at: 2026-06-01}}]
    invoices: [{{number: "1", issued: 2026-06-15, due: {due}, amount: 3000}}]
    """
    plan = plan_letgo(ledger_with(client), "example", as_of=TODAY)
    now, after = plan.ways
    assert (now.why, now.advised) == (why, True)
    assert (after.why, after.advised, after.waiting_cost) == (
        "you have the money before the talk",
        False,
        None,  # without hours
    )
    assert keys(plan).index("collect") > keys(plan).index("meet")
    assert step(plan, "collect").advice == ()


def test_old_abuse_recommends_nobody_in_the_graceful_way(letgo: Planned) -> None:
    """
    events: [{kind: misconduct, at: 2020-06-20, level: abusive, note: words}]
    """
    plan = letgo()
    assert (plan.method, plan.alternative) == ("graceful", "none")
    assert plan.reasons == (
        "their abuse on 20 Jun 2020 is waived or long past",
        "they were abusive, so recommend nobody to them",
    )


def test_waiting_that_costs_more_than_it_brings_is_not_advised(letgo: Planned) -> None:
    """
    events: [{kind: firing_considered, at: 2026-06-01}]
    invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 20}]
    time: [{month: 2026-02, hours: 100}]
    """
    now, after = letgo().ways
    assert (now.advised, now.why) == (True, "waiting costs more than it would bring in")
    assert after.advised is False


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-06-19", "07-14"),  # it is later than usual already: two weeks more
        ("2026-06-20", "07-14"),  # usually it would come today
        ("2026-06-21", "07-01"),  # ten days late is usual
        ("2026-07-10", "07-20"),
    ],
)
def test_money_is_expected_on_the_usual_day_or_two_weeks_on(due: str, expected: str) -> None:
    client = f"""
    invoices:
    - {{number: "1", issued: 2026-03-01, due: 2026-03-31, amount: 1000, paid: 2026-04-10}}
    - {{number: "2", issued: 2026-04-01, due: {due}, amount: 3000}}
    """
    plan = plan_letgo(ledger_with(client), "example", as_of=TODAY)
    assert dates(plan)["collect"] == expected


def test_work_to_bill_comes_after_the_terms_and_the_usual_delay(letgo: Planned) -> None:
    """
    contract: {signed: 2024-01-01, terms_days: 14}
    invoices:
    - {number: "1", issued: 2026-03-01, due: 2026-03-31, amount: 1000, paid: 2026-04-10}
    time: [{date: 2026-06-20, hours: 1}]
    """
    after = letgo().ways[-1]
    assert (after.timed, after.talk) == (
        "after-payment",
        date(2026, 7, 27),
    )  # the 24th and a weekend


@pytest.mark.parametrize(
    ("acts", "method", "why"),
    [
        (["2026-05-01", "2026-06-01"], "firm", "they were abusive, and no talk mends that"),
        (
            ["2024-05-01", "2024-06-01"],
            "firm",
            "they were abusive on 1 Jun 2024, so part firmly",
        ),
        (
            ["2021-05-01", "2021-06-01"],
            "graceful",
            "their abuse on 1 Jun 2021 is waived or long past",
        ),
        ([], "graceful", "they were never abusive, so you can part on good terms"),
    ],
)
def test_the_manner_follows_from_the_last_act_of_abuse(
    acts: list[str], method: Method, why: str
) -> None:
    events = ", ".join(
        f"{{kind: misconduct, at: {day}, level: abusive, note: words}}" for day in acts
    )
    ledger = ledger_with(f"since: 2020-01-01\nevents: [{events}]")
    plan = plan_letgo(ledger, "example", as_of=TODAY)
    assert plan.method == method
    assert why in plan.reasons


@pytest.mark.parametrize(
    ("message", "done"),
    [
        ("at: 2026-06-15, direction: out, channel: letter", True),  # on the day of the talk
        ("at: 2026-06-20, direction: out, channel: email", True),
        ("at: 2026-06-14, direction: out, channel: letter", False),
        ("at: 2026-06-20, direction: in, channel: letter", False),
        ("at: 2026-06-20, direction: out, channel: call", False),
    ],
)
def test_a_parting_is_confirmed_by_a_letter_or_a_mail_to_them(message: str, done: bool) -> None:
    client = f"""
    until: 2026-07-15
    events: [{{kind: message, {message}}}]
    """
    plan = plan_letgo(ledger_with(client), "example", as_of=TODAY)
    assert (step(plan, "confirm").done is not None) is done


def test_who_decides_is_named_for_the_talk_with_their_role(letgo: Planned) -> None:
    """
    contacts: [{name: Jo, role: CEO, decision_maker: true}, {name: Ada, decision_maker: true},
      {name: Bo, role: Intern}]
    """
    assert step(letgo(), "meet").notes == ("Jo, CEO", "Ada")


def test_what_is_disputed_is_settled_and_not_waited_for(letgo: Planned) -> None:
    """
    contract: {signed: 2024-01-01, terms_days: 14, notice_days: 30}
    invoices:
    - {number: "7", issued: 2026-05-01, amount: 900, disputed: 2026-05-27}
    - {number: "8", issued: 2026-06-01, amount: 500}
    events: [{kind: misconduct, at: 2026-06-02, level: abusive, note: shouted}]
    """
    plan = letgo()
    settle, collect = step(plan, "dispute"), step(plan, "collect")
    assert settle.notes == ("7, disputed since 27 May 2026",)
    assert (settle.amount, settle.evidence, settle.due) == (900, (("invoices", 0),), TODAY)
    assert settle.article == "A1"
    assert (collect.amount, collect.notes) == (500, ())
    assert collect.advice[0] == "it is 15 days overdue"
    assert keys(plan).index("dispute") < keys(plan).index("collect")
    now, after = plan.ways
    assert (now.arriving, after.arriving) == (0, 500)
    assert (now.at_risk, after.at_risk, after.disputed) == (1400, 900, 900)
    assert "Still to come includes 900.00 EUR that is disputed: settle that first." in render(
        plan, "table"
    )


def test_where_all_that_is_open_is_disputed_there_is_nothing_to_wait_for(letgo: Planned) -> None:
    """
    invoices: [{number: "7", issued: 2026-04-01, amount: 900, disputed: true}]
    events: [{kind: misconduct, at: 2026-06-02, level: abusive, note: shouted}]
    """
    plan = letgo()
    [way] = plan.ways
    assert (way.timed, way.talk, way.arriving, way.at_risk) == ("now", TODAY, 0, 900)
    assert way.why == "what is open is disputed, and settling that has no date to wait for"
    assert "collect" not in keys(plan)
    assert step(plan, "dispute").notes == ("7, disputed since 1 Apr 2026",)


def test_a_dispute_of_a_later_day_is_none_yet(letgo: Planned) -> None:
    """
    invoices: [{number: "7", issued: 2026-05-01, amount: 900, disputed: 2026-07-01}]
    """
    assert "dispute" not in keys(letgo())
    assert step(letgo(), "collect").amount == 900


def test_an_invoice_in_instalments_is_several_debts(letgo: Planned) -> None:
    """
    invoices:
    - {number: "7", issued: 2026-04-01, amount: 900,
       due: [{date: 2026-06-10, amount: 450}, {date: 2026-06-20, amount: 450}]}
    """
    assert step(letgo(), "collect").advice[0] == "the oldest is 20 days overdue"


def test_pro_bono_work_has_no_last_invoice_and_no_price(letgo: Planned) -> None:
    """
    billing: pro-bono
    time: [{date: 2026-05-01, hours: 8}]
    events: [{kind: misconduct, at: 2026-06-02, level: disrespectful, note: shouted}]
    """
    plan = letgo()
    assert "last-invoice" not in keys(plan)
    text = render(plan, "markdown")
    assert "nvoice" not in text
    assert "paid work" not in text
    assert "price" not in text


@pytest.mark.parametrize("format_name", ["table", "markdown", "html", "eml"])
def test_the_last_day_is_a_working_day_and_the_notice_ends_on_its_own(format_name: str) -> None:
    """Thirty days from 30 June end on a Thursday; 32 days on Saturday, 1 August."""
    client = "contract: {signed: 2024-01-01, notice_days: 32}\nlanguage: en\n"
    plan = plan_letgo(
        ledger_with(client + "events: [{kind: firing_considered, at: 2026-01-01}]"),
        "example",
        as_of=TODAY,
    )
    record = step(plan, "record")
    assert record.title == "Record the end of the notice in the ledger"
    assert record.advice == ("under the client: `until: 2026-08-01`",)
    text = render(plan, format_name)
    assert "31 July 2026" in text
    assert "1 August 2026" not in text


def test_once_they_are_told_the_notice_ends_and_is_called_that() -> None:
    client = "contract: {signed: 2024-01-01, notice_days: 32}\nuntil: 2026-08-01\nsince: 2024-01-01"
    plan = plan_letgo(ledger_with(client), "example", as_of=TODAY)
    assert plan.reasons[0] == "you have told them; the notice ends on 1 Aug 2026"
    assert plan.way is not None
    assert (plan.way.notice_ends, plan.way.last_day) == (date(2026, 8, 1), date(2026, 7, 31))


AGREED = """
since: 2024-01-01
until: 2026-09-30
contract: {signed: 2024-01-01, notice_days: 30}
time: [{date: 2026-04-20, hours: 10}]
"""


def test_a_last_day_beyond_the_notice_is_when_the_work_ends() -> None:
    """Thirty days' notice, and a last day in three months: nothing overwrites it."""
    plan = plan_letgo(ledger_with(AGREED), "example", as_of=TODAY)
    assert plan.reasons[0] == "the ledger has their last day, 30 Sep 2026"
    assert {(way.notice_ends, way.last_day) for way in plan.ways} == {
        (date(2026, 9, 30), date(2026, 9, 30))
    }
    assert "record" not in keys(plan)
    assert step(plan, "hand-over").due == date(2026, 9, 30)
    [letter] = plan.letters
    assert "30 September 2026" in letter.body


def test_no_wait_for_money_takes_the_time_for_the_notice() -> None:
    """What is overdue is expected in two weeks: too late for notice by 5 August."""
    open_one = "invoices: [{number: '1', issued: 2026-05-20, due: 2026-06-19, amount: 900}]"
    text = f"{AGREED}{open_one}"
    waits = plan_letgo(ledger_with(text), "example", as_of=TODAY)
    assert [way.timed for way in waits.ways] == ["now", "after-payment"]
    assert {way.notice_ends for way in waits.ways} == {date(2026, 9, 30)}
    # The work ends on the same day either way, so a wait costs nothing.
    assert [way.waiting_cost for way in waits.ways] == [0, 0]
    assert waits.ways[0].why == "they know sooner, and the last day is the same"
    soon = text.replace("until: 2026-09-30", "until: 2026-08-05")
    [way] = plan_letgo(ledger_with(soon), "example", as_of=TODAY).ways
    assert (way.timed, way.notice_ends) == ("now", date(2026, 8, 5))
    assert way.talk + timedelta(days=30) <= way.notice_ends
    assert "too little time for the notice" in way.why


def test_the_wait_before_a_fixed_last_day_is_for_what_comes_in_time_for_the_notice() -> None:
    """900 is expected in two weeks, and 5,000 in November: too late for notice by 31 August."""
    invoices = (
        "invoices: [{number: '1', issued: 2026-05-20, due: 2026-06-19, amount: 900}, "
        "{number: '2', issued: 2026-06-20, due: 2026-11-01, amount: 5000}]"
    )
    plan = plan_letgo(ledger_with(f"{AGREED}{invoices}"), "example", as_of=TODAY)
    after = plan.ways[1]
    assert (after.advised, after.arriving) == (True, 900)
    assert after.talk <= date(2026, 8, 31)
    assert step(plan, "collect").notes == (
        "wait for 900.00 EUR; the rest comes too late for the notice",
    )


@pytest.mark.parametrize("until", [None, "2026-07-15"])
def test_other_work_is_found_before_you_tell_them_or_before_the_notice_ends(
    until: str | None,
) -> None:
    """They bring in all of the revenue, and pay three months late after a talk about it."""
    bills = ", ".join(
        f"{{number: '{n}', issued: 2026-0{n}-01, due: 2026-0{n}-02, amount: 3000}}"
        for n in range(1, 6)
    )
    end = f"until: {until}\n" if until else ""
    text = (
        f"since: 2024-01-01\n{end}invoices: [{bills}]\n"
        "events: [{kind: boundary, at: 2026-02-01, about: [late-payment, overdue-balance]}]"
    )
    plan = plan_letgo(ledger_with(text), "example", as_of=TODAY)
    found, order = step(plan, "income"), list(keys(plan))
    if until is None:
        assert (found.title, found.due) == ("Find other work first", None)
        assert order.index("income") < order.index("meet")
    else:
        assert found.title == "Find other work before the notice ends"
        assert found.due == date(2026, 7, 15)
        assert order.index("income") > order.index("confirm")


def test_abuse_does_not_wait_for_a_last_day_far_off() -> None:
    text = f"{AGREED}events: [{{kind: misconduct, at: 2026-06-10, level: abusive, note: threats}}]"
    plan = plan_letgo(ledger_with(text), "example", as_of=TODAY)
    assert plan.ways[0].notice_ends == date(2026, 7, 30)
    assert step(plan, "record").advice == (
        "under the client: `until: 2026-07-30`, instead of `until: 2026-09-30`",
    )
