"""Git repositories made by hand, so that each of their files and objects can be broken."""

import hashlib
import struct
import zlib
from binascii import crc32
from typing import NamedTuple

SIGNED = b"Ada <ada@studio.example> 1700000000 +0000"
KINDS = {"commit": 1, "tree": 2, "blob": 3}
CONFIG = b"[core]\n\trepositoryformatversion = 0\n\tbare = false\n"


class GitObject(NamedTuple):
    """An object of git."""

    kind: str
    body: bytes

    @property
    def stored(self) -> bytes:
        """What is hashed, and compressed in a loose object."""
        return f"{self.kind} {len(self.body)}\0".encode() + self.body

    @property
    def id(self) -> str:
        """The name of the object, which follows from what it holds."""
        return hashlib.sha1(self.stored, usedforsecurity=False).hexdigest()

    @property
    def path(self) -> str:
        """Where it lies as a loose object."""
        return f".git/objects/{self.id[:2]}/{self.id[2:]}"


def tree(*entries: tuple[bytes, bytes, GitObject]) -> GitObject:
    """A folder: the mode, the name and the object of each entry."""
    parts = (mode + b" " + name + b"\0" + bytes.fromhex(of.id) for mode, name, of in entries)
    return GitObject("tree", b"".join(parts))


def commit(of: GitObject) -> GitObject:
    """A revision without a past."""
    text = b"tree %s\nauthor %s\ncommitter %s\n\nx\n" % (of.id.encode(), SIGNED, SIGNED)
    return GitObject("commit", text)


def revision(ledger: bytes) -> tuple[GitObject, GitObject, GitObject]:
    """The objects of a revision with a ledger, from the file up."""
    blob = GitObject("blob", ledger)
    top = tree((b"100644", b"l.yaml", blob))
    return blob, top, commit(top)


def references(head: GitObject) -> dict[str, bytes]:
    """The files of a repository beside its objects."""
    named = f"# pack-refs with: peeled fully-peeled sorted \n{head.id} refs/tags/v1\n"
    return {
        ".git/HEAD": b"ref: refs/heads/main\n",
        ".git/config": CONFIG,
        ".git/refs/heads/main": f"{head.id}\n".encode(),
        ".git/packed-refs": named.encode(),
    }


def loose(*objects: GitObject) -> dict[str, bytes]:
    """The files of objects that lie each for itself."""
    return {each.path: zlib.compress(each.stored) for each in objects}


def packed(*objects: GitObject) -> tuple[bytes, bytes]:
    """A pack of objects, and its index (Git's documentation, gitformat-pack, version 2)."""
    pack, places = b"PACK" + struct.pack(">II", 2, len(objects)), []
    for each in objects:
        data = _head_in_pack(each) + zlib.compress(each.body)
        places.append((bytes.fromhex(each.id), crc32(data), len(pack)))
        pack += data
    pack += _sha1(pack)
    places.sort()
    firsts = [name[0] for name, _, _ in places]
    index = b"\xfftOc" + struct.pack(">I", 2)
    index += b"".join(struct.pack(">I", sum(f <= n for f in firsts)) for n in range(256))
    index += b"".join(name for name, _, _ in places)
    index += b"".join(struct.pack(">I", check) for _, check, _ in places)
    index += b"".join(struct.pack(">I", place) for _, _, place in places)
    index += pack[-20:]
    return pack, index + _sha1(index)


def _head_in_pack(each: GitObject) -> bytes:
    size = len(each.body)
    head, size = [KINDS[each.kind] << 4 | size & 15], size >> 4
    while size:
        head[-1] |= 128
        head.append(size & 127)
        size >>= 7
    return bytes(head)


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()
