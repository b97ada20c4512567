"""Finding the ledger: as git finds a repository, by name, by the environment."""

import os
from pathlib import Path

import pytest

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
        "ledger: no clienthealth.yaml and no clienthealth/ here or in a parent folder; "
        "name the ledger, set CLIENTHEALTH_LEDGER, or start one with `clienthealth init`"
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
        f"ledger: no .yaml file stands in the folder {tmp_path}; name a folder that holds one"
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
        f"ledger: {tmp_path}/l/d.yaml: leads out of the ledger's folder; "
        "replace the link by the file"
    )


def test_a_linked_folder_that_leads_out_is_not_walked_or_refused(tree, tmp_path):
    tree("outside/secret.yaml", "l/a.yaml")
    (tmp_path / "l" / "sub").symlink_to(tmp_path / "outside")
    try:
        files = ledger_files(tmp_path / "l")
    except LedgerError as refused:
        assert "leads out" in str(refused)  # noqa: PT017  # either is safe, by version of Python
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
