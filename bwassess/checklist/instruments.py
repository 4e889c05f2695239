"""The international labour standards that questions refer to, by their titles.

They lie in `resources/checklists/instruments.csv`, a translated title a column.
"""

import csv
from collections.abc import Mapping
from functools import lru_cache

from bwassess.checklist.texts import Text
from bwassess.paths import RESOURCES


@lru_cache
def instruments() -> Mapping[str, Text]:
    """The title of each instrument by its code: C029, R190, P155."""
    path = RESOURCES / "checklists" / "instruments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row.pop("code"): Text.of(
                {_language(heading): title for heading, title in row.items()}
            )
            for row in csv.DictReader(file)
        }


def title_of(code: str, language: str) -> str:
    """An instrument's title with its year; the code where none is known."""
    title = instruments().get(code)
    return title.in_(language) if title is not None else code


def _language(heading: str) -> str:
    """The code out of `title::Khmer (km)`."""
    return heading.rpartition("(")[2].removesuffix(")")
