"""The examples in docs/ledger.md give the results below them."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clienthealth import assess, load_ledger, render
from clienthealth.rules.examples import Example, example_ledger

PAGE = Path(__file__).resolve().parent.parent / "docs" / "ledger.md"
EXAMPLES = re.findall(
    r"^```yaml\n((?:(?!```).)*?)^```\n\n([^\n]*)\n\n^```json\n(.*?)^```",
    PAGE.read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
"""The YAML of a client, the sentence with the day, and a part of what JSON says of it."""
MONTHS = {"June": 6}


def day_in(sentence: str) -> date:
    """The date that a sentence names: 30 June 2026."""
    found = re.search(r"(\d+) (\w+) (\d{4})", sentence)
    assert found is not None, sentence
    return date(int(found[3]), MONTHS[found[2]], int(found[1]))


def assert_says(said: Any, promised: Any) -> None:
    """That what was said holds all that was promised; of findings, the one with the code."""
    if isinstance(promised, dict):
        for key, value in promised.items():
            assert_says(said[key], value)
    elif isinstance(promised, list):
        for each in promised:
            [found] = [other for other in said if other["code"] == each["code"]]
            assert_says(found, each)
    else:
        assert said == promised


def example_of(text: str) -> Example:
    """What a page shows of a ledger: keys of a client, or of the business and of a client."""
    if not text.startswith("business:\n"):
        return Example(text)
    business, client = text.removeprefix("business:\n").split("clients:\n")
    return Example(client.replace("  - ", "    ", 1), business)


@pytest.mark.parametrize(("client", "sentence", "promised"), EXAMPLES)
def test_an_example_gives_what_stands_below_it(
    client: str, sentence: str, promised: str, tmp_path: Path
) -> None:
    path = tmp_path / "clienthealth.yaml"
    path.write_text(example_ledger(example_of(client)), encoding="utf-8")
    ledger = load_ledger(path)
    assert ledger.warnings == ()
    said = json.loads(render(assess(ledger, as_of=day_in(sentence)), "json"))
    assert_says(said["clients"][0], json.loads(promised))


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4
