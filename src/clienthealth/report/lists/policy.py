"""The policy in force, for people and as JSON."""

import json
from collections.abc import Sequence

from clienthealth.rules.policy_layers import Setting

FORMAT = "clienthealth.ledger.policy/1"


def render_json(policy_hash: str, settings: Sequence[Setting]) -> str:
    """One JSON object with every figure and its source."""
    document = {
        "format": FORMAT,
        "policy_hash": policy_hash,
        "settings": [setting._asdict() for setting in settings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def render_table(policy_hash: str, settings: Sequence[Setting]) -> str:
    """A line for each figure, those that are not the default marked by their source."""
    keys = max(len(setting.key) for setting in settings)
    values = max(len(setting.value) for setting in settings)
    lines = [
        f"{setting.key.ljust(keys)}  {setting.value.ljust(values)}  {setting.source}"
        for setting in settings
    ]
    own = sum(setting.source != "default" for setting in settings)
    return "\n".join([*lines, "", f"policy {policy_hash}: {own} figures of its own"]) + "\n"
