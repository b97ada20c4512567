"""What to do about a prospect: each row of the table, in its order; former clients have none."""

from inspect import cleandoc

import pytest

from clienthealth import ClientAssessment, assess
from clienthealth.judging.verdict import PROSPECTS
from clienthealth.report.view import view_of
from one_client import TODAY, judged, ledger_with, loaded


def prospect(*lines: str, more: str = "", top: str = "") -> ClientAssessment:
    events = "\n".join(["events:", *(f"  - {{{line}}}" for line in lines)])
    return judged(ledger_with(f"first_contact: 2026-04-01\n{more}\n{events}", top=top))


def verdict(client: ClientAssessment) -> tuple[str, tuple[str, ...]]:
    assert client.stage == "prospect"
    assert client.verdict is not None
    assert client.verdict.holds == ()
    return client.verdict.action, client.verdict.because


def each(kind: str, count: int, more: str = "", month: str = "2026-05") -> list[str]:
    return [f"kind: {kind}, at: {month}-{day:02}{more}" for day in range(1, count + 1)]


CALL, LETTER = ", step: call", ", step: letter"
CALLS = each("outreach", 3, CALL)
LAST = "kind: outreach, at: 2026-05-20, step: letter"
ABUSE = "kind: misconduct, at: 2026-05-03, level: abusive, note: words"
NOBODY = "contacts: [{name: Kim, decision_maker: false}]"


@pytest.mark.parametrize(
    ("lines", "action", "because"),
    [
        ([], "unknown", ()),
        # Abuse
        ([ABUSE], "drop", ("BND005",)),
        ([ABUSE, *each("hardball", 3)], "drop", ("BND005",)),
        (["kind: misconduct, at: 2026-05-03, level: disrespectful, note: words"],
         "ask-for-commitment", ("BND005",)),
        # Three calls and a letter
        ([*CALLS, LAST], "drop", ("PRO007",)),
        (["kind: outreach, at: 2026-04-20, step: letter", *CALLS], "drop", ("PRO007",)),
        ([*CALLS], "three-calls-and-letter", ("PRO007",)),
        ([*CALLS[:2], LAST], "three-calls-and-letter", ("PRO007",)),
        (each("outreach", 5, CALL), "three-calls-and-letter", ("PRO007",)),
        ([*CALLS[:2]], "pursue", ()),
        ([*CALLS, LAST, "kind: outreach, at: 2026-05-21, step: call, outcome: answered"],
         "pursue", ()),
        ([*CALLS[:2], "kind: outreach, at: 2026-05-04, step: call, outcome: meeting",
          "kind: outreach, at: 2026-05-05, step: call", LAST], "pursue", ()),
        ([*CALLS, "kind: outreach, at: 2026-07-01, step: letter"],
         "three-calls-and-letter", ("PRO007",)),
        # Declined
        (["kind: outreach, at: 2026-05-04, step: call, outcome: declined"], "drop", ()),
        ([*CALLS, LAST.replace("letter", "letter, outcome: declined")], "drop", ()),
        (["kind: outreach, at: 2026-05-04, step: call, outcome: declined",
          "kind: outreach, at: 2026-05-05, step: call, outcome: answered"], "pursue", ()),
        (["kind: outreach, at: 2026-07-01, step: call, outcome: declined"], "unknown", ()),
        (["kind: outreach, at: 2026-05-04, step: call, outcome: declined",
          "kind: outreach, at: 2026-05-20, step: call"], "drop", ("PRO007",)),
        # Hardball: the first is a sign
        (each("hardball", 1), "drop", ("PRO001",)),
        (each("hardball", 2), "drop", ("PRO001",)),
        ([*each("hardball", 2), *each("stall", 4)], "drop", ("PRO001",)),
        # Stalls: medium is serious from 0.75 on, and two of four are 1/3
        (["kind: stall, at: 2026-06-29", "kind: stall, at: 2026-06-30"],
         "three-calls-and-letter", ("PRO005",)),  # 90 days: (90 - 30) / 90
        (each("message", 4, ", direction: out"), "three-calls-and-letter", ("ENG001",)),
        (each("message", 3, ", direction: out"), "three-calls-and-letter", ("ENG001",)),
        (each("message", 2, ", direction: out"), "pursue", ()),
        # Another serious finding
        (each("proposal_request", 2), "ask-for-commitment", ("PRO002",)),
        (each("proposal_request", 2, ", answer_by: 2026-07-01"), "pursue", ()),
        (each("price_shopping", 2), "ask-for-commitment", ("PRO006",)),
        # Two half way there
        ([*each("free_advice", 1), *each("price_shopping", 1)],
         "ask-for-commitment", ("PRO003", "PRO006")),
        (each("free_advice", 1), "pursue", ()),
        (each("free_advice", 2), "ask-for-commitment", ("PRO003",)),
        # A first promise and a first discount are half way there as well
        (each("future_work_promise", 1), "pursue", ()),
        (each("future_work_promise", 2), "ask-for-commitment", ("VAL003",)),
        (each("discount_request", 1), "pursue", ()),
        (each("discount_request", 2), "ask-for-commitment", ("VAL002",)),
        ([*each("future_work_promise", 1), *each("discount_request", 1)],
         "ask-for-commitment", ("VAL002", "VAL003")),
        (each("discount_request", 4), "ask-for-commitment", ("VAL002",)),
        ([*each("free_advice", 4), *each("stall", 4)],
         "three-calls-and-letter", ("PRO005", "DEC002")),
    ],
)  # fmt: skip
def test_the_rows_of_the_table(lines: list[str], action: str, because: tuple[str, ...]) -> None:
    assert verdict(prospect(*lines)) == (action, because)


