"""Ledgers with one long list each: every list that the models have, exports, and mistakes.

`lists_of` names the lists of a model, so that a new one without a ledger here is told.
"""

import collections.abc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

AS_OF = date(2026, 11, 1)
NAME = "clienthealth.yaml"
BUSINESS = "name: Growth, currency: EUR, target_rate: 95, cost_rate: 48, capacity_hours: 130"
WORDS = "abcdefghij"
EXAMPLES = Path(__file__).parents[2] / "examples"


class Long(NamedTuple):
    """A ledger with one long list."""

    make: Callable[[int], dict[str, str]]
    """The text of each file, by its name, for a number of entries."""
    lists: tuple[str, ...] = ()
    """Which lists of the models become long."""


def lists_of(model: type[BaseModel], path: str = "", above: tuple[Any, ...] = ()) -> Iterator[str]:
    """The lists and mappings that a ledger can make long: `clients[].invoices[].payments[]`."""
    if model in above:
        return
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key.isprintable():  # the mark of a place is not
            yield from _lists_in(field.annotation, f"{path}{key}", (*above, model))


def _lists_in(annotation: Any, path: str, above: tuple[Any, ...]) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from lists_of(annotation, f"{path}.", above)
        return
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in {list, tuple, collections.abc.Sequence}:
        path = f"{path}[]"
        yield path
    elif origin in {dict, collections.abc.Mapping}:
        path = f"{path}{{}}"
        yield path
        parts = parts[1:]
    for part in parts:
        yield from _lists_in(part, path, above)


# The parts of a ledger


def day(n: int, days: int = 700) -> date:
    """The n-th day of a list that is spread over the time before the date of assessment."""
    return AS_OF - timedelta(days=1 + n % days)


def word(n: int) -> str:
    """The n-th of many words without a digit, all of one length: only the list is to grow."""
    return "w" + "".join(WORDS[int(digit)] for digit in f"{n:05}")


def ledger(
    client: str = "", *, top: str = "", business: str = "", clients: str = ""
) -> dict[str, str]:
    """A ledger of one client with more keys, or with other clients after it."""
    own = f", {business}" if business else ""
    head = f"version: 1\nbusiness: {{{BUSINESS}{own}}}\n{top}"
    acme = f"clients:\n  - id: acme\n    name: Acme\n    since: 2024-01-01\n{client}"
    return {NAME: f"{head}{acme}{clients}"}


def items(key: str, size: int, entry: Callable[[int], str], indent: str = "    ") -> str:
    """A key with one entry on each line."""
    return f"{indent}{key}:\n" + "".join(f"{indent}- {{{entry(n)}}}\n" for n in range(size))


def of_client(key: str, entry: Callable[[int], str]) -> Callable[[int], dict[str, str]]:
    """A list of the client."""
    return lambda size: ledger(items(key, size, entry))


def flow(size: int, entry: Callable[[int], str]) -> str:
    """Entries in one line."""
    return ", ".join(entry(n) for n in range(size))


def event(kind: str, more: str = "") -> Callable[[int], dict[str, str]]:
    """Events of one kind."""
    return of_client("events", lambda n: f"kind: {kind}, at: {day(n)}{more}")


def late_invoice(n: int) -> str:
    """An invoice that is paid late."""
    issued = day(n) - timedelta(days=90)
    paid = issued + timedelta(days=60)
    return (
        f"number: A{n}, issued: {issued}, amount: {100 + n}, "
        f"payments: [{{date: {paid}, amount: {100 + n}}}]"
    )


def open_invoice(n: int) -> str:
    """An invoice that nobody has paid."""
    return f"number: A{n}, issued: {day(n)}, amount: {100 + n}"


def one_invoice(key: str, amount: Callable[[int], int]) -> Callable[[int], dict[str, str]]:
    """One invoice with a long list of its own."""

    def make(size: int) -> dict[str, str]:
        parts = flow(size, lambda n: f"{{date: {day(n)}, amount: 1.00}}")
        head = f"number: A1, issued: 2024-01-01, amount: {amount(size)}.00"
        return ledger(f"    invoices:\n    - {{{head}, {key}: [{parts}]}}\n")

    return make


def of_project(key: str, entry: Callable[[int], str]) -> Callable[[int], dict[str, str]]:
    """One project with a long list of its own."""
    project = "id: shop, fee: 12000, estimated_hours: 120, included_revisions: 2"
    return lambda size: ledger(
        f"    projects:\n    - {{{project}, {key}: [{flow(size, entry)}]}}\n"
    )


