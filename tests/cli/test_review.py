"""`clienthealth review` as users start it: periods, sizes, formats, what if, and errors."""

import json
import os
import pty
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from functools import cache
from pathlib import Path

import pytest

from clienthealth.cli.progress import bar

from .program import PROGRAM, ROOT, STUDIO, STUDIO_DAY, Ran, environment, run

REVIEW = ("review", STUDIO, "--as-of", STUDIO_DAY)
SMALL = ROOT / "examples" / "minimal.yaml"
FORMATS = ("table", "json", "markdown", "html")


@cache
def review(*options: str) -> Ran:
    """The studio's review, which takes a while: each once."""
    return run(*REVIEW, *options)


def reviewed(*options: str) -> dict[str, object]:
    done = review("--format", "json", *options)
    assert done.code == 0, done.err
    found: dict[str, object] = json.loads(done.out)
    return found


@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_brief_says_what_to_do_and_leaves_the_rest_to_the_long_review(format_: str) -> None:
    done = review("--format", format_, "--brief")
    assert (done.code, done.err) == (0, "")
    assert "What to do" in done.out
    assert "bursztyn" in done.out or "Bursztyn" in done.out
    assert len(done.out) < len(review("--format", format_).out) / 3


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_names_the_bottom_group(format_: str) -> None:
    done = review("--format", format_)
    assert done.code == 0
    assert "knallpreis" in done.out


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_can_be_redacted(format_: str) -> None:
    done = run(*REVIEW, "--format", format_, "--redact", "--if-fired", "knallpreis")
    assert done.code == 0
    assert "client-1" in done.out
    for original in (
        "knallpreis",
        "Knallpreis",
        "Studio Ada",
        "41.36",
        "7082",
        "7,082",
        "studio.yaml",
    ):
        assert original not in done.out + done.err, original


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_holds_what_stdout_would(tmp_path: Path, format_: str) -> None:
    file = tmp_path / "review"
    small = ("review", SMALL, "--as-of", STUDIO_DAY, "--format", format_)
    assert run(*small, "--output", file).out == ""
    assert file.read_text(encoding="utf-8") == run(*small).out


def test_a_year_that_is_over_ends_on_its_last_day() -> None:
    done = run("review", STUDIO, "--year", "2025", "--format", "json")
    assert json.loads(done.out)["period"] == {"from": "2025-01-01", "to": "2025-12-31", "days": 365}


def test_a_year_that_is_not_over_ends_today() -> None:
    found = reviewed("--year", "2026")
    assert found["period"] == {"from": "2026-01-01", "to": STUDIO_DAY, "days": 304}


def test_a_period_may_be_named_by_its_days() -> None:
    done = run("review", STUDIO, "--from", "2025-07-01", "--to", "2026-06-30", "--format", "json")
    assert json.loads(done.out)["period"]["days"] == 365


def test_without_a_period_it_is_the_window_up_to_the_date() -> None:
    assert reviewed()["period"] == {"from": "2025-11-01", "to": STUDIO_DAY, "days": 365}


@pytest.mark.parametrize(
    ("options", "size"), [((), 3), (("--percent", "30"), 5), (("--count", "1"), 1)]
)
def test_the_size_of_the_bottom_group(options: tuple[str, ...], size: int) -> None:
    found = reviewed(*options)
    assert isinstance(found["bottom"], list)
    assert len(found["bottom"]) == size


def test_what_if_shows_before_and_after() -> None:
    options = ("--if-fired", "knallpreis", "--if-rate", "ellerfeld=95", "--if-terms", "molino=14")
    found = reviewed(*options)["what_if"]
    assert isinstance(found, dict)
    assert {each["kind"] for each in found["changes"]} == {"fired", "rate", "terms"}
    assert found["after"]["active"] == found["before"]["active"] - 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--year", "2025", "--from", "2025-01-01"), "--year already sets the period"),
        (("--to", "2026-01-01"), "--to and --as-of"),
        (("--percent", "15", "--count", "2"), "leave one of them out"),
        (("--percent", "101"), "a number from 0 to 100"),
        (("--percent", "nan"), "a number from 0 to 100"),
        (("--as-of", "9999-12-31"), "end it in 1900 to 2199"),
        (("--as-of", "0001-01-01"), "end it in 1900 to 2199"),
        (("--count", "-1"), "--count"),
        (("--from", "2026-10-15"), "17 days; review 30 to 3,660"),
        (("--from", "2026-12-01"), "before it begins"),
        (("--if-fired", "nobody"), "no client 'nobody'"),
        (("--if-fired", "knalpreis"), 'did you mean "knallpreis"?'),
        (("--if-rate", "molino"), "write ID=95"),
        (("--if-rate", "molino=0"), "write ID=95"),
        (("--if-terms", "molino=soon"), "write ID=14"),
        (("--if-fired", "molino", "--if-rate", "molino=95"), "keep one of the two"),
        (("--if-rate", "prats=95"), "prats"),
        (("--format", "pdf"), "pdf"),
        (("--brief",), "add --format html or markdown"),
        (("--brief", "--format", "json"), "add --format html or markdown"),
        (("--year", "twenty"), "--year"),
    ],
)
def test_wrong_usage_is_told_with_its_remedy(options: tuple[str, ...], message: str) -> None:
    done = run(*REVIEW, *options)
    assert (done.code, done.out) == (2, "")
    assert message in " ".join(done.err.replace("│", " ").split())


