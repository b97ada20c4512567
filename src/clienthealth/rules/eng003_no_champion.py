"""Nobody at the top wants the work to succeed, or the team does not want it.

It is a finding from a month after the start on: where every contact is known not to be a
champion, or the team's buy-in is known to be missing.
"""

from pydantic import Field

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import flag_on
from clienthealth.rules.base import Measure, NotAssessed, Observation, Options, Outcome, Rule
from clienthealth.rules.examples import Example


class MonthIn(Options):
    """When it begins to matter."""

    after_days: int = Field(30, ge=0, le=3660, description="Days as a client before it counts.")


def check(facts: ClientFacts, options: MonthIn) -> Outcome:
    """Whether anybody at the client wants the work."""
    since = facts.since_day
    if since is None or (facts.as_of - since).days < options.after_days:
        return NotAssessed("a client for less than a month", "nothing: time will tell")
    team = flag_on(facts.client.team_buy_in, facts.as_of)
    champions = [contact.champion for _, contact in facts.contacts]
    alone = bool(champions) and all(champion is False for champion in champions)
    if team is not False and not alone and True not in champions:
        return NotAssessed(
            "not written down who wants the work",
            "say `champion: true` or false of each contact, or `team_buy_in` of the client",
        )
    reasons = [*(["nobody at the top is a champion"] if alone else [])]
    reasons += ["the team does not want it"] if team is False else []
    return Observation(
        1.0 if reasons else 0.0,
        Measure(float(len(reasons)), "reasons"),
        "; ".join(reasons) or "somebody at the top wants it to succeed",
        tuple(("contacts", index) for index, _ in facts.contacts) if alone else (),
    )


RULE = Rule(
    code="ENG003",
    name="no-champion",
    severity="low",
    articles=("A4",),
    title="has nobody who wants it to succeed",
    options=MonthIn(),
    sources="the month is the article's",
    check=check,
    cure="somebody at the top, and the team, want the work to succeed",
    agreement="who at the top answers for the work, and how their team is won for it",
    flagged=Example("""
        contacts: [{name: Kim, role: CEO, decision_maker: true, champion: false}]
        """),
    clean=Example("""
        contacts: [{name: Kim, role: CEO, decision_maker: true, champion: true}]
        """),
)
