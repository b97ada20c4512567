"""What every rule must have, so that adding one touches only its own file."""

import inspect
import re
import sys
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from clienthealth import rules
from clienthealth.rules import registry
from clienthealth.rules.articles import ARTICLES
from clienthealth.rules.base import FamilyName, Ramp, cure_of
from clienthealth.rules.registry import AnyRule, all_rules

FOLDER = Path(next(iter(rules.__path__)))
RULES = [pytest.param(rule, id=rule.code) for rule in all_rules()]

EXPECTED = {
    "PAY001": ("late-payment", "high", {"A1", "A4"}),
    "PAY002": ("overdue-balance", "high", {"A4", "A1"}),
    "PAY003": ("slowing-payments", "medium", {"A4"}),
    "PAY004": ("payment-excuses", "medium", {"A0"}),
    "PAY005": ("disputed-invoices", "high", {"A0"}),
    "SCO001": ("hours-overrun", "medium", {"A0"}),
    "SCO002": ("unbilled-changes", "high", {"A0"}),
    "SCO003": ("endless-revisions", "medium", {"A0"}),
    "SCO004": ("constant-changes", "low", {"A0"}),
    "SCO005": ("disputes-agreement", "medium", {"A0"}),
    "DEC001": ("vague-feedback", "medium", {"A1"}),
    "DEC002": ("stalling", "medium", {"A2"}),
    "DEC003": ("no-decision-maker", "medium", {"A2", "A4"}),
    "DEC004": ("reversed-decisions", "medium", set()),
    "DEC005": ("late-inputs", "medium", {"A4"}),
    "BND001": ("off-hours-contact", "medium", {"A1", "A4"}),
    "BND002": ("urgent-demands", "medium", {"A1", "A4"}),
    "BND003": ("moved-meetings", "medium", {"A0"}),
    "BND004": ("meeting-overload", "low", {"A0"}),
    "BND005": ("disrespect", "critical", {"A0"}),
    "BND006": ("constant-contact", "medium", {"A1"}),
    "VAL001": ("low-rate", "high", {"A0"}),
    "VAL002": ("discount-pressure", "medium", {"A0", "A4"}),
    "VAL003": ("future-work-bait", "medium", {"A0"}),
    "VAL004": ("time-drain", "position", {"A1"}),
    "VAL005": ("never-satisfied", "high", {"A0", "A4"}),
    "VAL006": ("top-tier-demands", "position", {"A0"}),
    "VAL007": ("bottom-percent", "position", {"A0"}),
    "VAL008": ("grinder", "position", {"A0"}),
    "ENG001": ("unresponsive", "medium", {"A2", "A4"}),
    "ENG002": ("absent-sponsor", "medium", {"A4"}),
    "ENG003": ("no-champion", "low", {"A4"}),
    "SOL001": ("distress-signals", "high", {"A4"}),
    "CON001": ("no-contract", "low", {"A0", "A1"}),
    "CON002": ("unread-contract", "low", {"A0"}),
    "CON003": ("open-terms", "low", {"A0"}),
    "PRO001": ("early-hardball", "high", {"A4"}),
    "PRO002": ("one-sided-effort", "high", {"A0"}),
    "PRO003": ("free-advice", "medium", {"A0"}),
    "PRO004": ("not-a-hell-yes", "high", {"A4"}),
    "PRO005": ("never-yes-never-no", "high", {"A2"}),
    "PRO006": ("price-shopper", "medium", {"A2"}),
    "PRO007": ("gone-silent", "medium", {"A2"}),
}
"""Name, severity and articles of the rules, as the articles were read; more may be added."""

RAMPS = {
    "PAY001": (5, 30),
    "PAY002": (15, 90),
    "PAY003": (5, 30),
    "PAY004": (1, 4),
    "PAY005": (0.05, 0.30),
    "SCO001": (1.10, 1.60),
    "SCO002": (0.05, 0.25),
    "SCO003": (1, 4),
    "SCO004": (1, 4),
    "SCO005": (1, 3),
    "DEC001": (0.30, 0.80),
    "DEC002": (1, 4),
    "DEC004": (1, 4),
    "DEC005": (2, 14),
    "VAL002": (1, 4),
    "VAL003": (1, 3),
    "VAL004": (1.2, 2.5),
    "VAL005": (0.30, 0.90),
    "BND001": (0.10, 0.50),
    "BND002": (1, 4),
    "BND003": (0.15, 0.50),
    "BND004": (1, 2),
    "BND006": (10, 30),
    "ENG001": (0.20, 0.60),
    "ENG002": (0.25, 0.75),
    "SOL001": (0, 3),
    "PRO001": (0, 2),
    "PRO002": (1, 3),
    "PRO003": (0, 2),
    "PRO004": (4, 2),
    "PRO005": (30, 120),
    "PRO006": (0, 2),
}

FOR_PROSPECTS_TOO = {"DEC002", "DEC003", "ENG001", "VAL002", "VAL003"}
"""Beside the families BND and, for prospects alone, PRO."""


SOURCES = ("article", "published scale", "house default")


def test_the_known_red_flags_are_there_under_their_names_and_severities() -> None:
    known = {r.code: (r.name, r.severity, set(r.articles)) for r in all_rules()}
    assert {code: known.get(code) for code in EXPECTED} == EXPECTED


