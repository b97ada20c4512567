"""What a stranger could write into a name or a note, and how each format could fall for it."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from email import message_from_string, policy
from html.parser import HTMLParser
from typing import NamedTuple

Judge = Callable[[str], list[str]]
"""What a text was obeyed in, from the whole output; nothing where it came out as text."""

MARK = "Zq7"
"""Begins each text, so that an output without it has tried nothing."""


class Attack(NamedTuple):
    """Texts that would do something, if somebody took them for more than text."""

    name: str
    texts: tuple[str, ...]


ATTACKS = (
    Attack(
        "rich markup",
        ("[bold red]x[/] [link=https://evil.example]y[/link] :boom: [/", "[@click=a]b[/]"),
    ),
    Attack(
        "terminal escapes",
        (
            "\x1b[2J\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\x\x9b31m",
            "a\rb\x08\x08c\x7f\x00d",
        ),
    ),
    Attack(
        "writing direction",
        ("\u202egpj.exe\u2066x\u2069", "acme\u200b\u200d\ufeff\u2060", "\u2028::x\u2029y\x85z"),
    ),
    Attack(
        "HTML and SVG",
        (
            "<script>alert(1)</script><img src=x onerror=alert(1)>",
            '"><svg onload=alert(1)><style>*{}</style>',
            "javascript:alert(1)//'\"&lt;</title></textarea><base href=//evil.example>",
        ),
    ),
    Attack(
        "Markdown",
        (
            "[x](https://evil.example) ![y](https://evil.example/p.png) <b>z</b>",
            "| a | b |\n# Heading\n- [ ] task\n```\ncode",
            "<!-- </details> -->  **bold** _it_ ~~no~~ `code` @user #1",
        ),
    ),
    Attack(
        "spreadsheet formulas",
        (
            '=HYPERLINK("https://evil.example")',
            "+1+1",
            "@SUM(A1)",
            "-2+3|cmd' /C calc'!A0",
            "\t=1+1",
            "\r=1+1",
        ),
    ),
    Attack(
        "build logs",
        (
            "::error file=a::gone",
            "\n::add-mask::x\n",
            "##[group]x",
            "##vso[task.setvariable variable=P]y",
            "section_start:1:x[collapsed=true]\r\x1b[0K",
            "##teamcity[buildStatus]",
            "%0A::e::",
        ),
    ),
    Attack(
        "XML",
        (
            "]]><x a='1'/>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
            "\x0b\ufffe&#0;",
        ),
    ),
    Attack(
        "calendars and mail headers",
        (
            "x\r\nATTENDEE:mailto:evil@evil.example\r\nEND:VEVENT\r\nBEGIN:VEVENT",
            "x\r\nBcc: evil@evil.example\r\n\r\nbody",
            "ä" * 120 + ";,:\\n\\",
        ),
    ),
)
TEXTS = {
    attack.name: tuple(
        f"{MARK} {text}" if attack.name != "spreadsheet formulas" else text for text in attack.texts
    )
    for attack in ATTACKS
}

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def _controls(text: str) -> list[str]:
    return [f"{found[0]!r}" for found in _CONTROL.finditer(text)]


def _commands(text: str) -> list[str]:
    lines = re.split(r"[\n\r\x85\u2028\u2029]", text)
    return [line for line in lines if re.match(r"\s*::", line) or re.search(r"##\w*\[", line)]


def terminal(text: str) -> list[str]:
    """A terminal or a log: no control sign, no command of a build server."""
    return [*_controls(text), *_commands(text)]


def github(text: str) -> list[str]:
    """GitHub's log: our own commands alone."""
    own = re.compile(r"::(error|warning|notice) [^:]*::[^\n]*|::group::\w+|::endgroup::")
    lines = [line for line in text.splitlines() if not own.fullmatch(line)]
    return terminal("\n".join(lines))


def document(text: str) -> list[str]:
    """JSON: one document, in ASCII or without a sign that a log obeys."""
    json.loads(text)
    return terminal(text)


