"""How this person likes the program on this machine; never the programme's data.

Kept in plain JSON in the user's configuration folder, so that the unlock page already
speaks the right language. A value of another program version or shape falls back.
"""

import json
import logging
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from bwassess.paths import config_folder
from bwassess.text import LANGUAGES

log = logging.getLogger(__name__)

SCHEMES = ("light", "dark", "contrast")
TEXT_SIZES = (100, 115, 130, 150, 175, 200)
IDLE_LOCKS_MIN = (2, 5, 10, 15, 30)


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set.

    Attributes:
        language: Of the interface, a key of `LANGUAGES`.
        question_language: Of question texts; empty = as the interface.
        scheme: One of `SCHEMES`.
        text_size: Per cent, one of `TEXT_SIZES`.
        floor: Bigger targets for work standing up.
        idle_lock_min: Minutes without a touch after which the vault locks itself.
        photo_side: Pixels of a working copy's longer side.
        keeps_originals: Whether the camera's file is kept sealed.
        vault: Folder of the vault opened last; empty before the first.
    """

    language: str = "en"
    question_language: str = ""
    scheme: str = "light"
    text_size: int = 100
    floor: bool = False
    idle_lock_min: int = 10
    photo_side: int = 2048
    keeps_originals: bool = False
    vault: str = ""

    def with_(self, **changed: Any) -> "Settings":
        """These settings with some changed, each checked."""
        return _checked(replace(self, **changed))


def load(folder: Path | None = None) -> Settings:
    """The settings kept in a folder, or the defaults."""
    path = _file(folder)
    try:
        kept = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        log.warning("settings can't be read, defaults are used")
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    known = {
        one.name: kept[one.name]
        for one in fields(Settings)
        if isinstance(kept.get(one.name), type(one.default))
    }
    return _checked(Settings(**known))


def save(settings: Settings, folder: Path | None = None) -> None:
    """Keep settings; written beside and renamed, so never half there."""
    path = _file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
    unfinished.replace(path)


def _file(folder: Path | None) -> Path:
    return (folder or config_folder()) / "settings.json"


def _checked(settings: Settings) -> Settings:
    default = Settings()
    allowed: dict[str, Any] = {
        "language": tuple(LANGUAGES),
        "scheme": SCHEMES,
        "text_size": TEXT_SIZES,
        "idle_lock_min": IDLE_LOCKS_MIN,
    }
    wrong = {
        name: getattr(default, name)
        for name, values in allowed.items()
        if getattr(settings, name) not in values
    }
    if not 640 <= settings.photo_side <= 8192:
        wrong["photo_side"] = default.photo_side
    return replace(settings, **wrong)
