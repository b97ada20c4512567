"""The glossary: what each word of the program means, with its formula and an example.

The figures are those of the default policy and of the code; the examples are clients of the
example ledgers, on 31 October 2026.
"""

from collections.abc import Sequence
from functools import cache

from clienthealth.judging import health as judged
from clienthealth.judging.quarter import QUARTER_DAYS
from clienthealth.judging.ranking import BOTTOM_FROM, TRAIT_INTENSITY
from clienthealth.ledger.checks import MAX_WAIVER_DAYS
from clienthealth.ledger.policy import Policy
from clienthealth.report.help.glossary_verdicts import stage_terms, verdict_terms
from clienthealth.report.help.terms import Term
from clienthealth.reviewing import rank_stability as drawn
from clienthealth.rules.base import SHRINKAGE
from clienthealth.rules.val008_grinder import RULE as GRINDER

HEAD = (
    "Each word means one thing, in the program as in its pages. `clienthealth explain worth` "
    "prints the entry of a word. Figures that a policy can change are its defaults. The clients "
    "of the examples are those of the ledgers in `examples/`, on 31 October 2026."
)


@cache
def terms() -> tuple[Term, ...]:
    """All terms, by name."""
    found = (
        *(*_of_health(), *_of_money(), *_of_parting()),
        *(*_of_action(), *verdict_terms(), *stage_terms()),
    )
    return tuple(sorted(found, key=lambda term: term.name))


def term_names() -> tuple[str, ...]:
    """The names of all terms, in order."""
    return tuple(term.name for term in terms())


def find_term(word: str) -> Term | None:
    """The term of a name or another word for it, in any case, with spaces or hyphens."""
    wanted = _plain(word)
    return next((t for t in terms() if any(wanted == _plain(name) for name in t.names)), None)


def _plain(word: str) -> str:
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").split())


def term_page(term: Term) -> str:
    """A term as a page of Markdown."""
    return f"# {term.name}\n\n{term.body}\n"


def glossary() -> str:
    """All terms on one page of Markdown."""
    entries = "".join(f"\n## {term.name}\n\n{term.body}\n" for term in terms())
    return f"# Glossary\n\n{HEAD}\n{entries}"


def _of_health() -> Sequence[Term]:
    policy = Policy()
    weights, serious = policy.weights, judged.SERIOUS
    return (
        Term(
            "health",
            "How a client behaves, from 0 to 100. Each finding takes something off: health is 100, "
            "multiplied by (1 - effective weight x intensity) of every finding. No other client "
            "changes it, and it is unknown where the ledger says too little.",
            "Expohaus pays late (0.65), has no signed contract (0.90) and owes an old invoice "
            "(0.9253): 100 x 0.65 x 0.90 x 0.9253 = 54.1.",
            ("score", "health score"),
        ),
        Term(
            "finding",
            "A red flag that a rule has found at a client, with the lines of the ledger behind it. "
            f"A finding is *serious* from an intensity of {serious['critical']:.2f} (critical), "
            f"{serious['high']:.2f} (high) or {serious['medium']:.2f} (medium); one of low "
            "severity never is. A *position finding* says where a client is among the others, and "
            "takes nothing off their health.",
            "Late payment at Expohaus: 3 of 3 invoices late, which takes 32.2 points off.",
            ("findings", "red flag", "serious", "points", "position finding"),
        ),
        Term(
            "severity",
            "How bad a red flag is at its worst, which is its weight: "
            f"{weights.low:.2f} low, {weights.medium:.2f} medium, {weights.high:.2f} high, "
            f"{weights.critical:.2f} critical. In each family of rules the strongest finding "
            "counts in full, the next half, the next a quarter. This is the *effective weight*.",
            "An old invoice is of high severity. At Expohaus it is the second finding about "
            "payment, so it weighs 0.35 / 2 = 0.175.",
            ("weight", "effective weight", "family damping"),
        ),
        Term(
            "intensity",
            "How strong a finding is, from 0 (fine) to 1 (as bad as it gets): (measure - fine) / "
            "(bad - fine), never below 0 or above 1. The page of a rule has its two thresholds, "
            f"`fine` and `bad`. A share is *evened out* first: {SHRINKAGE} cases that are just "
            "fine are added to it, so that one bad case of two weighs less than ten of twenty. "
            "Some rules have *no ramp*: their page gives the intensity, and `explain` says so.",
            "An invoice is 47 days overdue; 15 days are fine and 90 are bad: "
            "(47 - 15) / (90 - 15) = 0.43.",
            ("ramp", "threshold", "thresholds", "evened out"),
        ),
        Term(
            "coverage",
            "How much of what the rules ask the ledger answers: the weight of the rules that could "
            "be assessed, divided by the weight of those that apply. With fewer than "
            f"{judged.DUE_INVOICES_NEEDED} due invoices, a client is unknown below "
            f"{policy.minimum_coverage:.0%}, or with fewer than {judged.DATED_ENTRIES_NEEDED} "
            "dated entries.".replace("%", " %"),
            "Of Expohaus little but payments and hours is written down: 27 %.",
        ),
        Term(
            "trend",
            f"A client's health today less their health {QUARTER_DAYS} days earlier, each over its "
            f"own {policy.window_days} days. A trend of {policy.falling_trend:g} or less is "
            "falling, and a client with it is on watch at least.",
            "Knallpreis has lost 11.3 points in a quarter: the trend is -11.3.",
            ("falling", "falling trend"),
        ),
    )


