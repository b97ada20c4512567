"""top-tier-demands: demands in the top quarter at a rate in the bottom quarter."""

import pytest

from clienthealth import assess
from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.position import Standing
from clienthealth.rules.val006_top_tier_demands import RULE
from one_client import TODAY, facts_of, found, ledger_with, loaded

HOURS = 'working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}'


def client_with(name: str, amount: int, events: str) -> str:
    return f"""
    - id: {name}
      name: {name}
      invoices:
        - number: "1"
          issued: 2026-05-10
          amount: {amount}
          payments: [{{date: 2026-05-10, amount: {amount}}}]
      time: [{{date: 2026-05-01, hours: 10}}]
      {events}""".rstrip()


@pytest.mark.parametrize(
    ("top", "low", "intensity"), [(True, True, 1), (True, False, 0), (False, True, 0)]
)
def test_both_quarters_make_it(top: bool, low: bool, intensity: int) -> None:
    client = """
    time: [{date: 2026-05-01, hours: 1}]
    events: [{kind: meeting, at: 2026-05-01}, {kind: stall, at: 2026-05-01}]
    """
    standing = Standing(
        facts_of(ledger_with(client)), 4, demands_top_quartile=top, rate_bottom_quartile=low
    )
    seen = RULE.check(standing, RULE.options)
    assert isinstance(seen, Observation)
    assert seen.intensity == intensity
    assert seen.evidence == ((("events", 0),) if intensity else ())


def test_without_time_it_cannot_tell() -> None:
    standing = Standing(facts_of(ledger_with("aliases: [x]")), 4)
    assert isinstance(RULE.check(standing, RULE.options), NotAssessed)


@pytest.mark.parametrize(
    ("others", "flagged"),
    [((1000, 1100, 1200), {"low"}), ((1000, 1100), set()), ((300, 200, 100), set())],
)
def test_quarters_are_of_the_clients_whose_rate_is_known(
    others: tuple[int, ...], flagged: set[str]
) -> None:
    """Urgent messages, one at night and a meeting are demands; plain messages are none."""
    demanding = """events:
        - {kind: message, at: 2026-05-04T10:00, urgent: true}
        - {kind: message, at: 2026-05-04T22:00}
        - {kind: meeting, at: 2026-05-04}
    """
    plain = """events:
        - {kind: message, at: 2026-05-04T10:00}
        - {kind: message, at: 2026-05-05, direction: out, urgent: true}
    """
    text = f"version: 1\nbusiness:\n  name: A\n  currency: EUR\n  {HOURS}\nclients:\n"
    text += client_with("low", 400, demanding)
    for n, amount in enumerate(others):
        text += client_with(f"other-{n}", amount, plain)
    text += "\n    - {id: no-time, name: N, since: 2024-01-01}\n"
    clients = assess(loaded(text), as_of=TODAY).clients
    assert {c.id for c in clients if found(c, "VAL006")} == flagged
