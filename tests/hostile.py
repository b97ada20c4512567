"""A ledger with one text wherever a ledger takes one, and every command and format for it."""

import json
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from cli.program import Ran, run
from clienthealth.report.formats import FORMATS

DAY = ("--as-of", "2026-10-31")
FILE = "##[group]::error::a.yaml"
ROWS = "::error::b.csv"


class _Said:
    """The next of some texts, each time that it is written into a ledger."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._texts = cycle(texts)

    def __format__(self, before: str) -> str:
        return json.dumps(f"{before}{next(self._texts)}")


def ledger(*texts: str) -> str:
    """A ledger with a text in every place that takes one, and much to say of its clients.

    Of several texts each place has the next.
    """
    said = _Said(texts)
    due = ", ".join(
        f"{{number: {format(said, f'{n} ')}, issued: 2026-0{n}-01, amount: 1000, tax: 100, "
        f"disputed: true, payments: [{{date: 2026-{n + 3:02}-15, amount: 2000}}]}}"
        for n in range(1, 7)
    )
    events = ", ".join(
        f"{{kind: {kind}, at: 2026-0{n}-03T23:00, note: {said}{more}}}"
        for n in range(5, 10)
        for kind, more in {
            "misconduct": f", level: abusive, what: {said}",
            "stall": f", excuse: {said}",
            "payment_excuse": f", excuse: {said}",
            "agreement_dispute": f", about: {said}",
            "complaint": f", justified: false, about: {said}",
            "decision": f", reversed: true, what: {said}",
            "input_due": f", due: 2026-0{n}-01, what: {said}",
            "praise": "",
            "referral": "",
            "message": ", urgent: true",
        }.items()
    )
    return f"""\
version: 1
business: {{name: {said}, currency: EUR, target_rate: 95, cost_rate: 96}}
include: [{{file: {json.dumps(ROWS)}, kind: time}}]
policy: {{clients: {{acme: {{disabled: gone-silent}}}}}}
clients:
- id: acme
  name: {said}
  aliases: [{said}]
  since: 2025-01-01
  language: {said}
  contacts: [{{name: {said}, role: {said}, email: {said}}}]
  contract: {{statement_of_work: {said}, obligations: [{{what: {said}, due: 2026-03-01}}]}}
  projects: [{{id: shop, name: {said}, fee: 100, estimated_hours: 1,
    change_requests: [{{date: 2026-06-01, what: {said}}}],
    revisions: [{{date: 2026-06-01, note: {said}}}]}}]
  invoices: [{due}]
  events: [{events}]
  waivers:
  - {{rule: stalling, reason: {said}, from: 2026-01-01, until: 2026-12-31}}
  - {{rule: late-payment, reason: {said}, from: 2025-01-01, until: 2025-12-31}}
- {{id: prospect, name: {said}, first_contact: 2026-01-01, fit: 1, events: [{events}]}}
"""


PLANS = ("letgo", "boundaries")
"""The commands that are about one client."""
ABOUT_ONE = {
    "brief": ("review", "--brief"),
    "statement": ("collect", "acme", "--statement"),
}
"""What is printed by a command of another name."""


class Asked(NamedTuple):
    """A command with its format."""

    words: tuple[str, ...]
    format: str = ""

    @property
    def name(self) -> str:
        return "-".join((*self.words, self.format))

    def of(self, folder: Path) -> Ran:
        """What comes of it for the ledger in a folder."""
        before = (
            self.words
            if self.words[0] in {"explain", "waive", "trend", "baseline", *PLANS}
            else self.words[:2]
            if self.words[0] in {"collect", "followup"}
            else self.words[:1]
        )
        after = self.words[len(before) :]
        format_ = ("--format", self.format) if self.format else ()
        day = DAY if self.words[0] not in {"policy", "rules", "waive"} else ()
        return run(*before, FILE, *after, *format_, *day, cwd=folder, NO_COLOR="1")


ASKED = [
    *(
        Asked(ABOUT_ONE.get(command, (command, "acme") if command in PLANS else (command,)), name)
        for command, names in FORMATS.items()
        for name in names
    ),
    *(Asked(("collect", "acme"), name) for name in FORMATS["collect"]),
    *(Asked(("followup", "prospect"), name) for name in FORMATS["followup"]),
    Asked(("score", "--client", "acme"), "table"),
    Asked(("explain", "acme")),
    Asked(("explain", "prospect")),
    Asked(("trend", "acme"), "table"),
    Asked(
        ("waive", "acme", "late-payment", "--reason=x", "--from=2026-09-01", "--until=2026-10-01")
    ),
    Asked(("review", "--if-fired", "acme", "--if-rate", "prospect=##[x]"), "table"),
    Asked(("score", "--client", "::error::x ##vso[y]"), "table"),
    Asked(
        ("explain", "##[error]x"),
    ),
    Asked(("baseline", "write"), ""),
]