def _of_money() -> Sequence[Term]:
    policy = Policy()
    return (
        Term(
            "effective rate",
            "What an hour with a client brought: the revenue of the window divided by its hours. "
            "Revenue is net of tax and expenses, less credit notes, write-offs, your own costs, "
            "and what is likely to be lost of overdue invoices. Hours that you never bill count "
            "too. Recent hours that you have not billed yet, work in progress, do not. The finding "
            "`low-rate` counts overdue invoices as paid, so its rate can be higher.",
            "Expohaus brought 2,346.00 EUR in 30 hours: 78.20 EUR an hour.",
            ("effective hourly rate", "hourly rate", "rate"),
        ),
        Term(
            "worth",
            "What an hour with a client is really worth to you: effective rate x health / 100. "
            "Clients are ranked by it. A rate of zero or less is its own worth.",
            "Expohaus brings 78.20 EUR an hour with a health of 54.1: 78.20 x 54.1 / 100 = 42.31.",
        ),
        Term(
            "days beyond terms",
            "How late a client pays, weighted by amount: amount x days late, summed over the "
            "invoices, divided by the sum of the amounts. Early payment counts as 0 days; what is "
            "still open counts with the days so far.",
            "Expohaus: (952 x 32 + 1,190 x 33 + 714 x 47) / 2,856 = 36.17 days.",
            ("DBT", "days late", "lateness"),
        ),
        Term(
            "bottom group",
            f"The lowest {policy.bottom_percent} % of the ranked clients by worth, rounded half "
            f"up: nobody of fewer than {BOTTOM_FROM}, and at least one from {BOTTOM_FROM} on. "
            f"Clients with fewer than {policy.minimum_hours} hours in the window, or of fewer than "
            f"{policy.minimum_days} days, are not ranked. If fewer than half of the clients can be "
            "ranked by worth, all with a health are ranked by health instead.",
            "One of 4 ranked clients, two of 10, three of 17.",
            ("bottom", "bottom 15%", "bottom 15 %", "rank"),
        ),
        Term(
            "grinder",
            "A client who wears you down for little money: in the bottom group, with an effective "
            f"rate below your target, and with at least {GRINDER.options.traits} of ten traits "
            f"(an intensity of {TRAIT_INTENSITY:g} or more each), such as pressing for discounts, "
            "endless revisions and disputed invoices. The verdict is `let-go`. With fewer traits "
            "they are *budget but decent*: ask for a better price.",
            "Knallpreis is 17th of 17, brings 41.36 EUR an hour and shows 6 traits.",
            ("grinders", "budget but decent", "trait", "traits"),
        ),
        Term(
            "sureness",
            "How firmly a client is in the bottom group. The ranking is drawn again "
            f"{drawn.DRAWS:,} times, each time with other weights (each rule's by a factor between "
            f"{drawn.LEAST_FACTOR:g} and {drawn.MOST_FACTOR:g}) and other months of theirs. Their "
            f"place is *certain* from {drawn.CERTAIN * 100:g} % of the draws and "
            f"{drawn.CERTAIN_MONTHS} active months on, *likely* from {drawn.LIKELY * 100:g} %, "
            "otherwise *a coin toss*.",
            "In the bottom group in 980 of 1,000 draws, with work in 12 months: certain.",
            ("certain", "likely", "coin toss", "a coin toss"),
        ),
    )


