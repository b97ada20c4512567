"""Adding to a client's list: only insertions, in the layout that the file already has.

In the tables what is inserted stands between « and », and NEW is the entry on one line.
"""

import json
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clienthealth.editing.amending import Amendment, amendment
from clienthealth.editing.appending import CannotAppendError, changed, own_keys
from clienthealth.editing.changes import Added, Item, of_client
from clienthealth.editing.yaml_values import written
from clienthealth.ledger.models import Ledger
from clienthealth.loading import load_ledger
from dressed import dressed
from strategies import ledgers

ITEM: dict[str, str | date] = {
    "rule": "late-payment",
    "reason": "agreed",
    "from": date(2026, 1, 1),
    "until": date(2026, 6, 30),
}
NEW = "{rule: late-payment, reason: agreed, from: 2026-01-01, until: 2026-06-30}"
OLD = "{rule: SCO001, reason: x, from: 2025-01-01, until: 2025-02-01}"
HEAD = "version: 1\nbusiness: {name: Me, currency: EUR}\n"


def appended(text: str, client: str, field: str, item: Item) -> str:
    return changed(text, [Added(of_client(client), field, (item,))])


def appending(ledger: Ledger, path: Path, client: str, item: Item) -> Amendment:
    return amendment(ledger, path, [Added(of_client(client), "waivers", (item,))])


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers must tell the same places."""
    if request.param == "Python":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")


def parted(marked: str) -> tuple[str, str]:
    """The text before and after."""
    text = HEAD + marked.replace("NEW", NEW).replace("OLD", OLD)
    return re.sub("«.*?»", "", text, flags=re.DOTALL), re.sub("[«»]", "", text)


def insertions(before: bytes, after: bytes) -> list[bytes]:
    """What stands in one and not in the other; fails where anything is lost or changed."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    assert {tag for tag, *_ in steps} <= {"equal", "insert"}
    assert b"".join(after[k:m] for tag, _, _, k, m in steps if tag == "equal") == before
    return [after[k:m] for tag, _, _, k, m in steps if tag == "insert"]


