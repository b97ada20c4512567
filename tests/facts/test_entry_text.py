"""Evidence in words: each entry in one short sentence, with nothing that is dated later."""

from datetime import date

import pytest

from clienthealth import assess
from clienthealth.facts.entry_text import EntryTexts
from clienthealth.ledger.events import EVENT_MODELS
from clienthealth.ledger.policy import Policy
from clienthealth.redaction.redact import redact
from clienthealth.redaction.redactor import Redactor
from one_client import TODAY, ledger_with

INVOICES = """
    invoices:
      - {number: A-1, issued: 2026-02-01, due: 2026-03-03, amount: 1783.51}
      - {number: A-2, issued: 2026-02-01, due: 2026-03-03, amount: 100, paid: 2026-03-04}
      - {number: A-3, issued: 2026-02-01, due: 2026-03-03, amount: 100, paid: 2026-03-03}
      - {number: A-4, issued: 2026-06-01, due: 2026-07-01, amount: 100, paid: 2026-07-31}
      - {number: A-5, issued: 2026-02-01, due: 2026-03-03, amount: 100,
         payments: [{date: 2026-03-20, amount: 60}, {date: 2026-07-20, amount: 40}]}
      - {number: A-6, issued: 2026-02-01, amount: 100, paid: unknown, due: 2026-03-03}
      - {number: A-7, issued: 2026-02-01, due: 2026-03-03, amount: 100, disputed: 2026-03-01,
         write_offs: [{date: 2026-06-01, amount: 100}]}
      - {number: A-8, issued: 2026-02-01, amount: 300,
         due: [{date: 2026-03-03, amount: 100}, {date: 2026-06-20, amount: 200}],
         payments: [{date: 2026-03-03, amount: 100}]}
      - {number: A-9, issued: 2026-02-01, due: 2026-03-03, amount: 100, status: void}
      - {number: A-10, issued: 2026-02-01, amount: -50, credits: A-11}
      - {number: A-11, issued: 2026-02-01, due: 2026-03-03, amount: 50}
      - {number: A-12, issued: 2026-02-01, due: 2026-03-03, amount: 100, disputed: 2026-07-01,
         write_offs: [{date: 2026-06-01, amount: 30}]}
"""


def texts(client: str, as_of: date = TODAY, *, withheld: bool = False) -> EntryTexts:
    """The entries of the client of a ledger in words."""
    return EntryTexts(ledger_with(client), 0, Policy(), as_of, withheld=withheld)


@pytest.mark.parametrize(
    ("position", "told"),
    [
        (0, "A-1, 1,783.51 EUR, due 3 Mar 2026, open, 119 days late"),
        (1, "A-2, 100.00 EUR, due 3 Mar 2026, paid 4 Mar 2026, 1 day late"),
        (2, "A-3, 100.00 EUR, due 3 Mar 2026, paid 3 Mar 2026, in time"),
        (3, "A-4, 100.00 EUR, due 1 Jul 2026, open"),
        (
            4,
            (
                "A-5, 100.00 EUR, due 3 Mar 2026, 60.00 EUR paid 20 Mar 2026, 17 days late, "
                "40.00 EUR open, 119 days late"
            ),
        ),
        (5, "A-6, 100.00 EUR, due 3 Mar 2026, paid, nobody knows when"),
        (
            6,
            (
                "A-7, 100.00 EUR, due 3 Mar 2026, written off 1 Jun 2026, 119 days past due, "
                "disputed 1 Mar 2026"
            ),
        ),
        (
            7,
            (
                "A-8, 300.00 EUR, 2 of 2 instalments due, 1 in time; "
                "20 Jun 2026: 200.00 EUR open, 10 days late"
            ),
        ),
        (8, "A-9, 100.00 EUR, void"),
        (9, "credit note A-10, 50.00 EUR, 1 Feb 2026"),
        (10, "A-11, 50.00 EUR, due 3 Mar 2026, credited in full"),
        (
            11,
            (
                "A-12, 100.00 EUR, due 3 Mar 2026, 70.00 EUR open, 119 days late, "
                "30.00 EUR written off 1 Jun 2026, 119 days past due"
            ),
        ),
    ],
)
def test_an_invoice_says_what_became_of_it(position: int, told: str) -> None:
    assert texts(INVOICES).text(("invoices", position)) == told


def test_nothing_that_is_dated_later_is_told() -> None:
    seen = texts(INVOICES, date(2026, 3, 10))
    assert seen.text(("invoices", 4)) == "A-5, 100.00 EUR, due 3 Mar 2026, open, 7 days late"
    assert seen.text(("invoices", 6)) == (
        "A-7, 100.00 EUR, due 3 Mar 2026, open, 7 days late, disputed 1 Mar 2026"
    )
    assert seen.text(("invoices", 3)) == "A-4, 100.00 EUR, not issued yet"


