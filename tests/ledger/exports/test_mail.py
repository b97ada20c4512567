"""Mail between the business and its clients: who wrote when, and what was answered."""

from collections import Counter
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth.ledger.exports.addresses import Addresses
from clienthealth.ledger.exports.mail import Correspondence
from clienthealth.ledger.exports.mbox import heads
from clienthealth.ledger.exports.table import TableError
from made_mail import CLIENTS, OURS, from_us, message

BERLIN = ZoneInfo("Europe/Berlin")


def rows_of(*files):
    """The rows of some mbox files."""
    post = Correspondence(Addresses(CLIENTS, [OURS, "@studio.example"]), BERLIN)
    for number, text in enumerate(files):
        post.add(str(number), heads(BytesIO(text if isinstance(text, bytes) else text.encode())))
    tables = [post.table(str(number)) for number in range(len(files))]
    return [
        dict(zip(table.headers, row.cells, strict=True)) | {"line": row.line}
        for table in tables
        for row in table.rows
    ]


INBOX = message("Mon, 2 Mar 2026 08:00:00 +0100", "stranger@x.example")


def taken(*files):
    """The rows that count, where a stranger has written too."""
    return [row for row in rows_of(*files, INBOX) if row["client"] and not row["state"]]


def states(*files):
    """How many rows do not count, by reason."""
    found = Counter(row["state"] or "taken" for row in rows_of(*files))
    return dict(found)


def test_a_message_from_a_client_keeps_its_time_and_nothing_else():
    text = message("Sat, 7 Mar 2026 22:40:00 +0100", name="1")
    [row] = taken(text)
    assert row == {
        "client": "acme",
        "kind": "message",
        "at": "2026-03-07T22:40:00+01:00",
        "direction": "in",
        "channel": "email",
        "urgent": "false",
        "answered_at": "",
        "state": "",
        "line": 1,
    }


def test_a_client_is_known_by_a_contact_and_by_the_domain_and_what_is_below_it():
    text = "".join(
        message("Mon, 2 Mar 2026 10:00:00 +0100", sender)
        for sender in ("JO@acme.example", "it@mail.acme.example", "bo@mail.example")
    )
    assert [row["client"] for row in taken(text)] == ["acme", "acme", "bolt"]


def test_neighbours_of_a_domain_are_strangers():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", "jo@notacme.example")
    assert states(text) == {"without a client": 1}


def test_an_address_in_a_name_is_nobodys():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100").replace(
        "From: Somebody <jo@acme.example>",
        'From: "jo@acme.example" (jo@acme.example) <x@y.example>',
    )
    assert states(text) == {"without a client": 1}


def test_a_message_of_ours_to_two_clients_is_one_for_each():
    text = from_us("Mon, 2 Mar 2026 10:00:00 +0100", "jo@acme.example, bo@mail.example")
    assert [(r["client"], r["direction"]) for r in taken(text)] == [
        ("acme", "out"),
        ("bolt", "out"),
    ]


