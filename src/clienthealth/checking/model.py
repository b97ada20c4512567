"""What `check` reports: results with a place and a fingerprint, and the report that holds them."""

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
    """Something that `check` itself looks at, beside the red flags."""

    code: str
    name: str
    title: str
    help: str


VERDICT = OwnRule(
    "CHK001",
    "verdict",
    "A client's verdict or grade is at the threshold",
    "The verdict on a client is at or beyond what `--fail-on` names (a verdict of `fire` or "
    "`let-go` where it names nothing), or worse than at the revision of `--new-since`. "
    "`clienthealth explain CLIENT` shows what it rests on.",
)
EXPIRED_WAIVER = OwnRule(
    "CHK002",
    "expired-waiver",
    "A waiver has expired",
    "The last day of a waiver is over, so the finding counts again. Take the waiver out, or "
    "accept the finding anew with `clienthealth waive`.",
)
UNUSED_WAIVER = OwnRule(
    "CHK003",
    "unused-waiver",
    "A waiver has nothing to waive",
    "The finding that a waiver accepts does not show. Take the waiver out, so that it does not "
    "hide the finding should it come back.",
)
STALE_BASELINE = OwnRule(
    "CHK004",
    "stale-baseline",
    "An entry of the baseline no longer matches",
    "The trouble that a line of the baseline accepts is gone, or was never there. Write the "
    "baseline anew with `clienthealth baseline write`, so that it does not hide its return.",
)
CHANGED_POLICY = OwnRule(
    "CHK005",
    "changed-policy",
    "The policy was changed",
    "The policy differs from that of the revision compared with. Both sides were judged under "
    "the older one; the new one counts once it is merged. Look at it by itself.",
)
CHANGED_WAIVER = OwnRule(
    "CHK006",
    "changed-waiver",
    "A waiver was added, changed or taken out",
    "The waivers of a client differ from those of the revision compared with. Both sides were "
    "judged under the older ones; the new ones count once they are merged. Look at the reason.",
)
CHANGED_BASELINE = OwnRule(
    "CHK007",
    "changed-baseline",
    "The baseline was changed",
    "The baseline differs from that of the revision compared with. The older one was used; the "
    "new one counts once it is merged. Look at what it accepts.",
)
CHANGED_INCLUDE = OwnRule(
    "CHK008",
    "changed-include",
    "An included file was added, changed or taken out",
    "The `include` entries differ from those of the revision compared with: data may come from "
    "elsewhere, or no longer. Look at what is read now.",
)
UNKNOWN_HEALTH = OwnRule(
    "CHK009",
    "unknown-health",
    "A client cannot be judged",
    "Too little is recorded of a client to give it a health (`--strict-coverage`). "
    "`clienthealth explain CLIENT` says what to log.",
)
LEDGER_WARNING = OwnRule(
    "CHK010",
    "ledger-warning",
    "Something in the ledger looks odd",
    "It may well be true and nothing is refused for it, but it deserves a look (`--strict` fails "
    "for it). `score` and the others tell the same on stderr.",
)

