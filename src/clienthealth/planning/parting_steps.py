"""The steps of letting a client go, as far as the ledger calls for them (article 001)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from clienthealth.facts.client import Path, paths
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.notice import contract_of
from clienthealth.facts.unbilled import Unbilled
from clienthealth.facts.words_of_payment import from_due_date, several
from clienthealth.facts.work import tidy_hours
from clienthealth.facts.working_days import working_day_from
from clienthealth.ledger import written
from clienthealth.ledger.models import Obligation
from clienthealth.planning.command import Command
from clienthealth.planning.model import Alternative, Step
from clienthealth.planning.parting import Parting
from clienthealth.planning.shared_steps import decision_makers, own_side

ZERO = Decimal(0)
TOO_LATE = "comes too late for the notice"
NAMED = 5
"""The number of ledger entries that a note names at most."""

DOCUMENTS = (
    "the first e-mails, and the offer or estimate that they accepted",
    "agreements about scope, dates and price, including chats and notes of calls",
    "what the client expects, and what you have promised",
    "the invoices and payments so far",
)
"""What to gather if there is no contract (article 001)."""
UNPAID_DOCUMENTS = (
    "the first e-mails",
    "agreements about scope and dates, including chats and notes of calls",
    "what the client expects, and what you have promised",
)
"""The same for work that nobody pays."""


def parting_steps(part: Parting) -> Iterator[Step]:
    """All steps, in order."""
    yield _wait(part)
    yield _contract(part)
    if (hold := part.hold("our-side-first")) is not None:
        yield own_side(hold)
    yield from _obligations(part)
    yield from _invoices(part)
    yield from _dispute(part)
    waits = part.way.timed == "after-payment"
    if waits:
        yield from _collect(part)
    income = _income(part)
    if income is not None and part.told is None:
        yield income
    yield from _talk(part)
    if part.agreed_end is None:
        yield _record(part)
    yield _confirm(part)
    if (step := _alternative(part)) is not None:
        yield step
    if income is not None and part.told is not None:
        yield income
    yield _hand_over(part)
    if not part.facts.is_pro_bono:
        yield _last_invoice(part)
    if not waits:
        yield from _collect(part)
    yield _professional(part)


def _command(part: Parting, name: str, *words: str) -> Command:
    return Command(name, part.client.id, words)


def _wait(part: Parting) -> Step:
    until, earlier = part.wait_until, part.considered.earlier
    title = "Take the emotion out"
    if part.action == "fire":
        why = "decisions made in anger go badly; after abuse, though, there is no need to wait"
        return Step("wait", title, why, "A1")
    if part.told is not None:
        return Step("wait", title, "you have told them, so this is over", "A1", done=part.told)
    if until is not None:
        return Step(
            "wait",
            title,
            "parting in frustration goes wrong; sleep on it and decide with a cool head",
            "A1",
            due=until,
            command=_command(part, "log", "firing_considered") if earlier is None else None,
            advice=(f"you have considered it since {written.day(earlier)}",)
            if earlier is not None
            else (),
        )
    return Step(
        "wait",
        title,
        "the idea to part is not new, so there is no need to wait",
        "A1",
        done=earlier,
    )


def _contract(part: Parting) -> Step:
    contract, today = (
        contract_of(part.facts),
        working_day_from(part.facts.context, part.about.as_of),
    )
    if contract is None:
        return Step(
            "documents",
            "Gather what was agreed, because there is no contract",
            "without a contract, these papers show what each side owes the other",
            "A1",
            due=today,
            advice=UNPAID_DOCUMENTS if part.facts.is_pro_bono else DOCUMENTS,
        )
    notes = [f"signed on {written.day(contract.signed)}"] if contract.signed else []
    if contract.statement_of_work:
        notes.append(f"scope: {contract.statement_of_work}")
    notice = part.notice
    source = "from the contract" if notice.basis == "contract" else "the contract names none"
    return Step(
        "contract",
        "Read the contract line by line",
        "leave no loose end for the client to pull",
        "A1",
        due=today,
        advice=(f"notice: {written.count(notice.days, 'day')} ({source})",),
        notes=tuple(notes),
        evidence=(("contract",),),
    )


def _obligations(part: Parting) -> Iterator[Step]:
    owed = dict(part.owed)
    contract = contract_of(part.facts)
    for index, each in enumerate(contract.obligations if contract is not None else ()):
        if index in owed or _done_for_this(part, each):
            yield _obligation(part, index, each, is_open=index in owed)


def _done_for_this(part: Parting, each: Obligation) -> bool:
    """Whether something was delivered since you first considered parting."""
    begun = part.considered.earlier
    return begun is not None and each.done is not None and each.done >= begun


def _obligation(part: Parting, index: int, each: Obligation, *, is_open: bool) -> Step:
    as_of = part.about.as_of
    late = is_open and each.due is not None and each.due < as_of
    soonest = working_day_from(part.facts.context, as_of)
    due = soonest if late else each.due if each.due else part.way.last_day
    what = "Deliver what they have paid for" if each.prepaid else "Deliver what you promised"
    why = (
        "what they have paid for is theirs" if each.prepaid else "leave nothing undone that you owe"
    )
    return Step(
        f"obligation-{index + 1}",
        what,
        why,
        "A1",
        due=due,
        done=None if is_open else each.done,
        advice=(f"it was due on {written.day(each.due)}",) if late and each.due else (),
        notes=(each.what,),
        evidence=(("contract", "obligations", index),),
    )


_BILLS = {
    "time": (
        "invoice-time",
        "Invoice the unbilled hours",
        "they are priced at your target rate; use the agreed price if there is one",
    ),
    "fee": (
        "invoice-fee",
        "Invoice the part of the fee that is earned",
        "the fee in proportion to the hours, or the whole fee of a finished project",
    ),
    "changes": (
        "invoice-changes",
        "Invoice the changes that are done",
        "they are priced at your target rate; use the agreed price if there is one",
    ),
}


def _invoices(part: Parting) -> Iterator[Step]:
    """One step for each kind of unbilled work, over all projects."""
    for kind, (key, title, advice) in _BILLS.items():
        found = [each for each in part.money.unbilled if each.kind == kind]
        if not found:
            continue
        sums = [each.amount for each in found if each.amount is not None]
        hours = tidy_hours(sum((each.hours for each in found), ZERO))
        yield Step(
            key,
            title,
            "work that you bill after the talk gets paid last, if at all",
            "A1",
            due=working_day_from(part.facts.context, part.about.as_of),
            amount=sum(sums, ZERO) if sums else None,
            advice=(*([_hours(hours)] if hours else []), advice) if sums else (_UNPRICED,),
            notes=tuple(_named(found)),
            evidence=tuple(path for each in found for path in each.evidence),
        )


_UNPRICED = "the ledger has no price for it: neither hours with a target rate nor a fee"


def _hours(hours: Decimal) -> str:
    return f"{hours:,f} hour{'' if hours == 1 else 's'}"


def _named(found: list[Unbilled]) -> Iterator[str]:
    for each in found[:NAMED]:
        hours = f", {_hours(each.hours)}" if each.hours else ""
        yield f"project {each.project}{hours}" if each.project else f"without a project{hours}"
    if len(found) > NAMED:
        yield written.count(len(found) - NAMED, "more project")


def _dispute(part: Parting) -> Iterator[Step]:
    """What is disputed gets no reminder and is not waited for: it has to be settled."""
    disputed = part.money.in_dispute
    if part.money.disputed <= 0:
        return
    one = len({state.position for state in disputed}) == 1
    yield Step(
        "dispute",
        "Settle the dispute over an invoice" if one else "Settle the disputes over invoices",
        "nothing of it is paid before that, and an open dispute is a loose end for them to pull",
        "A1",
        due=working_day_from(part.facts.context, part.about.as_of),
        amount=part.money.disputed,
        advice=("agree on what they pay and by when, or give them a credit note for it",),
        notes=tuple(dict.fromkeys(_in_dispute(part, state) for state in disputed)),
        evidence=paths(disputed),
    )


def _in_dispute(part: Parting, state: InvoiceState) -> str:
    since = state.disputed_by(part.about.as_of)
    day = since if isinstance(since, date) else state.invoice.issued
    return f"{state.invoice.number}, disputed since {written.day(day)}"


def _collect(part: Parting) -> Iterator[Step]:
    """Before the talk if the talk waits for the money, otherwise after it."""
    money = part.money
    if money.collectable <= 0:
        return
    advice = []
    if money.oldest:
        which = "it" if len(money.to_collect) == 1 else "the oldest"
        advice.append(f"{which} is {written.count(money.oldest, 'day')} overdue")
    if money.habit is not None and money.habit.is_steady and money.habit.paid > 1:
        late = money.habit.median_late
        by = f"within {from_due_date(late)}" if late > 0 else "by the due date"
        advice.append(f"half of their {several(money.habit.bills)} are paid {by}")
    waits = part.way.timed == "after-payment"
    if waits:
        advice.append("if it has not arrived by then, tell them anyway")
    why = "a client who knows you are leaving pays last"
    yield Step(
        "collect",
        "Collect what is open",
        why if waits else "they still owe what is open",
        "A1",
        due=part.waiting.until if part.waiting else None,
        amount=money.collectable,
        command=_command(part, "collect"),
        advice=tuple(advice),
        notes=tuple(_in_part(part)) if waits else (),
        evidence=paths(money.to_collect),
    )


def _in_part(part: Parting) -> Iterator[str]:
    """How much of the money is worth waiting for, if not all of it."""
    arriving, money = part.way.arriving or ZERO, part.money
    if 0 < arriving < money.all - money.disputed:
        currency = part.about.period.assessment.currency
        amount = written.amount(arriving, currency)
        billed = ", with the work that you bill now" if money.to_bill else ""
        rest = "is not worth a longer wait" if part.agreed_end is None else TOO_LATE
        yield f"wait for {amount}{billed}; the rest {rest}"


def _income(part: Parting) -> Step | None:
    hold = part.hold("replace-income")
    if hold is None:
        return None
    told = part.told is not None
    return Step(
        "income",
        "Find other work before the notice ends" if told else "Find other work first",
        "they bring in more of your revenue than the policy lets you give up at once",
        due=part.way.last_day if told else None,
        amount=hold.amount,
    )


def _talk(part: Parting) -> Iterator[Step]:
    talk, told = part.way.talk, part.told
    yield Step(
        "meet",
        "Meet them face to face, or call",
        "never part by going silent: ignoring calls and mails is no way to end it",
        "A1",
        due=talk,
        done=told,
        notes=tuple(decision_makers(part.facts)),
    )
    yield Step(
        "say",
        "Give one short reason, and no list of grievances",
        "every detail opens an argument",
        "A1",
        due=talk,
        done=told,
    )


def _record(part: Parting) -> Step:
    way, until = part.way, part.facts.client.until
    instead = until is not None and until != way.notice_ends
    other = f", instead of `until: {until}`" if instead else ""
    return Step(
        "record",
        "Record the end of the notice in the ledger",
        "after it they are a former client, and this plan knows that you have told them",
        due=way.talk,
        done=part.told,
        advice=(f"under the client: `until: {way.notice_ends}`{other}",),
    )


def _confirm(part: Parting) -> Step:
    firm = part.method == "firm"
    late = part.told is not None and part.confirmed is None
    return Step(
        "confirm",
        "Confirm it in writing" if late else "Confirm it in writing on the same day",
        "what is in writing cannot be disputed later"
        if firm
        else "their last day, and what happens until then, in a few friendly lines",
        "A1",
        due=_not_past(part),
        done=part.confirmed,
        command=_command(part, "log", "message", "--direction", "out", "--channel", "letter"),
        advice=("from then on, only in writing",) if firm else (),
    )


_SUGGESTIONS: dict[Alternative, tuple[str, str]] = {
    "colleague": (
        "Suggest a colleague who is a better fit, or say what kind of supplier to look for",
        "a client you help to move on remembers you well",
    ),
    "kind-of-supplier": (
        "Say what kind of supplier is a better fit, without naming a colleague",
        "a colleague would get the trouble that you have had",
    ),
}


def _alternative(part: Parting) -> Step | None:
    """Recommend somebody; no step where nobody should be recommended."""
    if part.alternative == "none":
        return None
    title, why = _SUGGESTIONS[part.alternative]
    return Step("alternative", title, why, "A1", due=_not_past(part))


def _not_past(part: Parting) -> date:
    """The day of the talk, or today where that is past and this was not done with it."""
    return max(part.way.talk, working_day_from(part.facts.context, part.about.as_of))


def _hand_over(part: Parting) -> Step:
    running = [state for state in part.facts.projects if state.finished is None]
    evidence: tuple[Path, ...] = tuple(("projects", state.position) for state in running)
    return Step(
        "hand-over",
        "Hand everything over",
        "the next supplier can take over, and nobody has to come back to you",
        "A1",
        due=part.way.last_day,
        advice=(
            "files, sources and the state of work in progress",
            "access: give theirs back, and revoke your own",
        ),
        notes=tuple(state.project.name or state.project.id for state in running[:NAMED]),
        evidence=evidence,
    )


def _last_invoice(part: Parting) -> Step:
    return Step(
        "last-invoice",
        "Send the last invoice",
        "work during the notice is paid work",
        due=part.way.last_day,
    )


def _professional(part: Parting) -> Step:
    thanks = ("thank them for the work together",) if part.method == "graceful" else ()
    return Step(
        "professional",
        "Stay professional to the end",
        "never tell them how upset you are: it is just business",
        "A1",
        advice=thanks,
    )
