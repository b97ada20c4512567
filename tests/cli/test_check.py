"""`check` as a CI job and a person start it, in real git repositories."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from markdown_it import MarkdownIt

from clienthealth import FORMATS as FORMATS_OF
from clienthealth.ledger import written
from guarded import (
    ABUSE,
    CALM,
    DAY,
    DISRESPECT,
    RUDE,
    WORSE,
    WORSE_LINE,
    Repository,
    client,
    clone,
    copy,
    isolate,
    ledger,
    line_of,
    needs_git,
    repository,
    waiver,
)
from report.pages import seen

from .program import Ran, run

pytestmark = needs_git
posix = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX knows them")

FORMATS = tuple(FORMATS_OF["check"])
IN_FORMATS = pytest.mark.parametrize("form", FORMATS)
FILE = "clienthealth.yaml"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """An empty repository."""
    return repository(tmp_path / "repo")


@pytest.fixture
def branch(worsened: Repository, tmp_path: Path) -> Repository:
    """A pull request's branch on which one client gets worse."""
    return copy(worsened, tmp_path / "branch")


def check(
    repo: Repository,
    *arguments: str | Path,
    cwd: Path | None = None,
    given: dict[str, str] | None = None,
) -> Ran:
    return run("check", "--as-of", DAY, *arguments, cwd=cwd or repo.root, **(given or {}))


def told(repo: Repository, *arguments: str | Path) -> list[tuple[str | None, str, str | None]]:
    """The results of a check that fails or wants a look, as client, code and status."""
    done = check(repo, *arguments, "--format", "json")
    assert done.code in {0, 1}, done.err
    results = json.loads(done.out)["results"]
    quiet = {"unchanged"}
    return [
        (r["client"], r["code"], r["status"])
        for r in results
        if r["fails"] or (r["severity"] is None and r["status"] not in quiet)
    ]


def reports(repo: Repository, *arguments: str | Path, cwd: Path | None = None) -> dict[str, str]:
    """What a check that ends with 0 or 1 says in every format, in one run."""
    with TemporaryDirectory() as folder:
        files = {form: Path(folder, form) for form in FORMATS}
        copies = (f"--report={form}={path}" for form, path in files.items())
        done = check(repo, *arguments, *copies, cwd=cwd)
        assert done.code in {0, 1}, done.err
        texts = {form: path.read_bytes().decode() for form, path in files.items()}
    assert texts["text"] == done.out
    assert done.code == json.loads(texts["json"])["failed"]
    return texts


# What each format says of the results that fail: client, code, file and line

Failure = tuple[str | None, str, str, int]
LINE = re.compile(r"(.+?):(\d+):\d+: (\w+) [\w-]+: (?:([\w.]+): )?.*")


def of_line(text: str) -> Failure:
    match = LINE.fullmatch(text)
    assert match is not None, text
    return match[4], match[3], match[1], int(match[2])


def in_text(out: str) -> Iterator[Failure]:
    for line in out.splitlines()[:-1]:
        if not line.startswith(("warning: ", "note: ")):
            yield of_line(line)


def in_json(out: str) -> Iterator[Failure]:
    for result in json.loads(out)["results"]:
        if result["fails"]:
            yield result["client"], result["code"], result["file"], result["line"]


def in_github(out: str) -> Iterator[Failure]:
    pattern = r"::error file=([^,]*),line=(\d+),col=\d+,title=(\w+) [^:]*::(?:([\w.]+): )?.*"
    for line in out.splitlines():
        if line.startswith("::error"):
            match = re.fullmatch(pattern, line)
            assert match is not None, line
            yield match[4], match[3], match[1], int(match[2])


def in_sarif(out: str) -> Iterator[Failure]:
    for result in json.loads(out)["runs"][0]["results"]:
        if result["level"] == "error":
            place = result["locations"][0]["physicalLocation"]
            file, line = place["artifactLocation"]["uri"], place["region"]["startLine"]
            yield result["properties"]["client"], result["ruleId"], file, line


def in_junit(out: str) -> Iterator[Failure]:
    for failure in ET.fromstring(out).iter("failure"):  # noqa: S314  # our own
        yield from map(of_line, (failure.text or "").splitlines())


def in_markdown(out: str) -> Iterator[Failure]:
    pattern = (
        r"- error: \*\*(\w+) [\w-]+\*\*(?: \(\w+\))?(?:, `([\w.]+)`)?, `?(.+?):(?:&#8203;)?(\d+):.*"
    )
    for line in out.splitlines():
        if line.startswith("- error"):
            match = re.fullmatch(pattern, line)
            assert match is not None, line
            yield match[2], match[1], match[3], int(match[4])


def in_gitlab(out: str) -> Iterator[Failure]:
    for issue in json.loads(out):
        if issue["severity"] == "critical":
            client_id, code = issue["description"].split(":")[0], issue["check_name"].split()[0]
            yield client_id, code, issue["location"]["path"], issue["location"]["lines"]["begin"]


def in_html(out: str) -> Iterator[Failure]:
    for row in (row for body in seen(out).within("tbody") for row in body.children):
        client_id, level, _, rule, where = (cell.words for cell in row.children)
        if level == "error":
            file, _, line = where.rpartition(":")
            yield None if client_id == "the ledger" else client_id, rule.split()[0], file, int(line)


