"""Reviews to render: the studio's, one with something of everything, and those of small ledgers."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from clienthealth import assess, load_ledger
from clienthealth.facts.ageing import Ageing, Band
from clienthealth.judging.health_map import HealthMap, Spot
from clienthealth.judging.holds import Hold
from clienthealth.judging.trend import ClientTrend, Point, Trend
from clienthealth.redaction.redact import redact
from clienthealth.redaction.redactor import Redactor
from clienthealth.reviewing.concentration import Concentration, Source
from clienthealth.reviewing.cost_of_parting import CostOfParting
from clienthealth.reviewing.exchange_rates import Conversion
from clienthealth.reviewing.model import (
    Beyond,
    Bottom,
    Changes,
    Earlier,
    Move,
    Review,
    Shift,
    State,
    Timing,
    Top,
    Unranked,
    WhatIf,
)
from clienthealth.reviewing.pareto import Drain, Pareto, Taker
from clienthealth.reviewing.rank_stability import Sureness
from clienthealth.reviewing.receivables import Debtor, Receivables
from clienthealth.reviewing.review import review
from clienthealth.reviewing.utilisation import WorkingTime
from clienthealth.reviewing.what_if import Change
from one_client import loaded

ROOT = Path(__file__).parents[2]
STUDIO_DAY = date(2026, 10, 31)
DAY, BEFORE = date(2026, 6, 30), date(2025, 6, 30)
MARK = "8642"
"""Stands in every amount of the review with something of everything, and in nothing else."""

IDS = ("acme", "beta", "gamma", "delta", "epsilon", "zeta")


@cache
def studio_review() -> Review:
    """The example studio's, with a client fired, one at another rate and one on other terms."""
    changes = (
        Change("fired", "knallpreis"),
        Change("rate", "kleinod", Decimal(95)),
        Change("terms", "oosterwolde", 14),
    )
    ledger = load_ledger(ROOT / "examples" / "studio.yaml")
    return review(ledger, last_day=STUDIO_DAY, changes=changes, draws=100)


def review_of(clients: str) -> Review:
    """The review of a small ledger, given the YAML of its clients."""
    text = f"version: 1\nbusiness: {{name: Studio Ada, currency: EUR}}\nclients: {clients}\n"
    return review(loaded(text), last_day=DAY, draws=20)


def amount(number: int) -> Decimal:
    """An amount that is told from others."""
    return Decimal(f"{MARK}.{number:02d}")


def cost(first: int, *, known: bool = True) -> CostOfParting:
    """What parting costs, in amounts from a number on."""
    return CostOfParting(
        revenue_a_year=amount(first),
        revenue_a_month=amount(first + 1),
        hours_a_month=Decimal("12.50") if known else None,
        income_share=0.1234 if known else None,
        break_even_rate=amount(first + 2) if known else None,
        rate_to_target=amount(first + 3) if known else None,
    )


def bottom(name: str, rank: int, **more: Any) -> Bottom:
    """A client of the bottom group, to be let go as nothing else is said."""
    values: dict[str, Any] = {
        "name": f"{name.title()} GmbH",
        "decision": "go",
        "why": "it was talked about, and late-payment (PAY001) persists",
        "driven_by": "persists-after-talk",
        "kind": "budget-but-decent",
        "method": "graceful",
        "action": "let-go",
        "holds": (),
        "sureness": Sureness(0.981, 12, "certain"),
        "facts": ("one fact", "another fact", "a third fact"),
        "when": Timing(date(2026, 7, 1), date(2026, 7, 31), None),
        "cost": cost(10),
        "health": 41.2,
        "effective_rate": amount(20),
        "worth": amount(21),
        "months": Decimal("12"),
    }
    return Bottom(id=name, rank=rank, **{**values, **more})


