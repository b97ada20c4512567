"""`waive`: one more waiver in the ledger, from today, and every other byte as it was."""

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from clienthealth import load_ledger, written
from clienthealth.editing.writing import replace_file
from clienthealth.rules.registry import all_rules

from .program import Ran, environment, run

LEDGER = """\
version: 1
business: {name: Me, currency: EUR, working_hours: {start: "09:00", end: "18:00", timezone: %s}}
clients:
  - id: acme        # the first
    name: Größe
    invoices: [{number: 1, issued: 2026-01-01, amount: 1}]

  - id: bolt
    name: Bolt
    waivers:
      - {rule: DEC002, reason: x, from: 2020-01-01, until: 2020-02-01}
"""
FAR_EAST, FAR_WEST = "Pacific/Kiritimati", "America/Los_Angeles"


def business_day() -> date:
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.yaml"
    path.write_text(LEDGER % "Europe/Berlin", encoding="utf-8")
    return path


def waive(ledger: Path | str, client: str, rule: str, *more: str | Path, **extra: str) -> Ran:
    """Waive with a reason, and for half a year from the first day of 2026 where nothing is said."""
    given = {"--reason": "agreed", "--from": "2026-01-01", "--until": "2026-06-30"}
    options = [each for pair in given.items() if pair[0] not in more for each in pair]
    return run("waive", client, rule, ledger, *options, *more, **extra)


def test_it_says_what_stands_where_now_and_keeps_the_rest(ledger: Path) -> None:
    before = ledger.read_bytes()
    done = waive(ledger, "acme", "PAY001", "--reason", 'new "ERP": #1')
    assert (done.code, done.out) == (
        0,
        f"{ledger}:8: late-payment of acme waived from 1 Jan 2026 until 30 Jun 2026\n",
    )
    added = '    waivers:\n      - {rule: late-payment, reason: "new \\"ERP\\": #1", '
    added += "from: 2026-01-01, until: 2026-06-30}\n"
    after = ledger.read_bytes()
    assert after.replace(added.encode(), b"") == before
    assert load_ledger(ledger).clients[0].waivers[0].reason == 'new "ERP": #1'


@pytest.mark.parametrize("zone", [FAR_EAST, None])
def test_it_begins_today_where_the_business_is(tmp_path: Path, zone: str | None) -> None:
    path = tmp_path / "ledger.yaml"
    text = LEDGER % FAR_EAST
    path.write_text(text if zone else text.replace(f", timezone: {FAR_EAST}", ""), encoding="utf-8")

    def day() -> date:
        return datetime.now(ZoneInfo(zone or FAR_WEST)).date()

    before = day()
    until = str(before + timedelta(days=100))
    run("waive", "acme", "stalling", "--reason", "x", "--until", until, path, TZ=FAR_WEST)
    assert before <= load_ledger(path).clients[0].waivers[0].from_ <= day()


def test_the_rule_goes_by_code_where_the_clients_waivers_do(ledger: Path) -> None:
    assert waive(ledger, "bolt", "late-payment").out.startswith(f"{ledger}:12: late-payment of")
    assert waive(ledger, "acme", "pay001").code == 0
    acme, bolt = load_ledger(ledger).clients
    assert [waiver.rule for waiver in bolt.waivers] == ["DEC002", "PAY001"]
    assert [waiver.rule for waiver in acme.waivers] == ["late-payment"]


def test_a_dry_run_prints_a_diff_and_writes_nothing(ledger: Path) -> None:
    before = ledger.read_bytes()
    done = waive(ledger, "bolt", "DEC002", "--dry-run")
    assert done.code == 0
    assert done.out == (
        f"--- {ledger}\n+++ {ledger}\n@@ -9,3 +9,4 @@\n     name: Bolt\n     waivers:\n"
        "       - {rule: DEC002, reason: x, from: 2020-01-01, until: 2020-02-01}\n"
        "+      - {rule: DEC002, reason: agreed, from: 2026-01-01, until: 2026-06-30}\n"
    )
    assert ledger.read_bytes() == before
    assert [*ledger.parent.iterdir()] == [ledger]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["acm", "stalling"], "no client 'acm'; did you mean \"acme\"?"),
        (["acme", "staling"], "no rule 'staling'; did you mean \"stalling\"?"),
        (["acme", "stalling", "--reason", " \n"], "--reason is empty"),
        (["acme", "stalling", "--reason", "\udcff"], "--reason is not valid text"),
        (["acme", "stalling", "--until", "2025-12-31"], "is before the first day, 2026-01-01"),
        (["acme", "stalling", "--until", "2027-01-03"], "write --until 2027-01-02 or earlier"),
        (["acme", "stalling", "--from", "1800-01-01"], "a year is out of range"),
        (["acme", "stalling", "--until", "2026-02-30"], "is not a date"),
        (["acme", "stalling", "--dry-run", "--redact"], "leave --redact or --dry-run out"),
    ],
)
def test_wrong_usage_is_2_and_changes_nothing(
    ledger: Path, arguments: list[str], says: str
) -> None:
    before = ledger.read_bytes()
    client, rule, *more = arguments
    done = waive(ledger, client, rule, *more)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("missing", ["--reason", "--until"])
