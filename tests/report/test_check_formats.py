"""What is true of every format of `check`.

`UPDATE_SNAPSHOTS=1` writes the files in `snapshots/` anew. Read every line of the difference.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clienthealth.checking.model import OWN_RULES, Report
from clienthealth.report import formats
from clienthealth.report.check.wording import NOUNS
from clienthealth.report.formats import Renderer

from .reports import CLEAN, FULL, HOSTILE, finding, hostile, report

SNAPSHOTS = Path(__file__).parent / "snapshots"
REPORTS = {"clean": CLEAN, "full": FULL}
FORMATS = {name: each for name, each in formats.FORMATS["check"].items() if name != "html"}
"""But for the page, which `test_html_pages` reads."""

in_every_format = pytest.mark.parametrize("name", FORMATS)


def renderer(name: str) -> Renderer:
    return formats.renderer("check", name)


def scrubbed(name: str, text: str) -> str:
    """SARIF without the list of all rules, which has tests of its own; one more changes nothing."""
    if name != "sarif":
        return text
    log = json.loads(text)
    (run,) = log["runs"]
    del run["tool"]["driver"]["rules"]
    for result in run["results"]:
        del result["ruleIndex"]
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("kind", REPORTS)
@in_every_format
def test_the_output_is_as_it_was_read(name: str, kind: str) -> None:
    path = SNAPSHOTS / f"{kind}.{name}.snap"
    text = scrubbed(name, renderer(name)(REPORTS[kind]))
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode()


def test_no_snapshot_is_left_over() -> None:
    expected = {f"{kind}.{name}.snap" for kind in REPORTS for name in FORMATS}
    assert {path.name for path in SNAPSHOTS.iterdir()} == expected


@in_every_format
def test_a_report_without_clients_is_rendered(name: str) -> None:
    assert renderer(name)(report(clients=()))


@in_every_format
def test_the_output_ends_its_last_line(name: str) -> None:
    for text in map(renderer(name), REPORTS.values()):
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@in_every_format
def test_whatever_a_ledger_holds_a_terminal_and_a_log_show_it(name: str, text: str) -> None:
    printed = renderer(name)(hostile(text))
    assert printed.encode()  # no lone surrogates
    assert printed.replace("\n", "").isprintable()
    for line in printed.split("\n"):
        command = re.match(r"\s*::(\w+)", line)
        if name == "github" and command:
            assert command[1] in {"error", "warning", "notice", "group", "endgroup"}
        else:
            assert not command
            assert re.search(r"##\w*\[", line) is None


@in_every_format
def test_hostile_text_adds_no_lines(name: str) -> None:
    """What one innocent word gives in lines, a text with line breaks gives too."""
    lines = {renderer(name)(hostile(text)).count("\n") for text in ("x", HOSTILE["lines"])}
    assert len(lines) == 1


@pytest.mark.parametrize("kind", REPORTS)
def test_two_processes_print_the_same_bytes(kind: str) -> None:
    """Under another hash seed, so that no order is that of a set."""
    code = (
        "from report.test_check_formats import REPORTS, FORMATS, renderer\n"
        f"print(*(renderer(name)(REPORTS[{kind!r}]) for name in FORMATS))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout == " ".join(renderer(name)(REPORTS[kind]) for name in FORMATS) + "\n"


def test_only_the_renderer_asked_for_is_imported() -> None:
    code = (
        "import sys\n"
        "from clienthealth.report.formats import FORMATS, renderer\n"
        "renderer('check', 'json')\n"
        "modules = {n: m.partition(':')[0] for n, m in FORMATS['check'].items()}\n"
        "print([n for n, m in modules.items() if f'clienthealth.report.{m}' in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "['json']\n"


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(KeyError):
        renderer("pdf")


def test_every_own_rule_has_its_noun() -> None:
    assert list(NOUNS) == [rule.code for rule in OWN_RULES]


def many(count: int) -> Report:
    """A report in which each of many clients fails."""
    results = (
        finding("PAY001", "late-payment", "high", f"c{n}", message="late " * 20, fails=True)
        for n in range(count)
    )
    return report(*results)


@in_every_format
def test_a_large_report_is_rendered_in_proportion(name: str) -> None:
    """Ten times the results take about ten times the room, never a hundred."""
    small, large = (len(renderer(name)(many(n))) for n in (200, 2_000))
    assert large < small * 11
