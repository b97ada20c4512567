"""`check --format github`: what GitHub's runner would make of the lines."""

import re

import pytest

from clienthealth.checking.model import LEDGER_WARNING
from clienthealth.ledger.sources import Place
from clienthealth.report.check.github import MESSAGE_LENGTH, render
from clienthealth.report.text.safety import visible

from .reports import HOSTILE, finding, hostile, own, report

COMMAND = re.compile(r"::(\w+)(?: ([^:]*))?::(.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands in a log, read as the runner reads them: name, properties, data."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        if match:
            name, properties, data = match.groups()
            pairs = [pair.split("=", 1) for pair in (properties or "").split(",") if pair]
            found.append((name, {k: unescaped(v) for k, v in pairs}, unescaped(data)))
    return found


def unescaped(text: str) -> str:
    for sign, code in ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25"):
        text = text.replace(code, sign)
    return text


def test_properties_and_data_are_escaped() -> None:
    found = finding(
        "PAY001",
        "late-payment",
        "high",
        message="100% late: a, b",
        place=Place("a,b:c%.yaml", 4, 2),
        fails=True,
    )
    assert render(report(found)).splitlines()[1] == (
        "::error file=a%2Cb%3Ac%25.yaml,line=4,col=2,title=PAY001 late-payment"
        "::acme: 100%25 late: a, b"
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_runner_reads_back_what_the_ledger_holds(text: str) -> None:
    group, (name, properties, data), *_ = commands(render(hostile(text)))
    assert group == ("group", {}, visible(text))
    assert name == "error"
    assert properties == {
        "file": visible(text),
        "line": "7",
        "col": "3",
        "title": "PAY001 late-payment",
    }
    assert data == f"{visible(text)}: {visible(text)}" or len(data) == MESSAGE_LENGTH


def test_a_message_is_no_longer_than_github_shows() -> None:
    found = finding("PAY001", "late-payment", "high", message="😀" * 5000, fails=True)
    data = commands(render(report(found)))[1][2]
    assert len(data.encode("utf-16-le")) // 2 in {MESSAGE_LENGTH - 1, MESSAGE_LENGTH}
    assert data.endswith("😀…")


def test_beyond_ten_of_a_kind_the_rest_is_told_in_plain_lines() -> None:
    late = [finding("PAY001", "late-payment", "high", f"c{n}", fails=True) for n in range(12)]
    odd = [own(LEDGER_WARNING, f"odd {n}", "c11") for n in range(11)]
    text = render(report(*late, *odd))
    names = [name for name, _, _ in commands(text)]
    assert (names.count("error"), names.count("warning")) == (10, 10)
    assert "\n::group::c10\nerror: ledger/clients.yaml:18:9: PAY001 late-payment: c10: pays" in text
    assert text.splitlines()[-2:] == [
        (
            "3 more are only in the groups above: "
            "GitHub shows at most 10 annotations of each level per step"
        ),
        "12 findings; 11 warnings; 3 clients as of 21 Nov 2026",
    ]


def test_each_client_has_one_group_and_each_group_an_end() -> None:
    both = [
        finding(code, name, "high", client, fails=True)
        for code, name in (("PAY001", "late-payment"), ("PAY002", "overdue-balance"))
        for client in ("acme", "beta")
    ]
    names = [name for name, _, _ in commands(render(report(*both)))]
    assert names == ["group", "error", "error", "endgroup"] * 2