ENTRIES = """
    contract:
      signed: 2026-01-05
      walked_through: 2026-08-01
      notice_days: 30
      obligations: [{what: Style guide, due: 2026-06-01, done: 2026-07-05, prepaid: true}]
    contacts: [{name: Jo Braun, role: CEO, decision_maker: true}]
    fit: 2
    projects:
      - id: shop
        fee: 12000
        estimated_hours: 120
        change_requests:
          - {date: 2026-05-12, what: a second language, hours: 4, billed: 2026-07-31}
          - {date: 2026-05-13, billed: 2026-05-31}
        revisions: [{date: 2026-05-20, note: bluer}]
    time:
      - {date: 2026-05-12, hours: "4:30", project: shop, billable: false}
      - {month: 2026-05, hours: 26}
    payments: [{date: 2026-05-01, amount: 50}, {date: 2026-05-02, amount: -20, reason: refund}]
    costs: [{date: 2026-05-01, amount: 50, what: a licence}]
"""


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (("contract",), ("contract, signed 5 Jan 2026, not walked through together, "
                        "30 days of notice")),
        (("contract", "obligations", 0), ("Style guide, due 1 Jun 2026, not done, 29 days late, "
                                         "prepaid")),
        (("contacts", 0), "Jo Braun, CEO, can decide"),
        (("fit",), "fit 2 of 5"),
        (("projects", 0), "project shop, fee 12,000.00 EUR, 4.5 h worked of 120 h estimated"),
        (("projects", 0, "change_requests", 0), ("change request, 12 May 2026, 4 h, not billed, "
                                                '"a second language"')),
        (("projects", 0, "change_requests", 1), ("change request, 13 May 2026, "
                                                "billed 31 May 2026")),
        (("projects", 0, "revisions", 0), 'round of revisions, 20 May 2026, shop, "bluer"'),
        (("time", 0), "4.5 h, 12 May 2026, shop, not billable"),
        (("time", 1), "26 h, May 2026"),
        (("payments", 0), "payment, 50.00 EUR, 1 May 2026"),
        (("payments", 1), "money that went back, 20.00 EUR, 2 May 2026, refund"),
        (("costs", 0), 'own cost, 50.00 EUR, 1 May 2026, "a licence"'),
        ((), "the client as a whole"),
    ],
)  # fmt: skip
def test_every_kind_of_entry_has_its_sentence(path: tuple[str | int, ...], told: str) -> None:
    assert texts(ENTRIES).text(path) == told


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("kind: message, at: 2026-02-03T22:40, urgent: true", "message, 3 Feb 2026 22:40, urgent"),
        ("kind: message, at: 2026-02-03, channel: call", "call, 3 Feb 2026"),
        (
            "kind: message, at: 2026-06-03, direction: out, answered_at: 2026-07-03",
            "message to them, 3 Jun 2026, not answered",
        ),
        (
            "kind: message, at: 2026-06-03, direction: out, answered_at: 2026-06-05T09:00",
            "message to them, 3 Jun 2026, answered 5 Jun 2026 09:00",
        ),
        (
            "kind: meeting, at: 2026-02-03T10:00, outcome: no-show, ad_hoc: true",
            "meeting, 3 Feb 2026 10:00, no-show by them, at short notice",
        ),
        (
            "kind: meeting, at: 2026-02-03, decision_maker_present: false",
            "meeting, 3 Feb 2026, held, nobody there who can decide",
        ),
        ("kind: feedback, at: 2026-02-03, clear: false", "feedback, 3 Feb 2026, unclear"),
        (
            "kind: complaint, at: 2026-02-03, justified: false, about: speed",
            'complaint, 3 Feb 2026, not justified, "speed"',
        ),
        ("kind: stall, at: 2026-02-03, excuse: later", 'decision put off, 3 Feb 2026, "later"'),
        (
            "kind: decision, at: 2026-02-03, reversed: true",
            "decision, 3 Feb 2026, an earlier one taken back",
        ),
        (
            "kind: input_due, due: 2026-06-03, received: 2026-07-08",
            "input owed, due 3 Jun 2026, not received, 27 days late",
        ),
        (
            "kind: input_due, due: 2026-06-03, received: 2026-06-04",
            "input owed, due 3 Jun 2026, received 4 Jun 2026, 1 day late",
        ),
        (
            "kind: proposal_request, at: 2026-02-03",
            "proposal asked for, 3 Feb 2026, no answer promised by a day",
        ),
        (
            "kind: future_work_promise, at: 2026-02-03, kept: 2026-07-03",
            "promise of later work, 3 Feb 2026, not kept",
        ),
        (
            "kind: misconduct, at: 2026-02-03, level: disrespectful, note: shouted",
            'disrespectful behaviour, 3 Feb 2026, "shouted"',
        ),
        (
            "kind: distress_signal, at: 2026-02-03, what: new-owner",
            "sign of distress, 3 Feb 2026, new owner",
        ),
        (
            "kind: boundary, at: 2026-02-03, about: [PAY001, SCO]",
            "boundary talk, 3 Feb 2026, about PAY001, SCO",
        ),
        (
            "kind: outreach, at: 2026-02-03, step: call",
            "outreach by call, 3 Feb 2026, no answer",
        ),
        (
            "kind: cancelled_project, at: 2026-02-03, kill_fee: 200",
            "project called off, 3 Feb 2026, by them, kill fee 200.00 EUR",
        ),
        (
            "kind: lapse, at: 2026-02-03, what: shoddy-work",
            "lapse of ours, 3 Feb 2026, shoddy work",
        ),
        ("kind: praise, at: 2026-02-03, note: lovely", 'praise, 3 Feb 2026, "lovely"'),
        ("kind: free_advice, at: 2026-02-03", "free advice asked for, 3 Feb 2026"),
    ],
)
def test_an_event_says_when_it_was_and_what_makes_it_evidence(event: str, told: str) -> None:
    assert texts(f"events: [{{{event}}}]").text(("events", 0)) == told