@pytest.mark.parametrize("in_two_files", [False, True])
def test_an_answer_names_the_message_before_it(in_two_files):
    question = from_us("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    answer = message("Wed, 4 Mar 2026 09:30:00 +0000", name="2", reply_to="1")
    files = (question, answer) if in_two_files else (question + answer,)
    ours, theirs = taken(*files)
    assert ours["answered_at"] == "2026-03-04T10:30:00+01:00"
    assert theirs["answered_at"] == ""


def test_an_answer_in_the_same_thread_counts_too():
    text = (
        from_us("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
        + from_us("Mon, 9 Mar 2026 10:00:00 +0100", name="2", reply_to="1")
        + message("Tue, 10 Mar 2026 10:00:00 +0100", name="3", reply_to="1")
    )
    answered = [row["answered_at"] for row in taken(text) if row["direction"] == "out"]
    assert answered == ["2026-03-10T10:00:00+01:00"] * 2


def test_a_new_message_of_theirs_is_no_answer():
    text = from_us("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    text += message("Tue, 3 Mar 2026 10:00:00 +0100", name="2")
    assert [row["answered_at"] for row in taken(text)] == ["", ""]


def test_an_answer_of_a_stranger_to_our_message_is_an_answer():
    text = from_us("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    text += message("Tue, 3 Mar 2026 10:00:00 +0100", "jo@private.example", reply_to="1")
    assert [row["answered_at"] for row in taken(text)] == ["2026-03-03T10:00:00+01:00"]


def test_what_was_sent_alone_says_nothing_of_answers():
    text = from_us("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    assert states(text) == {"sent, without an inbox": 1}


def test_what_another_client_writes_is_no_answer():
    text = from_us("Mon, 2 Mar 2026 10:00:00 +0100", "jo@acme.example, bo@mail.example", name="1")
    text += message("Tue, 3 Mar 2026 10:00:00 +0100", "bo@mail.example", name="2", reply_to="1")
    answers = {r["client"]: r["answered_at"] for r in taken(text) if r["direction"] == "out"}
    assert answers == {"acme": "", "bolt": "2026-03-03T10:00:00+01:00"}


def test_an_answer_never_comes_before_its_message():
    text = from_us("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    text += message("Mon, 2 Mar 2026 09:58:00 +0100", name="2", reply_to="1")
    assert taken(text)[0]["answered_at"] == "2026-03-02T10:00:00+01:00"


def test_a_reply_of_ours_that_ends_a_talk_calls_for_no_answer():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    text += from_us("Mon, 2 Mar 2026 11:00:00 +0100", name="2", reply_to="1")
    assert states(text) == {"taken": 1, "replies of yours": 1}
    [theirs] = taken(text)
    assert theirs["answered_at"] == "2026-03-02T11:00:00+01:00"


def test_a_reply_of_ours_with_an_answer_within_a_week_counts():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    text += from_us("Mon, 2 Mar 2026 11:00:00 +0100", name="2", reply_to="1")
    text += message("Tue, 3 Mar 2026 11:00:00 +0100", name="3", reply_to="2")
    assert [row["direction"] for row in taken(text)].count("out") == 1


def test_a_reminder_of_ours_calls_for_an_answer():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    text += from_us("Mon, 2 Mar 2026 11:00:00 +0100", name="2", reply_to="1")
    text += from_us("Mon, 16 Mar 2026 11:00:00 +0100", name="3", reply_to="2")
    ours = [row for row in taken(text) if row["direction"] == "out"]
    assert [row["at"][:10] for row in ours] == ["2026-03-16"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; reason=x"},
        {"Precedence": "bulk"},
        {"X_Failed_Recipients": "x@y.example"},
        {"Return_Path": "<>"},
        {"sender": "no-reply@acme.example"},
        {"sender": "MAILER-DAEMON@acme.example"},
        {"sender": "bounce+x=y@acme.example"},
    ],
)
def test_what_no_person_wrote_is_left_out(headers):
    assert states(message("Mon, 2 Mar 2026 10:00:00 +0100", **headers)) == {"automatic": 1}


@pytest.mark.parametrize(
    "part", ["text/calendar; method=REPLY", 'text/calendar;\n\tmethod="REQUEST"']
)
def test_what_a_calendar_wrote_is_left_out(part):
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", body=f"--x\nContent-Type: {part}\n\nBEGIN")
    assert states(text) == {"automatic": 1}


def test_a_message_that_speaks_of_calendars_is_a_message():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", body="text/calendar; method=REPLY is what")
    assert len(taken(text)) == 1


def test_auto_submitted_no_is_a_person():
    assert len(taken(message("Mon, 2 Mar 2026 10:00:00 +0100", Auto_Submitted="no"))) == 1


@pytest.mark.parametrize("header", ["List-Id", "List-Unsubscribe"])
def test_mailing_lists_are_left_out(header):
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", **{header: "<x.acme.example>"})
    assert states(text) == {"of mailing lists": 1}


def test_drafts_were_never_sent():
    text = from_us("Mon, 2 Mar 2026 10:00:00 +0100", X_Gmail_Labels="Drafts,Opened")
    assert states(text) == {"drafts": 1}


def test_circulars_call_for_no_answer():
    many = ", ".join(f"p{number}@acme.example" for number in range(60))
    assert states(from_us("Mon, 2 Mar 2026 10:00:00 +0100", many)) == {"circulars": 1}


@pytest.mark.parametrize(
    ("header", "value"),
    [("Importance", "High"), ("X-Priority", "1 (Highest)"), ("Priority", "urgent")],
)
def test_a_message_marked_as_urgent_is_urgent(header, value):
    [row] = taken(message("Mon, 2 Mar 2026 10:00:00 +0100", **{header: value}))
    assert row["urgent"] == "true"


def test_where_the_offset_is_broken_the_time_of_arrival_counts_or_else_the_day():
    date = "Mon, 2 Mar 2026 10:00:00 +9999"
    received = "from a by b; Mon, 2 Mar 2026 09:00:05 +0000"
    assert taken(message(date, Received=received))[0]["at"] == "2026-03-02T09:00:05+00:00"
    assert taken(message(date))[0]["at"] == "2026-03-02"
    assert taken(message("Mon, 2 Mar 2026 10:00:00 (CEST)"))[0]["at"] == "2026-03-02"


@pytest.mark.parametrize(
    "date",
    [
        "",
        "tomorrow",
        "Mon, 2 Mar 0000 10:00:00 +0000",
        "Fri, 31 Dec 9999 23:59:59 +0000",
        "9" * 9000,
    ],
)
def test_a_message_without_a_day_is_left_out(date):
    text = message("").replace("Subject:", f"Date: {date}\nSubject:")
    assert states(text) == {"without a date": 1}


def test_a_message_in_two_files_counts_once():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    assert states(text, text) == {"taken": 1, "counted once": 1}


def test_messages_without_a_name_count_once_by_who_wrote_when():
    one = message("Mon, 2 Mar 2026 10:00:00 +0100")
    other = message("Mon, 2 Mar 2026 10:00:01 +0100")
    assert states(one + other, one) == {"taken": 2, "counted once": 1}


def test_a_line_of_text_that_begins_with_from_begins_no_message():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", body="Hello\n\nFrom 10:00 on I am out\nBye")
    assert len(rows_of(text)) == 1


def test_a_mailbox_whose_messages_are_separated_by_the_bare_word():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    text += message("Mon, 2 Mar 2026 11:00:00 +0100", name="2")
    bare = text.replace("From ada@studio.example Mon Mar  2 09:00:00 2026", "From ")
    assert len(taken(bare)) == len(taken(text)) == 2


def test_a_line_of_text_is_counted_and_dos_line_ends_too():
    first = message("Mon, 2 Mar 2026 10:00:00 +0100", name="1")
    text = first + message("Mon, 2 Mar 2026 11:00:00 +0100", name="2")
    lines = [row["line"] for row in rows_of(text)]
    assert lines == [1, first.count("\n") + 1]
    assert [row["line"] for row in rows_of(text.replace("\n", "\r\n"))] == lines


def test_a_file_of_one_message_is_read_too():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100").partition("\n")[2]
    assert len(taken(text)) == 1


def test_what_is_no_mail_is_told():
    with pytest.raises(TableError, match="is not a mailbox"):
        rows_of("just some text")
    assert rows_of("") == []


@pytest.mark.parametrize(
    "header",
    [
        "To: " + ", ".join(f"p{n}@acme.example" for n in range(10_000)),
        "To: " + "(" * 200_000,
        "To: " + '"\\' * 100_000,
        "To: " + "<" * 200_000,
        "References: " + "<a@b.example> " * 70_000,
        "Subject: " + "=?utf-8?B?" * 100_000,
        "From: =?utf-8?Q?" + "=41" * 80_000 + "?= <jo@acme.example>",
        "X: " + "x" * 1_000_000,
    ],
)
def test_headers_without_end_are_read_to_an_end(header):
    text = message("Mon, 2 Mar 2026 10:00:00 +0100").replace("Subject:", f"{header}\nSubject:")
    assert len(rows_of(text * 3)) == 3


def test_bytes_that_are_no_text_do_no_harm():
    junk = bytes(range(256)) * 10
    text = message("Mon, 2 Mar 2026 10:00:00 +0100").encode()
    assert (
        len(rows_of(text.replace(b"Subject:", b"X: " + junk.replace(b"\n", b"") + b"\nSubject:")))
        == 1
    )


WORDS = (
    *(b"From ", b"From - 10:00\n", b"From: ", b"To: ", b"Date: ", b"Message-ID: ", b"References: "),
    *(b"\n", b"\r\n", b"\n\n", b" ", b"<", b">", b"jo@acme.example", b"ada@studio.example", b'"'),
    *(
        b"Content-Type: text/calendar; method=",
        b"5 May 2026 10:00:00 +0200",
        b"\xff",
        b"=?u?q?=",
        b"(",
    ),
)


@given(words=st.lists(st.sampled_from(WORDS) | st.binary(max_size=3), max_size=40))
def test_whatever_a_mailbox_holds_it_is_read_or_refused(words):
    try:
        rows = rows_of(b"From x\n" + b"".join(words))
    except TableError:
        return
    assert all(row["line"] >= 1 for row in rows)


@given(data=st.data())
def test_neither_the_order_of_messages_nor_two_files_that_overlap_change_anything(data):
    count = data.draw(st.integers(1, 8))
    texts = []
    for number in range(count):
        write = data.draw(st.sampled_from([message, from_us]))
        hour, day = data.draw(st.integers(0, 3)), data.draw(st.integers(1, 3))
        reply = data.draw(st.sampled_from([None, *map(str, range(count))]))
        name = data.draw(st.sampled_from([None, str(number)]))
        at = f"{day} Mar 2026 {hour:02}:00:00 +0100"
        texts.append(write(at, name=name, reply_to=reply))
    shuffled = data.draw(st.permutations(texts))
    cut, back = sorted(data.draw(st.integers(0, count)) for _ in range(2))
    whole = taken("".join(texts))
    assert _events(taken("".join(shuffled))) == _events(whole)
    assert _events(taken("".join(shuffled[:back]), "".join(shuffled[cut:]))) == _events(whole)


def _events(rows):
    return sorted(tuple(v for k, v in sorted(row.items()) if k != "line") for row in rows)


def test_nothing_of_subject_text_or_names_is_in_a_row():
    text = message("Mon, 2 Mar 2026 10:00:00 +0100", body="s3cret")
    said = str([{k: v for k, v in row.items() if k != "line"} for row in rows_of(text)])
    assert not any(word in said for word in ("s3cret", "secret", "Somebody", "@"))
