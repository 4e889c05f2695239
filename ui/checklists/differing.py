"""What differs between two versions, in words: each question with what was and is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from bwassess.assessment.law_text import case_in_words, value_in_words
from bwassess.assessment.measures import cited
from bwassess.checklist.comparing import (
    Comparison,
    Difference,
    LawDifference,
    What,
    beside,
    contents_of,
)
from bwassess.checklist.model import Checklist, Choice, Question
from bwassess.checklist.parameters import Parameter, ParameterKind
from bwassess.checklist.texts import Text
from bwassess.text import _
from ui.checklists.behind import answer_kinds
from ui.checklists.rules import Rules
from ui.languages import name_of
from ui.theme import Role, Step
from ui.widgets.badge import BadgeKind
from ui.widgets.entry import Entry, Tag, Told, told
from ui.widgets.lines import Run

_WORDS = re.compile(r"\s+|[^\W_]+|[\W_]")
_LONG = 4000


def what_said(what: What) -> str:
    """What differs of a question, as a tag says it."""
    return {
        What.ADDED: _("added"),
        What.REMOVED: _("removed"),
        What.ANSWER: _("answered otherwise"),
        What.REWORDED: _("reworded"),
        What.RULE: _("rule changed"),
        What.MEDIA: _("pictures or recordings changed"),
        What.CONDITIONS: _("conditions changed"),
        What.FINDING: _("finding reworded"),
        What.HELP: _("help changed"),
        What.LANGUAGES: _("translations changed"),
        What.PLACE: _("moved to another point"),
    }[what]


_ICONS = {
    What.ADDED: "plus",
    What.REMOVED: "minus",
    What.ANSWER: "list-checks",
    What.REWORDED: "pencil",
    What.RULE: "gavel",
    What.MEDIA: "image",
    What.CONDITIONS: "list-filter",
    What.FINDING: "flag",
    What.HELP: "lightbulb",
    What.LANGUAGES: "languages",
    What.PLACE: "arrow-up-down",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One text that was and is otherwise; empty where there was, or is, none.

    Attributes:
        languages: Those of the two texts; "" for the program's own.
    """

    title: str
    was: str
    now: str
    languages: tuple[str, str] = ("", "")


class Differing:
    """Says the differences of one comparison in a language."""

    def __init__(self, comparison: Comparison, language: str) -> None:
        self.comparison = comparison
        self._language = language
        self._old = Rules(comparison.old, language)
        self._new = Rules(comparison.new, language)
        # A language that only one of them has is no change of a question.
        self._languages = [
            one for one in comparison.new.languages if one in comparison.old.languages
        ]
        self._kinds = {
            kind.key: kind
            for side in (comparison.old, comparison.new)
            for kind in side.parameter_kinds
        }

    def entry(self, one: Difference, *, before: tuple[Told, ...] = ()) -> Entry:
        """A question with all that differs of it; `before` comes under its text."""
        question = one.question
        return Entry(
            lines=(
                headline(question, self._language),
                *before,
                *(line for text in self._changed(one) for line in _was_and_is(text)),
            ),
            tags=tuple(Tag(BadgeKind.PLAIN, what_said(what)) for what in one.what),
            icon=_ICONS[one.what[0]],
            key=question.id,
        )

    def _changed(self, one: Difference) -> Iterator[Changed]:
        if one.old is None or one.new is None:
            return
        said = {
            What.ANSWER: self._answered,
            What.REWORDED: self._reworded,
            What.RULE: self._ruled,
            What.MEDIA: self._media,
            What.CONDITIONS: self._conditions,
            What.FINDING: self._findings,
            What.HELP: self._helped,
            What.LANGUAGES: self._translated,
            What.PLACE: self._moved,
        }
        for what in one.what:
            yield from said[what](one.old, one.new)

    # -- what is said of each kind of difference -----------------------------

    def _reworded(self, old: Question, new: Question) -> Iterator[Changed]:
        yield from self._texts("", old.label, new.label)

    def _answered(self, old: Question, new: Question) -> Iterator[Changed]:
        kinds = answer_kinds()
        was, now = kinds[old.answer_type], kinds[new.answer_type]
        if was != now:
            yield Changed(_("Answered by"), was, now)
        for title, before, after in (
            (_("Choices"), old.choices, new.choices),
            (_("Asked for each"), old.parts, new.parts),
        ):
            was, now = self._labels(before), self._labels(after)
            if was != now:
                yield Changed(title, was, now)
        for title, one, other in (
            (_("Choices from"), old.choices_from, new.choices_from),
            (_("Set to"), _cells(old), _cells(new)),
        ):
            if one != other:
                yield Changed(title, one, other)

    def _ruled(self, old: Question, new: Question) -> Iterator[Changed]:
        yield self._expressions(_("A finding if"), old, new, "nc_rule")

    def _media(self, old: Question, new: Question) -> Iterator[Changed]:
        """The files by name; the same name with another content has another code."""
        sides = ((self.comparison.old, old), (self.comparison.new, new))
        was, now = (beside(one, contents_of(its)) for its, one in sides)
        yield Changed(
            _("Files"),
            _files(one for one in was if one not in now),
            _files(one for one in now if one not in was),
        )

    def _conditions(self, old: Question, new: Question) -> Iterator[Changed]:
        titles = {
            "relevant": _("Asked if"),
            "required": _("Answer needed"),
            "constraint": _("Possible only where"),
            "warning": _("A second look unless"),
            "calculation": _("Worked out from"),
            "default": _("Begins with"),
            "read_only": _("Filled in by itself"),
            "choice_filter": _("Choices offered where"),
        }
        for field, title in titles.items():
            if getattr(old, field) != getattr(new, field):
                yield self._expressions(title, old, new, field)
        if old.trigger != new.trigger:
            was, now = ", ".join(old.trigger), ", ".join(new.trigger)
            yield Changed(_("Worked out anew after"), was, now)

    def _findings(self, old: Question, new: Question) -> Iterator[Changed]:
        yield from self._texts(_("Finding"), old.finding, new.finding)
        title = _("Finding with counts")
        yield from self._texts(title, old.finding_counted, new.finding_counted)
        was, now = (", ".join(sorted(one.public_in)) for one in (old, new))
        if was != now:
            yield Changed(_("Publicly reported in"), was, now)
        if old.zero_tolerance != new.zero_tolerance:
            yes = {True: _("yes"), False: _("no")}
            title = _("Zero tolerance")
            yield Changed(title, yes[old.zero_tolerance], yes[new.zero_tolerance])

    def _helped(self, old: Question, new: Question) -> Iterator[Changed]:
        titles = {
            "hint": _("Hint"),
            "guidance": _("Guidance"),
            "follow_ups": _("If it is a finding, also note"),
            "constraint_message": _("Said where it isn't possible"),
            "warning_message": _("Said for a second look"),
        }
        for field, title in titles.items():
            yield from self._texts(title, getattr(old, field), getattr(new, field))
        for title, was, now in (
            (_("Reference"), old.reference, new.reference),
            (
                _("Instruments"),
                ", ".join(old.instruments),
                ", ".join(new.instruments),
            ),
            (_("Law"), self._keys(old), self._keys(new)),
        ):
            if was != now:
                yield Changed(title, was, now)

    def _translated(self, old: Question, new: Question) -> Iterator[Changed]:
        for was, now in (
            (old.label, new.label),
            (old.hint, new.hint),
            (old.guidance, new.guidance),
            (old.finding, new.finding),
        ):
            before, after = dict(was.by_language[1:]), dict(now.by_language[1:])
            is_reworded = was.by_language[:1] != now.by_language[:1]
            for code in self._languages:
                one, other = before.get(code, ""), after.get(code, "")
                is_told = is_reworded and code == self._language
                if one != other and not is_told:
                    yield Changed(name_of(code), one, other, (code, code))

    def _moved(self, old: Question, new: Question) -> Iterator[Changed]:
        was = _point_of(self.comparison.old, old)
        now = _point_of(self.comparison.new, new)
        yield self._both(_("Point"), was, now)

    def _texts(self, title: str, old: Text, new: Text) -> Iterator[Changed]:
        if old.in_(self._language) != new.in_(self._language):
            yield self._both(title, old, new)

    def _both(self, title: str, old: Text, new: Text) -> Changed:
        language = self._language
        return Changed(
            title,
            old.in_(language),
            new.in_(language),
            (old.spoken(language), new.spoken(language)),
        )

    def _expressions(
        self, title: str, old: Question, new: Question, field: str
    ) -> Changed:
        was, now = getattr(old, field), getattr(new, field)
        before = self._old.said(was, old) if was else ""
        after = self._new.said(now, new) if now else ""
        if before == after:
            # Told alike, written otherwise: then only what is written tells.
            before, after = was, now
        return Changed(title, before, after)

    def _labels(self, choices: tuple[Choice, ...]) -> str:
        return ", ".join(one.label.in_(self._language) for one in choices)

    def _keys(self, question: Question) -> str:
        return ", ".join(
            (self._kinds[key].label.in_(self._language) if key in self._kinds else key)
            for key in question.parameters
        )

    # -- law -----------------------------------------------------------------

    def law_entry(self, one: LawDifference) -> Entry:
        """A value of law that isn't the same."""
        parameter = one.new or one.old
        assert parameter is not None  # noqa: S101 - one of the versions has it
        what = (
            What.ADDED
            if one.old is None
            else What.REMOVED
            if one.new is None
            else What.RULE
        )
        word = _("value changed") if what is What.RULE else what_said(what)
        changes = [
            Changed(title, was, now)
            for title, was, now in self._law_changes(one)
            if was != now
        ]
        title = law_title(parameter, self._kinds.get(parameter.key), self._language)
        return Entry(
            lines=(
                told(title, bold=True),
                *(line for text in changes for line in _was_and_is(text)),
            ),
            tags=(Tag(BadgeKind.PLAIN, word),),
            icon="scale",
        )

    def _law_changes(self, one: LawDifference) -> Iterator[tuple[str, str, str]]:
        old, new = one.old, one.new
        yield "", self._value(old), self._value(new)
        yield _("Law"), _citation(old), _citation(new)
        yield _("In force"), in_force(old) if old else "", in_force(new) if new else ""
        yield _("Source"), old.source if old else "", new.source if new else ""
        yield (
            _("Verified by"),
            old.verified_by if old else "",
            new.verified_by if new else "",
        )

    def _value(self, parameter: Parameter | None) -> str:
        if parameter is None:
            return ""
        kind = self._kinds.get(parameter.key)
        return value_in_words(parameter, kind, self._language)


def headline(question: Question, language: str) -> Told:
    """A question's code and text, as an entry begins."""
    label = question.label
    return Told(
        (Run(label.in_(language)),),
        language=label.spoken(language),
        lead=Run(f"{question.code}  ", bold=True),
    )


def law_title(parameter: Parameter, kind: ParameterKind | None, language: str) -> str:
    """What a value of law is about, and for which case."""
    name = parameter.label.in_(language) or (kind.label.in_(language) if kind else "")
    case = case_in_words(parameter, kind, language)
    return ", ".join(filter(None, (name or parameter.key, case)))


def in_force(parameter: Parameter) -> str:
    """From which day to which a value holds; empty where nothing is said."""
    first, last = parameter.valid_from, parameter.valid_to
    if first and last:
        return _("{first} to {last}").format(
            first=first.strftime("%d/%m/%Y"), last=last.strftime("%d/%m/%Y")
        )
    if first:
        return _("since {day}").format(day=first.strftime("%d/%m/%Y"))
    return _("until {day}").format(day=last.strftime("%d/%m/%Y")) if last else ""


def _citation(parameter: Parameter | None) -> str:
    return cited(parameter.law, parameter.article) if parameter else ""


def _cells(question: Question) -> str:
    return ", ".join(f"{name} = {value}" for name, value in question.options)


def _point_of(checklist: Checklist, question: Question) -> Text:
    for cluster in checklist.clusters:
        for point in cluster.points:
            if any(one.id == question.id for one in point.questions):
                return point.name
    return Text()


def _was_and_is(one: Changed) -> Iterator[Told]:
    """The old text and the new one, the words that differ in bold."""
    if one.title:
        yield told(one.title, step=Step.NOTE, role=Role.INK3, is_inset=True)
    old, new = marked(one.was, one.now)
    for title, runs, language in (
        (_("Was:"), old, one.languages[0]),
        (_("Is:"), new, one.languages[1]),
    ):
        yield Told(
            runs or (Run(_("nothing")),),
            role=Role.INK2 if runs is old or not one.now else Role.INK,
            language=language if runs else "",
            is_inset=True,
            lead=Run(f"{title} "),
        )


def marked(was: str, now: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts in runs, what only one of them has in bold."""
    if not was or not now or len(was) + len(now) > _LONG:
        return ((Run(was),) if was else (), (Run(now),) if now else ())
    left, right = _WORDS.findall(was), _WORDS.findall(now)
    old: list[Run] = []
    new: list[Run] = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        differs = kind != "equal"
        if last > first:
            old.append(Run("".join(left[first:last]), bold=differs))
        if end > begin:
            new.append(Run("".join(right[begin:end]), bold=differs))
    return tuple(old), tuple(new)


def _files(named: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name} ({code[:6]})" if code else name for name, code in named)
