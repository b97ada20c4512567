"""Letters: every kind in every language, what they may never say, and custom templates.

`UPDATE_SNAPSHOTS=1` writes the files in `letters/` anew. Read every line of the difference.
"""

import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from cli.program import run
from clienthealth import Ledger, LedgerError, LetterContext, assess, collect, load_templates
from clienthealth.planning.language import LANGUAGES, Language, language_of
from clienthealth.planning.letter_text import Template
from clienthealth.planning.letters import (
    LETTER_KINDS,
    InvoiceLine,
    LetterKind,
    Templates,
    letter,
    own_template,
)
from clienthealth.planning.model import Letter
from one_client import ledger_with

HERE = Path(__file__).parent / "letters"
WHOLE = LetterContext(
    business="Studio Ada",
    client="Acme GmbH",
    currency="EUR",
    country="DE",
    today=date(2026, 10, 31),
    contact="Jo Braun",
    invoices=(
        InvoiceLine("2026-014", date(2026, 8, 1), date(2026, 8, 31), Decimal(1190), 61),
        InvoiceLine("2026-015", date(2026, 9, 1), date(2026, 9, 30), Decimal("595.5"), 31),
    ),
    pay_by=date(2026, 11, 9),
    interest=Decimal("12.34"),
    fixed_sum=Decimal(80),
    fixed_sum_currency="EUR",
    stop_day=date(2026, 11, 10),
    slot_1=date(2026, 11, 3),
    slot_2=date(2026, 11, 5),
    valid_from=date(2027, 1, 1),
    new_rate=Decimal(110),
    answer_by=date(2026, 12, 1),
    last_day=date(2026, 12, 31),
    referral=True,
)
SHORT = WHOLE._replace(
    contact=None,
    invoices=(WHOLE.invoices[0]._replace(days=1),),
    interest=None,
    fixed_sum=None,
    fixed_sum_currency=None,
    referral=False,
    hourly=False,
)
"""The same with as little as a letter may have."""

every_letter = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for language in LANGUAGES for kind in LETTER_KINDS]
)


def text(made: Letter) -> str:
    return f"{made.subject}\n\n{made.body}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_as_it_was_read(language: Language) -> None:
    """The whole letter, and below it the shortest."""
    parts = [
        f"=== {kind}\n{text(letter(kind, language, said))}"
        for kind in LETTER_KINDS
        for said in (WHOLE, SHORT)
    ]
    kept, made = HERE / f"{language}.txt", "\n".join(parts)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.write_text(made, encoding="utf-8")
    assert made == kept.read_text(encoding="utf-8")


@every_letter
def test_a_letter_is_short_and_whole(kind: LetterKind, language: Language) -> None:
    for said in (WHOLE, SHORT):
        made = letter(kind, language, said)
        assert made.subject
        assert "\n" not in made.subject
        assert len(made.body.split()) <= 120
        assert "\n\n\n" not in made.body
        assert "None" not in made.body
        assert not re.search(r"[{}%]", text(made))
        assert made.body.rstrip().endswith("Studio Ada")


GRIEVANCES = (
    *("complain", "score", "health", "abuse", "rude", "annoy", "disrespect", "unfortunately"),
    *("beschwer", "unverschämt", "ärger", "leider zahlen", "respektlos"),
    *("malheureusement", "plainte", "irrespect", "lamentablemente", "queja", "falta de respeto"),
    *("helaas", "klacht", "respectloos", "fault", "blame", "schuld", "faute", "culpa"),
)


@every_letter
def test_no_letter_blames_or_tells_of_a_score(kind: LetterKind, language: Language) -> None:
    told = text(letter(kind, language, WHOLE)).casefold()
    assert [word for word in GRIEVANCES if word in told] == []


