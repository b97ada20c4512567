"""What a pull request could hide: every field of the models, compared with what check reports."""

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pytest

from clienthealth.checking.differences import content, differing
from clienthealth.checking.evasion import (
    ADDED,
    FIELDS,
    MEANINGS,
    NOT_TOLD,
    WHOLE,
    Answer,
    Found,
    asked,
    fields,
    ledger_fields,
    record_models,
)
from clienthealth.checking.record_differences import Retold, retold
from clienthealth.checking.record_results import told_as
from clienthealth.ledger.fields import Entry
from clienthealth.ledger.includes import Include
from clienthealth.ledger.models import Business, Client, Waiver
from clienthealth.ledger.policy import Policy

TODAY, OLD, NEWER = date(2026, 6, 30), date(2026, 3, 2), date(2026, 3, 9)
DAYS = {"at", "date", "due", "issued", "month", "started"}
ANSWERS = {(each.model, each.field): each.answer for each in asked()}
BUSINESS = Business(name="Studio", currency="EUR")
FOUND = {(*found.path, found.model.__name__): found for found in record_models()}

pytestmark = pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")


def test_every_field_of_the_models_is_answered_once() -> None:
    """A new field fails here: say in `checking/evasion.py` what a change of it can hide."""
    unanswered = [f"{each.model.__name__}.{each.field}" for each in asked() if each.answer is None]
    assert unanswered == []
    known = {model.__name__: set(fields(model)) for model, _ in ANSWERS}
    for model, answers in FIELDS.items():
        names = [name for each in answers.values() for name in each.split()]
        assert sorted(names) == sorted(known[model]), model
        assert answers.keys() <= MEANINGS.keys()


def test_every_kind_of_entry_says_what_one_more_of_it_can_hide() -> None:
    in_lists = {found.model.__name__ for found in record_models() if found.in_list}
    assert ADDED.keys() == (in_lists - {"Client"}) | {Waiver.__name__}


def test_every_field_of_the_ledger_beside_the_clients_is_compared_whole() -> None:
    assert {*ledger_fields()} == {name for name in WHOLE if "[]" not in name}


def built(model: type[Entry], **values: object) -> Entry:
    """An entry with a sample in each field that it needs, unchecked."""
    made: dict[str, Any] = {}
    for name in fields(model):
        field = model.model_fields[name]
        if name in DAYS and (field.is_required() or name == "started"):
            made[name] = OLD
        elif field.is_required():
            made[name] = (get_args(field.annotation) or ("before",))[0] if name == "kind" else "x"
    return model.model_construct(**{**made, **values})


def within(found: Found, entry: Entry) -> Client:
    """A client with this entry at its place."""
    for end in range(len(found.path), 0, -1):
        here = next(f for f in FOUND.values() if f.path == found.path[:end])
        *_, parent = (f for f in FOUND.values() if f.path == found.path[: end - 1])
        held = (entry,) if here.in_list else entry
        entry = built(parent.model, **{found.path[end - 1]: held})
    assert isinstance(entry, Client)
    return entry


def differences(found: Found, field: str, was: object, now: object) -> list[Retold]:
    """What two clients say differently of whom one field of one entry differs."""
    before, after = (within(found, built(found.model, **{field: v})) for v in (was, now))
    assert content(before) != content(after)
    return [*retold(before, after)]


def told(found: Found, field: str, was: object, now: object) -> list[str]:
    before = within(found, built(found.model, **{field: was}))
    rules = (told_as(each, before, TODAY) for each in differences(found, field, was, now))
    return [rule.name for rule in rules if rule is not None]


def of(*answers: Answer) -> list[Any]:
    """Every field of every place with one of these answers."""
    return [*_of(answers)]


def _of(answers: tuple[Answer, ...]) -> Iterator[Any]:
    for found in record_models():
        for field in fields(found.model):
            if ANSWERS[found.model, field] in answers:
                name = ".".join((*found.path, found.model.__name__, field))
                yield pytest.param(found, field, id=name)


@pytest.mark.parametrize(("found", "field"), of("told", "filled", "observed"))
def test_another_value_of_an_old_entry_is_told(found: Found, field: str) -> None:
    assert len(told(found, field, "before", "after")) == 1


@pytest.mark.parametrize(("found", "field"), of("told"))
def test_a_first_value_of_an_old_entry_is_told(found: Found, field: str) -> None:
    default = found.model.model_fields[field]
    if not default.is_required() and (found.model, field) != (Client, "contract"):
        unset = default.get_default(call_default_factory=True)
        assert len(told(found, field, unset, "after")) == 1


@pytest.mark.parametrize(("found", "field"), of("filled"))
def test_what_has_come_about_is_filled_in_without_a_word(found: Found, field: str) -> None:
    assert told(found, field, None, NEWER) == []
    assert len(told(found, field, OLD, NEWER)) == 1


@pytest.mark.parametrize(("found", "field"), of("no measure"))
def test_what_measures_nothing_is_not_told(found: Found, field: str) -> None:
    assert told(found, field, "before", "after") == []


@pytest.mark.parametrize(("found", "field"), of("known by"))
def test_what_an_entry_is_known_by_makes_it_another(found: Found, field: str) -> None:
    if found.model is Client:
        return  # one taken out and one added, as `removed-client` tells
    was, now = (OLD, NEWER) if field in DAYS else ("before", "after")
    kinds = {each.kind for each in differences(found, field, was, now)}
    assert kinds == {"removed", "added"}
    assert len(told(found, field, was, now)) >= 1


def a_waiver() -> Waiver:
    return Waiver(rule="disrespect", reason="x", **{"from": OLD, "until": NEWER})


@pytest.mark.parametrize("whole", [a_waiver(), Include(file="a.csv"), BUSINESS])
def test_what_is_compared_whole_is_compared_field_by_field(whole: Entry) -> None:
    for field in fields(type(whole)):
        other = whole.model_copy(update={field: "another"})
        assert differing((whole,), (other,)).added == (other,), field


def test_another_figure_of_the_policy_is_another_policy() -> None:
    policy = Policy()
    same = {
        field
        for field in fields(Policy)
        if policy.model_copy(update={field: "another"}).digest() == policy.digest()
    }
    assert same == NOT_TOLD["policy"]
