"""The annual review, put together from the judged ledger."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from clienthealth.facts.context import months_in
from clienthealth.judging.actions import ACTIONS
from clienthealth.judging.assessment import ClientAssessment, JudgedVerdict
from clienthealth.judging.on_a_day import History, RuleBook
from clienthealth.judging.ranking import Shares, burden_of
from clienthealth.judging.trend import trend_at
from clienthealth.ledger import written
from clienthealth.ledger.fields import FIRST_YEAR, LAST_YEAR
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import LEAST_WINDOW, MOST_WINDOW, Policy
from clienthealth.reviewing.before_after import what_if
from clienthealth.reviewing.bottom_group import bottom_of, timing_of
from clienthealth.reviewing.concentration import concentration_of
from clienthealth.reviewing.cost_of_parting import months_a_client
from clienthealth.reviewing.exchange_rates import conversions
from clienthealth.reviewing.model import Beyond, Review, Top, Unranked
from clienthealth.reviewing.pareto import pareto_of
from clienthealth.reviewing.period import EarlierPeriod, Progress, ReviewedPeriod
from clienthealth.reviewing.rank_stability import DRAWS
from clienthealth.reviewing.receivables import receivables_of
from clienthealth.reviewing.since_last import changes_since
from clienthealth.reviewing.time_to_part import TimeToPart
from clienthealth.reviewing.what_if import Change

TrendsOf = Literal["all", "groups", "none"]
"""Whose health is followed over the last twelve months."""


def review(  # noqa: PLR0913  # what a review depends on
    ledger: Ledger,
    *,
    last_day: date,
    first_day: date | None = None,
    policy: Policy | None = None,
    percent: Decimal | None = None,
    count: int | None = None,
    changes: Sequence[Change] = (),
    draws: int = DRAWS,
    trends: TrendsOf = "all",
    progress: Progress | None = None,
) -> Review:
    """Review the clients of a period: who is lowest, what to do about them, how sure that is.

    Entries dated after the last day are ignored, so the review of a past period does not change
    when the ledger grows.

    Args:
        ledger: The ledger, from `load_ledger` or built from the models.
        last_day: The last day of the period, on which the clients are judged.
        first_day: The first day. The default is the start of the policy's window, a year.
        policy: The policy, if not the ledger's own.
        percent: The size of the bottom group, in percent of the ranked clients. The default is
            the policy's 15.
        count: The size of the bottom group as a number of clients, instead of a percentage.
        changes: Changes to try, for a comparison of the portfolio before and after.
        draws: How often the ranking is drawn again, to measure how sure it is.
        trends: Whose health over the last twelve months is shown: that of all clients, of the
            bottom and the top group, without the verdicts on earlier dates, or of none.
        progress: Called with the number of draws done and the number of all draws.

    Returns:
        The review.

    Raises:
        ValueError: the period is shorter than 30 days or longer than ten years, it ends before
            1900 or after 2199, or a figure of the policy is out of range.
        LookupError: a client of `changes` is not known. The message is the id.
        WhatIfError: a change cannot be made.
    """
    in_force = _policy(policy or ledger.policy, first_day, last_day, percent, count)
    past = History(ledger, RuleBook(in_force))
    first = last_day - timedelta(days=in_force.window_days - 1)
    # Both periods are drawn: the outcome of the earlier list depends on what it said.
    period = ReviewedPeriod(past, last_day, draws, _part(progress, 0, draws))
    before = EarlierPeriod(past, first - timedelta(days=1), draws, _part(progress, draws, draws))
    top = tuple(_top(period))
    groups = {*(client.id for client in period.bottom), *(client.id for client in top)}
    only = {"all": None, "groups": groups, "none": set[str]()}[trends]
    # First, because it reports no progress.
    trend = trend_at(past, last_day, only=only, verdicts=trends == "all")
    found = Review(
        assessment=period.assessment,
        first_day=first,
        last_day=last_day,
        draws=draws,
        ranked_by=period.assessment.portfolio.ranked_by,
        bottom=bottom_of(period),
        beyond=tuple(_beyond(period)),
        top=top,
        short=tuple(_short(period, in_force)),
        unranked=tuple(
            Unranked(client.id, client.name, client.rank_reason or "")
            for client in period.assessment.clients
            if client.stage in {"active", "dormant"} and client.rank is None
        ),
        pareto=pareto_of(period.active),
        health_map=period.assessment.health_map,
        concentration=concentration_of(period.active),
        receivables=receivables_of(period.everyone, period.now.context),
        working_time=period.working_time,
        conversions=conversions(period.everyone),
        changes=changes_since(before, period),
        what_if=what_if(period, changes) if changes else None,
        trend=trend,
    )
    if progress is not None:
        progress(2 * draws, 2 * draws)  # the earlier ranking is drawn where it matters alone
    return found


def _part(progress: Progress | None, begin: int, draws: int) -> Progress | None:
    """Reports the draws of one of the two periods as a part of all draws."""
    if progress is None:
        return None
    return lambda done, _: progress(begin + done, 2 * draws)


def _policy(
    policy: Policy,
    first_day: date | None,
    last_day: date,
    percent: Decimal | None,
    count: int | None,
) -> Policy:
    days = policy.window_days if first_day is None else (last_day - first_day).days + 1
    if not LEAST_WINDOW <= days <= MOST_WINDOW:
        length = written.count(days, "day")
        msg = f"the period has {length}; choose one of {LEAST_WINDOW:,} to {MOST_WINDOW:,} days"
        raise ValueError(msg)
    if not FIRST_YEAR <= last_day.year <= LAST_YEAR:
        msg = f"the period ends on {last_day}; end it between {FIRST_YEAR} and {LAST_YEAR}"
        raise ValueError(msg)
    size = {"bottom_percent": percent} if percent is not None else {}
    number = {"bottom_count": count} if count is not None else {}
    return policy.model_copy(update={"window_days": days, **size, **number})


def _beyond(period: ReviewedPeriod) -> Iterator[Beyond]:
    """Clients who misbehave rather than pay badly: their rank says little."""
    for action in ("fire", "let-go"):
        for client in period.assessment.clients:
            verdict = client.verdict
            if verdict is not None and verdict.action == action and not client.bottom:
                yield _beyond_of(period, client, verdict)


def _beyond_of(period: ReviewedPeriod, client: ClientAssessment, verdict: JudgedVerdict) -> Beyond:
    part = TimeToPart(period, client)
    return Beyond(
        id=client.id,
        name=client.name,
        rank=client.rank,
        action=verdict.action,
        because=verdict.because,
        holds=client.hold_kinds,
        method=part.manner.method,
        when=timing_of(part),
        cost=part.cost,
    )


def _top(period: ReviewedPeriod) -> Iterator[Top]:
    """As many clients as in the bottom group, from the other end, without those you part with."""
    shares = Shares([*map(burden_of, period.active)])
    kept = [c for c in period.ranked if not c.bottom and not _parts(c)]
    for client in kept[: len(period.bottom)]:
        yield Top(
            id=client.id,
            name=client.name,
            rank=client.rank or 0,
            health=client.computed_health,
            effective_rate=client.effective_rate,
            worth=client.worth,
            hours_share=shares.hours(client.id),
            revenue_share=shares.revenue(client.id),
            action=client.action,
            months=months_a_client(period.facts(client)),
        )


def _parts(client: ClientAssessment) -> bool:
    """Whether they were told that you part, or the verdict is to: no time should go to them."""
    return client.was_told or (client.action is not None and ACTIONS[client.action].parts)


def _short(period: ReviewedPeriod, policy: Policy) -> Iterator[tuple[str, Decimal]]:
    """The ranked clients who were not clients for the whole period, and their months."""
    whole = months_in(policy.window_days)
    for client in period.ranked:
        months = months_a_client(period.facts(client))
        if months < whole:
            yield client.id, months
