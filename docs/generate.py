"""Write the parts of the documentation that come from the program, so that they cannot drift.

python docs/generate.py            write them
python docs/generate.py --check    exit 1 and name every file that is out of date

Hand-written pages contain marked blocks, `<!-- generated: NAME -->` to `<!-- end -->`, which are
filled in here. The pages of rules and exports, and the picture, are generated whole.
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from math import prod
from pathlib import Path
from typing import get_args

from rich.console import Console

from check_reference import command, evasion, example, own_rules, sarif_example, workflow
from clienthealth import assess, load_ledger
from clienthealth.facts.payment import AGE_BANDS
from clienthealth.judging import health as scoring
from clienthealth.judging.actions import ACTIONS
from clienthealth.judging.ranking import NO_REFERRAL, TRAIT_INTENSITY
from clienthealth.judging.verdict import CLIENTS, PROSPECTS, Row
from clienthealth.ledger.policy import Grades, Policy, Provision, Weights
from clienthealth.report.score.table import print_to
from clienthealth.report.view import view_of
from clienthealth.rules.articles import ARTICLES
from clienthealth.rules.meaning import Trait
from clienthealth.rules.page import rule_page
from clienthealth.rules.registry import AnyRule, all_rules
from command_reference import command_list, command_pages, exit_codes
from export_reference import EXPORTS, export_list, export_pages
from help_reference import HELP, help_outputs
from late_payment_reference import laws, rates
from ledger_reference import event_reference, fields_of, ledger_reference
from log_reference import log_reference
from man_reference import man_page
from tables import table

ROOT = Path(__file__).resolve().parent.parent
RULES = Path("docs", "rules")
PICTURE = Path("docs", "images", "score.svg")
MAN = Path("docs", "man", "clienthealth.1")
PAGES = (
    *("docs/ci.md", "docs/commands.md", "docs/late-payment-law.md"),
    *("docs/ledger.md", "docs/logging.md", "docs/plans.md", "docs/scoring.md"),
)
STUDIO = "examples/studio.yaml"
MINIMAL = "examples/minimal.yaml"
DAY = date(2026, 10, 31)
PICTURE_WIDTH = 120

BLOCK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Write every output below a checkout, or say which are out of date."""
    wanted = {
        PICTURE: picture(),
        MAN: man_page(),
        **rule_pages(),
        **export_pages(),
        **help_outputs(),
    }
    wanted |= filled_pages(root)
    generated = [page for folder in (RULES, EXPORTS, HELP) for page in (root / folder).glob("*.md")]
    present = {path.relative_to(root) for path in generated}
    gone = sorted(present - set(wanted))
    stale = [path for path, text in wanted.items() if not is_current(root / path, text)]
    if "--check" in arguments:
        for path in [*stale, *gone]:
            print(f"{path} is out of date: run docs/generate.py", file=sys.stderr)
        return 1 if stale or gone else 0
    for path in stale:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(wanted[path].encode())
        print(f"wrote {path}")
    for path in gone:
        (root / path).unlink()
        print(f"removed {path}")
    return 0


def is_current(path: Path, text: str) -> bool:
    """Whether a file says what it should; of a picture, whether words, places and colours do."""
    if not path.exists():
        return False
    present = path.read_bytes().decode()
    if path.suffix == ".svg":  # what else is in it depends on the version of rich
        return visible(present) == visible(text)
    return present == text


def visible(svg: str) -> list[tuple[str, ...]]:
    """Where a picture shows which words, and how they look."""
    styles = dict(re.findall(r"\.(score-r\d+) *\{ *(.*?) *\}", svg))
    texts = re.findall(r'<text class="(.*?)" x="(.*?)" y="(.*?)".*?>([^<]*)</text>', svg)
    return [(styles.get(style, ""), x, y, words.strip()) for style, x, y, words in texts]


def filled_pages(root: Path) -> dict[Path, str]:
    """The hand-written pages with their blocks filled in."""
    return {Path(page): filled((root / page).read_text(encoding="utf-8")) for page in PAGES}


def filled(page: str) -> str:
    """A page with every marked block filled in."""
    return BLOCK.sub(lambda m: f"{m[1]}\n{BLOCKS[m[2]]().strip()}\n\n{m[3]}", page)


# The picture


