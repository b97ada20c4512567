"""The annual review for cron or CI: writes Markdown and HTML, exits 1 when somebody is to go.

python examples/annual_review.py LEDGER FOLDER [YEAR]      the year that is over, if none is named
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from clienthealth import LedgerError, load_ledger, render, review


def main(ledger_path: str, folder: str, year: str | None = None) -> int:
    """Review a year; 0 where nobody is to go, 1 where somebody is, 3 for an invalid ledger."""
    reviewed = int(year) if year else datetime.now(UTC).year - 1
    try:
        ledger = load_ledger(ledger_path)
    except LedgerError as error:
        print(error, file=sys.stderr)
        return 3
    found = review(ledger, first_day=date(reviewed, 1, 1), last_day=date(reviewed, 12, 31))
    Path(folder).mkdir(parents=True, exist_ok=True)
    for format_, suffix in (("markdown", "md"), ("html", "html")):
        file = Path(folder) / f"review-{reviewed}.{suffix}"
        file.write_text(render(found, format_), encoding="utf-8")
    for client in (*found.to_go, *found.beyond):  # the lowest, and those that misbehave
        print(f"{client.id}: {client.name} is to go")
    return 1 if found.to_go or found.beyond else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if 3 <= len(sys.argv) <= 4 else __doc__)
