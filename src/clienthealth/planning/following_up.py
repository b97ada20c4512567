"""Following up on a prospect: three calls and a letter, then forget them (article 002)."""

from collections.abc import Iterator
from datetime import date, timedelta

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.ledger import written
from clienthealth.ledger.events import ProposalRequestEvent
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.planning.command import Command
from clienthealth.planning.errors import NoPlanError
from clienthealth.planning.language import language_of
from clienthealth.planning.letters import NO_TEMPLATES, LetterContext, Templates, letter
from clienthealth.planning.model import Letter, Plan, Step
from clienthealth.planning.moving import moved
from clienthealth.planning.on_a_client import OnClient, on_client
from clienthealth.planning.outreach import ASK, ASKING, CLOSE, TURNS, Outreach, standing
from clienthealth.planning.shared_steps import addressee, recipient_of

ANSWER_DAYS = 7
"""The number of days within which to ask for a yes or no."""
ONE_DAY = timedelta(days=1)


def followup(
    ledger: Ledger,
    client: str,
    *,
    as_of: date,
    policy: Policy | None = None,
    templates: Templates = NO_TEMPLATES,
) -> Plan:
    """Plan how to follow up on a prospect: what to ask first, three calls, a letter, the end.

    Args:
        ledger: The ledger, from `load_ledger` or built from the models.
        client: The id of a prospect.
        as_of: The day of the plan. Later entries are ignored.
        policy: The policy, if not the ledger's own.
        templates: The ledger's own letter templates, from `load_templates`.

    Raises:
        LookupError: no client has this id. The message is the id.
        NoPlanError: not a prospect, or not known yet on that day.
        LedgerError: one of the ledger's own templates cannot be filled in.
    """
    about = on_client(ledger, client, as_of, policy)
    _refuse_unless_prospect(about)
    return followup_of(about, templates)


def _refuse_unless_prospect(about: OnClient) -> None:
    client = about.client
    if client.stage != "prospect":
        day = written.day(about.as_of)
        raise NoPlanError(
            f"{client.id} is not a prospect on {day}; `clienthealth explain {client.id}` "
            "says what to do",
            f"this is not a prospect on {day}; `clienthealth explain` says what to do",
        )


def followup_of(about: OnClient, templates: Templates | None = None) -> Plan:
    """The same for a prospect of a judged ledger. Without templates there is no letter."""
    outreach = Outreach(about.facts, about.client.action)
    letters: tuple[Letter, ...] = ()
    if (
        templates is not None
        and not outreach.is_dropped
        and next((turn for turn, _ in outreach.turns()), None) == "letter"
        # It says that you called, so it is written after the third call.
    ):
        letters = (_letter(about, outreach, templates),)
    return Plan(
        kind="followup",
        assessment=about.period.assessment,
        client=about.client,
        title="Following up",
        steps=tuple(_steps(about, outreach)),
        reasons=tuple(_reasons(about, outreach)),
        warnings=tuple(_warnings(about)),
        letters=letters,
        recipient=recipient_of(about.facts),
    )


def _letter(about: OnClient, outreach: Outreach, templates: Templates) -> Letter:
    facts = about.facts
    said = LetterContext(
        business=facts.context.business.name,
        client=facts.client.name,
        currency=facts.client.currency or facts.context.business.currency,
        country=facts.client.country,
        today=outreach.close_day,
        contact=addressee(facts),
    )
    language = language_of(facts.client.language, facts.client.country)
    return letter("prospect_letter", language, said, templates)


def _reasons(about: OnClient, outreach: Outreach) -> Iterator[str]:
    said = standing(outreach, about.client)
    yield said
    if about.client.action is not None and not said.startswith(f"{about.client.action}:"):
        yield f"the verdict is {about.client.action}"


def _warnings(about: OnClient) -> Iterator[str]:
    if about.client.action == "drop":
        yield "a bad prospect never becomes a good client"


def _steps(about: OnClient, outreach: Outreach) -> Iterator[Step]:
    asked = tuple(_promised(about, outreach))
    if outreach.is_overdue:
        yield from asked
    if not outreach.ends:
        yield from _before(about, outreach)
    yield from _taken(outreach)
    if not outreach.is_overdue:
        yield from asked
    yield from _calls(about, outreach)
    if outreach.ends:
        yield _close(about.facts, outreach.end_day)
    elif not outreach.is_answered and not outreach.is_over:
        yield _close(about.facts, outreach.close_day)


