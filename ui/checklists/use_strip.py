"""Whether assessments begin with a version, and the way to change that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bwassess.store.queries import ChecklistEntry
from bwassess.text import _
from ui import icons, theme
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.surface import Surface


class UseStrip(Surface):
    """Says the state and offers the other one; asks once, in place, before it acts."""

    publish_asked = Signal()
    retire_asked = Signal()
    keep_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ground=Role.SUNKEN, radius=Radius.ANSWER, parent=parent)
        self.setObjectName("standing")
        self._icon, self._ink = "info", Role.INK2
        self._sign = QLabel()
        self._words = Label("", bold=True)
        self._words.setObjectName("standing-words")
        self._meaning = Label("", step=Step.NOTE, role=Role.INK2)
        self._meaning.setObjectName("standing-meaning")
        self._button = Button("", name="standing-act")
        self._sure = Button("", kind=Kind.PRIMARY, name="standing-sure")
        self._cancel = Button(_("Cancel"), kind=Kind.QUIET, name="standing-cancel")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._meaning)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for button in (self._button, self._sure, self._cancel):
            row.addWidget(button)
        self._button.clicked.connect(self._on_act)
        self._sure.clicked.connect(self._on_sure)
        self._cancel.clicked.connect(lambda: self._ask(asking=False))
        self._entry: ChecklistEntry | None = None
        self._may = False
        theme.watch(self._dress)

    def show_new(self, *, questions: str) -> None:
        """Say of a file just read that it can be kept."""
        self._entry = None
        self._say(
            "file-check",
            Role.INDIGO,
            Role.INDIGO_TINT,
            _("Read, and not kept yet"),
            questions,
        )
        self._button.setText(_("Keep this checklist"))
        self._button.set_kind(Kind.PRIMARY)
        self._button.setObjectName("keep-checklist")
        self._ask(asking=False)

    def show_broken(self, *, meaning: str) -> None:
        """Say of a file just read that it can't be used."""
        self._entry = None
        self._say(
            "triangle-alert",
            Role.MADDER,
            Role.MADDER_TINT,
            _("It can't be used yet"),
            meaning,
        )
        for button in (self._button, self._sure, self._cancel):
            button.hide()

    def show_entry(self, entry: ChecklistEntry, *, may_publish: bool) -> None:
        """Say how a version stands."""
        self._entry, self._may = entry, may_publish
        self._button.set_kind(Kind.ORDINARY)
        self._button.setObjectName("standing-act")
        self._ask(asking=False)

    # -- what it says --------------------------------------------------------

    def _ask(self, *, asking: bool) -> None:
        entry = self._entry
        for button in (self._sure, self._cancel):
            button.setVisible(asking)
        self._button.setVisible(not asking and (entry is None or self._may))
        if entry is None:
            return
        office = (
            ""
            if self._may
            else " " + _("Your programme's office publishes and retires versions.")
        )
        if asking:
            self._say_asking(entry)
        elif entry.is_in_use:
            self._say(
                "badge-check",
                Role.VERDIGRIS,
                Role.VERDIGRIS_TINT,
                _("Published"),
                _("Assessments may begin with it.") + office,
            )
            self._button.setText(_("Retire…"))
            self._button.set_icon("archive")
        else:
            retired = entry.is_retired
            self._say(
                "archive" if retired else "circle-dashed",
                Role.INK2 if retired else Role.WELD,
                Role.SUNKEN if retired else Role.WELD_TINT,
                _("Retired") if retired else _("Not published yet"),
                (
                    _("No assessment begins with it; those begun go on.")
                    if retired
                    else _("No assessment begins with it before it is published.")
                )
                + office,
            )
            self._button.setText(_("Publish again…") if retired else _("Publish…"))
            self._button.set_icon("badge-check")

    def _say_asking(self, entry: ChecklistEntry) -> None:
        if entry.is_in_use:
            self._words.setText(
                _("Retire version {version}?").format(version=entry.version)
            )
            self._meaning.setText(
                _(
                    "No more assessments begin with it; those begun go on. It can be "
                    "published again."
                )
            )
            self._sure.setText(_("Retire"))
        else:
            self._words.setText(
                _("Publish version {version}?").format(version=entry.version)
            )
            self._meaning.setText(
                _(
                    "Every laptop of the programme may begin assessments with it after "
                    "its next sync. It can be retired again."
                )
            )
            self._sure.setText(_("Publish"))
        self._sure.setFocus()

    def _say(
        self, icon: str, ink: Role, ground: Role, words: str, meaning: str
    ) -> None:
        self._icon, self._ink = icon, ink
        self.set_ground(ground)
        self._words.setText(words)
        self._words.set_role(ink)
        self._meaning.setText(meaning)
        self._meaning.setVisible(bool(meaning))
        self.setAccessibleName(f"{words}. {meaning}")
        self._dress()

    def _dress(self) -> None:
        look = theme.current()
        self.set_border(self._ink if look.is_high_contrast else None)
        side, scale = look.icon_size(20), self.devicePixelRatioF()
        self._sign.setPixmap(icons.pixmap(self._icon, side, self._ink, scale=scale))

    # -- what was pressed ----------------------------------------------------

    def _on_act(self) -> None:
        if self._entry is None:
            self.keep_asked.emit()
        else:
            self._ask(asking=True)

    def _on_sure(self) -> None:
        entry = self._entry
        if entry is not None:
            self._ask(asking=False)
            (self.retire_asked if entry.is_in_use else self.publish_asked).emit()
