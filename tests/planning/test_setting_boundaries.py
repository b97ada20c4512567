"""What the plan for a boundary talk promises: what to write down, to raise, and to wait for."""

from datetime import date

import pytest

from cli.program import STUDIO
from clienthealth import NoPlanError, load_ledger
from clienthealth import boundaries as plan_boundaries
from clienthealth.ledger import written
from clienthealth.rules.base import Rule
from clienthealth.rules.registry import all_rules
from one_client import TODAY, ledger_with

from .conftest import Planned, keys, step


def test_what_shows_is_raised_with_what_to_agree_on_and_how_it_is_settled(
    boundaries: Planned,
) -> None:
    """
    contract: {signed: 2024-01-01, walked_through: true, terms_days: 30, notice_days: 30,
      included_revisions: 2, statement_of_work: the offer}
    invoices:
    - {number: "1", issued: 2026-01-01, amount: 1000, paid: 2026-03-01}
    - {number: "2", issued: 2026-02-01, amount: 1000, paid: 2026-04-01}
    - {number: "3", issued: 2026-03-01, amount: 1000, paid: 2026-05-01}
    events: [{kind: stall, at: 2026-05-04}, {kind: stall, at: 2026-05-11},
      {kind: stall, at: 2026-05-18}]
    """
    plan = boundaries()
    assert keys(plan) == ["offer", "meet", "raise-pay001", "raise-dec002", "log", "look-again"]
    late = step(plan, "raise-pay001")
    assert late.title == "Raise late-payment: pays late"
    assert late.why.startswith("agree on this: invoices are paid on time")
    assert late.notes == (
        "pays 29.7 days late on average (weighted by amount); 3 of 3 invoices late",
    )
    assert late.article == "A1"
    assert [path[1] for path in late.evidence] == [0, 1, 2]
    command = step(plan, "log").command
    assert command is not None
    assert command.line == "clienthealth log example boundary late-payment stalling"
    assert step(plan, "offer").advice == ("2 Jul 2026 or 6 Jul 2026",)
    talk, judged = date(2026, 7, 2), date(2026, 8, 3)  # thirty days later is a Saturday
    assert (step(plan, "log").due, step(plan, "look-again").due) == (talk, judged)


def test_clauses_that_the_contract_lacks_are_written_down(boundaries: Planned) -> None:
    """
    contract: {signed: 2024-01-01, terms_days: 30, notice_days: 30}
    """
    plan = boundaries()
    assert keys(plan) == ["expectations", "offer", "meet", "walk-through"]
    lacking = [line.partition(":")[0] for line in step(plan, "expectations").advice]
    assert lacking == ["scope", "revisions"]


def test_without_a_contract_every_expectation_is_written_down(boundaries: Planned) -> None:
    """
    contract: {signed: 2027-01-01, terms_days: 30, notice_days: 30}
    """
    plan = boundaries()
    assert "no contract" in step(plan, "expectations").title
    assert len(step(plan, "expectations").advice) == 4


LATE = """
invoices:
- {number: "1", issued: 2026-01-01, amount: 1000, paid: 2026-03-01}
- {number: "2", issued: 2026-02-01, amount: 1000, paid: 2026-04-01}
- {number: "3", issued: 2026-03-01, amount: 1000, paid: 2026-05-01}
- {number: "4", issued: 2026-04-01, amount: 1000, paid: 2026-06-01}
- {number: "5", issued: 2026-05-01, amount: 1000, paid: 2026-06-29}
contract: {signed: 2024-01-01, walked_through: 2024-02-01, terms_days: 30, notice_days: 30,
  included_revisions: 2, statement_of_work: the offer}
"""


@pytest.mark.parametrize(
    ("talk", "done", "told"),
    [
        (date(2026, 6, 20), True, "the outcome can be judged from 20 Jul 2026"),
        (date(2026, 5, 31), True, "too little has happened since to judge the outcome"),
        (date(2026, 4, 15), False, "persists"),
    ],
)
def test_a_talk_ticks_what_it_raised_until_that_persists(talk: date, done: bool, told: str) -> None:
    client = f"{LATE}\nevents: [{{kind: boundary, at: {talk}, about: late-payment}}]"
    plan = plan_boundaries(ledger_with(client), "example", as_of=TODAY)
    raised = step(plan, "raise-pay001")
    assert raised.done == (talk if done else None)
    assert told in raised.advice[-1]
    assert written.day(talk) in raised.advice[-1]
    assert step(plan, "log").done == raised.done
    looked = {date(2026, 6, 20): date(2026, 7, 20), date(2026, 5, 31): TODAY}
    assert step(plan, "look-again").due == looked.get(talk, date(2026, 8, 3))


