"""What `check` looks at and prints, as Markdown."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from clienthealth.checking.model import OWN_RULES
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


def workflow() -> str:
    """The workflow for GitHub."""
    return f"```yaml\n{WORKFLOW.read_text(encoding='utf-8').rstrip()}\n```"


def example(form: str, fence: str) -> Callable[[], str]:
    """What the check prints in a format."""
    return lambda: f"```{fence}\n{printed(form).rstrip()}\n```"


def sarif_example() -> str:
    """The one result of the SARIF report, whose rules would fill pages."""
    (run,) = json.loads(printed("sarif"))["runs"]
    (result,) = run["results"]
    return f"```json\n{json.dumps(result, ensure_ascii=False, indent=2)}\n```"


def command() -> str:
    """The command whose results are shown."""
    return f"```console\n$ clienthealth {' '.join(CHECK)}\n{printed('text').rstrip()}\n```"


@cache
def printed(form: str) -> str:
    """What the program prints into a pipe; it ends with 1, or with SARIF alone."""
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
