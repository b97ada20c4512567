"""Eight clients from the articles, each with the verdict that a fair-minded reader would give.

The ledgers and the verdicts were written down before the program had seen any of them, and
neither was changed to agree. Where the two differ the test says so; docs/balance.md tells why.
"""

import pytest

from balance.surroundings import action
from clienthealth import ClientAssessment


def test_says_only_not_quite_it(client: ClientAssessment) -> None:
    """
    # Article 001, the indecisive client: pleasant, pays on the day, and all one hears of the
    # designs is "not quite it". Nobody has told them yet that this is no feedback, so it is to
    # be raised: not parting, and not going on as if nothing were the matter.
    id: lumen
    name: Lumen Skincare
    since: 2025-10-06
    contacts: [{name: Ada Lund, role: founder, decision_maker: true, champion: true}]
    contract: {signed: 2025-10-01, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: brand and packaging, included_revisions: 2}
    projects:
      - id: brand
        name: Brand and packaging
        fee: 9600
        estimated_hours: 100
        started: 2025-10-06
        revisions:
          - {date: 2025-11-17}
          - {date: 2025-12-08}
          - {date: 2026-01-19}
          - {date: 2026-02-16}
          - {date: 2026-03-23}
          - {date: 2026-05-04}
    invoices:
      - {number: "11", issued: 2025-11-28, project: brand, amount: 3200, payments: [{date: 2025-12-27, amount: 3200}]}
      - {number: "12", issued: 2026-02-27, project: brand, amount: 3200, payments: [{date: 2026-03-28, amount: 3200}]}
      - {number: "13", issued: 2026-05-13, project: brand, amount: 3200, payments: [{date: 2026-06-12, amount: 3200}]}
    time:
      - {date: 2025-10-20, hours: 8, project: brand}
      - {date: 2025-10-21, hours: 8, project: brand}
      - {date: 2025-11-10, hours: 8, project: brand}
      - {date: 2025-11-11, hours: 8, project: brand}
      - {date: 2025-12-01, hours: 8, project: brand}
      - {date: 2026-01-12, hours: 8, project: brand}
      - {date: 2026-01-13, hours: 6, project: brand}
      - {date: 2026-02-09, hours: 8, project: brand}
      - {date: 2026-02-10, hours: 7, project: brand}
      - {date: 2026-03-16, hours: 8, project: brand}
      - {date: 2026-03-17, hours: 7, project: brand}
      - {date: 2026-04-27, hours: 8, project: brand}
      - {date: 2026-05-26, hours: 8, project: brand}
    events:
      - {kind: feedback, at: 2025-11-03, clear: true, note: not blue}
      - {kind: feedback, at: 2025-11-17, clear: false, note: not quite it}
      - {kind: feedback, at: 2025-12-08, clear: false, note: closer but not quite it}
      - {kind: feedback, at: 2026-01-19, clear: false, note: it does not sing}
      - {kind: feedback, at: 2026-02-16, clear: false, note: not quite it}
      - {kind: decision, at: 2026-02-20, what: the second direction}
      - {kind: decision, at: 2026-03-09, what: no - the first one, reversed: true}
      - {kind: feedback, at: 2026-03-23, clear: false, note: something is missing}
      - {kind: feedback, at: 2026-05-04, clear: false, note: "I will know it when I see it"}
      - {kind: feedback, at: 2026-06-08, clear: false, note: not quite it}
      - {kind: praise, at: 2026-06-12, note: so patient}
    """
    assert action(client) == "renegotiate"