def test_a_time_with_an_offset_is_told_in_the_time_of_the_business() -> None:
    hours = "working_hours: {start: '09:00', end: '18:00', timezone: Europe/Berlin}"
    event = "events: [{kind: message, at: 2026-02-03T23:40+00:00}]"
    seen = EntryTexts(ledger_with(event, hours), 0, Policy(), TODAY)
    assert seen.text(("events", 0)) == "message, 4 Feb 2026 00:40"


MISCONDUCT = "{kind: misconduct, at: 2026-05-03, level: abusive, what: Sunshine, note: Thunder}"
PRIVATE = f"""
    invoices: [{{number: SECRET-1, issued: 2026-02-01, due: 2026-03-03, amount: 1783.51}}]
    events: [{MISCONDUCT}]
    contract:
      obligations: [{{what: Style guide, due: 2026-06-01}}]
"""


def test_words_names_and_amounts_are_left_out_of_what_is_redacted() -> None:
    seen = texts(PRIVATE, withheld=True)
    assert seen.text(("invoices", 0)) == "invoice-1, due 3 Mar 2026, open, 119 days late"
    assert seen.text(("events", 0)) == "abusive behaviour, 3 May 2026"
    assert seen.text(("contract", "obligations", 0)) == (
        "obligation-1, due 1 Jun 2026, not done, 29 days late"
    )


def test_a_redacted_assessment_keeps_the_sentences_that_give_nothing_away() -> None:
    assessment = assess(ledger_with(PRIVATE), as_of=TODAY)
    redacted = redact(assessment, Redactor(None))
    client = redacted.clients[0]
    told = [
        redacted.texts(client).text(path)
        for finding in client.findings
        for path in finding.evidence or ((),)
    ]
    assert "invoice-1, due 3 Mar 2026, open, 119 days late" in told
    assert "abusive behaviour, 3 May 2026" in told
    assert not any(word in text for text in told for word in ("SECRET", "1,783", "Thunder"))


def test_every_kind_of_event_can_be_told() -> None:
    """Of a kind without words of its own its key is the name, and the note follows."""
    required = {
        "feedback": "clear: true",
        "complaint": "justified: true",
        "misconduct": "level: annoying, note: x",
        "distress_signal": "what: other",
        "boundary": "about: [PAY]",
        "outreach": "step: mail",
        "lapse": "what: felt-cheated",
        "input_due": "due: 2026-02-03",
    }
    for kind in EVENT_MODELS:
        event = f"kind: {kind}, at: 2026-02-03, {required.get(kind, '')}".rstrip(", ")
        assert "3 Feb 2026" in texts(f"events: [{{{event}}}]").text(("events", 0))


@pytest.mark.parametrize(("length", "end"), [(80, "x" * 80), (81, "x" * 79 + "…")])
def test_the_ledgers_own_words_are_quoted_up_to_eighty_characters(length: int, end: str) -> None:
    said = texts(f"events: [{{kind: stall, at: 2026-05-04, note: {'x' * length}}}]")
    assert f'"{end}"' in said.text(("events", 0))


