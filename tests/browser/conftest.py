"""A headless Chromium for the tests of the pages, and axe-core; skipped where they are missing.

Selenium drives it: well kept, in Debian's own pace (`chromium-driver` is of one version with
`chromium`), and its `execute_cdp_cmd` reaches the printer and the emulation of media. Where
BROWSER_TESTS is `required`, as in CI, what is missing fails instead.
"""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from browser.browsing import Browser, open_browser
from clienthealth import (
    assess,
    check,
    collect,
    letgo,
    load_ledger,
    render,
    review,
    today,
    with_plans,
)
from clienthealth.report.review import brief
from clienthealth.report.review import html_page as html_review
from clienthealth.report.score import html_page as html_score
from clienthealth.report.view import view_of
from depth import FULL

ROOT = Path(__file__).parents[2]
STUDIO_DAY = date(2026, 10, 31)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVERS = ("chromedriver", "chromium.chromedriver")
AXE = "axe-core@4.14.1"
AXE_SHA512 = (
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)
"""What npm's registry says of that version; another tarball is not used."""


def lack(what: str) -> NoReturn:
    """Skip a test for want of something, or fail it where that must not be."""
    if os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(what)
    pytest.skip(what)


def found(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, the same for all tests; each opens its page anew."""
    program, driver = found(BROWSERS), found(DRIVERS)
    if program is None or driver is None:
        lack("no Chromium with its driver: apt-get install chromium chromium-driver")
    with open_browser(program, driver) as opened:
        yield opened


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """The script of axe-core, fetched once by npm into pytest's cache."""
    folder = pytestconfig.cache.mkdir(AXE.replace("@", "-"))
    script = folder / "axe.min.js"
    if not script.exists():
        _fetch_axe(folder, script)
    return script.read_text(encoding="utf-8")


def _fetch_axe(folder: Path, script: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        lack("no npm to fetch axe-core with: apt-get install npm")
    command: list[str | Path] = [npm, "pack", AXE, "--pack-destination", folder, "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    tarball = next(folder.glob("*.tgz"), None)
    if done.returncode or tarball is None:
        lack(f"npm cannot fetch {AXE}: {done.stderr.strip()[:200]}")
    digest = hashlib.sha512(tarball.read_bytes()).digest()
    assert base64.b64encode(digest).decode() == AXE_SHA512, f"another {AXE} than was pinned"
    with tarfile.open(tarball) as packed:
        member = packed.extractfile("package/axe.min.js")
        assert member is not None
        script.write_bytes(member.read())


HOSTILE_NAMES = (
    "<script>window.hit = 1</script>",
    '"><img src=x onerror="window.hit = 2">',
    "</title></style></script><svg onload=window.hit=3>",
    "\u202egnp.exe \x1b[31m \0 \n<iframe srcdoc='<script>parent.hit=4</script>'>",
    "javascript:alert(5)//" + "w" * 400,
    "日本語の会社 שלום عالم",
    "W" * 200,
    "株式会社" * 40,
)


def hostile_ledger() -> str:
    """A ledger whose names, notes and lines would do something if they were markup."""
    clients = "".join(
        f"  - id: c{index}\n    name: {json.dumps(name)}\n    since: 2025-01-01\n"
        f"    time: [{{date: 2026-05-01, hours: 20}}, {{date: 2026-05-04, hours: {index + 1}}}]\n"
        f"    invoices: # </code><script>window.hit = 6</script>\n"
        f'      - {{number: "1", issued: 2026-02-01, amount: 1000}}\n'
        f'      - {{number: "2", issued: 2026-03-01, amount: 1000}}\n'
        f'      - {{number: "3", issued: 2026-04-01, amount: 1000}}\n'
        f"    events:\n"
        f"      - {{kind: misconduct, at: 2026-04-01, level: abusive, "
        f'note: "<img src=x onerror=window.hit=7>"}}\n'
        for index, name in enumerate(HOSTILE_NAMES)
    )
    business = '{name: "<script>window.hit = 8</script>", currency: EUR, target_rate: 50}'
    return f"version: 1\nbusiness: {business}\nclients:\n{clients}"


A_FEW = (
    *("saelgtorp", "oosterwolde", "bursztyn", "dunmarra", "ellerfeld", "knallpreis"),
    *("sonnblick", "hawthorn", "prats"),
)
"""Clients of the studio, at least one with each verdict that has a look of its own."""


def studio() -> str:
    """The studio's ledger, at full depth with all of its clients."""
    text = (ROOT / "examples" / "studio.yaml").read_text(encoding="utf-8")
    head, *clients = re.split(r"^(?=  - id: )", text, flags=re.MULTILINE)
    known = {name: each for each in clients for name in re.findall(r"\A  - id: (\S+)", each)}
    return head + "".join(known[name] for name in (known if FULL else A_FEW))


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages as files: the studio's, and those of a ledger that means harm."""
    folder = tmp_path_factory.mktemp("pages")
    hostile, few = folder / "hostile.yaml", folder / "studio.yaml"
    hostile.write_text(hostile_ledger(), encoding="utf-8")
    few.write_text(studio(), encoding="utf-8")
    made = {}
    for name, path, day, parted in (
        ("studio", few, STUDIO_DAY, "knallpreis"),
        ("hostile", hostile, date(2026, 6, 30), "c6"),
    ):
        ledger = load_ledger(path)
        reviewed = review(ledger, last_day=day, draws=50)
        texts = {
            f"{name} review": html_review.render(with_plans(reviewed)),
            f"{name} brief": brief.render_html(reviewed),
            f"{name} score": html_score.render(view_of(assess(ledger, as_of=day))),
            f"{name} check": render(check(ledger, as_of=day), "html"),
            f"{name} plan": render(letgo(ledger, parted, as_of=day), "html"),
            f"{name} collect": render(collect(ledger, as_of=day), "html"),
            f"{name} today": render(today(ledger, as_of=day), "html"),
        }
        for title, text in texts.items():
            made[title] = folder / f"{title.replace(' ', '-')}.html"
            made[title].write_text(text, encoding="utf-8")
    return made
