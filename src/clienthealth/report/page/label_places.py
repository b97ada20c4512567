"""Where the labels of a map go, so that none covers another, a bubble, a line or the edge."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

CHARACTER, LINE = 7.4, 16.0
"""About how wide a character is, and how high a line, at the size of a map's labels: wide rather
than narrow, as every system has a font of its own."""
GAP = 4.0
LONGEST = 24
"""In characters; what is longer is cut, and whole in the table."""
RINGS = (26.0, 44.0, 62.0)
"""How far a letter may be from its bubble, with a line to it."""
DIRECTIONS = (
    *((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0)),
    *((0.71, -0.71), (0.71, 0.71), (-0.71, -0.71), (-0.71, 0.71)),
)


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share some area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


class Tie(NamedTuple):
    """A straight line from a bubble to its label."""

    x1: float
    y1: float
    x2: float
    y2: float

    def crosses(self, box: Box) -> bool:
        """Whether some of it lies in a rectangle (Liang and Barsky)."""
        across, down = self.x2 - self.x1, self.y2 - self.y1
        enters, leaves = 0.0, 1.0
        for step, room in (
            *((-across, self.x1 - box.left), (across, box.right - self.x1)),
            *((-down, self.y1 - box.top), (down, box.bottom - self.y1)),
        ):
            if not step:
                if room <= 0:
                    return False
            elif step < 0:
                enters = max(enters, room / step)
            else:
                leaves = min(leaves, room / step)
        return enters < leaves


class Bubble(NamedTuple):
    """A circle that may want a label."""

    x: float
    y: float
    radius: float
    name: str
    is_labelled: bool = True

    @property
    def box(self) -> Box:
        """The square around it."""
        reach = self.radius + 1
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


class Label(NamedTuple):
    """A label and its place."""

    text: str
    box: Box
    place: int | None
    """Its place in the key, from 1, if there was no room for the name and the text is a letter."""
    tied: bool
    """Whether a line leads to its bubble."""

    def tie(self, bubble: Bubble) -> Tie | None:
        """The line to its bubble, if one is needed."""
        return _tie(bubble, self.box) if self.tied else None


def _tie(bubble: Bubble, box: Box) -> Tie:
    return Tie(bubble.x, bubble.y, (box.left + box.right) / 2, (box.top + box.bottom) / 2)


def width_of(text: str) -> float:
    """About how wide a text is; wide characters, as those of Chinese, count as two."""
    signs = (0 if unicodedata.combining(c) else 1 + (_width(c) in "WF") for c in text)
    return CHARACTER * sum(signs)


def _width(character: str) -> str:
    return unicodedata.east_asian_width(character)


def shortened(name: str) -> str:
    """A name that a map has room for."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def letter(place: int) -> str:
    """The letter of a place in the key: A, B, … Z, AA; a number would look like a rank."""
    text = ""
    while place:
        place, at = divmod(place - 1, 26)
        text = chr(ord("A") + at) + text
    return text


def placed(bubbles: Sequence[Bubble], area: Box, taken: Sequence[Box] = ()) -> list[Label | None]:
    """A label for each bubble that wants one: the names where all fit, or else all letters.

    Labels are placed where they leave everything else free, the largest bubble first. Letters are
    given from A in the order of the bubbles; a bubble without room for its letter has none.

    Args:
        bubbles: The circles.
        area: What labels may not leave.
        taken: Where something else is written.
    """
    wanted = [index for index, bubble in enumerate(bubbles) if bubble.is_labelled]
    names: dict[int, str | int] = {index: shortened(bubbles[index].name) for index in wanted}
    found = _found(bubbles, area, taken, names)
    if len(found) < len(wanted):
        letters: dict[int, str | int] = {index: n for n, index in enumerate(wanted, 1)}
        found = _found(bubbles, area, taken, letters)
    return [found.get(index) for index in range(len(bubbles))]


def _found(
    bubbles: Sequence[Bubble], area: Box, taken: Sequence[Box], labels: Mapping[int, str | int]
) -> dict[int, Label]:
    """The labels that have a place, by bubble."""
    free = _Free(bubbles, area, taken)
    order = sorted(labels, key=lambda i: (-bubbles[i].radius, i))
    found = {}
    for index in order:
        text = labels[index]
        place = text if isinstance(text, int) else None
        label = free.label(index, letter(text) if isinstance(text, int) else text, place)
        if label is not None:
            found[index] = label
    return found


class _Free:
    """What of an area is still free."""

    def __init__(self, bubbles: Sequence[Bubble], area: Box, taken: Sequence[Box]) -> None:
        self._bubbles, self._area = bubbles, area
        self._labels = list(taken)
        self._ties: list[Tie] = []

    def label(self, index: int, text: str, place: int | None) -> Label | None:
        """A label at the first place that is free, which is taken by it."""
        bubble = self._bubbles[index]
        for box, tied in _candidates(bubble, width_of(text), far=place is not None):
            tie = _tie(bubble, box) if tied else None
            if self._area.holds(box) and not self._is_taken(box, index, tie):
                self._labels.append(box)
                self._ties += [tie] if tie else []
                return Label(text, box, place, tied)
        return None

    def _is_taken(self, box: Box, index: int, tie: Tie | None) -> bool:
        if any(box.meets(label) for label in self._labels):
            return True
        if any(other.crosses(box) for other in self._ties):
            return True
        if tie is not None and any(tie.crosses(label) for label in self._labels):
            return True
        return any(box.meets(b.box) for i, b in enumerate(self._bubbles) if i != index)


def _candidates(bubble: Bubble, width: float, *, far: bool) -> Iterator[tuple[Box, bool]]:
    """Places for a label, the best first: beside its bubble, then a letter farther away."""
    for across, down in DIRECTIONS:
        yield _beside(bubble, width, across, down, bubble.radius + GAP), False
    for ring in RINGS if far else ():
        for across, down in DIRECTIONS:
            yield _beside(bubble, width, across, down, bubble.radius + ring), True


def _beside(bubble: Bubble, width: float, across: float, down: float, distance: float) -> Box:
    x, y = bubble.x + across * distance, bubble.y + down * distance
    left = x if across > 0.1 else x - width if across < -0.1 else x - width / 2
    top = y if down > 0.1 else y - LINE if down < -0.1 else y - LINE / 2
    return Box(left, top, left + width, top + LINE)
