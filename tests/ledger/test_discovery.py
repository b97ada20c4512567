"""Finding the ledger: as git finds a repository, by name, by the environment."""

import os
from pathlib import Path

import pytest

from clienthealth import load_ledger
from clienthealth.ledger.discovery import find_ledger, ledger_files, yaml_files
from clienthealth.ledger.problems import LedgerError


@pytest.fixture
def tree(tmp_path):
    """Makes empty files, and returns the folder `work/deep`."""

    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        deep = tmp_path / "work" / "deep"
        deep.mkdir(parents=True, exist_ok=True)
        return deep

    return make


def error(call, *arguments):
    with pytest.raises(LedgerError) as caught:
        call(*arguments)
    return str(caught.value)


def test_a_file_here_comes_before_one_above(tree, tmp_path):
    deep = tree("clienthealth.yaml", "work/deep/clienthealth.yaml")
    assert find_ledger(deep, {}) == deep / "clienthealth.yaml"
    assert find_ledger(deep.parent, {}) == tmp_path / "clienthealth.yaml"


def test_a_folder_is_found_in_a_parent(tree, tmp_path):
    assert find_ledger(tree("clienthealth/a.yaml"), {}) == tmp_path / "clienthealth"


def test_the_nearest_counts_be_it_file_or_folder(tree, tmp_path):
    deep = tree("clienthealth.yaml", "work/clienthealth/a.yml")
    assert find_ledger(deep, {}) == tmp_path / "work" / "clienthealth"


def test_from_a_relative_start_what_is_found_is_relative_too(tree, tmp_path, monkeypatch):
    monkeypatch.chdir(tree("clienthealth.yaml", "work/clienthealth/a.yaml"))
    assert find_ledger(Path(), {}) == Path("../clienthealth")
    monkeypatch.chdir(tmp_path)
    assert find_ledger(Path(), {}) == Path("clienthealth.yaml")
    assert find_ledger(Path("work/deep"), {}) == Path("work/clienthealth")


def test_the_search_goes_up_to_the_root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert error(find_ledger, Path(), {}).startswith("ledger: no clienthealth.yaml")
    assert error(find_ledger, Path("/"), {}).startswith("ledger: no clienthealth.yaml")


def test_a_folder_without_yaml_is_no_ledger(tree, tmp_path):
    deep = tree("clienthealth.yaml", "work/clienthealth/code.py", "work/clienthealth/.git/x.yaml")
    assert find_ledger(deep, {}) == tmp_path / "clienthealth.yaml"


def test_both_a_file_and_a_folder_is_an_error(tree, monkeypatch):
    monkeypatch.chdir(tree("work/clienthealth.yaml", "work/clienthealth/a.yaml"))
    assert error(find_ledger, Path(), {}) == (
        "ledger: both ../clienthealth.yaml and ../clienthealth/ exist; "
        "name the one you mean on the command line"
    )


def test_no_ledger_anywhere_says_what_to_do(tree):
    assert error(find_ledger, tree(), {}) == (
        "ledger: no clienthealth.yaml or clienthealth/ here or in a parent folder; name the "
        "ledger, set CLIENTHEALTH_LEDGER, or start one with `clienthealth init`"
    )


def test_the_environment_comes_first(tree, tmp_path):
    deep = tree("clienthealth.yaml", "other/books.yaml")
    named = str(tmp_path / "other")
    assert find_ledger(deep, {"CLIENTHEALTH_LEDGER": named}) == tmp_path / "other"
    assert find_ledger(deep, {"CLIENTHEALTH_LEDGER": ""}) == tmp_path / "clienthealth.yaml"


def test_the_environment_of_the_process_is_read_by_default(tree, monkeypatch, tmp_path):
    monkeypatch.setenv("CLIENTHEALTH_LEDGER", "books.yaml")
    assert find_ledger(tree("clienthealth.yaml")) == Path("books.yaml")


def test_files_of_a_folder_come_by_name_without_hidden_ones(tree, tmp_path):
    tree("l/b.yaml", "l/a.yml", "l/sub/c.yaml", "l/.x.yaml", "l/.git/d.yaml", "l/e.csv")
    assert yaml_files(tmp_path / "l") == [
        tmp_path / "l" / n for n in ("a.yml", "b.yaml", "sub/c.yaml")
    ]


def test_the_case_of_an_ending_does_not_matter(tree, tmp_path):
    tree("l/a.YAML", "l/b.Yml", "l/c.yaml.txt")
    assert [p.name for p in yaml_files(tmp_path / "l")] == ["a.YAML", "b.Yml"]


ACME = "clients: [{id: acme, name: Acme}]\n"
BUSINESS = "version: 1\nbusiness: {name: A, currency: EUR}\n"


@pytest.mark.parametrize("name", [".acme.yaml", ".old/acme.yaml", "sub/.acme.YML"])
def test_a_hidden_file_with_clients_is_told(tree, tmp_path, name):
    tree(f"l/{name}", "l/a.yaml", "l/.config.yaml")
    (tmp_path / "l" / "a.yaml").write_text(BUSINESS + ACME)
    (tmp_path / "l" / name).write_text(ACME.replace("acme", "brutus"))
    (tmp_path / "l" / ".config.yaml").write_text("rules: {clients: 1}\n")
    loaded = load_ledger(tmp_path / "l")
    (warning,) = loaded.warnings
    assert warning.place is not None
    assert warning.place.file == str(tmp_path / "l" / name)
    assert warning.message.startswith("the file is hidden, so its clients are not read; rename it")
    assert load_ledger(tmp_path / "l" / "a.yaml").warnings == ()