FAILURES: dict[str, Callable[[str], Iterator[Failure]]] = {
    "text": in_text,
    "json": in_json,
    "github": in_github,
    "sarif": in_sarif,
    "junit": in_junit,
    "markdown": in_markdown,
    "gitlab": in_gitlab,
    "html": in_html,
}


# Against a revision


def test_a_branch_that_worsens_one_client_is_one_result_in_every_format(
    branch: Repository,
) -> None:
    done = check(branch, "--new-since", "main")
    assert (done.code, done.err) == (1, "")
    for form, text in reports(branch, "--new-since", "main").items():
        assert list(FAILURES[form](text)) == [("brutus", "BND005", FILE, WORSE_LINE)], form


def test_what_is_not_committed_counts_as_well(repo: Repository) -> None:
    repo.commit(CALM)
    repo.ledger.write_text(WORSE, encoding="utf-8")
    assert told(repo, "--new-since", "HEAD") == [("brutus", "BND005", "worse")]


def test_a_history_in_which_a_client_gets_worse_and_better(repo: Repository) -> None:
    for events in ([], [RUDE], [RUDE, DISRESPECT], [RUDE, DISRESPECT, ABUSE], [RUDE]):
        repo.commit(ledger(client("acme"), client("brutus", *events)))
    steps = {}
    for step in (4, 3, 2, 1):
        repo.git("checkout", "--quiet", f"main~{step - 1}")
        steps[step] = told(repo, "--new-since", f"main~{step}")
    assert steps == {
        4: [("brutus", "BND005", "new")],
        3: [("brutus", "BND005", "worse")],
        2: [("brutus", "BND005", "worse")],
        1: [("brutus", "CHK014", "new")],  # better, by taking old entries out
    }


def test_both_sides_are_judged_on_the_same_date(repo: Repository) -> None:
    """A reminder nobody paid grows older by itself: that is no news of the branch."""
    unpaid = "\n      - {number: '9', issued: 2026-05-01, amount: 9000}"
    repo.commit(ledger(client("acme").replace("\n    events:", f"{unpaid}\n    events:")))
    for day in (DAY, "2026-09-30"):
        done = run("check", "--as-of", day, "--new-since", "HEAD", cwd=repo.root)
        assert done.code == 0, done.out


BASELINE = "clienthealth-baseline.json"


def written_baseline(repo: Repository) -> str:
    done = run("baseline", "write", "--as-of", DAY, cwd=repo.root)
    assert done.code == 0, done.err
    return (repo.root / BASELINE).read_text(encoding="utf-8")


def test_a_baseline_on_the_base_silences_and_on_the_branch_does_not(branch: Repository) -> None:
    text = written_baseline(branch)
    against = ("--new-since", "main", "--baseline", BASELINE)
    branch.commit()
    assert told(branch, *against) == [(None, "CHK007", "new"), ("brutus", "BND005", "worse")]
    looked_at = check(branch, *against, "--accept-changes")
    assert looked_at.code == 1
    assert looked_at.out.count("CHK007") == 1
    branch.git("reset", "--quiet", "--hard", "HEAD~1")
    branch.switch("main")
    branch.commit(**{BASELINE: text})
    branch.switch("entries")
    branch.git("merge", "--quiet", "main")
    done = check(branch, *against)
    assert (done.code, done.out[:4]) == (0, "ok: ")


def test_a_changed_baseline_alone_passes_when_somebody_has_looked(repo: Repository) -> None:
    repo.commit(CALM)
    written_baseline(repo)
    against = ("--new-since", "HEAD", "--baseline", BASELINE)
    assert check(repo, *against).code == 1
    done = check(repo, *against, "--accept-changes")
    assert done.code == 0
    assert done.out.startswith(f"warning: {BASELINE}:1:1: CHK007 changed-baseline: ")


def test_a_baseline_taken_out_is_told(repo: Repository) -> None:
    repo.commit(WORSE)
    written_baseline(repo)
    repo.commit()
    (repo.root / BASELINE).unlink()
    against = ("--new-since", "HEAD", "--baseline", BASELINE)
    assert told(repo, *against) == [(None, "CHK007", "new")]


def test_a_waiver_on_the_branch_does_not_let_through(branch: Repository) -> None:
    waived = ledger(client("acme"), client("brutus", RUDE, ABUSE, waivers=[waiver()]))
    branch.commit(waived)
    failing = [("brutus", "BND005", "worse"), ("brutus", "CHK006", "new")]
    assert told(branch, "--new-since", "main") == failing
    assert check(branch, "--new-since", "main", "--accept-changes").code == 1
    branch.switch("main")
    branch.commit(ledger(client("acme"), client("brutus", RUDE, waivers=[waiver()])))
    branch.switch("entries")
    assert check(branch, "--new-since", "main").code == 0


