"""Acting on a verdict: dated plans for parting, setting boundaries, following up and collecting."""
