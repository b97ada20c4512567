"""Which rows of an export count, and what is said about the others."""

from decimal import Decimal

import pytest

from clienthealth.ledger.reading import read_ledger

CLIENTS = """\
version: 1
business:
  {name: Ada, currency: EUR, working_hours: {start: "9:00", end: "18:00", timezone: Europe/Berlin}}
clients:
- {id: acme, name: Acme GmbH, projects: [{id: shop, name: Web Shop}]}
- {id: bolt, name: Bolt Ltd}
"""


@pytest.fixture
def books(folder_of):
    def write(include, rows, name="rows.csv"):
        ledger = f"{CLIENTS}include:\n- {{file: {name}, {include}}}\n"
        return folder_of({"ledger.yaml": ledger, name: rows}) / "ledger.yaml"

    return write


@pytest.fixture
def read(books):
    return lambda include, rows: read_ledger(books(include, rows))


@pytest.fixture
def problems(books, problems_in):
    return lambda include, rows: [
        p.removeprefix("books/") for p in problems_in(books(include, rows))
    ]


def told(ledger):
    [account] = ledger.accounts
    return str(account).rpartition("/")[2]


def test_a_file_whose_every_row_counts_has_nothing_to_tell(read):
    ledger = read("kind: time", "client,date,hours\nacme,2026-01-05,1\n")
    assert ledger.accounts[0].is_whole
    assert told(ledger) == "rows.csv: 1 row: 1 taken"


def test_every_row_is_taken_or_left_out_for_a_reason(read):
    rows = """
        Client,Date,Hours,Status
        acme,2026-01-05,1,done
        acme,2026-01-06,0:00,done
        acme,2026-01-06,1,Planned
        ,2026-01-07,1,done
        Stranger,2026-01-08,1,done
    """
    include = "kind: time, skip: {status: planned}, no_client: ignore, unknown_clients: ignore"
    ledger = read(include, rows)
    assert told(ledger) == (
        "rows.csv: 5 rows: 1 taken, 1 of 0 hours, 1 planned, 1 without a client, "
        "1 of unknown clients"
    )
    assert [len(client.time) for client in ledger.clients] == [1, 0]


def test_only_rows_with_certain_words_are_taken(read):
    rows = "client,date,hours,type\nacme,2026-01-05,1,Work\nacme,2026-01-06,1,Sick\n"
    ledger = read("kind: time, only: {Type: [work, travel]}", rows)
    assert told(ledger) == "rows.csv: 2 rows: 1 taken, 1 sick"


def test_rows_without_a_client_are_given_to_one(read):
    rows = "client,date,hours\nacme,2026-01-05,1\n,2026-01-06,2\n"
    acme, bolt = read("kind: time, no_client: bolt", rows).clients
    assert [entry.hours for entry in (*acme.time, *bolt.time)] == [1, 2]


def test_each_unknown_name_is_told_once_with_its_rows_and_the_closest_name(problems):
    rows = "client,date,hours\n" + "Bolt Ldt,2026-01-05,1\n" * 12 + "Acmee,2026-01-05,1\n"
    assert problems("kind: time", rows) == [
        'rows.csv:2:1: client: no client is named "Bolt Ldt" (12 rows); did you mean "Bolt Ltd"?',
        'rows.csv:14:1: client: no client is named "Acmee"; did you mean "acme"?',
    ]


@pytest.mark.parametrize(
    "name",
    ["ACME GMBH", "Acme\u00a0GmbH", "acme  gmbh", "\u2009Acme GmbH\u202f", "\u200bAcme GmbH"],
)
def test_names_are_compared_without_regard_to_case_and_kinds_of_space(read, name):
    assert len(read("kind: time", f"client,date,hours\n{name},2026-01-05,1\n").clients[0].time) == 1


def test_columns_are_found_without_regard_to_case_and_kinds_of_space(read):
    rows = "CLIENT,Day\u00a0worked,Hours\nacme,2026-01-05,1\n"
    assert len(read("kind: time, columns: {date: day worked}", rows).clients[0].time) == 1


def test_the_first_header_of_a_list_that_is_there_is_read(read):
    rows = "client,date,Billed hours,Hours\nacme,2026-01-05,1,9\n"
    include = "kind: time, columns: {hours: [Net hours, Billed hours, Hours]}"
    assert read(include, rows).clients[0].time[0].hours == 1


def test_a_project_is_found_by_its_name(read):
    rows = "client,date,hours,project\nacme,2026-01-05,1,web shop\nacme,2026-01-06,1,shop\n"
    time = read("kind: time", rows).clients[0].time
    assert [entry.project for entry in time] == ["shop", "shop"]


def test_hours_of_projects_that_are_not_known_count_without_one(read):
    rows = "client,date,hours,project\nacme,2026-01-05,1,Other\n"
    ledger = read("kind: time, unknown_projects: ignore", rows)
    assert ledger.clients[0].time[0].project is None
    [warning] = ledger.warnings
    assert 'no client has "Other", so 1 row counts without one' in warning.message


def test_totals_below_are_left_out_where_the_line_of_the_headers_is_said(read):
    rows = """
        My report
        client,date,hours
        acme,2026-01-05,1
        Total,,1
    """
    assert told(read("kind: time, header_line: 2", rows)) == (
        "rows.csv: 2 rows: 1 taken, 1 with a title or a total"
    )


def test_a_client_may_be_called_as_a_total_is(read):
    """A row that lacks nothing is no total because its client is called Total Design."""
    rows = "My report\nclient,date,hours\nTotal Design,2026-01-05,1\nTotal Design,,1\n"
    include = "kind: time, header_line: 2, unknown_clients: ignore"
    assert told(read(include, rows)) == (
        "rows.csv: 2 rows: 0 taken, 1 of unknown clients, 1 with a title or a total"
    )


def test_the_line_of_the_headers_is_found_where_it_is_not_said(problems):
    rows = "My report,,\n\nclient,date,hours\nacme,2026-01-05,1\n"
    assert problems("kind: time", rows) == [
        "rows.csv:1:1: the headers seem to be on line 3; write `header_line: 3` in the include"
    ]


def test_a_client_above_its_rows(read):
    rows = """
        Customer,Date,Hours
        Acme GmbH,,
        ,2026-01-05,1
        Total Acme GmbH,,1
        Bolt Ltd,,
        ,2026-01-06,2
    """
    ledger = read("kind: time, header_line: 1, client_above: true", rows)
    assert [client.time[0].hours for client in ledger.clients] == [1, 2]
    assert told(ledger) == "rows.csv: 5 rows: 2 taken, 3 with a title or a total"


def test_a_header_that_names_no_column_of_skip_is_told(problems):
    assert problems(
        "kind: time, skip: {Stauts: void}", "client,date,hours,Status\nacme,2026-01-05,1,void\n"
    ) == ['rows.csv:1:1: no column "Stauts" for skip; did you mean "Status"?']


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("01:30:36", "1.51"),
        ("0:15", "0.25"),
        ("18:00 min", "0.3"),
        ("1h 30m", "1.5"),
        ("90 min", "1.5"),
        ("1.5 h", "1.5"),
        ("5400 s", "1.5"),
        ("PT1H30M", "1.5"),
        ("1 Std. 30 Min.", "1.5"),
    ],
)
def test_durations_in_every_usual_form(read, cell, hours):
    [entry] = read("kind: time", f"client,date,hours\nacme,2026-01-05,{cell}\n").clients[0].time
    assert str(entry.hours) == hours


@pytest.mark.parametrize("header", ["Time Spent (seconds)", "duration_sec"])
def test_plain_numbers_under_a_header_of_seconds(read, header):
    rows = f"client,date,{header}\nacme,2026-01-05,5400\n"
    [entry] = read(f"kind: time, columns: {{hours: {header}}}", rows).clients[0].time
    assert str(entry.hours) == "1.5"


@pytest.mark.parametrize(
    ("start", "stop", "hours"),
    [
        ("2026-03-28 23:00", "2026-03-29 04:00", "4"),  # the clocks go forward
        ("2026-10-24 23:00", "2026-10-25 04:00", "6"),  # and back
        (
            "2026-10-25 02:50",
            "2026-10-25 02:10",
            "0.33333333333333333333",
        ),  # in the hour that comes twice
        ("2026-01-05 22:00", "2026-01-06 01:30", "3.5"),
        ("2026-01-05T22:00:00Z", "2026-01-05T23:00:00+01:00", None),
    ],
)
def test_hours_from_start_to_stop_are_those_that_have_passed(read, start, stop, hours):
    rows = f"client,start,stop\nacme,{start},{stop}\n"
    ledger = read("kind: time", rows)
    found = [(str(entry.hours), entry.date.isoformat()) for entry in ledger.clients[0].time]
    assert found == ([(hours, start[:10])] if hours else [])


