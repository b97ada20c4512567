"""What guards a ledger repository: the action, the script for any CI, the pre-commit hook.

Each is run for real, in repositories and clones made here, with the variables a CI would set.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
import yaml

from depth import FULL
from guarded import (
    CALM,
    RUDE,
    WORSE,
    WORSE_LINE,
    Repository,
    client,
    clone,
    copy,
    isolate,
    ledger,
    needs_git,
    repository,
    waiver,
)

ROOT = Path(__file__).resolve().parent.parent
ACTION = ROOT / "action.yml"
WORKFLOW = ROOT / "examples" / "ci" / "github-workflow.yml"
SCRIPT = ROOT / "examples" / "ci" / "check.sh"
HOOKS = ROOT / ".pre-commit-hooks.yaml"

pytestmark = [
    needs_git,
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away"
)

NONE = "0" * 40
OFFLINE = re.compile(r"No matching distribution found|establish a new connection|Name resolution")
"""What pip says where it cannot fetch anything; all other trouble is a fault of ours."""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    alone_with(monkeypatch)


def alone_with(patch: pytest.MonkeyPatch) -> None:
    """Leave out what the machine says to git and to the program."""
    isolate(patch)
    for name in ("CLIENTHEALTH_LEDGER", "CLIENTHEALTH_REDACT_KEY", "PYTHONPATH"):
        patch.delenv(name, raising=False)


@pytest.fixture
def repo(worsened: Repository, tmp_path: Path) -> Repository:
    """A ledger on `main`, and a branch `entries` on which one client gets worse."""
    return copy(worsened, tmp_path / "repo")


def loaded(path: Path) -> Any:
    """A YAML file, its words as they are written: `on` is no truth."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # builds strings only


def steps_of(document: Any) -> Iterator[dict[str, Any]]:
    """The steps of an action or a workflow."""
    if "runs" in document:
        yield from document["runs"]["steps"]
    for job in document.get("jobs", {}).values():
        yield from job["steps"]


# The files by themselves


@pytest.mark.parametrize("path", [ACTION, WORKFLOW], ids=lambda path: path.name)
def test_no_command_is_made_of_what_an_event_says(path: Path) -> None:
    commands = [step["run"] for step in steps_of(loaded(path)) if "run" in step]
    assert all("${{" not in command for command in commands)


def test_every_input_is_used_and_every_output_is_written() -> None:
    action, text = loaded(ACTION), ACTION.read_text(encoding="utf-8")
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    assert used == set(action["inputs"])
    run = (ROOT / ".github/action/run.sh").read_text(encoding="utf-8")
    assert set(re.findall(r"^.*\boutput ([\w-]+) ", run, re.MULTILINE)) == set(action["outputs"])
    given = set(loaded_step("check")["env"]) - {"CLIENTHEALTH_REDACT_KEY"}
    assert given == set(re.findall(r"\bCHECK_[A-Z_]+", run))


def test_the_workflow_asks_for_no_more_than_it_needs() -> None:
    workflow = loaded(WORKFLOW)
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {
        "actions": "read",
        "contents": "read",
        "security-events": "write",
    }
    checkout, check, upload = job["steps"]
    assert checkout["with"] == {"fetch-depth": "0", "persist-credentials": "false"}
    assert set(check["with"]) <= set(loaded(ACTION)["inputs"])
    assert check["uses"] == "OWNER/clienthealth@REF"
    assert "steps.check.outputs.sarif-file" in upload["with"]["sarif_file"]
    assert {"labeled", "unlabeled"} <= set(workflow["on"]["pull_request"]["types"])
    assert "pull_request_target" not in workflow["on"]


@pytest.mark.parametrize(
    ("schema", "path"), [("github-workflows", WORKFLOW), ("github-actions", ACTION)]
)
def test_they_have_the_form_that_github_asks_for(schema: str, path: Path) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema, with the schemas, is missing")
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        f"--builtin-schema=vendor.{schema}",
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True)


# The action


