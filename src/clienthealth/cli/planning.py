"""What the commands that print a plan share: how it is refused, and how it is shown."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from clienthealth.cli.output import show
from clienthealth.cli.running import tell_warnings, unknown_client, usage_error
from clienthealth.cli.withholding import presentable, redactor

if TYPE_CHECKING:
    from clienthealth import Ledger, Plan


def show_plan(
    command: str,
    ledger: "Ledger",
    planned: "Callable[[], Plan]",
    format: str,  # the usual word
    output: Path | None,
) -> None:
    """Make a plan and print it; end with wrong usage if there is none, or no letter to draft."""
    refuse_redacted_draft(format)
    from clienthealth import NoPlanError  # noqa: PLC0415  # not for --help

    try:
        plan = planned()
    except NoPlanError as none:
        usage_error(str(none), none.redacted)
    except LookupError as unknown:
        unknown_client(str(unknown.args[0]), [client.id for client in ledger.clients])
    if format == "eml" and not plan.letters:
        what = f"there is no letter to write now; `clienthealth {command}` says what to do"
        usage_error(what, what)
    tell_warnings(plan.assessment.odd_entries)
    show(command, presentable(plan), format, output)


def refuse_redacted_draft(format: str) -> None:  # the usual word
    """End with wrong usage if the wanted letter would say nothing."""
    if format == "eml" and redactor() is not None:
        what = "a letter is for the client to read; leave --redact out"
        usage_error(what, what)