def test_led_by_a_part_time_chief_who_does_not_care(client: ClientAssessment) -> None:
    """
    # Article 004, the second mistake: the head is there part-time and not interested, answers no
    # mail and blows the deadlines; the author knew within a month that he had to fire them. Here
    # it has even been said aloud, ten weeks ago, and nothing came of it. Let go.
    id: nimbus
    name: Nimbus Robotics
    since: 2026-03-16
    contacts:
      - {name: Cal Reeve, role: CEO part-time, decision_maker: true, champion: false}
      - {name: Mo Tan, role: office, decision_maker: false, champion: false}
    team_buy_in: false
    contract: {signed: 2026-03-10, walked_through: true, terms_days: 14, notice_days: 30,
               statement_of_work: launch campaign, included_revisions: 2}
    invoices:
      - {number: "21", issued: 2026-04-01, amount: 2850, payments: [{date: 2026-04-14, amount: 2850}]}
      - {number: "22", issued: 2026-05-04, amount: 1900, payments: [{date: 2026-05-18, amount: 1900}]}
      - {number: "23", issued: 2026-06-03, amount: 1425, payments: [{date: 2026-06-15, amount: 1425}]}
    time:
      - {date: 2026-03-18, hours: 8}
      - {date: 2026-03-19, hours: 8}
      - {date: 2026-03-25, hours: 8}
      - {date: 2026-03-26, hours: 6}
      - {date: 2026-04-15, hours: 8}
      - {date: 2026-04-16, hours: 6}
      - {date: 2026-04-29, hours: 6}
      - {date: 2026-05-20, hours: 8}
      - {date: 2026-05-27, hours: 7}
    events:
      - {kind: meeting, at: 2026-03-17, decision_maker_present: true, note: kick-off; he left early}
      - {kind: message, at: 2026-03-20, direction: out, answered_at: 2026-03-24}
      - {kind: message, at: 2026-03-27, direction: out}
      - {kind: input_due, due: 2026-03-30, received: 2026-04-13, what: list of products}
      - {kind: meeting, at: 2026-03-31, decision_maker_present: false}
      - {kind: message, at: 2026-04-02, direction: out}
      - {kind: message, at: 2026-04-09, direction: out}
      - {kind: meeting, at: 2026-04-14, decision_maker_present: false}
      - {kind: input_due, due: 2026-04-17, received: 2026-05-06, what: approval of the plan}
      - {kind: boundary, at: 2026-04-20, about: [ENG, late-inputs], note: I need an answer in three days}
      - {kind: message, at: 2026-04-23, direction: out, answered_at: 2026-04-27, note: "will look"}
      - {kind: message, at: 2026-04-30, direction: out}
      - {kind: input_due, due: 2026-05-08, received: 2026-05-26, what: photographs}
      - {kind: message, at: 2026-05-11, direction: out}
      - {kind: meeting, at: 2026-05-12, decision_maker_present: false}
      - {kind: message, at: 2026-05-18, direction: out}
      - {kind: input_due, due: 2026-05-22, what: the speech for the launch}
      - {kind: message, at: 2026-05-28, direction: out}
      - {kind: meeting, at: 2026-06-09, decision_maker_present: false}
      - {kind: message, at: 2026-06-10, direction: out}
    """
    assert action(client) == "let-go"


def test_haggles_in_the_first_week(client: ClientAssessment) -> None:
    """
    # Article 004, the first mistake: plays hard before anybody sits at the table and nickels and
    # dimes from the first mail on; almost certainly a nightmare later. Turn it down, and make
    # room for one who is glad to pay what the work is worth.
    id: bargain
    name: Bargain Bros
    first_contact: 2026-06-08
    contacts: [{name: Rik Bo, role: owner, decision_maker: true}]
    fit: 2
    events:
      - {kind: hardball, at: 2026-06-09, note: thirty per cent off or we need not even meet}
      - {kind: discount_request, at: 2026-06-11, note: the hosting for nothing}
      - {kind: discount_request, at: 2026-06-15, note: twelve pages for the price of ten}
      - {kind: discount_request, at: 2026-06-16, note: why is the call billed}
      - {kind: meeting, at: 2026-06-18}
    """
    assert action(client) == "drop"


def test_takes_its_time_but_names_a_day(client: ClientAssessment) -> None:
    """
    # Article 000: it is all right to jump through a hoop if there is a commitment in return, at
    # the least a day for the yes or no. This one has the head at the table, puts the decision
    # off once for a reason, and names the day. Go on.
    id: harbour
    name: Harbour Theatre
    first_contact: 2026-05-04
    contacts: [{name: Ines Prado, role: director, decision_maker: true, champion: true}]
    fit: 5
    events:
      - {kind: message, at: 2026-05-04T11:20, channel: email}
      - {kind: meeting, at: 2026-05-12, decision_maker_present: true}
      - {kind: message, at: 2026-05-13, direction: out, answered_at: 2026-05-15}
      - {kind: meeting, at: 2026-05-21, outcome: moved, note: rehearsals}
      - {kind: meeting, at: 2026-05-27, decision_maker_present: true}
      - {kind: proposal_request, at: 2026-05-27, what: programme and posters, answer_by: 2026-07-03}
      - {kind: message, at: 2026-06-08, direction: out, answered_at: 2026-06-09}
      - {kind: stall, at: 2026-06-09, excuse: after the premiere - I will tell you on 3 July}
    """
    assert action(client) == "pursue"