HOSTILE = (
    "{{ business }}",
    "{% for x in range(999999999) %}x{% endfor %}",
    "Acme\nBcc: all@example.com",
    "\x1b[31mred\x1b[0m",
    "[bold]Acme[/bold] <script>alert(1)</script>",
    "::error::Acme ##[error]",
    "=HYPERLINK(1)",
    "\u202eemcA",
    "x" * 10_000,
)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_name_holds_stays_a_name(name: str, language: Language) -> None:
    said = WHOLE._replace(
        business=name,
        contact=name,
        client=name,
        invoices=tuple(each._replace(number=name) for each in WHOLE.invoices),
    )
    for kind in LETTER_KINDS:
        made = letter(kind, language, said)
        plain = letter(kind, language, WHOLE)
        assert made.body.count("\n") == plain.body.count("\n")
        assert made.subject.isprintable()
        assert all(line.isprintable() for line in made.body.splitlines())
        assert len(made.body) < 5_000


def test_no_reminder_tells_of_a_grievance_a_score_or_another_client() -> None:
    """A ledger full of trouble, and its letters in every language."""
    secrets = ("Rival Ltd", "shouted at me", "their taste", "holiday", "misconduct", "renegotiate")
    for language in LANGUAGES:
        ledger = ledger_with(
            f"""
            language: {language}
            country: DE
            contacts: [{{name: Jo Braun, decision_maker: true}}]
            invoices:
              - {{number: "1", issued: 2026-01-01, due: 2026-01-31, amount: 900}}
              - {{number: "2", issued: 2026-05-01, due: 2026-05-31, amount: 300}}
            events:
              - {{kind: misconduct, at: 2026-05-01, level: abusive, note: shouted at me}}
              - {{kind: stall, at: 2026-05-02, excuse: after the holiday}}
              - {{kind: complaint, at: 2026-05-02, justified: false, about: their taste}}
              - {{kind: reminder, at: 2026-03-01, step: firm, invoice: "1"}}
            """,
            others='  - {id: rival, name: Rival Ltd, invoices: [{number: "77", '
            "issued: 2026-01-01, amount: 5}]}\n",
        )
        found = collect(ledger, as_of=date(2026, 6, 30), client=ledger.clients[0].id)
        assert len(found.letters) == 2
        told = " ".join(map(text, found.letters)).casefold()
        assert [secret for secret in secrets if secret.casefold() in told] == []
        assert "final_notice" in {each.kind for each in found.letters}
        health = assess(ledger, as_of=date(2026, 6, 30)).clients[0].health
        assert health is not None
        assert f"{health:.1f}" not in told


def test_the_letter_lists_what_is_past_due_of_instalments(ledger: Ledger) -> None:
    """
    language: en
    invoices:
      - {number: "9", issued: 2026-04-01, amount: 900, due: [
          {date: 2026-06-01, amount: 300}, {date: 2026-08-01, amount: 600}]}
    """
    made, later = collect(ledger, as_of=date(2026, 6, 30), client=ledger.clients[0].id).letters
    assert "300.00" in made.body
    assert "600.00" not in made.body
    assert "900.00" not in made.body
    assert "600.00" in later.body
    assert "300.00" not in later.body


@pytest.mark.parametrize(
    ("written", "country", "expected"),
    [
        ("de", None, "de"),
        ("de-AT", "FR", "de"),
        ("German", None, "de"),
        ("español", None, "es"),
        ("it", "IT", "en"),
        (None, "FR", "fr"),
        (None, "NL", "nl"),
        (None, "CH", "en"),  # of its languages none is everybody's
        (None, None, "en"),
    ],
)
def test_the_language_is_the_clients_own_or_its_countrys(
    written: str | None, country: str | None, expected: str
) -> None:
    assert language_of(written, country) == expected


# Templates of one's own


def one(template: str, kind: LetterKind = "friendly_reminder") -> Templates:
    return {("en", kind): Template(template, "letters/en/friendly_reminder.txt")}


def test_a_template_beside_the_ledger_goes_over_the_programs(tmp_path: Path) -> None:
    folder = tmp_path / "letters" / "de"
    folder.mkdir(parents=True)
    (folder / "final_notice.txt").write_text(
        "Subject: Noch offen\n\n{{ greeting }}\n{{ total|money }} bis {{ pay_by|date }}\n"
    )
    templates = load_templates(tmp_path / "ledger.yaml")
    made = letter("final_notice", "de", WHOLE, templates)
    assert made.subject == "Noch offen"
    assert made.body == "Guten Tag Jo Braun,\n1.785,50 € bis 9. November 2026\n"
    assert letter("firm_reminder", "de", WHOLE, templates).subject == "Überfällige Rechnungen"


