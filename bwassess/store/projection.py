"""What a record shows, as the row of its typed table. Pure.

Values come from other laptops and may have any shape; a value of the wrong shape reads
as if it weren't there, so that no batch can break a projection.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bwassess.assessment.records import FACTORY_FACTS, Extent, InterviewKind, State
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import Source
from bwassess.journal import canonical
from bwassess.journal.merge import Shown

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

VERSION = 1
"""Counts up when the rows made from the same changes differ; a new one rebuilds."""

_STATES = tuple(state.value for state in State)
_EXTENTS = tuple(extent.value for extent in Extent)
_INTERVIEWS = tuple(kind.value for kind in InterviewKind)
_SOURCES = tuple((source.value, f"source:{source.value}") for source in Source)

Row = dict[str, Any]
Fields = Mapping[str, Shown]


def row_of(record: str, fields: Fields) -> Row | None:
    """The typed row of a record; None for records this program doesn't know."""
    kind, slash, key = record.partition("/")
    make = _ROWS.get(kind)
    # A row must not be written by two records.
    if make is None or not slash or (key and kind in _ONE_A_DOCUMENT):
        return None
    return {**make(key, fields), "disputed": disputed(fields)}


def disputed(fields: Fields) -> str:
    """Names of the disputed fields, separated by blanks."""
    return " ".join(sorted(_word(name) for name, one in fields.items() if one.disputed))


def _word(name: str) -> str:
    """A field's name without blanks; those of our own fields have none."""
    return name if name.split() == [name] else quote(name) or "%"


def _value(fields: Fields, name: str) -> Value:
    shown = fields.get(name)
    return shown.value if shown else None


def _text(fields: Fields, name: str) -> str:
    return _as_text(_value(fields, name))


def _as_text(value: Value) -> str:
    # PostgreSQL has no NUL in text; nobody can see one either.
    return value.replace("\0", "") if isinstance(value, str) else ""


def _map(fields: Fields, name: str) -> Mapping[str, Value]:
    value = _value(fields, name)
    return value if isinstance(value, Mapping) else {}


def _number(value: Value, most: int = 2**31 - 1) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
        return value
    return 0


def _one_of(value: Value, known: Sequence[str]) -> str | None:
    return value if isinstance(value, str) and value in known else None


def _assessment(_: str, fields: Fields) -> Row:
    visit = _value(fields, "visit")
    first, last = (
        (_day(visit[0]), _day(visit[1]))
        if isinstance(visit, tuple) and len(visit) == 2
        else (None, None)
    )
    factory = _value(fields, "factory")
    state = _map(fields, "state").get("state")
    return {
        "factory": factory if canonical.fits(factory, 16) else None,
        "checklist": _text(fields, "checklist") or None,
        "country": _text(fields, "country"),
        "cycle": _number(_value(fields, "cycle")),
        "first_day": first,
        "last_day": last,
        "announced": _value(fields, "announced") is True,
        "state": _one_of(state, _STATES) or State.DRAFT.value,
        "summary": _text(fields, "summary"),
    }


def _day(value: Value) -> str | None:
    return value if isinstance(value, str) and _DAY.fullmatch(value) else None


def _member(key: str, fields: Fields) -> Row:
    return {
        "person": key,
        "name": _text(fields, "name"),
        "lead": _value(fields, "lead") is True,
        "removed": _value(fields, "removed") is True,
    }


def _answer(key: str, fields: Fields) -> Row:
    given = _map(fields, "value")
    value = given.get("value")
    override = _map(fields, "override")
    is_finding = override.get("is_finding")
    counts = _map(fields, "counts")
    counted = "affected" in counts and "seen" in counts
    photos = _value(fields, "photos")
    return {
        "question": key,
        "value": None if value is None else canonical.encode(value),
        "revision": _as_text(given.get("revision")),
        "note": _text(fields, "note"),
        "override": is_finding if isinstance(is_finding, bool) else None,
        "reason": _as_text(override.get("reason")),
        "wording": _text(fields, "wording"),
        "affected": _number(counts["affected"]) if counted else None,
        "seen": _number(counts["seen"]) if counted else None,
        "extent": _one_of(_value(fields, "extent"), _EXTENTS),
        "sources": " ".join(
            source for source, name in _SOURCES if _value(fields, name) is True
        ),
        "photos": " ".join(one.hex() for one in photos if canonical.fits(one, 16))
        if isinstance(photos, tuple)
        else "",
        "passed": _text(fields, "passed"),
        "changed_at": max((shown.head.at for shown in fields.values()), default=0),
    }


def _row(key: str, fields: Fields) -> Row:
    place = _map(fields, "place")
    return {
        "id": key,
        "repeat": _as_text(place.get("repeat")),
        "parent": _as_text(place.get("parent")),
        "removed": _value(fields, "removed") is True,
    }


def _evidence(key: str, fields: Fields) -> Row:
    file = _map(fields, "file")
    taken_at = file.get("taken_at")
    return {
        "id": key,
        "sha256": _as_text(file.get("sha256")),
        "media_type": _as_text(file.get("media_type")),
        "size": _number(file.get("size"), 2**53),
        "width": _number(file.get("width")),
        "height": _number(file.get("height")),
        "thumbnail": _as_text(file.get("thumbnail")),
        "original": _as_text(file.get("original")),
        "taken_at": taken_at if canonical.fits(taken_at, int) else None,
        "question": _text(fields, "question") or None,
        "caption": _text(fields, "caption"),
        "place": _text(fields, "place"),
        "removed": _value(fields, "removed") is True,
    }


def _interview(key: str, fields: Fields) -> Row:
    group = _map(fields, "group")
    return {
        "id": key,
        "kind": _one_of(group.get("kind"), _INTERVIEWS)
        or InterviewKind.INDIVIDUAL.value,
        "women": _number(group.get("women")),
        "men": _number(group.get("men")),
        "removed": _value(fields, "removed") is True,
    }


def _factory(_: str, fields: Fields) -> Row:
    facts = {name: _text(fields, name) for name in sorted(FACTORY_FACTS)}
    return {
        "name": _text(fields, "name"),
        "country": _text(fields, "country"),
        "os_id": _text(fields, "os_id"),
        "facts": canonical.encode({k: v for k, v in facts.items() if v}),
    }


def _checklist(_: str, fields: Fields) -> Row:
    facts = _map(fields, "facts")
    return {
        "hash": _as_text(facts.get("hash")),
        "form_id": _as_text(facts.get("form_id")),
        "version": _as_text(facts.get("version")),
        "title": _as_text(facts.get("title")),
        "country": _as_text(facts.get("country")),
        "parts": _number(facts.get("parts")),
        "published": _value(fields, "published") is True,
        "retired": _value(fields, "retired") is True,
    }


_ROWS: dict[str, Callable[[str, Fields], Row]] = {
    "assessment": _assessment,
    "member": _member,
    "answer": _answer,
    "row": _row,
    "evidence": _evidence,
    "interview": _interview,
    "factory": _factory,
    "checklist": _checklist,
}

_ONE_A_DOCUMENT = frozenset({"assessment", "factory", "checklist"})
