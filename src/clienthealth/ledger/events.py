"""The vocabulary of events: what can happen with a client, each kind with its own fields."""

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args

from pydantic import Field

from clienthealth.ledger.core_schemas import OnDemand
from clienthealth.ledger.fields import Date, DateOrFlag, Entry, Moment, PositiveAmount, Text, Texts

Speaks = Literal["against", "for", "of-us", "by-its-fields", "nothing"]
"""What a kind of event is evidence of; `nothing` is our own bookkeeping."""

Misbehaviour = Literal["annoying", "unprofessional", "disrespectful", "abusive"]
Lapse = Literal[
    "untrained-staff",
    "limited-hours",
    "unprofessional-look",
    "hard-to-do-business-with",
    "hard-returns",
    "shoddy-work",
    "unresponsive",
    "made-to-feel-unimportant",
    "broken-promise",
    "felt-cheated",
]
Distress = Literal[
    "management-change",
    "new-owner",
    "layoffs",
    "sector-disruption",
    "closing-sites",
    "insolvency-rumour",
    "insolvent",
    "other",
]


class DatedEvent(Entry):
    """What every kind of event has: when it happened, and optionally a note and a project."""

    speaks: ClassVar[Speaks]
    """For or against the client, about our own side, as its fields say, or nothing."""
    if TYPE_CHECKING:  # each model has kinds of its own
        kind: str

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Refuse a kind that does not say what it is evidence of."""
        if not hasattr(cls, "speaks"):
            msg = f"{cls.__name__} does not say what it is evidence of; give it `speaks`"
            raise ImportError(msg)

    at: Moment = Field(
        description="When it happened: a date, or a date and time. "
        "A time without an offset is in the business's time zone."
    )
    note: Text | None = Field(None, description="What happened, in your own words.")
    project: Text | None = Field(None, description="The id of the client's project it belongs to.")

    @property
    def when(self) -> date | datetime:
        """The date or moment when the event counts."""
        return self.at


class AskedEvent(DatedEvent):
    """Something that a good client does not ask for.

    `free_advice` and `discount_request` are what they asked for; `price_shopping` is looking for
    the cheapest supplier rather than for a result; `hardball` is hard bargaining before the first
    meeting.
    """

    speaks = "against"
    kind: Literal["free_advice", "discount_request", "price_shopping", "hardball"]


class GoodEvent(DatedEvent):
    """Good evidence.

    `praise` is praise for the work; `referral` is somebody they sent who may become a client.
    """

    speaks = "for"
    kind: Literal["praise", "referral"]


class FiringConsideredEvent(DatedEvent):
    """You seriously thought about letting the client go."""

    speaks = "of-us"
    kind: Literal["firing_considered"]


class MessageEvent(DatedEvent):
    """A message or a call, from the client or to the client."""

    speaks = "by-its-fields"
    kind: Literal["message"]
    direction: Literal["in", "out"] = Field(
        "in", description="`in` from the client, `out` to them."
    )
    channel: Literal["call", "email", "chat", "letter"] | None = Field(
        None, description="How it came. A call out of hours counts even when it is not urgent."
    )
    urgent: bool = Field(False, description="Whether they demanded an instant answer or result.")
    answered_at: Moment | None = Field(
        None, description="When the other side answered. Leave it out while there is no answer."
    )


class MeetingEvent(DatedEvent):
    """A meeting that took place, or should have."""

    speaks = "by-its-fields"
    kind: Literal["meeting"]
    outcome: Literal["held", "cancelled", "moved", "no-show"] = Field(
        "held", description="What happened to it."
    )
    by: Literal["client", "us"] = Field(
        "client", description="Who cancelled, moved or missed it; not used when it was held."
    )
    ad_hoc: bool = Field(False, description="Whether it was called at short notice.")
    decision_maker_present: bool | None = Field(
        None, description="Whether somebody who can decide was there. Leave it out if unknown."
    )


class FeedbackEvent(DatedEvent):
    """The client's feedback on something you delivered."""

    speaks = "by-its-fields"
    kind: Literal["feedback"]
    clear: bool = Field(description="false for 'not quite it': nothing you can act on.")


class ComplaintEvent(DatedEvent):
    """The client complains about a delivery."""

    speaks = "by-its-fields"
    kind: Literal["complaint"]
    justified: bool = Field(description="Whether the client was right.")
    about: Text | None = Field(None, description="What the complaint was about.")


class StallEvent(DatedEvent):
    """The client put off a decision with an excuse."""

    speaks = "against"
    kind: Literal["stall"]
    excuse: Text | None = Field(
        None, description="The excuse: needs to think, after the holiday, call in two months ..."
    )


class DecisionEvent(DatedEvent):
    """The client decided, or took a decision back."""

    speaks = "by-its-fields"
    kind: Literal["decision"]
    what: Text | None = Field(None, description="What was decided.")
    reversed: bool = Field(False, description="true if they took an earlier decision back.")