@pytest.mark.parametrize(
    ("template", "line", "what"),
    [
        ("Subject: x\n\n{{ helth }}", 3, '"helth" is no value of this letter'),
        (
            "Subject: x\n\n\n{% for x in range(10**9) %}{% endfor %}",
            4,
            "loop over its invoices",
        ),
        ("Subject: x\n\n{{ 'x' * 999999999 }}", 3, "`mul` is not allowed"),
        ("Subject: x\n\n{{ ''.__class__.__mro__ }}", 3, "unknown value"),
        ("Subject: x\n\n{{ business.format(1) }}", 3, "`call` is not allowed"),
        ("Subject: x\n\n{% include '/etc/passwd' %}", 3, "`include` is not allowed"),
        ("Subject: x\n\n{% macro a() %}{{ a() }}{% endmacro %}", 3, "`macro` is not allowed"),
        ("Subject: x\n\n{{ total|pprint }}", 3, "pprint"),
        (
            "Subject: x\n\n" + "{% for invoice in invoices %}" * 2 + "{% endfor %}" * 2,
            3,
            "a loop inside a loop",
        ),
        ("Subject: x\n\n{% if %}", 3, "not a valid template"),
        ("Hello", 1, "starts with a line `Subject: ...`"),
        ("Subject: x\n\n" + "x" * 20_001, 1, "longer than 20000"),
        ("Subject: x\n\n" + "{% if a %}" * 1_900, 1, "nested too deeply"),
        (
            "Subject: x\n\n{% for invoice in invoices if 1" + " *1" * 5_000 + " %}{% endfor %}",
            3,
            "`mul` is not allowed",
        ),
    ],
)
def test_a_hostile_or_wrong_template_is_refused_by_file_and_line(
    template: str, line: int, what: str
) -> None:
    with pytest.raises(LedgerError) as caught:
        letter("friendly_reminder", "en", WHOLE, one(template))
    place = f"letters/en/friendly_reminder.txt:{line}:1: "
    told = map(str, caught.value.problems)
    assert any(each.startswith(place) and what in each for each in told)


def test_a_value_that_is_not_there_is_an_error_and_no_gap() -> None:
    said = SHORT._replace(pay_by=None)
    with pytest.raises(LedgerError, match=r"letters/en/friendly_reminder.txt:3:1: cannot be"):
        letter("friendly_reminder", "en", said, one("Subject: x\n\n{{ pay_by|date }}"))


def test_all_that_is_wrong_with_the_templates_is_told_at_once(tmp_path: Path) -> None:
    for name, content in (
        ("it/final_notice.txt", b"Subject: x\n\n"),
        ("de/final.txt", b"Subject: x\n\n"),
        ("de/firm_reminder.txt", b"Subject: x\n\n\xff"),
        ("de/rate_rise.txt", b"Subject: x\n\n{{ a }}"),
        (".git/x", b""),
    ):
        file = tmp_path / "letters" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    with pytest.raises(LedgerError) as caught:
        load_templates(tmp_path / "ledger.yaml")
    told = "\n".join(map(str, caught.value.problems))
    assert "letters/it/final_notice.txt:1:1" in told
    assert 'letters/de/final.txt:1:1: "final.txt" is no kind of letter' in told
    assert "letters/de/firm_reminder.txt:3:1: not valid text" in told
    assert "letters/de/rate_rise.txt:3:1" in told
    assert len(caught.value.problems) == 4


def test_a_template_outside_the_ledgers_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("Subject: x\n\nsecret")
    folder = tmp_path / "home" / "letters" / "en"
    folder.mkdir(parents=True)
    (folder / "rate_rise.txt").symlink_to(outside)
    with pytest.raises(LedgerError, match="leads out of the ledger's folder"):
        load_templates(tmp_path / "home")


