"""A ledger that is read and judged in parts gives what it gives as a whole, or is not divided.

The parts are worked on in this process, one after the other; what they are asked and what they
answer is pickled as between processes. `tests/cli/test_jobs.py` has processes.
"""

import gc
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import NamedTuple, TypeVar

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from clienthealth import (
    Assessment,
    LedgerError,
    LedgerInParts,
    Question,
    Redactor,
    WholeNeededError,
    assess,
    dues_of,
    first_line,
    glance,
    ledger_in_parts,
    load_ledger,
    redact,
    view_of,
)
from clienthealth.cli.next_thing import due_next
from clienthealth.judging.part import Expected, LedgerPart
from clienthealth.judging.processes import pieces_of
from clienthealth.judging.slices import SlicedPart, part_of
from clienthealth.ledger.likely_days import likely_first_days
from clienthealth.ledger.models import Invoice
from clienthealth.ledger.parts import ReadPart
from clienthealth.report.formats import renderer
from counted_calls import calls_of
from dressed import as_text, dressed
from strategies import ledgers

T = TypeVar("T")

TODAY = date(2026, 6, 30)
FORMATS = ("json", "html", "csv", "markdown", "table")


class Here:
    """The parts of a ledger, worked on in this process."""

    def __init__(self, parts: Sequence[LedgerPart | SlicedPart]) -> None:
        self._parts = parts

    def ask(self, what: str, each: Iterable[tuple[object, ...]]) -> list[object]:
        pairs = zip(self._parts, each, strict=True)
        return [self._answer(part, what, arguments) for part, arguments in pairs]

    def _answer(
        self, part: LedgerPart | SlicedPart, what: str, arguments: tuple[object, ...]
    ) -> object:
        sent = copied(arguments)
        return copied(getattr(part, what)(*sent))


def copied(value: T) -> T:
    """The same as another process gets it."""
    copy: T = pickle.loads(pickle.dumps(value))  # noqa: S301  # our own
    return copy


def in_parts(
    path: Path,
    jobs: int,
    slices: int = 1,
    question: Question | None = None,
    first_days: Mapping[str, date] | None = None,
) -> LedgerInParts | None:
    """The ledger in parts, each of them in slices; None where it is not divided."""
    pieces = pieces_of(path, jobs * slices)
    if pieces is None:
        return None
    text, frame = pieces
    texts = text.parts
    likely = likely_first_days(texts) if first_days is None else first_days
    expected = None if question is None else Expected(question, likely)
    try:
        parts = [
            part_of(path, texts[at : at + slices], frame) for at in range(0, len(texts), slices)
        ]
        return LedgerInParts(frame, Here(parts), len(parts), expected)
    except (LedgerError, WholeNeededError):
        return None


def printed(assessment: Assessment, formats: Iterable[str] = FORMATS) -> list[str]:
    """An assessment in these formats."""
    return [renderer("score", each)(view_of(assessment)) for each in formats]


class Way(NamedTuple):
    """A way to divide a ledger."""

    jobs: int
    slices: int = 1
    """Of each part."""
    is_expected: bool = False
    """Whether the question is known before the ledger is read."""
    first_days: Mapping[str, date] | None = None
    """What the text seems to say of first days; None: what it does say."""


WAYS = (Way(2), Way(3), Way(1, 3, is_expected=True), Way(2, 2))


def is_the_same(
    path: Path, as_of: date = TODAY, ways: Iterable[Way] = WAYS, formats: Sequence[str] = FORMATS
) -> bool:
    """Whether a ledger was divided; if so, its parts must give what the whole gives."""
    try:
        whole = load_ledger(path)
    except LedgerError:
        assert in_parts(path, 2) is None
        assert in_parts(path, 1, 2) is None
        return False
    alone = assess(whole, as_of=as_of)
    expected, divided = printed(alone, formats), False
    for way in ways:
        question = Question(as_of, whole.policy, words="told") if way.is_expected else None
        ledger = in_parts(path, way.jobs, way.slices, question, way.first_days)
        if ledger is None:
            continue
        divided = True
        assert ledger.ledger.warnings == whole.warnings
        found = ledger.assess(as_of=as_of, policy=ledger.ledger.policy, words="told")
        assert found.clients == alone.clients
        assert found.portfolio == alone.portfolio
        assert found.odd_entries == alone.odd_entries
        assert printed(found, formats) == expected
        if "table" in formats:
            assert {*ledger.of_each(dues_of, found)} == {*dues_of(alone)}
    return divided


