"""What `check` reports: results with a place and a fingerprint, and the report around them."""

import hashlib
from datetime import date
from typing import Annotated, Literal, NamedTuple

from clienthealth.facts.client import Stage
from clienthealth.judging.actions import Action
from clienthealth.ledger.disclosure import (
    ClientId,
    ClientName,
    Fingerprint,
    InPublic,
    OwnWords,
    ProgramWords,
)
from clienthealth.ledger.policy import Grade, Severity
from clienthealth.ledger.sources import Place

Level = Literal["error", "warning", "note"]
Status = Literal["new", "worse", "unchanged"]


class OwnRule(NamedTuple):
    """A rule of `check` itself, in addition to the red flags."""

    code: str
    name: str
    title: str
    help: str


VERDICT = OwnRule(
    "CHK001",
    "verdict",
    "A client's verdict or health is at the threshold",
    "The verdict on a client reaches the threshold of `--fail-on` (by default `let-go` or `fire`), "
    "or it is worse than at the revision of `--new-since`. `clienthealth explain CLIENT` shows "
    "the reasons.",
)
EXPIRED_WAIVER = OwnRule(
    "CHK002",
    "expired-waiver",
    "A waiver has expired",
    "The last day of a waiver has passed, so the finding counts again. Remove the waiver, or "
    "accept the finding again with `clienthealth waive`.",
)
UNUSED_WAIVER = OwnRule(
    "CHK003",
    "unused-waiver",
    "A waiver has nothing to waive",
    "A waiver accepts a finding that is not there. Remove the waiver, so that it does not hide "
    "the finding if it comes back.",
)
STALE_BASELINE = OwnRule(
    "CHK004",
    "stale-baseline",
    "An entry of the baseline no longer matches",
    "An entry of the baseline accepts trouble that is gone, or was never there. Rewrite the "
    "baseline with `clienthealth baseline write`, so that it does not hide the trouble if it "
    "comes back.",
)
CHANGED_POLICY = OwnRule(
    "CHK005",
    "changed-policy",
    "The policy was changed",
    "The policy differs from the revision you compare with. Both sides were judged under the old "
    "policy; the new one counts after the merge. Review the change separately.",
)
CHANGED_WAIVER = OwnRule(
    "CHK006",
    "changed-waiver",
    "A waiver was added, changed or removed",
    "The waivers of a client differ from the revision you compare with. Both sides were judged "
    "under the old waivers; the new ones count after the merge. Check the reason.",
)
CHANGED_BASELINE = OwnRule(
    "CHK007",
    "changed-baseline",
    "The baseline was changed",
    "The baseline differs from the revision you compare with. The old one was used; the new one "
    "counts after the merge. Check what it accepts.",
)
CHANGED_INCLUDE = OwnRule(
    "CHK008",
    "changed-include",
    "An included file was added, changed or removed",
    "The `include` entries differ from the revision you compare with: data may come from another "
    "file, or may be missing. Check what is read now.",
)
UNKNOWN_HEALTH = OwnRule(
    "CHK009",
    "unknown-health",
    "A client cannot be judged",
    "The ledger has too little about a client to give them a health (`--strict-coverage`). "
    "`clienthealth explain CLIENT` says what to log.",
)
LEDGER_WARNING = OwnRule(
    "CHK010",
    "ledger-warning",
    "Something in the ledger looks odd",
    "It may be right and is accepted, but check it (`--strict` makes it fail). `score` and the "
    "other commands print the same warning on stderr.",
)

CHANGED_BUSINESS = OwnRule(
    "CHK011",
    "changed-business",
    "A figure that clients are measured against was changed",
    "A figure of the business (terms, rates, kept kinds of event) or an exchange rate differs "
    "from the revision you compare with. Each side was judged by its own figures, so a finding may "
    "be gone for this reason alone. Check them. Added exchange rates are reported; one fails "
    "if the currency had a rate before and the new one starts more than 31 days ago or differs by "
    "more than a fifth, because it changes the value of existing amounts.",
)
REMOVED_CLIENT = OwnRule(
    "CHK012",
    "removed-client",
    "A client was removed from the ledger",
    "A client who has left stays in the ledger, with the last day in `until`: the review and the "
    "past need their record. The check fails if entries older than 31 days, or a finding, went "
    "with the client.",
)
CHANGED_TERMS = OwnRule(
    "CHK013",
    "changed-terms",
    "The terms of a client were changed",
    "Something that a client is measured against differs from the revision you compare with: terms "
    "and notice of the contract, fees and estimates of projects, currency, billing, working hours, "
    "time zone, or the client's last day. Each side was judged by its own terms, so a finding may "
    "be gone for this reason alone. Check the change.",
)
REWRITTEN_HISTORY = OwnRule(
    "CHK014",
    "rewritten-history",
    "Entries older than 31 days were changed or removed",
    "An invoice, a payment, an event, hours or another entry from more than 31 days ago differs "
    "from the revision you compare with, or is gone. Late entries do not count, and neither do "
    "fields that are filled in later, like the day of a payment.",
)
HIDDEN_TROUBLE = OwnRule(
    "CHK015",
    "hidden-trouble",
    "Something that counted no longer counts",
    "An existing invoice is now a draft, void, or paid on an unknown day, or something was "
    "credited, written off or deducted. This may be right, but it can also hide a late payment. A "
    "boundary talk that is added later and takes effect at once can hide trouble in the same way. "
    "Check the reason.",
)
MOVED_LEDGER = OwnRule(
    "CHK016",
    "moved-ledger",
    "The ledger was moved",
    "The revision you compare with had no ledger at this path. If it had exactly one ledger that "
    "has moved, the check compares with that one and reports the move. If it had several, or only "
    "ledgers that are still there, nothing is compared: everything is new and the check fails. "
    "Move one ledger at a time, or name the ledger.",
)
RECENT_CHANGE = OwnRule(
    "CHK017",
    "recent-change",
    "Entries of the last 31 days were changed or removed",
    "Corrections and late entries are everyday work. Removed entries are reported. If a finding of "
    "the client got smaller or is gone, changed and removed entries fail, and added entries from "
    "more than 31 days ago are reported. Check whether the trouble went with them.",
)
DATED_AHEAD = OwnRule(
    "CHK018",
    "dated-ahead",
    "Something is dated after the date of assessment",
    "An added or changed entry has a date in the future. It is not seen yet, and would count later "
    "without a review. Something that can only be past (an event, a payment, a credit) fails, "
    "and so does an invoice that was moved into the future. A planned invoice, meeting, hours or "
    "costs are reported.",
)
CHANGED_IDENTITY = OwnRule(
    "CHK019",
    "changed-identity",
    "An id now belongs to another client",
    "The id of a client has the name of another client; or a policy, waiver or baseline accepts "
    "something for an id that is new or has another name now. What you accepted for one client "
    "must not count for another.",
)

