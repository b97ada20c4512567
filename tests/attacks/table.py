"""The table of docs/security.md, each attack on each format: `python tests/attacks/table.py`."""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from attacks.payloads import JUDGES, TEXTS, terminal  # from the tests' own folder
from hostile import ASKED, FILE, ROWS, ledger  # the same


def main() -> int:
    """Print the table; 1 where something was obeyed."""
    tried, obeyed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        (folder / ROWS).write_text("client,date,hours\nacme,2026-09-01,23\n")
        for attack, texts in TEXTS.items():
            for text in texts:
                (folder / FILE).write_text(ledger(text), encoding="utf-8", newline="")
                for asked in ASKED:
                    done = asked.of(folder)
                    cell = (asked.format or "text", attack)
                    tried[cell] += 1
                    found = JUDGES[asked.format](done.out) if done.out else []
                    if found or terminal(done.err) or done.code not in {0, 1, 2}:
                        obeyed[cell] += 1
                        print(asked.name, repr(text), found[:3], done.code, file=sys.stderr)
    formats = sorted({name for name, _ in tried})
    print(f"| format | {' | '.join(TEXTS)} |\n| --- |{' ---: |' * len(TEXTS)}")
    for name in formats:
        cells = (f"{obeyed[name, attack]} of {tried[name, attack]}" for attack in TEXTS)
        print(f"| {name} | {' | '.join(cells)} |")
    print(f"\n{obeyed.total()} of {tried.total():,} outputs were obeyed.")
    return int(obeyed.total() > 0)


if __name__ == "__main__":
    sys.exit(main())
