"""The media of a checklist as records of its document, so that they travel with it."""

import hashlib
from uuid import UUID

from bwassess.checklist.given import Value
from bwassess.checklist.media import media_type
from bwassess.checklist.model import Checklist, MediaFile
from bwassess.store.writer import Edit


def edits(checklist: Checklist) -> list[Edit]:
    """What names the files of a version; two laptops that hold it say the same."""
    return [
        edit
        for file in checklist.files
        for record in (f"evidence/{_id_of(file).hex}",)
        for edit in (
            Edit(record, "file", _as_value(file)),
            Edit(record, "caption", file.name),
        )
    ]


def _as_value(file: MediaFile) -> Value:
    # What a laptop would find out by itself (its time, its idea of a width) is left
    # out: another one would say it otherwise.
    return {
        "sha256": file.sha256,
        "thumbnail": "",
        "original": "",
        "media_type": media_type(file.name),
        "size": file.size,
        "width": 0,
        "height": 0,
        "taken_at": None,
    }


def _id_of(file: MediaFile) -> UUID:
    named = f"{file.sha256} {file.name}".encode()
    digest = hashlib.sha256(b"bwassess media 1\0" + named).digest()
    return UUID(bytes=digest[:16])
