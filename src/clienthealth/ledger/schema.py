"""The JSON Schema of a ledger, made from the models and their descriptions."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from clienthealth.ledger.core_schemas import is_later
from clienthealth.ledger.models import Ledger

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Gives the key of an entry no title: the entry has its own."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return not is_later(schema) and super().field_title_should_be_set(schema)


def ledger_schema() -> str:
    """The schema as JSON text."""
    schema = {"$schema": DIALECT, **Ledger.model_json_schema(schema_generator=_Generator)}
    schema["title"] = "clienthealth ledger"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
