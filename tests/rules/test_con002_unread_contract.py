"""unread-contract: signed, but never gone through together."""

from datetime import date

import pytest

from clienthealth.rules.con002_unread_contract import RULE
from one_client import Seen, Unseen


@pytest.mark.parametrize(
    ("walked", "intensity"),
    [("true", 0), ("false", 1), ("2026-06-30", 0), ("2026-07-01", 1), ("2023-12-01", 0)],
)
def test_gone_through_or_not(walked: str, intensity: float, see: Seen) -> None:
    seen = see(f"contract: {{signed: 2024-01-02, walked_through: {walked}}}")
    assert (seen.intensity, seen.evidence) == (intensity, (("contract",),))


@pytest.mark.parametrize(
    ("client", "why"),
    [
        ("aliases: [x]", "no signed contract"),
        ("contract: {walked_through: false}", "no signed contract"),
        ("contract: {signed: 2026-07-01, walked_through: false}", "no signed contract"),
        (
            "contract: {signed: 2026-06-30}",
            "not recorded whether you went through the contract together",
        ),
    ],
)
def test_what_is_not_written_down_is_no_finding(client: str, why: str, cannot_see: Unseen) -> None:
    assert cannot_see(client).why == why


def test_it_is_known_from_the_day_of_the_signature(see: Seen) -> None:
    client = "contract: {signed: 2026-07-01, walked_through: false}"
    assert see(client, as_of=date(2026, 7, 1)).intensity == 1
    assert (RULE.severity, RULE.stages) == ("low", ("active",))
