"""The policy in force, for people and as JSON."""

from collections.abc import Sequence

from clienthealth.report.text.json_document import json_document
from clienthealth.report.text.safety import safe_lines
from clienthealth.rules.policy_layers import Setting

FORMAT = "clienthealth.policy/1"


def render_json(policy_hash: str, settings: Sequence[Setting]) -> str:
    """One JSON object with every figure and its source."""
    document = {
        "format": FORMAT,
        "policy_hash": policy_hash,
        "settings": [setting._asdict() for setting in settings],
    }
    return json_document(document)


def render_table(policy_hash: str, settings: Sequence[Setting]) -> str:
    """A line for each figure, those that are not the default marked by their source."""
    keys = max(len(setting.key) for setting in settings)
    values = max(len(setting.value) for setting in settings)
    lines = [
        f"{setting.key.ljust(keys)}  {setting.value.ljust(values)}  {setting.source}"
        for setting in settings
    ]
    own = sum(setting.source != "default" for setting in settings)
    return safe_lines([*lines, "", f"policy {policy_hash}: {own} figures of its own"])
