"""From findings to a verdict: health, ranks, holds, the decision, on one date and over time."""
