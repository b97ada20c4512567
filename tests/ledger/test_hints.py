"""A first guess gets an answer of its own, with the place where it is written."""

import re

import pytest

from clienthealth.ledger import events, hints, models
from clienthealth.ledger.events import EVENT_MODELS
from clienthealth.ledger.fields import PLAIN_NUMBER
from clienthealth.ledger.hints import KEYS, KINDS, VALUES, key_hint, kind_hint
from clienthealth.ledger.spellings import (
    date_remedy,
    moment_remedy,
    number_remedy,
    whole_number_remedy,
)
from clienthealth.ledger.validation import known_keys

ONE_WORD = re.compile(r"[\w-]+")


def test_the_stage_follows_from_dates(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - {id: a, name: A, prospect: true}
    - {id: b, name: B, status: former}
    """
    first, second = doc_problems
    assert first.startswith('4:20: unknown key "prospect"; leave it out')
    assert "`since`" in first
    assert second.startswith('5:20: unknown key "status"; leave it out')
    assert "`until: 2026-01-31`" in second


def test_what_goes_by_another_name_is_not_missing_too(doc_problems):
    """
    version: 1
    company: {name: Ada, currency: EUR}
    clients:
    - id: a
      name: A
      invoices: [{Invoice Number: A1, invoice-date: 2026-01-05}]
    """
    assert [problem.partition(" (")[0] for problem in doc_problems] == [
        '2:1: unknown key "company"; did you mean "business"?',
        '6:14: "amount" is missing; add `amount: ...`',
        '6:15: unknown key "Invoice Number"; did you mean "number"?',
        '6:35: unknown key "invoice-date"; did you mean "issued"?',
    ]


def test_a_call_is_a_message(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: a
      name: A
      events: [{kind: Call, at: 2026-01-05}, {type: message, at: 2026-01-05}]
    """
    assert doc_problems == [
        (
            '6:19: kind: "Call" is not an event kind; log a call as `kind: message` '
            "with `channel: call`"
        ),
        '6:42: "kind" is missing; write `kind: message` in place of `type`',
    ]


def test_words_of_no_table_get_the_nearest_known_one(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: a
      nmae: A
      contract: {singed: 2026-01-05}
      events: [{kind: mesage, at: 2026-01-05}, {kind: meeting, at: 2026-01-05, outcome: No Show}]
    """
    assert [problem.partition(": ")[2] for problem in doc_problems] == [
        '"name" is missing; add `name: ...` (The client\'s name)',
        'unknown key "nmae"; did you mean "name"?',
        'unknown key "singed"; did you mean "signed"?',
        'kind: "mesage" is not an event kind; did you mean "message"?',
        (
            'outcome: "No Show" is not allowed here; did you mean "no-show"? Allowed: '
            "'held', 'cancelled', 'moved' or 'no-show'"
        ),
    ]


def test_a_comma_in_a_note_wants_quotation_marks(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: a
      name: A
      events:
      - {kind: stall, at: 2026-01-05, note: asking   her family, her friends, and a dog}
      - {note: yes,
         no: x, kind: stall, at: 2026-01-05, excuse: later , maybe # or never
        }
    """
    assert doc_problems == [
        (
            '7:62: note: a comma ends the text after "asking   her family"; put the text '
            'in quotation marks: `note: "asking her family, her friends, and a dog"`'
        ),
        '9:6: unknown key "no"; did you mean "note"?',
        (
            '9:58: excuse: a comma ends the text after "later"; put the text in quotation '
            'marks: `excuse: "later , maybe"`'
        ),
    ]


def test_a_piece_of_a_note_that_is_a_known_key_is_not_lost(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: a
      name: A
      time:
      - {date: 2026-01-05, hours: 2, note: family, project}
      - {note: family, project, dogs, billable, date: 2026-01-05, hours: 2}
      - {date: 2026-01-06, hours: 3, billable}
      - {"note": "family", project , date: 2026-01-07, hours: 2}
      - {project, date: 2026-01-08, hours: 2}
    """
    assert doc_problems == [
        (
            '7:48: note: a comma ends the text after "family"; put the text in quotation '
            'marks: `note: "family, project"`'
        ),
        (
            '8:20: note: a comma ends the text after "family"; put the text in quotation '
            'marks: `note: "family, project, dogs, billable"`'
        ),
        "9:34: billable: the key has no value; write `billable: ...`, or remove it",
        "10:24: project: the key has no value; write `project: ...`, or remove it",
        "11:6: project: the key has no value; write `project: ...`, or remove it",
    ]


def test_a_key_with_a_colon_and_no_value_is_as_if_it_were_not_there(doc_ledger):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: a
      name: A
      time: [{date: 2026-01-05, hours: 2, note: "family, project", project: , billable: ~},
        {date: 2026-01-05, hours: 1, "project":, note:
        }]
    """
    first, second = doc_ledger.clients[0].time
    assert (first.note, first.project, first.billable) == ("family, project", None, True)
    assert (second.note, second.project) == (None, None)


def test_a_key_with_a_comma_before_it_may_still_be_a_typing_error(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients: [{id: a, name: A, events: [{kind: message, at: 2026-01-05, note: hello, urgnt}]}]
    """
    assert doc_problems == ['3:82: unknown key "urgnt"; did you mean "urgent"?']


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("1,250.00", "write 1250.00"),
        ("1.250,00", "write 1250.00"),
        ("1'250.00", "write 1250.00"),
        ("1 250,5", "write 1250.5"),
        ("1,234,567", "write 1234567"),
        ("1.234.567", "write 1234567"),
        ("1,250", "write 1250 or 1.250, whichever you mean"),
        ("12,5", "write 12.5"),
        ("€1,250.00", "write 1250.00"),
        ("1250.- CHF", "write 1250"),
        ("EUR 12", "write 12"),
        ("(12.50)", "write -12.50"),
        ("-1,250.00", "write -1250.00"),
        ("12.50-", "write -12.50"),
        ("1e3", "write 1000"),
        ("15 %", "write 15"),
        ("130 hours", "write 130"),
        ("0.33333333", "write at most six decimals, as in 0.333333"),
        *(
            (text, number_remedy("", PLAIN_NUMBER))
            for text in ("ten", "1,25,0", "1.2.3", ",", "9" * 16, "1e400")
        ),
    ],
)
def test_a_number_is_proposed_as_the_ledger_writes_it(written, remedy):
    assert number_remedy(written, PLAIN_NUMBER) == remedy


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("28.02.2026", "write it as 2026-02-28"),
        ("28. 2. 26", "write it as 2026-02-28"),
        ("02/28/2026", "write it as 2026-02-28"),
        ("28-02-2026", "write it as 2026-02-28"),
        ("2026/2/8", "write it as 2026-02-08"),
        ("20260228", "write it as 2026-02-28"),
        ("Feb 28th, 2026", "write it as 2026-02-28"),
        ("28 February 2026", "write it as 2026-02-28"),
        ("03/04/2026", "write it as 2026-03-04 or 2026-04-03, whichever you mean"),
        ("3.4.2026", "write it as 2026-04-03"),
        ("2026-02", "write the day too, as in 2026-02-28"),
        ("2026-02-28T10:00", "write the day alone: 2026-02-28"),
        ("30.02.2026", "correct the day or the month, and write it as in 2026-02-28"),
        *((text, date_remedy("")) for text in ("soon", "28 Brumaire 2026x", "1/2/3/4")),
    ],
)
def test_a_day_is_proposed_as_the_ledger_writes_it(written, remedy):
    assert date_remedy(written) == remedy


def test_a_moment_keeps_its_time():
    assert moment_remedy("28.02.2026 9:30") == "write it as 2026-02-28T09:30"
    assert moment_remedy("28.02.2026, 09:30:15") == "write it as 2026-02-28T09:30:15"
    assert moment_remedy("28.02.2026") == "write it as 2026-02-28"


@pytest.mark.parametrize(
    ("written", "days"), [("30 days", 30), ("net 14", 14), ("2 weeks", 14), ("1 month", 30)]
)
def test_a_span_is_proposed_in_days(written, days):
    assert whole_number_remedy(written) == f"write {days}"


# The tables


def words(table):
    return [word for line in table for word in line.split()]


@pytest.mark.parametrize("model", KEYS, ids=lambda model: model.__name__)
def test_every_key_that_is_proposed_is_one_of_the_model(model):
    models_of = {model, *model.__subclasses__()}
    known = {key for each in models_of for key in known_keys(each)}
    assert {hint for hint in KEYS[model].values() if ONE_WORD.fullmatch(hint)} <= known


@pytest.mark.parametrize(
    "table",
    [*KEYS.values(), KINDS, *VALUES.values()],
    ids=[*(m.__name__ for m in KEYS), "kinds", *(f"{m.__name__}.{f}" for m, f in VALUES)],
)
def test_a_word_is_in_a_table_once_and_as_it_is_compared(table):
    assert len(words(table)) == len(set(words(table)))
    assert [word for word in words(table) if word != hints._word(word)] == []


def test_every_kind_that_is_proposed_exists_and_no_other_has_a_hint():
    for word in words(KINDS):
        hint = kind_hint(word)
        assert hint is not None
        named = re.findall(r"kind: (\w+)", hint) or ([hint] if ONE_WORD.fullmatch(hint) else [])
        assert set(named) <= set(EVENT_MODELS)
        assert word not in EVENT_MODELS


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (models.Client, "prospect status email hours terms notice scope rate"),
        (models.Contract, "scope terms notice revisions"),
        (models.Invoice, "no name date total vat"),
        (models.Ledger, "customers"),
        (events.StallEvent, "date comment reason"),
    ],
)
def test_the_words_of_the_field_have_a_hint(model, words):
    assert [word for word in words.split() if key_hint(model, word) is None] == []


def test_a_key_that_is_no_word_has_no_hint():
    assert key_hint(models.Client, "\0" * 1_000) is None
    assert key_hint(None, "email") is None
