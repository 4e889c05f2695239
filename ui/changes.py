"""The one signal of the whole program: something was changed."""

from PySide6.QtCore import QObject, Signal

from bwassess.touched import Touched


class Changes(QObject):
    """Tells every open view what an edit touched; made once, handed to all."""

    changed = Signal(object)  # Touched

    def tell(self, touched: Touched) -> None:
        """Announce an edit after it is committed; an empty one is no news."""
        if touched:
            self.changed.emit(touched)
