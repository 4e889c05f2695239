r"""The content of a checklist as bytes, the same for ever, and the names made of it.

The content is MessagePack of `[1, checklist]`. A value is written as a map from field
name to content, its keys sorted; a field that has its default is left out, so that a
field added by a later program changes no older hash. Texts are lists of
`[language, text]` in the checklist's order of languages, sets are sorted lists, days
are ISO dates, and what is derived (`hash`, `revision`) isn't content.

- The *hash* of a checklist: SHA-256 over `"bwassess checklist 1\0"` and its content.
- The *revision* of a question: the first 16 hex digits of SHA-256 over
  `"bwassess question 1\0"` and MessagePack of `[answer_type, label, choices, parts,
  nc_rule]`, where label, choices and parts (`[name, label]`) are in the first language
  the question has: a translation added later asks nobody to look again.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import msgpack

from bwassess.checklist.collecting import uncollected
from bwassess.checklist.kinds import MAX_DEPTH, AnswerType, Source
from bwassess.checklist.model import (
    Cells,
    Checklist,
    Choice,
    Group,
    Instance,
    Item,
    Media,
    MediaFile,
    Question,
    Translation,
    groups,
    is_file_name,
    leaves,
)
from bwassess.checklist.names import ChecklistHash, QuestionId
from bwassess.checklist.parameters import (
    Cell,
    Parameter,
    ParameterKind,
    RuleState,
    Shape,
)
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.texts import Text
from bwassess.text import _

_VERSION = 1
_DERIVED = frozenset({"hash", "revision", "clusters", "_by_id"})
_CLASSES = (
    Checklist,
    Group,
    Question,
    Choice,
    Instance,
    MediaFile,
    Translation,
    Parameter,
    ParameterKind,
    Cell,
)
_HASH = re.compile(r"[0-9a-f]{64}")
_T = TypeVar("_T")

_DEFAULTS: Mapping[type, tuple[tuple[str, object], ...]] = {
    kind: tuple(
        sorted(
            (f.name, f.default) for f in fields(kind) if f.name not in _DERIVED
        )  # names differ, so the defaults are never compared
    )
    for kind in _CLASSES
}


def encode(checklist: Checklist) -> bytes:
    """The canonical content of a checklist."""
    return _packed([_VERSION, _plain(checklist)])


@uncollected()
def decode(content: bytes) -> Checklist:
    """The checklist of a content, with its hash and its questions' revisions.

    Raises:
        ChecklistError: the bytes are no checklist, or a newer program wrote them.
    """
    try:
        version, plain = msgpack.unpackb(
            content, use_list=False, strict_map_key=True, max_ext_len=0
        )
    except (ValueError, TypeError) as error:
        raise _not_ours() from error
    if version != _VERSION:
        raise ChecklistError(
            _("The checklist was made by a newer version of this program."),
            hint=_("Update the program."),
        )
    if not _is_shallow(plain):
        raise _not_ours()
    try:
        checklist: Checklist = _made(Checklist, plain, hash=hash_of(content))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _not_ours() from error
    if not _is_unambiguous(checklist):
        raise _not_ours()
    return checklist


def _is_shallow(plain: Any) -> bool:
    """Whether groups stand no deeper in one another than a form's may."""
    level, depth = [plain], 0
    while level and depth <= MAX_DEPTH + 1:
        inner = [its.get("items") for its in level if isinstance(its, dict)]
        level = [item for items in inner if isinstance(items, tuple) for item in items]
        depth += 1
    return not level


def _is_unambiguous(checklist: Checklist) -> bool:
    """Whether each id and group is there only once, and each name once in its group."""
    ids = [question.id for question in leaves(checklist.items)]
    codes = [group.key for group in groups(checklist.items)]
    return (
        len(set(ids)) == len(ids)
        and len(set(codes)) == len(codes)
        and _names_differ(checklist.items)
        and all(_names_differ(group.items) for group in groups(checklist.items))
    )


