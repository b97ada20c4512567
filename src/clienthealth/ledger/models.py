"""The ledger: what a freelancer writes down about the business and its clients."""

import datetime
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PrivateAttr,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from clienthealth.ledger.core_schemas import Brief, Later, Parsed
from clienthealth.ledger.disclosure import InPublic
from clienthealth.ledger.events import EVENT_MODELS, Event
from clienthealth.ledger.exports.account import KINDS_RECORDED, FileAccount
from clienthealth.ledger.fields import (
    Amount,
    Clock,
    Date,
    DateOrFlag,
    EndOfDay,
    Entry,
    EntryHours,
    Month,
    MonthHours,
    NonzeroAmount,
    Number,
    PositiveAmount,
    Text,
    Texts,
    parse_date,
    shown,
    unmarked,
    wrong,
)
from clienthealth.ledger.includes import Include
from clienthealth.ledger.policy import Percent, Policy
from clienthealth.ledger.problems import Problem, did_you_mean
from clienthealth.ledger.sources import Place, Sources

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=64)]
Days = Annotated[int, Field(ge=0, le=3660)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

RECORDED_KINDS = (*EVENT_MODELS, "change_request", "revision", "contract")
"""The kinds of entry where 'none' differs from 'not kept' (`business.keeps`)."""


class DatedNumber(Entry):
    """A number that applies from a day on."""

    value: Number = Field(description="The number.")
    from_: Date | None = Field(
        None,
        alias="from",
        description="The first day it applies. Default: from the beginning.",
    )


class DatedFlag(Entry):
    """A yes or no that applies from a day on."""

    value: bool = Field(description="true or false.")
    from_: Date | None = Field(
        None,
        alias="from",
        description="The first day it applies. Default: from the beginning.",
    )


class DatedDays(Entry):
    """Days to pay that apply from a day on."""

    days: Days = Field(description="Days to pay.")
    from_: Date | None = Field(
        None,
        alias="from",
        description="The first day it applies. Default: from the beginning.",
    )


def _one_value(value: object) -> object:
    """A bare value is a list of one that applies from the beginning."""
    return value if isinstance(value, (list, tuple)) else [{"value": value}]


def _one_term(value: object) -> object:
    """Bare days are a list of one that applies from the beginning."""
    return value if isinstance(value, (list, tuple)) else [{"days": value}]


DatedNumbers = Annotated[tuple[Later[DatedNumber], ...], Brief(_one_value, Number)]
"""One number, or a list of `{value, from}` that each apply from a day on."""

DatedFlags = Annotated[tuple[Later[DatedFlag], ...], Brief(_one_value, bool)]
"""true or false, or a list of `{value, from}` that each apply from a day on."""


TermsDays = Annotated[tuple[Later[DatedDays], ...], Brief(_one_term, Days)]
"""Days to pay, or a list of `{days, from}` for invoices issued from a day on."""


class WorkingHours(Entry):
    """When messages and calls are welcome.

    A working day that ends before it starts goes on past midnight. Its last hours belong to the
    day on which it began.
    """

    days: tuple[Weekday, ...] = Field(
        ("mon", "tue", "wed", "thu", "fri"), description="The working days of the week."
    )
    start: Clock = Field(description='The first minute of the working day, such as "09:00".')
    end: EndOfDay = Field(
        description='The end of the working day, such as "18:00" or "24:00". An end before `start` '
        "is on the next day."
    )
    timezone: Text | None = Field(
        None, description="The IANA time zone of all times, such as Europe/Berlin."
    )


class Business(Entry):
    """The freelancer's own business."""

    name: Text = Field(description="The name of the business.")
    currency: Currency = Field(description="The ISO 4217 code of the currency of all reports.")
    target_rate: DatedNumbers = Field((), description="What an hour should bring, in `currency`.")
    cost_rate: DatedNumbers = Field(
        (), description="What an hour costs, in `currency`. Below it, an hour loses money."
    )
    capacity_hours: PositiveAmount | None = Field(
        None, description="Hours you can work in a month."
    )
    terms_days: TermsDays = Field(
        (DatedDays.model_construct(days=30),),
        description="Days to pay, unless an invoice or a contract says otherwise. An invoice has "
        "the terms of the day it was issued.",
    )
    working_hours: Later[WorkingHours] | None = Field(
        None, description="When contact is welcome. Needed to see contact out of hours."
    )
    country: Country | None = Field(
        None, description="ISO 3166 code of the country the business sits in."
    )
    emails: Texts = Field(
        (),
        description="Your own addresses, to find your messages in a mailbox. @example.com means "
        "all addresses of a domain.",
    )
    keeps: tuple[str, ...] | None = Field(
        None,
        description="The kinds of event that you record, so that no entry of a kind means it did "
        "not happen. Default: the kinds that occur anywhere in the ledger. The list may also name "
        "change_request, revision and contract. Contracts count as recorded as soon as one client "
        "has one.",
    )

    @field_validator("emails")
    @classmethod
    def _addresses(cls, emails: tuple[str, ...]) -> tuple[str, ...]:
        for text in emails:
            if "@" not in text or any(sign in text for sign in " <>,;"):
                raise wrong(f"{shown(text)} is not an address; write you@example.com")
        return emails

    @field_validator("keeps")
    @classmethod
    def _known_kinds(cls, kinds: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for kind in kinds or ():
            if kind not in RECORDED_KINDS:
                near = did_you_mean(kind, RECORDED_KINDS)
                raise wrong(f"{shown(kind)} is not an event kind; {near}")
        return kinds


class Contact(Entry):
    """A person at the client."""

    name: Text = Field(description="The person's name.")
    role: Text | None = Field(None, description="The person's role, such as CEO.")
    email: Text | None = Field(None, description="The person's address.")
    decision_maker: bool | None = Field(
        None, description="Whether this person can sign or release money. Leave out if unknown."
    )
    champion: bool | None = Field(
        None, description="Whether this person is at the top and wants the work to succeed."
    )
    from_: Date | None = Field(None, alias="from", description="Since when.")
    until: Date | None = Field(None, description="The last day.")


class Obligation(Entry):
    """Something you promised to the client."""

    what: Text = Field(description="What you promised.")
    due: Date | None = Field(None, description="The day it is due.")
    done: Date | None = Field(None, description="The day it was delivered.")
    prepaid: bool = Field(False, description="Whether the client has already paid for it.")


class Contract(Entry):
    """What was agreed with the client."""

    signed: Date | None = Field(None, description="The day it was signed.")
    walked_through: DateOrFlag | None = Field(
        None, description="Whether (or when) you went through it together, clause by clause."
    )
    terms_days: TermsDays | None = Field(
        None, description="Days to pay. An invoice has the terms of the day it was issued."
    )
    notice_days: Days | None = Field(None, description="The notice period in days.")
    late_interest_percent: Percent | None = Field(
        None,
        description="The agreed yearly interest on late payments, in percent. Default: that of the "
        "law.",
    )
    statement_of_work: Text | None = Field(
        None, description="Where the scope is written down, or the scope itself."
    )
    included_revisions: Annotated[int, Field(ge=0, le=100)] | None = Field(
        None, description="Revision rounds that the price includes."
    )
    obligations: tuple[Later[Obligation], ...] = Field(
        (), description="What you promised the client."
    )


class ChangeRequest(Entry):
    """A change the client asked for after the scope was agreed."""

    date: Date = Field(description="The day they asked for it.")
    what: Text | None = Field(None, description="What they asked for.")
    hours: Amount | None = Field(None, description="Hours it took or will take.")
    done: Date | None = Field(None, description="The day it was finished.")
    billed: DateOrFlag = Field(False, description="The day it was billed, or true or false.")


class Revision(Entry):
    """A round of revisions of something you delivered."""

    date: Date = Field(description="The day of the round.")
    note: Text | None = Field(None, description="What it was about.")


class Project(Entry):
    """A piece of work with a scope: for a fixed fee, or by the hour."""

    id: Identifier = Field(description="A short name, unique for this client.")
    name: Text | None = Field(None, description="The project's name.")
    fee: PositiveAmount | None = Field(
        None,
        description="The fixed fee net of tax, in the client's currency. Without: by the hour.",
    )
    estimated_hours: PositiveAmount | None = Field(None, description="The hours it should take.")
    started: Date | None = Field(None, description="The first day.")
    finished: Date | None = Field(None, description="The day it was done.")
    included_revisions: Annotated[int, Field(ge=0, le=100)] | None = Field(
        None, description="Revision rounds in the price, where the contract differs."
    )
    change_requests: tuple[Later[ChangeRequest], ...] = Field(
        (), description="Changes they asked for."
    )
    revisions: tuple[Later[Revision], ...] = Field((), description="Rounds of revision.")


Deduction = Literal["discount", "fee", "withheld-tax"]
TakenBack = Literal["returned", "chargeback", "refund"]


class Payment(Entry):
    """Money that came in, or went back."""

    date: Date = Field(description="The day it arrived.")
    amount: NonzeroAmount = Field(
        description="Gross, in the client's currency. Negative for money that went back."
    )
    deducted: PositiveAmount | None = Field(
        None,
        description="What was kept back but counts as paid: the payment settles `amount` and this.",
    )
    reason: Deduction | TakenBack | None = Field(
        None,
        description="Why something was deducted, or why a negative amount went back. A discount or "
        "fee lowers the revenue; withheld-tax does not.",
    )
    deposit: bool = Field(False, description="true for a payment made before the invoice.")


class Adjustment(Entry):
    """A credit note, or a part of an invoice written off."""

    date: Date = Field(description="The day of the credit note or write-off.")
    amount: PositiveAmount = Field(description="Gross, in the client's currency.")
    reason: Text | None = Field(None, description="Why.")


class Instalment(Entry):
    """A part of an invoice with its own due date."""

    date: Date = Field(description="The day it is due.")
    amount: PositiveAmount = Field(description="Gross, in the client's currency.")


class _DayOr:
    """Reads a single day on its own, and a list in the type's own way."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        several = handler.generate_schema(tuple[Later[Instalment], ...])
        written = core_schema.wrap_serializer_function_ser_schema(self._written)
        return core_schema.no_info_wrap_validator_function(
            self._read, several, serialization=written
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        day: JsonSchemaValue = {"type": "string", "format": "date"}
        return {"anyOf": [day, handler(schema)]}

    @staticmethod
    def _written(value: object, several: core_schema.SerializerFunctionWrapHandler) -> Any:
        return value if isinstance(value, date) else several(value)

    @staticmethod
    def _read(value: object, several: core_schema.ValidatorFunctionWrapHandler) -> Any:
        return several(value) if isinstance(value, (list, tuple)) else parse_date(value)


DueDays = Annotated[date | tuple[Later[Instalment], ...], _DayOr()]
"""The day that an invoice is due, or a list of `{date, amount}` that add up to it."""


def _parse_paid(value: object) -> date | Literal["unknown"]:
    if value == UNKNOWN:
        return UNKNOWN
    if isinstance(value, str) and not value[:1].isdigit():
        text = "write the day as 2026-02-28, or unknown if nobody knows the day"
        raise wrong(f"{shown(value)} is not a date; {text}")
    return parse_date(value)


UNKNOWN: Literal["unknown"] = "unknown"
"""The value of `paid` on an invoice that was settled on an unknown day."""

PaidDay = Annotated[
    date | Literal["unknown"],
    Parsed(_parse_paid, {"anyOf": [{"type": "string", "format": "date"}, {"const": UNKNOWN}]}),
]


class Invoice(Entry):
    """A bill to the client; a negative amount is a credit note."""

    number: Text = Field(description="The invoice number, unique for this client.")
    issued: Date = Field(description="The day it was issued.")
    amount: Number = Field(
        description="Gross, with tax and expenses, in the client's currency. Negative for a credit "
        "note, which counts from the day it was issued."
    )
    tax: Number = Field(Decimal(0), description="The tax in the amount, with its sign.")
    expenses: Number = Field(
        Decimal(0), description="Expenses in the amount, net of tax, with its sign."
    )
    due: DueDays | None = Field(
        None,
        description="The day it is due, or instalments that add up to the amount. Default: "
        "`issued` plus the terms in force that day.",
    )
    project: Text | None = Field(None, description="The id of the project it bills.")
    status: Literal["draft", "sent", "paid", "void"] | None = Field(
        None,
        description="draft or void: nobody owes it, and it is no revenue. sent and paid change "
        "nothing; `paid` has the day of payment.",
    )
    paid: PaidDay | None = Field(
        None,
        description="The day the rest was paid; or unknown, if nobody knows the day. Then its "
        "lateness is not judged.",
    )
    settled: Amount | None = Field(
        None,
        description="The part of the amount that was paid on unknown days. Its lateness is not "
        "judged.",
    )
    credits: Text | None = Field(
        None, description="For a credit note: the number of the invoice it credits."
    )
    disputed: DateOrFlag = Field(
        False, description="The day the client disputed it; true: from the day of issue."
    )
    deposit: bool = Field(False, description="true if payments may come before the invoice.")
    payments: tuple[Payment, ...] = Field((), description="What was paid.")
    credit_notes: tuple[Later[Adjustment], ...] = Field((), description="Credit notes.")
    write_offs: tuple[Later[Adjustment], ...] = Field((), description="What you gave up as lost.")

    @property
    def is_credit_note(self) -> bool:
        """Whether it is a credit for the client, not a bill."""
        return self.amount < 0

    @property
    def is_owed(self) -> bool:
        """Whether it counts at all: a draft or a cancelled invoice does not."""
        return self.status not in {"draft", "void"}


TimeKind = Literal["delivery", "revision", "meeting", "admin", "travel"]
"""What time was spent on."""


class TimeEntry(Entry):
    """Time worked for the client on one day."""

    date: Date = Field(
        description="The day. Write `month` instead if you only know a month's hours."
    )
    hours: EntryHours = Field(
        description='Hours as a decimal or as a clock shows them: 1.5, "1:30" or 1h 30m.'
    )
    project: Text | None = Field(None, description="The id of the project.")
    billable: bool = Field(True, description="false for time that you will never bill.")
    invoice: Text | None = Field(None, description="The number of the invoice that bills it.")
    kind: TimeKind | None = Field(
        None, description="What it was spent on; meeting, admin and travel are overhead."
    )
    note: Text | None = Field(None, description="What was done.")

    @property
    def first_day(self) -> datetime.date:
        """The first day on which the time may have been worked."""
        return self.date


class MonthOfTime(Entry):
    """The time worked for the client in a month, if the days are not known.

    The hours count on the last day of the month, and not before.
    """

    month: Month = Field(description="The month, such as 2026-01.")
    hours: MonthHours = Field(description="All hours of the month that no other entry has.")
    project: Text | None = Field(None, description="The id of the project.")
    billable: bool = Field(True, description="false for time that you will never bill.")
    invoice: Text | None = Field(None, description="The number of the invoice that bills it.")
    kind: TimeKind | None = Field(
        None, description="What it was spent on; meeting, admin and travel are overhead."
    )
    note: Text | None = Field(None, description="What was done.")

    @property
    def date(self) -> datetime.date:
        """The day on which the hours count: the last of the month."""
        return self.month

    @property
    def first_day(self) -> datetime.date:
        """The first day on which the time may have been worked."""
        return self.month.replace(day=1)


Time = TimeEntry | MonthOfTime


class TimeRow(TimeEntry):
    """A row of an export: a timer may have run on, so more than 24 hours are only a warning."""

    hours: MonthHours = Field(description=TimeEntry.model_fields["hours"].description)


class Cost(Entry):
    """Money spent on the work for a client: a subcontractor, a licence, a journey."""

    date: Date = Field(description="The day it was spent.")
    amount: PositiveAmount = Field(
        description="Net of the tax you get back, in the client's currency."
    )
    what: Text | None = Field(None, description="What for.")


class Waiver(Entry):
    """A finding accepted for a while."""

    rule: Annotated[Text, InPublic.ITSELF] = Field(description="The rule, by code or name.")
    reason: Annotated[Text, InPublic.OTHER] = Field(description="Why you accept it.")
    from_: Date = Field(alias="from", description="The first day.")
    until: Date = Field(description="The last day, at most 366 days after `from`.")


class Client(Entry):
    """A client, a former client or a prospect, with everything you recorded."""

    id: Identifier = Field(description="A short name, unique in the ledger.")
    name: Text = Field(description="The client's name.")
    aliases: Texts = Field((), description="Other names.")
    first_contact: Date | None = Field(None, description="The day of the first contact.")
    since: Date | None = Field(
        None,
        description="The first day as a client. Default: the day of the first invoice or the first "
        "billable hours; with neither, they are a prospect.",
    )
    until: Date | None = Field(None, description="The last day as a client.")
    country: Country | None = Field(None, description="ISO 3166 code of the client's country.")
    currency: Currency | None = Field(
        None, description="The currency of all their amounts. Default: the business's."
    )
    timezone: Text | None = Field(None, description="The client's IANA time zone.")
    working_hours: Later[WorkingHours] | None = Field(
        None, description="When contact is welcome, if you agreed other hours with this client."
    )
    language: Text | None = Field(None, description="The language for letters, such as de.")
    billing: Literal["paid", "pro-bono"] = Field("paid", description="pro-bono is not ranked.")
    fit: DatedNumbers = Field(
        (), description="Your own rating of a prospect's fit, from 1 to 5; 5 is a hell yes."
    )
    team_buy_in: DatedFlags = Field((), description="Whether the client's team wants the work.")
    contacts: tuple[Later[Contact], ...] = Field((), description="The people at the client.")
    domains: Texts = Field(
        (),
        description="The domains of their addresses, such as acme.com. Mail and meetings with "
        "anybody there count as theirs.",
    )
    contract: Later[Contract] | None = Field(None, description="What was agreed.")
    projects: tuple[Later[Project], ...] = Field((), description="The pieces of work.")
    invoices: tuple[Invoice, ...] = Field((), description="The bills.")
    payments: tuple[Payment, ...] = Field(
        (), description="Money without an invoice of its own: an advance, a retainer."
    )
    time: tuple[Later[Time], ...] = Field((), description="The hours worked.")
    costs: tuple[Later[Cost], ...] = Field((), description="What the work for the client cost you.")
    platform_fee_percent: DatedNumbers = Field(
        (), description="What a platform keeps of everything you bill them, in percent."
    )
    events: tuple[Event, ...] = Field((), description="What happened, by kind.")
    waivers: tuple[Later[Waiver], ...] = Field((), description="Findings accepted for a while.")

    @field_validator("domains")
    @classmethod
    def _own_domains(cls, domains: tuple[str, ...]) -> tuple[str, ...]:
        from clienthealth.ledger.exports.addresses import domain_problem  # noqa: PLC0415  # rarely used

        problems = [*filter(None, map(domain_problem, domains))]
        if problems:
            raise wrong("; ".join(problems))
        return domains


class Ledger(Entry):
    """A whole ledger: one file, or the merged files of a folder."""

    version: Literal["1", 1] = Field(description="The version of this format: 1.")
    business: Business = Field(description="The freelancer's own business.")
    exchange_rates: Annotated[dict[Currency, DatedNumbers], BeforeValidator(unmarked)] = Field(
        default_factory=dict, description="What one unit of a currency is worth in yours."
    )
    policy: Later[Policy] = Field(
        default_factory=Policy.model_construct, description="Your own thresholds and weights."
    )
    include: tuple[Later[Include], ...] = Field(
        (), description="Exports that belong to the ledger."
    )
    clients: tuple[Client, ...] = Field(description="The clients and prospects.")

    _sources: Sources = PrivateAttr(default_factory=Sources)
    _warnings: tuple[Problem, ...] = PrivateAttr(default=())
    _accounts: tuple[FileAccount, ...] = PrivateAttr(default=())

    @property
    def sources(self) -> Sources:
        """The files the ledger was read from; empty for one built in Python."""
        return self._sources

    def place_of(self, position: int, path: tuple[str | int, ...]) -> Place | None:
        """The place of an entry of a client, or of the nearest one around it that has a place.

        Args:
            position: The client's place in the list.
            path: The fields and indices that lead from the client to the entry.
        """
        return self._sources.place(mark_of(self.clients[position], path))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What looks odd but is accepted."""
        return self._warnings

    @property
    def accounts(self) -> tuple[FileAccount, ...]:
        """How many rows of each included file count, and why others do not."""
        return self._accounts

    @property
    def kinds_of_files(self) -> frozenset[str]:
        """The kinds of event that an included mailbox or calendar records."""
        return frozenset(
            KINDS_RECORDED[a.format] for a in self._accounts if a.format in KINDS_RECORDED
        )


def mark_of(client: Client, path: tuple[str | int, ...]) -> int:
    """The mark of an entry of a client, or of the nearest enclosing entry that has one."""
    entry: object = client
    mark = client.mark
    for part in path:
        entry = entry[part] if isinstance(part, int) else getattr(entry, part)  # type: ignore[index]  # a path leads through tuples
        mark = getattr(entry, "mark", 0) or mark
    return mark
