"""What is given broken input: each thing that the program reads, and the commands that read it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from shutil import which
from typing import NamedTuple

from .repositories import GitObject, commit, loose, packed, references, revision, tree

TESTS = Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
SAMPLES = TESTS / "ledger" / "exports" / "samples"
DAY = ("--as-of", "2026-10-31")
INPUT = "{input}"
"""The input itself, as a word of a command."""

LEDGER = b"""\
version: 1
business:
  name: Studio Ada
  currency: EUR
  target_rate: [{value: 90}, {value: 95, from: 2026-01-01}]
  cost_rate: 48
  capacity_hours: 130
  terms_days: 30
  emails: [ada@studio.example]
  working_hours: {days: [mon, tue], start: "09:00", end: "18:00", timezone: Europe/Berlin}
  keeps: [message, meeting]
exchange_rates: {USD: 0.92, GBP: [{value: 1.17, from: 2020-01-01}]}
policy: {window_days: 365, weights: {high: 0.3}, rules: {late-payment: {fine: 10}}}
clients:
- &acme
  id: acme
  name: Acme GmbH
  aliases: [Acme, "ACME Inc."]
  first_contact: 2023-03-02
  since: 2023-04-01
  domains: [acme.example]
  fit: 4
  contacts: [{name: Jo Braun, role: CEO, email: jo@acme.example, decision_maker: true}]
  contract: {signed: 2023-03-28, terms_days: 14, obligations: [{what: Guide, prepaid: true}]}
  projects:
  - {id: shop, fee: 12000, estimated_hours: 120, change_requests: [{date: 2026-01-05, hours: 2}]}
  invoices:
  - number: 2026-014
    issued: 2026-01-05
    amount: 3570
    tax: 570
    project: shop
    payments: [{date: 2026-02-20, amount: 3570}]
    credit_notes: [{date: 2026-02-20, amount: 0.5}]
  - {number: 2026-015, issued: 2026-08-05, amount: 1000}
  time: [{date: 2026-01-05, hours: 3.5, project: shop}]
  events:
  - {kind: message, at: 2026-02-07T22:40, urgent: true, answered_at: 2026-02-08T09:00+01:00}
  - {kind: boundary, at: 2026-02-09, about: [late-payment]}
  waivers: [{rule: late-payment, reason: agreed, from: 2026-03-01, until: 2026-06-30}]
- {id: bolt, name: Bolt, first_contact: 2026-08-01}
"""
POLICY = b"""\
window_days: 365
weights: {low: 0.1, high: 0.3}
grades: {healthy: 80, watch: 60, at_risk: 20}
disabled: [BND001, vague-feedback]
rules: {late-payment: {fine: 10, bad: 40}, PAY002: {fine: 20}}
bottom_percent: 20
clients: {acme: {rules: {late-payment: {fine: 20}}}}
"""
PRESET = b"""\
tool: Mine
export: Everything
kind: invoices
headers: [No, Client, Date, Total]
columns: {number: No, client: Client, issued: Date, amount: Total}
date_format: ["%d.%m.%Y"]
decimal: [","]
delimiter: ";"
"""
ROWS = b"No;Client;Date;Total\n1;Acme GmbH;05.01.2026;1.000,50\n2;Bolt;06.02.2026;20,00\n"
MBOX = b"""\
From ada@studio.example Mon Mar  2 09:00:00 2026
From: Jo <jo@acme.example>
To: ada@studio.example
Date: Mon, 2 Mar 2026 22:00:00 +0100
Message-ID: <1@acme.example>
Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=

Hello

From ada@studio.example Tue Mar  3 09:00:00 2026
From: ada@studio.example
To: jo@acme.example
Date: Tue, 3 Mar 2026 09:00:00 +0100
In-Reply-To: <1@acme.example>