def test_cancels_and_moves_and_comes_twice_a_week(client: ClientAssessment) -> None:
    """
    # Article 000, the lawyer behind the mahogany desk: arranged meetings are cancelled and moved
    # all the time, and whenever a question comes up one is expected to come over, up to twice a
    # week. It pays well. The cure is to set the terms of one's time: raise it.
    id: voss
    name: Voss and Partners, lawyers
    since: 2026-01-12
    contacts: [{name: Dr. Voss, role: partner, decision_maker: true, champion: true}]
    contract: {signed: 2026-01-09, walked_through: false, terms_days: 30, notice_days: 30,
               statement_of_work: site and search, included_revisions: 2}
    invoices:
      - {number: "31", issued: 2026-02-27, amount: 4000, payments: [{date: 2026-03-20, amount: 4000}]}
      - {number: "32", issued: 2026-03-31, amount: 3200, payments: [{date: 2026-04-24, amount: 3200}]}
      - {number: "33", issued: 2026-05-15, amount: 4000, payments: [{date: 2026-06-11, amount: 4000}]}
    time:
      - {date: 2026-01-28, hours: 10, note: meetings and work}
      - {date: 2026-02-04, hours: 10}
      - {date: 2026-02-11, hours: 10}
      - {date: 2026-02-18, hours: 10}
      - {date: 2026-03-04, hours: 10}
      - {date: 2026-03-11, hours: 10}
      - {date: 2026-03-25, hours: 12}
      - {date: 2026-04-08, hours: 10}
      - {date: 2026-04-15, hours: 10}
      - {date: 2026-04-29, hours: 10}
      - {date: 2026-05-13, hours: 10}
    events:
      - {kind: meeting, at: 2026-01-13, outcome: held}
      - {kind: meeting, at: 2026-01-14, ad_hoc: true}
      - {kind: meeting, at: 2026-01-22, ad_hoc: true}
      - {kind: meeting, at: 2026-01-27, outcome: moved}
      - {kind: meeting, at: 2026-01-28, ad_hoc: true}
      - {kind: meeting, at: 2026-02-02, ad_hoc: true}
      - {kind: meeting, at: 2026-02-06, ad_hoc: true}
      - {kind: meeting, at: 2026-02-10, outcome: held}
      - {kind: meeting, at: 2026-02-12, ad_hoc: true}
      - {kind: meeting, at: 2026-02-19, ad_hoc: true}
      - {kind: meeting, at: 2026-02-24, outcome: cancelled}
      - {kind: meeting, at: 2026-02-25, ad_hoc: true}
      - {kind: meeting, at: 2026-03-04, ad_hoc: true}
      - {kind: meeting, at: 2026-03-09, ad_hoc: true}
      - {kind: meeting, at: 2026-03-10, outcome: moved}
      - {kind: meeting, at: 2026-03-11, ad_hoc: true}
      - {kind: meeting, at: 2026-03-18, ad_hoc: true}
      - {kind: meeting, at: 2026-03-24, outcome: held}
      - {kind: meeting, at: 2026-03-26, ad_hoc: true}
      - {kind: meeting, at: 2026-04-03, ad_hoc: true}
      - {kind: meeting, at: 2026-04-06, ad_hoc: true}
      - {kind: meeting, at: 2026-04-07, outcome: held}
      - {kind: meeting, at: 2026-04-09, ad_hoc: true}
      - {kind: meeting, at: 2026-04-15, ad_hoc: true}
      - {kind: meeting, at: 2026-04-21, outcome: cancelled}
      - {kind: meeting, at: 2026-04-22, ad_hoc: true}
      - {kind: meeting, at: 2026-04-27, ad_hoc: true}
      - {kind: meeting, at: 2026-05-01, ad_hoc: true}
      - {kind: meeting, at: 2026-05-05, outcome: held}
      - {kind: meeting, at: 2026-05-08, ad_hoc: true}
      - {kind: meeting, at: 2026-05-14, ad_hoc: true}
      - {kind: meeting, at: 2026-05-18, ad_hoc: true}
      - {kind: meeting, at: 2026-05-19, outcome: moved}
      - {kind: meeting, at: 2026-05-21, ad_hoc: true}
      - {kind: meeting, at: 2026-05-27, ad_hoc: true}
      - {kind: meeting, at: 2026-06-01, ad_hoc: true}
      - {kind: meeting, at: 2026-06-02, outcome: cancelled}
      - {kind: meeting, at: 2026-06-03, ad_hoc: true}
      - {kind: meeting, at: 2026-06-11, ad_hoc: true}
      - {kind: meeting, at: 2026-06-15, ad_hoc: true}
      - {kind: meeting, at: 2026-06-16, outcome: held}
      - {kind: meeting, at: 2026-06-17, ad_hoc: true}
      - {kind: meeting, at: 2026-06-24, ad_hoc: true}
      - {kind: feedback, at: 2026-03-03, clear: true}
      - {kind: feedback, at: 2026-05-19, clear: true}
    """
    assert action(client) == "renegotiate"


