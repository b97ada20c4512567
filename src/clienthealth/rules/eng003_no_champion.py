"""Nobody at the top wants the work to succeed, or the team does not want it.

The finding counts from a month after the start. It needs a recorded "no": every contact is marked
as not a champion, or the team as not bought in.
"""

from pydantic import Field

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import flag_on
from clienthealth.ledger import written
from clienthealth.rules.base import Measure, NotAssessed, Observation, Options, Outcome, Rule
from clienthealth.rules.examples import Example


class MonthIn(Options):
    """When a missing champion starts to matter."""

    after_days: int = Field(
        30, ge=0, le=3660, description="Days as a client before the rule counts."
    )


def check(facts: ClientFacts, options: MonthIn) -> Outcome:
    """Whether anybody at the client wants the work."""
    since = facts.since_day
    if since is None or (facts.as_of - since).days < options.after_days:
        return NotAssessed(
            f"a client for less than {written.count(options.after_days, 'day')}",
            "nothing to log: the rule starts later",
        )
    team = flag_on(facts.client.team_buy_in, facts.as_of)
    champions = [contact.champion for _, contact in facts.contacts]
    alone = bool(champions) and all(champion is False for champion in champions)
    if team is not False and not alone and True not in champions:
        return NotAssessed(
            "not recorded who wants the work to succeed",
            "add `champion: true` or `false` to each contact, or `team_buy_in` to the client",
        )
    reasons = [*(["nobody at the top is a champion"] if alone else [])]
    reasons += ["the team does not want it"] if team is False else []
    return Observation(
        1.0 if reasons else 0.0,
        Measure(float(len(reasons)), "reasons"),
        "; ".join(reasons) or "somebody at the top wants the work to succeed",
        tuple(("contacts", index) for index, _ in facts.contacts) if alone else (),
    )


RULE = Rule(
    code="ENG003",
    name="no-champion",
    severity="low",
    articles=("A4",),
    title="has nobody who wants the work to succeed",
    options=MonthIn.having(),
    sources="the month is the article's",
    check=check,
    cure="somebody at the top, and the team, want the work to succeed",
    agreement="who at the top is responsible for the work, and how to get their team on board",
    parts=("contacts", "team"),
    flagged=Example("""
        contacts: [{name: Kim, role: CEO, decision_maker: true, champion: false}]
        """),
    clean=Example("""
        contacts: [{name: Kim, role: CEO, decision_maker: true, champion: true}]
        """),
)
