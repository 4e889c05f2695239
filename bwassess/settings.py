"""How this person likes the program on this machine; never the programme's data.

Kept in plain JSON in the user's configuration folder, so that the unlock page already
speaks the right language. A value of another program version or shape falls back.
"""

import json
import logging
import re
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from bwassess.paths import config_folder
from bwassess.text import LANGUAGES

log = logging.getLogger(__name__)

_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

SCHEMES = ("light", "dark", "contrast")
TEXT_SIZES = (100, 115, 130, 150, 175, 200)
IDLE_LOCKS_MIN = (2, 5, 10, 15, 30)


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set.

    Attributes:
        language: Of the interface, a key of `LANGUAGES`.
        question_languages: Of question texts, one or two, the first one large; empty =
            as the interface.
        scheme: One of `SCHEMES`.
        text_size: Per cent, one of `TEXT_SIZES`.
        floor: Bigger targets for work standing up.
        idle_lock_min: Minutes without a touch after which the vault locks itself.
        photo_side: Pixels of a working copy's longer side.
        keeps_originals: Whether the camera's file is kept sealed.
        vault: Folder of the vault opened last; empty before the first.
    """

    language: str = "en"
    question_languages: tuple[str, ...] = ()
    scheme: str = "light"
    text_size: int = 100
    floor: bool = False
    idle_lock_min: int = 10
    photo_side: int = 2048
    keeps_originals: bool = False
    vault: str = ""

    @property
    def asks_in(self) -> tuple[str, ...]:
        """The languages question texts are shown in: one or two."""
        return self.question_languages or (self.language,)

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
    # JSON has lists where Python has tuples.
    kept = {name: tuple(v) if isinstance(v, list) else v for name, v in kept.items()}
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
    asked = settings.question_languages
    if not all(map(_is_code, asked)) or not len({*asked}) == len(asked) <= 2:
        wrong["question_languages"] = default.question_languages
    return replace(settings, **wrong)


def _is_code(language: object) -> bool:
    """Whether it may be a language: checklists speak others than the program."""
    return isinstance(language, str) and _CODE.fullmatch(language) is not None
