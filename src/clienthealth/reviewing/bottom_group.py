"""What to do about each client of the bottom group: why, how and when."""

import math
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from clienthealth.facts.context import days_before
from clienthealth.facts.notice import told_words
from clienthealth.facts.words_of_revenue import net_of
from clienthealth.judging.actions import Action
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.judging.health import TALK_TAKES_EFFECT, Finding
from clienthealth.judging.holds import Hold
from clienthealth.ledger import written
from clienthealth.ledger.policy import Policy
from clienthealth.reviewing.cost_of_parting import cost_of_parting, months_a_client
from clienthealth.reviewing.decisions import Decision, Driver
from clienthealth.reviewing.model import Bottom, Kind, Timing
from clienthealth.reviewing.period import ReviewedPeriod
from clienthealth.reviewing.raising import Raising
from clienthealth.reviewing.rank_stability import Sureness
from clienthealth.reviewing.time_to_part import TimeToPart, holds_under
from clienthealth.reviewing.utilisation import WorkingTime
from clienthealth.rules.registry import marked, names_with_codes

FACTS = 3


def bottom_of(period: ReviewedPeriod) -> tuple[Bottom, ...]:
    """The bottom group, lowest first."""
    return tuple(_bottom(period, client) for client in period.bottom)


def _bottom(period: ReviewedPeriod, client: ClientAssessment) -> Bottom:
    facts, sureness = period.facts(client), period.sureness[client.id]
    kind = kind_of(client)
    decision, driven_by, why = decided(period, client)
    holds = _holds(period, client, decision)
    return Bottom(
        id=client.id,
        name=client.name,
        rank=client.rank or 0,
        decision=decision,
        why=why,
        driven_by=driven_by,
        kind=kind,
        method=TimeToPart(period, client).manner.method,
        action=client.action,
        holds=holds,
        sureness=sureness,
        facts=heaviest_facts(period, client),
        when=_timing(period, client, decision),
        cost=cost_of_parting(facts, period.revenue, period.hours),
        health=client.computed_health,
        effective_rate=client.effective_rate,
        worth=client.worth,
        months=months_a_client(facts),
    )


def kind_of(client: ClientAssessment) -> Kind:
    """The kind of bad client (article 000)."""
    if client.verdict is not None and client.verdict.action == "fire":
        return "abusive"
    return "grinder" if client.grinder else "budget-but-decent"


class Ruling(NamedTuple):
    """A decision, what it rests on, and the reason in a sentence."""

    decision: Decision
    driven_by: Driver
    why: str


def decided(period: ReviewedPeriod, client: ClientAssessment) -> Ruling:
    """What to do about a client of the bottom group, and the reason.

    Nobody goes just to fill a quota. Nobody but an abuser or a grinder goes before you have raised
    the trouble. Nobody goes because of a rank that could just as well be another client's.
    """
    facts, action = period.facts(client), client.action
    if (told := told_words(facts)) is not None:
        return Ruling("go", "told", told)
    because = client.verdict.because if client.verdict else ()
    if action == "fire":
        return Ruling("go", "abuse", "they were abusive, and no talk mends that")
    if action == "let-go" and not _rests_on_its_rank(client):
        persist = "persists" if len(because) == 1 else "persist"
        why = f"you talked about it, and {names_with_codes(because)} {persist}"
        return Ruling("go", "persists-after-talk", why)
    if _is_good(period, client):
        return Ruling("lowest-of-a-good-lot", "good-lot", _good_because(period, client))
    return _by_rank(period, client)


def _rests_on_its_rank(client: ClientAssessment) -> bool:
    """Whether a verdict of parting rests on being a grinder, and not on behaviour since a talk."""
    because = client.verdict.because if client.verdict else ()
    return any(f.has("grinder") and f.code in because for f in client.findings)


def _by_rank(period: ReviewedPeriod, client: ClientAssessment) -> Ruling:
    """The decision where only the rank speaks for parting."""
    talk = max(_talks(period, client), default=None)
    if not client.grinder and (talk is None or period.day - talk < TALK_TAKES_EFFECT):
        return Ruling("talk-first", _low_by(client), _unwarned(period, client, talk))
    driven_by: Driver = "grinder" if client.grinder else "still-last-after-talk"
    sureness = period.sureness[client.id]  # drawn where it matters alone
    if sureness.word == "a coin toss":
        return Ruling("undecided", driven_by, _tossed(sureness))
    if client.grinder:
        traits = written.count(len(client.traits), "grinder trait")
        return Ruling("go", driven_by, f"they show {traits}")
    day = written.day(talk) if talk is not None else "an earlier day"
    why = f"you talked to them on {day}, and they are still in the bottom group"
    return Ruling("go", driven_by, why)


