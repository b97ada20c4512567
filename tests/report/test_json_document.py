"""JSON of a large ledger takes little more memory than its text."""

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth.report.text.json_document import json_document


def test_a_large_document_takes_a_few_times_its_text() -> None:
    document = {"clients": [{"id": n, "name": "Acme", "facts": None} for n in range(30_000)]}
    tracemalloc.start()
    try:
        text = json_document(document)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(text)
    assert text == json.dumps(document, indent=2) + "\n"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_every_document_says_what_python_would_say(document: object) -> None:
    """Whatever encoder writes it, the JSON has the same values, in the same layout."""
    text = json_document(document)
    theirs = json.dumps(document, indent=2)
    assert json.dumps(json.loads(text)) == json.dumps(json.loads(theirs))
    assert len(text.splitlines()) == len(theirs.splitlines()) + text.count("\x85")


@pytest.mark.parametrize("number", [1e-05, 1e16, 1.5e300, 0.0001, 123456789.25, -0.0, 1e15, 10**30])
def test_numbers_are_written_as_python_writes_them(number: float) -> None:
    assert json_document({"n": [number]}) == json.dumps({"n": [number]}, indent=2) + "\n"


def test_a_lone_surrogate_is_written_by_its_number() -> None:
    assert json_document(["a\ud800"]) == '[\n  "a\\ud800"\n]\n'
