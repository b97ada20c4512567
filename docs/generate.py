"""Writes what of the documentation follows from the program, so that it cannot drift from it.

python docs/generate.py            write it anew
python docs/generate.py --check    exit 1 and name every file that is out of date

Hand-written pages hold marked blocks, `<!-- generated: NAME -->` to `<!-- end -->`, which are
filled in here. The pages of the rules and the picture are generated whole.
"""

import builtins
import inspect
import io
import os
import re
import subprocess
import sys
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import EnumType
from math import prod
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from rich.console import Console
from typer import Typer
from typer.models import ArgumentInfo, OptionInfo

from clienthealth import assess, cli, load_ledger, scoring
from clienthealth.cli.app import app
from clienthealth.facts.payment import AGE_BANDS
from clienthealth.ledger import events, fields, models
from clienthealth.policy import Grades, Percent, Points, Policy, Provision, Share, Weight, Weights
from clienthealth.portfolio import NO_REFERRAL, TRAIT_INTENSITY, TRAITS
from clienthealth.report.table_score import renderable
from clienthealth.report.view import view_of
from clienthealth.rules.articles import ARTICLES
from clienthealth.rules.page import rule_page
from clienthealth.rules.registry import AnyRule, all_rules, find_rule
from clienthealth.verdict import NEXT_STEPS, TABLE

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "docs" / "rules"
PICTURE = ROOT / "docs" / "images" / "score.svg"
PAGES = (
    ROOT / "README.md",
    ROOT / "docs" / "commands.md",
    ROOT / "docs" / "ledger.md",
    ROOT / "docs" / "scoring.md",
)
STUDIO = "examples/studio.yaml"
MINIMAL = "examples/minimal.yaml"
DAY = date(2026, 10, 31)
PICTURE_WIDTH = 120

BLOCK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main(arguments: Sequence[str]) -> int:
    """Write every output, or say which are out of date."""
    wanted = {PICTURE: picture(), **rule_pages(), **filled_pages()}
    gone = sorted(set(RULES.glob("*.md")) - set(wanted))
    stale = [path for path, text in wanted.items() if not is_current(path, text)]
    if "--check" in arguments:
        for path in [*stale, *gone]:
            print(f"{path.relative_to(ROOT)} is out of date: run docs/generate.py", file=sys.stderr)
        return 1 if stale or gone else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wanted[path].encode())
        print(f"wrote {path.relative_to(ROOT)}")
    for path in gone:
        path.unlink()
        print(f"removed {path.relative_to(ROOT)}")
    return 0


def is_current(path: Path, text: str) -> bool:
    """Whether a file says what it should; of a picture, whether the words in it do."""
    if not path.exists():
        return False
    present = path.read_bytes().decode()
    if path.suffix == ".svg":  # its looks depend on the version of rich
        return visible(present) == visible(text)
    return present == text


def visible(svg: str) -> list[str]:
    """The words that a picture shows."""
    return re.findall(r">([^<]*)</text>", svg)


def filled_pages() -> dict[Path, str]:
    """The hand-written pages with their blocks filled in."""
    return {path: filled(path.read_text(encoding="utf-8")) for path in PAGES}


def filled(page: str) -> str:
    """A page with every marked block filled in."""
    return BLOCK.sub(lambda m: f"{m[1]}\n{BLOCKS[m[2]]().strip()}\n\n{m[3]}", page)


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


# The picture


def picture() -> str:
    """What `score` shows on a terminal, as a picture that loads nothing from the network."""
    view = view_of(assess(load_ledger(ROOT / STUDIO), as_of=DAY))
    console = Console(
        file=io.StringIO(),
        record=True,
        width=PICTURE_WIDTH,
        force_terminal=True,
        no_color=False,
        legacy_windows=False,
        color_system="truecolor",
    )
    console.print(renderable(view, PICTURE_WIDTH))
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
        "Each rule looks for one red flag. How findings become a health is told in "
        "[scoring](../scoring.md); `clienthealth explain RULE` prints these pages too.\n\n"
        f"{table(titles, rows)}\n\n"
        "A position rule has no weight: it says where a client stands among the others.\n\n"
        "## Articles\n\n" + "\n".join(articles) + "\n"
    )


# Blocks on judging


def verdict_table() -> str:
    """The decision table."""
    return table(
        ("when", "verdict", "next step"),
        ((row.when, f"`{row.action}`", NEXT_STEPS[row.action]) for row in TABLE),
    )


def severities() -> str:
    """The weight of each severity and from where on it is serious."""
    weights = Policy().weights

    def row(severity: str, weight: float) -> tuple[str, str, str]:
        limit = scoring.SERIOUS.get(severity)
        return severity, f"{weight:.2f}", "never" if limit is None else f"{limit:.2f}"

    rows = [row(name, getattr(weights, name)) for name in written(Weights)]
    return table(
        ("severity", "weight", "serious from intensity"),
        [*reversed(rows), row("position", 0)],
    )


