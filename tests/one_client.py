"""Small ledgers for tests: one client, with few or no others, judged on a fixed day."""

import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from inspect import cleandoc
from pathlib import Path
from typing import Any, Protocol

from clienthealth import ClientAssessment, Ledger, assess, load_ledger
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.judging.health import Finding
from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.examples import EXAMPLE_DATE, Example, example_ledger

TODAY = EXAMPLE_DATE
"""The day on which these ledgers are judged: 2026-06-30."""


class Seen(Protocol):
    """What a rule sees in a client given as YAML."""

    def __call__(
        self, client: str, business: str = "", as_of: date = TODAY, **options: Any
    ) -> Observation: ...


class Unseen(Protocol):
    """Why a rule cannot judge a client given as YAML."""

    def __call__(self, client: str, business: str = "", as_of: date = TODAY) -> NotAssessed: ...


def loaded(text: str) -> Ledger:
    """The ledger that a whole file's text holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.yaml"
        path.write_text(text, encoding="utf-8")
        return load_ledger(path)


def ledger_with(client: str, business: str = "", others: str = "", top: str = "") -> Ledger:
    """A ledger around the YAML of one client."""
    text = example_ledger(Example(cleandoc(client), cleandoc(business), others))
    return loaded(cleandoc(top) + "\n" + text)


CONTRACT = (
    "contract: {signed: 2023-12-15, walked_through: true, terms_days: 30, notice_days: 30, "
    "included_revisions: 2, statement_of_work: see the offer}"
)
"""A contract that leaves nothing open, on the terms that hold without one."""


def ledger_under_contract(
    client: str, business: str = "", others: str = "", top: str = ""
) -> Ledger:
    """A ledger around the YAML of one client whose contract is in order."""
    return ledger_with(f"{cleandoc(client)}\n{CONTRACT}", business, others, top)


def facts_of(ledger: Ledger, as_of: date = TODAY) -> ClientFacts:
    """The facts of the first client."""
    return ClientFacts(ledger.clients[0], context_of(ledger, as_of, ledger.policy))


def judged(ledger: Ledger, as_of: date = TODAY) -> ClientAssessment:
    """The assessment of the first client."""
    return assess(ledger, as_of=as_of).clients[0]


def observed(rule: Any, facts: ClientFacts, **options: Any) -> Observation:
    """What a rule sees in the facts of a client; it must be able to judge."""
    own = type(rule.options).model_validate({**rule.options.model_dump(), **options})
    outcome = rule.check(facts, own)
    assert isinstance(outcome, Observation), outcome
    return outcome


def unjudged(rule: Any, facts: ClientFacts) -> NotAssessed:
    """Why a rule cannot judge the facts of a client; it must not be able to."""
    outcome = rule.check(facts, rule.options)
    assert isinstance(outcome, NotAssessed), outcome
    return outcome


def found(client: ClientAssessment, code: str) -> Finding | None:
    """The finding of a rule, if there is one."""
    return next((f for f in client.findings if f.code == code), None)


def bills(*rows: tuple[str, int | None], amount: int = 1000) -> str:
    """Invoices on 30-day terms as YAML: the day each is due, and how late it was paid if at all."""
    lines = ["invoices:"]
    for number, (text, late) in enumerate(rows, 1):
        due = date.fromisoformat(text)
        issued = due - timedelta(days=30)
        paid = "" if late is None else f"{{date: {due + timedelta(days=late)}, amount: {amount}}}"
        lines.append(
            f'  - {{number: "{number}", issued: {issued}, due: {due}, amount: {amount}, '
            f"deposit: true, payments: [{paid}]}}"
        )
    return "\n".join(lines)


def happenings(kind: str, *days: str, more: str = "") -> str:
    """Events of one kind as YAML, one on each day."""
    extra = f", {more}" if more else ""
    return "\n".join(["events:", *(f"  - {{kind: {kind}, at: {day}{extra}}}" for day in days)])


def ledger_of_files(files: Mapping[str, str]) -> Ledger:
    """The ledger in `ledger.yaml` among files that it may include."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        return load_ledger(Path(folder, "ledger.yaml"))
