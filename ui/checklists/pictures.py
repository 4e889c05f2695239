"""Pictures of a checklist's pages as the assessor sees them, made without a display."""

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QEvent,
    QIODevice,
    QMessageLogContext,
    QSize,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from bwassess.assessment.records import AssessmentId
from bwassess.checklist.canonical import seal
from bwassess.checklist.external import Files
from bwassess.checklist.model import Checklist
from bwassess.progress import Progress
from bwassess.settings import Settings
from bwassess.store.disk import reporting, write_whole
from bwassess.store.header import Cost
from bwassess.text import language
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from ui.assessment.page import AssessmentPage
from ui.assessment.questions import QuestionList
from ui.changes import Changes
from ui.edits import Edits
from ui.jobs import Jobs
from ui.messages import Messages
from ui.session import Session
from ui.theme import Theme

SIZE = QSize(1366, 768)
_OVERLAP = 48
"""So much of a page is seen again on its next picture."""
_NOBODYS = "nothing is kept here"
_CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
_NO_COUNTRY = "KH"


def draw(
    app: QApplication,
    checklist: Checklist,
    out: Path,
    *,
    files: Files,
    languages: tuple[str, ...],
    progress: Progress,
) -> int:
    """Draw each compliance point into a folder, long ones over several pictures.

    Returns:
        How many pictures were made.
    """
    Theme(language=language(), motion=False).apply(app)
    with (
        _without_chatter(),
        tempfile.TemporaryDirectory(prefix="bwassess-preview-") as scratch,
    ):
        # The pages are those of an assessment: there is one for as long as it takes.
        workspace, _recovery = Workspace.create(
            Path(scratch) / "vault", _NOBODYS, name="-", cost=_CHEAP
        )
        with workspace:
            whole = _with_what_is_there(checklist, files)
            workspace.checklists.keep(whole, files)
            page, session = _opened(workspace, whole, languages)
            try:
                return _drawn(page, session.jobs, whole, out, progress)
            finally:
                session.jobs.close()
                page.close()
                page.deleteLater()
                app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _with_what_is_there(checklist: Checklist, files: Files) -> Checklist:
    """The same without files that lie in another vault, with the version below."""
    there = tuple(one for one in checklist.files if files.path(one.name) is not None)
    if there == checklist.files:
        return checklist
    return seal(replace(checklist, files=there))


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Leave out what a platform without a screen says at every window."""

    def told(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if "does not support" in text:
            return
        if before is not None:
            before(kind, context, text)
        else:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(told)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _opened(
    workspace: Workspace, checklist: Checklist, languages: tuple[str, ...]
) -> tuple[AssessmentPage, Session]:
    changes = Changes()
    window = QWidget()
    settings = Settings(question_languages=languages)
    session = Session(
        workspace,
        settings,
        changes,
        Edits(changes, put_back=workspace.undo),
        Jobs(),
        Messages(window),
    )
    page = AssessmentPage(session, _begun(workspace, checklist))
    window.setParent(page)
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    page.resize(SIZE)
    page.show()
    return page, session


def _begun(workspace: Workspace, checklist: Checklist) -> AssessmentId:
    country = checklist.country or _NO_COUNTRY
    today = date.today()  # noqa: DTZ011 - the law of the day it is looked at
    return workspace.assessments.begin(
        Plan(
            factory=workspace.factories.add("-", country),
            checklist=checklist.hash,
            country=country,
            cycle=1,
            first_day=today,
            last_day=today,
        )
    )


def _drawn(
    page: AssessmentPage,
    jobs: Jobs,
    checklist: Checklist,
    out: Path,
    progress: Progress,
) -> int:
    points = [point for cluster in checklist.clusters for point in cluster.points]
    made = 0
    with reporting(out):
        out.mkdir(parents=True, exist_ok=True)
        for place, point in enumerate(points):
            progress(place, len(points), point.code)
            page.open_point(point.code)
            jobs.settle()
            for number, picture in enumerate(_pictures(page), 1):
                more = f"-{number}" if number > 1 else ""
                code = re.sub(r"[^\w.-]+", "_", point.code)
                write_whole(out / f"{place + 1:03d}-{code}{more}.png", picture)
                made += 1
    progress(len(points), len(points), "")
    return made


def _pictures(page: AssessmentPage) -> Iterator[bytes]:
    """The page from its top to its end, a screen at a time."""
    (rows,) = page.findChildren(QuestionList)
    bar = rows.verticalScrollBar()
    # What changed sizes is laid out by events that wait for their turn.
    QApplication.sendPostedEvents()
    bar.setValue(0)
    while True:
        QApplication.sendPostedEvents()
        yield _png(page)
        before = bar.value()
        bar.setValue(before + max(bar.pageStep() - _OVERLAP, 1))
        if bar.value() == before:
            return


def _png(page: QWidget) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())
