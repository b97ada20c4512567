"""Two examples for the help of each kind that can be logged: what is typed after the kind."""

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, str]] = {
    "paid": ("2026-014", "2026-014 --amount 500 --at yesterday"),
    "invoice": ("2026-015 1190", "2026-015 1190 --tax 190 --at 2026-06-01 --due 2026-07-31"),
    "hours": ("2.5", '1:30 --project shop --note "kick-off" --at yesterday'),
    "month": ("26 --month 2026-05", "26 --month 2026-05 --project shop"),
    "credit_note": ("2026-014 100", '2026-014 100 --reason "late delivery"'),
    "write_off": ("2026-014", "2026-014 500 --at 2026-06-30"),
    "cost": ("120 fonts", "120 fonts --at yesterday"),
    "change_request": (
        "filters --project shop",
        "filters --project shop --hours 3 --at 2026-06-01 --done 2026-06-08",
    ),
    "revision": ("--project shop", '"the third colour" --project shop --at yesterday'),
    "free_advice": ("", '"asked for a quick look at the contract"'),
    "discount_request": ("", '"wants 20 percent off"'),
    "price_shopping": ("", '"has three cheaper offers"'),
    "hardball": ("", '"will sign only without a deposit"'),
    "praise": ("", '"loved the launch" --at yesterday'),
    "referral": ("", '"sent Nova to me"'),
    "firing_considered": ("", '"after the third night call"'),
    "message": ('--urgent --at "yesterday 22:40"', "--direction out --channel email"),
    "meeting": ("held", "cancelled --by client --at yesterday"),
    "feedback": ("--clear", '--no-clear --note "not quite it"'),
    "complaint": ("--no-justified", '--justified --note "we were late"'),
    "stall": ('"after the holiday"', '"needs to think" --at yesterday'),
    "decision": ('--what "the blue one"', '--what "the red one" --reversed'),
    "input_due": ("2026-06-15 --what texts", "2026-06-15 --received 2026-06-20"),
    "proposal_request": ('--what "a mock-up"', '--what "a plan" --answer-by 2026-07-15'),
    "future_work_promise": ("", "--kept yesterday --at 2026-03-02"),
    "payment_excuse": ("--invoice 2026-014", '"the bank was closed" --invoice 2026-014'),
    "agreement_dispute": ('--about "the number of rounds"', "--about price --invoice 2026-014"),
    "misconduct": (
        'unprofessional --note "shouted at me"',
        'abusive --what threats --note "on the phone" --at yesterday',
    ),
    "distress_signal": ("layoffs", 'new-owner --note "sold to a holding"'),
    "boundary": ("late-payment", "PAY off-hours-contact --at yesterday"),
    "outreach": ("call no-answer", "letter no-answer --at yesterday"),
    "reminder": ("friendly", "firm --invoice 2026-014"),
    "cancelled_project": ("--by client", "--by client --kill-fee 500 --project shop"),
    "lapse": ("broken-promise", 'shoddy-work --note "a broken link"'),
}
"""By the name of the kind."""