def test_the_command_ends_with_a_wrong_template(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text(
        "version: 1\nbusiness: {name: A, currency: EUR}\nclients: [{id: a, name: A, invoices: "
        "[{number: '1', issued: 2026-01-01, amount: 5}]}]\n"
    )
    (tmp_path / "letters" / "en").mkdir(parents=True)
    (tmp_path / "letters" / "en" / "firm_reminder.txt").write_text("Subject: x\n\n{{ nam }}")
    ran = run("collect", "a", ledger, "--as-of", "2026-06-30")
    assert ran.code == 3
    assert "letters/en/firm_reminder.txt:3:1" in ran.err


@every_letter
def test_every_template_of_the_programs_own_is_there(kind: LetterKind, language: Language) -> None:
    assert own_template(language, kind).text.startswith("Subject: ")
    assert kind in get_args(LetterKind)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("contact", "this letter has no such value"),
        ("today", "a day needs its filter"),
        ("total", "an amount needs its filter"),
        ("invoices", "this value is not text"),
        ("several", "this value is not text"),
    ],
)
def test_no_client_reads_a_value_that_is_no_text(value: str, what: str) -> None:
    """A template of one's own may forget a filter or the loop; Python's words would be sent."""
    text = f"Subject: x\n\nHello\n{{{{ {value} }}}}\n"
    template = Template(text, "letters/de/firm_reminder.txt")
    with pytest.raises(LedgerError, match=what) as refused:
        letter("firm_reminder", "de", SHORT, {("de", "firm_reminder"): template})
    assert refused.value.problems[0].place.line == 4


@pytest.mark.parametrize("command", ["score", "check", "collect"])
def test_only_letters_and_statements_need_jinja_and_babel(command: str) -> None:
    program = (
        "import sys; from clienthealth import cli; "
        f"sys.argv = ['clienthealth', {command!r}, 'examples/studio.yaml', "
        "'--as-of', '2026-10-31']; cli.run(); "
        "assert not {'jinja2', 'babel'} & set(sys.modules), 'loaded'"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_letter_has_never_two_empty_lines_in_a_row() -> None:
    made = letter("friendly_reminder", "en", WHOLE, one("Subject: x\n\nOne\n\n \n\nTwo\n\n"))
    assert made.body == "One\n\nTwo\n"


def test_a_final_notice_states_no_interest_where_that_of_one_invoice_is_unknown(
    ledger: Ledger,
) -> None:
    """
    country: FR
    language: en
    invoices:
      - {number: "1", issued: 1990-01-01, due: 1990-02-01, amount: 1000}
      - {number: "2", issued: 2026-03-01, due: 2026-03-31, amount: 1000}
    events:
      - {kind: reminder, at: 2026-05-01, step: friendly}
      - {kind: reminder, at: 2026-05-20, step: firm}
    """
    found = collect(ledger, as_of=date(2026, 6, 30), client=ledger.clients[0].id)
    known = [item.claim is not None and item.claim.interest for item in found.one.items]
    assert known == [None, Decimal("30.29")]
    [made] = found.letters
    assert made.kind == "final_notice"
    assert "interest" not in made.body


FACTS = (
    "Subject: x\n\n{% if interest %}\n{{ interest|money }}\n{% endif %}\n"
    "{% if fixed_sum %}\n{{ fixed_sum|money }}\n{% endif %}\n{{ pay_by|date }}\n"
    "{% for invoice in invoices %}\n{{ invoice.number }}: {{ invoice.open|money }}, "
    "{{ invoice.days }}\n{% endfor %}\n"
)
REMINDED = """
events:
  - {kind: reminder, at: 2026-05-20, step: friendly}
  - {kind: reminder, at: 2026-06-20, step: firm}
"""


@pytest.mark.parametrize(
    ("country", "lines"),
    [
        # 30 days at 10.27 % of 1,000 and of 2,000, and 40 EUR for each
        ("DE", ["€25.32", "€80.00", "7 July 2026", "1: €1,000.00, 30", "2: €2,000.00, 30"]),
        ("SE", ["€80.00", "7 July 2026", "1: €1,000.00, 30", "2: €2,000.00, 30"]),
        ("CA", ["July 7, 2026", "1: €1,000.00, 30", "2: €2,000.00, 30"]),
    ],
)
def test_a_final_notice_asks_for_what_may_be_claimed_and_sets_a_day(
    country: str, lines: list[str]
) -> None:
    ledger = ledger_with(
        f"""
        language: en
        country: {country}
        invoices:
          - {{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}}
          - {{number: "2", issued: 2026-05-02, due: 2026-05-31, amount: 2000}}
        {REMINDED.strip().replace(chr(10), chr(10) + "        ")}
        """
    )
    found = collect(
        ledger, as_of=date(2026, 6, 30), client="example", templates=one(FACTS, "final_notice")
    )
    assert [each.body.splitlines() for each in found.letters] == [lines]


def test_a_letter_may_be_as_long_as_the_limit() -> None:
    start = "Subject: x\n\n"
    made = letter("friendly_reminder", "en", WHOLE, one(start + "x" * (20_000 - len(start))))
    assert len(made.body) == 20_000 - len(start) + 1


@pytest.mark.parametrize("template", ["Subject: x\nHello", "Hello\n\nyou"])
def test_a_letter_needs_a_subject_and_an_empty_line_after_it(template: str) -> None:
    with pytest.raises(LedgerError, match="starts with a line"):
        letter("friendly_reminder", "en", WHOLE, one(template))


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("de/final_notice.md", '"final_notice.md" is no kind of letter'),
        ("de/final.txt", '"final.txt" is no kind of letter'),
        ("it/final_notice.txt", '"it" is not a language of letters'),
        ("de/.final_notice.swp", None),
        (".git/final_notice.txt", None),
    ],
)
def test_what_is_beside_the_letters_is_told_by_its_place_unless_it_is_hidden(
    tmp_path: Path, name: str, what: str | None
) -> None:
    file = tmp_path / "letters" / name
    file.parent.mkdir(parents=True)
    file.write_text("Subject: x\n\n")
    if what is None:
        assert load_templates(tmp_path) == {}
        return
    with pytest.raises(LedgerError) as caught:
        load_templates(tmp_path)
    [problem] = caught.value.problems
    assert str(problem).startswith(f"letters/{name}:1:1: {what}")


