"""Names the clients of the example studio that need a talk or an end, and why.

python examples/quickstart.py
"""

from datetime import date
from pathlib import Path

from clienthealth import assess, load_ledger

STUDIO = Path(__file__).with_name("studio.yaml")


def main() -> None:
    """Load the ledger, judge it on a date, print what to do."""
    assessment = assess(load_ledger(STUDIO), as_of=date(2026, 10, 31))
    for client in assessment.clients:
        if client.verdict and client.verdict.action in {"fire", "let-go", "renegotiate"}:
            print(f"{client.name}: {client.verdict.action}, health {client.computed_health}")
            for finding in client.findings:
                if finding.code in client.verdict.because:
                    print(f"  {finding.code} {finding.name}: {finding.message}")


if __name__ == "__main__":
    main()
