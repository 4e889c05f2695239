"""Errors a person can meet: one clear sentence, and where it helps what to do."""


class BwassessError(Exception):
    """Something the user can meet: a bad file, a wrong passphrase, a hub away.

    Subclasses take facts and build one sentence through `bwassess.text`.
    Everything that is no `BwassessError` is a bug.

    Attributes:
        hint: What the user may do next, or None where the sentence says it.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint
