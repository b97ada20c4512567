"""The progress of three calls and a letter with a prospect, and when the next step is due."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import islice, pairwise
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.judging.actions import Action
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.ledger import written
from clienthealth.ledger.events import OutreachEvent, ProposalRequestEvent
from clienthealth.planning.moving import moved
from clienthealth.rules.registry import rule_of

ONE_DAY = timedelta(days=1)

Turn = Literal["first-call", "second-call", "third-call", "letter"]


class TurnText(NamedTuple):
    """A step of the outreach in words."""

    title: str
    why: str
    say: str
    step: Literal["call", "letter"]


TURNS: dict[Turn, TurnText] = {
    "first-call": TurnText(
        "First call: offer a meeting",
        "the first of three calls; a mail works too",
        'say: "I would like to show you what I have in mind. Does one of these two times suit '
        'you?", and name two',
        "call",
    ),
    "second-call": TurnText(
        "Second call: propose the next steps",
        "the second of three calls; a mail works too",
        'say: "I called a few days ago about working together. Shall we take the next step, and '
        'agree on what it is?"',
        "call",
    ),
    "third-call": TurnText(
        "Third call: both of you are busy",
        "the third of three calls; a mail works too",
        'say: "We are both busy, so I will be brief: it may simply have slipped your mind. Would '
        'you like to go ahead, yes or no? A no is fine."',
        "call",
    ),
    "letter": TurnText(
        "Write a letter marked personal",
        "a week after the third call; it asks in a friendly way and leaves the door open",
        "send it on paper, to the person and not to the company",
        "letter",
    ),
}


TURN_ORDER: tuple[Turn, ...] = tuple(TURNS)

CLOSE = "Close the matter and forget them"
ASK = "Ask for the yes or no that they promised"
ASKING = "call them: a no is an answer too; with `--outcome` you record what they said"


class Promise(NamedTuple):
    """A yes or no that a prospect promised by a day and has not given."""

    day: date
    """The day by which they promised it."""
    position: int
    """The place of the event among the client's events."""

    @property
    def path(self) -> Path:
        """The event that records it."""
        return ("events", self.position)

    @property
    def why(self) -> str:
        """The promise in words."""
        return f"they promised it by {written.day(self.day)}"


class Taken(NamedTuple):
    """A step that you have taken."""

    turn: Turn
    day: date
    path: Path
    how: Literal["call", "mail", "letter"]