CHANGED_BUSINESS = OwnRule(
    "CHK011",
    "changed-business",
    "A figure was changed by which clients are measured",
    "Figures of the business, such as its terms, rates or the kinds of event it keeps, or an "
    "exchange rate differ from those of the revision compared with. Each side was judged by its "
    "own, so a finding may have gone for no other reason. Look at them. Exchange rates that were "
    "only added are told. They fail where a currency had a rate and the new one holds from a day "
    "of more than 31 days ago, or is off by more than a fifth, as it revalues what was there.",
)
REMOVED_CLIENT = OwnRule(
    "CHK012",
    "removed-client",
    "A client was taken out of the ledger",
    "A client that has left gets a date in `until` and stays: what was known of it counts for the "
    "review and for what was said of the past. It fails where something older than 31 days, or a "
    "finding, went with the client.",
)
CHANGED_TERMS = OwnRule(
    "CHK013",
    "changed-terms",
    "What was agreed with a client was changed",
    "What a client is measured by differs from the revision compared with: terms and notice of "
    "the contract, fees and estimates of projects, currency, billing, working hours, time zone, "
    "or the client's last day. Each side was judged by its own, so a finding may have gone for no "
    "other reason. Look at them.",
)
REWRITTEN_HISTORY = OwnRule(
    "CHK014",
    "rewritten-history",
    "Entries older than 31 days were changed or taken out",
    "An invoice, a payment, an event, hours or another entry from more than 31 days ago no longer "
    "says what it said at the revision compared with, or is gone. A late entry that was added, and "
    "what is filled in when it comes about, such as a payment, are no such changes.",
)
HIDDEN_TROUBLE = OwnRule(
    "CHK015",
    "hidden-trouble",
    "Something that counted no longer does",
    "Of entries that were there before, an invoice is now a draft, void, or paid nobody knows "
    "when, or something is credited, written off or deducted. It may well be right; it is "
    "also how a late payment goes out of sight. So does trouble by a boundary talk that is added "
    "only now, with a day from which it takes effect at once. Look at the reason.",
)
MOVED_LEDGER = OwnRule(
    "CHK016",
    "moved-ledger",
    "The ledger is at another place than before",
    "The revision compared with had no ledger at this place. Where it had one that is no longer "
    "where it was, that is compared with and this is told. Where it had several, or only such as "
    "are still there, nothing is compared, so everything is new and the check fails. Move one "
    "ledger at a time, or name the ledger.",
)
RECENT_CHANGE = OwnRule(
    "CHK017",
    "recent-change",
    "Entries of the last 31 days were changed or taken out",
    "Corrections are everyday work, and so are entries made late. What was taken out is told. "
    "Where a finding of the client became less or is gone, what was changed or taken out fails, "
    "and what was added with a day of more than 31 days ago is told. Look at whether the trouble "
    "went with them.",
)
DATED_AHEAD = OwnRule(
    "CHK018",
    "dated-ahead",
    "Something is dated after the date of assessment",
    "An entry that was added or changed has a day that is still to come, so it is not seen yet and "
    "counts later without being looked at. Something that can only have happened (an event, a "
    "payment, a credit) fails, and so does an invoice that was moved ahead. An invoice, a meeting, "
    "hours or costs planned ahead are told.",
)
CHANGED_IDENTITY = OwnRule(
    "CHK019",
    "changed-identity",
    "An id stands for somebody else than before",
    "The id of a client has the name of another one, or a policy, a waiver or a baseline accepts "
    "something of an id that is new or has another name now. What was accepted of one client "
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
    """One thing that `check` has to say."""

    code: ProgramWords
    name: ProgramWords
    message: OwnWords
    """One sentence in plain text. It may hold text of the ledger: a renderer makes it safe."""
    client: ClientId | None
    """The client's id; None for what concerns the ledger as a whole."""
    place: Place | None
    """Where to look, at least the ledger's beginning; None for a ledger built in Python."""
    related: tuple[Place, ...]
    """Further places of evidence."""
    fingerprint: Annotated[str, InPublic.OTHER]
    """The same for the same trouble of the same client, wherever it stands."""
    severity: Severity | None = None
    intensity: float | None = None
    """0 to 1, for a finding."""
    intensity_before: float | None = None
    """The same at the revision compared with."""
    status: Status | None = None
    """Against the revision compared with; None without one, and for what has no earlier state."""
    suppressed: Suppression | None = None
    fails: bool = False
    """Whether the check fails because of it."""

    @property
    def level(self) -> Level:
        """How loudly to say it: an error fails the check, a warning wants a look."""
        if self.fails:
            return "error"
        quiet = self.suppressed is not None or self.status == "unchanged"
        own = self.severity is None and self.code != STALE_BASELINE.code
        return "warning" if not quiet and (own or self.severity in {"high", "critical"}) else "note"


class Outcome(NamedTuple):
    """Where a client stands, and stood at the revision compared with."""

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
    """None without a revision to compare with, and for a client that was not there."""
    place: Place | None


class Report(NamedTuple):
    """Everything a renderer of `check` may see."""

    tool_version: ProgramWords
    policy_hash: Fingerprint
    as_of: date
    currency: ProgramWords
    compared_with: OwnWords | None
    """The revision, as it was named; None where nothing was compared."""
    fail_on: tuple[ProgramWords, ...]
    """The thresholds in force, as they are written on the command line."""
    clients: tuple[CheckedClient, ...]
    """In the order of the ledger."""
    results: tuple[Result, ...]
    """Those that fail first, then by place and code."""

    @property
    def failing(self) -> tuple[Result, ...]:
        """The results because of which the check fails."""
        return tuple(r for r in self.results if r.fails)

    @property
    def notable(self) -> tuple[Result, ...]:
        """What does not fail but wants a look: changed waivers, odd entries, stale lines.

        Findings are not among them, as `score` and `explain` show those; nor is what was so before.
        """
        return tuple(r for r in self.results if r.severity is None and _wants_a_look(r))


def _wants_a_look(result: Result) -> bool:
    return not result.fails and result.suppressed is None and result.status != "unchanged"


def fingerprint(*parts: str) -> str:
    """Thirty-two hexadecimal digits that stand for a client and a code."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
