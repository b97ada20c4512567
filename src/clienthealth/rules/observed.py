"""What a rule has seen since a boundary talk, for rules that count their own observations."""

from collections.abc import Callable

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.payment import is_late
from clienthealth.rules.base import Observation


def invoices_due(facts: ClientFacts) -> int:
    """Invoices that fell due in the window, and older ones that are still unpaid."""
    return sum(1 for s in facts.due_invoices if s.due > facts.start or s.is_overdue(facts.as_of))


def invoices_issued(facts: ClientFacts) -> int:
    """Invoices issued in the window."""
    return len(facts.issued_invoices)


def days_worked(facts: ClientFacts) -> int:
    """Days of the window with logged time."""
    return facts.days_worked


def all_but_evidence(
    seen: Callable[[ClientFacts], int],
) -> Callable[[ClientFacts, Observation], int]:
    """What was seen, less the evidence of the finding: the good part of a share."""
    return lambda facts, found: max(0, seen(facts) - len(found.evidence))


def invoices_in_time(facts: ClientFacts, _: Observation) -> int:
    """Invoices that fell due in the window and were paid on time."""
    due = (s for s in facts.due_invoices if s.due > facts.start)
    return sum(s.settled is not None and not is_late(s, facts.as_of) for s in due)


def days_without_trouble(facts: ClientFacts, _: Observation) -> int:
    """Days worked. A single day is neither good nor bad; the rule measures them together."""
    return days_worked(facts)