def unreadable(monkeypatch, folder):
    """Take the rights of a folder away, as the system tells it; root would have them still."""
    scan = os.scandir

    def refuse(path):
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)


def test_a_folder_below_that_cannot_be_read_is_a_problem(tree, tmp_path, monkeypatch):
    tree("clienthealth.yaml", "work/clienthealth/a.yaml", "work/clienthealth/b/b.yaml")
    books = tmp_path / "work" / "clienthealth"
    unreadable(monkeypatch, books / "b")
    said = f"ledger: {books / 'b'} cannot be read: Permission denied; check its permissions"
    assert error(load_ledger, books) == said
    assert find_ledger(tmp_path / "work", {}) == books


def test_a_folder_that_a_pattern_leads_into_and_cannot_be_read_is_a_problem(
    tree, tmp_path, monkeypatch
):
    tree("l/exports/2026/a.csv")
    include = "include: [{file: exports/**/*.csv, kind: time, client: acme}]\n"
    (tmp_path / "l" / "a.yaml").write_text(BUSINESS + ACME + include)
    (tmp_path / "l" / "exports" / "b.csv").write_text("date,hours\n2026-03-02,6\n")
    unreadable(monkeypatch, tmp_path / "l" / "exports" / "2026")
    said = error(load_ledger, tmp_path / "l" / "a.yaml")
    assert "cannot be read: Permission denied; check its permissions" in said


def test_a_hidden_folder_that_cannot_be_read_is_no_problem(tree, tmp_path, monkeypatch):
    tree("l/a.yaml", "l/.cache/b.yaml")
    (tmp_path / "l" / "a.yaml").write_text(BUSINESS + ACME)
    unreadable(monkeypatch, tmp_path / "l" / ".cache")
    assert load_ledger(tmp_path / "l").warnings == ()


def test_an_empty_name_is_not_the_working_folder(tree, tmp_path, monkeypatch):
    tree("a.yaml")
    (tmp_path / "a.yaml").write_text(BUSINESS + ACME)
    monkeypatch.chdir(tmp_path)
    assert error(load_ledger, "").endswith(
        "the name of the ledger is empty; name a file or a folder"
    )
    assert load_ledger(".").clients[0].id == "acme"


def test_a_folder_called_like_a_file_is_no_file(tree, tmp_path):
    tree("l/a.yaml/b.yaml")
    assert yaml_files(tmp_path / "l") == [tmp_path / "l" / "a.yaml" / "b.yaml"]


def test_one_file_is_itself_whatever_its_name(tree, tmp_path):
    tree("books.txt")
    assert ledger_files(tmp_path / "books.txt") == [tmp_path / "books.txt"]


def test_what_does_not_exist(tmp_path):
    path = tmp_path / "nope.yaml"
    assert error(ledger_files, path) == f"ledger: {path} does not exist; check the path"


def test_a_folder_without_yaml(tmp_path):
    assert error(ledger_files, tmp_path) == (
        f"ledger: the folder {tmp_path} has no .yaml file; name a folder that has one"
    )


def test_what_is_neither_file_nor_folder(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / "pipe"
    assert error(ledger_files, path) == f"ledger: {path} is neither a file nor a folder; name one"


def test_a_link_out_of_the_folder_is_refused(tree, tmp_path):
    tree("secret.yaml", "l/a.yaml", "l/b.yaml")
    (tmp_path / "l" / "c.yaml").symlink_to("a.yaml")
    assert len(ledger_files(tmp_path / "l")) == 3
    (tmp_path / "l" / "d.yaml").symlink_to(tmp_path / "secret.yaml")
    assert error(ledger_files, tmp_path / "l") == (
        f"ledger: {tmp_path}/l/d.yaml: links outside the ledger's folder; "
        "replace the link with the file"
    )


def test_a_linked_folder_that_leads_out_is_not_walked_or_refused(tree, tmp_path):
    tree("outside/secret.yaml", "l/a.yaml")
    (tmp_path / "l" / "sub").symlink_to(tmp_path / "outside")
    try:
        files = ledger_files(tmp_path / "l")
    except LedgerError as refused:
        assert "links outside" in str(refused)  # noqa: PT017  # either is safe, by version of Python
    else:
        assert files == [tmp_path / "l" / "a.yaml"]


def test_a_circle_of_links_is_no_ledger(tree, tmp_path):
    (tmp_path / "l").mkdir()
    (tmp_path / "l" / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "l" / "b.yaml").symlink_to("a.yaml")
    assert "no .yaml file" in error(ledger_files, tmp_path / "l")
    assert "does not exist" in error(ledger_files, tmp_path / "l" / "a.yaml")


def test_impossible_paths_are_problems_not_faults(tmp_path):
    assert error(ledger_files, tmp_path / ("x" * 5_000)).endswith("; check the path")
    assert error(ledger_files, Path("a\0b")) == "ledger: a\\x00b does not exist; check the path"


def test_control_characters_in_paths_stay_harmless(tree, tmp_path):
    tree("a\n\x1b[31m/clienthealth.yaml", "a\n\x1b[31m/clienthealth/b.yaml")
    folder = tmp_path / "a\n\x1b[31m"
    for message in (
        error(find_ledger, folder, {}),
        error(ledger_files, folder / "nope\r.yaml"),
    ):
        assert "a\\n\\x1b[31m" in message
        assert message.isprintable()
