"""The sections of `collect`: all clients in a table, or one client with their invoices."""

import shlex
from collections.abc import Iterator, Sequence
from decimal import Decimal

from clienthealth.facts.habit import Habit
from clienthealth.facts.payment import AGE_BANDS
from clienthealth.facts.words_of_payment import counted, from_due_date, overdue_for, several
from clienthealth.ledger import written
from clienthealth.planning.collecting import (
    NOT_ADVICE,
    REMINDED,
    STEP_NAMES,
    ClientAccount,
    Collection,
    ItemState,
    NextReminder,
    OpenItem,
    ReminderStep,
)
from clienthealth.report.text.blocks import (
    Cell,
    Client,
    Column,
    Grid,
    Line,
    Part,
    Points,
    Section,
    grid,
    id_cell,
)
from clienthealth.report.text.figures import Figures

STYLES: dict[ReminderStep, str] = {
    "friendly": "",
    "firm": "yellow",
    "final": "dark_orange",
    "stop": "bold red",
}

STATES: dict[ItemState, str] = {
    "not-due": "-",
    "overdue": "all sent",
    "small-rest": "a small remainder",
    "disputed": "-",
}
"""The state of an invoice without a next reminder."""


def sections(found: Collection) -> Iterator[Section]:
    """The sections: of all clients, or of the only one."""
    figures = Figures(found.withheld)
    if found.one is None:
        yield _overview(found, figures)
    else:
        yield from _client(found, found.one, figures)


def _overview(found: Collection, figures: Figures) -> Section:
    title = f"Open invoices on {written.day(found.as_of)}"
    if not found.clients:
        return Section(title, (Line("Nothing is open."),))
    columns = (
        Column("client", least=12, on_page=False),
        Column("name", wide_only=True, least=16, most=40),
        Column("open", right=True),
        Column("overdue", right=True),
        Column("days", right=True),
        Column("usually", right=True),
        Column("reminder"),
        Column("on", right=True),
        Column("interest", right=True, wide_only=True),
        Column("fixed sum", right=True, wide_only=True),
        Column("write-off", right=True),
    )
    rows = [_overview_row(account, found.currency, figures) for account in found.clients]
    currency = found.currency
    owed = (found.open, found.overdue, found.expected_loss)
    all_open, overdue, lost = (_with_currency(each, currency, figures) for each in owed)
    total = (
        f"{all_open} is open, {written.of_it(overdue, all_open)} overdue. "
        f"Likely write-off: {lost}, by age and the policy's provision."
    )
    return Section(
        title,
        (
            grid(columns, rows),
            Line("Amounts are withheld." if found.withheld else total),
            *_disputed(found),
            Line(
                "Usually: the median days from invoice to payment, or a range of days where "
                "they vary. Each invoice counts the same; `score` weighs them by amount."
            ),
            Line(NOT_ADVICE, explains="interest"),
            Line(
                "`clienthealth collect CLIENT` shows the invoices. With `--statement` it writes a "
                "statement of account for the client."
            ),
        ),
    )


def _disputed(found: Collection) -> Iterator[Line]:
    """Why somebody with an old debt gets a mild reminder for another, or none."""
    disputing = [account.id for account in found.clients if account.disputed]
    if disputing:
        pieces: list[str | Client] = []
        for each in disputing:
            pieces += [", "] if pieces else []
            pieces.append(Client(each))
        yield Line(
            ("No reminder for what is disputed; settle that first: ", *pieces, "."),
        )


def _overview_row(account: ClientAccount, home: str, figures: Figures) -> Sequence[Cell | str]:
    reminder, ageing = account.next, account.ageing
    return (
        id_cell(account.id),
        account.name,
        figures.money(ageing.open, home),
        figures.money(ageing.overdue, home),
        str(account.days) if account.days > 0 else "-",
        _usually(account.habit),
        _step_cell(reminder) if reminder else _without_reminder(account),
        written.day(reminder.day) if reminder else "",
        _with_currency(account.interest, account.currency, figures),
        _sums(account, figures),
        figures.money(ageing.expected_loss, home),
    )


