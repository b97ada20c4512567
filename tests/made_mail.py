"""Made-up clients, and messages as the text of mbox files."""

CLIENTS = [
    {
        "id": "acme",
        "name": "Acme GmbH",
        "aliases": ["ACME"],
        "projects": [{"id": "shop", "name": "Web shop"}],
        "contacts": [{"name": "Jo", "email": "Jo@Acme.example"}],
        "domains": ["acme.example"],
    },
    {"id": "bolt", "name": "Bolt", "contacts": [{"name": "Bo", "email": "bo@mail.example"}]},
]
"""The clients to whom mail goes, as a ledger's file has them."""

OURS = "ada@studio.example"
THEIRS = "jo@acme.example"


def message(
    at: str,
    sender: str = THEIRS,
    to: str = OURS,
    name: str | None = None,
    reply_to: str | None = None,
    body: str = "Hello",
    **headers: str,
) -> str:
    """One message as it stands in an mbox file; `at` is the text of its Date."""
    named = {"Message-ID": name, "In-Reply-To": reply_to}
    lines = [
        f"From {OURS} Mon Mar  2 09:00:00 2026",
        f"From: Somebody <{sender}>",
        f"To: {to}",
        *([f"Date: {at}"] if at else []),
        "Subject: a secret subject",
        *(f"{header}: <{text}@mail.example>" for header, text in named.items() if text),
        *(f"{header.replace('_', '-')}: {value}" for header, value in headers.items()),
    ]
    return "\n".join([*lines, "", body, "", "From here on it is secret text.", "", ""])


def from_us(at: str, to: str = THEIRS, **more: str) -> str:
    """A message of ours."""
    return message(at, OURS, to, **more)


CALENDAR_LEDGER = """\
version: 1
business:
  name: Ada
  currency: EUR
  emails: [ada@studio.example]
  working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}
clients:
- {id: acme, name: Acme GmbH, since: 2026-01-01, domains: [acme.example]}
include:
"""


def calendar_event(start: str, status: str = "CONFIRMED") -> str:
    """A meeting to which the client invited us, as an entry of a calendar."""
    return (
        f"BEGIN:VEVENT\nUID:{start}\nDTSTART:{start}\nSTATUS:{status}\nSUMMARY:secret\n"
        f"DTSTAMP:20260601T080000Z\nORGANIZER:mailto:{THEIRS}\nATTENDEE:mailto:{OURS}\n"
        f"ATTENDEE:mailto:{THEIRS}\nEND:VEVENT\n"
    )
