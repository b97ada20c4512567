"""What changed in a review, what would change, and the notes at its end."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from clienthealth.ledger import written
from clienthealth.ledger.disclosure import Money
from clienthealth.report.review.wording import (
    OUTCOMES,
    ROWS,
    clients,
    move_text,
    named,
    share_text,
    verdict_move,
)
from clienthealth.report.text.blocks import (
    Cell,
    Client,
    Column,
    Line,
    Part,
    Points,
    Section,
    grid,
    id_cell,
)
from clienthealth.report.text.wording import few, number
from clienthealth.reviewing.decisions import DECISIONS
from clienthealth.reviewing.exchange_rates import Conversion
from clienthealth.reviewing.model import Changes, Earlier, Move, Review, Shift, State, WhatIf
from clienthealth.reviewing.what_if import Change

STATES = (
    Column("figure"),
    Column("now", right=True),
    Column("what if", right=True),
)
SHIFTS = (
    Column("client", least=12),
    Column("rank"),
    Column("health"),
    Column("worth/h"),
    Column("verdict", least=13, speaks=True),
)
MOVES = (
    Column("change"),
    Column("client", least=12),
    Column("health"),
    Column("rank"),
    Column("verdict", least=13, speaks=True),
)
EARLIER = (
    Column("#", right=True),
    Column("client", least=12),
    Column("decision then"),
    Column("what came of it", least=16),
    Column("rank now", right=True),
)
KNOWN = ("now known", "now unknown", "dormant")
"""What a verdict is that came or went, without a rise or a fall."""


def what_if(found: WhatIf, currency: str, most: int = ROWS) -> Section:
    """The portfolio as it is beside the portfolio as it would be.

    Somebody let go takes their past with them, so what the business brought is here what its
    active clients did; the business below counts everybody.
    """
    asked: list[str | Client] = []
    for each in found.changes:
        asked += [", "] if asked else []
        asked += [Client(each.client), _change(each, currency)]
    return Section("What if", tuple(_what_if(found, currency, most)), tuple(asked))


def _change(change: Change, currency: str) -> str:
    """What would be different, after the client's id."""
    if change.kind == "fired":
        return " is let go"
    if change.value is None:
        return " on another rate" if change.kind == "rate" else " on other terms"
    if change.kind == "rate":
        return f" at {written.amount(Decimal(change.value), currency)} an hour"
    return " on 1 day's terms" if change.value == 1 else f" on {change.value} days' terms"


def _what_if(found: WhatIf, currency: str, most: int) -> Iterator[Part]:
    before, after = _state(found.before, currency), _state(found.after, currency)
    pairs = zip(before, after, strict=True)
    rows = [(name, now, then) for (name, now), (_, then) in pairs if now != then]
    yield grid(STATES, rows) if rows else Line("No figure of the business would change.")
    if found.before.bottom != found.after.bottom:
        yield Line(("The bottom group would be ", *clients(found.after.bottom), "."))
    yield from _shifts(found, currency, most)
    for each in found.assumptions:
        yield Line(each, "dim")


def _shifts(found: WhatIf, currency: str, most: int) -> Iterator[Part]:
    """The clients who would change; those who only move in rank are counted."""
    changed = [shift for shift in found.shifts if not _only_moves(shift)]
    if changed:
        yield grid(SHIFTS, [_shift(each, currency) for each in few(changed, most)])
    if others := len(found.shifts) - len(few(changed, most)):
        yield Line(f"{written.count(others, 'other client moves', 'other clients move')}.")


def _only_moves(shift: Shift) -> bool:
    before = shift.health_before, shift.worth_before, shift.action_before
    return before == (shift.health, shift.worth, shift.action)


def _state(state: State, currency: str) -> Iterator[tuple[str, str]]:
    yield "active clients", str(state.active)
    yield "revenue of active clients", written.cell(state.revenue, currency)
    yield "hours for active clients", number(state.hours, 2)
    yield "an hour for active clients brings in", written.cell(state.effective_rate, currency)
    yield "utilisation by active clients", share_text(state.utilisation)
    yield "largest share of active clients", share_text(state.largest_share)
    yield "open, of all clients", written.cell(state.open_balance, currency)
    yield "overdue, of all clients", written.cell(state.overdue_balance, currency)
    yield "likely write-off, of all clients", written.cell(state.expected_loss, currency)
    yield "days sales outstanding, of all clients", number(state.days_sales_outstanding, 0)
    yield "days to pay, of all clients", number(state.days_to_pay, 0)


