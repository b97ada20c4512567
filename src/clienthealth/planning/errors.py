"""Why there is no plan for a client."""


class NoPlanError(ValueError):
    """There is nothing to plan. The message says why, and what to do instead.

    `redacted` is the message without the client's name.
    """

    def __init__(self, message: str, redacted: str) -> None:
        super().__init__(message)
        self.redacted = redacted