def test_hours_between_times_of_day_go_over_midnight(read):
    rows = "client,date,start_time,end_time\nacme,2026-01-05,10:15 PM,12:45 AM\n"
    [entry] = read("kind: time", rows).clients[0].time
    assert (str(entry.hours), entry.date.day) == ("2.5", 5)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("1 heure 30 minutes", "1.5"),
        ("1 uur 30 minuten", "1.5"),
        ("1h 30'", "1.5"),
        ("1 day, 2:00:00", "26"),
        ("1 Std. 36 Sek.", "1.01"),
    ],
)
def test_hours_in_the_words_of_other_languages(read, cell, hours):
    rows = f'client,date,hours\nacme,2026-01-05,"{cell}"\n'
    assert read("kind: time", rows).clients[0].time[0].hours == Decimal(hours)


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        ("2026-01-05 11:15 AM", "2026-01-05 1:15 PM"),
        ("2026-01-05 08:00:00 UTC", "2026-01-05 10:00:00 UTC"),
        ("2026-01-05 08:00 +0200", "2026-01-05 09:00 +0100"),
    ],
)
def test_moments_with_halves_of_the_day_and_zones(read, start, stop):
    rows = f"client,start,stop\nacme,{start},{stop}\n"
    assert read("kind: time", rows).clients[0].time[0].hours == 2


def test_a_period_is_a_day_or_a_month(read, problems):
    include = "kind: time, columns: {from: from, until: to}"
    rows = "client,from,to,hours\nacme,2026-01-01,2026-01-31,20\nacme,2026-02-05,2026-02-05,3\n"
    month, day = read(include, rows).clients[0].time
    assert (month.date.isoformat(), day.date.isoformat()) == ("2026-01-31", "2026-02-05")
    [problem] = problems(include, "client,from,to,hours\nacme,2026-01-01,2026-02-28,20\n")
    assert problem == (
        "rows.csv:2:1: from: the hours of 2026-01-01 to 2026-02-28 belong to several "
        "months; export one month or one day at a time"
    )


def test_more_than_a_day_in_one_entry_is_a_warning(read):
    ledger = read("kind: time", "client,date,hours\nacme,2026-01-05,26:30:00\n")
    [warning] = ledger.warnings
    assert warning.message == "hours: 26.5 in one entry; did a timer run on?"


def test_negative_hours_take_back_what_was_logged_before(read, problems):
    rows = """
        client,date,hours,project
        acme,2026-01-05,2,shop
        acme,2026-01-06,1,
        acme,2026-01-07,-2.5,shop
    """
    [entry] = read("kind: time", rows).clients[0].time
    assert (entry.hours, entry.project) == (pytest.approx(0.5), None)
    [problem] = problems("kind: time", "client,date,hours\nacme,2026-01-05,-1\n")
    assert problem == ("rows.csv:2:1: hours: -1 takes back more than was logged; correct the hours")


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("client,date,hours\n" + f"acme,2026-01-05,{'1' * 1_000_001}\n", "a cell is longer than"),
        (",".join(f"h{n}" for n in range(10_000)) + "\n", "10,000 columns, but at most 1,000"),
        ('client,date,hours\nacme,2026-01-05,"=1+1"\n', '"=1+1" is not a number of hours'),
        ("client,date,hours\nacme,2026-01-05,1\0\n", "contains the character NUL"),
    ],
)
def test_what_no_export_holds_gets_a_clear_answer(problems, rows, what):
    assert any(what in problem for problem in problems("kind: time", rows))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (
            b"PK\x03\x04\x14\x00",
            "the file is a spreadsheet, not text; open it and save it as CSV",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "the file is a spreadsheet, not text; open it and save it as CSV",
        ),
        (b"\x1f\x8b\x08", "the file is compressed with gzip; unpack it first"),
        (
            "client,date,hours\n".encode("utf-16-le"),
            "UTF-16 without a byte order mark; write `encoding: utf-16-le`",
        ),
    ],
)
def test_a_file_that_is_no_csv_file(books, problems_in, data, what):
    path = books("kind: time", "")
    (path.parent / "rows.csv").write_bytes(data)
    assert problems_in(path) == [f"books/rows.csv:1:1: {what}"]


@pytest.mark.parametrize(
    ("encoding", "include"),
    [
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", ", encoding: cp1252"),
        ("utf-16-be", ", encoding: utf-16-be"),
    ],
)
def test_encodings(books, encoding, include):
    path = books(f"kind: time{include}", "")
    rows = "client,date,hours,note\nacme,2026-01-05,1,Größe\n"
    (path.parent / "rows.csv").write_bytes(rows.encode(encoding))
    ledger = read_ledger(path)
    [entry] = ledger.clients[0].time
    assert entry.note == "Größe"
    place = ledger.sources.place(entry.mark)
    assert place is not None
    assert "Größe" in ledger.sources.line(place)


def test_an_encoding_that_is_none(problems):
    [problem] = problems("kind: time, encoding: klingon", "client,date,hours\n")
    assert problem == (
        'ledger.yaml:8:42: encoding: "klingon" is not a known encoding; write one like '
        "cp1252, utf-8 or utf-16"
    )
