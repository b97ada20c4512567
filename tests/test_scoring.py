"""From findings to health: weights, damping, points, waivers, coverage, and what is unknown."""

import math
from decimal import Decimal
from itertools import permutations

import pytest

from clienthealth import Policy
from clienthealth.judging.health import health_of, weigh
from clienthealth.rules.registry import configured
from findings import finding, observed
from one_client import (
    bills,
    facts_of,
    found,
    happenings,
    judged,
    ledger_under_contract,
    ledger_with,
)

MISCONDUCT = "keeps: [misconduct, stall]"


# Weights and damping


@pytest.mark.parametrize(
    ("severity", "health"),
    [("low", 90.0), ("medium", 80.0), ("high", 65.0), ("critical", 40.0), ("position", 100.0)],
)
def test_the_four_weights(severity: str, health: float) -> None:
    ((only,), value) = weigh([observed("PAY001", severity, 1.0)])
    assert value == health
    assert only.points == pytest.approx(100 - health)


def test_within_a_family_the_next_counts_half_and_then_a_quarter() -> None:
    same = [observed(f"PAY00{n}", "medium", 1.0) for n in range(1, 4)]
    findings, health = weigh(same)
    assert [f.weight for f in findings] == pytest.approx([0.20, 0.10, 0.05])
    assert health == round(100 * 0.80 * 0.90 * 0.95, 1)
    other = [observed(code, "medium", 1.0) for code in ("PAY001", "SCO001", "DEC001")]
    assert weigh(other)[1] == round(100 * 0.8**3, 1)


def test_the_strongest_by_weight_and_intensity_counts_whole() -> None:
    """0.35 x 0.5 = 0.175 comes before 0.20 x 0.8 = 0.16."""
    findings, health = weigh([observed("PAY004", "medium", 0.8), observed("PAY001", "high", 0.5)])
    assert [(f.code, f.weight) for f in findings] == [("PAY001", 0.35), ("PAY004", 0.10)]
    assert health == round(100 * (1 - 0.175) * (1 - 0.08), 1)


def test_no_finding_is_full_health_and_it_never_goes_below_nothing() -> None:
    assert weigh([]) == ((), 100.0)
    worst = [
        observed(f"{family}00{n}", "critical", 1.0)
        for family in ("PAY", "SCO", "DEC", "BND", "VAL")
        for n in range(1, 6)
    ]
    assert 0 <= weigh(worst)[1] < 1


def test_the_policy_s_weights_count() -> None:
    policy = Policy.model_validate({"weights": {"high": 0.5}})
    assert weigh([observed("PAY001", "high", 0.5, policy=policy)])[1] == 75.0


# Points


def test_points_share_out_what_is_missing_by_logarithm() -> None:
    findings, health = weigh([observed("PAY001", "high", 1.0), observed("SCO001", "medium", 1.0)])
    assert health == 52.0
    total = -math.log(0.65) - math.log(0.80)
    assert findings[0].points == pytest.approx(48 * -math.log(0.65) / total, abs=0.05)
    assert findings[0].points + findings[1].points == pytest.approx(48.0)


def test_the_largest_remainder_takes_the_last_tenth() -> None:
    """Three of one weight for 48.8: 16.27 each, so two of them get one more tenth."""
    same = [observed(code, "medium", 1.0) for code in ("DEC001", "PAY001", "SCO001")]
    findings, health = weigh(same)
    assert health == 51.2
    assert [f.points for f in findings] == [16.3, 16.3, 16.2]
    assert sum(Decimal(str(f.points)) for f in findings) == Decimal("48.8")


def test_a_finding_of_no_weight_takes_no_points() -> None:
    policy = Policy.model_validate({"weights": {"high": 0}})
    findings, health = weigh([observed("PAY001", "high", 1.0, policy=policy)])
    assert (health, findings[0].points) == (100.0, 0.0)


# Waivers


@pytest.mark.parametrize(
    ("dates", "waived"),
    [
        ("from: 2026-06-30, until: 2026-07-31", True),
        ("from: 2026-01-01, until: 2026-06-30", True),
        ("from: 2026-07-01, until: 2026-07-31", False),
        ("from: 2026-01-01, until: 2026-06-29", False),
    ],
)
@pytest.mark.parametrize("rule", ["PAY001", "late-payment"])
def test_a_waived_finding_is_shown_and_does_not_count(dates: str, waived: bool, rule: str) -> None:
    late = bills(("2026-02-01", 60), ("2026-03-01", 60), ("2026-04-01", 60))
    client = judged(
        ledger_under_contract(f"{late}\nwaivers: [{{rule: {rule}, reason: ERP, {dates}}}]")
    )
    finding = found(client, "PAY001")
    assert finding is not None
    assert (finding.waiver is not None) is waived
    assert client.computed_health == (100.0 if waived else 65.0)
    assert finding.points == (0.0 if waived else 35.0)
    assert finding.is_serious is not waived
    assert client.verdict is not None
    assert ("PAY001" in client.verdict.because) is not waived


