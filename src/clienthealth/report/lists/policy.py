"""The policy in force, for people and as JSON."""

from typing import TYPE_CHECKING

from clienthealth.ledger import written
from clienthealth.report.text.blocks import Column, Line, Part, grid
from clienthealth.report.text.json_document import json_document
from clienthealth.report.text.screen import print_strips, text_of
from clienthealth.report.text.sections import parts_lines
from clienthealth.rules.policy_layers import PolicyInForce

if TYPE_CHECKING:
    from rich.console import Console

FORMAT = "clienthealth.policy/1"
COLUMNS = (Column("", least=20), Column("", least=10), Column("", least=10))


def render_json(found: PolicyInForce) -> str:
    """One JSON object with every figure and its source."""
    document = {
        "format": FORMAT,
        "policy_hash": found.policy_hash,
        "settings": [setting._asdict() for setting in found.settings],
    }
    return json_document(document)


def render_table(found: PolicyInForce) -> str:
    """A line for each figure, those that are not the default marked by their source."""
    return text_of(parts_lines(_parts(found), None))


def print_to(console: "Console", found: PolicyInForce) -> None:
    """Print the same in the width of the terminal."""
    print_strips(console, parts_lines(_parts(found), console.width))


def _parts(found: PolicyInForce) -> list[Part]:
    settings = found.settings
    own = sum(setting.source != "default" for setting in settings)
    rows = [(setting.key, setting.value, setting.source) for setting in settings]
    return [
        grid(COLUMNS, rows),
        Line(""),
        Line(f"policy {found.policy_hash}: {_not_default(own)}"),
    ]


def _not_default(own: int) -> str:
    is_one = "is" if own == 1 else "are"
    return f"{written.count(own, 'figure')} {is_one} not the default"
