"""Adding to a ledger without harming it: the place, the lock, the notation."""
