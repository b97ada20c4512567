"""What `check` looks at and prints, as Markdown."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import get_args

from clienthealth.checking.evasion import ADDED, FIELDS, NOT_TOLD, WHOLE, Found, record_models
from clienthealth.checking.model import CHANGED_TERMS, OWN_RULES, REWRITTEN_HISTORY
from clienthealth.checking.record_differences import happens
from clienthealth.checking.thresholds import DEFAULT
from tables import table

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW = ROOT / "examples" / "ci" / "github-workflow.yml"
CHECK = (
    *("check", "examples/minimal.yaml", "--as-of", "2026-10-31"),
    *("--fail-on", "late-payment", "--select", "late-payment", "--client", "expohaus"),
)
"""A check with a single result, to show the formats on."""


def own_rules() -> str:
    """The rules that `check` has itself, beside the red flags."""
    rows = (
        (rule.code, f"`{rule.name}`", rule.help, "yes" if rule.name in DEFAULT else "")
        for rule in OWN_RULES
    )
    return table(("code", "name", "what it says", "named by default"), rows)


def evasion() -> str:
    """What is reported of a change of each field, and what an added entry can hide."""
    whole = [
        (f"`{name}`", rule.code, "all", "", ", ".join(f"`{n}`" for n in NOT_TOLD.get(name, ())))
        for name, rule in WHOLE.items()
    ]
    titles = ("part", "reported as", "any change", "except a first value", "not reported")
    told = table(titles, [*whole, *map(_fields_of, record_models())])
    lists = [each for each in record_models() if each.in_list and each.path]
    added = table(
        ("an added entry in", "could hide"),
        [(_place(each), ADDED[each.model.__name__]) for each in lists],
    )
    return f"{told}\n\n{added}"


def _fields_of(found: Found) -> tuple[str, ...]:
    code = (REWRITTEN_HISTORY if happens(found.model) else CHANGED_TERMS).code
    answers = {str(answer): names for answer, names in FIELDS[found.model.__name__].items()}
    named = ("told", "known by"), ("filled", "observed"), ("no measure",)
    cells = (" ".join(answers.get(answer, "") for answer in group).split() for group in named)
    return (_place(found), code, *(", ".join(f"`{n.removesuffix('_')}`" for n in c) for c in cells))


def _place(found: Found) -> str:
    """The path of entries from the ledger on, and the kinds of events."""
    parents = (each for each in record_models() if each.path and each.path != found.path)
    single = {each.path for each in parents if not each.in_list}
    path = [
        name if found.path[:end] in single else f"{name}[]"
        for end, name in enumerate(found.path, 1)
    ]
    if path and not found.in_list:
        path[-1] = found.path[-1]
    kinds = (
        get_args(found.model.model_fields["kind"].annotation) if found.path == ("events",) else ()
    )
    of = f" of {', '.join(f'`{kind}`' for kind in kinds)}" if kinds else ""
    of = of or (" of a month" if "month" in found.model.model_fields else "")
    return f"`{'.'.join(('clients[]', *path))}`{of}"


def workflow() -> str:
    """The workflow for GitHub."""
    return f"```yaml\n{WORKFLOW.read_text(encoding='utf-8').rstrip()}\n```"


def example(form: str, fence: str) -> Callable[[], str]:
    """What the check prints in a format."""
    return lambda: f"```{fence}\n{printed(form).rstrip()}\n```"


def sarif_example() -> str:
    """The one result of the SARIF report; its list of rules would fill pages."""
    (run,) = json.loads(printed("sarif"))["runs"]
    (result,) = run["results"]
    return f"```json\n{json.dumps(result, ensure_ascii=False, indent=2)}\n```"


def command() -> str:
    """The command whose results are shown."""
    return f"```console\n$ clienthealth {' '.join(CHECK)}\n{printed('text').rstrip()}\n```"


@cache
def printed(form: str) -> str:
    """What the program prints into a pipe; the exit code is 1."""
    done = subprocess.run(
        [sys.executable, "-m", "clienthealth", *CHECK, "--format", form],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode != 1:
        msg = f"the check of the examples ended with {done.returncode}: {done.stderr}"
        raise LookupError(msg)
    return done.stdout
