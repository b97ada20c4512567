"""Words that people write first, and what the ledger has for them: a table for each model.

A hint ends a message about an unknown key, kind of event or value. It replaces the nearest known
word, which would be misleading for these (`prospect` is close to `projects`). Words in no table
get the nearest known word.

To add a hint, add a line: the words that people write, separated by spaces, and what to write.
Words are compared in lower case, with `_` for spaces and dashes. A hint of a single word is the
right key, kind or value; a longer one is printed as it is.
"""

import re
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel

from clienthealth.ledger import events, includes, models
from clienthealth.ledger.fields import Entry, shown
from clienthealth.ledger.models import Client, Contract, Project

Table = Mapping[str, str]
"""Words that people write, separated by spaces, and the hint for them."""

_STAGE = (
    "leave it out: the stage follows from dates. Without `since` they are a prospect, after "
    "`until: 2026-01-31` a former client"
)
_UNDER_CONTRACT = "write it under `contract:` as `{}`"
_RATE = (
    "leave it out: the rate follows from invoices and hours; what an hour should bring is the "
    "business's `target_rate`"
)
_COMMENT = "the ledger has no key for this; leave it out, or keep it as a comment after #"
_IN_PROJECT = "write it under `projects:`, as the project's `{}`"
_OF_CLIENT = "leave it out: the entry is already under its client"
_CURRENCY = "leave it out: amounts are in the `currency` of the client, or of the business"
_TAX = "write the tax as an amount in the currency of the invoice, such as `tax: 570`"

_CURRENCIES = {
    "€ euro euros": "EUR",
    "$ us$ dollar dollars": "USD",
    "£ pound pounds sterling": "GBP",
    "franken francs sfr": "CHF",
}
_COUNTRIES = {
    "germany deutschland": "DE",
    "austria": "AT",
    "switzerland": "CH",
    "france": "FR",
    "italy": "IT",
    "spain": "ES",
    "netherlands holland": "NL",
    "belgium": "BE",
    "poland": "PL",
    "denmark": "DK",
    "sweden": "SE",
    "ireland": "IE",
    "united_kingdom england great_britain britain": "GB",
    "usa united_states america": "US",
    "canada": "CA",
    "australia": "AU",
}

