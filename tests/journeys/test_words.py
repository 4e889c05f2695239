"""Any text survives the whole way: field, vault, batch, hub, another laptop, export."""

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId
from bwassess.checklist.names import QuestionId
from bwassess.commands.whole import whole
from bwassess.settings import Settings
from bwassess.store.header import Cost
from bwassess.sync import enrolling
from bwassess.sync.client import HubClient
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from tests.fixtures_hub import URL, Hub, opened_hub
from ui.assessment.page import AssessmentPage
from ui.changes import Changes
from ui.edits import Edits
from ui.jobs import Jobs
from ui.messages import Messages
from ui.session import Session
from ui.widgets.text_area import TextArea

pytestmark = [
    pytest.mark.journey,
    pytest.mark.qt_log_ignore("This plugin does not support"),
]

TEXTS = [
    "plain words",
    "two\nlines\n\nand a gap",
    "no-break\u00a0space and \u202fnarrow one",
    "កម្មករ​និយោជិត ត្រូវបានចាក់សោ",
    "العاملات والعمال، ٤ من ١٤ مخرجًا",
    "Thoát hiểm bị khóa; công nhân không ra được",
    "ထွက်ပေါက် ပိတ်ထားသည်",
    "😀👩\u200d🏭🏳️\u200d🌈 e\u0301 \u00e9",
    "\u2066left\u2069 \u2067right\u2069 \u200f\u200e",
    "tab\tand \u2028 line separator",
    "'; DROP TABLE answer; -- <b>&amp;</b> {braces} ${dollars}",
    "=SUM(A1:A9) + - @",
    "\U0010fffd \ue000 \ufffe",
    "x" * 5000,
]


def opened(folder: Path, name: str) -> Workspace:
    cheap = Cost(memory_kib=64, passes=1, lanes=1)
    workspace, _recovery = Workspace.create(folder, "silk river", name=name, cost=cheap)
    return workspace


def enrolled(workspace: Workspace, hub: Hub, name: str) -> None:
    who = enrolling.enrol(
        workspace.replica,
        URL,
        hub.code(name),
        client_of=lambda url: HubClient(url, http=hub.ways(), wait=lambda _: None),
    )
    workspace._adopt(who)
    workspace.sync.connect = hub.connect


def begun(workspace: Workspace) -> AssessmentId:
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    checklist = next(c for c in workspace.checklists.list() if c.country == "KH")
    day = date(2026, 11, 17)
    return workspace.assessments.begin(Plan(factory, checklist.hash, "KH", 1, day, day))


def notes_typed(
    workspace: Workspace, assessment: AssessmentId, qtbot: QtBot
) -> dict[QuestionId, str]:
    """Put each text into the note of a question of its own, as the window takes it."""
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs()
    changes = Changes()
    page = AssessmentPage(
        Session(
            workspace,
            Settings(),
            changes,
            Edits(changes, put_back=workspace.undo),
            jobs,
            Messages(window),
        ),
        assessment,
    )
    qtbot.addWidget(page)
    note = page.findChild(TextArea, "note")
    assert isinstance(note, TextArea)
    said = {}
    for question, text in zip(page.view.asked(), TEXTS, strict=False):
        page.open_question(question.id)
        note.insertPlainText(text)
        note.left.emit(note.text)
        said[question.id] = text
    page.settle()
    jobs.close()
    return said


def test_that_any_text_reaches_the_other_laptop_as_it_was_typed(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    with opened_hub(tmp_path / "hub") as hub:
        first = opened(tmp_path / "first", "Chanthou")
        second = opened(tmp_path / "second", "Dara")
        with first, second:
            enrolled(first, hub, "Chanthou")
            enrolled(second, hub, "Dara")
            assessment = begun(first)
            said = notes_typed(first, assessment, qtbot)
            first.sync.run()
            second.sync.run()
            view = second.assessments.view(assessment)
            assert view is not None
            exported = json.loads(json.dumps(whole(view)))
    notes = {one["code"]: one["note"] for one in exported["answers"] if one["note"]}
    assert notes == {str(question): text for question, text in said.items()}
