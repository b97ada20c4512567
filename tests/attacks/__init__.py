"""Attacks by the words of a ledger, tried on every format that is printed."""
