"""How YAML is read: text stays text, places are exact, and harmful input is refused."""

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from clienthealth.ledger.fields import EMPTY, MARK
from clienthealth.ledger.sources import Sources
from clienthealth.ledger.yaml_events import (
    MAX_ALIASED_NODES,
    MAX_DEPTH,
    Shape,
    Unreadable,
    YamlReader,
    event_parser,
)


@pytest.fixture(params=["C", "Python"], autouse=True)
def parser(request, monkeypatch):
    """Both parsers must read everything here alike."""
    if request.param == "Python":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    return request.param


def test_the_parser_under_test_is_the_one_meant(parser):
    assert event_parser().__name__ == {"C": "CParser", "Python": "_PurePythonParser"}[parser]


def read(text):
    """The value without marks, and the problems as `line:column: message`."""
    problems = []
    reader = YamlReader(text, 1, lambda line, column, m: problems.append(f"{line}:{column}: {m}"))
    return plain(reader.read(Shape())), problems


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key not in (MARK, EMPTY)}
    return [plain(item) for item in value] if isinstance(value, list) else value


def refusal(text):
    with pytest.raises(Unreadable) as caught:
        read(text)
    return f"{caught.value.line}:{caught.value.column}: {caught.value.message}"


@pytest.mark.parametrize(
    "scalar",
    [
        "NO",
        "off",
        "0123",
        "0o17",
        "0x1F",
        "12:30",
        "1_000",
        "1e400",
        ".inf",
        "2024-02-30",
        "=",
        "y",
    ],
)
def test_scalars_stay_the_text_they_are(scalar):
    assert read(f"key: {scalar}") == ({"key": scalar}, [])


@pytest.mark.parametrize("null", ["", "~", "null", "Null", "NULL"])
def test_a_null_value_is_as_if_its_key_were_absent(null):
    assert read(f"a: {null}\nb: 1") == ({"b": "1"}, [])


def test_a_quoted_null_is_text():
    assert read("a: 'null'\nb: \"~\"\nc: ''") == ({"a": "null", "b": "~", "c": ""}, [])


def test_a_null_in_a_list_keeps_its_place():
    assert read("[a, ~, b]") == (["a", None, "b"], [])


def test_block_and_flow_styles_and_all_quotations():
    text = "a: |\n  one\n  two\nb: >-\n  one\n  two\nc: {d: 'it''s', e: \"\\t\"}\nf: [1, [2]]\n"
    assert read(text)[0] == {
        "a": "one\ntwo\n",
        "b": "one two",
        "c": {"d": "it's", "e": "\t"},
        "f": ["1", ["2"]],
    }


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "--- ~\n...\n"])
def test_nothing_is_none(text):
    assert read(text) == (None, [])


def test_every_mapping_knows_where_it_begins():
    reader = YamlReader("a:\n  - b: 1\n  - {c: 2}\nd: {e: {f: 3}}", 1, lambda *_: None)
    value: Any = reader.read(Shape())
    mappings = [value, *value["a"], value["d"], value["d"]["e"]]
    sources = Sources()
    sources.add(Path("x.yaml"), "x.yaml")
    places = [sources.place(mapping[MARK]) for mapping in mappings]
    assert [(p.line, p.column) for p in places] == [(1, 1), (2, 5), (3, 5), (4, 4), (4, 8)]


def test_windows_line_ends_count_as_one_line_each():
    assert read("a: 1\r\nb: 2\r\na: 3\r\n") == (
        {"a": "1", "b": "2"},
        ['3:1: duplicate key "a"; keep one'],
    )


def test_a_repeated_key_is_a_problem_and_the_first_is_kept():
    assert read("a: 1\nb: {c: 2, c: 3}\na: ~") == (
        {"a": "1", "b": {"c": "2"}},
        [
            '2:11: duplicate key "c"; keep one',
            '3:1: duplicate key "a"; keep one',
        ],
    )


def test_the_readers_own_key_cannot_be_forged():
    assert read('{"\\0mark": 5, a: 1}') == (
        {"a": "1"},
        ['1:2: unknown key "\\x00mark"; remove it'],
    )


def test_anchors_and_aliases_repeat_values():
    assert read("a: &x 1\nb: &y [*x, {c: *x}]\nd: *y") == (
        {"a": "1", "b": ["1", {"c": "1"}], "d": ["1", {"c": "1"}]},
        [],
    )


def test_keys_may_have_anchors_and_be_aliases():
    assert read("&k a: 1\nb: {*k : 2}") == ({"a": "1", "b": {"a": "2"}}, [])


def test_an_alias_to_a_merge_sign_is_a_key_like_any_other():
    assert read('a: &m "<<"\n*m : {b: 1}') == ({"a": "<<", "<<": {"b": "1"}}, [])


def test_a_quoted_merge_sign_is_a_key_like_any_other():
    assert read('{"<<": {b: 1}}') == ({"<<": {"b": "1"}}, [])


def test_merge_keys_fill_what_the_mapping_does_not_say():
    text = "base: &b {x: 1, y: 2, z: 3}\nmore: &m {y: 7, w: 8}\nout: {x: 9, <<: [*b, *m], z: ~}"
    assert read(text)[0]["out"] == {"x": "9", "y": "2", "w": "8"}


