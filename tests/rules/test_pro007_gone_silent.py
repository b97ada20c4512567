"""gone-silent: the steps of three calls and a letter without an answer since the last one."""

from datetime import date

import pytest

from clienthealth.rules.base import Observation
from clienthealth.rules.pro007_gone_silent import RULE
from one_client import Seen, Unseen


def outreach(*steps: str) -> str:
    """A step a day from 2026-06-01 on: `call`, `letter`, or `call answered`."""
    lines = []
    for day, text in enumerate(steps, 1):
        step, _, outcome = text.partition(" ")
        more = f", outcome: {outcome}" if outcome else ""
        lines.append(f"  - {{kind: outreach, at: 2026-06-{day:02}, step: {step}{more}}}")
    return "\n".join(["first_contact: 2026-01-12", "events:", *lines])


@pytest.mark.parametrize(
    ("steps", "intensity", "silent"),
    [
        (["call"], 0.25, (0,)),
        (["call", "call"], 0.5, (0, 1)),
        (["call", "call", "call"], 0.75, (0, 1, 2)),
        (["call", "call", "call", "letter"], 1.0, (0, 1, 2, 3)),
        (["call", "call", "call", "letter", "call"], 1.0, (0, 1, 2, 3, 4)),
        (["letter"], 0.25, (0,)),
        (["mail", "mail", "mail"], 0.75, (0, 1, 2)),
        (["mail", "call", "mail answered", "mail"], 0.25, (3,)),
    ],
)
def test_a_quarter_for_each_step(
    steps: list[str], intensity: float, silent: tuple[int, ...], see: Seen
) -> None:
    seen = see(outreach(*steps))
    assert seen.intensity == intensity
    assert seen.measure.value == len(silent)
    assert seen.evidence == tuple(("events", index) for index in silent)


@pytest.mark.parametrize("answer", ["answered", "meeting", "declined"])
def test_an_answer_of_any_kind_begins_anew(answer: str, see: Seen) -> None:
    assert see(outreach("call", "call", "call", f"letter {answer}")).intensity == 0
    again = see(outreach("call", "call", f"call {answer}", "call"))
    assert (again.intensity, again.evidence) == (0.25, (("events", 3),))


def test_steps_count_in_order_of_their_days(seen: Observation) -> None:
    """
    first_contact: 2026-01-12
    events:
      - {kind: outreach, at: 2026-06-08, step: call}
      - {kind: outreach, at: 2026-06-05, step: call, outcome: answered}
      - {kind: outreach, at: 2026-06-02, step: call}
    """
    assert seen.evidence == (("events", 0),)


def test_an_answer_of_tomorrow_is_none(see: Seen) -> None:
    client = """
    first_contact: 2026-01-12
    events:
      - {kind: outreach, at: 2026-06-30, step: call}
      - {kind: outreach, at: 2026-07-01, step: call, outcome: answered}
    """
    assert see(client).intensity == 0.25
    assert see(client, as_of=date(2026, 7, 1)).intensity == 0


def test_none_means_none_where_outreach_is_kept(see: Seen, cannot_see: Unseen) -> None:
    assert see("first_contact: 2026-01-12", "keeps: [outreach]").intensity == 0
    assert cannot_see("first_contact: 2026-01-12").why == "no outreach recorded"
    assert cannot_see(outreach("call"), as_of=date(2026, 5, 31)).why == "no outreach recorded"
    assert RULE.severity == "medium"
