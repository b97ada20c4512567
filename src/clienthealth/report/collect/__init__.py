"""`collect` and the statement of account in each format."""
