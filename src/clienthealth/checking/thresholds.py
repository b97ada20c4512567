"""The words of `--fail-on`, `--select` and `--ignore`: verdicts, grades, rules, families."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clienthealth.checking.model import EXPIRED_WAIVER, OWN_RULES, UNUSED_WAIVER
from clienthealth.judging.actions import CLIENT_ACTIONS, PROSPECT_ACTIONS
from clienthealth.judging.grades import GRADES
from clienthealth.ledger.fields import shown
from clienthealth.ledger.problems import did_you_mean
from clienthealth.rules.registry import all_rules, families, find_rule, rule_names

NONE = "none"
GRADE_ORDER = tuple(GRADES)
DEFAULT = ("let-go", EXPIRED_WAIVER.name, UNUSED_WAIVER.name)
"""A verdict of `let-go` or worse, and an expired or unused waiver."""


class UnknownNameError(ValueError):
    """A word that is no verdict, grade, rule or family."""


class Thresholds(NamedTuple):
    """What fails the check."""

    actions: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    written: tuple[str, ...] = ()
    """The words as written on the command line."""

    @property
    def is_none(self) -> bool:
        """Whether nothing fails the check."""
        return self.written == (NONE,)


class Choice(NamedTuple):
    """Which codes are looked at."""

    selected: frozenset[str] | None = None
    """None for all."""
    ignored: frozenset[str] = frozenset()

    def holds(self, code: str) -> bool:
        """Whether a code is looked at."""
        return (self.selected is None or code in self.selected) and code not in self.ignored


def thresholds(names: Sequence[str]) -> Thresholds:
    """The thresholds for these words. A verdict or a grade includes all worse ones.

    Raises:
        UnknownNameError: a word is unknown. The message names it and the nearest known word.
    """
    actions: set[str] = set()
    grades: set[str] = set()
    codes: set[str] = set()
    for name in names:
        word = name.casefold()
        beyond = [*_beyond(word, CLIENT_ACTIONS), *_beyond(word, PROSPECT_ACTIONS)]
        worse = _beyond(word, GRADE_ORDER)
        if word == NONE:
            continue
        if not beyond and not worse:
            codes |= codes_of(name, (*CLIENT_ACTIONS, *PROSPECT_ACTIONS, *GRADES, NONE))
        actions.update(beyond)
        grades.update(worse)
    return Thresholds(frozenset(actions), frozenset(grades), frozenset(codes), tuple(names))


def choice(select: Iterable[str], ignore: Iterable[str]) -> Choice:
    """What to look at.

    Raises:
        UnknownNameError: a word is neither a rule nor a family.
    """
    selected = frozenset[str]().union(*(codes_of(name) for name in select))
    ignored = frozenset[str]().union(*(codes_of(name) for name in ignore))
    return Choice(selected or None, ignored)


def codes_of(name: str, others: Sequence[str] = ()) -> frozenset[str]:
    """The codes for a code, a name or a family.

    Raises:
        UnknownNameError: the word is unknown. `others` are further words to suggest.
    """
    rule = find_rule(name)
    if rule is not None:
        return frozenset({rule.code})
    own = [r.code for r in OWN_RULES if name.casefold() in {r.code.casefold(), r.name}]
    if own:
        return frozenset(own)
    members = [rule.code for rule in all_rules() if rule.family == name.upper()]
    members += [own_rule.code for own_rule in OWN_RULES if name.upper() == own_rule.code[:3]]
    if not members:
        known = (*others, *rule_names(), *(own_rule.name for own_rule in OWN_RULES), *families())
        near = did_you_mean(name, known)
        hint = near if near.startswith("did you mean") else "`clienthealth rules` lists the rules"
        raise UnknownNameError(f"no rule, family or threshold {shown(name)}; {hint}")
    return frozenset(members)


def _beyond(word: str, order: Sequence[str]) -> tuple[str, ...]:
    return tuple(order[order.index(word) :]) if word in order else ()
