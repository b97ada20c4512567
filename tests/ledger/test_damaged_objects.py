"""A repository with corrupt objects: an error that names the object, and never a hang."""

import hashlib
import os
import shutil
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest

from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.git_objects import RevisionError
from clienthealth.ledger.problems import LedgerError
from clienthealth.ledger.revision import read_revision
from guarded import Repository, isolate, repository

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

LEDGER = b"version: 1\nbusiness: {name: Ada, currency: EUR}\nclients: []\n"
SIGNED = b"Ada <ada@example.org> 1700000000 +0000"


class Entry(NamedTuple):
    """An entry of a tree."""

    mode: bytes
    name: bytes
    object: str


class Forged:
    """A repository with objects that git would not write."""

    def __init__(self, root: Path) -> None:
        self.made: Repository = repository(root)
        self.ledger = root / "clienthealth.yaml"
        self.ledger.write_bytes(LEDGER)

    def object(
        self, kind: str, body: bytes, claimed: int | None = None, cut: int | None = None
    ) -> str:
        """Store an object under the id of its body, with a size that it claims, or cut."""
        head = f"{kind} {len(body)}\0".encode()
        name = hashlib.sha1(head + body, usedforsecurity=False).hexdigest()
        told = f"{kind} {len(body) if claimed is None else claimed}\0".encode()
        path = self.made.root / ".git" / "objects" / name[:2] / name[2:]
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(zlib.compress(told + body)[:cut])
        return name

    def tree(self, *entries: Entry) -> str:
        return self.object(
            "tree",
            b"".join(e.mode + b" " + e.name + b"\0" + bytes.fromhex(e.object) for e in entries),
        )

    def commit(self, tree: str) -> None:
        body = b"tree %s\nauthor %s\ncommitter %s\n\nx\n" % (tree.encode(), SIGNED, SIGNED)
        self.made.git("update-ref", "refs/heads/base", self.object("commit", body))

    def told(self) -> str:
        """Why the revision cannot be read."""
        with pytest.raises((RevisionError, LedgerError)) as caught:
            read_revision(self.ledger, "base", Vocabulary())
        return str(caught.value)


@pytest.fixture
def forged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forged:
    isolate(monkeypatch)
    return Forged(tmp_path)


def file_of(forged: Forged, blob: str, mode: bytes = b"100644") -> str:
    return forged.tree(Entry(mode, b"clienthealth.yaml", blob))


@pytest.mark.parametrize("claimed", [len(LEDGER) + 1, 1_000_000, 10])
def test_an_object_that_claims_another_size_is_damaged(forged: Forged, claimed: int) -> None:
    """Git streams what there is and waits for the next request: so would who believed the size."""
    blob = forged.object("blob", LEDGER, claimed)
    forged.commit(file_of(forged, blob))
    assert f"the object {blob} of the repository is damaged" in forged.told()


def test_an_object_with_another_content_than_its_name_is_damaged(forged: Forged) -> None:
    blob = forged.object("blob", LEDGER)
    path = forged.made.root / ".git" / "objects" / blob[:2] / blob[2:]
    path.write_bytes(zlib.compress(b"blob %d\0" % len(LEDGER) + LEDGER.swapcase()))
    forged.commit(file_of(forged, blob))
    assert "damaged" in forged.told()


@pytest.mark.parametrize("left", [0, 10, 30])
def test_an_object_that_was_cut_is_no_empty_file(forged: Forged, left: int) -> None:
    forged.commit(file_of(forged, forged.object("blob", LEDGER, cut=left)))
    assert any(word in forged.told() for word in ("damaged", "corrupt", "some objects"))


@pytest.mark.parametrize("mode", [b"1" * 500, b"9", b"", b"100648"])
def test_a_mode_that_is_none_makes_the_tree_damaged(forged: Forged, mode: bytes) -> None:
    forged.commit(file_of(forged, forged.object("blob", LEDGER), mode))
    assert "damaged" in forged.told()


def test_a_tree_whose_last_entry_is_cut_is_damaged_and_not_without_a_ledger(
    forged: Forged,
) -> None:
    forged.commit(forged.object("tree", b"100644 clienthealth.yaml\0\1\2"))
    assert "damaged" in forged.told()


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
@pytest.mark.parametrize("step", [b"a/", b"../", b"./"])
def test_a_link_of_a_megabyte_leads_nowhere(forged: Forged, step: bytes) -> None:
    target = forged.object("blob", step * (1_000_000 // len(step)) + b"x.yaml")
    forged.commit(file_of(forged, target, b"120000"))
    assert "links outside the" in forged.told()


def nested(forged: Forged, deep: int, *names: bytes) -> str:
    """A tree that holds the one below it under each of these names, so deep."""
    tree = forged.tree(Entry(b"100644", b"a.yaml", forged.object("blob", LEDGER)))
    for _ in range(deep):
        tree = forged.tree(*(Entry(b"40000", name, tree) for name in names))
    return forged.tree(Entry(b"40000", b"clienthealth", tree))


@pytest.mark.parametrize(
    ("deep", "names", "told"),
    [(200, (b"d",), "more than 100 folders deep"), (25, (b"d", b"e"), "more than 10,000 folders")],
)
def test_a_few_trees_cannot_stand_for_endless_folders(
    forged: Forged, deep: int, names: tuple[bytes, ...], told: str
) -> None:
    forged.ledger.unlink()
    forged.ledger = forged.made.root / "clienthealth"
    forged.ledger.mkdir()
    (forged.ledger / "a.yaml").write_bytes(LEDGER)
    forged.commit(nested(forged, deep, *names))
    assert told in forged.told()
