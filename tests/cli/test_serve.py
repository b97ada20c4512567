"""`clienthealth serve`: pages of a ledger that follow it, for this machine alone."""

import importlib.util
import socket
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from werkzeug.test import Client

from clienthealth.cli.serving import Server, Shown

from .program import run
from .server import Served

LEDGER = """\
version: 1
business: {name: Studio Ada, currency: EUR}
include: ["exports/*.csv"]
clients:
  - {id: acme, name: Acme Ltd, since: 2025-01-01}
"""
HOURS = "client,date,hours\nacme,2026-05-04,6\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("served"))


def written(folder: Path) -> Path:
    (folder / "exports").mkdir()
    (folder / "clienthealth.yaml").write_text(
        LEDGER.replace('["exports/*.csv"]', '[{file: "exports/*.csv", kind: time}]')
    )
    (folder / "exports" / "may.csv").write_text(HOURS)
    (folder / "secret.txt").write_text("not for the browser")
    return folder


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with Served("--as-of", "2026-06-30", cwd=folder) as server:
        yield server


def test_the_two_pages_are_those_of_score_and_review(served: Served, folder: Path) -> None:
    score, review = served.ask("/"), served.ask("/review")
    assert (score.status, review.status) == (200, 200)
    assert "Acme Ltd" in score.text
    assert score.headers["Content-Type"] == "text/html; charset=utf-8"
    for command, page in (("score", score), ("review", review)):
        file = folder.parent / f"{command}.html"
        run(command, "-f", "html", "-o", file, "--as-of", "2026-06-30", cwd=folder)
        written = file.read_text(encoding="utf-8")
        assert written.partition("<main")[2].partition("</main>")[0] in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/clienthealth.yaml",
        "/secret.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "//secret.txt",
        "/review/../secret.txt",
        "/review/",
        "/favicon.ico",
        "http://127.0.0.1/secret.txt",
    ],
)
def test_no_request_reads_another_file(served: Served, path: str) -> None:
    answer = served.ask(path)
    assert "not for the browser" not in answer.text
    assert "version: 1" not in answer.text
    assert answer.status == (403 if path.startswith("http:") else 404)


def test_what_follows_a_question_mark_means_nothing(served: Served) -> None:
    assert served.ask("/?file=secret.txt").text == served.ask("/").text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "127.0.0.1", "[::1]:{port}", ""]
)
def test_a_request_under_another_name_is_refused(served: Served, host: str) -> None:
    """A site that lets its name lead to this machine gets nothing: DNS rebinding."""
    for path in ("/", "/review", "/nothing"):
        answer = served.ask(path, host=host.format(port=served.port))
        assert answer.status == 403
        assert "Acme" not in answer.text


