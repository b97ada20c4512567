"""Twelve clients that settle what a fair verdict is: no rule may tip one of them unnoticed.

tests/benchmarks/balance.py runs these same tests under other weights and thresholds.
"""

from balance.surroundings import action, because, held_by
from clienthealth import ClientAssessment


def test_pays_early_is_clear_and_brings_more_than_asked(client: ClientAssessment) -> None:
    """
    # Pays in 12 days on 30-day terms, says clearly what it wants, and brings 110 an hour.
    id: heron
    name: Heron Maps
    since: 2024-09-02
    contacts: [{name: Tessa Roy, role: owner, decision_maker: true, champion: true}]
    contract: {signed: 2024-08-26, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: maps and legends, included_revisions: 2}
    invoices:
      - {number: "101", issued: 2025-08-29, amount: 1760, payments: [{date: 2025-09-10, amount: 1760}]}
      - {number: "102", issued: 2025-10-31, amount: 2200, payments: [{date: 2025-11-12, amount: 2200}]}
      - {number: "103", issued: 2025-12-19, amount: 1320, payments: [{date: 2025-12-31, amount: 1320}]}
      - {number: "104", issued: 2026-02-27, amount: 1760, payments: [{date: 2026-03-11, amount: 1760}]}
      - {number: "105", issued: 2026-04-30, amount: 2200, payments: [{date: 2026-05-12, amount: 2200}]}
    time:
      - {date: 2025-08-21, hours: 8}
      - {date: 2025-08-26, hours: 8}
      - {date: 2025-10-23, hours: 10}
      - {date: 2025-10-28, hours: 10}
      - {date: 2025-12-11, hours: 6}
      - {date: 2025-12-16, hours: 6}
      - {date: 2026-02-19, hours: 8}
      - {date: 2026-02-24, hours: 8}
      - {date: 2026-04-22, hours: 10}
      - {date: 2026-04-27, hours: 10}
    events:
      - {kind: meeting, at: 2025-08-12, decision_maker_present: true}
      - {kind: feedback, at: 2025-08-27, clear: true}
      - {kind: message, at: 2025-09-23T10:40, channel: call}
      - {kind: feedback, at: 2025-10-28, clear: true}
      - {kind: decision, at: 2025-11-11, what: relief shading on all sheets}
      - {kind: input_due, due: 2025-12-05, received: 2025-12-03, what: the place names}
      - {kind: feedback, at: 2025-12-17, clear: true}
      - {kind: meeting, at: 2026-02-03, decision_maker_present: true}
      - {kind: message, at: 2026-02-12T15:15, direction: out, answered_at: 2026-02-13}
      - {kind: praise, at: 2026-03-02, note: the printers wrote as well}
      - {kind: input_due, due: 2026-04-10, received: 2026-04-10, what: the new bus lines}
      - {kind: feedback, at: 2026-04-28, clear: true}
    """
    assert action(client) == "keep"
    assert client.effective_rate == 110


def test_is_three_weeks_late_and_was_never_told(client: ClientAssessment) -> None:
    """
    # Three weeks late on every invoice, otherwise fine. It has never been told.
    id: fennel
    name: Fennel and Daughters
    since: 2024-05-06
    contacts: [{name: Bea Fennel, role: owner, decision_maker: true, champion: true}]
    contract: {signed: 2024-04-29, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: shop and newsletter, included_revisions: 2}
    invoices:
      - {number: "201", issued: 2025-07-31, amount: 1140, payments: [{date: 2025-09-20, amount: 1140}]}
      - {number: "202", issued: 2025-09-30, amount: 1140, payments: [{date: 2025-11-21, amount: 1140}]}
      - {number: "203", issued: 2025-11-28, amount: 1140, payments: [{date: 2026-01-17, amount: 1140}]}
      - {number: "204", issued: 2026-01-30, amount: 1140, payments: [{date: 2026-03-22, amount: 1140}]}
      - {number: "205", issued: 2026-03-20, amount: 1140, payments: [{date: 2026-05-12, amount: 1140}]}
      - {number: "206", issued: 2026-04-24, amount: 1140, payments: [{date: 2026-06-14, amount: 1140}]}
    time:
      - {date: 2025-07-24, hours: 4}
      - {date: 2025-07-25, hours: 4}
      - {date: 2025-07-28, hours: 4}
      - {date: 2025-09-23, hours: 4}
      - {date: 2025-09-25, hours: 4}
      - {date: 2025-09-26, hours: 4}
      - {date: 2025-11-20, hours: 4}
      - {date: 2025-11-21, hours: 4}
      - {date: 2025-11-25, hours: 4}
      - {date: 2026-01-22, hours: 4}
      - {date: 2026-01-23, hours: 4}
      - {date: 2026-01-27, hours: 4}
      - {date: 2026-03-12, hours: 4}
      - {date: 2026-03-13, hours: 4}
      - {date: 2026-03-17, hours: 4}
      - {date: 2026-04-16, hours: 4}
      - {date: 2026-04-17, hours: 4}
      - {date: 2026-04-21, hours: 4}
    events:
      - {kind: meeting, at: 2025-09-08, decision_maker_present: true}
      - {kind: feedback, at: 2025-09-29, clear: true}
      - {kind: message, at: 2025-10-29T11:00, direction: out, answered_at: 2025-10-30, note: a friendly reminder}
      - {kind: feedback, at: 2025-11-27, clear: true}
      - {kind: meeting, at: 2026-01-12, decision_maker_present: true}
      - {kind: praise, at: 2026-02-04}
      - {kind: referral, at: 2026-02-16, note: her sister}
      - {kind: feedback, at: 2026-04-22, clear: true}
    """
    assert action(client) == "renegotiate"
    assert because(client) == ("PAY001",)


