"""`clienthealth help`: pages to read without a network, each of whose commands works."""

import re
from pathlib import Path

import pytest

from clienthealth import help_page, help_topics
from clienthealth.cli.app import COMMANDS
from clienthealth.report.help.pages import HOW_TOS

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
    assert max(map(len, words)) <= 100


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
