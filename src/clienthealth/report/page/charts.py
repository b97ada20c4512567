"""What the charts have in common: the picture with its description, axes, bars, and a legend."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from clienthealth.report.page.elements import Content, element

METER_WIDTH, METER_HEIGHT = 64, 8


class Frame(NamedTuple):
    """The part of a picture in which data is drawn, and the figures at its edges."""

    left: float
    top: float
    right: float
    bottom: float
    least_x: float
    most_x: float
    least_y: float
    most_y: float

    def x(self, value: float) -> float:
        """Where a figure lies from left to right."""
        part = (value - self.least_x) / (self.most_x - self.least_x)
        return self.left + part * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a figure lies from the top down."""
        part = (value - self.least_y) / (self.most_y - self.least_y)
        return self.bottom - part * (self.bottom - self.top)


def picture(
    name: str, title: str, description: str, width: float, height: float, shapes: Content
) -> Element:
    """A picture that is read out as its title and description."""
    return element(
        "svg",
        element("title", title, id=f"{name}-picture-title"),
        element("desc", description, id=f"{name}-picture-description"),
        shapes,
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        role="img",
        aria_labelledby=f"{name}-picture-title {name}-picture-description",
        class_="picture",
    )


def ticks(least: float, most: float, count: int = 5) -> list[float]:
    """Round figures from at or below `least` to at or above `most`."""
    span = most - least
    rough = (span if span > 0 else abs(most) or 1.0) / count
    power = 10 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first = math.floor(least / step + 1e-9)
    last = max(first + 1, math.ceil(most / step - 1e-9))
    return [round(index * step, 9) for index in range(first, last + 1)]


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Element:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def text(
    x: float, y: float, content: Content, anchor: str = "start", class_: str | None = None
) -> Element:
    """A text in a picture."""
    return element("text", content, x=x, y=y, text_anchor=anchor, class_=class_)


def across(frame: Frame, values: Sequence[tuple[float, str]]) -> Iterator[Element]:
    """Lines across the frame, each with its label at the left."""
    for value, label in values:
        y = frame.y(value)
        yield line(frame.left, y, frame.right, y, "grid")
        yield text(frame.left - 8, y + 4, label, "end", "quiet-text")


def upward(frame: Frame, values: Sequence[tuple[float, str]]) -> Iterator[Element]:
    """Labels below the frame, each with a short stroke."""
    yield line(frame.left, frame.bottom, frame.right, frame.bottom, "axis")
    for value, label in values:
        x = frame.x(value)
        yield line(x, frame.bottom, x, frame.bottom + 5, "axis")
        yield text(x, frame.bottom + 20, label, "middle", "quiet-text")


def polyline(points: Sequence[tuple[float, float]], class_: str) -> Element:
    """A line through points."""
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return element("polyline", points=drawn, class_=class_)


def meter(value: float | None, start: float = 0.0, class_: str = "bar") -> Element:
    """A small bar from one part of a whole to another, beside the figure that it shows."""
    parts = [element("rect", width=METER_WIDTH, height=METER_HEIGHT, rx=1.5, class_="track")]
    if value is not None:
        low, high = sorted((min(1.0, max(0.0, start)), min(1.0, max(0.0, value))))
        parts.append(
            element(
                "rect",
                x=low * METER_WIDTH,
                width=(high - low) * METER_WIDTH,
                height=METER_HEIGHT,
                rx=1.5,
                class_=class_,
            )
        )
    return element(
        "svg",
        parts,
        viewBox=f"0 0 {METER_WIDTH} {METER_HEIGHT}",
        width=METER_WIDTH,
        height=METER_HEIGHT,
        class_="meter",
        aria_hidden="true",
    )


def legend(*entries: tuple[Content, str]) -> Element:
    """What the signs of a picture mean: the shapes of a sign, and its meaning."""
    return element(
        "ul",
        [
            element(
                "li",
                element(
                    "svg",
                    shapes,
                    viewBox="0 0 28 14",
                    width=28,
                    height=14,
                    class_="key",
                    aria_hidden="true",
                ),
                meaning,
            )
            for shapes, meaning in entries
        ],
        class_="legend",
    )
