"""The ledger that `init` writes: its good client is good, and its bad one is not."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from clienthealth import Assessment, assess, load_ledger
from clienthealth.ledger.starter import starter_ledger

NEW_YEAR = date(2026, 1, 1)
ANY_DAYS = [NEW_YEAR + timedelta(days=23 * n) for n in range(16)] + [date(2028, 2, 29)]


def judged(folder: Path, written: date, after: int = 0) -> Assessment:
    """What the starter of a day says some days after it was written."""
    path = folder / "clienthealth.yaml"
    path.write_text(starter_ledger(written), encoding="utf-8")
    ledger = load_ledger(path)
    assert not ledger.warnings
    return assess(ledger, as_of=written + timedelta(days=after))


@pytest.mark.parametrize("day", ANY_DAYS, ids=str)
def test_the_good_client_is_to_be_kept_and_nothing_is_found(tmp_path: Path, day: date) -> None:
    good = next(c for c in judged(tmp_path, day).clients if c.id == "good-example")
    assert good.verdict
    assert (good.verdict.action, good.findings, good.verdict.holds) == ("keep", (), ())
    assert (good.health, good.grade) == (100, "healthy")


@pytest.mark.parametrize("day", ANY_DAYS, ids=str)
def test_the_late_client_is_not(tmp_path: Path, day: date) -> None:
    late = next(c for c in judged(tmp_path, day).clients if c.id == "late-example")
    assert late.verdict
    assert late.verdict.action == "renegotiate"
    assert "late-payment" in {finding.name for finding in late.findings}


def test_the_good_client_stays_good_while_nothing_is_added(tmp_path: Path) -> None:
    """Whoever looks again two months later finds the example as it was."""
    clients = judged(tmp_path, NEW_YEAR, after=60).clients
    good = next(client for client in clients if client.id == "good-example")
    assert good.verdict
    assert (good.verdict.action, good.findings) == ("keep", ())
