"""The plan for a boundary talk: what to write down, what to raise, and how to judge the outcome."""

from collections.abc import Iterator
from datetime import date

from clienthealth.facts.notice import contract_of, told_on, told_words
from clienthealth.judging.actions import ACTIONS, Action
from clienthealth.judging.health import TALK_TAKES_EFFECT, Finding
from clienthealth.judging.tones import complete
from clienthealth.ledger import written
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.planning.command import Command
from clienthealth.planning.language import language_of
from clienthealth.planning.letters import NO_TEMPLATES, LetterContext, Templates, letter
from clienthealth.planning.model import Letter, Plan, Step
from clienthealth.planning.on_a_client import OnClient, on_client, refuse_unless_client
from clienthealth.planning.scripts import SENTENCES
from clienthealth.planning.shared_steps import addressee, decision_makers, own_side, recipient_of
from clienthealth.reviewing.raising import Raising, agreement_on
from clienthealth.rules.con003_open_terms import Clause
from clienthealth.rules.sol001_distress_signals import insolvent_since

CLAUSES: dict[Clause, str] = {
    "terms": "terms: within how many days they pay an invoice, and what happens if they do not",
    "notice": "notice: how many days' notice each side gives",
    "scope": "scope: what is part of the work, and what is not",
    "revisions": "revisions: how many rounds the price includes, and what an extra one costs",
}
"""What each clause has to settle."""

complete(CLAUSES, Clause)

UNPAID: dict[Clause, str] = {"revisions": "revisions: how many rounds are part of the work"}
"""The clauses that speak of no money, for work that nobody pays."""

MANY = "raise these few now and the others in a later talk: nobody settles more at once"
OUTCOMES = (
    "if it goes on, twice at least, and is serious by itself: the verdict is let-go",
    "if two or more were good, and little trouble is left: only what came after the talk counts",
    "otherwise it is too early to judge, and the whole window counts",
)
"""The possible outcomes of a talk."""
AFTER_ABUSE = ("a talk never lifts the verdict of fire",)
"""What comes of a talk after abuse."""

ADVICE: dict[Action, str] = {
    "fire": "the verdict is fire: no talk mends abuse",
    "let-go": "the verdict is let-go: talking did not help, so part or set a last boundary",
    "watch": "the verdict is watch: nothing is serious yet; raise it at the next meeting",
    "unknown": "the verdict is unknown: the ledger has little, so ask before you complain",
    "keep": "the verdict is keep: nothing is urgent, so settle what is open when it suits you both",
}
"""What to consider before a talk, by verdict."""
INSOLVENT = (
    "they have been insolvent since {day}: a promise of payment may be worth nothing, so do no "
    "work that is not paid in advance; `clienthealth collect` has what they owe, and "
    "`clienthealth letgo` plans how to part"
)
"""What an insolvency means for what is agreed."""
GRIND = "the verdict is let-go: they grind you down, so part or set a last boundary"
"""The same for a let-go that no talk came before."""


def boundaries(
    ledger: Ledger,
    client: str,
    *,
    as_of: date,
    policy: Policy | None = None,
    templates: Templates = NO_TEMPLATES,
) -> Plan:
    """Plan a boundary talk: the step before letting a client go.

    Args:
        ledger: The ledger, from `load_ledger` or built from the models.
        client: The id of an active or dormant client.
        as_of: The day of the plan. Later entries are ignored.
        policy: The policy, if not the ledger's own.
        templates: The ledger's own letter templates, from `load_templates`.

    Raises:
        LookupError: no client has this id. The message is the id.
        NoPlanError: a prospect, a former client, or a client not known yet on that day.
        LedgerError: one of the ledger's own templates cannot be filled in.
    """
    about = on_client(ledger, client, as_of, policy)
    to_raise = _raising(about)
    letters = (_letter(to_raise, templates),) if to_raise.is_there else ()
    return _plan(about, to_raise)._replace(letters=letters)


def boundaries_of(about: OnClient) -> Plan:
    """The same for a client of a judged ledger, without the letter."""
    return _plan(about, _raising(about))


def _raising(about: OnClient) -> Raising:
    refuse_unless_client(about)
    return Raising(about.facts, about.client)


def _plan(about: OnClient, to_raise: Raising) -> Plan:
    action = about.client.action
    parts = action is not None and ACTIONS[action].parts
    client = to_raise.facts.client
    return Plan(
        kind="boundaries",
        assessment=about.period.assessment,
        client=about.client,
        title="Setting boundaries",
        steps=tuple(_steps(to_raise)),
        reasons=tuple(_reasons(to_raise)),
        warnings=tuple(_warnings(to_raise)),
        instead=Command("letgo", about.client.id) if parts or told_on(about.facts) else None,
        script=SENTENCES[language_of(client.language, client.country)].boundaries
        if to_raise.is_there
        else (),
        recipient=recipient_of(about.facts),
    )


def _warnings(to_raise: Raising) -> Iterator[str]:
    """What to consider before a talk."""
    action = to_raise.client.action
    if (told := told_words(to_raise.facts)) is not None:
        yield told
    elif action == "let-go" and not to_raise.persisting:
        yield GRIND
    elif action in ADVICE and (to_raise.is_there or ACTIONS[action].parts):
        yield ADVICE[action]
    since = insolvent_since(to_raise.facts)
    if to_raise.is_there and since is not None:
        yield INSOLVENT.format(day=written.day(since))


