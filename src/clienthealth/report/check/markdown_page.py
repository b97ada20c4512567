"""`check --format markdown`: for the summary of a job or a comment on a pull request."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from clienthealth.checking.model import (
    CheckedClient,
    Outcome,
    Report,
    Result,
)
from clienthealth.ledger import written
from clienthealth.report.check.folded import folded
from clienthealth.report.check.wording import is_about_a_client, is_fresh, position, summary
from clienthealth.report.text import markdown
from clienthealth.report.text.wording import number

LENGTH = 65_000
"""In characters.

GitHub refuses a comment of more than 65,536 characters, and drops the whole summary of a step of
more than 1 MiB (actions/runner: "supports content up to a size of 1024k"). This is within both
and leaves room for a line of the poster's own.
"""
_CLOSING = 500
"""The space for the lines that end a cut document."""


def render(report: Report) -> str:
    """The headline, what changed, what was found, what was accepted, what was known."""
    fresh = [result for result in folded(report.results) if is_fresh(result)]
    known = [result for result in report.results if not is_fresh(result)]
    title = "New and worse" if report.compared_with is not None else "Findings"
    lines = [
        f"## clienthealth: {'failed' if report.failing else 'passed'}",
        "",
        markdown.text(summary(report)),
        *_changed(report),
        *_section(title, [r for r in fresh if is_about_a_client(r)]),
        *_section(
            "Waivers, baseline, policy, ledger", [r for r in fresh if not is_about_a_client(r)]
        ),
    ]
    return _fitted(lines, known, "Not counted" if report.compared_with is None else "Already known")


def _changed(report: Report) -> Iterator[str]:
    if report.compared_with is None:
        return
    changed = [client for client in report.clients if client.before != client.now]
    if changed:
        yield from ("", "### Changed clients", "", "| client | health | verdict |", "|---|---|---|")
    for client in changed:
        name = f"{markdown.code(client.id)} {markdown.text(client.name)}"
        yield f"| {name} | {_move(client, _health)} | {_move(client, _verdict)} |"


def _move(client: CheckedClient, shown: Callable[[CheckedClient, Outcome], str]) -> str:
    now = shown(client, client.now)
    if client.before is None:
        return f"new: {now}"
    before = shown(client, client.before)
    return now if before == now else f"{before} → {now}"


def _health(_client: CheckedClient, standing: Outcome) -> str:
    return "unknown" if standing.health is None else number(standing.health)


def _verdict(client: CheckedClient, standing: Outcome) -> str:
    return standing.action or f"({client.stage})"


def _section(title: str, results: Sequence[Result]) -> Iterator[str]:
    if results:
        yield from ("", f"### {title}", "")
    for result in results:
        yield _item(result)


def _item(result: Result) -> str:
    severity = f" ({result.severity})" if result.severity else ""
    parts = [f"{result.level}: **{result.code} {result.name}**{severity}"]
    if result.client is not None:
        parts.append(markdown.code(result.client))
    if result.place is not None:
        parts.append(markdown.code(position(result.place)))
    message = markdown.text(result.message)
    return f"- {', '.join(parts)}: {message}{_accepted(result)}"


def _accepted(result: Result) -> str:
    suppressed = result.suppressed
    return f" ({markdown.text(suppressed.why)})" if suppressed else ""


def _fitted(told: Sequence[str], known: Sequence[Result], label: str) -> str:
    """The document, cut where GitHub would refuse it."""
    lines, is_whole = _cut(told, LENGTH - _CLOSING)
    if known and is_whole:
        opening = ["", f"<details><summary>{label}: {_counts(known)}</summary>", ""]
        room = LENGTH - _CLOSING - sum(len(line) + 1 for line in (*lines, *opening))
        items, _ = _cut([_item(result) for result in folded(known)], room)
        lines += [*opening, *items, "", "</details>"]
    return "".join(f"{line}\n" for line in lines)


def _cut(lines: Sequence[str], room: int) -> tuple[list[str], bool]:
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            left = written.count(len(lines) - len(kept), "more line", "more lines")
            return [*kept, "", f"Cut here, {left}; `check --format json` has everything."], False
        kept.append(line)
    return kept, True


def _counts(known: Sequence[Result]) -> str:
    counts = Counter(_why_known(result) for result in known)
    return ", ".join(f"{count} {why}" for why, count in sorted(counts.items()))


def _why_known(result: Result) -> str:
    if result.suppressed is not None:
        return {"waiver": "waived", "baseline": "in the baseline"}[result.suppressed.kind]
    return "unchanged" if result.status == "unchanged" else "below the threshold"
