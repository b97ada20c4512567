"""Any entry of a client in one short sentence, as it is on a date: what evidence points at.

`EF-2606, 1,783.51 EUR, due 14 Jul 2026, open, 93 days late`; nothing dated later is told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.facts.context import Context, Exchange, flag_on, number_on
from clienthealth.facts.event_text import event_text
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.words_of_entry import Words, joined, late
from clienthealth.ledger import written
from clienthealth.ledger.models import Client, Ledger, MonthOfTime, Payment
from clienthealth.ledger.policy import Policy

Parts: TypeAlias = Iterator[str | None]

MOST_PARTS = 6
"""How many instalments or payments of an invoice are told one by one."""
WHOLE_CLIENT = "the client as a whole"
"""The text for evidence that points at no single entry."""


class EntryTexts:
    """The entries of one client in words, on a date.

    Args:
        ledger: The ledger.
        position: The place of the client in it.
        policy: The policy, which says whether credits pay for invoices.
        as_of: The date; nothing after it is seen.
        withheld: Whether amounts, names and the ledger's own words are left out.
    """

    def __init__(
        self, ledger: Ledger, position: int, policy: Policy, as_of: date, *, withheld: bool = False
    ) -> None:
        business = ledger.business
        exchange = Exchange(business.currency, ledger.exchange_rates)
        context = Context(business, exchange, policy, as_of, as_of, frozenset())
        self._client: Client = ledger.clients[position]
        self._facts = ClientFacts(self._client, context)
        self._words = Words(context, self._client.currency or business.currency, withheld)

    def text(self, path: Path) -> str:
        """The entry at a path, from the client on; the client as a whole for no path."""
        names = tuple(part for part in path if isinstance(part, str))
        places = [part for part in path if isinstance(part, int)]
        parts = _ENTRIES.get(names) or _ENTRIES.get(names[:1])
        return joined(parts(self, *places)) if parts else WHOLE_CLIENT

    def _invoice(self, position: int, *_: int) -> Parts:
        invoice, words = self._client.invoices[position], self._words
        state = self._facts.invoice_at.get(position)
        number = words.name(invoice.number, "invoice", position)
        if invoice.is_credit_note:
            yield f"credit note {number}"
            yield words.amount(-invoice.amount)
            yield written.day(invoice.issued)
            return
        yield number
        yield words.amount(invoice.amount)
        if state is None:
            yield invoice.status if invoice.issued <= words.as_of else "not issued yet"
            return
        disputed = words.has_come(invoice.disputed)
        dispute = words.done("disputed", invoice.disputed) if disputed else None
        if isinstance(invoice.due, tuple) and len(invoice.due) > 1:
            yield self._instalments(state, dispute)
            return
        yield f"due {written.day(state.due)}"
        for part in state.instalments:  # of one that was partly settled on an unknown day, two
            yield from self._paid(part)
        yield dispute

    def _instalments(self, state: InvoiceState, dispute: str | None) -> str:
        """What became of each instalment that is due; of those in time, how many."""
        as_of, several = self._words.as_of, len(state.instalments)
        due = [part for part in state.instalments if part.due <= as_of]
        if not due:
            first = written.day(state.due)
            return joined([f"{several} instalments, the first due {first}", "open", dispute])
        late_ones = [part for part in due if part.days_late(as_of) > 0 or not part.is_judged]
        in_time = len(due) - len(late_ones)
        head = [
            f"{len(due)} of {several} instalments due",
            f"{in_time} in time" if in_time else None,
            dispute,
        ]
        shown = late_ones[:MOST_PARTS]
        told = [f"{written.day(part.due)}: {joined(self._paid(part))}" for part in shown]
        more = len(late_ones) - len(shown)
        return "; ".join([joined(head), *told, *([f"and {more} more"] if more else [])])

    def _paid(self, told: InvoiceState) -> Parts:
        """What became of an invoice or an instalment: each part of it with its days."""
        days = (self._words.as_of - told.due).days
        paid = [(part.amount, part.paid) for part in told.slices if part.paid is not None]
        is_whole = told.billed == told.invoice.amount
        is_one = is_whole and len(paid) + (told.open > 0) + (told.written_off > 0) <= 1
        if not told.is_judged:
            yield self._part(told.billed, "paid, nobody knows when", is_whole=is_one)
        elif told.billed <= 0:
            yield "credited in full"
        else:
            yield from self._payments(paid, told, is_whole=is_one)
            if told.settled is None and told.open > 0:
                yield self._part(told.open, "open", is_whole=is_one)
                yield late(days)
        if told.written_off > 0:
            given_up = max((each.day for each in told.given_up), default=told.closed)
            day = f" {written.day(given_up)}" if given_up is not None else ""
            yield self._part(told.written_off, f"written off{day}", is_whole=is_one)
            yield f"{written.count(days, 'day')} past due" if days > 0 else None

    def _payments(
        self, paid: Sequence[tuple[Decimal, date]], told: InvoiceState, *, is_whole: bool
    ) -> Parts:
        """Each payment with its own lateness; of very many, those that came last."""
        shown = paid[-MOST_PARTS:]
        if len(shown) < len(paid):
            first = sum((amount for amount, _ in paid[: -len(shown)]), Decimal(0))
            many = written.count(len(paid) - len(shown), "earlier payment")
            yield self._words.amount(first, after=f" in {many}") or many
        for amount, day in shown:
            yield self._part(amount, f"paid {written.day(day)}", is_whole=is_whole)
            yield late((day - told.due).days) or "in time"

    def _part(self, amount: Decimal, what: str, *, is_whole: bool) -> str:
        """What became of an amount; the amount is left out where it is the whole invoice."""
        if is_whole:
            return what
        return self._words.amount(amount, after=f" {what}") or f"partly {what}"

    def _event(self, position: int) -> Parts:
        yield event_text(self._client.events[position], self._words)

    def _invoice_payment(self, invoice: int, position: int) -> Parts:
        return self._payment(self._client.invoices[invoice].payments[position])

    def _own_payment(self, position: int) -> Parts:
        return self._payment(self._client.payments[position])

    def _payment(self, payment: Payment) -> Parts:
        words = self._words
        went_back = payment.amount < 0
        yield "money that went back" if went_back else "payment"
        yield words.amount(abs(payment.amount))
        yield written.day(payment.date)
        yield payment.reason.replace("-", " ") if payment.reason else None

    def _project(self, position: int, *_: int) -> Parts:
        project, words = self._client.projects[position], self._words
        name = words.name(project.id, "project", position)
        yield name if words.withheld else f"project {name}"
        yield words.amount(project.fee, "fee ") if project.fee is not None else "by the hour"
        yield self._project_hours(position, project.estimated_hours)
        ended = project.finished
        yield words.done("finished", ended) if words.has_come(ended) else None

    def _project_hours(self, position: int, estimated: Decimal | None) -> str | None:
        state = next((p for p in self._facts.projects if p.position == position), None)
        worked = written.hours(state.hours) if state is not None and state.hours else None
        if estimated is None:
            return f"{worked} worked" if worked else None
        return f"{worked or 'no hours'} worked of {written.hours(estimated)} estimated"

    def _change(self, project: int, position: int) -> Parts:
        change, words = self._client.projects[project].change_requests[position], self._words
        yield "change request"
        yield written.day(change.date)
        yield written.hours(change.hours) if change.hours is not None else None
        yield words.done("billed", change.billed)
        yield words.quoted(change.what)

    def _revision(self, project: int, position: int) -> Parts:
        owner = self._client.projects[project]
        revision = owner.revisions[position]
        yield "round of revisions"
        yield written.day(revision.date)
        yield self._words.reference(owner.id)
        yield self._words.quoted(revision.note)

    def _contract(self) -> Parts:
        contract, words = self._client.contract, self._words
        yield "contract"
        if contract is None or (contract.signed and contract.signed > words.as_of):
            yield "not signed yet"
            return
        yield f"signed {written.day(contract.signed)}" if contract.signed else None
        if contract.walked_through is not None:
            yield words.done("walked through together", contract.walked_through)
        if contract.notice_days is not None:
            yield f"{written.count(contract.notice_days, 'day')} of notice"

    def _obligation(self, position: int) -> Parts:
        contract, words = self._client.contract, self._words
        if contract is None:
            return
        owed = contract.obligations[position]
        yield words.name(owed.what, "obligation", position)
        yield f"due {written.day(owed.due)}" if owed.due else None
        yield words.done("done", owed.done)
        if owed.due is not None and not words.has_come(owed.done):
            yield late((words.as_of - owed.due).days)
        yield "prepaid" if owed.prepaid else None

    def _time(self, position: int) -> Parts:
        entry, words = self._client.time[position], self._words
        yield written.hours(entry.hours)
        in_month = isinstance(entry, MonthOfTime)
        yield written.month(entry.date) if in_month else written.day(entry.date)
        yield words.reference(entry.project)
        yield entry.kind
        yield None if entry.billable else "not billable"
        yield words.quoted(entry.note)

    def _cost(self, position: int) -> Parts:
        cost, words = self._client.costs[position], self._words
        yield "own cost"
        yield words.amount(cost.amount)
        yield written.day(cost.date)
        yield words.quoted(cost.what)

    def _contact(self, position: int) -> Parts:
        contact, words = self._client.contacts[position], self._words
        yield words.name(contact.name, "contact", position)
        yield words.reference(contact.role)
        decides = {True: "can decide", False: "cannot decide", None: None}
        yield decides[contact.decision_maker]
        yield "champion" if contact.champion else None

    def _waiver(self, position: int) -> Parts:
        waiver, words = self._client.waivers[position], self._words
        yield f"waiver of {waiver.rule}"
        yield f"until {written.day(waiver.until)}"
        yield words.quoted(waiver.reason)

    def _fit(self) -> Parts:
        fit = number_on(self._client.fit, self._words.as_of)
        yield "no fit rated" if fit is None else f"fit {fit.normalize():f} of 5"

    def _team(self) -> Parts:
        wants = flag_on(self._client.team_buy_in, self._words.as_of)
        told = {True: "the team wants the work", False: "the team does not want the work"}
        yield told[wants] if wants is not None else "nobody asked the team"


_ENTRIES: Mapping[tuple[str, ...], Callable[..., Parts]] = {
    ("contacts",): EntryTexts._contact,
    ("contract",): EntryTexts._contract,
    ("contract", "obligations"): EntryTexts._obligation,
    ("costs",): EntryTexts._cost,
    ("events",): EntryTexts._event,
    ("fit",): EntryTexts._fit,
    ("invoices",): EntryTexts._invoice,
    ("invoices", "payments"): EntryTexts._invoice_payment,
    ("payments",): EntryTexts._own_payment,
    ("projects",): EntryTexts._project,
    ("projects", "change_requests"): EntryTexts._change,
    ("projects", "revisions"): EntryTexts._revision,
    ("team_buy_in",): EntryTexts._team,
    ("time",): EntryTexts._time,
    ("waivers",): EntryTexts._waiver,
}
"""What describes an entry, by the names in its path; it gets the numbers in the path."""


class RedactedTexts:
    """The entries of one client in the words that were left of them.

    Args:
        left: What was left of each sentence, by the client's place and the path of the entry.
        position: The place of the client in the ledger.
    """

    def __init__(self, left: Mapping[tuple[int, Path], str], position: int) -> None:
        self._left = left
        self._position = position

    def text(self, path: Path) -> str:
        """The entry at a path; only its kind where no sentence was left."""
        kind = str(path[0]) if path else WHOLE_CLIENT
        return self._left.get((self._position, path)) or kind.removesuffix("s")