def dated(key: str, name: str = "value") -> Callable[[int], str]:
    """A key that has another value from each day on; beginning long ago."""
    return lambda size: (
        f"{key}: ["
        + flow(size, lambda n: f"{{{name}: {50 + n % 9}, from: {date(1960, 1, 1) + timedelta(n)}}}")
        + "]"
    )


def clients(size: int) -> dict[str, str]:
    """Many clients with an invoice each."""
    return ledger(
        clients="".join(
            f"  - {{id: c{n}, name: Client {n}, since: 2024-01-01, invoices: "
            f"[{{number: {n}, issued: {day(n, 300)}, amount: {500 + n}}}], "
            f"time: [{{date: {day(n, 300)}, hours: 24}}]}}\n"
            for n in range(size)
        )
    )


def named_clients(size: int, more: Callable[[int], str], *, top: str = "") -> dict[str, str]:
    """Many clients with a word more each."""
    return ledger(
        top=top,
        clients="".join(
            f"  - {{id: {word(n)}, name: N{word(n)}, since: 2024-01-01, {more(n)}}}\n"
            for n in range(size)
        ),
    )


def policies(size: int) -> dict[str, str]:
    """A policy of its own for each of many clients."""
    own = "".join(
        f"    {word(n)}: {{disabled: [late-payment], rules: {{late-payment: {{fine: 9}}}}}}\n"
        for n in range(size)
    )
    return named_clients(size, lambda _: "country: DE", top=f"policy:\n  clients:\n{own}")


def talks(size: int) -> dict[str, str]:
    """Many boundary talks beside late invoices."""
    about = items("events", size, lambda n: f"kind: boundary, at: {day(n)}, about: [late-payment]")
    return ledger(items("invoices", size, late_invoice) + about)


def beside_many_findings(size: int) -> dict[str, str]:
    """Late invoices of the example's client with most findings."""
    text = (EXAMPLES / "studio.yaml").read_text(encoding="utf-8")
    own = text.partition("  - id: knallpreis\n")[2].partition("  - id: ")[0]
    late = "".join(f"      - {{{late_invoice(n)}}}\n" for n in range(size))
    head = "    invoices:\n"
    return ledger(clients=f"  - id: knallpreis\n{own.replace(head, head + late, 1)}")


def credit_notes_of_many(size: int) -> dict[str, str]:
    """Invoices, and as many credit notes that are invoices of their own."""
    return ledger(
        items(
            "invoices",
            size,
            lambda n: (
                open_invoice(n)
                if n % 2
                else f"number: C{n}, issued: {day(n)}, amount: -{50 + n}, credits: A{n + 1}"
                if n + 1 < size
                else open_invoice(n)
            ),
        )
    )


def projects(size: int) -> dict[str, str]:
    """Many projects with an entry of time each."""
    own = items(
        "projects", size, lambda n: f"id: p{n}, fee: 1000, estimated_hours: 10, started: {day(n)}"
    )
    return ledger(own + items("time", size, lambda n: f"date: {day(n)}, hours: 0.5, project: p{n}"))


# Exports


def export(form: str, header: str, row: Callable[[int], str]) -> Callable[[int], dict[str, str]]:
    """Many rows of an export that the ledger includes."""

    def make(size: int) -> dict[str, str]:
        rows = "".join(f"{row(n)}\n" for n in range(size))
        top = f"include: [{{file: export.csv, {form}}}]\n"
        return {**ledger(top=top), "export.csv": f"{header}\n{rows}"}

    return make


def includes(size: int) -> dict[str, str]:
    """Many files with a row each, each with an entry of its own."""
    text = "date,client,hours\n{},Acme,1\n"
    own = "".join(f"- {{file: e/{n}.csv, kind: time}}\n" for n in range(size))
    files = {f"e/{n}.csv": text.format(day(n)) for n in range(size)}
    return {**ledger(top=f"include:\n{own}"), **files}


def pattern(size: int) -> dict[str, str]:
    """Many files with a row each, by one pattern."""
    return {**includes(size), **ledger(top='include: [{file: "e/*.csv", kind: time}]\n')}


