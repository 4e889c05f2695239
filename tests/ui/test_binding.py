"""The Qt binding we pin: PySide6 6.12.0 loses a reference to None at each call."""

import sys

from PySide6.QtGui import QColor, QImage, QPainter


def test_that_calls_that_return_nothing_keep_none_alive() -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(2000):
        painter.setPen(QColor("black"))
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < 1000
