"""Parts of the card side by side, each under its label."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Role, Space, Step
from ui.widgets.label import Label


class Labelled(QWidget):
    """One part takes the whole width; several take what they need."""

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
