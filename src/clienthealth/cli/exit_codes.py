"""The exit codes, the same for every command; they are part of the program's interface."""

EXIT_OK = 0
EXIT_FOUND = 1
EXIT_USAGE = 2
EXIT_LEDGER = 3
EXIT_FAULT = 4
EXIT_OUTPUT = 5
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141
