"""The program, a desktop or with a command a terminal's; it alone knows windows."""

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bwassess.checklist.external import Files
    from bwassess.checklist.model import Checklist
    from bwassess.progress import Progress


def main() -> None:
    """Run what the command line asks for and leave with its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Nothing is as fast as loading nothing.
        import bwassess

        sys.stdout.write(f"bwassess {bwassess.__version__}\n")
        return
    from bwassess import logs, settings, text

    logs.start()
    text.choose_language(settings.load().language)
    if not arguments:
        sys.exit(open_desktop())
    # Commands say what they do in the language chosen above.
    from bwassess.commands.program import Interface, program

    app = program(Interface(open=open_desktop, check=check_window, draw=draw_checklist))
    app(args=arguments, prog_name="bwassess")


def open_desktop(*, vault: Path | None = None, passphrase: str | None = None) -> int:
    """Open the desktop, unlocked if the passphrase is known, until it is closed."""
    from bwassess.text import _

    if importlib.util.find_spec("PySide6") is None:
        sys.stderr.write(
            _(
                "The desktop needs PySide6, which isn't installed here. Install "
                "bwassess[desktop], or give a command; “bwassess --help” lists them."
            )
            + "\n"
        )
        return 1
    from ui.__main__ import main as desktop

    return desktop(vault=vault, passphrase=passphrase)


def check_window() -> str:
    """Start the window where nobody sees it; what was seen, or that none is here."""
    from bwassess.text import _

    if importlib.util.find_spec("PySide6") is None:
        return _("not installed here")
    import os

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    import PySide6

    from ui.__main__ import check

    return f"PySide6 {PySide6.__version__}, {check()}"


def draw_checklist(
    checklist: "Checklist",
    out: Path,
    *,
    files: "Files",
    languages: tuple[str, ...],
    progress: "Progress",
) -> int:
    """Draw a checklist's pages where nobody sees it; how many pictures were made.

    Raises:
        BwassessError: there are no windows here, or the folder can't be written.
    """
    from bwassess.errors import BwassessError
    from bwassess.text import _

    if importlib.util.find_spec("PySide6") is None:
        raise BwassessError(
            _("Pictures of pages need PySide6, which isn't installed here."),
            hint=_("Install bwassess[desktop]."),
        )
    import os

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.__main__ import draw_checklist as draw

    return draw(checklist, out, files=files, languages=languages, progress=progress)


if __name__ == "__main__":
    main()
