"""The client calls and writes all day long.

The measure is the number of calls and messages from the client per week worked, at any hour and
in any tone. A week worked has time logged for the client. If no time is logged, every week since
the first contact counts. Only the busiest weeks count, at least four and at most thirteen, so that
a quiet season does not hide them.

The rule needs at least twenty incoming calls and messages.
"""

from collections import Counter
from datetime import date, timedelta

from clienthealth.facts.client import DAYS_A_MONTH, ClientFacts
from clienthealth.facts.conduct import is_quiet
from clienthealth.ledger import written
from clienthealth.ledger.events import MessageEvent
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule
from clienthealth.rules.examples import Example

SAMPLE = 20
LEAST_WEEKS, MOST_WEEKS = 4, 13
"""At least a month, so that one hectic week condemns nobody; at most a quarter."""
SATURDAY = 5


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Incoming calls and messages per week, over the busiest of the weeks worked."""
    if not facts.keeps("message"):
        return NotAssessed(
            "no message recorded",
            "log `message` events, or add the kind to `keeps` if there were none",
        )
    days = _incoming(facts)
    needed = facts.least(SAMPLE)
    if len(days) < needed:
        return NotAssessed(
            f"{written.count(len(days), 'call or message', 'calls and messages')} from the client "
            f"recorded, {needed} needed",
            "log every call and message from the client as a `message` event",
        )
    weeks = min(MOST_WEEKS, max(LEAST_WEEKS, _weeks_worked(facts)))
    counts = Counter(map(_monday, days.values()))
    busiest = sorted(counts, key=lambda monday: (-counts[monday], monday))[:weeks]
    total = sum(counts[monday] for monday in busiest)
    return Observation(
        options.intensity(total / weeks),
        Measure(total / weeks, "a week", options.fine, options.bad),
        f"{total:,} calls and messages in the busiest {weeks} weeks ({len(days):,} in all)",
        tuple(("events", index) for index, day in days.items() if _monday(day) in busiest),
    )


def _incoming(facts: ClientFacts) -> dict[int, date]:
    """The days of the calls and messages from the client, by their place in the list of events."""
    messages = facts.events_of(MessageEvent)
    return {i: facts.context.day(m.at) for i, m in messages if m.direction == "in"}


def _weeks_worked(facts: ClientFacts) -> int:
    worked = {_monday(w.entry.date) for w in facts.all_time if w.entry.date > facts.start}
    return len(worked) or round(facts.months * DAYS_A_MONTH / 7)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def quiet_entries(facts: ClientFacts, _: Observation) -> int:
    """Entries that are no trouble, without the calls and messages that the rule counts."""
    calm = sum(
        event.direction == "in" and is_quiet(seen, facts.as_of)
        for seen in facts.events
        if isinstance(event := seen.event, MessageEvent)
    )
    return facts.quiet_entries - calm


def _a_month_of_calls(*clocks: str) -> str:
    """Calls at these times on every working day of June, one line a day."""
    days = [date(2026, 6, day) for day in range(1, 27)]
    lines = (
        "  " + ", ".join(f"{{kind: message, at: {day}{clock}, channel: call}}" for clock in clocks)
        for day in days
        if day.weekday() < SATURDAY
    )
    return "since: 2026-06-01\nevents: [\n" + ",\n".join(lines) + "\n  ]"


RULE = Rule(
    code="BND006",
    name="constant-contact",
    severity="medium",
    articles=("A1",),
    title="calls and writes all day",
    options=Ramp.having(fine=10, bad=30),
    sources="house default; the article's first example is a client who writes day and night",
    check=check,
    cure="they call and write at most {fine:times} a week",
    agreement="one channel, and one answer a day to everything that came in",
    good=quiet_entries,
    stages=("prospect", "active", "former"),
    kinds=("message",),
    flagged=Example(_a_month_of_calls("T09:10", "T11:45", "T16:20")),
    clean=Example(_a_month_of_calls("T11:45")),
)
