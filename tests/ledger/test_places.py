r"""Places are those of git and editors: lines end with `\n`, columns count characters from 1."""

import sys
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clienthealth.editing.amending import amendment
from clienthealth.editing.changes import Added, Item, of_client
from clienthealth.ledger.lines import LONGEST_EXCERPT, Lines, yaml_counts_more
from clienthealth.ledger.problems import LedgerError
from clienthealth.ledger.reading import read_ledger
from clienthealth.rules.registry import vocabulary

HEAD = "version: 1\nbusiness: {name: Ada, currency: EUR}\n"
CLIENT = f"{HEAD}clients:\n- id: acme\n  name: Acme\n"
BREAKS = {"U+2028": "\u2028", "U+2029": "\u2029", "U+0085": "\x85", "CR": "\r"}
each_break = pytest.mark.parametrize("mark", BREAKS.values(), ids=BREAKS)


@pytest.fixture(params=["C", "Python"], autouse=True)
def parser(request, monkeypatch):
    """Both parsers must give the same places."""
    if request.param == "Python":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")


@pytest.fixture
def places(tmp_path):
    """The places of a ledger's problems, and what begins there in its line as git counts it."""

    def read(text):
        path = tmp_path / "l.yaml"
        path.write_bytes(text.encode())
        with pytest.raises(LedgerError) as caught:
            read_ledger(path)
        found = [problem.place for problem in caught.value.problems]
        lines = text.split("\n")
        return [(p.line, p.column, lines[p.line - 1][p.column - 1 :]) for p in found]

    return read


@each_break
def test_a_mark_inside_a_quoted_text_does_not_shift_the_line(places, mark):
    text = f'{CLIENT}  aliases: "one{mark}two{mark}three"\n  since: never\n'
    assert places(text) == [(7, 10, "never")]


@each_break
def test_what_follows_a_mark_stands_on_the_same_line(places, mark):
    text = f'{HEAD}clients: [{{id: a, name: "A{mark}B", since: never, aliass: x}}]\n'
    line = text.split("\n")[2]
    assert [(row, rest[:6]) for row, _, rest in places(text)] == [(3, "never,"), (3, "aliass")]
    assert [column for _, column, _ in places(text)] == [
        line.index("never") + 1,
        line.index("aliass") + 1,
    ]


@each_break
def test_a_block_that_begins_after_a_mark_is_found_again(places, mark):
    text = f"{HEAD}clients:\n- id: a{mark}  name: A{mark}  events:{mark}  - kind: praise"
    text += f"{mark}    at: 2026-01-05{mark}    whom: Jo\n"
    [(line, _, rest)] = places(text)
    assert (line, rest[:4]) == (4, "whom")


@each_break
@pytest.mark.parametrize(
    ("broken", "rest"),
    [
        ("since: 'x\n", "'x"),
        ("since: [1\n", "[1"),
        ("\tsince: x\n", "\tsince: x"),
        ("since: !!str x\n", "!!str x"),
        ("name: B\n", "name: B"),
        ("since: *a\n", "*a"),
        ("? [a]\n  : b\n", "[a]"),
    ],
)
def test_what_is_no_yaml_or_not_allowed_has_its_line_too(places, mark, broken, rest):
    (line, _, found), *_ = places(f'{CLIENT}  aliases: "one{mark}two"\n  {broken}')
    assert (line, found) == (7, rest)


def test_where_a_bracket_was_opened_is_counted_alike(tmp_path):
    path = tmp_path / "l.yaml"
    path.write_text(f'{CLIENT}  aliases: "one\u2028two"\n  contract: {{signed: x\n  until: x\n')
    with pytest.raises(LedgerError, match=r"the bracket opened at 7:13 is not closed"):
        read_ledger(path)


def test_columns_count_characters_whatever_their_width(places):
    text = f'{HEAD}clients: [{{id: a, name: "Łódź 日本 e\u0301 \U0001f600\t", since: never}}]\n'
    [(line, column, rest)] = places(text)
    assert (line, rest) == (3, "never}]")
    assert text.split("\n")[2][column - 1 :] == rest


def test_an_old_file_without_any_line_feed_is_counted_by_its_carriage_returns(tmp_path):
    path = tmp_path / "l.yaml"
    path.write_bytes(f"{CLIENT}  since: never\n".replace("\n", "\r").encode())
    with pytest.raises(LedgerError) as caught:
        read_ledger(path)
    [problem] = caught.value.problems
    assert problem.place is not None
    assert problem.place[1:] == (6, 10)


@each_break
def test_the_line_that_is_quoted_is_the_one_that_is_named(tmp_path, mark):
    path = tmp_path / "l.yaml"
    text = f'{CLIENT}  aliases: "one{mark}two\x0c"\n'.replace("\x0c", "")
    text += "  events:\n  - {kind: praise, at: 2026-01-05}\n"
    path.write_bytes(text.encode())
    ledger = read_ledger(path)
    place = ledger.sources.place(ledger.clients[0].events[0].mark)
    assert place is not None
    assert (place.line, place.column) == (8, 5)
    assert ledger.sources.line(place) == "- {kind: praise, at: 2026-01-05}"


