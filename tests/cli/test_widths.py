"""No line is wider than the terminal, no hold is hidden at any width, no word is broken."""

import io
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from rich.cells import cell_len
from rich.console import Console

from clienthealth import (
    Assessment,
    Explanation,
    PolicyInForce,
    all_rules,
    assess,
    boundaries,
    check,
    collect,
    configured,
    layers,
    letgo,
    load_ledger,
    parse_change,
    review,
    rule_page,
    terminal_table,
    today,
    trend,
    view_of,
)
from clienthealth.report.formats import print_table
from clienthealth.report.text.cells import width_of
from clienthealth.report.text.styles import WIDE

from .program import ROOT, STUDIO, STUDIO_DAY, run

WIDTHS = (40, 60, 80, 100, 120, 160, 200)
DAY = date(2026, 10, 31)
LONGEST_ID = "an-id-of-the-greatest-length-that-a-ledger-may-have-1234567890ab"
HOSTILE = {
    "wide": "株式会社" * 12,
    LONGEST_ID: "Anna",
    "combining": "e\u0301\u0323\u0304" * 60,
    "emoji": "\U0001f44d\U0001f3fd\u2665\ufe0f\U0001f1e9\U0001f1ea" * 20,
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 20,
    "endless": "x" * 200,
    "rtl": "\u202e\u05e9\u05dc \u200d \u0639\u0645\u064a " * 6,
    "hyphens": "-" * 200,
}
"""By id: a name that is hard to lay out."""


def hostile_ledger() -> str:
    """Clients with such names, each let go with money open, and notes like the names."""
    clients = "".join(_client(number, *item) for number, item in enumerate(HOSTILE.items()))
    return f"""\
version: 1
business: {{name: {quoted(HOSTILE["wide"])}, currency: EUR, target_rate: 95}}
clients:
{clients}"""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _client(number: int, name: str, text: str) -> str:
    said = quoted(text)
    due = ", ".join(
        f"{{number: {quoted(f'{n} {text}')}, issued: 2026-0{n}-01, amount: {number}12345}}"
        for n in range(1, 9)
    )
    return f"""\
- id: {name}
  name: {said}
  since: 2025-01-01
  contract: {{signed: 2025-01-01, obligations: [{{what: {said}, due: 2026-12-01}}]}}
  invoices: [{due}]
  time: [{{date: 2026-03-01, hours: 20, note: {said}}}, {{date: 2026-08-01, hours: 20}}]
  events:
  - {{kind: misconduct, at: 2026-09-03, level: abusive, what: {said}, note: {said}}}
  - {{kind: boundary, at: 2026-03-03, about: [late-payment], note: {said}}}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "ledger.yaml"
    path.write_text(hostile_ledger(), encoding="utf-8")
    return path


class Shown(NamedTuple):
    """What a command prints at a terminal."""

    command: str
    found: object


@cache
def shown(ledger: Path, client: str, other: str) -> dict[str, Shown]:
    """All that terminals are given of a ledger and of one client."""
    loaded = load_ledger(ledger)
    judged = assess(loaded, as_of=DAY)
    one = judged.client(client)
    assert one is not None
    changes = parse_change("fired", client), parse_change("rate", f"{other}=95")
    asked = review(loaded, last_day=DAY, draws=20, changes=changes)
    return {
        "score": Shown("score", view_of(judged, sort="gravest")),
        "score --client": Shown("score", view_of(judged, ids=[client])),
        "explain": Shown("explain", Explanation(judged, one)),
        "explain --all": Shown("explain", Explanation(judged, one, everything=True)),
        "review": Shown("review", asked._replace(what_if=None)),
        "review --if-fired": Shown("review", asked),
        "check": Shown("check", check(loaded, as_of=DAY)),
        "trend": Shown("trend", trend(loaded, as_of=DAY, months=3)),
        "trend CLIENT": Shown("chart", trend(loaded, as_of=DAY, months=18)),
        "today": Shown("today", today(loaded, as_of=DAY)),
        "collect": Shown("collect", collect(loaded, as_of=DAY)),
        "collect CLIENT": Shown("collect", collect(loaded, as_of=DAY, client=client)),
        "letgo": Shown("letgo", letgo(loaded, client, as_of=DAY)),
        "boundaries": Shown("boundaries", boundaries(loaded, client, as_of=DAY)),
        "policy": Shown("policy", PolicyInForce.of(layers(loaded.policy))),
        "rules": Shown("rules", configured(loaded.policy)),
        "explain RULE": Shown("page", rule_page(all_rules()[0])),
    }


def on_screen(width: int, shown: Shown) -> str:
    """What a terminal of a width shows."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system=None)
    print_table(console, *shown)
    return out.getvalue()


