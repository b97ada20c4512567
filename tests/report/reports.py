"""Reports of `check` to render: a clean one, one with something of everything, hostile ones."""

from datetime import date
from typing import Any

from clienthealth.checking.model import (
    CHANGED_POLICY,
    EXPIRED_WAIVER,
    LEDGER_WARNING,
    STALE_BASELINE,
    VERDICT,
    CheckedClient,
    Outcome,
    OwnRule,
    Report,
    Result,
    Suppression,
    fingerprint,
)
from clienthealth.ledger.sources import Place

FILE = "ledger/clients.yaml"

ACME = CheckedClient(
    "acme",
    "Acme GmbH",
    "active",
    Outcome(41.3, "at-risk", "let-go"),
    Outcome(61.2, "watch", "renegotiate"),
    Place(FILE, 12, 5),
)
BETA = CheckedClient(
    "beta", "Beta & Söhne", "prospect", Outcome(None, None, "pursue"), None, Place(FILE, 40, 5)
)
GAMMA = CheckedClient(
    "gamma",
    "Gamma",
    "former",
    Outcome(88.0, "healthy", None),
    Outcome(88.0, "healthy", None),
    Place(FILE, 60, 5),
)


def finding(code: str, name: str, severity: Any, client: str = "acme", **more: Any) -> Result:
    """A finding of a red flag."""
    values: dict[str, Any] = {
        "message": "pays 22.9 days beyond terms by money; 5 of 7 invoices late",
        "place": Place(FILE, 18, 9),
        "related": (),
        "fingerprint": fingerprint(ascii(client), code),
        "intensity": 0.716,
    }
    return Result(code=code, name=name, client=client, severity=severity, **{**values, **more})


def own(rule: OwnRule, message: str, client: str | None = None, **more: Any) -> Result:
    """A result of one of the check's own rules."""
    values: dict[str, Any] = {
        "place": None,
        "related": (),
        "fingerprint": fingerprint(rule.code, ascii(message)),
    }
    return Result(rule.code, rule.name, message, client, **{**values, **more})


def report(*results: Result, **more: Any) -> Report:
    """A report on three clients, compared with nothing."""
    values: dict[str, Any] = {
        "tool_version": "1.2.3",
        "policy_hash": "5f0c" * 16,
        "as_of": date(2026, 11, 21),
        "currency": "EUR",
        "compared_with": None,
        "fail_on": ("let-go",),
        "clients": (ACME, BETA, GAMMA),
        "results": results,
    }
    return Report(**{**values, **more})


CLEAN = report()

FULL = report(
    finding(
        "PAY001",
        "late-payment",
        "high",
        status="new",
        fails=True,
        related=(Place(FILE, 19, 9), Place("ledger/invoices, 2026.csv", 3, 1)),
    ),
    finding(
        "DEC002",
        "stalling",
        "medium",
        message="put decisions off 4 times",
        intensity=0.6,
        intensity_before=0.25,
        status="worse",
        fails=True,
    ),
    own(
        VERDICT,
        "the verdict is let-go; it was renegotiate",
        "acme",
        place=Place(FILE, 12, 5),
        status="worse",
        fails=True,
    ),
    own(
        EXPIRED_WAIVER,
        "the waiver of late-payment ended on 2026-06-30",
        "gamma",
        place=Place(FILE, 66, 9),
        fails=True,
    ),
    own(LEDGER_WARNING, "the client paid 120.00 more than invoiced", "beta"),
    own(CHANGED_POLICY, "`grades` is another", place=Place("ledger/policy.yaml", 3, 1)),
    own(STALE_BASELINE, "gone: beta PRO002"),
    finding("SCO002", "unbilled-changes", "high", "gamma", status="unchanged"),
    finding(
        "CON001",
        "no-contract",
        "low",
        "gamma",
        message="no signed contract",
        status="new",
        suppressed=Suppression("waiver", "waived until 2026-12-31: agreed on the phone"),
    ),
    finding(
        "VAL008",
        "grinder",
        "position",
        "beta",
        message="is in the bottom 15 % and grinds",
        status="unchanged",
        suppressed=Suppression("baseline", "accepted by the baseline"),
    ),
    compared_with="main",
    fail_on=("new", "worse"),
)

HOSTILE = {
    "lines": "x\n::error file=a,line=1::gone\r\n##[add-mask]x\n- [ ] y",
    "encoded lines": "x%0A::error::gone%0D%0a%25",
    "command": "::error::gone",
    "old command": "a ##[add-mask]b ##vso[task.setvariable]c ##\ufe0f[group]d :\u034f:error::",
    "stopped": "::stop-commands::token",
    "cdata": "a ]]> <![CDATA[ b ]]> &amp; &#x41; &#0;",
    "terminal": "\x1b[31mred\x1b[0m \x9b31m \x07\x08",
    "writing direction": "\u202egnp.exe\u2066 \u200b\ufeff",
    "links": "[x](http://evil.example) ![x](//evil.example/p.png) <https://evil.example> [^1]",
    "addresses": "http://evil.example www.evil.example me@evil.example mailto:me@evil.example",
    "mentions": "@octocat @org/team #1 GH-1 org/repo#2 :tada: :100:",
    "html": "<script>alert(1)</script> </details> <!-- x --> <img src=x onerror=y>",
    "marks": "| a | `b` ``c`` **d** __e__ ~~f~~ \\| $x$ $`y`$ \\",
    "heading": "# head",
    "list": "- item",
    "number": "1. item",
    "underline": "=====",
    "entities": "&lt;b&gt; &copy; &",
    "nul": "a\0b",
    "surrogate": "a\ud800b\udcffc",
    "not characters": "\ufffe \uffff \U0001ffff \U000e0001",
    "separators": "a\u2028b\u2029c\x85d\u00a0e",
    "long": "w" * 70_000,
    "many signs": "#" * 20_000 + ":" * 20_000 + "#\ufe0f" * 5_000,
    "blank": "  ",
    "formula": '=cmd|"/c calc"!A1',
    "placeholder": "{0} {{x}} %s %(a)s ${{ secrets.X }}",
}
"""What somebody may write into a ledger, or name a file."""


def hostile(text: str) -> Report:
    """A report that holds a text wherever it can hold one of a ledger's."""
    client = ACME._replace(id=text, name=text, place=Place(text, 1, 1))
    place = Place(text, 7, 3)
    return report(
        finding("PAY001", "late-payment", "high", text, message=text, place=place, fails=True),
        own(LEDGER_WARNING, text, text, place=place, related=(place,)),
        own(CHANGED_POLICY, text),
        finding(
            "CON001",
            "no-contract",
            "low",
            text,
            message=text,
            place=place,
            suppressed=Suppression("waiver", text),
        ),
        clients=(client, BETA),
        compared_with=text,
    )
