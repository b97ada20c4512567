"""How well `late_risk` predicts late payment, compared with plain figures of the same history.

    python tests/benchmarks/late_risk.py FOLDER [--half HALF] [--draws 1000]
    python tests/benchmarks/late_risk.py FOLDER --choose
    python tests/benchmarks/late_risk.py FOLDER --quarters

The folder holds two public sets of closed invoices, `ibm_accounts_receivable.csv` and
`closed_invoices_b.csv`. Each is split by customers, every other by id, into a half called
"choosing" and one called "judging"; whatever is looked at is a portfolio of its own.

For every invoice with at least four others settled before it was issued, each predictor is asked
on the day before the issue, with nothing later in sight. Reported are the area under the ROC
curve and a table of calibration, with intervals of 95 % by drawing customers with replacement,
and how a curve fitted to one set fits the other. `--choose` varies one setting at a time;
`--quarters` splits each set into four portfolios of customers who pay alike.
"""

import argparse
import csv
import json
import math
import random
import statistics
import tempfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from clienthealth import load_ledger
from clienthealth.facts import late_risk as method
from clienthealth.facts.invoices import InvoiceState, Slice
from clienthealth.facts.late_risk import PaymentRecord, payment_record
from clienthealth.facts.settlement import settlement_of
from clienthealth.ledger.models import DatedDays

SETTLED_BEFORE = 4
ASSUMED_TERMS = 15
"""Days of terms of the second set, which has due days and no days of issue."""
PAYDEX = ((-30, 100), (-20, 90), (0, 80), (15, 70), (22, 60), (30, 50), (60, 40), (90, 30))
HALVES = ("choosing", "judging", "both")
END = date(2199, 12, 31)

Histories = dict[str, tuple[InvoiceState, ...]]
"""By customer: all invoices, as they were in the end."""


class Question(NamedTuple):
    """An invoice about to be issued: the history seen, and what became of it."""

    customer: str
    day: date
    history: list[InvoiceState]
    portfolio: PaymentRecord
    late: bool


class Rated(NamedTuple):
    """What a predictor said of one question, and the truth."""

    customer: str
    said: float
    late: bool


# The data


class Row(NamedTuple):
    """One closed invoice."""

    customer: str
    issued: date
    due: date
    settled: date
    amount: str


def first_set(row: dict[str, str]) -> Row:
    """A row of a sample that IBM published: net 30, 100 customers."""

    def day(column: str) -> date:
        return datetime.strptime(row[column], "%m/%d/%Y").date()  # noqa: DTZ007  # a calendar date

    dates = (day("InvoiceDate"), day("DueDate"), day("SettledDate"))
    return Row(row["customerID"], *dates, row["InvoiceAmount"])


def second_set(row: dict[str, str]) -> Row:
    """A row of a receivables company's training set."""
    due, settled = (date.fromisoformat(row[column]) for column in ("due", "settled"))
    return Row(row["customer"], due - timedelta(ASSUMED_TERMS), due, settled, row["amount"])


SETS = {"ibm_accounts_receivable.csv": first_set, "closed_invoices_b.csv": second_set}