def test_a_waiver_that_clienthealth_waive_wrote_counts_once_it_is_on_the_base(
    repo: Repository,
) -> None:
    repo.commit(WORSE)
    reason = ("--reason", "they said sorry", "--from", "2026-05-10", "--until", "2026-12-31")
    assert run("waive", "brutus", "disrespect", *reason, cwd=repo.root).code == 0
    assert check(repo).code == 0
    assert told(repo, "--new-since", "HEAD") == [("brutus", "CHK006", "new")]
    repo.commit()
    assert told(repo, "--new-since", "HEAD") == []


def test_a_policy_file_counts_as_it_was(branch: Repository) -> None:
    branch.commit(**{"policy.yaml": "disabled: [disrespect]\n"})
    against = ("--new-since", "main", "--policy", "policy.yaml")
    assert sorted(told(branch, *against), key=str) == [
        ("brutus", "BND005", "worse"),
        (None, "CHK005", "new"),
    ]
    branch.switch("main")
    branch.commit(**{"policy.yaml": "disabled: [disrespect]\n"})
    branch.switch("entries")
    assert check(branch, *against).code == 0


@posix
@pytest.mark.parametrize("way", ["link", "folder", "repository"])
@pytest.mark.parametrize("option", ["--policy", "--baseline"])
def test_a_file_that_leads_out_of_the_repository_by_now_counts_as_it_was(
    repo: Repository, tmp_path: Path, option: str, way: str
) -> None:
    """Also where a folder has become a link, or a repository of its own as a submodule is."""
    repo.commit(WORSE)
    accepting = {"--policy": "disabled: [disrespect]\n", "--baseline": written_baseline(repo)}
    (repo.root / BASELINE).unlink()
    harmless = {"--policy": "window_days: 364\n", "--baseline": ""}
    repo.ledger.write_text(CALM)
    harmless["--baseline"] = written_baseline(repo)
    (repo.root / "ci").mkdir()
    repo.commit(CALM, **{"ci/file.json": harmless[option]})
    repo.switch("entries")
    shutil.rmtree(repo.root / "ci")
    elsewhere = repo.root / "ci" if way == "repository" else tmp_path / "elsewhere"
    if way == "repository":
        repository(elsewhere)
    else:
        elsewhere.mkdir()
    (elsewhere / "file.json").write_text(accepting[option], encoding="utf-8")
    if way == "folder":
        (repo.root / "ci").symlink_to(elsewhere)
    elif way == "link":
        (repo.root / "ci").mkdir()
        (repo.root / "ci" / "file.json").symlink_to(elsewhere / "file.json")
    repo.ledger.write_text(WORSE)
    code = {"--policy": "CHK005", "--baseline": "CHK007"}[option]
    assert sorted(told(repo, "--new-since", "main", option, "ci/file.json"), key=str) == [
        ("brutus", "BND005", "worse"),
        (None, code, "new"),
    ]


def test_a_policy_outside_of_the_repository_is_read_as_it_is(
    branch: Repository, tmp_path: Path
) -> None:
    (tmp_path / "policy.yaml").write_text("disabled: [disrespect]\n")
    against = ("--new-since", "main", "--policy", tmp_path / "policy.yaml")
    assert told(branch, *against) == []


def test_an_include_that_was_added_wants_a_look(repo: Repository) -> None:
    repo.commit(CALM)
    repo.ledger.write_text(
        CALM.replace("clients:", "include: [{file: e.csv, kind: events, client: acme}]\nclients:")
    )
    (repo.root / "e.csv").write_text("kind,at\npraise,2026-05-05\n")
    assert told(repo, "--new-since", "HEAD") == [(None, "CHK008", "new")]


def test_a_ledger_that_was_not_there_is_new_and_said_to_be(repo: Repository) -> None:
    repo.commit(**{"README.md": "x"})
    repo.commit(WORSE)
    done = check(repo, "--new-since", "HEAD~1")
    assert done.code == 1
    assert done.err == "warning: that revision has no ledger, so everything is new\n"
    assert ("brutus", "BND005") in {each[:2] for each in in_text(done.out)}


def test_where_there_was_no_ledger_its_own_policy_accepts_nothing(repo: Repository) -> None:
    """Otherwise a ledger could be moved, and judge itself where it went."""
    repo.commit(**{"README.md": "x"})
    own = ledger(client("acme", ABUSE), head="policy: {disabled: [disrespect]}")
    repo.ledger.write_text(own, encoding="utf-8")
    assert ("acme", "BND005", "new") in told(repo, "--new-since", "HEAD")


def test_before_the_first_commit_there_was_no_ledger_at_head(repo: Repository) -> None:
    repo.ledger.write_text(WORSE, encoding="utf-8")
    done = check(repo, "--new-since", "HEAD")
    assert done.code == 1
    assert done.err == "warning: that revision has no ledger, so everything is new\n"
    repo.ledger.write_text(ledger(signed("acme")), encoding="utf-8")
    assert check(repo, "--new-since", "HEAD").code == 0
    against = ("--new-since", "HEAD", "--baseline", BASELINE, "--policy", "policy.yaml")
    (repo.root / "policy.yaml").write_text("disabled: [disrespect]\n")
    repo.ledger.write_text(WORSE, encoding="utf-8")
    written_baseline(repo)
    assert ("brutus", "BND005", "new") in told(repo, *against)
    assert check(repo, "--new-since", "HEAD~1").code == 2
    assert check(repo, "--new-since", "main").code == 2


