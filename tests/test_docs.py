"""The documentation is current, its links lead somewhere, and its worked figures are right."""

import importlib
import json
import math
import re
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from clienthealth import ClientAssessment, assess, load_ledger, render
from clienthealth.rules.registry import all_rules
from depth import thorough
from one_client import judged, ledger_with

ROOT = Path(__file__).resolve().parent.parent
SCORING = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples/README.md"])


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "docs")
    return importlib.import_module("generate")


@thorough  # and a step of its own in CI
def test_everything_generated_is_current(
    generator: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (generator.main(["--check"]), capsys.readouterr().err) == (0, "")


@thorough
def test_check_names_every_stale_file_and_writing_mends_them(
    generator: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("docs", "examples", "src/clienthealth/report/help"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "README.md", tmp_path)
    rules = tmp_path / "docs" / "rules"
    (rules / "PAY001-late-payment.md").unlink()
    (rules / "PAY999-gone.md").write_text("# a rule of the past\n", encoding="utf-8")
    ledger = tmp_path / "docs" / "ledger.md"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("**required**", "optional"))
    assert generator.main(["--check"], tmp_path) == 1
    assert [line.split()[0] for line in capsys.readouterr().err.splitlines()] == [
        "docs/rules/PAY001-late-payment.md",
        "docs/ledger.md",
        "docs/rules/PAY999-gone.md",
    ]
    assert generator.main([], tmp_path) == 0
    assert generator.main(["--check"], tmp_path) == 0


def test_a_block_that_nobody_generates_is_an_error(generator: ModuleType) -> None:
    with pytest.raises(KeyError):
        generator.filled("<!-- generated: nothing -->\n<!-- end -->")


def test_a_type_without_words_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs")
    with pytest.raises(LookupError, match="no words for the type"):
        importlib.import_module("ledger_reference").words(complex)


def test_every_rule_has_its_page() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert pages == {"README", *(f"{rule.code}-{rule.name}" for rule in all_rules())}


def test_the_picture_loads_nothing() -> None:
    svg = (ROOT / "docs" / "images" / "score.svg").read_text(encoding="utf-8")
    assert "@font-face" not in svg
    assert not re.findall(r"url\((?!#)", svg)
    assert "href" not in svg


def slugs(page: Path) -> set[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def links(page: Path) -> Iterator[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith("https://"):
            yield target


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not anchor or anchor in slugs(target), link


BOOKS = re.compile(
    r"```yaml\n((?:payments|contract|invoices):(?:(?!```)[\s\S])*)```\n\n((?:> On .*\n)+)"
)
FIGURES = {
    "open": "open_balance",
    "overdue": "overdue_balance",
    "credit": "credit_balance",
    "days beyond terms": "dbt_days",
    "invoices due": "invoices_due",
    "revenue": "revenue",
}


def books() -> Iterator[tuple[str, str, str]]:
    """Each example of books in the page about the ledger, with a day and what is said of it."""
    page = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    for yaml, said in BOOKS.findall(page):
        for line in said.splitlines():
            day, _, figures = line.removeprefix("> On ").partition(": ")
            yield yaml, day, figures.removesuffix(".")


def test_every_example_of_books_is_found() -> None:
    page = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    part = page.partition("\n## Invoices and payments")[2].partition("\n## ")[0]
    assert len({yaml for yaml, *_ in books()}) == part.count("```yaml") >= 8


@pytest.mark.parametrize(("yaml", "day", "said"), [*books()])
def test_the_examples_of_books_are_what_the_page_says(yaml: str, day: str, said: str) -> None:
    facts = judged(ledger_with(yaml, "terms_days: 30"), date.fromisoformat(day)).facts
    for each in said.split(", "):
        name, _, figure = each.rpartition(" ")
        assert f"{float(getattr(facts, FIGURES[name])):.2f}" == f"{float(figure):.2f}", each


@pytest.fixture
def expohaus() -> ClientAssessment:
    ledger = load_ledger(ROOT / "examples" / "minimal.yaml")
    client = assess(ledger, as_of=date(2026, 10, 31)).client("expohaus")
    assert client is not None
    return client


def measure(client: ClientAssessment, code: str) -> tuple[float | None, float]:
    found = next(f for f in client.findings if f.code == code)
    return found.measure.value, found.intensity


def test_the_worked_example_in_days_beyond_terms(expohaus: ClientAssessment) -> None:
    slices = [
        (952, (date(2026, 4, 14) - date(2026, 3, 13)).days),
        (1190, (date(2026, 7, 15) - date(2026, 6, 12)).days),
        (714, (date(2026, 10, 31) - date(2026, 9, 14)).days),
    ]
    assert [days for _, days in slices] == [32, 33, 47]
    days = sum(amount * days for amount, days in slices) / sum(amount for amount, _ in slices)
    assert measure(expohaus, "PAY001") == pytest.approx((days, 1))
    assert f"= {days:.2f} days" in SCORING


def test_the_worked_example_in_what_is_overdue(expohaus: ClientAssessment) -> None:
    intensity = (47 - 15) / (90 - 15)
    assert measure(expohaus, "PAY002") == pytest.approx((47, intensity))
    assert f"(47 - 15) / (90 - 15) = {intensity:.4f}" in SCORING


def test_the_worked_example_in_money_an_hour(expohaus: ClientAssessment) -> None:
    net, hours = [952 - 152, 1190 - 190, 714 - 114], 10 + 12.5 + 7.5
    lost = 0.09 * net[2]
    assert f"for {hours:g} hours {sum(net) / hours:g} an hour: the target" in SCORING
    assert "VAL001" in expohaus.fine
    assert expohaus.effective_rate == Decimal(f"{(sum(net) - lost) / hours:.2f}")
    assert f"That leaves {sum(net) - lost:g}, {expohaus.effective_rate} an hour." in SCORING


def test_the_worked_example_in_health_and_points(expohaus: ClientAssessment) -> None:
    weights = {"low": 0.10, "medium": 0.20, "high": 0.35, "critical": 0.60}
    found = [f for f in expohaus.findings if f.severity in weights]
    found.sort(key=lambda f: -weights[f.severity] * f.intensity)
    families: dict[str, int] = {}
    left = 1.0
    for each in found:
        family = each.code[:3]
        left *= 1 - weights[each.severity] / 2 ** families.get(family, 0) * each.intensity
        families[family] = families.get(family, 0) + 1
    assert expohaus.health == round(100 * left, 1)
    assert math.isclose(sum(f.points for f in found), 100 - expohaus.health)
    assert f"product of the factors is {left:.4f}, the health {expohaus.health}" in SCORING


def test_every_figure_of_the_portfolio_in_json_is_explained_and_no_other() -> None:
    said = json.loads(
        render(
            assess(load_ledger(ROOT / "examples/minimal.yaml"), as_of=date(2026, 10, 31)), "json"
        )
    )
    table = SCORING.split("\n## The portfolio in JSON\n")[1]
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    assert {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)} == {*said["portfolio"]}
