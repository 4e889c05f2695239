"""Pictures, recordings and films beside a form, as far as they travel with it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType

from bwassess.checklist.columns import media_of
from bwassess.checklist.external import Files
from bwassess.checklist.model import (
    Checklist,
    Item,
    Media,
    MediaFile,
    groups,
    leaves,
)
from bwassess.checklist.problems import Problem
from bwassess.checklist.sheets import Sheet
from bwassess.text import _

MAX_FILE = 20 * 2**20
MAX_ALL = 100 * 2**20
"""Bytes; a checklist goes to every laptop, also over a weak line."""

_MB = 2**20
_MOST_TOLD = 50
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".gif": "image/gif",
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
        ".bmp": "image/bmp",
        ".mp3": "audio/mpeg",
        ".m4a": "audio/mp4",
        ".ogg": "audio/ogg",
        ".wav": "audio/wav",
        ".mp4": "video/mp4",
        ".webm": "video/webm",
        ".3gp": "video/3gpp",
    }
)


def media_type(name: str) -> str:
    """The same on every system, where a registry of types would differ."""
    return _TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")


class Taken:
    """Which of the files that a form's texts name travel with it.

    Attributes:
        files: Those that do, by name.
    """

    def __init__(self, items: tuple[Item, ...], files: Files) -> None:
        self._missing: set[str] = set()
        self._too_large: set[str] = set()
        found: list[MediaFile] = []
        room = MAX_ALL
        for name in sorted(set(_names(items))):
            size = files.size(name)
            if size is None:
                self._missing.add(name)
            elif size > min(MAX_FILE, room):
                self._too_large.add(name)
            elif (its := files.media(name)) is not None:
                found.append(its)
                room -= size
        self.files = tuple(found)

    def problems(
        self, sheets: Iterable[Sheet], languages: tuple[str, ...]
    ) -> Iterator[Problem]:
        """What the form does without, each file once; it can be used all the same."""
        told: set[str] = set()
        for sheet in sheets:
            for row in sheet.rows:
                for kind, name in _named(media_of(row, languages)):
                    if name in told or len(told) == _MOST_TOLD:
                        continue
                    said = self._said(name)
                    if said is not None:
                        told.add(name)
                        yield Problem(sheet.name, row.number, kind, *said, blocks=False)

    def _said(self, name: str) -> tuple[str, str] | None:
        if name in self._missing:
            return (
                _("The file {file} isn't there.").format(file=name),
                _("Put it beside the form if it is to be shown."),
            )
        if name in self._too_large:
            return (
                _(
                    "The file {file} is too large to travel with the checklist: one "
                    "may have {most} MB, all together {total} MB."
                ).format(file=name, most=MAX_FILE // _MB, total=MAX_ALL // _MB),
                _("Make it smaller if it is to be shown."),
            )
        return None


def files_of(media: Media, checklist: Checklist) -> dict[str, MediaFile]:
    """The files of a version by the name a text has for them."""
    held = {one.name: one for one in checklist.files}
    return {name: held[name] for _kind, name in _named(media) if name in held}


def bare(name: str) -> str:
    """The name of a file, also where it is written as other tools keep it."""
    return name.rpartition("/")[2] if name.startswith("jr://") else name


def _names(items: tuple[Item, ...]) -> Iterator[str]:
    for media in _media(items):
        for _kind, name in _named(media):
            yield name


def _media(items: tuple[Item, ...]) -> Iterator[Media]:
    for group in groups(items):
        yield group.media
    for question in leaves(items):
        yield question.media
        for choice in (*question.choices, *question.parts):
            yield choice.media


def _named(media: Media) -> Iterator[tuple[str, str]]:
    for kind, names in media:
        for _language, name in names.by_language:
            yield kind, bare(name)