KEYS: Mapping[type[BaseModel], Table] = {
    models.Ledger: {
        "customers customer client prospects prospect leads accounts": "clients",
        "company studio freelancer owner me my_business": "business",
        "currency name target_rate cost_rate capacity_hours terms_days working_hours keeps": (
            "write it under `business:`"
        ),
        "rates fx fx_rates currencies": "exchange_rates",
        "includes import imports csv files exports": "include",
        "settings config configuration options thresholds": "policy",
        "invoices payments time events projects contacts contract waivers time_entries": (
            "write it under its client in `clients`; `include` reads a CSV file for all clients"
        ),
        "schema format": "version",
    },
    models.Business: {
        "company title": "name",
        "rate hourly_rate hourly_target target day_rate": "target_rate",
        "cost costs costs_per_hour break_even minimum_rate": "cost_rate",
        "capacity hours hours_per_month monthly_hours available_hours": "capacity_hours",
        "terms payment_terms net net_days due_days days_to_pay": "terms_days",
        "timezone time_zone tz": "write it under `working_hours:` as `timezone`",
        "office_hours opening_hours business_hours hours_of_work": "working_hours",
        "records recorded tracks logged": "keeps",
        "notice notice_days notice_period": "write it under `contract:` of the client",
        "email mail e_mail address addresses mails": "emails",
        "phone website url vat vat_id tax_id tax_rate iban holidays": _COMMENT,
    },
    models.WorkingHours: {
        "weekdays week workdays working_days": "days",
        "from begin begins opens open": "start",
        "to until ends close closes": "end",
        "time_zone tz zone": "timezone",
    },
    Client: {
        "prospect is_prospect lead is_lead stage status state former active inactive archived "
        "closed dormant is_active is_former": _STAGE,
        "email mail e_mail": "write it on a contact: `contacts: [{name: Jo Braun, email: ...}]`",
        "domain email_domain email_domains": "domains",
        "contact people person persons team": "contacts",
        "decision_maker champion": "write it on a person under `contacts:`",
        "phone telephone mobile address street city website url homepage vat vat_id tax_id "
        "tags tag industry sector source vip priority logo": _COMMENT,
        "note notes comment comments remark remarks description": (
            "keep it as a comment after #, or log what happened under `events:` with a `note`"
        ),
        "hours times timesheet timesheets time_entries time_log worked work": "time",
        "invoice bill bills billed": "invoices",
        "event log logs history journal activity activities interactions": "events",
        "messages message calls call emails meetings meeting complaints complaint feedback": (
            "log each under `events:`, with its `kind`"
        ),
        "paid": "write it on the invoice: `paid: 2026-02-20`",
        "payment advance retainer prepayment": "payments",
        "expenses": "write them on the invoice, as `expenses`",
        "credit_notes write_offs disputed deposit": "write it on the invoice",
        "project jobs job engagements assignments": "projects",
        "fee estimated_hours": _IN_PROJECT.format("fee` and `estimated_hours"),
        "change_requests changes": _IN_PROJECT.format("change_requests"),
        "revision_rounds": _IN_PROJECT.format("revisions"),
        "start started start_date from client_since onboarded joined begin": "since",
        "end ended end_date to left churned fired fired_on": "until",
        "contacted first_contacted met first_met first_call inquiry": "first_contact",
        "contracts agreement agreements": "contract",
        "signed walked_through terms_days notice_days statement_of_work included_revisions "
        "obligations": "write it under `contract:`",
        "terms payment_terms net net_days": _UNDER_CONTRACT.format("terms_days"),
        "notice notice_period": _UNDER_CONTRACT.format("notice_days"),
        "scope sow": _UNDER_CONTRACT.format("statement_of_work"),
        "revisions": (
            "write `included_revisions` under `contract:` for the rounds in the price, and "
            "`revisions` of a project for the rounds that happened"
        ),
        "rate hourly_rate target_rate day_rate price cost_rate budget": _RATE,
        "alias aka also_known_as other_names short_name": "aliases",
        "company title customer client client_name full_name": "name",
        "number nr no key slug code customer_number": "id",
        "tz time_zone zone": "timezone",
        "lang locale": "language",
        "office_hours hours_of_contact": "working_hours",
        "pro_bono free unpaid": "write `billing: pro-bono`",
        "rating stars score grade": "fit",
        "waiver exceptions exception ignore ignored": "waivers",
        "payment_status overdue balance open_balance health verdict revenue": (
            "leave it out: it follows from the invoices and events"
        ),
    },
    models.Contact: {
        "mail e_mail address": "email",
        "title position job job_title function": "role",
        "first_name last_name full_name person": "name",
        "boss decider signs budget_holder decides is_decision_maker": "decision_maker",
        "sponsor is_champion advocate": "champion",
        "since start joined": "from",
        "to left end": "until",
        "phone telephone mobile note notes linkedin": _COMMENT,
    },
    Contract: {
        "scope sow work statement description deliverable_list": "statement_of_work",
        "terms payment_terms net net_days due_days days_to_pay payment_days": "terms_days",
        "notice notice_period cancellation cancellation_days termination": "notice_days",
        "revisions revision_rounds rounds revision_limit max_revisions": "included_revisions",
        "date signed_on signed_at signature since start": "signed",
        "discussed explained reviewed gone_through walkthrough walk_through": "walked_through",
        "deliverables promises duties tasks": "obligations",
        "until end ends expires": "write the last day as `until` of the client",
        "rate hourly_rate day_rate": _RATE,
        "fee price amount": _IN_PROJECT.format("fee"),
        "file link url document note notes": _COMMENT,
    },
    models.Obligation: {
        "name title task promise description item": "what",
        "deadline due_date until by": "due",
        "delivered finished completed done_on": "done",
        "paid": "prepaid",
    },
    Project: {
        "name_of_project title": "name",
        "budget price amount fixed_price fixed_fee total value": "fee",
        "hours estimate budget_hours planned_hours estimated": "estimated_hours",
        "start start_date began from since signed": "started",
        "end ended end_date completed done closed until delivered": "finished",
        "deadline due due_date": (
            "a project has no deadline; log what the client owes as `kind: input_due`, and list "
            "what you owe under `obligations:` of the contract"
        ),
        "changes change_request scope_changes extras": "change_requests",
        "revision revision_rounds rounds feedback_rounds": "revisions",
        "max_revisions revision_limit": "included_revisions",
        "scope sow statement_of_work": (
            "write it under `contract:` of the client, as `statement_of_work`"
        ),
        "rate hourly_rate day_rate": f"a project without `fee` is billed by the hour; {_RATE}",
        "status state stage finished_on": "write the last day as `finished`",
        "currency": _CURRENCY,
        "client customer": _OF_CLIENT,
    },
    models.ChangeRequest: {
        "note description title request name": "what",
        "day at when asked requested": "date",
        "finished completed delivered": "done",
        "invoiced paid charged": "billed",
        "time effort": "hours",
    },
    models.Revision: {
        "what description comment text": "note",
        "day at when": "date",
    },
    models.Invoice: {
        "no nr id num name invoice invoice_number invoice_no ref reference": "number",
        "date issue_date invoice_date sent created day billed_on issued_on": "issued",
        "total sum gross price value amount_gross gross_amount total_amount": "amount",
        "net net_amount amount_net subtotal": (
            "write the gross amount as `amount`, and the tax in it as `tax`"
        ),
        "vat sales_tax gst tax_amount": "tax",
        "tax_rate vat_rate tax_percent vat_percent": _TAX,
        "due_date deadline payable_by due_on pay_by": "due",
        "terms terms_days net_days payment_terms": (
            "write the due date as `due`, or the terms under `contract:` of the client"
        ),
        "paid_on paid_at payment_date date_paid paid_date received": "paid",
        "payment": "write `payments: [{date: 2026-02-20, amount: 3570}]`",
        "paid_amount amount_paid": "write it as `amount` of an entry of `payments`",
        "state sent_status": "status",
        "cancelled canceled voided": "write `status: void`",
        "instalments installments payment_plan": (
            "write them as `due`: [{date: 2026-02-01, amount: 500}, ...]"
        ),
        "credit_for credited_invoice credit_of": "credits",
        "credit credit_note refunds": "credit_notes",
        "refund refunded": "write it as a payment with a negative amount and `reason: refund`",
        "discount": "write it on the payment, as `deducted` with `reason: discount`",
        "write_off written_off bad_debt lost": "write_offs",
        "dispute contested": "disputed",
        "expense costs out_of_pocket": "expenses",
        "prepaid advance prepayment down_payment": "deposit",
        "currency": _CURRENCY,
        "client customer client_id": _OF_CLIENT,
        "hours": "write the hours under `time:` of the client, each with its `invoice`",
        "items lines positions line_items rate quantity": (
            "write the total as `amount`; the ledger keeps no invoice lines"
        ),
        "note notes description comment title subject": _COMMENT,
    },
    models.Payment: {
        "day paid paid_on received received_on when at": "date",
        "sum total value paid_amount gross": "amount",
        "advance prepayment prepaid": "deposit",
        "discount fee withheld withheld_tax": (
            "write the amount as `deducted`, and `reason: discount`, `fee` or `withheld-tax`"
        ),
        "currency": _CURRENCY,
        "method note notes comment bank": _COMMENT,
    },
    models.Adjustment: {
        "day issued at when": "date",
        "sum total value": "amount",
        "why note what comment description": "reason",
        "currency": _CURRENCY,
    },
    models.TimeEntry: {
        "day at when started on": "date",
        "duration time h hrs spent worked amount quantity": "hours",
        "minutes min mins": "write the hours in decimals: 90 minutes are `hours: 1.5`",
        "task what description comment text notes activity title": "note",
        "billed invoiced invoice_number bill": "invoice",
        "chargeable is_billable paid": "billable",
        "job": "project",
        "client customer": _OF_CLIENT,
        "rate hourly_rate": _RATE,
    },
    models.Waiver: {
        "code name flag finding red_flag": "rule",
        "why note because comment": "reason",
        "since start begin": "from",
        "to end expires ends till": "until",
    },
    includes.Include: {
        "path filename name csv source": "file",
        "type what": "kind",
        "customer client_id": "client",
        "column fields mapping map headers": "columns",
        "separator sep": "delimiter",
        "decimal_sign decimal_separator decimal_point": "decimal",
        "dateformat dates format_of_dates date_formats": "date_format",
        "preset program tool app": "format",
        "charset codec": "encoding",
        "header headers_line skip_lines skip_rows": "header_line",
        "exclude ignore without leave_out": "skip",
        "filter where": "only",
        "status_words status": "statuses",
        "tz zone time_zone": "timezone",
    },
    models.DatedNumber: {
        "rate amount number days": "value",
        "since start date valid_from": "from",
    },
    models.DatedFlag: {
        "flag yes": "value",
        "since start date valid_from": "from",
    },
    events.DatedEvent: {
        "date day when on time datetime timestamp happened": "at",
        "notes comment comments text description details summary remark quote subject": "note",
        "type category": "kind",
        "job": "project",
        "client customer": _OF_CLIENT,
    },
    events.MessageEvent: {
        "from to sender by incoming outgoing": (
            "write `direction: in` for a message from the client, `direction: out` for yours"
        ),
        "answered reply replied replied_at reply_at answer response responded": "answered_at",
        "medium via by_channel means through type": "channel",
        "priority asap important": "urgent",
    },
    events.MeetingEvent: {
        "status result state": "outcome",
        "cancelled canceled moved held no_show missed": (
            "write `outcome: held`, `cancelled`, `moved` or `no-show`"
        ),
        "who cancelled_by canceled_by moved_by": "by",
        "adhoc spontaneous short_notice": "ad_hoc",
        "decision_maker decider present": "decision_maker_present",
    },
    events.FeedbackEvent: {
        "vague unclear quality useful": "clear",
    },
    events.ComplaintEvent: {
        "right valid fair ours our_fault justifiable": "justified",
        "what why topic": "about",
    },
    events.StallEvent: {
        "reason why what": "excuse",
    },
    events.DecisionEvent: {
        "about decision": "what",
        "revoked changed taken_back withdrawn": "reversed",
    },
    events.InputDueEvent: {
        "deadline due_date by until promised": "due",
        "delivered came done received_on": "received",
        "item content about": "what",
    },
    events.ProposalRequestEvent: {
        "deadline answer decision_by due": "answer_by",
        "about item": "what",
    },
    events.FutureWorkPromiseEvent: {
        "came fulfilled done": "kept",
    },
    events.PaymentExcuseEvent: {
        "reason why what": "excuse",
        "number invoice_number": "invoice",
    },
    events.AgreementDisputeEvent: {
        "what why topic": "about",
        "number invoice_number": "invoice",
    },
    events.MisconductEvent: {
        "severity degree grade": "level",
        "about": "what",
    },
    events.DistressSignalEvent: {
        "sign signal about reason": "what",
    },
    events.BoundaryEvent: {
        "rule rules topic what flags families": "about",
    },
    events.OutreachEvent: {
        "type channel via": "step",
        "result answer status": "outcome",
    },
    events.CancelledProjectEvent: {
        "cancelled_by canceled_by who": "by",
        "fee compensation cancellation_fee": "kill_fee",
        "about title name": "what",
    },
    events.LapseEvent: {
        "about reason which": "what",
    },
}
"""The keys that people write, for each model."""

