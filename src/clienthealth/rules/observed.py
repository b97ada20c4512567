"""How much was seen since a boundary talk, for the rules that count their own observations."""

from clienthealth.facts.client import ClientFacts


def invoices_due(facts: ClientFacts) -> int:
    """Invoices that fell due in the window, and older ones that are still unpaid."""
    return sum(1 for s in facts.due_invoices if s.due > facts.start or s.is_overdue(facts.as_of))


def invoices_issued(facts: ClientFacts) -> int:
    """Invoices issued in the window."""
    return len(facts.issued_invoices)


def days_worked(facts: ClientFacts) -> int:
    """Days of the window with logged time."""
    return facts.days_worked
