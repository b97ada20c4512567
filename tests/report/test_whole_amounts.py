"""A business in yen reads no decimals of an amount, in whatever it is shown."""

import re
from collections.abc import Iterator

import pytest

from cli.program import run

DAY = "2025-12-31"
PEOPLE = ("table", "markdown", "html")
COMMANDS = (
    *(("score", "--format", each) for each in PEOPLE),
    *(("review", "--format", each, "--if-rate", "low=12000") for each in PEOPLE),
    *(("review", "--brief", "--format", each) for each in ("markdown", "html")),
    *(("letgo", "low", "--format", each) for each in (*PEOPLE, "ics")),
    *(("collect", "low", "--format", each) for each in PEOPLE),
    *(("today", "--format", each) for each in (*PEOPLE, "ics")),
    ("collect",),
    ("explain", "low"),
)
WITH_DECIMALS = re.compile(r"\d,\d{3}\.\d")
"""An amount here has thousands, and no count of hours or days has."""


def ledger() -> Iterator[str]:
    yield "version: 1"
    yield (
        "business: {name: Studio, currency: JPY, target_rate: 8000, cost_rate: 4000, "
        "capacity_hours: 40}"
    )
    yield "clients:"
    for name, rate in [*((f"good{n}", 9000 + 100 * n) for n in range(4)), ("low", 6001)]:
        yield f"  - id: {name}\n    name: {name}\n    since: 2024-01-02\n    invoices:"
        for month in range(1, 13):
            paid = "" if name == "low" and month in {9, 10} else f", paid: 2025-{month:02d}-20"
            yield (
                f"      - {{number: {name}{month}, issued: 2025-{month:02d}-01, "
                f"due: 2025-{month:02d}-15, amount: {7 * rate}{paid}}}"
            )
        yield "    time:"
        for month in range(1, 13):
            yield f"      - {{date: 2025-{month:02d}-01, hours: 7}}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = tmp_path_factory.mktemp("yen") / "ledger.yaml"
    made.write_text("\n".join(ledger()))
    return str(made)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_amount_has_decimals(path: str, command: tuple[str, ...]) -> None:
    done = run(*command, "--as-of", DAY, CLIENTHEALTH_LEDGER=path)
    assert done.code in {0, 1}, done.err
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", done.out, flags=re.DOTALL)
    text = text.replace("\r\n ", "").replace("\\,", ",")  # as a calendar folds and escapes
    assert not WITH_DECIMALS.findall(text)
    assert re.search(r"\d,\d{3}\b", text)  # there are amounts
