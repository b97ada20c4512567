"""Made-up mailboxes and calendars, and how their formats read them."""

from zoneinfo import ZoneInfo

import pytest

from clienthealth.ledger.exports.names import Names
from clienthealth.ledger.exports.setting import Setting
from made_mail import CLIENTS


@pytest.fixture
def setting():
    """The clients Acme and Bolt, of a business in Berlin."""
    return Setting(Names(CLIENTS, "EUR"), ZoneInfo("Europe/Berlin"))


@pytest.fixture
def read(setting):
    """The rows that a format reads from a text, and the problems that it tells."""

    def rows(table, text):
        problems = []
        found = table(text, setting, lambda line, message: problems.append((line, message)))
        return [dict(zip(found.headers, row.cells, strict=True)) for row in found.rows], problems

    return rows
