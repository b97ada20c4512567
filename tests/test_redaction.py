"""Pseudonyms, and what is left of an assessment, of problems and of a policy."""

import hashlib
import hmac

import pytest

from clienthealth.redaction import Redactor


def test_a_key_gives_the_same_pseudonym_in_every_run_and_order() -> None:
    one, other = Redactor("a key"), Redactor("a key")
    assert one.client("acme") != one.client("beta")
    assert other.client("beta") == one.client("beta")
    assert other.client("acme") == one.client("acme")
    expected = hmac.new(b"a key", b"client\0acme", hashlib.sha256).hexdigest()[:8]
    assert one.client("acme") == f"client-{expected}"
    assert one.is_stable


def test_another_key_gives_other_pseudonyms() -> None:
    one, other = Redactor("a key"), Redactor("a kez")
    assert one.client("acme") != other.client("acme")
    assert one.file("acme.yaml") != other.file("acme.yaml")
    assert one.fingerprint("acme") != other.fingerprint("acme")


@pytest.mark.parametrize("key", [None, ""])
def test_without_a_key_they_are_ordinals_of_first_use(key: str | None) -> None:
    redactor = Redactor(key)
    assert not redactor.is_stable
    assert redactor.client("acme") == "client-1"
    assert redactor.client("beta") == "client-2"
    assert redactor.client("acme") == "client-1"
    assert redactor.file("acme.yaml") == "file-1.yaml"
    assert redactor.fingerprint("acme") == "fingerprint-1"


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("books/acme.yaml", ".yaml"),
        ("acme.YML", ".yml"),
        ("/a/b.c/time.csv", ".csv"),
        ("baseline.json", ".json"),
        ("acme.gmbh", ""),
        ("acme", ""),
        (".yaml", ""),
        ("", ""),
    ],
)
def test_of_a_file_only_a_usual_extension_stays(name: str, suffix: str) -> None:
    assert Redactor(None).file(name) == f"file-1{suffix}"


def test_names_that_no_encoding_fits_have_pseudonyms_too() -> None:
    assert Redactor("\udcff").file("\udcfe/acme.csv").startswith("file-")


def test_names_that_begin_alike_are_told_apart() -> None:
    """Two ids of which the eight first digits under this key are the same."""
    redactor = Redactor("key")
    names = ("c36348", "c103211")
    first, second = map(redactor.client, names)
    assert first == "client-e79388a9"
    assert second == "client-e79388a9f5"