def words_of_an_include(key: str) -> Callable[[int], dict[str, str]]:
    """One include with many words under a key."""
    shapes = {
        "skip": "{Note: [%s]}",
        "only": "{Note: [x, %s]}",
        "statuses": "{%s}",
        "columns": "{hours: [hours, %s]}",
        "date_format": '["%%Y-%%m-%%d", %s]',
        "decimal": '[".", %s]',
    }
    words: dict[str, Callable[[int], str]] = {
        "statuses": lambda n: f"{word(n)}: paid",
        "date_format": lambda n: f'"%d.{n}.%m.%Y"',
        "decimal": lambda _: '","',
    }

    def make(size: int) -> dict[str, str]:
        told = shapes[key] % flow(size, words.get(key, word))
        top = f"include: [{{file: e.csv, kind: time, {key}: {told}}}]\n"
        return {**ledger(top=top), "e.csv": "date,client,hours,Note\n2026-03-02,Acme,1,x\n"}

    return make


def keys_of_an_include(key: str) -> Callable[[int], dict[str, str]]:
    """One include that names many columns of its export."""

    def make(size: int) -> dict[str, str]:
        told = flow(size, lambda n: f"{word(n)}: [x]")
        top = f"include: [{{file: e.csv, kind: time, {key}: {{{told}}}}}]\n"
        head = ",".join(word(n) for n in range(size))
        row = ",".join("x" if key == "only" else "y" for _ in range(size))
        text = f"date,client,hours,{head}\n2026-03-02,Acme,1,{row}\n"
        return {**ledger(top=top), "e.csv": text}

    return make


def mails(size: int) -> dict[str, str]:
    """A mailbox."""
    top = "include: [{file: mail.mbox, format: mbox}]\n"
    mine, theirs = "me@growth.example", "jo@acme.example"
    text = "".join(
        f"From - {day(n):%a %b %d} 10:00:00 {day(n):%Y}\n"
        f"From: {theirs if n % 2 else mine}\nTo: {mine if n % 2 else theirs}\n"
        f"Date: {day(n):%a, %d %b %Y} 10:{n % 60:02}:00 +0000\nMessage-ID: <{n}@x.example>\n"
        f"In-Reply-To: <{n - 1}@x.example>\nSubject: Re: work\n\nWords.\n\n"
        for n in range(size)
    )
    made = ledger("    domains: [acme.example]\n", top=top, business=f"emails: [{mine}]")
    return {**made, "mail.mbox": text}


def calendar(size: int) -> dict[str, str]:
    """A calendar of single meetings."""
    top = "include: [{file: meetings.ics, format: ics}]\n"
    entries = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}@x.example\r\nDTSTAMP:20260101T000000Z\r\n"
        f"DTSTART:{day(n):%Y%m%d}T{9 + n % 9:02}0000Z\r\n"
        f"DTEND:{day(n):%Y%m%d}T{10 + n % 9:02}0000Z\r\n"
        f"SUMMARY:Meeting {n}\r\nATTENDEE:mailto:jo@acme.example\r\nEND:VEVENT\r\n"
        for n in range(size)
    )
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{entries}END:VCALENDAR\r\n"
    made = ledger("    domains: [acme.example]\n", top=top, business="emails: [me@growth.example]")
    return {**made, "meetings.ics": text}


def files(size: int) -> dict[str, str]:
    """A ledger in many files."""
    client = "clients: [{{id: acme, time: [{{date: {}, hours: 1}}]}}]\n"
    return {**ledger(), **{f"{n}.yaml": client.format(day(n)) for n in range(size)}}