def _of_parting() -> Sequence[Term]:
    policy = Policy()
    percents = policy.provision.percents
    shares = [f"{percent.normalize():f} %" for percent in percents]
    return (
        Term(
            "likely write-off",
            "What you will probably never be paid, of what is open. The longer an invoice is "
            f"overdue, the less of it comes: {shares[0]} is lost of what is not due yet, "
            f"{shares[1]} up to 30 days overdue, {shares[2]} up to 60, {shares[3]} up to 90, and "
            f"{shares[4]} beyond. The policy's `provision` has these figures.",
            "Knallpreis owes 535.50 EUR that is not due, 714.00 EUR for up to 30 days and 862.75 "
            "EUR for up to 90: 535.50 x 0.02 + 714.00 x 0.04 + 862.75 x 0.25 = 254.96 EUR.",
            ("write-off", "write-offs", "provision", "expected loss"),
        ),
        Term(
            "break-even",
            "The hourly rate at which you lose nothing by parting with a client: sell the freed "
            "hours at this rate or more. It is their effective rate, or 0 where they bring in "
            "nothing. The review and `clienthealth letgo CLIENT` show it with what parting costs.",
            "Parting with Knallpreis loses 7,082.25 EUR a year and frees 14.3 hours a month: "
            "41.36 EUR an hour is the break-even.",
            ("break-even rate", "cost of parting"),
        ),
        Term(
            "strained",
            "A health below the policy's `healthy`, "
            f"{policy.grades.healthy:g}; from there on a client is *healthy*. The map of the pages "
            "shows both, and who is *well paid*: at least your target rate for an hour, or without "
            "a target the rate of the whole business. The four fields of the map are no verdicts.",
            "Kleinod has a health of 74.0 and brings 61.39 EUR an hour, with a target of 95.00: "
            "strained, poorly paid.",
            ("healthy", "well paid", "poorly paid", "map", "quadrant"),
        ),
    )


def _of_action() -> Sequence[Term]:
    policy = Policy()
    holds, days = policy.holds, judged.TALK_TAKES_EFFECT.days
    return (
        Term(
            "verdict",
            "What to do about a client: `fire`, `let-go`, `renegotiate`, `watch`, `keep`, or "
            "`unknown` where too little is written down; each is a word of the glossary. For a "
            "prospect: `drop`, "
            "`three-calls-and-letter`, `ask-for-commitment`, `pursue` or `unknown`. Former clients "
            "have none. `clienthealth explain CLIENT` gives the reasons, and what would change it.",
            "Expohaus: `renegotiate`, as they pay late and nobody has talked to them about it.",
            ("verdicts", "action", "recommendation"),
        ),
        Term(
            "hold",
            "A reason to delay a verdict; it changes neither the verdict nor the health. "
            "`collect-first`: money is overdue. `our-side-first`: a lapse of yours in the "
            f"{holds.lapse_days} days before the trouble began. `replace-income`: more than "
            f"{holds.income_percent} % of your revenue. `finish-obligations`: you still owe work. "
            f"`cool-off`: the verdict is less than {holds.cool_off_days} days old. "
            "`spare-capacity`, in the review: less than "
            f"{holds.capacity_percent} % of your capacity is used.",
            "Expohaus owes 714.00 EUR: `collect-first`.",
            (
                *("holds", "collect-first", "our-side-first", "replace-income"),
                *("finish-obligations", "cool-off", "spare-capacity"),
            ),
        ),
        Term(
            "boundary talk",
            "A talk in which you told a client what has to change, logged as a `boundary` event "
            f"that names rules or families of rules. From {days} days after it, what came since "
            f"decides. A finding *persists* if at least {judged.TALK_OBSERVATIONS} observations "
            "came and are serious by themselves; it is *forgiven* if at least "
            f"{judged.TALK_OBSERVATIONS} were good and the rest is below half of serious. Until "
            "one of the two, the whole window counts. But for abuse and grinders, nobody is let "
            "go before a talk.",
            "You talk on 20 February 2026, and the next two invoices are paid in time: from "
            "22 March on, the late ones of January are forgiven.",
            ("boundary", "boundaries", "talk", "persists", "persisting", "forgiven"),
        ),
        Term(
            "waiver",
            "A finding that you accept for a while, with a reason and an end at most "
            f"{MAX_WAIVER_DAYS} days after its start. It is still shown, but counts neither for "
            "health nor for the verdict. `clienthealth waive` writes one.",
            "Acme changes its accounting software, so late payment is waived from 1 March to "
            "30 June 2026: 121 days.",
            ("waivers", "waived"),
        ),
        Term(
            "baseline",
            "A file with the findings and verdicts that a repository starts with. "
            "`clienthealth check --baseline FILE` accepts them, and fails only for what is new or "
            "worse. `clienthealth baseline write` makes one.",
            "A baseline of 12 findings: the check passes with the same 12, and fails for the 13th.",
            ("baselines",),
        ),
    )
