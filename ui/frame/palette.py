"""The palette: find a question, an assessment, a factory, or do something."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout
from typing_extensions import override

from bwassess.text import _, ngettext
from ui import icons, theme
from ui.frame.finding import Hit, found, hits_of
from ui.frame.hit_list import HitList
from ui.frame.overlay import Overlay
from ui.session import Session
from ui.theme import RING_RADIUS, Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.label import Label
from ui.widgets.surface import Hairline

if TYPE_CHECKING:
    from ui.frame.frame import Frame


class Palette(Overlay):
    """Words in, hits below; Enter goes. `>` finds acts, `#` codes, `@` places."""

    def __init__(self, frame: "Frame", session: Session, *, text: str = "") -> None:
        super().__init__(frame, width=760, top=78)
        self.setObjectName("palette")
        self.setAccessibleName(_("Search everything"))
        self._frame = frame
        here = frame.location
        view = None
        if here.assessment is not None:
            view = session.workspace.assessments.view(here.assessment)
        self._hits = found(
            frame,
            view,
            session.workspace.assessments.list(),
            session.workspace.factories.list(),
            session.settings.asks_in[0],
        )
        self._build()
        self._field.setText(text)
        self._on_typed(text)
        self.open()
        self._field.setFocus()

    def _build(self) -> None:
        sign = QLabel()
        side = theme.current().icon_size(22)
        scale = self.devicePixelRatioF()
        sign.setPixmap(icons.pixmap("search", side, Role.INK2, scale=scale))
        self._field = QLineEdit()
        self._field.setObjectName("palette-words")
        self._field.setAccessibleName(_("Search everything"))
        self._field.setProperty("plain", True)
        self._field.setProperty(RING_RADIUS, 0)
        self._field.setFont(theme.current().font(Step.QUESTION, bold=False))
        self._field.setPlaceholderText(
            _("A question, a code, a factory, or what to do")
        )
        self._field.textChanged.connect(self._on_typed)
        self._field.installEventFilter(self)
        self._count = Label("", step=Step.NOTE, role=Role.INK3, wrap=False)
        self._count.setObjectName("palette-count")
        head = QHBoxLayout()
        head.setContentsMargins(Space.L + 4, Space.M, Space.L + 4, Space.M)
        head.setSpacing(Space.M)
        head.addWidget(sign)
        head.addWidget(self._field, 1)
        head.addWidget(self._count)
        self._list = HitList()
        self._list.chosen.connect(self._do)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        foot.setSpacing(Space.S)
        for keys, said in (("↑ ↓", _("choose")), ("Enter", _("go"))):
            self._add_key(foot, keys, said)
        foot.addStretch(1)
        for keys, said in ((">", _("commands")), ("#", _("codes")), ("@", _("places"))):
            self._add_key(foot, keys, said)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._list, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    def _add_key(self, row: QHBoxLayout, keys: str, said: str) -> None:
        row.addWidget(Badge(BadgeKind.PLAIN, keys))
        row.addWidget(Label(said, step=Step.NOTE, role=Role.INK3, wrap=False))
        row.addSpacing(Space.S)

    def type(self, text: str) -> None:
        """Search for something, as if typed."""
        self._field.setText(text)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is found now, in order."""
        return self._list.hits

    def _on_typed(self, text: str) -> None:
        shown = hits_of(self._hits, text)
        self._list.show_hits(shown, text)
        self._count.setText(
            ngettext("{count} hit", "{count} hits", len(shown)).format(count=len(shown))
            if text
            else ""
        )

    def _do(self, hit: Hit) -> None:
        self.leave()
        hit.act()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down:
                    self._list.step(1)
                case Qt.Key.Key_Up:
                    self._list.step(-1)
                case Qt.Key.Key_PageDown:
                    self._list.step(8)
                case Qt.Key.Key_PageUp:
                    self._list.step(-8)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    hit = self._list.current
                    if hit is not None:
                        self._do(hit)
                case _:
                    return False
            return True
        return super().eventFilter(watched, event)
