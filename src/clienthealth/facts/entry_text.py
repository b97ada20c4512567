"""Any entry of a client in one short sentence, as it is on a date: what evidence points at.

`EF-2606, 1,783.51 EUR, due 14 Jul 2026, open, 93 days late`; nothing dated later is told.
"""

from collections.abc import Callable, Iterator, Mapping
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
        told = _telling(state, words.as_of)
        one = f"one of {len(state.parts)} instalments " if state.parts else ""
        yield f"{one}due {written.day(told.due)}"
        yield from self._paid(told, state)
        if words.has_come(invoice.disputed):
            yield words.done("disputed", invoice.disputed)

    def _paid(self, told: InvoiceState, state: InvoiceState) -> Parts:
        """What became of an invoice, or of the instalment that is told of."""
        words = self._words
        if not told.is_judged or (told.slices and told.slices[-1].paid is None and not told.open):
            is_lost = told.written_off > 0
            yield None if is_lost else "paid, nobody knows when"
        elif told.billed <= 0:
            yield "credited in full"
        elif told.settled is not None:
            yield f"paid {written.day(told.settled)}"
            yield late(told.days_late(words.as_of)) or "in time"
        else:
            is_all = told.open == told.billed and told.billed == state.invoice.amount
            yield "open" if is_all else words.amount(told.open, after=" open") or "partly open"
            yield late(told.days_late(words.as_of))
        if told.written_off == state.invoice.amount:
            yield "written off"
        elif told.written_off > 0:
            yield words.amount(told.written_off, after=" written off") or "written off"

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


def _telling(state: InvoiceState, as_of: date) -> InvoiceState:
    """The instalment that says most: the first that is open past due, or the latest paid."""
    overdue = [part for part in state.instalments if part.is_overdue(as_of)]
    return overdue[0] if overdue else max(state.instalments, key=lambda p: p.days_late(as_of))


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
