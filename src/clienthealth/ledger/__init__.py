"""The ledger: its models, how it is found, read, merged and checked, and every problem's place."""
