"""From the bytes of an export to its text: encodings, and files that are not text at all."""

import codecs

from clienthealth.ledger.fields import shown, wrong

_SPREADSHEET = "the file is a spreadsheet, not text; open it and save it as CSV"
_NO_TEXTS = {
    b"PK\x03\x04": _SPREADSHEET,
    b"PK\x05\x06": "the file is an empty archive; name the export itself",
    b"\xd0\xcf\x11\xe0": _SPREADSHEET,
    b"%PDF": "the file is a PDF; export a CSV file instead",
    b"\x1f\x8b": "the file is compressed with gzip; unpack it first",
    b"BZh": "the file is compressed with bzip2; unpack it first",
    b"\xfd7zXZ": "the file is compressed with xz; unpack it first",
    b"SQLite format 3": "the file is a database; export a CSV file instead",
}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FAMILIES = ("utf", "cp", "iso8859", "mac-", "koi8", "big5", "gb", "euc_", "shift_jis", "johab")
_UNUSUAL = {"utf-7"}


class NoTextError(Exception):
    """Bytes that cannot be read as text; the message says why, and what to do."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def known_encoding(name: str) -> str:
    """The name of an encoding of texts, checked.

    Raises:
        PydanticCustomError: there is no such encoding.
    """
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        found = ""
    if not found.startswith(_FAMILIES) or found in _UNUSUAL:
        raise wrong(
            f"{shown(name)} is not a known encoding; write one like cp1252, utf-8 or utf-16"
        )
    return name


def decoded(data: bytes, encoding: str | None) -> tuple[str, str]:
    """The text of an export and the encoding that it is in.

    Args:
        data: The content of the file.
        encoding: Its encoding; None: UTF-8, or UTF-16 with a byte order mark.

    Raises:
        NoTextError: it is not text, or in another encoding.
    """
    for start, message in _NO_TEXTS.items():
        if data.startswith(start):
            raise NoTextError(message)
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    chosen = marked or encoding or "utf-8"
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as error:
        raise _undecodable(data, chosen, error) from None
    if "\0" in text:
        raise _nul(data, text, chosen)
    return text, chosen


def _undecodable(data: bytes, encoding: str, error: UnicodeDecodeError) -> NoTextError:
    start = data.rfind(b"\n", 0, error.start) + 1
    column = len(data[start : error.start].decode(encoding, errors="replace")) + 1
    line = data.count(b"\n", 0, error.start) + 1
    if not encoding.startswith("utf-8"):
        text = f"byte 0x{data[error.start]:02x} is not {encoding}; correct the `encoding`"
        return NoTextError(text, line, column)
    likely = _likely(data)
    remedy = f"write `encoding: {likely}` in the include, or save the file as UTF-8"
    return NoTextError(f"byte 0x{data[error.start]:02x} is not UTF-8; {remedy}", line, column)


def _likely(data: bytes) -> str:
    """The likely encoding of a file that is not UTF-8: of Windows, or of an old Mac."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "mac-roman"
    return "cp1252"


def _nul(data: bytes, text: str, encoding: str) -> NoTextError:
    line = text.count("\n", 0, text.index("\0")) + 1
    if encoding.startswith("utf-8") and data[:200].count(b"\0") * 3 > len(data[:200]):
        likely = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return NoTextError(f"UTF-16 without a byte order mark; write `encoding: {likely}`", line)
    return NoTextError("the file contains the character NUL; export it again as CSV", line)
