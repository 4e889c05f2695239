"""What the palette can find, and what of it fits some words."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from bwassess.assessment.records import Factory
from bwassess.assessment.showing import answer_text
from bwassess.store.queries import AssessmentEntry
from bwassess.text import _
from bwassess.workspace.view import AssessmentView
from ui.assessment.asked import STITCHES
from ui.frame import places
from ui.frame.dates import visit_days

if TYPE_CHECKING:
    from ui.frame.frame import Frame

_MOST = 60


class Group(Enum):
    """Under which heading a hit stands, in this order."""

    QUESTIONS = "questions"
    NOTES = "notes"
    ASSESSMENTS = "assessments"
    FACTORIES = "factories"
    PLACES = "places"
    DO = "do"

    @property
    def title(self) -> str:
        return {
            Group.QUESTIONS: _("Questions"),
            Group.NOTES: _("Notes"),
            Group.ASSESSMENTS: _("Assessments"),
            Group.FACTORIES: _("Factories"),
            Group.PLACES: _("Places"),
            Group.DO: _("Do"),
        }[self]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something to go to or to do.

    Attributes:
        code: Stands before the text, in bold.
        aside: Stands at the end, small.
        key: The shortcut that does the same.
    """

    group: Group
    text: str
    icon: str
    act: Callable[[], None]
    code: str = ""
    aside: str = ""
    key: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.code, self.text, self.aside)))


_SIGNS = {">": (Group.DO,), "#": (Group.QUESTIONS,), "@": (Group.PLACES,)}


def found(
    frame: "Frame",
    view: AssessmentView | None,
    entries: Sequence[AssessmentEntry],
    factories: Sequence[Factory],
    language: str,
) -> tuple[Hit, ...]:
    """All there is to find from where one is."""
    return (
        *(_of_questions(frame, view, language) if view is not None else ()),
        *_of_assessments(frame, entries),
        *_of_factories(frame, factories),
        *_of_places(frame, in_assessment=view is not None),
        *_of_acts(frame),
    )


def hits_of(every: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """What fits: every word somewhere; the code's own first."""
    groups = _SIGNS.get(text[:1])
    words = plain(text[1:] if groups else text).split()
    if groups is not None:
        every = [hit for hit in every if hit.group in groups]
    elif not words:
        # Before a word is typed: where one can go and what one can do.
        every = [
            h for h in every if h.group in {Group.ASSESSMENTS, Group.PLACES, Group.DO}
        ]
    fits = [hit for hit in every if _fits(hit, words)]
    order = list(Group)
    fits.sort(key=lambda hit: (order.index(hit.group), _rank(hit, words)))
    return tuple(fits[:_MOST])


def plain(text: str) -> str:
    """A text without case and accents, as it is compared."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _fits(hit: Hit, words: Iterable[str]) -> bool:
    there = plain(f"{hit.code} {hit.text} {hit.aside}")
    return all(word in there for word in words)


def _rank(hit: Hit, words: Sequence[str]) -> int:
    if not words:
        return 0
    code, first = plain(hit.code), words[0]
    if code == first:
        return 0
    if code.startswith(first):
        return 1
    return 2 if plain(hit.text).startswith(first) else 3


def _of_questions(frame: "Frame", view: AssessmentView, language: str) -> Iterable[Hit]:
    def go(question: str) -> Callable[[], None]:
        return lambda: frame.go(places.QUESTIONS, question=question)

    for question in view.asked():
        answer = view.answer(question.id)
        said = answer_text(question, answer.value, language=language)
        yield Hit(
            Group.QUESTIONS,
            question.label.in_(language),
            STITCHES[view.stitch(question.id)].mark,
            go(question.id),
            code=question.code,
            aside=said if len(said) < 30 else "",
        )
        if answer.note:
            yield Hit(
                Group.NOTES,
                " ".join(answer.note.split()),
                "sticky-note",
                go(question.id),
                aside=question.code,
            )


def _of_assessments(
    frame: "Frame", entries: Sequence[AssessmentEntry]
) -> Iterable[Hit]:
    for entry in entries:
        one = entry.assessment
        yield Hit(
            Group.ASSESSMENTS,
            entry.factory.name if entry.factory else _("No factory yet"),
            "clipboard-list",
            partial(frame.open_assessment, one.id),
            aside=visit_days(one.first_day, one.last_day),
        )


def _of_factories(frame: "Frame", factories: Sequence[Factory]) -> Iterable[Hit]:
    def go(factory: Factory) -> None:
        frame.go(places.FACTORIES)
        show = getattr(frame.page, "open_factory", None)
        if show is not None:
            show(factory.id)

    for factory in factories:
        yield Hit(
            Group.FACTORIES,
            factory.name,
            "factory",
            partial(go, factory),
            aside=factory.facts.get("city", ""),
        )


def _of_places(frame: "Frame", *, in_assessment: bool) -> Iterable[Hit]:
    inside = [*places.rail_places(in_assessment=True)[0]] if in_assessment else []
    outside = [p for part in places.rail_places(in_assessment=False) for p in part]
    seen = set()
    for place in (*inside, *outside):
        if place.name not in seen and place.name != places.LOCK:
            seen.add(place.name)
            yield Hit(
                Group.PLACES,
                place.label,
                place.icon,
                partial(frame.go, place.name),
                key=place.key,
            )


def _of_acts(frame: "Frame") -> Iterable[Hit]:
    yield Hit(Group.DO, _("New assessment"), "plus", frame.plan, key="Ctrl+N")
    page = frame.page
    for name, words, icon, key in (
        ("next_open", _("Go to the next open question"), "arrow-right", "J"),
        ("next_finding", _("Go to the next finding"), "flag", "Shift+J"),
    ):
        act = getattr(page, name, None)
        if act is not None:
            yield Hit(Group.DO, words, icon, act, key=key)
    yield Hit(Group.DO, _("Show all keys"), "keyboard", frame.show_keys, key="?")
    yield Hit(Group.DO, _("Lock the vault"), "lock", frame.lock_asked.emit, key="F12")
