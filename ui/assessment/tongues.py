"""The languages question texts are read in: chosen here, one or two at a time."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from bwassess.checklist.model import Checklist
from bwassess.text import _
from ui.assessment.asked import facing
from ui.languages import name_of
from ui.theme import Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind


def next_languages(checklist: Checklist, shown: tuple[str, ...]) -> tuple[str, ...]:
    """What one press of the key turns to.

    Two at once change places; one alone goes on to the checklist's next.
    """
    if len(shown) == 2:
        return (shown[1], shown[0])
    known = checklist.languages
    place = known.index(shown[0]) if shown[0] in known else -1
    return (known[(place + 1) % len(known)],)


def with_another(checklist: Checklist, shown: tuple[str, ...]) -> tuple[str, ...]:
    """A second language added below the first, or taken away."""
    others = [one for one in checklist.languages if one != shown[0]]
    if len(shown) == 2 or not others:
        return shown[:1]
    return (shown[0], others[0])


def trust_in(checklist: Checklist, language: str) -> str:
    """How far its texts may be trusted, in words; empty where nothing is said."""
    for one in checklist.translations:
        if one.language == language:
            if one.is_draft:
                return _("draft translation")
            if one.reviewed_on is None:
                return _("reviewed by {name}").format(name=one.reviewed_by)
            return _("reviewed by {name}, {day}").format(
                name=one.reviewed_by, day=one.reviewed_on.strftime("%d/%m/%Y")
            )
    return ""


class Tongues(QWidget):
    """A button that names the languages, and says of a draft that it is one."""

    chosen = Signal(object)  # tuple of one or two languages

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checklist: Checklist | None = None
        self._shown: tuple[str, ...] = ()
        self._button = Button(
            "", kind=Kind.QUIET, icon="languages", step=Step.NOTE, name=name
        )
        self._menu = QMenu(self._button)
        self._menu.setObjectName(f"{name}-menu")
        self._menu.aboutToShow.connect(self._fill)
        self._button.setMenu(self._menu)
        self._draft = Badge(BadgeKind.UNVERIFIED, _("draft translation"))
        self._draft.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._draft)
        row.addWidget(self._button)

    def show_languages(self, checklist: Checklist, shown: tuple[str, ...]) -> None:
        """Say which languages are shown; nothing where there is nothing to choose."""
        self._checklist, self._shown = checklist, shown
        known = [one for one in shown if one in checklist.languages]
        self._button.setText(" + ".join(map(name_of, known or checklist.languages[:1])))
        said = [
            f"{name_of(one)}: {trust}"
            for one in known
            if (trust := trust_in(checklist, one))
        ]
        self._button.setToolTip("\n".join([_("Language of the questions (L)"), *said]))
        self._button.setAccessibleDescription(", ".join(said))
        drafts = {one.language for one in checklist.translations if one.is_draft}
        self._draft.setVisible(any(one in drafts for one in known))
        self._draft.setToolTip("\n".join(said))
        self.setVisible(len(checklist.languages) > 1)

    def _fill(self) -> None:
        self._menu.clear()
        if self._checklist is None:
            return
        first = self._shown[0] if self._shown else ""
        second = self._shown[1] if len(self._shown) > 1 else ""
        languages = self._checklist.languages
        self._section(_("Questions in"))
        group = QActionGroup(self._menu)
        for one in languages:
            # With the two in other places, the second stays where it can.
            other = tuple(code for code in (second,) if code and code != one)
            self._offer(group, one, (one, *other), on=one == first)
        self._section(_("And below it, smaller"))
        group = QActionGroup(self._menu)
        self._add(group, _("No other"), (first,), on=not second)
        for one in languages:
            if one != first:
                self._offer(group, one, (first, one), on=one == second)

    def _section(self, title: str) -> None:
        if self._menu.actions():
            self._menu.addSeparator()
        heading = self._menu.addAction(title)
        heading.setEnabled(False)

    def _offer(
        self, group: QActionGroup, language: str, wanted: tuple[str, ...], *, on: bool
    ) -> None:
        trust = trust_in(self._checklist, language) if self._checklist else ""
        name = facing(name_of(language), language)
        self._add(group, f"{name} · {trust}" if trust else name, wanted, on=on)

    def _add(
        self, group: QActionGroup, text: str, wanted: tuple[str, ...], *, on: bool
    ) -> None:
        action = QAction(text, group)
        action.setObjectName("language-" + "-".join(wanted))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _=False: self.chosen.emit(wanted))
        self._menu.addAction(action)