def test_is_no_better_three_months_after_the_talk(client: ClientAssessment) -> None:
    """
    # The same client, three months after a talk about it and no better since. All is paid.
    id: fennel
    name: Fennel and Daughters
    since: 2024-05-06
    contacts: [{name: Bea Fennel, role: owner, decision_maker: true, champion: true}]
    contract: {signed: 2024-04-29, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: shop and newsletter, included_revisions: 2}
    invoices:
      - {number: "201", issued: 2025-07-31, amount: 1140, payments: [{date: 2025-09-20, amount: 1140}]}
      - {number: "202", issued: 2025-09-30, amount: 1140, payments: [{date: 2025-11-21, amount: 1140}]}
      - {number: "203", issued: 2025-11-28, amount: 1140, payments: [{date: 2026-01-17, amount: 1140}]}
      - {number: "204", issued: 2026-01-30, amount: 1140, payments: [{date: 2026-03-22, amount: 1140}]}
      - {number: "205", issued: 2026-03-20, amount: 1140, payments: [{date: 2026-05-12, amount: 1140}]}
      - {number: "206", issued: 2026-04-24, amount: 1140, payments: [{date: 2026-06-14, amount: 1140}]}
    time:
      - {date: 2025-07-24, hours: 4}
      - {date: 2025-07-25, hours: 4}
      - {date: 2025-07-28, hours: 4}
      - {date: 2025-09-23, hours: 4}
      - {date: 2025-09-25, hours: 4}
      - {date: 2025-09-26, hours: 4}
      - {date: 2025-11-20, hours: 4}
      - {date: 2025-11-21, hours: 4}
      - {date: 2025-11-25, hours: 4}
      - {date: 2026-01-22, hours: 4}
      - {date: 2026-01-23, hours: 4}
      - {date: 2026-01-27, hours: 4}
      - {date: 2026-03-12, hours: 4}
      - {date: 2026-03-13, hours: 4}
      - {date: 2026-03-17, hours: 4}
      - {date: 2026-04-16, hours: 4}
      - {date: 2026-04-17, hours: 4}
      - {date: 2026-04-21, hours: 4}
    events:
      - {kind: meeting, at: 2025-09-08, decision_maker_present: true}
      - {kind: feedback, at: 2025-09-29, clear: true}
      - {kind: message, at: 2025-10-29T11:00, direction: out, answered_at: 2025-10-30, note: a friendly reminder}
      - {kind: feedback, at: 2025-11-27, clear: true}
      - {kind: meeting, at: 2026-01-12, decision_maker_present: true}
      - {kind: praise, at: 2026-02-04}
      - {kind: referral, at: 2026-02-16, note: her sister}
      - {kind: boundary, at: 2026-03-30, about: [late-payment], note: from now on within the terms or work stops}
      - {kind: feedback, at: 2026-04-22, clear: true}
    """
    assert action(client) == "let-go"
    assert because(client) == ("PAY001",)
    assert "collect-first" not in held_by(client)


def test_is_no_better_and_still_owes_money(client: ClientAssessment) -> None:
    """
    # The same again, and the last invoice is open, by now for nearly three weeks.
    id: fennel
    name: Fennel and Daughters
    since: 2024-05-06
    contacts: [{name: Bea Fennel, role: owner, decision_maker: true, champion: true}]
    contract: {signed: 2024-04-29, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: shop and newsletter, included_revisions: 2}
    invoices:
      - {number: "201", issued: 2025-07-31, amount: 1140, payments: [{date: 2025-09-20, amount: 1140}]}
      - {number: "202", issued: 2025-09-30, amount: 1140, payments: [{date: 2025-11-21, amount: 1140}]}
      - {number: "203", issued: 2025-11-28, amount: 1140, payments: [{date: 2026-01-17, amount: 1140}]}
      - {number: "204", issued: 2026-01-30, amount: 1140, payments: [{date: 2026-03-22, amount: 1140}]}
      - {number: "205", issued: 2026-03-20, amount: 1140, payments: [{date: 2026-05-12, amount: 1140}]}
      - {number: "206", issued: 2026-04-24, amount: 1140, payments: [{date: 2026-06-14, amount: 1140}]}
      - {number: "207", issued: 2026-05-12, amount: 1140}
    time:
      - {date: 2025-07-24, hours: 4}
      - {date: 2025-07-25, hours: 4}
      - {date: 2025-07-28, hours: 4}
      - {date: 2025-09-23, hours: 4}
      - {date: 2025-09-25, hours: 4}
      - {date: 2025-09-26, hours: 4}
      - {date: 2025-11-20, hours: 4}
      - {date: 2025-11-21, hours: 4}
      - {date: 2025-11-25, hours: 4}
      - {date: 2026-01-22, hours: 4}
      - {date: 2026-01-23, hours: 4}
      - {date: 2026-01-27, hours: 4}
      - {date: 2026-03-12, hours: 4}
      - {date: 2026-03-13, hours: 4}
      - {date: 2026-03-17, hours: 4}
      - {date: 2026-04-16, hours: 4}
      - {date: 2026-04-17, hours: 4}
      - {date: 2026-04-21, hours: 4}
      - {date: 2026-05-05, hours: 4}
      - {date: 2026-05-07, hours: 4}
      - {date: 2026-05-08, hours: 4}
    events:
      - {kind: meeting, at: 2025-09-08, decision_maker_present: true}
      - {kind: feedback, at: 2025-09-29, clear: true}
      - {kind: message, at: 2025-10-29T11:00, direction: out, answered_at: 2025-10-30, note: a friendly reminder}
      - {kind: feedback, at: 2025-11-27, clear: true}
      - {kind: meeting, at: 2026-01-12, decision_maker_present: true}
      - {kind: praise, at: 2026-02-04}
      - {kind: referral, at: 2026-02-16, note: her sister}
      - {kind: boundary, at: 2026-03-30, about: [late-payment], note: from now on within the terms or work stops}
      - {kind: feedback, at: 2026-04-22, clear: true}
    """
    assert action(client) == "let-go"
    assert because(client) == ("PAY001",)
    assert "collect-first" in held_by(client)


