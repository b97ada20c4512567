"""What is due: every source, their order, one screen, and the same in each format."""

import json
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from cli.program import STUDIO, STUDIO_DAY, run
from clienthealth import Agenda, Ledger, assess, collect, load_ledger, render, today
from clienthealth.planning.agenda import followups
from clienthealth.planning.due import KINDS, first_line, glance
from one_client import ledger_with

TUESDAY = date(2026, 6, 30)


def due(ledger: Ledger, as_of: date = TUESDAY, days: int = 14) -> list[tuple[str, str, str]]:
    """What is due: the kind, the day and what goes on from it."""
    found = today(ledger, as_of=as_of, days=days)
    return [(each.kind, str(each.day), each.command.name) for each in found.items]


def test_a_client_paid_up_has_nothing_to_do(ledger: Ledger) -> None:
    """
    since: 2026-01-01
    invoices: [{number: "1", issued: 2026-05-01, amount: 100, paid: 2026-05-10}]
    """
    assert due(ledger) == []
    assert "Nothing is due." in render(today(ledger, as_of=TUESDAY), "table")


def test_a_reminder_is_due_with_its_sum(ledger: Ledger) -> None:
    """
    since: 2026-01-01
    invoices:
      - {number: "1", issued: 2026-05-01, due: 2026-06-29, amount: 100}
      - {number: "2", issued: 2026-05-01, due: 2026-07-04, amount: 900}
    """
    found = today(ledger, as_of=TUESDAY)
    assert [(e.kind, str(e.day), e.amount) for e in found.items] == [
        ("reminder", "2026-07-02", 100),
    ]
    assert due(ledger, days=1) == []


def test_a_rest_that_rounds_to_nothing_is_reminded_of_as_in_collect(ledger: Ledger) -> None:
    """
    since: 2026-01-01
    invoices: [{number: "1", issued: 2026-04-01, due: 2026-05-01, amount: 0.004}]
    """
    [account] = collect(ledger, as_of=TUESDAY).clients
    assert account.next is not None
    assert ("reminder", str(account.next.day), "collect") in due(ledger)


def test_former_clients_are_still_reminded(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    until: 2026-05-31
    invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 100}]
    """
    assert due(ledger) == [("reminder", "2026-06-30", "collect")]


def test_promises_waivers_and_talks_are_due(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    contract: {signed: 2025-01-01, obligations: [
      {what: Style guide, due: 2026-06-01, prepaid: true},
      {what: Handbook, due: 2026-07-10}, {what: Later, due: 2026-08-10},
      {what: Done, due: 2026-06-01, done: 2026-06-01}]}
    events: [{kind: boundary, at: 2026-06-05, about: late-payment}]
    waivers: [{rule: late-payment, reason: x, from: 2026-01-01, until: 2026-07-03}]
    """
    found = [each for each in due(ledger) if each[0] not in {"boundaries", "let-go"}]
    assert found == [
        ("obligation", "2026-06-30", "explain"),
        ("waiver-ends", "2026-07-03", "explain"),
        ("talk-over", "2026-07-06", "explain"),  # thirty days later is a Sunday
        ("obligation", "2026-07-10", "explain"),
    ]


