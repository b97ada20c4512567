"""The guard of a ledger repository: what is wrong, what got worse, and what was accepted."""