def test_writes_and_calls_at_night(client: ClientAssessment) -> None:
    """
    # Pays on time and brings the target rate, but two of three of its sixty messages come at night,
    # urgent ones and calls among them.
    id: nocturne
    name: Nocturne Records
    since: 2025-06-02
    contacts: [{name: Dex Amari, role: label manager, decision_maker: true, champion: true}]
    contract: {signed: 2025-05-26, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: sleeves and site, included_revisions: 2}
    invoices:
      - {number: "401", issued: 2025-09-30, amount: 1900, payments: [{date: 2025-10-27, amount: 1900}]}
      - {number: "402", issued: 2025-11-28, amount: 1900, payments: [{date: 2025-12-24, amount: 1900}]}
      - {number: "403", issued: 2026-01-30, amount: 1900, payments: [{date: 2026-02-24, amount: 1900}]}
      - {number: "404", issued: 2026-03-31, amount: 1900, payments: [{date: 2026-04-24, amount: 1900}]}
      - {number: "405", issued: 2026-05-20, amount: 1900, payments: [{date: 2026-06-16, amount: 1900}]}
    time:
      - {date: 2025-09-19, hours: 5}
      - {date: 2025-09-23, hours: 5}
      - {date: 2025-09-25, hours: 5}
      - {date: 2025-09-26, hours: 5}
      - {date: 2025-11-19, hours: 5}
      - {date: 2025-11-20, hours: 5}
      - {date: 2025-11-21, hours: 5}
      - {date: 2025-11-25, hours: 5}
      - {date: 2026-01-21, hours: 5}
      - {date: 2026-01-22, hours: 5}
      - {date: 2026-01-23, hours: 5}
      - {date: 2026-01-27, hours: 5}
      - {date: 2026-03-20, hours: 5}
      - {date: 2026-03-24, hours: 5}
      - {date: 2026-03-26, hours: 5}
      - {date: 2026-03-27, hours: 5}
      - {date: 2026-05-11, hours: 5}
      - {date: 2026-05-13, hours: 5}
      - {date: 2026-05-14, hours: 5}
      - {date: 2026-05-15, hours: 5}
    events:
      - {kind: message, at: 2025-09-02T23:20, channel: email}
      - {kind: message, at: 2025-09-08T22:50, channel: email}
      - {kind: message, at: 2025-09-15T17:15, channel: email}
      - {kind: message, at: 2025-09-21T23:20, urgent: true}
      - {kind: message, at: 2025-09-27T00:25, urgent: true}
      - {kind: message, at: 2025-10-04T19:45, urgent: true}
      - {kind: message, at: 2025-10-11T05:50, channel: email}
      - {kind: message, at: 2025-10-15T22:15, channel: email}
      - {kind: message, at: 2025-10-19T00:25, channel: email}
      - {kind: message, at: 2025-10-24T09:20, channel: email}
      - {kind: message, at: 2025-10-31T10:05, channel: email}
      - {kind: message, at: 2025-11-07T10:05, channel: email}
      - {kind: message, at: 2025-11-12T21:40, channel: email}
      - {kind: message, at: 2025-11-14T23:05, channel: email}
      - {kind: message, at: 2025-11-20T20:35, urgent: true}
      - {kind: message, at: 2025-11-25T23:20, urgent: true}
      - {kind: message, at: 2025-11-28T15:25, channel: email}
      - {kind: message, at: 2025-12-01T20:35, channel: email}
      - {kind: message, at: 2025-12-08T00:25, urgent: true}
      - {kind: message, at: 2025-12-10T05:50, channel: email}
      - {kind: message, at: 2025-12-17T16:40, urgent: true}
      - {kind: message, at: 2025-12-23T20:35, urgent: true}
      - {kind: message, at: 2025-12-29T23:05, urgent: true}
      - {kind: message, at: 2026-01-05T11:30, channel: call}
      - {kind: message, at: 2026-01-09T22:15, channel: email}
      - {kind: message, at: 2026-01-16T22:50, channel: email}
      - {kind: message, at: 2026-01-18T23:20, channel: email}
      - {kind: message, at: 2026-01-23T16:40, urgent: true}
      - {kind: message, at: 2026-01-27T17:15, channel: email}
      - {kind: message, at: 2026-01-29T10:05, urgent: true}
      - {kind: message, at: 2026-01-31T20:35, urgent: true}
      - {kind: message, at: 2026-02-04T12:10, channel: call}
      - {kind: message, at: 2026-02-08T23:20, channel: email}
      - {kind: message, at: 2026-02-13T09:20, urgent: true}
      - {kind: message, at: 2026-02-17T22:15, channel: call}
      - {kind: message, at: 2026-02-23T20:35, urgent: true}
      - {kind: message, at: 2026-02-28T00:25, channel: email}
      - {kind: message, at: 2026-03-06T19:45, channel: email}
      - {kind: message, at: 2026-03-13T23:20, channel: email}
      - {kind: message, at: 2026-03-17T21:40, urgent: true}
      - {kind: message, at: 2026-03-24T21:40, urgent: true}
      - {kind: message, at: 2026-03-27T11:30, channel: email}
      - {kind: message, at: 2026-04-02T13:45, urgent: true}
      - {kind: message, at: 2026-04-08T06:10, channel: call}
      - {kind: message, at: 2026-04-10T23:05, urgent: true}
      - {kind: message, at: 2026-04-12T05:50, urgent: true}
      - {kind: message, at: 2026-04-17T11:30, channel: email}
      - {kind: message, at: 2026-04-23T10:05, channel: email}
      - {kind: message, at: 2026-04-29T14:30, channel: email}
      - {kind: message, at: 2026-05-06T22:50, channel: email}
      - {kind: message, at: 2026-05-08T16:40, channel: call}
      - {kind: message, at: 2026-05-13T06:10, channel: call}
      - {kind: message, at: 2026-05-18T23:05, channel: call}
      - {kind: message, at: 2026-05-22T11:30, channel: email}
      - {kind: message, at: 2026-05-29T05:50, urgent: true}
      - {kind: message, at: 2026-06-03T21:40, channel: email}
      - {kind: message, at: 2026-06-05T16:40, channel: call}
      - {kind: message, at: 2026-06-05T21:40, channel: call}
      - {kind: message, at: 2026-06-14T06:10, urgent: true}
      - {kind: message, at: 2026-06-16T20:35, channel: call}
      - {kind: feedback, at: 2025-09-29, clear: true}
      - {kind: meeting, at: 2025-11-04, decision_maker_present: true}
      - {kind: feedback, at: 2026-01-28, clear: true}
      - {kind: meeting, at: 2026-03-10, decision_maker_present: true}
      - {kind: feedback, at: 2026-05-19, clear: true}
    """
    assert action(client) == "renegotiate"
    assert "BND001" in because(client)