def test_a_waived_finding_does_not_dampen_the_others() -> None:
    waiver = object()
    findings, health = weigh(
        [observed("PAY001", "high", 1.0, waiver=waiver), observed("PAY004", "medium", 1.0)]
    )
    assert health == 80.0
    assert [f.code for f in findings] == ["PAY004", "PAY001"]


# Coverage and the unknown


def test_coverage_is_the_weight_assessed_by_the_weight_applicable() -> None:
    client = judged(ledger_under_contract("aliases: [x]", MISCONDUCT))
    assessed = {"BND005": 0.60, "DEC002": 0.20, "CON001": 0.10, "CON002": 0.10, "CON003": 0.10}
    assert set(client.fine) == set(assessed)
    missing = sum(m.weight for m in client.not_assessed)
    assert client.coverage == pytest.approx(1.10 / (1.10 + missing), abs=1e-4)


def test_the_order_of_the_rules_does_not_round_the_coverage() -> None:
    """0.15 of 4.8 is 0.03125: added up in floats it falls on either side, by the order."""
    weights = {"BND005": 0.05, "CON001": 0.05, "DEC002": 0.05, "VAL005": 4.65}
    facts = facts_of(ledger_with("aliases: [x]", MISCONDUCT))
    chosen = [
        each._replace(weight=weights[each.rule.code])
        for each in configured(Policy())
        if each.rule.code in weights
    ]
    orders = [*permutations(chosen)]
    assert {health_of(facts, order).coverage for order in orders} == {0.0208}


def test_what_does_not_apply_is_listed_and_not_asked_for() -> None:
    """Projects where there are none, the clauses of no contract, the rate of work for nothing."""

    def weights(client: str) -> dict[str, float]:
        return {m.code: m.weight for m in judged(ledger_with(client)).not_assessed}

    bare, pro_bono = weights("aliases: [x]"), weights("billing: pro-bono")
    never = {"SCO001", "SCO002", "SCO003", "SCO004", "CON002", "CON003"}
    assert {code for code in never if bare[code] == 0} == never
    assert (bare["VAL001"], pro_bono["VAL001"]) == (0.35, 0)
    working = weights("projects: [{id: p}]\ncontract: {signed: 2024-01-02}")
    assert (working["SCO001"], working["SCO002"], working["SCO003"]) == (0.20, 0.35, 0.20)
    assert working["CON002"] == 0.10
    assert "CON003" not in working


def test_what_does_not_apply_is_out_of_the_coverage() -> None:
    client = judged(ledger_with("aliases: [x]", MISCONDUCT))
    asked = sum(m.weight for m in client.not_assessed)
    assert client.coverage == pytest.approx(0.80 / (0.80 + asked), abs=1e-4)
    project = judged(ledger_with("projects: [{id: p}]", MISCONDUCT))
    assert project.coverage == pytest.approx(0.80 / (0.80 + asked + 0.85), abs=1e-4)


def test_where_contracts_are_kept_a_client_without_one_has_a_finding() -> None:
    client = judged(ledger_with("aliases: [x]", "keeps: [misconduct, stall, contract]"))
    (only,) = client.findings
    assert (only.code, only.points, client.computed_health) == ("CON001", 10.0, 90.0)
    assert judged(ledger_under_contract("aliases: [x]", MISCONDUCT)).computed_health == 100.0


def test_a_disabled_rule_is_neither_applicable_nor_found() -> None:
    ledger = ledger_under_contract(
        happenings("stall", *["2026-03-01"] * 5), top="policy: {disabled: [DEC002, late-payment]}"
    )
    client = judged(ledger)
    assert client.computed_health == 100.0
    assert not {"DEC002", "PAY001"} & {*client.fine, *(m.code for m in client.not_assessed)}


def test_too_few_invoices_and_entries_are_unknown() -> None:
    paid = bills(("2026-03-01", 0), ("2026-04-01", 0))
    client = judged(ledger_under_contract(paid, MISCONDUCT))
    assert client.health is None
    assert client.grade is None
    assert client.worth is None
    assert client.unknown_because == "only 2 due invoices, and no event about their behaviour"
    assert client.computed_health == 100.0
    third = bills(("2026-03-01", 0), ("2026-04-01", 0), ("2026-05-01", 0))
    assert judged(ledger_under_contract(third, MISCONDUCT)).health == 100.0


