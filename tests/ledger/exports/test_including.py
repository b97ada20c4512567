"""Files as they come from accounting and time tracking, and what may be wrong with them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from clienthealth.ledger.reading import read_ledger

CLIENTS = """\
version: 1
business: {name: Ada, currency: EUR}
clients:
- {id: acme, name: Acme GmbH, aliases: [ACME Inc., Acme], projects: [{id: shop}]}
- {id: bolt, name: Bolt}
"""


@pytest.fixture
def books(folder_of):
    """A folder of a ledger that includes `rows.csv`, with the include's other keys."""

    def write(include, rows):
        ledger = f"{CLIENTS}include:\n- {{file: rows.csv, {include}}}\n"
        return folder_of({"ledger.yaml": ledger, "rows.csv": rows}) / "ledger.yaml"

    return write


@pytest.fixture
def read(books):
    return lambda include, rows: read_ledger(books(include, rows)).clients


@pytest.fixture
def problems(books, problems_in):
    return lambda include, rows: [
        p.removeprefix("books/") for p in problems_in(books(include, rows))
    ]


def test_columns_are_found_under_our_own_names(read):
    acme, bolt = read(
        "kind: time",
        """
        date,hours,client,note,project,billable,somebody
        2026-01-05,1.5,acme,Call,shop,false,x
        2026-01-06,2,bolt,,,,
        """,
    )
    [entry] = acme.time
    assert (entry.date, entry.hours, entry.note) == (date(2026, 1, 5), Decimal("1.5"), "Call")
    assert (entry.project, entry.billable) == ("shop", False)
    assert bolt.time[0].note is None


def test_columns_are_mapped_and_a_payment_is_made_of_two(read):
    acme, _ = read(
        "kind: invoices, client: acme, columns: {number: Nr., issued: Datum, amount: Brutto, "
        'paid: Bezahlt am, paid_amount: Bezahlt}, delimiter: ";", decimal: ",", '
        "date_format: '%d.%m.%Y'",
        """
        Nr.;Datum;Brutto;Bezahlt am;Bezahlt
        007;05.01.2026;1.234,50;01.02.2026;1.000,00
        008;06.01.2026;12;;0,00
        009;07.01.2026;1 234 567,8;02.02.2026;
        """,
    )
    first, second, third = acme.invoices
    assert (first.number, first.issued, first.amount) == (
        "007",
        date(2026, 1, 5),
        Decimal("1234.50"),
    )
    assert [(p.date, p.amount) for p in first.payments] == [(date(2026, 2, 1), Decimal(1000))]
    assert (second.amount, second.payments) == (Decimal(12), ())
    assert third.amount == third.payments[0].amount == Decimal("1234567.8")


@pytest.mark.parametrize(
    ("decimal", "cell", "amount"),
    [
        (".", "1,234.50", "1234.50"),
        (".", "1'234.50", "1234.50"),
        (".", "1 234", "1234"),
        (".", "12.5", "12.5"),
        (".", "1.234", "1.234"),
        (",", "1.234", "1234"),
        (",", "1.234.567,89", "1234567.89"),
        (",", "1\u202f234,5", "1234.5"),
        (",", "1234,5", "1234.5"),
        (",", "12", "12"),
    ],
)
def test_amounts_with_and_without_thousands(read, decimal, cell, amount):
    include = f'kind: invoices, client: acme, delimiter: ";", decimal: "{decimal}"'
    acme, _ = read(include, f"number;issued;amount\n1;2026-01-05;{cell}\n")
    assert acme.invoices[0].amount == Decimal(amount)


def test_a_decimal_point_where_commas_are_said_to_be_is_not_guessed_at(problems):
    include = 'kind: invoices, client: acme, delimiter: ";", decimal: ","'
    assert problems(include, "number;issued;amount\n1;2026-01-05;12.50\n2;2026-01-05;ten\n") == [
        (
            'rows.csv:2:1: amount: "12.50" is not a number with a decimal comma; '
            "write `decimal: .` or 1234,50"
        ),
        (
            'rows.csv:3:1: amount: "ten" is not a number; write a plain number such as 1234.50, '
            "without separators, currency or exponent"
        ),
    ]


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("1:30", "1.5"), ("0:20", "0.33333333333333333333"), ("01:30:36", "1.51"), ("1,5", "1.5")],
)
def test_hours_on_the_clock_and_in_decimals(read, cell, hours):
    include = 'kind: time, client: acme, delimiter: "\\t", decimal: ","'
    acme, _ = read(include, f"date\thours\n2026-01-05\t{cell}\n")
    assert acme.time[0].hours == Decimal(hours)