def test_is_abusive_once(client: ClientAssessment) -> None:
    """
    # Has been perfect for two years: prompt, clear, well paid. Then one abusive outburst.
    id: granite
    name: Granite Legal
    since: 2024-02-05
    contacts: [{name: P. Stone, role: partner, decision_maker: true, champion: true}]
    contract: {signed: 2024-01-29, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: site and care, included_revisions: 2}
    invoices:
      - {number: "501", issued: 2025-08-29, amount: 2100, payments: [{date: 2025-09-20, amount: 2100}]}
      - {number: "502", issued: 2025-11-14, amount: 2100, payments: [{date: 2025-12-05, amount: 2100}]}
      - {number: "503", issued: 2026-02-13, amount: 2100, payments: [{date: 2026-03-05, amount: 2100}]}
      - {number: "504", issued: 2026-05-08, amount: 2100, payments: [{date: 2026-05-27, amount: 2100}]}
    time:
      - {date: 2025-08-20, hours: 5}
      - {date: 2025-08-21, hours: 5}
      - {date: 2025-08-22, hours: 5}
      - {date: 2025-08-26, hours: 5}
      - {date: 2025-11-05, hours: 5}
      - {date: 2025-11-06, hours: 5}
      - {date: 2025-11-07, hours: 5}
      - {date: 2025-11-11, hours: 5}
      - {date: 2026-02-04, hours: 5}
      - {date: 2026-02-05, hours: 5}
      - {date: 2026-02-06, hours: 5}
      - {date: 2026-02-10, hours: 5}
      - {date: 2026-04-29, hours: 5}
      - {date: 2026-04-30, hours: 5}
      - {date: 2026-05-01, hours: 5}
      - {date: 2026-05-05, hours: 5}
    events:
      - {kind: referral, at: 2025-08-20}
      - {kind: feedback, at: 2025-08-28, clear: true}
      - {kind: meeting, at: 2025-11-03, decision_maker_present: true}
      - {kind: praise, at: 2025-11-20}
      - {kind: feedback, at: 2026-02-12, clear: true}
      - {kind: meeting, at: 2026-04-13, decision_maker_present: true}
      - {kind: feedback, at: 2026-05-07, clear: true}
      - {kind: misconduct, at: 2026-06-11, level: abusive, note: screamed at Lea on the phone until she wept and threatened to come by}
    """
    assert action(client) == "fire"
    assert because(client) == ("BND005",)


