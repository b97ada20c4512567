"""The policy: for each rule, for each client, for holds; what is wrong in it, and its digest."""

from inspect import cleandoc
from typing import Any

import pytest

from clienthealth import LedgerError, assess
from clienthealth.ledger.policy import Policy
from clienthealth.rules.policy_layers import layers, settings
from clienthealth.rules.registry import Configured, configured
from one_client import TODAY, bills, found, happenings, judged, ledger_with, loaded

LATE = bills(("2026-03-01", 18), ("2026-04-01", 17), ("2026-05-01", 18), ("2026-06-01", 17))
"""17.5 days beyond terms: half the intensity of late-payment, 0.5 x 0.35 = 17.5 points."""


def policy_of(**values: Any) -> Policy:
    return Policy.model_validate(values)


def rule_under(policy: Policy, code: str, client: str | None = None) -> Configured:
    return next(each for each in configured(policy, client) if each.rule.code == code)


def problems_of(policy: str) -> list[str]:
    """What is wrong with the ledger's policy: `line:column: message`, the policy from line 3."""
    text = "version: 1\nbusiness: {name: Ada, currency: EUR}\n" + cleandoc(policy)
    with pytest.raises(LedgerError) as caught:
        loaded(f"{text}\nclients: [{{id: acme, name: Acme}}, {{id: bolt, name: Bolt}}]\n")
    return [str(problem).partition("ledger.yaml:")[2] for problem in caught.value.problems]


# Rules


@pytest.mark.parametrize(
    ("severity", "points", "serious"),
    [("low", 5.0, False), ("medium", 10.0, False), ("high", 17.5, True), ("critical", 30.0, True)],
)
def test_a_severity_gives_the_weight_and_what_is_serious(
    severity: str, points: float, serious: bool
) -> None:
    top = f"policy: {{rules: {{late-payment: {{severity: {severity}}}}}, disabled: [CON001]}}"
    finding = found(judged(ledger_with(LATE, top=top)), "PAY001")
    assert finding is not None
    assert (finding.severity, finding.intensity, finding.points) == (severity, 0.5, points)
    assert finding.is_serious is serious


def test_options_and_weights_are_the_policy_s() -> None:
    top = """
    policy:
      weights: {high: 0.5}
      disabled: [no-contract]
      rules: {PAY001: {fine: 12.5, bad: 22.5}}
    """
    finding = found(judged(ledger_with(LATE, top=top)), "PAY001")
    assert finding is not None
    assert (finding.intensity, finding.weight, finding.points) == (0.5, 0.5, 25.0)
    assert (finding.measure.fine, finding.measure.bad) == (12.5, 22.5)


@pytest.mark.parametrize("name", ["PAY001", "pay001", "late-payment", "Late-Payment"])
def test_a_rule_is_switched_off_by_its_code_or_name_in_any_case(name: str) -> None:
    client = judged(ledger_with(LATE, top=f"policy: {{disabled: [{name}]}}"))
    assert found(client, "PAY001") is None
    assert "PAY001" not in client.fine
    everybody = policy_of(disabled=[name])
    assert not rule_under(everybody, "PAY001").enabled
    assert rule_under(everybody, "PAY002").enabled
    own = policy_of(clients={"acme": {"disabled": [name]}})
    assert not rule_under(own, "PAY001", "acme").enabled
    assert rule_under(own, "PAY001", "bolt").enabled
    assert rule_under(own, "PAY001").enabled


def test_what_differs_for_one_client() -> None:
    """The policy's fine of 10 holds for both; the client's own bad goes over its 20."""
    others = """
    - id: other
      name: Other
      since: 2024-01-01
      {bills}
    """
    ledger = ledger_with(
        LATE,
        "keeps: [contract]",
        cleandoc(others).format(bills=LATE.replace("\n", "\n  ")),
        top="""
        policy:
          rules: {PAY001: {fine: 10, bad: 20}}
          clients:
            example:
              disabled: [CON001]
              rules: {late-payment: {bad: 25, severity: low}}
        """,
    )
    example, second = assess(ledger, as_of=TODAY).clients
    own, other = found(example, "PAY001"), found(second, "PAY001")
    assert own is not None
    assert other is not None
    assert (own.severity, own.intensity, own.points) == ("low", 0.5, 5.0)
    assert (other.severity, other.intensity) == ("high", 0.75)
    assert found(example, "CON001") is None
    assert found(second, "CON001") is not None


