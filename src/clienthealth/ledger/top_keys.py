"""The top-level keys of a document, found without reading it as a ledger."""

import re
from codecs import BOM_UTF8

_BLOCK, _FLOW = rb"(?m)^[\"']?%s[\"']?\s*:", rb"[{,]\s*[\"']?%s[\"']?\s*:"


def has_key(data: bytes, key: str) -> bool:
    """Whether a file seems to have a top-level key, in block style or as JSON."""
    text = data.removeprefix(BOM_UTF8).lstrip()
    written = _FLOW if text.startswith(b"{") else _BLOCK
    return re.search(written % key.encode(), text) is not None