def test_a_time_of_day_is_kept_for_moments_and_dropped_for_dates(read):
    form = "client: acme, date_format: '%m/%d/%Y %H:%M'"
    acme, _ = read(f"kind: events, {form}", "kind,at\nmessage,01/31/2026 22:40\n")
    assert acme.events[0].at == datetime(2026, 1, 31, 22, 40)  # noqa: DTZ001  # local by design
    acme, _ = read(f"kind: time, {form}", "date,hours\n01/31/2026 22:40,1\n")
    assert acme.time[0].date == date(2026, 1, 31)


def test_iso_dates_are_taken_whatever_the_format(read):
    acme, _ = read(
        "kind: time, client: acme, date_format: '%d.%m.%Y'", "date,hours\n2026-01-05,1\n"
    )
    assert acme.time[0].date == date(2026, 1, 5)


def test_dates_that_do_not_fit_the_format(problems):
    include = "kind: time, client: acme, date_format: '%d.%m.%Y'"
    assert problems(include, "date,hours\n1/5/26,1\n31.02.2026,1\n") == [
        'rows.csv:2:1: date: "1/5/26" does not fit the `date_format` "%d.%m.%Y"; correct one',
        'rows.csv:3:1: date: "31.02.2026" does not fit the `date_format` "%d.%m.%Y"; correct one',
    ]


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ("%d.%m", '"%d.%m" must have day, month and year once; write one like %d.%m.%Y'),
        (
            "%d.%m.%Y %d",
            '"%d.%m.%Y %d" must have day, month and year once; write one like %d.%m.%Y',
        ),
        ("%Y-%m-%d %Q", '"%Y-%m-%d %Q" has the unknown code "%Q"; write one like %d.%m.%Y'),
        ("%Y%m%d%", '"%Y%m%d%" has the unknown code "%"; write one like %d.%m.%Y'),
        (
            "%999999999d%m%Y",
            '"%999999999d%m%Y" has the unknown code "%9"; write one like %d.%m.%Y',
        ),
    ],
)
def test_a_date_format_that_tells_no_date(problems, form, what):
    [problem] = problems(f"kind: time, client: acme, date_format: '{form}'", "date,hours\n")
    assert problem == f"ledger.yaml:7:59: date_format: {what}"


@pytest.mark.parametrize("name", ["acme", "ACME", "Acme GmbH", "acme gmbh", "ACME Inc.", " Acme "])
def test_a_client_by_id_name_or_alias(read, name):
    acme, _ = read("kind: time", f"client,date,hours\n{name},2026-01-05,1\n")
    assert len(acme.time) == 1


def test_the_column_client_is_ignored_where_the_include_names_one(read):
    _, bolt = read("kind: time, client: Bolt", "client,date,hours\nacme,2026-01-05,1\n")
    assert len(bolt.time) == 1


def test_unknown_and_missing_clients(problems):
    assert problems("kind: time", "client,date,hours\nacmee,2026-01-05,1\n,2026-01-05,1\n") == [
        'rows.csv:2:1: client: no client is named "acmee"; did you mean "acme"?',
        (
            "rows.csv:3:1: client: the row names no client; write an id, a name or an "
            "alias, or `no_client: ignore` in the include"
        ),
    ]


def test_an_unknown_client_of_the_include_is_said_once(problems):
    rows = "date,hours\n2026-01-05,1\n2026-01-06,1\n"
    assert problems("kind: time, client: nobody", rows) == [
        'ledger.yaml:7:40: client: no client is named "nobody"; known: acme, bolt'
    ]


def test_a_name_of_two_clients_is_not_guessed_at(folder_of, problems_in):
    folder = folder_of(
        {
            "a.yaml": """
                version: 1
                business: {name: Ada, currency: EUR}
                include: [{file: t.csv, kind: time}]
                clients: [{id: a, name: Same}, {id: b, name: X, aliases: same}, {id: x, name: Y}]
            """,
            "t.csv": "client,date,hours\nSame,2026-01-05,1\nx,2026-01-05,1\n",
        }
    )
    assert problems_in(folder) == [
        'books/t.csv:2:1: client: several clients are named "Same"; write the id'
    ]


