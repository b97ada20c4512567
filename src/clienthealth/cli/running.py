"""A run of a command: its ledger, its policy, its day, and how it is refused."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

import typer

from clienthealth.cli.exit_codes import EXIT_FAULT, EXIT_LEDGER, EXIT_USAGE
from clienthealth.cli.jobs import is_large
from clienthealth.cli.output import say
from clienthealth.cli.withholding import redactor

if TYPE_CHECKING:
    from clienthealth import (
        Assessment,
        Layer,
        Ledger,
        LedgerError,
        LedgerInParts,
        Policy,
        Problem,
        Question,
        Templates,
        Words,
    )


_telling: "ContextVar[Callable[[tuple[Problem, ...]], str] | None]" = ContextVar(
    "telling", default=None
)
"""How a command writes problems; None for one plain line each."""
_MOST_FILES = 20
"""Of how many included files it is said which rows do not count."""


def usage_error(message: str, redacted: str = "wrong usage") -> NoReturn:
    """End with wrong usage; `redacted` replaces the message if it must not be shown."""
    if redactor() is not None:
        message = f"{redacted}; --redact withholds what was typed"
    say(f"clienthealth: {message}")
    raise typer.Exit(EXIT_USAGE)


def now(ledger: "Ledger | None" = None) -> datetime:
    """The time where the business is, without an offset; the machine's if it names no zone.

    Nothing else in the program asks for the time.
    """
    hours = ledger.business.working_hours if ledger else None
    if not hours or not hours.timezone:
        return datetime.now()  # noqa: DTZ005  # the machine's
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # most ledgers name no zone

    return datetime.now(ZoneInfo(hours.timezone)).replace(tzinfo=None)


def today(ledger: "Ledger | None" = None) -> date:
    """The business's own day, wherever the machine is."""
    return now(ledger).date()


def named_or_found(ledger: Path | None) -> Path:
    """The path of the ledger; without one, the program ends with exit code 3."""
    if ledger is None and not is_found():
        load(None)  # says why, and ends
    return path_of(ledger)


def unknown_client(name: str, known: list[str]) -> NoReturn:
    """End with an unknown client."""
    from clienthealth import did_you_mean  # noqa: PLC0415  # rarely needed

    usage_error(f"no client {name!r}; {did_you_mean(name, known)}", "no client has this id")


def is_found() -> bool:
    """Whether a ledger is found without naming one."""
    from clienthealth import LedgerError, find_ledger  # noqa: PLC0415  # not for --help

    try:
        find_ledger(Path.cwd())
    except LedgerError:
        return False
    return True