def _shift(shift: Shift, currency: str) -> list[Cell | str]:
    return [
        id_cell(shift.id),
        move_text(shift.rank_before, shift.rank),
        move_text(shift.health_before, shift.health),
        move_text(_amount(shift.worth_before, currency), _amount(shift.worth, currency)),
        verdict_move(shift),
    ]


def _amount(value: Money, currency: str) -> str | None:
    return None if value is None else written.cell(value, currency)


def changes(review: Review, most: int = ROWS) -> Section:
    """What changed since the end of the period before."""
    found = review.changes
    if found is None:
        text = "The ledger has nothing from before the period."
        return Section("What changed", (Line(text),))
    return Section(f"What changed since {written.day(found.before)}", tuple(_changes(found, most)))


def _changes(found: Changes, most: int) -> Iterator[Part]:
    moves = [*_moves(found, most)]
    if moves:
        yield grid(MOVES, moves)
    else:
        yield Line("Nobody came, left, rose or fell, and no verdict changed.")
    if found.bottom_then:
        yield Line("The bottom group then, under today's policy:")
        yield grid(EARLIER, [_earlier(each) for each in found.bottom_then])


def _moves(found: Changes, most: int) -> Iterator[list[Cell | str]]:
    groups = {word: [move for move in found.known_or_not if _word(move) == word] for word in KNOWN}
    kinds: tuple[tuple[str, Sequence[Move], str], ...] = (
        ("fell", found.fell, "red"),
        *((word, moves, "") for word, moves in groups.items()),
        ("rose", found.rose, "green"),
        ("joined", found.joined, ""),
        ("left", found.left, ""),
    )
    for word, moves, style in kinds:
        for move in few(moves, most):
            yield [Cell(word, style), *_move(move)]
        if more := len(moves) - len(few(moves, most)):
            yield [Cell(word, style), f"{more} more", "", "", ""]


def _word(move: Move) -> str:
    """What happened to a client who has a verdict and was unknown, or the other way round."""
    known, unknown, dormant = KNOWN
    if move.action is None:
        return dormant
    return unknown if move.action == "unknown" else known


def _move(move: Move) -> list[Cell | str]:
    return [
        id_cell(move.id),
        move_text(move.health_before, move.health),
        move_text(move.rank_before, move.rank),
        verdict_move(move),
    ]


def _earlier(earlier: Earlier) -> list[Cell | str]:
    day = f" on {written.day(earlier.when)}" if earlier.when else ""
    return [
        str(earlier.rank),
        id_cell(earlier.id),
        DECISIONS[earlier.decision].label,
        OUTCOMES[earlier.outcome].format(on=day),
        "-" if earlier.rank_now is None else str(earlier.rank_now),
    ]


def notes(review: Review) -> Section | None:
    """The notes at the end: who was not ranked and why, rates, how sure it is."""
    told = tuple(_notes(review))
    return Section("Notes", (Points(told),)) if told else None


def _notes(review: Review) -> Iterator[str]:
    if review.ranked_by == "health":
        yield "Ranked by health: fewer than half of the clients have hours to rank by worth."
    if review.unranked:
        yield f"Not ranked: {named(f'{each.id} ({each.why})' for each in review.unranked)}."
    if review.short:
        short = named(f"{name} ({months:.1f} months)" for name, months in review.short)
        yield f"Ranked, but not clients for the whole period: {short}."
    if review.conversions:
        rates = ", ".join(_conversion(c, review.currency) for c in review.conversions)
        yield f"Converted: {rates}."
    if review.withheld:
        yield "Names, amounts and the ledger's own words are withheld."


def _conversion(found: Conversion, currency: str) -> str:
    since = f" from {written.day(found.from_)}" if found.from_ else ""
    return (
        f"{found.currency}{since}"
        if found.rate is None
        else f"1 {found.currency} = {found.rate:,f} {currency}{since}"
    )
