"""`check --format junit`: valid by the schema of Jenkins' plugin."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from clienthealth.checking.model import Report
from clienthealth.ledger.fields import path_end
from clienthealth.ledger.sources import Place
from clienthealth.report.check.junit import render
from clienthealth.report.text.safety import visible

from .reports import ACME, BETA, CLEAN, FULL, HOSTILE, finding, hostile, report

SCHEMA = Path(__file__).parent / "schemas" / "junit-10.xsd"


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMA)


def parsed(found: Report) -> ET.Element:
    return ET.fromstring(render(found).encode())  # noqa: S314  # its own output


@pytest.mark.parametrize("found", [CLEAN, FULL, report(clients=())], ids=["clean", "full", "empty"])
def test_it_is_valid(schema: xmlschema.XMLSchema, found: Report) -> None:
    schema.validate(parsed(found))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_the_ledger_holds_is_text(schema: xmlschema.XMLSchema, text: str) -> None:
    suites = parsed(hostile(text))
    schema.validate(suites)
    case = suites.find("testsuite/testcase")
    assert case.get("name") == visible(text)
    assert case.find("failure").get("message") == visible(text)
    assert case.find("failure").text.startswith(
        f"{visible(path_end(text))}:7:3: PAY001 late-payment: "
    )
    assert len(case.find("system-out").text.splitlines()) == 2


def test_a_client_has_one_failure_for_all_of_its_results() -> None:
    late = finding("PAY001", "late-payment", "high", message="late", fails=True)
    owes = late._replace(code="PAY002", name="overdue-balance", message="owes")
    failures = list(parsed(report(late, owes)).iter("failure"))
    assert [(f.get("type"), f.get("message")) for f in failures] == [
        ("PAY001 PAY002", "late (and 1 other)")
    ]
    assert len(failures[0].text.splitlines()) == 2


def test_the_counts_are_those_of_the_cases() -> None:
    for element in (parsed(FULL), parsed(FULL).find("testsuite")):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        assert element.get("failures") == str(sum(c.find("failure") is not None for c in cases))


def test_a_client_called_ledger_is_kept_apart_from_the_ledger() -> None:
    cases = parsed(report(clients=(ACME._replace(id="ledger"),))).iter("testcase")
    assert [(c.get("classname"), c.get("name")) for c in cases] == [
        ("clienthealth", "ledger"),
        ("clienthealth.ledger", "ledger"),
    ]


def test_what_concerns_a_client_that_is_gone_belongs_to_the_ledger() -> None:
    gone = finding("PAY001", "late-payment", "high", "gone", fails=True)
    last = list(parsed(report(gone)).iter("testcase"))[-1]
    assert "gone" in (last.findtext("failure") or "")


def test_findings_that_do_not_fail_are_passed_over() -> None:
    found = finding("PAY001", "late-payment", "high")
    assert render(report(found)) == render(report())


def test_the_file_is_named_where_there_is_one() -> None:
    other = BETA._replace(place=Place("other.yaml", 1, 1))
    assert parsed(CLEAN).find("testsuite").get("file") == "ledger/clients.yaml"
    assert parsed(report(clients=(ACME, other))).find("testsuite").get("file") is None