KINDS: Table = {
    "call phone phone_call telephone videocall video_call voicemail": (
        "log a call as `kind: message` with `channel: call`"
    ),
    "email e_mail mail": "log it as `kind: message` with `channel: email`",
    "chat sms text whatsapp slack teams dm": "log it as `kind: message` with `channel: chat`",
    "late_call night_call weekend_call late_message weekend_message off_hours off_hours_contact "
    "after_hours": (
        "log it as `kind: message` with its date and time; `working_hours` decide what is out "
        "of hours"
    ),
    "urgent urgent_request rush rush_request emergency": (
        "log it as `kind: message` with `urgent: true`"
    ),
    "no_reply no_response no_answer silence ghosting ghosted unanswered": (
        "log your own `kind: message` with `direction: out`, and leave `answered_at` out"
    ),
    "reply answer response": "write the day as `answered_at` of the message it answers",
    "meeting_cancelled cancelled_meeting meeting_canceled canceled_meeting cancellation cancelled "
    "canceled": "log it as `kind: meeting` with `outcome: cancelled`",
    "meeting_moved moved_meeting rescheduled reschedule meeting_rescheduled postponed": (
        "log it as `kind: meeting` with `outcome: moved`"
    ),
    "no_show noshow missed_meeting meeting_missed": (
        "log it as `kind: meeting` with `outcome: no-show`"
    ),
    "project_cancelled project_canceled canceled_project cancelled_order": "cancelled_project",
    "appointment workshop kickoff kick_off standup sync": "meeting",
    "payment_late late_payment overdue unpaid payment_overdue payment paid payment_received "
    "invoice invoice_sent bill dunning": (
        "leave it out: lateness follows from `invoices` and their `payments`"
    ),
    "invoice_disputed disputed_invoice invoice_dispute": (
        "write the day as `disputed` on the invoice"
    ),
    "dispute argument disagreement contract_dispute": "agreement_dispute",
    "credit_note refund write_off": "write it on the invoice, as `credit_notes` or `write_offs`",
    "hours time work timesheet": "write it under `time:` of the client",
    "change change_request scope_change scope_creep extra extras": (
        _IN_PROJECT.format("change_requests")
    ),
    "revision revision_round revisions round rework": _IN_PROJECT.format("revisions"),
    "contract contract_signed signed signature": (
        "write the day under `contract:` of the client, as `signed`"
    ),
    "first_contact lead inquiry enquiry": "write the day as `first_contact` of the client",
    "onboarded onboarding client_since won": "write the day as `since` of the client",
    "churn churned fired let_go parted ended cancelled_contract termination offboarding": (
        "write the last day as `until` of the client"
    ),
    "considering_firing thought_of_firing firing": "firing_considered",
    "note notes comment remark memo": (
        "keep it as a comment after #, or as the `note` of an event"
    ),
    "rude rudeness insult insults insulted yelling yelled shouting disrespect disrespectful": (
        "log it as `kind: misconduct` with `level: disrespectful` and a `note`"
    ),
    "abuse abusive harassment threat threats bullying": (
        "log it as `kind: misconduct` with `level: abusive` and a `note`"
    ),
    "annoying unprofessional bad_behaviour bad_behavior misbehaviour misbehavior": (
        "log it as `kind: misconduct` with a `level` and a `note`"
    ),
    "vague vague_feedback unclear unclear_feedback": (
        "log it as `kind: feedback` with `clear: false`"
    ),
    "complain complained criticism": "complaint",
    "excuse": "log an excuse for a late payment as `kind: payment_excuse`, one for a late "
    "decision as `kind: stall`",
    "delay delayed stalling stalled procrastination": "stall",
    "decided approval approved rejection rejected": "decision",
    "decision_reversed reversed reversal changed_mind change_of_mind": (
        "log it as `kind: decision` with `reversed: true`"
    ),
    "input content assets missing_input late_input content_due input_late deliverable_due": (
        "log it as `kind: input_due` with the day it was `due`"
    ),
    "proposal quote offer mockup mock_up pitch rfp estimate": "proposal_request",
    "discount price_cut rebate haggling": "discount_request",
    "negotiation hard_bargaining lowball": "hardball",
    "comparing_prices price_comparison cheaper_offer": "price_shopping",
    "advice free_work free_consulting unpaid_work": "free_advice",
    "promise more_work future_work promised_work": "future_work_promise",
    "layoff layoffs insolvency bankruptcy takeover acquisition new_owner management_change "
    "distress": "log it as `kind: distress_signal` with `what`",
    "talk boundary_talk warning conversation expectations boundaries": "boundary",
    "letter follow_up followup cold_call voicemail_left": (
        "log it as `kind: outreach` to a prospect, with `step: call` or `step: letter`"
    ),
    "mistake own_mistake error bug our_fault missed_deadline late_delivery": (
        "log what went wrong on your side as `kind: lapse` with `what`"
    ),
    "thanks thank_you compliment testimonial kudos good_review positive_feedback": "praise",
    "recommendation recommended referred introduction intro": "referral",
}
"""The kinds of event that people write."""