def grades() -> str:
    """The grades of the health."""
    bands = [(name.replace("_", "-"), getattr(Grades(), name)) for name in written(Grades)]
    rows = [(f"`{name}`", f"{low:g} and above") for name, low in bands]
    return table(("grade", "health"), [*rows, ("`critical`", "below")])


def provision() -> str:
    """What share of an open balance is expected to be lost."""
    shares = (getattr(Provision(), name) for name in written(Provision))
    rows = (
        (band.replace("_", " "), f"{share} %")
        for band, share in zip(AGE_BANDS, shares, strict=True)
    )
    return table(("days past due", "expected loss"), rows)


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
        ("least coverage", f"{policy.minimum_coverage:.2f}", "`policy.minimum_coverage`"),
        ("least hours for a rank", f"{policy.minimum_hours}", "`policy.minimum_hours`"),
        ("least days a client for a rank", f"{policy.minimum_days}", "`policy.minimum_days`"),
        ("the bottom", f"{policy.bottom_percent} %", "`policy.bottom_percent`"),
        (
            "work in progress",
            f"unbilled and younger than {policy.work_in_progress_days} days",
            "`policy.work_in_progress_days`",
        ),
        ("a falling trend", f"{policy.falling_trend:g} or less", "`policy.falling_trend`"),
        (
            "a talk takes effect",
            f"after {days} days and {scoring.TALK_OBSERVATIONS} observations",
            "fixed",
        ),
    )
    return table(("what", "figure", "where to set it"), rows)


def traits() -> str:
    """The traits of a grinder."""
    groups = ([find_rule(code) for code in group] for group in TRAITS)
    lines = [
        "- " + " or ".join(f"{rule.title} ({linked(rule)})" for rule in group if rule)
        for group in groups
    ]
    lines.append(f"- sent nobody in two years, where referrals are kept (`{NO_REFERRAL}`)")
    return f"At an intensity of {TRAIT_INTENSITY:g} or more:\n\n" + "\n".join(lines)


def linked(rule: AnyRule) -> str:
    """A rule's code as a link from a page in docs/."""
    return f"[{rule.code}](rules/{page_name(rule)})"


def worked_findings() -> str:
    """The findings of the worked example with the factors that make up its health."""
    client = assess(load_ledger(ROOT / MINIMAL), as_of=DAY).client("expohaus")
    if client is None:
        msg = f"{MINIMAL} has no expohaus, whom docs/scoring.md reckons by hand"
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
    """What the program prints, below the command that makes it do so."""
    return lambda: (
        f"```console\n$ clienthealth {' '.join(arguments)}\n{program(*arguments).rstrip()}\n```"
    )


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


# Blocks on commands. Made of the commands' own functions rather than of the text of `--help`,
# whose layout changes with every version of Typer.

ENDINGS = {
    "OK": "done",
    "FOUND": "`check` found something at or above its threshold",
    "USAGE": "wrong usage; an unknown client or rule is one",
    "LEDGER": "the ledger cannot be read, or is invalid",
    "FAULT": "a fault of the program; `--debug` shows the traceback",
    "OUTPUT": "an output cannot be written",
    "INTERRUPTED": "interrupted",
    "PIPE": "whoever read the output closed it",
}


def exit_codes() -> str:
    """Every exit code and what it means."""
    codes = {name[5:]: value for name, value in vars(cli).items() if name.startswith("EXIT_")}
    if "check" not in dict(commands(app)):
        del codes["FOUND"]
    return table(("code", "meaning"), ((str(code), ENDINGS[name]) for name, code in codes.items()))


class Parameter(NamedTuple):
    """An argument or an option of a command."""

    name: str
    kind: object
    default: object
    info: ArgumentInfo | OptionInfo

    @property
    def is_option(self) -> bool:
        """Whether it is given by name."""
        return isinstance(self.info, OptionInfo)

    @property
    def is_required(self) -> bool:
        """Whether there is no default."""
        return self.default is inspect.Parameter.empty

    @property
    def called(self) -> str:
        """How it is written on the command line."""
        if not self.is_option:
            return self.info.metavar or self.name.upper()
        written = (self.info.default, *(self.info.param_decls or ()))  # as typer reads Annotated
        names = [n for n in written if isinstance(n, str)] or [f"--{self.name.replace('_', '-')}"]
        return f"`{', '.join(names)}`{self._taken}"

    @property
    def _taken(self) -> str:
        if self.kind is bool:
            return ""
        for kind in (self.kind, *get_args(self.kind)):
            if isinstance(kind, EnumType):
                choices: Iterable[Any] = kind
                return " " + " or ".join(f"`{choice.value}`" for choice in choices)
        return f" `{self.info.metavar or 'TEXT'}`"

    @property
    def meaning(self) -> str:
        """Its help, with its default where there is one."""
        text = " ".join((self.info.help or "").split())
        if self.is_required or self.default in (None, False, ()):
            return text
        return f"{text} Default: `{getattr(self.default, 'value', self.default)}`."