def test_merging_what_is_no_mapping_is_a_problem():
    assert read("{<<: 5, a: 1}") == (
        {"a": "1"},
        ["1:6: `<<` merges a mapping; write `<<: *name` with an anchor &name"],
    )


def test_an_alias_without_an_anchor():
    assert (
        refusal("a: *nobody")
        == "1:4: the alias *nobody has no anchor &nobody before it; quote it if it is text"
    )


def test_an_alias_inside_its_own_anchor():
    message = "the alias *x is inside its own anchor; write the value out"
    assert refusal("a: &x [1, *x]") == f"1:11: {message}"
    assert refusal("a: &x {<<: *x}") == f"1:12: {message}"


def test_aliases_that_multiply_are_refused_before_they_cost_anything():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    message = f"aliases repeat more than {MAX_ALIASED_NODES:,} values; write fewer"
    assert refusal("\n".join(lines)).endswith(message)


def test_as_many_aliased_values_as_allowed():
    ones = ", ".join(["*x"] * (MAX_ALIASED_NODES // 100))
    listed = "[" + ", ".join(["1"] * 99) + "]"  # with the list itself a hundred values
    assert len(read(f"a: &x {listed}\nb: [{ones}]")[0]["b"]) == MAX_ALIASED_NODES // 100
    assert refusal(f"a: &x {listed}\nb: [{ones}, *x]").startswith("2:")


@pytest.mark.parametrize(
    ("text", "place", "tag"),
    [
        ("a: !!python/object/apply:os.system [id]", "1:4", "!!python/object/apply:os.system"),
        ("a: !!python/name:os.system", "1:4", "!!python/name:os.system"),
        ("a: !secret x", "1:4", "!secret"),
        ("a: !!binary aGk=", "1:4", "!!binary"),
        ("a: !!str 5", "1:4", "!!str"),
        ("a: ! 5", "1:4", "!"),
        ("a: !!set {b}", "1:4", "!!set"),
        ("!!str a: b", "1:1", "!!str"),
        ("a: !<tag:example.com,2000:x> b", "1:4", "tag:example.com,2000:x"),
    ],
)
def test_tags_are_refused(text, place, tag):
    assert read(text)[1] == [f'{place}: the tag "{tag}" is not allowed in a ledger; remove it']


def test_a_second_document_is_refused():
    assert refusal("a: 1\n---\nb: 2") == "2:1: a second document begins here; keep one per file"


TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep; a ledger needs about 8"


def block_mappings(levels):
    return "".join(f"{' ' * level}a:\n" for level in range(levels))


def test_as_deep_as_allowed():
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == []
    assert read("- " * MAX_DEPTH + "a")[1] == []
    assert read(block_mappings(MAX_DEPTH))[1] == []


def test_one_level_too_deep():
    deep = MAX_DEPTH + 1
    assert refusal("[" * deep + "]" * deep) == f"1:{deep}: {TOO_DEEP}"
    assert refusal("- " * deep + "a") == f"1:{2 * deep - 1}: {TOO_DEEP}"
    assert refusal(block_mappings(deep)) == f"{deep}:{deep}: {TOO_DEEP}"


# Each opens one level. libyaml 0.2.6 has a limit of its own, a thousand, and scanners run ahead.
OPENINGS = {
    "[": "1:21",
    "[a, ": "1:81",
    "{a: ": "1:81",
    '{"a": ': "1:121",
    "- ": "1:41",
    "&x [": "1:81",
    "[\n": "21:1",
    "[ # a\n": "21:1",
}


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 999, 1_000, 1_001, 1_025, 3_000])
@pytest.mark.parametrize("opening", OPENINGS)
def test_the_first_level_too_deep_is_named_however_deep_it_goes(opening, levels):
    assert refusal(opening * levels) == f"{OPENINGS[opening]}: {TOO_DEEP}"
    assert refusal("\n" + block_mappings(levels)) == f"22:21: {TOO_DEEP}"
    assert refusal("".join(f"{' ' * n}-\n" for n in range(levels))) == f"21:21: {TOO_DEEP}"


def test_nesting_without_end():
    assert refusal("[" * 1_000_000) == f"1:21: {TOO_DEEP}"


def test_depth_counts_from_where_the_brackets_are():
    text = f"a: 1\nb:\n- c: {'[' * 2_000}"
    assert refusal(text) == f"3:{6 + MAX_DEPTH - 3}: {TOO_DEEP}"


@pytest.mark.parametrize("end", ["@", '"', "'", "*", "&", "!", "%", "- a", "| b", "}"])
def test_the_level_too_deep_is_named_before_what_follows_it(end):
    assert refusal("a: " + "[" * MAX_DEPTH + end) == f"1:{MAX_DEPTH + 3}: {TOO_DEEP}"
    assert "nested" not in refusal("[" * MAX_DEPTH + end)


