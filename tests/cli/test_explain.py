"""`explain`: from 100 down to the health, each step with its lines; and the text of a rule."""

import re
from decimal import Decimal

from clienthealth.rules.registry import all_rules

from .program import STUDIO, STUDIO_DAY, run


def test_the_waterfall_goes_from_100_to_the_health() -> None:
    done = run("explain", "bursztyn", STUDIO, "--as-of", STUDIO_DAY)
    assert done.code == 0
    steps = [Decimal(m) for m in re.findall(r"^ +(-\d+\.\d)  [A-Z]{3}\d{3}", done.out, re.M)]
    (health,) = re.findall(r"^ +(\d+\.\d)  health$", done.out, re.M)
    assert Decimal(100) + sum(steps) == Decimal(health)
    assert steps


def test_each_step_quotes_the_line_it_rests_on() -> None:
    done = run("explain", "bursztyn", STUDIO, "--as-of", STUDIO_DAY, "--all")
    lines = STUDIO.read_text(encoding="utf-8").splitlines()
    quotes = re.findall(rf"\({re.escape(str(STUDIO))}:(\d+)\)\n +(.+)$", done.out, re.M)
    assert quotes
    for number, text in quotes:
        assert lines[int(number) - 1].strip() == text


def test_it_says_what_would_change_the_verdict_and_what_to_log() -> None:
    done = run("explain", "bursztyn", STUDIO, "--as-of", STUDIO_DAY)
    assert "verdict: let-go, collect-first, finish-obligations\n" in done.out
    assert "because: PAY001 late-payment: pays " in done.out
    assert "after a boundary talk are paid no more than 5 days late (late-payment)" in done.out
    assert "what would change it: the verdict is watch if " in done.out
    assert "persists since then" in done.out
    assert "not assessed: " in done.out


def test_a_long_list_of_evidence_is_cut_and_says_so() -> None:
    done = run("explain", "oosterwolde", STUDIO, "--as-of", STUDIO_DAY)
    assert "and 8 more (--all shows them)" in done.out


def test_every_rule_is_explained_by_code_and_by_name() -> None:
    for rule in (all_rules()[0], all_rules()[-2]):  # the last, a grinder, is a word as well
        by_code, by_name = run("explain", rule.code), run("explain", rule.name)
        assert by_code.out == by_name.out
        assert by_code.out.startswith(f"# {rule.code} {rule.name}\n")
        assert "## Options" in by_code.out
