"""Following up on a prospect: which step is next, on which day, and when it is over."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import modest
from clienthealth import Ledger, NoPlanError, Plan, followup, followups, today
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.facts.working_days import is_working_day
from clienthealth.ledger import written
from clienthealth.ledger.models import Business, Client
from clienthealth.ledger.policy import Policy
from clienthealth.planning.outreach import TURNS, Outreach
from one_client import ledger_with

TUESDAY = date(2026, 6, 30)


def calls(plan: Plan) -> list[tuple[str, str, bool]]:
    """The calls, the letter and the end: their keys, days, and whether they are done."""
    keys = (*TURNS, "close")
    return [(s.key, str(s.done or s.due), s.done is not None) for s in plan.steps if s.key in keys]


def planned(ledger: Ledger, as_of: date = TUESDAY) -> Plan:
    return followup(ledger, ledger.clients[0].id, as_of=as_of)


def test_a_new_prospect_is_called_three_times_and_written_to(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    """
    assert calls(planned(ledger)) == [
        ("first-call", "2026-06-30", False),
        ("second-call", "2026-07-03", False),
        ("third-call", "2026-07-06", False),
        ("letter", "2026-07-13", False),
        ("close", "2026-07-13", False),
    ]


def test_weekends_move_a_step_and_not_those_after_it(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    """
    thursday = date(2026, 7, 2)
    assert [day for _, day, _ in calls(planned(ledger, thursday))] == [
        "2026-07-02",
        "2026-07-06",  # three days later is a Sunday
        "2026-07-08",
        "2026-07-15",
        "2026-07-15",
    ]
    saturday = date(2026, 7, 4)
    assert [day for _, day, _ in calls(planned(ledger, saturday))][:2] == [
        "2026-07-06",
        "2026-07-09",
    ]


def test_a_mail_takes_a_calls_place(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-01
    events:
      - {kind: outreach, at: 2026-06-22, step: call}
      - {kind: outreach, at: 2026-06-25, step: mail}
    """
    assert calls(planned(ledger)) == [
        ("first-call", "2026-06-22", True),
        ("second-call", "2026-06-25", True),
        ("third-call", "2026-06-30", False),  # due on the 28th, so today
        ("letter", "2026-07-07", False),  # a week after that
        ("close", "2026-07-07", False),
    ]


def test_a_fourth_call_takes_the_letters_place(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-01
    events:
      - {kind: outreach, at: 2026-06-02, step: call}
      - {kind: outreach, at: 2026-06-05, step: call}
      - {kind: outreach, at: 2026-06-08, step: mail}
      - {kind: outreach, at: 2026-06-15, step: call}
    """
    plan = planned(ledger)
    assert [s.title for s in plan.steps][-2:] == [
        "Fourth call, instead of the letter",
        "Close the matter and forget them",
    ]


def test_days_count_from_the_call_that_was_made(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-01
    events: [{kind: outreach, at: 2026-06-29, step: call}]
    """
    assert calls(planned(ledger))[1:] == [
        ("second-call", "2026-07-02", False),
        ("third-call", "2026-07-06", False),
        ("letter", "2026-07-13", False),  # the 12th is a Sunday
        ("close", "2026-07-13", False),
    ]


def test_after_the_letter_they_are_forgotten(ledger: Ledger) -> None:
    """
    first_contact: 2026-05-01
    events:
      - {kind: outreach, at: 2026-06-01, step: call}
      - {kind: outreach, at: 2026-06-10, step: letter}
    """
    plan = planned(ledger)
    assert calls(plan) == [
        ("first-call", "2026-06-01", True),
        ("letter", "2026-06-10", True),
        ("close", "2026-06-30", False),
    ]
    assert "until: 2026-06-30" in plan.steps[-1].advice[0]
    assert plan.letters == ()
    assert "forget them" in plan.reasons[0]


def test_an_answer_ends_the_calls_and_asks_for_a_commitment(ledger: Ledger) -> None:
    """
    first_contact: 2026-05-01
    events:
      - {kind: outreach, at: 2026-06-01, step: call}
      - {kind: outreach, at: 2026-06-10, step: call, outcome: answered}
    """
    plan = planned(ledger)
    assert calls(plan) == []
    assert [s.key for s in plan.steps] == ["signer", "two-slots", "yes-or-no", "hell-yes"]


def test_a_no_closes_the_matter(ledger: Ledger) -> None:
    """
    first_contact: 2026-05-01
    events: [{kind: outreach, at: 2026-06-10, step: call, outcome: declined}]
    """
    plan = planned(ledger)
    assert [s.key for s in plan.steps] == ["close"]
    assert "they said no" in plan.reasons[0]


def test_what_is_asked_before_a_proposal_is_ticked_by_the_ledger(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    contacts: [{name: Jo Braun, decision_maker: true, from: 2026-06-21}]
    events: [{kind: proposal_request, at: 2026-06-24, answer_by: 2026-07-10}]
    """
    done = {s.key: s.done for s in planned(ledger).steps if s.done}
    assert done == {"signer": date(2026, 6, 21), "yes-or-no": date(2026, 6, 24)}


def test_the_slots_are_two_different_working_days(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    """
    for day in (TUESDAY, date(2026, 7, 2), date(2026, 7, 3)):
        slots = next(s for s in planned(ledger, day).steps if s.key == "two-slots")
        first, second = map(read_day, slots.advice[0].removeprefix("offer ").split(" or "))
        assert day < first < second
        assert first.weekday() < 5
        assert second.weekday() < 5


def test_the_slots_come_after_the_call_that_offers_them(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    """
    offered = dict.fromkeys(("2026-07-04", "2026-07-06"), "offer 8 Jul 2026 or 10 Jul 2026")
    for day, offer in offered.items():  # a Saturday, and the Monday of the first call
        steps = {step.key: step for step in planned(ledger, date.fromisoformat(day)).steps}
        assert steps["first-call"].due == date(2026, 7, 6)
        assert steps["two-slots"].advice == (offer,)


def test_the_slots_wait_for_the_next_call(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    events: [{kind: outreach, step: call, at: 2026-06-30}]
    """
    steps = {step.key: step for step in planned(ledger, TUESDAY).steps}
    assert steps["second-call"].due == date(2026, 7, 3)
    assert steps["two-slots"].advice == ("offer 6 Jul 2026 or 8 Jul 2026",)


@pytest.mark.parametrize(
    ("days", "outcome"), [(("22",), "answered"), (("01", "04", "08", "15"), "no-answer")]
)
def test_the_slots_wait_for_the_day_to_ask_where_no_step_is_left(
    days: tuple[str, ...], outcome: str
) -> None:
    """They answered, or did not answer four calls, and have promised a yes or no."""
    call = f"{{kind: outreach, step: call, outcome: {outcome}, at: 2026-06-"
    calls = ", ".join(f"{call}{day}}}" for day in days)
    promise = "{kind: proposal_request, at: 2026-06-22, answer_by: 2026-07-17}"
    ledger = ledger_with(f"first_contact: 2026-06-01\nevents: [{calls}, {promise}]")
    steps = {step.key: step for step in planned(ledger).steps}
    assert steps["answer"].due == date(2026, 7, 20)
    assert steps["two-slots"].advice == ("offer 22 Jul 2026 or 24 Jul 2026",)


def read_day(text: str) -> date:
    """A day as plans write it: 2 Jul 2026."""
    day, month, year = text.split()
    return date(int(year), written.MONTHS.index(month) + 1, int(day))


def test_the_letter_is_in_the_prospects_language(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-01
    language: nl
    contacts: [{name: Jo Braun}]
    events:
      - {kind: outreach, at: 2026-06-20, step: call}
      - {kind: outreach, at: 2026-06-23, step: mail}
      - {kind: outreach, at: 2026-06-26, step: call}
    """
    [letter] = planned(ledger).letters
    assert letter.subject == "Persoonlijk: laten we het hierbij?"
    assert letter.body.startswith("Beste Jo Braun,")


@pytest.mark.parametrize("called", range(4))
def test_a_letter_that_speaks_of_calls_is_written_after_the_third_one(called: int) -> None:
    steps = [f"{{kind: outreach, at: 2026-06-{20 + n}, step: call}}" for n in range(called)]
    ledger = ledger_with(f"first_contact: 2026-06-01\nevents: [{', '.join(steps)}]")
    assert [each.kind for each in planned(ledger).letters] == (
        ["prospect_letter"] if called == 3 else []
    )


OVERDUE = """
first_contact: 2026-06-01
events:
- {kind: proposal_request, at: 2026-06-10, answer_by: 2026-06-19}
"""


def test_an_overdue_answer_is_asked_for_first_and_in_the_place_of_a_call() -> None:
    """They promised it by 19 June, and nobody called them yet."""
    ledger = ledger_with(OVERDUE)
    plan = planned(ledger)
    first = plan.steps[0]
    assert (first.key, first.due, first.why) == (
        "answer",
        TUESDAY,
        "they promised it by 19 Jun 2026",
    )
    assert first.command is not None
    assert first.command.line == "clienthealth log example outreach --step call --at 2026-06-30"
    assert calls(plan) == [
        ("second-call", "2026-07-03", False),
        ("third-call", "2026-07-06", False),
        ("letter", "2026-07-13", False),
        ("close", "2026-07-13", False),
    ]
    assert plan.reasons[0] == "they promised a yes or no by 19 Jun 2026: ask for it"
    assert plan.letters == ()


def test_today_and_the_list_of_prospects_have_the_first_step_of_the_plan() -> None:
    ledger = ledger_with(OVERDUE)
    for found in (today(ledger, as_of=TUESDAY), followups(ledger, as_of=TUESDAY)):
        assert [(each.kind, each.day, each.what) for each in found.items] == [
            ("answer", TUESDAY, "ask for the yes or no that they promised")
        ]


def test_an_overdue_answer_is_asked_for_until_somebody_logs_what_came_of_it() -> None:
    """The call of 29 June was not answered, so the second one follows three days later."""
    ledger = ledger_with(f"{OVERDUE}- {{kind: outreach, at: 2026-06-29, step: call}}")
    plan = planned(ledger)
    assert "answer" not in {step.key for step in plan.steps}
    assert calls(plan)[:2] == [
        ("first-call", "2026-06-29", True),
        ("second-call", "2026-07-02", False),
    ]


def test_an_answer_promised_after_all_steps_is_asked_for_before_the_end() -> None:
    """Somebody who did not answer four calls then promised an answer."""
    events = [f"- {{kind: outreach, at: 2026-06-0{n}, step: call}}" for n in range(2, 6)]
    ledger = ledger_with("\n".join([OVERDUE, *events]))
    plan = planned(ledger)
    assert [each.key for each in plan.steps if each.done is None and each.due] == ["answer"]
    assert [each.kind for each in today(ledger, as_of=TUESDAY).items] == ["answer"]


def test_the_commands_record_each_step(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    """
    commands = [s.command.line for s in planned(ledger).steps if s.key in TURNS and s.command]
    name = ledger.clients[0].id
    assert commands == [
        f"clienthealth log {name} outreach --step call --at 2026-06-30",
        f"clienthealth log {name} outreach --step call --at 2026-07-03",
        f"clienthealth log {name} outreach --step call --at 2026-07-06",
        f"clienthealth log {name} outreach --step letter --at 2026-07-13",
    ]


def test_the_gaps_are_the_policys() -> None:
    ledger = ledger_with(
        "first_contact: 2026-06-20", top="policy: {planning: {follow_up_days: [0, 2, 4, 11]}}"
    )
    assert [day for _, day, _ in calls(planned(ledger))] == [
        "2026-06-30",
        "2026-07-02",
        "2026-07-06",  # the 4th is a Saturday
        "2026-07-13",  # the 11th is one
        "2026-07-13",
    ]


def test_a_client_has_no_such_plan(ledger: Ledger) -> None:
    """
    since: 2026-01-01
    """
    with pytest.raises(NoPlanError, match="is not a prospect"):
        planned(ledger)
    with pytest.raises(LookupError):
        followup(ledger, "nobody", as_of=TUESDAY)


def test_all_prospects_are_listed_by_the_day_of_their_next_step() -> None:
    others = """
  - {id: later, name: Later, first_contact: 2026-06-01,
     events: [{kind: outreach, at: 2026-06-30, step: call}]}
  - {id: client, name: Client, since: 2026-01-01}
"""
    ledger = ledger_with("first_contact: 2026-06-20", others=others)
    found = followups(ledger, as_of=TUESDAY)
    assert [(due.client, str(due.day)) for due in found.items] == [
        (ledger.clients[0].id, "2026-06-30"),
        ("later", "2026-07-03"),
    ]


steps = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["call", "call", "mail", "letter"])), max_size=5
)


@modest
@given(st.dates(date(2023, 12, 20), date(2028, 3, 5)), steps, st.integers(0, 30))
def test_steps_follow_one_another_on_working_days(
    start: date, taken: list[tuple[int, str]], later: int
) -> None:
    day, events = start, []
    for gap, kind in taken:
        day += timedelta(days=gap)
        events.append({"kind": "outreach", "at": str(day), "step": kind})
    client = Client.model_validate(
        {"id": "a", "name": "A", "first_contact": str(start), "events": events}
    )
    business = Business(name="Ada", currency="EUR", country="DE")
    ledger = Ledger(version="1", business=business, clients=(client,))
    as_of = day + timedelta(days=later)
    outreach = Outreach(ClientFacts(client, context_of(ledger, as_of, Policy())), None)
    days = [each for _, each in outreach.planned()]
    assert days == sorted(set(days))
    assert all(each >= as_of and is_working_day(outreach.facts.context, each) for each in days)
    assert len(days) + len(outreach.taken) == 4 or outreach.is_over
    assert len(outreach.taken) <= 4


def test_nothing_is_planned_before_the_day_that_they_promised(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    events:
    - {kind: outreach, at: 2026-06-24, step: call, outcome: no-answer}
    - {kind: proposal_request, at: 2026-06-25, answer_by: 2026-07-10}
    """
    plan = planned(ledger)
    assert calls(plan) == [
        ("first-call", "2026-06-24", True),
        ("third-call", "2026-07-16", False),  # the others count from the asking
        ("letter", "2026-07-23", False),
        ("close", "2026-07-23", False),
    ]
    assert [s.key for s in plan.steps][4:7] == ["first-call", "answer", "third-call"]
    ask = next(s for s in plan.steps if s.key == "answer")
    # They have all of Friday, so it is asked for on Monday, in the place of the second call.
    assert (ask.due, ask.why) == (date(2026, 7, 13), "they promised it by 10 Jul 2026")
    assert ask.command is not None
    assert ask.command.line == "clienthealth log example outreach --step call --at 2026-07-13"
    assert plan.reasons[0] == "they promised a yes or no by 10 Jul 2026: wait for it"
    slots = next(s for s in plan.steps if s.key == "two-slots")
    assert slots.advice == ("offer 15 Jul 2026 or 17 Jul 2026",)


@pytest.mark.parametrize(
    ("promised", "asked"),
    [
        ("2026-06-29", TUESDAY),  # yesterday: now
        ("2026-06-30", date(2026, 7, 1)),  # today: they have the whole day
        ("2026-07-03", date(2026, 7, 6)),  # a Friday
        ("2026-07-04", date(2026, 7, 6)),  # a Saturday
        ("2026-07-08", date(2026, 7, 9)),
    ],
)
@pytest.mark.parametrize("called", range(5))
def test_a_promised_answer_is_one_step_and_until_its_day_is_over_nothing_is_to_do(
    promised: str, asked: date, called: int
) -> None:
    steps = "".join(
        f", {{kind: outreach, at: 2026-06-{24 + n}, step: call}}" for n in range(called)
    )
    request = f"{{kind: proposal_request, at: 2026-06-22, answer_by: {promised}}}"
    ledger = ledger_with(f"first_contact: 2026-06-01\nevents: [{request}{steps}]")
    plan = planned(ledger)
    days = [step.due for step in plan.steps if step.due is not None and step.done is None]
    assert min(days) == asked
    assert [step.key for step in plan.steps if step.due == asked and step.key != "close"] == [
        "answer"
    ]
    for found in (today(ledger, as_of=TUESDAY), followups(ledger, as_of=TUESDAY)):
        assert [(each.kind, each.day) for each in found.items] == [("answer", asked)]


@pytest.mark.parametrize("later", [0, 1, 3])
def test_a_call_on_the_promised_day_has_asked_for_the_answer(later: int) -> None:
    """They promised it by Friday 10 July, and did not answer your call of that day."""
    ledger = ledger_with(
        """
        first_contact: 2026-06-20
        events:
        - {kind: proposal_request, at: 2026-06-25, answer_by: 2026-07-10}
        - {kind: outreach, at: 2026-07-10, step: call, outcome: no-answer}
        """
    )
    plan = planned(ledger, date(2026, 7, 10 + later))
    assert "answer" not in {step.key for step in plan.steps}
    assert plan.reasons[0] == "they have not answered 1 of 4 steps so far"
    assert calls(plan)[:2] == [
        ("first-call", "2026-07-10", True),
        ("second-call", "2026-07-13", False),
    ]


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, "add `until: 2026-07-13` to them in the ledger"),
        (
            "2026-07-31",
            "write `until: 2026-07-13` in the ledger, instead of `until: 2026-07-31`",
        ),
        ("2026-07-13", "the ledger has `until: 2026-07-13` already"),
    ],
)
def test_the_end_takes_the_place_of_a_last_day_in_the_ledger(until: str | None, said: str) -> None:
    end = f"\nuntil: {until}" if until else ""
    plan = planned(ledger_with(f"first_contact: 2026-06-20{end}"))
    assert plan.steps[-1].advice == (said,)


@pytest.mark.parametrize(
    "settled",
    [
        "{kind: decision, at: 2026-06-26}",
        "{kind: outreach, at: 2026-07-10, step: call, outcome: no-answer}",
        "{kind: outreach, at: 2026-07-11, step: call, outcome: no-answer}",
    ],
)
def test_a_promise_that_is_settled_or_over_holds_nothing_up(settled: str) -> None:
    client = (
        "first_contact: 2026-06-20\n"
        "events:\n"
        "  - {kind: proposal_request, at: 2026-06-25, answer_by: 2026-07-10}\n"
        f"  - {settled}\n"
    )
    day = date(2026, 7, 13) if "outreach" in settled else TUESDAY
    plan = planned(ledger_with(client), day)
    assert "answer" not in {step.key for step in plan.steps}
    assert "wait for it" not in plan.reasons[0]
    if day == TUESDAY:
        assert calls(plan)[0] == ("first-call", "2026-06-30", False)


@given(
    promised=st.integers(-20, 40),
    taken=st.lists(st.integers(-30, 0), max_size=4),
    outcome=st.sampled_from(["no-answer", "answered"]),
    move=st.sampled_from(["later", "earlier", "never"]),
)
def test_no_open_step_has_a_day_before_the_promised_one(
    promised: int, taken: list[int], outcome: str, move: str
) -> None:
    day = TUESDAY + timedelta(days=promised)
    steps = "".join(
        f"  - {{kind: outreach, at: {TUESDAY + timedelta(days=n)}, step: call, "
        f"outcome: {outcome}}}\n"
        for n in taken
    )
    client = (
        "first_contact: 2026-05-01\nevents:\n"
        f"{steps}  - {{kind: proposal_request, at: {TUESDAY}, answer_by: {day}}}\n"
    )
    ledger = ledger_with(client, top=f"policy: {{planning: {{move: {move}}}}}")
    plan = planned(ledger)
    if plan.action == "drop":
        return
    dues = [s.due for s in plan.steps if s.due is not None and s.done is None]
    assert all(due > day for due in dues)
    listed = [item.day for item in followups(ledger, as_of=TUESDAY).items]
    assert all(due >= min(day, TUESDAY + timedelta(days=14)) for due in listed)


CALLED = """
first_contact: 2026-06-01
events:
"""


@pytest.mark.parametrize(
    ("steps", "said", "closed"),
    [
        ([], "you have not called yet", "2026-07-13"),
        (
            ["call"],
            "they have not answered 1 of 4 steps so far",
            "2026-07-10",
        ),  # the second is due now
        (["call", "mail", "call"], "they have not answered 3 of 4 steps so far", "2026-07-01"),
        (
            ["call", "call", "call", "letter"],
            "they did not answer three calls and a letter: forget them",
            "2026-06-30",
        ),
        (
            ["call", "call, outcome: answered"],
            "they answered: no more calls; the next step is a commitment",
            None,
        ),
        (
            ["call", "call, outcome: meeting"],
            "they answered: no more calls; the next step is a commitment",
            None,
        ),
        (
            ["call", "call, outcome: declined"],
            "they said no: thank them and close the matter",
            "2026-06-30",
        ),
        (
            ["call, outcome: answered", "call"],  # what came before the answer is forgotten
            "they have not answered 1 of 4 steps so far",
            "2026-07-10",
        ),
    ],
)
def test_the_plan_says_how_far_it_has_come(steps: list[str], said: str, closed: str | None) -> None:
    events = [
        f"  - {{kind: outreach, at: 2026-06-{22 + place}, step: {each}}}"
        for place, each in enumerate(steps)
    ]
    text = "\n".join(["first_contact: 2026-06-01", "events:" if events else "", *events])
    plan = planned(ledger_with(text))
    assert plan.reasons[0] == said
    close = [each for each in plan.steps if each.key == "close"]
    assert [str(each.due) for each in close] == ([closed] if closed else [])
    asks = "two-slots" in [each.key for each in plan.steps]
    assert asks is (closed != "2026-06-30")  # nothing is asked of somebody who is let be


def test_before_any_proposal_you_ask_who_signs_when_they_meet_and_by_when_they_answer(
    ledger: Ledger,
) -> None:
    """
    first_contact: 2026-06-01
    contacts: [{name: Jo, decision_maker: false}]
    """
    asked = {each.key: each for each in planned(ledger).steps}
    assert asked["signer"].done is None
    assert asked["signer"].advice == ("ask: who besides you decides on this?",)
    assert asked["signer"].evidence == ()
    assert asked["two-slots"].advice == ("offer 2 Jul 2026 or 6 Jul 2026",)
    answer = asked["yes-or-no"]
    assert answer.advice == ("ask for the answer by 7 Jul 2026",)
    assert answer.command is not None
    assert answer.command.line == (
        "clienthealth log example proposal_request --answer-by 2026-07-07"
    )
    assert (answer.done, answer.evidence) == (None, ())


@pytest.mark.parametrize(
    ("contact", "since"),
    [
        ("{name: Ada, decision_maker: true}", date(2026, 6, 1)),
        ("{name: Ada, decision_maker: true, from: 2026-06-10}", date(2026, 6, 10)),
    ],
)
def test_what_you_know_and_asked_is_done(contact: str, since: date) -> None:
    ledger = ledger_with(
        f"""
        first_contact: 2026-06-01
        contacts: [{{name: Jo, decision_maker: false}}, {contact}]
        events:
          - {{kind: proposal_request, at: 2026-06-12, answer_by: 2026-06-20}}
          - {{kind: proposal_request, at: 2026-06-22, answer_by: 2026-06-30}}
          - {{kind: proposal_request, at: 2026-06-23}}
        """
    )
    done = {each.key: each for each in planned(ledger).steps}
    assert (done["signer"].done, done["signer"].evidence) == (since, (("contacts", 1),))
    assert done["signer"].advice == ()
    answer = done["yes-or-no"]
    assert (answer.done, answer.evidence) == (date(2026, 6, 22), (("events", 1),))
    assert (answer.command, answer.advice) == (None, ())


def test_a_late_call_is_due_today_and_the_others_count_from_it(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-01
    events: [{kind: outreach, at: 2026-06-27, step: call}]
    """
    assert calls(planned(ledger))[1:] == [
        ("second-call", "2026-06-30", False),  # three days later, which is today
        ("third-call", "2026-07-03", False),
        ("letter", "2026-07-10", False),
        ("close", "2026-07-10", False),
    ]
    sixth = followup(ledger, "example", as_of=date(2026, 7, 6))
    assert [day for _, day, _ in calls(sixth)][1:] == [
        "2026-07-06",
        "2026-07-09",
        "2026-07-16",
        "2026-07-16",
    ]


ABUSIVE = """
first_contact: 2026-05-01
events:
  - {kind: proposal_request, at: 2026-06-25, answer_by: 2026-07-10}
  - {kind: misconduct, at: 2026-06-26, level: abusive, note: threats on the phone}
"""


def test_whoever_is_dropped_gets_no_friendly_letter_and_no_wait() -> None:
    """Nobody called them, so a letter that speaks of calls and an open door would be wrong."""
    plan = planned(ledger_with(ABUSIVE))
    assert plan.action == "drop"
    assert plan.letters == ()
    assert plan.reasons == ("drop: abusive on 26 Jun 2026",)
    assert [each.key for each in plan.steps] == ["close"]


def test_today_says_why_a_prospect_is_dropped_and_waits_for_no_answer() -> None:
    [due] = today(ledger_with(ABUSIVE), as_of=TUESDAY).items
    assert (due.kind, due.why) == ("follow-up", "drop: abusive on 26 Jun 2026")


@pytest.mark.parametrize("with_calls", [True, False])
def test_a_drop_for_another_reason_is_said_by_its_rule(with_calls: bool) -> None:
    steps = "\n  - {kind: outreach, at: 2026-06-20, step: call, outcome: declined}"
    client = (
        "first_contact: 2026-05-01\nevents:"
        + "".join(f"\n  - {{kind: hardball, at: 2026-05-0{n}}}" for n in range(2, 6))
        + (steps if with_calls else "")
    )
    plan = planned(ledger_with(client))
    assert plan.action == "drop"
    assert plan.reasons[0] == (
        "they said no: thank them and close the matter"
        if with_calls
        else "drop: the prospect bargains hard before any negotiation"
    )
    assert plan.letters == ()
