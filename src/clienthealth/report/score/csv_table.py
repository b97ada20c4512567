"""`score --format csv`: a line a client, for a spreadsheet."""

import csv
import io

from clienthealth.judging.assessment import ClientAssessment
from clienthealth.report.text.safety import csv_cell
from clienthealth.report.text.wording import action_of
from clienthealth.report.view import View

HEADER = (
    "id",
    "name",
    "stage",
    "rank",
    "health",
    "grade",
    "coverage",
    "trend",
    "effective_rate",
    "worth",
    "currency",
    "bottom",
    "grinder",
    "verdict",
    "holds",
    "because",
    "flags",
    "dbt_days",
    "late_share",
    "days_to_pay",
    "revenue",
    "hours",
    "open_balance",
    "overdue_balance",
    "not_due",
    "days_1_30",
    "days_31_60",
    "days_61_90",
    "over_90",
)


def render(view: View) -> str:
    """A header and a line for each client; what is unknown is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for client in view.clients:
        writer.writerow(_cells(client, view.assessment.currency))
    return out.getvalue()


def _cells(client: ClientAssessment, currency: str) -> list[object]:
    facts, verdict = client.facts, client.verdict
    return [
        client.id,
        csv_cell(client.name),
        client.stage,
        client.rank,
        client.health,
        client.grade,
        f"{client.coverage:.2f}",
        client.trend,
        client.effective_rate,
        client.worth,
        currency,
        str(client.bottom).lower(),
        str(client.grinder).lower(),
        action_of(client) if verdict else "",
        " ".join(h.kind for h in verdict.holds) if verdict else "",
        " ".join(verdict.because) if verdict else "",
        " ".join(f.code for f in client.findings if f.waiver is None),
        "" if facts.dbt_days is None else f"{facts.dbt_days:.2f}",
        "" if facts.late_share is None else f"{facts.late_share:.4f}",
        "" if facts.days_to_pay is None else f"{facts.days_to_pay:.1f}",
        facts.revenue,
        facts.hours,
        facts.open_balance,
        facts.overdue_balance,
        *facts.ageing.values(),
    ]
