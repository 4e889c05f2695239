"""Where the program's own files lie: resources shipped with it, folders of the user."""

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent

RESOURCES = next(
    p for p in (_PACKAGE / "resources", _PACKAGE.parent / "resources") if p.is_dir()
)
"""Data shipped with the program; the same from a checkout, a wheel and a bundle."""


def config_folder() -> Path:
    """The folder of this user's settings; holds nothing of the programme's data."""
    return platformdirs.user_config_path("bwassess", appauthor=False, roaming=True)


def default_vault() -> Path:
    """Where a new vault is proposed: local to this machine, never roaming."""
    return platformdirs.user_data_path("bwassess", appauthor=False) / "vault"
