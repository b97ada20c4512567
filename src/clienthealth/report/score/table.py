"""`score` for people: a table for a terminal, the same as plain columns for a pipe."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.ledger.policy import Policy
from clienthealth.report.score import detail
from clienthealth.report.score.view import View
from clienthealth.report.text.blocks import Column
from clienthealth.report.text.safety import safe, safe_lines, short
from clienthealth.report.text.styles import WIDE, action_style, grade_style
from clienthealth.report.text.wording import (
    action_of,
    bar,
    money,
    number,
    payments_text,
    remedies,
    signed,
    top_flags,
)

if TYPE_CHECKING:  # a pipe does without
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

BOTTOM_NAMED = 10


FLAGS = "top flags"
LONGEST_NAME = 20
"""So wide that no rule's name is broken."""

COLUMNS = (
    Column("#", right=True),
    Column("client", least=12),
    Column("name", wide_only=True, least=16),
    Column("health", right=True),
    Column("grade", wide_only=True),
    Column("trend", right=True),
    Column("worth/h", right=True),
    Column("pays in", right=True),
    Column(FLAGS, least=13),
    Column("verdict", least=11),
    Column("holds", wide_only=True, least=18),
)


def print_to(console: "Console", view: View) -> None:
    """Print a table that fits the terminal."""
    console.print(renderable(view, console.width))


def renderable(view: View, width: int) -> "RenderableType":
    """The table with what stands below it."""
    from rich.console import Group  # noqa: PLC0415  # not in a pipe
    from rich.text import Text  # noqa: PLC0415  # the same

    parts: list[RenderableType] = [_table(view, width)]
    parts += [Text(line, style="dim" if line.startswith(" ") else "") for line in footer(view)]
    if view.in_detail:
        for client in view.clients:
            parts += ["", *map(_styled_line, detail.lines(view.assessment, client))]
    return Group(*parts)


def _styled_line(line: str) -> "Text":
    from rich.text import Text  # noqa: PLC0415  # not in a pipe

    return Text(line, style="bold" if line and not line.startswith(" ") else "")


def _table(view: View, width: int) -> "Table":
    from rich import box  # noqa: PLC0415  # not in a pipe
    from rich.table import Table  # noqa: PLC0415  # the same
    from rich.text import Text  # noqa: PLC0415  # the same

    wide = width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0, expand=wide)
    shown = [column for column in COLUMNS if wide or not column.wide_only]
    for column in shown:
        table.add_column(
            column.title,
            justify="right" if column.right else "left",
            no_wrap=column.least is None,
            overflow="fold",
            min_width=LONGEST_NAME if wide and column.title == FLAGS else column.least,
        )
    for client in view.clients:
        cells = _cells(client, bar_width=10 if wide else 5, names=wide)
        styles = _styles(client, view.assessment.policy)
        table.add_row(*(Text(cells[c.title], style=styles.get(c.title, "")) for c in shown))
    return table


def _styles(client: ClientAssessment, policy: Policy) -> dict[str, str]:
    grade = grade_style(client.grade)
    falling = client.trend is not None and policy.is_falling(client.trend)
    return {
        "health": grade,
        "grade": grade,
        "trend": "red" if falling else "",
        "verdict": action_style(client.action) or "dim",
        "client": "bold" if client.bottom else "",
    }


def _cells(client: ClientAssessment, *, bar_width: int, names: bool) -> dict[str, str]:
    flags = top_flags(client)
    health = number(client.health) if client.health is not None else "?"
    if bar_width:
        health = f"{health:>5} {bar(client.health, bar_width)}"
    pays = client.facts.days_to_pay
    return {
        "#": str(client.rank) if client.rank is not None else "-",
        "client": client.id,
        "name": safe(short(client.name)),
        "health": health,
        "grade": client.grade or "unknown",
        "trend": signed(client.trend),
        "worth/h": money(client.worth),
        "pays in": "-" if pays is None else f"{pays:.0f} d",
        FLAGS: ", ".join(f.name for f in flags) if names else " ".join(f.code for f in flags),
        "verdict": action_of(client),
        "holds": " ".join(h.kind for h in client.verdict.holds) if client.verdict else "",
    }