LAYOUTS = {
    "no list yet": """\
clients:
  - id: a
    name: A
  - id: b
    name: B«
    waivers:
      - NEW»
  - id: c
    name: C
""",
    "no list yet, the last line of the file open": """\
clients:
  - id: b
    name: B«
    waivers:
      - NEW»""",
    "lists not indented below their keys": """\
clients:
- id: b
  name: B«
  waivers:
  - NEW»
- id: c
  name: C
""",
    "keys after a question mark": """\
? clients
:
- ? id
  : b
  name: B«
  waivers:
  - NEW»
exchange_rates: {}
""",
    "a question mark on a line of its own": """\
?
   clients
:
  - id: b
    name: B«
    waivers:
      - NEW»
""",
    "the client's own lists show how far to indent": """\
clients:
  - id: b
    aliases:
        - BB
    name: B«
    waivers:
        - NEW»
exchange_rates: {}
""",
    "a block list of entries in braces": """\
clients:
  - id: b
    waivers:
      - OLD«
      - NEW»
    name: B
""",
    "a block list of block entries": """\
clients:
  - id: b
    waivers:
    -   rule: SCO001
        reason: x
        from: 2025-01-01
        until: 2025-02-01   # the last day«
    -   rule: late-payment
        reason: agreed
        from: 2026-01-01
        until: 2026-06-30»
    name: B
""",
    "a block entry that begins below its dash": """\
clients:
  - id: b
    name: B
    waivers:
      -
        rule: SCO001
        reason: x
        from: 2025-01-01
        until: 2025-02-01«
      - rule: late-payment
        reason: agreed
        from: 2026-01-01
        until: 2026-06-30»""",
    "comments below the last entry belong to it": """\
clients:
  - id: b
    waivers:
      - OLD # first
        # said on the phone\ttwice
         # by Jo«
      - NEW»
      # - a waiver of the past

    # the name
    name: B
""",
    "comments below the client's last key belong to it": """\
clients:
  - id: b
    name: B
    # nothing else is known«
    waivers:
      - NEW»
  # the next client
  - id: c
    name: C
""",
    "comments and blank lines before the next client stay there": """\
clients:
  - id: b
    name: B   # a name«
    waivers:
      - NEW»

  # C comes next.

  - id: c
    name: C
""",
    "an empty list": """\
clients:
  - id: b
    waivers: [«NEW»]  # none
    name: B
""",
    "an empty list with a comment in it": """\
clients:
  - id: b
    waivers: [«NEW» # none
      ]
    name: B
""",
    "nothing behind the key": """\
clients:
  - id: b
    waivers:   # none, yet«
      - NEW»
      # - like this
    name: B
""",
    "nothing behind the last key, the last line open": """\
clients:
- id: b
  name: B
  waivers:«
  - NEW»""",
    "null": """\
clients:
  - id: b
    waivers: «[NEW] # »null # none
    name: B
""",
    "a tilde": """\
clients:
  - id: b
    waivers: «[NEW] # »~
    name: B
""",
    "a list in brackets on one line": """\
clients:
  - id: b
    waivers: [OLD«, NEW»] # all
    name: B
""",
    "a list in brackets with a comma at its end": """\
clients:
  - id: b
    waivers: [OLD,« NEW,» ]
    name: B
""",
    "a list in brackets, a line each": """\
clients:
  - id: b
    waivers: [
      OLD, # one, and
      OLD« ,»  # two, the last«
      NEW»
    ]
    name: B
""".replace("« ,»", "«,»"),
    "a list in brackets, a line each, with a comma at the end": """\
clients:
  - id: b
    waivers: [
      OLD,
      OLD  # a comment, with a comma
      , # and another«
      NEW,»
    ]
    name: B
""",
    "a list in brackets, the bracket on the last line": """\
clients:
  - id: b
    waivers: [OLD,
              OLD«,
              NEW»]
    name: B
""",
    "a list in brackets with its commas in front": """\
clients:
  - id: b
    waivers:
      [ OLD
      , OLD«, NEW» # two
      ]
    name: B
""",
    "a list in brackets at the left edge": """\
clients: [{id: b, name: B, waivers: [
OLD«,
NEW»
]}]
""",
    "a client in braces": """\
clients:
  - {id: b, name: B«, waivers: [NEW]»}   # short
  - {id: c, name: C}
""",
    "a client in braces with a list": """\
clients:
  - {id: b, waivers: [OLD«, NEW»], name: B}
""",
    "a client in braces with an empty list": """\
clients:
  - {id: b, waivers: [«NEW»], name: B}
""",
    "a client in braces with nothing behind the key": """\
clients:
  - {id: b, waivers:« [NEW]» , name: B}
""",
    "a client in braces with a comment behind the key": """\
clients:
  - {id: b, name: B, waivers:« [NEW]» # none
  }
""",
    "a client in braces with a comma at the end": """\
clients:
  - {id: b, name: B,« waivers: [NEW],»}
""",
    "a client in braces, a line each": """\
clients:
  - {
      id: b,
      name: B« ,»  # the name«
      waivers: [NEW]»
    }
""".replace("« ,»", "«,»"),
    "a client in braces whose last value is in brackets": """\
clients:
  - {id: b, name: B,
     aliases: [BB, "}"]«,
     waivers: [NEW]»}
""",
    "clients in brackets": """\
clients: [{id: a, name: A}, {id: b, name: "B, \\"the\\" ]"«, waivers: [NEW]»}, {id: c, name: C}]
""",
    "everything in braces": """\
clients: [
  {id: b, name: B«, waivers: [NEW]»}
]
""",
    "a last value in a block of text": """\
clients:
  - id: b
    name: |
      B
      # not a comment
«    waivers:
      - NEW
»
  - id: c
    name: C
""",
    "a last value in a block of text that keeps its blank lines": """\
clients:
  - id: b
    name: |+
      B

«    waivers:
      - NEW
»  - id: c
    name: C
""",
    "a last value in a folded text, then the end of the file": """\
clients:
  - id: b
    name: >-
      B
      and sons
«    waivers:
      - NEW
»""",
    "a last value over several lines": """\
clients:
  - id: b
    name: "B
      and # sons"«
    waivers:
      - NEW»
  - id: c
    name: C
      and
      sons # C
""",
    "a last entry over several lines": """\
clients:
  - id: b
    name: B
    waivers:
      - {rule: SCO001,  # one
         reason: 'it''s
           fine',
         from: 2025-01-01, until: 2025-02-01}   # two«
      - NEW»
""",
    "an end of the document": """\
clients:
  - id: b
    name: B«
    waivers:
      - NEW»
...
# the end
""",
    "values without text at the end": """\
clients:
  - id: b
    name: B
    country:
    since:  # not yet«
    waivers:
      - NEW»
""",
    "other keys in front": """\
clients:
  - # the second
    name: B
    contacts:
      - name: id
        role: b
    id: b«
    waivers:
      - NEW»
policy: {}
""",
    "an id in quotes": """\
clients:
  - 'id': "b"
    name: B«
    waivers:
      - NEW»
""",
    "anchors that are nobody else's": """\
clients:
  - &one
    id: &id b
    name: *id
    waivers: &mine
      - &first OLD«
      - NEW»
""",
    "a merge that brings no list": """\
clients:
  - &base {id: a, name: A, country: DE}
  - <<: *base
    id: b
    name: B«
    waivers:
      - NEW»
""",
}

