"""From a key to the disk and to the screen, at 353, 1,000 and 3,000 questions.

The baseline in the same run is one raw commit of one row on an encrypted file of the
same kind: what the disk and the cipher cost before any of our code.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication, QMainWindow

from bwassess.assessment.records import AssessmentId
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Question
from bwassess.settings import Settings
from bwassess.store.database import connect_encrypted
from bwassess.store.header import Cost
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from bwassess.workspace.view import AssessmentView
from tests.factories import make_checklist
from ui.assessment.page import AssessmentPage
from ui.changes import Changes
from ui.edits import Edits
from ui.jobs import Jobs
from ui.messages import Messages
from ui.session import Session
from ui.theme import Theme

DAY = date(2026, 11, 17)
TIMES = 200


def main() -> None:
    app = QApplication([])
    Theme(motion=False).apply(app)
    # As the program does it when it begins.
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        show("raw commit of one row", raw_commits(root / "raw.db"))
        workspace, _recovery = Workspace.create(
            root / "vault",
            "needle and thread",
            name="Chanthou",
            cost=Cost(memory_kib=64, passes=1, lanes=1),
        )
        with workspace:
            held = next(c for c in workspace.checklists.list() if c.country == "KH")
            measure(app, workspace, workspace.checklists.get(held.hash))
            for questions in (1_000, 3_000):
                large = make_checklist(questions)
                workspace.checklists.keep(large)
                measure(app, workspace, large)


def measure(app: QApplication, workspace: Workspace, checklist: Checklist) -> None:
    """Answer many questions of one checklist, first below, then on the screen."""
    count = sum(1 for _question in checklist.questions)
    assessment = begin(workspace, checklist)
    show(f"{count} questions: answer to commit", commits(workspace, assessment))
    window, page, jobs = opened(workspace, assessment)
    show(f"{count} questions: key to screen", screens(app, window, page))
    show(f"{count} questions: to another question", moves(app, window, page))
    window.close()
    jobs.close()


def begin(workspace: Workspace, checklist: Checklist) -> AssessmentId:
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    return workspace.assessments.begin(Plan(factory, checklist.hash, "KH", 1, DAY, DAY))


def asked(view: AssessmentView) -> list[Question]:
    chosen = [one for one in view.asked() if one.answer_type is AnswerType.YES_NO]
    return (chosen * (TIMES // len(chosen) + 1))[:TIMES]


def raw_commits(path: Path) -> Iterator[float]:
    connection = connect_encrypted(path, os.urandom(32))
    connection.execute("CREATE TABLE one (n INTEGER PRIMARY KEY, value BLOB)")
    connection.commit()
    for number in range(TIMES):
        start = time.perf_counter()
        connection.execute("INSERT INTO one VALUES (?, ?)", (number, b"no" * 20))
        connection.commit()
        yield time.perf_counter() - start
    connection.close()


def commits(workspace: Workspace, assessment: AssessmentId) -> Iterator[float]:
    view = workspace.assessments.view(assessment)
    if view is None:
        raise SystemExit("the assessment isn't there")
    for place, question in enumerate(asked(view)):
        value = "no" if place % 2 else "yes"
        start = time.perf_counter()
        workspace.answers.give(assessment, question, value)
        yield time.perf_counter() - start


def opened(
    workspace: Workspace, assessment: AssessmentId
) -> tuple[QMainWindow, AssessmentPage, Jobs]:
    window = QMainWindow()
    window.resize(1366, 768)
    changes = Changes()
    jobs = Jobs()
    session = Session(
        workspace,
        Settings(),
        changes,
        Edits(changes, put_back=workspace.undo),
        jobs,
        Messages(window),
    )
    page = AssessmentPage(session, assessment)
    window.setCentralWidget(page)
    window.show()
    return window, page, jobs


def moves(
    app: QApplication, window: QMainWindow, page: AssessmentPage
) -> Iterator[float]:
    """Go to a question anywhere in the checklist, until it is painted."""
    everything = [question.id for question in page.view.asked()]
    for place in range(TIMES):
        question = everything[place * 7919 % len(everything)]
        start = time.perf_counter()
        page.open_question(question)
        app.sendPostedEvents()
        window.grab()
        yield time.perf_counter() - start


def screens(
    app: QApplication, window: QMainWindow, page: AssessmentPage
) -> Iterator[float]:
    """Press a key, until what it changed is painted."""
    for place, question in enumerate(asked(page.view)):
        page.open_question(question.id)
        window.grab()
        key = "Y" if place % 2 else "N"
        start = time.perf_counter()
        page.press(key)
        app.sendPostedEvents()
        window.grab()
        yield time.perf_counter() - start


def show(name: str, seconds: Iterator[float]) -> None:
    taken = sorted(1000 * one for one in seconds)
    p99 = taken[int(len(taken) * 0.99)]
    print(
        f"{name:38} median {statistics.median(taken):6.2f} ms"
        f"   p99 {p99:6.2f} ms   longest {taken[-1]:6.2f} ms"
    )


if __name__ == "__main__":
    main()
