"""Every rule's two examples: the flagged one is found at its place, the clean one is not."""

from pathlib import Path

import pytest

from clienthealth import ClientAssessment, assess, load_ledger
from clienthealth.judging.assessment import Assessment
from clienthealth.rules.examples import EXAMPLE_DATE, Example, example_ledger
from clienthealth.rules.registry import AnyRule, all_rules

RULES = [pytest.param(rule, id=rule.code) for rule in all_rules()]


def judged(example: Example, folder: Path) -> tuple[Assessment, ClientAssessment]:
    path = folder / "example.yaml"
    path.write_text(example_ledger(example), encoding="utf-8")
    assessment = assess(load_ledger(path), as_of=EXAMPLE_DATE)
    client = assessment.client("example")
    assert client is not None
    return assessment, client


@pytest.mark.parametrize("rule", RULES)
def test_the_flagged_example_is_found_at_its_lines(rule: AnyRule, tmp_path: Path) -> None:
    assessment, client = judged(rule.flagged, tmp_path)
    finding = next(f for f in client.findings if f.code == rule.code)
    assert 0 < finding.intensity <= 1
    assert finding.message
    own = next(index for index, text in enumerate(_lines(rule.flagged)) if "example" in text)
    others = rule.flagged.others and "other-1"
    end = next(
        (i for i, text in enumerate(_lines(rule.flagged)) if others and others in text), None
    )
    for path in finding.evidence or ((),):
        place = assessment.place(client, path)
        assert place is not None
        assert place.file == str(tmp_path / "example.yaml")
        assert own < place.line <= (end or len(_lines(rule.flagged)))
        assert assessment.line(place)
        assert path == () or place.line > own + 1, "an entry, not the client as a whole"


@pytest.mark.parametrize("rule", RULES)
def test_the_clean_example_is_assessed_and_not_found(rule: AnyRule, tmp_path: Path) -> None:
    _, client = judged(rule.clean, tmp_path)
    assert rule.code not in {f.code for f in client.findings}
    assert rule.code not in {m.code for m in client.not_assessed}
    if rule.severity != "position":
        assert rule.code in client.fine


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("which", ["flagged", "clean"])
def test_an_example_loads_without_a_warning(rule: AnyRule, which: str, tmp_path: Path) -> None:
    assessment, _ = judged(getattr(rule, which), tmp_path)
    assert assessment.ledger.warnings == ()


def test_keys_of_an_example_replace_those_around_it() -> None:
    text = example_ledger(
        Example(
            "since: 2025-05-05\nname: Own", business="  currency: CHF", others="- id: b\n  name: B"
        )
    )
    assert text == (
        "version: 1\nbusiness:\n  name: Studio Ada\n  target_rate: 95\n  cost_rate: 48\n"
        "  currency: CHF\nclients:\n  - id: example\n    since: 2025-05-05\n    name: Own\n"
        "  - id: b\n    name: B\n"
    )


def test_an_example_with_a_first_contact_alone_is_a_prospect(tmp_path: Path) -> None:
    _, client = judged(Example("first_contact: 2026-05-01"), tmp_path)
    assert client.stage == "prospect"


def _lines(example: Example) -> list[str]:
    return example_ledger(example).splitlines()
