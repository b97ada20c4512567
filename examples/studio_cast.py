"""The cast of the example studio: who the clients are, and how each of them behaves.

A character is a routine told in a few figures (what it pays, how late, how often it calls),
and what happened to this client alone, written by hand as it stands in the ledger.
"""

from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]
"""From so many days to so many."""


@dataclass(frozen=True)
class Project:
    """A piece of work for a fixed fee."""

    id: str
    name: str
    fee: int
    part: int  # what each of its bills asks for
    estimate: int  # the hours it should take
    hours: int  # the hours it took so far
    started: str
    finished: str = ""  # empty while it runs
    billed: tuple[str, ...] = ()  # the days of its bills
    more: str = ""  # revisions and change requests, as they stand in the ledger


@dataclass(frozen=True)
class Character:
    """A client: some figures for the routine, and text for what is its own."""

    id: str
    code: str  # begins its invoice numbers: SK-2503 is the invoice of March 2025
    name: str
    about: str  # the comment above the client
    card: str  # contacts, contract and the like, as they stand in the ledger
    story: str = ""  # events of its own, likewise
    since: str = ""
    until: str = ""

    rate: int = 0  # an hour, in its own currency
    hours: int = 0  # a month, by the hour; projects come on top
    free: float = 0.02  # share of the hours that is never billed
    tax: int = 0  # percent
    terms: int = 30
    pays: dict[str, Span] = field(default_factory=lambda: {"": (-16, -3)})
    """Days beyond the due date, from the month of issue named on."""
    unbilled: tuple[str, ...] = ()  # months without an invoice
    projects: tuple[Project, ...] = ()
    twists: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is unusual about an invoice; `pay` and `invoice_line` know the words."""

    # The rest is a mean number a month, or the share of those that are of the worse kind.
    messages: float = 0.6  # none at all: nothing else is recorded either
    urgent: float = 0.05
    night: float = 0.0
    day: Span = (9, 17)  # the hours in which it calls otherwise
    asked: float = 0.5  # our own messages and calls to it
    silent: float = 0.05
    meetings: float = 0.3
    moved: float = 0.05
    ad_hoc: float = 0.05
    absent: float = 0.05
    feedback: float = 0.5
    vague: float = 0.05
    grumbles: float = 0.0  # share of the deliveries complained about without cause
    inputs: float = 0.3
    inputs_late: Span = (-4, 1)
    decisions: float = 0.2
    reversed: float = 0.0


CAST = (
    Character(
        "skarvfjord",
        "SK",
        "Skarvfjord Laks AS",
        "Salmon farm on the Lofoten. Pays in two weeks and says what it wants.",
        """
        first_contact: 2024-09-12
        country: NO
        timezone: Europe/Oslo
        contacts:
          - {name: Ingrid Solbakken, role: CEO, decision_maker: true, champion: true}
          - {name: Lars Moen, role: marketing, decision_maker: false}
        contract: {signed: 2024-10-28, walked_through: 2024-10-25, terms_days: 30, notice_days: 60,
                   statement_of_work: contracts/skarvfjord-sow.pdf, included_revisions: 2}
        """,
        """
        {kind: praise, at: 2025-06-18, note: Ingrid showed the new site to her whole board}
        {kind: referral, at: 2025-08-08, note: sent us Dunmarra}
        {kind: praise, at: 2026-05-12}
        """,
        since="2024-11-01",
        rate=112,
        hours=14,
        pays={"": (-20, -15)},
        twists={"SK-2506": {"expenses": 380}},
    ),
    Character(
        "saelgtorp",
        "SA",
        "Sälgtorp Arkitekter AB",
        "Architects in Gothenburg. Fixed fees, one voice, decisions that stay decided.",
        """
        first_contact: 2024-10-07
        country: SE
        contacts: [{name: Elin Sälgtorp, role: partner, decision_maker: true, champion: true}]
        contract: {signed: 2024-11-22, walked_through: true, notice_days: 30, included_revisions: 2,
                   statement_of_work: one page a project,
                   obligations: [{what: Manual, due: 2026-03-15, done: 2026-03-09, prepaid: true}]}
        """,
        """
        {kind: decision, at: 2026-01-14, what: typeface and grid, note: took ten minutes}
        {kind: praise, at: 2026-03-10}
        {kind: referral, at: 2025-05-30, note: the ceramics studio in Lyon}
        {kind: referral, at: 2026-09-30, note: Fernanda Prats}
        """,
        since="2024-12-02",
        projects=(
            Project(
                id="site",
                name="Website",
                fee=16500,
                part=5500,
                estimate=150,
                hours=148,
                started="2024-12-02",
                finished="2025-05-23",
                billed=("2024-12-20", "2025-03-28", "2025-05-23"),
                more="revisions: [{date: 2025-02-11}, {date: 2025-04-02}]",
            ),
            Project(
                id="signs",
                name="Wayfinding for a hospital",
                fee=11700,
                part=3900,
                estimate=105,
                hours=101,
                started="2025-09-08",
                finished="2026-03-13",
                billed=("2025-10-31", "2026-01-30", "2026-03-13"),
                more="revisions: [{date: 2026-02-04}]",
            ),
            Project(
                id="film",
                name="Portfolio in moving pictures",
                fee=13500,
                part=4500,
                estimate=120,
                hours=78,
                started="2026-05-04",
                billed=("2026-06-30", "2026-09-30"),
                more="change_requests: [{date: 2026-08-12, what: subtitles, hours: 4,"
                " done: 2026-09-02, billed: 2026-09-30}]",
            ),
        ),
    ),
    Character(
        "ankerlicht",
        "AL",
        "Rösterei Ankerlicht GmbH",
        "Coffee roaster in Kiel. Small, friendly, pays a deposit without being asked.",
        """
        first_contact: 2024-12-03
        country: DE
        language: de
        contacts: [{name: Fenja Thomsen, role: owner, decision_maker: true, champion: true}]
        contract: {signed: 2025-01-10, walked_through: true, terms_days: 14, notice_days: 30,
                   statement_of_work: contracts/ankerlicht.md, included_revisions: 1}
        """,
        """
        {kind: praise, at: 2025-11-20, note: a sack of coffee with a card}
        {kind: meeting, at: 2026-02-05, outcome: moved, by: us}
        {kind: referral, at: 2026-04-14, note: a tea shop that will call in the new year}
        """,
        since="2025-01-13",
        rate=104,
        hours=8,
        tax=19,
        terms=14,
        pays={"": (-9, -1)},
        projects=(
            Project(
                id="shop",
                name="Subscription shop",
                fee=7800,
                part=3900,
                estimate=72,
                hours=70,
                started="2026-03-02",
                finished="2026-06-26",
                billed=("2026-03-13", "2026-06-26"),
                more="revisions: [{date: 2026-05-19, note: checkout}]",
            ),
        ),
        twists={"AL-2603": {"deposit": 9}},
    ),
    Character(
        "cedarfork",
        "CF",
        "Cedar Fork Outfitters Inc.",
        "Outdoor shop in Oregon, billed in dollars. Calls come in our late afternoon, as agreed.",
        """
        first_contact: 2025-01-21
        country: US
        currency: USD
        timezone: America/Los_Angeles
        working_hours: {start: "15:00", end: "21:00", timezone: Europe/Berlin}
        contacts:
          - {name: Dana Whitlock, role: COO, decision_maker: true, champion: true}
          - {name: Marcus Ogilvie, role: web shop, decision_maker: false}
        contract: {signed: 2025-02-24, walked_through: true, terms_days: 30, notice_days: 30,
                   statement_of_work: contracts/cedarfork-sow.pdf, included_revisions: 2}
        """,
        """
        {kind: praise, at: 2025-12-03, note: best Black Friday so far}
        {kind: praise, at: 2026-09-10}
        """,
        since="2025-03-03",
        rate=126,
        hours=17,
        pays={"": (-14, 2)},
        messages=1.5,
        day=(15, 19),
    ),
    Character(
        "penhallow",
        "PH",
        "Penhallow & Sons Joinery Ltd",
        "Joiners in Cornwall, billed in pounds. Their bookkeeper once paid twice.",
        """
        aliases: [Penhallow Joinery]
        first_contact: 2025-03-18
        country: GB
        currency: GBP
        contacts: [{name: Tamsin Penhallow, role: director, decision_maker: true, champion: true}]
        contract: {signed: 2025-04-25, walked_through: true, terms_days: 21, notice_days: 30,
                   statement_of_work: contracts/penhallow.pdf, included_revisions: 2}
        """,
        """
        {kind: discount_request, at: 2025-10-09, note: asked once and took no for an answer}
        {kind: praise, at: 2026-07-02}
        """,
        since="2025-05-05",
        rate=92,
        hours=10,
        terms=21,
        pays={"": (-8, 3)},
    ),
    Character(
        "troisrives",
        "TR",
        "Atelier des Trois Rives SARL",
        "Ceramics in Lyon. New bookkeeping since the winter, so we agreed to wait.",
        """
        first_contact: 2025-06-02
        country: FR
        language: fr
        contacts: [{name: Solène Marchetti, role: gérante, decision_maker: true, champion: true}]
        contract: {signed: 2025-06-30, walked_through: true, terms_days: 30, notice_days: 30,
                   statement_of_work: contracts/troisrives.pdf}
        waivers:
          - {rule: late-payment, reason: "new ERP, agreed on the phone with Solène",
             from: 2026-02-16, until: 2026-12-31}
        """,
        """
        {kind: message, at: 2026-02-16T10:20, channel: call, note: new ERP until Christmas}
        {kind: praise, at: 2026-06-22}
        """,
        since="2025-07-01",
        rate=106,
        hours=9,
        pays={"": (5, 11), "2026-01": (15, 22)},
    ),
    Character(
        "tierheim",
        "TS",
        "Tierheim Spreeaue e.V.",
        "The animal shelter. Ours for the love of it.",
        """
        country: DE
        billing: pro-bono
        contacts: [{name: Renate Kubitz, role: chair, decision_maker: true, champion: true}]
        """,
        """
        {kind: praise, at: 2025-12-19, note: eleven dogs found a home through the calendar}
        {kind: referral, at: 2026-06-26, note: a cargo bike maker in Prague asked for us}
        """,
        since="2025-02-03",
        hours=4,
        free=1.0,
    ),
    Character(
        "kolarna",
        "KV",
        "Kolárna Vltava s.r.o.",
        "Cargo bikes in Prague, with us since August.",
        """
        first_contact: 2026-06-29
        country: CZ
        contacts: [{name: Tereza Havlová, role: founder, decision_maker: true, champion: true}]
        contract: {signed: 2026-08-12, walked_through: true, terms_days: 14, notice_days: 14,
                   statement_of_work: contracts/kolarna.pdf, included_revisions: 2}
        """,
        """
        {kind: decision, at: 2026-09-03, what: configurator before shop}
        """,
        since="2026-08-17",
        rate=110,
        hours=14,
        terms=14,
        pays={"": (-7, -2)},
        unbilled=("2026-10",),
        messages=2,
        feedback=1.5,
    ),
    Character(
        "sonnblick",
        "OS",
        "Optik Sonnblick",
        "New in September. Two small jobs, billed by the piece.",
        """
        country: AT
        invoices:
          - {number: OS-2609, issued: 2026-09-11, amount: 640,
             payments: [{date: 2026-09-29, amount: 640}]}
          - {number: OS-2610, issued: 2026-10-09, amount: 380}
        """,
        since="2026-09-01",
        messages=0,
    ),
    Character(
        "morgentau",
        "MT",
        "Teppichhaus Morgentau KG",
        "Carpets in Leipzig. Likes us, but mornings decide what evenings take back.",
        """
        first_contact: 2025-01-29
        country: DE
        contacts:
          - {name: Arash Rahimi, role: owner, decision_maker: true, champion: true}
          - {name: Jule Pohl, role: shop, decision_maker: false}
        contract: {signed: 2025-03-14, walked_through: false, terms_days: 14, notice_days: 30,
                   included_revisions: 2}
        """,
        """
        {kind: agreement_dispute, at: 2026-02-24, about: whether photographs were part of the price}
        {kind: discount_request, at: 2026-03-11}
        {kind: discount_request, at: 2026-08-20, note: for paying on time}
        {kind: misconduct, at: 2026-06-15, level: annoying, note: hung up on us}
        """,
        since="2025-03-17",
        rate=101,
        hours=9,
        tax=19,
        terms=14,
        pays={"": (4, 18)},
        messages=1.5,
        urgent=0.3,
        night=0.2,
        decisions=0.5,
        reversed=0.25,
        vague=0.5,
    ),
    Character(
        "oosterwolde",
        "OW",
        "Notariskantoor Oosterwolde B.V.",
        "Notaries in Zwolle. Impeccable, and three weeks late with every invoice. Never raised.",
        """
        first_contact: 2025-01-08
        country: NL
        contacts: [{name: Willemijn de Graaf, role: partner, decision_maker: true, champion: true}]
        contract: {signed: 2025-01-31, walked_through: true, terms_days: 30, notice_days: 30,
                   statement_of_work: contracts/oosterwolde.pdf, included_revisions: 2}
        """,
        """
        {kind: praise, at: 2026-01-22}
        {kind: payment_excuse, at: 2026-05-19, invoice: OW-2603, excuse: the signer was skiing}
        """,
        since="2025-02-03",
        rate=108,
        hours=12,
        pays={"": (18, 25)},
    ),
    Character(
        "kleinod",
        "KS",
        "Kleinod Schmuckwerkstatt",
        "Two goldsmiths in Graz, at the price of our first year. A pleasure, below the target.",
        """
        first_contact: 2024-09-30
        country: AT
        contacts: [{name: Vroni Aichinger, role: owner, decision_maker: true, champion: true}]
        contract: {signed: 2024-10-30, walked_through: true, terms_days: 30, notice_days: 30,
                   statement_of_work: in the letter of 2024-10-28, included_revisions: 3}
        """,
        """
        {kind: praise, at: 2025-04-30}
        {kind: praise, at: 2026-04-28, note: biscuits and a card}
        """,
        since="2024-11-04",
        rate=63,
        hours=10,
        pays={"": (-18, -4)},
    ),
    Character(
        "bursztyn",
        "BJ",
        "Bursztyn Jachty Sp. z o.o.",
        "Yacht charter in Gdynia. Always late; the talk in July changed nothing.",
        """
        first_contact: 2025-02-11
        country: PL
        contacts:
          - {name: Marek Wronski, role: CEO, decision_maker: true, champion: true}
          - {name: Ola Piatek, role: bookkeeping, decision_maker: false}
        contract: {signed: 2025-03-21, walked_through: 2025-03-21, terms_days: 14, notice_days: 30,
                   statement_of_work: contracts/bursztyn.pdf, included_revisions: 2,
                   obligations: [{what: Charter calendar for the season of 2027, due: 2026-12-11}]}
        """,
        """
        {kind: payment_excuse, at: 2026-02-25, invoice: BJ-2601, excuse: the invoice went to spam}
        {kind: payment_excuse, at: 2026-06-10, invoice: BJ-2604, excuse: a boat came first}
        {kind: boundary, at: 2026-07-08T11:00, about: [late-payment],
         note: went through the terms again; Marek promised}
        {kind: payment_excuse, at: 2026-09-23, invoice: BJ-2607, excuse: Ola is on leave}
        {kind: firing_considered, at: 2026-10-07}
        """,
        since="2025-04-01",
        rate=110,
        hours=12,
        terms=14,
        pays={"": (12, 22), "2026-01": (26, 38)},
        twists={"BJ-2602": {"parts": 16}},
    ),
    Character(
        "knallpreis",
        "KM",
        "Knallpreis Märkte GmbH",
        "Discount stores. Never cheap enough, never right, and the big order comes next year.",
        """
        aliases: [Knallpreis]
        first_contact: 2024-11-14
        country: DE
        contacts:
          - {name: Detlef Ruhnke, role: purchasing, decision_maker: true, champion: false}
          - {name: Sandra Voss, role: advertising, decision_maker: false, until: 2026-02-28}
        contract: {signed: 2024-12-20, terms_days: 30}
        """,
        """
        {kind: future_work_promise, at: 2025-02-06, note: twelve stores are to follow}
        {kind: discount_request, at: 2025-05-14}
        {kind: discount_request, at: 2025-11-12, note: ten percent because it is November}
        {kind: future_work_promise, at: 2025-12-04, note: the rebranding of the chain}
        {kind: discount_request, at: 2026-01-22}
        {kind: misconduct, at: 2026-02-17, level: disrespectful, what: distrust,
         note: wants screenshots of the timer because we invent hours}
        {kind: discount_request, at: 2026-03-10, note: his nephew does it for half}
        {kind: future_work_promise, at: 2026-03-26, note: the brochure for all stores}
        {kind: agreement_dispute, at: 2026-04-20, invoice: KM-2603, about: hours of two meetings}
        {kind: discount_request, at: 2026-05-06}
        {kind: payment_excuse, at: 2026-05-18, invoice: KM-2603, excuse: purchasing is reorganised}
        {kind: future_work_promise, at: 2026-06-11, note: surely the online shop}
        {kind: agreement_dispute, at: 2026-07-15, about: how many drafts a flyer has}
        {kind: discount_request, at: 2026-08-19}
        {kind: agreement_dispute, at: 2026-08-27, invoice: KM-2607, about: the rate itself}
        {kind: firing_considered, at: 2026-09-02}
        {kind: discount_request, at: 2026-10-14, note: asked for two percent for not asking again}
        """,
        since="2025-01-07",
        rate=50,
        hours=15,
        free=0.12,
        tax=19,
        pays={"": (3, 16)},
        twists={
            "KM-2603": {"disputed": "2026-04-20", "credit": ("2026-05-20", 119, "for peace")},
            "KM-2607": {"disputed": "2026-08-27", "open": True},
        },
        messages=2,
        urgent=0.3,
        night=0.15,
        meetings=1,
        moved=0.3,
        ad_hoc=0.6,
        feedback=1,
        vague=0.6,
        grumbles=0.9,
        inputs_late=(0, 6),
    ),
    Character(
        "dunmarra",
        "DM",
        "Dunmarra Holdings Ltd",
        "Property company in Cork. A model client, until the call of 22 September.",
        """
        first_contact: 2025-08-11
        country: IE
        contacts: [{name: Cormac Tierney, role: director, decision_maker: true, champion: true}]
        contract: {signed: 2025-09-05, walked_through: true, terms_days: 30, notice_days: 14,
                   statement_of_work: contracts/dunmarra.pdf, included_revisions: 2}
        """,
        """
        {kind: praise, at: 2026-04-16}
        {kind: misconduct, at: 2026-09-22T16:10, level: abusive, what: threats,
         note: "screamed at Mia for minutes, called her names, threatened to come by"}
        """,
        since="2025-09-08",
        rate=135,
        hours=12,
        pays={"": (-12, -2)},
    ),
    Character(
        "ellerfeld",
        "EF",
        "Druckhaus Ellerfeld GmbH",
        "Printers, sold in the spring. Every invoice takes longer than the one before.",
        """
        first_contact: 2024-10-15
        country: DE
        contacts:
          - {name: Gernot Ellerfeld, role: CEO, decision_maker: true, champion: true,
             until: 2026-04-30}
          - {name: Pia Sommerlad, role: CEO, decision_maker: true, from: 2026-05-01}
        contract: {signed: 2024-10-31, walked_through: true, terms_days: 30, notice_days: 30,
                   statement_of_work: contracts/ellerfeld.pdf, included_revisions: 2}
        """,
        """
        {kind: distress_signal, at: 2026-04-29, what: new-owner, note: sold to a holding in Hamburg}
        {kind: meeting, at: 2026-06-09, decision_maker_present: false}
        {kind: distress_signal, at: 2026-07-14, what: layoffs, note: the night shift is gone}
        {kind: meeting, at: 2026-08-13, decision_maker_present: false}
        {kind: payment_excuse, at: 2026-09-17, invoice: EF-2606, excuse: only the owner may pay}
        {kind: meeting, at: 2026-09-24, decision_maker_present: false}
        """,
        since="2024-11-04",
        rate=109,
        hours=12,
        tax=19,
        pays={
            "": (-8, -1),
            "2025-12": (2, 5),
            "2026-01": (8, 11),
            "2026-02": (14, 17),
            "2026-03": (21, 24),
            "2026-04": (29, 32),
            "2026-05": (46, 48),
            "2026-06": (400, 400),
        },
    ),
    Character(
        "lumbre",
        "LV",
        "Lumbre Viva Eventos S.L.",
        "Festivals in Valencia. Pays well and on time, and calls at eleven at night.",
        """
        first_contact: 2025-05-20
        country: ES
        contacts: [{name: Rocío Bañuls, role: producer, decision_maker: true, champion: true}]
        contract: {signed: 2025-06-13, walked_through: true, terms_days: 30, notice_days: 30,
                   statement_of_work: contracts/lumbre.pdf, included_revisions: 2}
        """,
        """
        {kind: praise, at: 2025-10-06, note: sold out in two days}
        {kind: misconduct, at: 2026-07-19T23:50, level: unprofessional,
         note: rang eight times in a row on a Sunday}
        """,
        since="2025-06-16",
        rate=114,
        hours=14,
        pays={"": (-10, 0)},
        messages=4.5,
        urgent=0.55,
        night=0.67,
        ad_hoc=0.4,
    ),
    Character(
        "molino",
        "MV",
        "Molino Valdorea S.r.l.",
        "Flour mill in the Marche. Fixed fees that grow in all directions but one.",
        """
        first_contact: 2025-03-04
        country: IT
        contacts:
          - {name: Fabio Valdorea, role: owner, decision_maker: true, champion: true}
          - {name: Chiara Valdorea, role: his sister, decision_maker: false}
        contract: {signed: 2025-04-09, walked_through: false, terms_days: 30, included_revisions: 2,
                   obligations: [{what: Recipes in English, due: 2026-11-20, prepaid: true}]}
        """,
        """
        {kind: agreement_dispute, at: 2026-05-27, project: shop, about: languages beyond Italian}
        {kind: free_advice, at: 2026-06-18, note: which till to buy}
        """,
        since="2025-04-14",
        projects=(
            Project(
                id="site",
                name="Website",
                fee=9600,
                part=4800,
                estimate=90,
                hours=108,
                started="2025-04-14",
                finished="2025-09-26",
                billed=("2025-04-30", "2025-09-26"),
                more="revisions: [{date: 2025-06-12}, {date: 2025-07-08}, {date: 2025-09-03}]",
            ),
            Project(
                id="labels",
                name="Labels for twelve flours",
                fee=6400,
                part=3200,
                estimate=56,
                hours=62,
                started="2025-10-06",
                finished="2026-01-30",
                billed=("2025-11-28", "2026-01-30"),
                more="revisions: [{date: 2025-12-09}, {date: 2026-01-13}]",
            ),
            Project(
                id="shop",
                name="Shop for bakeries",
                fee=19800,
                part=4950,
                estimate=150,
                hours=196,
                started="2026-02-09",
                billed=("2026-03-31", "2026-06-30", "2026-09-30"),
                more="""
                change_requests:
                  - {date: 2026-03-11, what: prices by region, hours: 9, done: 2026-03-27}
                  - {date: 2026-04-02, what: a second warehouse, hours: 11.5, done: 2026-04-24}
                  - {date: 2026-05-20, what: Slovenian, hours: 8, done: 2026-06-05}
                  - {date: 2026-06-24, what: invoices, hours: 6, done: 2026-07-07, billed: true}
                  - {date: 2026-07-16, what: delivery slots, hours: 10, done: 2026-08-21}
                  - {date: 2026-10-08, what: a calculator for dough, hours: 7}
                revisions:
                  - {date: 2026-03-20}
                  - {date: 2026-04-29}
                  - {date: 2026-06-16, note: the colour of the bags again}
                  - {date: 2026-08-05, note: back to the first colour}
                  - {date: 2026-09-15}
                """,
            ),
        ),
        feedback=0.9,
        vague=0.25,
    ),
    Character(
        "lesepfad",
        "LP",
        "Stiftung Lesepfad",
        "Reading foundation in Bern, run by a committee. Slow, kind, and never quite sure.",
        """
        first_contact: 2025-07-10
        country: CH
        team_buy_in: [{value: false}, {value: true, from: 2026-04-01}]
        contacts:
          - {name: Regula Zbinden, role: director, decision_maker: true, champion: true}
          - {name: Beat Aeschlimann, role: board, decision_maker: true}
        contract: {signed: 2025-09-12, walked_through: true, terms_days: 30, notice_days: 60,
                   statement_of_work: contracts/lesepfad.pdf, included_revisions: 2}
        """,
        """
        {kind: stall, at: 2025-11-27, excuse: after the board has met}
        {kind: stall, at: 2026-03-19, excuse: needs to think}
        {kind: decision, at: 2026-04-23, what: back to the old name, reversed: true}
        {kind: stall, at: 2026-07-02, excuse: after the holiday}
        {kind: decision, at: 2026-09-10, what: not the green after all, reversed: true}
        """,
        since="2025-09-15",
        rate=105,
        hours=10,
        silent=0.45,
        feedback=1,
        vague=0.7,
        inputs=0.8,
        inputs_late=(3, 14),
        decisions=0.3,
        reversed=0.1,
    ),
    Character(
        "koivuranta",
        "KR",
        "Koivurannan Saunatehdas Oy",
        "Saunas in Oulu. Content for a year; then we missed two deadlines of theirs.",
        """
        first_contact: 2025-04-02
        country: FI
        contacts: [{name: Aino Kallio, role: director, decision_maker: true, champion: true}]
        contract: {signed: 2025-04-30, walked_through: true, terms_days: 14, notice_days: 30,
                   statement_of_work: contracts/koivuranta.pdf, included_revisions: 2,
                   obligations: [{what: Shop in Swedish, due: 2026-03-31, done: 2026-05-08}]}
        """,
        """
        {kind: praise, at: 2025-10-15}
        {kind: lapse, at: 2026-03-31, what: broken-promise, note: the Swedish shop was not ready}
        {kind: lapse, at: 2026-04-20, what: broken-promise, note: nor at the second date}
        {kind: complaint, at: 2026-04-21, justified: true, about: the Swedish shop}
        {kind: lapse, at: 2026-04-23, what: unresponsive, note: three days without an answer}
        {kind: complaint, at: 2026-06-09, justified: true, about: broken links after the start}
        {kind: complaint, at: 2026-07-07, justified: false, about: a colour that was approved}
        {kind: complaint, at: 2026-07-21, justified: false, about: the price of the delay}
        {kind: payment_excuse, at: 2026-07-23, invoice: KR-2606, excuse: first the shop}
        """,
        since="2025-05-05",
        rate=108,
        hours=12,
        terms=14,
        pays={"": (-6, -1), "2026-05": (46, 56)},
    ),
    Character(
        "moewenflug",
        "MR",
        "Möwenflug Reisen GmbH",
        "Former: the travel agency that went under, our last three invoices with it.",
        """
        country: DE
        contacts: [{name: Holger Petersen, role: owner, decision_maker: true}]
        contract: {signed: 2024-10-21, walked_through: true}
        """,
        """
        {kind: distress_signal, at: 2025-07-21, what: closing-sites}
        {kind: distress_signal, at: 2025-09-04, what: insolvency-rumour}
        {kind: lapse, at: 2025-03-12, what: limited-hours, note: nobody in on the bridge day}
        """,
        since="2024-11-04",
        until="2025-09-30",
        rate=96,
        hours=14,
        tax=19,
        pays={"": (-2, 9), "2025-07": (400, 400)},
        twists={
            "MR-2507": {"write_off": ("2025-12-15", "insolvent with nothing left for us")},
            "MR-2508": {"write_off": ("2025-12-15", "the same")},
            "MR-2509": {"write_off": ("2025-12-15", "the same")},
        },
    ),
    Character(
        "prats",
        "",
        "Fernanda Prats Perfums S.L.",
        "Prospect. A hell yes, with a date for her answer.",
        """
        first_contact: 2026-10-06
        country: ES
        fit: 5
        contacts: [{name: Fernanda Prats, role: founder, decision_maker: true, champion: true}]
        """,
        """
        {kind: meeting, at: 2026-10-14T10:00, decision_maker_present: true}
        {kind: message, at: 2026-10-20T10:05, direction: out, answered_at: 2026-10-20T11:40}
        {kind: proposal_request, at: 2026-10-21, what: offer for the shop, answer_by: 2026-11-06}
        """,
    ),
    Character(
        "heidhof",
        "",
        "Wohnbau Heidhof eG",
        "Prospect. Ten weeks of good reasons, and nobody at the table may sign.",
        """
        first_contact: 2026-08-18
        country: DE
        fit: 4
        contacts: [{name: Ulf Brinkmeier, role: assistant to the board, decision_maker: false}]
        """,
        """
        {kind: proposal_request, at: 2026-08-25, what: offer}
        {kind: stall, at: 2026-09-01, excuse: needs to think}
        {kind: stall, at: 2026-09-15, excuse: send it by e-mail}
        {kind: proposal_request, at: 2026-09-18, what: the offer with a mock-up}
        {kind: stall, at: 2026-09-29, excuse: fitting you in}
        {kind: stall, at: 2026-10-13, excuse: after the holiday}
        {kind: stall, at: 2026-10-27, excuse: call in two months}
        """,
    ),
    Character(
        "hawthorn",
        "",
        "Hawthorn Lane Hotels plc",
        "Prospect. Bargained before we had met, then three calls and a letter, and no answer.",
        """
        first_contact: 2026-06-10
        country: GB
        fit: [{value: 4}, {value: 2, from: 2026-08-01}]
        contacts: [{name: Giles Farrant, role: procurement}]
        """,
        """
        {kind: hardball, at: 2026-06-16, note: a third off before the first meeting}
        {kind: proposal_request, at: 2026-06-24, what: concept for five hotels}
        {kind: hardball, at: 2026-07-06, note: ninety days or nothing}
        {kind: outreach, at: 2026-08-24, step: call}
        {kind: outreach, at: 2026-08-31, step: call}
        {kind: outreach, at: 2026-09-07, step: call}
        {kind: outreach, at: 2026-09-14, step: letter}
        """,
    ),
    Character(
        "dreilinden",
        "",
        "Brauhaus Dreilinden KG",
        "Prospect. Wants ideas first, a price next, and has asked four others.",
        """
        first_contact: 2026-09-21
        country: DE
        fit: 4
        contacts: [{name: Kaspar Obermeier, role: brewer, decision_maker: true}]
        """,
        """
        {kind: free_advice, at: 2026-09-24, note: which system for the shop}
        {kind: proposal_request, at: 2026-09-28, what: three sketches of the label}
        {kind: free_advice, at: 2026-10-05, note: what the others do wrong}
        {kind: price_shopping, at: 2026-10-08, note: has four other offers on the table}
        {kind: proposal_request, at: 2026-10-15, what: the sketches in colour}
        {kind: discount_request, at: 2026-10-22, note: a tenth off for nothing}
        """,
    ),
)