def test_a_reason_and_an_end_are_asked_for(ledger: Path, missing: str) -> None:
    given = {"--reason": "x", "--until": "2026-06-30"}
    options = [each for pair in given.items() if pair[0] != missing for each in pair]
    done = run("waive", "acme", "stalling", ledger, *options)
    assert done.code == 2
    assert missing in done.err


def test_366_days_are_allowed(ledger: Path) -> None:
    assert waive(ledger, "acme", "stalling", "--until", "2027-01-02").code == 0


def test_what_is_waived_still_is_not_waived_again(ledger: Path) -> None:
    first, last = business_day(), business_day() + timedelta(days=200)
    start, until = str(first), str(last)
    assert waive(ledger, "acme", "stalling", "--from", start, "--until", until).code == 0
    before = ledger.read_bytes()
    again = waive(ledger, "acme", "DEC002", "--from", until, "--until", until)
    assert (again.code, again.out) == (2, "")
    days = f"from {written.day(first)} until {written.day(last)}"
    assert f"{ledger}:8:9: stalling is already waived {days}" in again.err
    assert ledger.read_bytes() == before
    for client, rule, day in (
        ("acme", "late-payment", until),
        ("bolt", "stalling", until),  # whose own has expired
        ("acme", "stalling", str(business_day() + timedelta(days=201))),
    ):
        assert waive(ledger, client, rule, "--from", day, "--until", day).code == 0


def test_a_waiver_of_no_use_today_is_written_with_a_warning(ledger: Path) -> None:
    today = business_day()
    days = ("--from", str(today - timedelta(9)), "--until", str(today + timedelta(9)))
    unused = waive(ledger, "acme", "grinder", *days)
    assert (unused.code, unused.err) == (
        0,
        "warning: grinder finds nothing for acme today, so the waiver is unused\n",
    )
    kept = ledger.read_text().replace("currency: EUR", "currency: EUR, keeps: [contract]", 1)
    ledger.write_text(kept)
    used = waive(ledger, "acme", "no-contract", *days)
    assert (used.code, used.err) == (0, "")
    over = waive(ledger, "acme", "stalling", "--from", "2025-01-01", "--until", "2025-01-31")
    assert over.err == f"warning: the waiver has already expired: today is {written.day(today)}\n"
    assert len(load_ledger(ledger).clients[0].waivers) == 3


def test_an_invalid_ledger_is_3(ledger: Path) -> None:
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("EUR", "eur"), encoding="utf-8")
    before = ledger.read_bytes()
    assert waive(ledger, "acme", "stalling").code == 3
    assert ledger.read_bytes() == before
    missing = run(
        "waive", "a", "stalling", "--reason", "x", "--until", "2026-01-01", cwd=ledger.parent
    )
    assert missing.code == 3
    assert "clienthealth init" in missing.err
    assert waive(ledger.parent / "no" / "l.yaml", "acme", "stalling").code == 3