@pytest.mark.parametrize(("withheld", "name"), [(False, "B,"), (True, "invoice-2,")])
def test_a_withheld_entry_is_named_by_its_place(withheld: bool, name: str) -> None:
    invoices = ", ".join(f"{{number: {n}, issued: 2026-05-04, amount: 1}}" for n in "AB")
    said = texts(f"invoices: [{invoices}]", withheld=withheld)
    assert said.text(("invoices", 1)).startswith(name)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("complaint, justified: true", "about"),
        ("stall", "excuse"),
        ("decision", "what"),
        ("input_due, due: 2026-05-10", "what"),
        ("proposal_request", "what"),
        ("payment_excuse", "excuse"),
        ("agreement_dispute", "about"),
    ],
)
def test_an_event_is_told_by_its_own_words_or_by_its_note(kind: str, field: str) -> None:
    both = texts(f"events: [{{kind: {kind}, at: 2026-05-04, {field}: Sunshine, note: Thunder}}]")
    own = texts(f"events: [{{kind: {kind}, at: 2026-05-04, {field}: Sunshine}}]")
    note = texts(f"events: [{{kind: {kind}, at: 2026-05-04, note: Thunder}}]")
    assert both.text(("events", 0)).endswith('"Sunshine"')
    assert own.text(("events", 0)).endswith('"Sunshine"')
    assert note.text(("events", 0)).endswith('"Thunder"')


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("kind: complaint, justified: true", "justified"),
        ("kind: complaint, justified: false", "not justified"),
        ("kind: feedback, clear: true", "clear"),
        ("kind: feedback, clear: false", "unclear"),
        ("kind: meeting, outcome: held", "held"),
        ("kind: meeting, outcome: cancelled, by: client", "cancelled by them"),
        ("kind: meeting, outcome: cancelled, by: us", "cancelled by you"),
        ("kind: meeting, ad_hoc: true", "held, at short notice"),
        (
            "kind: meeting, decision_maker_present: false",
            "held, nobody there who can decide",
        ),
        ("kind: meeting, decision_maker_present: true", "held"),
        ("kind: decision, reversed: true", "an earlier one taken back"),
    ],
)
def test_an_event_is_told_by_what_it_says(event: str, told: str) -> None:
    said = texts(f"events: [{{{event}, at: 2026-05-04}}]").text(("events", 0))
    assert said.endswith(f"4 May 2026, {told}")


PLANS = """
    invoices:
      - number: B-1
        issued: 2026-01-01
        amount: 900
        disputed: 2026-02-01
        due:
          - {date: 2026-02-01, amount: 100}
          - {date: 2026-03-01, amount: 100}
          - {date: 2026-04-01, amount: 100}
          - {date: 2026-05-01, amount: 600}
        payments: [{date: 2026-02-01, amount: 100}, {date: 2026-03-04, amount: 100}]
      - number: B-2
        issued: 2026-06-01
        amount: 200
        due: [{date: 2026-07-01, amount: 100}, {date: 2026-08-01, amount: 100}]
      - number: B-3
        issued: 2026-01-01
        due: 2026-02-01
        amount: 900
        payments:
          - {date: 2026-02-01, amount: 100}
          - {date: 2026-02-02, amount: 100}
          - {date: 2026-02-03, amount: 100}
          - {date: 2026-02-04, amount: 100}
          - {date: 2026-02-05, amount: 100}
          - {date: 2026-02-06, amount: 100}
          - {date: 2026-02-07, amount: 100}
          - {date: 2026-02-08, amount: 200}
      - {number: B-4, issued: 2026-01-01, due: 2026-02-01, amount: 100, settled: 60}
"""


@pytest.mark.parametrize(
    ("position", "told"),
    [
        (
            0,
            (
                "B-1, 900.00 EUR, 4 of 4 instalments due, 1 in time, disputed 1 Feb 2026; "
                "1 Mar 2026: 100.00 EUR paid 4 Mar 2026, 3 days late; "
                "1 Apr 2026: 100.00 EUR open, 90 days late; "
                "1 May 2026: 600.00 EUR open, 60 days late"
            ),
        ),
        (1, "B-2, 200.00 EUR, 2 instalments, the first due 1 Jul 2026, open"),
        (
            2,
            (
                "B-3, 900.00 EUR, due 1 Feb 2026, 200.00 EUR in 2 earlier payments, "
                "100.00 EUR paid 3 Feb 2026, 2 days late, 100.00 EUR paid 4 Feb 2026, 3 days late, "
                "100.00 EUR paid 5 Feb 2026, 4 days late, 100.00 EUR paid 6 Feb 2026, 5 days late, "
                "100.00 EUR paid 7 Feb 2026, 6 days late, 200.00 EUR paid 8 Feb 2026, 7 days late"
            ),
        ),
        (
            3,
            (
                "B-4, 100.00 EUR, due 1 Feb 2026, 40.00 EUR open, 149 days late, "
                "60.00 EUR paid, nobody knows when"
            ),
        ),
    ],
)
def test_the_parts_of_an_invoice_add_up_to_it(position: int, told: str) -> None:
    assert texts(PLANS).text(("invoices", position)) == told


def test_withheld_the_parts_have_no_amounts() -> None:
    assert texts(PLANS, withheld=True).text(("invoices", 3)) == (
        "invoice-4, due 1 Feb 2026, partly open, 149 days late, partly paid, nobody knows when"
    )