VARIANTS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "two byte order marks": lambda text: "\ufeff\ufeff" + text,
    "a wide comment and a marker": lambda text: f"# \U0001f600 naïve\t日本\n---\n{text}",
    "blank lines at the end": lambda text: f"{text}\n \n# end \U0001f600\n\n",
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.usefixtures("parser")
def test_a_layout_is_kept(layout: str, variant: str, tmp_path: Path) -> None:
    if variant == "blank lines at the end" and "open" in layout:
        pytest.skip("then it is another layout")
    before, after = map(VARIANTS[variant], parted(LAYOUTS[layout]))
    assert appended(before, "b", "waivers", ITEM) == after
    insertions(before.encode(), after.encode())
    path = tmp_path / "ledger.yaml"
    path.write_bytes(before.encode())
    if variant == "two byte order marks":
        return  # not every parser reads them
    change = appending(load_ledger(path), path, "b", ITEM)
    assert (change.rewrites[0].before, change.rewrites[0].after) == (
        before.encode(),
        after.encode(),
    )
    assert after.encode().splitlines()[change.places[0].line - 1].count(b"late-payment") == 1


def test_json_stays_json(tmp_path: Path) -> None:
    data = {
        "version": 1,
        "business": {"name": "Me", "currency": "EUR"},
        "clients": [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "waivers": []}],
    }
    item = {**ITEM, "reason": 'a "quoted" \\ word,\n\x07 \u2028 \U0001f600'}
    told = {key: str(value) for key, value in item.items()}
    for indent in (None, 2, "\t"):
        before = json.dumps(data, indent=indent)
        for client, count in (("a", 0), ("b", 1)):
            after = appended(before, client, "waivers", item)
            insertions(before.encode(), after.encode())
            assert json.loads(after)["clients"][count]["waivers"] == [told]


def test_other_lists_take_entries_too() -> None:
    text = "clients:\n  - id: b\n    events:\n      - kind: praise\n        at: 2026-01-01\n"
    event: Item = {
        "kind": "message",
        "at": datetime(2026, 2, 7, 22, 40),  # noqa: DTZ001  # as a ledger has it
        "urgent": True,
        "count": 3,
        "hours": Decimal("1.50"),
    }
    lines = ["at: 2026-02-07T22:40", "urgent: true", "count: 3", "hours: 1.50"]
    added = "      - kind: message\n" + "".join(f"        {line}\n" for line in lines)
    assert appended(text, "b", "events", event) == text + added


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("agreed on the phone", "agreed on the phone"),
        ("Größe (neu) 1.5", "Größe (neu) 1.5"),
        ("it's", '"it\'s"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("*a", '"*a"'),
        ("- a", '"- a"'),
        ("a, b]", '"a, b]"'),
        ("yes", '"yes"'),
        ("null", '"null"'),
        ("2026-01-01", '"2026-01-01"'),
        ("12", '"12"'),
        (" a ", '" a "'),
        ('say "no" \\', '"say \\"no\\" \\\\"'),
        ("two\nlines\r\n\tand\x00a\x1b[31m", '"two\\nlines\\u000d\\n\\tand\\u0000a\\u001b[31m"'),
        ("\u202eturned \u2028 \x85 \ufeff", '"\\u202eturned \\u2028 \\u0085 \\ufeff"'),
        ("\U0001f600 ok", '"\U0001f600 ok"'),
    ],
)
@pytest.mark.usefixtures("parser")
def test_text_is_quoted_where_it_must_be(text: str, shown: str, tmp_path: Path) -> None:
    item = {**ITEM, "reason": text}
    assert f"reason: {shown}, from" in written(item)
    for layout in ("a client in braces", "a block list of block entries"):
        before, _ = parted(LAYOUTS[layout])
        path = tmp_path / "ledger.yaml"
        path.write_text(appended(before, "b", "waivers", item), encoding="utf-8", newline="")
        client = next(c for c in load_ledger(path).clients if c.id == "b")
        assert client.waivers[-1].reason == text


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_every_text_comes_back(text: str) -> None:
    after = appended("clients:\n- {id: b}\n", "b", "notes", {"note": text, "list": "x"})
    assert yaml.safe_load(after)["clients"][0]["notes"] == [{"note": text, "list": "x"}]