def _low_by(client: ClientAssessment) -> Driver:
    """Whether to talk about the rate alone: nothing but the rate asks for a talk."""
    because = client.verdict.because if client.verdict else ()
    serious = client.action == "renegotiate" and because
    if serious and not {rule.code for rule in marked("rate")}.issuperset(because):
        return "behaviour"
    return (
        "low-rate" if any(f.has("rate") and f.points > 0 for f in client.findings) else "behaviour"
    )


def _unwarned(period: ReviewedPeriod, client: ClientAssessment, talk: date | None) -> str:
    """Why a talk has to come first."""
    if talk is not None:
        pending = Raising(period.facts(client), client).topics
        also = f", and you have not raised {', '.join(f.name for f in pending)}" if pending else ""
        return (
            f"you talked to them on {written.day(talk)}; it is too early to judge the outcome{also}"
        )
    if period.facts(client).talks:
        return "you have not raised what keeps them low, or not lately"
    return "you have not raised anything with them yet"


def _tossed(sureness: Sureness) -> str:
    """Why a place in the bottom group could just as well be another client's."""
    if sureness.is_tied:
        return "they tie with another client, and only the id puts them below"
    share = written.percent(sureness.share)
    return f"they are in the bottom group in {share} of the draws, and not in the others"


def _talks(period: ReviewedPeriod, client: ClientAssessment) -> Iterator[date]:
    """The days of talks about something that lowers the client's worth now.

    A forgiven finding was settled by its talk. A talk from before the previous period is no longer
    a warning. Neither is a reason to part.
    """
    facts = period.facts(client)
    earliest = days_before(facts.start, period.policy.window_days)
    raised = {f.talk for f in client.findings if f.talk is not None and f.points > 0}
    names = {n for rule in marked("rate") for n in {*rule.names, rule.family}}
    if _is_below(period, client):
        raised |= {talk for talk in facts.talks if names.intersection(talk.about)}
    yield from (talk.day for talk in raised if talk.day > earliest)


def _is_below(period: ReviewedPeriod, client: ClientAssessment) -> bool:
    """Whether it counts that an hour with a client brings in less than it should.

    With a target rate, its rule decides: a low rate that is waived, or that a policy does not
    mind, is no reason for anything, and no plan would raise it. What likely write-offs take off
    always counts.
    """
    facts, rate, target = period.facts(client), client.effective_rate, _yardstick(period, client)
    if rate is None or target is None or rate >= target:
        return False
    counts = any(f.has("rate") and f.points > 0 for f in client.findings)
    return counts or facts.target_rate is None or facts.provision > 0


def _is_good(period: ReviewedPeriod, client: ClientAssessment) -> bool:
    """Whether a client is healthy, no grinder, and pays well enough if there is a target rate."""
    healthy = client.computed_health >= period.policy.grades.healthy
    pays = period.facts(client).target_rate is None or not _is_below(period, client)
    return healthy and pays and not client.grinder


def _good_because(period: ReviewedPeriod, client: ClientAssessment) -> str:
    """Why somebody good is last, never without what is waived."""
    target, rate = period.facts(client).target_rate, client.effective_rate
    reached = target is not None and rate is not None and rate >= target
    pays = " and pay the target rate" if reached else ""
    conduct = [f for f in client.findings if not f.has("rate")]
    is_clean = not any(f.points > 0 or f.waiver is not None for f in conduct)
    are = "behave well" if is_clean else f"are healthy ({client.computed_health:.1f} of 100)"
    accepted = [f"{f.name} is waived until {written.day(day)}" for f, day in _waivers(client)]
    told = f", and {' and '.join(accepted)}" if accepted else ""
    return f"they {are}{pays}{told}; somebody has to be last"


def _waivers(client: ClientAssessment) -> Iterator[tuple[Finding, date]]:
    """The findings that are waived, each with the last day of its waiver."""
    yield from ((f, f.waiver.until) for f in client.waived if f.waiver is not None)


