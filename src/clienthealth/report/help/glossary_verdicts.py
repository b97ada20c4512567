"""The verdicts and the stages of clients, as the glossary explains them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clienthealth.judging import health as judged
from clienthealth.judging.actions import ACTIONS, Action
from clienthealth.ledger import written
from clienthealth.ledger.policy import Policy
from clienthealth.report.help.terms import Term


class _Told(NamedTuple):
    when: str
    """When a client has the verdict, without its next step."""
    example: str
    aliases: tuple[str, ...] = ()


def verdict_terms() -> Iterator[Term]:
    """The verdicts on clients, each a word of its own."""
    for action, told in _told().items():
        text = f"A verdict on a client. {told.when} Next: {ACTIONS[action].next_step}."
        yield Term(action.replace("-", " "), text, told.example, told.aliases)


def _told() -> dict[Action, _Told]:
    policy = Policy()
    low, healthy = policy.grades.watch, policy.grades.healthy
    return {
        "fire": _Told(
            "There was an act of abuse in the window. No talk mends that.",
            "Dunmarra was abusive on 22 September 2026: `fire`.",
            ("firing",),
        ),
        "let-go": _Told(
            "You talked about a serious finding and it persists; or they are a grinder; or health "
            f"is below {low:g}, and something that you talked about persists.",
            "Bursztyn paid 12 of 12 invoices late, and went on after a talk in July: `let-go`.",
            ("letting go", "part", "parting"),
        ),
        "renegotiate": _Told(
            f"A finding is serious, or health is below {low:g}, and no talk has failed yet.",
            "Ellerfeld owes 5,901.81 EUR that is overdue, and nobody has talked to them: "
            "`renegotiate`.",
            ("renegotiation", "talk first", "talk-first"),
        ),
        "watch": _Told(
            f"Nothing is serious, but a finding is halfway there, health is below {healthy:g} or "
            "falling, or there was an act of abuse in the last three years.",
            "Morgentau has a health of 55.5, and nothing serious: `watch`.",
            ("on watch", "halfway", "halfway to serious"),
        ),
        "keep": _Told(
            "Nothing is serious or halfway there, and health is at least "
            f"{healthy:g} and does not fall.",
            "Cedarfork has a health of 100.0 and no finding: `keep`.",
        ),
        "unknown": _Told(
            f"There are fewer than {judged.DUE_INVOICES_NEEDED} due invoices, and fewer than "
            f"{judged.DATED_ENTRIES_NEEDED} dated entries or a coverage below "
            f"{written.percent(policy.minimum_coverage)}. Something serious shows even so.",
            "Sonnblick has 1 due invoice and 1 dated entry: `unknown`.",
            ("too little is known",),
        ),
    }


def stage_terms() -> Sequence[Term]:
    """Who is a prospect, an active client, a dormant or a former one."""
    days = Policy().dormant_days
    return (
        Term(
            "stage",
            "Where somebody is with you. A *prospect* has neither a start (`since`), nor an "
            "invoice, nor hours to be billed. An *active* client has one of these. A *dormant* one "
            f"has had no work, invoice or event for {days} days, and nothing is open. A *former* "
            "one has left: their `until` is over. Only active clients are ranked. Dormant and "
            "former clients have no verdict.",
            "Moewenflug left on 30 September 2025: former.",
            ("stages", "active", "active client", "dormant", "asleep", "former", "former client"),
        ),
        Term(
            "prospect",
            "Somebody who may become a client. They have verdicts of their own. `drop`: forget "
            "them. `three-calls-and-letter`: they stall, so call three times and write once. "
            "`ask-for-commitment`: ask who decides, and by when, before you do more. `pursue`: "
            "offer them two dates. `unknown`: nothing is written down.",
            "Dreilinden asked twice for free work: `ask-for-commitment`.",
            (
                *("prospects", "drop", "pursue", "ask-for-commitment", "three-calls-and-letter"),
                *("lead", "leads"),
            ),
        ),
        Term(
            "pro bono",
            "Work that you give away: `billing: pro-bono` at a client. They are not "
            "ranked and not on the map, and no rate is expected of them. The other rules apply.",
            "Tierheim brings 0 EUR for 2 % of the hours, and the verdict is `keep`.",
            ("pro-bono client", "charity"),
        ),
    )
