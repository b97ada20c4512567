"""The ledger: models, reading, merging, checks, and the place of every entry."""

from clienthealth.ledger import written as written
