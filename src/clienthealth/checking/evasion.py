"""What a pull request could hide with each field of the models, and what `check` reports.

The question for each field: can a change of it lower a finding? A field without an answer here
fails a test, and so does a field with a wrong answer. The policy, the business, exchange rates,
includes, waivers and the baseline are compared as a whole.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from clienthealth.checking.model import (
    CHANGED_BUSINESS,
    CHANGED_INCLUDE,
    CHANGED_POLICY,
    CHANGED_WAIVER,
    OwnRule,
)
from clienthealth.ledger.fields import Entry
from clienthealth.ledger.models import Client, Ledger

NOT_TOLD = {"business": frozenset({"name"}), "policy": frozenset({"planning"})}
"""Fields within the wholes that judge nobody."""
Answer = Literal["told", "filled", "observed", "known by", "no measure"]
MEANINGS: dict[Answer, str] = {
    "told": "any change is reported",
    "filled": "a first value is not reported, because it is filled in when something happens; a "
    "later change is",
    "observed": "another figure is not reported; any other change is",
    "known by": "it identifies the entry, so another value is one entry removed and one added",
    "no measure": "nothing is reported, because no finding depends on it",
}
"""What is reported about a field of an entry older than 31 days."""

WHOLE: dict[str, OwnRule] = {
    "business": CHANGED_BUSINESS,
    "exchange_rates": CHANGED_BUSINESS,
    "policy": CHANGED_POLICY,
    "include": CHANGED_INCLUDE,
    "clients[].waivers[]": CHANGED_WAIVER,
}
"""What is compared as a whole, and the result that reports a change of any of its fields."""

_EVENT = {"known by": "kind at", "told": "project", "filled": "note"}


def _event(told: str = "", filled: str = "") -> dict[Answer, str]:
    return {
        "known by": _EVENT["known by"],
        "told": f"{_EVENT['told']} {told}",
        "filled": f"{_EVENT['filled']} {filled}",
    }


_TIME: dict[Answer, str] = {"told": "hours project billable kind", "filled": "invoice note"}

FIELDS: dict[str, dict[Answer, str]] = {
    "Client": {
        "told": "until country currency timezone working_hours billing contacts contract projects "
        "invoices payments time costs platform_fee_percent events",
        "filled": "first_contact since",
        "observed": "fit team_buy_in",
        "known by": "id",
        "no measure": "name aliases domains language waivers",
    },
    "WorkingHours": {"told": "days start end timezone"},
    "Contact": {
        "told": "from_",
        "filled": "decision_maker champion until",
        "known by": "name",
        "no measure": "role email",
    },
    "Contract": {
        "told": "terms_days notice_days included_revisions late_interest_percent obligations",
        "filled": "signed walked_through statement_of_work",
    },
    "Obligation": {"told": "prepaid", "filled": "what done", "known by": "due"},
    "Project": {
        "told": "fee estimated_hours started included_revisions change_requests revisions",
        "filled": "finished",
        "known by": "id",
        "no measure": "name",
    },
    "ChangeRequest": {"told": "hours", "filled": "what done billed", "known by": "date"},
    "Revision": {"filled": "note", "known by": "date"},
    "Invoice": {
        "told": "issued amount tax expenses due project status settled credits deposit payments "
        "credit_notes write_offs",
        "filled": "paid disputed",
        "known by": "number",
    },
    "Payment": {"told": "amount deducted reason deposit", "known by": "date"},
    "Adjustment": {"told": "amount reason", "known by": "date"},
    "TimeEntry": {**_TIME, "known by": "date"},
    "MonthOfTime": {**_TIME, "known by": "month"},
    "Cost": {"told": "amount", "filled": "what", "known by": "date"},
    "AskedEvent": _event(),
    "GoodEvent": _event(),
    "FiringConsideredEvent": _event(),
    "MessageEvent": _event("direction channel urgent", "answered_at"),
    "MeetingEvent": _event("outcome by ad_hoc decision_maker_present"),
    "FeedbackEvent": _event("clear"),
    "ComplaintEvent": _event("justified", "about"),
    "StallEvent": _event("", "excuse"),
    "DecisionEvent": _event("reversed", "what"),
    "InputDueEvent": {
        "known by": "kind due",
        "told": "at project",
        "filled": "note received what",
    },
    "ProposalRequestEvent": _event("answer_by", "what"),
    "FutureWorkPromiseEvent": _event("", "kept"),
    "PaymentExcuseEvent": _event("", "invoice excuse"),
    "AgreementDisputeEvent": _event("", "about invoice"),
    "MisconductEvent": _event("level", "what"),
    "DistressSignalEvent": _event("what"),
    "BoundaryEvent": _event("about"),
    "OutreachEvent": _event("step outcome"),
    "ReminderEvent": _event("step", "invoice"),
    "CancelledProjectEvent": _event("by kill_fee", "what"),
    "LapseEvent": _event("what"),
}
"""The answer for each field of each kind of entry of a client, by the name of its model."""

ADDED: dict[str, str] = {
    "Contact": "A decision-maker or champion who does not exist.",
    "Obligation": "Nothing: you owe it.",
    "Project": "A larger estimate or fee than agreed, for hours without a project.",
    "ChangeRequest": "One marked as billed.",
    "Revision": "Nothing: more of them are trouble.",
    "Invoice": "One that was paid on time, or never sent. A credit is reported as CHK015.",
    "Payment": "One that never arrived. A deduction is reported as CHK015.",
    "Adjustment": "It is reported as CHK015.",
    "TimeEntry": "Hours that were never worked, where a bill without hours is odd.",
    "MonthOfTime": "Hours that were never worked, where a bill without hours is odd.",
    "Cost": "Nothing: it lowers the rate.",
    "Waiver": "It is reported as CHK006.",
    "AskedEvent": "Nothing: it speaks against the client.",
    "GoodEvent": "Praise or a referral that never happened.",
    "FiringConsideredEvent": "Nothing: it speaks against the client.",
    "MessageEvent": "An answered one among unanswered ones.",
    "MeetingEvent": "One that was held, with a decision-maker.",
    "FeedbackEvent": "Clear feedback that never came.",
    "ComplaintEvent": "A justified one, so that the trouble seems to be your fault.",
    "StallEvent": "Nothing: it speaks against the client.",
    "DecisionEvent": "A decision that was never made.",
    "InputDueEvent": "One that came on time, among late ones.",
    "ProposalRequestEvent": "A newer one, so that the silence seems short.",
    "FutureWorkPromiseEvent": "One marked as kept.",
    "PaymentExcuseEvent": "Nothing: it speaks against the client.",
    "AgreementDisputeEvent": "Nothing: it speaks against the client.",
    "MisconductEvent": "Nothing: it speaks against the client.",
    "DistressSignalEvent": "Nothing: it speaks against the client.",
    "BoundaryEvent": "A talk that never happened. One that takes effect at once is reported as "
    "CHK015.",
    "OutreachEvent": "A step that was never taken, or an answer to it.",
    "ReminderEvent": "Nothing: no rule uses it.",
    "CancelledProjectEvent": "One that you cancelled, or one with a fee.",
    "LapseEvent": "A lapse of yours that never happened, which delays a verdict.",
}
"""What an added entry of each kind could hide. Only a reader of the diff can see it."""


class Asked(NamedTuple):
    """A field of a model, and its answer."""

    model: type[Entry]
    field: str
    answer: Answer | None
    """None where there is no answer yet."""


class Found(NamedTuple):
    """A model of a client's record, and the fields that lead to it from the client."""

    model: type[Entry]
    path: tuple[str, ...]
    in_list: bool


