"""The replacements for the ledger's own words, by field."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from clienthealth.checking.model import OWN_RULES, fingerprint
from clienthealth.facts.client import Path
from clienthealth.facts.entry_text import EntryTexts
from clienthealth.judging.assessment import Kept, evidence_of
from clienthealth.judging.holds import HOLDS
from clienthealth.ledger.fields import Entry
from clienthealth.ledger.validation import known_keys
from clienthealth.redaction.redactor import NO_LEDGER, WITHHELD, Redactor
from clienthealth.reviewing.decisions import DECISIONS
from clienthealth.rules.registry import find_rule

_LEADING_WORD = re.compile(r'"?(\w+)"?[: ]')
_HEAVIEST = 3


class Seen(NamedTuple):
    """A withheld field: its owner, and the whole result around it."""

    owner: Any
    whole: Any
    redactor: Redactor


def _finding(seen: Seen) -> str:
    title, measure = seen.owner.title, seen.owner.measure
    if measure.is_money or measure.value is None:
        return str(title)
    return f"{title}: {measure.value:.4g} {measure.unit}"


def _problem(seen: Seen) -> str:
    word = _LEADING_WORD.match(seen.owner.message)
    if word and word[1] in _keys():
        return f"{word[1]}: {WITHHELD}"
    return WITHHELD if seen.owner.place else NO_LEDGER


@cache
def _keys() -> frozenset[str]:
    """All keys that an entry of a ledger may have. They are words of the program."""
    names: set[str] = set()
    kinds: list[type[Entry]] = [Entry]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        names.update(known_keys(kind))
    return frozenset(names)


def _titles(seen: Seen) -> tuple[str, ...]:
    """The rules that weigh most, instead of the facts."""
    client = seen.whole.assessment.client(seen.owner.id)
    codes = [f.code for f in client.findings if f.points > 0] if client else []
    rules = [rule for code in codes[:_HEAVIEST] if (rule := find_rule(code))]
    return tuple(f"{rule.title} ({rule.code})" for rule in rules)


def _result(seen: Seen) -> str:
    code = seen.owner.code
    rule = find_rule(code) or next(own for own in OWN_RULES if own.code == code)
    return rule.title


def _evidence(seen: Seen) -> dict[tuple[int, Path], str]:
    """Each piece of evidence without amounts, names and words of the ledger."""
    seen_on = seen.owner
    if seen_on.kept is not None:
        return dict(seen_on.kept.withheld or {})
    left: dict[tuple[int, Path], str] = {}
    for client in seen_on.clients:
        texts = EntryTexts(
            seen_on.ledger, client.position, seen_on.policy, seen_on.as_of, withheld=True
        )
        left |= {(client.position, path): texts.text(path) for path in evidence_of(client)}
    return left


def _kept(seen: Seen) -> Kept | None:
    """The places of the evidence; its words in full are left out."""
    kept = seen.owner.kept
    return None if kept is None else Kept(kept.marks)


def _layer(seen: Seen) -> dict[str, Any]:
    values = seen.owner.values
    own = {seen.redactor.client(name): each for name, each in values.get("clients", {}).items()}
    return {**values, "clients": own}


INSTEAD: Mapping[str, Callable[[Seen], object]] = {
    "Agenda.withheld": lambda _: True,
    "Assessment.evidence_left": _evidence,
    "Assessment.kept": _kept,
    "Assessment.pseudonym_of_policy": lambda s: s.redactor.fingerprint(s.owner.policy_hash),
    "Bottom.facts": _titles,
    "Bottom.why": lambda s: DECISIONS[s.owner.decision].why,
    "Collection.letters": lambda _: (),
    "Collection.withheld": lambda _: True,
    "Finding.message": _finding,
    "Hold.why": lambda s: HOLDS[s.owner.kind].withheld,
    "Layer.values": _layer,
    "OpenItem.number": lambda s: f"invoice-{s.owner.position + 1}",
    "Plan.letters": lambda _: (),
    "Plan.recipient": lambda _: None,
    "Plan.withheld": lambda _: True,
    "Problem.message": _problem,
    "Problem.path": lambda _: "",
    "Report.compared_with": lambda s: s.owner.compared_with and "the base",
    "Result.fingerprint": lambda s: s.redactor.fingerprint(fingerprint(s.owner.fingerprint)),
    "Result.message": _result,
    "Review.withheld": lambda _: True,
    "Step.notes": lambda _: (),
    "Suppression.why": lambda s: f"accepted by a {s.owner.kind}",
}
"""By type and field. A field without an entry becomes the word `withheld`."""
