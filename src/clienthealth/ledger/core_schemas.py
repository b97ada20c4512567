"""Annotations that hand pydantic a ready schema, so that the models cost little at the start.

Half of what a model costs is that pydantic works out its schema in Python. These two say it at
once: `Parsed` for a value with a parser of its own, `Later` for an entry inside another, whose
schema is built when the first such entry is read. Most ledgers have few of the kinds of entry.
"""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

E = TypeVar("E")

_ADAPTER = "adapter"


class Parsed:
    """Annotates a type with the function that reads its values, and with its JSON schema.

    It does what `PlainValidator` and `WithJsonSchema` do, without a look at how pydantic itself
    would read the type.
    """

    def __init__(self, parse: Callable[[object], object], json_schema: JsonSchemaValue) -> None:
        self._core = core_schema.no_info_plain_validator_function(parse)
        self._json = json_schema

    def __get_pydantic_core_schema__(self, _: object, __: GetCoreSchemaHandler) -> CoreSchema:
        return self._core

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self._json)


class Brief:
    """Annotates a list or a table that may also be written in a brief form.

    It does what `BeforeValidator` does, and tells the JSON schema of the brief form as well.
    """

    def __init__(self, expand: Callable[[object], object], brief: Any) -> None:
        """Say how the brief form is read.

        Args:
            expand: Gives the long form of any value; what is long already stays as it is.
            brief: The type of the brief form, with its annotations.
        """
        self._expand = expand
        self._brief = brief

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._expand, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        brief = _as_item(TypeAdapter(self._brief).core_schema, handler)
        return {"anyOf": [brief, handler(schema)]}


def _as_item(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    """The JSON schema of a type in a list, where its own annotations count.

    There, a model is a definition of its own and a reference to it.
    """
    items: JsonSchemaValue = handler(core_schema.list_schema(schema))["items"]
    return items


class OnDemand:
    """Builds the schema of a type when its first value is read, or its JSON schema is wanted.

    `whole` is the type with its own annotations, where it has some.
    """

    def __init__(self, whole: Any = None) -> None:
        self._whole = whole

    def __get_pydantic_core_schema__(self, source: Any, _: GetCoreSchemaHandler) -> CoreSchema:
        adapter = cache(lambda: TypeAdapter(source if self._whole is None else self._whole))
        entries = get_args(source) or source

        def read(value: object) -> object:
            if isinstance(value, entries):  # such as the reader makes of long lists
                return value
            return adapter().validator.validate_python(value)

        return core_schema.no_info_plain_validator_function(
            read,
            metadata={_ADAPTER: adapter},
            serialization=core_schema.wrap_serializer_function_ser_schema(_written),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _as_item(schema["metadata"][_ADAPTER]().core_schema, handler)


def _written(entry: object, write: Callable[[object], object]) -> object:
    """An entry for `model_dump`; pydantic before 2.14 writes none whose schema is yet to build."""
    build_schema(entry)
    return write(entry)


def build_schema(entry: object) -> None:
    """Build the schema of an entry's type, if it has none yet."""
    if isinstance(entry, BaseModel):
        type(entry).model_rebuild()


Later = Annotated[E, OnDemand()]
"""An entry inside another: `Later[Contract]`."""


def is_later(schema: Any) -> bool:
    """Whether a core schema is that of an entry inside another."""
    return _ADAPTER in schema.get("metadata", {})
