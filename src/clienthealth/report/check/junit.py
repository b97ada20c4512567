"""`check --format junit`: a test case for each client, for servers that show test results.

The form is what the schema of Jenkins' xUnit plugin (junit-10.xsd) and the description of
testmoapp/junitxml have in common. The schema allows several failures in a test case, but Jenkins
and GitLab read one, so all of a client's are in one. It allows no `file` in a test case, so the
places are in the text.
"""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from clienthealth.checking.model import Report, Result
from clienthealth.ledger import written
from clienthealth.report.check.wording import line_of
from clienthealth.report.text.safety import disarmed, visible

SUITE = "clienthealth"
LEDGER = "ledger"
"""The test case without a client; its class separates it from a client with this id."""


def render(report: Report) -> str:
    """One suite with a test case for each client and one for the ledger."""
    cases = list(_cases(report))
    failures = str(sum(case.find("failure") is not None for case in cases))
    counts = {"tests": str(len(cases)), "failures": failures, "errors": "0"}
    suites = ET.Element("testsuites", {"name": SUITE, **counts, "time": "0"})
    suite = ET.SubElement(suites, "testsuite", {"name": SUITE, **counts, "skipped": "0"})
    suite.set("time", "0")
    suite.set("timestamp", f"{report.as_of.isoformat()}T00:00:00")
    files = {client.place.file for client in report.clients if client.place}
    if len(files) == 1:
        suite.set("file", visible(files.pop()))
    suite.extend(cases)
    ET.indent(suites)
    text = ET.tostring(suites, encoding="unicode")
    # References mean the same to readers of the XML, and nothing to a log it is printed to.
    text = disarmed(text, number="&#35;", colon="&#58;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _cases(report: Report) -> Iterable[ET.Element]:
    by_client: dict[str, list[Result]] = {client.id: [] for client in report.clients}
    others: list[Result] = []
    for result in report.results:
        own = others if result.client is None else by_client.get(result.client, others)
        own.append(result)
    for client, results in by_client.items():
        yield _case(SUITE, client, results)
    yield _case(f"{SUITE}.{LEDGER}", LEDGER, others)


def _case(classname: str, name: str, results: Sequence[Result]) -> ET.Element:
    case = ET.Element("testcase", {"classname": classname, "name": visible(name), "time": "0"})
    failing = [result for result in results if result.fails]
    if failing:
        codes = " ".join(dict.fromkeys(result.code for result in failing))
        failure = ET.SubElement(case, "failure", {"type": codes, "message": _message(failing)})
        failure.text = _lines(line_of(result) for result in failing)
    others = [said for result in results if (said := _said(result))]
    if others:
        ET.SubElement(case, "system-out").text = _lines(others)
    return case


def _message(failing: Sequence[Result]) -> str:
    first = visible(failing[0].message)
    if len(failing) == 1:
        return first
    return f"{first} (and {written.count(len(failing) - 1, 'other', 'others')})"


def _said(result: Result) -> str | None:
    """What does not fail but is reported: accepted results, and warnings."""
    if result.suppressed is not None:
        return f"{result.suppressed.kind}: {line_of(result)} ({result.suppressed.why})"
    if result.fails or result.severity is not None:
        return None
    return f"{result.level}: {line_of(result)}"


def _lines(texts: Iterable[str]) -> str:
    # Only printable characters are left, so none that XML 1.0 forbids.
    return "\n".join(visible(text) for text in texts)