@cache
def picture() -> str:
    """What `score` shows on a terminal, as a picture that loads nothing from the network."""
    view = view_of(assess(load_ledger(ROOT / STUDIO), as_of=DAY), sort="gravest")
    console = Console(
        file=io.StringIO(),
        record=True,
        width=PICTURE_WIDTH,
        force_terminal=True,
        no_color=False,
        legacy_windows=False,
        color_system="truecolor",
    )
    print_to(console, view)
    svg = console.export_svg(title="clienthealth score", unique_id="score")
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)


# The pages of the rules


def rule_pages() -> dict[Path, str]:
    """A page for each rule, and their index."""
    pages = {RULES / page_name(rule): rule_page(rule) for rule in all_rules()}
    return {**pages, RULES / "README.md": rule_index()}


def page_name(rule: AnyRule) -> str:
    """The name of a rule's page."""
    return f"{rule.code}-{rule.name}.md"


def rule_index() -> str:
    """The table of all rules and the articles they come from."""
    weights = Policy().weights
    rows = (
        (
            f"[{rule.code}]({page_name(rule)})",
            rule.name,
            rule.severity,
            f"{weights.of(rule.severity):g}",
            ", ".join(rule.articles) or "-",
            rule.title,
        )
        for rule in all_rules()
    )
    titles = ("code", "name", "severity", "weight", "articles", "the client ...")
    articles = (f"- **{n}** `{a.id}`, *{a.title}*. {a.says}" for n, a in ARTICLES.items())
    return (
        "# The rules\n\n"
        "Each rule looks for one red flag. [Scoring](../scoring.md) explains how findings "
        "become a health. `clienthealth explain RULE` prints these pages in a terminal.\n\n"
        f"{table(titles, rows)}\n\n"
        "A position rule has no weight: it compares a client with the others.\n\n"
        "## Articles\n\n" + "\n".join(articles) + "\n"
    )


# Blocks on judging


def verdict_table() -> str:
    """The decision table for active clients."""
    return decision_table(CLIENTS)


def prospect_table() -> str:
    """The decision table for prospects."""
    return decision_table(PROSPECTS)


def decision_table(rows: tuple[Row, ...]) -> str:
    """A decision table, a line a row."""
    return table(
        ("when", "verdict", "next step"),
        ((row.when, f"`{row.action}`", ACTIONS[row.action].next_step) for row in rows),
    )


def severities() -> str:
    """The weight of each severity, and the intensity from which it is serious."""
    weights = Policy().weights

    def row(severity: str, weight: float) -> tuple[str, str, str]:
        limit = scoring.SERIOUS.get(severity)
        return severity, f"{weight:.2f}", "never" if limit is None else f"{limit:.2f}"

    rows = [row(name, getattr(weights, name)) for name in fields_of(Weights)]
    return table(
        ("severity", "weight", "serious from intensity"),
        [*reversed(rows), row("position", 0)],
    )


def grades() -> str:
    """The grades of the health."""
    bands = [(name.replace("_", "-"), getattr(Grades(), name)) for name in fields_of(Grades)]
    rows = [(f"`{name}`", f"{low:g} and above") for name, low in bands]
    return table(("grade", "health"), [*rows, ("`critical`", "below")])


def provision() -> str:
    """What share of an open balance is expected to be lost."""
    shares = (getattr(Provision(), name) for name in fields_of(Provision))
    rows = (
        (band.replace("_", " "), f"{share} %")
        for band, share in zip(AGE_BANDS, shares, strict=True)
    )
    return table(("days past due", "likely write-off"), rows)


def limits() -> str:
    """The other figures of the policy and the scoring."""
    policy, days = Policy(), scoring.TALK_TAKES_EFFECT.days
    due, entries = scoring.DUE_INVOICES_NEEDED, scoring.DATED_ENTRIES_NEEDED
    rows = (
        ("window", f"{policy.window_days} days", "`policy.window_days`, `--window`"),
        (
            "too few entries",
            f"fewer than {due} due invoices and fewer than {entries} dated entries",
            "fixed",
        ),
        ("minimum coverage", f"{policy.minimum_coverage:.2f}", "`policy.minimum_coverage`"),
        ("minimum hours for a rank", f"{policy.minimum_hours}", "`policy.minimum_hours`"),
        ("minimum days as a client for a rank", f"{policy.minimum_days}", "`policy.minimum_days`"),
        ("bottom group", f"{policy.bottom_percent} %", "`policy.bottom_percent`"),
        (
            "work in progress",
            f"unbilled and younger than {policy.work_in_progress_days} days",
            "`policy.work_in_progress_days`",
        ),
        ("falling trend", f"{policy.falling_trend:g} or less", "`policy.falling_trend`"),
        (
            "effect of a boundary talk",
            f"after {days} days and {scoring.TALK_OBSERVATIONS} observations",
            "fixed",
        ),
    )
    return table(("what", "figure", "where to set it"), rows)