def too_wide(text: str, width: int) -> list[str]:
    return [
        line for line in text.splitlines() if max(cell_len(line), width_of(line.rstrip())) > width
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for name, each in shown(STUDIO, "bursztyn", "kleinod").items():
        text = on_screen(width, each)
        assert text.strip(), name
        assert too_wide(text, width) == [], name


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_makes_a_line_wider(hostile: Path, width: int) -> None:
    for client in (LONGEST_ID, "wide", "endless"):
        for name, each in shown(hostile, client, "emoji").items():
            assert too_wide(on_screen(width, each), width) == [], name


@pytest.mark.parametrize("ledger", sorted(ROOT.glob("examples/*.yaml")), ids=lambda p: p.stem)
def test_every_example_fits(ledger: Path) -> None:
    loaded = load_ledger(ledger)
    judged = assess(loaded, as_of=DAY)
    found = [
        Shown("score", view_of(judged, sort="gravest")),
        *(Shown("explain", Explanation(judged, client)) for client in judged.clients),
    ]
    for width in WIDTHS:
        for each in found:
            assert too_wide(on_screen(width, each), width) == []


@cache
def studio() -> Assessment:
    return assess(load_ledger(STUDIO), as_of=DAY)


def score_at(width: int) -> str:
    return on_screen(width, shown(STUDIO, "bursztyn", "kleinod")["score"])


def rows(text: str, ids: list[str]) -> dict[str, str]:
    """The lines of each client in a table: those from its id to the next one."""
    found: dict[str, str] = {}
    name = ""
    for line in text.partition("\n\n")[2].partition("\n\n")[0].splitlines():
        name = next((w for w in line.split()[:2] if w in ids), name)
        found[name] = f"{found.get(name, '')} {line}"
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_no_verdict_is_without_its_holds_and_none_is_broken(width: int) -> None:
    found = rows(score_at(width), [client.id for client in studio().clients])
    for client in studio().clients:
        words = set(re.split(r"[\s,;]+", found[client.id]))
        assert client.verdict is None or client.verdict.action in words
        for hold in client.verdict.holds if client.verdict else ():
            assert hold.kind in words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["score --client", "explain", "review"])
def test_no_hold_is_hidden(name: str, width: int) -> None:
    text = on_screen(width, shown(STUDIO, "bursztyn", "kleinod")[name])
    assert {"collect-first", "finish-obligations"} <= set(re.split(r"[\s,;:]+", text))


@pytest.mark.parametrize("width", WIDTHS)
def test_today_says_whom_to_part_with_and_why_at_any_width(width: int) -> None:
    text = " ".join(on_screen(width, shown(STUDIO, "bursztyn", "kleinod")["today"]).split())
    for told in (
        "fire: the client is disrespectful or abusive",
        "let-go, collect-first, finish-obligations: the client pays late",
        "let-go, collect-first: the client grinds you down",
        "renegotiate, collect-first, our-side-first: the client pays late",
        "they promised it by 6 Nov 2026",
    ):
        assert told in text or (width >= WIDE and set(told.split()) <= set(text.split()))


@pytest.mark.parametrize("width", WIDTHS)
def test_days_amounts_and_percentages_stay_on_one_line(width: int) -> None:
    broken = re.compile(r"(?:\d|^)(?:\n +)(?:%|EUR\b|(?:Jan|Oct|Dec) 20\d\d)")
    for name in ("explain", "today", "review"):
        text = on_screen(width, shown(STUDIO, "bursztyn", "kleinod")[name])
        assert broken.findall(re.sub(r" +\n", "\n", text)) == [], name


def test_the_gravest_is_first_in_a_trend_as_in_score() -> None:
    head, *lines = run("trend", STUDIO, "--as-of", STUDIO_DAY).out.splitlines()
    assert head.startswith("client")
    scored = [client.id for client in view_of(studio(), sort="gravest").clients]
    assert [line.split()[0] for line in lines if line.split()[:1] != []][: len(scored)] == scored


