"""Timewarrior: the JSON list of intervals that `timew export` prints."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from clienthealth.ledger.exports.json_list import json_items
from clienthealth.ledger.exports.setting import (
    RUNNING,
    TIME_HEADERS,
    Report,
    Setting,
    clock,
    local,
    work,
)
from clienthealth.ledger.exports.table import Table, TableRow
from clienthealth.ledger.fields import FIRST_YEAR, LAST_YEAR, shown

_MOMENT = re.compile(r"\d{8}T\d{6}Z", re.ASCII)


def timewarrior_table(text: str, setting: Setting, report: Report) -> Table:
    """The intervals of an export, each on the day on which it began.

    The tag that names a client is the client; a tag that names one of their projects is the
    project. Other tags and the annotation are the note.

    Raises:
        TableError: it is not a JSON list; also raised while the rows are read.
    """
    return Table(TIME_HEADERS, _rows(text, setting, report))


def _rows(text: str, setting: Setting, report: Report) -> Iterator[TableRow]:
    for line, item in json_items(text):
        if not isinstance(item, dict):
            report(line, f"{shown(item)} is not an interval; export it again with `timew export`")
            continue
        start, end = (_moment(item, key) for key in ("start", "end"))
        if start is None or (end is None and "end" in item):
            key = "end" if start else "start"
            text = f"{key}: {shown(item.get(key))} is not a time; write one like 20260302T080000Z"
            report(line, text)
        elif end is not None and end < start:
            report(line, "ends before it starts; correct it with `timew modify`")
        else:
            yield TableRow(line, _cells(item, start, end, setting))


def _moment(item: dict[str, Any], key: str) -> datetime | None:
    text = item.get(key)
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _cells(
    item: dict[str, Any], start: datetime, end: datetime | None, setting: Setting
) -> list[str]:
    listed = item.get("tags", [])
    tags = [tag for tag in listed if isinstance(tag, str)] if isinstance(listed, list) else []
    clients = [tag for tag in tags if setting.names.find(tag)[0] is not None]
    found = {id(setting.names.find(tag)[0]): tag for tag in clients}
    client = ", ".join(found.values())  # several name no client, and the reader says so
    annotation = item.get("annotation")
    rest = [tag for tag in tags if tag not in clients]
    project, note = work(
        client, [*rest, *([annotation] if isinstance(annotation, str) else [])], setting
    )
    begun = local(start, setting.zone)
    hours = clock(round((end - start).total_seconds())) if end else ""
    state = "" if end else RUNNING
    return [client, project, begun.date().isoformat(), hours, note, state, begun.isoformat()]
