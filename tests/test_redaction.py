"""Pseudonyms, and what remains of an assessment, of problems and of a policy."""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple, get_args, get_origin

import pytest
from pydantic import BaseModel

from clienthealth import (
    Assessment,
    BrokenLedger,
    ClientRow,
    FleetBottom,
    Ledger,
    Problem,
    Review,
    assess,
    load_ledger,
    trend,
)
from clienthealth.checking.model import Report, Result, Suppression
from clienthealth.judging.health import Finding
from clienthealth.judging.holds import Hold
from clienthealth.judging.trend import Trend
from clienthealth.ledger.disclosure import ClientId, InPublic, ProgramWords
from clienthealth.ledger.sources import Place
from clienthealth.planning.collecting import Collection, OpenItem
from clienthealth.planning.due import Agenda
from clienthealth.planning.model import Plan, Step
from clienthealth.redaction.instead import INSTEAD
from clienthealth.redaction.redact import (
    HARMLESS,
    fields_of,
    introduce,
    read,
    redact,
    redact_problems,
)
from clienthealth.redaction.redactor import NO_LEDGER, Redactor
from clienthealth.report.view import view_of
from clienthealth.reviewing.model import Bottom
from clienthealth.rules.policy_layers import Layer, PolicyInForce
from clienthealth.rules.registry import all_rules

DAY = date(2026, 6, 30)
LEDGER = """
    version: 1
    business: {name: Me, currency: EUR, target_rate: 100}
    clients:
      - {id: zeta, name: Zeta Inc, first_contact: 2027-01-01}
      - id: beta
        name: Beta Inc
        invoices: [{number: "1", issued: 2026-01-02, amount: 100}]
        time: [{date: 2026-01-02, hours: 24}]
      - {id: alpha, name: Alpha Inc, since: 2026-01-01}
"""


def test_a_key_gives_the_same_pseudonym_in_every_run_and_order() -> None:
    one, other = Redactor("a key"), Redactor("a key")
    assert one.client("acme") != one.client("beta")
    assert other.client("beta") == one.client("beta")
    assert other.client("acme") == one.client("acme")
    expected = hmac.new(b"a key", b"client\0acme", hashlib.sha256).hexdigest()[:8]
    assert one.client("acme") == f"client-{expected}"
    assert one.is_stable


def test_another_key_gives_other_pseudonyms() -> None:
    one, other = Redactor("a key"), Redactor("a kez")
    assert one.client("acme") != other.client("acme")
    assert one.file("acme.yaml") != other.file("acme.yaml")
    assert one.fingerprint("acme") != other.fingerprint("acme")


@pytest.mark.parametrize("key", [None, ""])
def test_without_a_key_they_are_ordinals_of_first_use(key: str | None) -> None:
    redactor = Redactor(key)
    assert not redactor.is_stable
    assert redactor.client("acme") == "client-1"
    assert redactor.client("beta") == "client-2"
    assert redactor.client("acme") == "client-1"
    assert redactor.file("acme.yaml") == "file-1.yaml"
    assert redactor.fingerprint("acme") == "fingerprint-1"


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("books/acme.yaml", ".yaml"),
        ("acme.YML", ".yml"),
        ("/a/b.c/time.csv", ".csv"),
        ("baseline.json", ".json"),
        ("acme.gmbh", ""),
        ("acme", ""),
        (".yaml", ""),
        ("", ""),
    ],
)
def test_of_a_file_only_a_usual_extension_stays(name: str, suffix: str) -> None:
    assert Redactor(None).file(name) == f"file-1{suffix}"


def test_names_that_no_encoding_fits_have_pseudonyms_too() -> None:
    assert Redactor("\udcff").file("\udcfe/acme.csv").startswith("file-")


def test_names_that_begin_alike_are_told_apart() -> None:
    """Two ids of which the eight first digits under this key are the same."""
    redactor = Redactor("key")
    names = ("c36348", "c103211")
    first, second = map(redactor.client, names)
    assert first == "client-e79388a9"
    assert second == "client-e79388a9f5"


def test_ordinals_follow_the_ledger(ledger_of: Callable[[str], Ledger]) -> None:
    """Also those of clients that are not known yet, and whatever is shown first."""
    ledger, redactor = ledger_of(LEDGER), Redactor(None)
    introduce(ledger, redactor)
    assert [redactor.client(name) for name in ("alpha", "zeta", "beta")] == [
        *("client-3", "client-1", "client-2")
    ]
    found = redact(trend(ledger, as_of=DAY, months=1), Redactor(None))
    assert [(client.id, client.name) for client in found.clients] == [
        *(("client-1", "client-1"), ("client-2", "client-2"))
    ]


def test_places_stay_without_their_file_and_its_lines(ledger_of: Callable[[str], Ledger]) -> None:
    original = assess(ledger_of(LEDGER), as_of=DAY)
    shown = redact(original, Redactor(None))
    before = original.place(original.clients[0], ("invoices", 0))
    after = shown.place(shown.clients[0], ("invoices", 0))
    assert before is not None
    assert after == before._replace(file="file-1.yaml")
    assert "amount: 100" in original.line(before)
    assert shown.line(after) == ""
    assert shown.ledger.sources.paths == ()