class InputDueEvent(DatedEvent):
    """Content, an approval or an answer that the client owed by a date."""

    speaks = "by-its-fields"
    kind: Literal["input_due"]
    at: Moment | None = Field(None, description="When it was asked for; not needed.")  # type: ignore[assignment]  # the due date places it
    due: Date = Field(description="The day the client promised or was asked to deliver by.")
    received: Date | None = Field(None, description="The day it came. Leave it out until then.")
    what: Text | None = Field(None, description="What was due.")

    @property
    def when(self) -> date:
        """The due date: before it, nothing is late."""
        return self.due


class ProposalRequestEvent(DatedEvent):
    """The client asked for a proposal, a mock-up or a plan."""

    speaks = "by-its-fields"
    kind: Literal["proposal_request"]
    answer_by: Date | None = Field(
        None, description="The day by which the client promised a yes or no."
    )
    what: Text | None = Field(None, description="What was asked for.")


class FutureWorkPromiseEvent(DatedEvent):
    """The client wanted a better price because more work would follow."""

    speaks = "by-its-fields"
    kind: Literal["future_work_promise"]
    kept: DateOrFlag = Field(
        False, description="The day the promised work came, or true; false until then."
    )


class PaymentExcuseEvent(DatedEvent):
    """The client's excuse for not paying."""

    speaks = "against"
    kind: Literal["payment_excuse"]
    invoice: Text | None = Field(None, description="The number of the invoice.")
    excuse: Text | None = Field(None, description="The reason given.")


class AgreementDisputeEvent(DatedEvent):
    """An argument about what was agreed."""

    speaks = "against"
    kind: Literal["agreement_dispute"]
    about: Text | None = Field(None, description="What it was about.")
    invoice: Text | None = Field(
        None, description="The number of the invoice, if it was about one."
    )


class MisconductEvent(DatedEvent):
    """The client behaved badly, on the four levels of article 000."""

    speaks = "against"
    kind: Literal["misconduct"]
    level: Misbehaviour = Field(
        description="annoying, unprofessional, disrespectful (insults, distrust) or abusive."
    )
    what: Text | None = Field(None, description="What it was, in a word or two.")
    note: Text = Field(description="What was said or done. Required: a verdict may rest on it.")


class DistressSignalEvent(DatedEvent):
    """A sign that the client's business is in trouble."""

    speaks = "by-its-fields"
    kind: Literal["distress_signal"]
    what: Distress = Field(
        description="What kind of sign; `insolvent` once proceedings are opened or filed for."
    )


class BoundaryEvent(DatedEvent):
    """A talk in which you raised the trouble and set expectations."""

    speaks = "of-us"
    kind: Literal["boundary"]
    about: Texts = Field(
        min_length=1,
        description="The rules (PAY001 or late-payment) or families (PAY) that you raised.",
    )


class OutreachEvent(DatedEvent):
    """A step of 'three calls and a letter' to a prospect; a mail may replace a call."""

    speaks = "by-its-fields"
    kind: Literal["outreach"]
    step: Literal["call", "mail", "letter"] = Field(
        description="A call, a mail instead of a call, or the letter marked personal."
    )
    outcome: Literal["no-answer", "answered", "meeting", "declined"] = Field(
        "no-answer", description="What came of it."
    )


class ReminderEvent(DatedEvent):
    """A reminder that you sent for an open invoice; it is no evidence of anything."""

    speaks = "nothing"
    kind: Literal["reminder"]
    step: Literal["friendly", "firm", "final", "stop"] = Field(
        "friendly",
        description="A friendly reminder, a firm one, the final notice, or the stop of work.",
    )
    invoice: Text | None = Field(
        None, description="The number of the invoice. Default: all that were overdue that day."
    )


class CancelledProjectEvent(DatedEvent):
    """A project that was agreed and then cancelled."""

    speaks = "by-its-fields"
    kind: Literal["cancelled_project"]
    by: Literal["client", "us"] = Field("client", description="Who cancelled it.")
    kill_fee: PositiveAmount | None = Field(
        None, description="The agreed cancellation fee. Leave it out if there is none."
    )
    what: Text | None = Field(None, description="What was to be done.")


class LapseEvent(DatedEvent):
    """Something that went wrong on your own side (article 003)."""

    speaks = "of-us"
    kind: Literal["lapse"]
    what: Lapse = Field(description="Which of the ten ways to lose a customer.")


def _kinds(model: type[DatedEvent]) -> tuple[str, ...]:
    return get_args(model.model_fields["kind"].annotation)


_MODELS = tuple(DatedEvent.__subclasses__())

EVENT_MODELS: dict[str, type[DatedEvent]] = {
    kind: model for model in _MODELS for kind in _kinds(model)
}
"""Every kind of event and its model."""

if TYPE_CHECKING:
    Event = DatedEvent
else:
    _Any = reduce(or_, _MODELS)
    Event = Annotated[_Any, OnDemand(Annotated[_Any, Field(discriminator="kind")])]
    """Any event, told apart by its `kind`."""
