"""The two sides of a check, both judged: the ledger as it is, and as it was at a revision."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from clienthealth.checking.baseline import Baseline, Known, known
from clienthealth.checking.differences import under_waivers
from clienthealth.checking.model import Status
from clienthealth.checking.thresholds import DEFAULT, Choice, Thresholds, thresholds
from clienthealth.judging.guarded import GuardedClient, GuardedLedger
from clienthealth.judging.on_a_day import History, RuleBook
from clienthealth.ledger.models import Client, Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.sources import Place


class Base(NamedTuple):
    """What a check compares a ledger with."""

    revision: str
    ledger: Ledger | None
    """None where there was no ledger yet. Everything is new then, and nothing is accepted."""
    policy: Policy
    """The policy at that time. Both sides are judged under it."""
    baseline_changed: bool = False
    baseline_place: Place | None = None
    """The start of today's baseline, if there is one."""
    moved_from: str | None = None
    """The earlier path of a moved ledger, relative to the top of the repository."""
    others: tuple[str, ...] = ()
    """If `ledger` is None: the ledgers of the revision. None of them is surely this one."""


class Inputs(NamedTuple):
    """The files that a check reads, and the option that overrides their policies."""

    ledger: Path
    policy: Path | None = None
    baseline: Path | None = None
    window_days: int | None = None
    found: bool = False
    """Whether the ledger was found by itself, because the user named none."""


class Terms(NamedTuple):
    """What a check looks at, and what fails it."""

    fail_on: Thresholds | None = None
    """None for the default: `let-go` or worse; with a base, anything new or worse."""
    choice: Choice = Choice()
    strict_coverage: bool = False
    """Whether a client who cannot be judged fails the check."""
    accept_changes: bool = False
    """Whether somebody has reviewed the changes to policy, waivers, baseline and figures."""
    strict: bool = False
    """Whether odd entries in the ledger fail the check."""


class Compared:
    """The ledger judged on a date, and the ledger it is compared with."""

    def __init__(
        self,
        ledger: Ledger,
        as_of: date,
        policy: Policy,
        terms: Terms,
        base: Base | None,
        baseline: Baseline | None,
    ) -> None:
        self.ledger, self.as_of, self.terms = ledger, as_of, terms
        self.base, self.baseline = base, baseline
        self.policy = policy
        """Today's policy. With a base, both sides are judged under the policy of the base."""
        judged = ledger if base is None else under_waivers(ledger, base.ledger)
        self._book = RuleBook(base.policy if base else policy)
        self._past = History(judged, self._book)
        self.now = GuardedLedger(self._past, as_of)

    @cached_property
    def before(self) -> GuardedLedger | None:
        """The ledger of the base, judged on the same date in the same way.

        The clients that are the same in both are judged once.
        """
        if self.base is None or self.base.ledger is None:
            return None
        past = History(self.base.ledger, self._book, twin=self._past)
        return GuardedLedger(past, self.as_of)

    def earlier(self, name: str) -> GuardedClient | None:
        """The earlier state of a client; None for a new client or without a comparison."""
        return self.before.client(name) if self.before else None

    @cached_property
    def _entries_before(self) -> dict[str, Client]:
        ledger = self.base.ledger if self.base else None
        return {client.id: client for client in ledger.clients} if ledger else {}

    def entry_before(self, name: str) -> Client | None:
        """A client's entry in the earlier ledger."""
        return self._entries_before.get(name)

    @cached_property
    def known(self) -> Known:
        """The accepted trouble."""
        return known(self.baseline)

    @cached_property
    def fail_on(self) -> Thresholds:
        """The thresholds in force without a base."""
        return self.terms.fail_on or thresholds(DEFAULT)

    def names(self, code: str) -> bool:
        """Whether the check fails for a code: `--fail-on` names it, or the default does."""
        return code in self.fail_on.codes

    def status(self, *, was_there: bool) -> Status | None:
        """Whether something is new compared with the base; None without one."""
        if self.base is None:
            return None
        return "unchanged" if was_there else "new"

    def place(self, mark: int) -> Place | None:
        """The place of an entry of the ledger."""
        return self.ledger.sources.place(mark)
