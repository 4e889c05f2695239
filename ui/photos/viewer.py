"""A photo in large over the page it was opened from, with its words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from bwassess.assessment.records import AssessmentId, Evidence, EvidenceId
from bwassess.checklist.names import QuestionId
from bwassess.errors import BwassessError
from bwassess.text import _
from bwassess.touched import Touched
from ui.photos.cover import PictureCover
from ui.session import Session
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import isolated


class PhotoViewer(PictureCover):
    """Shows the photos of one question."""

    shown = Signal(object)  # EvidenceId, once its picture is there

    def __init__(
        self,
        session: Session,
        assessment: AssessmentId,
        evidence: EvidenceId,
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("photo-viewer")
        self._session = session
        self._assessment = assessment
        self._photos: tuple[Evidence, ...] = ()
        self._id: EvidenceId | None = evidence
        self._question: QuestionId | None = None
        self._drawn: EvidenceId | None = None
        self._removed = False
        self._build()
        self._connect()
        self._question = self._all()[evidence].question
        self._refresh()
        self.cover()

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._title = Label("", step=Step.QUESTION)
        self._title.setObjectName("photo-title")
        self._when = Label("", step=Step.NOTE, role=Role.INK2, wrap=False)
        self._back = Button(
            _("Photo before"), kind=Kind.ICON, icon="chevron-left", name="photo-back"
        )
        self._next = Button(
            _("Next photo"), kind=Kind.ICON, icon="chevron-right", name="photo-next"
        )
        self._smaller = Button(
            _("Smaller"), kind=Kind.ICON, icon="zoom-out", key="-", name="photo-smaller"
        )
        self._larger = Button(
            _("Larger"), kind=Kind.ICON, icon="zoom-in", key="+", name="photo-larger"
        )
        self._close = Button(
            _("Close"), kind=Kind.ICON, icon="x", key="Esc", name="photo-close"
        )
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self._title, 1)
        head.addWidget(self._when)
        head.addSpacing(Space.M)
        for part in (
            self._back,
            self._next,
            self._smaller,
            self._larger,
            self._close,
        ):
            head.addWidget(part)
        self._absent = Label("", step=Step.FINDING, role=Role.INK2, centred=True)
        self._absent.setObjectName("photo-absent")
        self._absent.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.canvas)
        self._middle.addWidget(self._absent)
        self._caption = QLineEdit()
        self._caption.setObjectName("photo-caption")
        self._caption.setPlaceholderText(_("What it shows"))
        self._place = QLineEdit()
        self._place.setObjectName("photo-place")
        self._place.setPlaceholderText(_("Building, floor, line"))
        self._remove = Button(
            _("Remove"), icon="trash-2", kind=Kind.DANGER, name="photo-remove"
        )
        self._undo = Button(
            _("Undo"), icon="undo-2", kind=Kind.QUIET, name="photo-undo"
        )
        self._said = Label("", step=Step.NOTE, role=Role.INK2)
        self._said.setObjectName("photo-said")
        words = QHBoxLayout()
        words.setSpacing(Space.L)
        words.addWidget(Field(_("Caption"), self._caption), 3)
        words.addWidget(Field(_("Place"), self._place), 2)
        words.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignBottom)
        told = QHBoxLayout()
        told.setSpacing(Space.M)
        told.addWidget(self._said, 1, Qt.AlignmentFlag.AlignVCenter)
        told.addWidget(self._undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self._middle, 1)
        column.addLayout(told)
        column.addLayout(words)

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._smaller.clicked.connect(self.canvas.zoom_out)
        self._larger.clicked.connect(self.canvas.zoom_in)
        self._close.clicked.connect(self.leave)
        self._caption.editingFinished.connect(self._on_caption_left)
        self._place.editingFinished.connect(self._on_place_left)
        self._remove.clicked.connect(self._on_remove)
        self._undo.clicked.connect(self._on_undo)
        self._session.changes.changed.connect(self._on_changed)

    # -- what is shown -------------------------------------------------------

    @property
    def photo(self) -> EvidenceId | None:
        """The one that is shown; None where none is left."""
        return self._id

    def step(self, by: int) -> None:
        """Show the next photo of the question, or the one before."""
        ids = [one.id for one in self._photos]
        if self._id in ids and 0 <= ids.index(self._id) + by < len(ids):
            self.settle()
            self._removed = False
            self._id = ids[ids.index(self._id) + by]
            self._refresh()

    @override
    def leave(self) -> None:
        """Keep what was typed and give the page back."""
        self.settle()
        self._session.changes.changed.disconnect(self._on_changed)
        super().leave()

    def _all(self) -> dict[EvidenceId, Evidence]:
        view = self._session.workspace.assessments.view(self._assessment)
        return dict(view.evidence) if view is not None else {}

    def _fetch(self) -> tuple[Evidence, ...]:
        view = self._session.workspace.assessments.view(self._assessment)
        if view is None:
            return ()
        if self._question is None:
            return view.loose_photos()
        return view.photos(self._question)

    def _refresh(self) -> None:
        before = [one.id for one in self._photos]
        self._photos = self._fetch()
        ids = [one.id for one in self._photos]
        if self._id not in ids:
            at = before.index(self._id) if self._id in before else 0
            self._id = ids[min(at, len(ids) - 1)] if ids else None
        place = ids.index(self._id) if self._id is not None else -1
        shown = self._photos[place] if self._id is not None else None
        self._title.setText(self._said_title(place))
        self._when.setText(
            isolated(f"{shown.taken_at.astimezone():%d/%m/%Y %H:%M}")
            if shown is not None and shown.taken_at is not None
            else ""
        )
        self._back.allow(place > 0, reason=_("This is the first photo."))
        self._next.allow(0 <= place < len(ids) - 1, reason=_("This is the last photo."))
        for part in (self._caption, self._place, self._remove):
            part.setEnabled(shown is not None)
        self._show_words(shown)
        self._said.setText(_("The photo is removed.") if self._removed else "")
        self._said.setVisible(self._removed)
        self._undo.setVisible(self._removed)
        self._draw(shown)

    def _said_title(self, place: int) -> str:
        if place < 0:
            return _("Photos")
        said = _("Photo {number} of {total}").format(
            number=place + 1, total=len(self._photos)
        )
        view = self._session.workspace.assessments.view(self._assessment)
        if view is None or self._question is None:
            return said
        code = view.checklist.question(self._question).code
        return f"{isolated(code)} · {said}"

    def _show_words(self, shown: Evidence | None) -> None:
        for field, text in (
            (self._caption, shown.caption if shown else ""),
            (self._place, shown.place if shown else ""),
        ):
            # What is being typed stays; it is kept when the field is left.
            if not (field.hasFocus() and field.isModified()) and field.text() != text:
                field.setText(text)

    def _draw(self, shown: Evidence | None) -> None:
        if shown is None:
            self._drawn = None
            self._absent.setText(_("No photo is left here."))
            self._middle.setCurrentWidget(self._absent)
            return
        if self._drawn == shown.id:
            return
        self._drawn = wanted = shown.id
        self.canvas.show_picture(QImage())
        self.canvas.setAccessibleName(shown.caption or _("Photo"))
        self._middle.setCurrentWidget(self.canvas)
        photos = self._session.workspace.photos

        def on_read(image: QImage) -> None:
            if isValid(self) and self._drawn == wanted:
                self.canvas.show_picture(image)
                self.shown.emit(wanted)

        def on_error(error: BwassessError) -> None:
            if isValid(self) and self._drawn == wanted:
                self._absent.setText(str(error))
                self._middle.setCurrentWidget(self._absent)

        self._session.jobs.run(
            lambda _progress: QImage.fromData(photos.picture(self._assessment, wanted)),
            on_done=on_read,
            on_error=on_error,
        )

    # -- what is done --------------------------------------------------------

    def settle(self) -> None:
        """Keep what was typed, as on leaving the field."""
        self._on_caption_left()
        self._on_place_left()

    def _shown(self) -> Evidence | None:
        return next((one for one in self._photos if one.id == self._id), None)

    def _on_caption_left(self) -> None:
        shown, text = self._shown(), self._caption.text().strip()
        if shown is not None and text != shown.caption:
            self._caption.setModified(False)
            self._removed = False
            self._session.edits.run(
                _("Caption of a photo"),
                lambda: self._session.workspace.photos.caption(
                    self._assessment, shown.id, text
                ),
            )

    def _on_place_left(self) -> None:
        shown, text = self._shown(), self._place.text().strip()
        if shown is not None and text != shown.place:
            self._place.setModified(False)
            self._removed = False
            self._session.edits.run(
                _("Place of a photo"),
                lambda: self._session.workspace.photos.locate(
                    self._assessment, shown.id, text
                ),
            )

    def _on_remove(self) -> None:
        shown = self._shown()
        if shown is None:
            return
        self.settle()
        self._removed = True
        self._session.edits.run(
            _("Removal of a photo"),
            lambda: self._session.workspace.photos.remove(self._assessment, shown.id),
        )

    def _on_undo(self) -> None:
        self._removed = False
        self._session.edits.stack.undo()

    def _on_changed(self, touched: Touched) -> None:
        if self._assessment in touched.assessments:
            self._refresh()

    # -- events --------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        onward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        match event.key():
            case Qt.Key.Key_Right:
                self.step(onward)
            case Qt.Key.Key_Left:
                self.step(-onward)
            case Qt.Key.Key_Delete:
                self._on_remove()
        super().keyPressEvent(event)
