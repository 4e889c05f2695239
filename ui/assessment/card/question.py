"""What is asked: tags, question, files and hints, and what the last visit said."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwassess.checklist.texts import Text
from bwassess.text import _
from ui.assessment.asked import Asked
from ui.assessment.instruments import titles
from ui.media.files import MediaFiles
from ui.media.strip import MediaStrip
from ui.theme import Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.label import Label
from ui.widgets.layouts import clear


class QuestionPart(QVBoxLayout):
    """Begins the card; takes no answer."""

    def __init__(self, files: MediaFiles) -> None:
        super().__init__()
        self._tags = QWidget()
        self._tags_flow = FlowLayout(self._tags, spacing=Space.S)
        self._code = Label("", step=Step.NOTE, role=Role.INK2, bold=True, wrap=False)
        self._tags_flow.addWidget(self._code)
        self._label = Label("", step=Step.QUESTION)
        self._label.setObjectName("question-text")
        self._second = Label("", step=Step.FINDING, role=Role.INK2)
        self._second.setObjectName("question-second")
        self._media = MediaStrip(files)
        self._hint = Label("", step=Step.NOTE, role=Role.INK2)
        self._second_hint = Label("", step=Step.NOTE, role=Role.INK3)
        self._instruments = Label("", step=Step.NOTE, role=Role.INK3)
        self._instruments.setObjectName("question-instruments")
        self._last = Label("", step=Step.NOTE, role=Role.INK2)
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
        self.setSpacing(Space.M)
        self.addWidget(self._tags)
        self.addLayout(words)

    def bind(self, asked: Asked) -> None:
        """Show what is asked."""
        question = asked.question
        self._show_tags(asked)
        _show_both(asked, question.label, self._label, self._second)
        self._media.bind(
            question.media, asked.label, asked.language, drawn=asked.is_map
        )
        _show_both(asked, question.hint, self._hint, self._second_hint)
        self._instruments.tell("\n".join(titles(question, asked.language)))
        last = asked.last
        self._last.tell(
            _("Last visit, {when}: {answer}").format(when=last.when, answer=last.said)
            if last
            else ""
        )

    def _show_tags(self, asked: Asked) -> None:
        self._code.setText(asked.question.code)
        clear(self._tags_flow, first=1)
        badges = [Badge(kind) for kind in _kinds(asked)]
        if asked.row:
            badges.insert(0, Badge(BadgeKind.PLAIN, asked.row))
        for badge in badges:
            self._tags_flow.addWidget(badge)
            badge.show()


def _kinds(asked: Asked) -> list[BadgeKind]:
    worn = {
        BadgeKind.DISPUTED: bool(asked.disagreements),
        BadgeKind.PUBLIC: asked.is_public,
        BadgeKind.DANGER: asked.question.zero_tolerance,
        BadgeKind.REPEATED: asked.repeated,
        BadgeKind.UNVERIFIED: any(not one.is_verified for one in asked.law),
    }
    return [kind for kind, is_worn in worn.items() if is_worn]


def _show_both(asked: Asked, text: Text, first: Label, second: Label) -> None:
    """A text in both languages, each running the way its own does."""
    said = asked.first_wording(text)
    first.say(said.text, said.language)
    first.setVisible(bool(said.text))
    below = asked.second_wording(text)
    if below is not None:
        second.say(below.text, below.language)
    second.setVisible(below is not None and bool(below.text))