class Outreach:
    """The progress of three calls and a letter with a prospect."""

    def __init__(self, facts: ClientFacts, action: Action | None) -> None:
        self.facts = facts
        self.is_dropped = action == "drop"
        """Whether the verdict drops them, whatever the calls came to."""
        self.days: tuple[int, ...] = facts.context.policy.planning.follow_up_days

    @cached_property
    def taken(self) -> tuple[Taken, ...]:
        """The steps since the last answer: at most three calls, mails among them, and a letter.

        A fourth call counts as the letter, as in the rules.
        """
        steps = self.facts.unanswered_outreach
        calls = [each for each in steps if each[1].step != "letter"]
        letters = [each for each in steps if each[1].step == "letter"]
        last = (letters or calls[3:])[:1]
        turns = (*TURN_ORDER[: len(calls[:3])], *TURN_ORDER[3:][: len(last)])
        return tuple(
            Taken(turn, self.facts.context.day(event.at), ("events", index), event.step)
            for turn, (index, event) in zip(turns, (*calls[:3], *last), strict=True)
        )

    @property
    def is_over(self) -> bool:
        """Whether the letter was written, or four steps had no answer."""
        return any(each.turn == "letter" for each in self.taken)

    @property
    def last(self) -> OutreachEvent | None:
        """The last step of all."""
        return self.facts.outreach[-1][1] if self.facts.outreach else None

    @property
    def is_answered(self) -> bool:
        """Whether the last step was answered."""
        return self.last is not None and self.last.outcome in {"answered", "meeting"}

    @property
    def is_declined(self) -> bool:
        """Whether they said no."""
        return self.last is not None and self.last.outcome == "declined"

    @property
    def has_run_out(self) -> bool:
        """Whether the calls themselves are at their end."""
        return self.is_declined or (self.is_over and self.asking is None)

    @property
    def ends(self) -> bool:
        """Whether the only step left is to close the matter."""
        return self.has_run_out or self.is_dropped

    @cached_property
    def promise(self) -> Promise | None:
        """The latest promise of a yes or no that is not settled.

        A decision settles it, and so does a later step of ours that they answered, or that came
        on the promised day or after it: that step has asked for the answer.
        """
        asked = [
            (seen, seen.event.answer_by)
            for seen in self.facts.so_far("proposal_request")
            if isinstance(seen.event, ProposalRequestEvent) and seen.event.answer_by is not None
        ]
        if not asked:
            return None
        request, day = asked[-1]
        later = (seen for seen in self.facts.all_events if seen.day > request.day)
        settled = any(
            seen.kind == "decision"
            or (
                isinstance(seen.event, OutreachEvent)
                and (seen.event.outcome != "no-answer" or seen.day >= day)
            )
            for seen in later
        )
        return None if settled else Promise(day, request.position)

    @property
    def start(self) -> date:
        """The first day for a step: today, or the day after the one that they promised."""
        if self.promise is None:
            return self.facts.as_of
        return max(self.facts.as_of, self.promise.day + ONE_DAY)

    @property
    def waits(self) -> bool:
        """Whether the day that they promised is still to come, or today."""
        return self.start > self.facts.as_of

    @property
    def is_overdue(self) -> bool:
        """Whether an answer that they promised has not come by its day."""
        return self.asking is not None and not self.waits

    @property
    def asking(self) -> date | None:
        """The day to ask for the answer that they promised; None where none is waited for.

        They have all of the promised day, so it is the first working day after it, and today where
        that is past. Asking takes the place of the next step.
        """
        if self.promise is None or self.is_declined or self.is_dropped:
            return None
        return moved(self.start, self.facts.context, not_before=self.start)

    def turns(self) -> Iterator[tuple[Turn, date]]:
        """The planned steps, without the one that asking for the answer takes the place of."""
        return islice(self.planned(), 0 if self.asking is None else 1, None)

    def planned(self) -> Iterator[tuple[Turn, date]]:
        """The steps still to take, with their days.

        The days count from the last step taken. A step that moves because of a weekend does not
        move the later ones. A late step is due today and moves the later ones. No step comes
        before the day by which they promised an answer is over; then the next one, which asks for
        it, is due at once.
        """
        context, start = self.facts.context, self.start
        if self.is_over or self.is_answered or self.is_declined:
            return
        begun = len(self.taken)
        gaps = [after - before for before, after in pairwise((0, *self.days))]
        day = self.taken[-1].day if begun else start
        earliest = start
        for turn, gap in list(zip(TURNS, gaps, strict=True))[begun:]:
            day += timedelta(days=gap)
            # Late, the first, or asking: the others count from the day it is done.
            if day <= start or (self.asking is not None and turn == TURN_ORDER[begun]):
                day = moved(start, context, not_before=start)
            found = moved(max(day, earliest), context, not_before=earliest)
            yield turn, found
            earliest = found + ONE_DAY

    @property
    def next_day(self) -> date:
        """The day of the next step, when they are spoken to again; today where none is left."""
        return self.asking or next((day for _, day in self.planned()), self.end_day)

    @property
    def end_day(self) -> date:
        """The day to close the matter where nothing is left to do but that: no promise is open."""
        return moved(self.facts.as_of, self.facts.context, not_before=self.facts.as_of)

    @property
    def close_day(self) -> date:
        """The day after which to forget them: the day of the letter, or of their no."""
        planned = [day for _, day in self.planned()]
        if planned:
            return planned[-1]
        steps = self.facts.outreach
        return self.facts.context.day(steps[-1][1].at) if steps else self.facts.as_of


def standing(outreach: Outreach, client: ClientAssessment) -> str:
    """The progress in a sentence; why there is none to make, where the verdict drops them."""
    return _dropped(outreach, client) or _progress(outreach)


def _progress(outreach: Outreach) -> str:
    if outreach.is_declined:
        return "they said no: thank them and close the matter"
    if outreach.promise is not None and outreach.asking is not None:
        do = "wait" if outreach.waits else "ask"
        return f"they promised a yes or no by {written.day(outreach.promise.day)}: {do} for it"
    if outreach.is_answered:
        return "they answered: no more calls; the next step is a commitment"
    if outreach.is_over:
        return "they did not answer three calls and a letter: forget them"
    if outreach.taken:
        return f"they have not answered {len(outreach.taken)} of {len(TURNS)} steps so far"
    return "you have not called yet"


def _dropped(outreach: Outreach, client: ClientAssessment) -> str | None:
    """Why the verdict drops them: their latest abuse, or the rule; None where the calls say it."""
    if not outreach.is_dropped:
        return None
    if outreach.facts.acts_of_abuse:
        return f"drop: abusive on {written.day(outreach.facts.acts_of_abuse[-1].day)}"
    because = client.verdict.because[:1] if client.verdict is not None else ()
    if outreach.has_run_out or not because:
        return None
    return f"drop: the prospect {rule_of(because[0]).title}"
