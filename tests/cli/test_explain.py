"""`explain`: from 100 down to the health, each step with its lines; and the text of a rule."""

import math
import re
from decimal import Decimal

import pytest

from clienthealth.rules.registry import all_rules

from .program import STUDIO, STUDIO_DAY, run


def test_the_waterfall_goes_from_100_to_the_health() -> None:
    done = run("explain", "bursztyn", STUDIO, "--as-of", STUDIO_DAY)
    assert done.code == 0
    steps = [Decimal(m) for m in re.findall(r"^ +(-\d+\.\d)  [A-Z]{3}\d{3}", done.out, re.M)]
    (health,) = re.findall(r"^ +(\d+\.\d)  health$", done.out, re.M)
    assert Decimal(100) + sum(steps) == Decimal(health)
    assert steps


STEP = re.compile(
    r"^ +-(?P<points>\d+\.\d)  (?P<code>[A-Z]{3})\d{3} .*\n +.*: "
    r"intensity (?P<intensity>\d\.\d{4}) "
    r"(?:\([^)]+\) )?"
    r"x weight (?P<weight>[\d.]+) \(\w+(?:, (?P<whole>[\d.]+) / (?P<part>\d) as the \d\w+ of "
    r"(?P<family>[A-Z]{3}))?\) = (?P<cost>\d\.\d{4}), so a factor of (?P<factor>\d\.\d{4})$",
    re.MULTILINE,
)


@pytest.mark.parametrize("client", ["knallpreis", "ellerfeld", "bursztyn", "dunmarra", "heidhof"])
def test_every_step_can_be_checked_with_a_pocket_calculator(client: str) -> None:
    """Weight and intensity give the factor, the factors the health, the logarithms the points."""
    out = run("explain", client, STUDIO, "--as-of", STUDIO_DAY).out
    steps = [step.groupdict() for step in STEP.finditer(out)]
    assert len(steps) == len(re.findall(r"^ +-\d+\.\d  [A-Z]{3}\d{3}", out, re.MULTILINE)) > 0
    (shown,) = re.findall(r"^ +(\d+\.\d)  health", out, re.MULTILINE)
    health = float(shown)
    seen: dict[str, int] = {}
    for step in steps:
        intensity, weight, factor = (float(step[k]) for k in ("intensity", "weight", "factor"))
        assert intensity * weight == pytest.approx(float(step["cost"]), abs=1e-4)
        assert factor == pytest.approx(1 - float(step["cost"]), abs=1e-4)
        points = (100 - health) * math.log(factor) / math.log(health / 100)
        assert points == pytest.approx(float(step["points"]), abs=0.2)
        place = seen[step["code"]] = seen.get(step["code"], 0) + 1
        assert (step["part"] is None) == (place == 1)
        if step["part"] is not None:
            assert (step["family"], int(step["part"])) == (step["code"], 2 ** (place - 1))
            assert float(step["whole"]) / int(step["part"]) == pytest.approx(weight, rel=1e-3)
    product = 100 * math.prod(float(step["factor"]) for step in steps)
    assert product == pytest.approx(health, abs=0.1)
    factors = " x ".join(step["factor"] for step in steps)
    assert f"health = 100 x {factors} = {shown}\n" in out


def test_what_is_not_assessed_is_one_line_at_any_width() -> None:
    for width in ("60", "80"):
        out = run(
            *("explain", "sonnblick", STUDIO, "--as-of", STUDIO_DAY),
            COLUMNS=width,
            FORCE_COLOR="1",
            TERM="dumb",
        ).out
        lines = re.sub(r"\x1b\[[\d;]*m", "", out).splitlines()
        told = next(line for line in lines if "not assessed: " in line)
        assert re.search(r"not assessed: \d+ rules \(--all says what to log\)$", told)
    everything = run("explain", "sonnblick", STUDIO, "--as-of", STUDIO_DAY, "--all").out
    assert everything.count("not assessed: ") > 5


def test_after_abuse_explain_and_letgo_agree_that_no_talk_mends_it() -> None:
    told = run("explain", "dunmarra", STUDIO, "--as-of", STUDIO_DAY).out
    assert "what would change it: nothing they do now; they were abusive, and no talk mends" in told
    assert "the verdict is keep if" not in told
    assert "no talk mends that" in run("letgo", "dunmarra", STUDIO, "--as-of", STUDIO_DAY).out


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
