"""The licences of the program and of what it brings along."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from bwassess.paths import RESOURCES
from bwassess.text import _


@dataclass(frozen=True, slots=True)
class Licence:
    """What it covers, what it is called, and its text."""

    title: str
    name: str
    text: str


def licences() -> tuple[Licence, ...]:
    """All of them, the program's own first."""
    return (
        Licence("bwassess", "Apache License 2.0", _own()),
        Licence(
            _("Fonts: Noto, a family for every script"),
            "SIL Open Font License 1.1",
            _read(RESOURCES / "fonts" / "OFL.txt"),
        ),
        Licence(
            _("Icons: drawn from Lucide"),
            "ISC License",
            _read(RESOURCES / "icons" / "LICENSE.txt"),
        ),
    )


def _own() -> str:
    # Beside the resources in a checkout, one folder up in a bundle, with the
    # package's metadata after an installation.
    for folder in (RESOURCES.parent, RESOURCES.parent.parent):
        if (folder / "LICENSE").is_file():
            return _read(folder / "LICENSE")
    try:
        return distribution("bwassess").read_text("licenses/LICENSE") or ""
    except PackageNotFoundError:
        return ""


def _read(file: Path) -> str:
    return file.read_text("utf-8")