def test_a_new_trouble_beside_one_that_was_raised_asks_for_another_talk() -> None:
    client = f"""{LATE}
events: [{{kind: boundary, at: 2026-06-20, about: late-payment}}, {{kind: stall, at: 2026-06-21}},
  {{kind: stall, at: 2026-06-22}}, {{kind: stall, at: 2026-06-23}}]"""
    plan = plan_boundaries(ledger_with(client), "example", as_of=TODAY)
    assert step(plan, "raise-pay001").done == date(2026, 6, 20)
    assert step(plan, "raise-dec002").done is None
    assert step(plan, "log").done is None


def test_our_own_lapse_comes_before_any_reproach() -> None:
    client = f"{LATE}\nevents: [{{kind: lapse, at: 2026-01-20, what: broken-promise}}]"
    plan = plan_boundaries(ledger_with(client), "example", as_of=TODAY)
    assert keys(plan)[0] == "own-side"
    assert "broken promise on 20 Jan 2026" in step(plan, "own-side").notes[0]


@pytest.mark.parametrize(
    ("client", "warned", "instead"),
    [
        (
            "events: [{kind: misconduct, at: 2026-06-10, level: abusive, note: shouted}]",
            "no talk mends abuse",
            "clienthealth letgo example",
        ),
        (
            f"{LATE}\nevents: [{{kind: boundary, at: 2026-04-15, about: late-payment}}]",
            "talking did not help",
            "clienthealth letgo example",
        ),
        ("language: de", "the ledger has little", None),
    ],
)
def test_the_verdict_says_what_else_there_is(client: str, warned: str, instead: str | None) -> None:
    plan = plan_boundaries(ledger_with(client), "example", as_of=TODAY)
    assert any(warned in line for line in plan.warnings)
    assert (plan.instead and plan.instead.line) == instead


@pytest.mark.parametrize("client", ["first_contact: 2026-06-01", "until: 2026-03-01"])
def test_there_is_no_talk_with_somebody_who_is_no_client(client: str) -> None:
    with pytest.raises(NoPlanError):
        plan_boundaries(ledger_with(client), "example", as_of=TODAY)


def test_what_a_talk_cannot_mend_is_not_raised(boundaries: Planned) -> None:
    """
    events: [{kind: distress_signal, at: 2026-06-10, what: layoffs},
      {kind: distress_signal, at: 2026-06-11, what: new-owner}]
    """
    assert not [key for key in keys(boundaries()) if key.startswith("raise")]


def test_every_rule_about_a_client_s_conduct_says_what_to_agree_on() -> None:
    """Contracts are gone through clause by clause, and no talk mends a failing business."""
    silent = {
        rule.family
        for rule in all_rules()
        if isinstance(rule, Rule) and "active" in rule.stages and rule.agreement is None
    }
    assert silent == {"CON", "SOL"}


@pytest.mark.parametrize(
    ("walked", "done"), [("2024-02-01", date(2024, 2, 1)), ("2026-07-01", None), ("true", "none")]
)
def test_a_contract_that_was_walked_through_is_done(walked: str, done: object) -> None:
    client = LATE.replace("walked_through: 2024-02-01", f"walked_through: {walked}")
    plan = plan_boundaries(ledger_with(client), "example", as_of=TODAY)
    assert [each.done for each in plan.steps if each.key == "walk-through"] == (
        [] if done == "none" else [done]
    )


def test_a_grinder_is_not_said_to_have_been_talked_to() -> None:
    plan = plan_boundaries(load_ledger(STUDIO), "knallpreis", as_of=date(2026, 10, 31))
    assert plan.warnings == (
        "the verdict is let-go: they grind you down, so part or set a last boundary",
    )


MANY_TROUBLES = """
contract: {signed: 2024-01-01, walked_through: true, terms_days: 30, notice_days: 30,
  included_revisions: 2, statement_of_work: the offer}
invoices:
- {number: "1", issued: 2026-01-01, amount: 1000, paid: 2026-03-01}
- {number: "2", issued: 2026-02-01, amount: 1000, paid: 2026-04-01}
- {number: "3", issued: 2026-03-01, amount: 1000, paid: 2026-05-01}
events:
- {kind: stall, at: 2026-05-04}
- {kind: stall, at: 2026-05-11}
- {kind: stall, at: 2026-05-18}
- {kind: misconduct, at: 2026-05-12, level: disrespectful, note: words}
- {kind: misconduct, at: 2026-05-13, level: disrespectful, note: words}
- {kind: discount_request, at: 2026-05-14}
- {kind: discount_request, at: 2026-05-15}
- {kind: discount_request, at: 2026-05-16}
- {kind: agreement_dispute, at: 2026-05-17}
- {kind: agreement_dispute, at: 2026-05-18}
"""


