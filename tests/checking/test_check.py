"""What `check` promises: what fails, what is accepted, and what counts as new or worse.

Misconduct tells the verdict to the day: one `disrespectful` act is a renegotiation, an `abusive`
one is the end.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from textwrap import dedent, indent

import pytest

from clienthealth import Ledger, LedgerError, Report, assess, check, load_ledger
from clienthealth.checking.baseline import Baseline, baseline_text, read_baseline
from clienthealth.checking.compared import Base, Terms
from clienthealth.checking.model import Result
from clienthealth.checking.thresholds import (
    DEFAULT,
    UnknownNameError,
    choice,
    codes_of,
    thresholds,
)

TODAY = date(2026, 6, 30)
HEAD = """\
version: 1
business: {name: Studio, currency: EUR, target_rate: 95, cost_rate: 48,
  keeps: [misconduct, message, meeting, change_request]}
"""
PUNCTUAL = """\
invoices:
""" + "\n".join(
    f"  - {{number: '{m}', issued: 2026-0{m}-01, amount: 900, "
    f"payments: [{{date: 2026-0{m}-10, amount: 900}}]}}"
    for m in range(1, 6)
)
ABUSE = "{kind: misconduct, at: 2026-05-05, level: abusive, note: words}"
DISRESPECT = "{kind: misconduct, at: 2026-05-05, level: disrespectful, note: words}"
RUDE = "{kind: misconduct, at: 2026-05-06, level: unprofessional, note: words}"
LATE_CALL = "{kind: misconduct, at: 2026-05-07, level: unprofessional, note: more words}"


def client(name: str, *events: str, waivers: Sequence[str] = ()) -> str:
    lines = [f"- id: {name}", f"  name: {name.title()}", "  since: 2024-01-02"]
    lines.append(indent(PUNCTUAL, "  "))
    if events:
        lines += ["  events:", *(f"    - {event}" for event in events)]
    if waivers:
        lines += ["  waivers:", *(f"    - {waiver}" for waiver in waivers)]
    return "\n".join(lines)


def ledger_text(*clients: str, head: str = "") -> str:
    listed = indent("\n".join(clients), "  ") if clients else " []"
    return f"{HEAD}{dedent(head)}clients:\n{listed}\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[..., Ledger]:
    """Loads a ledger of some clients."""

    def load(*clients: str, head: str = "", name: str = "ledger.yaml") -> Ledger:
        path = tmp_path / name
        path.write_text(ledger_text(*clients, head=head), encoding="utf-8")
        return load_ledger(path)

    return load


def codes(results: Sequence[Result]) -> list[tuple[str | None, str]]:
    return [(result.client, result.code) for result in results]


def checked(
    ledger: Ledger,
    base: Ledger | None = None,
    baseline: Baseline | None = None,
    fail_on: Sequence[str] | None = None,
    *,
    accept_changes: bool = False,
    strict: bool = False,
    day: date = TODAY,
) -> Report:
    limits = thresholds(fail_on) if fail_on is not None else None
    before = Base("base", base, base.policy) if base else None
    terms = Terms(limits, strict_coverage=strict, accept_changes=accept_changes)
    return check(ledger, as_of=day, terms=terms, base=before, baseline=baseline)


def accepted(ledger: Ledger, folder: Path, day: date = TODAY) -> Baseline:
    """A baseline of all that shows in a ledger."""
    path = folder / "baseline.json"
    path.write_text(baseline_text(assess(ledger, as_of=day)), encoding="utf-8")
    return read_baseline(path)


# A prospect who became a client

PROSPECT = """\
- id: acme
  name: Acme
  first_contact: 2026-01-02