def test_a_letter_that_cannot_be_read_is_told_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "letters" / "de" / "final_notice.txt").mkdir(parents=True)
    with pytest.raises(LedgerError, match=r"letters/de/final_notice.txt:1:1: cannot be read: "):
        load_templates(tmp_path)


def test_a_letter_of_another_system_is_read(tmp_path: Path) -> None:
    """With the mark of its encoding and the line ends of Windows."""
    folder = tmp_path / "letters" / "en"
    folder.mkdir(parents=True)
    (folder / "friendly_reminder.txt").write_bytes(b"\xef\xbb\xbfSubject: x\r\n\r\nOne\r\nTwo\r\n")
    made = letter("friendly_reminder", "en", WHOLE, load_templates(tmp_path))
    assert (made.subject, made.body) == ("x", "One\nTwo\n")


def test_a_line_that_ends_in_a_tag_keeps_its_end_and_a_tag_alone_leaves_no_line() -> None:
    text = (
        "Subject: x\n\nA{% if business %} B{% endif %}\nC\n{% if business %}\nD\n{% endif %}\nE\n"
    )
    made = letter("friendly_reminder", "en", WHOLE, one(text))
    assert made.body == "A B\nC\nD\nE\n"


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [(1, "fr", "1er juillet 2026"), (11, "fr", "11 juillet 2026"), (1, "es", "1 de julio de 2026")],
)
def test_french_alone_counts_the_first_of_a_month(day: int, language: Language, said: str) -> None:
    made = letter(
        "friendly_reminder",
        language,
        WHOLE._replace(pay_by=date(2026, 7, day)),
        {(language, "friendly_reminder"): Template("Subject: x\n\n{{ pay_by|date }}", "x")},
    )
    assert made.body == f"{said}\n"


VALUES_SHOWN = (
    "Subject: x\n\n{{ greeting }}|{{ business }}|{% if several %}several{% endif %}|"
    "{{ number }}|{{ days }}|{{ total|money }}\n"
    "{% for invoice in invoices %}{{ loop.index }}{% if not loop.last %},{% endif %}{% endfor %}\n"
)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (1, ["Dear Sir or Madam,|B||N1|1|€1.00", "1"]),
        (2, ["Dear Sir or Madam,|B|several|N1|2|€3.00", "1,2"]),
    ],
)
def test_what_a_letter_says_of_its_invoices(count: int, shown: list[str]) -> None:
    invoices = tuple(
        InvoiceLine(f"N{n}", date(2026, 5, 1), date(2026, 5, 31), Decimal(n), n)
        for n in range(1, count + 1)
    )
    said = LetterContext("B", "C", "EUR", date(2026, 6, 30), invoices=invoices)
    made = letter("friendly_reminder", "en", said, one(VALUES_SHOWN))
    greeting = made.body.partition("|")[0]
    assert made.body.splitlines() == [shown[0].replace("Dear Sir or Madam,", greeting), shown[1]]


