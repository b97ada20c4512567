"""Entries on lines of their own are read without a YAML parser: they mean what YAML says."""

import sys

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from clienthealth.ledger.entry_lines import EntryLines
from clienthealth.ledger.yaml_events import ReadAsItIsError, Shape, Unreadable, YamlReader

pytestmark = pytest.mark.usefixtures("parser")


@pytest.fixture(params=["C", "Python"])
def parser(request, monkeypatch):
    """Both parsers must read everything here alike."""
    if request.param == "Python":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML has no libyaml here")


def read(text, *, by_lines):
    """The value with marks and the order of keys, what else the reader notes, and its problems."""
    problems: list[tuple[int, int, str]] = []
    reader = YamlReader(text, 1, lambda *told: problems.append(told), by_lines=by_lines)
    try:
        value = reader.read(Shape())
    except Unreadable as error:
        return error.line, error.column, error.message, problems
    return repr(value), problems, reader.merged, reader.bare, reader.aliased


def left(text):
    """What the parser sees of a text."""
    lines = EntryLines(text)
    return "".join(iter(lines.read, ""))


def alike(text):
    """Whether both ways read the same; where it is unsure, the text is read as it is anyway."""
    try:
        quick = read(text, by_lines=True)
    except ReadAsItIsError:
        return True
    return quick == read(text, by_lines=False)


ENTRIES = [
    "{date: 2026-01-05, hours: 3.5}",
    "{number: 2026-014, amount: -12.50, payments: [{date: 2026-02-20, amount: 3570}]}",
    "{payments: [{date: 2026-02-20, amount: 1}, {date: 2026-02-21, amount: 22}], number: A/7}",
    "{ kind: message, at: 2026-02-07T22:40, urgent: true }",
    "{note: \"a: b, c # d {e} 'f'\", number: '0123', what: Größe (klein) 50 % v. 2}",
    "{note: '', what: \"null\"}",
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_on_a_line_is_read_without_the_parser(entry):
    text = f"time:\n  - {entry}\n  - {entry}\nlast: x\n"
    assert left(text) == "time:\n  - {}\n\nlast: x\n"
    assert read(text, by_lines=True) == read(text, by_lines=False)


@pytest.mark.parametrize(
    "entry",
    [
        "{a: 1, a: 2}",
        "{a: [{b: 1, b: 2}]}",
        "{a: null}",
        "{a: ~}",
        "{a: }",
        "{a, b: 1}",
        "{a: 1,5}",
        "{a: [1, 2]}",
        "{a: {b: 1}}",
        "{a: *b}",
        "{a: &b 1}",
        "{a: !!str 1}",
        '{a: "x\\n"}',
        "{a: 'it''s'}",
        "{a: - b}",
        "{a: b: c}",
        "{a: b} # c",
        "{a: b # c}",
        "{'a': b}",
        "{<<: b}",
        "{a:\tb}",
        '{a: "x\ty"}',
        "{a: x\x07}",
        "{a: ?b}",
        "{a: b}, {c: d}",
        "{a: b} c",
        "{a: |}",
        "{}",
        "{a: b\0c}",
        "{a\0: b}",
    ],
)
def test_what_only_yaml_knows_is_left_to_the_parser(entry):
    text = f"time:\n  - {entry}\n"
    assert left(text) == text
    assert alike(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  - {b: c}\n",
        "a: >-\n  x\n  - {b: c}\nd: e\n",
        'a: "x\n  - {b: c}\n  y"\n',
        "a: 'x\n  - {b: c}\n  y'\n",
        "a: x\n  - {b: c}\n",
        "a: [\n  - {b: c}\n]\n",
        "a: b\n- {c: d}\n",
        "- {a: b}\n c\n",
        "- {a: b}\n  : c\n",
        "a:\n  - {b: c}\n - {d: e}\n",
        "x: {a: [\n- {b: c}\n]}\n",
        "- {a: b}\n- {c: *nobody}\n",
        "- {a: b}\n--- \n- {c: d}\n",
    ],
)
def test_lines_that_are_no_entries_of_a_list_are_read_as_they_are(text):
    with pytest.raises(ReadAsItIsError):
        read(text, by_lines=True)


