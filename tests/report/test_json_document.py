"""JSON of a large ledger takes little more memory than its text."""

import json
import tracemalloc

from clienthealth.report.text.json_document import json_document


def test_a_large_document_takes_a_few_times_its_text() -> None:
    document = {"clients": [{"id": n, "name": "Acme", "facts": None} for n in range(30_000)]}
    tracemalloc.start()
    try:
        text = json_document(document)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(text)
    assert text == json.dumps(document, indent=2) + "\n"
