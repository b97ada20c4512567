"""The glossary: every word is found, means what the program does, and its examples are true."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from cli.program import run
from clienthealth import ClientAssessment, assess, find_rule, find_term, load_ledger, review, terms
from clienthealth.facts.client import Stage
from clienthealth.judging.actions import Action

ROOT = Path(__file__).parents[2]
DAY = date(2026, 10, 31)
TERMS = {term.name: term for term in terms()}


@pytest.fixture(scope="module")
def expohaus() -> ClientAssessment:
    found = assess(load_ledger(ROOT / "examples/minimal.yaml"), as_of=DAY).client("expohaus")
    assert found is not None
    return found


def test_it_has_the_words_that_the_program_uses() -> None:
    assert set(TERMS) == {
        *("health", "worth", "hold", "finding", "intensity", "coverage", "grinder", "waiver"),
        *("boundary talk", "baseline", "trend", "effective rate", "days beyond terms"),
        *("bottom group", "sureness", "verdict", "severity", "stage", "prospect", "pro bono"),
        *("keep", "watch", "renegotiate", "let go", "fire", "unknown"),
        *("likely write-off", "break-even", "strained"),
    }


def test_no_word_means_two_things() -> None:
    names = [name for term in terms() for name in term.names]
    assert len({find_term(name) for name in names}) == len(TERMS)
    for term in terms():
        assert all(find_term(name) is term for name in term.names)


@pytest.mark.parametrize("name", TERMS)
def test_each_word_is_explained_in_any_case_with_spaces_or_hyphens(
    name: str, tmp_path: Path
) -> None:
    for typed in (name, name.upper(), name.title(), name.replace(" ", "-"), f" {name} "):
        done = run("explain", typed, cwd=tmp_path)
        assert (done.code, done.err) == (0, "")
        assert TERMS[name].text in done.out
        assert "*Example:*" in done.out
    assert run("help", name, cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("DBT", "days beyond terms"),
        ("effective-hourly-rate", "effective rate"),
        ("collect-first", "hold"),
        ("red_flag", "finding"),
        ("bottom 15%", "bottom group"),
    ],
)
def test_other_usual_words_lead_to_it(alias: str, name: str, tmp_path: Path) -> None:
    assert run("explain", alias, cwd=tmp_path).out.startswith(f"# {name}\n")


def test_every_verdict_and_stage_is_a_word(tmp_path: Path) -> None:
    """Whoever reads `watch`, `three-calls-and-letter` or `dormant` can ask what it means."""
    for word in (*get_args(Action), *get_args(Stage)):
        assert run("explain", word, cwd=tmp_path).code == 0, word


def test_a_word_that_is_a_rule_as_well_is_explained_as_a_word_and_names_the_rule() -> None:
    done = run("explain", "Grinder")
    assert done.out.startswith("# grinder\n")
    assert TERMS["grinder"].text in done.out
    assert "`clienthealth explain VAL008`" in done.out
    assert run("explain", "VAL008").out.startswith("# VAL008 grinder\n")


def test_no_other_word_hides_a_rule() -> None:
    both = {name for term in terms() for name in term.names if find_rule(name) is not None}
    assert both == {"grinder"}


def test_a_mistyped_word_has_its_nearest_one(tmp_path: Path) -> None:
    done = run("explain", "wroth", cwd=tmp_path)
    assert done.code == 2
    assert 'did you mean "worth"?' in done.err


LEDGER = """\
version: 1
business: {name: Me, currency: EUR}
clients: [{id: worth, name: Worth & Sons, since: 2025-01-01}]
"""


def test_a_client_comes_before_a_word_and_the_word_is_hinted_at(tmp_path: Path) -> None:
    (tmp_path / "clienthealth.yaml").write_text(LEDGER)
    done = run("explain", "worth", "--as-of", "2026-06-30", cwd=tmp_path)
    assert (done.code, "Worth & Sons" in done.out) == (0, True)
    assert "the word worth is explained by `clienthealth help worth`" in done.err
    assert run("help", "worth", cwd=tmp_path).out.startswith("# worth\n")
    other = run("explain", "health", cwd=tmp_path)
    assert (other.out.startswith("# health\n"), other.err) == (True, "")


def test_a_redacted_client_with_the_name_of_a_word_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "clienthealth.yaml").write_text(LEDGER)
    done = run("explain", "worth", "--redact", "--as-of", "2026-06-30", cwd=tmp_path)
    assert done.code == 0
    assert "the word worth" not in done.err
    assert "Worth" not in done.out


def test_a_word_is_explained_though_the_ledger_is_broken(tmp_path: Path) -> None:
    (tmp_path / "clienthealth.yaml").write_text("version: 1\nbusiness: [\n")
    assert run("explain", "worth", cwd=tmp_path).code == 0


def test_the_examples_about_expohaus_are_true(expohaus: ClientAssessment) -> None:
    points = {finding.code: f"{finding.points:.1f}" for finding in expohaus.findings}
    assert expohaus.worth is not None
    assert expohaus.coverage is not None
    said = {
        "health": f"= {expohaus.health}.",
        "finding": f"{points['PAY001']} points",
        "coverage": f"{expohaus.coverage * 100:.0f} %",
        "effective rate": f"{expohaus.effective_rate} EUR an hour",
        "worth": f"= {expohaus.worth}.",
        "days beyond terms": f"= {expohaus.facts.dbt_days:.2f} days",
        "hold": f"{expohaus.facts.overdue_balance} EUR: `collect-first`",
    }
    for name, figure in said.items():
        assert figure in TERMS[name].example, name
    assert expohaus.verdict is not None
    assert f"`{expohaus.verdict.action}`" in TERMS["verdict"].example
    assert [hold.kind for hold in expohaus.verdict.holds] == ["collect-first"]
    overdue = next(f for f in expohaus.findings if f.code == "PAY002")
    assert f"= {overdue.intensity:.2f}" in TERMS["intensity"].example
    assert f"= {overdue.weight:g}" in TERMS["severity"].example


def test_the_examples_about_knallpreis_are_true() -> None:
    assessment = assess(load_ledger(ROOT / "examples/studio.yaml"), as_of=DAY)
    client = assessment.client("knallpreis")
    assert client is not None
    (grinder,) = [f for f in client.findings if f.code == "VAL008"]
    assert f"{client.rank}th of {assessment.portfolio.ranked}" in TERMS["grinder"].example
    assert f"{client.effective_rate} EUR an hour" in TERMS["grinder"].example
    assert f"{grinder.measure.value:g} traits" in TERMS["grinder"].example
    assert f"is {client.trend:.1f}." in TERMS["trend"].example


def test_sums_in_the_examples_are_right() -> None:
    """A formula in an example gives what is behind its last `=`."""
    sums = re.compile(r"((?:[\d.,()]+ ?[x/+-] ?)+[\d.,()]+) = ([\d.,]+\d)")
    found = [each for term in terms() for each in sums.findall(term.example)]
    assert len(found) >= 5
    for formula, result in found:
        written = formula.replace(",", "").replace("x", "*")
        assert re.fullmatch(r"[\d.()*/+\- ]+", written)
        digits = len(result.partition(".")[2])
        assert round(eval(written), digits) == float(result), formula  # noqa: S307  # figures alone


def test_the_page_in_the_documentation_is_what_is_printed() -> None:
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert run("help", "glossary").out == page


def test_the_examples_of_the_verdicts_are_true() -> None:
    """Each names a client of the example studio, first in its sentence, and their verdict last."""
    assessment = assess(load_ledger(ROOT / "examples/studio.yaml"), as_of=DAY)
    for name in ("fire", "let go", "renegotiate", "watch", "keep", "unknown", "prospect"):
        client = assessment.client(TERMS[name].example.split()[0].lower())
        assert client is not None, name
        assert client.verdict is not None, name
        assert TERMS[name].example.endswith(f": `{client.verdict.action}`."), name


def test_the_examples_of_parting_are_true() -> None:
    studio = load_ledger(ROOT / "examples/studio.yaml")
    found = review(studio, last_day=DAY)
    (knallpreis,) = [each for each in found.bottom if each.id == "knallpreis"]
    cost = knallpreis.cost
    assert f"loses {cost.revenue_a_year:,} EUR a year" in TERMS["break-even"].example
    assert f"{cost.hours_a_month:.1f} hours a month" in TERMS["break-even"].example
    assert f"{cost.break_even_rate} EUR an hour" in TERMS["break-even"].example
    (owed,) = [row for row in found.receivables.debtors if row.id == "knallpreis"]
    assert f"= {owed.ageing.expected_loss} EUR" in TERMS["likely write-off"].example
