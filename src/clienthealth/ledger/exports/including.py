"""What a ledger includes: from its `include` entries to the entries of its clients."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.ledger.empty_keys import validated
from clienthealth.ledger.exports import preset
from clienthealth.ledger.exports.account import FileAccount
from clienthealth.ledger.exports.adding import Adding
from clienthealth.ledger.exports.addresses import Addresses, texts
from clienthealth.ledger.exports.collected import (
    COLLECTED,
    MAILDIR,
    PRIVATE,
    Collected,
    CollectedFile,
    start_of,
)
from clienthealth.ledger.exports.csv_table import EMPTY_FILE, delimiter_hint
from clienthealth.ledger.exports.encodings import NoTextError, decoded
from clienthealth.ledger.exports.export_file import ExportFile, read_export
from clienthealth.ledger.exports.form import form_of
from clienthealth.ledger.exports.formats import CSV, READERS, Source, known_by_start
from clienthealth.ledger.exports.kinds import unknown_field
from clienthealth.ledger.exports.ledger_reading import Reading
from clienthealth.ledger.exports.names import Names, RawClient
from clienthealth.ledger.exports.opened import Opened
from clienthealth.ledger.fields import MARK, bare, one_line, shown
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.includes import ExportKind, Include, Preset
from clienthealth.ledger.patterns import MOST_FILES, is_pattern
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.sources import Place, file_number
from clienthealth.ledger.validation import Misfit

KINDS: tuple[ExportKind, ...] = ("invoices", "payments", "time", "events")


class _Named(NamedTuple):
    """A file that an include names."""

    include: Include
    path: PurePath
    messages: Sequence[PurePath] = ()
    """The files of a Maildir folder."""


class Including:
    """The including of all files of one ledger."""

    def __init__(self, reading: Reading, raw: dict[str, Any]) -> None:
        self._reading = reading
        clients, business = raw.get("clients"), raw.get("business")
        own = business if isinstance(business, dict) else {}
        self._names = Names(clients if isinstance(clients, list) else [], str(own.get("currency")))
        self._zone = _zone(own.get("working_hours"))
        self._includes = raw.get("include")
        addresses = Addresses(self._names.clients, texts(own.get("emails")))
        self._collected = Collected(reading.files, self._names, addresses, self._zone)
        self._taken: dict[tuple[PurePath, str], int] = {}
        self._columns_marks: dict[int, int] = {}
        """Where the `columns` of an include begin."""
        self.accounts: tuple[FileAccount, ...] = ()
        self.warnings: list[Problem] = []

    def run(self) -> None:
        """Add what the files hold to the clients."""
        files = [*self._files()]
        for file in files:
            self._collect(file)
        exports = [
            export for file in files if (export := self._export(file, several=len(files) > 1))
        ]
        adding = Adding(self._reading, self.warnings.append)
        for kind in KINDS:
            adding.add(kind, [export for export in exports if export.form.kind == kind])
        self.accounts = tuple(export.account() for export in exports)

    # Files

    def _files(self) -> Iterator[_Named]:
        includes = self._includes if isinstance(self._includes, list) else []
        for item in includes:
            found = validated(Include, item) if isinstance(item, dict) else None
            include = found.entry if found and not found.unknown else None
            if not isinstance(include, Include):
                continue  # reported when the whole ledger is validated
            if isinstance(item.get("columns"), dict):
                self._columns_marks[include.mark] = item["columns"][MARK]
            if include.format == MAILDIR:
                yield from self._maildir(include)
                continue
            for path in self._paths(include):
                yield _Named(include, path)

    def _maildir(self, include: Include) -> Iterator[_Named]:
        reading, wanted = self._reading, include.file.rstrip("/")
        origin = reading.sources.paths[file_number(include.mark) - 1]
        try:
            messages = reading.files.messages(wanted, origin, reading.path)
        except UnusableError as error:
            self._refuse(include, "file", f"file: {shown(wanted)} {error}")
            return
        yield _Named(include, origin.parent / wanted, messages)

    def _collect(self, named: _Named) -> None:
        """Take in a file of a format whose files must all be read before any row."""
        known = self._known_format(named)
        if known is not None and known[1].reads in COLLECTED:
            name = self._reading.files.name(named.path)
            file = CollectedFile(name, named.path, named.messages, known[1].reads)
            self._collected.add(file)

    def _known_format(self, named: _Named) -> tuple[str, Preset] | None:
        """The preset that an include names, or that the beginning of a file shows."""
        name = named.include.format
        if name is None and named.include.kind is None and not named.include.columns:
            name = known_by_start(start_of(self._reading.files, named.path))
        return (name, preset.preset(name)) if name in preset.preset_names() else None

    def _paths(self, include: Include) -> Sequence[PurePath]:
        reading, wanted = self._reading, include.file
        origin = reading.sources.paths[file_number(include.mark) - 1]
        try:
            if not is_pattern(wanted):
                return [reading.files.included(wanted, origin, reading.path)]
            return _bounded(reading.files.matching(wanted, origin, reading.path))
        except UnusableError as error:
            text = str(error)
            if "\\" in wanted and text.startswith(("does not exist", "matches no")):
                text = f"has backslashes; write {wanted.replace(chr(92), '/')}"
            self._refuse(include, "file", f"file: {shown(wanted)} {text}")
            return []

    def _tell_unknown_fields(self, include: Include, kind: str) -> None:
        for field in include.columns:
            text = unknown_field(kind, field)
            if text is not None:
                mark = self._columns_marks.get(include.mark, include.mark)
                self._reading.misfit(Misfit(mark, field, at_key=True, message=text))

    def _refuse(self, include: Include, key: str | None, text: str) -> None:
        self._reading.misfit(Misfit(include.mark, key, at_key=False, message=text))

    # One file

    def _export(self, named: _Named, *, several: bool) -> ExportFile | None:
        include, reading = named.include, self._reading
        name = reading.files.name(named.path)
        number = reading.sources.add(named.path, name)

        def report(line: int, message: str) -> None:
            reading.problem(Problem(Place(name, max(line, 1), 1), one_line(message)))

        def warn(line: int, message: str) -> None:
            self.warnings.append(Problem(Place(name, max(line, 1), 1), one_line(message)))

        known, is_known = self._preset(include)
        clients = self._clients_of(include)
        if not is_known or clients is None:
            return None
        known = known or self._known_format(named)
        reads = known[1].reads if known else CSV
        text = self._text(named, number, reads, known and known[1].encoding)
        if text is None:
            return None
        known = known or self._recognised(include, text)
        kind = include.kind or (known and known[1].kind)
        if kind is None:
            self._tell_unknown_form(include, known)
            return None
        form = form_of(include, kind, known and known[1], known and known[0])
        if not self._is_first(named, kind):
            return None
        self._tell_unknown_fields(include, kind)
        hint = delimiter_hint(text) if reads == CSV else None
        delimiter = include.delimiter or hint or form.delimiter or ("," if known is None else None)
        zone = _named_zone(form.timezone) or self._zone
        source = Source(text, delimiter, form.header_line, self._names, zone, report)
        whole, clientless = clients
        opened = Opened(
            name=name,
            number=number,
            form=form,
            table=lambda: (
                self._collected.table(name) if reads in COLLECTED else READERS[reads](source)
            ),
            whole_file=whole,
            clientless=clientless,
            zone=zone,
            tells_apart=several,
        )
        found = read_export(opened, self._names, report, warn)
        if (
            found is None
            and known is None
            and (fitting := preset.preset_of(text, include.delimiter))
        ):
            tool = preset.preset(fitting).tool
            report(1, f"the headers are those of {tool}; write `format: {fitting}` in the include")
        return found

    def _text(self, named: _Named, number: int, reads: str, encoding: str | None) -> str | None:
        """The text of a file; None where it is not text, which has been reported."""
        reading = self._reading
        name = reading.files.name(named.path)
        if reads in PRIVATE:
            reading.sources.keep_private(number)
            if named.include.client is not None:
                text = "client: mail and meetings go by their addresses; leave it out"
                self._refuse(named.include, "client", text)
                return None
        if reads in COLLECTED:
            return ""  # it has been read
        if reads not in READERS:
            text = f"format: unknown `reads: {bare(reads)}` in its preset; leave it out for CSV"
            self._refuse(named.include, "format", text)
            return None
        try:
            data = reading.files.data(named.path)
            text, found = decoded(data, named.include.encoding or encoding)
        except UnusableError as error:
            reading.problem(Problem(Place(name, 1, 1), one_line(str(error))))
        except NoTextError as error:
            reading.problem(Problem(Place(name, error.line, error.column), str(error)))
        else:
            reading.sources.encoded(number, found)
            if reads != CSV or text.strip():
                return text
            reading.problem(Problem(Place(name, 1, 1), EMPTY_FILE))
        return None

    def _preset(self, include: Include) -> tuple[tuple[str, Preset] | None, bool]:
        """The preset that an include names, and whether all is well (also without one)."""
        name, reading = include.format, self._reading
        if name is None:
            return None, True
        if not preset.is_file_of_preset(name):
            try:
                return (name, preset.preset(name)), True
            except KeyError:
                self._refuse(include, "format", preset.unknown_preset(name))
                return None, False
        origin = reading.sources.paths[file_number(include.mark) - 1]
        try:
            path = reading.files.included(name, origin, reading.path)
        except UnusableError as error:
            self._refuse(include, "format", f"format: {shown(name)} {error}")
            return None, False
        found = reading.preset(path)
        return (None, False) if found is None else ((name, found), True)

    def _recognised(self, include: Include, text: str) -> tuple[str, Preset] | None:
        """The preset of a file that the include says nothing about."""
        if include.kind is not None or include.columns:
            return None
        name = preset.preset_of(text, include.delimiter)
        return None if name is None else (name, preset.preset(name))

    def _tell_unknown_form(self, include: Include, known: tuple[str, Preset] | None) -> None:
        if known is not None or include.columns:
            text = '"kind" is missing; add `kind: invoices`, payments, time'
            self._refuse(include, None, f"{text} or events")
            return
        text = f"file: no preset knows the headers of {shown(include.file)}"
        self._refuse(include, "file", f"{text}; write `kind` and `columns`, or a `format`")

    def _is_first(self, named: _Named, kind: str) -> bool:
        """Whether no other include has read the same file as the same kind."""
        mark = named.include.mark
        first = self._taken.setdefault((self._reading.files.identity(named.path), kind), mark)
        if first == mark:
            return True
        place = self._reading.sources.place(first)
        name = shown(str(self._reading.files.name(named.path)))
        text = f"file: {name} is included twice, first at {place}; keep one of them"
        self._refuse(named.include, "file", text)
        return False

    def _clients_of(self, include: Include) -> tuple[RawClient | None, RawClient | None] | None:
        """The client of all rows, and the one of rows without a client; None where one is wrong."""
        found: list[RawClient | None] = []
        for key, name in (("client", include.client), ("no_client", include.no_client)):
            if name is None or (key, name) == ("no_client", "ignore"):
                found.append(None)
                continue
            client, message = self._names.find(name)
            if client is None:
                _, _, text = message.partition(": ")
                self._refuse(include, key, f"{key}: {text}")
                return None
            found.append(client)
        return found[0], found[1]


def _bounded(files: Sequence[PurePath]) -> Sequence[PurePath]:
    if not files:
        raise UnusableError("matches no file; paths are relative to this file")
    if len(files) > MOST_FILES:
        raise UnusableError(f"matches more than {MOST_FILES:,} files; write a narrower pattern")
    return files


def _zone(working_hours: object) -> ZoneInfo | None:
    name = working_hours.get("timezone") if isinstance(working_hours, dict) else None
    return _named_zone(name) if isinstance(name, str) else None


def _named_zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # the checks of the ledger report it
        return None
