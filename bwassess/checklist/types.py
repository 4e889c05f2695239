"""The types of the survey sheet: all spellings pyxform takes, and their meaning."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bwassess.checklist.kinds import AnswerType

LEAVE_OUT = "leave_out"
"""Our own type: takes a question or a group of the base away."""

FILE_SUFFIXES = (".csv", ".xml", ".geojson")
"""What choices may be read from."""

OR_OTHER = "other"
"""The choice that asks for words of one's own."""


class Edge(StrEnum):
    """What begins and ends."""

    GROUP = "group"
    REPEAT = "repeat"
    LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Begin:
    """The beginning of a group; `over` is the list that a loop goes over."""

    edge: Edge
    over: str = ""


@dataclass(frozen=True, slots=True)
class End:
    edge: Edge


@dataclass(frozen=True, slots=True)
class Asks:
    """The type of a question.

    Attributes:
        words: The type in its usual spelling, without a list.
        source: The list, the file or the `${reference}` its choices come from.
        or_other: Whether one more choice asks for words.
    """

    answer_type: AnswerType
    words: str
    source: str = ""
    or_other: bool = False

    @property
    def is_select(self) -> bool:
        return bool(self.source)

    @property
    def is_from_file(self) -> bool:
        """Whether its choices are read from a file."""
        return not self.is_from_repeat and self.source.endswith(FILE_SUFFIXES)

    @property
    def is_from_repeat(self) -> bool:
        """Whether its choices are what was answered before."""
        return "${" in self.source


_SPELLINGS: Mapping[AnswerType, Mapping[str, tuple[str, ...]]] = {
    AnswerType.TEXT: {
        "text": ("string", "q string", "add text prompt"),
        "phone number": (),
    },
    AnswerType.INTEGER: {
        "integer": ("int", "q int", "add integer prompt"),
        "percentage": (),
        "number of days in last month": (),
        "number of days in last six months": (),
        "number of days in last year": (),
    },
    AnswerType.NUMBER: {"decimal": ("q decimal", "add decimal prompt")},
    AnswerType.RANGE: {"range": ()},
    AnswerType.BARCODE: {"barcode": ("q barcode", "add barcode prompt")},
    AnswerType.DATE: {"date": ("q date", "add date prompt")},
    AnswerType.TIME: {"time": ()},
    AnswerType.DATETIME: {
        "dateTime": (
            "datetime",
            "date time",
            "q date time",
            "q dateTime",
            "add date time prompt",
            "add dateTime prompt",
        )
    },
    AnswerType.GEOPOINT: {
        "geopoint": (
            "gps",
            "location",
            "q geopoint",
            "q location",
            "add location prompt",
        )
    },
    AnswerType.GEOTRACE: {"geotrace": ("q geotrace",)},
    AnswerType.GEOSHAPE: {"geoshape": ("q geoshape",)},
    AnswerType.IMAGE: {
        "image": (
            "photo",
            "q picture",
            "q image",
            "add image prompt",
            "add photo prompt",
        )
    },
    AnswerType.AUDIO: {"audio": ("q audio", "add audio prompt")},
    AnswerType.VIDEO: {"video": ("q video", "add video prompt")},
    AnswerType.FILE: {"file": ("add file prompt",), "osm": ()},
    AnswerType.ACKNOWLEDGE: {
        "acknowledge": ("trigger", "q acknowledge", "add acknowledge prompt")
    },
    AnswerType.NOTE: {"note": ("q note", "add note prompt")},
    AnswerType.CALCULATE: {"calculate": ("q calculate", "add calculate prompt")},
    AnswerType.HIDDEN: {"hidden": ()},
    AnswerType.METADATA: {
        "start": ("start time", "get start time"),
        "end": ("end time", "get end time"),
        "today": ("get today",),
        "deviceid": ("imei", "device id", "get device id"),
        "subscriberid": ("subscriber id", "get subscriber id"),
        "simserial": ("sim id", "get sim id"),
        "phonenumber": ("get phone number",),
        "username": (),
        "email": (),
        "uri:deviceid": (),
        "uri:subscriberid": (),
        "uri:simserial": (),
        "uri:phonenumber": (),
        "uri:username": (),
        "uri:email": (),
        "audit": (),
        "start-geopoint": (),
        "background-geopoint": (),
        "background-audio": (),
        "xml-external": (),
        "csv-external": (),
    },
}
_SELECTS: Mapping[str, AnswerType] = {
    "select_one": AnswerType.CHOICE,
    "select_multiple": AnswerType.CHOICES,
    "rank": AnswerType.RANK,
}
_SELECT_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "select_one": (
        "select one from file",
        "select_one_from_file",
        "select_one_external",
        "add select one prompt using",
        "select one from",
        "select one",
        "select1",
    ),
    "select_multiple": (
        "select multiple from file",
        "select_multiple_from_file",
        "add select multiple prompt using",
        "select all that apply from",
        "select all that apply",
    ),
    "rank": (),
}
_FROM_FILE = frozenset(
    {
        "select_one_from_file",
        "select one from file",
        "select_multiple_from_file",
        "select multiple from file",
    }
)
USUAL: Mapping[AnswerType, str] = MappingProxyType(
    {
        **{answer_type: next(iter(its)) for answer_type, its in _SPELLINGS.items()},
        **{answer_type: words for words, answer_type in _SELECTS.items()},
        AnswerType.YES_NO: "select_one",
        AnswerType.YES_NO_NA: "select_one",
        AnswerType.RATIO: "decimal",
        AnswerType.PERCENTAGE: "decimal",
    }
)
"""The type a kind of answer is written as, where nothing else is said."""

