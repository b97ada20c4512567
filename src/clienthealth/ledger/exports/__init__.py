"""Exports of other programs that a ledger includes: files to tables, tables to entries."""
