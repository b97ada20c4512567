"""Ledgers as YAML in one of many styles, as people and programs write them."""

import io
import json
from typing import Any

import yaml
from hypothesis import strategies as st


class _Dumper(yaml.SafeDumper):
    """Writes lists indented or not, and null as a word or as nothing."""

    indented = True
    null = ""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, indentless and not self.indented)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", dumper.null)
)


def as_text(value: Any, null: object) -> Any:
    """The same with text for all scalars, as a ledger takes them, and something else for null."""
    if isinstance(value, dict):
        return {key: as_text(inner, null) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner, null) for inner in value]
    if value is None:
        return null
    return str(value).lower() if isinstance(value, bool) else str(value)


def plainly(data: dict[str, Any]) -> str:
    """A ledger as YAML with a line for each value, as most people write it."""
    return yaml.safe_dump(as_text(data, None), sort_keys=False, allow_unicode=True)


@st.composite
def dressed(draw: st.DrawFn, data: dict[str, Any]) -> str:
    """A ledger as YAML in one of many styles, with comments."""
    styles: list[Any] = [True, False, False, None, "json"]
    style = draw(st.sampled_from(styles))
    quotes = draw(st.sampled_from([None, None, "'", '"']))
    data = as_text(data, null=None if style is False and quotes is None else [])
    if style == "json":
        text = json.dumps(data, indent=draw(st.sampled_from([None, 1, 4])), ensure_ascii=False)
    else:
        own = {
            "indented": draw(st.booleans()),
            "null": draw(st.sampled_from(["", "null", "~"])),
        }
        dumper = type("Dressed", (_Dumper,), own)
        stream = io.StringIO()
        yaml.dump(
            data,
            stream,
            dumper,
            default_flow_style=style,
            indent=draw(st.integers(2, 6)),
            width=10**6,
            explicit_start=draw(st.booleans()),
            explicit_end=draw(st.booleans()),
            sort_keys=draw(st.booleans()),
            allow_unicode=draw(st.booleans()),
            default_style=quotes,
        )
        text = stream.getvalue()
    lines = []
    for line in text.split("\n"):
        if draw(st.integers(0, 9)) == 0:
            lines.append(" " * draw(st.integers(0, 12)) + "# ,]}\t\U0001f600 - id: client-0")
        tail = " # tail, " if line and draw(st.integers(0, 9)) == 0 else ""
        lines.append(line + tail)
    ending = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    mark = draw(st.sampled_from(["", "", "\ufeff"]))
    return mark + ending.join(lines).rstrip(draw(st.sampled_from(["", " \r\n"])))
