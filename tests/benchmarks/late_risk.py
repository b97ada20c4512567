"""How well `late_risk` foresees late payment, beside plain figures of the same history.

    python tests/benchmarks/late_risk.py LEDGER [--draws 1000] [--seed 1] [--choose]

For every invoice with at least four others settled before it was issued, each predictor is
asked on the day before the issue, with nothing later in sight. Reported is the area under the
ROC curve on one half of the clients (every other by id), for choosing, and on the other half,
for judging; a bootstrap over the clients of the second half; and a table of calibration.
`--choose` tries other settings on the first half.
"""

import argparse
import math
import random
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

from clienthealth import load_ledger
from clienthealth.facts import late_risk as method
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import days_beyond_terms, late_slices
from clienthealth.facts.settlement import settlement_of
from clienthealth.ledger.models import Ledger

SETTLED_BEFORE = 4
PAYDEX = ((-30, 100), (-20, 90), (0, 80), (15, 70), (22, 60), (30, 50), (60, 40), (90, 30))


class Question(NamedTuple):
    """An invoice about to be issued: the history seen, and what became of it."""

    client: str
    day: date
    history: tuple[InvoiceState, ...]
    portfolio: tuple[int, ...]
    """Days late of all invoices of all clients that were settled by then."""
    late: bool


Predictor = Callable[[Question], float]


def questions(ledger: Ledger) -> list[Question]:
    """Every invoice that can be asked about, in order of clients."""
    end = date(2199, 12, 31)
    terms = ledger.business.terms_days
    final = {c.id: settlement_of(c, terms, end, draws=True).invoices for c in ledger.clients}
    everyone = sorted(
        (s.settled, s.days_late(end)) for states in final.values() for s in states if s.settled
    )
    asked = []
    for client in ledger.clients:
        for state in final[client.id]:
            day = state.invoice.issued - timedelta(days=1)
            history = settlement_of(client, terms, day, draws=True).invoices
            if sum(s.settled is not None for s in history) >= SETTLED_BEFORE:
                known = tuple(days for settled, days in everyone if settled <= day)
                late = state.settled is None or state.settled > state.due
                asked.append(Question(client.id, day, history, known, late))
    return asked


def settled(question: Question) -> list[InvoiceState]:
    """The settled part of a history, the latest last."""
    found = [s for s in question.history if s.settled is not None]
    return sorted(found, key=lambda s: (s.settled or date.min, s.invoice.issued))


def last_late(question: Question) -> float:
    return float(settled(question)[-1].days_late(question.day) > 0)


def late_share(question: Question) -> float:
    return statistics.mean(s.days_late(question.day) > 0 for s in settled(question))


def mean_days_late(question: Question) -> float:
    return statistics.mean(s.days_late(question.day) for s in settled(question))


def dbt(question: Question) -> float:
    slices = [*late_slices(settled(question), date.min, question.day, restarted=False)]
    return float(days_beyond_terms(slices) or Decimal(0))


def paydex(question: Question) -> float:
    """Money-weighted PAYDEX, turned so that more is later; linear between its published steps."""
    parts = [
        (float(s.invoice.amount), _paydex(s.days_late(question.day))) for s in settled(question)
    ]
    return -sum(amount * score for amount, score in parts) / sum(amount for amount, _ in parts)


def _paydex(days: int) -> float:
    if days <= PAYDEX[0][0]:
        return PAYDEX[0][1]
    for (d0, s0), (d1, s1) in pairwise(PAYDEX):
        if days <= d1:
            return s0 + (s1 - s0) * (days - d0) / (d1 - d0)
    return max(0.0, 30 - (days - 90) / 3)


def late_risk(question: Question) -> float:
    late = [method.lateness(days) for days in question.portfolio]
    portfolio = (math.fsum(late) + method.UNDECIDED / 2) / (len(late) + method.UNDECIDED)
    return method.late_risk(question.history, question.day, portfolio) or 0.0


BASELINES: dict[str, Predictor] = {
    "last invoice late": last_late,
    "late share": late_share,
    "DBT": dbt,
    "PAYDEX": paydex,
    "mean days late": mean_days_late,
}


def auc(pairs: Sequence[tuple[float, bool]]) -> float:
    """The chance that a late invoice is rated above a punctual one; ties count half."""
    ordered = sorted(pairs)
    ranks, i = 0.0, 0
    while i < len(ordered):
        j = i
        while j < len(ordered) and ordered[j][0] == ordered[i][0]:
            j += 1
        ranks += (i + j + 1) / 2 * sum(late for _, late in ordered[i:j])
        i = j
    late = sum(late for _, late in ordered)
    return (ranks - late * (late + 1) / 2) / (late * (len(ordered) - late))


