"""A plan as it may be shown to anybody: pseudonyms, no amounts, no words of the ledger."""

from clienthealth.planning.command import Command
from clienthealth.planning.model import Plan, Step
from clienthealth.redaction.redact import introduce, redact
from clienthealth.redaction.redactor import Redactor


def redact_plan(plan: Plan, redactor: Redactor) -> Plan:
    """The plan for anybody; `withheld` tells the renderers to leave amounts out.

    What a plan says in the program's own words stays, with its dates; its notes, which quote the
    ledger, and its letters, which name people, are gone.
    """
    introduce(plan.assessment.ledger, redactor)
    assessment = redact(plan.assessment, redactor)
    name = redactor.client(plan.client.id)
    return plan._replace(
        assessment=assessment,
        client=next(each for each in assessment.clients if each.id == name),
        steps=tuple(_step(step, name) for step in plan.steps),
        instead=_command(plan.instead, name) if plan.instead else None,
        letters=(),
        recipient=None,
        withheld=True,
    )


def _step(step: Step, name: str) -> Step:
    command = _command(step.command, name) if step.command else None
    return step._replace(amount=None, notes=(), command=command)


def _command(command: Command, name: str) -> Command:
    return command._replace(client=name)