ROWS = "client,date,hours,note\n"


@pytest.mark.parametrize("mark", [*BREAKS.values(), "\x0c", "\x0b", "\x1c", "\n", "\r\n"])
def test_rows_are_counted_alike(folder_of, mark):
    rows = f'{ROWS}acme,2026-01-05,1,"one{mark}two"\nacme,2026-01-06,no,x\nacme,2026-01-07,1,x\n'
    folder = folder_of(
        {"l.yaml": f"{CLIENT}include: [{{file: t.csv, kind: time}}]\n", "t.csv": rows}
    )
    with pytest.raises(LedgerError) as caught:
        read_ledger(folder / "l.yaml")
    [problem] = caught.value.problems
    line = rows[: rows.index("acme,2026-01-06")].count("\n") + 1
    assert (problem.place.line, problem.place.column) == (line, 1)


def test_the_line_of_a_row_is_the_one_that_is_named(folder_of):
    rows = f'{ROWS}acme,2026-01-05,1,"one\u2028\x0ctwo\nthree"\nacme,2026-01-06,1,x\n'
    folder = folder_of(
        {"l.yaml": f"{CLIENT}include: [{{file: t.csv, kind: time}}]\n", "t.csv": rows}
    )
    ledger = read_ledger(folder / "l.yaml")
    place = ledger.sources.place(ledger.clients[0].time[1].mark)
    assert place is not None
    assert (place.line, ledger.sources.line(place)) == (4, "acme,2026-01-06,1,x")


def test_unclosed_quotation_marks_in_rows_are_found_at_the_end(folder_of):
    rows = f'{ROWS}acme,2026-01-05,1,"one\u2028\rtwo\nthree\n'
    folder = folder_of(
        {"l.yaml": f"{CLIENT}include: [{{file: t.csv, kind: time}}]\n", "t.csv": rows}
    )
    with pytest.raises(LedgerError) as caught:
        read_ledger(folder / "l.yaml")
    assert [problem.place.line for problem in caught.value.problems] == [3]


@each_break
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_entry_that_is_added_stands_where_it_is_said_to_stand(tmp_path, mark, end):
    path = tmp_path / "l.yaml"
    text = f'{CLIENT}  aliases: "one{mark}two"\n- {{id: b, name: B}}\n'.replace("\n", end)
    path.write_bytes(text.encode())
    days: Item = {"from": date(2026, 1, 1), "until": date(2026, 2, 1)}
    item: Item = {"rule": "late-payment", "reason": "agreed", **days}
    change = amendment(
        read_ledger(path, vocabulary()), path, [Added(of_client("acme"), "waivers", (item,))]
    )
    after = change.rewrites[0].after.decode()
    assert "rule: late-payment" in after.split("\n")[change.places[0].line - 1]
    added = [line for line in change.diff().split("\n") if line.startswith("+ ")]
    assert next(line.strip("+\r ") for line in added) == "waivers:"


@given(st.text("ab\n\r\x85\u2028\u2029\x0c", max_size=30))
def test_places_and_offsets_are_the_inverse_of_each_other(text):
    lines = Lines(text)
    for offset in range(len(text) + 1):
        line, column = lines.place(offset)
        assert lines.offset(line, column) == offset
        if "\n" in text:
            before = text[:offset]
            assert (line, column) == (before.count("\n") + 1, offset - before.rfind("\n"))


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("  - {a: b}  # why\r\n", 5, "- {a: b}  # why"),
        (f'[{"1, " * 90}{{a: "}}\\"", b: [2]}}, {{c: 3}}]', 272, '…{a: "}\\"", b: [2]}…'),
        ("    - kind: praise" + " " * 200, 7, "- kind: praise"),
        ("  - {a: b}" + " " * 200 + "# why", 5, "- {a: b}…"),
        ("  note: " + "x" * 200, 3, "note: " + "x" * 153 + "…"),
        ("x" * 100 + "y" * 400, 101, "…" + "y" * 158 + "…"),
        ("x" * 400 + "y" * 100, 401, "…" + "y" * 100),
        ("", 1, ""),
    ],
)
def test_of_a_long_line_the_piece_at_the_place_is_quoted(
    text: str, column: int, expected: str
) -> None:
    assert Lines(f"first\n{text}").excerpt(2, column) == expected
    assert len(expected) <= LONGEST_EXCERPT


@given(st.text("ab {}[]\"'\\,\r", max_size=400), st.integers(1, 450))
def test_no_excerpt_is_long(text: str, column: int) -> None:
    found = Lines(text).excerpt(1, column)
    assert len(found) <= LONGEST_EXCERPT
    assert found.strip("…") in text


def test_a_line_that_has_gone_is_empty() -> None:
    assert Lines("a").excerpt(2, 1) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\nb", False), ("a\r\nb", False), ("a\rb", False), ("a\rb\n", True), ("a\x85", True)],
)
def test_only_a_text_that_yaml_counts_otherwise_is_counted_anew(text, expected):
    assert yaml_counts_more(text) is expected
