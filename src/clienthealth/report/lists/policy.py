"""The policy in force, for people and as JSON."""

from clienthealth.report.text.json_document import json_document
from clienthealth.report.text.safety import safe_lines
from clienthealth.rules.policy_layers import PolicyInForce

FORMAT = "clienthealth.policy/1"


def render_json(found: PolicyInForce) -> str:
    """One JSON object with every figure and its source."""
    document = {
        "format": FORMAT,
        "policy_hash": found.policy_hash,
        "settings": [setting._asdict() for setting in found.settings],
    }
    return json_document(document)


def render_table(found: PolicyInForce) -> str:
    """A line for each figure; those that are not the default are marked with their source."""
    settings = found.settings
    keys = max(len(setting.key) for setting in settings)
    values = max(len(setting.value) for setting in settings)
    lines = [
        f"{setting.key.ljust(keys)}  {setting.value.ljust(values)}  {setting.source}"
        for setting in settings
    ]
    own = sum(setting.source != "default" for setting in settings)
    what = "figure is" if own == 1 else "figures are"
    return safe_lines([*lines, "", f"policy {found.policy_hash}: {own} {what} not the default"])
