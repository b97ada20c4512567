"""docs/feeding.md: its files, commands and output are those of the program."""

import re
import shlex
from pathlib import Path

import pytest

from cli.program import run
from clienthealth import load_ledger

PAGE = (Path(__file__).parents[1] / "docs" / "feeding.md").read_text(encoding="utf-8")
FILE = re.compile(r"^```csv (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ clienthealth (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILE.findall(PAGE):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_page_is_walked_command_by_command(folder: Path) -> None:
    commands = [command for block in CONSOLE.findall(PAGE) for command in COMMAND.findall(block)]
    assert len(commands) >= 4
    for words, said in commands:
        ran = run(*shlex.split(words), cwd=folder)
        assert (ran.err + ran.out).splitlines() == said.splitlines(), words
    written = (folder / "clienthealth.yaml").read_text(encoding="utf-8")
    shown = next(b for b in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "include:" in b)
    assert shown in written
    assert run("score", cwd=folder).code == 0


def test_the_options_for_one_file_read_what_a_preset_would(folder: Path) -> None:
    run("init", ".", "--name", "Studio Ada", "--currency", "EUR", cwd=folder)
    run("import", "invoices.csv", "--new-clients", cwd=folder)
    (line,) = re.findall(r"`clienthealth (import billing.csv --kind .*?)`", PAGE)
    assert run(*shlex.split(line), cwd=folder).code == 0
    acme = load_ledger(folder / "clienthealth.yaml").clients[0]
    assert "B1" in {invoice.number for invoice in acme.invoices}
