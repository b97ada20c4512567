"""Two states of a ledger, read together: what both have in the same lines is read once.

Whatever the other state is, the ledger is the one that is read alone, to the last entry, warning
and problem.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth import LedgerError
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.reading import read_ledger
from clienthealth.rules.registry import vocabulary
from dressed import dressed, plainly
from strategies import ledgers

HEAD = "version: 1\nbusiness: {name: Ada, currency: EUR}\n"
ACME = """\
  - id: acme
    name: Acme
    # their terms
    contract: {signed: 2024-01-02, terms_days: 30}
    events:
      - {kind: stall, at: 2026-05-05}
"""
BOLT = """\
  - {id: bolt, name: Bolt, time: [{date: 2026-01-05, hours: 3},
 {date: 2026-01-06, hours: 2}]}
"""
CRUX = "  - id: crux\n    name: Crux\n    events:\n      - {kind: stall, at: 2026-05-05, note: x}\n"
MORE = "    until: 2026-03-01\n"
BILL = "    invoices:\n    - number: 1\n      issued: 2026-01-05\n      amount: *it\n"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Ledger]:
    """Reads a ledger of these texts, each a file, beside another one."""

    def read(*texts: str, other: Ledger | None = None) -> Ledger:
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}" / "books"
        folder.mkdir(parents=True)
        for number, text in enumerate(texts):
            (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
        return read_ledger(folder, vocabulary(), other=other)

    return read


def shared(ledger: Ledger, other: Ledger) -> list[str]:
    """The ids of the clients that were taken from the other ledger."""
    theirs = {id(client) for client in other.clients}
    return [client.id for client in ledger.clients if id(client) in theirs]


def test_a_client_in_the_same_lines_is_taken_and_others_are_read(read):
    now = read(f"{HEAD}clients:\n{ACME}{BOLT}{CRUX}")
    before = read(f"# moved\n{HEAD}\nclients:\n{BOLT}{ACME}{MORE}\n{CRUX}\n", other=now)
    assert shared(before, now) == ["bolt", "crux"]
    assert [client.id for client in before.clients] == ["bolt", "acme", "crux"]
    assert before.clients[1].until is not None
    assert before.sources.place(before.clients[1].mark).line == 8
    assert before.sources.place(before.clients[0].mark) == now.sources.place(now.clients[1].mark)


def test_the_places_of_what_is_read_are_those_of_its_own_file(read):
    now = read(f"{HEAD}clients:\n{ACME}{BOLT}")
    with pytest.raises(LedgerError) as error:
        read(f"{HEAD}clients:\n{ACME}{BOLT}  - id: acme\n    name: Acme again\n", other=now)
    [problem] = error.value.problems
    assert (problem.place.line, problem.place.column) == (12, 9)
    assert "first at" in problem.message
    assert ":4:9" in problem.message


KEPT = """\
  - id: crux
    name: Crux
    events:
      - kind: stall
        at: 2026-05-05
        note: |+
          Wait.
