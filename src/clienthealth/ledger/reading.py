"""Reading a ledger: files to text, text to entries, entries to one checked ledger.

Entries of the long lists are validated as they are read, so that a large ledger is never in
memory twice. Reading goes on after a problem, so that all of them are found.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from clienthealth.ledger import checks
from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.discovery import DISK
from clienthealth.ledger.empty_keys import validated
from clienthealth.ledger.exports.account import FileAccount
from clienthealth.ledger.fields import EMPTY, MARK, forget_written_keys, one_line
from clienthealth.ledger.files import Files, UnusableError
from clienthealth.ledger.includes import Preset
from clienthealth.ledger.merging import Merger
from clienthealth.ledger.models import Client, Invoice, Ledger, MonthOfTime, TimeEntry
from clienthealth.ledger.places import KeyPlaces
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import LedgerError, Problem, sorted_problems
from clienthealth.ledger.sources import Place, Sources, file_number
from clienthealth.ledger.top_keys import has_key
from clienthealth.ledger.validation import Misfit, comma_problem, event_model, misfits
from clienthealth.ledger.yaml_events import ReadAsItIsError, Shape, Unreadable, YamlReader

if TYPE_CHECKING:
    from clienthealth.ledger.unchanged import Unchanged

E = TypeVar("E", bound=BaseModel)

_BEGIN = "begin with `version: 1`"

_NEEDED = frozenset({"business", "exchange_rates", "clients"})
"""Without these, the checks of a whole ledger make no sense."""


def read_ledger(
    path: PurePath,
    vocabulary: Vocabulary = Vocabulary(),  # noqa: B008  # immutable
    files: Files = DISK,
    other: Ledger | None = None,
) -> Ledger:
    """The ledger at a path, a file or a folder, among the files of a disk or of a revision.

    Args:
        path: The file or the folder.
        vocabulary: The names that it may use.
        files: Where the path is.
        other: Another state of the ledger, read with the same vocabulary. A client that is written
            in the same lines there is taken from it, and keeps the place there.

    Raises:
        LedgerError: with every problem found, each with its place and a remedy.
    """
    with collector_paused():
        if other is not None:
            from clienthealth.ledger.unchanged import ReadWholeError, Unchanged  # noqa: PLC0415  # for check

            with suppress(LedgerError, ReadWholeError):  # whose places have to be those of a whole
                return Reading(path, files, unchanged=Unchanged(other)).ledger(vocabulary)
        return Reading(path, files).ledger(vocabulary)


def read_policy(
    path: PurePath,
    vocabulary: Vocabulary = Vocabulary(),  # noqa: B008  # immutable
    files: Files = DISK,
) -> Policy:
    """The policy in a file of its own: what a ledger has under `policy:`.

    Raises:
        LedgerError: with every problem found, each with its place and a remedy.
    """

    def wrong_rules(policy: Policy) -> Iterator[Misfit]:
        for key, message in vocabulary.misconfigured(policy):
            yield Misfit(policy.mark, key, at_key=False, message=message)

    begin = "write what a ledger has under `policy:`"
    return Reading(path, files, "policy", begin).alone(Policy, wrong_rules)[0]


def read_alone(
    path: PurePath, model: type[E], what: str, begin: str, files: Files = DISK
) -> tuple[E, Sources]:
    """The one entry in a file of its own, and where its parts are.

    `what` names such a file in messages, and `begin` says how to make one.

    Raises:
        LedgerError: with every problem found, each with its place and a remedy.
    """
    return Reading(path, files, what, begin).alone(model)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Collect no garbage for a while."""
    # A ledger is millions of objects and no garbage. Collecting while it grows costs more
    # than building it.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Reading:
    """One reading of one ledger, with the problems found so far."""

    def __init__(
        self,
        path: PurePath,
        files: Files,
        what: str = "ledger",
        begin: str = _BEGIN,
        unchanged: "Unchanged | None" = None,
    ) -> None:
        self._path = path
        self._what, self._begin = what, begin
        """What the files are, and how to begin one."""
        self._files = files
        self._unchanged = unchanged
        self._sources = Sources(files, path, unchanged.sources if unchanged else None)
        self._problems: list[Problem] = []
        self._misfits: list[Misfit] = []
        self._bare: list[tuple[int, str]] = []
        self._unread: set[str] = set()
        self._odd: list[Problem] = []
        self._accounts: tuple[FileAccount, ...] = ()
        self._partial = False
        """Whether a file could not be read, so that what seems missing may be in it."""
        self.aliased = 0
        """How many values aliases repeated."""
        self._places = KeyPlaces(self._sources)
        self._shape = Shape(
            keys={
                "clients": Shape(
                    items=Shape(
                        keys={
                            "invoices": Shape(items=Shape(finish=self._invoice)),
                            "time": Shape(items=Shape(finish=self._time)),
                            "events": Shape(items=Shape(finish=self._event)),
                        }
                    )
                )
            }
        )

    def ledger(self, vocabulary: Vocabulary) -> Ledger:
        """The checked ledger."""
        found = filter(None, map(self._document, self._files.of_ledger(self._path)))
        documents = [document for document in found if not is_preset(document)]
        self._stop_if(documents == [])
        merger = Merger(self._conflict)
        self._places.moved = merger.moved
        raw = merger.merged(documents)
        if merger.mixed and self._unchanged is not None:
            self._unchanged.give_up()
        for mark in merger.mixed:
            self._sources.mix(file_number(mark))
        if "clients" in raw.get(EMPTY, ()):
            raw.setdefault("clients", [])  # a ledger that begins: `clients:` with nothing below
        self._include(raw)
        self._odd += self._hidden_clients()
        ledger = self._validated_ledger(raw, vocabulary)
        self._stop_if(bool(self._problems or self._misfits or self._bare) or ledger is None)
        assert ledger is not None  # noqa: S101  # `_stop_if` has raised otherwise
        ledger._sources = self._sources  # set once, before anybody sees it
        odd = checks.warnings(ledger, vocabulary)
        ledger._warnings = sorted_problems((*self._odd, *map(self._problem, odd)))  # the same
        ledger._accounts = self._accounts  # the same
        return ledger

    def alone(
        self, model: type[E], checked: Callable[[E], Iterable[Misfit]] = lambda _: ()
    ) -> tuple[E, Sources]:
        """The entry of a file that has nothing else in it."""
        raw = self._document(self._path)
        entry = self._validated(model, raw) if raw is not None else None
        if isinstance(entry, model):
            self._misfits.extend(checked(entry))
        self._stop_if(
            bool(self._problems or self._misfits or self._bare) or not isinstance(entry, model)
        )
        assert isinstance(entry, model)  # noqa: S101  # `_stop_if` has raised otherwise
        return entry, self._sources

    def _stop_if(self, broken: bool) -> None:  # noqa: FBT001  # a condition, not a mode
        if broken:
            misfits = [*self._misfits, *self._without_a_value()]
            raise LedgerError([*self._problems, *map(self._problem, misfits)])

    def _without_a_value(self) -> Iterator[Misfit]:
        """The known keys that are really a piece of text after a comma.

        Unknown ones have been reported already.
        """
        told = {(misfit.mark, misfit.key) for misfit in self._misfits}
        for mark, key in self._bare:
            if (mark, key) not in told:
                text = f"{key}: the key has no value; write `{key}: ...`, or remove it"
                yield Misfit(mark, key, at_key=True, message=text, is_piece=True)

    # Files

    def _document(self, path: PurePath) -> dict[str, Any] | None:
        text, file, name = self._text(path)
        if text is None:
            return None

        def report(line: int, column: int, message: str) -> None:
            self._problems.append(Problem(Place(name, line, column), one_line(message)))

        self._places.add(file)
        left_out = self._unchanged.left_out(text) if self._unchanged else None
        try:
            value = self._value(left_out.text if left_out else text, file, report)
        except Unreadable as error:
            report(error.line, error.column, error.message)
            self._partial = True
            return None
        if left_out:
            left_out.put_back(value)
        if isinstance(value, dict):
            return value
        if value is None:
            report(1, 1, f"the file is empty; {self._begin}, or remove it")
        else:
            report(1, 1, f"a {self._what} must be a mapping of keys; {self._begin}")
        self._partial = True
        return None

    def _value(self, text: str, file: int, report: Callable[[int, int, str], None]) -> object:
        """What the text of a file says, as the reader has it.

        Raises:
            Unreadable: the text is not YAML, or goes beyond a limit.
        """
        before = len(self._problems), len(self._misfits)
        reader = YamlReader(text, file, report, by_lines=True)
        try:
            value = reader.read(self._shape)
        except ReadAsItIsError:
            del self._problems[before[0] :], self._misfits[before[1] :]
        else:
            self._note(reader)
            return value
        reader = YamlReader(text, file, report)
        try:
            return reader.read(self._shape)
        finally:
            self._note(reader)

    def _note(self, reader: YamlReader) -> None:
        self._places.merged.update(reader.merged)
        self._bare += reader.bare
        self.aliased += reader.aliased

    def _text(self, path: PurePath) -> tuple[str | None, int, str]:
        name = self._files.name(path)
        file = self._sources.add(path, name)
        try:
            data = self._data(path)
            self._sources.saw(file, data)
            return _decoded(data), file, name
        except _NoText as error:
            place = Place(name, error.line, error.column)
            self._problems.append(Problem(place, str(error)))
            self._partial = True
            return None, file, name

    def _hidden_clients(self) -> Iterator[Problem]:
        """Hidden files that seem to have clients in them; they are not read."""
        for path in self._files.hidden(self._path):
            try:
                data = self._files.data(path)
            except UnusableError:
                continue
            if has_key(data, "clients"):
                text = "the file is hidden, so its clients are not read; rename it or move it away"
                yield Problem(Place(self._files.name(path), 1, 1), text)

    def _data(self, path: PurePath) -> bytes:
        try:
            return self._files.data(path)
        except UnusableError as error:
            raise _NoText(str(error)) from None

    def _conflict(self, mark: int, key: str, what: str, earlier: int) -> None:
        other = self._places.place(earlier, key, at_key=False)
        self._misfits.append(
            Misfit(mark, key, at_key=False, message=f"{what} at {other}; keep one of them")
        )

    # Entries

    def _invoice(self, raw: dict[str, Any]) -> BaseModel | None:
        entry = self._entry(Invoice, raw)
        for payment in entry.payments if isinstance(entry, Invoice) else ():
            forget_written_keys(payment)
        return entry

    def _time(self, raw: dict[str, Any]) -> BaseModel | None:
        if "month" not in raw:
            return self._entry(TimeEntry, raw)
        if "date" in raw:
            text = "month: the entry also has a `date`; keep one of them"
            self._misfits.append(Misfit(raw[MARK], "month", at_key=True, message=text))
            return None
        return self._validated(MonthOfTime, raw)

    def _event(self, raw: dict[str, Any]) -> BaseModel | None:
        model, message = event_model(raw)
        if model is None:
            self._misfits.append(Misfit(raw[MARK], "kind", at_key=False, message=message))
            return None
        return self._entry(model, raw)

    def _entry(self, model: type[BaseModel], raw: dict[str, Any]) -> BaseModel | None:
        """An entry of a long list; nearly all are right, so only what is wrong is looked into."""
        try:
            entry: BaseModel = model.__pydantic_validator__.validate_python(raw)
        except ValidationError:
            return self._validated(model, raw)
        forget_written_keys(entry)
        return entry

    def _validated(self, model: type[BaseModel], raw: dict[str, Any]) -> BaseModel | None:
        found = validated(model, raw)
        self._misfits.extend(found.unknown)
        if found.error is not None:
            partial = self._partial and model in (Ledger, Client)
            self._misfits.extend(misfits(found.error, found.raw, model, partial=partial))
            if model is Invoice and isinstance(raw.get("number"), str):
                self._unread.add(raw["number"])
        return found.entry

    def _validated_ledger(self, raw: dict[str, Any], vocabulary: Vocabulary) -> Ledger | None:
        clients = raw.get("clients")
        if isinstance(clients, list):
            business = raw.get("business")
            currency = business.get("currency") if isinstance(business, dict) else None
            currency = currency if isinstance(currency, str) else None
            valid = [*self._validated_clients(clients, vocabulary, currency)]
            raw = raw | {"clients": valid}
            known = [client for client in valid if isinstance(client, Client)]
            self._misfits.extend(checks.repeated_clients(known))
        ledger = self._validated(Ledger, raw)
        checked = ledger or _rest(Ledger, raw, _NEEDED)[0]
        if isinstance(checked, Ledger):
            self._misfits.extend(checks.ledger_errors(checked, vocabulary))
        return ledger if isinstance(ledger, Ledger) else None

    def _validated_clients(
        self, clients: list[Any], vocabulary: Vocabulary, currency: str | None
    ) -> Iterator[object]:
        for raw in clients:
            if not isinstance(raw, dict):
                yield raw  # reported when the whole ledger is validated
                continue
            if self._unchanged is not None and (same := self._unchanged.client(raw)) is not None:
                yield same
                continue
            client = self._validated(Client, raw)
            checked, broken = (client, set()) if client else _rest(Client, raw)
            if isinstance(checked, Client):
                doubtful = self._partial or broken & {"projects", "invoices"}
                unread = None if doubtful else frozenset(self._unread)
                self._misfits.extend(checks.client_errors(checked, vocabulary, unread, currency))
            if client is not None:
                yield client

    # Included files

    def _include(self, raw: dict[str, Any]) -> None:
        if not raw.get("include"):
            return
        if self._unchanged is not None:
            self._unchanged.give_up()
        from clienthealth.ledger.exports.including import Including  # noqa: PLC0415  # where used

        including = Including(_ForIncluding(self), raw)
        including.run()
        self._accounts = including.accounts
        self._odd += including.warnings

    # Places

    def _problem(self, misfit: Misfit) -> Problem:
        if misfit.is_piece and misfit.key is not None:
            divided = self._places.divided(misfit.mark, misfit.key)
            message = comma_problem(divided) if divided else None
            if divided and message:  # the same for each of the pieces, so it is reported once
                return Problem(divided.place, one_line(message))
        place = self._places.place(misfit.mark, misfit.key, at_key=misfit.at_key)
        message = misfit.message
        if misfit.earlier is not None:
            other = self._places.place(misfit.earlier, misfit.key, at_key=misfit.at_key)
            what, _, remedy = message.rpartition("; ")
            message = f"{what}, first at {other}; {remedy}" if other else message
        return Problem(place, one_line(message), client=misfit.client)