def test_is_polite_and_cheap(client: ClientAssessment) -> None:
    """
    # Brings 55 an hour, where an hour costs 48. Polite, pays on time, and the last of twelve.
    id: parish
    name: Parish Choir
    since: 2023-10-02
    contacts: [{name: Ruth Penn, role: chair, decision_maker: true, champion: true}]
    contract: {signed: 2023-09-25, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: programmes and posters, included_revisions: 2}
    invoices:
      - {number: "601", issued: 2025-09-26, amount: 880, payments: [{date: 2025-10-24, amount: 880}]}
      - {number: "602", issued: 2025-12-12, amount: 880, payments: [{date: 2026-01-06, amount: 880}]}
      - {number: "603", issued: 2026-03-13, amount: 880, payments: [{date: 2026-04-04, amount: 880}]}
      - {number: "604", issued: 2026-05-22, amount: 880, payments: [{date: 2026-06-10, amount: 880}]}
    time:
      - {date: 2025-09-17, hours: 4}
      - {date: 2025-09-18, hours: 4}
      - {date: 2025-09-19, hours: 4}
      - {date: 2025-09-23, hours: 4}
      - {date: 2025-12-03, hours: 4}
      - {date: 2025-12-04, hours: 4}
      - {date: 2025-12-05, hours: 4}
      - {date: 2025-12-09, hours: 4}
      - {date: 2026-03-04, hours: 4}
      - {date: 2026-03-05, hours: 4}
      - {date: 2026-03-06, hours: 4}
      - {date: 2026-03-10, hours: 4}
      - {date: 2026-05-13, hours: 4}
      - {date: 2026-05-14, hours: 4}
      - {date: 2026-05-15, hours: 4}
      - {date: 2026-05-19, hours: 4}
    events:
      - {kind: feedback, at: 2025-09-25, clear: true}
      - {kind: meeting, at: 2025-11-18, decision_maker_present: true}
      - {kind: praise, at: 2025-12-15, note: a card from all the altos}
      - {kind: message, at: 2026-02-10T10:20, channel: email}
      - {kind: feedback, at: 2026-03-12, clear: true}
      - {kind: referral, at: 2026-04-02}
      - {kind: message, at: 2026-04-21, direction: out, answered_at: 2026-04-22}
      - {kind: feedback, at: 2026-05-21, clear: true}
    """
    assert action(client) == "renegotiate"
    assert because(client) == ("VAL001",)
    assert client.effective_rate == 55
    assert client.rank == 12
    assert client.bottom
    assert not client.grinder


def test_grinds(client: ClientAssessment) -> None:
    """
    # Below cost, discount after discount, baits with later work, disputes two invoices, is never
    # satisfied; the last of twelve. It was never told, and of a grinder that makes no difference.
    id: millstone
    name: Millstone Trading
    since: 2024-06-03
    contacts: [{name: Gus Hale, role: owner, decision_maker: true, champion: false}]
    contract: {signed: 2024-05-30, walked_through: false, terms_days: 30}
    invoices:
      - {number: "701", issued: 2025-08-29, amount: 760, payments: [{date: 2025-10-07, amount: 760}]}
      - {number: "702", issued: 2025-10-31, amount: 760, disputed: 2025-11-19, payments: [{date: 2025-12-14, amount: 760}]}
      - {number: "703", issued: 2026-01-16, amount: 760, payments: [{date: 2026-02-21, amount: 760}]}
      - {number: "704", issued: 2026-03-20, amount: 760, disputed: 2026-04-07, payments: [{date: 2026-05-07, amount: 760}]}
      - {number: "705", issued: 2026-05-08, amount: 760}
    time:
      - {date: 2025-08-20, hours: 5}
      - {date: 2025-08-21, hours: 5}
      - {date: 2025-08-22, hours: 5}
      - {date: 2025-08-26, hours: 5}
      - {date: 2025-10-22, hours: 5}
      - {date: 2025-10-23, hours: 5}
      - {date: 2025-10-24, hours: 5}
      - {date: 2025-10-28, hours: 5}
      - {date: 2026-01-07, hours: 5}
      - {date: 2026-01-08, hours: 5}
      - {date: 2026-01-09, hours: 5}
      - {date: 2026-01-13, hours: 5}
      - {date: 2026-03-11, hours: 5}
      - {date: 2026-03-12, hours: 5}
      - {date: 2026-03-13, hours: 5}
      - {date: 2026-03-17, hours: 5}
      - {date: 2026-04-29, hours: 5}
      - {date: 2026-04-30, hours: 5}
      - {date: 2026-05-01, hours: 5}
      - {date: 2026-05-05, hours: 5}
    events:
      - {kind: discount_request, at: 2025-08-12}
      - {kind: future_work_promise, at: 2025-08-12, note: this one cheap and then the whole catalogue}
      - {kind: complaint, at: 2025-09-02, justified: false, about: the colour agreed on}
      - {kind: discount_request, at: 2025-10-14}
      - {kind: complaint, at: 2025-11-05, justified: false, about: too many pages}
      - {kind: agreement_dispute, at: 2025-11-19, about: whether photographs were in, invoice: "702"}
      - {kind: future_work_promise, at: 2025-12-09, note: three shops in spring}
      - {kind: discount_request, at: 2026-01-08}
      - {kind: complaint, at: 2026-01-22, justified: false, about: too few pages}
      - {kind: message, at: 2026-02-05T11:10, urgent: true}
      - {kind: discount_request, at: 2026-03-03}
      - {kind: complaint, at: 2026-03-25, justified: false, about: the same page again}
      - {kind: future_work_promise, at: 2026-03-26}
      - {kind: agreement_dispute, at: 2026-04-07, about: hours of the second round, invoice: "704"}
      - {kind: discount_request, at: 2026-04-28}
      - {kind: complaint, at: 2026-05-13, justified: false, about: everything}
      - {kind: complaint, at: 2026-06-02, justified: false, about: still everything}
      - {kind: payment_excuse, at: 2026-06-12, invoice: "705", excuse: the bank is moving}
      - {kind: payment_excuse, at: 2026-06-24, invoice: "705", excuse: the bookkeeper is on a pilgrimage}
    """
    assert action(client) == "let-go"
    assert because(client) == ("VAL008",)
    assert client.rank == 12
    assert client.grinder


