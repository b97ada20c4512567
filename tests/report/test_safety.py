"""Hidden characters are shown as what they are, except where they make one emoji of several."""

import pytest

from clienthealth.report.text.cells import cut, width_of, wrap
from clienthealth.report.text.safety import safe, short

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
PROGRAMMER = "\U0001f469\U0001f3fd\u200d\U0001f4bb"
EMOJI = {
    "programmer": PROGRAMMER,
    "family": FAMILY,
    "heart on fire": "\u2764\ufe0f\u200d\U0001f525",
    "rainbow flag": "\U0001f3f3\ufe0f\u200d\U0001f308",
    "head shaking": "\U0001f642\u200d\u2194\ufe0f",
    "two in a row": FAMILY + PROGRAMMER,
}


@pytest.mark.parametrize("emoji", EMOJI.values(), ids=EMOJI)
def test_an_emoji_of_several_characters_stays_one(emoji: str) -> None:
    assert safe(f"Studio {emoji} Ada") == f"Studio {emoji} Ada"


@pytest.mark.parametrize(
    "text",
    [
        "ac\u200dme",  # looks like "acme", and is another name
        "\u200dacme",
        "\U0001f469\u200dacme",
        "acme\u200d\U0001f469",
        "\U0001f469\u200d\u200d\U0001f4bb",
        "\U0001f469\u200b\U0001f4bb",
        "\U0001f469\u2060\U0001f4bb",
        "\U0001f469\ufeff\U0001f4bb",
        "#\ufe0f\u200d#[x]",
        "\u200d",
    ],
)
def test_any_other_character_without_a_width_is_shown(text: str) -> None:
    shown = safe(text)
    assert shown.isprintable()
    assert "\\u" in shown


@pytest.mark.parametrize("width", range(2, 30))
def test_an_emoji_that_is_cut_or_wrapped_leaves_no_joiner_behind(width: int) -> None:
    text = f"x{FAMILY}{PROGRAMMER} y{FAMILY}"
    for line in (*wrap(text, width), cut(text, width), short(text, width)):
        assert safe(line) == line
    assert all(width_of(line) <= width for line in (*wrap(text, width), cut(text, width)))


@pytest.mark.parametrize("width", range(17, 60))
def test_a_count_is_never_parted_from_its_words(width: int) -> None:
    lines = wrap("20 active clients: 1 to fire, 2 to let go, 6 to renegotiate, 12 invoices", width)
    text = "\n".join(lines)
    for whole in ("20 active", "1 to fire", "2 to let", "6 to renegotiate", "12 invoices"):
        assert whole in text
