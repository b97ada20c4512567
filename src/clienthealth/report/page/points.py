"""Where the points of a client go: from 100 down to its health, each step with its evidence."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from clienthealth.facts.client import Path
from clienthealth.facts.entry_text import EntryTexts, RedactedTexts
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.health import Finding
from clienthealth.report.page.charts import meter
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.phrases import capital, figure, on, rule_link, unseen_name
from clienthealth.report.page.tables import Column, Row, table
from clienthealth.report.text.wording import few, reckoned, reckoning_of

EVIDENCE_SHOWN = 5


class Told(NamedTuple):
    """What findings of a client are told with."""

    assessment: Assessment
    client: ClientAssessment
    texts: EntryTexts | RedactedTexts


class Step(NamedTuple):
    """One finding on the way down."""

    finding: Finding
    before: float
    after: float


def points(assessment: Assessment, client: ClientAssessment) -> list[Content]:
    """The way down as a table of bars, then what costs no points."""
    steps = list(_steps(client))
    others = [f for f in client.findings if f.points <= 0]
    by = Told(assessment, client, assessment.texts(client))
    return [
        _waterfall(by, steps) if steps else None,
        [element("p", capital(line), ".", class_="quiet") for line in reckoning_of(client)],
        _pointless(by, others) if others else None,
    ]


def _steps(client: ClientAssessment) -> Iterator[Step]:
    """The findings that cost points, with the health before and after each."""
    left = 100.0
    for finding in client.findings:
        if finding.points > 0:
            after = round(left - finding.points, 1)
            yield Step(finding, left, after)
            left = after


def _waterfall(by: Told, steps: Sequence[Step]) -> Element:
    client = by.client
    columns = (
        Column("finding", heads=True, wide=True),
        Column("points", "number"),
        Column("health left", "number"),
    )
    rows: list[Row] = [
        (
            _told(by, step.finding),
            f"-{step.finding.points:.1f}",
            [figure(step.after), meter(step.before / 100, step.after / 100, "loss")],
        )
        for step in steps
    ]
    unknown = (
        "" if client.health is not None else "; not shown elsewhere, because too little is known"
    )
    caption = f"From 100 down to the health of {figure(client.computed_health)}{unknown}"
    named: Content = [caption, unseen_name(client.name)]
    return table(f"points-{client.id}", named, columns, rows)


def _pointless(by: Told, others: Sequence[Finding]) -> Element:
    columns = (Column("finding", heads=True, wide=True), Column("reason"))
    rows = [
        (_told(by, finding), "waived" if finding.waiver else "position only") for finding in others
    ]
    named: Content = ["Findings without points", unseen_name(by.client.name)]
    return table(f"pointless-{by.client.id}", named, columns, rows)


def _told(by: Told, finding: Finding) -> Content:
    return element(
        "div",
        element("div", rule_link(finding.code), f" {finding.name}: {finding.message}"),
        element("div", reckoned(finding), class_="quiet"),
        _waived(finding),
        _talked(finding),
        *_evidence(by, finding),
        class_="told",
    )


def _waived(finding: Finding) -> Element | None:
    if finding.waiver is None:
        return None
    until = on(finding.waiver.until)
    return element("div", "Waived until ", until, f": {finding.waiver.reason}", class_="quiet")


def _talked(finding: Finding) -> Element | None:
    if finding.talk is None:
        return None
    outcome = finding.since_the_talk
    return element("div", "Talked about on ", on(finding.talk.day), f", {outcome}", class_="quiet")


def _evidence(by: Told, finding: Finding) -> Iterator[Element]:
    """The entries that the finding rests on in words, and folded behind them where they are."""
    paths = finding.evidence or ((),)
    if finding.evidence:
        shown = [element("li", by.texts.text(path)) for path in few(paths, EVIDENCE_SHOWN)]
        if more := len(paths) - len(shown):
            shown.append(element("li", f"and {more} more"))
        yield element("ul", shown, class_="evidence")
    lines = [item for path in few(paths, EVIDENCE_SHOWN) for item in _line(by, path)]
    if lines:
        summary = element("summary", "In the ledger")
        yield element("details", summary, element("ul", lines, class_="evidence"), class_="source")


def _line(by: Told, path: Path) -> Iterator[Element]:
    """The place of an entry and the line there, where there is one."""
    place = by.assessment.place(by.client, path)
    if place is not None:
        line = by.assessment.line(place)
        where = element("b", f"{by.assessment.file_in_ledger(place)}:{place.line}")
        yield element("li", element("code", where, f" {line}" if line else None))
