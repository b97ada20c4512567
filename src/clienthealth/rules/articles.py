"""The five articles that the red flags and procedures come from."""

from typing import NamedTuple


class Article(NamedTuple):
    """An article: its identifier, what it is about, and what it says in two sentences."""

    id: str
    title: str
    says: str


ARTICLES: dict[str, Article] = {
    "A0": Article(
        "000_30ac93c0b7e37939",
        "Stop the abuse! 7 steps to a well-trained client",
        "Clients treat a freelancer as they have been taught to: by scarce time, mutual "
        "commitment, and expectations that are written down and gone through together. The lowest "
        "15 % of a market grind their suppliers down with discounts, bait, constant changes and "
        "disputes, and should be let go every year to make room for the best.",
    ),
    "A1": Article(
        "001_971a2047784011b4",
        "It is time to fire that client",
        "A client who messages day and night, answers 'not quite it' to everything or pays for "
        "ever late takes most of the time and trouble and is not worth the business. Where "
        "attempts to mend it have met a wall, part calmly: read the contract, deliver what is "
        "paid for, meet face to face, be brief, give notice, offer an alternative.",
    ),
    "A2": Article(
        "002_87adf5c8d5e9d5bd",
        "How to stop wasting good time on bad prospects",
        "Real clients can sign and release a budget and want a result rather than the cheapest "
        "supplier; bad prospects never say yes and never say no, but put the decision off with "
        "excuses. Three calls, three days apart, and a personal letter a week later end the "
        "matter; a bad prospect never becomes a good client.",
    ),
    "A3": Article(
        "003_b52a322bcba2f3aa",
        "Ten ways to lose customers",
        "Customers leave for what their supplier did: unanswered calls, shoddy work, broken "
        "promises, being made to feel unimportant or cheated. Bad memories stick and good ones "
        "fade, so a second broken promise costs the trust that would have brought referrals.",
    ),
    "A4": Article(
        "004_64165e5867b511a0",
        "Three nightmare clients and what I learned",
        "Bad clients show early: they bargain hard before the table, pay late or never, call at "
        "the weekend for an instant turnaround and complain about the best work. A sponsor who "
        "has checked out, changes of management and invoices paid ever more slowly announce a "
        "client that is about to fail.",
    ),
}
"""By the short names that the rules use."""


def cited(name: str) -> str:
    """An article by its short name and its title: `A1, It is time to fire that client`."""
    return f"{name}, {ARTICLES[name].title}"