BOTTOM = (
    bottom(
        "zeta",
        20,
        why="they were abusive, and no talk mends that",
        driven_by="abuse",
        kind="abusive",
        method="firm",
        action="fire",
        holds=(
            Hold("collect-first", "something is overdue", amount(1), None, (("invoices", 0),)),
            Hold("finish-obligations", "still owed: a guide", until=date(2026, 9, 1)),
        ),
    ),
    bottom(
        "epsilon",
        19,
        decision="talk-first",
        driven_by="behaviour",
        why="you have not raised anything with them yet",
        kind="grinder",
        action="renegotiate",
        sureness=Sureness(0.8, 7, "likely"),
        when=Timing(date(2026, 7, 1), None, date(2026, 7, 31)),
        months=Decimal("7.25"),
    ),
    bottom(
        "delta",
        18,
        decision="undecided",
        driven_by="still-last-after-talk",
        why="in 55 % of the draws it is in the bottom group, in the others not",
        action=None,
        sureness=Sureness(0.55, 12, "a coin toss"),
        facts=(),
        cost=cost(14, known=False),
        effective_rate=None,
        worth=None,
        when=Timing(date(2026, 7, 1), None, None),
    ),
    bottom(
        "gamma",
        17,
        decision="lowest-of-a-good-lot",
        driven_by="good-lot",
        why="they behave well and pay the target rate; somebody has to be last",
        action="keep",
        when=Timing(date(2026, 7, 1), None, None),
        health=96.0,
    ),
)

BANDS = ("not_due", "1-30", "31-60", "61-90", "over_90")
LOSSES = (Decimal(2), Decimal(4), Decimal("9.5"), Decimal(25), Decimal(100))


def ageing(first: int) -> Ageing:
    """Open invoices of every age but one."""
    bands = enumerate(zip(BANDS, LOSSES, strict=True))
    return Ageing(
        tuple(
            Band(name, amount(first + i) if i != 2 else Decimal(0), loss, amount(first + i + 5))
            for i, (name, loss) in bands
        )
    )


def state(first: int, count: int, bottom: tuple[str, ...]) -> State:
    """A portfolio in a few figures."""
    return State(
        active=count,
        revenue=amount(first),
        hours=Decimal("1200.5"),
        effective_rate=amount(first + 1),
        open_balance=amount(first + 2),
        overdue_balance=amount(first + 3),
        expected_loss=amount(first + 4),
        days_sales_outstanding=Decimal("40.5") + count,
        days_to_pay=Decimal("30.5"),
        largest_share=0.25,
        utilisation=Decimal("0.85"),
        bottom=bottom,
    )


def rich_review(**more: Any) -> Review:
    """Something of everything, made up; its clients have nothing but a name and one invoice."""
    ledger = loaded(
        "version: 1\nbusiness: {name: Studio Ada, currency: EUR}\nclients:\n"
        + "".join(
            f"  - id: {name}\n    name: {name.title()} GmbH\n"
            f"    invoices: [{{number: '1', issued: 2026-06-01, amount: 10}}]\n"
            for name in IDS
        )
    )
    values: dict[str, Any] = {
        "assessment": assess(ledger, as_of=DAY),
        "first_day": date(2025, 7, 1),
        "last_day": DAY,
        "draws": 1000,
        "ranked_by": "health",
        "bottom": BOTTOM,
        "beyond": (
            Beyond(
                "beta",
                "Beta GmbH",
                3,
                "let-go",
                ("PAY001", "DEC002"),
                ("collect-first",),
                "graceful",
                Timing(date(2026, 7, 15), date(2026, 8, 14), None, "after-payment"),
                cost(50),
            ),
        ),
        "top": (
            Top(
                "acme", "Acme GmbH", 1, 99.5, amount(30), amount(31), 0.2, 0.31, "keep", Decimal(9)
            ),
            Top("beta", "Beta GmbH", 2, 98.0, None, None, None, None, None, Decimal(12)),
        ),
        "short": (("epsilon", Decimal("7.25")), ("acme", Decimal(9))),
        "unranked": (Unranked("beta", "Beta GmbH", "fewer than 20 hours"),),
        "pareto": PARETO,
        "health_map": HEALTH_MAP,
        "concentration": Concentration(
            (
                Source("acme", "Acme GmbH", amount(40), 0.62),
                Source("beta", "Beta GmbH", amount(41), 0.38),
            ),
            Decimal("5288"),
        ),
        "receivables": Receivables(
            ageing(50),
            (
                Debtor("acme", "Acme GmbH", "active", ageing(60)),
                Debtor("old", "Old GmbH", "former", ageing(70)),
            ),
            amount(80),
            365,
            Decimal("27.5"),
            Decimal(1460),
        ),
        "working_time": WorkingTime(
            hours=Decimal("1300"),
            in_progress=Decimal("100"),
            unbilled=Decimal("130"),
            revenue=amount(81) * 1200,
            months=Decimal(12),
            capacity_hours=Decimal(130),
            target_rate=amount(82),
        ),
        "conversions": (
            Conversion("GBP", amount(83), None),
            Conversion("USD", amount(84), date(2026, 1, 1)),
        ),
        "changes": CHANGES,
        "what_if": WHAT_IF,
        "trend": TREND,
    }
    return Review(**{**values, **more})


