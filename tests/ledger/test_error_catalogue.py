"""The catalogue of the loader's messages: one small broken ledger per message, in `errors/`.

`UPDATE_ERRORS=1` writes `errors/expected.txt` anew. Read every line of the difference: is it
clear, does it say what to write instead, is the place right?
"""

import os
from pathlib import Path

import pytest
import yaml

from clienthealth.ledger.problems import LedgerError
from clienthealth.ledger.reading import read_ledger

ERRORS = Path(__file__).parent / "errors"
EXPECTED = ERRORS / "expected.txt"
LEDGERS = sorted(p for p in ERRORS.iterdir() if p.suffix == ".yaml" or p.is_dir())


@pytest.fixture(scope="module")
def catalogue(vocabulary):
    """For each ledger its problems, one a line."""
    found = {}
    for path in LEDGERS:
        with pytest.raises(LedgerError) as caught:
            read_ledger(path, vocabulary)
        found[path.name] = str(caught.value).replace(f"{ERRORS}{os.sep}", "").split("\n")
    return found


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="some places differ without libyaml")
def test_the_catalogue_is_what_it_was(catalogue):
    entries = ("\n".join((f"# {name}", *lines)) for name, lines in catalogue.items())
    text = "\n\n".join(entries) + "\n"
    if os.environ.get("UPDATE_ERRORS"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [path.name for path in LEDGERS])
def test_every_problem_is_one_plain_line_with_a_place_and_a_remedy(catalogue, name):
    for line in catalogue[name]:
        place, _, message = line.partition(": ")
        file, row, column = place.rsplit(":", 2)
        assert (ERRORS / file).is_file()
        assert int(row) >= 1
        assert int(column) >= 1
        assert line.isprintable()
        assert "; " in message or "did you mean" in message