def plain(view: View) -> str:
    """The same as aligned columns without colours, bars or a limit of width."""
    rows = [_cells(client, bar_width=0, names=True) for client in view.clients]
    titles = [column.title for column in COLUMNS]
    widths = {t: max(len(t), *(len(row[t]) for row in rows), 0) if rows else len(t) for t in titles}
    lines = ["  ".join(t.ljust(widths[t]) for t in titles).rstrip()]
    for row in rows:
        cells = (
            row[c.title].rjust(widths[c.title]) if c.right else row[c.title].ljust(widths[c.title])
            for c in COLUMNS
        )
        lines.append("  ".join(cells).rstrip())
    lines += ["", *footer(view)]
    if view.in_detail:
        for client in view.clients:
            lines += ["", *detail.lines(view.assessment, client)]
    return safe_lines(lines)


PAYERS = 24
"""So many clients that are hardly known are told of."""


def footer(view: View) -> Iterator[str]:
    """What stands below the table, a line each; a list's entries are indented."""
    assessment, portfolio = view.assessment, view.assessment.portfolio
    currency = assessment.currency
    ranked = (
        f"{portfolio.ranked} of {portfolio.active} active clients ranked by {portfolio.ranked_by}"
    )
    if portfolio.ranked_by == "health":
        ranked += " (fewer than half have hours to rank by worth)"
    bottom = [c for c in assessment.clients if c.bottom]
    percent = assessment.policy.bottom_percent
    ordered = [c.id for c in sorted(bottom, key=lambda c: -(c.rank or 0))]
    tail = ", ".join(ordered[:BOTTOM_NAMED])
    if len(ordered) > BOTTOM_NAMED:
        tail += f" and {len(ordered) - BOTTOM_NAMED} more"
    yield (
        f"{assessment.as_of}, {assessment.policy.window_days} days: {ranked}"
        + (f"; bottom {percent:g} %: {tail}" if bottom else "")
    )
    days = portfolio.active_dbt_days
    dbt = "" if days is None else f", paid {days:.1f} days beyond terms"
    yield (
        f"Active clients brought {money(portfolio.revenue)} {currency} in {portfolio.hours:.2f} h; "
        f"{money(portfolio.open_balance)} {currency} is open, "
        f"{money(portfolio.overdue_balance)} overdue{dbt}"
    )
    yield from _apart(assessment)
    yield from _hardly_known(view)
    yield from _what_to_log(view.clients)
    if not view.in_detail and view.clients:
        yield "`clienthealth explain CLIENT` shows where every point comes from."


def _apart(assessment: Assessment) -> Iterator[str]:
    """Who is not among the active clients, and what they owe."""
    portfolio, currency = assessment.portfolio, assessment.currency
    if portfolio.former_open_balance:
        yield (
            f"Former clients still owe {money(portfolio.former_open_balance)} {currency}, "
            f"{money(portfolio.former_overdue_balance)} of it overdue"
        )
    if portfolio.dormant:
        named = ", ".join(portfolio.dormant[:BOTTOM_NAMED])
        more = len(portfolio.dormant) - BOTTOM_NAMED
        rest = f" and {more} more" if more > 0 else ""
        days = assessment.policy.dormant_days
        yield (
            f"Dormant, with nothing for {days} days and nothing open: {named}{rest}. "
            "Close them with `until`, or write to them."
        )


def _hardly_known(view: View) -> Iterator[str]:
    """How those paid of whom little else is known."""
    unknown = [c for c in view.clients if c.health is None and c.stage != "prospect"]
    told = [(c.id, payments_text(c, view.assessment.currency)) for c in unknown]
    lines = [f"  {name}: {text}" for name, text in told if text]
    if lines:
        yield "Hardly known, and how they paid:"
        yield from lines[:PAYERS]
    if len(lines) > PAYERS:
        yield f"  and {len(lines) - PAYERS} more (`clienthealth explain CLIENT`)"


def _what_to_log(clients: Sequence[ClientAssessment]) -> Iterator[str]:
    active = [c for c in clients if c.stage not in {"dormant", "former"}]
    best = remedies(active)[:3]
    if best:
        yield "Not assessed, and how to change that:"
    for remedy, count, codes in best:
        noun = "client" if count == 1 else "clients"
        yield f"  {remedy} ({count} {noun}; {', '.join(codes)})"
