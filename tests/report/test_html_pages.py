"""The pages of `score` and `review`: whole, self-contained, accessible, and text stays text."""

import base64
import hashlib
import itertools
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from clienthealth import Assessment, assess, check, load_ledger
from clienthealth.judging.assessment import JudgedVerdict
from clienthealth.redaction.redact import redact
from clienthealth.redaction.redactor import Redactor
from clienthealth.report.check import html_page as check_page
from clienthealth.report.page.elements import LONGEST
from clienthealth.report.page.label_places import letter
from clienthealth.report.review import brief
from clienthealth.report.review import html_page as html_review
from clienthealth.report.score import html_page as html_score
from clienthealth.report.text.safety import short, visible
from clienthealth.report.view import view_of

from .pages import Seen, seen
from .reports import HOSTILE
from .reviews import (
    MARK,
    ROOT,
    STUDIO_DAY,
    hostile_review,
    review_of,
    rich_review,
    studio_review,
    withheld_review,
)

MOST_BYTES, MOST_BYTES_A_CLIENT = 1_000_000, 15_000


@cache
def studio_assessment() -> Assessment:
    return assess(load_ledger(ROOT / "examples" / "studio.yaml"), as_of=STUDIO_DAY)


def score_page(**chosen: Any) -> str:
    return html_score.render(view_of(studio_assessment(), **chosen))


def redacted_score_page() -> str:
    return html_score.render(view_of(redact(studio_assessment(), Redactor("a key"))))


def checked_page() -> str:
    ledger = load_ledger(ROOT / "examples" / "studio.yaml")
    return check_page.render(check(ledger, as_of=STUDIO_DAY))


PAGES = {
    "review": lambda: html_review.render(studio_review()),
    "everything": lambda: html_review.render(rich_review()),
    "redacted review": lambda: html_review.render(redact(studio_review(), Redactor(None))),
    "withheld": lambda: html_review.render(withheld_review()),
    "score": score_page,
    "some clients": lambda: score_page(ids=("knallpreis", "dreilinden")),
    "brief": lambda: brief.render_html(studio_review()),
    "brief of everything": lambda: brief.render_html(rich_review()),
    "redacted brief": lambda: brief.render_html(redact(studio_review(), Redactor(None))),
    "check": checked_page,
    "former clients": lambda: score_page(stage="former"),
    "redacted score": redacted_score_page,
}


@cache
def page(name: str) -> str:
    return PAGES[name]()


@cache
def parsed(name: str) -> Seen:
    return seen(page(name))


def missing(text: str, *wanted: str) -> list[str]:
    """Which texts a page does not hold; told so that a failure does not print the whole page."""
    return [each for each in wanted if each not in text]


def different(one: str, other: str) -> list[tuple[str, str]]:
    """The lines in which two pages differ, for the same reason."""
    pairs = itertools.zip_longest(one.splitlines(), other.splitlines(), fillvalue="")
    return [(a, b) for a, b in pairs if a != b]


every_page = pytest.mark.parametrize("name", PAGES)


@every_page
def test_it_is_a_whole_page_in_utf8(name: str) -> None:
    text = page(name)
    assert text.startswith("<!DOCTYPE html>\n<html")
    assert text.endswith("</html>\n")
    assert '<meta charset="utf-8">' in text[:200]
    assert parsed(name).attributes["lang"] == "en"
    assert parsed(name).within("title")[0].words
    assert len(text.encode()) < MOST_BYTES


@every_page
def test_nothing_is_fetched(name: str) -> None:
    for each in parsed(name).everything():
        assert each.tag not in {"link", "img", "iframe", "object", "embed", "form", "base", "use"}
        for attribute, value in each.attributes.items():
            assert attribute not in {"src", "srcset", "action", "data", "poster", "style", "ping"}
            assert not attribute.startswith("on")
            if attribute in {"href", "xlink:href"}:
                assert value.startswith("#")
    style = parsed(name).within("style")[0].text
    assert "url(" not in style
    assert "@import" not in style
    assert "//" not in style