def test_their_ramps_are_the_agreed_ones() -> None:
    options = {r.code: r.options for r in all_rules()}
    assert {c: (options[c].fine, options[c].bad) for c in RAMPS} == RAMPS


def test_the_rules_apply_to_the_agreed_stages() -> None:
    for rule in all_rules():
        both = rule.family == "BND" or rule.code in FOR_PROSPECTS_TOO
        assert ("prospect" in rule.stages) is (both or rule.family == "PRO"), rule.code
        assert ("active" in rule.stages) is (rule.family != "PRO"), rule.code
        standing = rule.severity == "position" or rule.family in {"PRO", "CON"}
        assert ("former" in rule.stages) is not standing, rule.code


def test_every_rule_file_is_a_rule_and_every_rule_a_file() -> None:
    files = {p.stem for p in FOLDER.glob("[a-z][a-z][a-z][0-9][0-9][0-9]*.py")}
    assert files == {_module_name(rule) for rule in all_rules()}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_named_for_the_smell(rule: AnyRule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert rule.family == rule.code[:3]
    assert rule.family in get_args(FamilyName)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    if rule.code not in {"DEC003", "ENG003", "CON001"}:  # the smell itself is that there is none
        assert not rule.name.startswith("no-")


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_documented_by_its_file(rule: AnyRule) -> None:
    text = inspect.getdoc(inspect.getmodule(rule.check))
    assert text is not None
    summary, _, rest = text.partition("\n")
    assert summary.endswith(".")
    assert 20 <= len(summary) <= 100
    assert rest == "" or rest.startswith("\n"), "a summary line, then an empty one"
    assert rule.check.__doc__
    assert rule.title == rule.title.strip().rstrip(".") != ""
    assert any(name in rule.sources for name in SOURCES), "say where the figures come from"
    assert set(rule.articles) <= ARTICLES.keys()
    for name, field in type(rule.options).model_fields.items():
        assert field.description, f"the option {name} has no description"


@pytest.mark.parametrize("rule", RULES)
def test_the_options_of_a_rule_are_those_that_a_policy_could_set(rule: AnyRule) -> None:
    """They are written without a check, which comes here."""
    given = rule.options.model_dump(exclude_unset=True)
    checked = type(rule.options).model_validate(given)
    assert checked == rule.options
    assert repr(checked) == repr(rule.options), "5.0 is written as 5.0"
    assert checked.model_fields_set == rule.options.model_fields_set


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_both_examples(rule: AnyRule) -> None:
    assert rule.flagged.client.strip()
    assert rule.clean.client.strip()
    assert rule.flagged.client != rule.clean.client


@pytest.mark.parametrize("rule", RULES)
def test_a_cure_renders_with_the_options(rule: AnyRule) -> None:
    fields = {name for _, name, _, _ in Formatter().parse(rule.cure) if name is not None}
    assert fields <= type(rule.options).model_fields.keys()
    text = cure_of(rule.cure, rule.options)
    assert text
    assert not set("{}") & set(text)
    assert not text.endswith("."), "it is the rest of a sentence that begins with 'if'"
    assert not text.startswith(("it ", "its ")), "a client is 'they'"


@pytest.mark.parametrize(
    ("fine", "text"),
    [
        (0.2, "20 % or 0.2 times or 0.2 days"),
        (1, "100 % or once or 1 day"),
        (2, "200 % or twice or 2 days"),
        (3, "300 % or 3 times or 3 days"),
    ],
)
def test_a_cure_writes_a_threshold_as_share_times_or_days(fine: float, text: str) -> None:
    cure = "{fine:share} or {fine:times} or {fine:days}"
    assert cure_of(cure, Ramp(fine=fine, bad=9)) == text


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_test_file(rule: AnyRule) -> None:
    path = Path(__file__).with_name(f"test_{_module_name(rule)}.py")
    assert path.is_file(), f"write {path.name}"
    imported = rf"clienthealth\.rules\.{_module_name(rule)} import (\w+, )*RULE\b"
    assert re.search(imported, path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("change", "shared"),
    [("code='PAY901'", "late-payment"), ("name='late-payment-again'", "PAY001")],
)
def test_two_rules_with_one_code_or_name_crash_at_import(
    change: str, shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = "pay901_late_payment_again"
    tmp_path.joinpath(f"{module}.py").write_text(
        "from clienthealth.rules.pay001_late_payment import RULE as OTHER\n"
        f"RULE = OTHER._replace({change})\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, f"clienthealth.rules.{module}", raising=False)
    with pytest.raises(ImportError, match=shared):
        registry.all_rules.__wrapped__()
    monkeypatch.delitem(sys.modules, f"clienthealth.rules.{module}", raising=False)


def test_a_rule_is_found_by_code_or_name_in_any_case() -> None:
    by_code, by_name = registry.find_rule("pay001"), registry.find_rule("Late-Payment")
    assert by_code is by_name is not None
    assert registry.find_rule("PAY9") is None


def test_a_former_name_is_understood_and_never_offered() -> None:
    rule = registry.find_rule("below-cost-rate")
    assert rule is registry.find_rule("VAL001") is not None
    assert registry.renamed() == {"below-cost-rate": "low-rate"}
    assert "below-cost-rate" not in registry.rule_names()


def _module_name(rule: AnyRule) -> str:
    return f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