VALUES: Mapping[tuple[type[BaseModel], str], Table] = {
    (events.MessageEvent, "channel"): {
        "phone telephone mobile video zoom teams voicemail": "call",
        "mail e_mail": "email",
        "sms text whatsapp slack message im": "chat",
        "post fax": "letter",
    },
    (events.MessageEvent, "direction"): {
        "incoming inbound received from_client client": "in",
        "outgoing outbound sent to_client us": "out",
    },
    (events.MeetingEvent, "outcome"): {
        "canceled cancel": "cancelled",
        "postponed rescheduled delayed": "moved",
        "noshow missed absent": "no-show",
        "done took_place ok happened": "held",
    },
    (events.MeetingEvent, "by"): {
        "them they customer client_side": "client",
        "me we self i mine own our": "us",
    },
    (events.OutreachEvent, "step"): {
        "phone telephone voicemail": "call",
        "post mail": "letter",
    },
    (events.OutreachEvent, "outcome"): {
        "none unanswered silence voicemail": "no-answer",
        "refused rejected no": "declined",
        "yes replied reply": "answered",
    },
    (events.MisconductEvent, "level"): {
        "rude insulting insult distrust": "disrespectful",
        "abuse threat threatening harassment violent": "abusive",
        "minor": "annoying",
    },
    (events.DistressSignalEvent, "what"): {
        "insolvency bankruptcy insolvent bankrupt": "insolvency-rumour",
        "insolvency_rumor": "insolvency-rumour",
        "layoff job_cuts": "layoffs",
        "takeover acquisition merger acquired": "new-owner",
        "new_ceo new_management ceo_change": "management-change",
        "closing closures site_closed": "closing-sites",
        "crisis": "sector-disruption",
    },
    (events.LapseEvent, "what"): {
        "late_delivery missed_deadline late": "broken-promise",
        "bug bugs poor_quality mistake error": "shoddy-work",
        "slow slow_reply no_answer": "unresponsive",
    },
    (Client, "billing"): {
        "free probono unpaid": "pro-bono",
        "hourly fixed retainer normal": "paid",
    },
    (models.WorkingHours, "days"): {
        "monday": "mon",
        "tuesday": "tue",
        "wednesday": "wed",
        "thursday": "thu",
        "friday": "fri",
        "saturday": "sat",
        "sunday": "sun",
    },
    (includes.Include, "kind"): {
        "invoice bills": "invoices",
        "payment bank transactions": "payments",
        "hours times timesheet time_entries": "time",
        "event": "events",
    },
    (includes.Include, "delimiter"): {
        "comma": ",",
        "semicolon": ";",
        "tab": "\t",
        "pipe": "|",
    },
    (includes.Include, "decimal"): {"comma": ",", "point dot": "."},
    (models.Invoice, "status"): {
        "cancelled canceled cancel voided deleted": "void",
        "open unpaid overdue outstanding issued pending partial": "sent",
        "settled done closed": "paid",
    },
    (models.Payment, "reason"): {
        "cash_discount skonto": "discount",
        "fees bank_fee stripe paypal": "fee",
        "tax withholding withholding_tax": "withheld-tax",
        "return bounced failed": "returned",
        "refunded": "refund",
    },
    (models.Invoice, "paid"): {
        "true yes full fully": "write the day it was paid, such as `paid: 2026-02-20`",
        "false no open unpaid": "leave it out while the invoice is open",
    },
    (models.Business, "currency"): _CURRENCIES,
    (Client, "currency"): _CURRENCIES,
    (models.Business, "country"): _COUNTRIES,
    (Client, "country"): _COUNTRIES,
}
"""The values that people write, for a field of a model."""

