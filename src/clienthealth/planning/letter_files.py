"""The letter templates beside a ledger: `letters/de/final_notice.txt`."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from clienthealth.ledger.problems import LedgerError, Problem, did_you_mean
from clienthealth.ledger.sources import Place
from clienthealth.planning.language import LANGUAGES, Language
from clienthealth.planning.letter_text import MOST_CHARACTERS, Template, problems_of
from clienthealth.planning.letters import LETTER_KINDS, VALUES, LetterKind, Templates

FOLDER = "letters"
MOST_BYTES = 4 * MOST_CHARACTERS


def load_templates(ledger: Path) -> Templates:
    """The ledger's own templates; none without a folder `letters`.

    The folder is beside the ledger file, or inside a ledger folder. A file that leads out of the
    ledger's folder is refused.

    Args:
        ledger: Where the ledger is.

    Raises:
        LedgerError: a file is not a letter, cannot be read, or is not a valid template.
    """
    home = ledger if ledger.is_dir() else ledger.parent
    found: dict[tuple[Language, LetterKind], Template] = {}
    problems: list[Problem] = []
    for file in sorted((home / FOLDER).glob("*/*")):
        name = file.relative_to(home).as_posix()
        if file.name.startswith(".") or file.parent.name.startswith("."):
            continue
        objection = _misplaced(file, home)
        if objection is not None:
            problems.append(Problem(Place(name, 1, 1), objection))
            continue
        template = _read(file, name)
        if isinstance(template, Problem):
            problems.append(template)
            continue
        problems += problems_of(template, VALUES)
        key = (cast("Language", file.parent.name), cast("LetterKind", file.stem))
        found[key] = template
    if problems:
        raise LedgerError(problems)
    return found


def _misplaced(file: Path, home: Path) -> str | None:
    """Why a file is not a letter template; None where it is one."""
    if not file.resolve().is_relative_to(home.resolve()):
        return "leads out of the ledger's folder; move it inside"
    if file.parent.name not in LANGUAGES:
        near = did_you_mean(file.parent.name, LANGUAGES)
        return f'"{file.parent.name}" is not a language of letters; {near}'
    if file.suffix != ".txt" or file.stem not in LETTER_KINDS:
        near = did_you_mean(file.stem, LETTER_KINDS)
        return f'"{file.name}" is no kind of letter; {near}, with the ending .txt'
    return None


def _read(file: Path, name: str) -> Template | Problem:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
        return Template(data.decode("utf-8-sig").replace("\r\n", "\n"), name)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem(Place(name, line, 1), "not valid text; save it as UTF-8")
    except OSError as error:
        return Problem(Place(name, 1, 1), f"cannot be read: {error.strerror}")


def template_names() -> Iterator[str]:
    """The template files that a ledger may have."""
    for language in LANGUAGES:
        yield from (f"{FOLDER}/{language}/{kind}.txt" for kind in LETTER_KINDS)
