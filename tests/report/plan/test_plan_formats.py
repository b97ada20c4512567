"""A plan in each format, read back by the programs that the format is for."""

import email
import json
import re
from datetime import date, timedelta
from email import policy
from functools import cache
from io import StringIO
from pathlib import Path

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from rich.console import Console

from clienthealth import Plan, boundaries, letgo, load_ledger, render
from clienthealth.planning.model import Recipient
from clienthealth.report.plan import table
from one_client import TODAY, ledger_with

ROOT = Path(__file__).parents[3]
STUDIO_DAY = date(2026, 10, 31)


@cache
def plan_for(client: str) -> Plan:
    """The studio's plan for parting with a client."""
    return letgo(load_ledger(ROOT / "examples" / "studio.yaml"), client, as_of=STUDIO_DAY)


def printed(plan: Plan, width: int) -> str:
    out = StringIO()
    table.print_to(Console(file=out, width=width, no_color=True), plan)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 160])
def test_every_line_fits_the_terminal_and_nothing_is_cut(width: int) -> None:
    for client in ("bursztyn", "dunmarra", "knallpreis"):
        plan = plan_for(client)
        text = printed(plan, width)
        assert max(map(len, text.splitlines())) <= width
        words = " ".join(text.split())
        for step in plan.steps:
            assert step.title in words
        assert "…" not in text


def test_a_terminal_and_a_pipe_say_the_same() -> None:
    plan = plan_for("bursztyn")
    shown = printed(plan, 500).replace("─", "")  # the line below the head of a table
    assert shown.split() == render(plan, "table").split()


def test_the_boxes_of_a_terminal_and_of_markdown_tick_the_same_steps() -> None:
    plan = plan_for("bursztyn")
    ticked = [step.done is not None for step in plan.steps]
    assert True in ticked
    assert False in ticked
    for text in (render(plan, "table"), render(plan, "markdown")):
        boxes = re.findall(r"^(?:- )?\[([ x])\] ", text, re.MULTILINE)
        assert [box == "x" for box in boxes] == ticked


def open_steps(plan: Plan) -> dict[str, tuple[date, str]]:
    """What a calendar should hold: the day and the title of each step, by identity."""
    return {
        f"letgo-{step.key}-{plan.client.id}@clienthealth": (step.due, step.title)
        for step in plan.steps
        if step.due is not None and step.done is None
    }


@pytest.mark.parametrize("client", ["bursztyn", "dunmarra", "knallpreis"])
def test_a_calendar_read_back_has_each_open_step_on_its_day(client: str) -> None:
    plan = plan_for(client)
    text = render(plan, "ics")
    read = icalendar.Calendar.from_ical(text)
    found = {
        str(entry["uid"]): (
            entry.decoded("dtstart"),
            str(entry["summary"]).removesuffix(f" ({plan.client.name})"),
        )
        for entry in read.walk("VEVENT")
    }
    assert found == open_steps(plan)
    second = {
        entry.uid.value: (entry.dtstart.value, entry.dtend.value)
        for entry in vobject.readOne(text).vevent_list
    }
    assert second == {
        name: (day, day + timedelta(days=1)) for name, (day, _) in open_steps(plan).items()
    }


def test_lines_of_a_calendar_end_and_fold_as_the_standard_says() -> None:
    lines = render(plan_for("bursztyn"), "ics").split("\r\n")
    assert lines[-1] == ""
    assert all("\n" not in line and len(line.encode()) <= 75 for line in lines)


def test_a_draft_opens_for_editing_and_is_the_letter_of_the_plan() -> None:
    client = """
    contacts:
    - {name: Jo, email: jo@example.org}
    - {name: Ada, email: ada@example.org, decision_maker: true}
    """
    plan = letgo(ledger_with(client), "example", as_of=TODAY)
    draft = email.message_from_string(render(plan, "eml"), policy=policy.default)
    assert draft["X-Unsent"] == "1"
    assert draft["To"] == "ada@example.org"
    [letter] = plan.letters
    assert draft["Subject"] == letter.subject
    body = draft.get_body()
    assert body is not None
    assert body.get_content().split() == letter.body.split()
    assert "Dear Ada," in letter.body


def test_no_address_adds_a_header() -> None:
    hostile = Recipient("Jo", "a@b\r\nBcc: c@d\u2028, e")
    plan = plan_for("bursztyn")._replace(recipient=hostile)
    draft = email.message_from_string(render(plan, "eml"), policy=policy.default)
    assert draft["Bcc"] is None
    assert [*draft.keys()][:3] == ["To", "Subject", "X-Unsent"]


def test_a_page_has_a_box_for_every_step_and_its_words() -> None:
    plan = plan_for("bursztyn")
    text = render(plan, "html")
    for step in plan.steps:
        assert step.title in text
    assert text.count("☑") == sum(step.done is not None for step in plan.steps)
    assert text.count("☐") == sum(step.done is None for step in plan.steps)
    assert "Bursztyn Jachty" in text


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
def test_every_article_that_advises_a_step_is_named(name: str) -> None:
    text = render(plan_for("bursztyn"), name)
    assert "It is time to fire that client" in text
    assert text.count("(A1)") == sum(s.article == "A1" for s in plan_for("bursztyn").steps)


def test_json_holds_every_step_with_its_dates_and_sums() -> None:
    plan = plan_for("bursztyn")
    document = json.loads(render(plan, "json"))
    assert [step["key"] for step in document["steps"]] == [step.key for step in plan.steps]
    for step, told in zip(plan.steps, document["steps"], strict=True):
        assert told["due"] == (step.due and step.due.isoformat())
        assert told["amount"] == (None if step.amount is None else f"{step.amount:.2f}")
        assert told["command"] == (step.command and step.command.line)
        assert len(told["evidence"]) == len(step.evidence)


@pytest.mark.parametrize("name", ["json", "markdown", "table", "html", "ics", "eml"])
def test_a_plan_with_nothing_to_do_is_a_whole_document(name: str) -> None:
    client = """
    contract: {signed: 2024-01-01, walked_through: true, terms_days: 30, notice_days: 30,
      included_revisions: 2, statement_of_work: the offer}
    """
    plan = boundaries(ledger_with(client), "example", as_of=TODAY)
    assert plan.steps == ()
    text = render(plan, name)
    if name == "ics":
        assert icalendar.Calendar.from_ical(text).walk("VEVENT") == []
    elif name == "html":
        assert "There is nothing to do." in text
    elif name in {"markdown", "table"}:
        assert "There is nothing to do." in text.replace("\\", "")
    assert text