def test_pays_ever_more_slowly_under_a_new_owner(client: ClientAssessment) -> None:
    """
    # Paid 10, 20, 35 and 50 days late in order, and one invoice has been open for 70; the CEO is gone
    # from the meetings, and there is a new owner.
    id: comet
    name: Comet Mobility
    since: 2025-02-03
    contacts: [{name: Ivo Lang, role: CEO, decision_maker: true, champion: true}, {name: Ana Pohl, role: marketing, decision_maker: false}]
    contract: {signed: 2025-01-27, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: product pages and campaign, included_revisions: 2}
    invoices:
      - {number: "801", issued: 2025-10-13, amount: 2400, payments: [{date: 2025-11-22, amount: 2400}]}
      - {number: "802", issued: 2025-11-24, amount: 2400, payments: [{date: 2026-01-13, amount: 2400}]}
      - {number: "803", issued: 2026-01-12, amount: 2400, payments: [{date: 2026-03-18, amount: 2400}]}
      - {number: "804", issued: 2026-02-16, amount: 2400, payments: [{date: 2026-05-07, amount: 2400}]}
      - {number: "805", issued: 2026-03-22, amount: 2400}
    time:
      - {date: 2025-10-03, hours: 6}
      - {date: 2025-10-06, hours: 6}
      - {date: 2025-10-08, hours: 6}
      - {date: 2025-10-10, hours: 6}
      - {date: 2025-11-14, hours: 6}
      - {date: 2025-11-17, hours: 6}
      - {date: 2025-11-19, hours: 6}
      - {date: 2025-11-21, hours: 6}
      - {date: 2026-01-02, hours: 6}
      - {date: 2026-01-05, hours: 6}
      - {date: 2026-01-07, hours: 6}
      - {date: 2026-01-09, hours: 6}
      - {date: 2026-02-06, hours: 6}
      - {date: 2026-02-09, hours: 6}
      - {date: 2026-02-11, hours: 6}
      - {date: 2026-02-13, hours: 6}
      - {date: 2026-03-12, hours: 6}
      - {date: 2026-03-13, hours: 6}
      - {date: 2026-03-17, hours: 6}
      - {date: 2026-03-19, hours: 6}
    events:
      - {kind: meeting, at: 2025-09-09, decision_maker_present: true}
      - {kind: feedback, at: 2025-10-10, clear: true}
      - {kind: meeting, at: 2025-10-21, decision_maker_present: true}
      - {kind: feedback, at: 2025-11-21, clear: true}
      - {kind: meeting, at: 2025-12-02, decision_maker_present: false, note: the CEO could not make it}
      - {kind: distress_signal, at: 2026-01-20, what: new-owner, note: bought by a holding that nobody knows}
      - {kind: meeting, at: 2026-01-27, decision_maker_present: false}
      - {kind: message, at: 2026-02-19, direction: out, answered_at: 2026-02-24, note: about invoice 802}
      - {kind: meeting, at: 2026-03-10, decision_maker_present: false}
      - {kind: feedback, at: 2026-03-19, clear: true}
      - {kind: message, at: 2026-04-14, direction: out, answered_at: 2026-04-20, note: about 803 and 804}
      - {kind: meeting, at: 2026-04-28, decision_maker_present: false}
      - {kind: meeting, at: 2026-06-09, decision_maker_present: false, note: Ana knows nothing about the money}
    """
    assert action(client) == "renegotiate"
    assert "SOL001" in because(client)
    assert "collect-first" in held_by(client)


def test_complains_and_pays_late_since_we_missed_deadlines(client: ClientAssessment) -> None:
    """
    # Complains a lot and pays late, ever since we missed two deadlines in a row.
    id: orchard
    name: Orchard Schools
    since: 2024-01-15
    contacts: [{name: Mina Falk, role: head, decision_maker: true, champion: true}]
    contract: {signed: 2024-01-08, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: portal, included_revisions: 2}
    invoices:
      - {number: "901", issued: 2025-08-29, amount: 1520, payments: [{date: 2025-09-24, amount: 1520}]}
      - {number: "902", issued: 2025-10-31, amount: 1140, payments: [{date: 2025-11-28, amount: 1140}]}
      - {number: "903", issued: 2025-12-31, amount: 1520, payments: [{date: 2026-02-25, amount: 1520}]}
      - {number: "904", issued: 2026-02-13, amount: 1140, payments: [{date: 2026-04-15, amount: 1140}]}
      - {number: "905", issued: 2026-03-27, amount: 1520, payments: [{date: 2026-05-24, amount: 1520}]}
      - {number: "906", issued: 2026-05-06, amount: 1140}
    time:
      - {date: 2025-08-21, hours: 4}
      - {date: 2025-08-22, hours: 4}
      - {date: 2025-08-26, hours: 4}
      - {date: 2025-10-23, hours: 4}
      - {date: 2025-10-24, hours: 4}
      - {date: 2025-10-28, hours: 4}
      - {date: 2025-12-24, hours: 4}
      - {date: 2025-12-25, hours: 4}
      - {date: 2025-12-26, hours: 4}
      - {date: 2026-02-05, hours: 4}
      - {date: 2026-02-06, hours: 4}
      - {date: 2026-02-10, hours: 4}
      - {date: 2026-03-19, hours: 4}
      - {date: 2026-03-20, hours: 4}
      - {date: 2026-03-24, hours: 4}
      - {date: 2026-04-29, hours: 4}
      - {date: 2026-04-30, hours: 4}
      - {date: 2026-05-01, hours: 4}
    events:
      - {kind: praise, at: 2025-09-03}
      - {kind: feedback, at: 2025-10-29, clear: true}
      - {kind: lapse, at: 2025-12-01, what: broken-promise, note: the portal was promised for December}
      - {kind: complaint, at: 2025-12-03, justified: true, about: no portal}
      - {kind: lapse, at: 2026-01-12, what: broken-promise, note: and then for after the holidays}
      - {kind: complaint, at: 2026-01-13, justified: true, about: still no portal}
      - {kind: complaint, at: 2026-02-03, justified: false, about: the menu}
      - {kind: complaint, at: 2026-02-24, justified: false, about: the price}
      - {kind: feedback, at: 2026-03-04, clear: true}
      - {kind: complaint, at: 2026-03-17, justified: false, about: the training}
      - {kind: complaint, at: 2026-04-14, justified: false, about: the menu again}
      - {kind: message, at: 2026-04-29, direction: out, answered_at: 2026-04-30, note: about invoice 904}
      - {kind: complaint, at: 2026-05-19, justified: false, about: the invoice's wording}
      - {kind: feedback, at: 2026-06-03, clear: true}
    """
    assert action(client) == "renegotiate"
    assert "our-side-first" in held_by(client)


