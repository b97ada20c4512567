"""`explain CLIENT`: the verdict, then each step from 100 down to the health with its evidence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.health import Finding
from clienthealth.ledger import written
from clienthealth.report.score.detail import BELOW, figures, head, not_assessed, points
from clienthealth.report.text.safety import short
from clienthealth.report.text.screen import Paragraph, paragraphs, print_strips, text_of
from clienthealth.report.text.wording import few, reckoned, reckoning_of
from clienthealth.rules.articles import cited
from clienthealth.rules.registry import rule_of

if TYPE_CHECKING:
    from rich.console import Console

EVIDENCE_SHOWN = 5
IN_WORDS = 800
"""In characters: how much is said of a piece of evidence."""
UNDER = " " * 10
"""The indent of a line that belongs to a step."""


class Explanation(NamedTuple):
    """A client to be explained."""

    assessment: Assessment
    client: ClientAssessment
    everything: bool = False
    """Whether all evidence is shown with its lines, and all that is fine or not assessed."""


def print_to(console: "Console", found: Explanation) -> None:
    """Print it in the width of the terminal."""
    print_strips(console, paragraphs(_paragraphs(found), console.width))


def explained(found: Explanation) -> str:
    """The same for a pipe, where a statement is a line."""
    return text_of(paragraphs(_paragraphs(found), None))


def _paragraphs(found: Explanation) -> Iterator[Paragraph]:
    client = found.client
    yield from head(found.assessment, client)
    yield Paragraph("")
    yield Paragraph("at the start", f"{BELOW} 100.0  ")
    for finding in (f for f in client.findings if f.points > 0):
        yield from _step(found, finding)
    hidden = "" if client.health is not None else f", not shown: {client.unknown_because}"
    yield Paragraph(f"health{hidden}", f"{BELOW}{client.computed_health:6.1f}  ", "bold")
    yield from (Paragraph(line, UNDER, "dim") for line in reckoning_of(client))
    others = [f for f in client.findings if f.points <= 0]
    if others:
        yield Paragraph("")
        yield Paragraph("Without points")
    for finding in others:
        yield from _step(found, finding)
    yield Paragraph("")
    yield Paragraph("Figures")
    yield from figures(found.assessment, client)
    yield Paragraph("")
    yield from _fine(found)
    yield from not_assessed(client, everything=found.everything)


def _step(found: Explanation, finding: Finding) -> Iterator[Paragraph]:
    yield Paragraph(
        f"{finding.code} {finding.name}: {finding.message}", f"{BELOW}{points(finding)}  ", "bold"
    )
    yield Paragraph(reckoned(finding), UNDER)
    yield Paragraph("; ".join(map(cited, finding.articles)) or "a rule of the house", UNDER, "dim")
    if finding.waiver is not None:
        until = written.day(finding.waiver.until)
        yield Paragraph(f"waived until {until}: {finding.waiver.reason}", UNDER)
    if finding.talk is not None:
        day = written.day(finding.talk.day)
        yield Paragraph(f"talked about on {day}, {finding.since_the_talk}", UNDER)
    yield from _evidence(found, finding)


def _evidence(found: Explanation, finding: Finding) -> Iterator[Paragraph]:
    """What a finding rests on, in words and with its place; the line itself where all is shown."""
    texts = found.assessment.texts(found.client)
    evidence = finding.evidence or ((),)
    shown = evidence if found.everything else few(evidence, EVIDENCE_SHOWN)
    for path in shown:
        place = found.assessment.place(found.client, path)
        where = f" ({place.name}:{place.line})" if place else ""
        yield Paragraph(f"{short(texts.text(path), IN_WORDS)}{where}", f"{UNDER}- ")
        if found.everything and place is not None:
            yield Paragraph(found.assessment.line(place), f"{UNDER}    ", "dim")
    if len(shown) < len(evidence):
        yield Paragraph(f"and {len(evidence) - len(shown)} more (--all shows them)", f"{UNDER}- ")


def _fine(found: Explanation) -> Iterator[Paragraph]:
    """What was looked at without a finding."""
    fine = found.client.fine
    if fine and found.everything:
        names = ", ".join(f"{code} {rule_of(code).name}" for code in fine)
        yield Paragraph(names, f"{BELOW}assessed and fine: ")
    elif fine:
        yield Paragraph(
            f"{written.count(len(fine), 'rule')} (--all names them)", f"{BELOW}assessed and fine: "
        )
