"""One editor for each kind of answer, all spoken to in the same way."""

from bwassess.checklist.kinds import FILES, PLACES, AnswerType
from ui.assessment.asked import Asked
from ui.assessment.editors.choosing import (
    ChoiceEditor,
    LikertEditor,
    LongListEditor,
    RankEditor,
    RowsEditor,
    SelectEditor,
)
from ui.assessment.editors.editor import Editor
from ui.assessment.editors.files import FileEditor, ReadThumbnail
from ui.assessment.editors.mapping import MapEditor
from ui.assessment.editors.numbers import (
    NumberEditor,
    PartsAnswerEditor,
    RangeEditor,
    ShareEditor,
)
from ui.assessment.editors.places import PlaceEditor
from ui.assessment.editors.times import DateEditor, MomentEditor, TimeEditor
from ui.assessment.editors.words import (
    AcknowledgeEditor,
    LineEditor,
    ReadOnlyEditor,
    TextEditor,
)
from ui.media.files import MediaFiles

__all__ = ["Editor", "Editors", "ReadThumbnail"]

_LONG = 12
_FEW = 5
_SHORT = 34
_MOST_POINTS = 9
_SEARCHED = frozenset({"autocomplete", "search", "minimal"})
_SIDE_BY_SIDE = frozenset({"columns", "compact", "quickcompact", "horizontal"})


class Editors:
    """Keeps one editor of each kind alive, for every card of the visit."""

    def __init__(self, read_thumbnail: ReadThumbnail, media: MediaFiles) -> None:
        self._read_thumbnail, self._media = read_thumbnail, media
        self._kept: dict[tuple[object, ...], Editor] = {}

    def for_question(self, asked: Asked) -> tuple[Editor, bool]:
        """The editor that fits a question, and whether it was made just now."""
        kind = _kind(asked)
        made = kind not in self._kept
        if made:
            self._kept[kind] = self._made(kind, asked)
        editor = self._kept[kind]
        editor.bind(asked)
        return editor, made

    def _made(self, kind: tuple[object, ...], asked: Asked) -> Editor:
        match kind:
            case ("files", AnswerType() as wanted):
                return FileEditor(wanted, self._read_thumbnail)
            case ("parts", *_rest):
                return PartsAnswerEditor(asked)
            case ("map", bool() as one_only):
                return MapEditor(self._media, one_only=one_only)
        return _made(kind)


def _kind(asked: Asked) -> tuple[object, ...]:
    """What kind of editor a question wants: by its type, its look, its list."""
    question = asked.question
    if asked.is_read_only:
        return ("read-only",)
    match question.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_NO_NA:
            return ("buttons",)
        case AnswerType.CHOICE | AnswerType.CHOICES if asked.is_map:
            return ("map", question.answer_type is AnswerType.CHOICE)
        case AnswerType.CHOICE:
            return _one_of(asked)
        case AnswerType.CHOICES:
            searched = _is_long(asked) or _looks(asked) & _SEARCHED
            return ("long-list" if searched else "rows", False)
        case AnswerType.TEXT:
            if "numbers" in _looks(asked):
                return ("line", False)
            return ("text", question.multiline)
        case AnswerType.BARCODE:
            return ("line", True)
        case one if one in FILES:
            return ("files", one)
        case one if question.parts:
            # What its parts are called stands in the editor from the start.
            return ("parts", one, question.parts, asked.language, asked.second)
        case one:
            return ("of", one)


def _one_of(asked: Asked) -> tuple[object, ...]:
    looks = _looks(asked)
    pictured = asked.has_pictures
    if "likert" in looks and len(asked.choices) <= _MOST_POINTS and not pictured:
        return ("likert",)
    if _is_long(asked) or looks & {"autocomplete", "search"}:
        return ("long-list", True)
    if "minimal" in looks:
        return ("select",)
    few = len(asked.choices) <= _FEW and all(
        len(asked.first_wording(one.label).text) <= _SHORT for one in asked.choices
    )
    if not few or pictured or looks & _SIDE_BY_SIDE:
        return ("rows", True)
    return ("buttons",)


def _looks(asked: Asked) -> frozenset[str]:
    """The words of its appearance, without their numbers: columns-3 is columns."""
    words = asked.question.appearance.lower().split()
    return frozenset(word.partition("-")[0] for word in words)


def _is_long(asked: Asked) -> bool:
    return len(asked.choices) > _LONG


def _made(kind: tuple[object, ...]) -> Editor:
    match kind:
        case ("read-only",):
            return ReadOnlyEditor()
        case ("buttons",):
            return ChoiceEditor()
        case ("likert",):
            return LikertEditor()
        case ("select",):
            return SelectEditor()
        case ("rows", bool() as one_only):
            return RowsEditor(one_only=one_only)
        case ("long-list", bool() as one_only):
            return LongListEditor(one_only=one_only)
        case ("line", bool() as is_code):
            return LineEditor(is_code=is_code)
        case ("text", bool() as multiline):
            return TextEditor(multiline=multiline)
        case ("of", AnswerType() as wanted):
            return _of_type(wanted)
    raise ValueError(kind)


def _of_type(wanted: AnswerType) -> Editor:
    match wanted:
        case AnswerType.RANK:
            return RankEditor()
        case AnswerType.INTEGER:
            return NumberEditor(whole=True)
        case AnswerType.NUMBER:
            return NumberEditor(whole=False)
        case AnswerType.RANGE:
            return RangeEditor()
        case AnswerType.RATIO:
            return ShareEditor(percent=False)
        case AnswerType.PERCENTAGE:
            return ShareEditor(percent=True)
        case AnswerType.DATE:
            return DateEditor()
        case AnswerType.TIME:
            return TimeEditor()
        case AnswerType.DATETIME:
            return MomentEditor()
        case AnswerType.ACKNOWLEDGE:
            return AcknowledgeEditor()
        case one if one in PLACES:
            return PlaceEditor(one)
    # What nobody is asked has no card; if it gets one, its value is all there is.
    return ReadOnlyEditor()
