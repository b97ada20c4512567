"""An odd entry is a result of `check`: at its line, new only once, and acceptable."""

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cli.program import run
from clienthealth import Ledger, Report, assess, check, load_ledger
from clienthealth.checking.baseline import Baseline, baseline_text, read_baseline
from clienthealth.checking.compared import Base, Terms

TODAY = date(2026, 6, 30)
HEAD = "version: 1\nbusiness: {name: Studio, currency: EUR}\nclients:\n"
ACME = "  - {id: acme, name: Acme, invoices: ["
BETA = "  - {id: beta, name: Beta, invoices: ["
OLD_DEBT = '\n      {number: "7", issued: 2023-05-31, amount: 700},'
PAID = '\n      {number: "8", issued: 2026-05-31, amount: 800, paid: 2026-06-10},'
AHEAD = '\n      {number: "9", issued: 2062-05-31, amount: 900},'
END = "]}\n"


def months(first: int, last: int, hours: str = "2026-01") -> str:
    """A client billed in some months of 2026, who logs hours in one of them or more."""
    bills = ", ".join(
        f'{{number: "{m}", issued: 2026-0{m}-28, amount: 1{m}, paid: 2026-06-29}}'
        for m in range(first, last + 1)
    )
    time = ", ".join(f"{{month: {month}, hours: 20}}" for month in hours.split())
    return f"  - {{id: acme, name: Acme, invoices: [{bills}], time: [{time}]}}\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[..., Ledger]:
    def load(*parts: str) -> Ledger:
        path = tmp_path / "ledger.yaml"
        path.write_text(HEAD + "".join(parts), encoding="utf-8")
        return load_ledger(path)

    return load


def report_on(
    now: Ledger,
    base: Ledger | None = None,
    baseline: Baseline | None = None,
    *,
    strict: bool = True,
    day: date = TODAY,
) -> Report:
    before = Base("base", base, base.policy) if base else None
    return check(now, as_of=day, terms=Terms(strict=strict), base=before, baseline=baseline)


def odd(report: Report) -> list[tuple[str | None, str, str | None, bool]]:
    """The odd entries: client, the message's first word and the invoice, status, fails."""
    found = [result for result in report.results if result.code == "CHK010"]
    return [(r.client, r.message.partition(":")[0], r.status, r.fails) for r in found]


def test_an_old_debt_is_a_result_at_its_line(ledger: Callable[..., Ledger]) -> None:
    report = report_on(ledger(ACME, OLD_DEBT, END), strict=False)
    (result,) = [each for each in report.results if each.code == "CHK010"]
    assert result.message.startswith(
        'payments: invoice "7" has been overdue for more than two years'
    )
    assert (result.client, result.level, result.fails) == ("acme", "warning", False)
    assert result.place is not None
    assert (result.place.line, result.place.column) == (5, 7)
    assert result.place.file.endswith("ledger.yaml")


def test_strict_fails_for_what_looks_odd(ledger: Callable[..., Ledger]) -> None:
    found = ledger(ACME, OLD_DEBT, AHEAD, END)
    assert odd(report_on(found)) == [
        ("acme", "payments", None, True),
        ("acme", "issued", None, True),
    ]
    assert report_on(ledger(ACME, PAID, END)).failing == ()


def test_an_odd_entry_of_the_branch_is_news_and_one_that_was_there_is_not(
    ledger: Callable[..., Ledger],
) -> None:
    before = ledger(ACME, OLD_DEBT, END)
    report = report_on(ledger(ACME, OLD_DEBT, AHEAD, END), before)
    assert odd(report) == [
        ("acme", "issued", "new", True),
        ("acme", "payments", "unchanged", False),
    ]
    assert [r.name for r in report.notable] == ["dated-ahead"]


def test_the_same_oddity_of_another_client_is_news(ledger: Callable[..., Ledger]) -> None:
    before = ledger(ACME, OLD_DEBT, END)
    report = report_on(ledger(BETA, OLD_DEBT, END, ACME, OLD_DEBT, END), before)
    assert [(client, status) for client, _, status, _ in odd(report)] == [
        ("beta", "new"),
        ("acme", "unchanged"),
    ]


def test_a_second_entry_with_the_same_oddity_is_news(ledger: Callable[..., Ledger]) -> None:
    """Two messages that read the same are two oddities."""
    late = "{date: 2062-06-01, hours: 1}"
    before = ledger(f"  - {{id: acme, name: Acme, time: [{late}]}}\n")
    report = report_on(ledger(f"  - {{id: acme, name: Acme, time: [{late}, {late}]}}\n"), before)
    assert [status for _, _, status, _ in odd(report)] == ["new", "unchanged"]