"""


@pytest.mark.parametrize(
    ("events", "failing"),
    [((), []), ((DISRESPECT,), [("acme", "CHK001")]), ((ABUSE,), [("acme", "CHK001")])],
)
def test_a_prospect_who_became_a_client_is_news_where_the_verdict_is_at_the_threshold(
    ledger: Callable[..., Ledger], events: Sequence[str], failing: list[tuple[str, str]]
) -> None:
    """Nothing was known of the prospect, so every verdict at the threshold is a new one."""
    before = ledger(PROSPECT, name="before.yaml")
    now = ledger(client("acme", *events))
    assert codes(checked(now, base=before, fail_on=["renegotiate"]).failing) == failing


# Without anything to compare with


def test_a_clean_ledger_passes(ledger: Callable[..., Ledger]) -> None:
    report = checked(ledger(client("acme")))
    assert report.failing == ()
    assert report.notable == ()
    assert [each.id for each in report.clients] == ["acme"]
    assert report.fail_on == DEFAULT


def test_a_verdict_to_part_fails_where_its_evidence_stands(ledger: Callable[..., Ledger]) -> None:
    loaded = ledger(client("acme"), client("brutus", ABUSE))
    (failing,) = checked(loaded).failing
    assert (failing.client, failing.code, failing.level) == ("brutus", "CHK001", "error")
    assert "fire" in failing.message
    assert "BND005" in failing.message
    assert failing.place is not None
    assert "abusive" in loaded.sources.line(failing.place)


def test_a_verdict_below_the_threshold_passes(ledger: Callable[..., Ledger]) -> None:
    report = checked(ledger(client("acme", DISRESPECT)))
    assert report.failing == ()
    assert ("acme", "BND005") in codes(report.results)


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        (["fire"], []),
        (["renegotiate"], ["CHK001"]),
        (["watch"], ["CHK001"]),
        (["BND005"], ["BND005"]),
        (["disrespect"], ["BND005"]),
        (["BND"], ["BND005"]),
        (["healthy"], ["CHK001"]),
        (["critical"], []),
        (["drop"], []),
        (["none"], []),
        (["BND005", "renegotiate"], ["BND005", "CHK001"]),
    ],
)
def test_what_fails_is_named_by_fail_on(
    ledger: Callable[..., Ledger], fail_on: list[str], failing: list[str]
) -> None:
    report = checked(ledger(client("acme", DISRESPECT)), fail_on=fail_on)
    assert sorted(r.code for r in report.failing) == failing
    assert report.fail_on == tuple(fail_on)


def test_a_word_that_names_nothing_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match='"let-goo"; did you mean "let-go"'):
        thresholds(["let-goo"])
    with pytest.raises(UnknownNameError, match='"PAYY"'):
        choice(["PAYY"], [])


def test_families_and_own_rules_can_be_named() -> None:
    assert {"PAY001", "PAY005"} <= codes_of("PAY")
    assert codes_of("pay") == codes_of("PAY")
    assert codes_of("expired-waiver") == {"CHK002"}
    assert "CHK010" in codes_of("CHK")


def test_select_and_ignore_hide_results_without_changing_health(
    ledger: Callable[..., Ledger],
) -> None:
    loaded = ledger(client("acme", ABUSE))
    only = check(loaded, as_of=TODAY, terms=Terms(choice=choice(["CHK001"], [])))
    assert {r.code for r in only.results} == {"CHK001"}
    without = check(loaded, as_of=TODAY, terms=Terms(choice=choice([], ["verdict"])))
    assert "CHK001" not in {r.code for r in without.results}
    assert only.clients == without.clients


# Waivers


def waiver(rule: str = "disrespect", begin: str = "2026-05-10", end: str = "2026-12-31") -> str:
    return f'{{rule: {rule}, reason: "they said sorry", from: {begin}, until: {end}}}'


def test_a_waived_finding_is_suppressed_with_its_reason(ledger: Callable[..., Ledger]) -> None:
    report = checked(ledger(client("acme", DISRESPECT, waivers=[waiver()])), fail_on=["BND005"])
    (result,) = (r for r in report.results if r.code == "BND005")
    assert report.failing == ()
    assert result.suppressed is not None
    assert result.suppressed.kind == "waiver"
    assert "they said sorry" in result.suppressed.why


def test_an_expired_waiver_fails_and_the_finding_counts_again(
    ledger: Callable[..., Ledger],
) -> None:
    loaded = ledger(client("acme", DISRESPECT, waivers=[waiver(end="2026-06-29")]))
    (failing,) = checked(loaded).failing
    assert (failing.client, failing.code) == ("acme", "CHK002")
    assert "counts again" in failing.message
    assert failing.place is not None
    assert "they said sorry" in loaded.sources.line(failing.place)


def test_the_last_day_of_a_waiver_still_counts(ledger: Callable[..., Ledger]) -> None:
    loaded = ledger(client("acme", DISRESPECT, waivers=[waiver(end="2026-06-30")]))
    assert checked(loaded).failing == ()


def test_a_waiver_that_waives_nothing_fails(ledger: Callable[..., Ledger]) -> None:
    (failing,) = checked(ledger(client("acme", waivers=[waiver()]))).failing
    assert failing.code == "CHK003"


def test_a_waiver_that_begins_later_says_nothing_yet(ledger: Callable[..., Ledger]) -> None:
    assert checked(ledger(client("acme", waivers=[waiver(begin="2026-07-01")]))).failing == ()


def test_of_several_waivers_of_a_rule_the_last_counts(ledger: Callable[..., Ledger]) -> None:
    old, new = waiver(end="2026-05-31"), waiver("BND005", begin="2026-06-01")
    assert checked(ledger(client("acme", DISRESPECT, waivers=[old, new]))).failing == ()


# Coverage


def test_strict_coverage_fails_for_a_client_that_cannot_be_judged(
    ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    unknown = "- {id: new, name: New, since: 2026-06-01}"
    loaded = ledger(client("acme"), unknown)
    assert checked(loaded).failing == ()
    (failing,) = checked(loaded, strict=True).failing
    assert (failing.client, failing.code) == ("new", "CHK009")
    assert "no due invoice" in failing.message
    baseline = accepted(loaded, tmp_path)
    assert checked(loaded, baseline=baseline, strict=True).failing == ()


# A baseline


def test_a_baseline_silences_what_it_accepts(ledger: Callable[..., Ledger], tmp_path: Path) -> None:
    loaded = ledger(client("acme", ABUSE))
    baseline = accepted(loaded, tmp_path)
    report = checked(loaded, baseline=baseline, fail_on=["let-go", "BND"])
    assert report.failing == ()
    assert {r.suppressed.kind for r in report.results if r.suppressed} == {"baseline"}


def test_what_is_worse_than_the_baseline_fails(
    ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    baseline = accepted(ledger(client("acme", RUDE)), tmp_path)
    report = checked(ledger(client("acme", RUDE, DISRESPECT)), baseline=baseline, fail_on=["BND"])
    assert codes(report.failing) == [("acme", "BND005")]


def test_a_verdict_graver_than_the_baseline_fails(
    ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    baseline = accepted(ledger(client("acme", DISRESPECT)), tmp_path)
    report = checked(ledger(client("acme", ABUSE)), baseline=baseline)
    assert codes(report.failing) == [("acme", "CHK001")]


def test_an_entry_of_the_baseline_that_no_longer_matches_is_stale(
    ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    baseline = accepted(ledger(client("acme", DISRESPECT)), tmp_path)
    report = checked(ledger(client("acme")), baseline=baseline)
    stale = [r for r in report.results if r.code == "CHK004"]
    assert report.failing == ()
    assert [r.level for r in stale] == ["note", "note"]
    assert sorted(r.message.split(",")[0] for r in stale) == [
        "the baseline accepts BND005",
        "the baseline accepts the verdict renegotiate",
    ]
    assert [r.place.line for r in stale if r.place] == [5, 6]
    assert checked(ledger(client("acme")), baseline=baseline, fail_on=["CHK004"]).failing


def test_a_baseline_is_the_same_bytes_for_the_same_ledger(ledger: Callable[..., Ledger]) -> None:
    loaded = ledger(client("zeta", ABUSE), client("acme", DISRESPECT))
    texts = {baseline_text(assess(loaded, as_of=TODAY)) for _ in range(2)}
    assert len(texts) == 1
    (text,) = texts
    assert text.index('"acme"') < text.index('"zeta"')


def test_an_empty_baseline_accepts_nothing(ledger: Callable[..., Ledger], tmp_path: Path) -> None:
    baseline = accepted(ledger(), tmp_path)
    assert baseline.accepted == ()
    assert checked(ledger(client("acme", ABUSE)), baseline=baseline).failing


# Compared with a base


def test_nothing_changed_is_nothing_to_say(ledger: Callable[..., Ledger]) -> None:
    loaded = ledger(client("acme", ABUSE, waivers=[waiver(end="2026-05-31")]))
    report = checked(loaded, base=loaded)
    assert report.failing == ()
    assert report.notable == ()
    assert {r.status for r in report.results} == {"unchanged"}


def test_a_worsened_client_is_one_finding_at_the_new_line(ledger: Callable[..., Ledger]) -> None:
    base = ledger(client("acme"), client("brutus", RUDE), name="base.yaml")
    head = ledger(client("acme"), client("brutus", RUDE, ABUSE))
    (failing,) = checked(head, base=base).failing
    assert (failing.client, failing.code, failing.status) == ("brutus", "BND005", "worse")
    assert "fire" in failing.message
    assert failing.place is not None
    assert "abusive" in head.sources.line(failing.place)


def test_a_code_that_was_not_there_is_new(ledger: Callable[..., Ledger]) -> None:
    report = checked(ledger(client("acme", RUDE)), base=ledger(client("acme"), name="base.yaml"))
    (failing,) = report.failing
    assert (failing.code, failing.status, failing.intensity_before) == ("BND005", "new", None)


def test_a_client_that_was_not_there_is_new(ledger: Callable[..., Ledger]) -> None:
    base = ledger(client("acme"), name="base.yaml")
    report = checked(ledger(client("acme"), client("brutus", ABUSE)), base=base)
    assert {r.client for r in report.failing} == {"brutus"}
    assert report.clients[1].before is None


def late(days: int) -> str:
    """A client whose invoices are all paid so many days late."""
    invoices = "\n".join(
        f"    - {{number: '{m}', issued: 2026-0{m}-01, due: 2026-0{m}-05, amount: 900, "
        f"payments: [{{date: 2026-0{m}-{5 + days:02d}, amount: 900}}]}}"
        for m in range(1, 6)
    )
    return f"- id: acme\n  name: Acme\n  since: 2024-01-02\n  invoices:\n{invoices}"


def test_an_intensity_counts_as_worse_from_a_rise_of_five_hundredths(
    ledger: Callable[..., Ledger],
) -> None:
    base = ledger(late(15), name="base.yaml")
    for days, worse in [(15, False), (16, False), (17, True)]:  # each day is a twenty-fifth
        failing = codes(checked(ledger(late(days)), base=base).failing)
        assert (("acme", "PAY001") in failing) is worse, days


def test_a_waiver_added_with_the_trouble_does_not_let_it_through(
    ledger: Callable[..., Ledger],
) -> None:
    base = ledger(client("acme"), name="base.yaml")
    head = ledger(client("acme", DISRESPECT, waivers=[waiver()]))
    report = checked(head, base=base)
    assert sorted(r.code for r in report.failing) == ["BND005", "CHK006"]
    looked_at = checked(head, base=base, accept_changes=True)
    assert [r.code for r in looked_at.failing] == ["BND005"]
    assert [r.code for r in looked_at.notable] == ["CHK006"]


def test_a_waiver_that_was_there_before_lets_it_through(ledger: Callable[..., Ledger]) -> None:
    base = ledger(client("acme", waivers=[waiver()]), name="base.yaml")
    head = ledger(client("acme", DISRESPECT, waivers=[waiver()]))
    assert checked(head, base=base).failing == ()


def test_a_waiver_taken_out_is_told(ledger: Callable[..., Ledger]) -> None:
    base = ledger(client("acme", DISRESPECT, waivers=[waiver()]), name="base.yaml")
    report = checked(ledger(client("acme", DISRESPECT)), base=base)
    assert [r.code for r in report.failing] == ["CHK006"]
    assert "removed" in report.failing[0].message


def test_a_changed_policy_does_not_judge_itself(ledger: Callable[..., Ledger]) -> None:
    base = ledger(client("acme"), name="base.yaml")
    head = ledger(client("acme", ABUSE), head="policy: {disabled: [disrespect]}\n")
    report = checked(head, base=base)
    assert sorted(r.code for r in report.failing) == ["BND005", "CHK005"]
    (policy,) = (r for r in report.failing if r.code == "CHK005")
    assert "disabled none -> disrespect" in policy.message
    assert policy.place is not None
    assert policy.place.line == 4


def test_a_policy_written_in_another_way_is_not_changed(ledger: Callable[..., Ledger]) -> None:
    base = ledger(
        client("acme"), head="policy: {rules: {late-payment: {fine: 6}}}\n", name="b.yaml"
    )
    head = ledger(client("acme"), head="policy: {rules: {PAY001: {fine: 6.0}}}\n")
    assert checked(head, base=base).failing == ()


def test_a_changed_include_is_told(ledger: Callable[..., Ledger], tmp_path: Path) -> None:
    (tmp_path / "time.csv").write_text("date,hours\n2026-05-05,2\n", encoding="utf-8")
    include = "include: [{file: time.csv, kind: time, client: acme}]\n"
    with_it = ledger(client("acme"), head=include, name="base.yaml")
    without = ledger(client("acme"))
    added, removed = checked(with_it, base=without), checked(without, base=with_it)
    assert [r.code for r in added.failing] == ["CHK008"]
    assert codes(removed.failing) == [(None, "CHK008"), ("acme", "CHK014")]
    assert all("removed" in result.message for result in removed.failing)


def test_fail_on_narrows_what_is_new(ledger: Callable[..., Ledger]) -> None:
    base = ledger(client("acme", RUDE), name="base.yaml")
    head = ledger(client("acme", RUDE, DISRESPECT))
    assert checked(head, base=base, fail_on=["fire"]).failing == ()
    assert codes(checked(head, base=base, fail_on=["renegotiate"]).failing) == [("acme", "CHK001")]
    assert codes(checked(head, base=base, fail_on=["BND"]).failing) == [("acme", "BND005")]


def test_a_threshold_that_was_passed_before_is_nothing_new(ledger: Callable[..., Ledger]) -> None:
    base = ledger(client("acme", ABUSE), name="base.yaml")
    head = ledger(client("acme", ABUSE, LATE_CALL))
    assert checked(head, base=base, fail_on=["let-go"]).failing == ()


def test_without_a_ledger_at_the_base_everything_is_new(ledger: Callable[..., Ledger]) -> None:
    head = ledger(client("acme", DISRESPECT, waivers=[waiver()]))
    report = check(head, as_of=TODAY, base=Base("base", None, head.policy))
    assert "BND005" in {r.code for r in report.failing}


def test_the_position_of_others_does_not_fail(ledger: Callable[..., Ledger]) -> None:
    """One client becoming better makes another the lowest; nobody did anything wrong."""

    def worked(name: str, amount: int) -> str:
        hours = "\n".join(f"    - {{date: 2026-0{m}-02, hours: 6}}" for m in range(1, 6))
        text = client(name).replace("amount: 900", f"amount: {amount}")
        return f"{text}\n  time:\n{hours}"

    low, high = [worked("acme", 600), worked("brutus", 700)], [worked("acme", 800)]
    others = [worked(f"c{i}", 900 + i) for i in range(4)]
    base = ledger(*low, *others, name="base.yaml")
    report = checked(ledger(*high, low[1], *others), base=base, accept_changes=True)
    new = [r for r in report.results if r.status == "new"]
    assert any(r.client == "brutus" and r.severity == "position" for r in new)
    assert report.failing == ()


def test_a_fingerprint_does_not_depend_on_where_things_stand(ledger: Callable[..., Ledger]) -> None:
    one = checked(ledger(client("acme", ABUSE), client("brutus", RUDE)))
    other = checked(ledger(client("brutus", RUDE), client("zeta"), client("acme", RUDE, ABUSE)))
    known = {(r.client, r.code): r.fingerprint for r in one.results}
    assert {(r.client, r.code): r.fingerprint for r in other.results}.items() >= known.items()
    assert len(set(known.values())) == len(known)


def test_what_is_new_within_an_old_entry_is_pointed_at(ledger: Callable[..., Ledger]) -> None:
    project = client("acme") + "\n  projects:\n    - id: site\n      fee: 1000\n"
    project += "      started: 2026-05-01\n      change_requests:\n"
    request = "        - {date: 2026-05-0%d, what: again}\n"
    few = project + "".join(request % n for n in range(1, 3))
    many = project + "".join(request % n for n in range(1, 9))
    head = ledger(many)
    report = checked(head, base=ledger(few, name="base.yaml"))
    (found,) = (r for r in report.failing if r.code == "SCO004")
    assert found.place is not None
    assert "2026-05-03" in head.sources.line(found.place)


def test_where_the_evidence_is_old_the_new_entry_is_pointed_at(
    ledger: Callable[..., Ledger],
) -> None:
    """More hours make an hour bring less, though the invoices are those of before."""

    def worked(*hours: int) -> str:
        rows = "\n".join(
            f"    - {{date: 2026-04-{d:02d}, hours: {h}}}" for d, h in enumerate(hours, 1)
        )
        return f"{client('acme')}\n  time:\n{rows}"

    head = ledger(worked(12, 12, 12, 23))
    report = checked(head, base=ledger(worked(12, 12, 12), name="base.yaml"))
    (found,) = (r for r in report.failing if r.code == "VAL001")
    assert found.place is not None
    assert "hours: 23" in head.sources.line(found.place)


@pytest.mark.parametrize(
    ("before", "now", "named"),
    [
        ("target_rate: 95", "target_rate: 50", "business.target_rate"),
        ("currency: EUR,", "currency: EUR, terms_days: 90,", "business.terms_days"),
        ("keeps: [misconduct, ", "keeps: [", "business.keeps"),
    ],
)
def test_another_yardstick_is_told(
    ledger: Callable[..., Ledger], before: str, now: str, named: str, tmp_path: Path
) -> None:
    base = ledger(client("acme"), name="base.yaml")
    changed = tmp_path / "head.yaml"
    text = ledger_text(client("acme")).replace(before, now)
    changed.write_text(text, encoding="utf-8")
    (failing,) = checked(load_ledger(changed), base=base).failing
    assert failing.code == "CHK011"
    assert named in failing.message


def test_another_name_of_the_business_is_no_yardstick(
    ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    changed = tmp_path / "head.yaml"
    text = ledger_text(client("acme")).replace("name: Studio", "name: Atelier")
    changed.write_text(text, encoding="utf-8")
    report = checked(load_ledger(changed), base=ledger(client("acme"), name="base.yaml"))
    assert report.failing == ()
    assert report.notable == ()


def test_exchange_rates_may_be_added_but_not_changed_in_silence(
    ledger: Callable[..., Ledger],
) -> None:
    def with_rates(text: str, name: str = "head.yaml") -> Ledger:
        return ledger(client("acme"), head=f"exchange_rates: {text}\n", name=name)

    base = with_rates("{USD: [{value: 0.9}]}", "base.yaml")
    more = checked(with_rates("{USD: [{value: 0.9}, {value: 0.8, from: 2026-06-01}]}"), base=base)
    assert (more.failing, [r.code for r in more.notable]) == ((), ["CHK011"])
    other = checked(with_rates("{USD: [{value: 0.5}]}"), base=base)
    assert [r.code for r in other.failing] == ["CHK011"]
    assert "exchange_rates.USD" in other.failing[0].message


def test_a_client_taken_out_with_their_history_fails(ledger: Callable[..., Ledger]) -> None:
    base = ledger(client("acme"), client("brutus", ABUSE), name="base.yaml")
    head = ledger(client("acme"))
    gone = [("brutus", "CHK012")]
    assert codes(checked(head, base=base).failing) == gone
    assert codes(checked(head, base=base, fail_on=["fire"]).failing) == gone
    looked_at = checked(head, base=base, accept_changes=True)
    assert (looked_at.failing, codes(looked_at.notable)) == ((), gone)


def test_a_client_taken_out_before_there_is_history_is_told(
    ledger: Callable[..., Ledger],
) -> None:
    base = ledger(client("acme"), PROSPECT.replace("acme", "brutus"), name="base.yaml")
    report = checked(ledger(client("acme")), base=base)
    assert (report.failing, codes(report.notable)) == ((), [("brutus", "CHK012")])
    named = checked(ledger(client("acme")), base=base, fail_on=["removed-client"])
    assert codes(named.failing) == [("brutus", "CHK012")]


def test_a_client_taken_out_with_their_trouble_fails(ledger: Callable[..., Ledger]) -> None:
    """Nothing is older than 31 days, and an abusive event of last week goes."""
    new = "- id: new\n  name: New\n  since: 2026-06-01\n  events:\n    - " + ABUSE.replace(
        "2026-05-05", "2026-06-20"
    )
    base = ledger(client("acme"), new, name="before.yaml")
    assert codes(checked(ledger(client("acme")), base=base).failing) == [("new", "CHK012")]


def test_changes_fail_whatever_the_threshold_is(ledger: Callable[..., Ledger]) -> None:
    """Else one pull request could take away what the next one would fail for."""
    base = ledger(client("acme"), name="base.yaml")
    head = ledger(client("acme"), head="policy: {disabled: [disrespect]}\n")
    assert [r.code for r in checked(head, base=base, fail_on=["fire"]).failing] == ["CHK005"]
    assert checked(head, base=base, fail_on=["none"]).failing == ()
    assert checked(head, base=base, fail_on=["fire"], accept_changes=True).failing == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty; write it with `clienthealth baseline write`"),
        ("[]", "a baseline must be a mapping of keys; write it with `clienthealth baseline write`"),
        (
            json.dumps(
                {
                    "format": "clienthealth.baseline/1",
                    "as_of": "2026-06-30",
                    "accepted": [{"client": "a", "code": "PAY001", "intensity": 0.1}] * 2,
                }
            ),
            '"a" has PAY001 twice; keep one of them',
        ),
    ],
)
def test_a_baseline_that_is_none_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError) as caught:
        read_baseline(path)
    assert message in str(caught.value)
