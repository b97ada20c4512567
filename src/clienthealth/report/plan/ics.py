"""A plan for a calendar: an all-day entry for each open step with a day."""

from collections.abc import Iterator

from clienthealth.planning.model import Plan, Step
from clienthealth.report.plan.wording import lines_of, points_of
from clienthealth.report.text.calendar import DayEntry, calendar_text
from clienthealth.report.text.figures import Figures


def render(plan: Plan) -> str:
    """The file, with the line ends of its standard."""
    return calendar_text(_entries(plan), plan.as_of)


def _entries(plan: Plan) -> Iterator[DayEntry]:
    for step in plan.steps:
        if step.done is None and step.due is not None:
            key = f"{plan.kind}-{step.key}-{plan.client.id}"
            title = f"{step.title} ({plan.client.name})"
            yield DayEntry(key, step.due, title, _lines(plan, step))


def _lines(plan: Plan, step: Step) -> tuple[str, ...]:
    said = tuple(f'"{line}"' for line in plan.script) if step.key == "say" else ()
    command = (step.command.line,) if step.command else ()
    points = (f"- {point}" for point in points_of(step))
    return (*lines_of(step, plan.currency, Figures(plan.withheld)), *points, *said, *command)
