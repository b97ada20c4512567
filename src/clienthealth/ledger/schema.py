"""The JSON Schema of a ledger, made from the models and their descriptions.

An editor reads a ledger as YAML, where `yes` and `2026` are no texts, and then compares it with
this. The reader takes every scalar as the text in the file. So the schema lets a value be written
in each way that reads the same: `yes` for true, `"30"` for 30, an id of digits, an empty key.
"""

import json
import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from clienthealth.ledger.core_schemas import build_schema, is_later
from clienthealth.ledger.models import Ledger

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = ("title", "description", "default", "deprecated")
_NULL: JsonSchemaValue = {"type": "null"}
_FLAG = r"^([Yy](es)?|YES|[Nn]o?|NO|[Oo]n|ON|[Oo]ff|OFF|[Tt]rue|[Ff]alse|TRUE|FALSE)$"
_WHOLE, _DECIMAL = r"^[+-]?\d+$", r"^[+-]?\d+(\.\d+)?$"


class _Generator(GenerateJsonSchema):
    """Gives the key of an entry no title: the entry has its own."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return not is_later(schema) and super().field_title_should_be_set(schema)

    def encode_default(self, dft: Any) -> Any:
        """A default in JSON; pydantic before 2.14 writes no entry whose schema is yet to build."""
        for entry in dft if isinstance(dft, tuple) else (dft,):
            build_schema(entry)
        return super().encode_default(dft)

    def bool_schema(self, schema: Any) -> JsonSchemaValue:
        return _or_text(super().bool_schema(schema), _FLAG)

    def int_schema(self, schema: Any) -> JsonSchemaValue:
        return _or_text(super().int_schema(schema), _WHOLE)

    def float_schema(self, schema: Any) -> JsonSchemaValue:
        return _or_text(super().float_schema(schema), _DECIMAL)

    def str_schema(self, schema: Any) -> JsonSchemaValue:
        """A text; one of digits alone looks like a number to an editor."""
        made = super().str_schema(schema)
        if re.search(made.get("pattern", ""), "2026"):
            made["type"] = ["string", "number"]
        return made


def _or_text(plain: JsonSchemaValue, pattern: str) -> JsonSchemaValue:
    return {"anyOf": [plain, {"type": "string", "pattern": pattern}]}


def ledger_schema() -> str:
    """The schema as JSON text."""
    schema = {"$schema": DIALECT, **Ledger.model_json_schema(schema_generator=_Generator)}
    schema["title"] = "clienthealth ledger"
    for entry in (schema, *schema["$defs"].values()):
        properties, required = entry.get("properties", {}), entry.get("required", ())
        for name in properties.keys() - set(required):
            properties[name] = _may_be_empty(properties[name])
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _may_be_empty(key: JsonSchemaValue) -> JsonSchemaValue:
    """A key that may have no value, which is as good as leaving it out."""
    about = {name: key[name] for name in _ABOUT if name in key}
    rest = {name: value for name, value in key.items() if name not in about}
    forms = rest["anyOf"] if rest.keys() == {"anyOf"} else [rest]
    return {"anyOf": [*forms, *([] if _NULL in forms else [_NULL])], **about}