def test_a_rule_of_position_can_be_switched_off_for_one_client() -> None:
    policy = policy_of(
        clients={"acme": {"disabled": ["VAL007"], "rules": {"VAL008": {"traits": "4"}}}}
    )
    assert not rule_under(policy, "VAL007", "acme").enabled
    assert rule_under(policy, "VAL007", "bolt").enabled
    assert rule_under(policy, "VAL008", "acme").options.traits == 4
    assert rule_under(policy, "VAL008", "bolt").options.traits == 3


def test_a_client_s_own_options_go_over_the_policy_s_whatever_they_are_called() -> None:
    policy = policy_of(
        rules={"stalling": {"fine": "2", "severity": "high"}},
        clients={"acme": {"rules": {"DEC002": {"bad": "9"}}}},
    )
    acme, bolt = rule_under(policy, "DEC002", "acme"), rule_under(policy, "DEC002", "bolt")
    assert (acme.options.fine, acme.options.bad, acme.severity) == (2, 9, "high")
    assert (bolt.options.fine, bolt.options.bad, bolt.severity) == (2, 4, "high")
    assert (acme.weight, bolt.weight) == (0.35, 0.35)


# What is wrong


def test_wrong_names_and_options_of_rules_are_told_with_their_place() -> None:
    assert problems_of(
        """
        policy:
          disabled: [late-pay]
          rules:
            PAY009: {fine: 1}
            PAY001: {fin: 3}
            DEC002: {fine: many}
            PAY003: {p: 2}
            PAY002: {severity: Medium}
            VAL007: {severity: low}
        """
    ) == [
        '4:13: disabled: unknown rule "late-pay"; did you mean "late-payment"?',
        (
            "6:5: rules: bottom-percent: severity: a position rule has no weight to change; "
            "leave severity out"
        ),
        '6:5: rules: late-payment: unknown option "fin"; did you mean "fine"?',
        (
            '6:5: rules: overdue-balance: severity: unknown severity "Medium"; '
            "write low, medium, high or critical"
        ),
        '6:5: rules: slowing-payments: p: "2": input should be less than 1',
        (
            '6:5: rules: stalling: fine: "many": input should be a valid number, unable to parse '
            "string as a number"
        ),
        '6:5: rules: unknown rule "PAY009"; did you mean "PAY005"?',
    ]


def test_those_of_one_client_name_it() -> None:
    assert problems_of(
        """
        policy:
          clients:
            acme:
              disabled: [CON009]
              rules: {PAY001: {fine: nan}, late-input: {fine: 1}}
            blot: {}
        """
    ) == [
        '5:5: clients: acme: disabled: unknown rule "CON009"; did you mean "CON003"?',
        '5:5: clients: acme: rules: late-payment: fine: "nan": input should be a finite number',
        '5:5: clients: acme: rules: unknown rule "late-input"; did you mean "late-inputs"?',
        '5:5: clients: no client "blot"; did you mean "bolt"?',
    ]


def test_one_rule_under_two_names_is_told() -> None:
    assert problems_of(
        """
        policy:
          rules: {PAY001: {fine: 8}, late-payment: {bad: 40}, DEC002: {fine: 2}}
          clients: {acme: {rules: {stalling: {fine: 2}, dec002: {bad: 5}}}}
        """
    ) == [
        (
            '4:10: rules: "PAY001" and "late-payment" are the same rule; '
            "write its options under one of them"
        ),
        (
            '5:12: clients: acme: rules: "stalling" and "dec002" are the same rule; '
            "write its options under one of them"
        ),
    ]


def test_a_ramp_that_was_turned_round_is_told() -> None:
    """fine: 40 alone would make the worst of whoever pays in time, as bad is 30."""
    assert problems_of(
        """
        policy:
          rules: {PAY001: {fine: 40}, PRO004: {fine: 1}, DEC002: {fine: 4}, PAY002: {bad: 200}}
          clients:
            acme: {rules: {PAY002: {fine: 100}, DEC002: {bad: 3}}}
        """
    ) == [
        "4:10: rules: late-payment: fine 40 is beyond bad 30; write fine below bad",
        "4:10: rules: not-a-hell-yes: fine 1 is beyond bad 2; write fine above bad",
        "6:5: clients: acme: rules: stalling: fine 4 is beyond bad 3; write fine below bad",
    ]