@pytest.mark.xfail(strict=True, reason="half of our mails go unanswered, if for cause: watch")
def test_complains_with_good_reason(client: ClientAssessment) -> None:
    """
    # Article 003: ten ways in which it is us who lose the customer. We let its calls wait and
    # broke the same promise twice; it complained, rightly, and has grown quiet. It pays on the
    # day and recommended us. The client is to be kept; it is we who have something to mend.
    id: bakery
    name: Mill Lane Bakery
    since: 2024-02-01
    contacts: [{name: Ugo Mill, role: owner, decision_maker: true, champion: true}]
    contract: {signed: 2024-01-22, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: shop and care, included_revisions: 2}
    invoices:
      - {number: "41", issued: 2025-09-30, amount: 980, payments: [{date: 2025-10-21, amount: 980}]}
      - {number: "42", issued: 2025-12-31, amount: 980, payments: [{date: 2026-01-19, amount: 980}]}
      - {number: "43", issued: 2026-03-31, amount: 980, payments: [{date: 2026-04-28, amount: 980}]}
      - {number: "44", issued: 2026-05-20, amount: 490, payments: [{date: 2026-06-18, amount: 490}]}
    time:
      - {date: 2025-09-15, hours: 10}
      - {date: 2025-12-08, hours: 10}
      - {date: 2026-03-09, hours: 10}
      - {date: 2026-05-12, hours: 5}
    events:
      - {kind: praise, at: 2025-10-02}
      - {kind: referral, at: 2025-11-20, note: the florist next door}
      - {kind: message, at: 2026-01-13, direction: out, answered_at: 2026-01-14}
      - {kind: message, at: 2026-02-10, direction: out, answered_at: 2026-02-10}
      - {kind: lapse, at: 2026-03-02, what: unresponsive, note: three calls not returned}
      - {kind: lapse, at: 2026-03-16, what: broken-promise, note: shop promised for Monday}
      - {kind: complaint, at: 2026-03-20, justified: true, about: no orders before Easter}
      - {kind: lapse, at: 2026-04-06, what: broken-promise, note: promised again for Monday}
      - {kind: complaint, at: 2026-04-08, justified: true, about: again}
      - {kind: message, at: 2026-04-21, direction: out}
      - {kind: message, at: 2026-05-05, direction: out, answered_at: 2026-05-20}
      - {kind: complaint, at: 2026-05-21, justified: true, about: wrong opening hours on the site}
      - {kind: message, at: 2026-06-02, direction: out, answered_at: 2026-06-04}
      - {kind: message, at: 2026-06-16, direction: out}
    """
    assert action(client) == "keep"


