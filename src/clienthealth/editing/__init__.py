"""Adding to a ledger without harming it: where, under which lock, and written how."""
