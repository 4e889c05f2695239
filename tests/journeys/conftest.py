"""The whole program, without a display."""

from tests.ui.conftest import plain_look, qtbot
from tests.ui.desk import open_desktop

__all__ = ["open_desktop", "plain_look", "qtbot"]