def withheld_review(**more: Any) -> Review:
    """The same as anybody may see it."""
    return redact(rich_review(**more), Redactor(None))


PARETO = Pareto(
    (
        Taker("zeta", "Zeta GmbH", 0.5, 0.7, 0.6, 0.1, 0.25, 0.6, 0.1, is_drain=True),
        Taker("acme", "Acme GmbH", 0.3, None, 0.3, 0.6, 0.5, 0.9, 0.7, is_drain=False),
        Taker("beta", "Beta GmbH", None, 0.1, 0.1, 0.3, 1.0, 1.0, 1.0, is_drain=False),
    ),
    Drain(("zeta",), 0.6, 0.1),
)
HEALTH_MAP = HealthMap(
    50,
    amount(85),
    True,
    (
        Spot("acme", "Acme GmbH", 99.5, amount(86), amount(87), 0.6, "keep", "keep"),
        Spot("zeta", "Zeta GmbH", 41.2, amount(88), None, 0.1, "let-go", None),
        Spot("beta", "Beta GmbH", 98.0, amount(89), amount(90), 0.3, "raise-the-rate", "watch"),
    ),
)


def move(name: str, **more: Any) -> Move:
    """A client that is not what it was."""
    values = dict.fromkeys(Move._fields) | {"id": name, "name": f"{name.title()} GmbH", "holds": ()}
    return Move(**{**values, **more})


CHANGES = Changes(
    before=BEFORE,
    ranked_before=19,
    joined=(move("beta", health=98.0, action="watch"),),
    left=(move("old", health_before=55.0, rank_before=12, action_before="watch"),),
    rose=(move("acme", health_before=80.0, health=99.5, rank_before=4, rank=1, action="keep"),),
    fell=(move("zeta", health_before=60.0, health=41.2, action_before="watch", action="fire"),),
    known_or_not=(move("eta", health=40.0, rank=12, action_before="unknown", action="let-go"),),
    bottom_then=(
        Earlier("old", "Old GmbH", 19, "go", "left", date(2025, 9, 30), None),
        Earlier("acme", "Acme GmbH", 18, "talk-first", "out-of-the-bottom", None, 1),
        Earlier("zeta", "Zeta GmbH", 17, "undecided", "talked", date(2026, 2, 3), 20),
        Earlier("gamma", "Gamma GmbH", 16, "lowest-of-a-good-lot", "nothing-happened", None, 17),
    ),
)
WHAT_IF = WhatIf(
    changes=(
        Change("fired", "zeta"),
        Change("rate", "epsilon", amount(91)),
        Change("terms", "acme", 14),
    ),
    assumptions=("The client leaves the day before.", "The client buys the same hours."),
    before=state(1, 6, ("zeta", "epsilon")),
    after=state(5, 5, ("epsilon",)),
    shifts=(
        Shift("zeta", "Zeta GmbH", 20, None, 41.2, 41.2, amount(92), amount(93), "fire", None),
        Shift("acme", "Acme GmbH", 2, 1, 99.5, 99.5, None, None, "keep", "keep"),
    ),
)
TREND = Trend(
    DAY,
    365,
    (BEFORE, DAY),
    (
        ClientTrend(
            "zeta",
            "Zeta GmbH",
            "active",
            (
                Point(BEFORE, None, None, None, (), (), ()),
                Point(DAY, 41.2, "at-risk", "fire", (), (), ()),
            ),
        ),
    ),
)


def hostile_review(text: str) -> Review:
    """A review in which every name and sentence that may be anybody's is this text."""
    full = rich_review()
    hold = BOTTOM[0].holds[0]._replace(why=text)
    found = full.concentration
    return full._replace(
        bottom=tuple(
            each._replace(name=text, why=text, facts=(text, text), holds=(hold,))
            for each in full.bottom
        ),
        beyond=tuple(each._replace(name=text) for each in full.beyond),
        top=tuple(each._replace(name=text) for each in full.top),
        unranked=tuple(each._replace(name=text, why=text) for each in full.unranked),
        pareto=full.pareto._replace(
            takers=tuple(each._replace(name=text) for each in full.pareto.takers)
        ),
        concentration=found._replace(
            sources=tuple(each._replace(name=text) for each in found.sources)
        ),
        what_if=WHAT_IF._replace(assumptions=(text,)),
    )
