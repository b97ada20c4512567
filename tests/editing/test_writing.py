"""A file is replaced whole or not at all, even if the writer is killed."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clienthealth.editing.writing import replace_file, write_file

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX's files and signals")

WRITER = """
import os, sys
from pathlib import Path
from clienthealth.editing import writing

path = Path(sys.argv[1])
old = path.read_bytes()
sync = os.fsync
def slow(descriptor):
    print("half way", flush=True)
    sys.stdin.readline()
    sync(descriptor)
os.fsync = slow
writing.replace_file(path, old, old + b"new")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "books" / "ledger.yaml"
    path.parent.mkdir()
    path.write_bytes(b"old\r\n")
    return path


@posix
def test_the_rights_of_the_file_and_a_link_to_it_stay(path: Path) -> None:
    path.chmod(0o640)
    link = path.with_name("link.yaml")
    link.symlink_to(path.name)
    replace_file(link, b"old\r\n", b"new\r\n")
    assert (link.is_symlink(), path.read_bytes()) == (True, b"new\r\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_must_not_be_written_stays(path: Path) -> None:
    path.chmod(0o440)
    with pytest.raises(PermissionError):
        replace_file(path, b"old\r\n", b"new")
    assert path.read_bytes() == b"old\r\n"


@posix
@pytest.mark.parametrize(
    ("end", "left"), [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGKILL, 1)]
)
def test_a_writer_that_is_ended_half_way_leaves_the_old_file(
    path: Path, end: signal.Signals, left: int
) -> None:
    with writer(path) as process:
        os.kill(process.pid, end)
        assert process.wait(30) == -end
    assert path.read_bytes() == b"old\r\n"
    others = [each for each in path.parent.iterdir() if each != path]
    assert len(others) == left
    assert all(each.name.startswith(".") for each in others)
    for each in others:  # long after, the next writer takes it away
        os.utime(each, (0, time.time() - 4000))
    replace_file(path, b"old\r\n", b"new")
    assert [*path.parent.iterdir()] == [path]


@posix
def test_who_writes_in_between_is_noticed(path: Path) -> None:
    with writer(path) as process:
        path.write_bytes(b"theirs")
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
        assert process.wait(30) == 1
    assert path.read_bytes() == b"theirs"
    assert [*path.parent.iterdir()] == [path]


class writer:  # noqa: N801  # reads as a word
    """A process that stops before its text is on the disk."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def __enter__(self) -> subprocess.Popen[bytes]:
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"half way\n"
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a few kilobytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)]
    is_linux = sys.platform == "linux"
    if not is_linux or subprocess.run(options, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_file(full_disk: Path) -> None:
    path = full_disk / "ledger.yaml"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"old", b"new" * 20_000)
    assert path.read_bytes() == b"old"
    assert [*full_disk.iterdir()] == [path]


def test_a_new_file_has_the_rights_of_any_other(path: Path) -> None:
    new, other = path.with_name("new"), path.with_name("other")
    write_file(new, "text")
    other.write_text("text", encoding="utf-8")
    assert new.stat().st_mode == other.stat().st_mode
