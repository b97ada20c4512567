"""Where the labels of the map go: over no other label, over no bubble, and inside the chart."""

from collections.abc import Iterable
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth.judging.health_map import HealthMap, Spot
from clienthealth.report.page.charts import ticks
from clienthealth.report.page.health_map import health_map
from clienthealth.report.page.label_places import (
    LONGEST,
    Box,
    Bubble,
    Tie,
    letter,
    placed,
    shortened,
    width_of,
)
from clienthealth.report.page.phrases import Money
from depth import often

AREA = Box(0, 0, 800, 500)
bubbles = st.builds(
    Bubble,
    st.floats(0, 800),
    st.floats(0, 500),
    st.floats(4, 34),
    st.text(min_size=1, max_size=40),
)


@often
@given(st.lists(bubbles, max_size=25))
def test_no_label_covers_anything(given: list[Bubble]) -> None:
    corner = Box(10, 10, 120, 26)
    labels = placed(given, AREA, [corner])
    assert len(labels) == len(given)
    boxes = [(index, label.box) for index, label in enumerate(labels) if label is not None]
    for index, box in boxes:
        assert AREA.holds(box)
        assert not box.meets(corner)
        assert not any(box.meets(other) for i, other in boxes if i != index)
        assert not any(box.meets(b.box) for i, b in enumerate(given) if i != index)
    ties = [label.tie(bubble) for label, bubble in zip(labels, given, strict=True) if label]
    for (index, _), tie in zip(boxes, ties, strict=True):
        assert tie is None or not tie.crosses(corner)
        assert tie is None or not any(tie.crosses(other) for i, other in boxes if i != index)


@often
@given(st.lists(bubbles, max_size=25))
def test_what_has_no_room_for_its_name_has_a_letter_of_its_own(given: list[Bubble]) -> None:
    labels = [label for label in placed(given, AREA) if label is not None]
    places = [label.place for label in labels if label.place is not None]
    assert places == sorted(set(places))
    for label in labels:
        assert label.place is None or label.text == letter(label.place)


def test_letters_are_never_taken_for_ranks() -> None:
    shown = [letter(place) for place in (1, 2, 26, 27, 28, 52, 53, 702, 703)]
    assert shown == ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]


def test_a_bubble_alone_bears_its_name_at_its_right() -> None:
    (label,) = placed([Bubble(100, 100, 10, "Acme")], AREA)
    assert label is not None
    assert (label.text, label.place, label.tied) == ("Acme", None, False)
    assert label.box.left > 110


def test_bubbles_in_a_heap_have_letters_tied_to_them() -> None:
    heap = [Bubble(400 + n, 250, 10, f"A client of a longish name {n}") for n in range(12)]
    labels = placed(heap, AREA)
    assert any(label is not None and label.tied for label in labels)
    assert any(label is not None and label.place is not None for label in labels)


@pytest.mark.parametrize(
    ("tie", "crosses"),
    [
        (Tie(0, 0, 100, 100), True),
        (Tie(50, 0, 50, 100), True),
        (Tie(0, 50, 100, 50), True),
        (Tie(45, 45, 55, 55), True),
        (Tie(0, 0, 39, 39), False),
        (Tie(61, 0, 61, 100), False),
        (Tie(0, 100, 30, 0), False),
        (Tie(100, 50, 61, 50), False),
    ],
)
def test_whether_a_line_crosses_a_label(tie: Tie, crosses: bool) -> None:
    assert tie.crosses(Box(40, 40, 60, 60)) is crosses


def picture_of(rate_line: int, currency: str, spots: Iterable[Spot]) -> Element:
    figure, _ = health_map(
        HealthMap(75.0, Decimal(rate_line), True, tuple(spots)), (), Money(currency)
    )
    assert isinstance(figure, Element)
    return figure


def at(shape: Element, *names: str) -> list[float]:
    return [float(shape.attrib[name]) for name in names]


def test_rates_of_millions_are_written_in_full_and_have_room() -> None:
    """An hour in rupiah is a large number: 1,000,000 and not 1e+06."""
    spot = Spot("a", "Acme", 80.0, Decimal(3_456_789), Decimal(1), 1.0, "keep", "keep")
    texts = list(picture_of(1_500_000, "IDR", [spot]).iter("text"))
    marks = [each for each in texts if each.get("text-anchor") == "end" and each.text != "Acme"]
    assert "1,000,000" in [each.text for each in marks]
    for each in marks:
        assert "e+" not in (each.text or "")
        (x,) = at(each, "x")
        assert x - width_of(each.text or "") > 16


def test_no_label_lies_over_the_lines_between_the_quadrants() -> None:
    spots = (
        Spot(f"c{n}", f"A client {n}", 74.0 - n, Decimal(94 + n), Decimal(1), 0.1, "keep", "keep")
        for n in range(4)
    )
    shapes = list(picture_of(95, "EUR", spots).iter())
    lines = [each for each in shapes if each.get("class") == "threshold"][:2]
    labels = [each for each in shapes if each.get("class") == "label"]
    assert (len(lines), len(labels)) == (2, 4)
    for label in labels:
        (x, y), half = at(label, "x", "y"), width_of(label.text or "") / 2
        box = Box(x - half, y - 12, x + half, y + 4)
        assert not any(Tie(*at(each, "x1", "y1", "x2", "y2")).crosses(box) for each in lines)


def test_a_name_is_cut_where_it_is_very_long() -> None:
    assert shortened("x" * LONGEST) == "x" * LONGEST
    assert len(shortened("x" * 70_000)) == LONGEST


def test_wide_characters_take_the_room_of_two() -> None:
    assert width_of("東京") == width_of("abcd")
    assert width_of("e\u0301") == width_of("e")


@often
@given(st.integers(-(10**11), 10**11), st.integers(-(10**11), 10**11))
def test_the_marks_of_an_axis_are_round_and_hold_all(one: int, other: int) -> None:
    """The figures are in cents."""
    least, most = min(one, other) / 100, max(one, other) / 100
    marks = ticks(least, most)
    assert marks[0] <= least + 1e-6 * max(1.0, abs(least))
    assert marks[-1] >= most - 1e-6 * max(1.0, abs(most))
    assert 2 <= len(marks) <= 12
    assert marks == sorted(set(marks))


def test_the_marks_of_usual_rates() -> None:
    assert ticks(0, 134.51) == [0, 50, 100, 150]
    assert ticks(0, 95) == [0, 20, 40, 60, 80, 100]


def test_a_bubble_that_wants_no_label_is_still_kept_free() -> None:
    silent = Bubble(130, 100, 20, "Silent", is_labelled=False)
    one, none = placed([Bubble(100, 100, 10, "Acme"), silent], AREA)
    assert none is None
    assert one is not None
    assert not one.box.meets(silent.box)