# What cannot be compared


@pytest.mark.parametrize("revision", ["nope", "HEAD~9", "-x", "--upload-pack=x", "HEAD:", "a\nb"])
def test_a_revision_that_is_none_is_2_with_a_remedy(branch: Repository, revision: str) -> None:
    done = check(branch, f"--new-since={revision}")
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"clienthealth: --new-since: .* \"\S+\" .*; name a commit.*\n", done.err)


def test_a_revision_that_begins_with_a_dash_is_a_value_too(branch: Repository) -> None:
    assert check(branch, "--new-since", "-x") == check(branch, "--new-since=-x")


def test_a_shallow_clone_is_2_with_a_remedy(branch: Repository, tmp_path: Path) -> None:
    """The remedy works."""
    shallow = clone(branch, tmp_path / "shallow", "--depth=1", "--branch=entries")
    done = check(shallow, "--new-since", "HEAD~1")
    assert (done.code, done.out) == (2, "")
    assert "fetch-depth: 0" in done.err
    remedy = re.search(r"`git (fetch .*?)`", done.err)
    assert remedy is not None
    shallow.git(*remedy[1].split())
    assert list(in_text(check(shallow, "--new-since", "HEAD~1").out)) == [
        ("brutus", "BND005", FILE, WORSE_LINE)
    ]


def test_without_a_repository_it_is_2_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(CALM)
    done = run("check", "--new-since", "HEAD", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "is not in a git repository; " in done.err


def test_without_git_it_is_2_with_a_remedy(branch: Repository, tmp_path: Path) -> None:
    done = check(branch, "--new-since", "main", given={"PATH": str(tmp_path)})
    assert (done.code, done.out) == (2, "")
    assert "git is not installed" in done.err


# A ledger that is wrong


BROKEN = CALM.replace("since: 2024-01-02", "since: 2024-02-30", 1)


@IN_FORMATS
def test_an_invalid_ledger_is_3_and_prints_no_result(repo: Repository, form: str) -> None:
    repo.commit(BROKEN)
    done = check(repo, "--format", form, "--report", "junit=out.xml", "--fail-on", "none")
    assert (done.code, done.out) == (3, "")
    assert "2024-02-30" in done.err
    assert not (repo.root / "out.xml").exists()


def test_an_invalid_ledger_at_the_base_is_3_and_named_so(repo: Repository) -> None:
    repo.commit(BROKEN)
    repo.commit(CALM)
    done = check(repo, "--new-since", "HEAD~1")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"HEAD~1:{FILE}:{line_of(BROKEN, '02-30')}:")


def test_problems_are_annotations_where_github_is_asked_for(repo: Repository) -> None:
    (repo.root / "deep").mkdir()
    repo.commit(BROKEN.replace("version: 1", 'version: 1\n"##[error]a,b:%0A": 1'))
    done = check(repo, "--format", "github", cwd=repo.root / "deep")
    first, second, count = done.err.splitlines()
    start = f"::error file={FILE},line=2,col=1,title=ledger::"
    assert first.startswith(f'{start}unknown key "##[error]a,b:%250A"; known: version')
    assert second.startswith(f"::error file={FILE},line=7,col=12,title=ledger::since: ")
    assert count == "2 problems; nothing was done"


def test_beyond_ten_problems_the_rest_are_plain_lines(repo: Repository) -> None:
    """Of twelve kinds: what repeats is one problem with a count."""
    fields = "since until first_contact country currency billing fit timezone invoices time events"
    wrong = "".join(f"    {field}: x!\n" for field in f"{fields} waivers".split())
    repo.commit(f"{HEADLESS}clients:\n  - id: c\n    name: c\n{wrong}")
    done = check(repo, "--format", "github")
    lines = done.err.splitlines()
    assert [line.startswith("::error ") for line in lines] == [True] * 10 + [False] * 3
    assert lines[10].startswith(f"error: {FILE}:")


def test_problems_with_the_base_are_annotations_without_a_file(repo: Repository) -> None:
    """What stood in another commit cannot be shown at a line of this one."""
    repo.commit(BROKEN)
    repo.commit(CALM)
    done = check(repo, "--new-since", "HEAD~1", "--format", "github")
    assert done.err.startswith(f"::error title=ledger::HEAD~1:{FILE}:6:12: since: ")


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_broken_ledger_commands_no_log(tmp_path: Path, form: str) -> None:
    for name in ("::error::a.yaml", "##[group]b.yaml"):
        (tmp_path / name).write_text('"##[error]c": 1\n"::error::d": 1\nclients: []\n')
    done = run("check", ".", "--format", form, cwd=tmp_path)
    assert (done.code, done.out) == (3, "")
    assert "error" in done.err
    for line in done.err.splitlines():
        assert not re.match(r"\s*::", line) or line.startswith("::error file=")
        assert not re.search(r"##\w*\[", line) or line.startswith("::error file=")


HEADLESS = "version: 1\nbusiness: {name: Me, currency: EUR}\n"


