"""Where the labels of the map go: over no other label, over no bubble, and inside the chart."""

from hypothesis import given
from hypothesis import strategies as st

from clienthealth.report.page.charts import ticks
from clienthealth.report.page.label_places import LONGEST, Box, Bubble, placed, shortened, width_of
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


@often
@given(st.lists(bubbles, max_size=25))
def test_what_has_no_room_for_its_name_has_a_number_of_its_own(given: list[Bubble]) -> None:
    labels = [label for label in placed(given, AREA) if label is not None]
    numbers = [label.number for label in labels if label.number is not None]
    assert numbers == sorted(set(numbers))
    for label in labels:
        assert label.number is None or label.text == str(label.number)


def test_a_bubble_alone_bears_its_name_at_its_right() -> None:
    (label,) = placed([Bubble(100, 100, 10, "Acme")], AREA)
    assert label is not None
    assert (label.text, label.number, label.tied) == ("Acme", None, False)
    assert label.box.left > 110


def test_bubbles_in_a_heap_have_numbers_tied_to_them() -> None:
    heap = [Bubble(400 + n, 250, 10, f"A client of a longish name {n}") for n in range(12)]
    labels = placed(heap, AREA)
    assert any(label is not None and label.tied for label in labels)
    assert any(label is not None and label.number is not None for label in labels)


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
