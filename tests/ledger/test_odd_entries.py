"""Warnings about entries that look odd beside the others; the docstring is the ledger."""


def test_the_same_bill_twice(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices:
      - {number: A1, issued: 2026-03-01, amount: 1000}
      - {number: A2, issued: 2026-03-01, amount: 1000}
      - {number: A3, issued: 2026-03-01, amount: 900}
      - {number: A4, issued: 2026-03-02, amount: 1000}
    """
    text = 'amount: same day and amount as invoice "A1"; was it entered twice?'
    assert doc_warnings == [f"8:46: {text}"]


def test_a_payment_that_fits_another_invoice_to_the_cent(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices:
      - {number: A1, issued: 2026-03-01, amount: 900, payments: [{date: 2026-03-20, amount: 70.5}]}
      - {number: A2, issued: 2026-03-02, amount: 70.5}
      - {number: A3, issued: 2026-03-03, amount: 400, payments: [{date: 2026-03-20, amount: 100},
         {date: 2026-03-21, amount: 300}]}
      - {number: A4, issued: 2026-03-04, amount: 300}
      - {number: A5, issued: 2026-03-05, amount: 600, payments: [{date: 2026-03-20, amount: 200}]}
      - {number: A6, issued: 2026-03-06, amount: 200, payments: [{date: 2026-03-20, amount: 200}]}
    """
    text = 'amount: 70.50 matches invoice "A2" to the cent; was it paid for that one?'
    assert doc_warnings == [f"7:89: {text}"]


def test_what_happens_long_after_the_end(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      until: 2024-06-30
      time: [{date: 2024-12-27, hours: 1}, {date: 2024-12-28, hours: 1}]
      events:
      - {kind: referral, at: 2026-01-01}
      - {kind: stall, at: 2026-01-02}
    """
    assert doc_warnings == [
        "7:47: date: 28 Dec 2024 is long after the client's `until`, 30 Jun 2024; check both",
        "10:23: at: 2 Jan 2026 is long after the client's `until`, 30 Jun 2024; check both",
    ]


def test_what_happened_years_before_the_business(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      since: 2025-01-01
      time: [{date: 2016-01-05, hours: 1}, {date: 2023-01-05, hours: 1}]
    - id: other
      name: Other
      events: [{kind: stall, at: 1926-01-02}]
    """
    text = "is years before this client's first day, 1 Jan 2025; check the year"
    assert doc_warnings == [f"7:17: date: 5 Jan 2016 {text}", f"10:30: at: 2 Jan 1926 {text}"]


def test_a_due_date_years_after_the_issue(doc_warnings):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices: [{number: A1, issued: 2026-03-01, due: 2062-03-31, amount: 1000}]
    """
    text = "due: 31 Mar 2062 is years after the invoice was issued, 1 Mar 2026; check the year"
    assert doc_warnings == [f"6:52: {text}"]
