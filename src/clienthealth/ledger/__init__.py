"""The ledger: models, reading, merging, checks, and where everything stands."""
