"""`check --format github`: workflow commands, which GitHub shows at their lines.

The form of a command and its escapes are those of actions/toolkit, packages/core/src/command.ts.
Commands are not stopped while text from the ledger is printed (`::stop-commands::`). That would
stop these annotations too. It also needs a token that nobody can guess, so no two runs would
print the same. It is not needed: no text from the ledger begins a line, has a line break, or
keeps the signs of a command on other lines.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from clienthealth.checking.model import Level, Report, Result
from clienthealth.ledger import written
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.sources import Place
from clienthealth.report.check.folded import folded
from clienthealth.report.check.wording import line_of, summary
from clienthealth.report.text.safety import safe, visible

COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}

ANNOTATIONS_PER_STEP = 10
"""Of each kind; GitHub drops the rest without a word.

actions/toolkit, docs/problem-matchers.md: "10 warning annotations, 10 error annotations, and 10
notice annotations per step", and 50 in a job, of which this step's are 30 at most.
"""
MESSAGE_LENGTH = 4096
"""In UTF-16 units; the runner cuts off the rest.

actions/runner, src/Runner.Worker/ExecutionContext.cs: `_maxIssueMessageLength`.
"""

LEDGER = "ledger"
"""The group of results that belong to no single client."""


def render(report: Report) -> str:
    """The annotations in a group for each client, then a summary on one line."""
    shown = (*folded(report.failing), *folded(report.notable))
    annotated = _within_limits(shown)
    lines = list(_groups(shown, annotated))
    left = len(shown) - len(annotated)
    if left:
        what = written.count(left, "more is", "more are")
        lines.append(
            f"{what} only in the groups above: "
            f"GitHub shows at most {ANNOTATIONS_PER_STEP} annotations of each level per step"
        )
    return "".join(f"{line}\n" for line in (*lines, safe(summary(report))))


def annotated_problems(problems: Sequence[Problem]) -> str:
    """The problems of an invalid ledger: annotations, then plain lines beyond the limit."""
    shown = problems[:ANNOTATIONS_PER_STEP]
    lines = [_annotation("error", each.place, LEDGER, each.told) for each in shown]
    lines += [safe(f"error: {each}") for each in problems[ANNOTATIONS_PER_STEP:]]
    return "".join(f"{line}\n" for line in lines)


def _within_limits(results: tuple[Result, ...]) -> frozenset[int]:
    """The positions of the results that GitHub annotates: the first ones of each kind."""
    used: Counter[Level] = Counter()
    chosen = set()
    for index, result in enumerate(results):
        used[result.level] += 1
        if used[result.level] <= ANNOTATIONS_PER_STEP:
            chosen.add(index)
    return frozenset(chosen)


def _groups(results: tuple[Result, ...], annotated: frozenset[int]) -> Iterator[str]:
    groups: dict[str | None, list[int]] = {}
    for index, result in enumerate(results):
        groups.setdefault(result.client, []).append(index)
    for client, members in groups.items():
        yield f"::group::{_data(LEDGER if client is None else client)}"
        for index in members:
            result = results[index]
            yield _command(result) if index in annotated else _plain(result)
        yield "::endgroup::"


def _plain(result: Result) -> str:
    return safe(f"{result.level}: {line_of(result)}")


def _command(result: Result) -> str:
    client = "" if result.client is None else f"{result.client}: "
    title = f"{result.code} {result.name}"
    return _annotation(result.level, result.place, title, client + result.message)


def _annotation(level: Level, place: Place | None, title: str, message: str) -> str:
    properties = {}
    if place:
        properties = {"file": place.file, "line": str(place.line), "col": str(place.column)}
    properties["title"] = title
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{COMMANDS[level]} {written}::{_data(_cut(message))}"


def _cut(text: str) -> str:
    """The part that fits in a message; its last character marks that there was more."""
    line = visible(text)
    units = line.encode("utf-16-le")
    if len(units) <= 2 * MESSAGE_LENGTH:
        return line
    return units[: 2 * (MESSAGE_LENGTH - 1)].decode("utf-16-le", "ignore") + "…"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
