"""The ledger: models, reading, merging, checks, and the place of every entry."""