def asked() -> Iterator[Asked]:
    """Every field of every model of a client's record, from the models."""
    for model in dict.fromkeys(found.model for found in record_models()):
        given = {
            field: answer
            for answer, names in FIELDS.get(model.__name__, {}).items()
            for field in names.split()
        }
        for field in fields(model):
            yield Asked(model, field, given.get(field))


def record_models() -> tuple[Found, ...]:
    """The models of a client's record, without waivers and figures with their days."""
    found = [Found(Client, (), in_list=True)]
    for each in found:
        for name in fields(each.model):
            annotation = each.model.model_fields[name].annotation
            for model in _entries(annotation):
                path = (*each.path, name)
                if not _is_value(model) and name != "waivers":
                    found.append(Found(model, path, in_list=tuple in _origins(annotation)))
    return tuple(found)


def fields(model: type[Entry]) -> tuple[str, ...]:
    """The fields of a model that a user can write."""
    return tuple(name for name, field in model.model_fields.items() if not field.exclude)


def ledger_fields() -> tuple[str, ...]:
    """The fields of the ledger besides the clients."""
    return tuple(name for name in fields(Ledger) if name not in {"version", "clients"})


def _is_value(model: type[Entry]) -> bool:
    """Whether a model is a figure with its day, or an instalment: one value in long form."""
    return len(fields(model)) == 2 and bool({"from_", "amount"} & {*fields(model)})


def _entries(annotation: Any) -> Iterator[type[Entry]]:  # whatever pydantic lets one write
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in _parts(annotation):
        yield from _entries(part)


def _origins(annotation: Any) -> Iterator[object]:  # as above
    yield get_origin(annotation)
    for part in _parts(annotation):
        yield from _origins(part)


def _parts(annotation: Any) -> tuple[Any, ...]:  # as above
    if get_origin(annotation) is Annotated:
        return get_args(annotation)[:1]
    if get_origin(annotation) in (tuple, Union, UnionType):
        return get_args(annotation)
    return ()
