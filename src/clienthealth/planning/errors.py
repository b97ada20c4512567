"""Why there is no plan for a client."""


class NoPlanError(ValueError):
    """There is nothing to plan; the message says why, and what to do instead.

    `redacted` says it without naming the client.
    """

    def __init__(self, message: str, redacted: str) -> None:
        super().__init__(message)
        self.redacted = redacted