def traits() -> str:
    """The traits of a grinder."""
    groups = ([rule for rule in all_rules() if rule.trait == name] for name in get_args(Trait))
    lines = [
        "- " + " or ".join(f"{rule.title} ({linked(rule)})" for rule in group) for group in groups
    ]
    lines.append(f"- sent you nobody in two years, if you record referrals (`{NO_REFERRAL}`)")
    return f"At an intensity of {TRAIT_INTENSITY:g} or more:\n\n" + "\n".join(lines)


def linked(rule: AnyRule) -> str:
    """A rule's code as a link from a page in docs/."""
    return f"[{rule.code}](rules/{page_name(rule)})"


def worked_findings() -> str:
    """The findings of the worked example with the factors that make up its health."""
    client = assess(load_ledger(ROOT / MINIMAL), as_of=DAY).client("expohaus")
    if client is None:
        msg = f"{MINIMAL} has no expohaus, the example in docs/scoring.md"
        raise LookupError(msg)
    counted = [f for f in client.findings if f.points > 0]
    rows = (
        (
            f"{f.code} {f.name}",
            f"{f.measure.value:.4g} {f.measure.unit}",
            f"{f.intensity:.4f}",
            f"{f.weight:g}",
            f"{1 - f.weight * f.intensity:.4f}",
            f"{f.points:.1f}",
        )
        for f in counted
    )
    titles = ("finding", "measure", "intensity", "effective weight", "factor", "points")
    left = prod(1 - f.weight * f.intensity for f in counted)
    return (
        f"{table(titles, rows)}\n\n"
        f"The product of the factors is {left:.4f}, the health {client.computed_health}, and the "
        f"points add up to the missing {100 - client.computed_health:.1f}."
    )


def explained(*arguments: str) -> Callable[[], str]:
    """A command and what it prints."""
    return lambda: (
        f"```console\n$ clienthealth {' '.join(arguments)}\n{program(*arguments).rstrip()}\n```"
    )


@cache
def program(*arguments: str) -> str:
    """What the program prints into a pipe."""
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "clienthealth", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


BLOCKS: dict[str, Callable[[], str]] = {
    "check-example": command,
    "check-evasion": evasion,
    "check-github": example("github", "text"),
    "check-json": example("json", "json"),
    "check-junit": example("junit", "xml"),
    "check-gitlab": example("gitlab", "json"),
    "check-markdown": example("markdown", "markdown"),
    "check-rules": own_rules,
    "check-sarif": sarif_example,
    "check-workflow": workflow,
    "command-list": command_list,
    "commands": command_pages,
    "log-kinds": log_reference,
    "event-reference": event_reference,
    "exit-codes": exit_codes,
    "grades": grades,
    "late-payment-laws": laws,
    "late-payment-rates": rates,
    "ledger-reference": ledger_reference,
    "presets": export_list,
    "limits": limits,
    "plan-boundaries": explained("boundaries", "oosterwolde", STUDIO, "--as-of", DAY.isoformat()),
    "plan-collect": explained("collect", "koivuranta", STUDIO, "--as-of", DAY.isoformat()),
    "plan-followup": explained("followup", "prats", STUDIO, "--as-of", DAY.isoformat()),
    "plan-today": explained("today", STUDIO, "--as-of", DAY.isoformat()),
    "plan-letgo": explained("letgo", "bursztyn", STUDIO, "--as-of", DAY.isoformat()),
    "provision": provision,
    "severities": severities,
    "traits": traits,
    "verdict-table": verdict_table,
    "prospect-table": prospect_table,
    "worked-explain": explained("explain", "expohaus", MINIMAL, "--as-of", DAY.isoformat()),
    "worked-findings": worked_findings,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
