"""One more trouble, on whatever day and after whatever talk, never makes anything better."""

from hypothesis import given
from hypothesis import strategies as st

from clienthealth import Policy
from clienthealth.judging.actions import is_graver
from clienthealth.judging.on_a_day import LedgerOnDate, RuleBook
from strategies import KINDS_OF_TROUBLE, LEVELS, TODAY, Data, changed, day, days, ledgers, load

TROUBLE: list[Data] = [
    *({"kind": kind} for kind in KINDS_OF_TROUBLE),
    {"kind": "decision", "reversed": True},
    {"kind": "feedback", "clear": False},
    {"kind": "complaint", "justified": False},
    {"kind": "distress_signal", "what": "layoffs"},
    {"kind": "distress_signal", "what": "insolvent"},
    {"kind": "message", "urgent": True},
    {"kind": "message", "direction": "out"},
    {"kind": "meeting", "outcome": "moved", "by": "client"},
    {"kind": "proposal_request"},
    {"kind": "outreach", "step": "call"},
    *({"kind": "misconduct", "level": level, "note": "words"} for level in LEVELS),
]
"""An event of each kind that is trouble by itself."""


@st.composite
def troubled(draw: st.DrawFn) -> tuple[Data, Data]:
    """A ledger with up to two talks about everything, and good and bad of one kind around them."""
    data = draw(ledgers(most=1))
    event = draw(st.sampled_from(TROUBLE))
    families = ["PAY", "SCO", "DEC", "BND", "VAL", "ENG", "SOL", "PRO"]
    for talk in draw(st.lists(days(-420, 0), max_size=2)):
        boundary = {"kind": "boundary", "at": day(talk), "about": families}
        data["clients"][0]["events"].append(boundary)
    good: Data = {**event}
    for key, kind in (("clear", True), ("justified", True), ("reversed", False)):
        if key in good:
            good[key] = kind
    if good.get("direction") == "out":
        good["answered_at"] = ""
    if good["kind"] == "meeting":
        good["outcome"] = "held"
    for each, most in ((event, 6), (good, 6), ({"kind": "praise"}, 3)):
        for at in draw(st.lists(days(-420, 0), max_size=most)):
            filled = {**each, "answered_at": day(at)} if "answered_at" in each else each
            data["clients"][0]["events"].append({**filled, "at": day(at)})
    return data, event


@given(troubled(), days(-500, 0))
def test_one_more_trouble_never_gives_a_better_verdict_or_a_higher_health(
    drawn: tuple[Data, Data], at: int
) -> None:
    """The trend is left out: it compares two days, and what was bad before makes a fall smaller."""
    data, event = drawn
    worse = changed(data)
    worse["clients"][0]["events"].append({**event, "at": day(at)})
    before, after = judged(data), judged(worse)
    assert after.member(0).health.computed <= before.member(0).health.computed
    then, now = before.action(0), after.action(0)
    if then is not None and now is not None and "unknown" not in {then, now}:
        assert then == now or is_graver(then, now)


def judged(data: Data) -> LedgerOnDate:
    """The ledger on the day, under the usual policy."""
    return LedgerOnDate(load(data), TODAY, RuleBook(Policy()))
