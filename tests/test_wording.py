"""The table of most read strings is what the program says: the fixed words of each are in it."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| (?!before|---)(.+) \| (.+) \| ([^|]+) \|$", re.MULTILINE)
VARIES = re.compile(
    r"\S*\d\S*(?: (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d+)?(?: (?:%|[A-Z]{3}\b))?"
    r'| / |…|"[^"]*"|\(|\)|[:;,]|\b[A-Z][a-z]+ (?=[A-Z])'
)
"""What another ledger changes, and what the words are joined by."""
JOINED = re.compile(r"""["']\)?\s*\n\s*\(?f?r?["']""")
"""Where a text goes on in the next line of a source."""
PARTED = (
    *("Dormant, with no", "6,100.00 EUR overdue for up", "pays 32 days later", "5 urgent requests"),
    *("misconduct: disrespectful", "3 extra rounds", "argued twice", "promised later work twice"),
    *("takes 40 %", "the contract says nothing", "0 hours logged", "what would change it"),
    *("Fire Dunmarra", "they behave well and pay", "the waiver of late-payment", "Due from Mon"),
    'id: duplicate client "acme"',
)
"""The strings whose words are put together of pieces: of these, words in a row are looked for."""
IN_A_ROW = 3


def rows() -> list[tuple[str, str]]:
    return [(after, where) for _, after, where in ROW.findall(table())]


def table() -> str:
    return (ROOT / "docs" / "wording.md").read_text(encoding="utf-8")


@cache
def said() -> str:
    """Everything that the program and its front page say, without line breaks."""
    sources = [*(ROOT / "src").rglob("*.py"), ROOT / "README.md", ROOT / "docs" / "help"]
    files = [f for each in sources for f in (each.rglob("*.md") if each.is_dir() else [each])]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return " ".join(JOINED.sub("", text).replace('\\"', '"').split())


def longest(after: str) -> str:
    """The longest part of a string that is the same for every ledger."""
    parts = (part.strip(" .") for part in VARIES.split(after))
    return max(parts, key=lambda part: (len(part.split()), len(part)))


def has_pieces(after: str) -> bool:
    """Whether the program has some words of each longer part of a string, in a row."""
    parts = [words for part in VARIES.split(after) if len(words := part.split()) > IN_A_ROW]
    return all(
        any(" ".join(words[i : i + IN_A_ROW]) in said() for i in range(len(words) - IN_A_ROW + 1))
        for words in parts
    )


@pytest.mark.parametrize(("after", "where"), rows())
def test_each_string_of_the_table_is_in_the_program(after: str, where: str) -> None:
    is_there = has_pieces(after) if after.startswith(PARTED) else longest(after) in said()
    assert is_there, f"{where}: {after}"


def test_most_of_what_was_said_before_is_in_the_program_no_more() -> None:
    before = [longest(each) in said() for each, _, _ in ROW.findall(table())]
    assert 90 <= len(before) <= 130
    assert sum(before) < len(before) / 2
