"""`clienthealth check`: guards a ledger repository, fails where something got worse."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from clienthealth.cli.exit_codes import EXIT_FOUND
from clienthealth.cli.next_thing import due_next, is_read_by_somebody, tell_next
from clienthealth.cli.options import (
    AsOf,
    BaselineFile,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    Window,
    complete_client,
    complete_rule,
    format_option,
)
from clienthealth.cli.output import emit
from clienthealth.cli.running import (
    is_there,
    load,
    policy_in_force,
    refuse,
    tell_problems,
    today,
    unknown_client,
    usage_error,
)
from clienthealth.cli.withholding import presentable, redactor

if TYPE_CHECKING:
    from clienthealth import Base, Baseline, Inputs, Ledger, Problem, Report, Terms


EXAMPLES = (
    "clienthealth check --fail-on renegotiate",
    "clienthealth check --new-since main --format github",
)


class Copy(NamedTuple):
    """A format to be written to a file as well."""

    format: str
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
            metavar="VERDICT|RULE",
            help="Fail for this verdict or a graver one, or for this rule or family; "
            "repeatable; `none` never fails. Default: let-go, and expired or unused "
            "waivers; with --new-since, everything new or worse.",
            show_default=False,
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE",
            help="Check only this rule or family; repeatable.",
            autocompletion=complete_rule,
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULE",
            help="Do not check this rule or family; repeatable.",
            autocompletion=complete_rule,
            show_default=False,
        ),
    ] = None,
    client: Annotated[
        list[str] | None,
        typer.Option(
            "--client",
            metavar="CLIENT",
            help="Check only this client; repeatable.",
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
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail for warnings about the ledger, too.")
    ] = False,
    accept_changes: Annotated[
        bool,
        typer.Option(
            "--accept-changes",
            help="Do not fail for changed waivers, policies, baselines, includes, figures of the "
            "business, terms and history: somebody has looked at them.",
        ),
    ] = False,
    format: Annotated[str, format_option("check")] = "text",
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
    """Fail for clients to let go, and for what got worse.

    It also fails for waivers that have expired or are not used. With --new-since it compares with
    a git revision, and fails only for what is new or worse.
    """
    copies = [_copy(each) for each in report or ()]
    terms = _terms(fail_on, select, ignore)._replace(
        strict_coverage=strict_coverage, accept_changes=accept_changes, strict=strict
    )
    as_json = format == "json"
    if format == "github":
        tell_problems(_annotations)
    loaded = load(ledger, as_json=as_json, warn=False)
    where = Path(loaded.sources.root or ".")
    policy = policy_in_force(loaded.policy, policy_file, window, as_json=as_json)
    accepted = _baseline(baseline, compared=new_since is not None, as_json=as_json)
    base: Base | None = None
    if new_since is not None:
        from clienthealth import Inputs  # noqa: PLC0415  # not for --help

        files = Inputs(where, policy_file, baseline, window, found=ledger is None)
        base, accepted = _base(new_since, files, accepted, loaded, as_json=as_json)
    from clienthealth import check as checked  # noqa: PLC0415  # not for --help

    day = as_of or today(loaded)
    found = checked(loaded, as_of=day, policy=policy, terms=terms, base=base, baseline=accepted)
    found = _only(found, client or (), loaded)
    for copy in copies:
        emit(_rendered(found, copy.format, where), copy.file)
    _show(found, format, output, where)
    if format == "text" and not client and is_read_by_somebody(output):
        from clienthealth import assess  # noqa: PLC0415  # at a terminal alone

        tell_next(due_next(assess(loaded, as_of=day, policy=policy)))
    uploaded = {format, *(copy.format for copy in copies)} == {"sarif"}
    if found.failing and not (uploaded and fail_on is None):
        raise typer.Exit(EXIT_FOUND)


def _copy(text: str) -> Copy:
    """The formats and files of `--report`."""
    name, sign, file = text.partition("=")
    from clienthealth import FORMATS  # noqa: PLC0415  # where one is asked for

    if not sign or not file or name not in FORMATS["check"]:
        known = ", ".join(FORMATS["check"])
        usage_error(f"--report {text}: write FORMAT=FILE, where FORMAT is one of {known}")
    return Copy(name, Path(file))


def _annotations(problems: "Sequence[Problem]") -> str:
    """The problems of a ledger as GitHub shows them, at their lines."""
    from clienthealth import annotated_problems, located_problems  # noqa: PLC0415  # rarely needed

    return annotated_problems(problems if redactor() else located_problems(problems))


def _is_missing(file: Path) -> bool:
    try:
        return not is_there(file)
    except OSError:  # reported where it is read
        return False


def _baseline(file: Path | None, *, compared: bool, as_json: bool) -> "Baseline | None":
    if file is None or (compared and _is_missing(file)):
        return None  # removed since, which the comparison reports
    if _is_missing(file):
        remedy = "write one with `clienthealth baseline write`"
        usage_error(f"--baseline: {file} does not exist; {remedy}", f"no baseline; {remedy}")
    from clienthealth import LedgerError, read_baseline  # noqa: PLC0415  # not for --help

    try:
        return read_baseline(file)
    except LedgerError as error:
        refuse(error, as_json=as_json)


def _base(
    revision: str,
    files: "Inputs",
    baseline: "Baseline | None",
    now: "Ledger",
    *,
    as_json: bool,
) -> "tuple[Base, Baseline | None]":
    from clienthealth import LedgerError, RevisionError, base_at  # noqa: PLC0415  # only where asked for

    try:
        base, baseline = base_at(revision, files, baseline, now)
    except RevisionError as error:
        usage_error(f"--new-since: {error}", "--new-since: the revision cannot be read")
    except LedgerError as error:
        refuse(error, as_json=as_json)
    if base.ledger is None and not base.others:
        typer.echo("warning: that revision has no ledger, so everything is new", err=True)
    return base, baseline


def _terms(
    fail_on: Sequence[str] | None,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
) -> "Terms":
    from clienthealth import Terms, UnknownNameError, choice, thresholds  # noqa: PLC0415  # not for --help

    try:
        limits = thresholds(fail_on) if fail_on else None
        looked_at = choice(select or (), ignore or ())
    except UnknownNameError as unknown:
        usage_error(str(unknown))
    return Terms(limits, looked_at)


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


def _show(report: "Report", format: str, output: Path | None, ledger: Path) -> None:  # as above
    from clienthealth import terminal_table  # noqa: PLC0415  # not for --help

    at_terminal = format == "text" and output is None
    if not at_terminal or not terminal_table("check", presentable(report)):
        emit(_rendered(report, format, ledger), output)


def _rendered(report: "Report", format: str, ledger: Path) -> str:  # as above
    from clienthealth import in_repository, located, renderer  # noqa: PLC0415  # not for --help

    if redactor() is not None:
        report = presentable(report)
    elif format != "text":  # text is read where the command was started
        report = located(report, in_repository(ledger))
    return renderer("check", format)(report)
