"""Where the points of a client go: from 100 down to its health, each step with its evidence."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from clienthealth.facts.client import Path
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.health import Finding
from clienthealth.report.page.charts import meter
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.phrases import figure, on, plain, rule_link, unseen_name
from clienthealth.report.page.tables import Column, Row, table
from clienthealth.report.text.wording import measured

EVIDENCE_SHOWN = 5


class Step(NamedTuple):
    """One finding on the way down."""

    finding: Finding
    before: float
    after: float


def points(assessment: Assessment, client: ClientAssessment) -> list[Content]:
    """The way down as a table of bars, then what costs no points."""
    steps = list(_steps(client))
    others = [f for f in client.findings if f.points <= 0]
    return [
        _waterfall(assessment, client, steps) if steps else None,
        _pointless(assessment, client, others) if others else None,
    ]


def _steps(client: ClientAssessment) -> Iterator[Step]:
    """The findings that cost points, with the health before and after each."""
    left = 100.0
    for finding in client.findings:
        if finding.points > 0:
            after = round(left - finding.points, 1)
            yield Step(finding, left, after)
            left = after


def _waterfall(assessment: Assessment, client: ClientAssessment, steps: Sequence[Step]) -> Element:
    columns = (
        Column("finding", heads=True, wide=True),
        Column("points", "number"),
        Column("left of 100", "number"),
    )
    rows: list[Row] = [
        (
            _told(assessment, client, step.finding),
            f"-{step.finding.points:.1f}",
            [figure(step.after), meter(step.before / 100, step.after / 100, "loss")],
        )
        for step in steps
    ]
    unknown = "" if client.health is not None else ", not shown elsewhere as too little is known"
    caption = f"From 100 down to the health of {figure(client.computed_health)}{unknown}"
    named: Content = [caption, unseen_name(client.name)]
    return table(f"points-{client.id}", named, columns, rows)


def _pointless(
    assessment: Assessment, client: ClientAssessment, others: Sequence[Finding]
) -> Element:
    columns = (Column("finding", heads=True, wide=True), Column("why without points"))
    rows = [
        (_told(assessment, client, finding), "waived" if finding.waiver else "position only")
        for finding in others
    ]
    named: Content = ["Findings without points", unseen_name(client.name)]
    return table(f"pointless-{client.id}", named, columns, rows)


def _told(assessment: Assessment, client: ClientAssessment, finding: Finding) -> Content:
    return element(
        "div",
        element("div", rule_link(finding.code), f" {finding.name}: {finding.message}"),
        element("div", _reckoning(finding), class_="quiet"),
        _waived(finding),
        _talked(finding),
        _evidence(assessment, client, finding),
        class_="told",
    )


def _reckoning(finding: Finding) -> str:
    if finding.severity == "position":
        return f"{measured(finding)}; where it stands among the others"
    return (
        f"{measured(finding)}; intensity {finding.intensity:.2f}, weight {finding.weight:.4g} "
        f"({plain(finding.severity)})"
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


def _evidence(assessment: Assessment, client: ClientAssessment, finding: Finding) -> Element | None:
    paths = finding.evidence or ((),)
    shown = [item for path in paths[:EVIDENCE_SHOWN] for item in _line(assessment, client, path)]
    if not shown:
        return None
    if len(paths) > EVIDENCE_SHOWN:
        shown.append(element("li", f"and {len(paths) - EVIDENCE_SHOWN} more"))
    return element("ul", shown, class_="evidence")


def _line(assessment: Assessment, client: ClientAssessment, path: Path) -> Iterator[Element]:
    """The place of an entry and the line that stands there, where there is one."""
    place = assessment.place(client, path)
    if place is not None:
        line = assessment.line(place)
        where = element("b", f"{place.name}:{place.line}")
        yield element("li", element("code", where, f" {line}" if line else None))
