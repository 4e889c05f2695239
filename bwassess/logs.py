"""Where the program notes what it did: a rotating file of acts, ids and counts.

Never an answer, a name, a key: of an exception only its kind and its place are kept,
since its words may quote what was typed.
"""

import logging
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import platformdirs
from typing_extensions import override

_OURS = ("bwassess", "ui")
_BYTES = 1_000_000
_KEPT = 5

_ExcInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


def folder() -> Path:
    """Where the files lie."""
    return platformdirs.user_log_path("bwassess", appauthor=False)


def start(into: Path | None = None) -> Path | None:
    """Note what our own packages say from now on.

    Returns:
        The file; None where it can't be written, which keeps nobody from working.
    """
    file = (into or folder()) / "bwassess.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = _Unheard(file, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(_Silent("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    return file


def stop() -> None:
    """Close the files that `start` opened."""
    for name in _OURS:
        logger = logging.getLogger(name)
        for handler in [*logger.handlers]:
            if isinstance(handler, _Unheard):
                logger.removeHandler(handler)
                handler.close()


class _Unheard(RotatingFileHandler):
    """Gives up a line that can't be written: a log keeps nobody from working."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing; the disk is full, or another program turns the files."""


class _Silent(logging.Formatter):
    """Tells where a bug is, not what it said."""

    converter = staticmethod(time.gmtime)
    default_msec_format = "%s.%03dZ"

    @override
    def formatException(self, ei: _ExcInfo) -> str:
        kind, _error, trace = ei
        frames = "".join(traceback.format_tb(trace))
        return f"{frames}{kind.__name__}" if kind else ""
