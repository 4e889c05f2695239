"""Reports made once for all tests of the room, and what a reader finds in them."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from bwassess.report.content import ReportContent
from bwassess.report.pdf import assessment_report, write_assessment_report
from tests.report.sample import make_content

_UNSEEN = re.compile(
    r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufffe]"
)


def letters(text: str) -> str:
    """The text without white space and invisible marks, which viewers add and drop."""
    return _UNSEEN.sub("", text)


class MadeReport:
    """A report file and what PDFium reads from it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        document = pypdfium2.PdfDocument(path)
        self.pages = []
        for page in document:
            reader = page.get_textpage()
            self.pages.append(reader.get_text_range())
            reader.close()
            page.close()
        self.language = document.get_metadata_dict()
        self.outline = [item.get_title() for item in document.get_toc()]
        self.metadata = document.get_metadata_dict()
        document.close()
        self.letters = letters("".join(self.pages))


def read(content: ReportContent, language: str = "en") -> str:
    """What PDFium reads from the report of a content."""
    document = pypdfium2.PdfDocument(assessment_report(content, language=language))
    pages = []
    for page in document:
        reader = page.get_textpage()
        pages.append(reader.get_text_range())
        reader.close()
        page.close()
    document.close()
    return "\n".join(pages).replace("\r\n", "\n")


@pytest.fixture(scope="session")
def made_report(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], MadeReport]:
    """The sample report in a language, written once."""
    made: dict[str, MadeReport] = {}

    def make(language: str) -> MadeReport:
        if language not in made:
            path = tmp_path_factory.mktemp("report") / f"{language}.pdf"
            write_assessment_report(make_content(language), path, language=language)
            made[language] = MadeReport(path)
        return made[language]

    return make