_PERCENT = re.compile(r"[\d.,]+ ?%")
_COUNT = re.compile(r"\d+")


def key_hint(model: type[BaseModel] | None, key: str) -> str | None:
    """The right key of a model for a word, or what to write instead; None without a hint."""
    for base in model.__mro__ if model is not None else ():
        if issubclass(base, Entry) and base in KEYS and (hint := _words_of(base).get(_word(key))):
            return hint
    return None


def kind_hint(kind: str) -> str | None:
    """What to log for a kind of event that does not exist; None without a hint."""
    return _kinds().get(_word(kind))


def value_hint(model: type[BaseModel] | None, field: str, value: object) -> str | None:
    """What to write for a value that a field does not take; None without a hint."""
    if model is None or not isinstance(value, str):
        return None
    if field == "tax" and _PERCENT.fullmatch(value.strip()):
        return f"{_TAX}, not as a rate"
    if field == "revisions" and _COUNT.fullmatch(value.strip()):
        included = f"`included_revisions: {value.strip()}`"
        return f"list the rounds that happened; the number in the price is {included}"
    if field == "currency" and re.fullmatch("[A-Za-z]{3}", value) and not value.isupper():
        return value.upper()
    if field == "country" and re.fullmatch("[A-Za-z]{2}", value) and not value.isupper():
        return value.upper()
    return _by_word(VALUES.get((model, field), {})).get(_word(value))


def remedy(hint: str) -> str:
    """A hint as the end of a message; a single word is the right key, kind or value."""
    return f"did you mean {shown(hint)}?" if re.fullmatch(r"[\w-]+", hint) else hint


def _word(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip()[:60]).casefold()


def _by_word(table: Table) -> dict[str, str]:
    return {word: hint for words, hint in table.items() for word in words.split()}


@cache
def _words_of(model: type[BaseModel]) -> dict[str, str]:
    return _by_word(KEYS[model])


@cache
def _kinds() -> dict[str, str]:
    return _by_word(KINDS)