OWN_RULES = (
    VERDICT,
    EXPIRED_WAIVER,
    UNUSED_WAIVER,
    STALE_BASELINE,
    CHANGED_POLICY,
    CHANGED_WAIVER,
    CHANGED_BASELINE,
    CHANGED_INCLUDE,
    UNKNOWN_HEALTH,
    LEDGER_WARNING,
    CHANGED_BUSINESS,
    REMOVED_CLIENT,
    CHANGED_TERMS,
    REWRITTEN_HISTORY,
    HIDDEN_TROUBLE,
    MOVED_LEDGER,
    RECENT_CHANGE,
    DATED_AHEAD,
    CHANGED_IDENTITY,
)


class Suppression(NamedTuple):
    """Why a result does not count."""

    kind: Literal["waiver", "baseline"]
    why: OwnWords


BASELINED = Suppression("baseline", "accepted by the baseline")


class Result(NamedTuple):
    """One result of `check`."""

    code: ProgramWords
    name: ProgramWords
    message: OwnWords
    """One sentence in plain text. It may contain text from the ledger; renderers make it safe."""
    client: ClientId | None
    """The client's id; None for a result about the whole ledger."""
    place: Place | None
    """Where to look, at least the start of the ledger; None for a ledger built in Python."""
    related: tuple[Place, ...]
    """Further places of evidence."""
    fingerprint: Annotated[str, InPublic.OTHER]
    """The same for the same trouble of the same client, at any place in the file."""
    severity: Severity | None = None
    intensity: float | None = None
    """0 to 1, for a finding."""
    intensity_before: float | None = None
    """The intensity at the revision you compare with."""
    status: Status | None = None
    """Compared with the revision; None without one, and for results without an earlier state."""
    suppressed: Suppression | None = None
    fails: bool = False
    """Whether the check fails because of it."""

    @property
    def level(self) -> Level:
        """How loudly to report it: an error fails the check, a warning deserves a look."""
        if self.fails:
            return "error"
        quiet = self.suppressed is not None or self.status == "unchanged"
        own = self.severity is None and self.code != STALE_BASELINE.code
        return "warning" if not quiet and (own or self.severity in {"high", "critical"}) else "note"


class Outcome(NamedTuple):
    """The state of a client, now or at the revision you compare with."""

    health: float | None
    grade: Grade | None
    action: Action | None


class CheckedClient(NamedTuple):
    """One client as `check` sees it."""

    id: ClientId
    name: ClientName
    stage: Stage
    now: Outcome
    before: Outcome | None
    """None without a revision to compare with, and for a new client."""
    place: Place | None


class Report(NamedTuple):
    """Everything a renderer of `check` may see."""

    tool_version: ProgramWords
    policy_hash: Fingerprint
    as_of: date
    currency: ProgramWords
    compared_with: OwnWords | None
    """The revision as the user named it; None where nothing was compared."""
    fail_on: tuple[ProgramWords, ...]
    """The thresholds in force, as written on the command line."""
    clients: tuple[CheckedClient, ...]
    """In the order of the ledger."""
    results: tuple[Result, ...]
    """Failing results first, then by place and code."""

    @property
    def failing(self) -> tuple[Result, ...]:
        """The results that fail the check."""
        return tuple(r for r in self.results if r.fails)

    @property
    def notable(self) -> tuple[Result, ...]:
        """Results that do not fail but deserve a look: changed waivers, odd entries, stale lines.

        Findings are left out, because `score` and `explain` show them. So are unchanged results.
        """
        return tuple(r for r in self.results if r.severity is None and _wants_a_look(r))


def _wants_a_look(result: Result) -> bool:
    return not result.fails and result.suppressed is None and result.status != "unchanged"


def fingerprint(*parts: str) -> str:
    """Thirty-two hexadecimal digits for a client and a code."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