def test_the_gravest_is_first_and_sort_brings_back_the_ranks() -> None:
    done = run("score", STUDIO, "--as-of", STUDIO_DAY)
    headline, prospects, former, blank, head, first, second, *_ = done.out.splitlines()
    assert headline.startswith("20 active clients on 31 Oct 2026: 1 to fire, 2 to let go, ")
    assert prospects.startswith("4 prospects: 1 to drop, ")
    assert (former, blank) == ("1 former client", "")
    assert head.split()[:3] == ["#", "client", "name"]
    assert (first.split()[1], second.split()[1]) == ("dunmarra", "knallpreis")
    ranked = run("score", STUDIO, "--as-of", STUDIO_DAY, "--sort", "rank").out.splitlines()
    assert ranked[5].split()[:2] == ["1", "saelgtorp"]


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_what_a_program_reads_keeps_the_order_of_the_ranks(format_: str) -> None:
    words = ("score", STUDIO, "--as-of", STUDIO_DAY, "--format", format_)
    assert run(*words).out == run(*words, "--sort", "rank").out


def test_in_a_pipe_every_client_is_one_line_of_the_same_columns() -> None:
    lines = run("score", STUDIO, "--as-of", STUDIO_DAY).out.splitlines()
    head = next(line for line in lines if line.startswith(" #"))
    at = head.index("verdict")
    table = lines[lines.index(head) + 1 : lines.index("", lines.index(head))]
    assert len(table) == len(studio().clients)
    by_id = {client.id: client for client in studio().clients}
    for line in table:
        client = by_id[line.split()[1]]
        assert line[at:].split()[0] == (client.action or f"({client.stage})")


def test_a_name_of_a_megabyte_pads_no_other_row(tmp_path: Path) -> None:
    text = hostile_ledger().replace(quoted("Anna"), quoted("x" * 1_000_000))
    path = tmp_path / "ledger.yaml"
    path.write_text(text, encoding="utf-8")
    for words in (("score",), ("today",), ("review",), ("trend",), ("collect",)):
        done = run(*words[:1], path, *words[1:], "--as-of", STUDIO_DAY)
        assert len(done.out) < 60_000, words


def test_explain_of_a_ledger_on_one_line_quotes_a_little_of_it(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    loaded = yaml.safe_load(hostile_ledger())
    path.write_text(json.dumps(loaded, default=str, ensure_ascii=False), encoding="utf-8")
    done = run("explain", LONGEST_ID, path, "--as-of", STUDIO_DAY, "--all")
    assert done.code == 0, done.err
    assert max(map(len, done.out.splitlines())) < 1_000
    assert HOSTILE["wide"] not in done.out
    assert len(done.out) < 20_000


def test_the_place_is_beside_the_evidence_and_its_line_only_where_all_is_asked_for() -> None:
    few = run("explain", "bursztyn", STUDIO, "--as-of", STUDIO_DAY).out
    line = next(line for line in few.splitlines() if "BJ-2511" in line)
    assert "1,127.50 EUR, due 12 Dec 2025, paid 29 Dec 2025, 17 days late" in line
    assert re.search(r"\(.*studio\.yaml:\d+\)$", line)
    assert "{number: BJ-2511" not in few
    everything = run("explain", "bursztyn", STUDIO, "--as-of", STUDIO_DAY, "--all").out
    assert "{number: BJ-2511" in everything


def test_a_rule_is_rendered_at_a_terminal_and_is_markdown_in_a_pipe() -> None:
    shown = run("explain", "low-rate", COLUMNS="80", FORCE_COLOR="1", TERM="xterm")
    assert "\x1b[" in shown.out
    assert "# VAL001" not in shown.out
    assert run("explain", "low-rate").out.startswith("# VAL001 low-rate\n")


def test_an_endless_path_is_cut_in_the_middle_of_an_error() -> None:
    path = "folder/" * 3_000 + "score.json"
    done = run("score", STUDIO, "--as-of", STUDIO_DAY, "--output", path)
    assert done.code == 5
    assert re.search(r"cannot write folder/.*….*/score\.json: ", done.err)
    assert len(done.err) < 500


def test_nothing_is_printed_where_there_is_no_terminal() -> None:
    assert not terminal_table("score", view_of(studio()))
