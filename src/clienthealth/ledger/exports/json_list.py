"""The items of a JSON list, each with the line on which it begins."""

import json
import re
from collections.abc import Iterator
from typing import Any

from clienthealth.ledger.exports.table import TableError

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def json_items(text: str) -> Iterator[tuple[int, Any]]:
    """The items of the list that a text holds, read one by one.

    Raises:
        TableError: it is not a list, or not valid JSON.
    """
    place = _skip(text, 0)
    if text[place : place + 1] != "[":
        raise TableError(_line(text, place), "is not a JSON list; export it again")
    line, seen = 1, 0
    place = _skip(text, place + 1)
    while text[place : place + 1] != "]":
        line, seen = line + text.count("\n", seen, place), place
        item, end = _item(text, place, line)
        yield line, item
        place = _skip(text, end)
        if text[place : place + 1] == ",":
            place = _skip(text, place + 1)
        elif text[place : place + 1] != "]":
            raise TableError(
                _line(text, place), "not valid JSON: a comma or ] is missing; export it again"
            )
    if rest := text[_skip(text, place + 1) :]:
        raise TableError(
            _line(text, len(text) - len(rest)),
            "not valid JSON: text after the end of the list; export it again",
        )


def _item(text: str, place: int, line: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg[0].lower()}{error.msg[1:]}; export it again"
        raise TableError(error.lineno, message) from None
    except RecursionError:
        raise TableError(line, "nested too deep; export it again") from None
    except ValueError:  # a number of thousands of digits
        raise TableError(line, "a number is too long; export it again") from None


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