@pytest.mark.parametrize(
    ("more", "action", "because"),
    [
        ("fit: 5", "pursue", ()),
        ("fit: 4", "pursue", ()),
        ("fit: 3", "ask-for-commitment", ("PRO004",)),
        (NOBODY, "ask-for-commitment", ("DEC003",)),
        ("contacts: [{name: Kim, decision_maker: true}]", "pursue", ()),
    ],
)
def test_what_is_known_without_events(more: str, action: str, because: tuple[str, ...]) -> None:
    assert verdict(prospect(more=more)) == (action, because)


def test_five_stalls_in_ten_weeks_two_free_proposals_and_nobody_who_decides() -> None:
    stalls = [
        f"kind: stall, at: 2026-{day}" for day in ("04-22", "05-06", "05-20", "06-10", "06-29")
    ]
    asked = each("proposal_request", 2)
    client = prospect(*stalls, *asked, more=NOBODY)
    action, because = verdict(client)
    assert (action, set(because)) == ("three-calls-and-letter", {"DEC002", "PRO005"})
    silent = prospect(*stalls, *asked, *each("outreach", 3, CALL, "2026-06"),
                      "kind: outreach, at: 2026-06-20, step: letter", more=NOBODY)  # fmt: skip
    assert verdict(silent) == ("drop", ("PRO007",))


def test_of_a_prospect_of_whom_nothing_is_written_down_the_verdict_says_so() -> None:
    client = prospect()
    assert client.health is None
    assert verdict(client) == ("unknown", ())


def test_what_would_change_it() -> None:
    client = prospect(*each("hardball", 2), *each("stall", 4))
    assert client.verdict is not None
    assert client.verdict.would_change == (
        "if they stop bargaining before negotiations start (early-hardball)",
        "then the verdict is three-calls-and-letter",
    )
    silent = prospect(*CALLS, LAST)
    assert silent.verdict is not None
    assert silent.verdict.would_change == (
        "if they answer (gone-silent)",
        "then the verdict is pursue",
    )
    declined = prospect("kind: outreach, at: 2026-05-04, step: call, outcome: declined")
    assert declined.verdict is not None
    assert declined.verdict.would_change == ()


def test_what_is_waived_does_not_count() -> None:
    waiver = "waivers: [{rule: PRO001, reason: our own buyer, from: 2026-06-01, until: 2026-07-01}]"
    assert verdict(prospect(*each("hardball", 3), more=waiver)) == ("pursue", ())


def test_what_is_switched_off_does_not_count() -> None:
    off = "policy: {clients: {example: {disabled: [early-hardball]}}}"
    assert verdict(prospect(*each("hardball", 3), top=off)) == ("pursue", ())


@pytest.mark.parametrize(
    ("more", "stage"),
    [
        ("until: 2026-06-29", "former"),
        ("until: 2026-06-30", "active"),
        ("since: 2026-07-01", "prospect"),
    ],
)
def test_former_clients_have_no_verdict(more: str, stage: str) -> None:
    text = f"{more}\nevents: [{{{ABUSE}}}]"
    client = judged(ledger_with(text))
    assert client.stage == stage
    if stage == "former":
        assert client.verdict is None
        assert "BND005" in {finding.code for finding in client.findings}
    else:
        assert client.verdict is not None
        assert client.verdict.action == ("fire" if stage == "active" else "drop")


def test_a_prospect_that_becomes_a_client_leaves_the_table() -> None:
    hard = "events: [{kind: hardball, at: 2026-05-01}, {kind: hardball, at: 2026-05-02}]"
    won = judged(ledger_with(f"first_contact: 2026-04-01\nsince: 2026-06-01\n{hard}"))
    assert won.stage == "active"
    assert won.findings == ()
    assert won.verdict is not None
    assert won.verdict.action == "unknown"


def test_every_action_of_a_prospect_has_a_place_when_sorted_by_verdict() -> None:
    """From what must end soonest to what may go on, prospects in one order with clients."""
    text = cleandoc(
        """
        version: 1
        business: {name: Ada, currency: EUR}
        clients:
          - {id: pursued, name: A, first_contact: 2026-04-01, fit: 5}
          - {id: asked, name: B, first_contact: 2026-04-01, fit: 3}
          - {id: gone, name: C, since: 2024-01-01, until: 2026-01-01}
          - id: called
            name: D
            first_contact: 2026-04-01
            events: [{kind: stall, at: 2026-06-01}]
          - id: dropped
            name: E
            first_contact: 2026-04-01
            events: [{kind: outreach, at: 2026-06-01, step: call, outcome: declined}]
          - {id: unknown, name: F, since: 2024-01-01}
        """
    )
    assessment = assess(loaded(text + "\n"), as_of=TODAY)
    shown = [client.id for client in view_of(assessment, sort="verdict").clients]
    assert shown == ["dropped", "called", "asked", "unknown", "pursued", "gone"]
    assert {row.action for row in PROSPECTS} - {"unknown"} == {
        "drop", "three-calls-and-letter", "ask-for-commitment", "pursue"
    }  # fmt: skip