def test_an_assessment_loses_its_money_and_keeps_the_rest(
    ledger_of: Callable[[str], Ledger],
) -> None:
    original = assess(ledger_of(LEDGER), as_of=DAY)
    shown = redact(original, Redactor("key"))
    assert shown.portfolio.revenue is shown.portfolio.open_balance is None
    assert shown.portfolio.hours == original.portfolio.hours
    (rate,) = [f for f in shown.clients[0].findings if f.code == "VAL001"]
    assert rate.measure == (None, "EUR an hour", None, None, "", "")
    assert rate.message == "brings in too little per hour"
    (owed,) = [f for f in shown.clients[0].findings if f.code == "PAY002"]
    assert owed.message == f"leaves invoices unpaid for a long time: {owed.measure.value:g} days"
    assert [c.health for c in shown.clients] == [c.health for c in original.clients]
    assert shown.policy_hash == Redactor("key").fingerprint(original.policy_hash)


def test_what_is_shown_is_chosen_and_ordered_by_the_originals(
    ledger_of: Callable[[str], Ledger],
) -> None:
    assessment = assess(ledger_of(LEDGER), as_of=DAY)
    view = view_of(assessment, sort="name").told_by(redact(assessment, Redactor(None)))
    assert [client.id for client in view.clients] == ["client-3", "client-2"]


def test_the_options_of_rules_are_figures() -> None:
    """They are printed by `policy` and stand in what would change a verdict."""
    for rule in all_rules():
        for name, value in rule.options:
            assert isinstance(value, int | float), (rule.code, name)


PLACE = Place("books/acme.yaml", 3, 5)


@pytest.mark.parametrize(
    ("message", "place", "left"),
    [
        ('issued: "acme" is not a date', PLACE, "issued: withheld"),
        ('"name" is missing; add `name: ...`', PLACE, "name: withheld"),
        ("from: acme", PLACE, "from: withheld"),
        ("acme: 12", PLACE, "withheld"),
        ('unknown key "acme"', PLACE, "withheld"),
        ("/home/acme/x.yaml does not exist", None, NO_LEDGER),
        ("clients: acme", None, "clients: withheld"),
    ],
)
def test_of_a_problem_the_field_alone_is_left(message: str, place: Place | None, left: str) -> None:
    (problem,) = redact_problems([Problem(place, message, "clients[0]")], Redactor(None))
    assert problem == Problem(place and Place("file-1.yaml", 3, 5), left)


def test_a_policy_names_no_client() -> None:
    own = {"disabled": ("PAY001",)}
    layers = [Layer("ledger", {"clients": {"acme": own}}), Layer("option", {"window_days": 90})]
    shown = redact(PolicyInForce.of(layers), Redactor(None)).layers
    assert shown[0].values == {"clients": {"client-1": own}}
    assert shown[1].values["window_days"] == 90


def test_the_names_of_files_are_known_before_they_are_shown(
    folder_of: Callable[[dict[str, str]], Path],
) -> None:
    folder = folder_of({"b.yaml": LEDGER, "a.yml": "version: 1\n"})
    redactor = Redactor(None)
    introduce(load_ledger(folder), redactor)
    assert redactor.file(str(folder / "b.yaml")) == "file-2.yaml"


RESULTS = (
    *(Agenda, Assessment, Collection, Plan, PolicyInForce, Problem, Report, Review, Trend),
    *(BrokenLedger, ClientRow, FleetBottom),
)
"""All that `redact` takes; what they are made of is found from their types."""


def unsaid(hint: object, where: str) -> Iterator[str]:
    """The leaves of a type that neither say what may be shown nor are harmless by themselves."""
    kind, said = read(hint)
    if said is not None or kind is Ledger:  # of a ledger nothing but places is left
        return
    if get_origin(kind) in {tuple, dict, Mapping}:
        for part in get_args(kind):
            if part is not Ellipsis:
                yield from unsaid(part, f"{where}[]")
    elif isinstance(kind, type) and (issubclass(kind, BaseModel) or hasattr(kind, "_fields")):
        yield from unsaid_of(kind)
    elif kind not in HARMLESS and get_origin(kind) is not Literal:
        yield f"{where}: {kind}"


def unsaid_of(result: type) -> Iterator[str]:
    for name, hint in fields_of(result).items():
        yield from unsaid(hint, f"{result.__name__}.{name}")


@pytest.mark.parametrize("result", RESULTS)
def test_every_field_of_a_result_says_what_may_be_shown_of_it(result: type) -> None:
    assert sorted(set(unsaid_of(result))) == []


def test_a_field_that_says_nothing_is_seen_and_never_shown() -> None:
    class New(NamedTuple):
        id: ClientId
        days: int
        words: str
        sums: tuple[tuple[date, Decimal], ...]
        kept: ProgramWords | None = None

    assert [*unsaid_of(New)] == [
        "New.words: <class 'str'>",
        "New.sums[][]: <class 'decimal.Decimal'>",
    ]
    with pytest.raises(TypeError, match="nothing says what may be shown of a str"):
        redact(New("acme", 3, "acme owes", ()), Redactor(None))


def test_what_is_said_in_place_of_words_is_said_of_a_field_that_there_is() -> None:
    known = {
        f"{kind.__name__}.{name}"
        for kind in (*RESULTS, Bottom, Finding, Hold, Layer, OpenItem, Result, Step, Suppression)
        for name, hint in fields_of(kind).items()
        if read(hint)[1] is InPublic.OTHER
    }
    assert set(INSTEAD) <= known
