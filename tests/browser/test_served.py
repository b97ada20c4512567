"""What a browser shows of `clienthealth serve` while its ledger is edited."""

import time
from collections.abc import Callable
from pathlib import Path

from browser.browsing import Browser
from cli.program import STUDIO_DAY
from cli.server import Served

LEDGER = """\
version: 1
business: {name: Studio Ada, currency: EUR}
clients:
  - id: acme
    name: Acme Ltd
    since: 2025-01-01
    invoices:
      - {number: "1", issued: 2026-06-01, amount: 1000}
      - {number: "2", issued: 2026-07-01, amount: 1000}
      - {number: "3", issued: 2026-08-01, amount: 1000}
"""


def comes(what: Callable[[], bool]) -> bool:
    """Whether something comes within some seconds."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return False


def test_the_page_follows_each_save_and_keeps_what_was_unfolded(
    browser: Browser, tmp_path: Path
) -> None:
    ledger = tmp_path / "clienthealth.yaml"
    ledger.write_text(LEDGER)

    def headline() -> str:
        return str(browser.ask("document.querySelector('h1').textContent"))

    def unfolded() -> int:
        return int(browser.ask("document.querySelectorAll('details[open]').length"))

    with Served("--as-of", STUDIO_DAY, cwd=tmp_path) as server:
        browser.driver.get(server.address)
        assert browser.complaints() == []
        first = headline()
        browser.run("document.querySelector('details').open = true")
        assert unfolded() == 1

        ledger.write_text(LEDGER.replace("Acme Ltd", "Nova Ltd"))
        assert comes(lambda: "Nova Ltd" in str(browser.ask("document.body.textContent")))
        assert (headline(), unfolded()) == (first, 1)

        ledger.write_text(LEDGER.replace("1000", "much"))
        assert comes(lambda: headline() == "The ledger cannot be read: 3 problems")
        assert "clienthealth.yaml:8:" in str(browser.ask("document.body.textContent"))

        ledger.write_text(LEDGER)
        assert comes(lambda: headline() == first)
        assert browser.complaints() == []
    notice = "document.getElementById('status').innerText"
    assert comes(lambda: "The server has ended" in str(browser.ask(notice)))
    assert browser.driver.title.startswith("Ended: ")