def test_rows_stand_where_they_begin_also_after_cells_of_many_lines(books):
    rows = (
        'client,date,hours,note\r\n\r\nacme,2026-01-05,1,"one\r\ntwo, ""three"""\r\n'
        "acme,2026-01-06,1,x\r\n"
    )
    ledger = read_ledger(books("kind: time", rows))
    first, second = ledger.clients[0].time
    assert first.note == 'one\r\ntwo, "three"'
    places = [ledger.sources.place(entry.mark) for entry in (first, second)]
    assert [(p.line, p.column) for p in places] == [(3, 1), (5, 1)]
    assert places[0].file.endswith("rows.csv")


def test_entries_of_the_ledger_and_of_files_follow_one_another(folder_of):
    folder = folder_of(
        {
            "a.yaml": """
                version: 1
                business: {name: Ada, currency: EUR}
                include:
                - {file: one.csv, kind: invoices, client: acme}
                - {file: sub/two.csv, kind: invoices, client: acme}
                clients:
                - id: acme
                  name: Acme
                  invoices: [{number: 0, issued: 2026-01-05, amount: 1}]
                  time: [{date: 2026-01-05, hours: 1, invoice: 2}]
            """,
            "one.csv": "number,issued,amount\n1,2026-01-05,1\n",
            "sub/two.csv": "\ufeffnumber,issued,amount\n2,2026-01-05,1\n",
        }
    )
    assert [invoice.number for invoice in read_ledger(folder).clients[0].invoices] == [
        "0",
        "1",
        "2",
    ]


def test_paths_are_relative_to_the_file_that_includes(folder_of):
    folder = folder_of(
        {
            "sub/b.yaml": "include: [{file: t.csv, kind: time, client: acme}]",
            "sub/t.csv": "date,hours\n2026-01-05,1\n",
            "a.yaml": CLIENTS,
        }
    )
    assert len(read_ledger(folder).clients[0].time) == 1


def test_events_of_every_kind_in_one_file(read):
    acme, _ = read(
        "kind: events, client: acme",
        """
        kind,at,urgent,level,note
        message,2026-01-05T22:40,true,,
        misconduct,2026-01-06,,annoying,Shouting
        """,
    )
    assert [event.kind for event in acme.events] == ["message", "misconduct"]


def test_what_the_models_refuse_is_placed_at_its_row(problems):
    rows = """
        kind,at,urgent,level
        message,2026-01-05,perhaps,
        message,2026-01-05,,annoying
        mesage,2026-01-05,,
        ,2026-01-05,,
        message,,,
    """
    assert problems("kind: events, client: acme", rows) == [
        'rows.csv:2:1: urgent: "perhaps" is neither true nor false; write true or false',
        (
            'rows.csv:3:1: unknown key "level"; known: at, note, project, kind, direction, '
            "channel, urgent, answered_at"
        ),
        'rows.csv:4:1: kind: "mesage" is not an event kind; did you mean "message"?',
        'rows.csv:5:1: "kind" is missing; add `kind: message` or another kind of event',
        (
            'rows.csv:6:1: "at" is missing; add `at: ...` (When it happened: a date, or a date and '
            "time)"
        ),
    ]


def test_references_are_checked_in_rows_too(problems):
    rows = "client,date,hours,project\nacme,2026-01-05,1,shopp\n"
    assert problems("kind: time", rows) == [
        'rows.csv:2:1: project: this client has no project "shopp"; did you mean "shop"?'
    ]


def test_missing_columns_are_said_once_for_the_file(problems):
    rows = "Datum,hours\n2026-01-05,1\n2026-01-05,1\n"
    assert problems("kind: time, columns: {hours: Hous}", rows) == [
        'rows.csv:1:1: no column "Hous" for hours; did you mean "hours"?',
        "rows.csv:1:1: no column for client; name it under `columns`: {client: <header>}",
        "rows.csv:1:1: no column for date; name it under `columns`: {date: <header>}",
    ]


