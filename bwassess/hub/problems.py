"""What a hub answers when it doesn't do what it was asked: `{code, message, details}`.

Codes are stable and shared with the client; messages are for whoever reads a log.
"""

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse

from bwassess.sync.wire import Code

PROBLEMS: Mapping[Code, tuple[int, str]] = {
    Code.MALFORMED: (400, "The request isn't formed as the interface says."),
    Code.TOO_LARGE: (413, "The request is larger than this address takes."),
    Code.TOO_SLOW: (408, "The request took too long to arrive."),
    Code.NOT_FOUND: (404, "There is nothing at this address."),
    Code.METHOD_NOT_ALLOWED: (405, "This address knows other methods only."),
    Code.NOT_SIGNED_IN: (401, "A device's token is needed."),
    Code.NOT_ENROLLED: (401, "No device with this token is enrolled here."),
    Code.REVOKED: (403, "This device was revoked; it may only hand in batches."),
    Code.ROLE: (403, "The role of this device doesn't allow it."),
    Code.UNKNOWN_CODE: (403, "The enrolment code isn't known, was used or is too old."),
    Code.PERSON_TAKEN: (409, "Someone of another name is enrolled as this person."),
    Code.BAD_PROOF: (403, "The signature doesn't show that the key is the device's."),
    Code.TOO_MANY_ATTEMPTS: (429, "Too many attempts failed; wait a while."),
    Code.CLIENT_TOO_OLD: (426, "This client may upload, but is too old to pull."),
    Code.UNKNOWN_CURSOR: (409, "The cursor isn't of this hub's history."),
    Code.UNKNOWN_DOCUMENT: (404, "No document of this id can be read by the device."),
    Code.UNKNOWN_EVIDENCE: (404, "No readable document names such a file."),
    Code.WRONG_OFFSET: (409, "The file goes on at another offset."),
    Code.DAMAGED_EVIDENCE: (422, "What arrived isn't the file named; begin again."),
    Code.UNKNOWN_DEVICE: (404, "No device with this key is enrolled."),
    Code.STORAGE_FULL: (507, "The hub's disk is full; nothing is lost, try later."),
    Code.BUSY: (503, "The hub is busy; try again."),
    Code.UNAVAILABLE: (503, "The hub's database can't be used now."),
    Code.INTERNAL: (500, "The hub met a fault of its own; its log has the details."),
}


class Problem(Exception):  # noqa: N818 - what the interface calls it
    """A request can't be done; becomes the answer."""

    def __init__(
        self,
        code: Code,
        *,
        headers: Mapping[str, str] | None = None,
        **details: Any,
    ) -> None:
        super().__init__(code.value)
        self.code = code
        self.details = details
        self.headers = headers

    def response(self) -> JSONResponse:
        """The answer to send."""
        status, message = PROBLEMS[self.code]
        return JSONResponse(
            {"code": self.code.value, "message": message, "details": self.details},
            status_code=status,
            headers=dict(self.headers or {}),
        )
