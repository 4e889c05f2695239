"""The one registry of records and their fields: which class each field belongs to.

A record's name is `kind/key`; the key is natural wherever two people can mean the same
thing (`answer/OS8.05`), a UUID in hex where one person makes a thing.
"""

from enum import Enum, StrEnum, auto

from bwassess.assessment.records import FACTORY_FACTS


class DocumentKind(StrEnum):
    """What travels together."""

    ASSESSMENT = "assessment"
    FACTORY = "factory"
    CHECKLIST = "checklist"


class FieldClass(Enum):
    """How several heads of a field are shown until they are settled."""

    PLAIN = auto()
    """The greatest (at, id); different values are a disagreement."""
    STATE = auto()
    """The least advanced state; different values are a disagreement."""
    LATEST = auto()
    """The greatest (at, id), never called a disagreement."""
    REMOVAL = auto()
    """Removed only by a removal that saw every head of the record."""


_P, _S, _L, _R = (
    FieldClass.PLAIN,
    FieldClass.STATE,
    FieldClass.LATEST,
    FieldClass.REMOVAL,
)

_FIELDS: dict[str, tuple[DocumentKind, dict[str, FieldClass]]] = {
    "assessment": (
        DocumentKind.ASSESSMENT,
        {
            "factory": _P,
            "checklist": _P,
            "country": _P,
            "cycle": _P,
            "visit": _P,
            "announced": _P,
            "summary": _P,
            "state": _S,
        },
    ),
    "member": (DocumentKind.ASSESSMENT, {"name": _P, "lead": _P, "removed": _R}),
    "answer": (
        DocumentKind.ASSESSMENT,
        {
            "value": _P,
            "note": _P,
            "override": _P,
            "wording": _P,
            "counts": _P,
            "extent": _P,
            "passed": _P,
            "photos": _L,
            "source:observation": _P,
            "source:document": _P,
            "source:worker": _P,
            "source:management": _P,
            "source:union": _P,
        },
    ),
    "row": (DocumentKind.ASSESSMENT, {"place": _P, "removed": _R}),
    "evidence": (
        DocumentKind.ASSESSMENT,
        {
            "file": _P,
            "question": _P,
            "caption": _P,
            "place": _P,
            "removed": _R,
        },
    ),
    "interview": (DocumentKind.ASSESSMENT, {"group": _P, "removed": _R}),
    "factory": (
        DocumentKind.FACTORY,
        {"name": _P, "country": _P, "os_id": _P, **dict.fromkeys(FACTORY_FACTS, _P)},
    ),
    "checklist": (
        DocumentKind.CHECKLIST,
        {"facts": _P, "published": _P, "retired": _P},
    ),
    "content": (DocumentKind.CHECKLIST, {"bytes": _P}),
}


def kind_of(record: str) -> str:
    """The kind in a record's name."""
    return record.partition("/")[0]


def key_of(record: str) -> str:
    """The key in a record's name."""
    return record.partition("/")[2]


def document_kind(record: str) -> DocumentKind | None:
    """The kind of document a record belongs to; None for kinds not known yet."""
    known = _FIELDS.get(kind_of(record))
    return known[0] if known else None


def kind_shown(record: str) -> DocumentKind | None:
    """The kind of document a record shows it to be; None where it may stand in others.

    Files stand in assessments, and in checklists whose texts have pictures.
    """
    return None if kind_of(record) == "evidence" else document_kind(record)


def class_of(record: str, field: str) -> FieldClass | None:
    """The class of a field; None for records or fields this program doesn't know."""
    known = _FIELDS.get(kind_of(record))
    return known[1].get(field) if known else None
