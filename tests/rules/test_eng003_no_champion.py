"""no-champion: nobody at the top wants the work, or the team does not, a month in."""

from datetime import date

import pytest

from clienthealth.rules.eng003_no_champion import RULE
from one_client import Seen, Unseen

NOBODY = "contacts: [{name: Kim, champion: false}, {name: Ola, champion: false}]"
NOT_TOP, NOT_TEAM = "nobody at the top is a champion", "the team does not want it"


@pytest.mark.parametrize(
    ("client", "message", "evidence"),
    [
        (NOBODY, NOT_TOP, (("contacts", 0), ("contacts", 1))),
        ("team_buy_in: false", NOT_TEAM, ()),
        ("team_buy_in: false\ncontacts: [{name: Kim, champion: true}]", NOT_TEAM, ()),
        ("team_buy_in: false\ncontacts: [{name: Kim}]", NOT_TEAM, ()),
        (
            f"team_buy_in: false\n{NOBODY}",
            f"{NOT_TOP}; {NOT_TEAM}",
            (("contacts", 0), ("contacts", 1)),
        ),
        (f"team_buy_in: true\n{NOBODY}", NOT_TOP, (("contacts", 0), ("contacts", 1))),
    ],
)
def test_either_is_a_finding(
    client: str, message: str, evidence: tuple[object, ...], see: Seen
) -> None:
    seen = see(client)
    assert (seen.intensity, seen.message, seen.evidence) == (1, message, evidence)


def test_one_champion_suffices(see: Seen) -> None:
    both = "contacts: [{name: Kim, champion: false}, {name: Ola, champion: true}]"
    assert see(both).intensity == 0
    assert see(f"team_buy_in: true\n{both}").intensity == 0


@pytest.mark.parametrize(
    "client",
    [
        "aliases: [x]",
        "contacts: [{name: Kim}]",
        "contacts: [{name: Kim, champion: false}, {name: Ola}]",
        "team_buy_in: true",
        "contacts: [{name: Kim, champion: false, from: 2026-07-01}]",
        "contacts: [{name: Kim, champion: false, until: 2026-06-29}]",
        "team_buy_in: [{value: false, from: 2026-07-01}]",
    ],
)
def test_what_is_not_written_down_is_no_finding(client: str, cannot_see: Unseen) -> None:
    assert cannot_see(client).why == "not recorded who wants the work to succeed"


def test_it_begins_to_matter_after_thirty_days(see: Seen, cannot_see: Unseen) -> None:
    assert see(f"since: 2026-05-31\n{NOBODY}").intensity == 1
    assert cannot_see(f"since: 2026-06-01\n{NOBODY}").why == "a client for less than 30 days"
    assert cannot_see(f"since: 2026-07-01\n{NOBODY}").why == "a client for less than 30 days"
    assert see(f"since: 2026-06-30\n{NOBODY}", after_days=0).intensity == 1


def test_the_people_and_the_mood_of_the_day_count(see: Seen) -> None:
    client = """
    contacts:
      - {name: Kim, champion: true, until: 2026-06-15}
      - {name: Ola, champion: false}
    team_buy_in: [{value: true}, {value: false, from: 2026-06-20}]
    """
    assert see(client, as_of=date(2026, 6, 15)).intensity == 0
    assert see(client, as_of=date(2026, 6, 16)).message == NOT_TOP
    assert see(client, as_of=date(2026, 6, 20)).message == f"{NOT_TOP}; {NOT_TEAM}"
    assert (RULE.severity, RULE.stages) == ("low", ("active", "former"))
