"""clienthealth: which clients to keep, which to renegotiate with, and which to let go.

Load a ledger and assess it on a date:

    from datetime import date
    from clienthealth import assess, load_ledger

    assessment = assess(load_ledger("clienthealth.yaml"), as_of=date(2026, 10, 31))
    for client in assessment.clients:
        print(client.id, client.health, client.verdict and client.verdict.action)

A script can do everything that the command line does: the command line uses only these names.
"""

from typing import TYPE_CHECKING

from clienthealth.version import __version__ as __version__

if TYPE_CHECKING:
    from clienthealth.checking.at_revision import base_at as base_at
    from clienthealth.checking.baseline import Baseline as Baseline
    from clienthealth.checking.baseline import baseline_entries as baseline_entries
    from clienthealth.checking.baseline import baseline_text as baseline_text
    from clienthealth.checking.baseline import read_baseline as read_baseline
    from clienthealth.checking.check import check as check
    from clienthealth.checking.compared import Base as Base
    from clienthealth.checking.compared import Inputs as Inputs
    from clienthealth.checking.compared import Terms as Terms
    from clienthealth.checking.file_names import in_repository as in_repository
    from clienthealth.checking.file_names import located as located
    from clienthealth.checking.file_names import located_problems as located_problems
    from clienthealth.checking.model import Report as Report
    from clienthealth.checking.model import Result as Result
    from clienthealth.checking.thresholds import UnknownNameError as UnknownNameError
    from clienthealth.checking.thresholds import choice as choice
    from clienthealth.checking.thresholds import thresholds as thresholds
    from clienthealth.editing.amending import Amendment as Amendment
    from clienthealth.editing.amending import CannotAmendError as CannotAmendError
    from clienthealth.editing.amending import amendment as amendment
    from clienthealth.editing.amending import save_amendment as save_amendment
    from clienthealth.editing.changes import LEDGER as LEDGER
    from clienthealth.editing.changes import Added as Added
    from clienthealth.editing.changes import KeySet as KeySet
    from clienthealth.editing.changes import Value as Value
    from clienthealth.editing.changes import of_client as of_client
    from clienthealth.editing.changes import of_invoice as of_invoice
    from clienthealth.editing.changes import of_project as of_project
    from clienthealth.editing.imports.explaining import explained_export as explained_export
    from clienthealth.editing.imports.explaining import plain_value as plain_value
    from clienthealth.editing.imports.plan import Import as Import
    from clienthealth.editing.imports.plan import ImportProblemsError as ImportProblemsError
    from clienthealth.editing.imports.plan import ImportWanted as ImportWanted
    from clienthealth.editing.imports.plan import plan_import as plan_import
    from clienthealth.editing.imports.wrong_settings import wrong_settings as wrong_settings
    from clienthealth.editing.locking import locked as locked
    from clienthealth.editing.log_entries import LogError as LogError
    from clienthealth.editing.log_entries import Logged as Logged
    from clienthealth.editing.log_entries import find_client as find_client
    from clienthealth.editing.log_entries import log_entry as log_entry
    from clienthealth.editing.log_kinds import LogField as LogField
    from clienthealth.editing.log_kinds import LogKind as LogKind
    from clienthealth.editing.log_kinds import UnknownKindError as UnknownKindError
    from clienthealth.editing.log_kinds import find_kind as find_kind
    from clienthealth.editing.log_kinds import log_kinds as log_kinds
    from clienthealth.editing.moments import MomentError as MomentError
    from clienthealth.editing.moments import moment_in_words as moment_in_words
    from clienthealth.editing.starting import business_problem as business_problem
    from clienthealth.editing.starting import first_ledger as first_ledger
    from clienthealth.editing.undo import CannotUndoError as CannotUndoError
    from clienthealth.editing.undo import Undone as Undone
    from clienthealth.editing.undo import last_logged as last_logged
    from clienthealth.editing.undo import remember as remember
    from clienthealth.editing.undo import take_back as take_back
    from clienthealth.editing.writing import replace_file as replace_file
    from clienthealth.editing.writing import write_file as write_file
    from clienthealth.editing.yaml_values import entry_text as entry_text
    from clienthealth.judging.assessment import Assessment as Assessment
    from clienthealth.judging.assessment import ClientAssessment as ClientAssessment
    from clienthealth.judging.assessment import assess as assess
    from clienthealth.judging.in_parts import LedgerInParts as LedgerInParts
    from clienthealth.judging.part import Question as Question
    from clienthealth.judging.part import WholeNeededError as WholeNeededError
    from clienthealth.judging.part import Words as Words
    from clienthealth.judging.processes import ProcessEndedError as ProcessEndedError
    from clienthealth.judging.processes import ledger_in_parts as ledger_in_parts
    from clienthealth.judging.trend import Trend as Trend
    from clienthealth.judging.trend import trend as trend
    from clienthealth.ledger import written as written
    from clienthealth.ledger.checks import MAX_WAIVER_DAYS as MAX_WAIVER_DAYS
    from clienthealth.ledger.client_names import client_names as client_names
    from clienthealth.ledger.discovery import find_ledger as find_ledger
    from clienthealth.ledger.exports.account import FileAccount as FileAccount
    from clienthealth.ledger.exports.preset import preset_names as preset_names
    from clienthealth.ledger.fields import FIRST_YEAR as FIRST_YEAR
    from clienthealth.ledger.fields import LAST_YEAR as LAST_YEAR
    from clienthealth.ledger.fields import one_line as one_line
    from clienthealth.ledger.git_objects import RevisionError as RevisionError
    from clienthealth.ledger.models import Client as Client
    from clienthealth.ledger.models import Ledger as Ledger
    from clienthealth.ledger.policy import LEAST_WINDOW as LEAST_WINDOW
    from clienthealth.ledger.policy import MOST_WINDOW as MOST_WINDOW
    from clienthealth.ledger.policy import Policy as Policy
    from clienthealth.ledger.problems import EVERY_ONE as EVERY_ONE
    from clienthealth.ledger.problems import LedgerError as LedgerError
    from clienthealth.ledger.problems import Problem as Problem
    from clienthealth.ledger.problems import did_you_mean as did_you_mean
    from clienthealth.ledger.problems import few_texts as few_texts
    from clienthealth.ledger.problems import gathered as gathered
    from clienthealth.ledger.schema import ledger_schema as ledger_schema
    from clienthealth.ledger.starter import LEDGER_NAME as LEDGER_NAME
    from clienthealth.ledger.starter import SCHEMA_NAME as SCHEMA_NAME
    from clienthealth.ledger.starter import starter_ledger as starter_ledger
    from clienthealth.ledger.watching import WatchedFiles as WatchedFiles
    from clienthealth.loading import load_ledger as load_ledger
    from clienthealth.loading import load_policy as load_policy
    from clienthealth.planning.after_review import with_plans as with_plans
    from clienthealth.planning.agenda import followups as followups
    from clienthealth.planning.agenda import today as today
    from clienthealth.planning.collecting import Collection as Collection
    from clienthealth.planning.collection import collect as collect
    from clienthealth.planning.due import Agenda as Agenda
    from clienthealth.planning.due import dues_of as dues_of
    from clienthealth.planning.due import first_line as first_line
    from clienthealth.planning.due import glance as glance
    from clienthealth.planning.errors import NoPlanError as NoPlanError
    from clienthealth.planning.following_up import followup as followup
    from clienthealth.planning.language import language_of as language_of
    from clienthealth.planning.letter_files import load_templates as load_templates
    from clienthealth.planning.letters import LetterContext as LetterContext
    from clienthealth.planning.letters import LetterKind as LetterKind
    from clienthealth.planning.letters import Templates as Templates
    from clienthealth.planning.letters import letter as letter
    from clienthealth.planning.letting_go import letgo as letgo
    from clienthealth.planning.model import Plan as Plan
    from clienthealth.planning.setting_boundaries import boundaries as boundaries
    from clienthealth.planning.statement import Statement as Statement
    from clienthealth.planning.statement import statement as statement
    from clienthealth.redaction.redact import introduce as introduce
    from clienthealth.redaction.redact import redact as redact
    from clienthealth.redaction.redact import redact_problems as redact_problems
    from clienthealth.redaction.redactor import KEY_VARIABLE as KEY_VARIABLE
    from clienthealth.redaction.redactor import NOTE as NOTE
    from clienthealth.redaction.redactor import Redactor as Redactor
    from clienthealth.report.check.github import annotated_problems as annotated_problems
    from clienthealth.report.formats import FORMATS as FORMATS
    from clienthealth.report.formats import missing_extra as missing_extra
    from clienthealth.report.formats import render as render
    from clienthealth.report.formats import renderer as renderer
    from clienthealth.report.formats import terminal_table as terminal_table
    from clienthealth.report.help.glossary import find_term as find_term
    from clienthealth.report.help.glossary import term_names as term_names
    from clienthealth.report.help.glossary import term_page as term_page
    from clienthealth.report.help.glossary import terms as terms
    from clienthealth.report.help.pages import Topic as Topic
    from clienthealth.report.help.pages import help_page as help_page
    from clienthealth.report.help.pages import help_topics as help_topics
    from clienthealth.report.help.terms import Term as Term
    from clienthealth.report.lists.html_problems import problems_page as problems_page
    from clienthealth.report.lists.import_text import render_import as render_import
    from clienthealth.report.lists.json_problems import problems_json as problems_json
    from clienthealth.report.page.live import live as live
    from clienthealth.report.score.explanation import Explanation as Explanation
    from clienthealth.report.score.explanation import explained as explained
    from clienthealth.report.text.cells import indented as indented
    from clienthealth.report.text.safety import safe as safe
    from clienthealth.report.text.safety import safe_line as safe_line
    from clienthealth.report.text.safety import safe_lines as safe_lines
    from clienthealth.report.text.safety import short as short
    from clienthealth.report.text.safety import short_words as short_words
    from clienthealth.report.view import View as View
    from clienthealth.report.view import view_of as view_of
    from clienthealth.reviewing.fleet import BrokenLedger as BrokenLedger
    from clienthealth.reviewing.fleet import ClientRow as ClientRow
    from clienthealth.reviewing.fleet import FleetBottom as FleetBottom
    from clienthealth.reviewing.fleet import FleetGroup as FleetGroup
    from clienthealth.reviewing.fleet import FleetRow as FleetRow
    from clienthealth.reviewing.fleet import fleet_bottom as fleet_bottom
    from clienthealth.reviewing.fleet import fleet_rows as fleet_rows
    from clienthealth.reviewing.model import Method as Method
    from clienthealth.reviewing.model import Review as Review
    from clienthealth.reviewing.review import TrendsOf as TrendsOf
    from clienthealth.reviewing.review import review as review
    from clienthealth.reviewing.what_if import Change as Change
    from clienthealth.reviewing.what_if import WhatIfError as WhatIfError
    from clienthealth.reviewing.what_if import parse_change as parse_change
    from clienthealth.rules.page import rule_page as rule_page
    from clienthealth.rules.policy_layers import Layer as Layer
    from clienthealth.rules.policy_layers import PolicyInForce as PolicyInForce
    from clienthealth.rules.policy_layers import combined as combined
    from clienthealth.rules.policy_layers import layers as layers
    from clienthealth.rules.registry import AnyRule as AnyRule
    from clienthealth.rules.registry import Configured as Configured
    from clienthealth.rules.registry import all_rules as all_rules
    from clienthealth.rules.registry import configured as configured
    from clienthealth.rules.registry import find_rule as find_rule
    from clienthealth.rules.registry import rule_names as rule_names

