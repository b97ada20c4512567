"""`--redact`: nothing from the ledger comes out of any command, in any format, on any stream.

All that a person wrote into these ledgers, and every name of a file or folder, holds MARKER;
every amount holds one of AMOUNTS. So a search for these tells whether anything got through.
"""

import json
import os
import pickle
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from clienthealth import (
    Change,
    PolicyInForce,
    Redactor,
    assess,
    check,
    layers,
    load_ledger,
    redact,
    review,
    trend,
)

from .program import STUDIO, STUDIO_DAY, Ran, run, start

MARKER = "zq"
"""Letters that no word of the program and no hexadecimal digit holds."""
AMOUNTS = ("71237", "83911", "95213", "64447", "1187", "173.19", "91.37", "1.2347", "7771")
DAY = "2026-06-30"
KEYED = {"CLIENTHEALTH_REDACT_KEY": "a key for the tests"}
KEYS = pytest.mark.parametrize("key", [{}, KEYED], ids=["ordinals", "keyed"])

BUSINESS = """\
version: 1
business:
  name: Zqstudio zq
  currency: EUR
  target_rate: 173.19
  cost_rate: 91.37
  capacity_hours: 130
  working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}
  keeps: [message, meeting, misconduct, stall, referral, praise, change_request, revision]
exchange_rates: {USD: 1.2347}
policy:
  disabled: [sco001]
  rules: {late-payment: {fine: 6}}
  clients: {zq.acme: {disabled: [con001], rules: {PAY001: {bad: 31}}}}
include:
  - {file: zq-more/zq-time.csv, kind: time}
  - file: zq-more/zq-events.csv
    kind: events
    client: zq.acme
    columns: {note: Zq note}
"""

ACME = """\
clients:
  - id: zq.acme
    name: Zqacme GmbH
    aliases: [Zq Acme Alias]
    since: 2025-02-01
    country: DE
    language: zq
    contacts:
      - name: Zq Contact
        role: zq boss
        email: zq@example.org
        decision_maker: false
        champion: false
    contract:
      signed: 2025-02-01
      statement_of_work: zq statement
      obligations: [{what: zq obligation, due: 2026-08-01, prepaid: true}, {what: zq other}]
    projects:
      - id: zq-shop
        name: Zq Shop
        fee: 1187
        estimated_hours: 20
        started: 2026-01-02
        included_revisions: 1
        change_requests:
          - {date: 2026-02-03, what: zq change, hours: 9, done: 2026-02-05}
          - {date: 2026-03-03, what: zq change, hours: 9, done: 2026-03-05}
        revisions:
          - {date: 2026-02-10, note: zq revision}
          - {date: 2026-03-10, note: zq revision}
          - {date: 2026-04-10, note: zq revision}
    invoices:
      - number: ZQ-1
        issued: 2025-09-01
        amount: 71237.77
        tax: 1187
        project: zq-shop
        payments: [{date: 2025-12-20, amount: 71237.77}]
      - number: ZQ-2
        issued: 2025-12-01
        amount: 83911.31
        payments: [{date: 2026-03-20, amount: 83911.31}]
      - {number: ZQ-3, issued: 2026-02-01, amount: 95213.13, disputed: 2026-03-02}
      - number: ZQ-4
        issued: 2026-03-01
        amount: 64447.41
        credit_notes: [{date: 2026-03-05, amount: 1187, reason: zq credit}]
    time:
      - {date: 2026-02-03, hours: 9, project: zq-shop, invoice: ZQ-3, note: zq work}
    events:
      - {kind: boundary, at: 2025-08-03, about: [late-payment, DEC], note: zq talk}
      - {kind: lapse, at: 2025-09-20, what: broken-promise, note: zq lapse}
      - {kind: payment_excuse, at: 2026-03-20, excuse: zq cruise, invoice: ZQ-3, note: zq note}
      - {kind: payment_excuse, at: 2026-04-20, excuse: zq cruise, invoice: ZQ-4}
      - {kind: agreement_dispute, at: 2026-04-01, about: zq pages, invoice: ZQ-3}
      - {kind: complaint, at: 2026-04-02, justified: false, about: zq colour}
      - {kind: stall, at: 2026-04-03, excuse: zq holiday}
      - {kind: stall, at: 2026-04-13, excuse: zq holiday}
      - {kind: decision, at: 2026-04-04, what: zq logo, reversed: true}
      - {kind: input_due, due: 2026-04-05, received: 2026-05-05, what: zq texts}
      - {kind: misconduct, at: 2026-04-06, level: disrespectful, note: zq insult told}
      - {kind: distress_signal, at: 2026-04-07, what: layoffs, note: zq layoffs}
      - {kind: future_work_promise, at: 2025-12-08, note: zq promise}
      - {kind: discount_request, at: 2026-04-09, note: zq discount}
      - {kind: message, at: "2026-04-11T23:10", urgent: true, note: zq urgent}
      - {kind: meeting, at: 2026-04-12, outcome: no-show, ad_hoc: true, note: zq meeting}
      - {kind: praise, at: 2026-05-12, note: zq praise}
      - {kind: referral, at: 2026-05-13, note: zq referral}
    waivers:
      - {rule: payment-excuses, reason: zq reason, from: 2026-01-01, until: 2026-12-31}
"""