def is_there(path: Path) -> bool:
    """Whether there is a file, a folder or a link, even one that leads nowhere.

    Raises:
        OSError: nobody can know, as a folder on the way cannot be read.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def path_of(ledger: Path | None) -> Path:
    """The path of a ledger that was named, or that has been found and loaded."""
    from clienthealth import find_ledger  # noqa: PLC0415  # not for --help

    return ledger if ledger is not None else find_ledger(Path())


def load(
    path: Path | None, *, as_json: bool = False, warn: bool = True, account: bool = True
) -> "Ledger":
    """The ledger; an invalid one ends the program with exit code 3.

    `warn` prints on stderr what looks odd in it, `account` which rows of exports do not count.
    """
    from clienthealth import LedgerError, load_ledger  # noqa: PLC0415  # not for --help

    try:
        ledger = load_ledger(path)
    except LedgerError as error:
        refuse(error, as_json=as_json)
    introduce_to_redactor(ledger)
    if warn:
        tell_warnings(ledger.warnings)
    if account:
        _tell_accounts(ledger)
    return ledger


@contextmanager
def _in_parts(
    path: Path | None, jobs: int, expecting: "Callable[[Ledger], Question | None]"
) -> "Iterator[LedgerInParts | None]":
    """The ledger read by several processes, or a little at a time; None where it is read whole."""
    if jobs == 1 and not is_large(path):
        yield None
        return
    from clienthealth import ProcessEndedError, ledger_in_parts  # noqa: PLC0415  # for large ledgers

    try:
        with ledger_in_parts(path, jobs, expecting) as parts:
            if parts is not None:
                introduce_to_redactor(parts.ledger)
                tell_warnings(parts.ledger.warnings)
            yield parts
    except ProcessEndedError as ended:
        say(f"clienthealth: {ended}; if memory ran out, use --jobs 1, or free some")
        raise typer.Exit(EXIT_FAULT) from None


def _tell_accounts(ledger: "Ledger") -> None:
    """Print on stderr which included files have rows that do not count, and why."""
    hidden = redactor()
    told = [account for account in ledger.accounts if not account.is_whole]
    for account in told[:_MOST_FILES]:
        shown = account if hidden is None else account.renamed(hidden.file(account.file))
        say(str(shown))
    if more := len(told[_MOST_FILES:]):
        files = _counted(more, "more file")
        say(f"{files} with rows that do not count; `clienthealth import FILE` shows each")


def tell_warnings(warnings: "tuple[Problem, ...]") -> None:
    """Print on stderr what looks odd in a ledger but is accepted."""
    if warnings:
        shown = presentable_problems(warnings)
        for warning in shown:
            say(f"warning: {warning}")
        if len(shown) < len(warnings):
            from clienthealth import EVERY_ONE  # noqa: PLC0415  # rarely needed

            say(f"{_counted(len(warnings), 'warning')}; {EVERY_ONE}")
        _note()


def introduce_to_redactor(ledger: "Ledger") -> None:
    """Give the names of a ledger their pseudonyms, where `--redact` is given."""
    hidden = redactor()
    if hidden is not None:
        from clienthealth import introduce  # noqa: PLC0415  # only when redacting

        introduce(ledger, hidden)


def presentable_problems(
    problems: "tuple[Problem, ...]", *, every: bool = False
) -> "tuple[Problem, ...]":
    """Problems as they are printed, without what `--redact` withholds.

    Repeats are one, and of a kind there are a few; `every` gives each one.
    """
    from clienthealth import gathered  # noqa: PLC0415  # only where there are some

    if not every:
        problems = gathered(problems)
    hidden = redactor()
    if hidden is None:
        return problems
    from clienthealth import redact_problems  # noqa: PLC0415  # only when redacting

    return redact_problems(problems, hidden)


def _note() -> None:
    if redactor() is not None:
        from clienthealth import NOTE  # noqa: PLC0415  # only when redacting

        typer.echo(NOTE, err=True)


def tell_problems(how: "Callable[[tuple[Problem, ...]], str]") -> None:
    """From now on in this run, write the problems of a ledger this way; each text is whole."""
    _telling.set(how)


def refuse(error: "LedgerError", *, as_json: bool = False) -> NoReturn:
    """End with what is wrong in a ledger, a policy or a baseline."""
    _report(error.problems, as_json=as_json)
    raise typer.Exit(EXIT_LEDGER) from None


def own_templates(ledger: Path | None, *, as_json: bool = False) -> "Templates":
    """The templates of letters beside a ledger; wrong ones end the program."""
    from clienthealth import LedgerError, load_templates  # noqa: PLC0415  # not for --help

    try:
        return load_templates(path_of(ledger))
    except LedgerError as error:
        refuse(error, as_json=as_json)


def policy_layers(
    own: "Policy", file: Path | None, window: int | None, *, as_json: bool = False
) -> "list[Layer]":
    """The ledger's policy, the file's and the options', in this order."""
    from clienthealth import LedgerError, layers, load_policy  # noqa: PLC0415  # not for --help

    try:
        read = load_policy(file) if file is not None else None
    except LedgerError as error:
        refuse(error, as_json=as_json)
    return layers(own, read, {} if window is None else {"window_days": window})


def policy_in_force(
    own: "Policy", file: Path | None, window: int | None, *, as_json: bool = False
) -> "Policy":
    """The ledger's policy, with the changes of a file and of the options."""
    if file is None and window is None:
        return own
    from clienthealth import combined  # noqa: PLC0415  # not for --help

    return combined(policy_layers(own, file, window, as_json=as_json))