class Acted(NamedTuple):
    """What came of the action's step."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def loaded_step(name: str) -> dict[str, Any]:
    (step,) = (step for step in steps_of(loaded(ACTION)) if step.get("id") == name)
    return step


def evaluated(text: str, context: Mapping[str, Any]) -> str:
    """What GitHub makes of `${{ a.b || c }}`: the first that is not empty."""

    def value(name: str) -> str:
        found: Any = context
        for key in name.strip().split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found or ""

    def first(match: re.Match[str]) -> str:
        return next(filter(None, map(value, match[1].split("||"))), "")

    return re.sub(r"\$\{\{(.*?)\}\}", first, text)


class Runner:
    """Runs the action's own step as GitHub's runner does."""

    def __init__(self, temporary: Path, files: Path) -> None:
        self.temporary, self.files = temporary, files

    def __call__(
        self, repo: Repository, event: dict[str, Any] | None = None, /, **inputs: str
    ) -> Acted:
        defaults = {k: v.get("default", "") for k, v in loaded(ACTION)["inputs"].items()}
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= defaults.keys()
        context = {
            "inputs": {**defaults, **given},
            "github": {"event": event or {}},
            "steps": {"python": {"outputs": {"python-path": sys.executable}}},
        }
        step = loaded_step("check")
        own = {key: evaluated(value, context) for key, value in step["env"].items()}
        names = {key: self.files / key for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        names["GITHUB_OUTPUT"].write_text("")
        names["GITHUB_STEP_SUMMARY"].write_text("before\n")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=repo.root,
            env={
                **os.environ,
                **own,
                **{key: str(path) for key, path in names.items()},
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(repo.root),
                "RUNNER_TEMP": str(self.temporary),
            },
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        if OFFLINE.search(done.stdout):
            pytest.skip(f"pip cannot install the package here: {done.stdout[-300:]}")
        outputs = dict(
            line.split("=", 1) for line in names["GITHUB_OUTPUT"].read_text().splitlines()
        )
        summary = names["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Acted(done.returncode, done.stdout, outputs, summary)


class First(NamedTuple):
    """The first run on a runner, which installs the program there.

    But at full depth, the installation that the tests run in counts as the runner's.
    """

    temporary: Path
    repo: Repository
    done: Acted


@pytest.fixture(scope="module")
def first(worsened: Repository, tmp_path_factory: pytest.TempPathFactory) -> First:
    """In a repository whose files would do harm, if anything of theirs ran."""
    temporary, files = (tmp_path_factory.mktemp(name) for name in ("runner", "files"))
    with pytest.MonkeyPatch.context() as patch:
        alone_with(patch)
        repo = copy(worsened, tmp_path_factory.mktemp("harmful") / "repo")
        harm = "open('pwned', 'w').close()\n"
        modules = ("venv", "pip", "ensurepip", "clienthealth", "sitecustomize", "yaml", "typer")
        hook = "#!/bin/sh\ntouch pwned\n"
        repo.commit(**{f"{name}.py": harm for name in modules}, git=hook, python3=hook)
        if not FULL:
            installed(temporary)
        return First(temporary, repo, Runner(temporary, files)(repo, new_since="main"))


def installed(temporary: Path) -> None:
    """Leave on a runner what an earlier run of the action would have."""
    place = subprocess.run(["cksum"], input=str(ROOT).encode(), capture_output=True, check=True)
    home = temporary / f"clienthealth-{place.stdout.split()[0].decode()}"
    home.mkdir()
    (home / Path(sysconfig.get_path("scripts")).name).symlink_to(sysconfig.get_path("scripts"))
    (home / "ready").touch()


@pytest.fixture
def act(first: First, tmp_path: Path) -> Runner:
    files = tmp_path / "runner-files"
    files.mkdir()
    return Runner(first.temporary, files)


def pull_request(repo: Repository, base: str = "main") -> dict[str, Any]:
    """The event of a pull request of the branch `entries`, whose merge is then checked out."""
    event = {
        "base": {"sha": repo.git("rev-parse", base)},
        "head": {"sha": repo.git("rev-parse", "entries")},
    }
    repo.git("checkout", "--quiet", "--detach", "main")
    repo.git("merge", "--quiet", "--no-ff", "entries")
    return {"pull_request": event}


def errors(log: str) -> list[tuple[str, ...]]:
    """The places and titles of the errors in a log."""
    return re.findall(r"^::error file=([^,]*),line=(\d+),col=\d+,title=([^:]*)::", log, re.M)


WORSENED = [("clienthealth.yaml", str(WORSE_LINE), "BND005 disrespect")]


def test_a_pull_request_that_makes_a_client_worse_fails(repo: Repository, act: Runner) -> None:
    done = act(repo, pull_request(repo))
    assert (done.code, errors(done.log)) == (1, WORSENED), done.log
    assert done.outputs["exit-code"] == "1"
    assert done.outputs["compared-with"] == repo.git("rev-parse", "main")
    (run,) = json.loads(Path(done.outputs["sarif-file"]).read_text())["runs"]
    assert [r["ruleId"] for r in run["results"] if r["level"] == "error"] == ["BND005"]
    assert done.summary.startswith("before\n## clienthealth: failed\n")


def test_what_the_default_branch_got_meanwhile_is_not_the_branches_news(
    repo: Repository, act: Runner
) -> None:
    """The event names the base as it was when the branch was pushed, the merge is of today."""
    old = repo.git("rev-parse", "main")
    repo.switch("main")
    repo.commit(None, **{"note.txt": "x"})
    repo.ledger.write_text(CALM.replace("id: acme", "id: acne"), encoding="utf-8")
    repo.commit()
    event = pull_request(repo, old)
    done = act(repo, event)
    assert [title for _, _, title in errors(done.log)] == ["BND005 disrespect"]
    repo.git("checkout", "--quiet", "entries")  # as with `ref: head.sha`
    done = act(repo, event)
    assert errors(done.log) == WORSENED
    assert done.outputs["compared-with"] == old


def test_a_push_is_compared_with_what_was_there_before(repo: Repository, act: Runner) -> None:
    done = act(repo, {"before": repo.git("rev-parse", "main")})
    assert (done.code, errors(done.log)) == (1, WORSENED)
    assert act(repo, {"before": repo.git("rev-parse", "entries")}).code == 0


@pytest.mark.parametrize(
    "event", [{}, {"before": NONE}, {"before": "0123456789" * 4}], ids=["cron", "new", "forced"]
)
def test_without_an_earlier_state_the_ledger_is_judged_by_itself(
    repo: Repository, act: Runner, event: dict[str, Any]
) -> None:
    done = act(repo, event, fail_on="let-go, PAY")
    assert "checked by itself" in done.log
    assert done.outputs["compared-with"] == ""
    assert "1 verdict; " in done.log


def test_none_judges_the_ledger_by_itself_and_a_revision_is_compared_with(
    repo: Repository, act: Runner
) -> None:
    event = {"before": repo.git("rev-parse", "entries")}
    assert errors(act(repo, event, new_since="none").log)[0][2] == "CHK001 verdict"
    assert errors(act(repo, event, new_since="main").log) == WORSENED


def test_a_label_accepts_changes_and_not_what_is_new(repo: Repository, act: Runner) -> None:
    repo.commit(ledger(client("acme"), client("brutus", RUDE, waivers=[waiver()])))
    event = pull_request(repo)
    assert [title for *_, title in errors(act(repo, event).log)] == ["CHK006 changed-waiver"]
    accepted = act(repo, event, accept_changes="true")
    assert (accepted.code, accepted.outputs["exit-code"]) == (0, "0")
    assert "::warning file=clienthealth.yaml" in accepted.log


def test_a_shallow_checkout_says_how_to_fetch_the_rest(
    repo: Repository, act: Runner, tmp_path: Path
) -> None:
    event = pull_request(repo)
    repo.git("branch", "merged")
    shallow = clone(repo, tmp_path / "shallow", "--depth=1", "--branch=merged")
    done = act(shallow, event)
    assert (done.code, done.outputs) == (
        2,
        {"exit-code": "2", "compared-with": event["pull_request"]["base"]["sha"]},
    )
    assert "fetch-depth: 0" in done.log
    pushed = act(shallow, {"before": repo.git("rev-parse", "main")})
    assert (pushed.code, "fetch-depth: 0" in pushed.log) == (2, True)
    both = clone(repo, tmp_path / "both", "--depth=2", "--branch=merged")
    assert errors(act(both, event).log) == WORSENED


def test_an_invalid_ledger_is_annotated(repo: Repository, act: Runner) -> None:
    repo.ledger.write_text(CALM.replace("2024-01-02", "2024-02-30", 1))
    done = act(repo)
    assert (done.code, done.outputs) == (3, {"exit-code": "3", "compared-with": ""})
    assert errors(done.log) == [("clienthealth.yaml", "6", "ledger")]
    assert done.summary == "before\n"


def test_inputs_reach_the_check(repo: Repository, act: Runner) -> None:
    (repo.root / "books").mkdir()
    shutil.move(repo.ledger, repo.root / "books" / "l.yaml")
    (repo.root / "p.yaml").write_text("disabled: [disrespect]\n")
    inputs = {"ledger": "books", "junit_file": "j.xml", "sarif_file": "s.sarif"}
    done = act(repo, fail_on="BND005\nPAY001, PAY002", select="BND CHK", **inputs)
    assert [title for *_, title in errors(done.log)] == ["BND005 disrespect"]
    assert done.outputs["sarif-file"] == "s.sarif"
    assert (repo.root / "s.sarif").exists()
    assert ET.parse(repo.root / "j.xml").getroot().get("failures") == "1"  # noqa: S314  # our own
    assert act(repo, fail_on="BND005", ignore="disrespect", **inputs).code == 0
    assert act(repo, policy="p.yaml", summary="false", **inputs).summary == "before\n"
    assert act(repo, baseline="none.json", **inputs).code == 2
    assert act(repo, strict_coverage="yes", **inputs).code == 2


HOSTILE = "$(touch pwned) `touch pwned`; touch pwned # ' \" \\ *"


@pytest.mark.parametrize(
    "name", ["ledger", "new_since", "baseline", "policy", "fail_on", "select", "accept_changes"]
)
def test_an_input_is_never_a_command(repo: Repository, act: Runner, name: str) -> None:
    done = act(repo, **{name: HOSTILE})
    assert done.code in {2, 3}
    assert not list(repo.root.rglob("pwned"))


def test_an_output_of_several_lines_is_refused(repo: Repository, act: Runner) -> None:
    done = act(repo, sarif_file="a\nexit-code=0")
    assert done.code == 2
    assert done.outputs["exit-code"] == "1"


def test_nothing_of_the_repository_runs(first: First, act: Runner) -> None:
    """Neither while the program is installed nor afterwards."""
    assert (first.done.code, errors(first.done.log)) == (1, WORSENED)
    assert act(first.repo, new_since="main").code == 1
    assert not [*first.repo.root.rglob("pwned"), *first.temporary.rglob("pwned")]


def test_redacted_nothing_of_the_ledger_comes_out(repo: Repository, act: Runner) -> None:
    done = act(repo, pull_request(repo), redact="true", redact_key="k", sarif_file="s.sarif")
    assert done.code == 1
    shown = done.log + done.summary + (repo.root / "s.sarif").read_text()
    assert "client-" in shown
    assert not re.search(r"brutus|acme|clienthealth\.yaml|words", shown, re.IGNORECASE)


@as_root
def test_a_workspace_of_somebody_else_is_read(repo: Repository, act: Runner) -> None:
    """As in a job with a container."""
    event = pull_request(repo)
    for path in [repo.root, *repo.root.rglob("*")]:
        os.chown(path, 12345, 12345, follow_symlinks=False)
    assert errors(act(repo, event).log) == WORSENED


# The script for any CI


class Scripted(NamedTuple):
    """What came of the script."""

    code: int
    out: str
    err: str


def script(repo: Repository, *arguments: str, **variables: str) -> Scripted:
    """Run the script as a job of a CI does, with the program on the path."""
    here = Path(sys.executable).parent
    done = subprocess.run(
        ["sh", SCRIPT, *arguments],
        cwd=repo.root,
        env={**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}", **variables},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    return Scripted(done.returncode, done.stdout, done.stderr)


FAILING = f"clienthealth.yaml:{WORSE_LINE}:9: BND005 disrespect: brutus: "


def test_a_branch_is_compared_with_where_it_left_the_default_branch(
    repo: Repository, tmp_path: Path
) -> None:
    repo.commit(**{"README.md": "a commit more"})
    repo.switch("main")
    repo.commit(ledger(client("acme"), client("brutus")))
    own = clone(repo, tmp_path / "clone", "--branch=entries")
    done = script(own)
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith(FAILING)
    assert own.git("merge-base", "origin/main", "HEAD") in done.out
    suites = ET.parse(own.root / "clienthealth-junit.xml").getroot()  # noqa: S314  # our own
    assert suites.get("failures") == "1"


def test_the_default_branch_is_compared_with_the_commit_before(
    repo: Repository, tmp_path: Path
) -> None:
    repo.switch("main")
    repo.git("merge", "--quiet", "entries")
    own = clone(repo, tmp_path / "clone")
    assert script(own).out.startswith(FAILING)
    repo.commit(**{"README.md": "x"})
    own.git("pull", "--quiet")
    done = script(own, CLIENTHEALTH_JUNIT="j.xml")
    assert (done.code, done.out[:3], (own.root / "j.xml").exists()) == (0, "ok:", True)


def test_the_first_commit_is_judged_by_itself(tmp_path: Path) -> None:
    own = repository(tmp_path / "repo")
    assert script(own).code == 2
    own.commit(WORSE)
    done = script(own)
    assert (done.code, "CHK001 verdict: brutus" in done.out) == (1, True)
    assert "checked by itself" in done.err


@pytest.mark.parametrize("branch", ["entries", "main"])
def test_a_shallow_clone_names_a_remedy_that_works(
    repo: Repository, tmp_path: Path, branch: str
) -> None:
    if branch == "main":
        repo.switch("main")
        repo.git("merge", "--quiet", "entries")
    options = ("--depth=1", "--no-single-branch", f"--branch={branch}")
    shallow = clone(repo, tmp_path / "shallow", *options)
    done = script(shallow)
    assert (done.code, done.out) == (2, "")
    remedy = re.search(r"`git (fetch [^`]*)`", done.err)
    assert remedy is not None
    shallow.git(*remedy[1].split())
    assert script(shallow).out.startswith(FAILING)


def test_a_clone_of_one_branch_names_a_remedy_that_works(repo: Repository, tmp_path: Path) -> None:
    """Otherwise only the last commit of a branch would be looked at."""
    single = clone(repo, tmp_path / "single", "--single-branch", "--branch=entries")
    single.git("update-ref", "-d", "refs/remotes/origin/HEAD")
    done = script(single)
    assert (done.code, done.out) == (2, "")
    remedy = re.search(r"`git (fetch [^`]*)`", done.err)
    assert remedy is not None
    single.git(*remedy[1].replace("NAME", "main").split())
    assert script(single, CLIENTHEALTH_DEFAULT_BRANCH="main").out.startswith(FAILING)
    assert script(single, CLIENTHEALTH_DEFAULT_BRANCH="nope").code == 2


def test_a_branch_without_a_common_past_is_refused(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.commit(WORSE)
    done = script(repo)
    assert (done.code, "nothing in common" in done.err) == (2, True)


def test_what_to_compare_with_may_be_said(repo: Repository) -> None:
    assert script(repo, CLIENTHEALTH_BASE="main").out.startswith(FAILING)
    assert script(repo, CLIENTHEALTH_BASE="HEAD").code == 0
    alone = script(repo, "--fail-on", "none", "clienthealth.yaml", CLIENTHEALTH_BASE="none")
    assert (alone.code, alone.out[:3]) == (0, "ok:")
    assert script(repo, CLIENTHEALTH_BASE="nope").code == 2


# The pre-commit hook


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """This checkout as a repository of hooks, and where pre-commit keeps what it installs.

    That is the package alone: what it needs comes from where the tests run, as to install that
    once more shows nothing that the installation for the action does not.
    """
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    made = repository(tmp_path_factory.mktemp("hooks"))
    for name in ("README.md", "LICENSE", HOOKS.name):
        shutil.copy(ROOT / name, made.root)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    alone, found = re.subn(
        r"^dependencies = \[.*?^\]$", "dependencies = []", project, flags=re.M | re.S
    )
    assert found == 1
    (made.root / "pyproject.toml").write_text(alone, encoding="utf-8")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", made.root / "src", ignore=ignored)
    made.commit()
    made.git("tag", "v1")
    return made.root, tmp_path_factory.mktemp("pre-commit")


def pre_commit(repo: Repository, home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=repo.root,
        env={**os.environ, "PRE_COMMIT_HOME": str(home)},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    said = done.stdout + done.stderr
    if done.returncode and OFFLINE.search(said):
        pytest.skip(f"pip cannot install the hook here: {said[-300:]}")
    assert done.returncode == 0, said
    return said


@pytest.fixture
def guarded(
    hooked: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Repository:
    """A repository whose commits the hook looks at.

    But at full depth, pre-commit installs nothing and takes the program that the tests run.
    """
    source, home = hooked
    made = repository(tmp_path / "guarded")
    one = {"id": "clienthealth-check", **({} if FULL else {"language": "system"})}
    hook = {"repo": str(source), "rev": "v1", "hooks": [one]}
    (made.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [hook]}))
    pre_commit(made, home, "install", "--install-hooks")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(home))
    if FULL:
        monkeypatch.setenv("PYTHONPATH", sysconfig.get_path("purelib"))
    else:
        scripts = sysconfig.get_path("scripts")
        monkeypatch.setenv("PATH", f"{scripts}{os.pathsep}{os.environ['PATH']}")
    return made


def commit(repo: Repository, text: str | None = None) -> tuple[bool, str]:
    """Commit a ledger, and whether the hook let it."""
    if text is not None:
        repo.ledger.write_text(text, encoding="utf-8")
        repo.git("add", "--all")
    try:
        repo.git("commit", "--message", "x")
    except subprocess.CalledProcessError as error:
        return False, error.stdout + error.stderr
    return True, ""


CLEAN = ledger().replace("clients:", "clients: []")


def test_the_hook_lets_what_is_no_worse_through_and_stops_the_rest(guarded: Repository) -> None:
    done, said = commit(guarded, CALM)
    assert not done, "in the first commit everything is new"
    assert "everything is new" in said
    guarded.git("commit", "--quiet", "--no-verify", "--message", "the ledger as it is")
    done, said = commit(guarded, WORSE)
    assert not done
    assert f"clienthealth.yaml:{WORSE_LINE}:9: BND005 disrespect: brutus: " in said
    guarded.ledger.write_text(CALM.replace("Acme", "Acme Ltd"))
    guarded.git("add", "--all")
    guarded.ledger.write_text(WORSE)  # not staged: not yet anybody's business
    assert commit(guarded) == (True, "")
    assert guarded.ledger.read_text() == WORSE
    assert not commit(guarded, WORSE)[0]


def test_the_hook_starts_with_an_empty_ledger_and_leaves_other_files_alone(
    guarded: Repository,
) -> None:
    guarded.git("add", ".pre-commit-config.yaml")
    assert commit(guarded) == (True, "")
    assert commit(guarded, CLEAN) == (True, "")
    (guarded.root / "notes.txt").write_text("x")
    guarded.ledger.write_text("not a ledger")
    guarded.git("add", "notes.txt")
    assert commit(guarded) == (True, "")
    guarded.git("add", "--all")
    done, said = commit(guarded)
    assert not done
    assert "clienthealth.yaml:1:1: " in said


def test_the_hook_leaves_changed_waivers_to_the_ci(guarded: Repository) -> None:
    guarded.ledger.write_text(CALM)
    guarded.git("add", "--all")
    guarded.git("commit", "--quiet", "--no-verify", "--message", "x")
    waived = ledger(client("acme"), client("brutus", RUDE, waivers=[waiver()]))
    assert commit(guarded, waived) == (True, "")


@pytest.mark.parametrize(
    ("name", "is_looked_at"),
    [
        ("clienthealth.yaml", True),
        ("clienthealth/a.yml", True),
        ("books/time.csv", True),
        ("clienthealth-baseline.json", True),
        ("package.json", False),
        (".github/workflows/ledger.yml", False),
        (".pre-commit-config.yaml", False),
        ("notes.txt", False),
    ],
)
def test_the_hook_looks_at_the_files_of_a_ledger(name: str, is_looked_at: bool) -> None:
    (hook,) = loaded(HOOKS)
    matches = re.search(hook["files"], name) and not re.search(hook["exclude"], name)
    assert bool(matches) is is_looked_at