def _reasons(to_raise: Raising) -> Iterator[str]:
    verdict = to_raise.client.verdict
    if verdict is not None:
        yield f"the verdict is {verdict.held}"
    raised = [f for f in to_raise.findings if f not in to_raise.pending]
    groups = {"to raise": to_raise.topics, "later": to_raise.later, "raised already": raised}
    for what, findings in groups.items():
        if findings:
            yield f"{what}: {', '.join(f.name for f in findings)}"
    if to_raise.clauses:
        yield f"not agreed in writing: {', '.join(to_raise.clauses)}"
    if not to_raise.findings and not to_raise.clauses:
        yield "there is nothing a talk could mend, and the contract leaves nothing open"


def _steps(to_raise: Raising) -> Iterator[Step]:
    verdict = to_raise.client.verdict
    for hold in verdict.holds if verdict else ():
        if hold.kind == "our-side-first":
            yield own_side(hold)
    if to_raise.clauses:
        yield _expectations(to_raise)
    if to_raise.is_there:
        yield _offer(to_raise)
        yield _meet(to_raise)
        yield from _walk(to_raise)
    now = [finding for finding in to_raise.findings if finding not in to_raise.later]
    yield from (_raise(to_raise, finding) for finding in now)
    if to_raise.findings:
        yield from _afterwards(to_raise)
    yield from (_raise(to_raise, finding) for finding in to_raise.later)


def _expectations(to_raise: Raising) -> Step:
    has_contract = contract_of(to_raise.facts) is not None
    said = UNPAID if to_raise.facts.is_pro_bono else {}
    return Step(
        "expectations",
        "Write down what the contract leaves open"
        if has_contract
        else "Write your expectations down, because there is no contract",
        "going through written expectations together prevents most trouble",
        "A0",
        due=to_raise.today,
        advice=tuple(said.get(each, CLAUSES[each]) for each in to_raise.clauses),
        evidence=(("contract",),) if has_contract else (),
    )


def _walk(to_raise: Raising) -> Iterator[Step]:
    """Going through the contract together; done, or no step, where nothing new is written."""
    if not to_raise.is_walked_through:
        yield _walking(to_raise, None)
        return
    contract = contract_of(to_raise.facts)
    walked = contract.walked_through if contract is not None else None
    if not isinstance(walked, bool) and walked is not None:
        yield _walking(to_raise, walked)


def _walking(to_raise: Raising, done: date | None) -> Step:
    return Step(
        "walk-through",
        "Go through it face to face, clause by clause",
        "a contract that is only sent is never read",
        "A0",
        due=_talk_day(to_raise),
        done=done,
        advice=("record the day in the ledger: `walked_through` under the contract",),
    )


def _talk_day(to_raise: Raising) -> date:
    return to_raise.slots[0]


def _offer(to_raise: Raising) -> Step:
    first, second = to_raise.slots
    return Step(
        "offer",
        "Offer two specific times for the talk",
        "'any time' sounds as if nobody else wanted your work",
        "A0",
        due=to_raise.today,
        done=to_raise.talked,
        advice=(f"{written.day(first)} or {written.day(second)}",),
    )


def _letter(to_raise: Raising, templates: Templates) -> Letter:
    """The invitation to the talk."""
    client, context = to_raise.facts.client, to_raise.facts.context
    first, second = to_raise.slots
    said = LetterContext(
        business=context.business.name,
        client=client.name,
        currency=client.currency or context.business.currency,
        today=to_raise.facts.as_of,
        country=client.country,
        contact=addressee(to_raise.facts),
        slot_1=first,
        slot_2=second,
    )
    language = language_of(client.language, client.country)
    return letter("boundary_talk", language, said, templates)


def _raise(to_raise: Raising, finding: Finding) -> Step:
    later = finding in to_raise.later
    return Step(
        f"raise-{finding.code.lower()}",
        f"{'Later: raise' if later else 'Raise'} {finding.name}: {finding.title}",
        f"agree on this: {agreement_on(finding)}",
        finding.articles[0] if finding.articles else None,
        due=None if later else _talk_day(to_raise),
        done=to_raise.raised(finding),
        advice=(f"settled if {finding.cure}", *_came_of(to_raise, finding)),
        notes=(finding.message,),
        evidence=finding.evidence,
    )


def _came_of(to_raise: Raising, finding: Finding) -> Iterator[str]:
    """The outcome of the last talk about it."""
    if finding.talk is None:
        return
    judged = finding.talk.day + TALK_TAKES_EFFECT
    raised = f"you raised it on {written.day(finding.talk.day)}"
    if finding.code in to_raise.persisting:
        yield f"{raised}, and it persists"
    elif finding.forgiven:
        yield f"{raised}, and only what came after that counts"
    elif to_raise.facts.as_of < judged:
        yield f"{raised}; the outcome can be judged from {written.day(judged)}"
    else:
        yield f"{raised}; too little has happened since to judge the outcome"


def _meet(to_raise: Raising) -> Step:
    return Step(
        "meet",
        "Meet them face to face, or call",
        "people listen to what you say in person; a mail only starts more mails",
        "A0",
        due=_talk_day(to_raise),
        done=to_raise.talked,
        advice=(MANY,) if to_raise.later else (),
        notes=tuple(decision_makers(to_raise.facts)),
    )


def _afterwards(to_raise: Raising) -> Iterator[Step]:
    done, day = to_raise.talked, _talk_day(to_raise)
    names = [finding.name for finding in to_raise.topics or to_raise.findings]
    yield Step(
        "log",
        "Record the talk in the ledger",
        "only a recorded talk can be judged by what comes after it",
        due=day,
        done=done,
        command=Command("log", to_raise.client.id, ("boundary", *names)),
        advice=("name only what you raised",) if len(names) > 1 else (),
    )
    yield Step(
        "look-again",
        "Check what has changed",
        "from 30 days after a talk, what came since decides",
        due=to_raise.look_again,
        command=Command("explain", to_raise.client.id),
        advice=AFTER_ABUSE if to_raise.client.action == "fire" else OUTCOMES,
    )
