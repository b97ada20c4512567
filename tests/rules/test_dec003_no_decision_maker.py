"""no-decision-maker: every contact listed is known not to decide."""

from datetime import date

import pytest

from clienthealth.rules.dec003_no_decision_maker import RULE
from one_client import Seen, Unseen

NOBODY = "contacts: [{name: Kim, decision_maker: false}, {name: Ola, decision_maker: false}]"


def test_half_for_a_client_and_the_worst_for_a_prospect(see: Seen) -> None:
    assert see(NOBODY).intensity == 0.5
    assert see(f"first_contact: 2026-01-01\n{NOBODY}").intensity == 1.0
    assert see(f"since: 2026-07-01\n{NOBODY}").intensity == 1.0
    assert see(NOBODY).evidence == (("contacts", 0), ("contacts", 1))


@pytest.mark.parametrize(
    ("contacts", "why"),
    [
        ("[]", "not recorded who decides"),
        ("[{name: Kim}]", "not recorded who decides"),
        ("[{name: Kim, decision_maker: false}, {name: Ola}]", "not recorded who decides"),
        ("[{name: Kim, decision_maker: true, from: 2026-07-01}]", "not recorded who decides"),
    ],
)
def test_what_is_not_written_down_is_no_finding(
    contacts: str, why: str, cannot_see: Unseen
) -> None:
    assert cannot_see(f"contacts: {contacts}").why == why


def test_one_who_decides_suffices(see: Seen) -> None:
    both = "contacts: [{name: Kim}, {name: Ola, decision_maker: true}]"
    assert see(both).intensity == 0


def test_only_those_who_are_there_on_the_day_count(see: Seen) -> None:
    client = """
    contacts:
      - {name: Kim, decision_maker: false}
      - {name: Ola, decision_maker: true, until: 2026-06-29}
      - {name: Sam, decision_maker: true, from: 2026-07-01}
    """
    assert see(client).intensity == 0.5
    assert see(client).evidence == (("contacts", 0),)
    assert see(client, as_of=date(2026, 6, 29)).intensity == 0
    assert see(client, as_of=date(2026, 7, 1)).intensity == 0
    assert RULE.stages == ("prospect", "active", "former")