def test_unknown_keys_and_figures_out_of_range_are_told() -> None:
    assert problems_of(
        """
        policy:
          holds: {cool_off_days: -1, income_percent: 101, lapse: 3}
          clients: {acme: {severity: low}}
          weights: {high: 1}
        """
    ) == [
        '4:26: cool_off_days: "-1" is out of range; write at least 0',
        '4:46: income_percent: "101" is out of range; write at most 100',
        '4:51: unknown key "lapse"; did you mean "lapse_days"?',
        '5:20: unknown key "severity"; known: disabled, rules',
        '6:19: high: "1" is out of range; write less than 1',
    ]


# The digest


DEFAULT = Policy().digest()


@pytest.mark.parametrize(
    "values",
    [
        {"bottom_percent": "15.0"},
        {"bottom_percent": "15"},
        {"falling_trend": "-10"},
        {"falling_trend": "-10.0"},
        {"grades": {"healthy": "75", "watch": "50.0"}},
        {"weights": {"low": "0.1", "high": "0.350"}},
        {"holds": {"income_percent": "25.00", "cool_off_days": "3"}},
        {"provision": {"over_90": "100.0"}},
        {"window_days": "365"},
        {"rules": {}, "disabled": [], "clients": {}},
    ],
)
def test_the_digest_does_not_change_with_the_writing(values: dict[str, Any]) -> None:
    assert policy_of(**values).digest() == DEFAULT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"rules": {"PAY001": {"fine": "10"}}}, {"rules": {"PAY001": {"fine": "10.0"}}}),
        ({"disabled": ["PAY001", "PAY002"]}, {"disabled": ["PAY002", "PAY001"]}),
        (
            {"clients": {"acme": {"rules": {"PAY001": {"bad": "0.50"}}}}},
            {"clients": {"acme": {"rules": {"PAY001": {"bad": "0.5"}}, "disabled": []}}},
        ),
        (
            {"rules": {"PAY001": {"fine": "1", "bad": "2"}, "PAY002": {"fine": "3"}}},
            {"rules": {"PAY002": {"fine": "3"}, "PAY001": {"bad": "2", "fine": "1"}}},
        ),
    ],
)
def test_nor_with_the_writing_of_the_rules(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert policy_of(**one).digest() == policy_of(**other).digest() != DEFAULT


def test_the_digest_changes_with_every_figure() -> None:
    policies: list[dict[str, Any]] = [
        {},
        {"bottom_percent": "15.1"},
        {"falling_trend": "-10.5"},
        {"grades": {"healthy": "76"}},
        {"weights": {"low": "0.11"}},
        {"holds": {"cool_off_days": "4"}},
        {"holds": {"lapse_days": "91"}},
        {"window_days": "364"},
        {"disabled": ["PAY001"]},
        {"rules": {"PAY001": {"fine": "6"}}},
        {"rules": {"PAY001": {"bad": "6"}}},
        {"rules": {"PAY002": {"fine": "6"}}},
        {"rules": {"PAY001": {"severity": "low"}}},
        {"clients": {"acme": {"rules": {"PAY001": {"fine": "6"}}}}},
        {"clients": {"bolt": {"rules": {"PAY001": {"fine": "6"}}}}},
        {"clients": {"acme": {"disabled": ["PAY001"]}}},
    ]
    digests = [policy_of(**values).digest() for values in policies]
    assert len({*digests}) == len(policies)
    assert all(len(digest) == 12 for digest in digests)


def test_events_are_counted_against_the_client_s_own_options() -> None:
    """Four stalls: the worst, unless this client may have eight."""
    stalls = happenings("stall", *(f"2026-03-0{day}" for day in range(1, 5)))
    strict = found(judged(ledger_with(stalls)), "DEC002")
    lenient = judged(
        ledger_with(stalls, top="policy: {clients: {example: {rules: {DEC002: {bad: 7}}}}}")
    )
    assert strict is not None
    assert strict.intensity == 1
    mild = found(lenient, "DEC002")
    assert mild is not None
    assert mild.intensity == 0.5


def test_a_figure_that_is_not_set_reads_none() -> None:
    figures = {setting.key: setting.value for setting in settings(layers(Policy()))}
    assert figures["bottom_count"] == "none"


def test_the_policy_of_a_ledger_without_one_is_the_default() -> None:
    """It is made without a check, and is the same in every figure."""
    made = ledger_with("aliases: [x]").policy
    assert made == Policy()
    assert repr(made) == repr(Policy()) == repr(Policy.model_validate({}))
    assert made.digest() == Policy.model_validate(Policy().model_dump()).digest()
