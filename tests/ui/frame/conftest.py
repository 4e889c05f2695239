"""The whole program for these tests."""

from tests.ui.desk import open_desktop

__all__ = ["open_desktop"]
