"""What to raise in a boundary talk, what was raised already, and the days of the talk."""

from datetime import date, timedelta
from functools import cached_property

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.notice import contract_of
from clienthealth.facts.working_days import working_day_from
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.judging.health import TALK_TAKES_EFFECT, Finding
from clienthealth.judging.verdict import Case
from clienthealth.rules.base import Rule
from clienthealth.rules.con003_open_terms import Clause, missing_clauses, needed_clauses
from clienthealth.rules.registry import rule_of

SOON = timedelta(days=2)
"""How far ahead a talk is offered, and how far apart the two times are."""
FEW = 3
"""The number of topics that one talk can settle."""


class Raising:
    """A talk with one client on a day. The review, the plan and `today` take their dates here."""

    def __init__(self, facts: ClientFacts, client: ClientAssessment) -> None:
        self.facts = facts
        self.client = client

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that a talk can mend, heaviest first."""
        return tuple(
            finding
            for finding in self.client.findings
            if finding.points > 0 and agreement_on(finding) is not None
        )

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that are not settled; all that are needed if there is no contract."""
        contract, needed = contract_of(self.facts), needed_clauses(self.facts)
        return needed if contract is None else missing_clauses(contract, needed)

    @property
    def is_there(self) -> bool:
        """Whether there is anything to talk about."""
        return bool(self.findings or self.clauses)

    @cached_property
    def slots(self) -> tuple[date, date]:
        """Two specific days to offer for the talk."""
        context = self.facts.context
        first = working_day_from(context, self.today + SOON)
        return first, working_day_from(context, first + SOON)

    @property
    def today(self) -> date:
        """The first working day on which something can be done."""
        return working_day_from(self.facts.context, self.facts.as_of)

    @cached_property
    def persisting(self) -> frozenset[str]:
        """The codes of the findings that a talk has not mended."""
        found = tuple(finding for finding in self.client.findings if finding.waiver is None)
        case = Case(
            findings=found,
            health=self.client.health,
            trend=None,
            abuse=False,
            grinder=False,
            policy=self.facts.context.policy,
        )
        return frozenset(finding.code for finding in case.persisting)

    def raised(self, finding: Finding) -> date | None:
        """The day on which a finding was raised; None if it needs to be raised (again)."""
        if finding.talk is None or finding.forgiven or finding.code in self.persisting:
            return None
        return finding.talk.day

    @cached_property
    def pending(self) -> tuple[Finding, ...]:
        """The findings that need to be raised (again), heaviest first."""
        return tuple(finding for finding in self.findings if self.raised(finding) is None)

    @property
    def topics(self) -> tuple[Finding, ...]:
        """The findings for the next talk: the heaviest few."""
        return self.pending[:FEW]

    @property
    def later(self) -> tuple[Finding, ...]:
        """The findings for a later talk, because nobody settles more at once."""
        return self.pending[FEW:]

    @cached_property
    def talked(self) -> date | None:
        """The first day on which everything had been raised; None if something has not."""
        days = [day for finding in self.findings if (day := self.raised(finding)) is not None]
        return max(days) if days and not self.pending else None

    @property
    def look_again(self) -> date:
        """The working day from which the outcome can be judged."""
        return self.judged_from(self.talked or self.slots[0])

    def judged_from(self, talked: date) -> date:
        """The working day from which the outcome of a talk can be judged, today at the earliest."""
        judged = max(talked + TALK_TAKES_EFFECT, self.today)
        return working_day_from(self.facts.context, judged)

    @property
    def is_walked_through(self) -> bool:
        """Whether you went through a contract together that leaves nothing open."""
        contract = contract_of(self.facts)
        walked = contract.walked_through if contract is not None else None
        was = walked if isinstance(walked, bool) or walked is None else walked <= self.facts.as_of
        return bool(was) and not self.clauses

    @property
    def is_due(self) -> bool:
        """Whether a talk, or something to prepare it, is still to come."""
        return self.is_there and (
            bool(self.clauses) or self.talked is None or not self.is_walked_through
        )


def agreement_on(finding: Finding) -> str | None:
    """What to agree on about a finding; None where a talk cannot help."""
    rule = rule_of(finding.code)
    return rule.agreement if isinstance(rule, Rule) else None
