"""What an answer means: the strip below it, never the answer itself."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from bwassess.text import _
from ui import icons, theme
from ui.theme import Radius, Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.label import Label
from ui.widgets.surface import Surface


class Origin(Enum):
    """Where the sentence of a finding comes from."""

    CHECKLIST = "checklist"
    COUNTED = "counted"
    SHEET = "sheet"
    OWN_WORDS = "own-words"


class FindingStrip(Surface):
    """A finding in words, a finding set aside with its reason, or a caution."""

    reword_asked = Signal()
    dismiss_asked = Signal()
    undo_asked = Signal()  # back to the checklist's sentence, or to the finding

    def __init__(self, *, title: str = "", parent: QWidget | None = None) -> None:
        """Make a strip; `title` stands for "Non-compliance"."""
        super().__init__(ground=Role.MADDER_TINT, radius=Radius.ANSWER, parent=parent)
        self._title_text = title
        self.setObjectName("finding-strip")
        self._mark, self._ink = "mark-finding", Role.MADDER
        self._sign = QLabel()
        self._title = Label("", bold=True, wrap=False)
        self._origin = Label("", step=Step.NOTE, role=Role.INK2)
        self._own = Badge(BadgeKind.PLAIN, _("your words"), icon="pencil")
        self._sheet = Badge(BadgeKind.ACTIVE, _("from the sheet"), icon="table-2")
        self._undo = Button(
            _("Undo"), kind=Kind.QUIET, step=Step.NOTE, name="finding-undo"
        )
        self._sentence = Label("", step=Step.FINDING)
        self._sentence.setObjectName("finding-sentence")
        self._reword = Button(
            _("Reword"),
            kind=Kind.QUIET,
            icon="pencil",
            step=Step.NOTE,
            name="finding-reword",
        )
        self._dismiss = Button(
            _("Not a finding, because…"),
            kind=Kind.QUIET,
            icon="flag-off",
            step=Step.NOTE,
            name="finding-dismiss",
        )
        self._arrange()
        self._reword.clicked.connect(self.reword_asked)
        self._dismiss.clicked.connect(self.dismiss_asked)
        self._undo.clicked.connect(self.undo_asked)
        theme.watch(self._dress)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._title)
        head.addWidget(self._own)
        head.addWidget(self._sheet)
        head.addWidget(self._origin, 1)
        head.addStretch(0)
        head.addWidget(self._undo)
        self._actions = QWidget()
        flow = FlowLayout(self._actions, spacing=Space.M)
        flow.addWidget(self._reword)
        flow.addWidget(self._dismiss)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addLayout(head, 0, 1)
        self._grid.addWidget(self._sentence, 1, 1)
        self._grid.addWidget(self._actions, 2, 1)

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def show_finding(self, sentence: str, *, origin: Origin) -> None:
        """Say the finding, and where its words come from."""
        own = origin is Origin.OWN_WORDS
        explained = {
            Origin.CHECKLIST: _("sentence from the checklist"),
            Origin.COUNTED: _("sentence from the checklist, with your counts"),
        }.get(origin, "")
        self._say(
            title=self._title_text or _("Non-compliance"),
            explained=explained,
            sentence=sentence,
            ground=Role.MADDER_TINT,
            ink=Role.MADDER,
            mark="mark-finding",
        )
        self._own.setVisible(own)
        self._sheet.setVisible(origin is Origin.SHEET)
        self._undo.setVisible(own)
        self._actions.show()
        self._dress()

    def show_dismissed(self, reason: str) -> None:
        """Fold to one line: not a finding, because."""
        self._say(
            title=_("Not a finding"),
            explained=reason,
            sentence="",
            ground=Role.SUNKEN,
            ink=Role.INK2,
            mark="flag-off",
        )
        self._undo.show()
        self._dress()

    def show_caution(self, text: str) -> None:
        """Ask for a second source, or for a reason."""
        self._say(
            title="",
            explained="",
            sentence=text,
            ground=Role.WELD_TINT,
            ink=Role.WELD,
            mark="triangle-alert",
        )

    def _say(
        self,
        *,
        title: str,
        explained: str,
        sentence: str,
        ground: Role,
        ink: Role,
        mark: str,
    ) -> None:
        self._mark, self._ink = mark, ink
        self.set_ground(ground)
        self._title.setText(title)
        self._title.set_role(ink)
        self._title.setVisible(bool(title))
        self._origin.setText(explained)
        self._origin.setVisible(bool(explained))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._sentence.set_step(Step.FINDING if title else Step.BODY)
        for part in (self._own, self._sheet, self._undo, self._actions):
            part.hide()
        self._grid.addWidget(self._sign, 0 if title else 1, 0)
        self.setAccessibleName(" ".join(filter(None, (title, explained, sentence))))
        self._dress()

    def _dress(self) -> None:
        look = theme.current()
        self.set_border(self._ink if look.is_high_contrast else None)
        side = look.icon_size(22 if self._mark == "mark-finding" else 18)
        scale = self.devicePixelRatioF()
        self._sign.setPixmap(icons.pixmap(self._mark, side, self._ink, scale=scale))
        # A line of buttons brings its own air, above and below.
        low = Space.XS if self._actions.isVisibleTo(self) else Space.M
        high = Space.XS if self._undo.isVisibleTo(self) else Space.M
        if not self._sentence.isVisibleTo(self):
            low = Space.XS
        self._grid.setContentsMargins(Space.L, high, Space.L, low)
