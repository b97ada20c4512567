"""A plan for a calendar: an all-day entry for each step that is open and has a day (RFC 5545).

Entries of a day have no time, so no change of the clocks moves them. An entry keeps its identity
from run to run: a calendar that takes the file again changes its entries and doubles none.
"""

from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from clienthealth.planning.model import Plan, Step
from clienthealth.report.plan.wording import lines_of
from clienthealth.report.text.figures import Figures
from clienthealth.report.text.safety import safe_line
from clienthealth.version import __version__

ONE_DAY = timedelta(days=1)


def render(plan: Plan) -> str:
    """The file, with the line ends of its standard."""
    calendar = Calendar()
    calendar.add("prodid", f"-//clienthealth//{__version__}//EN")
    calendar.add("version", "2.0")
    for step in plan.steps:
        if step.done is None and step.due is not None:
            calendar.add_component(_entry(plan, step))
    text: bytes = calendar.to_ical()
    return text.decode()


def _entry(plan: Plan, step: Step) -> Event:
    entry = Event()
    entry.add("uid", f"{plan.kind}-{step.key}-{plan.client.id}@clienthealth")
    entry.add("dtstamp", datetime.combine(plan.as_of, time.min, UTC))
    entry.add("dtstart", step.due)
    entry.add("dtend", step.due + ONE_DAY if step.due else None)
    entry.add("summary", safe_line(f"{step.title} ({plan.client.name})"))
    entry.add("description", "\n".join(safe_line(line) for line in _lines(plan, step)))
    entry.add("transp", "TRANSPARENT")  # a day with something to do is not a day without time
    return entry


def _lines(plan: Plan, step: Step) -> tuple[str, ...]:
    said = tuple(f'"{line}"' for line in plan.script) if step.key == "say" else ()
    command = (step.command.line,) if step.command else ()
    return (*lines_of(step, plan.currency, Figures(plan.withheld)), *said, *command)
