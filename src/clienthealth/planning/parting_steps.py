"""The steps of letting a client go, each as far as the ledger gives rise to it (article 001)."""

from collections.abc import Iterator
from decimal import Decimal

from clienthealth.facts.client import Path
from clienthealth.facts.notice import contract_of
from clienthealth.facts.unbilled import Unbilled
from clienthealth.facts.work import tidy_hours
from clienthealth.facts.working_days import working_day_from
from clienthealth.ledger.models import Obligation
from clienthealth.planning.command import Command
from clienthealth.planning.model import Alternative, Step
from clienthealth.planning.parting import Parting
from clienthealth.planning.shared_steps import decision_makers, own_side

ZERO = Decimal(0)
NAMED = 5
"""The most entries of the ledger that a note names."""

DOCUMENTS = (
    "the first e-mails, and the offer or estimate that was accepted",
    "what was agreed about the scope, dates and price, also in chats and notes of calls",
    "what the client expects, and what you have promised",
    "the invoices and the payments so far",
)
"""What to gather where there is no contract (article 001)."""


def parting_steps(part: Parting) -> Iterator[Step]:
    """All steps, in the order in which they are taken."""
    yield _wait(part)
    yield _contract(part)
    if (hold := part.hold("our-side-first")) is not None:
        yield own_side(hold)
    yield from _obligations(part)
    yield from _invoices(part)
    waits = part.way.timed == "after-payment"
    if waits:
        yield from _collect(part)
    if (step := _income(part)) is not None:
        yield step
    yield from _talk(part)
    yield _record(part)
    yield _confirm(part)
    if (step := _alternative(part)) is not None:
        yield step
    yield _hand_over(part)
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
        why = "a decision taken in anger is carried out badly; after abuse there is no need to wait"
        return Step("wait", title, why, "A1")
    if until is not None:
        return Step(
            "wait",
            title,
            "parting in frustration goes wrong; sleep on it, and decide with a cool head",
            "A1",
            due=until,
            command=_command(part, "log", "firing_considered") if earlier is None else None,
            advice=(f"it has been a thought since {earlier}",) if earlier is not None else (),
        )
    return Step(
        "wait",
        title,
        "you have been here before within the last year, so do not wait any longer",
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
            "Gather what was agreed, as there is no contract",
            "without a contract these papers say what each side owes the other",
            "A1",
            due=today,
            advice=DOCUMENTS,
        )
    notes = [f"signed on {contract.signed}"] if contract.signed else []
    if contract.statement_of_work:
        notes.append(f"scope: {contract.statement_of_work}")
    notice = part.notice
    told = "the contract's own" if notice.basis == "contract" else "as the contract names none"
    return Step(
        "contract",
        "Read the contract line by line",
        "no loose end is left that the client could pull at",
        "A1",
        due=today,
        advice=(f"notice: {notice.days} days, {told}",),
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
    """Whether something was delivered since parting became a thought."""
    begun = part.considered.earlier
    return begun is not None and each.done is not None and each.done >= begun


def _obligation(part: Parting, index: int, each: Obligation, *, is_open: bool) -> Step:
    as_of = part.about.as_of
    late = is_open and each.due is not None and each.due < as_of
    soonest = working_day_from(part.facts.context, as_of)
    due = soonest if late else each.due if each.due else part.way.last_day
    what = "Deliver what they have paid for" if each.prepaid else "Deliver what was promised"
    why = "what is paid for is theirs" if each.prepaid else "leave nothing undone that you owe"
    return Step(
        f"obligation-{index + 1}",
        what,
        why,
        "A1",
        due=due,
        done=None if is_open else each.done,
        advice=(f"it was due on {each.due}",) if late else (),
        notes=(each.what,),
        evidence=(("contract", "obligations", index),),
    )


_BILLS = {
    "time": (
        "invoice-time",
        "Invoice the hours that are on no invoice",
        "they are priced at your target rate; write the agreed price where it is another",
    ),
    "fee": (
        "invoice-fee",
        "Invoice what is earned of the fee",
        "the fee in step with the hours, and whole for a project that is finished",
    ),
    "changes": (
        "invoice-changes",
        "Invoice the changes that are done",
        "they are priced at your target rate; write the agreed price where it is another",
    ),
}


def _invoices(part: Parting) -> Iterator[Step]:
    """A step for each kind of unbilled work, over all projects."""
    for kind, (key, title, advice) in _BILLS.items():
        found = [each for each in part.money.unbilled if each.kind == kind]
        if not found:
            continue
        sums = [each.amount for each in found if each.amount is not None]
        hours = tidy_hours(sum((each.hours for each in found), ZERO))
        yield Step(
            key,
            title,
            "what is not billed before the talk is paid last, if at all",
            "A1",
            due=working_day_from(part.facts.context, part.about.as_of),
            amount=sum(sums, ZERO) if sums else None,
            advice=(*([f"{hours} hours"] if hours else []), advice) if sums else (_UNPRICED,),
            notes=tuple(_named(found)),
            evidence=tuple(path for each in found for path in each.evidence),
        )


_UNPRICED = "the ledger has no price for it: neither hours with a target rate, nor a fee"


def _named(found: list[Unbilled]) -> Iterator[str]:
    for each in found[:NAMED]:
        hours = f", {each.hours} hours" if each.hours else ""
        yield f"project {each.project}{hours}" if each.project else f"without a project{hours}"
    if len(found) > NAMED:
        yield f"{len(found) - NAMED} more projects"


def _collect(part: Parting) -> Iterator[Step]:
    """Before the talk where it waits for the money, and after it where it does not."""
    money = part.money
    if money.open <= 0:
        return
    advice = []
    if money.oldest:
        advice.append(f"the oldest is {money.oldest} days past due")
    if money.usual_delay is not None:
        after = f"{money.usual_delay} days after" if money.usual_delay else "by"
        advice.append(f"they usually pay {after} the due date")
    waits = part.way.timed == "after-payment"
    if waits:
        advice.append("if it has not come by then, tell them all the same")
    why = "a client that knows you are leaving pays last"
    yield Step(
        "collect",
        "Collect what is open",
        why if waits else "what is open is owed all the same",
        "A1",
        due=part.waiting.until if part.waiting else None,
        amount=money.open,
        command=_command(part, "collect"),
        advice=tuple(advice),
        notes=tuple(_in_part(part)) if waits else (),
        evidence=money.evidence,
    )


def _in_part(part: Parting) -> Iterator[str]:
    """How much of the money is waited for, where that is not all."""
    waiting, money = part.waiting, part.money
    if waiting is not None and waiting.amount < money.all:
        currency = part.about.period.assessment.currency
        yield f"wait for {waiting.amount:,.2f} {currency}; the rest is not worth a longer wait"


def _income(part: Parting) -> Step | None:
    hold = part.hold("replace-income")
    if hold is None:
        return None
    return Step(
        "income",
        "Find other work first",
        "they bring more of your revenue than the policy lets go at once",
        amount=hold.amount,
    )


def _talk(part: Parting) -> Iterator[Step]:
    talk, told = part.way.talk, part.told
    yield Step(
        "meet",
        "Meet them face to face, or call",
        "never part by silence: leaving calls and mails unanswered is no way to end it",
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
    way = part.way
    return Step(
        "record",
        "Write their last day into the ledger",
        "from then on they are a former client, and this plan knows that they were told",
        due=way.talk,
        done=part.told,
        advice=(f"under the client: `until: {way.notice_ends}`",),
    )


def _confirm(part: Parting) -> Step:
    firm = part.method == "firm"
    return Step(
        "confirm",
        "Confirm it in writing on the same day",
        "what is in writing cannot be disputed later"
        if firm
        else "their last day and what happens until then, in a few friendly lines",
        "A1",
        due=part.way.talk,
        done=part.confirmed,
        command=_command(part, "log", "message", "--direction", "out", "--channel", "letter"),
        advice=("from then on in writing alone",) if firm else (),
    )


_SUGGESTIONS: dict[Alternative, tuple[str, str]] = {
    "colleague": (
        "Suggest a colleague who fits better, or say what kind of supplier to look for",
        "a client that is helped on remembers you well",
    ),
    "kind-of-supplier": (
        "Say what kind of supplier fits better, without naming a colleague",
        "a colleague would get the trouble that you have had",
    ),
}


def _alternative(part: Parting) -> Step | None:
    """No step where nobody is to be recommended."""
    if part.alternative == "none":
        return None
    title, why = _SUGGESTIONS[part.alternative]
    return Step("alternative", title, why, "A1", due=part.way.talk)


def _hand_over(part: Parting) -> Step:
    running = [state for state in part.facts.projects if state.finished is None]
    evidence: tuple[Path, ...] = tuple(("projects", state.position) for state in running)
    return Step(
        "hand-over",
        "Hand everything over",
        "the next supplier can go on, and nobody has to ask you again",
        "A1",
        due=part.way.last_day,
        advice=(
            "files, sources and the state of what is under way",
            "access: give theirs back, and take your own away",
        ),
        notes=tuple(state.project.name or state.project.id for state in running[:NAMED]),
        evidence=evidence,
    )


def _last_invoice(part: Parting) -> Step:
    return Step(
        "last-invoice",
        "Send the last invoice",
        "what is worked during the notice is paid for too",
        due=part.way.last_day,
    )


def _professional(part: Parting) -> Step:
    thanks = ("thank them for the work together",) if part.method == "graceful" else ()
    return Step(
        "professional",
        "Stay professional to the end",
        "never tell them how upset you are: it is only business",
        "A1",
        advice=thanks,
    )