def _usually(habit: Habit | None) -> str:
    """The median days from invoice to payment, or the middle half where they vary."""
    if habit is None:
        return "-"
    if habit.is_steady or habit.spread is None:
        return f"{habit.median_days:.0f} d"
    lower, upper = (f"{each:.0f}" for each in habit.spread)
    return f"{upper} d" if lower == upper else f"{lower}-{upper} d"


def _step_cell(reminder: NextReminder) -> Cell:
    return Cell(reminder.step, STYLES[reminder.step])


def _without_reminder(account: ClientAccount) -> str:
    if account.disputed and not account.items:
        return "disputed"
    return "all sent" if account.days > 0 else "-"


def _with_currency(amount: Decimal | None, currency: str, figures: Figures) -> str:
    known = figures.told(amount)
    return "-" if known is None else f"{figures.money(known, currency)} {currency}"


def _sums(account: ClientAccount, figures: Figures) -> str:
    sums = account.fixed_sums
    return "-" if sums is None else _with_currency(*sums, figures)


def _client(found: Collection, account: ClientAccount, figures: Figures) -> Iterator[Section]:
    name = account.id if found.withheld else f"{account.name} ({account.id})"
    yield Section(
        f"{name}: open invoices on {written.day(found.as_of)}", tuple(_summary(found, figures))
    )
    if account.items:
        yield Section("Invoices", (_items(found, account.items, figures),))
    if account.disputed:
        said = Line("No reminder is due for these; settle the dispute first.")
        yield Section("Disputed", (_items(found, account.disputed, figures), said))
    if any(item.claim for item in account.items):
        yield Section("What you may claim", tuple(_claims(account, figures)))
    if account.reminders:
        yield Section("Reminders", tuple(_reminders(account)))
    for letter in found.letters[:1]:
        lines = (f"Subject: {letter.subject}", "", *letter.body.splitlines())
        yield Section("The letter of the next reminder", tuple(map(Line, lines)))


def _summary(found: Collection, figures: Figures) -> Iterator[Part]:
    account = found.clients[0]
    if not account.items and not account.disputed:
        yield Line("Nothing is open.")
    elif found.withheld:
        late = f", {overdue_for(account.days, account.overdue_count)}" if account.days > 0 else ""
        invoices = written.count(account.invoice_count, "open invoice")
        yield Line(f"{invoices}{late}; amounts are withheld.")
    else:
        money = _with_currency(account.open, account.currency, figures)
        late = _with_currency(account.overdue, account.currency, figures)
        overdue = (
            overdue_for(account.days, account.overdue_count) if account.days > 0 else "overdue"
        )
        yield Line(f"{money} is open, {written.of_it(late, money)} {overdue}.")
        if account.currency != found.currency:
            at_home = figures.money(account.ageing.open, found.currency)
            yield Line(f"In {found.currency}: {at_home}.")
        lost = _with_currency(account.ageing.expected_loss, found.currency, figures)
        yield Line(f"Likely write-off: {lost}, by age and the policy's provision.")
    if account.credit and not found.withheld:
        credit = _with_currency(account.credit, account.currency, figures)
        yield Line(f"They have an unused credit of {credit}.")
    yield Line(habit_text(account.habit, found.window_days, account.covered))


def habit_text(habit: Habit | None, window_days: int, covered: int = 0) -> str:
    """How a client usually pays, by the payments in the window.

    Args:
        habit: The habit.
        window_days: The days of the window.
        covered: How many more bills only a credit settled.
    """
    window = f"in the last {written.count(window_days, 'day')}"
    if habit is None:
        none = f"The ledger has no day {window} on which they paid an invoice in full"
        credit = _covered(covered, "") if covered else ""
        return f"{none}, so their habit is not known.{credit}"
    credit = _covered(covered, " more") if covered else ""
    return f"{_habit_alone(habit, window)}{credit}"


def _covered(number: int, more: str) -> str:
    were, they = ("was", "it does") if number == 1 else ("were", "they do")
    return f" {number}{more} {were} covered by a credit, so {they} not count."


