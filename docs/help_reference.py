"""The how-to pages of `clienthealth help`, with what each of their commands prints.

They are written in `src/clienthealth/report/help/`, so that they are installed with the program.
Each block of a page with `console` is run, line by line, in a folder of the page's own; below each
command comes what it printed, and its exit code where that is not 0. A block such as
`csv hours.csv` is a file of that folder. Where a page has no ledger, and makes none, it has the
one of the first page. What comes out is copied to `docs/help/`, for readers of the repository.
"""

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from clienthealth import cli
from clienthealth.report.help.glossary import glossary
from clienthealth.report.help.pages import FOLDER, HOW_TOS, help_topics

PACKAGED = Path("src", "clienthealth", "report", "help")
HELP = Path("docs", "help")
LEDGER = "clienthealth.yaml"
FIRST = HOW_TOS[0]
WHO = ("AUTHOR", "COMMITTER")

FENCED = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
COMMAND_LINE = re.compile(
    r"(?:(?P<name>[A-Z_]+)=\"(?P<value>.*?)\" )?"
    r"clienthealth (?P<arguments>[^|]*)(?:\| (?P<filter>.*))?$"
)
"""With a variable before it, or a filter behind it; what is none of this goes to a shell."""


def help_outputs() -> dict[Path, str]:
    """The pages in the package and in the documentation, the index, and the glossary."""
    pages = {name: filled_page(name) for name in HOW_TOS}
    return {
        **{PACKAGED / f"{name}.md": text for name, text in pages.items()},
        **{HELP / f"{name}.md": text for name, text in pages.items()},
        HELP / "README.md": index(),
        Path("docs", "glossary.md"): glossary(),
    }


def index() -> str:
    """The list of the pages."""
    links = (
        f"- [{topic.title}]({topic.name}.md): `clienthealth help {topic.name}`"
        for topic in help_topics()
        if topic.name in HOW_TOS
    )
    last = "- [Glossary](../glossary.md): `clienthealth help glossary`"
    return "# How-to pages\n\nThe program prints them, too.\n\n" + "\n".join((*links, last)) + "\n"


@cache
def filled_page(name: str) -> str:
    """A page with what its commands print today."""
    page = source(name)
    with TemporaryDirectory() as made:
        folder = Path(made) / "ledger"
        folder.mkdir()
        if name != FIRST and "clienthealth init" not in page:
            (folder / LEDGER).write_text(first_ledger(), encoding="utf-8")
        return "".join(_walked(page, folder))


def source(name: str) -> str:
    """A page as it is written."""
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def first_ledger() -> str:
    """The ledger of the first page."""
    found: list[tuple[str, str, str]] = FENCED.findall(source(FIRST))
    return next(text for _, name, text in found if name == LEDGER)


def _walked(page: str, folder: Path) -> Iterator[str]:
    """The page piece by piece; its files are written and its commands run on the way."""
    at = 0
    for block in FENCED.finditer(page):
        kind, name, text = block.groups()
        yield page[at : block.start()]
        if kind == "console":
            yield (
                "```console\n"
                + "".join(ran(command, folder) for command in COMMAND.findall(text))
                + "```"
            )
        else:
            if name:
                (folder / name).write_text(text, encoding="utf-8")
            yield block[0]
        at = block.end()
    yield page[at:]


def ran(command: str, folder: Path) -> str:
    """A command, and below it what it shows and how it ends.

    The program runs in this process, which is many times faster than one for each command.
    """
    given = COMMAND_LINE.match(command)
    with _surroundings(folder, {given["name"]: given["value"]} if given and given["name"] else {}):
        if given is None:
            code, said = _shell(command)
        else:
            code, told, said = _program(given["arguments"])
            if given["filter"]:
                code, said = _shell(given["filter"], said)
            said = told + said
    lines = "".join(f"{line.rstrip()}\n" for line in said.splitlines())
    return f"$ {command}\n{lines}" + (f"(exit code {code})\n" if code else "")


@contextmanager
def _surroundings(folder: Path, extra: dict[str, str]) -> Iterator[None]:
    """A folder, and an environment in which every machine prints the same."""
    outside = str(folder.parent)
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(
        PATH=before.get("PATH", ""),
        HOME=outside,
        XDG_STATE_HOME=outside,
        COLUMNS="80",
        NO_COLOR="1",
        TERM="dumb",
        **{f"GIT_{who}_{what}": "ada@example.org" for who in WHO for what in ("NAME", "EMAIL")},
        **extra,
    )
    try:
        with chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _program(arguments: str) -> tuple[int, str, str]:
    """The exit code of a run, and what it says on stderr and on stdout."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    before = sys.argv, sys.stdin
    sys.argv = ["clienthealth", *shlex.split(arguments)]
    try:
        with Path(os.devnull).open(encoding="utf-8") as nothing:
            sys.stdin = nothing
            with redirect_stdout(out), redirect_stderr(err):
                code = cli.run()
    finally:
        sys.argv, sys.stdin = before
    return code, _text(err), _text(out)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def _shell(command: str, given: str = "") -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", command],  # noqa: S607  # the one of this machine
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout
