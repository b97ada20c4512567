"""The plan for letting a client go: gracefully or firmly, with steps, dates and amounts."""

from collections.abc import Iterator
from datetime import date

from clienthealth.facts.notice import told_words
from clienthealth.judging.actions import Action
from clienthealth.ledger import written
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.planning.command import Command
from clienthealth.planning.language import language_of
from clienthealth.planning.letters import (
    NO_TEMPLATES,
    LetterContext,
    LetterKind,
    Templates,
    letter,
)
from clienthealth.planning.model import Letter, Plan
from clienthealth.planning.on_a_client import OnClient, on_client, refuse_unless_client
from clienthealth.planning.parting import RUDE, Parting
from clienthealth.planning.parting_steps import parting_steps
from clienthealth.planning.scripts import parting_script
from clienthealth.planning.shared_steps import addressee, recipient_of
from clienthealth.reviewing.bottom_group import decided, spare_capacity
from clienthealth.reviewing.decisions import Decision
from clienthealth.reviewing.model import Method
from clienthealth.rules.registry import rule_of

TITLES: dict[Method, str] = {
    "graceful": "Letting go gracefully",
    "firm": "Letting go firmly",
}

LETTERS: dict[Method, LetterKind] = {
    "graceful": "letting_go_gracefully",
    "firm": "letting_go_firmly",
}

DOUBTS: dict[Action, str] = {
    "renegotiate": "the verdict is renegotiate: raise the trouble first, and part if it persists",
    "watch": "the verdict is watch: nothing is serious enough to part",
    "unknown": "the verdict is unknown: the ledger has too little to give a reason to part",
    "keep": "the verdict is keep: the ledger has no reason to part",
}
"""Why not to part, by verdict. You get the plan anyway."""

REVIEWED: dict[Decision, str] = {
    "go": "the annual review lets them go",
    "talk-first": "the annual review talks to them first",
    "lowest-of-a-good-lot": "the annual review leaves them alone",
    "undecided": "the annual review leaves it undecided",
}
"""What the review does about a client of the bottom group."""

Reviewed = tuple[Decision, str]
"""The review's decision about a client of the bottom group, and its reason."""

INSTEAD: dict[Action, str] = {
    "renegotiate": "boundaries",
    "watch": "boundaries",
    "unknown": "explain",
    "keep": "explain",
}
"""The command to use instead of parting, by verdict."""


def letgo(
    ledger: Ledger,
    client: str,
    *,
    as_of: date,
    policy: Policy | None = None,
    method: Method | None = None,
    templates: Templates = NO_TEMPLATES,
) -> Plan:
    """Plan how to let a client go, and when.

    There is a plan for every verdict, with a warning if the verdict speaks against parting: it is
    your decision. A client whom the annual review lets go is not warned of: it looks at the rank
    among all clients, which no verdict does.

    Args:
        ledger: The ledger, from `load_ledger` or built from the models.
        client: The id of an active or dormant client.
        as_of: The day of the plan. Later entries are ignored.
        policy: The policy, if not the ledger's own.
        method: How to part. The default follows from the evidence.
        templates: The ledger's own letter templates, from `load_templates`.

    Raises:
        LookupError: no client has this id. The message is the id.
        NoPlanError: a prospect, a former client, or a client not known yet on that day.
        LedgerError: one of the ledger's own templates cannot be filled in.
    """
    part = _parting(on_client(ledger, client, as_of, policy), method)
    found = decided(part.period, part.client) if part.client.bottom else None
    made = _plan(part, (found.decision, found.why) if found else None)
    return made._replace(script=_script(part), letters=(_letter(part, templates),))


def letgo_of(about: OnClient, reviewed: Reviewed | None = None) -> Plan:
    """The same for a client of a judged ledger, without words for the talk.

    Args:
        about: The client.
        reviewed: What the review decides about them. None where nobody asked.
    """
    return _plan(_parting(about, None), reviewed)


def _parting(about: OnClient, method: Method | None) -> Parting:
    refuse_unless_client(about)
    return Parting(about, method)