def test_an_old_talk_or_waiver_is_no_longer_told_of(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    events: [{kind: boundary, at: 2026-04-05, about: late-payment}]
    waivers: [{rule: late-payment, reason: x, from: 2026-01-01, until: 2026-05-03}]
    """
    assert due(ledger) == []


def test_prospects_are_called_and_asked_for_the_answer_they_promised(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    events: [{kind: proposal_request, at: 2026-06-24, answer_by: 2026-07-03}]
    """
    assert due(ledger) == [
        ("answer", "2026-07-06", "followup"),  # they have all of Friday; it is the next call
    ]


@pytest.fixture(scope="module")
def studio() -> Agenda:
    return today(load_ledger(STUDIO), as_of=date.fromisoformat(STUDIO_DAY))


def test_the_list_is_by_date_and_each_days_gravest_first(studio: Agenda) -> None:
    order = [(e.day, KINDS.index(e.kind), -(e.amount or 0)) for e in studio.items]
    assert order == sorted(order)
    assert {"fire", "let-go", "reminder", "boundaries", "follow-up"} <= {
        e.kind for e in studio.items
    }
    assert all(studio.as_of <= e.day <= studio.until for e in studio.items)


def test_every_client_that_parts_or_renegotiates_has_its_plan(studio: Agenda) -> None:
    planned = {e.client for e in studio.items if e.command.name in {"letgo", "boundaries"}}
    verdicts = {c.id for c in studio.assessment.clients if c.action in {"fire", "let-go"}}
    assert verdicts <= planned


def test_the_table_is_one_screen_and_says_what_is_left_out() -> None:
    studio = today(load_ledger(STUDIO), as_of=date.fromisoformat(STUDIO_DAY), days=42)
    assert len(studio.items) > 20
    text = render(studio, "table")
    assert len(text.splitlines()) <= 24
    left = len(studio.items) - 20
    assert f"{left} more thing{'s' if left > 1 else ''} to do" in text
    markdown = render(studio, "markdown")
    assert all(e.command.line in markdown for e in studio.items)


def test_json_has_all_of_it(studio: Agenda) -> None:
    document = json.loads(render(studio, "json"))
    assert document["format"] == "clienthealth.today/1"
    assert len(document["items"]) == len(studio.items)
    first = document["items"][0]
    assert (first["client"], first["command"]) == (
        studio.items[0].client,
        studio.items[0].command.line,
    )


def test_the_calendar_is_read_back_with_a_day_for_each(studio: Agenda) -> None:
    calendar = Calendar.from_ical(render(studio, "ics"))
    events = calendar.walk("VEVENT")
    assert sorted(e.decoded("dtstart") for e in events) == sorted(e.day for e in studio.items)
    assert len({str(e["uid"]) for e in events}) == len(studio.items)


def test_the_same_bytes_each_time(studio: Agenda) -> None:
    again = today(load_ledger(STUDIO), as_of=date.fromisoformat(STUDIO_DAY))
    for form in ("table", "json", "markdown", "html", "ics"):
        assert render(again, form) == render(studio, form)


def test_nothing_later_is_seen() -> None:
    later = ledger_with(
        """
        since: 2026-01-01
        invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-20, amount: 100}]
        events: [{kind: reminder, at: 2026-07-01, step: stop}]
        """
    )
    assert due(later) == [("reminder", "2026-06-30", "collect")]
    assert due(later, TUESDAY + timedelta(days=1)) == []


def test_the_commands_go_on_from_each_line(studio: Agenda) -> None:
    """What the list says can be typed."""
    kinds = {e.command.name: e.command.line.split()[1:] for e in studio.items}
    for words in kinds.values():
        ran = run(*words, STUDIO, "--as-of", STUDIO_DAY)
        assert ran.code == 0, ran.err


def test_of_several_talks_the_last_is_due(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    events: [{kind: boundary, at: 2026-06-01, about: late-payment},
      {kind: boundary, at: 2026-06-08, about: hours-overrun}]
    """
    assert [each for each in due(ledger) if each[0] == "talk-over"] == [
        ("talk-over", "2026-07-08", "explain")
    ]


def test_a_waiver_says_which_it_is_and_whether_it_has_ended(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    waivers: [{rule: PAY001, reason: x, from: 2026-01-01, until: 2026-06-29},
      {rule: hours-overrun, reason: x, from: 2026-01-01, until: 2026-06-30}]
    """
    said = [(each.what, each.why) for each in today(ledger, as_of=TUESDAY).items]
    assert said == [
        (
            "the waiver of late-payment has ended; check whether you still need it",
            "its last day was 29 Jun 2026",
        ),
        (
            "the waiver of hours-overrun ends; check whether you still need it",
            "its last day is 30 Jun 2026",
        ),
    ]


def test_a_glance_sees_a_verdict_from_the_first_working_day_on() -> None:
    """A plan to part begins at once, also where a hold delays the talk: there is a contract to read
    and work to bill."""
    assessment = assess(load_ledger(STUDIO), as_of=date.fromisoformat(STUDIO_DAY))
    parted = {c.id for c in assessment.clients if c.action in {"fire", "let-go"}}
    told = {
        days: {e.client for e in glance(assessment, days).items if e.command.name == "letgo"}
        for days in (1, 2, 400)  # it is a Saturday
    }
    assert told == {1: set(), 2: parted, 400: parted}


def test_a_talk_that_was_held_is_looked_at_once_and_its_plan_is_not_begun_again(
    ledger: Ledger,
) -> None:
    """
    since: 2025-01-01
    contract: {signed: 2025-01-01, walked_through: true, notice_days: 30, terms_days: 30,
      included_revisions: 2, statement_of_work: the offer}
    events:
      - {kind: misconduct, at: 2026-05-20, level: disrespectful, note: words}
      - {kind: misconduct, at: 2026-05-21, level: disrespectful, note: words}
      - {kind: boundary, at: 2026-06-10, about: [BND005]}
    """
    assert assess(ledger, as_of=TUESDAY).clients[0].action == "renegotiate"
    assert due(ledger) == [("talk-over", "2026-07-10", "explain")]
    assert glance(assess(ledger, as_of=TUESDAY)).items == today(ledger, as_of=TUESDAY).items


def test_a_plan_is_told_by_its_first_step_in_small_letters(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    events: [{kind: misconduct, at: 2026-06-20, level: abusive, note: words}]
    """
    [item] = today(ledger, as_of=TUESDAY).items
    assert (item.kind, item.day) == ("fire", TUESDAY)
    assert item.what == "gather what was agreed, because there is no contract"
    assert item.why == "fire: the client is disrespectful or abusive"


def test_all_next_steps_with_prospects_reach_as_far_as_the_last_of_them() -> None:
    ledger = ledger_with(
        """
        first_contact: 2026-06-20
        events: [{kind: outreach, at: 2026-06-29, step: call, outcome: no-answer}]
        """,
        others="  - {id: fresh, name: Fresh, first_contact: 2026-06-29}\n",
    )
    found = followups(ledger, as_of=TUESDAY)
    assert [(each.client, str(each.day)) for each in found.items] == [
        ("fresh", "2026-06-30"),
        ("example", "2026-07-02"),
    ]
    assert found.until == date(2026, 7, 2)
    assert [each.client for each in followups(ledger, as_of=TUESDAY, days=1).items] == ["fresh"]
    assert followups(ledger, as_of=TUESDAY, days=1).until == TUESDAY
    nobody = followups(ledger_with("since: 2025-01-01"), as_of=TUESDAY)
    assert (nobody.items, nobody.until) == ((), TUESDAY)


@pytest.mark.parametrize(("calls", "rest"), [(1, ""), (2, "; `clienthealth today` shows 1 more")])
def test_the_first_thing_due_is_told_with_the_number_of_the_others(calls: int, rest: str) -> None:
    """At the end of other reports, and without a number where nothing more is due."""
    waivers = ", ".join(
        f"{{rule: {rule}, reason: x, from: 2026-01-01, until: 2026-07-0{day}}}"
        for day, rule in enumerate(["late-payment", "hours-overrun"][:calls], 2)
    )
    ledger = ledger_with(f"since: 2025-01-01\nwaivers: [{waivers}]")
    assert first_line(glance(assess(ledger, as_of=TUESDAY))) == (
        "Next, 2 Jul 2026: example: the waiver of late-payment ends; check whether you still need "
        f"it: `clienthealth explain example`{rest}."
    )


def test_where_nothing_is_due_there_is_no_line_of_it() -> None:
    assert first_line(glance(assess(ledger_with("since: 2025-01-01"), as_of=TUESDAY))) is None


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2026-06-15", None),  # fifteen days ago
        ("2026-06-16", "the waiver of late-payment has ended; check whether you still need it"),
        ("2026-07-14", "the waiver of late-payment ends; check whether you still need it"),
        ("2026-07-15", None),
    ],
)
def test_a_waiver_is_told_of_for_two_weeks_before_and_after_its_last_day(
    until: str, said: str | None
) -> None:
    text = f"waivers: [{{rule: late-payment, reason: x, from: 2026-06-01, until: {until}}}]"
    items = today(ledger_with(f"since: 2025-01-01\n{text}"), as_of=TUESDAY).items
    assert [each.what for each in items] == ([said] if said else [])


@pytest.mark.parametrize(
    ("days", "what"),
    [
        ("from: 2026-06-30, until: 2026-07-02", 1),
        ("from: 2026-07-01, until: 2026-07-02", 0),  # it has not begun
    ],
)
def test_a_waiver_of_the_future_is_nothing_yet(days: str, what: int) -> None:
    text = f"since: 2025-01-01\nwaivers: [{{rule: late-payment, reason: x, {days}}}]"
    assert len(due(ledger_with(text))) == what


@pytest.mark.parametrize(
    ("day", "what"),
    [
        ("2026-06-29", ("2026-06-30", "it was due on 29 Jun 2026")),
        ("2026-06-30", ("2026-06-30", "it is due on 30 Jun 2026")),
        ("2026-07-14", ("2026-07-14", "it is due on 14 Jul 2026")),
        ("2026-07-15", None),
    ],
)
def test_a_promise_is_late_from_the_day_after_its_day(
    day: str, what: tuple[str, str] | None
) -> None:
    text = f"contract: {{signed: 2025-01-01, obligations: [{{what: Guide, due: {day}}}]}}"
    items = today(ledger_with(f"since: 2025-01-01\n{text}"), as_of=TUESDAY).items
    found = [(str(each.day), each.why) for each in items if each.kind == "obligation"]
    assert found == ([what] if what else [])


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("{kind: decision, at: 2026-06-24, what: go on}", True),  # the same day: before they asked
        ("{kind: decision, at: 2026-06-25, what: go on}", False),
        ("{kind: outreach, at: 2026-06-25, step: call, outcome: answered}", False),
        ("{kind: message, at: 2026-06-25}", True),
    ],
)
def test_a_promised_answer_is_asked_for_until_they_decide_or_you_speak(
    answer: str, asked: bool
) -> None:
    request = "{kind: proposal_request, at: 2026-06-24, answer_by: 2026-07-03}"
    text = f"first_contact: 2026-06-20\nevents: [{request}, {answer}]"
    assert ("answer" in [kind for kind, *_ in due(ledger_with(text))]) is asked


@pytest.mark.parametrize(
    ("by", "day"),
    [
        ("2026-06-13", "2026-06-30"),
        ("2026-06-29", "2026-06-30"),
        ("2026-06-30", "2026-07-01"),
        ("2026-07-13", "2026-07-14"),
        ("2026-07-14", None),
    ],
)
def test_a_promised_answer_is_asked_for_on_the_day_after_and_from_then_on(
    by: str, day: str | None
) -> None:
    text = f"""
    first_contact: 2026-06-10
    events: [{{kind: proposal_request, at: 2026-06-12, answer_by: {by}}}]
    """
    found = [day for kind, day, _ in due(ledger_with(text)) if kind == "answer"]
    assert found == ([day] if day else [])