def rows_of(folder: Path, name: str) -> list[Row]:
    """The rows of a set."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return [SETS[name](row) for row in csv.DictReader(file)]


def half_of(rows: list[Row], half: str) -> list[Row]:
    """The rows of every other customer, by id, or all."""
    if half == "both":
        return rows
    kept = set(sorted({row.customer for row in rows})[HALVES.index(half) :: 2])
    return [row for row in rows if row.customer in kept]


def histories_of(rows: Iterable[Row]) -> Histories:
    """The invoices as the program reads them from a ledger."""
    by_customer: dict[str, list[object]] = defaultdict(list)
    for number, row in enumerate(rows):
        invoice = {
            "number": str(number),
            "issued": str(row.issued),
            "due": str(row.due),
            "amount": row.amount,
            "deposit": row.settled < row.issued,
            "payments": [{"date": str(row.settled), "amount": row.amount}],
        }
        by_customer[row.customer].append(invoice)
    clients = [{"id": c, "name": c, "invoices": found} for c, found in by_customer.items()]
    business = {"name": "Studio", "currency": "USD"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.yaml"
        document = {"version": 1, "business": business, "clients": clients}
        path.write_text(json.dumps(document), encoding="utf-8")
        ledger = load_ledger(path)
    terms = (DatedDays(days=ASSUMED_TERMS),)
    return {c.id: settlement_of(c, terms, END, draws=True).invoices for c in ledger.clients}


def questions(histories: Histories) -> Iterator[Question]:
    """Every invoice that can be asked about, customer by customer."""
    everyone = Known(histories.values())
    for customer, own in histories.items():
        alone = Known([own])
        still_open = [
            s._replace(settled=None, closed=None, open=s.billed, slices=(Slice(s.billed, None),))
            for s in own
        ]
        for state in own:
            day = state.invoice.issued - timedelta(days=1)
            seen = [
                then if then.settled <= day else before
                for then, before in zip(own, still_open, strict=True)
                if then.invoice.issued <= day
            ]
            if sum(s.settled is not None for s in seen) >= SETTLED_BEFORE:
                others = everyone.by(day).without(alone.by(day))
                portfolio = PaymentRecord(
                    *map(sum, zip(others, payment_record([seen], day), strict=True))
                )
                yield Question(customer, day, seen, portfolio, state.settled > state.due)


class Known:
    """What the settled invoices of some customers add up to, by day.

    Of two invoices in a row the change is known on the day the second of them is settled.
    """

    def __init__(self, histories: Collection[Sequence[InvoiceState]]) -> None:
        ended = sorted((s.settled, s.days_late(END) > 0) for own in histories for s in own)
        self._days = [day for day, _ in ended]
        self._late = [0, *accumulate(late for _, late in ended)]
        changed = sorted(
            (max(a.settled, b.settled), math.log1p(abs(b.days_late(END) - a.days_late(END))))
            for own in histories
            for a, b in pairwise(own)
        )
        self._change_days = [day for day, _ in changed]
        self._change = [0.0, *accumulate(change for _, change in changed)]

    def by(self, day: date) -> PaymentRecord:
        """The record on a day."""
        at, changes = bisect_right(self._days, day), bisect_right(self._change_days, day)
        return PaymentRecord(at, self._late[at], changes, self._change[changes])


# The predictors


def late_share(settled: Sequence[tuple[int, float]]) -> float:
    return sum(days > 0 for days, _ in settled) / len(settled)


def mean_days_late(settled: Sequence[tuple[int, float]]) -> float:
    return sum(days for days, _ in settled) / len(settled)


def dbt(settled: Sequence[tuple[int, float]]) -> float:
    return sum(max(0, days) * amount for days, amount in settled) / sum(a for _, a in settled)


def paydex(settled: Sequence[tuple[int, float]]) -> float:
    """Money-weighted PAYDEX, turned so that more is later; linear between its published steps."""
    return -sum(_paydex(days) * a for days, a in settled) / sum(a for _, a in settled)


def _paydex(days: int) -> float:
    if days <= PAYDEX[0][0]:
        return PAYDEX[0][1]
    for (d0, s0), (d1, s1) in pairwise(PAYDEX):
        if days <= d1:
            return s0 + (s1 - s0) * (days - d0) / (d1 - d0)
    return max(0.0, 30 - (days - 90) / 3)


BASELINES: dict[str, Callable[[Sequence[tuple[int, float]]], float]] = {
    "late share": late_share,
    "DBT": dbt,
    "PAYDEX": paydex,
    "mean days late": mean_days_late,
}
"""Plain figures of the settled invoices, each given as its days late and its amount."""
OURS = "late_risk"


def late_risk(question: Question) -> float:
    chance = method.late_risk(question.history, question.day, question.portfolio)
    assert chance is not None
    return chance


def ratings(asked: Iterable[Question]) -> dict[str, list[Rated]]:
    """What each predictor says of each question."""
    found: dict[str, list[Rated]] = defaultdict(list)
    for question in asked:
        settled = [
            (s.days_late(question.day), float(s.billed))
            for s in question.history
            if s.settled is not None
        ]
        said = {name: each(settled) for name, each in BASELINES.items()}
        said[OURS] = late_risk(question)
        for name, value in said.items():
            found[name].append(Rated(question.customer, value, question.late))
    return dict(found)


# How good they are

Draw = dict[str, int]
"""How often each customer counts."""


class Ranking:
    """Ratings in order, for the area under the ROC curve of many draws of customers."""

    def __init__(self, rated: Sequence[Rated]) -> None:
        ordered = sorted(rated, key=lambda r: r.said)
        self._ties = [[*group] for _, group in groupby(ordered, key=lambda r: r.said)]

    def auc(self, draw: Draw) -> float:
        """The chance that a late invoice is rated above a punctual one; ties count half."""
        below = pairs = all_late = 0.0
        for ties in self._ties:
            late = sum(draw[r.customer] for r in ties if r.late)
            punctual = sum(draw[r.customer] for r in ties if not r.late)
            pairs += late * (below + punctual / 2)
            below += punctual
            all_late += late
        return pairs / (all_late * below)


def everyone_once(rated: Iterable[Rated]) -> Draw:
    """No draw: each customer counts once."""
    return dict.fromkeys({r.customer for r in rated}, 1)


def draws_of(customers: Sequence[str], count: int, seed: int) -> list[Draw]:
    """Customers drawn with replacement."""
    dice = random.Random(seed)
    found = []
    for _ in range(count):
        draw = dict.fromkeys(customers, 0)
        for customer in dice.choices(customers, k=len(customers)):
            draw[customer] += 1
        found.append(draw)
    return found


def interval(values: Iterable[float]) -> str:
    """The bounds between which 95 % of the values lie."""
    ordered = sorted(values)
    cut = round(0.025 * len(ordered))
    return f"{ordered[cut]:+.3f} to {ordered[-1 - cut]:+.3f}" if ordered else "-"


def ranks_report(rated: dict[str, list[Rated]], draws: Sequence[Draw]) -> Iterator[str]:
    """The areas under the curve, and what `late_risk` has more than each plain figure."""
    whole = everyone_once(rated[OURS])
    rankings = {name: Ranking(each) for name, each in rated.items()}
    areas = {name: ranking.auc(whole) for name, ranking in rankings.items()}
    drawn = {name: [ranking.auc(d) for d in draws] for name, ranking in rankings.items()}
    yield "                  AUC  late_risk has more by"
    for name in BASELINES:
        more = interval(a - b for a, b in zip(drawn[OURS], drawn[name], strict=True))
        yield f"{name:15} {areas[name]:.3f}  {areas[OURS] - areas[name]:+.4f} ({more})"
    yield f"{OURS:15} {areas[OURS]:.3f}  ({interval(drawn[OURS])})"


def calibration_report(rated: Sequence[Rated], draws: Sequence[Draw]) -> Iterator[str]:
    """Foretold and actual shares by tenths of the chance."""
    yield "foretold     invoices  customers  mean foretold  paid late  paid late less foretold"
    bands: dict[int, list[Rated]] = defaultdict(list)
    for each in rated:
        bands[min(9, int(each.said * 10))].append(each)
    for band, inside in sorted(bands.items()):
        foretold = statistics.mean(r.said for r in inside)
        happened = statistics.mean(r.late for r in inside)
        customers = len({r.customer for r in inside})
        yield (
            f"{band * 10:3}-{band * 10 + 10:3} %    {len(inside):6}     {customers:6}"
            f"  {foretold:13.3f}  {happened:9.3f}  {happened - foretold:+.3f}"
            f" ({interval(_gaps(inside, draws))})"
        )


def _gaps(inside: Sequence[Rated], draws: Sequence[Draw]) -> Iterator[float]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0, 0.0])
    for each in inside:
        sums[each.customer][0] += 1
        sums[each.customer][1] += each.late - each.said
    for draw in draws:
        count = sum(draw[c] * n for c, (n, _) in sums.items())
        if count:
            yield sum(draw[c] * gap for c, (_, gap) in sums.items()) / count


Curve = tuple[float, float]
"""Intercept and slope of a logistic curve from the odds foretold to the odds that came."""


def fitted(rated: Sequence[Rated]) -> Curve:
    """The curve that fits best (Newton's method)."""
    points = [(math.log(r.said / (1 - r.said)), r.late) for r in rated]
    a, b = 0.0, 1.0
    for _ in range(30):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, late in points:
            p = 1 / (1 + math.exp(-(a + b * x)))
            v = p * (1 - p)
            g0, g1 = g0 + late - p, g1 + (late - p) * x
            h00, h01, h11 = h00 + v, h01 + v * x, h11 + v * x * x
        det = h00 * h11 - h01 * h01
        a, b = a + (h11 * g0 - h01 * g1) / det, b + (h00 * g1 - h01 * g0) / det
    return a, b


def bent(rated: Iterable[Rated], curve: Curve) -> list[Rated]:
    """The same ratings after a curve."""
    a, b = curve
    return [
        r._replace(said=1 / (1 + math.exp(-(a + b * math.log(r.said / (1 - r.said))))))
        for r in rated
    ]


def log_loss(rated: Sequence[Rated]) -> float:
    """The mean surprise at what came, in nats; the less the better."""
    return -statistics.mean(math.log(r.said if r.late else 1 - r.said) for r in rated)


# The reports


def report(folder: Path, half: str, draws: int, seed: int) -> Iterator[str]:
    """All that is said of a half of each set, or of the whole sets."""
    ours: dict[str, list[Rated]] = {}
    for name in SETS:
        rated = ratings(questions(histories_of(half_of(rows_of(folder, name), half))))
        ours[name] = rated[OURS]
        customers = sorted({r.customer for r in rated[OURS]})
        drawn = draws_of(customers, draws, seed)
        late = statistics.mean(r.late for r in rated[OURS])
        yield f"{name}, {half}"
        yield f"{len(rated[OURS])} invoices of {len(customers)} customers, {late:.1%} late\n"
        yield from ranks_report(rated, drawn)
        yield ""
        yield from calibration_report(rated[OURS], drawn)
        yield ""
    curves = {name: fitted(rated) for name, rated in ours.items()}
    for (name, rated), (other, curve) in zip(ours.items(), reversed(curves.items()), strict=True):
        best = curves[name]
        yield f"{name}: log loss {log_loss(rated):.4f} as it is,"
        yield f"  {log_loss(bent(rated, best)):.4f} with its own best curve {shown(best)},"
        yield f"  {log_loss(bent(rated, curve)):.4f} with the best curve {shown(curve)} of {other}"


def quarters(folder: Path) -> Iterator[str]:
    """Each set in four portfolios of customers who are alike, twice."""
    yield "each set in quarters of its customers, sorted by how they pay; a portfolio each"
    for name in SETS:
        rows = rows_of(folder, name)
        histories = histories_of(rows)
        for sorted_by, key in (("distance from the due day", _distance), ("scatter", _scatter)):
            order = sorted(histories, key=lambda c, key=key: key(histories[c]))
            for i in range(4):
                kept = order[i * len(order) // 4 : (i + 1) * len(order) // 4]
                part = {c: histories[c] for c in sorted(kept)}
                scatter = payment_record(part.values(), END).scatter_days
                rated = ratings(questions(part))
                areas = {n: Ranking(each).auc(everyone_once(each)) for n, each in rated.items()}
                best = max(BASELINES, key=areas.__getitem__)
                yield (
                    f"{name}, by {sorted_by}, {i + 1}: scatter {scatter:.1f}; {areas[OURS]:.3f},"
                    f" {areas[OURS] - areas[best]:+.3f} to {best}"
                )


def _distance(states: Sequence[InvoiceState]) -> float:
    return statistics.mean(math.log1p(abs(s.days_late(END))) for s in states)


def _scatter(states: Sequence[InvoiceState]) -> float:
    return payment_record([states], END).scatter_days


def shown(curve: Curve) -> str:
    """The two figures of a curve."""
    return f"({curve[0]:+.2f}, {curve[1]:.2f})"


VARIED: tuple[dict[str, float], ...] = (
    {},
    *({"EVEN_SCATTER_DAYS": value} for value in (0.01, 1.5, 2.0, 3.5, 1000.0)),
    *({"HALF_LATE": value} for value in (0.25, 0.75)),
    *({"HALF_LIFE_DAYS": value} for value in (90.0, 365.0, 100_000.0)),
    *({"RIPE_DAYS": value} for value in (1.0, 3.0, 10.0, 30.0)),
    *({"OTHERS_WEIGHT": value} for value in (0.25, 0.5, 2.0, 4.0)),
    *({"SHARE_POWER": value} for value in (0.7, 1.0)),
    *({"SOFT_POWER": value} for value in (1.4, 2.0)),
    {"TIMES_THE_SHARE": 1000.0},
)
"""Settings other than those in use."""


def choosing(folder: Path) -> Iterator[str]:
    """What other settings reach on each half of each set."""
    yield "AUC less the best plain figure's, best curve, log loss; on both halves of each set"
    halves = [
        [*questions(histories_of(half_of(rows_of(folder, name), half)))]
        for name in SETS
        for half in ("choosing", "judging")
    ]
    best = []
    for asked in halves:
        rated = ratings(asked)
        best.append(max(Ranking(rated[n]).auc(everyone_once(rated[n])) for n in BASELINES))
    for settings in VARIED:
        kept = {name: getattr(method, name) for name in settings}
        for name, value in settings.items():
            setattr(method, name, value)
        figures = []
        for asked, plain in zip(halves, best, strict=True):
            rated = [Rated(q.customer, late_risk(q), q.late) for q in asked]
            more = Ranking(rated).auc(everyone_once(rated)) - plain
            figures.append(f"{more:+.4f} {shown(fitted(rated))} {log_loss(rated):.4f}")
        for name, value in kept.items():
            setattr(method, name, value)
        words = ", ".join(f"{name} {value:g}" for name, value in settings.items())
        yield f"{words or 'in use':24} {'  |  '.join(figures)}"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=HALVES, default="both")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--quarters", action="store_true")
    options = parser.parse_args()
    if options.choose:
        lines = choosing(options.folder)
    elif options.quarters:
        lines = quarters(options.folder)
    else:
        lines = report(options.folder, options.half, options.draws, options.seed)
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