# Formats, files and exit codes


def test_sarif_alone_exits_0_unless_a_threshold_is_named(branch: Repository) -> None:
    since = ("--new-since", "main")
    assert check(branch, *since, "--format", "sarif").code == 0
    assert check(branch, *since, "--format", "sarif", "--report", "sarif=a.sarif").code == 0
    assert check(branch, *since, "--format", "sarif", "--fail-on", "BND").code == 1
    assert check(branch, *since, "--format", "sarif", "--report", "json=a.json").code == 1
    assert check(branch, *since, "--report", "sarif=a.sarif").code == 1
    assert check(branch, *since, "--fail-on", "none").code == 0


def test_several_reports_at_once_are_those_of_each_format(branch: Repository) -> None:
    since = ("--new-since", "main")
    names = {form: branch.root / f"out.{form}" for form in FORMATS if form != "text"}
    done = check(branch, *since, *(f"--report={f}={name}" for f, name in names.items()))
    assert done == check(branch, *since)
    for form, path in names.items():
        assert path.read_bytes().decode() == check(branch, *since, "--format", form).out


def test_output_writes_the_format_to_a_file(branch: Repository) -> None:
    done = check(branch, "--new-since", "main", "--format", "json", "--output", "o.json")
    assert (done.code, done.out) == (1, "")
    assert list(in_json((branch.root / "o.json").read_text())) == [
        ("brutus", "BND005", FILE, WORSE_LINE)
    ]


@pytest.mark.parametrize("target", ["missing/o.xml", "."])
@pytest.mark.parametrize("option", ["--output=", "--report=junit="])
def test_a_report_that_cannot_be_written_is_5(repo: Repository, option: str, target: str) -> None:
    repo.commit(WORSE)
    done = check(repo, f"{option}{target}")
    assert (done.code, done.out) == (5, "")
    assert done.err.startswith("clienthealth: cannot write ")
    assert done.err.count("\n") == 1


@posix
def test_a_report_to_a_full_disk_is_5(repo: Repository) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    repo.commit(WORSE)
    done = check(repo, "--report", "json=/dev/full")
    assert (done.code, done.out) == (5, "")
    assert Path("/dev/full").is_char_device()


@posix
def test_a_report_may_go_to_a_pipe_or_a_device(repo: Repository, tmp_path: Path) -> None:
    """Which stays what it is: a root user's `--output /dev/null` must not replace it."""
    repo.commit(WORSE)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        reader = pool.submit(pipe.read_text)
        done = check(repo, "--report", f"json={pipe}", "--output", "/dev/null")
        assert (done.code, done.out) == (1, "")
        assert [code for _, code, _, _ in in_json(reader.result(timeout=60))] == ["CHK001"]
    assert pipe.is_fifo()
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("text", ["json", "json=", "=o.json", "yaml=o.yaml", ""])
def test_a_report_of_no_format_is_2(repo: Repository, text: str) -> None:
    repo.commit(CALM)
    done = check(repo, f"--report={text}")
    assert (done.code, done.out) == (2, "")
    assert "FORMAT=FILE" in done.err


def test_a_clean_ledger_is_a_whole_document_in_every_format(repo: Repository) -> None:
    repo.commit(ledger(signed("acme"), signed("brutus")))
    assert check(repo).code == 0
    for form, text in reports(repo, "--new-since", "HEAD").items():
        assert list(FAILURES[form](text)) == []
        assert text.endswith("\n")
        assert whole(form, text), form


def signed(name: str) -> str:
    """A client of whom there is nothing to say at all."""
    contract = (
        "{signed: 2024-01-02, walked_through: true, terms_days: 14, notice_days: 30, "
        "statement_of_work: a shop, included_revisions: 2}"
    )
    return client(name).replace("2024-01-02", f"2024-01-02\n    contract: {contract}", 1)


def whole(form: str, out: str) -> bool:
    """Whether a document of a clean check says that it is one."""
    ok = "ok: 2 clients as of 30 Jun 2026, compared with HEAD"
    if form == "json":
        document = json.loads(out)
        return document["format"] == "clienthealth.check/1" and document["failed"] is False
    if form == "sarif":
        (found,) = json.loads(out)["runs"]
        return found["results"] == [] and len(found["tool"]["driver"]["rules"]) > 40
    if form == "junit":
        suites = ET.fromstring(out)  # noqa: S314  # our own
        return (suites.get("tests"), suites.get("failures")) == ("3", "0")
    if form == "html":
        return f"The check passed In short {ok}." in seen(out).within("main")[0].words
    whole_text = {"markdown": f"## clienthealth: passed\n\n{ok}\n", "text": f"{ok}\n"}
    whole_text["gitlab"] = "[]\n"
    whole_text["github"] = whole_text["text"]
    return out == whole_text[form]


def test_an_empty_ledger_passes(repo: Repository) -> None:
    repo.commit(f"{HEADLESS}clients: []\n")
    assert json.loads(reports(repo, "--new-since", "HEAD")["json"])["failed"] is False


