"""How entries must fit one another: each docstring is a ledger, with all its problems."""

import sys


def test_references_to_what_this_client_does_not_have(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      projects: [{id: shop}]
      invoices: [{number: 2026-014, issued: 2026-01-05, amount: 10, project: shopp}]
      time:
      - {date: 2026-01-05, hours: 1, project: blog}
      - {date: 2026-01-05, hours: 1, project: shop, invoice: 2026-14}
      events:
      - {kind: message, at: 2026-01-05, project: shop2}
      - {kind: payment_excuse, at: 2026-01-05, invoice: "77"}
      - {kind: agreement_dispute, at: 2026-01-05, invoice: 2026-014}
    - id: bolt
      name: Bolt
      time: [{date: 2026-01-05, hours: 1, project: shop}]
    """
    assert doc_problems == [
        '7:74: project: this client has no project "shopp"; did you mean "shop"?',
        '9:43: project: this client has no project "blog"; known: shop',
        '10:58: invoice: this client has no invoice "2026-14"; did you mean "2026-014"?',
        '12:46: project: this client has no project "shop2"; did you mean "shop"?',
        '13:53: invoice: this client has no invoice "77"; known: 2026-014',
        '17:48: project: this client has no project "shop"; there are none yet',
    ]


def test_an_invoice_that_could_not_be_read_is_not_also_said_to_be_missing(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices: [{number: 7, issued: 2026-01-05, amount: ten}]
      time: [{date: 2026-01-05, hours: 1, invoice: 7}]
    """
    assert doc_problems == [
        (
            '6:54: amount: "ten" is not a number; write a plain number such as 1234.50, '
            "without separators, currency or exponent"
        )
    ]


def test_a_project_that_could_not_be_read_is_not_also_said_to_be_missing(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      projects: [{id: shop, fee: much}]
      time: [{date: 2026-01-05, hours: 1, project: shop}]
    """
    assert [problem.split(":")[0] for problem in doc_problems] == ["6"]


def test_names_stand_once(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      projects: [{id: shop}, {id: shop}]
      invoices:
      - {number: 1, issued: 2026-01-05, amount: 10}
      - {number: 1, issued: 2026-01-06, amount: 10}
    - {id: bolt, name: Bolt, invoices: [{number: 1, issued: 2026-01-05, amount: 10}]}
    - {id: acme, name: Acme}
    """
    assert doc_problems == [
        ('6:31: id: duplicate project "shop", first at ledger.yaml:6:19; give each its own id'),
        (
            '9:14: number: duplicate invoice "1", first at ledger.yaml:8:14; give each its '
            "own number"
        ),
        '11:8: id: duplicate client "acme", first at ledger.yaml:4:7; give each its own id',
    ]


def test_payments_credit_notes_and_write_offs_follow_their_invoice(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices:
      - number: 1
        issued: 2026-01-05
        due: 2026-01-04
        amount: 100
        payments: [{date: 2026-01-04, amount: 10}, {date: 2026-01-05, amount: 10}]
        credit_notes: [{date: 2026-01-04, amount: 10}]
        write_offs: [{date: 2026-01-03, amount: 10}]
    """
    assert doc_problems == [
        "9:10: due: 4 Jan 2026 is before `issued`, 5 Jan 2026; check both",
        (
            "11:23: date: paid on 4 Jan 2026, before the invoice was issued on 5 Jan 2026; "
            "correct a date, or write `deposit: true`"
        ),
        "12:27: date: 4 Jan 2026 is before the invoice was issued on 5 Jan 2026; correct a date",
        "13:25: date: 3 Jan 2026 is before the invoice was issued on 5 Jan 2026; correct a date",
    ]


def test_deposits_may_come_before_their_invoice(doc_ledger):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices:
      - {number: 1, issued: 2026-01-05, amount: 9, deposit: true,
         payments: [{date: 2026-01-01, amount: 9}]}
      - {number: 2, issued: 2026-01-05, amount: 8,
         payments: [{date: 2026-01-01, amount: 8, deposit: true}]}
    """
    assert doc_ledger.warnings == ()
    assert len(doc_ledger.clients[0].invoices) == 2


def test_no_more_can_be_given_up_than_was_billed(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices:
      - {number: 1, issued: 2026-01-05, amount: 100,
         credit_notes: [{date: 2026-01-05, amount: 60}],
         write_offs: [{date: 2026-01-05, amount: 40.01}]}
      - {number: 2, issued: 2026-01-05, amount: 100,
         credit_notes: [{date: 2026-01-05, amount: 60}],
         write_offs: [{date: 2026-01-05, amount: 40}]}
      - {number: 3, issued: 2026-01-05, amount: 100, tax: 90, expenses: 11}
      - {number: 4, issued: 2026-01-05, amount: 100, tax: 90, expenses: 10}
    """
    assert doc_problems == [
        (
            "7:45: amount: credit notes and write-offs add up to more than the invoice's 100.00; "
            "correct them"
        ),
        "13:45: amount: 100.00 is less than its tax and expenses; write the gross amount",
    ]


def test_one_entry_holds_at_most_a_day(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      time:
      - {date: 2026-01-05, hours: 24.01}
      - {date: 2026-01-05, hours: 0}
      - {date: 2026-01-05, hours: -1}
      - {date: 2026-01-05, hours: 24}
    """
    remedy = "write the hours of one day's entry, above 0 and at most 24"
    assert doc_problems == [
        f'7:31: hours: "24.01" is out of range; {remedy}',
        f'8:31: hours: "0" is out of range; {remedy}',
        f'9:31: hours: "-1" is out of range; {remedy}',
    ]


def test_a_foreign_currency_needs_a_rate_from_the_first_day_on(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    exchange_rates:
      GBP: 1.17
      CHF: [{value: 1.05, from: 2026-02-01}, {value: 1.04, from: 2026-01-01}]
    clients:
    - {id: a, name: A, currency: EUR}
    - {id: b, name: B, currency: USD}
    - {id: c, name: C, currency: GBP, time: [{date: 2001-01-01, hours: 1}]}
    - {id: d, name: D, currency: CHF, time: [{date: 2026-01-01, hours: 1}]}
    - {id: e, name: E, currency: CHF, time: [{date: 2025-12-31, hours: 1}]}
    - {id: f, name: F, currency: CHF, invoices: [{number: 1, issued: 2025-12-30, amount: 1}]}
    """
    assert doc_problems == [
        (
            "8:30: currency: no exchange rate for USD; add `exchange_rates: {USD: ...}`, "
            "what 1 USD is worth in EUR"
        ),
        "11:30: currency: no exchange rate for CHF on 31 Dec 2025; add an earlier one",
        "12:30: currency: no exchange rate for CHF on 30 Dec 2025; add an earlier one",
    ]


def test_rates_are_positive_and_hold_from_different_days(doc_problems):
    """
    version: 1
    business:
      name: Ada
      currency: EUR
      target_rate: [{value: 90}, {value: 95, from: 2026-01-01}, {value: 96, from: 2026-01-01}]
      cost_rate: 0
    exchange_rates: {USD: -1, GBP: [{value: 1}, {value: 2}], CHF: 1}
    clients: []
    """
    assert doc_problems == [
        "5:16: target_rate: two values start on the same day; give each its own `from`",
        "6:14: cost_rate: a rate must be above 0; write what an hour costs or brings",
        "7:17: exchange_rates: GBP: two values start on the same day; give each its own `from`",
        "7:17: exchange_rates: USD: a rate must be above 0; write what 1 USD is worth in EUR",
    ]


def test_dates_of_a_client_are_in_order(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      first_contact: 2026-03-01
      since: 2026-02-01
      until: 2026-01-01
      contacts: [{name: Jo, from: 2026-02-01, until: 2026-01-31}]
      projects: [{id: shop, started: 2026-02-01, finished: 2026-01-31}]
    """
    assert doc_problems == [
        "7:10: since: 1 Feb 2026 is before `first_contact`, 1 Mar 2026; check both",
        "8:10: until: 1 Jan 2026 is before `since`, 1 Feb 2026; check both",
        "9:50: until: 31 Jan 2026 is before `from`, 1 Feb 2026; check both",
        "10:56: finished: 31 Jan 2026 is before `started`, 1 Feb 2026; check both",
    ]


def test_dates_of_work_and_answers_are_in_order(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      projects: [{id: shop, change_requests: [{date: 2026-02-01, done: 2026-01-31}]}]
      events:
      - {kind: message, at: 2026-02-01, answered_at: 2026-01-31}
      - {kind: message, at: 2026-02-01T12:00, answered_at: 2026-02-01T11:59}
      - {kind: message, at: 2026-02-01T12:00, answered_at: 2026-02-01}
      - {kind: message, at: 2026-02-01T12:00+09:00, answered_at: 2026-02-01T04:00+01:00}
      - {kind: message, at: 2026-02-01T12:00+09:00, answered_at: 2026-02-01T03:59+01:00}
      - {kind: message, at: 2026-02-02T01:00, answered_at: 2026-02-01T20:00+00:00}
      - {kind: message, at: 2026-02-09T01:00, answered_at: 2026-02-01T20:00+00:00}
    """
    assert doc_problems == [
        "6:68: done: 31 Jan 2026 is before `date`, 1 Feb 2026; check both",
        "8:50: answered_at: 31 Jan 2026 is before `at`, 1 Feb 2026; check both",
        "9:56: answered_at: 1 Feb 2026 11:59 is before `at`, 1 Feb 2026 12:00; check both",
        (
            "12:62: answered_at: 1 Feb 2026 03:59+01:00 is before `at`, 1 Feb 2026 "
            "12:00+09:00; check both"
        ),
        "14:56: answered_at: 1 Feb 2026 20:00+00:00 is before `at`, 9 Feb 2026 01:00; check both",
    ]


def test_time_zones_and_working_hours(doc_problems):
    """
    version: 1
    business:
      name: Ada
      currency: EUR
      working_hours: {start: "18:00", end: "18:00", timezone: Europe/Berlln}
    clients:
    - {id: a, name: A, timezone: ../../etc/passwd}
    - {id: b, name: B, timezone: Europe}
    - {id: c, name: C, working_hours: {start: 9:00, end: 9:00, timezone: "\\0"}}
    - {id: d, name: D, timezone: America/Argentina/Buenos_Aires}
    """
    remedy = "is not an IANA time zone; write one like Europe/Berlin"
    late = (
        'end: the working day ends when it starts; write another time, or "00:00" to "24:00" '
        "for the whole day"
    )
    assert doc_problems == [
        f"5:40: {late}",
        f'5:59: timezone: "Europe/Berlln" {remedy}',
        f'7:30: timezone: "../../etc/passwd" {remedy}',
        f'8:30: timezone: "Europe" {remedy}',
        f"9:54: {late}",
        f'9:70: timezone: "\\x00" {remedy}',
    ]


def test_a_waiver_names_a_rule_and_ends(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      waivers:
      - {rule: late-paiment, reason: x, from: 2026-01-01, until: 2026-06-30}
      - {rule: PAY001, reason: x, from: 2026-01-01, until: 2027-01-03}
      - {rule: PAY001, reason: x, from: 2026-01-01, until: 2027-01-02}
      - {rule: late-payment, reason: x, from: 2026-01-02, until: 2026-01-01}
      - {rule: PAY, reason: " ", from: 2026-01-02, until: 2026-01-03}
      - {rule: PAY001, from: 2026-01-02}
    """
    assert doc_problems == [
        '7:12: rule: unknown rule "late-paiment"; did you mean "late-payment"?',
        "8:56: until: a waiver lasts at most 366 days; write 2027-01-02 or earlier",
        "10:62: until: 1 Jan 2026 is before `from`, 2 Jan 2026; check both",
        "11:25: reason: the text is empty; write something, or leave the key out",
        '12:5: "reason" is missing; add `reason: ...` (Why you accept it)',
        '12:5: "until" is missing; add `until: ...` (The last day, at most 366 days after `from`)',
    ]


def test_rules_and_families_are_known(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    policy: {disabled: [PAY001, PAY002]}
    clients:
    - id: acme
      name: Acme
      events:
      - {kind: boundary, at: 2026-01-01, about: [PAY, late-payment, PAY001]}
      - {kind: boundary, at: 2026-01-01, about: scope}
      - {kind: boundary, at: 2026-01-01, about: [PAY, late payment]}
      - {kind: boundary, at: 2026-01-01, about: []}
    """
    assert doc_problems == [
        '3:20: disabled: unknown rule "PAY002"; did you mean "PAY001"?',
        (
            '9:45: about: unknown rule or family "scope"; '
            "known: PAY001, late-payment, SCO001, PAY, SCO"
        ),
        '10:45: about: unknown rule or family "late payment"; did you mean "late-payment"?',
        '11:45: "about" is empty; write at least one item',
    ]


def test_the_fit_is_one_to_five(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - {id: a, name: A, fit: 6}
    - {id: b, name: B, fit: 2.5}
    - {id: c, name: C, fit: [{value: 5}, {value: 1, from: 2026-01-01}]}
    - {id: d, name: D, team_buy_in: [{value: true}, {value: false}]}
    """
    assert doc_problems == [
        "4:25: fit: out of range; write a whole number from 1 to 5",
        "5:25: fit: out of range; write a whole number from 1 to 5",
        "7:33: team_buy_in: two values start on the same day; give each its own `from`",
    ]


def test_problems_of_a_broken_client_and_a_broken_business_come_all_at_once(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR, cuurrency: USD}
    clients:
    - id: acme
      nmae: Acme
      since: 2026-13-01
      timezone: Mars
      projects: [{id: shop}]
      time: [{date: 2026-01-05, hours: 1, project: shopp}]
      waivers: [{rule: nope, reason: x, from: 2026-01-02, until: 2026-01-03}]
    - {id: bolt, name: Bolt}
    - {id: bolt, name: Bolt}
    """
    assert doc_problems == [
        '2:38: unknown key "cuurrency"; did you mean "currency"?',
        '4:3: "name" is missing; add `name: ...` (The client\'s name)',
        '5:3: unknown key "nmae"; did you mean "name"?',
        '6:10: since: "2026-13-01" does not exist in the calendar; correct the day or the month',
        '7:13: timezone: "Mars" is not an IANA time zone; write one like Europe/Berlin',
        '9:48: project: this client has no project "shopp"; did you mean "shop"?',
        '10:20: rule: unknown rule "nope"; known: PAY001, late-payment, SCO001',
        '12:8: id: duplicate client "bolt", first at ledger.yaml:11:8; give each its own id',
    ]


def test_an_overpaid_invoice_is_a_warning(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices:
      - {number: 1, issued: 2026-01-05, amount: 100, payments: [{date: 2026-01-06, amount: 100.5}]}
      - {number: 2, issued: 2026-01-06, amount: 100, payments: [{date: 2026-01-06, amount: 60}],
         credit_notes: [{date: 2026-01-06, amount: 50}]}
      - {number: 3, issued: 2026-01-07, amount: 100, payments: [{date: 2026-01-07, amount: 100}]}
    """
    assert doc_warnings == [
        "7:60: payments: 0.50 more than the invoice; counted as a credit",
        "8:60: payments: 10.00 more than the invoice; counted as a credit",
    ]


def test_more_than_a_day_of_hours_in_one_day_is_a_warning_once(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      time:
      - {date: 2026-01-05, hours: 12}
      - {date: 2026-01-06, hours: 12}
      - {date: 2026-01-05, hours: 12}
      - {date: 2026-01-05, hours: 0.5}
      - {date: 2026-01-05, hours: 1}
    """
    assert doc_warnings == ["10:31: hours: more than 24 on 5 Jan 2026; do timers overlap?"]


def test_odd_dates_and_rates_are_warnings(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR, target_rate: 48, cost_rate: 48}
    clients:
    - id: acme
      name: Acme
      since: 2026-01-05
      invoices:
      - {number: 1, issued: 2026-01-04, amount: 100}
      - {number: 2, issued: 2026-01-05, amount: 100}
    """
    assert doc_warnings == [
        "2:51: target_rate: 48.00 is not above the cost rate, 48.00; check both",
        "8:25: issued: 4 Jan 2026 is before the client's `since`, 5 Jan 2026; check both",
    ]


def test_a_ledger_in_order_has_neither(doc_ledger):
    """
    version: 1
    business: {name: Ada, currency: EUR, target_rate: 95, cost_rate: 48}
    clients: [{id: acme, name: Acme, since: 2026-01-05}]
    """
    assert doc_ledger.warnings == ()


def test_holidays_that_cannot_be_known_are_a_warning(ledger_of, monkeypatch):
    text = """
    version: 1
    business: {name: Ada, currency: EUR, country: DE, working_hours: {start: "09:00", end: "18:00"}}
    clients: []
    """
    monkeypatch.setitem(sys.modules, "holidays", None)  # as where the extra is not installed
    (warning,) = ledger_of(text).warnings
    assert warning.message == (
        "country: public holidays count as working days; install clienthealth[holidays]"
    )


def test_what_went_back_without_a_reason_is_a_warning(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      payments: [{date: 2026-01-02, amount: 50}, {date: 2026-01-09, amount: -50}]
      invoices:
      - number: 1
        issued: 2026-01-05
        amount: 100
        payments:
        - {date: 2026-01-06, amount: 100}
        - {date: 2026-01-08, amount: -100}
        - {date: 2026-01-09, amount: 100}
        - {date: 2026-01-10, amount: -100, reason: chargeback}
    """
    text = "went back without a reason; add `reason: returned`, `chargeback` or `refund`"
    assert doc_warnings == [
        f"6:73: amount: 50.00 {text}",
        f"13:34: amount: 100.00 {text}",
    ]


def test_paid_without_a_day_is_a_warning_and_is_open(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices:
      - {number: 1, issued: 2026-01-05, amount: 100, status: paid}
      - {number: 2, issued: 2026-01-05, amount: 200, status: paid, paid: 2026-01-08}
      - {number: 3, issued: 2026-01-05, amount: 300, status: sent}
      - {number: 4, issued: 2026-01-05, amount: 400, status: paid}
    """
    text = "status: paid gives no date, so 2 invoices count as open"
    assert doc_warnings == [f"7:58: {text}; write `paid: DATE`, or `paid: unknown`"]


def test_amounts_in_problems_have_the_decimals_of_their_currency(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: JPY}
    exchange_rates: {KWD: 480}
    clients:
    - id: acme
      name: Acme
      invoices:
      - {number: 1, issued: 2026-01-05, amount: 6000, settled: 7000}
      - {number: 2, issued: 2026-01-05, amount: 6000, settled: 6000.4}
    - id: bolt
      name: Bolt
      currency: KWD
      invoices:
      - {number: 1, issued: 2026-01-05, amount: 6.125, settled: 7.5}
    """
    assert doc_problems == [
        "8:60: settled: 7,000 is more than the invoice's 6,000; correct one of them",
        "9:60: settled: 6,000.4 is more than the invoice's 6,000; correct one of them",
        "14:61: settled: 7.500 is more than the invoice's 6.125; correct one of them",
    ]


def test_amounts_in_warnings_have_the_decimals_of_their_currency(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: JPY, target_rate: 5000, cost_rate: 6000}
    clients:
    - id: acme
      name: Acme
      invoices:
      - {number: 1, issued: 2026-01-05, amount: 6000,
         payments: [{date: 2026-01-06, amount: 6000}, {date: 2026-01-07, amount: 1000}]}
    """
    assert doc_warnings == [
        "2:51: target_rate: 5,000 is not above the cost rate, 6,000; check both",
        "8:16: payments: 1,000 more than the invoice; counted as a credit",
    ]