LISTS: dict[str, Long] = {
    "invoices paid late": Long(of_client("invoices", late_invoice), ("clients[].invoices[]",)),
    "open invoices": Long(of_client("invoices", open_invoice)),
    "invoices of one amount": Long(
        of_client("invoices", lambda n: f"number: A{n}, issued: {day(n, 50)}, amount: 100")
    ),
    "credit notes of their own": Long(credit_notes_of_many),
    "payments of one invoice": Long(
        one_invoice("payments", lambda size: size + 5), ("clients[].invoices[].payments[]",)
    ),
    "instalments": Long(one_invoice("due", lambda size: size), ("clients[].invoices[].due[]",)),
    "credit notes of one invoice": Long(
        one_invoice("credit_notes", lambda size: size + 5), ("clients[].invoices[].credit_notes[]",)
    ),
    "write-offs of one invoice": Long(
        one_invoice("write_offs", lambda size: size + 5), ("clients[].invoices[].write_offs[]",)
    ),
    "payments of the client": Long(
        of_client("payments", lambda n: f"date: {day(n)}, amount: {1 + n}"),
        ("clients[].payments[]",),
    ),
    "payments of the client beside invoices": Long(
        lambda size: ledger(
            items("payments", size, lambda n: f"date: {day(n)}, amount: {50 + n}")
            + items("invoices", size, open_invoice)
        )
    ),
    "time": Long(of_client("time", lambda n: f"date: {day(n)}, hours: 0.5"), ("clients[].time[]",)),
    "own costs": Long(
        of_client("costs", lambda n: f"date: {day(n)}, amount: 5, what: Font"),
        ("clients[].costs[]",),
    ),
    "messages": Long(
        of_client("events", lambda n: f"kind: message, at: {day(n)}T22:{n % 60:02}"),
        ("clients[].events[]",),
    ),
    "meetings": Long(event("meeting", ", outcome: moved")),
    "questions": Long(event("feedback", ", clear: false")),
    "decisions": Long(event("decision", ", what: Logo, reversed: true")),
    "input due": Long(of_client("events", lambda n: f"kind: input_due, due: {day(n)}, what: Text")),
    "stalls": Long(event("stall")),
    "abuse": Long(event("misconduct", ", level: abusive, note: Shouted")),
    "lapses of ours": Long(event("lapse", ", what: broken-promise")),
    "outreach": Long(event("outreach", ", step: call, outcome: no-answer")),
    "reminders": Long(event("reminder", ", step: friendly, invoice: A1")),
    "praise": Long(event("praise")),
    "late invoices beside many findings": Long(beside_many_findings),
    "boundary talks": Long(event("boundary", ", about: [late-payment]")),
    "boundary talks beside late invoices": Long(talks),
    "what a talk is about": Long(
        lambda size: ledger(
            "    events:\n    - {kind: boundary, at: 2026-01-01, about: "
            f"[{flow(size, lambda _: 'late-payment')}]}}\n"
        ),
        ("clients[].events[].about[]",),
    ),
    "waivers": Long(
        of_client(
            "waivers",
            lambda n: f"rule: late-payment, reason: r, from: {day(n)}, until: {day(n)}",
        ),
        ("clients[].waivers[]",),
    ),
    "contacts": Long(
        of_client("contacts", lambda n: f"name: Person {n}, decision_maker: true, from: {day(n)}"),
        ("clients[].contacts[]",),
    ),
    "aliases": Long(
        lambda size: ledger(f"    aliases: [{flow(size, word)}]\n"), ("clients[].aliases[]",)
    ),
    "domains": Long(
        lambda size: ledger(f"    domains: [{flow(size, lambda n: f'd{n}.example')}]\n"),
        ("clients[].domains[]",),
    ),
    "own addresses": Long(
        lambda size: ledger(business=f"emails: [{flow(size, lambda n: f'a{n}@x.example')}]"),
        ("business.emails[]",),
    ),
    "projects": Long(projects, ("clients[].projects[]",)),
    "change requests": Long(
        of_project("change_requests", lambda n: f"{{date: {day(n)}, hours: 1}}"),
        ("clients[].projects[].change_requests[]",),
    ),
    "revisions": Long(
        of_project("revisions", lambda n: f"{{date: {day(n)}}}"),
        ("clients[].projects[].revisions[]",),
    ),
    "obligations": Long(
        lambda size: ledger(
            "    contract: {obligations: ["
            f"{flow(size, lambda n: f'{{what: Guide {n}, due: {day(n)}, prepaid: true}}')}]}}\n"
        ),
        ("clients[].contract.obligations[]",),
    ),
    "terms of the business": Long(
        lambda size: ledger(
            items("invoices", size, late_invoice),
            business=dated("terms_days", "days")(size),
        ),
        ("business.terms_days[]",),
    ),
    "terms of a contract": Long(
        lambda size: ledger(
            f"    contract: {{{dated('terms_days', 'days')(size)}}}\n"
            + items("invoices", size, late_invoice)
        ),
        ("clients[].contract.terms_days[]",),
    ),
    "rates of the business": Long(
        lambda size: {
            NAME: ledger(items("time", size, lambda n: f"date: {day(n)}, hours: 1"))[NAME].replace(
                "target_rate: 95, cost_rate: 48",
                f"{dated('target_rate')(size)}, {dated('cost_rate')(size)}",
            )
        },
        ("business.target_rate[]", "business.cost_rate[]"),
    ),
    "fees of a platform": Long(
        lambda size: ledger(
            f"    {dated('platform_fee_percent')(size)}\n" + items("invoices", size, late_invoice)
        ),
        ("clients[].platform_fee_percent[]",),
    ),
    "answers about the client": Long(
        lambda size: ledger(
            "    fit: ["
            + flow(size, lambda n: f"{{value: 3, from: {date(1960, 1, 1) + timedelta(n)}}}")
            + "]\n    team_buy_in: ["
            + flow(size, lambda n: f"{{value: true, from: {date(1960, 1, 1) + timedelta(n)}}}")
            + "]\n"
        ),
        ("clients[].fit[]", "clients[].team_buy_in[]"),
    ),
    "exchange rates": Long(
        lambda size: ledger(
            f"    currency: USD\n{items('invoices', size, late_invoice)}",
            top="exchange_rates:\n  USD: ["
            + flow(size, lambda n: f"{{value: 0.9, from: {date(1960, 1, 1) + timedelta(n)}}}")
            + "]\n",
        ),
        ("exchange_rates{}[]",),
    ),
    "currencies": Long(
        lambda size: ledger(
            top="exchange_rates: {"
            + flow(min(size, 17_576), lambda n: f"{_currency(n)}: 1.5")
            + "}\n"
        ),
        ("exchange_rates{}",),
    ),
    "working days": Long(
        lambda size: ledger(
            f'    working_hours: {{days: [{flow(size, lambda _: "mon")}], start: "9:00", '
            'end: "17:00"}\n'
            + items("events", size, lambda n: f"kind: message, at: {day(n)}T22:00"),
            business=f'working_hours: {{days: [{flow(size, lambda _: "tue")}], start: "9:00", '
            'end: "17:00"}',
        ),
        ("business.working_hours.days[]", "clients[].working_hours.days[]"),
    ),
    "kinds that are kept": Long(
        lambda size: ledger(business=f"keeps: [{flow(size, lambda _: 'message')}]"),
        ("business.keeps[]",),
    ),
    "disabled rules": Long(
        lambda size: ledger(
            top=f"policy: {{disabled: [{flow(size, lambda _: 'late-payment')}], clients: "
            f"{{acme: {{disabled: [{flow(size, lambda _: 'disrespect')}]}}}}}}\n"
        ),
        ("policy.disabled[]", "policy.clients{}.disabled[]"),
    ),
    "clients": Long(clients, ("clients[]",)),
    "policies of clients": Long(
        policies, ("policy.clients{}", "policy.clients{}.rules{}", "policy.clients{}.rules{}{}")
    ),
    "names": Long(lambda size: named_clients(size, lambda n: f"aliases: [A{word(n)}]")),
    "clients of one name": Long(
        lambda size: ledger(
            clients="".join(f"  - {{id: c{n}, name: N{word(n // 2)}}}\n" for n in range(size))
        )
    ),
    "rows of invoices": Long(
        export(
            "kind: invoices",
            "number,issued,client,amount,paid",
            lambda n: f"A{n},{day(n)},Acme,{100 + n},{day(n)}",
        )
    ),
    "rows of one invoice": Long(
        export(
            "kind: invoices, rows: items",
            "number,issued,client,amount",
            lambda n: f"A1,2026-01-01,Acme,{100 + n}",
        )
    ),
    "rows of payments": Long(
        export("kind: payments", "date,client,amount", lambda n: f"{day(n)},Acme,{1 + n}")
    ),
    "rows of time": Long(
        export("kind: time", "date,client,hours", lambda n: f"{day(n)},Acme,0.01")
    ),
    "includes": Long(includes, ("include[]",)),
    "files of a pattern": Long(pattern),
    "files of a folder": Long(files),
    "headers of a column": Long(
        words_of_an_include("columns"), ("include[].columns{}", "include[].columns{}[]")
    ),
    "words to skip": Long(words_of_an_include("skip"), ("include[].skip{}[]",)),
    "words to keep": Long(words_of_an_include("only"), ("include[].only{}[]",)),
    "columns to skip by": Long(keys_of_an_include("skip"), ("include[].skip{}",)),
    "columns to keep by": Long(keys_of_an_include("only"), ("include[].only{}",)),
    "words for a status": Long(words_of_an_include("statuses"), ("include[].statuses{}",)),
    "forms of a date": Long(words_of_an_include("date_format"), ("include[].date_format[]",)),
    "signs of decimals": Long(words_of_an_include("decimal"), ("include[].decimal[]",)),
    "mails": Long(mails),
    "entries of a calendar": Long(calendar),
}
"""Valid ledgers, by what is long in them."""