Hi
"""
ICS = b"""\
BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1@studio.example
DTSTART;TZID=Europe/Berlin:20260302T100000
DTEND;TZID=Europe/Berlin:20260302T110000
RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO
EXDATE;TZID=Europe/Berlin:20260309T100000
ATTENDEE;PARTSTAT=ACCEPTED:mailto:jo@acme.example
SUMMARY:Weekly
END:VEVENT
END:VCALENDAR
"""
TIMEWARRIOR = (
    b'[{"id": 1, "start": "20260302T080000Z", "end": "20260302T093000Z", "tags": ["acme", "shop"]}]'
)
TIMECLOCK = b"i 2026/03/02 09:00:00 acme:shop  call\no 2026/03/02 10:30:00\n"
TEMPLATE = (
    ROOT / "src/clienthealth/planning/letter_templates/en/friendly_reminder.txt"
).read_bytes()


class Target(NamedTuple):
    """Something that is read: seeds, where a file of it lies, and the commands that read it."""

    name: str
    seeds: tuple[bytes, ...]
    file: str
    commands: tuple[tuple[str, ...], ...]
    beside: tuple[tuple[str, bytes], ...] = ()
    around: Callable[[bytes], dict[str, bytes]] | None = None
    """What else lies there and depends on the input."""

    def lay(self, folder: Path, data: bytes) -> None:
        """Put the input, and what belongs to it, into a folder."""
        around = self.around(data) if self.around is not None else {}
        for name, held in (*self.beside, *around.items(), (self.file, data)):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held)

    def command(self, random: Random, data: bytes) -> tuple[str, ...]:
        """One of the commands."""
        return filled(random.choice(self.commands), data)


def filled(command: tuple[str, ...], data: bytes) -> tuple[str, ...]:
    """A command whose words may be the input itself."""
    words = data.decode("utf-8", "surrogateescape").replace("\0", "")
    return tuple(word.replace(INPUT, words) for word in command)


def _including(file: str, more: str) -> tuple[tuple[str, bytes], ...]:
    return (("l.yaml", LEDGER + f"include:\n- {{file: {file}, {more}}}\n".encode()),)


def _exports() -> Iterator[Target]:
    taken = ("--dry-run", "--new-clients", "--ledger", "l.yaml")
    samples = tuple(path.read_bytes() for path in sorted(SAMPLES.glob("*.csv")))
    plain = (("import", "x.csv", *taken), ("import", "x.csv", "--explain"))
    copied = (("import", "x.csv", "--copy", "--new-clients", "--ledger", "l.yaml"),)
    yield Target("exports", samples, "x.csv", (*plain, *copied), (("l.yaml", LEDGER),))
    for name, seed, file, form in (
        ("mbox", MBOX, "x.mbox", "format: mbox"),
        ("ics", ICS, "x.ics", "format: ics"),
        ("timewarrior", TIMEWARRIOR, "x.json", "format: timewarrior"),
        ("timeclock", TIMECLOCK, "x.timeclock", "format: timeclock"),
    ):
        commands = (("score", "l.yaml", *DAY), ("check", "l.yaml", *DAY, "--strict"))
        yield Target(name, (seed,), file, commands, _including(file, form))


def _revisions() -> Iterator[Target]:
    """What `check --new-since` reads: the files of a repository, its objects, names of revisions.

    A file of the repository is broken as it lies there; an object is broken before it gets its
    name, so that git believes it.
    """
    compared = ("check", "l.yaml", *DAY, "--fail-on", "none", "--new-since")
    commands = ((*compared, "main"), (*compared, "v1", "--format", "json"))
    objects = blob, top, head = revision(LEDGER)
    lying, pack = loose(*objects), packed(*objects)
    store = ".git/objects/pack/pack-" + "0" * 40
    work = {"l.yaml": LEDGER}
    one_by_one = {**work, **references(head), **lying}
    together = {**work, **references(head), f"{store}.pack": pack[0], f"{store}.idx": pack[1]}
    for name, file, files in (
        ("git-blob", blob.path, one_by_one),
        ("git-tree", top.path, one_by_one),
        ("git-commit", head.path, one_by_one),
        ("git-branch", ".git/refs/heads/main", one_by_one),
        ("git-refs", ".git/packed-refs", one_by_one),
        ("git-head", ".git/HEAD", one_by_one),
        ("git-pack", f"{store}.pack", together),
        ("git-index", f"{store}.idx", together),
    ):
        beside = tuple((path, held) for path, held in files.items() if path != file)
        yield Target(name, (files[file],), file, commands, beside)
    for name, seed, around in (
        ("git-ledger", LEDGER, _around_ledger),
        ("git-folder", _folder(blob).body, _around_folder),
        ("git-text", head.body, _around_commit),
    ):
        beside = tuple({**work, **lying}.items())
        yield Target(name, (seed,), "input", commands, beside, around)
    names = tuple(
        name.encode()
        for name in (
            "main",
            "HEAD",
            "v1",
            "main^{tree}",
            "main~0",
            f"{head.id[:9]}",
            "refs/tags/v1",
        )
    )
    yield Target("git-name", names, "input", ((*compared, INPUT),), tuple(one_by_one.items()))


def _folder(blob: GitObject) -> GitObject:
    """The top of a repository with a folder, a link and a file."""
    link = GitObject("blob", b"l.yaml")
    inner = tree((b"100644", b"x.yaml", blob), (b"120000", b"up.yaml", link))
    return tree((b"40000", b"books", inner), (b"100644", b"l.yaml", blob))


def _around_ledger(data: bytes) -> dict[str, bytes]:
    objects = revision(data)
    return {**loose(*objects), **references(objects[-1])}


def _around_folder(data: bytes) -> dict[str, bytes]:
    blob = GitObject("blob", LEDGER)
    link = GitObject("blob", b"l.yaml")
    inner = tree((b"100644", b"x.yaml", blob), (b"120000", b"up.yaml", link))
    top = GitObject("tree", data)
    return {**loose(blob, link, inner, top, commit(top)), **references(commit(top))}


def _around_commit(data: bytes) -> dict[str, bytes]:
    head = GitObject("commit", data)
    return {**loose(head), **references(head)}


def _targets() -> Iterator[Target]:
    examples = tuple((ROOT / "examples" / name).read_bytes() for name in ("minimal.yaml",))
    reading: tuple[tuple[str, ...], ...] = (
        ("score", "l.yaml", "--format", "json"),
        ("score", "l.yaml", *DAY),
        ("score", "l.yaml", *DAY, "--redact", "--format", "markdown"),
        ("explain", "acme", "l.yaml", *DAY, "--all"),
        ("review", "l.yaml", *DAY, "--format", "html"),
        ("review", "l.yaml", *DAY),
        ("trend", "l.yaml", *DAY),
        ("check", "l.yaml", *DAY, "--format", "sarif"),
        ("today", "l.yaml", *DAY),
        ("collect", "l.yaml", *DAY),
        ("letgo", "acme", "l.yaml", *DAY),
        ("boundaries", "acme", "l.yaml", *DAY),
        ("policy", "l.yaml"),
    )
    yield Target("ledger", (LEDGER, *examples), "l.yaml", reading)
    yield from _exports()
    beside = (("l.yaml", LEDGER),)
    with_policy = ("--policy", "p.yaml", *DAY)
    commands = tuple((name, "l.yaml", *with_policy) for name in ("score", "check", "policy"))
    without_day = tuple(
        tuple(w for w in c if w not in DAY) if c[0] == "policy" else c for c in commands
    )
    yield Target("policy", (POLICY,), "p.yaml", without_day, beside)
    baseline = (
        b'{"format": "clienthealth.baseline/1", "as_of": "2026-10-31", "accepted": [\n'
        b'{"client": "acme", "verdict": "watch", "grade": "watch"},\n'
        b'{"client": "acme", "code": "PAY001", "intensity": 0.9674}]}'
    )
    yield Target(
        "baseline", (baseline,), "b.json", (("check", "l.yaml", "--baseline", "b.json"),), beside
    )
    own = (("import", "x.csv", "--format", "./p.yaml", "--dry-run", "--ledger", "l.yaml"),)
    yield Target("preset", (PRESET,), "p.yaml", own, (*beside, ("x.csv", ROWS)))
    letter = tuple(
        ("collect", "acme", "l.yaml", "--format", form, *DAY) for form in ("eml", "json")
    )
    yield Target("template", (TEMPLATE,), "letters/en/friendly_reminder.txt", letter, beside)
    writing = (
        ("log", "acme", "message", "--ledger", "l.yaml", "--at", "2026-10-30"),
        ("log", "acme", "paid", "2026-015", "--ledger", "l.yaml", "--at", "2026-10-30"),
        ("waive", "acme", "late-payment", "l.yaml", "--reason", "x", "--until", "2027-01-31"),
        ("import", "x.csv", "--format", "./p.yaml", "--copy", "--ledger", "l.yaml"),
    )
    if which("git") is not None:
        yield from _revisions()
    yield Target(
        "editing", (LEDGER, *examples), "l.yaml", writing, (("x.csv", ROWS), ("p.yaml", PRESET))
    )


TARGETS = {target.name: target for target in _targets()}
