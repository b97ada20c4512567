"""A folder of files as one ledger: what is merged, what must agree, and where problems are."""

import pytest

from clienthealth.ledger.reading import read_ledger

BUSINESS = "version: 1\nbusiness: {name: Ada, currency: EUR}"


@pytest.fixture
def merged(folder_of):
    return lambda files: read_ledger(folder_of(files))


@pytest.fixture
def problems(folder_of, problems_in):
    return lambda files: [p.removeprefix("books/") for p in problems_in(folder_of(files))]


def test_maps_merge_lists_follow_one_another_and_clients_meet_by_id(merged):
    ledger = merged(
        {
            "1-business.yaml": """
                version: 1
                business: {name: Ada, working_hours: {start: "09:00", end: "17:00"}}
            """,
            "2-clients.yaml": """
                business: {currency: EUR, working_hours: {timezone: Europe/Berlin}}
                clients:
                - {id: acme, name: Acme, invoices: [{number: 1, issued: 2026-01-05, amount: 10}]}
                - {id: bolt, name: Bolt}
            """,
            "more/3.yml": """
                version: 1
                clients:
                - {id: crux, name: Crux}
                - {id: acme, country: DE, invoices: [{number: 2, issued: 2026-02-05, amount: 20}]}
            """,
        }
    )
    acme, bolt, crux = ledger.clients
    assert ledger.business.currency == "EUR"
    assert ledger.business.working_hours.timezone == "Europe/Berlin"
    assert (acme.id, acme.name, acme.country) == ("acme", "Acme", "DE")
    assert [invoice.number for invoice in acme.invoices] == ["1", "2"]
    assert (bolt.id, crux.id) == ("bolt", "crux")


def test_every_entry_keeps_the_place_it_came_from(merged):
    ledger = merged(
        {
            "a.yaml": BUSINESS,
            "b.yaml": "clients:\n- id: acme\n  name: A\n  time:\n  - {date: 2026-01-05, hours: 1}",
            "c.yaml": "clients:\n- {id: acme, time: [{date: 2026-01-06, hours: 2}]}",
        }
    )
    places = [ledger.sources.place(entry.mark) for entry in ledger.clients[0].time]
    assert [(p.file.rpartition("/")[2], p.line, p.column) for p in places] == [
        ("b.yaml", 5, 5),
        ("c.yaml", 2, 21),
    ]


def test_hidden_files_and_folders_do_not_belong_to_the_ledger(merged):
    files = {".draft.yaml": "version: 7", ".git/x.yaml": "version: 8", "note.txt": "version: 9"}
    assert merged({"a.yaml": f"{BUSINESS}\nclients: []", **files}).clients == ()


def test_contradicting_scalars_name_both_places(problems):
    assert problems(
        {
            "a.yaml": f"{BUSINESS}\nclients: [{{id: acme, name: Acme, country: DE}}]",
            "b.yaml": "business: {currency: USD}\nclients:\n- id: acme\n  country: AT",
        }
    ) == [
        'b.yaml:1:22: currency: "USD" contradicts "EUR" at books/a.yaml:2:33; keep one of them',
        'b.yaml:4:12: country: "AT" contradicts "DE" at books/a.yaml:3:43; keep one of them',
    ]


def test_a_third_file_that_contradicts_is_told_of_the_file_that_set_it(problems):
    assert problems(
        {
            "a.yaml": f"{BUSINESS}\nclients: [{{id: acme, name: Acme}}]",
            "b.yaml": "clients: [{id: acme, country: DE}]",
            "c.yaml": "clients: [{id: acme, country: AT}]",
        }
    ) == ['c.yaml:1:31: country: "AT" contradicts "DE" at books/b.yaml:1:31; keep one of them']


def test_equal_scalars_do_not_contradict(merged):
    text = f"{BUSINESS}\nclients: [{{id: acme, name: Acme}}]"
    assert [client.id for client in merged({"a.yaml": text, "b.yaml": text}).clients] == ["acme"]


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ("name: {a: b}", "name: x", '"x" contradicts a mapping'),
        ("name: [a]", "name: x", '"x" contradicts a list'),
        ("name: x", "name: [a]", 'a list contradicts "x"'),
        ("name: {a: b}", "name: [a]", "a list contradicts a mapping"),
    ],
)
def test_things_of_different_shape_contradict(problems, first, second, what):
    files = {
        "a.yaml": f"{BUSINESS}\npolicy: {{{first}}}\nclients: []",
        "b.yaml": f"policy: {{{second}}}",
    }
    assert f"b.yaml:1:16: name: {what} at books/a.yaml:3:16; keep one of them" in problems(files)