def test_a_year_that_has_hardly_begun_points_to_the_one_before() -> None:
    done = run("review", STUDIO, "--year", "2026", "--as-of", "2026-01-20")
    assert done.code == 2
    assert "--year 2025" in done.err


def test_an_invalid_ledger_is_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text("version: 1\nclients: []\n", encoding="utf-8")
    done = run("review", ledger)
    assert (done.code, done.out) == (3, "")
    assert "business" in done.err


def test_an_empty_ledger_has_a_review_in_every_format(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    text = "version: 1\nbusiness: {name: Studio, currency: EUR}\nclients: []\n"
    ledger.write_text(text, encoding="utf-8")
    for format_ in FORMATS:
        done = run("review", ledger, "--as-of", "2026-10-31", "--format", format_)
        assert done.code == 0, done.err
        assert done.out


@contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    """A terminal: the end of who looks at it, and that of who writes to it."""
    ours, theirs = pty.openpty()
    try:
        yield ours, theirs
    finally:
        os.close(ours)


def test_a_bar_shows_on_a_terminal_where_it_takes_long(many_clients: Path) -> None:
    with terminal() as (ours, theirs):
        process = subprocess.Popen(
            [*PROGRAM, "review", many_clients, "--as-of", "2026-10-31", "--format", "json"],
            stdout=subprocess.DEVNULL,
            stderr=theirs,
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment(CI="", TERM="xterm"),
        )
        os.close(theirs)
        written = b""
        while b"reviewing" not in written:  # at the end of the process reading fails
            written += os.read(ours, 65536)
        process.kill()
        process.wait()


@pytest.mark.parametrize(("place", "shows"), [("", True), ("true", False)])
def test_a_bar_is_for_somebody_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, place: str, shows: bool
) -> None:
    monkeypatch.setenv("CI", place)
    monkeypatch.setenv("TERM", "xterm")
    with (
        terminal() as (_, theirs),
        os.fdopen(theirs, "w") as stream,
        redirect_stderr(stream),
        bar("reviewing") as told,
    ):
        assert (told is not None) == shows


@pytest.mark.parametrize("colours", ["", "1"])
def test_a_pipe_gets_no_bar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, colours: str) -> None:
    """Nor does a log in colours: a bar would fill it with what it draws over itself."""
    monkeypatch.setenv("CI", "")
    monkeypatch.setenv("FORCE_COLOR", colours)
    with (tmp_path / "log").open("w") as log, redirect_stderr(log), bar("reviewing") as told:
        assert told is None


@pytest.fixture(scope="module")
def many_clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The studio's clients several times over, so that the draws take a while."""
    head, _, clients = STUDIO.read_text(encoding="utf-8").partition("\nclients:\n")
    copies = []
    for number in range(16):
        lines = (
            f"{line}-{number}" if line.startswith("  - id: ") else line
            for line in clients.splitlines()
        )
        copies.append("\n".join(lines))
    file = tmp_path_factory.mktemp("many") / "ledger.yaml"
    text = f"{head}\nclients:\n" + "\n".join(copies).replace("amount: 120,", "amount: 1,")
    file.write_text(text, encoding="utf-8")
    return file


def test_brief_leaves_nobody_with_an_overdue_invoice_under_nothing_to_do() -> None:
    text = review("--format", "markdown", "--brief").out
    calm = text.partition("### Nothing to decide or to collect")[2].partition("###")[0]
    assert "ankerlicht" in calm
    assert "troisrives" not in calm
    assert "| `troisrives` | keep | overdue: send a reminder |" in text


def test_brief_says_when_and_at_what_cost_everybody_goes_and_why_one_is_unknown() -> None:
    rows = review("--format", "markdown", "--brief").out.splitlines()
    for name in ("dunmarra", "knallpreis", "bursztyn"):
        [row] = [row for row in rows if row.startswith(f"| `{name}` ")]
        cells = [cell.strip() for cell in row.removesuffix(" |").split(" | ")]
        when, revenue, hours, _ = cells[-4:]
        assert when.startswith("speak ")
        assert float(revenue.replace(",", "")) > 0
        assert float(hours) > 0
    [unknown] = [row for row in rows if row.startswith("| `sonnblick` ")]
    assert "only 1 due invoice, and no event about their behaviour" in unknown
