"""no-contract: no signed contract that the ledger knows of."""

import json
from datetime import date

import pytest

from clienthealth import Ledger, assess
from clienthealth.report.score.json_v1 import render
from clienthealth.report.score.view import view_of
from clienthealth.rules.con001_no_contract import RULE
from one_client import TODAY, Seen, found, judged, ledger_with


@pytest.mark.parametrize(
    ("client", "intensity", "evidence"),
    [
        ("aliases: [x]", 1, ()),
        ("contract: {terms_days: 14}", 1, (("contract",),)),
        ("contract: {signed: 2026-07-01}", 1, ()),
        ("contract: {signed: 2026-06-30}", 0, (("contract",),)),
    ],
)
def test_signed_or_not(
    client: str, intensity: float, evidence: tuple[object, ...], see: Seen
) -> None:
    seen = see(client)
    assert (seen.intensity, seen.evidence) == (intensity, evidence)
    assert see("contract: {signed: 2026-07-01}", as_of=date(2026, 7, 1)).intensity == 0


def test_what_is_absent_points_at_the_client_s_own_line(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
      - id: acme
        name: Acme
        since: 2024-01-01
      - id: bolt
        name: Bolt
        since: 2024-01-01
        contract:
          terms_days: 14
    """
    acme, bolt = json.loads(render(view_of(assess(doc_ledger, as_of=TODAY))))["clients"]
    (absent,) = (f["evidence"] for f in acme["findings"] if f["code"] == "CON001")
    (unsigned,) = (f["evidence"] for f in bolt["findings"] if f["code"] == "CON001")
    assert [(e["path"], e["line"], e["column"]) for e in absent] == [("clients[0]", 4, 5)]
    assert [(e["path"], e["line"]) for e in unsigned] == [("clients[1].contract", 11)]


def test_it_is_low_and_for_active_clients_alone() -> None:
    active = found(judged(ledger_with("aliases: [x]")), "CON001")
    assert active is not None
    assert (active.points, active.is_serious) == (10.0, False)
    for other in ("first_contact: 2026-01-01", "until: 2026-06-29"):
        client = judged(ledger_with(other))
        assert client.stage != "active"
        assert found(client, "CON001") is None
        assert "CON001" not in {*client.fine, *(each.code for each in client.not_assessed)}
    assert RULE.severity == "low"