def _promised(about: OnClient, outreach: Outreach) -> Iterator[Step]:
    """Ask for the answer that they promised: when its day is over, until it is there."""
    promise, day = outreach.promise, outreach.asking
    if promise is None or day is None:
        return
    words = ("outreach", "--step", "call", "--at", day.isoformat())
    yield Step(
        "answer",
        ASK,
        promise.why,
        "A0",
        due=day,
        command=Command("log", about.client.id, words),
        advice=(ASKING,),
        evidence=(promise.path,),
    )


def _before(about: OnClient, outreach: Outreach) -> Iterator[Step]:
    """What to ask for before you write any proposal (articles 000, 002 and 004)."""
    facts = about.facts
    slots = two_slots(facts, outreach.next_day)
    signer = next((n for n, c in facts.contacts if c.decision_maker), None)
    yield Step(
        "signer",
        "Find out who signs",
        "only a person who can sign and release a budget is a client",
        "A2",
        done=_known_since(facts, signer) if signer is not None else None,
        advice=() if signer is not None else ("ask: who besides you decides on this?",),
        evidence=() if signer is None else (("contacts", signer),),
    )
    yield Step(
        "two-slots",
        "Offer two specific times, never `any time`",
        "people value scarce time, and commit to it",
        "A0",
        advice=(f"offer {written.day(slots[0])} or {written.day(slots[1])}",),
    )
    asked = _asked(facts)
    answer_by = moved(facts.as_of + timedelta(days=ANSWER_DAYS), facts.context)
    yield Step(
        "yes-or-no",
        "Ask for a yes or no by a date before you write a proposal",
        "a proposal without a date for the answer is free advice",
        "A0",
        done=asked[0] if asked else None,
        advice=() if asked else (f"ask for the answer by {written.day(answer_by)}",),
        command=None
        if asked
        else Command(
            "log", facts.client.id, ("proposal_request", "--answer-by", answer_by.isoformat())
        ),
        evidence=(asked[1],) if asked else (),
    )
    yield Step(
        "hell-yes",
        "Say that only a hell yes is a yes",
        "doubts you hear now cost less than a lukewarm client later",
        "A4",
    )


def _known_since(facts: ClientFacts, place: int) -> date:
    """The day since when a signer is known, as far as the ledger says."""
    client = facts.client
    return client.contacts[place].from_ or client.first_contact or facts.as_of


def _asked(facts: ClientFacts) -> tuple[date, Path] | None:
    """The last time a date for the answer was agreed."""
    asked = [
        (seen.day, ("events", seen.position))
        for seen in facts.so_far("proposal_request")
        if isinstance(seen.event, ProposalRequestEvent) and seen.event.answer_by is not None
    ]
    return asked[-1] if asked else None


def two_slots(facts: ClientFacts, start: date) -> tuple[date, date]:
    """Two working days to offer: not the day after `start`, and not one right after the other."""
    first = moved(start + 2 * ONE_DAY, facts.context, not_before=start + ONE_DAY)
    second = moved(first + 2 * ONE_DAY, facts.context, not_before=first + ONE_DAY)
    return first, second


def _taken(outreach: Outreach) -> Iterator[Step]:
    for turn, day, path, how in outreach.taken:
        text = TURNS[turn]
        title = "Fourth call, instead of the letter"
        title = title if turn == "letter" and how != "letter" else text.title
        yield Step(turn, title, text.why, "A2", due=day, done=day, evidence=(path,))


def _calls(about: OnClient, outreach: Outreach) -> Iterator[Step]:
    if outreach.is_dropped:
        return
    for turn, day in outreach.turns():
        text = TURNS[turn]
        words = ("outreach", "--step", text.step, "--at", day.isoformat())
        yield Step(
            turn,
            text.title,
            text.why,
            "A2",
            due=day,
            command=Command("log", about.client.id, words),
            advice=(text.say,),
        )


def _close(facts: ClientFacts, day: date) -> Step:
    return Step(
        "close",
        CLOSE,
        "the hardest part: act as if they had never been there",
        "A2",
        due=day,
        advice=(_last_day(facts.client.until, day),),
    )


def _last_day(written_down: date | None, day: date) -> str:
    """What to do with `until`, which the ledger may have already."""
    if written_down is None:
        return f"add `until: {day}` to them in the ledger"
    if written_down == day:
        return f"the ledger has `until: {day}` already"
    return f"write `until: {day}` in the ledger, instead of `until: {written_down}`"
