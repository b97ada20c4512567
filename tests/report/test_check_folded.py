"""People are shown a few warnings of a kind and how many more there are; machines all of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import run
from clienthealth import Report
from clienthealth.checking.model import EXPIRED_WAIVER, LEDGER_WARNING, Result
from clienthealth.ledger.sources import Place
from clienthealth.report.check import (
    github,
    gitlab,
    html_page,
    json_v1,
    junit,
    markdown_page,
    sarif,
    text,
)
from clienthealth.report.check.folded import MOST_IN_ALL, folded

from .reports import finding, own, report

OLD = 'payments: invoice "{}" has been overdue for more than two years; add its payment'


def warning(n: int, message: str = OLD, client: str | None = None) -> Result:
    place = Place("clienthealth.yaml", n, 1)
    found = own(LEDGER_WARNING, message.format(n), place=place)
    return found._replace(client=client or f"c{n}")


def of_many_clients() -> Report:
    return report(*(warning(n) for n in range(1, 1001)))


@pytest.mark.parametrize(
    "render", [text.render, github.render, markdown_page.render, html_page.render]
)
def test_people_see_twenty_and_a_count_of_the_others(render: Callable[[Report], str]) -> None:
    """A thousand clients with one old debt each."""
    shown = render(of_many_clients())
    assert shown.count("has been overdue") == 21
    assert "and 979 more of this kind" in shown
    assert "check --format json" in shown
    assert "1,000 warnings" in shown


@pytest.mark.parametrize("render", [json_v1.render, sarif.render, gitlab.render, junit.render])
def test_machines_get_each_one(render: Callable[[Report], str]) -> None:
    assert render(of_many_clients()).count("more than two years; add") == 1000


def test_one_kind_crowds_out_no_other() -> None:
    """A thousand old debts, an odd year and an expired waiver."""
    year = warning(1001, "issued: {} is far ahead; check the year")
    waiver = own(EXPIRED_WAIVER, "the waiver has expired", place=Place("x.yaml", 1, 1))
    shown = folded([*of_many_clients().results, year, waiver])
    assert shown[-2:] == (year, waiver)
    assert len(shown) == 23


def test_a_warning_of_one_client_in_many_lines_is_one() -> None:
    """Fifty rows of one export with one fault."""
    rows = [warning(n, "hours: 0; remove the row", "acme") for n in range(2, 52)]
    (shown,) = folded(rows)
    assert shown.place == rows[0].place
    assert shown.message == ("hours: 0; remove the row (50 times: lines 2, 3, 4, 5, 6 and 45 more)")


def test_findings_are_what_the_check_is_for_and_are_all_shown() -> None:
    late = [finding("PAY001", "late-payment", "high", f"c{n}", fails=True) for n in range(300)]
    assert folded(late) == tuple(late)


def test_words_of_the_ledger_cannot_make_one_kind_into_many() -> None:
    """Each warning differs in a word that is not quoted."""
    words = ["".join(chr(97 + int(digit)) for digit in str(n)) for n in range(1000, 2000)]
    shown = folded([warning(n, f"odd {word}") for n, word in enumerate(words)])
    assert len(shown) == MOST_IN_ALL
    assert "and 800 more of other kinds" in shown[-1].message


def test_the_same_words_about_two_entries_have_two_fingerprints(tmp_path: Path) -> None:
    """Two invoices of a client are odd in the same way: collectors keep both."""
    ledger = (
        "version: 1\nbusiness: {name: Ada, currency: EUR}\nclients:\n"
        "- id: acme\n  name: Acme\n  since: 2024-01-01\n  time:\n"
        + "".join("  - {date: 2062-06-01, hours: 1}\n" for _ in range(9))
    )
    path = tmp_path / "clienthealth.yaml"
    path.write_text(ledger, encoding="utf-8")
    done = run("check", path, "--as-of", "2026-06-30", "--format", "json")
    odd = [r for r in json.loads(done.out)["results"] if r["code"] == "CHK010"]
    assert [r["line"] for r in odd] == [*range(8, 17)]
    assert len({r["fingerprint"] for r in odd}) == 9