def test_is_nearly_half_of_the_revenue_and_was_talked_to_twice(client: ClientAssessment) -> None:
    """
    # Brings 45 % of the revenue and is at risk: late, urgent, arguing. It was talked to twice.
    id: colossus
    name: Colossus Retail
    since: 2023-11-06
    contacts: [{name: Bo Krug, role: head of digital, decision_maker: true, champion: true}]
    contract: {signed: 2023-10-30, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: shop and campaigns, included_revisions: 2}
    invoices:
      - {number: "1001", issued: 2025-07-31, amount: 2800, payments: [{date: 2025-09-17, amount: 2800}]}
      - {number: "1002", issued: 2025-08-29, amount: 2800, payments: [{date: 2025-10-20, amount: 2800}]}
      - {number: "1003", issued: 2025-09-30, amount: 2800, payments: [{date: 2025-11-24, amount: 2800}]}
      - {number: "1004", issued: 2025-10-31, amount: 2800, payments: [{date: 2025-12-20, amount: 2800}]}
      - {number: "1005", issued: 2025-11-28, amount: 2800, payments: [{date: 2026-01-25, amount: 2800}]}
      - {number: "1006", issued: 2025-12-31, amount: 2800, payments: [{date: 2026-02-23, amount: 2800}]}
      - {number: "1007", issued: 2026-01-30, amount: 2800, payments: [{date: 2026-03-28, amount: 2800}]}
      - {number: "1008", issued: 2026-02-27, amount: 2800, payments: [{date: 2026-04-23, amount: 2800}]}
      - {number: "1009", issued: 2026-03-31, amount: 2800, payments: [{date: 2026-05-29, amount: 2800}]}
      - {number: "1010", issued: 2026-04-30, amount: 2800, payments: [{date: 2026-06-25, amount: 2800}]}
      - {number: "1011", issued: 2026-05-29, amount: 2800}
    time:
      - {date: 2025-07-22, hours: 6.5}
      - {date: 2025-07-24, hours: 6.5}
      - {date: 2025-07-25, hours: 6.5}
      - {date: 2025-07-28, hours: 6.5}
      - {date: 2025-08-20, hours: 6.5}
      - {date: 2025-08-21, hours: 6.5}
      - {date: 2025-08-22, hours: 6.5}
      - {date: 2025-08-26, hours: 6.5}
      - {date: 2025-09-19, hours: 6.5}
      - {date: 2025-09-23, hours: 6.5}
      - {date: 2025-09-25, hours: 6.5}
      - {date: 2025-09-26, hours: 6.5}
      - {date: 2025-10-22, hours: 6.5}
      - {date: 2025-10-23, hours: 6.5}
      - {date: 2025-10-24, hours: 6.5}
      - {date: 2025-10-28, hours: 6.5}
      - {date: 2025-11-19, hours: 6.5}
      - {date: 2025-11-20, hours: 6.5}
      - {date: 2025-11-21, hours: 6.5}
      - {date: 2025-11-25, hours: 6.5}
      - {date: 2025-12-22, hours: 6.5}
      - {date: 2025-12-24, hours: 6.5}
      - {date: 2025-12-25, hours: 6.5}
      - {date: 2025-12-26, hours: 6.5}
      - {date: 2026-01-21, hours: 6.5}
      - {date: 2026-01-22, hours: 6.5}
      - {date: 2026-01-23, hours: 6.5}
      - {date: 2026-01-27, hours: 6.5}
      - {date: 2026-02-18, hours: 6.5}
      - {date: 2026-02-19, hours: 6.5}
      - {date: 2026-02-20, hours: 6.5}
      - {date: 2026-02-24, hours: 6.5}
      - {date: 2026-03-20, hours: 6.5}
      - {date: 2026-03-24, hours: 6.5}
      - {date: 2026-03-26, hours: 6.5}
      - {date: 2026-03-27, hours: 6.5}
      - {date: 2026-04-21, hours: 6.5}
      - {date: 2026-04-23, hours: 6.5}
      - {date: 2026-04-24, hours: 6.5}
      - {date: 2026-04-27, hours: 6.5}
      - {date: 2026-05-20, hours: 6.5}
      - {date: 2026-05-21, hours: 6.5}
      - {date: 2026-05-22, hours: 6.5}
      - {date: 2026-05-26, hours: 6.5}
    events:
      - {kind: message, at: 2025-08-06T22:45, urgent: true}
      - {kind: message, at: 2025-08-20T23:10, urgent: true}
      - {kind: discount_request, at: 2025-08-27}
      - {kind: referral, at: 2025-09-02, note: their landlord}
      - {kind: message, at: 2025-09-11T23:10, urgent: true}
      - {kind: feedback, at: 2025-09-24, clear: true}
      - {kind: message, at: 2025-10-07T22:45, urgent: true}
      - {kind: agreement_dispute, at: 2025-10-14, about: whether the app is part of it}
      - {kind: message, at: 2025-10-22T20:15, urgent: true}
      - {kind: message, at: 2025-11-12T23:10, urgent: true}
      - {kind: discount_request, at: 2025-11-18}
      - {kind: boundary, at: 2025-12-04, about: [late-payment, BND], note: the first talk}
      - {kind: message, at: 2025-12-10T06:40, urgent: true}
      - {kind: feedback, at: 2025-12-17, clear: false}
      - {kind: message, at: 2026-01-14T10:30, urgent: true}
      - {kind: agreement_dispute, at: 2026-01-21, about: rounds of revision}
      - {kind: message, at: 2026-01-28T23:10, urgent: true}
      - {kind: message, at: 2026-02-10T21:30, urgent: true}
      - {kind: discount_request, at: 2026-02-17}
      - {kind: feedback, at: 2026-02-19, clear: false}
      - {kind: message, at: 2026-02-25T23:10, urgent: true}
      - {kind: boundary, at: 2026-03-05, about: [late-payment, BND], note: the second talk}
      - {kind: message, at: 2026-03-11T21:30, urgent: true}
      - {kind: message, at: 2026-03-26T15:10, urgent: true}
      - {kind: message, at: 2026-04-08T06:40, urgent: true}
      - {kind: message, at: 2026-04-15T20:15, urgent: true}
      - {kind: agreement_dispute, at: 2026-04-22, about: rounds of revision}
      - {kind: message, at: 2026-04-23T23:10, urgent: true}
      - {kind: feedback, at: 2026-04-29, clear: false}
      - {kind: misconduct, at: 2026-05-05, level: unprofessional, note: passed our drafts to a competitor for a quote}
      - {kind: message, at: 2026-05-06T22:45, urgent: true}
      - {kind: discount_request, at: 2026-05-12}
      - {kind: message, at: 2026-05-13T22:45, urgent: true}
      - {kind: message, at: 2026-05-20T10:30, urgent: true}
      - {kind: message, at: 2026-06-03T06:40, urgent: true}
      - {kind: message, at: 2026-06-10T23:10, urgent: true}
      - {kind: feedback, at: 2026-06-16, clear: true}
      - {kind: message, at: 2026-06-17T15:10, urgent: true}
    """
    assert action(client) == "let-go"
    assert client.grade == "at-risk"
    assert "replace-income" in held_by(client)


