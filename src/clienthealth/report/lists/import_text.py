"""What an import found and does, for a terminal."""

from collections.abc import Iterator

from clienthealth.editing.imports.figures import Brought
from clienthealth.editing.imports.plan import Import, ImportedFile
from clienthealth.redaction.redactor import Redactor
from clienthealth.report.text.safety import safe_lines, short
from clienthealth.report.text.wording import counted, money


def render_import(found: Import, redactor: Redactor | None = None) -> str:
    """The files with their rows, and each client with what is new.

    Args:
        found: What the import would do.
        redactor: Hides names, files and amounts.
    """
    lines = [line for file in found.files for line in _file(file, redactor)]
    for client in found.clients:
        lines.append(_client(client, found, redactor))
        if client.days_logged_already:
            days = counted(client.days_logged_already, "day")
            lines.append(f"  the ledger has other hours on {days} of these; check that no hour")
            lines.append("  counts twice")
    return safe_lines(lines)


def _file(file: ImportedFile, redactor: Redactor | None) -> Iterator[str]:
    account = file.account
    if redactor is not None:
        account = account.renamed(redactor.file(account.file))
    yield str(account)
    if file.is_included:
        yield "  included already; nothing to do"
    else:
        yield f"  read as {account.kind}{f' of {file.tool}' if file.tool else ''}"


def _client(client: Brought, found: Import, redactor: Redactor | None) -> str:
    if redactor is not None:
        name = redactor.client(client.client)
    elif client.name == client.client:
        name = client.client
    else:
        name = f"{client.client} ({short(client.name)})"
    new = "new client, " if client.client in found.new_clients else ""
    parts = [*_parts(client, hides=redactor is not None)]
    known = f"{client.known:,} known already" if client.known else ""
    text = "; ".join(filter(None, [", ".join(parts) or "nothing new", known]))
    return f"{name}: {new}{text}"


def _parts(client: Brought, *, hides: bool) -> Iterator[str]:
    def amount(text: str) -> str:
        return "" if hides else text

    currency = client.currency
    if client.invoices:
        billed = amount(f" of {money(client.billed)} {currency}")
        yield f"{counted(client.invoices, 'invoice')}{billed}"
    if client.drafts:
        yield f"{counted(client.drafts, 'draft')} or void"
    if client.updated:
        yield f"{counted(client.updated, 'invoice')} paid or cancelled since"
    if client.payments:
        yield counted(client.payments, "payment")
    if client.time_entries:
        yield f"{money(client.hours)} hours in {counted(client.time_entries, 'row')}"
    if client.events:
        yield counted(client.events, "event")
    if client.invoices or client.payments or client.updated:
        yield amount(f"{money(client.open)} {currency} open after it")