def commands(group: Typer, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """The commands by name, in the order of `--help`."""
    for command in group.registered_commands:
        if command.callback is not None and not command.hidden:
            name = command.name or command.callback.__name__.replace("_", "-")
            yield f"{prefix}{name}", command.callback
    for sub in group.registered_groups:
        if sub.typer_instance is not None:
            yield from commands(sub.typer_instance, f"{prefix}{sub.name} ")


def parameters(command: Callable[..., Any]) -> Iterator[Parameter]:
    """The arguments and options of a command."""
    for name, parameter in inspect.signature(command, eval_str=True).parameters.items():
        kind, *extras = get_args(parameter.annotation) or (parameter.annotation,)
        info = next((e for e in extras if isinstance(e, ArgumentInfo | OptionInfo)), None)
        if info is not None and not info.hidden:
            yield Parameter(name, kind, parameter.default, info)


def command_list() -> str:
    """Every command in a line."""
    rows = (
        (
            f"[`{name}`](docs/commands.md#{name.replace(' ', '-')})",
            help_of(command).split("\n\n")[0],
        )
        for name, command in commands(app)
    )
    return table(("command", "what it does"), rows)


def help_of(command: Callable[..., Any]) -> str:
    """What a command does: its docstring with a line a paragraph."""
    paragraphs = (inspect.getdoc(command) or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def command_pages() -> str:
    """Every command with its arguments and options."""
    return "\n\n".join(command_page(*command) for command in commands(app))


def command_page(name: str, command: Callable[..., Any]) -> str:
    """The section of one command."""
    own = sorted(parameters(command), key=lambda p: p.is_option)
    usage = [name, *(["[OPTIONS]"] if any(p.is_option for p in own) else [])]
    usage += [p.called if p.is_required else f"[{p.called}]" for p in own if not p.is_option]
    rows = [(p.called if p.is_option else f"`{p.called}`", p.meaning) for p in own]
    parts = [f"## {name}", f"`clienthealth {' '.join(usage)}`", help_of(command)]
    return "\n\n".join([*parts, *([table(("given", "meaning"), rows)] if rows else [])])


# The reference of the ledger

WORDS: tuple[tuple[object, str], ...] = (
    (fields.Date, "date"),
    (fields.Moment, "date, or date and time"),
    (fields.DateOrFlag, "date, or true or false"),
    (fields.Clock, "time of day"),
    (fields.Number, "number"),
    (fields.Amount, "number, 0 or more"),
    (fields.PositiveAmount, "number above 0"),
    (fields.EntryHours, "number above 0, at most 24"),
    (fields.Text, "text"),
    (fields.Texts, "text, or list of texts"),
    (models.Currency, "currency code"),
    (models.Country, "country code"),
    (models.Identifier, "short name"),
    (models.DatedNumbers, "number, or list of [dated numbers](#dated-number)"),
    (models.DatedFlags, "true or false, or list of [dated flags](#dated-flag)"),
    (events.Event, "[event](#events)"),
    (Percent, "number, 0 to 100"),
    (Share, "number, 0 to 1"),
    (Points, "number, 0 to 100"),
    (Weight, "number, 0 to below 1"),
    (bool, "true or false"),
    (int, "whole number"),
    (float, "number"),
    (str, "text"),
    (tuple[str, ...], "list of texts"),
)


def ledger_reference() -> str:
    """Every part of a ledger but the events, each with its fields."""
    return "\n\n".join(
        f"### {heading(model)}\n\n{summary_of(model)}\n\n{field_table(model)}"
        for model in parts_of(models.Ledger, [])
    )


def parts_of(model: type[BaseModel], found: list[type[BaseModel]]) -> list[type[BaseModel]]:
    """A model and those its fields lead to, in the order in which they are met."""
    if model not in found and not issubclass(model, events.DatedEvent):
        found.append(model)
        for hint in hints_of(model).values():
            for part in models_in(hint):
                parts_of(part, found)
    return found


def written(model: type[BaseModel]) -> list[str]:
    """The names of the fields that may stand in a file."""
    return [name for name in model.model_fields if name not in fields.Entry.model_fields]


def hints_of(model: type[BaseModel]) -> dict[str, object]:
    """The fields that may stand in a file, with their types."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in written(model)}


def models_in(hint: object) -> Iterator[type[BaseModel]]:
    """The models that a type leads to."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for part in get_args(hint):
        yield from models_in(part)


def heading(model: type[BaseModel]) -> str:
    """A model's name in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def summary_of(model: type[BaseModel]) -> str:
    """The first paragraph of what a model is."""
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def field_table(model: type[BaseModel], leave_out: Sequence[str] = ()) -> str:
    """The fields of a model."""
    rows = (
        (
            f"`{model.model_fields[name].alias or name}`",
            words(hint, model.model_fields[name]),
            default_of(model.model_fields[name]),
            model.model_fields[name].description or "",
        )
        for name, hint in hints_of(model).items()
        if name not in leave_out
    )
    return table(("key", "what to write", "left out", "meaning"), rows)


def words(hint: object, field: FieldInfo | None = None) -> str:
    """A type in plain words; one without words is a fault to be mended here."""
    named = next((text for kind, text in WORDS if kind == hint), None)
    if named is not None:
        return f"{named}{bounds(field)}" if hint in (int, float) else named
    if get_origin(hint) is Annotated:
        inner, *extras = get_args(hint)
        return words(inner, next((m for m in extras if isinstance(m, FieldInfo)), field))
    return words_of_compound(hint, [a for a in get_args(hint) if a is not NoneType], field)


def words_of_compound(hint: object, parts: Sequence[Any], field: FieldInfo | None) -> str:
    """A type made of others in plain words."""
    match get_origin(hint) or hint:
        case typing.Union | types.UnionType:
            return " or ".join(words(part, field) for part in parts)
        case typing.Literal:
            return ", ".join(f"`{value}`" for value in dict.fromkeys(map(shown, parts)))
        case builtins.tuple:
            return f"list of {words(parts[0])}"
        case builtins.dict:
            return f"mapping of {words(parts[0])} to {words(parts[1])}"
        case type() as model if issubclass(model, BaseModel):
            return f"[{heading(model).lower()}](#{heading(model).lower().replace(' ', '-')})"
        case _:
            msg = f"no words for the type {hint}; add them to WORDS"
            raise LookupError(msg)


def bounds(field: FieldInfo | None) -> str:
    """The bounds of a number."""
    limits_ = {type(m).__name__: m for m in (field.metadata if field else ())}
    low, high = (getattr(limits_.get(n), n.lower(), None) for n in ("Ge", "Le"))
    if low is not None and high is not None:
        return f", {low} to {high}"
    if low is not None:
        return f", {low} or more"
    return f", {high} or less" if high is not None else ""


def default_of(field: FieldInfo) -> str:
    """What holds where a field is left out."""
    if field.is_required():
        return "**required**"
    if field.default_factory not in (None, dict):
        return "its defaults"
    return (
        "-" if field.default_factory or field.default in (None, ()) else f"`{shown(field.default)}`"
    )


def shown(value: object) -> str:
    """A value as it is written in a ledger."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(shown, value))}]"
    return f"{value:g}" if isinstance(value, float | Decimal) else repr(value).strip("'")


def event_reference() -> str:
    """The kinds of event, and the fields of those that have some of their own."""
    shared = tuple(hints_of(events.DatedEvent))
    rows = (
        (f"`{kind}`", summary_of(model) if model is not events.PlainEvent else "see below")
        for kind, model in events.EVENT_MODELS.items()
    )
    plain = " ".join((events.PlainEvent.__doc__ or "").split("\n\n")[1].split())
    parts = [
        table(("kind", "what happened"), rows),
        f"Of the others there is no more to say than that they happened. {plain}",
        f"Every event has these keys beside its `kind`:\n\n{field_table(events.DatedEvent)}",
    ]
    for kind, model in events.EVENT_MODELS.items():
        own = [n for n in hints_of(model) if n not in (*shared, "kind") or differs(model, n)]
        if own:
            hidden = [n for n in hints_of(model) if n not in own]
            parts.append(f"### {kind}\n\n{field_table(model, hidden)}")
    return "\n\n".join(parts)


def differs(model: type[events.DatedEvent], name: str) -> bool:
    """Whether a kind of event describes a shared field in its own way."""
    if name == "kind":
        return False
    common = events.DatedEvent.model_fields[name]
    return model.model_fields[name].description != common.description


BLOCKS: dict[str, Callable[[], str]] = {
    "command-list": command_list,
    "commands": command_pages,
    "event-reference": event_reference,
    "exit-codes": exit_codes,
    "grades": grades,
    "ledger-reference": ledger_reference,
    "limits": limits,
    "provision": provision,
    "severities": severities,
    "traits": traits,
    "verdict-table": verdict_table,
    "worked-explain": explained("explain", "expohaus", MINIMAL, "--as-of", DAY.isoformat()),
    "worked-findings": worked_findings,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
