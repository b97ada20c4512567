"""Fifty rows with one error are one message with a count and the first places."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.problems import (
    MOST_APART,
    MOST_IN_ALL,
    MOST_OF_A_KIND,
    LedgerError,
    Problem,
    gathered,
    sorted_problems,
)
from clienthealth.ledger.reading import read_ledger
from clienthealth.ledger.sources import Place


def at(line, message, file="x.csv", column=1):
    return Problem(Place(file, line, column), message)


def test_what_repeats_is_told_once_with_the_first_lines():
    problems = [at(line, "client: none; write one") for line in range(2, 52)]
    assert [*map(str, gathered(problems))] == [
        "x.csv:2:1: client: none; write one (50 times: lines 2, 3, 4, 5, 6 and 45 more)"
    ]
    assert str(LedgerError(problems)) == str(gathered(problems)[0])


def test_a_few_stay_apart_and_so_do_files():
    problems = [at(line, "x; y", f"{n}.csv") for n in range(2) for line in range(MOST_APART)]
    assert gathered(problems) == tuple(problems)
    many = [at(line, "x; y", f"{n}.csv") for n in range(3) for line in range(MOST_APART + 1)]
    assert [(p.place.file, p.times) for p in gathered(many)] == [
        (f"{n}.csv", MOST_APART + 1) for n in range(3)
    ]


def test_on_one_line_there_are_no_lines_to_name():
    problems = [at(1, "x; y", column=column) for column in range(9, 16)]
    assert [*map(str, gathered(problems))] == ["x.csv:1:9: x; y (7 times in this line)"]


def test_a_kind_that_differs_in_names_and_figures_does_not_crowd_out_the_others():
    problems = [
        at(day, f'date: "{day}.13.2026" is not a date; write `2026-02-{day}`')
        for day in range(1, 29)
    ]
    other = at(40, "hours: nothing; write some")
    told = gathered([*problems, other])
    assert told[:MOST_OF_A_KIND] == tuple(problems[:MOST_OF_A_KIND])
    rest, last = told[MOST_OF_A_KIND:]
    assert str(rest) == f"{problems[MOST_OF_A_KIND]} (and 17 more of this kind)"
    assert last == other


def test_one_more_than_the_limit_is_told_as_well():
    problems = [at(n, f'unknown key "{n}"; remove it') for n in range(MOST_OF_A_KIND + 1)]
    assert gathered(problems) == tuple(problems)


CLIENT = (
    "{id: '%s', name: x, projects: [{id: '%s'}], time: [{date: 2026-01-01, hours: 1, project: p}]}"
)


@pytest.mark.parametrize(
    ("ledger", "entry"),
    [
        pytest.param("{$}", "'a\"x%s\"b': 1", id="quotes in a key"),
        pytest.param("{$}", "'a`x%s`b': 1", id="ticks in a key"),
        pytest.param("{$}", "'%s: y': 1", id="colons in a key"),
        pytest.param("{$}", "'x%s\\': 1", id="a backslash at the end of a key"),
        pytest.param("{exchange_rates: {$}}", "%s: 0", id="currencies"),
        pytest.param("{clients: [$]}", CLIENT, id="names of projects"),
    ],
)
def test_no_names_in_a_ledger_make_a_kind_into_many(ledger, entry, tmp_path):
    """600 mistakes of one kind, whose words differ as much as words can, are told on 100 lines."""
    words = [*map("".join, itertools.product("abcdefghij", repeat=3))][:600]
    path = tmp_path / "clienthealth.yaml"
    path.write_text(ledger.replace("$", ", ".join(entry.replace("%s", word) for word in words)))
    with pytest.raises(LedgerError) as refused:
        read_ledger(path, Vocabulary())
    told = gathered(refused.value.problems)
    assert len(refused.value.problems) >= 600
    assert sum(problem.times for problem in told) == len(refused.value.problems)
    assert len(told) <= MOST_IN_ALL
    assert len(str(refused.value)) < 60_000


def test_many_kinds_are_told_with_fewer_of_each():
    letters = "abcdefghijklmnop"
    problems = [at(n, f'{one} is "{n}"') for n in range(20) for one in letters]
    told = gathered(problems)
    assert [p.message[0] for p in told[:16]] == [*letters]
    assert len(told) == 16 * 6  # five of each, and how many more there are
    assert all(problem.times == 15 for problem in told[-16:])


def test_more_kinds_than_are_told_end_with_how_many_more():
    letters = map("".join, itertools.product("abcdefghij", repeat=3))
    problems = [at(n, f"{letter}; x") for n, letter in enumerate(letters)]
    told = gathered(problems)
    assert told[: MOST_IN_ALL - 1] == tuple(problems[: MOST_IN_ALL - 1])
    assert len(told) == MOST_IN_ALL
    assert str(told[-1]) == f"x.csv:99:1: {problems[99].message} (and 900 more of other kinds)"


messages = st.sampled_from(["a; b", 'a "1"; b', 'a "2"; b', "a 3; b", "a 4; b", "c; d"])
anywhere = st.none() | st.builds(
    Place, st.sampled_from("xy"), st.integers(1, 40), st.integers(1, 2)
)


some = st.builds(Problem, anywhere, messages, st.just(""), st.just(1), st.just(()))


@given(st.lists(some, max_size=120).map(sorted_problems))
def test_the_counts_add_up_and_every_kind_stays(problems):
    told = gathered(problems)
    assert sum(problem.times for problem in told) == len(problems)
    assert {p.message[0] for p in told} == {p.message[0] for p in problems}
    assert [p._replace(times=1, lines=()) for p in told] == [
        p for p in problems if p in {each._replace(times=1, lines=()) for each in told}
    ]
    for problem in told:
        assert len(problem.lines) <= MOST_APART
        assert (problem.times > 1) == (problem.told != problem.message)
