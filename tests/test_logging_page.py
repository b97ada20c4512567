"""docs/logging.md: every line writes what the page says, and can be undone."""

import re
import shlex
from pathlib import Path

import pytest

from cli.program import run
from clienthealth import log_kinds

PAGE = (Path(__file__).parents[1] / "docs" / "logging.md").read_text(encoding="utf-8")
LINE = re.compile(r"^\| `clienthealth log (.*?)` \| `(\{.*\})` \|$", re.MULTILINE)


def test_each_line_writes_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    ledger = tmp_path / "clienthealth.yaml"
    ledger.write_text(PAGE.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    texts = []
    lines = LINE.findall(PAGE)
    assert len(lines) == PAGE.count("| `clienthealth log ") >= 20
    for line, entry in lines:
        texts.append(ledger.read_bytes())
        done = run("log", *shlex.split(line), cwd=tmp_path)
        assert (done.code, done.err) == (0, ""), line
        assert done.out.splitlines()[1].strip() == entry
    for text in reversed(texts[-20:]):
        assert run("log", "--undo", cwd=tmp_path).code == 0
        assert ledger.read_bytes() == text


def test_the_page_lists_every_kind() -> None:
    reference = PAGE.partition("<!-- generated: log-kinds -->")[2]
    assert all(f"| `{name} " in reference or f"| `{name}`" in reference for name in log_kinds())
