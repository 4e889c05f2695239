"""What can go wrong between a laptop and its hub, each in one sentence."""

from collections.abc import Mapping
from typing import Any

from bwassess.errors import BwassessError
from bwassess.sync.wire import Code
from bwassess.text import _


class HubUnreachableError(BwassessError):
    def __init__(self, url: str) -> None:
        super().__init__(
            _(
                "The hub at {url} can't be reached. Nothing is lost; check the network "
                "and sync again."
            ).format(url=url)
        )


class NotAHubError(BwassessError):
    """Something answers that isn't a hub: a captive portal, a mistyped address."""

    def __init__(self, url: str) -> None:
        super().__init__(
            _(
                "What answers at {url} isn't a hub. If this network asks you to sign "
                "in, do that in a browser first; else check the address."
            ).format(url=url)
        )


class OtherHubError(BwassessError):
    """A hub answers, and it isn't the one this laptop is enrolled at."""

    def __init__(self, url: str) -> None:
        super().__init__(
            _(
                "Another hub than yours answers at {url}, so nothing was sent to it. "
                "Ask your office; if the hub was replaced, enrol with a new code and "
                "everything on this laptop is sent again."
            ).format(url=url)
        )


class BadAddressError(BwassessError):
    def __init__(self, url: str) -> None:
        super().__init__(
            _(
                "{url} is no address of a hub. Give one such as "
                "https://hub.example.org."
            ).format(url=url)
        )


class InsecureAddressError(BwassessError):
    def __init__(self, url: str) -> None:
        super().__init__(
            _(
                "{url} would carry the programme's data readable to everyone on the "
                "way. Give the address that begins with https."
            ).format(url=url)
        )


class HubTooOldError(BwassessError):
    def __init__(self, url: str) -> None:
        super().__init__(
            _(
                "The hub at {url} is too old for this program. Ask your office to "
                "update the hub; nothing is lost meanwhile."
            ).format(url=url)
        )


class NotEnrolledError(BwassessError):
    def __init__(self) -> None:
        super().__init__(
            _("This laptop isn't enrolled at a hub. Ask your office for a code.")
        )


class MistypedCodeError(BwassessError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "That can't be an enrolment code: it has five groups of four letters "
                "and digits. Compare it with what you were given."
            )
        )


class CodeOfAnotherHubError(BwassessError):
    def __init__(self, url: str) -> None:
        super().__init__(
            _(
                "The code wasn't made by the hub at {url}. Check both the address and "
                "the code."
            ).format(url=url)
        )


class ForeignCertificateError(BwassessError):
    """The hub answered an enrolment with a certificate that isn't ours."""

    def __init__(self, url: str) -> None:
        super().__init__(
            _(
                "The hub at {url} gave a certificate that isn't for this laptop. "
                "Nothing was changed; tell your office."
            ).format(url=url)
        )


class HubProblemError(BwassessError):
    """The hub said no, with one of its codes."""

    def __init__(
        self, code: Code, *, url: str, details: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(sentence(code, url=url))
        self.code = code
        self.details = dict(details or {})


def sentence(code: Code, *, url: str) -> str:
    """What a hub's code means to a person."""
    return _sentences()[code].format(url=url)


def _sentences() -> Mapping[Code, str]:
    theirs = _(
        "The hub at {url} didn't understand this program. Update the program, or tell "
        "your office; nothing is lost."
    )
    again = _(
        "The hub at {url} can't take anything in just now. Nothing is lost; sync again "
        "later."
    )
    signed_out = _(
        "The hub at {url} doesn't know this laptop. Ask your office for a new code."
    )
    return {
        Code.MALFORMED: theirs,
        Code.TOO_LARGE: theirs,
        Code.NOT_FOUND: theirs,
        Code.METHOD_NOT_ALLOWED: theirs,
        Code.WRONG_OFFSET: theirs,
        Code.UNKNOWN_CURSOR: theirs,
        Code.BAD_PROOF: signed_out,
        Code.NOT_SIGNED_IN: signed_out,
        Code.NOT_ENROLLED: signed_out,
        Code.TOO_SLOW: _(
            "The network is too slow to reach the hub at {url}. Sync again where it "
            "is better; what arrived needn't be sent again."
        ),
        Code.REVOKED: _(
            "This laptop may no longer use the hub at {url}. What it sent is kept "
            "there for an administrator; ask your office."
        ),
        Code.ROLE: _("Your role at the hub at {url} doesn't allow this."),
        Code.UNKNOWN_CODE: _(
            "The hub at {url} doesn't take this code: it was used, is too old or was "
            "mistyped. Ask your office for a new one."
        ),
        Code.PERSON_TAKEN: _(
            "The hub at {url} knows this person under another name. Ask your office "
            "for a code with the right name."
        ),
        Code.TOO_MANY_ATTEMPTS: _(
            "The hub at {url} refused too many codes in a row. Wait a minute and try "
            "again."
        ),
        Code.CLIENT_TOO_OLD: _(
            "Everything was sent to the hub at {url}, but this program is too old to "
            "get what is there. Update it."
        ),
        Code.UNKNOWN_DOCUMENT: _("The hub at {url} has no such assessment for you."),
        Code.UNKNOWN_EVIDENCE: _("The hub at {url} has no such file for you."),
        Code.DAMAGED_EVIDENCE: _(
            "A file arrived damaged at the hub at {url}. Sync again to send it anew."
        ),
        Code.UNKNOWN_DEVICE: _("The hub at {url} knows no such laptop."),
        Code.STORAGE_FULL: _(
            "The disk of the hub at {url} is full. Nothing is lost; tell your office "
            "and sync again later."
        ),
        Code.BUSY: again,
        Code.UNAVAILABLE: again,
        Code.INTERNAL: again,
    }