def test_the_same_input_gives_the_same_bytes_wherever_it_is_started(
    branch: Repository, tmp_path: Path
) -> None:
    deep = branch.root / "a" / "b"
    deep.mkdir(parents=True)
    first = reports(branch, "--new-since", "main")
    assert reports(branch, "--new-since", "main") == first
    other = clone(branch, tmp_path / "other", "--branch=entries")
    other.git("branch", "--quiet", "main", "origin/main")
    for arguments, repo, cwd in (
        ((), branch, deep),
        ((branch.ledger,), branch, tmp_path),
        ((os.path.relpath(branch.ledger, deep),), branch, deep),
        ((), other, other.root),
    ):
        texts = reports(repo, *arguments, "--new-since", "main", cwd=cwd)
        # A person reads the text where it was started.
        assert texts.pop("text").startswith(("../../clienth", "clienth", str(branch.ledger)))
        assert texts == {form: text for form, text in first.items() if form != "text"}


def test_a_ledger_in_a_folder_is_named_from_the_top(repo: Repository) -> None:
    books = repo.root / "books" / "clients"
    books.mkdir(parents=True)
    (repo.root / "books" / "studio.yaml").write_text(ledger(client("acme")))
    (books / "brutus.yaml").write_text(f"clients:\n{client('brutus', RUDE)}\n")
    repo.commit()
    text = f"clients:\n{client('brutus', RUDE, ABUSE)}\n"
    (books / "brutus.yaml").write_text(text)
    for cwd, path in ((repo.root, "books"), (repo.root / "books", "."), (books, "..")):
        done = check(repo, path, "--new-since", "HEAD", "--format", "github", cwd=cwd)
        assert list(in_github(done.out)) == [
            ("brutus", "BND005", "books/clients/brutus.yaml", line_of(text, "abusive"))
        ]


def test_without_a_repository_files_are_named_from_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "l.yaml").write_text(WORSE)
    done = run("check", "books/l.yaml", "--as-of", DAY, "--format", "json", cwd=tmp_path)
    assert {each[2] for each in in_json(done.out)} == {"books/l.yaml"}


