"""The recovery key on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from bwassess.text import _
from ui import theme


def print_key(parent: QWidget, groups: Sequence[str]) -> None:
    """Ask for a printer and print the key; it names neither vault nor person."""
    # Printers are looked for only by who prints.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown = tuple(groups)
    dialog.setModal(True)
    dialog.accepted.connect(lambda: paint_key(printer, shown))
    dialog.show()


def paint_key(device: object, groups: Sequence[str]) -> None:
    """Paint the sheet on a printer or a picture."""
    painter = QPainter(device)  # type: ignore[call-overload]
    room = QRectF(painter.viewport())
    unit = room.width() / 100
    painter.setPen(QColor(Qt.GlobalColor.black))
    look = theme.current()
    title = look.font(bold=True)
    title.setPixelSize(round(3 * unit))
    words = look.font()
    words.setPixelSize(round(1.8 * unit))
    letters = look.font(mono=True)
    letters.setPixelSize(round(3.4 * unit))
    left = room.left() + 6 * unit
    top = room.top() + 8 * unit
    wide = room.width() - 12 * unit
    wrap = int(Qt.TextFlag.TextWordWrap)
    painter.setFont(title)
    painter.drawText(QRectF(left, top, wide, 5 * unit), wrap, _("Recovery key"))
    painter.setFont(words)
    painter.drawText(
        QRectF(left, top + 6 * unit, wide, 10 * unit),
        wrap,
        _("It opens the vault without the passphrase. Keep it away from the laptop."),
    )
    for place, group in enumerate(groups):
        x = left + place % 4 * wide / 4
        y = top + 18 * unit + place // 4 * 10 * unit
        painter.setFont(words)
        painter.drawText(QRectF(x, y, wide / 4, 3 * unit), str(place + 1))
        painter.setFont(letters)
        painter.drawText(QRectF(x, y + 3 * unit, wide / 4, 5 * unit), group)
    painter.end()
