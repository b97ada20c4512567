"""`clienthealth check`: guards a ledger repository, fails where something got worse."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from clienthealth.cli import EXIT_FOUND
from clienthealth.cli.common import (
    AsOf,
    BaselineFile,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    Window,
    complete_client,
    complete_rule,
    emit,
    load,
    path_of,
    policy_in_force,
    redactor,
    refuse,
    tell_problems,
    today,
    unknown_client,
    usage_error,
)

if TYPE_CHECKING:
    from clienthealth.checking.baseline import Baseline
    from clienthealth.checking.compared import Base, Inputs, Terms
    from clienthealth.checking.model import Report
    from clienthealth.ledger.models import Ledger
    from clienthealth.ledger.problems import Problem


class Format(StrEnum):
    """The formats of `check`."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"
    junit = "junit"
    markdown = "markdown"


class Copy(NamedTuple):
    """A format to be written to a file as well."""

    format: Format
    file: Path


def check(  # noqa: PLR0913, PLR0917  # a command's options
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    window: Window = None,
    policy_file: PolicyFile = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="ACTION|GRADE|CODE",
            help="Fail for this verdict or grade and those beyond it, or for this rule or family; "
            "repeatable, `none` for nothing. Default: let-go, an expired or unused waiver; with "
            "--new-since whatever is new or worse.",
            show_default=False,
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODE",
            help="Look at this rule or family only; repeatable.",
            autocompletion=complete_rule,
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="CODE",
            help="Do not look at this rule or family; repeatable.",
            autocompletion=complete_rule,
            show_default=False,
        ),
    ] = None,
    client: Annotated[
        list[str] | None,
        typer.Option(
            "--client",
            metavar="ID",
            help="Look at this client only; repeatable.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ] = None,
    new_since: Annotated[
        str | None,
        typer.Option(
            "--new-since",
            metavar="REV",
            help="Compare with the ledger at this git revision, and fail only for what is new or "
            "worse.",
            show_default=False,
        ),
    ] = None,
    baseline: BaselineFile = None,
    strict_coverage: Annotated[
        bool, typer.Option("--strict-coverage", help="Fail for clients that cannot be judged.")
    ] = False,
    accept_changes: Annotated[
        bool,
        typer.Option(
            "--accept-changes",
            help="Do not fail for changed waivers, policies, baselines, includes and figures of "
            "the business: somebody has looked at them.",
        ),
    ] = False,
    format: Annotated[  # noqa: A002  # the option's name
        Format, typer.Option("--format", "-f", help="How to print.")
    ] = Format.text,
    output: Output = None,
    report: Annotated[
        list[str] | None,
        typer.Option(
            "--report",
            metavar="FORMAT=FILE",
            help="Write this format to a file as well; repeatable.",
            show_default=False,
        ),
    ] = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Fail where the ledger holds what must not go on, or where something got worse."""
    copies = [_copy(each) for each in report or ()]
    terms = _terms(fail_on, select, ignore, strict=strict_coverage, accepted=accept_changes)
    as_json = format is Format.json
    if format is Format.github:
        tell_problems(_annotations)
    loaded = load(ledger, as_json=as_json, warn=False)
    policy = policy_in_force(loaded.policy, policy_file, window, as_json=as_json)
    accepted = _baseline(baseline, compared=new_since is not None, as_json=as_json)
    base: Base | None = None
    if new_since is not None:
        from clienthealth.checking.compared import Inputs  # noqa: PLC0415  # not for --help

        files = Inputs(path_of(ledger), policy_file, baseline, window)
        base, accepted = _base(new_since, files, accepted, as_json=as_json)
    from clienthealth import check as checked  # noqa: PLC0415  # not for --help

    day = as_of or today(loaded)
    found = checked(loaded, as_of=day, policy=policy, terms=terms, base=base, baseline=accepted)
    found = _only(found, client or (), loaded)
    for copy in copies:
        emit(_rendered(found, copy.format, path_of(ledger)), copy.file)
    emit(_rendered(found, format, path_of(ledger)), output)
    uploaded = {format, *(copy.format for copy in copies)} == {Format.sarif}
    if found.failing and not (uploaded and fail_on is None):
        raise typer.Exit(EXIT_FOUND)


def _copy(text: str) -> Copy:
    """What `--report` asks for."""
    name, sign, file = text.partition("=")
    if not sign or not file or name not in {each.value for each in Format}:
        known = ", ".join(Format)
        usage_error(f"--report {text}: write FORMAT=FILE, with a format of {known}")
    return Copy(Format(name), Path(file))


def _annotations(problems: "Sequence[Problem]") -> str:
    """The problems of a ledger as GitHub shows them, at their lines."""
    from clienthealth.checking.file_names import located_problems  # noqa: PLC0415  # rarely needed
    from clienthealth.report.check.github import render_problems  # noqa: PLC0415  # the same

    return render_problems(problems if redactor() else located_problems(problems))


def _baseline(file: Path | None, *, compared: bool, as_json: bool) -> "Baseline | None":
    if file is None or (compared and not file.exists()):
        return None  # taken out since, which the comparison tells
    if not file.exists():
        remedy = "write one with `clienthealth baseline write`"
        usage_error(f"--baseline: {file} does not exist; {remedy}", f"no baseline; {remedy}")
    from clienthealth import LedgerError  # noqa: PLC0415  # not for --help
    from clienthealth.checking.baseline import read_baseline  # noqa: PLC0415  # the same

    try:
        return read_baseline(file)
    except LedgerError as error:
        refuse(error, as_json=as_json)


def _base(
    revision: str,
    files: "Inputs",
    baseline: "Baseline | None",
    *,
    as_json: bool,
) -> "tuple[Base, Baseline | None]":
    from clienthealth import LedgerError  # noqa: PLC0415  # only where asked for
    from clienthealth.checking.at_revision import base_at  # noqa: PLC0415  # the same
    from clienthealth.ledger.git_objects import RevisionError  # noqa: PLC0415  # the same

    try:
        base, baseline = base_at(revision, files, baseline)
    except RevisionError as error:
        usage_error(f"--new-since: {error}", "--new-since: the revision cannot be read")
    except LedgerError as error:
        refuse(error, as_json=as_json)
    if base.ledger is None:
        typer.echo("warning: there was no ledger at that revision; everything is new", err=True)
    return base, baseline


def _terms(
    fail_on: Sequence[str] | None,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    *,
    strict: bool,
    accepted: bool,
) -> "Terms":
    from clienthealth.checking.compared import Terms  # noqa: PLC0415  # not for --help
    from clienthealth.checking.thresholds import (  # noqa: PLC0415  # the same
        UnknownNameError,
        choice,
        thresholds,
    )

    try:
        limits = thresholds(fail_on) if fail_on else None
        looked_at = choice(select or (), ignore or ())
    except UnknownNameError as unknown:
        usage_error(str(unknown))
    return Terms(limits, looked_at, strict, accepted)


def _only(report: "Report", clients: Sequence[str], ledger: "Ledger") -> "Report":
    """The report on single clients, and on the ledger as a whole."""
    if not clients:
        return report
    known = [each.id for each in ledger.clients]
    for name in clients:
        if name not in known:
            unknown_client(name, known)
    return report._replace(
        clients=tuple(each for each in report.clients if each.id in clients),
        results=tuple(r for r in report.results if r.client is None or r.client in clients),
    )


def _rendered(report: "Report", format: Format, ledger: Path) -> str:  # noqa: A002  # as above
    from clienthealth.report.formats import renderer  # noqa: PLC0415  # the same

    hidden = redactor()
    if hidden is not None:
        from clienthealth.redaction.check import redacted  # noqa: PLC0415  # only when redacting

        report = redacted(report, hidden)
    elif format is not Format.text:  # which somebody reads where it was started
        from clienthealth.checking.file_names import in_repository, located  # noqa: PLC0415  # not for --help

        report = located(report, in_repository(ledger))
    return renderer("check", format.value)(report)