def test_localhost_is_this_machine_too(served: Served) -> None:
    assert served.ask(host=f"LocalHost:{served.port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_only_get_and_head_are_answered(served: Served, method: str) -> None:
    answer = served.ask(method=method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert "Acme" not in answer.text


def test_a_page_may_ask_its_server_and_nobody_may_frame_it(served: Served) -> None:
    answer = served.ask()
    policy = answer.text.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no 127.0.0.2")
def test_it_listens_on_this_machine_alone(served: Served) -> None:
    """Linux takes all of 127.0.0.0/8 for this machine; a server of every address answers there."""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", served.port), timeout=5)


def test_it_follows_the_ledger_its_includes_and_its_mistakes(tmp_path: Path) -> None:
    folder = written(tmp_path)
    ledger = folder / "clienthealth.yaml"
    with Served("--as-of", "2026-06-30", cwd=folder) as server:
        first = server.ask()
        assert server.ask(method="HEAD").headers["ETag"] == first.headers["ETag"]
        assert server.ask(method="HEAD").text == ""

        def changed(since: str) -> str:
            """What the page that is open asks each second, and what it then loads."""
            assert server.ask(method="HEAD").headers["ETag"] != since
            page = server.ask()
            assert server.ask(method="HEAD").headers["ETag"] == page.headers["ETag"]
            return page.text

        ledger.write_text(ledger.read_text().replace("Acme Ltd", "Acme & Sons"))
        assert "Acme &amp; Sons" in changed(first.headers["ETag"])

        stamp = server.ask().headers["ETag"]
        (folder / "exports" / "june.csv").write_text("client,date,hours\nacme,2026-06-01,x\n")
        broken = changed(stamp)
        assert "exports/june.csv:2:" in broken
        assert "The ledger cannot be read: 1 problem" in broken
        assert "Acme" not in broken

        stamp = server.ask().headers["ETag"]
        (folder / "exports" / "june.csv").write_text("client,date,hours\nacme,2026-06-01,7\n")
        assert "Acme &amp; Sons" in changed(stamp)

        stamp = server.ask().headers["ETag"]
        (folder / "other.yaml").write_text("nothing of this ledger")
        assert server.ask(method="HEAD").headers["ETag"] == stamp

        ledger.unlink()
        assert "does not exist" in changed(stamp)


def test_a_new_file_in_a_folder_and_a_policy_are_followed(tmp_path: Path) -> None:
    folder, policy = tmp_path / "ledger", tmp_path / "policy.yaml"
    folder.mkdir()
    (folder / "a.yaml").write_text(
        "version: 1\nbusiness: {name: Me, currency: EUR}\n"
        "clients: [{id: acme, name: Acme, since: 2025-01-01}]\n"
    )
    policy.write_text("bottom_percent: 20\n")
    with Served(folder, "--policy", policy, cwd=tmp_path) as server:
        stamp = server.ask().headers["ETag"]
        (folder / "b.yaml").write_text("clients: [{id: nova, name: Nova, since: 2025-01-01}]\n")
        assert server.ask(method="HEAD").headers["ETag"] != stamp
        assert "Nova" in server.ask().text
        policy.write_text("bottom_percent: many\n")
        assert "policy.yaml:1:" in server.ask().text


def test_each_day_has_its_page(folder: Path) -> None:
    """Without --as-of a page is of today, and its stamp names the day."""
    with Served(cwd=folder) as server:
        assert datetime.now().astimezone().strftime("%Y%m%d") in server.ask().headers["ETag"]


def test_redacted_it_shows_no_name(folder: Path) -> None:
    """In the threads of the server too."""
    with Served("--redact", "--as-of", "2026-06-30", cwd=folder) as server:
        for path in ("/", "/review"):
            answer = server.ask(path)
            assert answer.status == 200
            assert "Acme" not in answer.text
            assert "Studio Ada" not in answer.text


def test_ctrl_c_ends_it_as_interrupted_and_quietly(folder: Path) -> None:
    with Served(cwd=folder) as server:
        assert server.ask().status == 200
        assert server.interrupt() == (130, "", "")


def test_a_port_that_is_taken_is_named_with_what_to_do(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"clienthealth: port {port} is taken; name another with --port, or 0 for any that is free\n"
    )


def test_without_a_ledger_it_ends_at_once(tmp_path: Path) -> None:
    assert run("serve", cwd=tmp_path).code == 3
    done = run("serve", "nowhere.yaml", cwd=tmp_path)
    assert (done.code, "nowhere.yaml does not exist" in done.err) == (3, True)


def test_without_the_extra_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clienthealth.report import formats  # noqa: PLC0415  # whose look-up is replaced

    def find(name: str) -> object:
        return None if name == "werkzeug" else importlib.util.find_spec(name)

    monkeypatch.setattr(formats, "find_spec", find)
    done = run("serve", cwd=folder)
    assert (done.code, done.err) == (
        2,
        "clienthealth: serve needs werkzeug; get it with `pip install 'clienthealth[serve]'`\n",
    )


class LatePage:
    """A page that cannot be made the first two times."""

    def __init__(self) -> None:
        self.times = 0

    def show(self) -> Shown:
        self.times += 1
        if self.times <= 2:
            raise RuntimeError("no such luck")
        return Shown("<p>made</p>", "stamp")

    def stamp(self) -> str:
        return "stamp"


def test_a_fault_is_told_once_and_the_server_goes_on() -> None:
    told: list[Exception] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening, {"/": LatePage()}, told.append)
        server.close()
        client = Client(server.answer)
        home = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        first, second, third = (client.get(base_url=home) for _ in range(3))
    assert [each.status_code for each in (first, second, third)] == [500, 500, 200]
    assert first.text == "a bug in the program; see the terminal\n"
    assert first.headers["Refresh"] == "2"
    assert third.text == "<p>made</p>"
    assert [str(fault) for fault in told] == ["no such luck"]
