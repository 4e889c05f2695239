"""A report's pages as pictures, and where its findings stand."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId
from bwassess.progress import Cancelled
from bwassess.workspace import Workspace
from ui import theme
from ui.report.document import ReportDocument
from ui.report.pages import PageView
from ui.theme import Role


@pytest.fixture
def document(
    workspace: Workspace, assessment: AssessmentId
) -> Iterator[ReportDocument]:
    """A report with one finding."""
    view = workspace.assessments.view(assessment)
    assert view is not None
    question = next(q for q in view.checklist.questions if q.code == "OS8.05")
    workspace.answers.give(assessment, question, "no")
    pdf = workspace.reports.preview(assessment, language="en").pdf
    made = ReportDocument(pdf, language="en")
    yield made
    made.close()


def test_that_a_finding_is_found_on_its_page(document: ReportDocument) -> None:
    found = document.find(["OS8.05", "CL1.01"])
    assert set(found) == {"OS8.05"}
    spot = found["OS8.05"]
    page = QRectF(0, 0, document.pages[0].width(), document.pages[0].height())
    assert page.contains(spot.area)
    # The side column holds the codes.
    assert spot.area.right() < page.width() / 3


def test_that_it_is_found_in_a_report_that_runs_from_the_right(
    document: ReportDocument, workspace: Workspace, assessment: AssessmentId
) -> None:
    pdf = workspace.reports.preview(assessment, language="ar").pdf
    arabic = ReportDocument(pdf, language="ar")
    spot = arabic.find(["OS8.05"])["OS8.05"]
    assert spot.area.left() > arabic.pages[0].width() / 2
    arabic.close()


def test_that_pages_come_in_the_size_asked_for(document: ReportDocument) -> None:
    for width in (80, 700):
        image = document.picture(0, width=width)
        assert image.width() == width
        assert image.pixelColor(2, 2) == QColor("white")


def test_that_nobody_draws_from_a_closed_document(document: ReportDocument) -> None:
    document.close()
    document.close()
    with pytest.raises(Cancelled):
        document.picture(0, width=80)


def test_that_a_stop_is_marked_on_its_page(
    document: ReportDocument, qtbot: QtBot
) -> None:
    spot = document.find(["OS8.05"])["OS8.05"]
    view = PageView()
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    view.set_pages(document.pages)
    view.picture_wanted.connect(
        lambda page, width: view.show_picture(
            page, width, document.picture(page, width=width)
        )
    )
    view.set_spots([spot])
    view.go_to(spot.page, spot=spot)
    qtbot.waitUntil(lambda: spot.page in view.kept)
    assert view.page == spot.page
    shown = view.grab().toImage()
    madder = theme.current().color(Role.MADDER)
    assert any(
        shown.pixelColor(x, y) == madder
        for x in range(0, shown.width(), 2)
        for y in range(shown.height() // 4, shown.height() // 2)
    )


def test_that_zooming_keeps_the_place_and_fitting_follows_the_window(
    document: ReportDocument, qtbot: QtBot
) -> None:
    view = PageView()
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    view.set_pages(document.pages)
    fitted = view.percent
    view.go_to(3)
    view.zoom_in()
    assert view.percent > fitted
    assert view.page == 3
    view.fit_width()
    view.resize(500, 600)
    qtbot.waitUntil(lambda: view.percent < fitted)
    assert view.page == 3
