"""The open question: tags, question, last visit, answer, what it means, and on what."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.assessment.judgement import QuestionState, Reason
from bwassess.assessment.records import Extent
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.kinds import Source as EvidenceSource
from bwassess.checklist.texts import Text
from bwassess.text import _
from ui.assessment.asked import Asked
from ui.assessment.caution import Caution
from ui.assessment.editors import Editor, Editors, ReadThumbnail
from ui.assessment.instruments import titles
from ui.assessment.saying import Saying
from ui.media.files import MediaFiles
from ui.media.strip import MediaStrip
from ui.theme import Radius, Role, Space, Step
from ui.widgets.answer_buttons import AnswerButtons, Choice
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind
from ui.widgets.counter_pair import CounterPair
from ui.widgets.drop_target import DropTarget
from ui.widgets.finding_strip import FindingStrip, Origin
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.label import Label
from ui.widgets.photo_thumb import PhotoState, PhotoThumb
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.source_chips import Source, SourceChips
from ui.widgets.surface import Surface
from ui.widgets.text_area import TextArea


def source_names() -> dict[EvidenceSource, tuple[str, str, str]]:
    """Each kind of source: its word, icon and key."""
    return {
        EvidenceSource.OBSERVATION: (_("Observation"), "eye", "O"),
        EvidenceSource.WORKER: (_("Worker interview"), "message-square-quote", "I"),
        EvidenceSource.DOCUMENT: (_("Documents"), "file-text", "D"),
        EvidenceSource.MANAGEMENT: (_("Management"), "user", "M"),
        EvidenceSource.UNION: (_("Union or representatives"), "users", "U"),
    }


class QuestionCard(Surface):
    """One card for the whole visit: bound anew to each question it opens.

    The order of its parts is fixed; only those that apply are shown.
    """

    answered = Signal(object)  # Value
    typed = Signal(str, str)  # field, text on its way
    untyped = Signal(str)  # field: what was typed is given up
    counted = Signal(object, object)  # affected, seen: int or None
    extent_chosen = Signal(str)  # "" for none
    source_toggled = Signal(str, bool)
    note_left = Signal(str)
    reworded = Signal(str)  # "" for the checklist's sentence
    judged = Signal(object, str)  # is a finding (None: by the rule), reason
    passed = Signal(str)  # why the value stands all the same; "" for the limit again
    settled = Signal(object)  # the value said of the answer
    photos_dropped = Signal(object)  # tuple of Path
    picture_dropped = Signal(QImage)
    photo_asked = Signal()
    camera_asked = Signal()
    photo_opened = Signal(object)  # EvidenceId
    answer_file_asked = Signal()
    answer_camera_asked = Signal()
    height_changed = Signal()

    def __init__(
        self,
        *,
        read_thumbnail: ReadThumbnail,
        media: MediaFiles | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            ground=Role.SURFACE,
            border=Role.CONTROL,
            radius=Radius.CARD,
            parent=parent,
        )
        self.setObjectName("question-card")
        self._read_thumbnail = read_thumbnail
        self._asked: Asked | None = None
        self._files = media or MediaFiles(parent=self)
        self._editors = Editors(read_thumbnail, self._files)
        self._editor: Editor | None = None
        self._build()
        self._arrange()
        self._connect()

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._tags = QWidget()
        self._tags_flow = FlowLayout(self._tags, spacing=Space.S)
        self._code = Label("", step=Step.NOTE, role=Role.INK2, bold=True, wrap=False)
        self._label = Label("", step=Step.QUESTION)
        self._label.setObjectName("question-text")
        self._second = Label("", step=Step.FINDING, role=Role.INK2)
        self._second.setObjectName("question-second")
        self._hint = Label("", step=Step.NOTE, role=Role.INK2)
        self._second_hint = Label("", step=Step.NOTE, role=Role.INK3)
        self._media = MediaStrip(self._files)
        self._instruments = Label("", step=Step.NOTE, role=Role.INK3)
        self._instruments.setObjectName("question-instruments")
        self._last = Label("", step=Step.NOTE, role=Role.INK2)
        self._rivals = AnswerButtons(name="rivals")
        self._place = QWidget()
        self._place_column = QVBoxLayout(self._place)
        self._place_column.setContentsMargins(0, 0, 0, 0)
        self._problem = Label("", step=Step.NOTE, role=Role.WELD)
        self._problem.setObjectName("question-problem")
        self._pass = Button(
            _("Keep it anyway…"),
            kind=Kind.QUIET,
            icon="check",
            step=Step.NOTE,
            name="pass-constraint",
        )
        self._warning = Caution("question-warning")
        self._passed = Caution("question-passed", undo=_("Undo"))
        self._strip = FindingStrip()
        self._saying = Saying()
        self._own_finding = Button(
            _("A finding all the same…"),
            kind=Kind.QUIET,
            icon="flag",
            step=Step.NOTE,
            name="own-finding",
        )
        self._counts = CounterPair()
        self._extent = SegmentedChoice(
            [
                Choice(Extent.ISOLATED, _("Isolated")),
                Choice(Extent.SYSTEMIC, _("Systemic")),
            ],
            label=_("Extent"),
            name="extent",
        )
        self._amounts = _Labelled(
            (_("Affected, of seen"), self._counts), (_("Extent"), self._extent)
        )
        self._sources = SourceChips()
        self._sources_part = _Labelled((_("Sources"), self._sources))
        self._photos = QWidget()
        self._photos_flow = FlowLayout(self._photos, spacing=Space.S)
        self._add_photo = Button(
            _("Photo"), icon="image-plus", key="F6", name="add-photo"
        )
        self._camera = Button(_("Camera"), icon="camera", name="add-from-camera")
        self._note = TextArea(
            label=_("Note"), placeholder=_("Note for the team"), name="note"
        )

    def _arrange(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        for part in (
            self._label,
            self._second,
            self._media,
            self._hint,
            self._second_hint,
            self._instruments,
            self._last,
        ):
            words.addWidget(part)
        column.addWidget(self._tags)
        column.addLayout(words)
        self._pass_line, self._own_line = _line(self._pass), _line(self._own_finding)
        for widget in (
            self._rivals,
            self._place,
            self._problem,
            self._pass_line,
            self._warning,
            self._passed,
            self._strip,
            self._saying,
            self._own_line,
            self._amounts,
            self._sources_part,
            self._photos,
            self._note,
        ):
            column.addWidget(widget)
        self._drop = DropTarget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._drop)

    def _connect(self) -> None:
        self._rivals.answered.connect(self._on_rival)
        self._strip.reword_asked.connect(self._on_reword_asked)
        self._strip.dismiss_asked.connect(self._on_dismiss_asked)
        self._strip.undo_asked.connect(self._on_undo_asked)
        self._own_finding.clicked.connect(self._on_own_finding_asked)
        self._pass.clicked.connect(self._on_pass_asked)
        self._passed.undone.connect(lambda: self.passed.emit(""))
        self._counts.counted.connect(self.counted)
        self._extent.chosen.connect(self.extent_chosen)
        self._sources.toggled.connect(self._on_sources)
        self._note.typed.connect(lambda text: self.typed.emit("note", text))
        self._note.left.connect(self._on_note_left)
        self._add_photo.clicked.connect(self.photo_asked)
        self._camera.clicked.connect(self.camera_asked)
        self._drop.files_dropped.connect(self.photos_dropped)
        self._drop.image_dropped.connect(self.picture_dropped)
        self._files.arrived.connect(self._on_media_arrived)

    # -- binding -------------------------------------------------------------

    @property
    def media(self) -> MediaFiles:
        """The files that the checklist's texts name."""
        return self._files

    @property
    def asked(self) -> Asked | None:
        return self._asked

    def bind(self, asked: Asked) -> None:
        """Show a question with all that was said of it."""
        is_other = self._asked is None or self._asked.question.id != asked.question.id
        self._asked = asked = replace(asked, read_picture=self._files.beside_choice)
        if is_other:
            self._saying.close_quietly()
        self._show_words(asked)
        self._show_editor(asked)
        self._show_meaning(asked)
        self._show_ground(asked, is_other=is_other)
        self._show_photos(asked)
        for part in (
            self._rivals,
            self._place,
            self._pass,
            self._passed,
            self._strip,
            self._own_finding,
            self._amounts,
            self._sources_part,
            self._add_photo,
            self._camera,
            self._note,
        ):
            part.setEnabled(not asked.is_approved)
        self.setAccessibleName(f"{asked.question.code} {asked.label}")

    def show_warning(self, text: str) -> None:
        """Ask for a second look at the answer; "" takes it away. It stops nothing."""
        self._warning.tell(_("Look again"), text)

    def _show_words(self, asked: Asked) -> None:
        question = asked.question
        _empty(self._tags_flow)
        self._code.setText(question.code)
        self._tags_flow.addWidget(self._code)
        self._code.show()
        badges = [Badge(kind) for kind in _badges(asked)]
        if asked.row:
            badges.insert(0, Badge(BadgeKind.PLAIN, asked.row))
        for badge in badges:
            self._tags_flow.addWidget(badge)
            badge.show()
        _show_both(asked, question.label, self._label, self._second)
        self._media.bind(
            question.media, asked.label, asked.language, drawn=asked.is_map
        )
        _show_both(asked, question.hint, self._hint, self._second_hint)
        _say(self._instruments, "\n".join(titles(question, asked.language)))
        last = asked.last
        _say(
            self._last,
            _("Last visit, {when}: {answer}").format(when=last.when, answer=last.said)
            if last
            else "",
        )

    def _show_editor(self, asked: Asked) -> None:
        rivals = [
            Choice(str(place), said, key=str(place), note=who)
            for place, (said, who, _value) in enumerate(asked.rivals(), 1)
        ]
        self._rivals.setVisible(bool(rivals))
        self._rivals.set_choices(rivals)
        self._rivals.set_chosen(None)
        editor, made = self._editors.for_question(asked)
        if made:
            self._place_column.addWidget(editor)
            editor.given.connect(self.answered)
            editor.typed.connect(lambda text: self.typed.emit("value", text))
            editor.untyped.connect(lambda: self.untyped.emit("value"))
            editor.file_asked.connect(self.answer_file_asked)
            editor.camera_asked.connect(self.answer_camera_asked)
            editor.file_opened.connect(self.photo_opened)
        if self._editor is not editor:
            if self._editor is not None:
                self._editor.hide()
            self._editor = editor
            editor.show()
        editor.show_value(None if rivals else asked.answer.value)

    def _show_meaning(self, asked: Asked) -> None:
        answer, judged = asked.answer, asked.judged
        _say(self._problem, _problem(asked))
        self._pass_line.setVisible(
            Reason.CONSTRAINT in judged.missing and not asked.is_approved
        )
        self.show_warning(asked.warning)
        self._passed.tell(
            _("Kept against the checklist's limit") if answer.passed else "",
            answer.passed,
        )
        dismissed = judged.is_overridden and not asked.is_finding
        if asked.is_finding:
            if answer.wording:
                origin = Origin.OWN_WORDS
            elif answer.counts and asked.question.finding_counted:
                origin = Origin.COUNTED
            else:
                origin = Origin.CHECKLIST
            self._strip.show_finding(asked.sentence, origin=origin)
        elif dismissed and answer.override is not None:
            self._strip.show_dismissed(answer.override.reason)
        self._strip.setVisible(asked.is_finding or dismissed)
        self._own_line.setVisible(
            not asked.is_finding
            and not dismissed
            and judged.state in (QuestionState.MET, QuestionState.UNDETERMINED)
        )
        self._amounts.setVisible(asked.is_finding)
        counts = answer.counts
        self._counts.set_counts(
            counts.affected if counts else None, counts.seen if counts else None
        )
        self._extent.set_value(answer.extent.value if answer.extent else None)

    def _show_ground(self, asked: Asked, *, is_other: bool) -> None:
        suggested = frozenset(asked.question.sources)
        self._sources_part.setVisible(not asked.question.is_information)
        self._sources.set_sources(
            [
                Source(one.value, word, icon, key, suggested=one in suggested)
                for one, (word, icon, key) in source_names().items()
            ]
        )
        self._sources.set_on(frozenset(one.value for one in asked.answer.sources))
        if is_other or not self._note.hasFocus():
            self._note.set_text(asked.answer.note)

    def _show_photos(self, asked: Asked) -> None:
        # Where the answer is a picture, two ways to add one would be one too many.
        answers = asked.question.answer_type is AnswerType.IMAGE
        self._photos.setVisible(bool(asked.photos) or not answers)
        for button in (self._add_photo, self._camera):
            self._photos_flow.removeWidget(button)
            button.setParent(self._photos)
        _empty(self._photos_flow)
        for place, photo in enumerate(asked.photos):
            thumb = PhotoThumb(
                caption=photo.caption,
                size=QSize(112, 80),
                state=PhotoState.PLAIN if photo.is_here else PhotoState.MISSING,
                name=f"photo-{place}",
            )
            if photo.is_here:
                thumb.set_image(self._read_thumbnail(photo))
            thumb.clicked.connect(
                lambda _=False, one=photo.id: self.photo_opened.emit(one)
            )
            self._photos_flow.addWidget(thumb)
            thumb.show()
        self._photos_flow.addWidget(self._add_photo)
        self._add_photo.show()
        self._photos_flow.addWidget(self._camera)
        self._camera.show()

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # Its parts have settled: only now is it known how high they are.
            self.height_changed.emit()
        return handled

    # -- keys ----------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Do what a single key means on this card; whether it meant anything."""
        if self._rivals.isVisibleTo(self) and self._rivals.choose_by_key(key):
            return True
        if self._editor is not None and self._editor.press(key):
            return True
        if self._sources_part.isVisibleTo(self) and self._sources.toggle_by_key(key):
            return True
        if key == "T":
            self._note.setFocus()
        elif key == "E" and self._asked is not None and self._asked.is_finding:
            self._on_reword_asked()
        else:
            return False
        return True

    def step_counts(self, *, affected: int = 0, seen: int = 0) -> None:
        """Count one more or less by key, where counts are asked."""
        if self._amounts.isVisibleTo(self):
            if affected:
                self._counts.step_affected(affected)
            if seen:
                self._counts.step_seen(seen)

    def take(self, mime: QMimeData) -> bool:
        """Take pictures of the clipboard; whether there were any."""
        return self._drop.take(mime)

    def ask_photo(self) -> None:
        """Ask for a photo: the answer itself, where that is one."""
        asked = self._asked
        if asked is not None and asked.question.answer_type is AnswerType.IMAGE:
            self.answer_file_asked.emit()
        else:
            self.photo_asked.emit()

    def settle(self) -> None:
        """Tell what is being typed as the answer, as leaving the card does."""
        if self._editor is not None and self._editor.isEnabled():
            self._editor.settle()

    def enter(self) -> None:
        """Put the cursor into the answer."""
        if self._editor is not None:
            self._editor.enter()

    def _on_media_arrived(self, _name: str) -> None:
        """Draw the choices anew once, when all their pictures have come."""
        asked, editor = self._asked, self._editor
        if asked is None or editor is None or not asked.has_pictures:
            return
        if not any(
            self._files.awaits(one.media, asked.language) for one in asked.choices
        ):
            editor.bind(asked)

    # -- what was pressed ----------------------------------------------------

    def _on_rival(self, place: str) -> None:
        if self._asked is None or not place:
            return
        sides = [value for _said, _who, value in self._asked.rivals()]
        self.settled.emit(sides[int(place) - 1])

    def _on_reword_asked(self) -> None:
        if self._asked is not None:
            self._saying.ask(
                _("The finding in your words"),
                text=self._asked.sentence,
                on_said=self.reworded.emit,
                on_typed=lambda text: self.typed.emit("wording", text),
                on_dropped=lambda: self.untyped.emit("wording"),
            )
            self.height_changed.emit()

    def _on_dismiss_asked(self) -> None:
        self._ask_reason(_("Why it isn't a finding"), is_finding=False)

    def _on_own_finding_asked(self) -> None:
        self._ask_reason(_("Why it is a finding"), is_finding=True)

    def _ask_reason(self, title: str, *, is_finding: bool) -> None:
        self._saying.ask(
            title,
            text="",
            on_said=lambda reason: self.judged.emit(is_finding, reason),
            needed=True,
        )
        self.height_changed.emit()

    def _on_pass_asked(self) -> None:
        self._saying.ask(
            _("Why this answer is right all the same"),
            text="",
            on_said=self.passed.emit,
            needed=True,
        )
        self.height_changed.emit()

    def _on_undo_asked(self) -> None:
        if self._asked is None:
            return
        if self._asked.is_finding:
            self.reworded.emit("")
        else:
            self.judged.emit(None, "")

    def _on_sources(self, on: frozenset[str]) -> None:
        before = (
            frozenset(one.value for one in self._asked.answer.sources)
            if self._asked
            else frozenset()
        )
        for one in on ^ before:
            self.source_toggled.emit(one, one in on)

    def _on_note_left(self, text: str) -> None:
        if self._asked is not None and text != self._asked.answer.note:
            self.note_left.emit(text)


