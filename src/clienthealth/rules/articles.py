"""The five articles behind the red flags and the procedures."""

from typing import NamedTuple


class Article(NamedTuple):
    """An article: its identifier, its title, and a summary in two sentences."""

    id: str
    title: str
    says: str


ARTICLES: dict[str, Article] = {
    "A0": Article(
        "000_30ac93c0b7e37939",
        "Stop the abuse! 7 steps to a well-trained client",
        "You teach clients how to treat you: keep your time scarce, ask for commitment on both "
        "sides, write expectations down and go through them together. The bottom 15 % of a "
        "market grind their suppliers down with discounts, bait, constant changes and disputes; "
        "let them go every year to make room for the best.",
    ),
    "A1": Article(
        "001_971a2047784011b4",
        "It is time to fire that client",
        "A client who messages day and night, answers 'not quite it' to everything or always "
        "pays late takes most of your time and energy and is not worth it. If you have tried to "
        "fix it and hit a wall, part calmly: read the contract, deliver what is paid for, meet "
        "face to face, be brief, give notice, offer an alternative.",
    ),
    "A2": Article(
        "002_87adf5c8d5e9d5bd",
        "How to stop wasting good time on bad prospects",
        "Real clients can sign, can release a budget and want a result rather than the lowest "
        "price; bad prospects never say yes, never say no, and put the decision off with "
        "excuses. Make three calls, three days apart, send a personal letter a week later, and "
        "move on; a bad prospect never becomes a good client.",
    ),
    "A3": Article(
        "003_b52a322bcba2f3aa",
        "Ten ways to lose customers",
        "Customers leave because of what their supplier did: unanswered calls, shoddy work, "
        "broken promises, making them feel unimportant or cheated. Bad memories stick and good "
        "ones fade, so a second broken promise costs the trust that brings referrals.",
    ),
    "A4": Article(
        "004_64165e5867b511a0",
        "Three nightmare clients and what I learned",
        "Bad clients show early: they bargain hard before the first meeting, pay late or never, "
        "call at the weekend for an instant turnaround and complain about the best work. A "
        "sponsor who has checked out, a change of management and ever slower payments announce "
        "a client who is about to fail.",
    ),
}
"""By the short names that the rules use."""


def cited(name: str) -> str:
    """An article by its short name and its title: `A1, It is time to fire that client`."""
    return f"{name}, {ARTICLES[name].title}"