def test_an_unknown_field_is_placed_where_it_stands(problems):
    assert problems("kind: time, client: acme, columns: {hour: Std}", "date,hours\n") == [
        'ledger.yaml:7:56: columns: unknown field "hour"; did you mean "hours"?'
    ]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("", "1:1: the file is empty; export it again"),
        ("date;hours\n1;2\n", '1:1: only one column; write `delimiter: ";"` in the include'),
        ("date\thours\n1\t2\n", '1:1: only one column; write `delimiter: "\\t"` in the include'),
        ("date,hours,date\n", '1:1: two columns are named "date"; rename one'),
        (
            "date,hours\n2026-01-05,1,234.50\n",
            ("2:1: 3 cells under 2 headers; put a cell with the delimiter in quotation marks"),
        ),
        (
            'date,hours\n"2026-01-05,1\n',
            "2:1: not valid CSV: unexpected end of data; check the delimiter and quotation marks",
        ),
        (
            'date,hours\n"2026-01-05"x,1\n',
            "2:1: not valid CSV: ',' expected after '\"'; check the delimiter and quotation marks",
        ),
    ],
)
def test_files_that_do_not_fit(problems, rows, problem):
    assert problems("kind: time, client: acme", rows) == [f"rows.csv:{problem}"]


def test_an_amount_paid_without_a_day_is_settled_nobody_knows_when(read):
    rows = "number,issued,amount,paid,paid_amount\n1,2026-01-05,10,,5\n2,2026-01-05,10,,0.00\n"
    part, none = read("kind: invoices, client: acme", rows)[0].invoices
    assert (part.settled, part.paid, part.payments) == (5, None, ())
    assert (none.settled, none.paid, none.payments) == (None, None, ())


def test_bytes_that_are_not_utf8_have_a_place(books, problems_in):
    path = books("kind: time, client: acme", "")
    (path.parent / "rows.csv").write_bytes("date,hours\n2026-01-05,1 €".encode("cp1252"))
    assert problems_in(path) == [
        (
            "books/rows.csv:2:14: byte 0x80 is not UTF-8; write `encoding: cp1252` in the "
            "include, or save the file as UTF-8"
        )
    ]


@pytest.mark.parametrize("file", ["../secret.csv", "/etc/passwd", "sub/../../secret.csv"])
def test_no_path_leads_out_of_the_folder(folder_of, problems_in, tmp_path, file):
    (tmp_path / "secret.csv").write_text("date,hours\n")
    ledger = f"{CLIENTS}include: [{{kind: time, client: acme, file: {file}}}]\n"
    folder = folder_of({"ledger.yaml": ledger})
    message = f'file: "{file}" is outside the ledger\'s folder; move it inside'
    assert problems_in(folder) == [f"books/ledger.yaml:6:44: {message}"]
    assert problems_in(folder / "ledger.yaml") == [f"books/ledger.yaml:6:44: {message}"]


def test_no_link_leads_out_of_the_folder(folder_of, problems_in, tmp_path):
    what = "is outside the ledger's folder; move it inside"
    (tmp_path / "secret.csv").write_text("date,hours\n")
    (tmp_path / "books" / "deep").mkdir(parents=True)
    (tmp_path / "books" / "rows.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "books" / "deep" / "up").symlink_to(tmp_path)
    ledger = f"{CLIENTS}include:\n- {{file: rows.csv, kind: time, client: acme}}\n"
    ledger += "- {file: deep/up/secret.csv, kind: time, client: acme}\n"
    assert problems_in(folder_of({"ledger.yaml": ledger})) == [
        f'books/ledger.yaml:7:10: file: "rows.csv" {what}',
        f'books/ledger.yaml:8:10: file: "deep/up/secret.csv" {what}',
    ]


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("nope.csv", "nope.csv"),
        (".", "."),
        ('"a\\0b"', "a\\x00b"),
        ('"a\\nb\\e[31m"', "a\\nb\\x1b[31m"),
        ("x" * 5_000, "x" * 57 + "..."),
    ],
)
def test_a_file_that_is_not_there(folder_of, problems_in, file, shown):
    ledger = f"{CLIENTS}include: [{{kind: time, client: acme, file: {file}}}]\n"
    assert problems_in(folder_of({"ledger.yaml": ledger})) == [
        f'books/ledger.yaml:6:44: file: "{shown}" does not exist; paths are relative to this file'
    ]