def ways() -> st.SearchStrategy[Way]:
    """Ways to divide a ledger."""
    sliced = st.builds(Way, st.sampled_from([1, 2]), st.sampled_from([2, 3]), st.booleans())
    return st.sampled_from([Way(2), Way(3)]) | sliced


few = settings(max_examples=settings().max_examples // 2)
"""A drawn ledger is judged as a whole and in parts."""


@few
@given(st.data())
def test_any_ledger_gives_the_same_in_parts(data: st.DataObject) -> None:
    plain = data.draw(ledgers(among=data.draw(st.integers(0, 4))))
    text = data.draw(dressed(plain))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.yaml"
        path.write_bytes(text.encode())
        is_the_same(path, ways=[data.draw(ways())], formats=["json"])


@few
@given(ledgers(among=6), st.dates(date(2025, 1, 1), date(2027, 12, 31)), ways())
def test_the_usual_layout_is_divided(plain: dict[str, object], as_of: date, way: Way) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.yaml"
        path.write_text(usual(plain), encoding="utf-8")
        assert is_the_same(path, as_of, [way], formats=["json", "html"])


def usual(plain: dict[str, object]) -> str:
    """A ledger in the layout in which people write it."""

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    text = as_text(plain, null=[])
    return yaml.dump(text, Dumper=Dumper, sort_keys=False, width=10**6)


HEAD = "version: 1\nbusiness: {name: Ada, currency: EUR, target_rate: 95}\n"
CLIENT = """\
  - id: c{n}
    name: Client {n}
    since: 2025-01-01
    invoices:
      - {{number: "{n}1", issued: 2026-02-01, amount: 900}}
      - {{number: "{n}2", issued: 2026-03-01, amount: 900, paid: 2026-05-01}}
    events: [{{kind: stall, at: 2026-05-02}}]
"""
CLIENTS = "".join(CLIENT.format(n=n) for n in range(5))

ODD = (
    '    country: "D',
    '    name: "B',
    "    name: 'B",
    '    timezone: "Europe/Berlin',
    'policy: {window_days: 100} #"',
    "policy: {window_days: 100}",
    'exchange_rates: {USD: "0.92"} # "',
    "version: 1 #'",
    "clients:",
    "clients: # more",
    "  - id: c9",
    "  - {id: c9, name: Nine}",
    "  - {id: c1, name: Twice}",
    "- id: c9",
    "    aliases: [a,",
    "    aliases: [a, &b bee]",
    "    aliases: [*b]",
    "  - *b",
    "  - &b {id: c8, name: Eight}",
    "  - {<<: *b, id: c7}",
    "    aliases: |",
    "    aliases: [*, a]",
    "    aliases: [&, a]",
    "     - x",
    '      - "',
    "      - ]",
    "]",
    '"',
    "'",
    "---",
    "...",
    "# - id: c9",
    "  # a note",
    "",
    "   ",
    "\t",
    "\t- x",
    "? x",
    "include: [{file: a.csv, kind: time}]",
    "include:",
    "    waivers: [{rule: late-payment, reason: x, from: 2026-01-01, until: 2026-06-30}]",
    "    waivers: [{rule: late-payment, reason: x, from: 2026-01-01, until: 2029-06-30}]",
    "    first_contact: 2019-01-01",
    "    currency: USD",
    "    payments: [{date: 2029-01-01, amount: 5}]",
    "    payments: [{date: 2026-01-01, amount: x}]",
    "policy: {clients: {c4: {disabled: [late-payment]}}}",
    "policy: {clients: {nobody: {disabled: [late-payment]}}}",
    "policy: {rules: {late-payment: {fine: -5}}}",
    "    note\r: x",
    "    name: a\x85b",
)


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(ODD), st.sampled_from("\n\n\n\r")),
        max_size=4,
    ),
    st.booleans(),
    ways(),
)
def test_a_text_with_odd_lines_gives_the_same_or_is_not_divided(
    odd: list[tuple[int, str, str]],
    at_the_margin: bool,
    way: Way,
) -> None:
    """Lines within quotation marks may look like clients, and clients like something within."""
    clients = dedent(CLIENTS) if at_the_margin else CLIENTS
    lines = f"{HEAD}clients:\n{clients}".splitlines(keepends=True)
    for at, line, end in odd:
        lines.insert(at, line + end)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.yaml"
        path.write_bytes("".join(lines).encode())
        is_the_same(path, ways=[way], formats=["json"])


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        (f"{HEAD}clients:\n{CLIENTS}", True),
        (f"{HEAD}clients:\n{dedent(CLIENTS)}", True),
        (f"{HEAD}clients:\n{CLIENTS}policy: {{window_days: 90}}\n", True),
        (f"---\n{HEAD}\nclients:   # all\n# one\n\n{CLIENTS}  # the end\n...\n", True),
        (f"{HEAD}clients:\r\n{CLIENTS}".replace("\n", "\r\n").replace("\r\r", "\r"), True),
        (f"\ufeff{HEAD}clients:\n{CLIENTS}", True),
        (f"{HEAD}clients:\n{CLIENT.format(n=1)}", False),
        (f"{HEAD}'clients':\n{CLIENTS}", True),
        (f"{HEAD}? clients\n:\n{CLIENTS}", False),
        (f"clients:\n{CLIENTS}{HEAD}", True),
        (f"{HEAD}clients:\n{CLIENTS}clients:\n{CLIENTS}", False),
        (f"{HEAD}clients:\n{CLIENTS}{CLIENT.format(n=1)}", False),
        (f"{HEAD}include: []\nclients:\n{CLIENTS}", True),
        (f'{HEAD}clients:\n{CLIENTS}    country: "\n{CLIENTS}"\n', False),
        (f"{HEAD}clients:\n{CLIENTS}" + CLIENT.format(n="\x85"), False),
        (f"{HEAD}clients:\n{CLIENTS} ~\n", False),
        (f"{HEAD}clients:\n{CLIENTS} &x\n", False),
    ],
)
def test_what_is_divided(text: str, divided: bool, tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_bytes(text.encode())
    assert is_the_same(path) == divided


@pytest.mark.parametrize(
    ("talks", "divided", "ways"), [(90, True, [Way(2)]), (110, False, [Way(2), Way(1, 2)])]
)
def test_what_aliases_repeat_counts_for_the_whole_ledger(
    talks: int, divided: bool, ways: Sequence[Way], tmp_path: Path
) -> None:
    """Two clients who each repeat fewer values than a ledger may, and 110 times 1,000 together."""
    path = tmp_path / "ledger.yaml"
    names = ", ".join(["late-payment"] * 499)
    text = "version: 1\nbusiness: {name: Me, currency: EUR}\nclients:\n"
    for name in "ab":
        text += f"  - id: {name}\n    name: {name}\n    events:\n"
        text += f"      - {{kind: boundary, at: 2026-01-01, about: &{name} [{names}]}}\n"
        text += f"      - {{kind: boundary, at: 2026-01-01, about: *{name}}}\n" * talks
    path.write_text(text)
    assert is_the_same(path, ways=ways, formats=["json"]) is divided


def test_a_policy_may_name_the_clients_of_any_part(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    policy = "policy: {clients: {c4: {disabled: [late-payment]}}, window_days: 200}\n"
    path.write_text(f"{HEAD}{policy}clients:\n{CLIENTS}")
    assert is_the_same(path)


@pytest.mark.parametrize("as_of", [date(2024, 6, 1), date(2025, 3, 1), date(2026, 4, 12)])
def test_entries_far_ahead_are_told_of_all_parts_together(tmp_path: Path, as_of: date) -> None:
    """The gap before a mistyped year may lie between the entries of two parts."""
    path = tmp_path / "ledger.yaml"
    days = ("2027-01-01", "2027-12-31", "2028-11-01", "2031-01-01", "2031-02-01")
    clients = "".join(
        CLIENT.format(n=n) + f"    costs: [{{date: {day}, amount: 5}}]\n"
        for n, day in enumerate(days)
    )
    path.write_text(f"{HEAD}clients:\n{clients}")
    assert is_the_same(path, as_of)


GRIND = """\
  - id: grinder
    name: Grinder
    since: 2024-01-01
    invoices:
      - {number: "1", issued: 2026-02-10, amount: 400, paid: 2026-02-20}
      - {number: "2", issued: 2026-03-10, amount: 400, paid: 2026-03-20}
      - {number: "3", issued: 2026-04-10, amount: 400, paid: 2026-04-20}
    time: [{date: 2026-02-02, hours: 12}, {date: 2026-04-02, hours: 12}]
    events:
      - {kind: discount_request, at: 2026-02-03}
      - {kind: discount_request, at: 2026-03-03}
      - {kind: discount_request, at: 2026-06-29}
      - {kind: future_work_promise, at: 2025-11-03}
      - {kind: future_work_promise, at: 2026-01-12}
"""
GOOD = """\
  - id: good-{n}
    name: Good {n}
    since: 2024-01-01
    invoices:
      - {{number: "1", issued: 2026-02-10, amount: 4{n}00, paid: 2026-02-20}}
      - {{number: "2", issued: 2026-03-10, amount: 4{n}00, paid: 2026-03-20}}
      - {{number: "3", issued: 2026-04-10, amount: 4{n}00, paid: 2026-04-20}}
    time: [{{date: 2026-02-02, hours: 12}}, {{date: 2026-04-02, hours: 12}}]
"""


def test_a_grinder_of_today_is_compared_with_all_clients_on_the_days_before(
    tmp_path: Path,
) -> None:
    """Whether the let-go is new depends on ranks in the past, for which every part has figures."""
    path = tmp_path / "ledger.yaml"
    keeps = "  keeps: [discount_request, future_work_promise, message, meeting]\n"
    head = f"version: 1\nbusiness:\n  name: Ada\n  currency: EUR\n  target_rate: 95\n{keeps}"
    others = [GOOD.format(n=n) for n in range(1, 6)]
    path.write_text(f"{head}clients:\n{''.join(others[:3])}{GRIND}{''.join(others[3:])}")
    assert is_the_same(path)
    divided = in_parts(path, 3)
    assert divided is not None
    found = divided.assess(as_of=TODAY, policy=divided.ledger.policy).client("grinder")
    assert found is not None
    assert found.verdict is not None
    assert found.verdict.action == "let-go"
    assert [hold.kind for hold in found.verdict.holds] == ["cool-off"]


@few
@given(ledgers(among=4))
def test_single_clients_and_a_redacted_result_are_the_same(plain: dict[str, object]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.yaml"
        path.write_text(usual(plain), encoding="utf-8")
        whole, divided = load_ledger(path), in_parts(path, 2)
        assert divided is not None
        policy = whole.policy
        only = ["client-0", "ordinary-3"]
        one = assess(whole, as_of=TODAY, only=only)
        other = divided.assess(as_of=TODAY, policy=policy, only=only)
        assert (one.clients, one.portfolio) == (other.clients, other.portfolio)
        one = redact(assess(whole, as_of=TODAY), Redactor("key"))
        found = divided.assess(as_of=TODAY, policy=policy, words="withheld")
        told = [printed(redact(found, Redactor("key")), ["json", "html"])]
        assert told == [printed(one, ["json", "html"])]


def test_redacting_a_result_with_words_in_full_leaves_none_of_them(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    clients = CLIENTS.replace('"01"', "Geheim-7")
    path.write_text(f"{HEAD}clients:\n{clients}")
    divided = in_parts(path, 2)
    assert divided is not None
    found = divided.assess(as_of=TODAY, policy=divided.ledger.policy, words="told")
    assert any("Geheim-7" in text for text in printed(found))
    hidden = redact(found, Redactor("key"))
    assert not any("Geheim-7" in text for text in printed(hidden))
    assert "Geheim-7" not in repr(hidden)


def test_an_answer_holds_no_entries(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(f"{HEAD}clients:\n{CLIENTS}")
    divided = in_parts(path, 2)
    assert divided is not None
    clients = divided.ledger.clients
    assert [client.id for client in clients] == ["c0", "c1", "c2", "c3", "c4"]
    assert all(not client.invoices and not client.events for client in clients)
    found = divided.assess(as_of=TODAY, policy=divided.ledger.policy)
    with pytest.raises(ValueError, match="without entries"):
        assess(divided.ledger, as_of=TODAY)
    with pytest.raises(ValueError, match="without entries"):
        glance(found)
    with pytest.raises(ValueError, match="not kept"):
        printed(found, ["html"])


LATER = """\
  - id: later
    name: Later
    since: 2026-06-01
    contract: {{}}
    events:
      - {{kind: {kind}, at: {day}}}
"""


@pytest.mark.parametrize("kind", ["discount_request", "referral", "meeting"])
@pytest.mark.parametrize("day", ["2026-06-20", "2026-03-20"])
def test_what_the_last_client_has_events_of_is_known_of_all(
    tmp_path: Path, kind: str, day: str
) -> None:
    """Whether there were none with the first depends on what is recorded of anybody, and when."""
    path = tmp_path / "ledger.yaml"
    later = LATER.format(kind=kind, day=day)
    path.write_text(f"{HEAD}clients:\n{CLIENTS}{later}")
    wrong: tuple[dict[str, date], ...] = (
        {},
        {"praise": date(2026, 1, 1)},
        {kind: date(2020, 1, 1)},
    )
    assert is_the_same(path, ways=[*WAYS, *(Way(1, 3, True, guess) for guess in wrong)])


@pytest.mark.parametrize("first", ["2020-01-01", "2015-01-01"])
def test_the_first_day_written_may_be_that_of_the_last_client(tmp_path: Path, first: str) -> None:
    """An entry years before that day is odd, where its own client has no day."""
    path = tmp_path / "ledger.yaml"
    undated = CLIENTS.replace("    since: 2025-01-01\n", "    since: 2021-01-01\n")
    undated = undated.replace("    since: 2021-01-01\n", "", 1)
    old = "    costs: [{date: 2016-06-01, amount: 5}]\n"
    begin = undated.index("    invoices:")
    undated = f"{undated[:begin]}{old}{undated[begin:]}"
    last = f"  - id: last\n    name: Last\n    since: {first}\n"
    path.write_text(f"{HEAD}clients:\n{undated}{last}")
    odd = load_ledger(path).warnings
    assert any("years before" in each.message for each in odd) is (first == "2020-01-01")
    assert is_the_same(path)


def test_a_client_who_is_read_again_may_have_an_alias_of_what_another_has(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    days = ["&day 2026-05-02", "2025-01-01", "2025-01-01", "2025-01-01"]
    clients = [f"  - id: c{n}\n    name: C\n    since: {day}\n" for n, day in enumerate(days)]
    clients[1] += "    events: [{kind: misconduct, level: abusive, note: rude, at: *day}]\n"
    path.write_text(f"{HEAD}clients:\n{''.join(clients)}")
    assert assess(load_ledger(path), as_of=TODAY).clients[1].action == "fire"
    assert is_the_same(path, ways=[Way(1, 2), Way(1, 2, is_expected=True)])


def test_the_entries_of_a_slice_are_let_go(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(f"{HEAD}clients:\n{CLIENTS}")
    gc.collect()
    before = in_memory(Invoice)
    policy = load_ledger(path).policy
    question = Question(TODAY, policy)
    divided = in_parts(path, 1, 5, question)
    gc.collect()
    assert divided is not None
    assert in_memory(Invoice) == before
    found = divided.assess(as_of=TODAY, policy=policy)
    gc.collect()
    assert len(found.clients) == 5
    assert in_memory(Invoice) == before


def in_memory(kind: type) -> int:
    """How many objects of a class there are."""
    return sum(isinstance(each, kind) for each in gc.get_objects())


def test_a_question_that_was_expected_is_answered_from_one_reading(tmp_path: Path) -> None:
    """Another one from two. A client to part with is read once more, for the holds."""
    path = tmp_path / "ledger.yaml"
    rude = "    events: [{kind: misconduct, level: abusive, note: rude, at: 2026-05-02}]\n"
    part_with = f"  - id: c9\n    name: C\n    since: 2025-01-01\n{rude}"
    path.write_text(f"{HEAD}clients:\n{CLIENTS}{part_with}")
    policy = load_ledger(path).policy
    pieces = pieces_of(path, 3)
    assert pieces is not None
    text, frame = pieces
    expected, other = Question(TODAY, policy), Question(date(2026, 6, 29), policy)

    def answered(question: Question) -> None:
        part = SlicedPart(path, text.parts, frame)
        guess = Expected(expected, likely_first_days(text.parts))
        LedgerInParts(frame, Here([part]), 1, guess).assess(**question._asdict())

    assert readings_in(lambda: answered(expected)) == 3 + 1
    assert readings_in(lambda: answered(other)) == 6 + 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_example_is_read_in_slices(jobs: int) -> None:
    path, day = Path("examples/studio.yaml"), date(2026, 10, 31)
    alone = assess(load_ledger(path), as_of=day)
    question = Question(day, alone.policy, places=False)
    with ledger_in_parts(path, jobs, lambda _: question, slice_bytes=20_000) as divided:
        assert divided is not None
        found = divided.assess(**question._asdict())
    assert found.clients == alone.clients
    with pytest.raises(ValueError, match="places of the evidence were not kept"):
        found.place(found.clients[0], ())


def readings_in(what: Callable[[], object]) -> int:
    """How often a text is read to do something."""
    return calls_of(what, ReadPart.__init__.__code__)


class Mute(Here):
    """Parts that judge, and then cannot say what is due."""

    def ask(self, what: str, each: Iterable[tuple[object, ...]]) -> list[object]:
        if what == "told":
            raise WholeNeededError
        return super().ask(what, each)


def test_what_is_due_is_told_by_one_process_where_a_part_cannot(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(
        "version: 1\nbusiness: {name: Me, currency: EUR}\nclients:\n"
        + "".join(
            f"  - id: c{n}\n    name: C\n    invoices:\n"
            f"      - {{number: '{n}', issued: 2026-05-01, amount: 100}}\n"
            for n in range(4)
        )
    )
    pieces = pieces_of(path, 2)
    assert pieces is not None
    text, frame = pieces
    parts = LedgerInParts(frame, Mute([LedgerPart(path, p, frame) for p in text.parts]), 2)
    found = parts.assess(as_of=TODAY, policy=frame.policy)
    told = due_next(found, parts, path)
    assert first_line(told) == first_line(glance(assess(load_ledger(path), as_of=TODAY)))
    assert len(told.items) == 4


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("events: [{kind: stall, at: 2026-05-02}, {kind: stall, at: 2026-05-01}]", "2026-05-01"),
        ("events:\n  - kind: stall\n    at: 2026-05-02T10:00\n", "2026-05-02"),
        ("events:\n  - kind: stall\n    note: x\n    at: 2026-05-02\n", "2026-05-02"),
        ("time:\n  - kind: stall\n  - at: 2026-05-02\n", None),
        ("events: [{kind: stall, at: 2026-02-31}]", None),
        ("events: [{kind: nothing, at: 2026-02-01}]", None),
        ("events: [{at: 2026-05-02, kind: stall}]", None),
    ],
)
def test_the_text_shows_the_first_day_of_a_kind(text: str, first: str | None) -> None:
    """A guess, which costs time where it is wrong, and nothing besides."""
    expected = {} if first is None else {"stall": date.fromisoformat(first)}
    assert likely_first_days([text.encode()]) == expected
