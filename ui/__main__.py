"""The desktop's composition root: `python -m ui`, or `bwassess` without a command."""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from bwassess.checklist.external import Files
from bwassess.checklist.model import Checklist
from bwassess.progress import Progress
from ui.desktop import Desktop

_SWITCH_S = 0.0005


def main(vault: Path | None = None, passphrase: str | None = None) -> int:
    """Open the program until its window is closed.

    Args:
        vault: Folder to open instead of the one opened last.
        passphrase: Unlocks it at once; asked for if None.

    Returns:
        The exit code.

    Raises:
        BwassessError: the passphrase doesn't open the vault.
    """
    app = _application()
    desktop = Desktop(app, folder=vault)
    # Code stays until the end. The collector would walk it again and again, with the
    # other thread and the screen waiting for it.
    desktop.loaded.connect(gc.freeze)
    # Each word from Qt waits that long for the work in the other thread.
    sys.setswitchinterval(_SWITCH_S)
    try:
        desktop.start(passphrase=passphrase)
        return app.exec()
    finally:
        desktop.close()


def check() -> str:
    """Start the window where nobody sees it and close it again; what was shown."""
    app = _application()
    desktop = Desktop(app, folder=Path("nowhere"))
    desktop.start()
    shown = desktop.window.grab().size()
    desktop.close()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return f"{shown.width()} x {shown.height()}"


def draw_checklist(
    checklist: Checklist,
    out: Path,
    *,
    files: Files,
    languages: tuple[str, ...],
    progress: Progress,
) -> int:
    """Draw a checklist's pages into a folder; how many pictures were made."""
    from ui.checklists import pictures

    return pictures.draw(
        _application(),
        checklist,
        out,
        files=files,
        languages=languages,
        progress=progress,
    )


def _application() -> QApplication:
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    app = QApplication(sys.argv[:1])
    app.setApplicationName("bwassess")
    app.setDesktopFileName("bwassess")
    return app


if __name__ == "__main__":
    sys.exit(main())
