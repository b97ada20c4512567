"""A letter as it is said or sent; a list of what is due has none, and needs no more of a plan."""

from typing import NamedTuple


class Letter(NamedTuple):
    """A text to say or to send, in the client's language."""

    kind: str
    language: str
    subject: str
    body: str
