"""An import as a whole: the content of the files, what is new, and the change of the ledger."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from clienthealth.editing.amending import Amendment, CannotAmendError, amendment
from clienthealth.editing.changes import LEDGER, Added, Change, Item, Value
from clienthealth.editing.imports.compared import Comparison, compared
from clienthealth.editing.imports.exported import (
    Export,
    Exported,
    include_home,
    read_exports,
)
from clienthealth.editing.imports.figures import Brought, brought
from clienthealth.editing.imports.items import item_of
from clienthealth.editing.imports.recognising import Recognised, UnknownExportError, recognise
from clienthealth.ledger.exports.account import FileAccount, Stranger
from clienthealth.ledger.fields import Entry, one_line, shown
from clienthealth.ledger.models import Ledger, Payment
from clienthealth.ledger.problems import LedgerError, Problem

_RECORDS = ("invoices", "payments", "time", "events")
_NO_ID = re.compile("[^a-z0-9]+")
_LONGEST_ID = 40


class ImportWanted(NamedTuple):
    """What somebody wants to import, and how."""

    files: tuple[Path, ...]
    form: Item
    """The keys of an include for all of them, such as `kind` or `columns`."""
    copies: bool = False
    """Whether the entries are written into the ledger; otherwise the files are included."""
    new_clients: bool = False
    """Whether unknown names become clients."""
    ignores_strangers: bool = False
    """Whether rows of unknown clients are left out."""


class ImportedFile(NamedTuple):
    """One file, and what was found in it."""

    path: Path
    tool: str | None
    """The program that wrote it, if its preset is known."""
    account: FileAccount
    """The account of its rows, under the path that was given."""
    is_included: bool
    """Whether the ledger already includes it."""


class Import(NamedTuple):
    """What an import would do."""

    files: tuple[ImportedFile, ...]
    new_clients: tuple[str, ...]
    """The ids of clients that come with it."""
    clients: tuple[Brought, ...]
    """Its figures for each client in the files."""
    change: Amendment | None
    """The change of the ledger; None where it already has everything."""


class ImportProblemsError(Exception):
    """Problems to decide before files can be imported; nothing was written."""

    def __init__(self, problems: Iterable[str], strangers: tuple[Stranger, ...] = ()) -> None:
        self.problems = tuple(problems)
        self.strangers = strangers
        super().__init__("; ".join(self.problems))


def plan_import(ledger: Ledger, where: Path, wanted: ImportWanted, day: date) -> Import:
    """What an import of files would do; nothing is written.

    Args:
        ledger: The ledger as it was read.
        where: The path it was read from.
        wanted: The files, and how to import them.
        day: The day of the open balance.

    Raises:
        LedgerError: with everything that is wrong in the files, or in the ledger afterwards.
        ImportProblemsError: something must be decided first.
        CannotAmendError: the ledger's files cannot be changed without changing something else.
    """
    return _Planning(ledger, where, wanted).plan(day)


class _Found(NamedTuple):
    """The content of the files, and the change that takes it in."""

    accounts: dict[str, FileAccount]
    """By the real path of the file."""
    comparisons: list[Comparison]
    new: tuple[Item, ...]
    """The new clients."""
    change: Amendment | None


class _Planning:
    def __init__(self, ledger: Ledger, where: Path, wanted: ImportWanted) -> None:
        self._ledger, self._where, self._wanted = ledger, where, wanted
        self._home = include_home(where)

    def plan(self, day: date) -> Import:
        own = {account.file: account for account in self._ledger.accounts}
        paths = zip(self._ledger.sources.paths, self._ledger.sources.names, strict=True)
        included = {os.path.realpath(path): own.get(name) for path, name in paths}
        paths_given = [*_once(self._wanted.files)]
        done = [
            _done(path, included[real])
            for path in paths_given
            if (real := os.path.realpath(path)) in included
        ]
        known = self._recognised(p for p in paths_given if os.path.realpath(p) not in included)
        exports = [Export(path, form.item) for path, form in known.items()]
        if not exports:
            return Import(tuple(done), (), (), None)
        take = self._copied if self._wanted.copies else self._included
        found = take(exports, known)
        change = found.change
        files = (
            ImportedFile(
                *(each.path, known[each.path].tool),
                found.accounts[os.path.realpath(each.path)]._replace(file=str(each.path)),
                is_included=False,
            )
            for each in exports
        )
        after = change.ledger if change is not None else self._ledger
        ids = tuple(str(item["id"]) for item in found.new)
        figures = tuple(brought(after, found.comparisons, day))
        return Import((*done, *files), ids, figures, change)

    def _included(self, exports: Sequence[Export], known: dict[Path, Recognised]) -> _Found:
        """The files included.

        The ledger is read with them to prove the change. So they are read before it only to make
        their clients, and after it failed, to say why.
        """
        files = _by_kind(exports, known)
        new = self._new_clients(self._each_read(*files)) if self._makes_clients else ()
        try:
            change = amendment(self._ledger, self._where, [*self._includes(exports, new)])
        except CannotAmendError as error:
            if error.problems:
                self._check_names(self._each_read(*files))
            raise
        real = {os.path.realpath(each.path) for each in exports}
        paths = enumerate(change.ledger.sources.paths, 1)
        numbers = frozenset(number for number, p in paths if os.path.realpath(p) in real)
        found = [Exported(change.ledger, numbers)]
        return _Found(dict(_accounts(found[0])), [*self._compared(found)], new, change)

    def _copied(self, exports: Sequence[Export], known: dict[Path, Recognised]) -> _Found:
        """The entries of the files written into the ledger."""
        files = _by_kind(exports, known)
        found = self._each_read(*files)
        self._check_names(found)
        new = self._new_clients(found) if self._makes_clients else ()
        if new:
            found = self._each_read(*files, new)
        comparisons = [*self._compared(found)]
        changes = [*_entries(comparisons, new)]
        change = amendment(self._ledger, self._where, changes) if changes else None
        accounts = {path: account for each in found for path, account in _accounts(each)}
        return _Found(accounts, comparisons, new, change)

    def _recognised(self, paths: Iterable[Path]) -> dict[Path, Recognised]:
        found, problems = {}, []
        for path in paths:
            try:
                found[path] = recognise(path, self._wanted.form, self._home.parent)
            except UnknownExportError as error:
                problems.append(str(error))
        if problems:
            raise ImportProblemsError(problems)
        return found

    # The content of the files

    def _each_read(
        self, bills: Sequence[Export], money: Sequence[Export], new: Sequence[Item] = ()
    ) -> list[Exported]:
        """First what is billed, then what was paid for it."""
        found: list[Exported] = []
        problems: list[Problem] = []
        invoices: dict[str, list[Item]] = {}
        try:
            if bills:
                found.append(read_exports(self._ledger, self._where, bills, new))
                invoices = self._new_invoices(found[0]) if money else {}
        except LedgerError as error:
            problems += error.problems
        try:
            if money:
                read = read_exports(self._ledger, self._where, money, new, invoices)
                found.append(read)
        except LedgerError as error:
            problems += error.problems
        if problems:
            raise LedgerError(problems)
        return found

    def _new_invoices(self, found: Exported) -> dict[str, list[Item]]:
        own = {c.id: {i.number for i in c.invoices} for c in self._ledger.clients}
        return {
            client.id: [
                item_of(each)
                for each in client.invoices
                if each.number not in own.get(client.id, ())
            ]
            for client in found.ledger.clients
        }

    def _compared(self, found: Sequence[Exported]) -> Iterator[Comparison]:
        own = {client.id: client for client in self._ledger.clients}
        for position, client in enumerate(found[0].ledger.clients):
            known = own.get(client.id)
            entries: dict[str, list[Entry]] = {field: [] for field in _RECORDS}
            paid: dict[str, list[Payment]] = {}
            for each in found:
                there = each.ledger.clients[position]
                for field in _RECORDS:
                    entries[field] += each.brought(getattr(there, field))
                billed = {id(i) for i in each.brought(there.invoices)}
                for invoice in there.invoices:
                    if id(invoice) in billed:
                        continue  # its payments are part of it
                    if payments := [*each.brought(invoice.payments)]:
                        paid[invoice.number] = [p for p in payments if isinstance(p, Payment)]
            currency = client.currency or found[0].ledger.business.currency
            comparison = compared(known, client, entries, paid, currency)
            if not comparison.is_empty:
                yield comparison

    # What changes

    def _includes(self, exports: Sequence[Export], new: Sequence[Item]) -> Iterator[Change]:
        entries = tuple(map(self._entry, exports))
        if new:
            yield Added(LEDGER, "clients", tuple(new))
        yield Added(LEDGER, "include", entries)

    def _entry(self, export: Export) -> Item:
        root = self._where if self._where.is_dir() else self._where.parent
        if not Path(os.path.realpath(export.path)).is_relative_to(os.path.realpath(root)):
            text = f"{one_line(str(export.path))} is not in the ledger's folder"
            remedy = "move it there, for example to exports/, or copy its entries with --copy"
            raise ImportProblemsError([f"{text}; {remedy}"])
        file = os.path.relpath(os.path.realpath(export.path), os.path.realpath(self._home.parent))
        more: dict[str, Value] = {}
        if self._wanted.ignores_strangers:
            more["unknown_clients"] = "ignore"
        return {"file": Path(file).as_posix(), **export.form, **more}

    # Clients

    @property
    def _makes_clients(self) -> bool:
        return self._wanted.new_clients and not self._wanted.ignores_strangers

    def _check_names(self, found: Sequence[Exported]) -> None:
        """Refuse unknown names, unless an option says what to do with them."""
        if not (self._wanted.new_clients or self._wanted.ignores_strangers) and _strangers(found):
            raise _unknown(found)

    def _new_clients(self, found: Sequence[Exported]) -> tuple[Item, ...]:
        return tuple(self._clients_of(_strangers(found)))

    def _clients_of(self, strangers: Iterable[Stranger]) -> Iterator[Item]:
        """A client for each unknown name and each currency of its rows."""
        ids = {client.id for client in self._ledger.clients}
        home = self._ledger.business.currency
        seen: dict[tuple[str, str], None] = {}
        for each in strangers:
            seen.setdefault((each.name, each.currency or home))
        for name, currency in seen:
            client = _free_id(name, ids)
            ids.add(client)
            item: dict[str, Value] = {"id": client, "name": name}
            yield item if currency == home else {**item, "currency": currency}


def _entries(comparisons: Sequence[Comparison], new: Sequence[Item]) -> Iterator[Change]:
    """The changes that write the entries; entries of new clients come with the client."""
    conflicts = [f"{each.client}: {text}" for each in comparisons for text in each.conflicts]
    if conflicts:
        raise ImportProblemsError(f"{text}; correct one of them" for text in conflicts)
    entries = {each.client: each.entries for each in comparisons}
    made = {str(item["id"]): item for item in new}
    for each in comparisons:
        if each.client not in made:
            yield from each.changes
    if made:
        items = ({**item, **entries.get(client, {})} for client, item in made.items())
        yield Added(LEDGER, "clients", tuple(items))


def _once(files: Iterable[Path]) -> Iterator[Path]:
    seen = set()
    for path in files:
        real = os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            yield path


def _done(path: Path, account: FileAccount | None) -> ImportedFile:
    if account is None:
        text = f"{one_line(str(path))} is part of the ledger itself"
        raise ImportProblemsError([f"{text}; name an export"])
    return ImportedFile(path, None, account, is_included=True)


def _lenient(export: Export) -> Export:
    """The same, with unknown names in the account."""
    return export._replace(form={**export.form, "unknown_clients": "ignore"})


def _by_kind(
    exports: Sequence[Export], known: dict[Path, Recognised]
) -> tuple[list[Export], list[Export]]:
    """Files of bills and work, and files of payments; unknown names are reported later."""
    pays = [known[each.path].kind == "payments" for each in exports]
    both = [_lenient(each) for each in exports]
    pairs = [*zip(both, pays, strict=True)]
    return [each for each, is_paid in pairs if not is_paid], [e for e, is_paid in pairs if is_paid]


def _strangers(found: Iterable[Exported]) -> list[Stranger]:
    return [who for each in found for a in each.ledger.accounts for who in a.strangers]


def _accounts(found: Exported) -> Iterator[tuple[str, FileAccount]]:
    """The accounts by the real paths of their files."""
    names = dict(zip(found.ledger.sources.names, found.ledger.sources.paths, strict=True))
    for account in found.ledger.accounts:
        yield os.path.realpath(names[account.file]), account


def _unknown(found: Iterable[Exported]) -> ImportProblemsError:
    problems: list[str] = []
    strangers: list[Stranger] = []
    for each in found:
        for account in each.ledger.accounts:
            for who in account.strangers:
                rows = f"{who.rows} rows" if who.rows > 1 else "1 row"
                text = f"no client is named {shown(who.name)} ({rows})"
                problems.append(f"{account.file}: {text}; {who.near}")
                strangers.append(who)
    return ImportProblemsError(problems, tuple(strangers))


def _free_id(name: str, taken: set[str]) -> str:
    """An id made from a name: in lower-case ASCII, and not taken."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = decomposed.encode("ascii", "ignore").decode()
    base = _NO_ID.sub("-", plain).strip("-")[:_LONGEST_ID].strip("-") or "client"
    tries = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in tries if each not in taken)