Rated = dict[str, list[tuple[float, bool]]]
"""By client: what a predictor said of each question, and the truth."""


def rated(asked: Sequence[Question], predictor: Predictor) -> Rated:
    found: Rated = defaultdict(list)
    for question in asked:
        found[question.client].append((predictor(question), question.late))
    return found


def over(rated_: Rated, clients: Sequence[str]) -> float:
    return auc([pair for client in clients for pair in rated_[client]])


def bootstrap(
    ours: Rated, theirs: Rated, clients: Sequence[str], draws: int, seed: int
) -> tuple[float, float]:
    """The 2.5 % and 97.5 % bounds of the difference in AUC, clients drawn with replacement."""
    dice = random.Random(seed)
    differences = []
    for _ in range(draws):
        drawn = dice.choices(clients, k=len(clients))
        differences.append(over(ours, drawn) - over(theirs, drawn))
    differences.sort()
    return differences[int(0.025 * draws)], differences[int(0.975 * draws) - 1]


def calibration(rated_: Rated, clients: Sequence[str]) -> Iterator[str]:
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for client in clients:
        for chance, late in rated_[client]:
            bands[min(9, int(chance * 10))].append((chance, late))
    yield "foretold      invoices  mean foretold  paid late"
    for band in sorted(bands):
        pairs = bands[band]
        foretold = statistics.mean(chance for chance, _ in pairs)
        happened = statistics.mean(late for _, late in pairs)
        counts = f"{len(pairs):8}  {foretold:13.3f}  {happened:9.3f}"
        yield f"{band * 10:3}-{band * 10 + 10:3} %    {counts}"


def fitted_curve(asked: Sequence[Question], clients: Sequence[str]) -> tuple[float, float]:
    """Intercept and slope of the logistic curve that fits the mean lateness best (Newton)."""
    curve = method.CURVE
    method.CURVE = (0.0, 1.0)  # the bare mean
    points = [
        (math.log(p / (1 - p)), q.late)
        for q in asked
        if q.client in clients
        for p in [late_risk(q)]
    ]
    method.CURVE = curve
    a, b = 0.0, 1.0
    for _ in range(30):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, late in points:
            p = 1 / (1 + math.exp(-(a + b * x)))
            g0, g1 = g0 + late - p, g1 + (late - p) * x
            h00, h01, h11 = h00 + p * (1 - p), h01 + p * (1 - p) * x, h11 + p * (1 - p) * x * x
        det = h00 * h11 - h01 * h01
        a, b = a + (h11 * g0 - h01 * g1) / det, b + (h00 * g1 - h01 * g0) / det
    return a, b


def choose(asked: Sequence[Question], clients: Sequence[str]) -> None:
    """Print what other settings reach on the half for choosing."""
    for soft, half_life, weight in product(
        (3.0, 5.0, 7.0, 10.0), (90.0, 180.0, 365.0), (1.0, 2.0, 4.0)
    ):
        method.SOFTNESS_DAYS, method.HALF_LIFE_DAYS = soft, half_life
        method.PORTFOLIO_WEIGHT = weight
        reached = over(rated(asked, late_risk), clients)
        print(f"softness {soft:g}, half-life {half_life:g}, portfolio {weight:g}: {reached:.4f}")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--choose", action="store_true")
    options = parser.parse_args()
    asked = questions(load_ledger(options.ledger))
    clients = sorted({question.client for question in asked})
    first, second = clients[::2], clients[1::2]
    if options.choose:
        choose(asked, first)
        return
    predictions = {name: rated(asked, each) for name, each in BASELINES.items()}
    predictions["late_risk"] = ours = rated(asked, late_risk)
    print(f"{len(asked)} invoices of {len(clients)} clients\n")
    print("                       all  choosing  judging")
    for name, each in predictions.items():
        figures = (over(each, clients), over(each, first), over(each, second))
        print(f"{name:20} {figures[0]:5.3f}     {figures[1]:5.3f}    {figures[2]:5.3f}")
    best = max(BASELINES, key=lambda name: over(predictions[name], second))
    low, high = bootstrap(ours, predictions[best], second, options.draws, options.seed)
    gain = over(ours, second) - over(predictions[best], second)
    print(
        f"\nlate_risk less {best}, judging half: {gain:+.4f}, 95 % from {low:+.4f} to {high:+.4f}"
    )
    a, b = fitted_curve(asked, set(first))
    print(f"curve fitted on the choosing half: {a:.3f}, {b:.3f}; in use {method.CURVE}\n")
    print("\n".join(calibration(ours, second)))


if __name__ == "__main__":
    main()