"""
LITERAL = "  - id: crux\n    name: Crux\n    aliases:\n    - |\n" + "".join(
    f"    {line}\n" for line in ACME.splitlines()
)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        pytest.param([f"clients:\n{ACME}"], [f"clients:\n{LITERAL}"], id="a client inside a text"),
        pytest.param(
            [f"clients:\n{ACME}{CRUX}"],
            [f"clients:\n{ACME}", "clients:\n  - {id: acme, until: 2026-03-01}\n"],
            id="more of it in another file",
        ),
        pytest.param(
            [f"clients:\n{ACME}", "clients:\n  - {id: acme, until: 2026-03-01}\n"],
            [f"clients:\n{ACME}"],
            id="it was in two files",
        ),
        pytest.param(
            [f"clients:\n{BOLT}{ACME}", f"clients:\n{CRUX}  - id: bolt\n{MORE}"],
            [f"clients:\n{CRUX}{ACME}"],
            id="another one was in two files",
        ),
        pytest.param(
            [f"exchange_rates:\n  USD: &it 0.92\nclients:\n{ACME}{BILL}"],
            [f"exchange_rates:\n  USD: &it 0.93\nclients:\n{ACME}{BILL}"],
            id="what it refers to is another value",
        ),
        pytest.param(
            [f"clients:\n{KEPT}\n{ACME}"],
            [f"clients:\n{KEPT}\n\n{ACME}"],
            id="blank lines that count",
        ),
        pytest.param(
            [f"clients:\n{ACME}{CRUX}"], [f"clients:\n{ACME}{MORE}{CRUX}"], id="one more line"
        ),
        pytest.param(
            [f"clients:\n{ACME}{CRUX}policy: {{window_days: 180}}\n"],
            [f"clients:\n{CRUX}{ACME}policy: {{window_days: 365}}\n"],
            id="keys below the list",
        ),
        pytest.param(
            [f"clients:\n{ACME}"], ['clients:\n  - {"\\0same": 0}\n'], id="a stand-in of its own"
        ),
        *(
            pytest.param(
                [f"clients:\n{ACME}"],
                [f"clients:\n{more}  - {{{key}: {value}}}\n"],
                id=f"{key} {value}",
            )
            for more in ("", ACME)
            for key in (r'"\x00same"', r'"\u0000same"', r'id: q, "\0s\x61me"')
            for value in ("0", "-1", "7", "x", "{a: b}")
        ),
        pytest.param([f"clients:\n{ACME}"], [f"events:\n{ACME}"], id="in another list"),
        pytest.param([f"clients:\n{ACME}"], [f"clients:\n{ACME}{ACME}"], id="twice"),
        pytest.param(
            [f"clients:\n{CRUX}"], [f"clients:\n{CRUX}", f"clients:\n{CRUX}"], id="in two files"
        ),
        pytest.param([f"clients:\n{ACME}"], [f"clients: [\n{ACME}]"], id="in brackets"),
        pytest.param([f"clients:\n{ACME}"], ["clients: [\n"], id="no YAML"),
    ],
)
def test_lines_that_mean_something_else_there_are_read(read, now, before):
    texts = [HEAD + before[0], *before[1:]]
    other = read(HEAD + now[0], *now[1:])
    assert outcome(lambda: read(*texts, other=other)) == outcome(lambda: read(*texts))


def outcome(reading: Callable[[], Ledger]) -> object:
    """What a reading gives: the content and the warnings, or the problems with their places."""
    try:
        ledger = reading()
    except LedgerError as error:
        return [
            (p.place and p.place[1:], p.message.partition(", first at")[0]) for p in error.problems
        ]
    return ledger.model_dump(), sorted((w.client or "", w.message) for w in ledger.warnings)


@given(st.data())
def test_a_ledger_read_beside_another_is_the_one_read_alone(tmp_path_factory, data):
    """Clients of two drawn ledgers, mixed; each text in a style of its own, or both in one."""
    one, two = data.draw(ledgers()), data.draw(ledgers())
    mixed = two | {"clients": data.draw(st.permutations(one["clients"] + two["clients"]))}
    mixed["clients"] = [*{client["id"]: client for client in mixed["clients"]}.values()]
    folder = tmp_path_factory.mktemp("two")
    paths = [folder / "now.yaml", folder / "before.yaml"]
    for path, ledger in zip(paths, (one, mixed), strict=True):
        text = data.draw(st.just(plainly(ledger)) | dressed(ledger))
        path.write_text(text, encoding="utf-8", newline="")
    now = read_ledger(paths[0], vocabulary())
    beside = outcome(lambda: read_ledger(paths[1], vocabulary(), other=now))
    assert beside == outcome(lambda: read_ledger(paths[1], vocabulary()))


def test_two_oddities_in_the_same_words_stay_two(read):
    """Two invoices of one day from before the client's first; both are odd in both states."""
    bills = "".join(f"    - {{number: {n}, issued: 2026-01-23, amount: 100}}\n" for n in (1, 2))
    odd = f"  - id: odd\n    name: Odd\n    since: 2026-05-01\n    invoices:\n{bills}"
    now = read(f"{HEAD}clients:\n{odd}{CRUX}")
    before = read(f"{HEAD}clients:\n{odd}{CRUX}{ACME}", other=now)
    assert shared(before, now) == ["odd", "crux"]
    assert sorted(w.message for w in before.warnings) == sorted(w.message for w in now.warnings)
    assert sum("before the client's `since`" in w.message for w in before.warnings) == 2
