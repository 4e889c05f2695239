"""The guide and its pictures belong together."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
GUIDE = (DOCS / "guide.md").read_text("utf-8")
MOST_BYTES = 250_000


def test_that_every_picture_of_the_guide_is_there_and_has_words() -> None:
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", GUIDE)
    assert shown
    for words, place in shown:
        assert words
        assert (DOCS / place).is_file(), place


def test_that_every_page_has_a_light_and_a_dark_picture() -> None:
    names = {path.stem for path in (DOCS / "pictures").glob("*.png")}
    for page in ("home", "questions", "report", "sync", "settings", "visit"):
        assert {page, f"{page}-dark"} <= names


@pytest.mark.parametrize(
    "picture", sorted((DOCS / "pictures").glob("*.png")), ids=lambda path: path.stem
)
def test_that_a_picture_is_small(picture: Path) -> None:
    assert picture.stat().st_size < MOST_BYTES


def test_that_the_contents_lead_to_chapters() -> None:
    titles = re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    anchors = {
        re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in titles
    }
    links = re.findall(r"\]\(#([^)]+)\)", GUIDE)
    assert links
    assert set(links) <= anchors