def test_a_conflict_with_control_characters_stays_on_one_line(problems):
    files = {
        "a.yaml": f'{BUSINESS}\nclients: [{{id: a, name: "x\\n\\e[31m"}}]',
        "b.yaml": 'clients: [{id: a, name: "y\\u202e"}]',
    }
    assert problems(files) == [
        (
            'b.yaml:1:25: name: "y\\u202e" contradicts "x\\n\\x1b[31m" at books/a.yaml:3:25; '
            "keep one of them"
        )
    ]


def test_a_problem_in_a_key_from_the_second_file_is_placed_there(problems):
    assert problems(
        {
            "a.yaml": f"{BUSINESS}\nclients: [{{id: acme, name: Acme}}]",
            "b.yaml": """
                business: {terms_days: soon}
                clients:
                - id: acme
                  cuontry: D
                  country: d
            """,
        }
    ) == [
        'b.yaml:1:24: terms_days: "soon" is not a whole number; write digits only',
        'b.yaml:4:3: unknown key "cuontry"; did you mean "country"?',
        'b.yaml:5:12: country: "d" is not valid; write the ISO 3166 code in capitals, such as DE',
    ]


def test_one_files_additions_do_not_reach_an_alias_of_the_same_mapping(merged):
    ledger = merged(
        {
            "a.yaml": """
                version: 1
                business: {name: A, currency: EUR, working_hours: &w {start: "9:00", end: "17:00"}}
                clients: [{id: acme, name: Acme, working_hours: *w}]
            """,
            "b.yaml": "business: {working_hours: {timezone: Asia/Tokyo}}",
        }
    )
    assert ledger.business.working_hours.timezone == "Asia/Tokyo"
    assert ledger.clients[0].working_hours.timezone is None


def test_two_clients_of_one_id_in_one_file_are_a_mistake(problems):
    text = f"{BUSINESS}\nclients: [{{id: acme, name: Acme}}, {{id: acme, name: Acme}}]"
    assert problems({"a.yaml": text}) == [
        (
            'a.yaml:3:40: id: duplicate client "acme", first at books/a.yaml:3:16; give '
            "each its own id"
        )
    ]


def test_a_broken_file_does_not_make_the_others_look_incomplete(problems):
    files = {
        "a.yaml": BUSINESS + "\n\tclients: []",
        "b.yaml": """
            clients:
            - id: acme
              country: de
              time: [{hours: 1, project: shop}]
            - {id: bolt, time: [{date: 2026-01-05, hours: 1, project: shop}]}
        """,
    }
    assert problems(files) == [
        "a.yaml:3:1: not valid YAML: a tab in the indentation; use spaces",
        'b.yaml:3:12: country: "de" is not valid; write DE',
        ('b.yaml:4:10: "date" is missing; add `date: ...` (The day)'),
    ]


def test_a_file_without_entries_says_what_to_do(problems):
    files = {"a.yaml": f"{BUSINESS}\nclients: []", "b.yaml": "# later", "c.yaml": "- a list"}
    assert problems(files) == [
        "b.yaml:1:1: the file is empty; begin with `version: 1`, or remove it",
        "c.yaml:1:1: a ledger must be a mapping of keys; begin with `version: 1`",
    ]


def test_what_is_missing_is_said_once_of_all_files(problems):
    assert problems({"a.yaml": "version: 1", "b.yaml": "clients: []"}) == [
        'a.yaml:1:1: "business" is missing; add `business: ...` (The freelancer\'s own business)'
    ]


def test_clients_that_are_no_list_in_one_file(problems):
    files = {"a.yaml": f"{BUSINESS}\nclients: [{{id: a, name: A}}]", "b.yaml": "clients: {id: b}"}
    assert problems(files) == [
        "b.yaml:1:10: clients: a mapping contradicts a list at books/a.yaml:3:10; keep one of them"
    ]


def test_clients_that_are_no_list_in_the_first_file(problems):
    files = {"a.yaml": f"{BUSINESS}\nclients: {{id: b}}", "b.yaml": "clients: [{id: a, name: A}]"}
    assert problems(files) == [
        'a.yaml:3:10: "clients" must be a list; write each item on its own line after "- "',
        "b.yaml:1:10: clients: a list contradicts a mapping at books/a.yaml:3:10; keep one of them",
    ]