def test_what_would_change_another_client_is_5_and_says_what_to_add(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(
        "version: 1\nbusiness: {name: Me, currency: EUR}\nclients:\n"
        "  - &a {id: acme, name: A}\n  - {<<: *a, id: bolt}\n"
    )
    before = path.read_bytes()
    done = waive(path, "acme", "stalling")
    assert (done.code, done.out) == (5, "")
    assert f"cannot write {path}: more than this entry would change" in done.err
    by_hand = "{rule: stalling, reason: agreed, from: 2026-01-01, until: 2026-06-30}"
    assert done.err.endswith(f"by hand: - {by_hand}\n")
    assert path.read_bytes() == before
    redacted = waive(path, "acme", "stalling", "--redact")
    assert redacted.code == 5
    assert not any(word in redacted.err for word in ("acme", "agreed", "ledger.yaml"))


def test_line_ends_and_the_byte_order_mark_stay(ledger: Path) -> None:
    text = "\ufeff" + ledger.read_text(encoding="utf-8").replace("\n", "\r\n").rstrip()
    ledger.write_bytes(text.encode())
    assert waive(ledger, "bolt", "stalling").code == 0
    after = ledger.read_bytes().decode()
    assert after.startswith(text)
    assert after.removeprefix(text).startswith("\r\n      - {rule: DEC002, reason: agreed, ")
    assert after.count("\n") == after.count("\r\n")


@pytest.mark.skipif(os.name != "posix", reason="links and modes as on POSIX")
def test_a_link_stays_a_link_and_the_mode_what_it_was(ledger: Path, tmp_path: Path) -> None:
    ledger.chmod(0o640)
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.yaml"
    link.symlink_to(ledger)
    assert waive(link, "acme", "stalling").code == 0
    assert link.is_symlink()
    assert ledger.stat().st_mode & 0o777 == 0o640
    assert len(load_ledger(ledger).clients[0].waivers) == 1
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["elsewhere", "ledger.yaml", "link.yaml"]


def test_in_a_folder_the_file_with_the_client_changes(ledger: Path) -> None:
    folder = ledger.parent / "books"
    folder.mkdir()
    ledger.rename(folder / "a.yaml")
    other = folder / "b.yml"
    other.write_text("clients:\n- id: acme\n  waivers:\n  # none yet\n")
    done = waive(folder, "acme", "stalling")
    assert done.out.startswith(f"{other}:4: stalling of acme waived")
    assert sorted(folder.iterdir()) == [folder / "a.yaml", other]


def test_the_ledger_is_found_from_below(ledger: Path) -> None:
    found = ledger.rename(ledger.with_name("clienthealth.yaml"))
    deep = ledger.parent / "deep"
    deep.mkdir()
    days = ("--from", "2026-01-01", "--until", "2026-06-30")
    done = run("waive", "acme", "stalling", "--reason", "x", *days, cwd=deep)
    assert done.out.startswith("../clienthealth.yaml:8: ")
    assert len(load_ledger(found).clients[0].waivers) == 1


def test_a_redacted_run_names_nobody(ledger: Path) -> None:
    done = waive(ledger, "bolt", "late-payment", "--redact", "--reason", "secret")
    assert done.code == 0
    assert (
        done.out
        == "file-1.yaml:12: late-payment of client-2 waived from 1 Jan 2026 until 30 Jun 2026\n"
    )
    failed = waive(ledger, "bot", "late-payment", "--redact", "--reason", "secret")
    assert failed.code == 2
    told = done.out + done.err + failed.out + failed.err
    assert not any(
        word in told for word in ("bolt", "bot", "Bolt", "acme", "ledger.yaml", "secret")
    )


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell's limits")
def test_a_disk_that_takes_nothing_is_5_and_the_ledger_stays(ledger: Path) -> None:
    before = ledger.read_bytes()
    command = f"ulimit -f 0; exec {sys.executable} -m clienthealth waive acme stalling"
    done = subprocess.run(
        ["bash", "-c", f"{command} {ledger} --reason x --from 2026-01-01 --until 2026-06-30"],
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (5, "")
    assert f"cannot write {ledger}: " in done.stderr
    assert ledger.read_bytes() == before
    assert [*ledger.parent.iterdir()] == [ledger]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_must_not_be_written_is_5(ledger: Path) -> None:
    before = ledger.read_bytes()
    ledger.parent.chmod(0o500)
    try:
        done = waive(ledger, "acme", "stalling")
    finally:
        ledger.parent.chmod(0o700)
    assert (done.code, done.out) == (5, "")
    assert ledger.read_bytes() == before


def test_a_file_that_changed_after_it_was_read_is_not_overwritten(
    ledger: Path,
) -> None:
    before = ledger.read_bytes()
    ledger.write_bytes(before + b"# an editor was quicker\n")
    with pytest.raises(OSError, match="it has changed in the meantime"):
        replace_file(ledger, before, b"mine")
    assert ledger.read_bytes() == before + b"# an editor was quicker\n"
    assert [*ledger.parent.iterdir()] == [ledger]


def test_of_eight_at_once_nothing_is_lost(ledger: Path) -> None:
    link = ledger.parent / "other.yml"
    if os.name == "posix":
        link.symlink_to(ledger)
    names = [rule.name for rule in all_rules()[:8]]
    days = ("--from", "2026-01-01", "--until", "2026-06-30")
    program = (sys.executable, "-m", "clienthealth", "waive")
    started = [
        subprocess.Popen(
            [*program, client, name, path, "--reason", f"the {name}", *days],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name, client, path in zip(
            names,
            ["acme", "bolt"] * 4,
            [ledger, link if link.exists() else ledger] * 4,
            strict=True,
        )
    ]
    ended = [(process.communicate(), process.returncode) for process in started]
    assert [code for _, code in ended] == [0] * 8, ended
    acme, bolt = load_ledger(ledger).clients
    reasons = {waiver.reason for waiver in (*acme.waivers, *bolt.waivers[1:])}
    assert reasons == {f"the {name}" for name in names}
    assert len(acme.waivers) == len(bolt.waivers) - 1 == 4
