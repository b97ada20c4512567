"""The result of an import, for a terminal."""

from collections.abc import Iterator

from clienthealth.editing.imports.figures import Brought
from clienthealth.editing.imports.plan import Import, ImportedFile
from clienthealth.ledger import written
from clienthealth.redaction.redactor import Redactor
from clienthealth.report.text.safety import safe_lines, short


def render_import(found: Import, redactor: Redactor | None = None) -> str:
    """The files with their rows, and each client with what is new.

    Args:
        found: What the import would do.
        redactor: Hides names, files and amounts.
    """
    lines = [line for file in found.files for line in _file(file, redactor)]
    for client in found.clients:
        lines += _client(client, found, redactor)
    return safe_lines(lines)


def _file(file: ImportedFile, redactor: Redactor | None) -> Iterator[str]:
    account = file.account
    if redactor is not None:
        account = account.renamed(redactor.file(account.file))
    yield str(account)
    if file.is_included:
        yield "  already included; nothing to do"
    else:
        yield f"  read as {account.kind}{f' from {file.tool}' if file.tool else ''}"


def _client(client: Brought, found: Import, redactor: Redactor | None) -> Iterator[str]:
    name = client.client if redactor is None else redactor.client(client.client)
    if redactor is None and client.name != client.client:
        name = f"{name} ({short(client.name)})"
    yield f"{name}, a new client" if client.client in found.new_clients else name
    new = [*_parts(client, hides=redactor is not None)]
    yield from (f"  {part}" for part in new or ["nothing new"])
    if client.known:
        yield f"  {client.known:,} already in the ledger"
    if client.days_logged_already:
        days = written.count(client.days_logged_already, "day")
        yield f"  {days} with other hours in the ledger;"
        yield "  check that no hour counts twice"


def _parts(client: Brought, *, hides: bool) -> Iterator[str]:
    if client.invoices:
        billed = "" if hides else f" of {written.amount(client.billed, client.currency)}"
        yield f"{written.count(client.invoices, 'invoice')}{billed}"
    if client.drafts:
        yield f"{written.count(client.drafts, 'draft')} or void"
    if client.updated:
        yield f"{written.count(client.updated, 'invoice')} paid or cancelled since"
    if client.payments:
        yield written.count(client.payments, "payment")
    if client.time_entries:
        yield f"{client.hours:,.2f} hours in {written.count(client.time_entries, 'row')}"
    if client.events:
        yield written.count(client.events, "event")
    if not hides and (client.invoices or client.payments or client.updated):
        yield f"{written.amount(client.open, client.currency)} open afterwards"
