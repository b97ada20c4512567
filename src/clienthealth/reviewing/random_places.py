"""Places in a list at random, many at a time: those that `random()` would give one by one.

A call of `random()` for each of two million months takes longer than all else in a draw. Each
number of it is made of two words of 32 random bits, of which the first byte nearly always says
which place it is.
"""

from functools import cache
from random import Random

UNCLEAR = 255
"""Stands for a byte that leaves more than one place."""
MOST = 200
"""Up to so many places a byte says nearly always which it is."""


class Places:
    """A sequence of places at random, each as likely as any other.

    The numbers are `int(random() * count)` of the same source, in the same order.

    Args:
        source: The source of the random numbers.
        count: How many places there are.
    """

    def __init__(self, source: Random, count: int) -> None:
        self._source, self._count = source, count

    def drawn(self, wanted: int) -> bytes | list[int]:
        """The next places."""
        count = self._count
        if count > MOST:
            chance, of = self._source.random, float(count)
            return [int(chance() * of) for _ in range(wanted)]
        words = self._source.randbytes(8 * wanted)
        first, second = words[3::8], words[2::8]
        places = bytearray(first.translate(_by_first_byte(count)))
        at = places.find(UNCLEAR)
        while at >= 0:
            least = (first[at] << 8 | second[at]) * count
            place = least >> 16
            is_clear = (least + count - 1) >> 16 == place
            places[at] = place if is_clear else _by_all_bits(words[8 * at : 8 * at + 8], count)
            at = places.find(UNCLEAR, at + 1)
        return bytes(places)


@cache
def _by_first_byte(count: int) -> bytes:
    """The place for each first byte, where it leaves only one."""
    spans = ((byte * count >> 8, (byte * count + count - 1) >> 8) for byte in range(256))
    return bytes(low if low == high else UNCLEAR for low, high in spans)


def _by_all_bits(words: bytes, count: int) -> int:
    """The place as `random()` makes it: 53 bits of two words, as a number below 1."""
    high, low = int.from_bytes(words[:4], "little") >> 5, int.from_bytes(words[4:], "little") >> 6
    return int((high * 67108864 + low) / 9007199254740992 * count)
