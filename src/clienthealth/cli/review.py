"""`clienthealth review`: the annual review of the bottom 15 %."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clienthealth.cli.options import (
    AsOf,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    complete_client,
    format_option,
    parse_day,
    whole_number,
)
from clienthealth.cli.output import show
from clienthealth.cli.running import (
    load,
    policy_in_force,
    tell_warnings,
    today,
    unknown_client,
    usage_error,
)
from clienthealth.cli.withholding import presentable

if TYPE_CHECKING:
    from decimal import Decimal

    from clienthealth import Change, Ledger, TrendsOf


EXAMPLES = (
    "clienthealth review --year 2025 --format html --output review.html",
    "clienthealth review --if-rate acme=95",
)


def _percent(text: str) -> "Decimal":
    from decimal import Decimal, InvalidOperation  # noqa: PLC0415  # not for --help

    with suppress(InvalidOperation):
        number = Decimal(text)
        if 0 <= number <= 100:  # also raises if it is not a number
            return number
    msg = f"{text!r} is not a percentage; write a number from 0 to 100"
    raise typer.BadParameter(msg)


def review(  # noqa: PLR0913, PLR0917  # a command's options
    ledger: LedgerArgument = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            parser=whole_number(1900, 2199),
            metavar="YEAR",
            help="Review this calendar year, or up to today if it is not over.",
            show_default=False,
        ),
    ] = None,
    first_day: Annotated[
        date | None,
        typer.Option(
            "--from",
            parser=parse_day,
            metavar="DATE",
            help="The first day of the period. Default: the policy's window, a year, before "
            "its end.",
            show_default=False,
        ),
    ] = None,
    last_day: Annotated[
        date | None,
        typer.Option(
            "--to",
            parser=parse_day,
            metavar="DATE",
            help="The last day of the period. Default: today.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    percent: Annotated[
        Any,  # a Decimal or None; typer asks the parser
        typer.Option(
            "--percent",
            parser=_percent,
            metavar="NUMBER",
            help="How large the bottom group is, in percent of the ranked clients. Default: the "
            "policy's, 15.",
            show_default=False,
        ),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(
            "--count",
            parser=whole_number(0),
            metavar="NUMBER",
            help="The size of the bottom group as a number of clients.",
            show_default=False,
        ),
    ] = None,
    if_fired: Annotated[
        list[str] | None,
        typer.Option(
            "--if-fired",
            metavar="CLIENT",
            help="Show the portfolio without this client; repeatable.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ] = None,
    if_rate: Annotated[
        list[str] | None,
        typer.Option(
            "--if-rate",
            metavar="ID=RATE",
            help="Show it with this client at another effective hourly rate, such as acme=95; "
            "repeatable.",
            show_default=False,
        ),
    ] = None,
    if_terms: Annotated[
        list[str] | None,
        typer.Option(
            "--if-terms",
            metavar="ID=DAYS",
            help="Show it with this client on other payment terms, such as acme=14; repeatable.",
            show_default=False,
        ),
    ] = None,
    policy_file: PolicyFile = None,
    format: Annotated[str, format_option("review")] = "table",
    brief: Annotated[
        bool,
        typer.Option("--brief", help="Only one or two sheets, as html or markdown."),
    ] = False,
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Review a year: who is lowest, what to do, what it costs.

    It also says how sure the lowest places are, who earns your time, and what would be if.
    """
    if percent is not None and count is not None:
        usage_error("--percent and --count both set the bottom group; leave one of them out")
    if brief and format not in {"html", "markdown"}:
        usage_error("--brief is one or two sheets to print; add --format html or markdown")
    changes = _changes(if_fired or (), if_rate or (), if_terms or ())
    loaded = load(ledger, as_json=format == "json")
    first, last = _period(loaded, year, first_day, last_day, as_of)
    policy = policy_in_force(loaded.policy, policy_file, None, as_json=format == "json")
    from clienthealth import WhatIfError  # noqa: PLC0415  # the same
    from clienthealth import review as reviewed  # noqa: PLC0415  # not for --help
    from clienthealth.cli.progress import bar  # noqa: PLC0415  # the same

    try:
        with bar("reviewing") as progress:
            found = reviewed(
                loaded,
                last_day=last,
                first_day=first,
                policy=policy,
                percent=percent,
                count=count,
                changes=changes,
                trends=_TRENDS.get(format, "groups"),
                progress=progress,
            )
    except WhatIfError as error:
        usage_error(str(error), "a change cannot be made")
    except LookupError as unknown:
        unknown_client(str(unknown.args[0]), [client.id for client in loaded.clients])
    tell_warnings(found.assessment.odd_entries)
    shown = presentable(found)
    if brief:
        show("brief", shown, format, output)
        return
    if format != "html":
        show("review", shown, format, output)
        return
    from clienthealth import with_plans  # noqa: PLC0415  # for the page alone

    show("review", with_plans(shown), format, output)


_TRENDS: "dict[str, TrendsOf]" = {"html": "all", "json": "none"}
"""Whose health over time a format shows, where that is not the groups'."""


def _changes(fired: Sequence[str], rates: Sequence[str], terms: Sequence[str]) -> "list[Change]":
    if not (fired or rates or terms):
        return []
    from clienthealth import WhatIfError, parse_change  # noqa: PLC0415  # not for --help

    try:
        return [
            *(parse_change("fired", text) for text in fired),
            *(parse_change("rate", text) for text in rates),
            *(parse_change("terms", text) for text in terms),
        ]
    except WhatIfError as error:
        usage_error(str(error), "a change cannot be read")


def _period(
    ledger: "Ledger",
    year: int | None,
    first: date | None,
    last: date | None,
    as_of: date | None,
) -> tuple[date | None, date]:
    """The wanted period; without a first day it is as long as the policy's window."""
    from clienthealth import FIRST_YEAR, LAST_YEAR, LEAST_WINDOW, MOST_WINDOW, written  # noqa: PLC0415  # not for --help

    if year is not None and (first or last):
        usage_error("--year already sets the period; leave --from and --to out")
    if as_of is not None and last is not None:
        usage_error("--to and --as-of both set the last day; leave one of them out")
    end = last or as_of or today(ledger)
    if year is not None:
        first, end = date(year, 1, 1), min(date(year, 12, 31), end)
    if not FIRST_YEAR <= end.year <= LAST_YEAR:
        usage_error(f"the period would end in {end.year}; end it in {FIRST_YEAR} to {LAST_YEAR}")
    if first is not None and end < first:
        what = f"the period would end on {written.day(end)}, before it begins on"
        usage_error(f"{what} {written.day(first)}; write an earlier --from")
    days = (end - first).days + 1 if first is not None else LEAST_WINDOW
    if not LEAST_WINDOW <= days <= MOST_WINDOW:
        hint = f", or --year {year - 1} for the year before" if year is not None else ""
        what = f"the period has {written.count(days, 'day')}"
        usage_error(f"{what}; review {LEAST_WINDOW} to {MOST_WINDOW:,} days{hint}")
    return first, end
