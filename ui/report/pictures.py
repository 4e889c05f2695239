"""The pages of a report, drawn in the background while it is looked at."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap
from shiboken6 import isValid

from ui.jobs import Jobs
from ui.report import thumbnails
from ui.report.document import ReportDocument
from ui.report.pages import PageView
from ui.report.thumbnails import Thumbnails

T = TypeVar("T")

_AT_ONCE = 6
"""So many in small at a time: a page wanted meanwhile needn't wait for all of them."""


class Pictures(QObject):
    """Draws pages of the document it has in the background."""

    def __init__(
        self, jobs: Jobs, *, pages: PageView, small: Thumbnails, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._jobs, self._pages, self._small = jobs, pages, small
        self._document: ReportDocument | None = None
        pages.picture_wanted.connect(self._on_wanted)

    def begin(self, document: ReportDocument) -> None:
        """Draw pages of this document from now on, each as it is wanted."""
        self._document = document

    def draw_small(self) -> None:
        """Draw all of them in small."""
        if self._document is not None:
            self._draw_some(self._document, 0)

    def end(self) -> None:
        """Draw no more; what is drawn just now is thrown away."""
        self._document = None

    def _draw(
        self,
        document: ReportDocument,
        work: Callable[[ReportDocument], T],
        shown: Callable[[T], None],
    ) -> None:
        def on_done(drawn: T) -> None:
            if isValid(self) and self._document is document:
                shown(drawn)

        self._jobs.run(lambda _progress: work(document), on_done=on_done)

    def _on_wanted(self, page: int, width: int) -> None:
        if self._document is not None:
            self._draw(
                self._document,
                lambda document: document.picture(page, width=width),
                lambda image: self._pages.show_picture(page, width, image),
            )

    def _draw_some(self, document: ReportDocument, first: int) -> None:
        last = min(first + _AT_ONCE, len(document.pages))
        if first >= last:
            return
        width = round(thumbnails.PICTURE * self._small.devicePixelRatioF())

        def shown(images: list[QImage]) -> None:
            for page, image in enumerate(images, first):
                self._small.pages.set_picture(page, image)
                picture = self._small.pages.picture(page)
                self._pages.show_small(page, picture or QPixmap())
            self._draw_some(document, last)

        self._draw(
            document,
            lambda one: [one.picture(page, width=width) for page in range(first, last)],
            shown,
        )
