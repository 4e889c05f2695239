"""An answer as a person reads it, in one language; Latin digits everywhere."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from bwassess.assessment.coordinates import shown_point
from bwassess.assessment.records import Answer
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import FILES, PLACES, AnswerType
from bwassess.checklist.model import Choice, Question
from bwassess.text import _, ngettext


def answer_text(question: Question, value: Value, *, language: str) -> str:
    """The answer in words ("Yes", "31 of 1061", "Women 9, men 4"); empty while open."""
    if value is None:
        return ""
    if question.parts and isinstance(value, Mapping):
        said = [
            f"{part.label.in_(language)} {_amount(question, value[part.name])}"
            for part in question.parts
            if part.name in value
        ]
        return ", ".join(said)
    match question.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_NO_NA | AnswerType.CHOICE:
            return _label(question.choices, value, language)
        case AnswerType.CHOICES:
            names = value if isinstance(value, tuple | list) else ()
            return ", ".join(_label(question.choices, one, language) for one in names)
        case AnswerType.RANK:
            order = value if isinstance(value, tuple | list) else ()
            return ", ".join(
                f"{place}. {_label(question.choices, one, language)}"
                for place, one in enumerate(order, 1)
            )
        case AnswerType.RATIO | AnswerType.PERCENTAGE:
            return _amount(question, value)
        case AnswerType.DATE:
            return _day(value, question.appearance)
        case AnswerType.TIME:
            return value[:5] if isinstance(value, str) else ""
        case AnswerType.DATETIME:
            return _moment(value)
        case AnswerType.ACKNOWLEDGE:
            return _("Read and confirmed") if value is True else ""
        case one if one in PLACES:
            return _place(one, value)
        case one if one in FILES:
            # The value is a name of no use to people; the file stands beside it.
            return _("a picture") if one is AnswerType.IMAGE else _("a file")
    return value if isinstance(value, str) else ""


def share(value: Value) -> Decimal | None:
    """`n` of `of` as per cent with one digit; None where it is no share."""
    if not isinstance(value, Mapping):
        return None
    try:
        n, of = Decimal(str(value.get("n"))), Decimal(str(value.get("of")))
        return (n / of * 100).quantize(Decimal("0.1"))
    except (InvalidOperation, ZeroDivisionError):
        return None


def _amount(question: Question, value: Value) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        return ""
    n_of = _("{n} of {of}").format(n=value.get("n", ""), of=value.get("of", ""))
    per_cent = share(value)
    if question.answer_type is AnswerType.PERCENTAGE and per_cent is not None:
        return f"{per_cent} % ({n_of})"
    return n_of


def _label(choices: tuple[Choice, ...], name: Value, language: str) -> str:
    for choice in choices:
        if choice.name == name:
            return choice.label.in_(language)
    return name if isinstance(name, str) else ""


def _day(value: Value, appearance: str = "") -> str:
    """A day, or the month or year that was asked of it."""
    if not isinstance(value, str) or len(value) != len("2026-11-17"):
        return ""
    year, month, day = value.split("-")
    looks = appearance.lower().split()
    if "year" in looks:
        return year
    return f"{month}/{year}" if "month-year" in looks else f"{day}/{month}/{year}"


def _place(kind: AnswerType, value: Value) -> str:
    """A point as it is typed; of a line or a shape how many points it has."""
    if not isinstance(value, str):
        return ""
    if kind is AnswerType.GEOPOINT:
        return shown_point(value)
    count = len([one for one in value.split(";") if one.strip()])
    if kind is AnswerType.GEOSHAPE:
        # It ends where it began.
        count -= 1
    return ngettext("{count} point", "{count} points", count).format(count=count)


def _moment(value: Value) -> str:
    """Day and time as it was there, whatever the time zone of this machine."""
    if not isinstance(value, str):
        return ""
    day, _t, hour = value.partition("T")
    return f"{_day(day)} {hour[:5]}".strip()


def finding_sentence(question: Question, answer: Answer, *, language: str) -> str:
    """The sentence a report prints for a finding.

    The assessor's own words come first, then the form with counts where something was
    counted and that form exists in the language, then the plain form.
    """
    if answer.wording.strip():
        return answer.wording
    plain = question.finding.in_(language)
    counts = answer.counts
    if counts is None or not question.finding_counted:
        return plain
    languages = dict(question.finding_counted.by_language)
    if language not in languages and language in dict(question.finding.by_language):
        return plain
    counted = question.finding_counted.in_(language)
    return counted.replace("${affected}", str(counts.affected)).replace(
        "${seen}", str(counts.seen)
    )