def _names_differ(items: tuple[Item, ...]) -> bool:
    return len({item.name for item in items}) == len(items)


def hash_of(content: bytes) -> ChecklistHash:
    """The hash a content is known by."""
    return ChecklistHash(
        hashlib.sha256(b"bwassess checklist 1\0" + content).hexdigest()
    )


def revision_of(question: Question) -> str:
    """The revision of a question's own wording, choices and rule."""
    return _revision(
        question.answer_type,
        _first(question.label.by_language),
        [[c.name, _first(c.label.by_language)] for c in question.choices],
        [[p.name, _first(p.label.by_language)] for p in question.parts],
        question.nc_rule,
    )


def seal(checklist: Checklist) -> Checklist:
    """The same checklist with its questions' revisions and its hash filled in."""
    items = _with_revisions(checklist.items)
    sealed = replace(checklist, items=items)
    return replace(sealed, hash=hash_of(encode(sealed)))


def _with_revisions(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(
        replace(item, items=_with_revisions(item.items))
        if isinstance(item, Group)
        else replace(item, revision=revision_of(item))
        for item in items
    )


def _revision(
    answer_type: str,
    label: str,
    choices: list[list[str]],
    parts: list[list[str]],
    nc_rule: str,
) -> str:
    content = _packed([str(answer_type), label, choices, parts, nc_rule])
    return hashlib.sha256(b"bwassess question 1\0" + content).hexdigest()[:16]


def _first(texts: Any) -> str:
    return texts[0][1] if texts else ""


def _packed(plain: object) -> bytes:
    packed: bytes = msgpack.packb(plain, use_bin_type=True)
    return packed


def _plain(value: object) -> object:
    match value:
        case Text():
            return [[language, text] for language, text in value.by_language]
        case StrEnum():
            return value.value
        case str() | int():
            return value
        case tuple():
            return [_plain(item) for item in value]
        case frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
    return {
        name: _plain(its)
        for name, default in _DEFAULTS[type(value)]
        if (its := getattr(value, name)) != default
    }


def _text(plain: Any) -> Text:
    return Text(_cells(plain))


def _str(plain: Any) -> str:
    if not isinstance(plain, str):
        raise TypeError("not a text")
    return plain


def _bool(plain: Any) -> bool:
    if not isinstance(plain, bool):
        raise TypeError("not a truth value")
    return plain


def _strs(plain: Any) -> tuple[str, ...]:
    return tuple(map(_str, _tuple(plain)))


def _tuple(plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, tuple):
        raise TypeError("not a list")
    return plain


def _size(plain: Any) -> int:
    if not isinstance(plain, int) or isinstance(plain, bool) or plain < 0:
        raise TypeError("not a size")
    return plain


def _sha256(plain: Any) -> str:
    if not _HASH.fullmatch(plain):
        raise ValueError("no SHA-256")
    return _str(plain)


def _file_name(plain: Any) -> str:
    if not is_file_name(_str(plain)):
        raise ValueError("no name of a file")
    return _str(plain)


def _cells(plain: Any) -> Cells:
    """Pairs of texts, by far the most of what there is, and so taken as they come."""
    for pair in _tuple(plain):
        name, text = _tuple(pair)
        if not (isinstance(name, str) and isinstance(text, str)):
            raise TypeError("not a pair of texts")
    return plain  # type: ignore[no-any-return]


def _media(plain: Any) -> Media:
    return tuple((_str(kind), _text(files)) for kind, files in map(_tuple, plain))


def _items(plain: Any) -> tuple[Item, ...]:
    """Groups have items and questions haven't."""
    return tuple(
        _made(Group, item) if "items" in item else _question(item) for item in plain
    )


def _many(kind: type[_T]) -> Callable[[Any], tuple[_T, ...]]:
    return lambda plain: tuple(_made(kind, item) for item in plain)


def _question(plain: Any) -> Question:
    question: Question = _made(
        Question,
        plain,
        revision=_revision(
            plain["answer_type"],
            _first(plain["label"]),
            [[c["name"], _first(c["label"])] for c in plain.get("choices", ())],
            [[p["name"], _first(p["label"])] for p in plain.get("parts", ())],
            plain.get("nc_rule", ""),
        ),
    )
    return question


_READERS: Mapping[type, Mapping[str, Callable[[Any], object]]] = {
    Checklist: {
        "form_id": _str,
        "version": _str,
        "title": _str,
        "edition": _str,
        "country": _str,
        "languages": _strs,
        "items": _items,
        "parameter_kinds": _many(ParameterKind),
        "parameters": _many(Parameter),
        "instances": _many(Instance),
        "files": _many(MediaFile),
        "translations": _many(Translation),
        "settings": _cells,
    },
    Group: {
        "name": _str,
        "label": _text,
        "items": _items,
        "code": _str,
        "relevant": _str,
        "appearance": _str,
        "hint": _text,
        "guidance": _text,
        "short_name": _text,
        "media": _media,
        "is_repeat": _bool,
        "repeat_count": _str,
        "cells": _cells,
    },
    Instance: {
        "name": _str,
        "source": _str,
        "rows": lambda plain: tuple(map(_cells, plain)),
    },
    MediaFile: {"name": _file_name, "sha256": _sha256, "size": _size},
    Translation: {
        "language": _str,
        "reviewed_by": _str,
        "reviewed_on": date.fromisoformat,
    },
    ParameterKind: {
        "key": _str,
        "label": _text,
        "shape": Shape,
        "unit": _str,
        "cases": _many(Cell),
        "case_list": _str,
        "values": _many(Cell),
        "value_list": _str,
        "holds": _str,
        "steps_by": _str,
        "is_yearly": _bool,
    },
    Cell: {"name": _str, "label": _text},
    Question: {
        "id": lambda plain: QuestionId(_str(plain)),
        "code": _str,
        "name": _str,
        "answer_type": AnswerType,
        "label": _text,
        "hint": _text,
        "guidance": _text,
        "choices": _many(Choice),
        "kind": _str,
        "choice_list": _str,
        "choices_from": _str,
        "choice_filter": _str,
        "parts": _many(Choice),
        "part_list": _str,
        "required": _str,
        "required_message": _text,
        "relevant": _str,
        "constraint": _str,
        "constraint_message": _text,
        "warning": _str,
        "warning_message": _text,
        "calculation": _str,
        "default": _str,
        "trigger": _strs,
        "read_only": _str,
        "appearance": _str,
        "options": _cells,
        "cells": _cells,
        "media": _media,
        "finding": _text,
        "finding_counted": _text,
        "nc_rule": _str,
        "sources": lambda plain: tuple(map(Source, plain)),
        "reference": _str,
        "instruments": _strs,
        "public_in": lambda plain: frozenset(map(_str, plain)),
        "zero_tolerance": _bool,
        "parameters": _strs,
        "follow_ups": _text,
        "status": _str,
        "status_note": _str,
    },
    Choice: {"name": _str, "label": _text, "columns": _cells, "media": _media},
    Parameter: {
        "key": _str,
        "state": RuleState,
        "value": _str,
        "unit": _str,
        "case": _str,
        "scope": _str,
        "lower": _str,
        "upper": _str,
        "valid_from": date.fromisoformat,
        "valid_to": date.fromisoformat,
        "law": _str,
        "article": _str,
        "summary": _str,
        "source": _str,
        "level": _str,
        "conflict": _bool,
        "note": _str,
        "verified_by": _str,
        "verified_on": date.fromisoformat,
        "label": _text,
    },
}


def _made(kind: type[_T], plain: Any, **derived: object) -> _T:
    readers = _READERS[kind]
    return kind(**{name: readers[name](its) for name, its in plain.items()}, **derived)


def _not_ours() -> ChecklistError:
    return ChecklistError(
        _("The checklist's content is damaged or was made by another program."),
        hint=_("Take the checklist in again from its file."),
    )