def is_preset(document: dict[str, Any]) -> bool:
    """Whether a file beside a ledger is a preset for exports and no part of the ledger."""
    return "tool" in document and not document.keys() & Ledger.model_fields.keys()


def _rest(
    model: type[BaseModel], raw: dict[str, Any], needed: frozenset[str] = frozenset()
) -> tuple[BaseModel | None, set[str]]:
    """An entry without its broken parts, so that the rest can still be checked.

    Returns the rest, None where something `needed` is broken, and the keys that are not whole.
    """
    found = validated(model, raw)
    wrong, rest = _broken(found.error), dict(found.raw)
    for key, indices in wrong.items():
        value = rest.pop(key, None)
        if isinstance(value, list) and None not in indices:
            rest[key] = [item for index, item in enumerate(value) if index not in indices]
    fillers = {"id": "unread", "name": "unread", "version": "1"}
    known = {field.alias or name for name, field in model.model_fields.items()}
    rest |= {key: value for key, value in fillers.items() if key in known and key not in rest}
    if wrong.keys() & needed:
        return None, set(wrong)
    return validated(model, rest).entry, set(wrong)


def _broken(error: ValidationError | None) -> dict[str, set[int | None]]:
    """The keys that do not fit the model, each with the broken items of its list (None: all)."""
    broken: dict[str, set[int | None]] = {}
    for item in error.errors(include_url=False, include_input=False) if error else ():
        key, index, *_ = (*item["loc"], None, None)
        broken.setdefault(str(key), set()).add(index if isinstance(index, int) else None)
    return broken


class _NoText(Exception):  # noqa: N818  # it says what a file is, and is caught here
    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8-sig", errors="replace")) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise _NoText(message, data.count(b"\n", 0, error.start) + 1, column) from None


class _ForIncluding:
    """What including files may do with the reading that it is part of."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.files, self.sources, self.path = reading._files, reading._sources, reading._path

    def misfit(self, misfit: Misfit) -> None:
        self._reading._misfits.append(misfit)
        self._reading._partial = True

    def problem(self, problem: Problem) -> None:
        self._reading._problems.append(problem)
        self._reading._partial = True

    def validated(self, model: type[BaseModel], raw: dict[str, Any]) -> BaseModel | None:
        return self._reading._validated(model, raw)

    def event(self, raw: dict[str, Any]) -> BaseModel | None:
        return self._reading._event(raw)

    def preset(self, path: PurePath) -> Preset | None:
        raw = self._reading._document(path)
        found = self._reading._validated(Preset, raw) if raw is not None else None
        return found if isinstance(found, Preset) else None

    def is_unread(self, number: str) -> bool:
        return number in self._reading._unread
