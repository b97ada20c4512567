"""PyYAML's regular expressions: none is compiled for a ledger, and all of them work."""

import json
import subprocess
import sys
from pathlib import Path

from clienthealth.cli.exit_codes import EXIT_LEDGER

from .program import STUDIO, environment, start

AFTER_SCORE = """
import gc, json, os, re, sys
from clienthealth import cli
from clienthealth.cli import quick_yaml
compiles, finders = re.compile, [*sys.meta_path]
quick_yaml.use()
sys.argv[0] = "clienthealth"
code = cli.run()
waiting = [each for each in gc.get_objects() if type(each) is quick_yaml.Expression]
compiled = [each for each in waiting if "_compiled" in vars(each)]
as_before = re.compile is compiles and sys.meta_path == finders
print(json.dumps([code, len(waiting), len(compiled), as_before]), file=sys.stderr)
"""
IN_PYTHON = """
import json
from clienthealth.cli import quick_yaml
quick_yaml.use()
import yaml
text = "{day: 2026-02-28, share: 1.5, flag: yes, count: 0x10, none: ~, text: 'a: b', 1: !!float 2}"
value = yaml.load(text, yaml.SafeLoader)
again = yaml.load(yaml.dump(value, Dumper=yaml.SafeDumper), yaml.SafeLoader)
try:
    yaml.load("a: \\x01", yaml.SafeLoader)
except yaml.reader.ReaderError as error:
    refused = str(error)
print(json.dumps([str(value), again == value, refused.splitlines()[0]]))
"""


def output(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )


def test_no_expression_is_compiled_for_a_ledger() -> None:
    """A PyYAML that compiles none when it is imported, or uses them, makes this way needless."""
    told = output(AFTER_SCORE, "score", str(STUDIO)).stderr.splitlines()[-1]
    code, waiting, compiled, as_before = json.loads(told)
    assert code == 0
    assert waiting > 0
    assert compiled == 0
    assert as_before


def test_the_parser_in_python_works_all_the_same() -> None:
    value, is_same_again, refused = json.loads(output(IN_PYTHON).stdout)
    assert value == (
        "{'day': datetime.date(2026, 2, 28), 'share': 1.5, 'flag': True, 'count': 16, "
        "'none': None, 'text': 'a: b', 1: 2.0}"
    )
    assert is_same_again
    assert refused == "unacceptable character #x0001: special characters are not allowed"


def test_a_control_character_is_told_by_its_place(tmp_path: Path) -> None:
    """The one expression that the program itself asks for, once PyYAML has refused a text."""
    path = tmp_path / "ledger.yaml"
    path.write_text("version: 1\nbusiness: {name: A\x01}\n")
    result = start("score", path)
    assert result.code == EXIT_LEDGER
    assert "2:19: not valid YAML: the control character U+0001 is not allowed" in result.err
