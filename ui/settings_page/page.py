"""Settings: how the program looks and speaks, and what keeps the vault safe."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess import __version__
from bwassess.assessment.records import Role as Post
from bwassess.settings import IDLE_LOCKS_MIN, TEXT_SIZES, Settings
from bwassess.text import LANGUAGES, _, ngettext
from ui.languages import name_of
from ui.session import Session
from ui.settings_page.backups import BackupsPanel
from ui.settings_page.licences import Licence, licences
from ui.settings_page.safety import PassphrasePanel, RecoveryPanel
from ui.theme import Role, Space
from ui.widgets.answer_buttons import Choice
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lines import isolated
from ui.widgets.list_row import ListRow
from ui.widgets.page_column import PageColumn, side_by_side
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.select import Select
from ui.widgets.tab_order import tab_in_reading_order
from ui.widgets.text_area import TextArea

_PHOTO_SIDES = (1280, 1600, 2048, 3072, 4096)


class SettingsPage(QWidget):
    """Each choice is told at once; the window keeps and shows it."""

    changed = Signal(object)  # dict of settings by name
    restore_requested = Signal(str)  # name of a backup

    def __init__(
        self, session: Session, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings-page")
        self._session = session
        self._settings = settings
        page = PageColumn(width=640)
        page.add_title(_("Settings"))
        self._add_language(page)
        self._add_look(page)
        self._add_work(page)
        self._add_safety(page)
        self._add_hub(page)
        self._add_about(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        tab_in_reading_order(self)

    def settle(self) -> None:
        """Leave nothing secret on a page that is left."""
        self._recovery.settle()

    # -- parts ---------------------------------------------------------------

    def _add_language(self, page: PageColumn) -> None:
        page.add_heading(_("Language"))
        spoken = self._select("language", _("Of the program"), list(LANGUAGES.items()))
        page.add(side_by_side(spoken, QWidget()))
        kept = self._settings.question_languages
        codes = list(dict.fromkeys((*LANGUAGES, *kept)))
        named = [(code, name_of(code)) for code in codes]
        self._first = self._question_select(
            "question_language", _("Of the questions"), _("As the program"), named
        )
        self._second = self._question_select(
            "second_language", _("And below it, smaller"), _("No other"), named
        )
        for select, code in zip((self._first, self._second), kept, strict=False):
            select.setCurrentIndex(select.findData(code))
        hint = _("Where a checklist has it; else its first language.")
        page.add(
            side_by_side(
                Field(self._first.accessibleName(), self._first, hint=hint),
                Field(self._second.accessibleName(), self._second),
            )
        )

    def _add_look(self, page: PageColumn) -> None:
        page.add_heading(_("Look"))
        page.add(
            self._segments(
                "scheme",
                _("Colours"),
                [
                    ("light", _("Light")),
                    ("dark", _("Dark")),
                    ("contrast", _("High contrast")),
                ],
            )
        )
        page.add(
            self._segments(
                "floor",
                _("Sizes"),
                [(False, _("At the desk")), (True, _("On the floor"))],
                hint=_("On the floor: bigger targets, for standing and for gloves."),
            )
        )
        page.add(
            self._segments(
                "text_size",
                _("Text size"),
                [(size, f"{size} %") for size in TEXT_SIZES],
            )
        )

    def _add_work(self, page: PageColumn) -> None:
        page.add_heading(_("Work"))
        page.add(
            self._segments(
                "idle_lock_min",
                _("Lock when nobody touched the program for"),
                [
                    (
                        minutes,
                        ngettext("{n} min", "{n} min", minutes).format(n=minutes),
                    )
                    for minutes in IDLE_LOCKS_MIN
                ],
            )
        )
        sides = sorted({*_PHOTO_SIDES, self._settings.photo_side})
        photos = self._select(
            "photo_side",
            _("Photos are kept at"),
            [
                (side, _("{side} pixels on the longer side").format(side=side))
                for side in sides
            ],
        )
        originals = self._segments(
            "keeps_originals",
            _("The camera's own file"),
            [(False, _("Not kept")), (True, _("Kept sealed"))],
            hint=_("It says where and when a photo was taken, and needs room."),
        )
        page.add(side_by_side(photos, originals))

    def _add_safety(self, page: PageColumn) -> None:
        page.add_heading(
            _("Backups"),
            note=_("Encrypted copies beside the vault, written by themselves."),
        )
        backups = BackupsPanel(self._session)
        backups.restore_requested.connect(self.restore_requested)
        backups.relaid.connect(lambda: tab_in_reading_order(self))
        page.add(backups)
        page.add_heading(_("Passphrase and recovery key"))
        page.add(PassphrasePanel(self._session))
        self._recovery = RecoveryPanel(self._session)
        page.add(self._recovery)

    def _add_hub(self, page: PageColumn) -> None:
        page.add_heading(_("Hub"))
        workspace = self._session.workspace
        identity, link = workspace.identity, workspace.hub
        who = _("You write as {name}, {post}.").format(
            name=identity.name, post=_post(identity.role)
        )
        page.add(Label(who))
        where = Label(
            _("This laptop is enrolled at {url}.").format(url=isolated(link.url))
            if link
            else _("This laptop isn't enrolled at a hub yet. Do it on the Sync page."),
            role=Role.INK2,
        )
        where.setObjectName("hub-state")
        page.add(where)

    def _add_about(self, page: PageColumn) -> None:
        page.add_heading(_("About"))
        page.add(
            Label(
                _(
                    "bwassess {version}. Factory assessments where there is no network."
                ).format(version=isolated(__version__)),
                role=Role.INK2,
            )
        )
        folder = str(self._session.workspace.vault.folder)
        page.add(
            Label(
                _("The vault lies in {folder}.").format(folder=isolated(folder)),
                role=Role.INK2,
            )
        )
        for licence in licences():
            page.add(_LicenceRow(licence))

    # -- one setting each ----------------------------------------------------

    def _segments(
        self,
        setting: str,
        label: str,
        values: Sequence[tuple[object, str]],
        *,
        hint: str = "",
    ) -> Field:
        by_text = {str(value): value for value, _said in values}
        choice = SegmentedChoice(
            [Choice(str(value), said) for value, said in values],
            label=label,
            value=str(getattr(self._settings, setting)),
            clearable=False,
            name=setting,
        )
        choice.chosen.connect(lambda text: self._tell(setting, by_text[text]))
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(choice)
        inside.addStretch(1)
        row.setFocusProxy(choice)
        return Field(label, row, hint=hint)

    def _select(
        self,
        setting: str,
        label: str,
        values: Sequence[tuple[object, str]],
        *,
        hint: str = "",
    ) -> Field:
        select = Select(label=label, name=setting)
        for value, said in values:
            select.addItem(said, value)
        select.setCurrentIndex(select.findData(getattr(self._settings, setting)))
        select.activated.connect(
            lambda place: self._tell(setting, select.itemData(place))
        )
        return Field(label, select, hint=hint)

    def _question_select(
        self, name: str, label: str, none: str, named: Sequence[tuple[str, str]]
    ) -> Select:
        select = Select(label=label, name=name)
        for code, said in (("", none), *named):
            select.addItem(said, code)
        select.activated.connect(lambda _place: self._tell_question_languages())
        return select

    def _tell_question_languages(self) -> None:
        first, second = self._first.currentData(), self._second.currentData()
        said: tuple[str, ...] = (first,) if first else ()
        if second and second != (first or self._settings.language):
            said = (first or self._settings.language, second)
        self._tell("question_languages", said)

    def _tell(self, setting: str, value: object) -> None:
        if getattr(self._settings, setting) != value:
            self._settings = self._settings.with_(**{setting: value})
            self.changed.emit({setting: value})


class _LicenceRow(QWidget):
    def __init__(self, licence: Licence) -> None:
        super().__init__()
        self._text = licence.text
        self._area: TextArea | None = None
        self._row = ListRow(
            licence.title,
            note=licence.name,
            bold=False,
            sign="chevron-down",
            name="licence",
        )
        self._row.clicked.connect(self._on_clicked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self._row)

    def _on_clicked(self) -> None:
        if self._area is None:
            self._area = TextArea(
                label=self._row.text(),
                text=self._text,
                most_lines=14,
                name="licence-text",
            )
            self._area.setReadOnly(True)
            self._column.addWidget(self._area)
            self._area.show()
        else:
            self._area.setVisible(self._area.isHidden())
        self._row.set_sign("chevron-down" if self._area.isHidden() else "chevron-up")


def _post(post: Post) -> str:
    match post:
        case Post.ASSESSOR:
            return _("assessor")
        case Post.REVIEWER:
            return _("reviewer")
        case Post.ADMIN:
            return _("administrator")
