"""You do not really want this client.

The measure is your own rating of the fit, from 1 to 5. If it is not a hell yes, it is a no.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import number_on
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Your rating of the fit."""
    fit = number_on(facts.client.fit, facts.as_of)
    if fit is None:
        return NotAssessed("no rating of the fit", "rate the `fit` of the prospect from 1 to 5")
    return Observation(
        options.intensity(float(fit)),
        Measure(float(fit), "of 5", options.fine, options.bad),
        f"you rate the fit {fit} out of 5",
    )


RULE = Rule(
    code="PRO004",
    name="not-a-hell-yes",
    severity="high",
    articles=("A4",),
    title="is not a hell yes",
    options=Ramp.having(fine=4, bad=2),
    sources="the article's 'unless you are a hell yes, you are a hell no'; the figures are a house "
    "default",
    check=check,
    cure="you raise your doubts, they answer them, and you rate the fit {fine:g} or more",
    stages=("prospect",),
    marks=frozenset({"misfit"}),
    flagged=Example("""
        first_contact: 2026-01-12
        fit: 3
        """),
    clean=Example("""
        first_contact: 2026-01-12
        fit: 5
        """),
)