def test_one_more_month_without_hours_is_news_and_one_less_is_not(
    ledger: Callable[..., Ledger],
) -> None:
    before = ledger(months(1, 4))
    assert odd(report_on(ledger(months(1, 5)), before)) == [("acme", "time", "new", True)]
    mended = report_on(ledger(months(1, 4, hours="2026-01 2026-02")), before)
    assert odd(mended) == [("acme", "time", "unchanged", False)]


def test_a_baseline_accepts_odd_entries_on_later_days_too(
    ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    found = ledger(months(1, 4), BETA, OLD_DEBT, AHEAD, END)
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text(assess(found, as_of=TODAY)), encoding="utf-8")
    baseline = read_baseline(path)
    assert {e.client for e in baseline.accepted if e.warning} == {"acme", "beta"}
    for day in (TODAY, date(2026, 7, 20)):
        report = report_on(found, baseline=baseline, day=day)
        assert report.failing == ()
        told = [result for result in report.results if result.code == "CHK010"]
        assert [r.suppressed.kind for r in told if r.suppressed] == ["baseline"] * 3
        assert not [r for r in report.results if r.code == "CHK004"]
    one_more = ledger(months(1, 5), BETA, OLD_DEBT, AHEAD, END)
    assert odd(report_on(one_more, baseline=baseline))[0] == ("acme", "time", None, True)


def test_an_oddity_that_is_gone_leaves_a_stale_line_in_the_baseline(
    ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    path = tmp_path / "baseline.json"
    found = assess(ledger(ACME, OLD_DEBT, PAID, END), as_of=TODAY)
    path.write_text(baseline_text(found), encoding="utf-8")
    report = report_on(ledger(ACME, PAID, END), baseline=read_baseline(path))
    stale = [result.message for result in report.results if result.code == "CHK004"]
    assert any('the warning "payments: invoice' in message for message in stale)


def test_what_the_ledger_itself_looks_odd_for_is_accepted_too(
    ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    bill = '{{number: "{}", issued: 2026-05-31, amount: 80}}'
    found = ledger(f"{ACME}{bill.format(1)}, {bill.format(2)}{END}")
    assert odd(report_on(found)) == [("acme", "amount", None, True)]
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text(assess(found, as_of=TODAY)), encoding="utf-8")
    assert report_on(found, baseline=read_baseline(path)).failing == ()


# The command


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with an old debt, and in the working folder a date far ahead as well."""
    path = tmp_path / "clienthealth.yaml"
    path.write_text(HEAD + ACME + OLD_DEBT + END, encoding="utf-8")
    git = ("git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@b.c")
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "Start"], check=True)
    path.write_text(HEAD + ACME + OLD_DEBT + AHEAD + END, encoding="utf-8")
    return path


FORMATS = ("text", "github", "sarif", "junit", "gitlab", "markdown", "json")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_tells_odd_entries(repository: Path, format: str) -> None:
    done = run("check", repository, "--as-of", "2026-06-30", "--strict", "--format", format)
    assert done.code == (0 if format == "sarif" else 1)  # sarif alone is a report
    assert "2062-05-31 is more than 35 years after 30 Jun 2026" in done.out
    assert "overdue for more than two years (due 30 Jun 2023)" in done.out


@pytest.mark.parametrize("format", FORMATS)
def test_redacted_odd_entries_say_nothing_of_the_ledger(repository: Path, format: str) -> None:
    options = ("--as-of", "2026-06-30", "--strict", "--redact", "--format", format)
    done = run("check", repository, *options)
    assert "Something in the ledger looks odd" in done.out
    said = done.out + done.err
    assert "2062" not in said
    assert "acme" not in said.casefold()


def test_a_branch_is_told_its_own_odd_entries(repository: Path) -> None:
    options = ("--as-of", "2026-06-30", "--new-since", "HEAD")
    strict = run("check", repository, *options, "--strict")
    assert strict.code == 1
    assert "clienthealth.yaml:6:" in strict.out
    assert "CHK010 ledger-warning: acme: issued: 2062-05-31" in strict.out
    assert "2023-06-30" not in strict.out
    mild = run("check", repository, *options)
    assert mild.code == 0
    assert "warning: " in mild.out
    said = json.loads(run("check", repository, *options, "--format", "json").out)
    told = [(r["line"], r["status"], r["client"]) for r in said["results"] if r["code"] == "CHK010"]
    assert told == [(5, "unchanged", "acme"), (6, "new", "acme")]


def test_trend_tells_odd_entries_on_stderr(repository: Path) -> None:
    done = run("trend", repository, "--as-of", "2026-06-30")
    assert 'invoice "7" has been overdue for more than two years (due 30 Jun 2023)' in done.err
    assert done.err == run("score", repository, "--as-of", "2026-06-30").err
    hidden = run("trend", repository, "--as-of", "2026-06-30", "--redact").err
    assert "warning: " in hidden
    assert "2023" not in hidden
