"""The list of a point's questions."""

from dataclasses import replace

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from bwassess.checklist.names import QuestionId
from ui.assessment.questions import QuestionModel
from ui.assessment.row import Row
from ui.widgets.stitches import Stitch

EXITS = QuestionId("OS8.05")


def test_that_the_model_of_questions_keeps_qts_rules(qtbot: QtBot) -> None:
    model = QuestionModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    row = Row(EXITS, "OS8.05", "Are all exits open?", Stitch.OPEN)
    model.set_rows((row, replace(row, question=QuestionId("OS8.06"))))
    with qtbot.waitSignal(model.dataChanged):
        model.set_rows(
            (replace(row, said="No"), replace(row, question=QuestionId("OS8.06")))
        )
    model.set_rows(())
    assert model.rowCount() == 0