def test_a_circle_of_links_is_not_there(folder_of, problems_in, tmp_path):
    folder = folder_of({"ledger.yaml": f"{CLIENTS}include: [{{kind: time, file: a.csv}}]\n"})
    (tmp_path / "books" / "a.csv").symlink_to("b.csv")
    (tmp_path / "books" / "b.csv").symlink_to("a.csv")
    [problem] = problems_in(folder)
    assert problem.startswith('books/ledger.yaml:6:30: file: "a.csv" does not exist')


def test_the_delimiter_is_one_of_four(problems):
    [problem] = problems('kind: time, client: acme, delimiter: "\\n"', "date\nhours\n")
    assert problem == (
        "ledger.yaml:7:57: delimiter: \"\\n\" is not allowed here; write ',', ';', '\\t' or '|'"
    )


def test_control_characters_in_headers_and_cells_stay_on_one_line(problems):
    rows = '"da\nte\x1b[31m",hours,client\n2026-01-05,1,"ac\n\x1bme"\n'
    include = 'kind: time, columns: {date: "da\\nte\\e[31m", note: "dat\\ne\\e[31m"}'
    [problem] = problems(include, rows)
    assert problem == (
        'rows.csv:1:1: no column "dat\\ne\\x1b[31m" for note; did you mean "da\\nte\\x1b[31m"?'
    )


def test_control_characters_in_clients_stay_on_one_line(folder_of, problems_in):
    client = '- {id: "i\\e", name: x}'
    folder = folder_of(
        {
            "a.yaml": f"{CLIENTS}{client}\ninclude: [{{file: t.csv, kind: time}}]\n",
            "t.csv": "client,date,hours\ni\x1bb,2026-01-05,1\n\x1b[2J,2026-01-05,1\n",
        }
    )
    assert problems_in(folder)[1:] == [
        'books/t.csv:2:1: client: no client is named "i\\x1bb"; did you mean "i\\x1b"?',
        'books/t.csv:3:1: client: no client is named "\\x1b[2J"; known: acme, bolt, i\\x1b',
    ]


@pytest.mark.parametrize("cell", ["-1190.00", "(1,190.00)", "1190.00-", "\u22121190", '"-1,190"'])
def test_a_negative_amount_is_a_credit_note_of_its_own(read, cell):
    rows = f"""
        number,issued,amount,tax,client,credits
        7,2026-02-01,2380,380,acme,
        C1,2026-02-15,{cell if "," not in cell or cell[0] == '"' else f'"{cell}"'},190,acme,7
        """
    bill, note = read("kind: invoices", rows)[0].invoices
    assert (note.amount, note.tax, note.credits) == (-1190, -190, "7")
    assert (bill.amount, bill.tax, bill.credits) == (2380, 380, None)


def test_a_credit_note_with_a_day_of_payment_was_paid_out(read):
    [note] = read(
        "kind: invoices, client: acme",
        """
        number,issued,amount,paid
        C1,2026-02-15,-1190,2026-02-20
        """,
    )[0].invoices
    assert (note.paid, note.payments) == (date(2026, 2, 20), ())


def test_a_payment_of_an_unknown_day(read):
    [bill] = read(
        "kind: invoices, client: acme, date_format: '%d.%m.%Y'",
        """
        number,issued,amount,paid
        1,15.02.2026,1190,Unknown
        """,
    )[0].invoices
    assert (bill.paid, bill.payments) == ("unknown", ())


@pytest.mark.parametrize(
    ("columns", "word", "status"),
    [
        ("{}", "Void", "void"),
        ("{}", "Cancelled", "void"),
        ("{}", "draft", "draft"),
        ("{}", "Overdue", "sent"),
        ("{}", "a new one", None),
        ("{status: status}", "Paid", "paid"),
    ],
)
def test_the_status_of_an_invoice(read, columns, word, status):
    rows = f"""
        number,issued,amount,status
        1,2026-02-15,1190,{word}
        """
    [bill] = read(f"kind: invoices, client: acme, columns: {columns}", rows)[0].invoices
    assert bill.status == status


def test_a_status_that_was_named_and_says_nothing_is_a_problem(problems):
    rows = """
        number,issued,amount,Zustand
        1,2026-02-15,1190,neu
        """
    found = problems("kind: invoices, client: acme, columns: {status: Zustand}", rows)
    text = 'status: unknown status "neu"; write what it means: `statuses: {neu: sent}`'
    assert found == [f"rows.csv:2:1: {text}"]
