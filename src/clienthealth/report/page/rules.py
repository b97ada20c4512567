"""The appendix: what the rules look at that occur on the page."""

import inspect
import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from clienthealth.judging.assessment import ClientAssessment
from clienthealth.ledger import written
from clienthealth.ledger.policy import Policy
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.frame import Section
from clienthealth.report.page.phrases import capital, plain, rule_anchor
from clienthealth.report.page.tables import facts
from clienthealth.rules.articles import ARTICLES
from clienthealth.rules.base import cure_of
from clienthealth.rules.registry import Configured, configured

_MARKED = re.compile(r"`([^`]+)`|\*([^*]+)\*")


def rules_appendix(policy: Policy, codes: Iterable[str]) -> Section:
    """The text of each rule with its figures under the policy.

    Args:
        policy: The policy in force.
        codes: The codes of the rules that the page names.
    """
    wanted = set(codes)
    texts = [_text(rule) for rule in configured(policy) if rule.rule.code in wanted]
    intro = element(
        "p",
        f"{written.count(len(texts), 'rule')} named on this page. A finding at full intensity "
        "takes its weight in percent off the health, or less if a stronger finding of the same "
        "family already counts.",
        class_="quiet",
    )
    return Section("rules", "The rules", [intro, element("div", texts, class_="rules")])


def codes_of(clients: Iterable[ClientAssessment]) -> set[str]:
    """The codes of the rules that found something in the clients."""
    found: set[str] = set()
    for client in clients:
        found.update(finding.code for finding in client.findings)
        found.update(client.verdict.because if client.verdict else ())
    return found


def _text(each: Configured) -> Element:
    rule = each.rule
    return element(
        "article",
        element("h3", f"{rule.code} {rule.name}"),
        _paragraphs(inspect.getdoc(inspect.getmodule(rule.check)) or ""),
        facts(
            ("Severity", f"{each.severity}, weight {each.weight:g}"),
            ("It ends if", cure_of(rule.cure, each.options)),
            ("Figures", _options(each)) if type(each.options).model_fields else None,
            ("Source of the figures", capital(rule.sources)),
            ("Articles", list(_articles(rule.articles)) or "none: a rule of the house"),
        ),
        id=rule_anchor(rule.code),
        class_="rule",
    )


def _paragraphs(text: str) -> Iterator[Element]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        yield element("p", _marked(" ".join(paragraph.split())))


def _marked(text: str) -> Iterator[Content]:
    """A docstring's text, with text between backticks as code and between stars as emphasis."""
    at = 0
    for found in _MARKED.finditer(text):
        yield text[at : found.start()]
        yield element("code", found[1]) if found[1] else element("em", found[2])
        at = found.end()
    yield text[at:]


def _options(each: Configured) -> str:
    values = each.options.model_dump()
    named = (f"{plain(name)} {value:g}" for name, value in values.items())
    return ", ".join(named)


def _articles(names: Iterable[str]) -> Iterator[Element]:
    for name in names:
        yield element("span", element("cite", ARTICLES[name].title), f" ({ARTICLES[name].id}) ")