def test_lines_of_other_systems_are_as_long():
    text = "a:\r\n  - {b: c}\r\n  - {b: d}\r\ne:\r\n  - {f: g}\r\n"
    assert left(text) == "a:\r\n  - {}\n\ne:\r\n  - {}\n"
    assert read(text, by_lines=True) == read(text, by_lines=False)


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\r", "\ufeff", "\uffff"])
def test_a_text_with_rare_signs_is_read_as_it_is(sign):
    text = f"a: {sign}x\nb:\n  - {{c: d}}\n"
    assert YamlReader(text, 1, lambda *_: None, by_lines=True)._entry_lines is None


class Sliced(list[str]):
    """The values of a line; counts those that were copied."""

    copied = 0

    def __getitem__(self, wanted):
        part = super().__getitem__(wanted)
        self.copied += len(part)
        return part


@pytest.mark.parametrize("size", [1, 500])
def test_a_long_line_is_gone_over_once(size):
    """Of an invoice with 16,000 payments, the places alone took five seconds."""
    lines = EntryLines(
        f"- {{number: A, payments: [{', '.join(['{date: D, amount: 1}'] * size)}]}}\n"
    )
    lines.read()
    form, written = lines.found[0][0]
    values = Sliced(written)
    assert len(form.mapping(values, 0)["payments"]) == size
    assert values.copied <= 2 * len(written)


def test_an_entry_too_deep_is_refused_as_ever():
    deep = "".join(f"{'  ' * level}- a:\n" for level in range(9))
    text = f"{deep}{'  ' * 9}- {{b: [{{c: d}}]}}\n"
    with pytest.raises(ReadAsItIsError):
        read(text, by_lines=True)
    assert "nested more than" in str(read(text, by_lines=False))


def test_aliases_count_what_lines_have_in_them():
    entries = "".join(f"  - {{a: {n}, b: [{{c: {n}}}, {{d: x}}]}}\n" for n in range(300))
    text = f"a: &all\n{entries}b: *all\nc: [*all]\n"
    assert left(text).count("{}") == 2
    quick = YamlReader(text, 1, lambda *_: None, by_lines=True)
    quick.read(Shape())
    whole = YamlReader(text, 1, lambda *_: None)
    whole.read(Shape())
    assert quick.aliased == whole.aliased == 2 * (300 * 7 + 1)


PIECES = st.sampled_from(
    [
        *ENTRIES,
        *("{a: b}", "{a: b}", "{a: b, c: d}", "{a: ~}", "{a: }", "{a: b, a: c}", "{a: [{b: c}]}"),
        *("x", "x:", "x: y", "x: |", "x: >+", 'x: "', "x: '", "x: [", "]", "x: {", "}", "y: &n"),
        *("*n", "- x", "- - {a: b}", "# x", "", "<<: *n", "...", "---", '"', "'", "{a, b: c}"),
    ]
)
LINES = st.builds(
    lambda indent, dash, piece, end: f"{' ' * indent}{dash}{piece}{end}",
    st.integers(0, 4),
    st.sampled_from(["- ", "- ", "- ", "-  ", "", "- - "]),
    PIECES,
    st.sampled_from(["", "", "", " ", " # x", ",", "\r"]),
)


@given(st.lists(LINES, min_size=1, max_size=8), st.sampled_from(["", "a:\n", "a: |\n", "a: &n\n"]))
@example(["- {a: b}", "- {a: c}"], "a:\n")
def test_lines_mean_what_yaml_says(lines, begin):
    assert alike(begin + "\n".join(lines) + "\n")


@given(st.text("ab1-+.:/ @%()!'\"\\#&*?[]{},<>=|~_é\xa0\u2013", max_size=6), st.booleans())
def test_values_mean_what_yaml_says(value, among):
    following = ", b: 1" if among else ""
    assert alike(f"- {{a: {value}{following}}}\n- {{a: [{{a: 1}}, {{b: {value}{following}}}]}}\n")
