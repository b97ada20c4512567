"""What `explain` prints below a finding gives its intensity, or says why it does not."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import given

from clienthealth import assess, load_ledger
from clienthealth.judging.health import Finding
from clienthealth.report.text.wording import reckoned
from clienthealth.rules.examples import EXAMPLE_DATE, example_ledger
from clienthealth.rules.registry import AnyRule, all_rules
from one_client import bills, found, happenings, judged, ledger_with
from strategies import TODAY, Data, ledgers, load

RULES = [pytest.param(rule, id=rule.code) for rule in all_rules()]
NUMBER = r"-?[\d,]*\.?\d+(?:e-?\d+)?"
FORMULA = re.compile(
    rf"(?P<value>{NUMBER})(?P<percent> %)?.*? \((?P<fine>{NUMBER})(?: %)? is fine, "
    rf"(?P<bad>{NUMBER})(?: %)? is bad\): intensity (?P<intensity>{NUMBER})(?P<why> \(.+?\))?"
)


def intensity_of(printed: re.Match[str]) -> tuple[float, float]:
    """The intensity that a reader works out, and how exact the printed digits let it be."""
    value, fine, bad = (figure(printed[each]) for each in ("value", "fine", "bad"))
    blur = sum(map(last_digit, (value, fine, bad))) / abs(bad - fine)
    return min(1.0, max(0.0, (value - fine) / (bad - fine))), blur + 0.0001


def figure(text: str) -> float:
    return float(text.replace(",", ""))


def last_digit(value: float) -> float:
    """Half of the last of the four digits with which a figure is printed."""
    return 0.5 * 10 ** (math.floor(math.log10(abs(value))) - 3) if value else 0.0


def check(finding: Finding) -> None:
    text = reckoned(finding)
    if finding.severity == "position":
        assert text == "no points: their place among the other clients"
        return
    printed = FORMULA.search(text)
    if printed is None:
        assert "(no ramp)" in text
        return
    assert figure(printed["intensity"]) == pytest.approx(finding.intensity, abs=0.00006)
    worked_out, blur = intensity_of(printed)
    assert printed["why"] or worked_out == pytest.approx(finding.intensity, abs=blur), text
    if printed["why"] and printed["why"].startswith(" (at most"):
        assert finding.intensity < worked_out + blur


@pytest.mark.parametrize("rule", RULES)
def test_the_formula_of_an_example_gives_its_intensity(rule: AnyRule, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(example_ledger(rule.flagged), encoding="utf-8")
    client = assess(load_ledger(path), as_of=EXAMPLE_DATE).client("example")
    assert client is not None
    finding = found(client, rule.code)
    assert finding is not None
    check(finding)


@given(ledgers())
def test_the_formula_of_any_finding_gives_its_intensity(data: Data) -> None:
    for client in assess(load(data), as_of=TODAY).clients:
        for finding in client.findings:
            check(finding)


@pytest.mark.parametrize(
    ("client", "code", "text"),
    [
        (
            bills(("2026-03-01", 100), ("2026-04-01", 90)),
            "PAY001",
            (
                "35 days, evened out with 4 ordinary invoices (5 is fine, 30 is bad): "
                "intensity 0.2400 (at most 0.24 with fewer than 3 invoices) x weight"
            ),
        ),
        (
            bills(("2026-03-01", 20)),
            "PAY001",
            (
                "8 days, evened out with 4 ordinary invoices (5 is fine, 30 is bad): "
                "intensity 0.1200 x weight"
            ),
        ),
        (
            happenings("distress_signal", "2026-05-01", more="what: insolvent"),
            "SOL001",
            "1 a year (0 is fine, 3 is bad): intensity 1.0000 (1 as they are insolvent) x weight",
        ),
        (
            bills(
                ("2026-01-31", 0),
                ("2026-02-28", 10),
                ("2026-03-31", 20),
                ("2026-04-30", 30),
                ("2026-05-31", 40),
            )
            + "\n"
            + happenings("distress_signal", "2026-05-01", more="what: layoffs"),
            "SOL001",
            "2 a year, doubled as they pay more and more slowly (0 is fine, 3 is bad): intensity",
        ),
        (
            happenings("misconduct", "2025-06-01", more="level: disrespectful, note: rude"),
            "BND005",
            "sum of levels, less what has faded (0 is fine, 1 is bad): intensity",
        ),
        (
            "contacts: [{name: Jo, decision_maker: false}]",
            "DEC003",
            "nobody decides (no ramp): intensity 0.5000 (0.5 for an active client) x weight",
        ),
    ],
)
def test_what_changes_the_figure_or_the_intensity_is_said(
    client: str, code: str, text: str
) -> None:
    finding = found(judged(ledger_with(client)), code)
    assert finding is not None
    assert text in reckoned(finding)
