"""`score` for a wiki or a pull request, in GitHub's Markdown."""

from collections.abc import Iterator
from itertools import groupby

from clienthealth.facts.words_of_payment import PAID_IN
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.ledger import written
from clienthealth.report.score import detail
from clienthealth.report.score.footer import footer
from clienthealth.report.score.headline import headlines
from clienthealth.report.text import markdown
from clienthealth.report.text.screen import Paragraph
from clienthealth.report.text.wording import action_of, flag_names, number, signed
from clienthealth.report.view import View

COLUMNS = (
    ("#", True),
    ("client", False),
    ("health", True),
    ("trend", True),
    ("worth/h", True),
    (PAID_IN, True),
    ("top flags", False),
    ("verdict", False),
    ("holds", False),
)
"""The titles, and whether a column is set to the right."""


def render(view: View) -> str:
    """A table, what is to be said below it, and in detail the clients that were asked for."""
    blocks = [f"## Client health as of {written.day(view.assessment.as_of)}"]
    blocks += map(markdown.text, headlines(view))
    if view.clients:
        blocks.append("\n".join(_table(view)))
    blocks += _notes(view)
    if view.in_detail:
        for client in view.clients:
            blocks += _detail(view, client)
    return "\n\n".join(blocks) + "\n"


def _table(view: View) -> Iterator[str]:
    yield _row(title for title, _ in COLUMNS)
    yield _row("---:" if right else "---" for _, right in COLUMNS)
    for client in view.clients:
        yield _row(_cells(client, view.assessment.currency))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(client: ClientAssessment, currency: str) -> Iterator[str]:
    days = client.facts.days_to_pay
    yield str(client.rank) if client.rank is not None else "-"
    yield f"{markdown.code(client.id)} {markdown.text(client.name)}"
    yield number(client.health) if client.health is not None else "?"
    yield signed(client.trend)
    yield written.cell(client.worth, currency)
    yield "-" if days is None else f"{days:.0f} d"
    yield flag_names(client)
    yield action_of(client)
    yield ", ".join(h.kind for h in client.verdict.holds) if client.verdict else ""


def _notes(view: View) -> Iterator[str]:
    """What is to be said below the table, lists as lists."""
    for is_list, lines in groupby(footer(view), key=lambda line: bool(line.lead)):
        texts = (markdown.own(_whole(line)) for line in lines)
        if is_list:
            yield "\n".join(f"- {text}" for text in texts)
        else:
            yield from texts


def _whole(paragraph: Paragraph) -> str:
    """A paragraph with what leads it, without its indentation or its dash."""
    return f"{paragraph.lead}{paragraph.text}".strip().removeprefix("- ")


def _detail(view: View, client: ClientAssessment) -> Iterator[str]:
    head, *lines = detail.about(view.assessment, client)
    yield f"### {markdown.text(head.text)}"
    yield "\n".join(f"- {markdown.text(_whole(line))}" for line in lines)