def test_calls_at_night_until_it_is_told(client: ClientAssessment) -> None:
    """
    # Articles 000 and 001: people treat us as we teach them to. All autumn it called at night
    # and wanted everything by the morning; in January we agreed when calls are welcome, and
    # since then it has kept to it, save once. Pays very well. Keep.
    id: castell
    name: Castell Events
    since: 2025-08-04
    contacts: [{name: Jo Castell, role: owner, decision_maker: true, champion: true}]
    contract: {signed: 2025-07-28, walked_through: true, terms_days: 14, notice_days: 30,
               statement_of_work: event sites, included_revisions: 2}
    invoices:
      - {number: "51", issued: 2025-09-30, amount: 3600, payments: [{date: 2025-10-10, amount: 3600}]}
      - {number: "52", issued: 2025-12-19, amount: 3600, payments: [{date: 2025-12-31, amount: 3600}]}
      - {number: "53", issued: 2026-03-31, amount: 2400, payments: [{date: 2026-04-13, amount: 2400}]}
      - {number: "54", issued: 2026-05-29, amount: 2400, payments: [{date: 2026-06-11, amount: 2400}]}
    time:
      - {date: 2025-09-03, hours: 10}
      - {date: 2025-09-17, hours: 10}
      - {date: 2025-09-24, hours: 10}
      - {date: 2025-11-05, hours: 10}
      - {date: 2025-11-26, hours: 10}
      - {date: 2025-12-10, hours: 10}
      - {date: 2026-02-18, hours: 10}
      - {date: 2026-03-18, hours: 10}
      - {date: 2026-04-29, hours: 10}
      - {date: 2026-05-20, hours: 10}
    events:
      - {kind: message, at: 2025-09-04T22:10, channel: call}
      - {kind: message, at: 2025-09-12T23:30, urgent: true}
      - {kind: message, at: 2025-09-20T16:00, channel: call, note: a Saturday}
      - {kind: message, at: 2025-10-01T21:45, urgent: true}
      - {kind: message, at: 2025-10-09T07:05, channel: call}
      - {kind: message, at: 2025-10-18T12:30, urgent: true}
      - {kind: message, at: 2025-10-29T22:50, channel: call}
      - {kind: message, at: 2025-11-06T10:30, channel: call}
      - {kind: message, at: 2025-11-14T23:15, urgent: true}
      - {kind: message, at: 2025-11-23T19:20, channel: call}
      - {kind: message, at: 2025-12-02T22:05, urgent: true}
      - {kind: message, at: 2025-12-11T20:40, channel: call}
      - {kind: message, at: 2025-12-20T13:10, urgent: true}
      - {kind: boundary, at: 2026-01-15, about: [BND], note: nine to six; emergencies cost double}
      - {kind: message, at: 2026-02-03T10:15, channel: call}
      - {kind: message, at: 2026-02-19T15:40, channel: call}
      - {kind: message, at: 2026-03-05T09:30, urgent: true}
      - {kind: message, at: 2026-03-24T16:50, channel: call}
      - {kind: message, at: 2026-04-14T11:05, channel: call}
      - {kind: message, at: 2026-04-28T21:30, urgent: true, note: the tent was blown away}
      - {kind: message, at: 2026-05-19T14:20, channel: call}
      - {kind: message, at: 2026-06-09T12:00, channel: call}
      - {kind: praise, at: 2026-06-12}
    """
    assert action(client) == "keep"


@pytest.mark.xfail(strict=True, reason="firing_considered lifts a hold and gives no verdict: watch")
def test_we_thought_of_parting_again_and_again(client: ClientAssessment) -> None:
    """
    # Article 001: who finds himself at the point of firing a client several times within a
    # month or a year should listen to his gut. Nothing here is terrible, and it was talked about
    # twice with a little effect; four times in the year we were about to end it. Let go.
    id: ostwind
    name: Ostwind Verlag
    since: 2023-05-02
    contacts: [{name: Ulla Ost, role: publisher, decision_maker: true, champion: true}]
    contract: {signed: 2023-04-20, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: covers, included_revisions: 2}
    invoices:
      - {number: "61", issued: 2025-07-31, amount: 760, payments: [{date: 2025-09-15, amount: 760}]}
      - {number: "62", issued: 2025-09-30, amount: 950, payments: [{date: 2025-11-14, amount: 950}]}
      - {number: "63", issued: 2025-11-28, amount: 760, payments: [{date: 2026-01-09, amount: 760}]}
      - {number: "64", issued: 2026-01-30, amount: 950, payments: [{date: 2026-03-13, amount: 950}]}
      - {number: "65", issued: 2026-03-31, amount: 760, payments: [{date: 2026-05-09, amount: 760}]}
      - {number: "66", issued: 2026-05-15, amount: 760, payments: [{date: 2026-06-24, amount: 760}]}
    time:
      - {date: 2025-07-23, hours: 9}
      - {date: 2025-09-18, hours: 11}
      - {date: 2025-11-19, hours: 9}
      - {date: 2026-01-21, hours: 11}
      - {date: 2026-03-19, hours: 9}
      - {date: 2026-05-06, hours: 9}
    events:
      - {kind: feedback, at: 2025-07-28, clear: false}
      - {kind: firing_considered, at: 2025-09-12}
      - {kind: feedback, at: 2025-09-24, clear: true}
      - {kind: message, at: 2025-10-17T19:10, urgent: true}
      - {kind: boundary, at: 2025-11-10, about: [late-payment, vague-feedback]}
      - {kind: feedback, at: 2025-11-24, clear: false}
      - {kind: firing_considered, at: 2025-12-02}
      - {kind: discount_request, at: 2026-01-19}
      - {kind: feedback, at: 2026-01-26, clear: true}
      - {kind: firing_considered, at: 2026-02-20}
      - {kind: boundary, at: 2026-03-05, about: [late-payment, vague-feedback]}
      - {kind: feedback, at: 2026-03-24, clear: false}
      - {kind: feedback, at: 2026-05-11, clear: true}
      - {kind: agreement_dispute, at: 2026-05-22, about: whether the e-book cover was in}
      - {kind: firing_considered, at: 2026-05-28}
    """
    assert action(client) == "let-go"
