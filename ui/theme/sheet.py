"""One generated style sheet for Qt's own controls."""

from string import Template
from typing import TYPE_CHECKING

from ui.theme.roles import Role
from ui.theme.sizes import Radius, Space, Step

if TYPE_CHECKING:
    from ui.theme.theme import Theme

_SHEET = Template(
    """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: $surface; color: $ink;
  border: ${border}px solid $control; border-radius: ${field}px;
  selection-background-color: $indigo; selection-color: $on_indigo;
}
QLineEdit, QAbstractSpinBox, QComboBox {
  padding: 0 ${m}px; min-height: ${inside}px;
}
QLineEdit[tall="true"] { min-height: ${counter}px; }
QPlainTextEdit, QTextEdit { padding: ${xs}px ${s}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled,
QComboBox:disabled, QAbstractSpinBox:disabled {
  background: $sunken; color: $ink3; border-color: $line;
}
QLineEdit[tone="madder"], QPlainTextEdit[tone="madder"], QComboBox[tone="madder"] {
  border-color: $madder;
}
QLineEdit[tone="weld"], QPlainTextEdit[tone="weld"], QComboBox[tone="weld"] {
  border-color: $weld;
}
QLineEdit[tone="verdigris"], QComboBox[tone="verdigris"] {
  border-color: $verdigris;
}
QLineEdit[plain="true"], QLineEdit[plain="true"]:disabled {
  border: none; background: transparent; padding: 0; min-height: 0;
}
QComboBox::drop-down { border: none; width: 28px; }
QDateEdit[calendar="true"]::drop-down {
  border: none; background: transparent; width: 28px;
}
QComboBox QAbstractItemView, QMenu {
  background: $surface; color: $ink; border: ${border}px solid $control;
  border-radius: ${field}px; padding: ${xs}px;
}
QMenu::item, QComboBox QAbstractItemView::item {
  min-height: ${item}px; padding: 0 ${l}px; border-radius: 6px;
}
QMenu::icon { padding-left: ${s}px; }
QMenu::item:selected, QComboBox QAbstractItemView::item:selected {
  background: $indigo_tint; color: $indigo;
}
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: ${xs}px ${s}px; }
.QPushButton {
  background: $surface; color: $ink;
  border: ${border}px solid $control; border-radius: ${field}px;
  padding: 0 ${l}px; min-height: ${inside}px; font-weight: 600;
}
.QPushButton:hover { background: $indigo_tint; }
.QPushButton:default {
  background: $indigo; color: $on_indigo; border-color: $indigo;
}
.QPushButton:disabled { background: $sunken; color: $ink3; border-color: $line; }
QCheckBox, QRadioButton { spacing: ${s}px; min-height: ${target}px; }
QCheckBox::indicator, QRadioButton::indicator { width: ${box}px; height: ${box}px; }
QScrollArea, QAbstractScrollArea[plain="true"] {
  border: none; background: transparent;
}
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle {
  background: $control; border: 3px solid transparent; border-radius: ${bar_round}px;
}
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip {
  background: $surface; color: $ink; border: ${border}px solid $control;
  padding: ${xs}px ${s}px;
}
QHeaderView::section {
  background: $sunken; color: $ink2; border: none;
  border-bottom: ${border}px solid $line;
  padding: ${xs}px ${s}px; font-weight: 600;
}
QTableView, QTreeView, QListView {
  background: $canvas; color: $ink; border: none; outline: none;
  gridline-color: $line;
  selection-background-color: $indigo_tint; selection-color: $ink;
}
QTableCornerButton::section { background: $sunken; border: none; }
QTabWidget::pane { border: none; border-top: ${border}px solid $line; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab {
  background: transparent; color: $ink2; border: none;
  border-bottom: 2px solid transparent;
  padding: 0 ${xs}px; margin: 0 ${s}px; min-height: ${inside}px;
}
QTabBar::tab:selected {
  color: $indigo; border-bottom-color: $indigo; font-weight: 600;
}
QMessageBox { background: $surface; }
QMessageBox QLabel#qt_msgbox_label { font-weight: 600; min-width: ${words}px; }
QMessageBox QLabel#qt_msgbox_informativelabel { min-width: ${words}px; }
QSplitter::handle { background: $line; }
QProgressBar {
  background: $sunken; border: ${border}px solid $line; border-radius: 4px;
  min-height: 6px; max-height: 6px; text-align: center; color: transparent;
}
QProgressBar::chunk { background: $indigo; border-radius: 3px; }
"""
)


def style_sheet(theme: "Theme") -> str:
    """Everything Qt's own controls need to look like ours."""
    colours = {role.name.lower(): theme.color(role).name() for role in Role}
    border = round(theme.border)
    bar = 18 if theme.floor else 12
    return _SHEET.substitute(
        colours,
        border=border,
        field=int(Radius.FIELD),
        xs=int(Space.XS),
        s=int(Space.S),
        m=int(Space.M),
        l=int(Space.L),
        inside=theme.target_height - 2 * border,
        counter=theme.counter_height - 2 * border,
        item=theme.target_height - 4,
        target=theme.target_height,
        box=theme.icon_size(20),
        bar=bar,
        words=round(theme.pixels(Step.BODY) * 24),
        bar_round=bar // 2,
    )
