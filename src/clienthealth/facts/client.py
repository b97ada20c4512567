"""Everything the rules may know about one client: the facts on a date, derived once.

A rule sees an instance of `ClientFacts` and its own options, and nothing else: no clock, no file,
no other client and no other rule.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, islice, takewhile
from typing import Annotated, Literal, NamedTuple, TypeVar

from clienthealth.facts import payment, work
from clienthealth.facts.conduct import (
    SeenEvent,
    is_off_hours,
    is_quiet,
    is_trouble,
    of_type,
)
from clienthealth.facts.context import Context, cents, days_before, number_on
from clienthealth.facts.history import ClientHistory
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.lockless import cached_property
from clienthealth.facts.settlement import Settlement
from clienthealth.ledger.disclosure import InPublic, ProgramWords
from clienthealth.ledger.events import (
    BoundaryEvent,
    DatedEvent,
    MessageEvent,
    MisconductEvent,
    OutreachEvent,
)
from clienthealth.ledger.models import Client, Contact, Cost, Invoice, Time

Stage = Literal["prospect", "active", "dormant", "former"]
STAGE_NAMES: dict[Stage, str] = {
    "prospect": "a prospect",
    "active": "an active client",
    "dormant": "a dormant client",
    "former": "a former client",
}
"""Each stage, worded for a sentence."""
STAGE_ORDER: tuple[Stage, ...] = ("active", "prospect", "dormant", "former")
"""The order in which clients are shown by stage."""
Path = Annotated[tuple[str | int, ...], InPublic.ITSELF]
"""The path to evidence, from the client: `("invoices", 3, "payments", 0)`."""

E = TypeVar("E", bound=DatedEvent)
ZERO = Decimal(0)
MOST_TALKS_KEPT = 4
"""Of how many boundary talks what came since is kept; of more it is worked out again."""
DAYS_A_MONTH = 365 / 12
"""The length of a month, so that a window of 365 days has twelve."""
REFERRAL_PERIOD = timedelta(days=730)
LETTER = "letter"
CALLS = 3


class Talk(NamedTuple):
    """A boundary talk: its day and the rules or families it raised."""

    day: date
    about: tuple[ProgramWords, ...]
    path: Path


class ClientFacts:
    """What can be known about one client on the date of assessment, within one window."""

    def __init__(
        self,
        client: Client,
        context: Context,
        history: ClientHistory | None = None,
        *,
        restarted: bool = False,
        talked: date = date.min,
    ) -> None:
        self.client = client
        self.context = context
        self.as_of = context.as_of
        """The date of assessment."""
        self.start = context.start
        """The day before the window's first."""
        self.history = history or ClientHistory.of(client, context)
        self.restarted = restarted
        """Whether the window begins with a boundary talk."""
        self.talked = talked
        """The boundary talk from which the facts count; it may be older than the window."""
        self.looked_back = False
        """Whether anything asked for entries from before the window."""
        self._since: dict[date, ClientFacts] = {}

    def since(self, talk: date) -> "ClientFacts":
        """The same client, measured only on what came after a boundary talk.

        A talk about several rules is looked at by each of them, and its facts are worked out once.
        """
        facts = self._since.get(talk) or self._measured_since(talk)
        if len(self._since) < MOST_TALKS_KEPT:
            self._since[talk] = facts
        return facts

    def _measured_since(self, talk: date) -> "ClientFacts":
        context = self.context._replace(start=max(talk, self.start))
        restarted = talk > self.start
        facts = ClientFacts(self.client, context, self.history, restarted=restarted, talked=talk)
        facts.__dict__["settlement"] = self.settlement  # the same on every window
        facts.__dict__["dues"] = self.dues
        facts.__dict__["all_events"] = self.all_events
        facts.__dict__["all_time"] = self.all_time
        return facts

    def least(self, sample: int) -> int:
        """The minimum sample, which is two observations after a boundary talk."""
        return min(sample, 2) if self.restarted else sample

    # Stage

    @cached_property
    def since_day(self) -> date | None:
        """The first day as a client: `since`, or the day of the first invoice or billable hours.

        An invoice before `since` counts: they were a client then. Hours that are not billable do
        not make anybody a client, because they are work on a proposal; for pro bono clients they
        do.
        """
        written = self.client.since
        if written is not None and written <= self.as_of:
            return written
        days = [s.invoice.issued for s in self.all_invoices]
        worked = (w.entry.date for w in self.all_time if w.entry.billable or self.is_pro_bono)
        days += islice(worked, 1)
        return min(days, default=None)

    @cached_property
    def stage(self) -> Stage:
        """Prospect, active, dormant or former client on the date of assessment."""
        until = self.client.until
        if until is not None and until < self.as_of:
            return "former"
        if self.since_day is None:
            return "prospect"
        return "active" if self.dormant_since is None else "dormant"

    @property
    def judged_as(self) -> Stage:
        """The stage that selects the rules: a dormant client counts as active."""
        return "active" if self.stage == "dormant" else self.stage

    @cached_property
    def dormant_since(self) -> date | None:
        """The last day of work, invoice or event of a dormant client; None for others.

        Payments and credit notes of an invoice count too. A client is dormant when the last day is
        long ago and neither an invoice nor an obligation is open. A client without any entry is
        not dormant, because nothing is known about them.
        """
        alive = days_before(self.as_of, self.context.policy.dormant_days)
        worked, seen = self.all_time, self.all_events
        if (worked and worked[-1].entry.date > alive) or (seen and seen[-1].day > alive):
            return None  # of nearly every client this says so
        if any(day > alive for day in self._entry_days) or (self.since_day or alive) > alive:
            return None
        is_open = any(s.open > 0 and s.settled is None for s in self.all_invoices)
        return None if is_open or self._owes_work else self._last_entry

    @property
    def _last_entry(self) -> date | None:
        """The last day on which something happened, not before the first day as a client."""
        days = [*self._entry_days]
        return max(*days, self.since_day or date.min) if days else None

    @property
    def _entry_days(self) -> Iterator[date]:
        """The days so far on which something happened; of time and events the last."""
        yield from (worked.entry.date for worked in self.all_time[-1:])
        yield from (seen.day for seen in self.all_events[-1:])
        yield from (day for day in self._money_days if day <= self.as_of)
        yield from (day for day in self._project_days if day <= self.as_of)

    @property
    def _money_days(self) -> Iterator[date]:
        """The days of what happened to invoices, payments and credit notes, the last due first."""
        for state in reversed(self.all_invoices):
            invoice = state.invoice
            yield from _days_of(invoice)
            yield from (part.paid for part in state.slices if part.paid is not None)
            yield from (note.date for note in (*invoice.credit_notes, *invoice.write_offs))
        yield from (payment.date for payment in self.client.payments)
        for note in self.settlement.credit_notes:
            yield from _days_of(note.invoice)

    @property
    def _project_days(self) -> Iterator[date]:
        for project in self.client.projects:
            yield from (day for day in (project.started, project.finished) if day is not None)
            yield from (change.date for change in project.change_requests)
            yield from (revision.date for revision in project.revisions)

    @property
    def _owes_work(self) -> bool:
        """Whether an obligation of the contract is still open."""
        contract = self.client.contract
        owed = contract.obligations if contract is not None else ()
        return any(each.done is None or each.done > self.as_of for each in owed)

    @property
    def is_known(self) -> bool:
        """Whether there was any contact by the date of assessment.

        Anything that happened is contact, even before `first_contact`.
        """
        first = self.client.first_contact or self.client.since
        if first is None or first <= self.as_of:
            return True
        entries = self.all_events or self.all_time or self.all_invoices
        spent = any(cost.date <= self.as_of for cost in self.client.costs)
        return bool(entries) or spent or self._last_entry is not None

    # Money

    @cached_property
    def settlement(self) -> Settlement:
        """What the client owes: invoices, credits, and which credit paid for which invoice."""
        return self.history.settlement(self.as_of)

    @property
    def is_pro_bono(self) -> bool:
        """Whether they are worked for without pay."""
        return self.client.billing == "pro-bono"

    @property
    def all_invoices(self) -> tuple[InvoiceState, ...]:
        """The owed invoices issued so far, by due date."""
        return self.settlement.invoices

    @cached_property
    def dues(self) -> tuple[InvoiceState, ...]:
        """Invoices or their instalments that can be judged, by due date."""
        if not [s for s in self.all_invoices if s.parts or not s.is_judged]:
            return self.all_invoices
        parts = (p for s in self.all_invoices for p in s.instalments if p.is_judged)
        return tuple(sorted(parts, key=lambda s: (s.due, s.invoice.issued, s.invoice.number)))

    @cached_property
    def open_parts(self) -> tuple[InvoiceState, ...]:
        """The open invoices and instalments by due date, including those that are not judged."""
        parts = [p for s in self.all_invoices if s.open > 0 for p in s.instalments if p.open > 0]
        return tuple(sorted(parts, key=lambda s: (s.due, s.invoice.issued, s.invoice.number)))

    @cached_property
    def invoice_at(self) -> dict[int, InvoiceState]:
        """The owed invoices issued so far, by their place in the client's list."""
        return {state.position: state for state in self.all_invoices}

    @cached_property
    def first_late(self) -> dict[int, date]:
        """The first due date that an invoice missed, by its place in the client's list."""
        late = (s for s in reversed(self.dues) if payment.is_late(s, self.as_of))
        return {state.position: state.due for state in late}

    @cached_property
    def due_invoices(self) -> tuple[InvoiceState, ...]:
        """The due invoices that fell due, or were overdue, in the window.

        An invoice in instalments counts by instalment. An invoice paid on an unknown day does not
        count.
        """
        return payment.due_in_window(self.dues, self.start, self.as_of)

    @cached_property
    def issued_invoices(self) -> tuple[InvoiceState, ...]:
        """The invoices issued in the window."""
        start = self.start
        return tuple([s for s in self.all_invoices if s.invoice.issued > start])

    @cached_property
    def late_invoices(self) -> tuple[InvoiceState, ...]:
        """The due invoices that were settled after their due date, or are overdue."""
        return tuple([s for s in self.due_invoices if payment.is_late(s, self.as_of)])

    @cached_property
    def late_slices(self) -> tuple[payment.LateSlice, ...]:
        """The due amounts in slices, each with its days beyond terms."""
        slices = payment.late_slices(
            self.due_invoices, self.start, self.as_of, restarted=self.restarted
        )
        return tuple(slices)

    @cached_property
    def dbt(self) -> Decimal | None:
        """Days beyond terms, weighted by amount."""
        return payment.days_beyond_terms(
            self.due_invoices, self.start, self.as_of, restarted=self.restarted
        )

    @cached_property
    def unpaid_in_dbt(self) -> payment.Unpaid:
        """Which unpaid invoices are in the days beyond terms."""
        return payment.unpaid_in(self.late_slices)

    @cached_property
    def invoiced(self) -> Decimal:
        """The net amount invoiced in the window, in the client's currency."""
        return sum([s.net for s in self.issued_invoices], ZERO)

    def home(self, amount: Decimal, day: date | None = None) -> Decimal:
        """An amount in the client's currency, converted into the business's."""
        exchange = self.context.exchange
        if amount == 0 or self.client.currency in {None, exchange.home}:
            return amount
        return amount * exchange.rate(self.client.currency, day or self.as_of)

    def converted(self, amount: Decimal, currency: str, day: date) -> Decimal | None:
        """An amount in the client's currency, converted into any other.

        Returns:
            The amount, not rounded; None where the ledger has no rate for that day.
        """
        exchange = self.context.exchange
        if currency == (self.client.currency or exchange.home):
            return amount
        try:
            return self.home(amount, day) / exchange.rate(currency, day)
        except LookupError:
            return None

    @cached_property
    def ageing(self) -> dict[str, Decimal]:
        """The open balance by days overdue, in the business's currency."""
        bands = dict.fromkeys(payment.AGE_BANDS, Decimal("0.00"))
        for state in self.open_parts:
            band = payment.age_band((self.as_of - state.due).days)
            bands[band] += cents(self.home(state.open))
        return bands

    @property
    def open_balance(self) -> Decimal:
        """Everything open, in the business's currency."""
        return sum(self.ageing.values(), Decimal(0))

    @property
    def overdue_balance(self) -> Decimal:
        """Everything overdue, in the business's currency."""
        return self.open_balance - self.ageing["not_due"]

    @property
    def has_amounts(self) -> bool:
        """Whether the client has any amount on the date."""
        return bool(self.all_invoices or self.settlement.credit_notes or self.settlement.credit)

    @property
    def credit_balance(self) -> Decimal:
        """Payments and credits beyond the client's invoices, in the business's currency.

        It pays for nothing yet and is not part of the open balance.
        """
        return cents(self.home(self.settlement.credit))

    # Work

    @cached_property
    def all_time(self) -> tuple[work.Worked, ...]:
        """The time entries so far, by day."""
        return self.history.time(None, self.as_of)

    @cached_property
    def time(self) -> tuple[work.Worked, ...]:
        """The time entries of the window, by day."""
        return self.history.time(self.start, self.as_of)

    @cached_property
    def projects(self) -> tuple[work.ProjectState, ...]:
        """The projects with their hours."""
        return work.project_states(self.client.projects, self.all_time, self.start, self.as_of)

    @property
    def effective_time(self) -> Iterator[Time]:
        """The time of the window that the revenue is for, without work in progress."""
        return work.effective_time(
            self.time,
            self.all_invoices,
            self.projects,
            self.as_of,
            self.context.policy.work_in_progress_days,
        )

    @cached_property
    def hours(self) -> Decimal:
        """The hours of the effective time."""
        return work.tidy_hours(sum([entry.hours for entry in self.effective_time], ZERO))

    @cached_property
    def days_worked(self) -> int:
        """The days of the window on which time was logged."""
        return work.days_worked(self.time)

    @cached_property
    def hours_gap(self) -> work.HoursGap:
        """The months with hourly or retainer bills, and those of them without hours.

        Fixed-fee work is left out, because its invoices do not say when it was done.
        """
        return work.hours_gap(self.history.billed_months(self.as_of), self.start)

    @property
    def unworked_bills(self) -> tuple[work.BilledMonth, ...]:
        """The months of `hours_gap` without hours before their bill, where it counts by bills."""
        return work.unworked_bills(self.history.billed_months(self.as_of), self.start)

    @cached_property
    def hours_by_kind(self) -> dict[str, Decimal]:
        """The hours of the window by kind, where the kind is recorded."""
        return work.hours_by_kind(self.time)

    @property
    def hours_logged(self) -> Decimal:
        """All hours of the window, including work in progress."""
        return work.tidy_hours(sum([w.entry.hours for w in self.time], ZERO))

    @property
    def overhead_share(self) -> float | None:
        """The share of overhead in the logged hours; None where no entry has a kind."""
        kinds = self.hours_by_kind
        if not kinds:
            return None
        return float(
            sum((kinds.get(kind, ZERO) for kind in work.OVERHEAD), ZERO) / self.hours_logged
        )

    @property
    def losses(self) -> Iterator[work.Loss]:
        """Losses and provision on billed amounts in the window, in the client's currency."""
        may_lose = self.history.losing
        losing = [s for s in self.all_invoices if s.position in may_lose] if may_lose else ()
        notes, payments = self.settlement.credit_notes, self.client.payments
        return chain(
            work.losses(losing, self.start, self.as_of),
            self._provided,
            work.credit_losses(notes, payments, self.start, self.as_of),
        )

    @cached_property
    def _provided(self) -> tuple[work.Loss, ...]:
        """The provision on each overdue amount of the window, in the client's currency."""
        shares, unpaid = self.context.policy.provision, [s for s in self.all_invoices if s.open]
        return tuple(work.provided(unpaid, shares, self.start, self.as_of))

    @property
    def platform_fees(self) -> Iterator[work.Loss]:
        """The platform fee on each invoice of the window, in the client's currency."""
        percents = self.client.platform_fee_percent
        return work.platform_fees(self.all_invoices, self.losses, percents, self.start)

    @property
    def costs(self) -> Iterator[tuple[int, Cost]]:
        """Own costs in the window, in the client's currency, with their places in the list."""
        return work.costs_within(self.client, self.start, self.as_of)

    @cached_property
    def revenue(self) -> Decimal:
        """Revenue of the window in the business's currency, less losses and provision.

        It is also net of own costs and platform fees: it is what the hours really bring in.
        """
        earned = self.invoiced
        if any(project.is_fixed_fee for project in self.projects):
            earned = work.revenue_earned(self.all_invoices, self.projects, self.start, self.as_of)
        off = sum([loss.amount for loss in self.losses], ZERO)
        return self.home(earned - off - self.kept_by_platform - self.cost_of_work)

    @property
    def kept_by_platform(self) -> Decimal:
        """All platform fees in the window, in the client's currency."""
        return sum((fee.amount for fee in self.platform_fees), ZERO)

    @property
    def cost_of_work(self) -> Decimal:
        """All own costs in the window, in the client's currency."""
        return sum((cost.amount for _, cost in self.costs), ZERO)

    @cached_property
    def provision(self) -> Decimal:
        """The provision on overdue amounts that the revenue is net of."""
        provided = self._provided
        if not provided:
            return ZERO
        percents = self.client.platform_fee_percent
        # What may never come is not charged for either.
        fees = work.platform_fees((), provided, percents, self.start)
        return self.home(sum((each.amount for each in (*provided, *fees)), ZERO))

    @property
    def billed_revenue(self) -> Decimal:
        """The revenue as if everything overdue were paid."""
        return self.revenue + self.provision

    @property
    def billed_rate(self) -> Decimal | None:
        """Revenue per hour as if everything overdue were paid; None without hours."""
        return self.billed_revenue / self.hours if self.hours > 0 else None

    @cached_property
    def effective_rate(self) -> Decimal | None:
        """Revenue per hour, in the business's currency; None without hours."""
        return self.revenue / self.hours if self.hours > 0 else None

    @cached_property
    def target_rate(self) -> Decimal | None:
        """The target rate on this date."""
        return number_on(self.context.business.target_rate, self.as_of)

    @cached_property
    def cost_rate(self) -> Decimal | None:
        """The cost rate on this date."""
        return number_on(self.context.business.cost_rate, self.as_of)

    # Conduct

    @cached_property
    def all_events(self) -> tuple[SeenEvent, ...]:
        """The events so far, by day."""
        return self.history.events(None, self.as_of)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the events so far."""
        return self.history.kinds(self.as_of)

    @cached_property
    def event_days(self) -> dict[int, date]:
        """The days of the events so far, by their place in the client's list."""
        return {seen.position: seen.day for seen in self.all_events}

    @cached_property
    def events(self) -> tuple[SeenEvent, ...]:
        """The events of the window."""
        return self.history.events(self.start, self.as_of)

    def events_of(self, model: type[E]) -> tuple[tuple[int, E], ...]:
        """The events of one model in the window, each with its place in the client's list."""
        found = [each for each in self._by_kind.values() if isinstance(each[0].event, model)]
        if not found:
            return ()
        return of_type(found[0] if len(found) == 1 else self.events, model)

    def remembered(self, kind: str, days: int) -> tuple[SeenEvent, ...]:
        """The events of one kind in the last `days` days by day, even from before the window.

        Events before a boundary talk are left out.
        """
        self.looked_back = True
        first = max(min(self.start, days_before(self.as_of, days)), self.talked)
        return self.history.events(first, self.as_of, kind)

    def events_of_kind(self, kind: str) -> tuple[SeenEvent, ...]:
        """The events of one kind in the window."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[str, tuple[SeenEvent, ...]]:
        return self.history.events_by_kind(self.start, self.as_of)

    def so_far(self, kind: str) -> tuple[SeenEvent, ...]:
        """The events of one kind so far, also from before the window, by day."""
        return self.history.events(None, self.as_of, kind)

    def keeps(self, kind: str) -> bool:
        """Whether no event of a kind means that there was none.

        A kind recorded for a client before a boundary talk counts as kept after it too. Otherwise
        another event of the kind would end what came before the talk, and none would not.
        """
        known = self.restarted and bool(self.so_far(kind))
        return known or kind in self.context.kept

    def per_year(self, count: int) -> float:
        """A count in the window per 365 days: scaled down for a longer window, never up."""
        days = (self.as_of - self.start).days
        return count * min(1.0, 365 / days) if days > 0 else float(count)

    def off_hours(self, message: MessageEvent) -> bool | None:
        """Whether a message came outside working hours; None where that is unknown."""
        business = self.context.business
        given = (business.working_hours, self.client.working_hours)
        hours = [each for each in given if each is not None] if business.working_hours else []
        return is_off_hours(message.when, hours, self.context.zone, self.context.holidays)

    @cached_property
    def months(self) -> float:
        """The months of the window since the first contact, at least one."""
        first = self.client.first_contact or self.since_day or self.start
        days = (self.as_of - max(first, self.start)).days
        return max(1.0, days / DAYS_A_MONTH)

    @property
    def due_series(self) -> tuple[InvoiceState, ...]:
        """The due invoices in order; after a boundary talk, only those that fell due since."""
        if not self.restarted:
            return self.due_invoices
        return tuple(s for s in self.due_invoices if s.due > self.start)

    @cached_property
    def is_slowing(self) -> bool:
        """Whether days late rise by more than chance over the last invoices."""
        states = self.due_series[-payment.TREND_MOST :]
        if len(states) < payment.TREND_LEAST:
            return False
        if (states[-1].due - states[0].due).days < payment.TREND_DAYS:
            return False
        return payment.payment_trend(states, self.as_of, payment.TREND_P).change > 0

    @cached_property
    def contacts(self) -> tuple[tuple[int, Contact], ...]:
        """The contacts at the client on the date of assessment."""
        return tuple(
            (index, contact)
            for index, contact in enumerate(self.client.contacts)
            if (contact.from_ is None or contact.from_ <= self.as_of)
            and (contact.until is None or contact.until >= self.as_of)
        )

    @cached_property
    def outreach(self) -> tuple[tuple[int, OutreachEvent], ...]:
        """The steps of three calls and a letter taken so far, in order."""
        return of_type(self.so_far("outreach"), OutreachEvent)

    @cached_property
    def unanswered_outreach(self) -> tuple[tuple[int, OutreachEvent], ...]:
        """The outreach steps since the last answer."""
        silent = takewhile(lambda step: step[1].outcome == "no-answer", reversed(self.outreach))
        return tuple(reversed([*silent]))

    @cached_property
    def has_refused(self) -> bool:
        """Whether a prospect declined, or did not answer three calls (or mails) and a letter."""
        steps = [event.step for _, event in self.unanswered_outreach]
        # An unanswered call after a no changes nothing.
        answered = self.outreach[: len(self.outreach) - len(steps)]
        declined = bool(answered) and answered[-1][1].outcome == "declined"
        return declined or (sum(step != LETTER for step in steps) >= CALLS and LETTER in steps)

    @property
    def is_blank(self) -> bool:
        """Whether the ledger has nothing about a prospect but the first contact."""
        return not (self.events or self.client.fit or self.contacts)

    @property
    def contact_places(self) -> tuple[int, ...]:
        """The places of the messages and meetings of the window in the client's list."""
        kinds = {"message", "meeting"}
        return tuple([seen.position for seen in self.events if seen.kind in kinds])

    @property
    def lacks_referral(self) -> bool:
        """Whether a client of two years has referred nobody in that time, if you keep referrals."""
        since = self.since_day
        if not self.keeps("referral") or since is None or self.as_of - since < REFERRAL_PERIOD:
            return False
        first = self.as_of - REFERRAL_PERIOD
        return not any(seen.day > first for seen in self.so_far("referral"))

    @cached_property
    def talks(self) -> tuple[Talk, ...]:
        """The boundary talks so far, latest first."""
        talks = (
            Talk(seen.day, seen.event.about, ("events", seen.position))
            for seen in self.so_far("boundary")
            if isinstance(seen.event, BoundaryEvent)
        )
        return tuple(sorted(talks, key=lambda talk: (talk.day, talk.about), reverse=True))

    @cached_property
    def acts_of_abuse(self) -> tuple[SeenEvent, ...]:
        """The acts of abuse so far, by day."""
        return tuple(
            seen
            for seen in self.so_far("misconduct")
            if isinstance(seen.event, MisconductEvent) and seen.event.level == "abusive"
        )

    @cached_property
    def trouble(self) -> tuple[SeenEvent, ...]:
        """The events of the window that speak against the client."""
        return tuple(seen for seen in self.events if is_trouble(seen, self.as_of))

    @property
    def quiet_entries(self) -> int:
        """The dated entries of the window that are everyday life, without trouble.

        More trouble must never count as a sign that a talk has helped.
        """
        late = sum(s.days_late(self.as_of) > 0 for s in self._fallen_due)
        loud = sum(not is_quiet(s, self.as_of) for said in self._said for s in said)
        return self.dated_entries - late - loud

    @cached_property
    def dated_entries(self) -> int:
        """Everything dated in the window: invoices due, days worked, events."""
        return self.days_worked + len(self._fallen_due) + sum(map(len, self._said))

    @cached_property
    def _said(self) -> list[tuple[SeenEvent, ...]]:
        """The events of the window that are evidence of anything, kind by kind."""
        return [said for said in self._by_kind.values() if said[0].event.speaks != "nothing"]

    @property
    def telling_entries(self) -> int:
        """The dated entries about the client's behaviour, without days worked and your actions."""
        return len(self._fallen_due) + self.telling_events

    @property
    def telling_events(self) -> int:
        """The events about the client's behaviour, without your own actions."""
        return sum(len(said) for said in self._said if said[0].event.speaks != "of-us")

    @property
    def _fallen_due(self) -> list[InvoiceState]:
        return [s for s in self.dues if self.start < s.due <= self.as_of]


def paths(states: Sequence[InvoiceState]) -> tuple[Path, ...]:
    """The places of invoices, as evidence."""
    return tuple(dict.fromkeys(("invoices", state.position) for state in states))


def _days_of(invoice: Invoice) -> Iterator[date]:
    """The days on which an invoice was issued and paid, as far as its own lines say so."""
    yield invoice.issued
    yield from (payment.date for payment in invoice.payments)
    if isinstance(invoice.paid, date):
        yield invoice.paid