def test_a_talk_raises_three_things_and_leaves_the_others_to_a_later_one() -> None:
    plan = plan_boundaries(ledger_with(MANY_TROUBLES), "example", as_of=TODAY)
    raised = [each for each in plan.steps if each.key.startswith("raise")]
    now, later = raised[:3], raised[3:]
    assert later
    assert all(each.title.startswith("Raise ") and each.due for each in now)
    assert all(each.title.startswith("Later: raise ") and each.due is None for each in later)
    names = [each.title.split(" ", 1)[1].partition(":")[0] for each in now]
    assert plan.reasons[1] == f"to raise: {', '.join(names)}"
    assert plan.reasons[2].startswith("later: ")
    assert step(plan, "meet").advice == (
        "raise these few now and the others in a later talk: nobody settles more at once",
    )
    log = step(plan, "log")
    assert log.command is not None
    assert log.command.line == f"clienthealth log example boundary {' '.join(names)}"
    assert log.advice == ("name only what you raised",)
    assert keys(plan).index("look-again") < keys(plan).index(later[0].key)


def test_a_talk_about_one_thing_names_it_alone() -> None:
    plan = plan_boundaries(ledger_with(LATE), "example", as_of=TODAY)
    assert plan.reasons[1:] == ("to raise: late-payment",)
    assert step(plan, "log").advice == ()
    assert step(plan, "meet").advice == ()
    assert step(plan, "look-again").advice[0].startswith("if it goes on, twice at least")
    assert len(plan.letters) == 1


def test_what_was_raised_is_said_to_be() -> None:
    client = f"{LATE}\nevents: [{{kind: boundary, at: 2026-06-20, about: late-payment}}]"
    plan = plan_boundaries(ledger_with(client), "example", as_of=TODAY)
    assert plan.reasons[1:] == ("raised already: late-payment",)
    assert step(plan, "meet").done == date(2026, 6, 20)


def test_where_there_is_nothing_to_mend_there_is_neither_a_talk_nor_a_letter(
    boundaries: Planned,
) -> None:
    """
    contract: {signed: 2024-01-01, walked_through: true, terms_days: 30, notice_days: 30,
      included_revisions: 2, statement_of_work: the offer}
    """
    plan = boundaries()
    assert (plan.steps, plan.letters) == ((), ())
    assert plan.reasons[-1] == (
        "there is nothing a talk could mend, and the contract leaves nothing open"
    )


def test_no_talk_lifts_the_verdict_after_abuse(boundaries: Planned) -> None:
    """
    events: [{kind: misconduct, at: 2026-06-10, level: abusive, note: shouted}]
    """
    assert step(boundaries(), "look-again").advice == ("a talk never lifts the verdict of fire",)


def test_who_was_told_is_to_be_parted_with_and_not_talked_to(boundaries: Planned) -> None:
    """
    until: 2026-07-15
    """
    plan = boundaries()
    assert plan.warnings == ("you have told them; the notice ends on 15 Jul 2026",)
    assert plan.instead is not None
    assert plan.instead.line == "clienthealth letgo example"


@pytest.mark.parametrize(("walked", "open_"), [("2026-06-30", False), ("2026-07-01", True)])
def test_a_contract_is_walked_through_on_its_day(walked: str, open_: bool) -> None:
    client = LATE.replace("walked_through: 2024-02-01", f"walked_through: {walked}")
    plan = plan_boundaries(ledger_with(client), "example", as_of=TODAY)
    assert (step(plan, "walk-through").done is None) is open_


def test_pro_bono_work_needs_no_terms_of_payment(boundaries: Planned) -> None:
    """
    billing: pro-bono
    time: [{date: 2026-05-01, hours: 8}]
    events: [{kind: misconduct, at: 2026-06-02, level: disrespectful, note: shouted}]
    """
    plan = boundaries()
    assert step(plan, "expectations").advice == (
        "notice: how many days' notice each side gives",
        "scope: what is part of the work, and what is not",
        "revisions: how many rounds are part of the work",
    )
    assert "not agreed in writing: notice, scope, revisions" in plan.reasons


def test_an_insolvency_is_a_note_to_you_and_not_a_word_to_them(boundaries: Planned) -> None:
    """
    invoices: [{number: "1", issued: 2026-03-01, amount: 1000}]
    events: [{kind: distress_signal, at: 2026-05-02, what: insolvent}]
    """
    plan = boundaries()
    [note] = [each for each in plan.warnings if "insolvent" in each]
    assert note.startswith("they have been insolvent since 2 May 2026")
    assert "clienthealth collect" in note
    assert "clienthealth letgo" in note
    said = " ".join((*plan.script, *(letter.body for letter in plan.letters)))
    assert "insolv" not in said.casefold()


def test_a_talk_about_nothing_is_one_sentence(boundaries: Planned) -> None:
    """
    contract: {signed: 2024-01-01, walked_through: true, terms_days: 30, notice_days: 30,
      included_revisions: 2, statement_of_work: the offer}
    invoices: [{number: "1", issued: 2026-03-01, amount: 1000, paid: 2026-03-20}]
    """
    plan = boundaries()
    assert plan.reasons[-1] == (
        "there is nothing a talk could mend, and the contract leaves nothing open"
    )
    assert (plan.script, plan.warnings, plan.steps, plan.letters) == ((), (), (), ())
