"""The JSON Schema of a ledger, made from the models and their descriptions."""

import json

from clienthealth.ledger.models import Ledger

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def ledger_schema() -> str:
    """The schema as JSON text."""
    schema = {"$schema": DIALECT, **Ledger.model_json_schema()}
    schema["title"] = "clienthealth ledger"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
