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

from clienthealth.ledger.core_schemas import Later, Parsed
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
from clienthealth.ledger.sources import Sources

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=64)]
Days = Annotated[int, Field(ge=0, le=3660)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

RECORDED_KINDS = (*EVENT_MODELS, "change_request", "revision", "contract")
"""The kinds of entry of which 'none' and 'not kept' must be told apart (`business.keeps`)."""


class DatedNumber(Entry):
    """A number that holds from a day on."""

    value: Number = Field(description="The number.")
    from_: Date | None = Field(
        None,
        alias="from",
        description="The first day it holds; leave out for 'from the beginning'.",
    )


class DatedFlag(Entry):
    """A yes or no that holds from a day on."""

    value: bool = Field(description="true or false.")
    from_: Date | None = Field(
        None,
        alias="from",
        description="The first day it holds; leave out for 'from the beginning'.",
    )


class DatedDays(Entry):
    """Days to pay that hold from a day on."""

    days: Days = Field(description="Days to pay.")
    from_: Date | None = Field(
        None,
        alias="from",
        description="The first day it holds; leave out for 'from the beginning'.",
    )


def _one_value(value: object) -> object:
    """A bare value stands for a list of one that holds from the beginning."""
    return value if isinstance(value, (list, tuple)) else [{"value": value}]


def _one_term(value: object) -> object:
    """Bare days stand for a list of one that holds from the beginning."""
    return value if isinstance(value, (list, tuple)) else [{"days": value}]


DatedNumbers = Annotated[tuple[Later[DatedNumber], ...], BeforeValidator(_one_value)]
"""One number, or a list of `{value, from}` that each hold from a day on."""

DatedFlags = Annotated[tuple[Later[DatedFlag], ...], BeforeValidator(_one_value)]
"""true or false, or a list of `{value, from}` that each hold from a day on."""


TermsDays = Annotated[tuple[Later[DatedDays], ...], BeforeValidator(_one_term)]
"""Days to pay, or a list of `{days, from}` that each hold for what is issued from a day on."""


class WorkingHours(Entry):
    """When messages and calls are welcome.

    A working day that ends before it starts goes on past midnight, and its last hours belong to
    the day on which it began.
    """

    days: tuple[Weekday, ...] = Field(
        ("mon", "tue", "wed", "thu", "fri"), description="The working days of the week."
    )
    start: Clock = Field(description='The first minute of the working day, such as "09:00".')
    end: EndOfDay = Field(
        description='The end of the working day, such as "18:00" or "24:00"; before `start`: on '
        "the next day."
    )
    timezone: Text | None = Field(
        None, description="An IANA time zone such as Europe/Berlin; times are in this zone."
    )


class Business(Entry):
    """The freelancer's own business."""

    name: Text = Field(description="The name of the business.")
    currency: Currency = Field(description="The ISO 4217 code of the currency of all reports.")
    target_rate: DatedNumbers = Field((), description="What an hour should bring, in `currency`.")
    cost_rate: DatedNumbers = Field(
        (), description="What an hour costs, in `currency`; below it an hour loses money."
    )
    capacity_hours: PositiveAmount | None = Field(
        None, description="Hours that can be worked in a month."
    )
    terms_days: TermsDays = Field(
        (DatedDays(days=30),),
        description="Days to pay where neither invoice nor contract says; an invoice has those of "
        "the day it was issued.",
    )
    working_hours: Later[WorkingHours] | None = Field(
        None, description="When contact is welcome; needed to see contact out of hours."
    )
    country: Country | None = Field(
        None, description="ISO 3166 code of the country the business sits in."
    )
    emails: Texts = Field(
        (),
        description="Your own addresses, to tell in a mailbox what you wrote; @example.com stands "
        "for all addresses of a domain.",
    )
    keeps: tuple[str, ...] | None = Field(
        None,
        description="The kinds of event that this business records, so that none of a kind means "
        "none. Left out: the kinds that occur anywhere in the ledger. Beside the kinds of event "
        "it may name change_request, revision and contract; contracts are kept wherever a client "
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
                raise wrong(f"{shown(kind)} is not a kind of event; {near}")
        return kinds


class Contact(Entry):
    """A person at the client."""

    name: Text = Field(description="The person's name.")
    role: Text | None = Field(None, description="The person's role, such as CEO.")
    email: Text | None = Field(None, description="The person's address.")
    decision_maker: bool | None = Field(
        None, description="Whether this person can sign or release budget; leave out if unknown."
    )
    champion: bool | None = Field(
        None, description="Whether this person is at the top and wants the work to succeed."
    )
    from_: Date | None = Field(None, alias="from", description="Since when.")
    until: Date | None = Field(None, description="The last day.")


class Obligation(Entry):
    """Something promised to the client."""

    what: Text = Field(description="What was promised.")
    due: Date | None = Field(None, description="The day it is due.")
    done: Date | None = Field(None, description="The day it was delivered.")
    prepaid: bool = Field(False, description="Whether the client has already paid for it.")


class Contract(Entry):
    """What was agreed with the client."""

    signed: Date | None = Field(None, description="The day it was signed.")
    walked_through: DateOrFlag | None = Field(
        None, description="Whether (or when) it was gone through together, clause by clause."
    )
    terms_days: TermsDays | None = Field(
        None, description="Days to pay; an invoice has those of the day it was issued."
    )
    notice_days: Days | None = Field(None, description="The notice period in days.")
    late_interest_percent: Percent | None = Field(
        None,
        description="The agreed interest a year on what is paid late, in percent; left out: that "
        "of the law.",
    )
    statement_of_work: Text | None = Field(
        None, description="Where the scope is written down, or the scope itself."
    )
    included_revisions: Annotated[int, Field(ge=0, le=100)] | None = Field(
        None, description="Revision rounds that the price includes."
    )
    obligations: tuple[Later[Obligation], ...] = Field(
        (), description="What was promised to the client."
    )


class ChangeRequest(Entry):
    """A change the client asked for after the scope was agreed."""

    date: Date = Field(description="The day it was asked for.")
    what: Text | None = Field(None, description="What was asked for.")
    hours: Amount | None = Field(None, description="Hours it took or will take.")
    done: Date | None = Field(None, description="The day it was finished.")
    billed: DateOrFlag = Field(False, description="The day it was billed, or true or false.")


class Revision(Entry):
    """A round of revisions of something delivered."""

    date: Date = Field(description="The day of the round.")
    note: Text | None = Field(None, description="What it was about.")


class Project(Entry):
    """A piece of work with a scope: for a fixed fee, or by the hour."""

    id: Identifier = Field(description="A short name, unique with this client.")
    name: Text | None = Field(None, description="The project's name.")
    fee: PositiveAmount | None = Field(
        None, description="The fixed fee net of tax, in the client's currency; none: by the hour."
    )
    estimated_hours: PositiveAmount | None = Field(None, description="The hours it should take.")
    started: Date | None = Field(None, description="The first day.")
    finished: Date | None = Field(None, description="The day it was done.")
    included_revisions: Annotated[int, Field(ge=0, le=100)] | None = Field(
        None, description="Revision rounds in the price, where it differs from the contract."
    )
    change_requests: tuple[Later[ChangeRequest], ...] = Field((), description="Changes asked for.")
    revisions: tuple[Later[Revision], ...] = Field((), description="Rounds of revision.")


Deduction = Literal["discount", "fee", "withheld-tax"]
TakenBack = Literal["returned", "chargeback", "refund"]


class Payment(Entry):
    """Money that came in, or that went back."""

    date: Date = Field(description="The day it arrived.")
    amount: NonzeroAmount = Field(
        description="Gross, in the client's currency. Negative where it went back."
    )
    deducted: PositiveAmount | None = Field(
        None,
        description="What was kept back and is settled all the same: the payment counts for "
        "`amount` and this.",
    )
    reason: Deduction | TakenBack | None = Field(
        None,
        description="Why something was deducted: discount and fee lower the revenue, withheld-tax "
        "does not. Or why a negative amount went back.",
    )
    deposit: bool = Field(False, description="true for a payment made before the invoice.")


class Adjustment(Entry):
    """A credit note, or a part of an invoice written off."""

    date: Date = Field(description="The day of the credit note or write-off.")
    amount: PositiveAmount = Field(description="Gross, in the client's currency.")
    reason: Text | None = Field(None, description="Why.")


class Instalment(Entry):
    """A part of an invoice with a day of its own."""

    date: Date = Field(description="The day it is due.")
    amount: PositiveAmount = Field(description="Gross, in the client's currency.")


class _DayOr:
    """Reads a single day by itself, and anything written as a list in the type's own way."""

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
        text = "write the day as 2026-02-28, or unknown where it is settled and nobody knows when"
        raise wrong(f"{shown(value)} is not a date; {text}")
    return parse_date(value)


UNKNOWN: Literal["unknown"] = "unknown"
"""What `paid` says of an invoice that is settled, nobody knows when."""

PaidDay = Annotated[
    date | Literal["unknown"],
    Parsed(_parse_paid, {"anyOf": [{"type": "string", "format": "date"}, {"const": UNKNOWN}]}),
]


class Invoice(Entry):
    """A bill to the client; a negative amount is a credit note of its own."""

    number: Text = Field(description="The invoice number, unique with this client.")
    issued: Date = Field(description="The day it was issued.")
    amount: Number = Field(
        description="Gross, tax and expenses included, in the client's currency; negative for a "
        "credit note, which counts from the day it was issued."
    )
    tax: Number = Field(Decimal(0), description="The tax in the amount, with its sign.")
    expenses: Number = Field(
        Decimal(0), description="Expenses passed on in the amount, net of tax, with its sign."
    )
    due: DueDays | None = Field(
        None,
        description="The day it is due, or instalments that add up to the amount; left out: "
        "`issued` plus the terms in force that day.",
    )
    project: Text | None = Field(None, description="The id of the project it bills.")
    status: Literal["draft", "sent", "paid", "void"] | None = Field(
        None,
        description="draft or void: owed by nobody, and no revenue. sent and paid say nothing "
        "new; when it was paid says `paid`.",
    )
    paid: PaidDay | None = Field(
        None,
        description="The day on which what was open was paid; or unknown: it is settled, and its "
        "lateness is not judged.",
    )
    settled: Amount | None = Field(
        None,
        description="The part of the amount that was paid, nobody knows when; its lateness is not "
        "judged.",
    )
    credits: Text | None = Field(
        None, description="Of a negative amount: the number of the invoice that it is for."
    )
    disputed: DateOrFlag = Field(
        False, description="The day the client disputed it, or true: from the day of issue."
    )
    deposit: bool = Field(False, description="true where payments may come before the invoice.")
    payments: tuple[Payment, ...] = Field((), description="What was paid.")
    credit_notes: tuple[Later[Adjustment], ...] = Field((), description="Credit notes.")
    write_offs: tuple[Later[Adjustment], ...] = Field((), description="What was given up as lost.")

    @property
    def is_credit_note(self) -> bool:
        """Whether it is a credit of the client and not a bill."""
        return self.amount.is_signed() and self.amount != 0

    @property
    def is_owed(self) -> bool:
        """Whether it counts at all: a draft or a cancelled invoice does not."""
        return self.status not in {"draft", "void"}


TimeKind = Literal["delivery", "revision", "meeting", "admin", "travel"]
"""What time was spent on."""


class TimeEntry(Entry):
    """Time worked for the client on one day."""

    date: Date = Field(
        description="The day; write `month` in its place where only a month's hours are known."
    )
    hours: EntryHours = Field(
        description='Hours in decimals or as a clock shows them: 1.5, "1:30" or 1h 30m.'
    )
    project: Text | None = Field(None, description="The id of the project.")
    billable: bool = Field(True, description="false for time that will never be billed.")
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
    """The time worked for the client in a month, where the days are not known.

    The hours count on the last day of the month, and are not seen before it.
    """

    month: Month = Field(description="The month, such as 2026-01.")
    hours: MonthHours = Field(description="All its hours that no other entry holds.")
    project: Text | None = Field(None, description="The id of the project.")
    billable: bool = Field(True, description="false for time that will never be billed.")
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
    """A row of an export, in which a timer may have run on: more than 24 hours are a warning."""

    hours: MonthHours = Field(description=TimeEntry.model_fields["hours"].description)


class Cost(Entry):
    """Money spent on the work for a client: a subcontractor, a licence, a journey."""

    date: Date = Field(description="The day it was spent.")
    amount: PositiveAmount = Field(
        description="Net of the tax that you get back, in the client's currency."
    )
    what: Text | None = Field(None, description="What for.")


class Waiver(Entry):
    """A finding accepted for a while."""

    rule: Annotated[Text, InPublic.ITSELF] = Field(description="The rule, by code or name.")
    reason: Annotated[Text, InPublic.OTHER] = Field(description="Why it is accepted.")
    from_: Date = Field(alias="from", description="The first day.")
    until: Date = Field(description="The last day, at most 366 days after `from`.")


class Client(Entry):
    """A client, a former client or a prospect, and everything that was recorded."""

    id: Identifier = Field(description="A short name, unique in the ledger.")
    name: Text = Field(description="The client's name.")
    aliases: Texts = Field((), description="Other names.")
    first_contact: Date | None = Field(None, description="The day of the first contact.")
    since: Date | None = Field(
        None,
        description="The first day as a client. Left out: the day of the first invoice or of the "
        "first hours to be billed; with neither, a prospect.",
    )
    until: Date | None = Field(None, description="The last day as a client.")
    country: Country | None = Field(None, description="ISO 3166 code of the client's country.")
    currency: Currency | None = Field(
        None, description="The currency of all its amounts; left out: the business's."
    )
    timezone: Text | None = Field(None, description="The client's IANA time zone.")
    working_hours: Later[WorkingHours] | None = Field(
        None, description="When contact was agreed with this client, where it differs."
    )
    language: Text | None = Field(None, description="The language for letters, such as de.")
    billing: Literal["paid", "pro-bono"] = Field("paid", description="pro-bono is not ranked.")
    fit: DatedNumbers = Field(
        (), description="Your own rating of a prospect's fit, 1 to 5; 5 is a hell yes."
    )
    team_buy_in: DatedFlags = Field((), description="Whether the client's team wants the work.")
    contacts: tuple[Later[Contact], ...] = Field((), description="The people at the client.")
    domains: Texts = Field(
        (),
        description="The domains of their addresses, such as acme.com: mail and meetings with "
        "anybody there are theirs.",
    )
    contract: Later[Contract] | None = Field(None, description="What was agreed.")
    projects: tuple[Later[Project], ...] = Field((), description="The pieces of work.")
    invoices: tuple[Invoice, ...] = Field((), description="The bills.")
    payments: tuple[Payment, ...] = Field(
        (), description="Money that is for no one invoice: an advance, a retainer."
    )
    time: tuple[Later[Time], ...] = Field((), description="The hours worked.")
    costs: tuple[Later[Cost], ...] = Field((), description="What the work for the client cost you.")
    platform_fee_percent: DatedNumbers = Field(
        (), description="What a platform keeps of everything billed to the client, in percent."
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
    """A whole ledger, of one file or of a folder of files merged."""

    version: Literal["1", 1] = Field(description="The version of this format: 1.")
    business: Business = Field(description="The freelancer's own business.")
    exchange_rates: Annotated[dict[Currency, DatedNumbers], BeforeValidator(unmarked)] = Field(
        default_factory=dict, description="What one unit of a currency is worth in the business's."
    )
    policy: Policy = Field(default_factory=Policy, description="Figures of the judgement.")
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

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What looks odd but is accepted."""
        return self._warnings

    @property
    def accounts(self) -> tuple[FileAccount, ...]:
        """What became of the rows of each included file."""
        return self._accounts

    @property
    def kinds_of_files(self) -> frozenset[str]:
        """The kinds of event that an included mailbox or calendar records by itself."""
        return frozenset(
            KINDS_RECORDED[a.format] for a in self._accounts if a.format in KINDS_RECORDED
        )