OTHERS = """\
clients:
  - id: zq-beta
    name: =Zqbeta()
    currency: USD
    since: 2025-03-01
    invoices:
      - number: zq7
        issued: 2025-02-10
        amount: 7771.71
        payments: [{date: 2025-03-10, amount: 8771.71}]
      - number: zq8
        issued: 2026-03-10
        amount: 7771.71
        payments: [{date: 2026-03-12, amount: 7771.71}]
  - id: zq-gamma
    name: Zq prospect
    first_contact: 2026-01-10
    events:
      - {kind: proposal_request, at: 2026-01-20, what: zq mock-up}
      - {kind: outreach, at: 2026-02-20, step: call, note: zq call}
  - id: zq-delta
    name: Zq former
    since: 2024-01-10
    until: 2026-01-31
    invoices: [{number: zq9, issued: 2025-12-10, amount: 7771.71}]
  - {id: zq-late, name: Zq tomorrow, since: 2027-01-01}
"""

TIME = "client,date,hours,note\nZqacme GmbH,2026-03-04,8,zq csv\nzq-beta,2026-03-05,5.5,zq csv\n"
EVENTS = "kind,at,Zq note\nstall,2026-03-04,zq csv stall\npraise,2026-04-04,zq csv praise\n"
POLICY = "bottom_percent: 20\nclients: {zq-beta: {rules: {late-payment: {fine: 9}}}}\n"