IMPLIED: Mapping[str, str] = MappingProxyType(
    {
        "phone number": r"regex(., '^\d*$')",
        "percentage": "0 <= . and . <= 100",
        "number of days in last month": "0 <= . and . <= 31",
        "number of days in last six months": "0 <= . and . <= 183",
        "number of days in last year": "0 <= . and . <= 365",
    }
)
"""The constraint that a type has by itself."""

_BY_SPELLING: Mapping[str, Asks] = {
    spelling: Asks(answer_type, words)
    for answer_type, its in _SPELLINGS.items()
    for words, others in its.items()
    for spelling in (words, *others)
}
_SELECT_WORDS: Mapping[str, str] = {
    spelling: words
    for words, others in _SELECT_SPELLINGS.items()
    for spelling in (words, *others)
}
_SELECT = re.compile(
    rf"({'|'.join(sorted(_SELECT_WORDS, key=len, reverse=True))}) (\S+)"
    r"( (?:or specify other|or_other|or other))?"
)
_EDGES: Mapping[str, Edge] = {
    "group": Edge.GROUP,
    "lgroup": Edge.REPEAT,
    "repeat": Edge.REPEAT,
    "looped group": Edge.REPEAT,
    "loop": Edge.LOOP,
}
_BEGIN = re.compile(rf"begin[\s_]({'|'.join(_EDGES)})(?: (?:over )?(\S+))?")
_END = re.compile(rf"end[\s_]({'|'.join(_EDGES)})")
_OSM = re.compile(r"osm \S+")

SPELLINGS = (
    *_BY_SPELLING,
    *(f"{spelling} list" for spelling in ("select_one", "select_multiple", "rank")),
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
)
"""What a misspelt type may have been meant to be."""


def understood(text: str) -> Begin | End | Asks | None:
    """What a type means, as pyxform reads it; None where it doesn't know it."""
    words = " ".join(text.split())
    if (plain := _BY_SPELLING.get(words)) is not None:
        return plain
    if match := _SELECT.fullmatch(words):
        command, source, other = match.groups()
        kind = _SELECT_WORDS[command]
        words = command if command == "select_one_external" else kind
        if command in _FROM_FILE:
            words = f"{kind}_from_file"
        return Asks(_SELECTS[kind], words, source, or_other=other is not None)
    if match := _BEGIN.fullmatch(words):
        return Begin(_EDGES[match[1]], match[2] or "")
    if match := _END.fullmatch(words):
        return End(_EDGES[match[1]])
    if _OSM.fullmatch(words):
        return Asks(AnswerType.FILE, words)
    return None