def _habit_alone(habit: Habit, window: str) -> str:
    when = from_due_date(habit.median_late)
    took = written.quantity(habit.median_days, "day")
    if habit.paid == 1:
        return f"They paid one {habit.bills} {window}, in {took}, {when}."
    paid = f"{counted(habit.paid, habit.bills)} paid {window}"
    within = f"Half of their {several(habit.bills)} are paid within {took}, {when}"
    if habit.spread is None:
        return f"{within} ({paid})."
    half = f"the middle half of them after {_range(*habit.spread)}"
    if habit.is_steady:
        return f"{within} ({paid}, {half})."
    *first, last = map(str, habit.latest)
    latest = f"the latest took {', '.join(first)} and {last} days"
    return f"They have no fixed habit: {paid}, {half}; {latest}."


def _range(lower: float, upper: float) -> str:
    """From one number of days to another; one number where they round to the same."""
    first, last = f"{lower:.0f}", f"{upper:.0f}"
    return written.count(int(last), "day") if first == last else f"{first} to {last} days"


def _items(found: Collection, items: Sequence[OpenItem], figures: Figures) -> Grid:
    columns = (
        Column("invoice", least=8),
        Column("issued", wide_only=True),
        Column("due"),
        Column("open", right=True),
        Column("days", right=True),
        Column("sent", least=8),
        Column("reminder"),
        Column("on"),
        Column("interest", right=True),
        Column("fixed sum", right=True, wide_only=True),
        Column("provision", right=True, wide_only=True),
    )
    currency = found.clients[0].currency
    percents = dict(zip(AGE_BANDS, found.provision, strict=True))
    return grid(
        columns,
        [
            (
                item.number,
                written.day(item.issued),
                written.day(item.due),
                figures.money(item.open, currency),
                str(item.days) if item.days > 0 else "-",
                ", ".join(f"{each.step} {written.day(each.day)}" for each in item.sent) or "-",
                _step_cell(item.next) if item.next else STATES[item.state],
                written.day(item.next.day) if item.next else "",
                figures.money(item.claim.interest, currency) if item.claim else "-",
                _claimed_sum(item, figures),
                f"{percents[item.band]:f} %",
            )
            for item in items
        ],
    )


def _claimed_sum(item: OpenItem, figures: Figures) -> str:
    claim = item.claim
    if claim is None:
        return "-"
    return _with_currency(claim.fixed_sum, claim.fixed_sum_currency or "", figures)


def _claims(account: ClientAccount, figures: Figures) -> Iterator[Part]:
    claims = [item.claim for item in account.items if item.claim is not None]
    for basis, rate in dict.fromkeys((claim.basis, claim.rate) for claim in claims):
        at = f"{rate:f} % a year" if rate is not None else "interest at an unknown rate"
        yield Line(f"By {basis}: {at}.")
    if not figures.withheld and (sums := tuple(_claimed(account, figures))):
        yield Line(" ".join(sums))
    yield from (Line(f"{note[0].upper()}{note[1:]}.") for note in account.notes)
    yield Line(NOT_ADVICE)


def _claimed(account: ClientAccount, figures: Figures) -> Iterator[str]:
    """The sums that are known."""
    if account.interest is not None:
        interest = _with_currency(account.interest, account.currency, figures)
        late = ""
        if account.interest and account.paid_late:
            paid_late = _with_currency(account.paid_late, account.currency, figures)
            late = f", {paid_late} of it on instalments that they paid late"
        yield f"Interest so far: {interest}{late}."
    if account.fixed_sums is not None:
        yield f"Fixed sums: {_sums(account, figures)}."


def _reminders(account: ClientAccount) -> Iterator[Part]:
    for reminder in account.reminders:
        numbers = ", ".join(account.numbers_for(reminder))
        yield Points(
            (f"for {numbers}", *(f"once sent: {line}" for line in log_lines(account, reminder))),
            title=f"{written.day(reminder.day)}: {STEP_NAMES[reminder.step]}",
        )


def log_lines(account: ClientAccount, reminder: NextReminder) -> tuple[str, ...]:
    """The commands that record a reminder: a single one if it is for all that is overdue."""
    line = f"clienthealth log {account.id} reminder --step {reminder.step} --at {reminder.day}"
    chosen = account.due_for(reminder)
    reminded = [item for item in account.items if item.state in REMINDED]
    if tuple(item for item in reminded if item.due < reminder.day) == chosen:
        return (line,)
    numbers = account.numbers_for(reminder)
    return tuple(f"{line} --invoice {shlex.quote(number)}" for number in numbers)
