"""`clienthealth help`: pages to read without a network, each of whose commands works."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from clienthealth import all_rules, help_page, help_topics, rule_page
from clienthealth.cli.app import COMMANDS
from clienthealth.report.help.code import code_lines
from clienthealth.report.help.pages import HOW_TOS
from clienthealth.report.text.cells import width_of
from clienthealth.report.text.screen import text_of

from .program import run
from .terminal import Terminal

ROOT = Path(__file__).parents[2]
TOPICS = [topic.name for topic in help_topics()]


def test_without_a_topic_it_lists_them_all(tmp_path: Path) -> None:
    done = run("help", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert re.findall(r"^  ([a-z-]+)  ", done.out, re.MULTILINE) == TOPICS
    assert {
        *("first-verdict", "annual-review", "ci", "feeding", "plans", "policy", "privacy")
    } < set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_plain_in_a_pipe_and_is_that_of_the_documentation(
    topic: str, tmp_path: Path
) -> None:
    done = run("help", topic.upper(), cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    where = "docs/glossary.md" if topic == "glossary" else f"docs/help/{topic}.md"
    page = (ROOT / where).read_text(encoding="utf-8")
    assert done.out == re.sub(r"\[([^\]]+)\]\(\.\./[^)]+\)", r"\1", page)
    assert "\x1b" not in done.out


def test_a_page_can_be_written_to_a_file(tmp_path: Path) -> None:
    assert run("help", "ci", "--output", "ci.md", cwd=tmp_path).out == ""
    assert (tmp_path / "ci.md").read_text(encoding="utf-8") == help_page("ci")


def test_at_a_terminal_a_page_is_rendered(tmp_path: Path) -> None:
    with Terminal("help", "plans", cwd=tmp_path) as terminal:
        code, said = terminal.end()
    assert code == 0
    assert "Acting on a verdict" in said
    assert "# Acting" not in said
    assert "```" not in said
    words = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in said.splitlines()]
    prose = [line for line in words if line[:1].isalpha()]
    assert prose
    assert max(map(len, prose)) <= 100  # also where the terminal is wider
    assert max(map(len, words)) <= 200  # an output that is shown stays as it was


CODE = re.compile(r"^```(\w*).*\n((?:.*\n)*?)```\n", re.MULTILINE)
PAGES = [*map(help_page, HOW_TOS), *map(rule_page, all_rules())]
WIDTHS = (40, 60, 80, 120)


def in_a_terminal(code: str, width: int) -> list[str]:
    """The lines of a block of code, without their common indentation."""
    lines = text_of(code_lines(code.splitlines(), width)).splitlines()
    assert all(width_of(line) <= width for line in lines)
    return [line[2:] for line in lines]


@pytest.mark.parametrize("width", WIDTHS)
def test_yaml_means_the_same_in_a_terminal_that_is_too_narrow_for_it(width: int) -> None:
    for kind, code in (block for page in PAGES for block in CODE.findall(page)):
        if kind == "yaml":
            shown = "\n".join(in_a_terminal(code, width))
            assert list(map(str, yaml.parse(shown))) == list(map(str, yaml.parse(code)))


@pytest.mark.parametrize("width", WIDTHS[1:])  # at 40, a quoted secret is wider than the line
def test_a_command_can_be_typed_as_a_narrow_terminal_shows_it(width: int) -> None:
    for kind, code in (block for page in PAGES for block in CODE.findall(page)):
        if kind == "console":
            shown = "\n".join(in_a_terminal(code, width)).replace("\\\n", "")
            typed = [line for line in shown.splitlines() if line.startswith("$ ")]
            expected = [line for line in code.splitlines() if line.startswith("$ ")]
            assert list(map(shlex.split, typed)) == list(map(shlex.split, expected))


def test_a_table_is_cut_at_the_edge_rather_than_wrapped() -> None:
    table = "client  health  trend  why\nacme      56.4      -  pays 42.8 days late on average\n"
    assert in_a_terminal(table, 40) == [
        "client  health  trend  why",
        "acme      56.4      -  pays 42.8 days…",
    ]


def test_a_line_that_fits_stays_as_it_is() -> None:
    for _, code in (block for page in PAGES for block in CODE.findall(page)):
        assert in_a_terminal(code, 700) == code.splitlines()


def test_an_unknown_topic_is_wrong_usage_and_names_the_topics() -> None:
    done = run("help", "polcy")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"clienthealth: no help on 'polcy'; did you mean \"policy\"? topics: {', '.join(TOPICS)}\n"
    )
    assert run("help", "zzz").err == (
        f"clienthealth: no help on 'zzz'; topics: {', '.join(TOPICS)}\n"
    )


def test_the_name_of_a_command_gives_its_options() -> None:
    assert run("help", "review").out == run("review", "--help").out
    assert run("help", "policy").out.startswith("# ")  # a page comes first


COMMAND = re.compile(r"clienthealth ([a-z]+)")
EXITS = {"ci": ["1"], "privacy": ["2", "1"]}
"""The codes of the commands that are meant not to end with 0, by page."""


@pytest.mark.parametrize("topic", HOW_TOS)
def test_the_commands_of_a_page_end_as_it_says(topic: str) -> None:
    """What they print is compared where the documentation is: tests/test_docs.py."""
    page = help_page(topic)
    assert "\n$ clienthealth " in page
    assert re.findall(r"^\(exit code (\d+)\)$", page, re.MULTILINE) == EXITS.get(topic, [])
    assert set(COMMAND.findall(page)) <= set(COMMANDS)
    for mentioned in re.findall(r"`clienthealth help ([a-z-]+)`", page):
        assert mentioned in TOPICS


def test_every_option_that_a_page_mentions_exists() -> None:
    for topic in HOW_TOS:
        for command, rest in re.findall(r"clienthealth ([a-z]+)([^`\n|]*)", help_page(topic)):
            if command == "log":  # its options are those of the kind
                continue
            name = (command, "write") if command == "baseline" else (command,)
            known = run(*name, "--help").out
            for option in re.findall(r"(?<= )--[a-z-]+", rest):
                assert option in known, f"{topic}: {command} {option}"