BROKEN = """\
version: 1
zq_key: zq
business: {name: Zq, currency: zqx, country: zq}
exchange_rates: {USD: 0, zqz: 3}
policy: {clients: {zq-nobody: {disabled: [zq-rule]}}, rules: {zq-rule: {fine: 1}}}
include: [{file: zq-none.csv, kind: time}, {file: ../zq.csv, kind: zq}]
clients:
  - id: zq acme
    name: Zqacme
    waivers: [{rule: zq-rule, reason: zq, from: 2026-01-01, until: 2029-01-01}]
  - id: zq-beta
    cuntry: zq
    currency: CHF
    name: zq
    events: [{kind: zq}, {kind: feedback, at: zq, clear: zq}]
    time: [{date: 2026-01-01, hours: 1, project: zq}]
    invoices:
      - {number: zq1, issued: 2026-02-30, amount: 71237.77}
      - {number: zq2, issued: 2026-02-10, due: 2026-02-01, amount: 71237.77, tax: 83911}
      - {number: zq2, issued: 2026-02-10, amount: zq, payments: [{date: 2026-02-01, amount: -7771}]}
  - {id: zq-beta, name: [zq]}
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of several files, in folders whose names nobody should see."""
    folder = tmp_path_factory.mktemp("zq-home") / "zq-books"
    files = {
        "zq-acme.yaml": ACME,
        "zq-business.yaml": BUSINESS,
        "zq-more/zq-others.yml": OTHERS,
        "zq-more/zq-time.csv": TIME,
        "zq-more/zq-events.csv": EVENTS,
        "zq-more/.zq-policy.yaml": POLICY,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def original(books: Path) -> dict[str, Any]:
    """What `score` says without redaction."""
    done = run("score", books, "--as-of", DAY, "--format", "json")
    assert done.code == 0, done.err
    document: dict[str, Any] = json.loads(done.out)
    return document


def money_in(value: object) -> Iterator[str]:
    """Every amount of more than three digits in a document; its hours are not money."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key != "hours":
                yield from money_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from money_in(item)
    elif isinstance(value, str) and re.fullmatch(r"-?\d{2,}\.\d\d", value):
        yield value


def assert_clean(done: Ran, *others: str) -> None:
    """Nothing of the ledger stands in what was printed."""
    for stream in (done.out, done.err):
        found = stream.casefold().find(MARKER)
        assert found < 0, stream[max(0, found - 60) : found + 60]
        joined = re.sub(r"(?<=\d),(?=\d{3})", "", stream)
        shown = [amount for amount in (*AMOUNTS, *others) if amount in stream or amount in joined]
        assert not shown, stream


COMMANDS = [
    ["score", "BOOKS", "--as-of", DAY],
    ["score", "BOOKS", "--as-of", DAY, "--sort", "name", "--format", "csv"],
    ["score", "BOOKS", "--as-of", DAY, "--sort", "overdue", "--format", "json"],
    ["score", "BOOKS", "--as-of", DAY, "--client", "zq.acme", "--client", "zq-beta"],
    ["score", "BOOKS", "--as-of", DAY, "--policy", "POLICY", "--format", "json"],
    ["explain", "zq.acme", "BOOKS", "--as-of", DAY, "--all"],
    ["explain", "zq-beta", "BOOKS", "--as-of", DAY, "--all"],
    ["explain", "zq-gamma", "BOOKS", "--as-of", DAY],
    ["explain", "zq-delta", "BOOKS", "--as-of", DAY],
    ["explain", "late-payment", "BOOKS"],
    ["letgo", "zq.acme", "BOOKS", "--as-of", DAY],
    ["letgo", "zq.acme", "BOOKS", "--as-of", DAY, "--format", "json"],
    ["letgo", "zq.acme", "BOOKS", "--as-of", DAY, "--format", "markdown"],
    ["boundaries", "zq.acme", "BOOKS", "--as-of", DAY],
    ["boundaries", "zq.acme", "BOOKS", "--as-of", DAY, "--format", "json"],
    ["collect", "BOOKS", "--as-of", DAY],
    *(["collect", "BOOKS", "--as-of", DAY, "--format", f] for f in ("json", "ics", "html")),
    ["collect", "zq.acme", "BOOKS", "--as-of", DAY],
    *(["collect", "zq.acme", "BOOKS", "--as-of", DAY, "--format", f] for f in ("json", "ics")),
    ["followup", "BOOKS", "--as-of", DAY],
    ["today", "BOOKS", "--as-of", DAY, "--days", "60"],
    *(["today", "BOOKS", "--as-of", DAY, "--format", f] for f in ("json", "markdown", "ics")),
    ["trend", "BOOKS", "--as-of", DAY],
    ["trend", "zq.acme", "BOOKS", "--as-of", DAY],
    ["trend", "BOOKS", "--as-of", DAY, "--format", "json"],
    ["trend", "zq-beta", "BOOKS", "--as-of", DAY, "--format", "csv"],
    ["policy", "BOOKS", "--policy", "POLICY"],
    ["policy", "BOOKS", "--format", "json"],
    ["rules", "BOOKS"],
    ["rules", "BOOKS", "--policy", "POLICY", "--format", "json"],
]


def words(command: list[str], books: Path) -> list[str]:
    """A command with the paths in the places held for them."""
    places = {"BOOKS": str(books), "POLICY": str(books / "zq-more" / ".zq-policy.yaml")}
    return [places.get(word, word) for word in command]


@KEYS
@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: " ".join(c[:3]))
def test_nothing_of_the_ledger_comes_out(
    books: Path, original: dict[str, Any], command: list[str], key: dict[str, str]
) -> None:
    done = run(*words(command, books), "--redact", **key)
    assert (done.code, bool(done.out)) == (0, True), done.err
    assert_clean(done, *money_in(original))


@KEYS
@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize("command", ["score", "review"])
def test_nothing_of_the_ledger_is_on_a_page(
    books: Path, original: dict[str, Any], command: str, form: str, key: dict[str, str]
) -> None:
    done = run(command, books, "--as-of", DAY, "--format", form, "--redact", **key)
    assert (done.code, bool(done.out)) == (0, True), done.err
    out = re.sub(r"sha256-[^']*", "", done.out)  # of the page's style, any letters
    assert_clean(done._replace(out=out), *money_in(original))


def test_nothing_of_the_ledger_comes_out_on_a_terminal(
    books: Path, original: dict[str, Any]
) -> None:
    terminal = {"FORCE_COLOR": "1", "COLUMNS": "200", "TERM": "xterm"}
    done = run("score", books, "--as-of", DAY, "--client", "zq.acme", "--redact", **terminal)
    assert "\x1b[" in done.out
    assert_clean(done, *money_in(original))


def test_nothing_of_the_ledger_is_written_to_a_file(books: Path, tmp_path: Path) -> None:
    target = tmp_path / "score.json"
    arguments = ("--as-of", DAY, "--format", "json", "--redact")
    done = run("score", books, *arguments, "--output", target)
    assert_clean(done)
    assert target.read_text(encoding="utf-8") == run("score", books, *arguments).out


def results_of(books: Path) -> Iterator[object]:
    """Everything that a script can have redacted, of this ledger."""
    ledger, day = load_ledger(books), date.fromisoformat(DAY)
    changes = (Change("fired", "zq-beta"), Change("rate", "zq.acme", Decimal("173.19")))
    yield assess(ledger, as_of=day)
    yield review(ledger, last_day=day, draws=20, changes=changes)
    yield check(ledger, as_of=day)._replace(compared_with="zq-branch")
    yield trend(ledger, as_of=day, months=2)
    yield PolicyInForce.of(layers(ledger.policy))


def values_in(found: object) -> Iterator[object]:
    """Every value in a result, the fields that nothing prints among them."""
    if isinstance(found, BaseModel):
        found = {**found.__dict__, **(found.__pydantic_private__ or {})}
    if isinstance(found, dict):
        found = (*found, *found.values())
    if isinstance(found, tuple):
        for each in found:
            yield from values_in(each)
    elif hasattr(found, "__dict__"):
        yield from values_in(found.__dict__)
    else:
        yield found


def amounts_in(found: object) -> set[Decimal]:
    """The large figures in cents of a result, which no days, hours or shares are."""
    values = [abs(Decimal(str(v))) for v in values_in(found) if isinstance(v, float | Decimal)]
    return {value for value in values if value > 1000 and value == round(value, 2)}


@KEYS
def test_a_redacted_result_holds_nothing_of_the_ledger(books: Path, key: dict[str, str]) -> None:
    """Not even where no renderer looks: it may be kept, sent or printed by a script."""
    redactor = Redactor(next(iter(key.values()), None))
    for original in results_of(books):
        shown = redact(original, redactor)
        assert MARKER in repr(original).casefold()
        texts = [str(value) for value in values_in(shown) if not isinstance(value, int)]
        for text in (repr(shown), pickle.dumps(shown).decode("latin-1"), *texts):
            found = text.casefold().find(MARKER)
            assert found < 0, text[max(0, found - 60) : found + 60]
            assert not [amount for amount in AMOUNTS if amount in text], text
        assert not amounts_in(shown) & amounts_in(original)


def test_the_search_finds_what_is_not_redacted(books: Path, original: dict[str, Any]) -> None:
    """Otherwise the tests above would prove nothing."""
    detail = run("explain", "zq.acme", books, "--as-of", DAY, "--all")
    for text in ("zq obligation", "zq reason", "zq-acme.yaml", "zq-events.csv", "zq csv stall"):
        assert text in detail.out
    acme = next(client for client in original["clients"] if client["id"] == "zq.acme")
    assert {h["kind"] for h in acme["verdict"]["holds"]} == {
        *("collect-first", "our-side-first", "replace-income", "finish-obligations")
    }
    assert "zq-others.yml" in detail.err
    assert len({*money_in(original)}) > 5


@KEYS
def test_problems_keep_their_places_and_lose_their_words(
    tmp_path: Path, key: dict[str, str]
) -> None:
    path = tmp_path / "zq-ledger.yaml"
    path.write_text(BROKEN)
    plain, done = run("score", path), run("score", path, "--redact", **key)
    assert (done.code, done.out) == (3, "")
    assert_clean(done)
    *problems, count, note = done.err.splitlines()
    places = [line.removeprefix(f"{path}:").split(": ")[0] for line in plain.err.splitlines()]
    assert [re.sub(r"^file-\w+\.yaml:", "", line).split(": ")[0] for line in problems] == [
        *places[:-1]
    ]
    assert all(line.endswith(": withheld") for line in problems)
    assert any(line.endswith(" issued: withheld") for line in problems)
    assert count == plain.err.splitlines()[-1]
    assert note == "--redact hides the messages; run without it if the log is private"


@pytest.mark.parametrize(
    "command", [["score"], ["trend"], ["policy"], ["rules"]], ids=lambda c: str(c[0])
)
def test_problems_as_json_lose_their_words_too(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "zq-ledger.yaml"
    path.write_text(BROKEN)
    done = run(*command, path, "--format", "json", "--redact")
    assert (done.code, done.out) == (3, "")
    assert_clean(done)
    problems = json.loads(done.err)["problems"]
    assert {p["file"] for p in problems} == {"file-1.yaml"}
    assert all(p["line"] and p["message"].endswith("withheld") for p in problems)


def test_files_that_cannot_be_read_are_not_named(tmp_path: Path) -> None:
    home = tmp_path / "zq-home"
    (home / "zq-empty").mkdir(parents=True)
    (home / "zq-text.yaml").write_bytes(b"zq: \xff")
    (home / "zq-yaml.yaml").write_text("zq: [zq\nzq: {zq")
    (home / "zq-list.yaml").write_text("[zq]")
    for name in ("zq-missing.yaml", "zq-empty", "zq-text.yaml", "zq-yaml.yaml", "zq-list.yaml"):
        done = run("score", home / name, "--redact")
        assert (done.code, done.out) == (3, "")
        assert_clean(done)
    for command in (["explain", "zq"], ["trend", "zq"], ["policy"], ["rules"]):
        done = run(*command, home / "zq-missing.yaml", "--redact")
        assert (done.code, done.out) == (3, "")
        assert_clean(done)
    named = run("score", "--redact", CLIENTHEALTH_LEDGER=str(home / "zq-missing.yaml"))
    assert_clean(named)
    assert "clienthealth init" in named.err
    (home / "clienthealth").mkdir()
    (home / "clienthealth" / "a.yaml").touch()
    (home / "clienthealth.yaml").touch()
    assert_clean(run("score", "--redact", cwd=home))
    assert_clean(run("score", STUDIO, "--policy", home / "zq-list.yaml", "--redact"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["score", "BOOKS", "--client", "zq.acm"], "no client has this id"),
        (["trend", "zq.acm", "BOOKS"], "no client has this id"),
        (["explain", "zq.acm", "BOOKS"], "neither a client nor a rule"),
        (["explain", "zq.acm"], "no ledger was found"),
        (["score", "BOOKS", "zq.acme"], "wrong usage"),
        (["score", "BOOKS", "--as-of", "zq.acme"], "as_of"),
        (["score", "BOOKS", "--format", "zq"], "format"),
        (["score", "BOOKS", "--zq"], "wrong usage"),
        (["zq.acme"], "wrong usage"),
        (["score", "BOOKS", "--output", "zq-missing/zq.json"], "cannot write the output"),
    ],
)
def test_what_was_typed_wrong_is_not_repeated(
    books: Path, tmp_path: Path, arguments: list[str], says: str
) -> None:
    plain = run(*words(arguments, books), cwd=tmp_path)
    done = run(*words(arguments, books), "--redact", cwd=tmp_path)
    assert (done.code, done.out) == (plain.code, "")
    assert plain.code in {2, 5}
    assert says in done.err
    assert_clean(done)


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_is_told_by_its_kind(tmp_path: Path, debug: bool) -> None:
    """A module that breaks the program stands in its way."""
    home = tmp_path / "zq-home"
    home.mkdir()
    fault = "try:\n    {}['zq']\nexcept KeyError as e:\n    raise RuntimeError('zq') from e\n"
    (home / "yaml.py").write_text(fault)
    flags = ["--debug"] if debug else []
    command: list[str | Path] = [*flags, "score", STUDIO, "--as-of", STUDIO_DAY, "--redact"]
    done = start(*command, PYTHONPATH=str(home))
    assert (done.code, done.out) == (4, "")
    assert_clean(done)
    assert "RuntimeError" in done.err
    assert ("yaml.py:4 in <module>" in done.err) == debug
    assert ("KeyError" in done.err) == debug


def test_help_is_help_with_redact_too() -> None:
    assert run("score", "--help", "--redact").out == run("score", "--help").out


def document(*arguments: str | Path, **key: str) -> dict[str, Any]:
    """What a command prints as JSON."""
    done = run(*arguments, "--format", "json", **key)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_a_key_gives_the_same_pseudonyms_in_every_command(books: Path) -> None:
    command = ("score", books, "--as-of", DAY, "--redact")
    score, again = document(*command, **KEYED), document(*command, "--sort", "name", **KEYED)
    ids = {client["id"] for client in score["clients"]}
    assert ids == {client["id"] for client in again["clients"]}
    assert all(re.fullmatch("client-[0-9a-f]{8}", name) for name in ids)
    trend = document("trend", books, "--as-of", DAY, "--redact", **KEYED)
    assert {client["id"] for client in trend["clients"]} == ids
    policy = document("policy", books, "--redact", **KEYED)
    assert policy["policy_hash"] == score["policy_hash"]
    own = {s["key"].split(".")[1] for s in policy["settings"] if s["key"].startswith("clients.")}
    assert len(own) == 1
    assert own < ids
    alone = run("explain", "zq.acme", books, "--as-of", DAY, "--redact", **KEYED)
    assert alone.out.startswith(f"{own.pop()} (")
    other = document(*command, CLIENTHEALTH_REDACT_KEY="another key")
    assert not ids & {client["id"] for client in other["clients"]}
    assert other["policy_hash"] != score["policy_hash"]


def test_ordinals_do_not_depend_on_what_is_shown(books: Path) -> None:
    command = ("score", books, "--as-of", DAY, "--redact")
    whole = {client["id"]: client for client in document(*command)["clients"]}
    for extra in (["--sort", "name"], ["--client", "zq-gamma"], ["--stage", "former"]):
        some = document(*command, *extra)["clients"]
        assert all(whole[client["id"]] == client for client in some)
    trend = run("trend", "zq-delta", books, "--as-of", DAY, "--redact")
    assert trend.out.startswith("client-4 (client-4)")


HIDDEN = {
    *("id", "name", "effective_rate", "worth", "strengths", "findings", "verdict", "facts"),
    "payments",
}


def test_the_figures_that_remain_are_those_of_the_original() -> None:
    command = ("score", STUDIO, "--as-of", STUDIO_DAY)
    original, shown = document(*command), document(*command, "--redact")
    assert shown["portfolio"]["hours"] == original["portfolio"]["hours"]
    assert len(shown["clients"]) == len(original["clients"])
    for one, other in zip(original["clients"], shown["clients"], strict=True):
        assert {k: v for k, v in one.items() if k not in HIDDEN} == {
            k: v for k, v in other.items() if k not in HIDDEN
        }
        assert one.keys() == other.keys()
        assert other["effective_rate"] is other["worth"] is None
        assert other["payments"] == {**one["payments"], "overdue": None}
        assert_same_verdict(one["verdict"], other["verdict"])
        assert_same_findings(one["findings"], other["findings"])
        assert_same_facts(one["facts"], other["facts"])


def assert_same_verdict(one: dict[str, Any] | None, other: dict[str, Any] | None) -> None:
    """The action, its reasons and remedies; of the holds the kind and the date."""
    if one is None or other is None:
        assert one is other
        return
    for key in ("action", "because", "would_change", "next_step"):
        assert one[key] == other[key]
    for hold, told in zip(one["holds"], other["holds"], strict=True):
        assert (hold["kind"], hold["until"]) == (told["kind"], told["until"])
        assert told["amount"] is None


def assert_same_findings(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
    """Everything but words, money and the names of files."""
    for finding, told in zip(one, other, strict=True):
        kept = finding.keys() - {"message", "measure", "evidence", "waiver"}
        assert {k: finding[k] for k in kept} == {k: told[k] for k in kept}
        is_rate = finding["code"] == "VAL001"
        assert (told["measure"]["value"] is None) == is_rate
        assert is_rate or told["measure"] == finding["measure"]
        places = ("path", "line", "column")
        for place, shown in zip(finding["evidence"], told["evidence"], strict=True):
            assert [place[k] for k in places] == [shown[k] for k in places]
            assert shown["file"] == "file-1.yaml"


def assert_same_facts(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Days, shares, counts and hours; no money."""
    money = {"revenue", "open_balance", "overdue_balance", "credit_balance", "ageing"}
    money |= {"costs", "platform_fees"}
    assert {k: v for k, v in one.items() if k not in money} == {
        k: v for k, v in other.items() if k not in money
    }
    assert {other[k] for k in money - {"ageing"}} == {None}
    assert {*other["ageing"].values()} == {None}
    assert other["ageing"].keys() == one["ageing"].keys()


@pytest.mark.skipif(os.name != "posix", reason="file rights as on POSIX")
def test_a_file_that_may_not_be_read_is_not_named(tmp_path: Path) -> None:
    path = tmp_path / "zq.yaml"
    path.write_text("zq: zq")
    path.chmod(0)
    done = run("score", path, "--redact")
    assert done.code == 3
    assert_clean(done)