def test_brackets_in_a_text_are_no_levels():
    for text in ("[" * 3_000, "{a: " * 3_000):
        assert read(f'a: "{text}"\nb: |\n  {text}\nc: 1 # {text}') == (
            {"a": text, "b": f"{text}\n", "c": "1"},
            [],
        )


def test_other_refusals_too_come_before_what_the_scanner_meets_later():
    assert refusal("[[a]: b, @") == "1:2: a key must be plain text; write `key: value`"
    assert refusal("{a: *nobody, b: @") == (
        "1:5: the alias *nobody has no anchor &nobody before it; quote it if it is text"
    )


@pytest.mark.parametrize("text", ["[a]: b", "{a: b}: c", "? [a]\n: b", "? {a: b}\n: c"])
def test_a_key_must_be_text(text):
    assert refusal(text).endswith("a key must be plain text; write `key: value`")


SYNTAX = {
    "\tversion: 1": "1:1: a tab in the indentation; use spaces",
    "a:\n\tb: 1": "2:1: a tab in the indentation; use spaces",
    "a:\n  b: 1\n\tc: 2": "3:1: a tab in the indentation; use spaces",
    "a: 'b\nc: d": "1:4: a quotation mark is never closed; close it",
    'a: 1\nb: "c\nd: e': "2:4: a quotation mark is never closed; close it",
    "a: [b\nc: d": "2:2: the bracket opened at 1:4 is not closed; close it, "
    "or quote text with a comma, a colon or a bracket",
    "a: {b: [c}": "1:10: the bracket opened at 1:8 is not closed; close it, "
    "or quote text with a comma, a colon or a bracket",
    "a: {b: c": "1:4: the bracket opened at 1:4 is not closed; close it, "
    "or quote text with a comma, a colon or a bracket",
    "a: b: c": "1:5: an unexpected colon; quote text with a colon, or check the indentation",
    "a: 1\nkey\nb: 2": "2:1: a line without a colon; write `key: value`, or check the indentation",
    "a: @x": '1:4: text cannot begin with "@"; put the text in quotation marks',
    "a: %x": '1:4: text cannot begin with "%"; put the text in quotation marks',
    "a: ]": '1:4: text cannot begin with "]"; put the text in quotation marks',
    "a: - b": '1:4: an unexpected "- "; begin each list on a line of its own',
    "a: 'it's'": "1:8: does not fit the mapping begun at 1:1; check the "
    "indentation and the quotation marks of this line and the one before",
    "- a: b\n e: f": "2:2: does not fit the list begun at 1:1; check the "
    "indentation and the quotation marks of this line and the one before",
    "a: |x\n b": "1:5: the text after | or > must begin on the next line; move it",
    "a: * b": "1:5: a name must follow `*`; put the text in quotation marks",
    "a: & b": "1:5: a name must follow `&`; put the text in quotation marks",
    "a: !foo!x b": "1:4: tags are not allowed in a ledger; remove it, or "
    "put the text in quotation marks",
    "{a: b} c": "1:8: text after the end of the document; remove it",
    "%YAML 3.0\n--- a": "1:1: unknown version of YAML; remove the line",
    "a: b\nc: \x1b[31m": "2:4: the control character U+001B is not allowed; remove it",
    "a: \0": "1:4: the control character U+0000 is not allowed; remove it",
    "\x7fELF\x02\x01\x01": "1:1: the control character U+007F is not allowed; remove it",
}


@pytest.mark.parametrize("text", SYNTAX)
def test_syntax_errors_say_what_to_write_instead(text):
    assert refusal(text).replace("not valid YAML: ", "", 1) == SYNTAX[text]


@pytest.mark.parametrize("escape", ["\\q", "\\x", "\\ud800", "\\U00110000", "\\uZZZZ"])
def test_escapes_for_what_is_no_character_are_refused(escape):
    message = "an unknown escape after a backslash; double it, or use single quotation marks"
    assert refusal(f'a: "{escape}"').endswith(f"not valid YAML: {message}")


def test_a_finished_entry_takes_the_place_of_its_mapping():
    shape = Shape(keys={"time": Shape(items=Shape(finish=lambda raw: Decimal(raw["hours"])))})
    reader = YamlReader("time: [{hours: 1.5}, text, {hours: 2}]", 1, lambda *_: None)
    read: Any = reader.read(shape)
    assert read["time"] == [Decimal("1.5"), "text", Decimal(2)]


def test_an_entry_that_is_refused_is_left_out():
    shape = Shape(keys={"time": Shape(items=Shape(finish=lambda _: None))})
    read: Any = YamlReader("time: [{hours: 1.5}]", 1, lambda *_: None).read(shape)
    assert read["time"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: {b: 1,\tc: 2}\n", {"a": {"b": "1", "c": "2"}}),
        ("a: {b:\t1,\n\tc: 2}\n", {"a": {"b": "1", "c": "2"}}),
        ("a:\t1\t# note\n", {"a": "1"}),
        ("a: x\ty\t\nb: z\n", {"a": "x\ty", "b": "z"}),
        ("a: [1,\n\t2]\n", {"a": ["1", "2"]}),
    ],
)
def test_a_tab_that_indents_nothing_is_a_blank(text, value):
    assert read(text) == (value, [])