def test_prospect_that_never_says_yes_and_never_says_no(client: ClientAssessment) -> None:
    """
    # Five stalls in ten weeks, two proposals for nothing, and nobody there who decides.
    id: perhaps
    name: Perhaps and Sons
    first_contact: 2026-04-20
    contacts: [{name: Kim Ray, role: assistant, decision_maker: false}, {name: Lou Berg, role: marketing, decision_maker: false}]
    events:
      - {kind: meeting, at: 2026-04-21}
      - {kind: proposal_request, at: 2026-04-24, what: a first proposal}
      - {kind: stall, at: 2026-05-05, excuse: need more time to think it over}
      - {kind: stall, at: 2026-05-13, excuse: when I am back from the holiday}
      - {kind: stall, at: 2026-05-26, excuse: working out how you would fit in}
      - {kind: proposal_request, at: 2026-05-29, what: the same with a mock-up}
      - {kind: stall, at: 2026-06-10, excuse: send it by e-mail and we shall think about it}
      - {kind: stall, at: 2026-06-23, excuse: call again in two months}
    """
    assert client.stage == "prospect"
    assert action(client) == "three-calls-and-letter"


def test_prospect_that_let_the_calls_and_the_letter_pass(client: ClientAssessment) -> None:
    """
    # The same four weeks later: three calls and the letter went unanswered.
    id: perhaps
    name: Perhaps and Sons
    first_contact: 2026-03-23
    contacts: [{name: Kim Ray, role: assistant, decision_maker: false}, {name: Lou Berg, role: marketing, decision_maker: false}]
    events:
      - {kind: meeting, at: 2026-03-24}
      - {kind: proposal_request, at: 2026-03-27, what: a first proposal}
      - {kind: stall, at: 2026-04-07, excuse: need more time to think it over}
      - {kind: stall, at: 2026-04-15, excuse: when I am back from the holiday}
      - {kind: stall, at: 2026-04-28, excuse: working out how you would fit in}
      - {kind: proposal_request, at: 2026-05-01, what: the same with a mock-up}
      - {kind: stall, at: 2026-05-13, excuse: send it by e-mail and we shall think about it}
      - {kind: stall, at: 2026-05-26, excuse: call again in two months}
      - {kind: outreach, at: 2026-06-09, step: call}
      - {kind: outreach, at: 2026-06-12, step: call}
      - {kind: outreach, at: 2026-06-15, step: call}
      - {kind: outreach, at: 2026-06-22, step: letter}
    """
    assert client.stage == "prospect"
    assert action(client) == "drop"


def test_two_invoices_and_nothing_else(client: ClientAssessment) -> None:
    """
    # Two invoices, both paid in time, and nothing else: too little to say anything.
    id: newcomer
    name: Newcomer Coffee
    invoices:
      - {number: "1201", issued: 2026-03-16, amount: 640, payments: [{date: 2026-04-08, amount: 640}]}
      - {number: "1202", issued: 2026-05-18, amount: 480, payments: [{date: 2026-06-15, amount: 480}]}
    """
    assert action(client) == "unknown"
    assert client.health is None
    assert client.verdict is not None
    assert client.verdict.next_step.startswith("log more")
    assert {"log time", "log invoices with their payments"} <= {
        m.remedy for m in client.not_assessed
    }