class _Labelled(QWidget):
    """Parts side by side, each under its label."""

    def __init__(self, *parts: tuple[str, QWidget]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XXL)
        for label, widget in parts:
            column = QVBoxLayout()
            column.setSpacing(Space.XS)
            column.addWidget(Label(label, step=Step.NOTE, role=Role.INK2, wrap=False))
            column.addWidget(widget)
            column.addStretch(1)
            row.addLayout(column, 1 if len(parts) == 1 else 0)
        if len(parts) > 1:
            row.addStretch(1)


def _line(button: Button) -> QWidget:
    """A button as wide as its words, where a line begins."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return line


def _badges(asked: Asked) -> list[BadgeKind]:
    found = []
    if asked.disagreements:
        found.append(BadgeKind.DISPUTED)
    if asked.is_public:
        found.append(BadgeKind.PUBLIC)
    if asked.question.zero_tolerance:
        found.append(BadgeKind.DANGER)
    if asked.repeated:
        found.append(BadgeKind.REPEATED)
    if any(not one.is_verified for one in asked.law):
        found.append(BadgeKind.UNVERIFIED)
    return found


def _problem(asked: Asked) -> str:
    """What is still to be done about the answer, in one sentence."""
    if asked.is_approved:
        return _("Approved: it stays as it is.")
    if Reason.CONSTRAINT in asked.judged.missing:
        said = asked.words(asked.question.constraint_message)
        return said or _("This answer isn't possible. Look at it again.")
    if Reason.NOT_OFFERED in asked.judged.missing:
        return _("What was chosen isn't offered any more. Choose again.")
    if asked.judged.is_reworded:
        return _("The question was worded otherwise when it was answered. Look again.")
    return asked.undetermined


def _show_both(asked: Asked, text: Text, first: Label, second: Label) -> None:
    """A text in both languages, each running the way its own does."""
    said = asked.first_wording(text)
    first.say(said.text, said.language)
    first.setVisible(bool(said.text))
    below = asked.second_wording(text)
    if below is not None:
        second.say(below.text, below.language)
    second.setVisible(below is not None and bool(below.text))


def _say(label: Label, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _empty(flow: FlowLayout) -> None:
    while (item := flow.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            if isinstance(widget, Badge | PhotoThumb):
                widget.deleteLater()