def _plan(part: Parting, reviewed: Reviewed | None) -> Plan:
    about, instead = part.about, _instead(part, reviewed)
    return Plan(
        kind="letgo",
        assessment=about.period.assessment,
        client=about.client,
        title=TITLES[part.method],
        steps=tuple(parting_steps(part)),
        method=part.method,
        chosen=part.manner.method,
        reasons=tuple(_reasons(part, reviewed)),
        evidence=tuple(_evidence(part)),
        warnings=tuple(_warnings(part, reviewed)),
        instead=Command(instead, about.client.id) if instead else None,
        ways=part.ways,
        notice=part.notice,
        alternative=part.alternative,
        cost=part.cost,
        recipient=recipient_of(part.facts),
    )


def _instead(part: Parting, reviewed: Reviewed | None) -> str | None:
    """The command to use instead; None where the verdict or the review is to part."""
    action, decision = part.client.action, reviewed[0] if reviewed else None
    if action is None or part.told is not None or decision == "go":
        return None
    return "boundaries" if decision == "talk-first" else INSTEAD.get(action)


def _script(part: Parting) -> tuple[str, ...]:
    client = part.facts.client
    language = language_of(client.language, client.country)
    day = part.way.last_day
    return parting_script(language, client.country, part.method, day, part.alternative)


def _letter(part: Parting, templates: Templates) -> Letter:
    """The letter that confirms the talk."""
    client = part.facts.client
    said = LetterContext(
        business=part.facts.context.business.name,
        client=client.name,
        currency=client.currency or part.facts.context.business.currency,
        today=part.about.as_of,
        country=client.country,
        contact=addressee(part.facts),
        last_day=part.way.last_day,
        referral=part.alternative == "colleague",
    )
    language = language_of(client.language, client.country)
    return letter(LETTERS[part.method], language, said, templates)


def _reasons(part: Parting, reviewed: Reviewed | None) -> Iterator[str]:
    client = part.client
    if (told := told_words(part.facts)) is not None:
        yield told
    if part.agreed_end is not None:
        yield f"the ledger has their last day, {written.day(part.agreed_end)}"
    if client.verdict is not None:
        because = [rule_of(code).name for code in client.verdict.because]
        rest = f", because of {', '.join(because)}" if because else ""
        yield f"the verdict is {client.verdict.held}{rest}"
        if client.action in DOUBTS and reviewed is not None and reviewed[0] == "go":
            yield _said(reviewed)
    yield part.manner.why
    if part.alternative == "none" and part.rude_acts and part.method == "graceful":
        worst = max((level for _, _, level in part.rude_acts), key=RUDE.index)
        yield f"they were {worst}, so recommend nobody to them"


def _said(reviewed: Reviewed) -> str:
    decision, why = reviewed
    return f"{REVIEWED[decision]}: {why}"


def _evidence(part: Parting) -> Iterator[str]:
    for _, day, level in part.rude_acts:
        yield f"{level} on {written.day(day)}"


def _warnings(part: Parting, reviewed: Reviewed | None) -> Iterator[str]:
    client = part.client
    if part.told is not None:
        return
    goes = reviewed is not None and reviewed[0] == "go"
    if client.dormant is not None:
        days = written.count(client.dormant.days, "day")
        yield f"they have been dormant for {days}: {client.dormant.next_step}"
    elif not goes and client.verdict is not None and client.action in DOUBTS:
        yield f"{DOUBTS[client.action]}; {client.verdict.next_step}"
    if reviewed is not None and not goes:
        yield _said(reviewed)
    if goes and (spare := _spare(part)) is not None:
        yield spare
    yield from _cautions(part)


def _spare(part: Parting) -> str | None:
    """Why the review is in no hurry, where there is room for more work."""
    if part.action != "let-go":
        return None
    period = part.period
    hold = spare_capacity(period.working_time, period.assessment.policy)
    return hold.why if hold is not None else None


def _cautions(part: Parting) -> Iterator[str]:
    """What to consider even if it is right to part."""
    own = part.manner.method
    if part.method != own:
        yield f"the evidence speaks for the {own} way: {part.manner.why}"
    if part.notice.basis == "custom":
        days = written.count(part.notice.days, "day")
        yield (
            f"no contract names a notice, so the plan uses {days}; "
            "the end of a large deliverable may fit better"
        )