MISTAKES: dict[str, Long] = {
    "unknown keys": Long(
        lambda size: ledger("".join(f"    kez{word(n)}: 1\n" for n in range(size)))
    ),
    "unknown keys of the policy": Long(
        lambda size: ledger(top=f"policy: {{{flow(size, lambda n: f'{word(n)}: 1')}}}\n"),
        ("policy.rules{}{}",),
    ),
    "unknown rules": Long(
        lambda size: ledger(
            top=f"policy: {{rules: {{{flow(size, lambda n: f'{word(n)}: {{fine: 1}}')}}}}}\n"
        ),
        ("policy.rules{}",),
    ),
    "days of a plan": Long(
        lambda size: ledger(
            top="policy: {planning: {reminder_days: "
            f"[{flow(size, str)}], follow_up_days: [{flow(size, str)}]}}}}\n"
        ),
        ("policy.planning.reminder_days[]", "policy.planning.follow_up_days[]"),
    ),
    "pieces of a text": Long(
        lambda size: ledger(f"    contacts: [{{name: Jo, {flow(size, word)}}}]\n")
    ),
    "wrong dates": Long(of_client("time", lambda n: f"date: 2026-02-{31 + n}, hours: 1")),
    "wrong amounts": Long(
        of_client("invoices", lambda n: f"number: A{n}, issued: 2026-01-01, amount: 1.{n},50")
    ),
    "missing keys": Long(of_client("invoices", lambda n: f"number: A{n}")),
    "duplicate keys": Long(lambda size: ledger("    name: Acme\n" * size)),
    "duplicate numbers": Long(
        of_client("invoices", lambda n: f"number: A{n // 2}, issued: {day(n)}, amount: {n + 1}")
    ),
    "duplicate clients": Long(lambda size: named_clients(size, lambda n: f"id: {word(n)}")),
    "unknown kinds of event": Long(of_client("events", lambda n: f"kind: {word(n)}, at: {day(n)}")),
    "unknown rules of waivers": Long(
        of_client(
            "waivers", lambda n: f"rule: {word(n)}, reason: r, from: {day(n)}, until: {day(n)}"
        )
    ),
    "unknown topics": Long(event("boundary", ", about: [nothing-known]")),
    "unknown projects": Long(
        of_client("time", lambda n: f"date: {day(n)}, hours: 1, project: {word(n)}")
    ),
    "unknown projects beside many": Long(
        lambda size: ledger(
            items("projects", size, lambda n: f"id: p{word(n)}")
            + items("time", size, lambda n: f"date: {day(n)}, hours: 1, project: q{word(n)}")
        )
    ),
    "unknown credited invoices": Long(
        of_client(
            "invoices",
            lambda n: f"number: A{n}, issued: {day(n)}, amount: -5, credits: {word(n)}",
        )
    ),
    "policies of unknown clients": Long(
        lambda size: ledger(
            top="policy:\n  clients:\n"
            + "".join(f"    {word(n)}: {{disabled: [late-payment]}}\n" for n in range(size))
        )
    ),
    "unknown clients of an export": Long(
        export("kind: time", "date,client,hours", lambda n: f"{day(n)},{word(n)},1")
    ),
    "wrong cells of an export": Long(
        export("kind: time", "date,client,hours", lambda n: f"{day(n)},Acme,{word(n)}")
    ),
    "included files that are missing": Long(
        lambda size: ledger(
            top="include:\n"
            + "".join(f"- {{file: {word(n)}.csv, kind: time}}\n" for n in range(size))
        )
    ),
    "currencies without a rate": Long(
        lambda size: named_clients(size, lambda n: f"currency: {_currency(n)}")
    ),
    "odd entries": Long(
        of_client("time", lambda n: f"date: {2027 + n % 100}-06-{1 + n % 28:02}, hours: 1")
    ),
    "odd entries of many clients": Long(
        lambda size: ledger(
            clients="".join(
                f"  - {{id: {word(n)}, name: N{word(n)}, since: 2020-01-01, invoices: "
                f"[{{number: {n}, issued: 2020-01-01, amount: 9}}]}}\n"
                for n in range(size)
            )
        )
    ),
}
"""Ledgers with many mistakes or oddities of one kind."""


def _currency(n: int) -> str:
    return "".join(chr(65 + n // 26**place % 26) for place in (2, 1, 0))