_NAMES = {
    "checking.at_revision": ("base_at",),
    "checking.baseline": ("Baseline", "baseline_entries", "baseline_text", "read_baseline"),
    "checking.check": ("check",),
    "checking.compared": ("Base", "Inputs", "Terms"),
    "checking.file_names": ("in_repository", "located", "located_problems"),
    "checking.model": ("Report", "Result"),
    "checking.thresholds": ("UnknownNameError", "choice", "thresholds"),
    "editing.amending": ("Amendment", "CannotAmendError", "amendment", "save_amendment"),
    "editing.changes": (
        "LEDGER",
        "Added",
        "KeySet",
        "Value",
        "of_client",
        "of_invoice",
        "of_project",
    ),
    "editing.imports.explaining": ("explained_export", "plain_value"),
    "editing.imports.plan": ("Import", "ImportProblemsError", "ImportWanted", "plan_import"),
    "editing.imports.wrong_settings": ("wrong_settings",),
    "editing.log_entries": (
        "LogError",
        "Logged",
        "find_client",
        "log_entry",
    ),
    "editing.log_kinds": (
        "LogField",
        "LogKind",
        "UnknownKindError",
        "find_kind",
        "log_kinds",
    ),
    "editing.moments": (
        "MomentError",
        "moment_in_words",
    ),
    "editing.starting": ("business_problem", "first_ledger"),
    "editing.undo": (
        "CannotUndoError",
        "Undone",
        "last_logged",
        "remember",
        "take_back",
    ),
    "editing.locking": ("locked",),
    "editing.writing": ("replace_file", "write_file"),
    "editing.yaml_values": ("entry_text",),
    "judging.assessment": ("Assessment", "ClientAssessment", "assess"),
    "judging.in_parts": ("LedgerInParts",),
    "judging.part": ("Question", "WholeNeededError", "Words"),
    "judging.processes": ("ProcessEndedError", "ledger_in_parts"),
    "judging.trend": ("Trend", "trend"),
    "ledger": ("written",),
    "ledger.checks": ("MAX_WAIVER_DAYS",),
    "ledger.client_names": ("client_names",),
    "ledger.discovery": ("find_ledger",),
    "ledger.exports.preset": ("preset_names",),
    "ledger.exports.account": ("FileAccount",),
    "ledger.fields": ("FIRST_YEAR", "LAST_YEAR", "one_line"),
    "ledger.git_objects": ("RevisionError",),
    "ledger.models": ("Client", "Ledger"),
    "ledger.policy": ("LEAST_WINDOW", "MOST_WINDOW", "Policy"),
    "ledger.problems": (
        "EVERY_ONE",
        "LedgerError",
        "Problem",
        "did_you_mean",
        "few_texts",
        "gathered",
    ),
    "ledger.schema": ("ledger_schema",),
    "ledger.starter": ("LEDGER_NAME", "SCHEMA_NAME", "starter_ledger"),
    "ledger.watching": ("WatchedFiles",),
    "loading": ("load_ledger", "load_policy"),
    "planning.after_review": ("with_plans",),
    "planning.agenda": ("followups", "today"),
    "planning.due": ("Agenda", "dues_of", "first_line", "glance"),
    "planning.collecting": ("Collection",),
    "planning.following_up": ("followup",),
    "planning.collection": ("collect",),
    "planning.letter_files": ("load_templates",),
    "planning.letters": ("LetterContext", "LetterKind", "Templates", "letter"),
    "planning.language": ("language_of",),
    "planning.statement": ("Statement", "statement"),
    "planning.errors": ("NoPlanError",),
    "planning.letting_go": ("letgo",),
    "planning.model": ("Plan",),
    "planning.setting_boundaries": ("boundaries",),
    "redaction.redact": ("introduce", "redact", "redact_problems"),
    "redaction.redactor": ("KEY_VARIABLE", "NOTE", "Redactor"),
    "report.check.github": ("annotated_problems",),
    "report.formats": ("FORMATS", "missing_extra", "render", "renderer", "terminal_table"),
    "report.help.glossary": ("find_term", "term_names", "term_page", "terms"),
    "report.help.terms": ("Term",),
    "report.help.pages": ("Topic", "help_page", "help_topics"),
    "report.lists.import_text": ("render_import",),
    "report.lists.html_problems": ("problems_page",),
    "report.lists.json_problems": ("problems_json",),
    "report.page.live": ("live",),
    "report.score.explanation": ("Explanation", "explained"),
    "report.view": ("View", "view_of"),
    "report.text.cells": ("indented",),
    "report.text.safety": ("safe", "safe_line", "safe_lines", "short", "short_words"),
    "reviewing.fleet": (
        "BrokenLedger",
        "ClientRow",
        "FleetBottom",
        "FleetGroup",
        "FleetRow",
        "fleet_bottom",
        "fleet_rows",
    ),
    "reviewing.model": ("Method", "Review"),
    "reviewing.review": ("TrendsOf", "review"),
    "reviewing.what_if": ("Change", "WhatIfError", "parse_change"),
    "rules.page": ("rule_page",),
    "rules.policy_layers": ("Layer", "PolicyInForce", "combined", "layers"),
    "rules.registry": (
        "AnyRule",
        "Configured",
        "all_rules",
        "configured",
        "find_rule",
        "rule_names",
    ),
}
"""The public names, by the module that they are loaded from."""

_HOMES = {name: f"{__name__}.{module}" for module, names in _NAMES.items() for name in names}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604  # all of them are text


def __getattr__(name: str) -> object:
    # Imported on first use, so that `clienthealth --help` does not build every model.
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415  # only where it is needed

        return getattr(import_module(_HOMES[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted(__all__)
