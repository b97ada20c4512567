"""`clienthealth schema`: the JSON Schema of a ledger, for editors and other programs."""

from clienthealth.cli.options import Output
from clienthealth.cli.output import emit

EXAMPLES = (
    "clienthealth schema",
    "clienthealth schema --output clienthealth.schema.json",
)


def schema(output: Output = None) -> None:
    """Print the JSON Schema of a ledger."""
    from clienthealth import ledger_schema  # noqa: PLC0415  # not for --help

    emit(ledger_schema(), output)
