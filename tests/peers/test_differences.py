"""The page on XLSForm names every difference that tests let pass, and no other."""

import re
from pathlib import Path

from tests.peers.differences import DIFFERENCES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "xlsform.md"


def test_that_the_page_and_the_list_have_the_same_names() -> None:
    on_page = re.findall(r"^\| `([\w-]+)` \|", PAGE.read_text("utf-8"), re.M)

    assert sorted(on_page) == sorted({difference.name for difference in DIFFERENCES})