@pytest.mark.parametrize(
    ("language", "singular", "plural"),
    [
        ("en", "invoice", "invoices"),
        ("de", "Rechnung", "Rechnungen"),
        ("fr", "facture", "factures"),
        ("es", "factura", "facturas"),
        ("nl", "factuur", "facturen"),
    ],
)
@pytest.mark.parametrize(
    "kind", ["friendly_reminder", "firm_reminder", "final_notice", "stop_of_work"]
)
def test_two_instalments_of_an_invoice_are_one_invoice_with_a_sum(
    kind: LetterKind, language: Language, singular: str, plural: str
) -> None:
    first = InvoiceLine("N1", date(2026, 5, 1), date(2026, 5, 31), Decimal(100), 30)
    both = (first, first._replace(due=date(2026, 6, 15), open=Decimal(50), days=15))
    made = letter(kind, language, WHOLE._replace(invoices=both))
    text = f"{made.subject}\n{made.body}"
    assert re.search(rf"\b{singular}\b", text, re.IGNORECASE)
    assert not re.search(rf"\b{plural}\b", text, re.IGNORECASE)
    assert text.count("150") == (1 if kind == "friendly_reminder" else 2)  # the sum, and to pay
    two = letter(kind, language, WHOLE._replace(invoices=(first, both[1]._replace(number="N2"))))
    assert re.search(rf"\b{plural}\b", f"{two.subject}\n{two.body}", re.IGNORECASE)


def test_a_letter_lists_a_hundred_invoices_and_sums_them_all() -> None:
    line = InvoiceLine("N", date(2026, 5, 1), date(2026, 5, 31), Decimal(1), 3)
    said = LetterContext("B", "C", "EUR", date(2026, 6, 30), invoices=(line,) * 101)
    made = letter("friendly_reminder", "en", said, one(VALUES_SHOWN))
    first, second = made.body.splitlines()
    assert first.endswith("€101.00")
    assert second.split(",")[-1] == "100"


@pytest.mark.parametrize(("length", "end"), [(200, "x" * 200), (201, "x" * 199 + "…")])
def test_a_name_in_a_letter_has_a_readable_length(length: int, end: str) -> None:
    said = LetterContext("x" * length, "C", "EUR", date(2026, 6, 30))
    made = letter("friendly_reminder", "en", said, one("Subject: x\n\n{{ business }}"))
    assert made.body == f"{end}\n"


@pytest.mark.parametrize(
    ("contacts", "name", "email"),
    [
        ("{name: Jo, email: jo@x.com}, {name: Ada, email: ada@x.com}", "Jo", "jo@x.com"),
        (
            "{name: Jo, email: jo@x.com}, {name: Ada, email: ada@x.com, decision_maker: true}",
            "Ada",
            "ada@x.com",
        ),
        ("{name: Jo, email: jo@x.com}, {name: Ada, decision_maker: true}", "Jo", "jo@x.com"),
        ("{name: Jo}, {name: Ada, decision_maker: true}", "Ada", None),
        ("{name: Jo}, {name: Ada}", "Jo", None),
        ("{name: Jo, until: 2026-06-29}, {name: Ada}", "Ada", None),
    ],
)
def test_a_letter_goes_to_who_decides_where_they_have_an_address(
    contacts: str, name: str, email: str | None
) -> None:
    ledger = ledger_with(
        f"""
        language: en
        contacts: [{contacts}]
        invoices: [{{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}}]
        """
    )
    templates = one("Subject: x\n\n{{ contact }}", "firm_reminder")
    found = collect(ledger, as_of=date(2026, 6, 30), client="example", templates=templates)
    assert [each.body for each in found.letters] == [f"{name}\n"]
    assert found.recipient == email
