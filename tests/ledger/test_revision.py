"""A ledger as it was at a revision, in real repositories."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clienthealth.ledger import files
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.git_objects import RevisionError
from clienthealth.ledger.problems import LedgerError
from clienthealth.ledger.revision import read_at, read_revision, repository_root

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
posix = pytest.mark.skipif(os.name != "posix", reason="links, rights and shell scripts of POSIX")


def ledger(*clients: str, more: str = "") -> str:
    """The smallest ledger with clients of these ids."""
    entries = "".join(f"- {{id: {c}, name: {c}}}\n" for c in clients)
    return f"version: 1\nbusiness: {{name: Ada, currency: EUR}}\n{more}clients:\n{entries}"


def file_at(path: Path, revision: str) -> bytes | None:
    """The bytes of one file at a revision."""
    return read_at(path, revision, lambda file, kept: kept.data(file))


class Repository:
    """A work tree in which to commit."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str | Path, given: str = "") -> str:
        done = subprocess.run(
            [*GIT, *arguments],
            cwd=self.root,
            input=given,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def write(self, texts: dict[str, str | bytes]) -> None:
        for name, text in texts.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, texts: dict[str, str | bytes] | None = None) -> str:
        """Commit all there is and these files; returns the id."""
        self.write(texts or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x")
        return self.git("rev-parse", "HEAD")


def made(root: Path, *options: str) -> Repository:
    """A new, empty repository."""
    root.mkdir(parents=True, exist_ok=True)
    repository = Repository(root)
    repository.git("init", "--quiet", "--initial-branch=main", *options)
    return repository


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """Without the machine's settings, and without those of a hook that runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")


@pytest.fixture
def repo(tmp_path):
    return made(tmp_path / "repo")


@pytest.fixture
def read(vocabulary):
    """The ids of the clients of a ledger at a revision; None where there was no ledger."""

    def ids(path, revision="HEAD"):
        found = read_revision(Path(path), revision, vocabulary)
        return None if found is None else [client.id for client in found.clients]

    return ids


@pytest.fixture
def problems(vocabulary):
    """What is wrong with a ledger at a revision, a line each."""

    def lines(path, revision="HEAD"):
        with pytest.raises(LedgerError) as caught:
            read_revision(Path(path), revision, vocabulary)
        return [str(problem) for problem in caught.value.problems]

    return lines


@pytest.fixture
def refusal(vocabulary):
    """Why a revision cannot be read: one plain line with a remedy."""

    def line(path, revision="HEAD"):
        with pytest.raises(RevisionError) as caught:
            read_revision(Path(path), revision, vocabulary)
        assert str(caught.value).isprintable()
        assert "; " in str(caught.value)
        return str(caught.value)

    return line


# What is read


def test_a_ledger_as_it_was(repo, vocabulary):
    repo.commit({"books/l.yaml": ledger("old")})
    repo.commit({"books/l.yaml": "no ledger"})
    then = read_revision(repo.root / "books" / "l.yaml", "HEAD~1", vocabulary)
    place = then.sources.place(then.clients[0].mark)
    assert place is not None
    assert str(place) == "HEAD~1:books/l.yaml:4:3"
    assert then.sources.line(place) == "- {id: old, name: old}"


@pytest.mark.parametrize("revision", ["HEAD~1", "v1", "a/b", ":/^x", "@{0}", "größe", "v0"])
def test_every_way_to_name_a_commit(repo, read, revision):
    repo.commit({"l.yaml": ledger("old")})
    for command in ("tag v1", "tag -a -m x v0", "branch a/b", "branch größe"):
        repo.git(*command.split())
    repo.commit({"l.yaml": ledger("new")})
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    if revision == "HEAD~1":
        repo.commit()
    assert read(repo.root / "l.yaml", revision) == ["old"]
    assert read(repo.root / "l.yaml", repo.git("rev-parse", "--short", "v1")) == ["old"]


def test_what_is_not_in_the_revision_is_none(repo, read):
    first = repo.commit({"readme": "x"})
    repo.commit({"l.yaml": ledger("a"), "folder/a.yaml": ledger("a")})
    repo.write({"untracked.yaml": ledger("a")})
    for name in ("l.yaml", "folder", "folder/a.yaml", ".", "readme/l.yaml"):
        assert read(repo.root / name, first) is None
    assert read(repo.root / "untracked.yaml") is None


def test_a_ledger_that_was_deleted_since(repo, read):
    repo.commit({"books/a.yaml": ledger("a"), "l.yaml": ledger("l")})
    shutil.rmtree(repo.root / "books")
    (repo.root / "l.yaml").unlink()
    repo.commit()
    assert read(repo.root / "books", "HEAD~1") == ["a"]
    assert read(repo.root / "l.yaml", "HEAD~1") == ["l"]
    assert read(repo.root / "books") is None


def test_a_ledger_that_was_renamed_since_is_at_its_old_path(repo, read):
    repo.commit({"old.yaml": ledger("a")})
    repo.git("mv", "old.yaml", "new.yaml")
    repo.commit()
    assert read(repo.root / "old.yaml", "HEAD~1") == ["a"]
    assert read(repo.root / "new.yaml", "HEAD~1") is None


def test_a_folder_has_its_yaml_files_in_the_order_of_a_disk(repo, read, vocabulary):
    clients = [f"l/{n}" for n in ("b.yml", "a/z.yaml", "a.yaml/c.yaml", "a-b.yaml", "B.yaml")]
    texts = {name: f"clients: [{{id: c{n}, name: C}}]" for n, name in enumerate(clients)}
    hidden = {"l/.x.yaml": "x", "l/.h/y.yaml": "x", "l/e.csv": "x", "l/README": "x"}
    repo.commit({"l/0.yaml": ledger("zero"), **texts, **hidden, "other.yaml": "x"})
    then = read_revision(repo.root / "l", "HEAD", vocabulary)
    now = [path.as_posix() for path in files_on_disk(repo.root / "l", vocabulary)]
    assert [path.as_posix() for path in then.sources.paths] == now
    assert len(now) == 6


def files_on_disk(folder, vocabulary):
    from clienthealth.ledger.reading import read_ledger  # noqa: PLC0415  # for comparison alone

    paths = read_ledger(folder, vocabulary).sources.paths
    return [path.relative_to(folder.parent) for path in paths]


def test_the_top_of_the_repository_as_a_ledger(repo, read, monkeypatch):
    repo.commit({"a.yaml": ledger("a"), "sub/b.yaml": "clients: [{id: b, name: B}]"})
    monkeypatch.chdir(repo.root / "sub")
    assert read(repo.root) == read("..") == ["a", "b"]
    monkeypatch.chdir(repo.root)
    assert read(".") == ["a", "b"]


def test_a_path_from_a_subfolder(repo, read, monkeypatch):
    repo.commit({"l.yaml": ledger("top"), "sub/l.yaml": ledger("sub")})
    monkeypatch.chdir(repo.root / "sub")
    assert (read("../l.yaml"), read("l.yaml"), read("../sub/l.yaml")) == (["top"], ["sub"], ["sub"])


@posix
@pytest.mark.parametrize(
    "name", ["a b", "q\"'", "größe", "n\nl", "t\t", "-x", ":", "\udcff", "a\\b"]
)
def test_any_file_name(repo, read, problems, name):
    include = f"include: [{{file: rows {name.encode('utf-8', 'replace').hex()}.csv, "
    include += "kind: time, client: a}]\n"
    rows = f"rows {name.encode('utf-8', 'replace').hex()}.csv"
    repo.commit(
        {f"{name}/{name}.yaml": ledger("a", more=include), f"{name}/{rows}": "date,hours\n"}
    )
    assert read(repo.root / name) == read(repo.root / name / f"{name}.yaml") == ["a"]
    repo.commit({f"{name}/{name}.yaml": "x"})
    [problem] = problems(repo.root / name)
    assert problem.isprintable()
    assert problem.startswith("HEAD:")


def test_a_repository_with_long_ids(tmp_path, read):
    repo = made(tmp_path / "sha256", "--object-format=sha256")
    repo.commit({"l/a.yaml": ledger("a"), "l/sub/b.yaml": "clients: [{id: b, name: B}]"})
    assert read(repo.root / "l") == ["a", "b"]


# Included files

INCLUDE = "include: [{file: rows.csv, kind: time, client: a}]\n"


def test_included_rows_are_those_of_the_revision(repo, vocabulary):
    first = repo.commit(
        {"l/a.yaml": ledger("a", more=INCLUDE), "l/rows.csv": "date,hours\n2026-01-05,1\n"}
    )
    repo.commit({"l/rows.csv": "date,hours\n2026-01-05,1\n2026-01-06,2\n"})
    (repo.root / "l" / "rows.csv").unlink()
    for path in (repo.root / "l", repo.root / "l" / "a.yaml"):
        then = read_revision(path, first, vocabulary)
        assert len(then.clients[0].time) == 1
        assert len(read_revision(path, "main", vocabulary).clients[0].time) == 2
    place = then.sources.place(then.clients[0].time[0].mark)
    assert place is not None
    assert str(place) == f"{first}:l/rows.csv:2:1"
    assert then.sources.line(place) == "2026-01-05,1"


def test_included_paths_are_relative_to_their_file(repo, vocabulary):
    include = "include: [{file: ../csv/rows.csv, kind: time, client: a}]\n"
    rows = {"csv/rows.csv": "date,hours\n", "l/csv/rows.csv": "date,hours\n2026-01-05,1\n"}
    repo.commit({"l/a.yaml": ledger("a"), "l/sub/b.yaml": include, **rows})
    [client] = read_revision(repo.root / "l", "HEAD", vocabulary).clients
    assert len(client.time) == 1


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        ("nope.csv", "does not exist; paths are relative to this file"),
        ("nope/../nope.csv", "does not exist; paths are relative to this file"),
        (".", "does not exist; paths are relative to this file"),
        ('"a\\0b"', "does not exist; paths are relative to this file"),
        ("a/" * 600 + "b", "does not exist; paths are relative to this file"),
        ("../rows.csv", "is outside the ledger's folder; move it inside"),
        ("../../rows.csv", "is outside the ledger's folder; move it inside"),
        ("/etc/passwd", "is outside the ledger's folder; move it inside"),
        ("nope/../../rows.csv", "is outside the ledger's folder; move it inside"),
    ],
)
def test_an_included_file_that_is_not_there_or_outside(repo, problems, wanted, what):
    include = f"include: [{{file: {wanted}, kind: time, client: a}}]\n"
    repo.commit({"l/a.yaml": ledger("a", more=include), "rows.csv": "date,hours\n"})
    for path in ("l", "l/a.yaml"):
        [problem] = problems(repo.root / path)
        assert problem.startswith("HEAD:l/a.yaml:3:18: file: ")
        assert problem.endswith(what)


# Links and submodules


@posix
def test_links_inside_the_ledgers_folder_are_followed(repo, read):
    repo.commit({"l/data/a.txt": ledger("a", more=INCLUDE), "l/data/2026.csv": "date,hours\n"})
    (repo.root / "l" / "a.yaml").symlink_to("data/a.txt")
    (repo.root / "l" / "rows.csv").symlink_to("now.csv")
    (repo.root / "l" / "now.csv").symlink_to("./data/../data/2026.csv")
    (repo.root / "l" / "broken.yaml").symlink_to("nowhere")
    (repo.root / "l" / "again").symlink_to("data")
    (repo.root / "l" / "round.yaml").symlink_to("round.yaml")
    repo.commit()
    assert read(repo.root / "l") == read(repo.root / "l" / "a.yaml") == ["a"]


@posix
@pytest.mark.parametrize("target", ["../secret.csv", "/etc/passwd", "../../x.csv", "up/secret.csv"])
def test_links_out_of_the_ledgers_folder_are_refused(repo, problems, target):
    repo.commit({"secret.csv": "date,hours\n", "l/a.yaml": ledger("a", more=INCLUDE)})
    (repo.root / "l" / "up").symlink_to("..")
    (repo.root / "l" / "rows.csv").symlink_to(target)
    repo.commit()
    [problem] = problems(repo.root / "l")
    assert problem.endswith("is outside the ledger's folder; move it inside")
    (repo.root / "l" / "b.yaml").symlink_to(target)
    repo.commit()
    what = "links outside the ledger's folder; choose a revision where it is not a link"
    assert problems(repo.root / "l") == [f"ledger: HEAD:l/b.yaml: {what}"]


@posix
def test_a_ledger_that_is_a_link_is_looked_up_in_the_revision(repo, read):
    repo.commit({"2025.yaml": ledger("old"), "2026.yaml": ledger("new")})
    (repo.root / "l.yaml").symlink_to("2025.yaml")
    repo.commit()
    (repo.root / "l.yaml").unlink()
    (repo.root / "l.yaml").symlink_to("2026.yaml")
    assert (read(repo.root / "l.yaml"), read(repo.root / "l.yaml", "HEAD~1")) == (["old"], None)


@posix
def test_a_link_into_another_repository_names_the_ledger_there(repo, read, tmp_path, problems):
    other = made(tmp_path / "other")
    other.commit({"l/a.yaml": ledger("other"), "b.yaml": ledger("b")})
    for name, target in {"l": "l", "b.yaml": "b.yaml", "whole": ""}.items():
        (repo.root / name).symlink_to(other.root / target)
    repo.commit()
    assert read(repo.root / "l") == read(repo.root / "l" / "a.yaml") == ["other"]
    assert read(repo.root / "b.yaml") == ["b"]
    assert repository_root(repo.root / "whole") == other.root
    for name in ("l", "b.yaml"):
        (repo.root / name).unlink()
    assert problems(repo.root / "l") == [
        "ledger: HEAD:l: links outside the repository; choose a revision where it is not a link"
    ]


def test_a_submodule_is_left_out_and_is_a_repository_of_its_own(repo, read, tmp_path):
    other = made(tmp_path / "other")
    other.commit({"b.yaml": "clients: [{id: b, name: B}]", "whole.yaml": ledger("whole")})
    repo.commit({"l/a.yaml": ledger("a")})
    local = ("-c", "protocol.file.allow=always")
    repo.git(*local, "submodule", "--quiet", "add", str(other.root), "l/sub")
    repo.commit()
    assert read(repo.root / "l") == ["a"]
    assert read(repo.root / "l" / "sub" / "whole.yaml") == ["whole"]
    assert repository_root(repo.root / "l" / "sub") == repo.root / "l" / "sub"


# What cannot be read


def test_an_invalid_ledger_has_problems_at_places_in_the_revision(repo, problems):
    repo.commit({"l/a.yaml": ledger("a", more="colour: red\n"), "l/b.yaml": b"a: \xe4\n"})
    repo.commit({"l/a.yaml": ledger("a")})
    assert [problem.split("; ")[0] for problem in problems(repo.root / "l", "HEAD~1")] == [
        'HEAD~1:l/a.yaml:3:1: unknown key "colour"',
        "HEAD~1:l/b.yaml:1:4: byte 0xe4 is not UTF-8",
    ]


def test_a_file_that_git_lfs_keeps(repo, problems):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
    repo.commit({"l/a.yaml": ledger("a", more=INCLUDE), "l/rows.csv": pointer, "l/b.yaml": pointer})
    text = "is a git LFS pointer, and its content is kept elsewhere; take it out of LFS"
    assert problems(repo.root / "l") == [
        f"HEAD:l/b.yaml:1:1: {text}",
        f"HEAD:l/rows.csv:1:1: {text}",
    ]
    with pytest.raises(UnusableError, match="is a git LFS pointer"):
        file_at(repo.root / "l" / "b.yaml", "HEAD")


def test_a_file_beyond_the_limit(repo, problems, monkeypatch):
    repo.commit({"l/a.yaml": ledger("a") + "#" * (1 << 20), "l/b.yaml": "colour: red"})
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1 << 20)
    assert [problem.split("; ")[0] for problem in problems(repo.root / "l")] == [
        "HEAD:l/a.yaml:1:1: larger than 1 MiB",
        'HEAD:l/b.yaml:1:1: unknown key "colour"',
    ]
    with pytest.raises(UnusableError, match="larger than 1 MiB"):
        file_at(repo.root / "l" / "a.yaml", "HEAD")


def test_folders_in_folders_without_end(repo, problems):
    repo.commit({"a.yaml": ""})
    tree = repo.git("rev-parse", "HEAD^{tree}")
    for _ in range(20):
        entries = "".join(f"040000 tree {tree}\t{n}\n" for n in range(10))
        tree = repo.git("mktree", given=entries)
    commit = repo.git("commit-tree", "-m", "x", tree)
    [problem] = problems(repo.root, commit)
    assert problem.endswith("is one of more than 10,000 folders; name the ledger's own")


@pytest.mark.parametrize(
    "revision",
    [
        "nope",
        "",
        "-x",
        "--all",
        "--output=x",
        "a b",
        "HEAD..main",
        "0" * 40,
        "HEAD\nHEAD",
        "\0",
        "^",
    ],
)
def test_an_unknown_revision(repo, refusal, revision):
    repo.commit({"l.yaml": ledger("a")})
    text = refusal(repo.root / "l.yaml", revision)
    assert text.startswith('there is no revision "')
    assert text.endswith("; name a commit, a branch or a tag that `git log` knows")


def test_a_repository_without_a_commit(repo, refusal):
    assert refusal(repo.root / "l.yaml").startswith('there is no revision "HEAD"')


@pytest.mark.parametrize(
    ("revision", "kind"), [("HEAD:l.yaml", "blob"), ("HEAD:sub", "tree"), ("t", "tag")]
)
def test_a_revision_that_is_no_commit(repo, refusal, revision, kind):
    repo.commit({"l.yaml": ledger("a"), "sub/x": "x"})
    repo.git("tag", "-a", "-m", "x", "t", "HEAD:l.yaml")
    assert refusal(repo.root / "l.yaml", revision) == (
        f'the revision "{revision}" is a {kind}, not a commit; '
        "name a commit, a branch or a tag of a commit"
    )


def test_a_shallow_clone(repo, read, refusal, tmp_path):
    first = repo.commit({"l.yaml": ledger("old")})
    repo.commit({"l.yaml": ledger("new")})
    repo.git("clone", "--quiet", "--depth", "1", repo.root.as_uri(), tmp_path / "clone")
    path = tmp_path / "clone" / "l.yaml"
    assert read(path) == ["new"]
    for revision in (first, "HEAD~1"):
        assert refusal(path, revision) == (
            f'the revision "{revision}" is not in this shallow clone; run '
            "`git fetch --unshallow`, or set `fetch-depth: 0` in GitHub's checkout action"
        )
    Repository(tmp_path / "clone").git("fetch", "--quiet", "--unshallow")
    assert read(path, first) == read(path, "HEAD~1") == ["old"]


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_a_partial_clone_fetches_nothing(repo, read, vocabulary, tmp_path, left_out):
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit({"l/a.yaml": ledger("old")})
    repo.commit({"l/a.yaml": ledger("new")})
    clone = Repository(tmp_path / "clone")
    repo.git("clone", "--quiet", f"--filter={left_out}", repo.root.as_uri(), clone.root)
    assert read(clone.root / "l") == ["new"]
    with pytest.raises((RevisionError, LedgerError)) as caught:
        read_revision(clone.root / "l", "HEAD~1", vocabulary)
    assert str(caught.value).endswith(
        "some objects of the revision are missing, as in a partial clone; "
        "fetch them with `git fetch --refetch --no-filter`"
    )
    clone.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert read(clone.root / "l", "HEAD~1") == ["old"]


def test_no_repository(tmp_path, refusal):
    (tmp_path / "l.yaml").write_text(ledger("a"))
    assert refusal(tmp_path / "l.yaml") == (
        f"{tmp_path}/l.yaml is not in a git repository; leave the revision out, or run `git init`"
    )
    for path in ("a\nb.yaml", "a\0b", "x" * 5000):
        assert "is not in a git repository" in refusal(path)


def test_no_git(repo, refusal, monkeypatch, tmp_path):
    repo.commit({"l.yaml": ledger("a")})
    for path in ("", str(tmp_path)):
        monkeypatch.setenv("PATH", path)
        assert refusal(repo.root / "l.yaml") == (
            "git is not installed, or not in PATH; install it from git-scm.com"
        )


@posix
def test_a_git_that_does_not_start(repo, refusal, monkeypatch, tmp_path):
    repo.commit({"l.yaml": ledger("a")})
    (tmp_path / "git").write_text("no program")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(repo.root / "l.yaml").startswith("git cannot be started: ")


def test_what_git_refuses_is_said_in_one_line(repo, refusal):
    repo.commit({"l.yaml": ledger("a")})
    repo.git("config", "core.repositoryFormatVersion", "99")
    text = refusal(repo.root / "l.yaml")
    assert text.startswith("git: ")
    assert "99" in text
    assert text.endswith(f"; check that `git -C {repo.root} status` works")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs chown")
def test_a_repository_of_somebody_else_needs_safe_directory(repo, read, refusal, monkeypatch):
    repo.commit({"l.yaml": ledger("a")})
    for path in (repo.root, repo.root / ".git"):
        os.chown(path, 65534, 65534)
    assert refusal(repo.root / "l.yaml").startswith("git: detected dubious ownership in repository")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(repo.root))
    assert read(repo.root / "l.yaml") == ["a"]


@pytest.mark.parametrize("broken", ["folder", "file", "bare"])
def test_a_broken_repository_does_not_stand_for_the_one_above(repo, refusal, broken):
    repo.commit({"l.yaml": ledger("outer"), "sub/l.yaml": ledger("inner")})
    if broken == "bare":  # `sub` looks like a bare repository itself
        shutil.copytree(repo.root / ".git", repo.root / "sub", dirs_exist_ok=True)
    if broken == "file":
        (repo.root / "sub" / ".git").write_text("gitdir: nowhere\n")
    else:
        (repo.root / "sub" / ".git").mkdir()
    assert refusal(repo.root / "sub" / "l.yaml").startswith("git: ")


# Where it runs

HOOK = """\
#!/bin/sh
exec "{python}" -c '
from pathlib import Path
from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.revision import read_revision
for path in ("l.yaml", "{other}/l.yaml"):
    ledger = read_revision(Path(path), "HEAD", Vocabulary())
    print(*(c.id for c in ledger.clients), file=open("{out}", "a"))
'
"""


def installed(repo: Repository, name: str, text: str) -> None:
    hook = repo.root / ".git" / "hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(text)
    hook.chmod(0o755)


@posix
@pytest.mark.parametrize("linked", [False, True])
def test_in_hooks_the_ledgers_own_repository_counts(repo, tmp_path, linked, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    other, out = made(tmp_path / "other"), tmp_path / "out"
    other.commit({"l.yaml": ledger("other")})
    repo.commit({"l.yaml": ledger("before")})
    hook = HOOK.format(python=sys.executable, other=other.root, out=out)
    installed(repo, "pre-commit", hook)
    installed(repo, "pre-push", hook)
    here = repo
    if linked:
        repo.git("worktree", "add", "--quiet", "-b", "side", tmp_path / "linked")
        here = Repository(tmp_path / "linked")
    here.commit({"l.yaml": ledger("after")})
    assert out.read_text().split() == ["before", "other"]
    here.write({"l.yaml": ledger("partly")})
    here.git("commit", "--quiet", "--message", "x", "--", "l.yaml")  # with an index of its own
    assert out.read_text().split()[2:] == ["after", "other"]
    repo.git("init", "--quiet", "--bare", tmp_path / "remote")
    here.git("push", "--quiet", str(tmp_path / "remote"), "HEAD")
    assert out.read_text().split()[4:] == ["partly", "other"]


@pytest.mark.parametrize("value", [".git", "nowhere", "/nowhere"])
def test_what_git_was_told_of_another_repository_is_ignored(repo, read, monkeypatch, value):
    repo.commit({"l.yaml": ledger("a")})
    for name in ("DIR", "WORK_TREE", "INDEX_FILE", "COMMON_DIR", "OBJECT_DIRECTORY", "NAMESPACE"):
        monkeypatch.setenv(f"GIT_{name}", value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repo.root))
    monkeypatch.setenv("GIT_TRACE", "1")
    assert read(repo.root / "l.yaml") == ["a"]


def test_in_a_linked_work_tree(repo, read, tmp_path):
    repo.commit({"sub/l.yaml": ledger("old")})
    linked = Repository(tmp_path / "linked")
    repo.git("worktree", "add", "--quiet", "-b", "side", linked.root)
    linked.commit({"sub/l.yaml": ledger("new")})
    assert repository_root(linked.root / "sub" / "l.yaml") == linked.root
    assert read(linked.root / "sub" / "l.yaml") == ["new"]
    assert read(linked.root / "sub" / "l.yaml", "main") == ["old"]
    assert read(repo.root / "sub" / "l.yaml") == ["old"]


def test_replaced_objects_are_read_as_they_were(repo, read):
    old = repo.commit({"l.yaml": ledger("old")})
    new = repo.commit({"l.yaml": ledger("new")})
    repo.git("replace", old, new)
    assert read(repo.root / "l.yaml", old) == ["old"]


@posix
def test_one_process_reads_a_whole_ledger(repo, read, tmp_path, monkeypatch):
    rows = {f"l/sub{n}/rows.csv": "date,hours\n" for n in range(5)}
    include = INCLUDE.replace("]\n", "]")
    texts = {f"l/sub{n}/a.yaml": include for n in range(5)}
    repo.commit({"l/a.yaml": ledger("a"), **texts, **rows})
    log = tmp_path / "log"
    counting = tmp_path / "bin" / "git"
    counting.parent.mkdir()
    counting.write_text(f'#!/bin/sh\necho "$@" >>"{log}"\nexec "{shutil.which("git")}" "$@"\n')
    counting.chmod(0o755)
    monkeypatch.setenv("PATH", f"{counting.parent}{os.pathsep}{os.environ['PATH']}")
    assert read(repo.root / "l") == ["a"]
    assert len(log.read_text().splitlines()) == 1


# What means harm


@posix
def test_nothing_of_the_repository_runs(repo, read, tmp_path, monkeypatch, vocabulary):
    marker, bait = tmp_path / "marker", tmp_path / "bait"
    bait.write_text(f'#!/bin/sh\necho "$0 $@" >>"{marker}"\ncat\n')
    bait.chmod(0o755)
    repo.commit(
        {
            "l.yaml": ledger("old"),
            ".gitattributes": "*.yaml filter=bait diff=bait merge=bait\n",
        }
    )
    repo.commit({"l.yaml": "no ledger"})
    for key in (
        *("core.fsmonitor", "core.pager", "pager.cat-file", "pager.rev-parse", "core.editor"),
        *("diff.external", "diff.bait.textconv", "diff.bait.command", "core.sshCommand"),
        *("filter.bait.smudge", "filter.bait.clean", "filter.bait.process"),
        *("core.alternateRefsCommand", "credential.helper", "gpg.program"),
    ):
        repo.git("config", key, str(bait))
    repo.git("config", "alias.cat-file", f"!{bait}")
    repo.git("config", "filter.bait.required", "true")
    for hook in ("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction"):
        installed(repo, hook, bait.read_text())
    shutil.copy(bait, repo.root / "git")
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert read("l.yaml", "HEAD~1") == ["old"]
    assert file_at(Path("l.yaml"), "HEAD~1") == ledger("old").encode()
    with pytest.raises(RevisionError):
        read_revision(Path("l.yaml"), "nope", vocabulary)
    assert not marker.exists()


@posix
@pytest.mark.parametrize("way", ["ext", "file"])
def test_no_fetch_that_a_repository_asks_for(repo, tmp_path, vocabulary, way):
    marker = tmp_path / "marker"
    repo.commit({"l.yaml": ledger("a")})
    blob = repo.git("rev-parse", "HEAD:l.yaml")
    (repo.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    url = f"ext::touch {marker}" if way == "ext" else str(repo.root)
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": url,
        "remote.origin.uploadpack": f"touch {marker};",
        "protocol.allow": "always",
        f"protocol.{way}.allow": "always",
    }.items():
        repo.git("config", key, value)
    with pytest.raises(LedgerError, match="some objects of the revision are missing"):
        read_revision(repo.root / "l.yaml", "HEAD", vocabulary)
    assert not marker.exists()


def test_a_lost_object_is_a_problem(repo, problems):
    repo.commit({"l.yaml": ledger("a")})
    blob = repo.git("rev-parse", "HEAD:l.yaml")
    (repo.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    [problem] = problems(repo.root / "l.yaml")
    assert problem.startswith("HEAD:l.yaml:1:1: some objects of the revision are missing")


# One file, and the top of the work tree


def test_one_file_as_it_was(repo):
    data = b"\xef\xbb\xbf\0\xff\r\n"
    repo.commit({"sub/b.json": data, "readme": "x"})
    (repo.root / "sub" / "b.json").unlink()
    assert file_at(repo.root / "sub" / "b.json", "HEAD") == data
    assert file_at(repo.root / "sub" / "c.json", "HEAD") is None
    assert file_at(repo.root / "sub", "HEAD") is None
    assert file_at(repo.root, "HEAD") is None
    with pytest.raises(RevisionError, match="there is no revision"):
        file_at(repo.root / "readme", "nope")


@posix
def test_one_file_that_is_a_link(repo):
    repo.commit({"a.json": "a"})
    (repo.root / "in.json").symlink_to("a.json")
    (repo.root / "out.json").symlink_to("../nowhere.json")
    repo.commit()
    (repo.root / "out.json").unlink()
    assert file_at(repo.root / "in.json", "HEAD") == b"a"
    with pytest.raises(RevisionError, match="HEAD:out\\.json links outside the repository; choose"):
        file_at(repo.root / "out.json", "HEAD")


def test_the_top_of_the_work_tree(repo, tmp_path, monkeypatch):
    (repo.root / "deep").mkdir()
    for path in (repo.root, repo.root / "deep", repo.root / "gone" / "l.yaml"):
        assert repository_root(path) == repo.root
    assert repository_root(tmp_path) is None
    assert repository_root(Path("a\0b")) is None
    monkeypatch.chdir(repo.root / "deep")
    assert repository_root(Path()) == repository_root(Path("..")) == repo.root
