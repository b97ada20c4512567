"""no-contract: the ledger has no signed contract."""

import json
from datetime import date

import pytest

from clienthealth import Ledger, assess
from clienthealth.report.score.json_v1 import render
from clienthealth.report.view import view_of
from clienthealth.rules.con001_no_contract import RULE
from one_client import TODAY, Seen, Unseen, found, judged, ledger_with


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
    seen = see(client, "keeps: [contract]")
    assert (seen.intensity, seen.evidence) == (intensity, evidence)
    assert see("contract: {signed: 2026-07-01}", as_of=date(2026, 7, 1)).intensity == 0


def test_a_contract_is_missed_only_where_contracts_are_kept(see: Seen, cannot_see: Unseen) -> None:
    assert "keeps" in cannot_see("aliases: [x]").remedy
    assert "keeps" in cannot_see("aliases: [x]", "keeps: [praise]").remedy
    assert "keeps" in cannot_see("contract: {signed: 2026-07-01}").remedy
    assert see("contract: {terms_days: 14}").intensity == 1
    assert see("contract: {terms_days: 14}", "keeps: [praise]").intensity == 1


def test_another_client_s_contract_shows_that_contracts_are_kept(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
      - {id: acme, name: Acme, since: 2024-01-01}
      - {id: bolt, name: Bolt, since: 2024-01-01, contract: {signed: 2026-06-30}}
    """
    assert found(assess(doc_ledger, as_of=TODAY).clients[0], "CON001")
    before = assess(doc_ledger, as_of=date(2026, 6, 29)).clients[0]
    assert "CON001" in {each.code for each in before.not_assessed}


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
    active = found(judged(ledger_with("aliases: [x]", "keeps: [contract]")), "CON001")
    assert active is not None
    assert (active.points, active.is_serious) == (10.0, False)
    for other in ("first_contact: 2026-01-01", "until: 2026-06-29"):
        client = judged(ledger_with(other, "keeps: [contract]"))
        assert client.stage != "active"
        assert found(client, "CON001") is None
        assert "CON001" not in {*client.fine, *(each.code for each in client.not_assessed)}
    assert RULE.severity == "low"
