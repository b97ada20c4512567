"""Every list that a ledger can make long has a ledger where it is long: growth is measured."""

from pathlib import Path

import pytest

from benchmarks import long_lists
from cli.program import run
from clienthealth.ledger.models import Ledger


def test_each_list_of_the_models_is_made_long() -> None:
    known = set(long_lists.lists_of(Ledger))
    every = {**long_lists.LISTS, **long_lists.MISTAKES}
    long = {name for each in every.values() for name in each.lists}
    assert known - long == set()
    assert long - known == set()


@pytest.mark.parametrize("name", [*long_lists.LISTS, *long_lists.MISTAKES])
def test_the_ledgers_are_what_they_say(name: str, tmp_path: Path) -> None:
    """Nothing is wrong with those that have no mistakes."""
    long = (long_lists.LISTS | long_lists.MISTAKES)[name]
    for file, text in long.make(6).items():
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = run("score", tmp_path, "--as-of", str(long_lists.AS_OF))
    assert done.code == 0 if name in long_lists.LISTS else done.err, done.err