def _holds(
    period: ReviewedPeriod, client: ClientAssessment, decision: Decision
) -> tuple[Hold, ...]:
    if decision == "lowest-of-a-good-lot":
        return ()
    if decision != "go":
        return holds_under(period, client, "renegotiate")
    holds = holds_under(period, client, parting(client))
    if client.was_told:  # they know already: it is too late to wait for a reason to make room
        return holds
    spare = spare_capacity(period.working_time, period.policy)
    return (*holds, spare) if spare is not None and parting(client) == "let-go" else holds


def parting(client: ClientAssessment) -> Action:
    """The verdict for parting with a client, if it comes to that."""
    return "fire" if kind_of(client) == "abusive" else "let-go"


def _timing(period: ReviewedPeriod, client: ClientAssessment, decision: Decision) -> Timing:
    """When to act: the dates of the plan for parting, or of the plan for a talk."""
    if decision == "go":
        return timing_of(TimeToPart(period, client))
    talk = Raising(period.facts(client), client)
    if decision != "talk-first":
        return Timing(talk.today, None, None)
    talked = None if talk.pending else max(_talks(period, client), default=None)
    if talked is not None:
        judged = talk.judged_from(talked)
        return Timing(judged, None, judged)
    return Timing(talk.slots[0], None, talk.look_again)


def timing_of(part: TimeToPart) -> Timing:
    """When to tell a client that you part, and their last day."""
    return Timing(part.way.talk, part.way.last_day, None, part.way.timed)


def heaviest_facts(period: ReviewedPeriod, client: ClientAssessment) -> tuple[str, ...]:
    """The three facts that weigh most in a client's worth, heaviest first.

    Worth is a product of rate and health, so each fact is weighed by its logarithm: a rate of half
    the target weighs as much as a finding that halves the health.
    """
    weighed = sorted(_weighed(period, client), key=lambda item: -item[0])
    facts = [text for _, text in weighed[:FACTS]]
    more = (*_waived_facts(client), *_standing(period, client))
    return tuple(facts + [*more][: FACTS - len(facts)])


def _weighed(period: ReviewedPeriod, client: ClientAssessment) -> Iterator[tuple[float, str]]:
    for finding in client.findings:
        if finding.points > 0:
            weight = -math.log1p(-finding.weight * finding.intensity)
            yield weight, f"{finding.message} ({finding.code})"
    told = any(finding.has("rate") for finding in client.findings)
    target, rate = _yardstick(period, client), client.effective_rate
    if rate is None or target is None or rate >= target or told:
        return
    currency, net = period.assessment.currency, net_of(period.facts(client).provision)
    text = (
        f"an hour brings in {written.amount(rate, currency)}{net} "
        f"and should bring in {written.cell(target, currency)}"
    )
    yield (math.log(target / rate) if rate > 0 else math.inf), text


def _waived_facts(client: ClientAssessment) -> Iterator[str]:
    """What is waived weighs nothing, and is still told."""
    for finding, day in _waivers(client):
        yield f"waived until {written.day(day)}: {finding.message} ({finding.code})"


def _yardstick(period: ReviewedPeriod, client: ClientAssessment) -> Decimal | None:
    return period.facts(client).target_rate or period.working_time.effective_rate


def _standing(period: ReviewedPeriod, client: ClientAssessment) -> Iterator[str]:
    """What can be said about a client with few other facts."""
    yield f"rank {client.rank} of {period.assessment.portfolio.ranked}"
    if period.hours > 0 and period.revenue > 0:
        hours = written.percent(client.facts.hours / period.hours)
        revenue = written.percent(period.facts(client).revenue / period.revenue)
        yield f"{hours} of the hours and {revenue} of the revenue of your active clients"
    yield f"health {client.computed_health:.1f} of 100"


def spare_capacity(worked: WorkingTime, policy: Policy) -> Hold | None:
    """The hold on letting clients of the annual list go while you have spare hours.

    The list makes room for better clients, so with enough room there is no hurry. Only the review
    has this hold: a verdict of `score` has reasons of its own.

    Args:
        worked: The hours of the whole business in the window.
        policy: The policy in force; `holds.capacity_percent` is the limit.

    Returns:
        The hold. None where the limit is reached, or the capacity or the hours are unknown.
    """
    used, limit = worked.utilisation, policy.holds.capacity_percent
    if used is None or used * 100 >= limit:
        return None
    hours = (worked.hours / worked.months).quantize(Decimal("0.1"), ROUND_DOWN)
    return Hold(
        "spare-capacity",
        f"you work {hours} of {worked.capacity_hours} hours a month, less than {limit} %; "
        "there is nobody to make room for yet",
    )