def test_select_ignore_and_client_choose_what_is_looked_at(repo: Repository) -> None:
    repo.commit(ledger(client("acme", ABUSE), client("brutus", ABUSE)))
    both = ["CHK001", "CHK001"]
    for arguments, found in (
        ([], both),
        (["--fail-on", "BND"], ["BND005", "BND005"]),
        (["--client", "acme"], ["CHK001"]),
        (["--ignore", "verdict"], []),
        (["--select", "CHK"], both),
        (["--select", "PAY"], []),
    ):
        done = check(repo, *arguments, "--format", "json")
        assert [code for _, code, _, _ in in_json(done.out)] == found, arguments
        assert done.code == bool(found)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--fail-on", "let-goo"], 'did you mean "let-go"'),
        (["--select", "PAYY001"], 'did you mean "PAY001"'),
        (["--ignore", "nothing"], "no rule, family or threshold"),
        (["--client", "acne"], 'did you mean "acme"'),
        (["--baseline", "none.json"], "clienthealth baseline write"),
        (["--format", "yaml"], "'yaml'"),
        ([""], "the name is empty"),
        (["--policy", ""], "the name is empty"),
        (["--baseline="], "the name is empty"),
        (["--output", ""], "the name is empty"),
        (["--new-since", ""], "there is no revision"),
    ],
)
def test_wrong_usage_is_2_and_says_what_was_meant(
    repo: Repository, arguments: list[str], says: str
) -> None:
    repo.commit(CALM)
    done = check(repo, *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_a_broken_baseline_is_3_with_its_place(repo: Repository) -> None:
    repo.commit(CALM, **{"b.json": '{"format": "clienthealth.baseline/1",\n "as_off": 1}\n'})
    done = check(repo, "--baseline", "b.json")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("b.json:")
    assert '"as_off"' in done.err


def test_a_baseline_is_not_written_redacted(repo: Repository) -> None:
    repo.commit(CALM)
    done = run("baseline", "write", "--redact", cwd=repo.root)
    assert (done.code, done.out) == (2, "")
    assert not (repo.root / "clienthealth-baseline.json").exists()


def test_a_baseline_that_cannot_be_written_is_5(repo: Repository) -> None:
    repo.commit(CALM)
    assert run("baseline", "write", "-o", "missing/b.json", cwd=repo.root).code == 5


# The business's own date


def today(zone: str) -> date:
    return datetime.now(ZoneInfo(zone)).date()


def expiring(until: date, zone: str | None) -> str:
    hours = (
        f'{{start: "09:00", end: "18:00", timezone: {zone}}}'
        if zone
        else "{start: '09:00', end: '18:00'}"
    )
    act = f"{{kind: misconduct, at: {until - timedelta(days=9)}, level: disrespectful, note: n}}"
    accepted = f"{{rule: disrespect, reason: r, from: {until - timedelta(days=8)}, until: {until}}}"
    business = HEADLESS.replace("EUR", f"EUR, working_hours: {hours}")
    return f"{business}clients:\n{client('acme', act, waivers=[accepted])}\n"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", None])
def test_a_waiver_expires_by_the_date_of_the_business(tmp_path: Path, zone: str | None) -> None:
    """Kiritimati is a day, or two, ahead of a machine that is twelve hours behind Greenwich."""
    machine = "Etc/GMT+12"
    path = tmp_path / FILE
    for _ in range(3):  # the tests may run at midnight
        own = today(zone or machine)
        found = []
        for until in (own, own - timedelta(days=1)):
            path.write_text(expiring(until, zone))
            found.append(run("check", "--fail-on", "expired-waiver", cwd=tmp_path, TZ=machine))
        if today(zone or machine) == own:
            break
    last_day, day_after = found
    assert (last_day.code, last_day.out) == (0, f"ok: 1 client as of {written.day(own)}\n")
    assert day_after.code == 1
    assert "CHK002 expired-waiver: acme: " in day_after.out


# What a ledger may hold

HOSTILE = {
    "lines": "x\n::error file=a,line=1::gone\r\n##[add-mask]x\n- [ ] y",
    "command": "::error::gone %0A::error::gone ##[add-mask]b ##vso[task.x]c",
    "cdata": "a ]]> <![CDATA[ b ]]> &amp; &#x41;",
    "terminal": "\x1b[31mred\x1b[0m \x9b31m \x07 \u202egnp.exe\u2066",
    "links": "[x](http://evil.example) ![x](//evil.example/p.png) <https://evil.example>",
    "mentions": "@octocat #1 http://evil.example :tada:",
    "html": "<script>alert(1)</script> </details> <!-- x --> <img src=x onerror=y>",
    "marks": "| a | `b` ``c`` **d** __e__ \\| $x$",
    "formula": '=cmd|"/c calc"!A1',
}
FILE_NAMES = ("::error::a.csv", "##[group]b.csv", "<script>c&d.csv", "`e`|f.csv", "g%0A h.csv")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A branch on which everything that a person can write is meant to do harm."""
    made = repository(tmp_path_factory.mktemp("hostile"))
    texts = list(HOSTILE.values())
    quiet = [client(f"f{n}") for n in range(len(FILE_NAMES))]
    made.commit(ledger(*quiet, *(client(f"c{n}", RUDE, called=t) for n, t in enumerate(texts))))
    made.switch("worse")
    clients = [
        client(f"c{n}", RUDE, noted(ABUSE, t), waivers=[waiver(reason=t)], called=t)
        for n, t in enumerate(texts)
    ]
    includes = (
        f"{{file: {json.dumps(name)}, kind: events, client: f{n}}}"
        for n, name in enumerate(FILE_NAMES)
    )
    for name in FILE_NAMES:
        (made.root / name).write_text("kind,at,level,note\nmisconduct,2026-05-05,abusive,n\n")
    made.commit(ledger(*quiet, *clients, head=f"include: [{', '.join(includes)}]"))
    return made


def noted(event: str, text: str) -> str:
    return event.replace("note: words", f"note: {json.dumps(text)}")


@pytest.mark.parametrize("arguments", [(), ("--new-since", "main")], ids=["alone", "compared"])
def test_whatever_a_ledger_holds_comes_out_as_text(
    hostile: Repository, arguments: tuple[str, ...]
) -> None:
    texts = reports(hostile, *arguments, "--fail-on", "BND", "--fail-on", "CHK")
    called = {f"f{n}" for n in range(len(FILE_NAMES))}
    if arguments:  # else waived
        called |= {f"c{n}" for n in range(len(HOSTILE))}
    everyone = {(name, "BND005") for name in called}
    for form, text in texts.items():
        assert not UNSAFE.search(text), form
        found = {(name, code) for name, code, _, _ in FAILURES[form](text)}
        if form != "github":  # which shows ten at most
            assert everyone <= found, form
    for form in ("text", "junit", "markdown"):
        assert not COMMAND.search(texts[form]), form
    assert_commands_are_ours(texts["github"])
    assert set(markup(texts["markdown"])) <= OWN_MARKUP
    document = json.loads(texts["json"])
    names = [each["name"] for each in document["clients"]]
    assert names[len(FILE_NAMES) :] == [*HOSTILE.values()]
    assert {each["file"] for each in document["results"]} >= {*FILE_NAMES, FILE}


UNSAFE = re.compile(r"[^\n\x20-\x7e\xa0-\uffff]|[\u202a-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
OWN_MARKUP = {"text", "code_inline", "strong_open", "strong_close", "html_inline: span"}


def markup(text: str) -> Iterator[str]:
    """What a browser would make of the words of a page."""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        for child in token.children or ():
            is_span = child.content in {"<span>", "</span>"}
            yield f"{child.type}: span" if is_span else child.type
        if token.type == "html_block":
            assert re.match(r"</?details>", token.content)


def assert_commands_are_ours(out: str) -> None:
    for line in out.splitlines():
        if line.lstrip().startswith("::"):
            assert re.match(r"::(error|warning|notice) file=|::group::|::endgroup::$", line), line
        else:
            assert not re.search(r"##\w*\[", line), line


# Redacted

MARKER = "zq"
KEYS = pytest.mark.parametrize(
    "key", [{}, {"CLIENTHEALTH_REDACT_KEY": "a key for the tests"}], ids=["ordinals", "keyed"]
)
PRIVATE_HEAD = """\
version: 1
business: {name: Zq Studio, currency: EUR, target_rate: 173.19, keeps: [misconduct]}
policy: {clients: {zq.acme: {disabled: [con001]}}, rules: {late-payment: {fine: 6}}}
include: [{file: zq-events.csv, kind: events, client: zq.acme}]
clients:
"""


def secret(*events: str, waivers: tuple[str, ...] = ()) -> str:
    more = "\n      - {number: ZQ7, issued: 2026-03-01, amount: 71237.77}"
    acme = client("zq.acme", *events, waivers=waivers, called="Zq Acme").replace(
        "    events:", f"{more[1:]}\n    events:"
    )
    return f"{PRIVATE_HEAD}{acme}\n{client('zq-beta', RUDE, called='=Zqbeta()')}\n"


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A branch of which nothing may be told, in folders and files that tell something."""
    made = repository(tmp_path_factory.mktemp("zq-home") / "zq-books")
    insult = noted(RUDE, "zq insult")
    csv = {"zq-events.csv": "kind,at,note\npraise,2026-05-05,zq praise\n"}
    made.commit(secret(insult), **csv)
    run("baseline", "write", "--as-of", DAY, "-o", "zq-baseline.json", cwd=made.root)
    made.commit()
    made.switch("zq-branch")
    accepted = (waiver("stalling", reason="zq reason"), waiver("late-payment", end="2026-05-31"))
    text = secret(insult, noted(ABUSE, "zq insult"), waivers=accepted)
    made.commit(text.replace("fine: 6", "fine: 7"))
    run("baseline", "write", "--as-of", DAY, "-o", "zq-baseline.json", cwd=made.root)
    made.commit()
    return made


def assert_clean(*texts: str) -> None:
    for text in texts:
        found = text.casefold().find(MARKER)
        assert found < 0, text[max(0, found - 80) : found + 80]
        assert not [amount for amount in ("71237", "173.19") if amount in text]


SECRET_CHECKS = [
    ["--fail-on", "PAY", "--fail-on", "BND", "--fail-on", "CHK", "--strict-coverage"],
    ["--new-since", "main", "--baseline", "zq-baseline.json"],
    ["--baseline", "zq-baseline.json", "--client", "zq.acme"],
]


@KEYS
@pytest.mark.parametrize("arguments", SECRET_CHECKS, ids=["alone", "compared", "baseline"])
def test_nothing_of_the_ledger_comes_out_redacted(
    secrets: Repository,
    arguments: list[str],
    key: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in key.items():
        monkeypatch.setenv(name, value)
    plain, hidden = reports(secrets, *arguments), reports(secrets, *arguments, "--redact")
    assert all(MARKER in text.casefold() for text in plain.values())
    assert_clean(*hidden.values(), check(secrets, *arguments, "--redact").err)


def test_redacted_results_keep_their_lines_and_codes(secrets: Repository) -> None:
    arguments = ("--new-since", "main", "--format", "json")
    plain = json.loads(check(secrets, *arguments).out)["results"]
    done = json.loads(check(secrets, *arguments, "--redact").out)["results"]

    def kept(results: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return sorted((r["code"], r["line"], r["status"], r["fails"]) for r in results)

    assert kept(done) == kept(plain)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--new-since", "zq-nope"], 2),
        (["--baseline", "zq-none.json"], 2),
        (["--baseline", "zq-events.csv"], 3),
        (["--policy", "zq-none.yaml"], 3),
        (["--fail-on", "zq"], 2),
        (["--select", "zq"], 2),
        (["--client", "zq.acm"], 2),
        (["--report", "zq=zq"], 2),
        (["--report", "json=zq-none/zq.json"], 5),
        (["zq-none.yaml"], 3),
        (["zq-none.yaml", "--format", "github"], 3),
        (["zq-none.yaml", "--format", "json"], 3),
        (["--format", "github", "--policy", "clienthealth.yaml"], 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_told_redacted(
    secrets: Repository, arguments: list[str], code: int
) -> None:
    done = check(secrets, *arguments, "--redact")
    assert (done.code, done.out) == (code, "")
    assert done.err
    assert_clean(done.err)


@KEYS
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_problems_are_told_redacted(tmp_path: Path, form: str, key: dict[str, str]) -> None:
    repo = repository(tmp_path / "zq-home")
    repo.commit(f"{HEADLESS}zq: zq\nclients: [{{id: zq, cuntry: zq}}]\n")
    done = check(repo, "--format", form, "--redact", given=key)
    assert (done.code, done.out) == (3, "")
    assert "3" in done.err
    assert_clean(done.err)


@posix
def test_a_hook_of_git_does_not_mislead_it(branch: Repository, tmp_path: Path) -> None:
    """In a hook git names its own repository in the environment."""
    other = repository(tmp_path / "other")
    other.commit(x="y")
    misleading = {"GIT_DIR": str(other.root / ".git"), "GIT_INDEX_FILE": "none"}
    assert check(branch, "--new-since", "main", given=misleading) == check(
        branch, "--new-since", "main"
    )
    assert shutil.which("git")
