"""The facts of one factory; what is written is kept on leaving its field."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwassess.assessment.osid import shown_os_id
from bwassess.assessment.records import Factory
from bwassess.errors import BwassessError
from bwassess.text import _, ngettext
from bwassess.workspace.desk import Done
from ui.factories.countries import CountrySelect
from ui.factories.facts import Fact, groups
from ui.session import Session
from ui.theme import Role, Space, Step
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.text_area import TextArea


class FactoryEditor(QWidget):
    """Shows a factory and keeps each fact as an act of its own, which can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("factory-editor")
        self._session = session
        self._factory: Factory | None = None
        self._facts: dict[str, Fact] = {}
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._workers = Label("", step=Step.NOTE, role=Role.INK3)
        self._build()

    def bind(self, factory: Factory) -> None:
        """Show a factory; what is being typed in a field stays."""
        other = self._factory is None or factory.id != self._factory.id
        if other:
            self.settle()
        self._factory = factory
        for name, field in self._fields.items():
            value = _value(factory, name)
            editor = field.editor
            if other or not editor.hasFocus():
                shown = shown_os_id(value) if name == "os_id" and value else value
                _show(editor, shown)
                self._mark(name)
        self._country.set_code(factory.country)
        self._tally()

    def settle(self) -> None:
        """Keep what stands in a field that wasn't left yet."""
        for name, field in self._fields.items():
            if field.editor.hasFocus():
                self._on_left(name)

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        name = Fact("name", _("Name"), 0, check=_needed)
        self._country = CountrySelect()
        self._country.currentIndexChanged.connect(self._on_country)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._field(name), 2, Qt.AlignmentFlag.AlignTop)
        country = Field(_("Country"), self._country)
        row.addWidget(country, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        for group in groups():
            self._column.addSpacing(Space.M)
            self._column.addWidget(Label(group.title, step=Step.FINDING, bold=True))
            for number in dict.fromkeys(fact.row for fact in group.facts):
                self._add_row([f for f in group.facts if f.row == number])
        self._column.addWidget(self._workers)

    def _add_row(self, facts: list[Fact]) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        for fact in facts:
            row.addWidget(self._field(fact), fact.share, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _field(self, fact: Fact) -> Field:
        left: Callable[[], None] = lambda: self._on_left(fact.field)  # noqa: E731
        editor: QWidget
        if fact.is_long:
            area = TextArea(label=fact.label, least_lines=1, name=fact.field)
            area.left.connect(lambda _text: left())
            editor = area
        else:
            line = QLineEdit()
            line.setObjectName(fact.field)
            line.editingFinished.connect(left)
            editor = line
        field = Field(fact.label, editor, hint=fact.hint)
        self._facts[fact.field], self._fields[fact.field] = fact, field
        return field

    # -- what was written ----------------------------------------------------

    def _on_left(self, name: str) -> None:
        factory, field = self._factory, self._fields[name]
        if factory is None:
            return
        typed = _typed(field.editor)
        fact = self._facts[name]
        try:
            value = fact.check(typed) if typed.strip() or name == "name" else ""
        except BwassessError as error:
            field.set_error(" ".join(filter(None, (str(error), error.hint))))
            return
        if name == "os_id":
            _show(field.editor, shown_os_id(value))
        if value != _value(factory, name):
            self._run(fact.label, name, value)
        self._mark(name)

    def _on_country(self, _index: int) -> None:
        factory, code = self._factory, self._country.code
        if factory is not None and code and code != factory.country:
            self._run(_("Country"), "country", code)

    def _run(self, label: str, name: str, value: str) -> None:
        factory = self._factory
        if factory is None:
            return
        factories = self._session.workspace.factories
        act: Callable[[], Done] = lambda: factories.change(  # noqa: E731
            factory.id, {name: value}
        )
        what = _("{fact} of {factory}").format(fact=label, factory=factory.name)
        self._session.edits.run(what, act)

    def _mark(self, name: str) -> None:
        """Say of a field what deserves to be said: two values, or a right id."""
        factory, field = self._factory, self._fields[name]
        if factory is None:
            return
        if name in factory.disputed:
            field.set_attention(
                _("Two of you wrote this differently. What you write here settles it.")
            )
        elif name == "os_id" and factory.os_id:
            field.set_good(_("The check character fits."))
        else:
            field.set_error("")

    def _tally(self) -> None:
        facts = self._factory.facts if self._factory else {}
        try:
            women, men = int(facts.get("women", 0)), int(facts.get("men", 0))
        except ValueError:
            women = men = 0
        everyone = women + men
        self._workers.setVisible(bool(everyone))
        if everyone:
            self._workers.setText(
                ngettext(
                    "{count} worker in all, {share} % women",
                    "{count} workers in all, {share} % women",
                    everyone,
                ).format(count=f"{everyone:,}", share=round(100 * women / everyone))
            )


def _value(factory: Factory, name: str) -> str:
    match name:
        case "name":
            return factory.name
        case "os_id":
            return factory.os_id
    return str(factory.facts.get(name, ""))


def _needed(typed: str) -> str:
    if not typed.strip():
        raise BwassessError(_("A factory needs a name; write it here."))
    return typed.strip()


def _typed(editor: QWidget) -> str:
    if isinstance(editor, TextArea):
        return editor.text
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _show(editor: QWidget, text: str) -> None:
    if isinstance(editor, TextArea):
        editor.set_text(text)
    elif isinstance(editor, QLineEdit) and editor.text() != text:
        editor.setText(text)