@pytest.mark.parametrize(("entries", "known"), [(9, False), (10, True)])
def test_ten_dated_entries_make_up_for_invoices(entries: int, known: bool) -> None:
    praise = happenings("praise", *(f"2026-03-{day:02}" for day in range(1, entries + 1)))
    keeps = (
        "keeps: [misconduct, stall, payment_excuse, discount_request, agreement_dispute, decision]"
    )
    client = judged(ledger_under_contract(praise, keeps))
    assert client.coverage >= 0.20
    assert (client.health is not None) is known


def test_below_the_least_coverage_it_is_unknown() -> None:
    """Ten entries, and two invoices: with a third its way of paying is known, whatever else is."""
    top = "policy: {minimum_coverage: 0.9}"
    praise = happenings("praise", *[f"2026-05-{day:02}" for day in range(1, 11)])
    paid = [("2026-03-01", 0), ("2026-04-01", 0), ("2026-05-01", 0)]
    assert judged(ledger_under_contract(bills(*paid), top=top)).health == 100.0
    client = judged(ledger_under_contract(f"{bills(*paid[:2])}\n{praise}", top=top))
    assert client.health is None
    assert client.unknown_because is not None
    assert client.unknown_because.endswith(", and 90 % is needed")


def test_thin_evidence_never_hides_trouble() -> None:
    act = "events: [{kind: misconduct, at: 2026-03-01, level: %s, note: words}]"
    serious = judged(ledger_under_contract(act % "disrespectful"))
    assert serious.health == serious.computed_health == 79.0  # 1 - 0.60 x 0.35
    slight = judged(ledger_under_contract(act % "unprofessional"))
    assert slight.health is None
    assert slight.computed_health == 91.0


# Seriousness and grades


@pytest.mark.parametrize(
    ("severity", "intensity", "serious"),
    [
        ("critical", 0.25, True),
        ("critical", 0.24, False),
        ("high", 0.40, True),
        ("high", 0.39, False),
        ("medium", 0.75, True),
        ("medium", 0.74, False),
        ("low", 1.0, False),
        ("position", 1.0, False),
    ],
)
def test_from_which_intensity_a_finding_is_serious(
    severity: str, intensity: float, serious: bool
) -> None:
    assert finding("PAY001", severity, intensity).is_serious is serious
    assert not finding("PAY001", severity, intensity, waiver=object()).is_serious


@pytest.mark.parametrize(
    ("health", "grade"),
    [
        (100.0, "healthy"),
        (75.0, "healthy"),
        (74.9, "watch"),
        (50.0, "watch"),
        (49.9, "at-risk"),
        (25.0, "at-risk"),
        (24.9, "critical"),
        (0.0, "critical"),
    ],
)
def test_the_grades(health: float, grade: str) -> None:
    assert Policy().grade(health) == grade


# Windows


@pytest.mark.parametrize(("window", "value"), [(730, 2.0), (365, 4.0), (180, 4.0)])
def test_counts_are_scaled_down_for_a_longer_window_and_never_up(window: int, value: float) -> None:
    stalls = happenings("stall", "2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04")
    client = judged(ledger_under_contract(stalls, top=f"policy: {{window_days: {window}}}"))
    finding = found(client, "DEC002")
    assert finding is not None
    assert finding.measure.value == pytest.approx(value)


def test_the_trend_is_the_change_in_a_quarter() -> None:
    """A clean past of invoices; then five stalls within the last 91 days."""
    paid = bills(*((f"2025-{month:02}-01", 0) for month in (8, 9, 10, 11)))
    stalls = happenings("stall", *(f"2026-05-{day:02}" for day in range(1, 6)))
    client = judged(ledger_under_contract(f"{paid}\n{stalls}", MISCONDUCT))
    assert client.health == 80.0
    assert client.trend == -20.0
    praise = happenings("praise", *(f"2026-03-{day:02}" for day in range(1, 13)))
    young = judged(ledger_under_contract(f"since: 2026-05-01\n{praise}", MISCONDUCT))
    assert young.health is not None
    assert young.trend is None  # a quarter ago they were a prospect


@pytest.mark.parametrize(("day", "trend"), [("2026-03-31", 0.0), ("2026-04-01", -20.0)])
def test_a_quarter_has_ninety_one_days(day: str, trend: float) -> None:
    """What happened on the 91st day before was known then."""
    paid = bills(*((f"2025-{month:02}-01", 0) for month in (8, 9, 10, 11)))
    stalls = happenings("stall", *[day] * 5)
    assert judged(ledger_under_contract(f"{paid}\n{stalls}", MISCONDUCT)).trend == trend