def table(text: str) -> list[str]:
    """CSV: rows of one width, no formula."""
    rows = [*csv.reader(io.StringIO(text))]
    widths = {len(row) for row in rows}
    formulas = [
        cell
        for row in rows
        for cell in row
        if re.match(r"[=@+\-\t\r]", cell) and not re.fullmatch(r"[+-]?[\d.]+", cell)
    ]
    return [
        *_controls(text),
        *_commands(text),
        *formulas,
        *(["ragged rows"] if len(widths) > 1 else []),
    ]


class _Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        for name in ("href", "src", "action", "xlink:href"):
            target = (given.get(name) or "").strip().lower()
            if target.startswith(("javascript:", "data:text", "//")) or "evil.example" in target:
                self.found.append(f"<{tag} {name}={target}>")
        if tag in {"base", "iframe", "object", "embed", "img", "link"}:
            self.found.append(f"<{tag}>")
        if tag in {"script", "style"}:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and MARK in data:
            self.found.append(f"words of the ledger in <{self.inside[-1]}>")


def page(text: str) -> list[str]:
    """HTML: no element, handler or address that the ledger wrote."""
    parser = _Page()
    parser.feed(text)
    plain = re.sub(r"<(style|script)\b.*?</\1>", "", text, flags=re.DOTALL)
    return [*parser.found, *_controls(plain), *_commands(plain)]


def markdown(text: str) -> list[str]:
    """Markdown, as a forge renders it: no link, picture or element that the ledger wrote."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # of the development tools

    found = []
    waiting = [*MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)]
    while waiting:
        token = waiting.pop()
        waiting += token.children or []
        target = str(token.attrs.get("href") or token.attrs.get("src") or "")
        if "evil.example" in target or target.startswith("javascript:"):
            found.append(f"{token.type} {target}")
        if token.type.startswith("html") and re.search(
            r"script|onerror|onload|<b>|base|svg", token.content
        ):
            found.append(token.content)
        if (
            token.type == "heading_open"
            and token.map
            and text.splitlines()[token.map[0]].strip("# ") == "Heading"
        ):
            found.append("a heading of the ledger's")
    return [*found, *_controls(text), *_commands(text)]


def xml(text: str) -> list[str]:
    """XML: one document, without a declaration or an element of the ledger's."""
    root = ET.fromstring(text)  # noqa: S314  # what we made ourselves
    strange = [
        each.tag
        for each in root.iter()
        if not each.tag.startswith(("test", "failure", "system", "propert", "skipped", "error"))
    ]
    declared = ["a document type"] if "<!DOCTYPE" in text else []
    return [*strange, *declared, *terminal(text)]


def calendar(text: str) -> list[str]:
    """iCalendar: lines of 75 bytes, components and properties that are ours alone."""
    found = [
        f"a line of {len(line)} bytes" for line in text.encode().split(b"\r\n") if len(line) > 75
    ]
    unfolded = re.sub(r"\r\n[ \t]", "", text)
    names = {re.split(r"[;:]", line)[0] for line in unfolded.split("\r\n") if line}
    found += sorted(
        name for name in names if name in {"ATTENDEE", "ORGANIZER", "ATTACH", "Bcc", "body"}
    )
    lines = unfolded.split("\r\n")
    if lines.count("BEGIN:VEVENT") != sum(line.startswith("UID:") for line in lines):
        found.append("events that are not ours")
    return [*found, *_controls(unfolded.replace("\r\n", "\n"))]


def mail(text: str) -> list[str]:
    """A mail: headers that are ours alone."""
    known = {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "X-Unsent",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Language",
        "Content-Disposition",
    }
    message = message_from_string(text, policy=policy.default)
    found = sorted(set(message.keys()) - known)
    subject = str(message.get("Subject", ""))
    return [*found, *_controls(subject), *(["Bcc"] if message.get("Bcc") else [])]


JUDGES: dict[str, Judge] = {
    "": terminal,
    "table": terminal,
    "chart": terminal,
    "text": terminal,
    "github": github,
    "json": document,
    "sarif": document,
    "gitlab": document,
    "csv": table,
    "html": page,
    "markdown": markdown,
    "junit": xml,
    "ics": calendar,
    "eml": mail,
}
"""By format; a format without one fails a test."""


def places(document: object) -> Iterator[str]:
    """Every text of a JSON document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for inner in document.values() if isinstance(document, dict) else document:
            yield from places(inner)
