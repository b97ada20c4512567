"""Facts: pure functions of a ledger and a date, derived once and seen by every rule."""
