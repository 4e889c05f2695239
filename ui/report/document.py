"""A finished PDF in memory: its pages as pictures, and where codes stand on them.

PDFium isn't made for several threads: one lock stands before all of it.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

import pypdfium2  # type: ignore[import-untyped]
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage

from bwassess.progress import Cancelled
from bwassess.text import _, is_right_to_left, speaking

_PDFIUM = threading.Lock()
_LEAST_WIDTH = 480
"""Below this PDFium draws hairlines as beams; so it draws larger, and we reduce."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page, in points from its upper left corner."""

    page: int
    area: QRectF


class ReportDocument:
    """An open PDF."""

    def __init__(self, pdf: bytes, *, language: str) -> None:
        self._is_closed = False
        self._is_mirrored = is_right_to_left(language)
        with _PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            self.pages = tuple(
                QSizeF(*self._document.get_page_size(page))
                for page in range(len(self._document))
            )
            self._findings, self._until = self._chapter_of_findings(language)

    def picture(self, page: int, *, width: int) -> QImage:
        """A page in so many pixels.

        Raises:
            Cancelled: the document was closed; nobody looks at it any more.
        """
        scale = max(width, _LEAST_WIDTH) / self.pages[page].width()
        with _PDFIUM:
            if self._is_closed:
                raise Cancelled
            drawn = self._document[page]
            bitmap = drawn.render(scale=scale, rev_byteorder=True)
            # The bytes belong to PDFium; the picture outlives them.
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB888,
            ).copy()
            bitmap.close()
            drawn.close()
        if image.width() == width:
            return image
        return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)

    def find(self, codes: Iterable[str]) -> Mapping[str, Spot]:
        """Where the findings of questions stand; those that have none are left out."""
        sought = set(codes)
        found: dict[str, Spot] = {}
        for number in self._findings:
            if not sought:
                break
            with _PDFIUM:
                here = self._find_on(number, sought)
            found |= here
            sought -= here.keys()
        return found

    def close(self) -> None:
        """Let go of it; done twice it does nothing."""
        with _PDFIUM:
            if not self._is_closed:
                self._is_closed = True
                self._document.close()

    def _find_on(self, number: int, codes: Iterable[str]) -> dict[str, Spot]:
        page = self._document[number]
        text = page.get_textpage()
        found = {}
        for code in codes:
            search = text.search(self._as_read(code))
            while (place := search.get_next()) is not None:
                area = self._area(text, number, *place)
                if self._is_beside(area, number):
                    found[code] = Spot(number, area)
                    break
        text.close()
        page.close()
        return found

    def _as_read(self, code: str) -> str:
        """A code as PDFium gives it back; it turns its pieces about among Arabic."""
        if not self._is_mirrored:
            return code
        figures = code.lstrip(ascii_uppercase)
        return figures + code.removesuffix(figures)

    def _is_beside(self, area: QRectF, page: int) -> bool:
        """Whether it stands in the side column, where findings have their codes."""
        if page == self._findings[-1] and area.top() > self._until:
            return False
        width = self.pages[page].width()
        if self._is_mirrored:
            return area.left() > width * 2 / 3
        return area.right() < width / 3

    def _area(
        self, text: pypdfium2.PdfTextPage, page: int, first: int, count: int
    ) -> QRectF:
        area = QRectF()
        height = self.pages[page].height()
        for place in range(first, first + count):
            left, bottom, right, top = text.get_charbox(place)
            area |= QRectF(left, height - top, right - left, top - bottom)
        return area

    def _chapter_of_findings(self, language: str) -> tuple[range, float]:
        """The chapter's pages, and how far down its last one it may reach.

        The next chapter may begin there.
        """
        with speaking(language):
            title = _("Findings")
        chapters = [
            (entry.get_title(), place.get_index() or 0, place.get_view()[1])
            for entry in self._document.get_toc()
            if entry.level == 0 and (place := entry.get_dest()) is not None
        ]
        for number, (name, first, _view) in enumerate(chapters):
            if name.endswith(title):
                if number + 1 == len(chapters):
                    return range(first, len(self.pages)), self.pages[-1].height()
                _name, last, (_left, top, *_zoom) = chapters[number + 1]
                return range(first, last + 1), self.pages[last].height() - top
        return range(0), 0.0
