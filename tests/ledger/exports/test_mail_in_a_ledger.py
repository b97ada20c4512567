"""A ledger that includes mailboxes: what counts without any typed event."""

from datetime import date

import pytest

from clienthealth import assess, load_ledger
from clienthealth.ledger.events import MessageEvent
from made_mail import OURS, THEIRS, from_us, message

LEDGER = """\
version: 1
business:
  name: Ada
  currency: EUR
  emails: [ada@studio.example]
  working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}
clients:
- {id: acme, name: Acme GmbH, since: 2026-01-01, domains: [acme.example]}
- {id: bolt, name: Bolt, contacts: [{name: Bo, email: bo@mail.example}]}
include:
"""
AS_OF = date(2026, 6, 30)


@pytest.fixture
def ledger(folder_of):
    """The ledger with the includes and files given."""

    def load(includes="- {file: all.mbox, format: mbox}", **files):
        named = {name.replace("_", "."): text for name, text in files.items()}
        return load_ledger(folder_of({"ledger.yaml": f"{LEDGER}{includes}\n"} | named))

    return load


def finding(ledger, code):
    [client] = [each for each in assess(ledger, as_of=AS_OF).clients if each.id == "acme"]
    return next((each for each in client.findings if each.code == code), None)


def test_urgent_mail_at_night_is_contact_out_of_hours(ledger):
    text = "".join(
        message(f"{day} May 2026 22:40:00 +0200", Importance="high", name=str(day))
        for day in range(4, 12)
    )
    found = finding(ledger(all_mbox=text), "BND001")
    assert "8 of 8 calls and urgent messages fall outside working hours" in found.message


def test_mail_without_an_answer_is_unanswered(ledger):
    text = "".join(from_us(f"{day} May 2026 10:00:00 +0200", name=str(day)) for day in range(4, 12))
    text += message("5 May 2026 12:00:00 +0200", reply_to="4", name="x")
    assert "did not answer 7 of your 8 messages" in finding(ledger(all_mbox=text), "ENG001").message


def test_forty_mails_a_week_are_constant_contact(ledger):
    text = "".join(
        message(f"{day} May 2026 {hour:02}:00:00 +0200", name=f"{day}-{hour}")
        for day in range(1, 29)
        for hour in range(9, 17)
    )
    assert "in the busiest" in finding(ledger(all_mbox=text), "BND006").message


def test_an_answer_in_another_mailbox_is_found(ledger):
    sent = "".join(from_us(f"{day} May 2026 10:00:00 +0200", name=str(day)) for day in range(4, 12))
    inbox = "".join(
        message(f"{day + 1} May 2026 10:00:00 +0200", reply_to=str(day), name=f"a{day}")
        for day in range(4, 12)
    )
    alone = ledger("- {file: sent.mbox}", sent_mbox=sent)
    assert str(alone.accounts[0]).endswith("8 rows: 0 taken, 8 sent, without an inbox")
    assert finding(alone, "ENG001") is None
    both = "- {file: sent.mbox, format: mbox}\n- {file: 'in*.mbox', format: mbox}"
    assert finding(ledger(both, sent_mbox=sent, inbox_mbox=inbox), "ENG001") is None


def test_what_is_left_out_is_counted(ledger):
    text = (
        message("5 May 2026 12:00:00 +0200")
        + message("5 May 2026 12:00:00 +0200", "stranger@x.example")
        + message("5 May 2026 12:00:00 +0200", Auto_Submitted="auto-replied")
    )
    [account] = ledger(all_mbox=text).accounts
    assert str(account).endswith("3 rows: 1 taken, 1 without a client, 1 automatic")


def test_a_mailbox_is_of_no_one_client(folder_of, problems_in):
    include = "- {file: all.mbox, format: mbox, client: acme}\n"
    files = {"ledger.yaml": LEDGER + include, "all.mbox": message("5 May 2026 12:00:00 +0200")}
    [problem] = problems_in(folder_of(files) / "ledger.yaml")
    assert "mail and meetings go by their addresses" in problem


def test_a_mailbox_without_our_own_address_is_told(folder_of, problems_in):
    text = LEDGER.replace("  emails: [ada@studio.example]\n", "")
    folder = folder_of(
        {
            "ledger.yaml": f"{text}- {{file: all.mbox, format: mbox}}\n",
            "all.mbox": message("5 May 2026 12:00:00 +0200"),
        }
    )
    [problem] = problems_in(folder / "ledger.yaml")
    assert "write `emails: [you@example.com]` under `business:`" in problem


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("domains: [gmail.com]", "anybody can have an address"),
        ("domains: [acme]", "is not a domain"),
    ],
)
def test_a_domain_is_the_clients_own(folder_of, problems_in, line, said):
    text = LEDGER.replace("domains: [acme.example]", line).replace("include:", "")
    [problem] = problems_in(folder_of({"ledger.yaml": text}) / "ledger.yaml")
    assert said in problem


def test_a_maildir_folder_is_read(tmp_path):
    for folder in ("cur", "new", "tmp"):
        (tmp_path / "mail" / folder).mkdir(parents=True)
    one = message("5 May 2026 12:00:00 +0200", name="1").partition("\n")[2]
    other = from_us("4 May 2026 12:00:00 +0200", name="2").partition("\n")[2]
    (tmp_path / "mail" / "cur" / "1:2,S").write_text(one)
    (tmp_path / "mail" / "new" / "2").write_text(other)
    (tmp_path / "mail" / "tmp" / "3").write_text(other)
    (tmp_path / "ledger.yaml").write_text(f"{LEDGER}- {{file: mail/, format: maildir}}\n")
    ledger = load_ledger(tmp_path / "ledger.yaml")
    found = [each for each in ledger.clients[0].events if isinstance(each, MessageEvent)]
    assert [event.direction for event in found] == ["in", "out"]


def test_a_folder_that_is_no_maildir_is_told(folder_of, problems_in):
    folder = folder_of({"ledger.yaml": f"{LEDGER}- {{file: mail, format: maildir}}\n"})
    [problem] = problems_in(folder / "ledger.yaml")
    assert "is not a Maildir folder" in problem


def test_no_line_of_a_mailbox_is_ever_shown(ledger):
    found = ledger(all_mbox=message("5 May 2026 12:00:00 +0200"))
    [event] = found.clients[0].events
    place = found.sources.place(event.mark)
    assert place.line == 1
    assert found.sources.line(place) == ""
    assert event.note is None


def test_a_later_message_is_not_seen_and_no_error(ledger):
    found = ledger(all_mbox=message("5 May 2027 12:00:00 +0200"))
    assert assess(found, as_of=AS_OF)


def test_who_wrote_to_whom(ledger):
    text = message("5 May 2026 12:00:00 +0200", THEIRS, OURS)
    text += from_us("6 May 2026 12:00:00 +0200", "bo@mail.example")
    acme, bolt = ledger(all_mbox=text).clients
    assert [event.direction for event in acme.events] == ["in"]
    assert [event.direction for event in bolt.events] == ["out"]


def test_messages_of_a_mailbox_are_kept_also_where_keeps_names_other_kinds(folder_of):
    text = LEDGER.replace("  currency: EUR\n", "  currency: EUR\n  keeps: [meeting]\n")
    mail = "".join(
        message(f"{day} May 2026 {hour:02}:00:00 +0200", name=f"{day}-{hour}")
        for day in range(1, 29)
        for hour in range(9, 17)
    )
    files = {"ledger.yaml": f"{text}- {{file: all.mbox, format: mbox}}\n", "all.mbox": mail}
    assert finding(load_ledger(folder_of(files)), "BND006") is not None
