"""Many random places at a time are those that `random()` gives one by one, in every Python."""

from random import Random

import pytest

from clienthealth.reviewing.random_places import Places

COUNTS = [1, 2, 3, 7, 11, 12, 13, 60, 120, 200, 201, 1000]


def seeded() -> Random:
    return Random("1 client a")  # noqa: S311  # nothing here is secret


@pytest.mark.parametrize("count", COUNTS)
def test_the_places_are_those_of_the_same_random_numbers(count: int) -> None:
    places, chance = Places(seeded(), count), seeded()
    for wanted in (0, 1, 5, 3000, 20):
        assert [*places.drawn(wanted)] == [int(chance.random() * count) for _ in range(wanted)]


class Chosen(Random):
    """Gives chosen words instead of random ones, as `random()` would make numbers of them."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(0)
        self.numbers = numbers
        """Each of 53 bits."""

    def randbytes(self, n: int) -> bytes:
        words = ((number >> 26 << 5, (number & (1 << 26) - 1) << 6) for number in self.numbers)
        return b"".join(each.to_bytes(4, "little") for pair in words for each in pair)[:n]


@pytest.mark.parametrize("count", [3, 7, 11, 200])
def test_where_two_places_meet_every_bit_counts(count: int) -> None:
    """The last number below a place's beginning, its beginning, and the one after it."""
    starts = [-(-(place << 53) // count) for place in range(1, count)]
    numbers = [start + beside for start in starts for beside in (-1, 0, 1)]
    drawn = Places(Chosen(numbers), count).drawn(len(numbers))
    assert [*drawn] == [int(number / 2**53 * count) for number in numbers]
