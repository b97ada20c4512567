"""`check --format json`."""

import json

import pytest

from clienthealth.report.check.json_v1 import render

from .reports import FULL, HOSTILE, finding, hostile, report


def test_intensities_have_four_digits() -> None:
    found = finding(
        "PAY001", "late-payment", "high", intensity=2 / 3, intensity_before=1 / 3, status="worse"
    )
    result = json.loads(render(report(found)))["results"][0]
    assert (result["intensity"], result["intensity_before"]) == (0.6667, 0.3333)


def test_every_result_is_counted_once_as_a_level_or_as_suppressed() -> None:
    summary = json.loads(render(FULL))["summary"]
    assert sum(summary[k] for k in ("error", "warning", "note", "suppressed")) == len(FULL.results)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_reader_gets_exactly_what_the_ledger_holds(text: str) -> None:
    document = json.loads(render(hostile(text)))
    assert document["clients"][0]["name"] == text
    assert document["compared_with"] == text
    assert document["results"][0]["message"] == text
    assert document["results"][0]["file"] == text
    assert document["results"][3]["suppressed"] == {"kind": "waiver", "why": text}