def _policy_expected(own: "Policy", file: Path | None, window: int | None) -> "Policy | None":
    """The same before the ledger is read; None where something is wrong, which is said later."""
    from clienthealth import LedgerError, combined, layers, load_policy  # noqa: PLC0415  # for large ledgers

    if file is None and window is None:
        return own
    try:
        read = load_policy(file) if file is not None else None
    except LedgerError:
        return None
    return combined(layers(own, read, {} if window is None else {"window_days": window}))


def assessed(
    path: Path | None,
    as_of: date | None,
    window: int | None,
    policy_file: Path | None,
    *,
    as_json: bool = False,
    only: "Collection[str]" = (),
) -> "Assessment":
    """The ledger judged on a date under the policy in force.

    `only` are the clients to tell of; none, or one that is unknown, stands for all.
    """
    with assessing(path, as_of, window, policy_file, as_json=as_json, only=only) as (found, _):
        return found


@contextmanager
def assessing(
    path: Path | None,
    as_of: date | None,
    window: int | None,
    policy_file: Path | None,
    *,
    as_json: bool = False,
    only: "Collection[str]" = (),
    jobs: int | None = None,
    evidence: "Collection[Literal['places', 'words']]" = (),
) -> "Iterator[tuple[Assessment, LedgerInParts | None]]":
    """The same, while the processes that read the ledger can still be asked.

    With `jobs`, there may be several, or one that has a little of the ledger at a time; then the
    assessment's clients are without their entries. `evidence` says what of it is told all the same.
    """

    def asked(frame: "Ledger", policy: "Policy", only: "Collection[str] | None") -> "Question":
        from clienthealth import Question  # noqa: PLC0415  # for large ledgers

        words: Words = "told" if redactor() is None else "withheld"
        chosen = frozenset(only) if only else None
        day = as_of or today(frame)
        return Question(
            day, policy, chosen, "places" in evidence, words if "words" in evidence else None
        )

    def expecting(frame: "Ledger") -> "Question | None":
        policy = _policy_expected(frame.policy, policy_file, window)
        return asked(frame, policy, only) if policy is not None else None

    with _in_parts(path, jobs, expecting) if jobs else nullcontext() as parts:
        ledger = load(path, as_json=as_json) if parts is None else parts.ledger
        from clienthealth import assess  # noqa: PLC0415  # not for --help

        policy = policy_in_force(ledger.policy, policy_file, window, as_json=as_json)
        day = as_of or today(ledger)

        def judged(only: "Collection[str] | None") -> "Assessment":
            if parts is None:
                return assess(ledger, as_of=day, policy=policy, only=only)
            return _judged_in_parts(parts, path, asked(ledger, policy, only))

        found = judged(only or None)
        if len(found.clients) < len(set(only)):  # an unknown one, by which others may be meant
            found = judged(None)
        tell_warnings(found.odd_entries)
        yield found, parts if found.kept is not None else None


def _judged_in_parts(
    parts: "LedgerInParts",
    path: Path | None,
    question: "Question",
) -> "Assessment":
    from clienthealth import WholeNeededError, assess  # noqa: PLC0415  # for large ledgers

    try:
        return parts.assess(**question._asdict())
    except WholeNeededError:  # its warnings have been told
        whole = load(path, warn=False, account=False)
        as_of, policy, only, *_ = question
        return assess(whole, as_of=as_of, policy=policy, only=only)


def _report(problems: "tuple[Problem, ...]", *, as_json: bool) -> None:
    if as_json:
        from clienthealth import problems_json  # noqa: PLC0415  # rarely needed

        # Another line would spoil the object, and the messages say that they are withheld.
        whole = problems_json(presentable_problems(problems, every=True))
        typer.echo(whole, err=True, nl=False)
        return
    shown = presentable_problems(problems)
    how = _telling.get()
    if how is not None:
        typer.echo(how(shown), err=True, nl=False)
    else:
        for problem in shown:
            say(str(problem))
    count = _counted(len(problems), "problem")
    told = [count, "nothing was done"]
    if len(shown) < len(problems):
        from clienthealth import EVERY_ONE  # noqa: PLC0415  # rarely needed

        told.insert(1, EVERY_ONE)
    typer.echo("; ".join(told), err=True)
    _note()


def _counted(count: int, what: str) -> str:
    from clienthealth import written  # noqa: PLC0415  # not for --help

    return written.count(count, what)
