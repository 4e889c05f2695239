"""Kinds of answers and of evidence sources."""

from enum import StrEnum

MAX_DEPTH = 32
"""How many groups may stand one in another."""


class AnswerType(StrEnum):
    """What a question wants; those after `NOTE` are not asked of anybody."""

    YES_NO = "yes_no"
    YES_NO_NA = "yes_no_na"
    CHOICE = "choice"
    CHOICES = "choices"
    RANK = "rank"
    NUMBER = "number"
    INTEGER = "integer"
    RANGE = "range"
    RATIO = "ratio"
    PERCENTAGE = "percentage"
    TEXT = "text"
    BARCODE = "barcode"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    METADATA = "metadata"

    @property
    def is_asked(self) -> bool:
        """Whether somebody answers it."""
        return self not in _NOT_ASKED


_NOT_ASKED = frozenset(
    {
        AnswerType.NOTE,
        AnswerType.CALCULATE,
        AnswerType.HIDDEN,
        AnswerType.METADATA,
    }
)
SINGLE_CHOICE = frozenset({AnswerType.YES_NO, AnswerType.YES_NO_NA, AnswerType.CHOICE})
"""One of a list, answered by its name."""
SEVERAL_CHOICES = frozenset({AnswerType.CHOICES, AnswerType.RANK})
NUMBERS = frozenset({AnswerType.NUMBER, AnswerType.INTEGER, AnswerType.RANGE})
PLACES = frozenset({AnswerType.GEOPOINT, AnswerType.GEOTRACE, AnswerType.GEOSHAPE})
FILES = frozenset(
    {AnswerType.IMAGE, AnswerType.AUDIO, AnswerType.VIDEO, AnswerType.FILE}
)


class Source(StrEnum):
    """Kinds of evidence source, in the order they are printed."""

    OBSERVATION = "observation"
    DOCUMENT = "document"
    WORKER = "worker"
    MANAGEMENT = "management"
    UNION = "union"
