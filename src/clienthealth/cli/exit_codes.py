"""The exit codes, the same for every command; they are part of the program's interface."""

EXIT_OK = 0
EXIT_FOUND = 1
EXIT_USAGE = 2
EXIT_LEDGER = 3
EXIT_FAULT = 4
EXIT_OUTPUT = 5
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141

MEANINGS = {
    EXIT_OK: "done",
    EXIT_FOUND: "`check` found something",
    EXIT_USAGE: "wrong usage",
    EXIT_LEDGER: "invalid ledger",
    EXIT_FAULT: "a bug in the program",
    EXIT_OUTPUT: "an output cannot be written",
    EXIT_INTERRUPTED: "interrupted",
    EXIT_PIPE: "the pipe was closed",
}
"""In a few words, for `--help`; docs/commands.md says more."""
