"""The page on XLSForm names every difference that tests let pass, and no other."""

import re
from pathlib import Path

from tests.peers.differences import DIFFERENCES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "xlsform.md"


def test_that_the_page_and_the_list_have_the_same_names() -> None:
    sections = PAGE.read_text("utf-8").split("\n## ")
    # What is read and what isn't is held against pyxform, elsewhere.
    of_engines = [its for its in sections if not its.startswith("What we read")]
    on_page = re.findall(r"^\| `([\w-]+)` \|", "\n".join(of_engines), re.M)

    assert sorted(on_page) == sorted({difference.name for difference in DIFFERENCES})