@every_page
def test_the_policy_for_content_allows_its_own_style_and_script_alone(name: str) -> None:
    html = parsed(name)
    policies = [
        meta.attributes["content"]
        for meta in html.within("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    directives = dict(part.strip().split(" ", 1) for part in policies[0].split(";"))
    assert len(policies) == 1
    assert directives["default-src"] == "'none'"
    assert directives["base-uri"] == directives["form-action"] == "'none'"
    for kind in ("style", "script"):
        (only,) = html.within(kind)
        digest = base64.b64encode(hashlib.sha256(only.text.encode()).digest()).decode()
        assert directives[f"{kind}-src"] == f"'sha256-{digest}'"


@every_page
def test_it_has_landmarks_and_headings_in_order(name: str) -> None:
    html = parsed(name)
    tags = Counter(each.tag for each in html.everything())
    assert (tags["main"], tags["h1"], tags["header"], tags["footer"]) == (1, 1, 1, 1)
    levels = [int(each.tag[1]) for each in html.within("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    first = html.within("a")[0]
    assert (first.words, first.attributes["href"]) == ("Skip to the content", "#content")
    assert html.within("main")[0].attributes["id"] == "content"


@every_page
def test_every_link_leads_somewhere(name: str) -> None:
    names = Counter(e.attributes["id"] for e in parsed(name).everything() if "id" in e.attributes)
    assert [each for each, count in names.items() if count > 1] == []
    links = {e.attributes["href"][1:] for e in parsed(name).within("a")}
    assert links <= set(names)


@every_page
def test_what_an_attribute_refers_to_is_there(name: str) -> None:
    names = {e.attributes.get("id") for e in parsed(name).everything()}
    for each in parsed(name).everything():
        for attribute in ("aria-labelledby", "aria-describedby"):
            assert set(each.attributes.get(attribute, "").split()) <= names
        for value in each.attributes.values():
            assert set(re.findall(r"url\(#([^)]*)\)", value)) <= names


@every_page
def test_tables_say_what_they_hold(name: str) -> None:
    for table in parsed(name).within("table"):
        caption, head, body = table.children
        assert caption.tag == "caption"
        assert caption.words
        headers = head.within("th")
        assert all(th.attributes["scope"] == "col" and th.words for th in headers)
        for row in body.children:
            assert len(row.children) == len(headers)
            assert [c.attributes["scope"] for c in row.children if c.tag == "th"] == ["row"]
        region = table.parents[-1]
        assert region.attributes["role"] == "region"
        assert region.attributes["tabindex"] == "0"


@every_page
def test_pictures_are_described_or_hidden(name: str) -> None:
    for picture in parsed(name).within("svg"):
        if picture.attributes.get("aria-hidden") == "true":
            continue
        assert picture.attributes["role"] == "img"
        assert [e.tag for e in picture.children[:2]] == ["title", "desc"]
        assert all(e.words for e in picture.children[:2])


@every_page
def test_a_colour_never_speaks_alone(name: str) -> None:
    badges = parsed(name).marked("badge")
    assert all(badge.words for badge in badges)


@pytest.mark.parametrize("name", ["review", "score"])
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    assert different(PAGES[name](), PAGES[name]()) == []


# What a ledger holds


def structure(html: Seen) -> Counter[tuple[str, ...]]:
    """How often which elements with which attributes occur, apart from what is drawn."""
    return Counter(
        (e.tag, *sorted(e.attributes))
        for e in html.everything()
        if not any(parent.tag == "svg" for parent in e.parents)
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_a_review_says_comes_out_as_text(text: str) -> None:
    shown = html_review.render(hostile_review(text))
    assert all(each.isprintable() for each in shown.split("\n"))
    assert shown.encode()
    html = seen(shown)
    assert len(html.within("script")) == 1
    plain = structure(seen(html_review.render(hostile_review("plain"))))
    more = {kind[0] for kind in structure(html) - plain}
    assert more <= {"ul", "li", "b", "bdi"}, "of the map's legend alone"
    told = html.text
    assert missing(told, visible(short(text, LONGEST))) == []


LEDGER = """\
version: 1
business: {name: "<img src=x onerror=alert(1)>", currency: EUR, keeps: [contract]}
clients:
  - id: hostile
    name: "<script>alert(1)</script>\\" onload=\\"alert(2) \\u202e \\e[31m \\0"
    since: 2025-01-01
    invoices:
      - {number: "1", issued: 2026-01-01, amount: 1000}  # </code><svg onload=alert(3)>
      - {number: "2", issued: 2026-02-01, amount: 1000}
      - {number: "3", issued: 2026-03-01, amount: 1000}
    events:
      - {kind: misconduct, at: 2026-04-01, level: abusive, note: "</style><script>"}
    waivers:
      - rule: no-contract
        reason: "<b onclick=alert(5)>x</b>"
        from: 2026-04-01
        until: 2026-12-31
"""


def test_whatever_a_ledger_says_comes_out_as_text(tmp_path: Path) -> None:
    path = tmp_path / "<u>ledger<u>.yaml"
    path.write_text(LEDGER, encoding="utf-8")
    html = seen(html_score.render(view_of(assess(load_ledger(path), as_of=date(2026, 6, 30)))))
    assert len(html.within("script")) == 1
    assert not html.within("img", "u")
    assert "<img src=x onerror=alert(1)>" in html.within("title")[0].text
    assert (
        missing(
            html.text,
            '<script>alert(1)</script>" onload="alert(2) \\u202e \\u001b[31m \\u0000',
            "</code><svg onload=alert(3)>",
            "</style><script>",
            "<b onclick=alert(5)>x</b>",
            "<u>ledger<u>.yaml:",
        )
        == []
    )


# What may not be shown


def test_withheld_amounts_are_nowhere() -> None:
    assert missing(page("everything").replace(",", ""), MARK) == []
    assert missing(page("withheld").replace(",", ""), MARK) == [MARK]


def test_withheld_pages_are_the_same_whatever_the_amounts_are() -> None:
    told = rich_review()
    worked, found = told.working_time, told.health_map
    other = withheld_review(
        working_time=worked._replace(revenue=Decimal(7), target_rate=None),
        bottom=tuple(each._replace(worth=None, effective_rate=None) for each in told.bottom),
        health_map=found._replace(
            spots=tuple(s._replace(effective_rate=Decimal(3)) for s in found.spots)
        ),
        conversions=tuple(each._replace(rate=Decimal(2)) for each in told.conversions),
    )
    assert different(html_review.render(withheld_review()), html_review.render(other)) == []


@pytest.mark.parametrize("name", ["redacted review", "redacted score", "redacted brief"])
def test_nothing_of_the_studio_is_on_its_redacted_page(name: str) -> None:
    shown = page(name)
    clients = studio_assessment().clients
    words = {word for client in clients for word in (client.id, visible(client.name))}
    assert not [word for word in words if word in shown]
    told = ["Studio Ada", "studio.yaml"]
    assert missing(shown, *told) == told
    amounts = {
        f"{value:,.2f}"
        for client in clients
        for value in (client.effective_rate, client.worth, *client.facts.ageing.values())
        if value
    }
    assert not amounts & set(re.findall(r"[\d,]+\.\d\d", shown))


def test_evidence_of_a_redacted_page_has_a_place_and_no_line() -> None:
    sources = parsed("redacted score").marked("source")
    assert len(sources) > 50
    for source in sources:
        (lines,) = source.marked("evidence")
        assert re.fullmatch(r"(file-\w+\.yaml:\d+ ?)+", lines.words.strip())


def test_evidence_of_a_redacted_page_is_told_without_names_amounts_and_words() -> None:
    told = parsed("redacted score").within("main")[0].words
    assert re.search(r"invoice-\d+, due \d+ \w{3} \d{4}, open, \d+ days late", told)
    assert not re.search(r"EF-\d{4}|KM-\d{4}", told)
    assert missing(told, "it lacks something") == ["it lacks something"]


# What the pages say


SMALL = {
    "nobody": "[]",
    "a prospect": "[{id: one, name: One}]",
    "a former client": "[{id: one, name: One, since: 2023-01-01, until: 2025-12-31, "
    "invoices: [{number: '1', issued: 2025-05-02, amount: 3000}]}]",
    "one client": "[{id: one, name: One, since: 2024-01-01, "
    "time: [{date: 2026-05-01, hours: 20}], "
    "invoices: [{number: '1', issued: 2026-05-02, amount: 3000}]}]",
    "one that costs": "[{id: one, name: One, since: 2024-01-01, "
    "time: [{date: 2026-05-01, hours: 20}], invoices: [{number: '1', issued: 2026-05-02, "
    "amount: 30, credit_notes: [{date: 2026-05-03, amount: 30}]}]}]",
}


@pytest.mark.parametrize("clients", SMALL.values(), ids=SMALL)
def test_there_is_a_page_of_hardly_anything(clients: str) -> None:
    review = review_of(clients)
    for shown in (html_review.render(review), html_score.render(view_of(review.assessment))):
        html = seen(shown)
        assert html.within("h1")[0].words
        assert missing(html.text, "None") == ["None"]


def test_the_headline_and_the_summary_say_what_to_do() -> None:
    main = parsed("review").within("main")[0]
    assert main.children[0].words == (
        "Fire Dunmarra Holdings Ltd. Let go Knallpreis Märkte GmbH (collect first) and "
        "Bursztyn Jachty Sp. z o.o. (collect first, finish obligations)"
    )
    summary = [item.words for item in main.children[1].within("li")]
    group = "3 of 17 ranked clients in the bottom group: 1 to let go, 2 to renegotiate"
    assert summary[0].startswith(group)
    assert summary[3].startswith("Let Knallpreis Märkte GmbH go, gracefully (collect first): ")
    assert summary[1] == (
        "13,425.56 EUR is overdue, 5,901.81 EUR of it from Druckhaus Ellerfeld GmbH"
    )
    assert summary[2].startswith("Fire Dunmarra Holdings Ltd: rank 12")
    assert "Sälgtorp Arkitekter AB" in summary[-1]


def test_the_figures_of_parting_are_on_the_card_alone() -> None:
    main = parsed("review").within("main")[0]
    assert not re.search(r"7,082\.25|41\.36|14\.3", main.children[1].words)
    card = main.marked("card")[0].words
    assert "7,082.25 EUR a year after likely write-offs; they brought in 3 % of your" in card
    assert len(re.findall(r"\b41\.36\b", card.partition("Letting go")[0])) == 1


def test_fire_and_let_go_differ_in_words_and_in_colour() -> None:
    badges = {badge.words: badge.attributes["class"] for badge in parsed("score").marked("badge")}
    assert badges["fire"] != badges["let go"]
    cards = {card.marked("decision")[0].words: card for card in parsed("everything").marked("card")}
    (fired,) = (card for words, card in cards.items() if words.startswith("Fire"))
    assert "fired" in fired.attributes["class"]


def test_nobody_to_part_with_is_said_in_the_headline() -> None:
    review = studio_review()
    calm = review._replace(
        beyond=(), bottom=tuple(b for b in review.bottom if b.decision == "talk-first")
    )
    html = seen(html_review.render(calm))
    assert html.within("h1")[0].words == (
        "Nobody to let go. Renegotiate with Druckhaus Ellerfeld GmbH (collect first) and "
        "Kleinod Schmuckwerkstatt"
    )


def test_what_is_open_is_said_once_in_the_section_of_a_client() -> None:
    """By the hold where there is one, and among the figures where there is none."""
    for name, times in (("knallpreis", 1), ("dunmarra", 1)):
        (client,) = (c for c in studio_assessment().clients if c.id == name)
        html = parsed("score").everything()
        (section,) = (e for e in html if e.attributes.get("id") == f"client-{name}")
        told = section.marked("standing")[0].words.replace(",", "")
        assert told.count(f"{client.facts.open_balance:.2f}") == times


def test_no_hold_is_hidden_in_the_brief_review() -> None:
    """Also that of a client whose verdict is keep, and who is named for nothing else."""
    review = studio_review()
    found = review.assessment
    (hold,) = (h for h in _verdict_of("ellerfeld").holds if h.kind == "collect-first")
    (kept,) = (c for c in found.clients if c.id == "troisrives")
    assert kept.verdict is not None
    held = kept._replace(verdict=kept.verdict._replace(holds=(hold,)))
    clients = tuple(held if c is kept else c for c in found.clients)
    html = seen(brief.render_html(review._replace(assessment=found._replace(clients=clients))))
    rows = [row.words for table in html.within("tbody") for row in table.children]
    assert any("Trois Rives" in row and "collect first" in row for row in rows)
    for client in clients:
        if client.verdict and client.verdict.holds and client.stage == "active":
            (row,) = (row for row in rows if client.name in row)
            assert missing(row, *(h.kind.replace("-", " ") for h in client.verdict.holds)) == []


def _verdict_of(name: str) -> JudgedVerdict:
    (client,) = (c for c in studio_assessment().clients if c.id == name)
    assert client.verdict is not None
    return client.verdict


def test_grades_are_not_shown() -> None:
    for name in ("review", "score"):
        headers = {th.words for table in parsed(name).within("table") for th in table.within("th")}
        assert "grade" not in headers
        assert not {b.words for b in parsed(name).marked("badge")} & {"healthy", "critical"}


def test_a_table_begins_with_the_verdict_and_what_is_overdue() -> None:
    for name, table_name in (("score", "active"), ("review", "all-clients")):
        tables = {t.attributes["id"]: t for t in parsed(name).within("table")}
        headers = [th.words for th in tables[table_name].children[1].within("th")]
        assert headers[:3] == ["client", "verdict", "overdue"]


def test_a_verdict_in_a_table_is_never_without_its_holds() -> None:
    (table,) = (t for t in parsed("score").within("table") if t.attributes["id"] == "active")
    rows = {row.children[0].words: row.children[1].words for row in table.children[2].children}
    shown = rows["Bursztyn Jachty Sp. z o.o."]
    assert missing(shown, "let go", "collect first", "finish obligations") == []


@pytest.mark.parametrize("name", ["review", "brief", "score"])
def test_who_is_let_go_is_nowhere_without_their_holds(name: str) -> None:
    html = parsed(name)
    told = [
        parent.words
        for parent in html.everything()
        for badge in parent.children
        if "badge" in badge.attributes.get("class", "") and badge.words == "let go"
        if not any(e.attributes.get("id", "").startswith("trend-") for e in parent.parents)
    ]
    told += [e.words for e in html.marked("decision") if e.words.startswith("Let go")]
    told += [e.words for e in html.within("h1", "li") if "Let go" in e.words]
    assert told
    assert [text for text in told if "collect first" not in text.lower()] == []


def test_a_number_and_its_sign_or_unit_are_never_on_two_lines() -> None:
    """No page: `45 %`, `5,200.00 EUR`, `14 Jul 2026` and `23 days` keep together on all of them."""
    broken = re.compile(
        r"\d (?:%|EUR\b|USD\b|days\b|hours\b|[A-Z][a-z]{2} 20\d\d\b)|\d\s[A-Z][a-z]{2} 20\d\d"
    )
    for name in ("review", "brief", "score"):
        shown = [
            e.text
            for e in parsed(name).everything()
            if e.tag not in {"code", "style", "script"} and not e.children
        ]
        assert [text for text in shown if broken.search(text)] == []
        assert any("\u00a0%" in text for text in shown)


def test_what_is_copied_from_a_ledger_is_copied_as_it_is() -> None:
    lines = [code.text for code in parsed("review").within("code")]
    assert lines
    assert [line for line in lines if "\u00a0" in line] == []


def test_evidence_is_told_in_words_with_its_line_folded_behind_it() -> None:
    html = parsed("score")
    (section,) = (e for e in html.everything() if e.attributes.get("id") == "client-ellerfeld")
    told = [li.words for e in section.marked("evidence") for li in e.within("li")]
    assert "EF-2606, 1,783.51 EUR, due 30 Jul 2026, open, 93 days late" in told
    for source in section.marked("source"):
        assert source.tag == "details"
        assert "open" not in source.attributes
    for line in (li for s in section.marked("source") for li in s.within("li")):
        assert line.words.startswith("studio.yaml:")


def test_no_page_has_a_path_of_this_machine(tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "a.yaml").write_text(LEDGER, encoding="utf-8")
    for where in (folder, folder / "a.yaml"):
        ledger = load_ledger(where.resolve())
        text = html_score.render(view_of(assess(ledger, as_of=date(2026, 6, 30))))
        assert str(tmp_path) not in text
        assert "a.yaml:" in seen(text).text


def test_names_of_quadrants_are_no_verdicts_and_the_pro_bono_client_is_on_none() -> None:
    (picture,) = parsed("review").marked("map")[0].within("svg")[:1]
    corners = {text.words for text in picture.marked("corner")}
    assert corners == {
        *("Strained, well paid", "Healthy, well paid"),
        *("Strained, poorly paid", "Healthy, poorly paid"),
    }
    assert "Tierheim Spreeaue e.V." not in parsed("review").marked("map")[0].words


def test_every_bubble_and_label_lies_within_the_picture() -> None:
    """A client who brings everything at a health of 100, and one at 0 and a rate below 0."""
    known = rich_review().health_map
    spot = known.spots[0]
    for health in (0.0, 100.0):
        for rate in (Decimal(-40), Decimal(0), Decimal(400)):
            large = spot._replace(health=health, effective_rate=rate, revenue_share=1.0)
            other = spot._replace(id="other", name="W" * 200, revenue_share=0.0)
            found = known._replace(spots=(large, other))
            html = seen(html_review.render(rich_review()._replace(health_map=found)))
            picture = html.marked("map")[0].within("svg")[0]
            width, height = map(float, picture.attributes["viewbox"].split()[2:])
            for circle in picture.within("circle"):
                x, y, r = (float(circle.attributes[each]) for each in ("cx", "cy", "r"))
                assert r <= x <= width - r
                assert r <= y <= height - r
            for label in picture.marked("label"):
                assert 0 <= float(label.attributes["x"]) <= width


def test_names_give_way_to_letters_with_a_key_where_they_crowd() -> None:
    figure = parsed("review").marked("map")[0]
    labels = [label.words for label in figure.within("svg")[0].marked("label")]
    assert sorted(labels) == [letter(place) for place in range(1, len(labels) + 1)]
    (key,) = figure.marked("letters")
    assert len(key.within("li")) >= len(labels)


def test_a_coin_toss_is_not_presented_as_a_verdict() -> None:
    main = parsed("everything").within("main")[0]
    (card,) = main.marked("undecided")
    assert "not a verdict" in card.marked("decision")[0].words
    assert "When" not in card.text
    assert "No decision on Delta GmbH" in main.children[1].words
    assert "talk-first" not in card.attributes["class"]


def test_the_sections_come_in_the_order_of_what_to_do() -> None:
    sections = [e.attributes["id"] for e in parsed("review").within("section")]
    assert sections == [
        *("bottom", "what-if", "top", "map", "pareto", "income", "owed", "figures", "changes"),
        *("all", "clients", "rules"),
    ]


def test_a_client_of_the_bottom_group_is_told_with_all_that_speaks_for_it() -> None:
    for client in studio_review().bottom:
        told = (client.name, *client.facts, *(hold.why for hold in client.holds))
        assert missing(parsed("review").words, *told) == []


def test_points_go_from_100_down_to_the_health() -> None:
    html = parsed("review")
    (table,) = (t for t in html.within("table") if t.attributes["id"] == "points-knallpreis")
    rows = table.children[2].children
    points = sum(float(row.children[1].words) for row in rows)
    client = next(c for c in studio_review().assessment.clients if c.id == "knallpreis")
    assert round(100 + points, 1) == client.health
    assert rows[-1].children[2].words == str(client.health)
    assert "studio.yaml:" in table.text


def test_only_the_rules_that_occur_are_explained_and_linked() -> None:
    html = parsed("some clients")
    explained = {e.attributes["id"] for e in html.marked("rule")}
    linked = {
        e.attributes["href"][1:]
        for e in html.within("a")
        if e.attributes["href"].startswith("#rule-")
    }
    assert linked <= explained
    assert "rule-VAL001" in explained
    assert "rule-SCO001" not in explained


def test_prospects_and_former_clients_stand_apart() -> None:
    html = parsed("score")
    sections = {e.attributes["id"]: e for e in html.within("section")}
    assert "Brauhaus Dreilinden KG" in sections["prospects"].text
    assert "Möwenflug Reisen GmbH" in sections["former"].text
    assert "Brauhaus Dreilinden KG" not in sections["all"].text


def test_links_to_clients_that_are_not_shown_are_text() -> None:
    html = parsed("former clients")
    assert not [e for e in html.within("a") if e.attributes["href"] == "#client-knallpreis"]


def test_clients_that_were_asked_for_lie_open() -> None:
    shown = [
        e
        for e in parsed("some clients").within("details")
        if "source" not in e.attributes.get("class", "")
    ]
    assert all("open" in e.attributes for e in shown[-2:])


def test_a_line_has_gaps_where_the_health_is_not_known() -> None:
    review = studio_review()
    known = next(c for c in review.trend.clients if c.id == "ellerfeld")
    points = tuple(
        point._replace(health=None) if index == 5 else point
        for index, point in enumerate(known.points)
    )
    trend = review.trend._replace(clients=(known._replace(points=points),))
    html = seen(html_review.render(review._replace(trend=trend)))
    (picture,) = (p.within("svg")[0] for p in html.marked("trend"))
    assert len(picture.within("polyline")) == 2
    assert "not known on 1 of 13 days" in picture.within("desc")[0].words


def test_many_clients_fit_on_a_page() -> None:
    clients = ", ".join(
        f"{{id: c{n}, name: 'Client {n}', since: 2024-01-01, "
        f"time: [{{date: 2026-05-01, hours: 20}}, {{date: 2026-05-02, hours: {1 + n / 10}}}], "
        f"invoices: [{{number: '{n}', issued: 2026-05-02, amount: {3000 + 17 * n}}}]}}"
        for n in range(200)
    )
    review = review_of(f"[{clients}]")
    for shown in (html_review.render(review), html_score.render(view_of(review.assessment))):
        assert len(shown.encode()) < 200 * MOST_BYTES_A_CLIENT