REFUSED = {
    "an alias": ("- {id: a, waivers: &w [OLD]}\n- {id: b, waivers: *w}\n", "the alias *w"),
    "an alias for the client": (
        "- {id: a, contact: &b {id: b}}\n- *b\n",
        "not an entry of its own",
    ),
    "no such client": ("- {id: a}\n", "not an entry of its own"),
    "null in braces": ("- {id: b, waivers: null}\n", "written as null"),
    "a key alone in braces": ("- {id: b, waivers, name: B}\n", "has no colon"),
    "text": ("- {id: b, waivers: x}\n", "not written as a list"),
    "a null with an anchor": ("- id: b\n  waivers: &n\n", "not written as a list"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.usefixtures("parser")
def test_what_insertions_cannot_do_is_refused(case: str) -> None:
    clients, why = REFUSED[case]
    with pytest.raises(CannotAppendError, match=re.escape(why)):
        appended(f"clients:\n{clients}".replace("OLD", OLD), "b", "waivers", ITEM)


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]\n", "clients: 3\n", "clients: [1, x]\n"])
def test_a_text_without_clients_has_no_keys_to_offer(text: str) -> None:
    assert own_keys(text, [of_client("b")])[0] == frozenset()
    with pytest.raises(CannotAppendError):
        appended(text, "b", "waivers", ITEM)


def test_the_keys_of_a_client_are_those_written_with_it() -> None:
    text = "clients:\n- &x {id: a, name: A}\n- {<<: *x, id: b, waivers: []}\n"
    assert own_keys(text, [of_client("b")])[0] == {"<<", "id", "waivers"}


def test_a_long_comment_costs_no_time() -> None:
    text = f"clients:\n- {{id: b, name: B {'# a ' * 50_000}\n  }}\n"
    assert appended(text, "b", "waivers", ITEM).startswith("clients:\n- {id: b, name: B, waivers:")


# Random ledgers in random clothes


@given(st.data())
def test_any_ledger_is_itself_and_one_waiver(data: st.DataObject) -> None:
    plain = data.draw(ledgers())
    for client in plain["clients"]:
        client["name"] = data.draw(st.sampled_from(["Größe \U0001f600", "it's: # {x}", "[", "A"]))
        if not client.get("waivers"):
            start = data.draw(st.sampled_from(["absent", "empty", "null"]))
            if start != "absent":
                client["waivers"] = [] if start == "empty" else None
    text = data.draw(dressed(plain))
    client = data.draw(st.sampled_from([c["id"] for c in plain["clients"]]))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.yaml"
        path.write_bytes(text.encode())
        before = load_ledger(path)
        change = appending(before, path, client, ITEM)
        path.write_bytes(change.rewrites[0].after)
        after = load_ledger(path)
    assert change.rewrites[0].before == text.encode()
    remaining = iter(change.rewrites[0].after)
    assert all(byte in remaining for byte in change.rewrites[0].before)
    assert plain_of(after, client) == plain_of(before)
    (changed,) = [c for c in after.clients if c.id == client]
    assert changed.waivers[-1].model_dump(by_alias=True) == ITEM


def plain_of(ledger: Ledger, less: str = "") -> object:
    """All that a ledger says, without the last waiver of a client."""
    told = ledger.model_dump()
    for client in told["clients"]:
        if client["id"] == less:
            client["waivers"] = client["waivers"][:-1]
    return told
