from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from ui.theme import Role, Theme
from ui.widgets.seam import Seam
from ui.widgets.stitches import Pitch, SeamLayout, Stitch, paint_seam

S = Stitch
GROUPS = ((S.MET, S.FINDING, S.OPEN), (S.NA, S.DISPUTED))


def ink_of(seam: Seam, role: Role) -> QRect:
    """The smallest rectangle that holds all pixels of a role."""
    picture = seam.grab().toImage()
    wanted = Theme().color(role)
    found = QRect()
    for x in range(picture.width()):
        for y in range(picture.height()):
            if picture.pixelColor(x, y) == wanted:
                found |= QRect(x, y, 1, 1)
    return found


def test_that_each_state_has_its_own_shape(qtbot) -> None:
    seam = Seam(GROUPS, pitch=Pitch.HEAD)
    qtbot.addWidget(seam)
    thread = ink_of(seam, Role.THREAD)
    met, finding = ink_of(seam, Role.STITCH), ink_of(seam, Role.MADDER)
    na, disputed = ink_of(seam, Role.NA_STITCH), ink_of(seam, Role.WELD)
    assert met.bottom() < thread.top()
    assert finding.top() > thread.bottom()
    assert finding.height() > met.height() > na.height()
    assert disputed.top() < thread.top() <= thread.bottom() < disputed.bottom()


def test_that_a_click_tells_which_stitch(qtbot) -> None:
    seam = Seam(GROUPS, pitch=Pitch.HEAD)
    qtbot.addWidget(seam)
    for index in range(5):
        with qtbot.waitSignal(seam.stitch_chosen) as chosen:
            qtbot.mouseClick(
                seam, Qt.MouseButton.LeftButton, pos=seam.stitch_rect(index).center()
            )
        assert chosen.args == [index]


def test_that_bare_ground_between_groups_is_no_stitch(qtbot) -> None:
    seam = Seam(GROUPS, pitch=Pitch.HEAD)
    qtbot.addWidget(seam)
    between = QPoint(seam.group_starts()[1] - 4, 10)
    with qtbot.assertNotEmitted(seam.stitch_chosen):
        qtbot.mouseClick(seam, Qt.MouseButton.LeftButton, pos=between)


def test_that_an_arabic_seam_runs_from_the_right(qtbot, qapp: QApplication) -> None:
    seam = Seam(GROUPS, pitch=Pitch.HEAD)
    qtbot.addWidget(seam)
    left_to_right = ink_of(seam, Role.MADDER)
    Theme(language="ar").apply(qapp)
    seam.resize(seam.sizeHint())
    right_to_left = ink_of(seam, Role.MADDER)
    assert right_to_left.left() == seam.width() - 1 - left_to_right.right()
    with qtbot.waitSignal(seam.stitch_chosen) as chosen:
        qtbot.mouseClick(
            seam, Qt.MouseButton.LeftButton, pos=seam.stitch_rect(1).center()
        )
    assert chosen.args == [1]


def test_that_a_changed_state_repaints_its_own_place_only(qtbot, show) -> None:
    painted: list[QRect] = []

    class Watched(Seam):
        @override
        def paintEvent(self, event) -> None:
            painted.append(event.rect())
            super().paintEvent(event)

    seam = Watched([[S.OPEN] * 200], pitch=Pitch.BAR)
    show(seam)
    qtbot.waitUntil(lambda: bool(painted))
    painted.clear()
    seam.set_state(100, S.FINDING)
    qtbot.waitUntil(lambda: bool(painted))
    assert painted[0].width() < 12
    assert painted[0].contains(QPoint(200, 20))


def test_that_a_partly_repainted_seam_is_the_whole_one() -> None:
    def picture(clip: QRect | None) -> QImage:
        image = QImage(300, 60, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        if clip is not None:
            painter.setClipRect(clip)
        paint_seam(
            painter,
            QPoint(3, 2),
            [[S.MET, S.DISPUTED, S.FINDING] * 8],
            pitch=Pitch.HEAD,
        )
        painter.end()
        return image

    clip = QRect(101, 0, 37, 60)
    assert picture(clip).copy(clip) == picture(None).copy(clip)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0, 3.0])
@pytest.mark.parametrize("pitch", Pitch)
def test_that_stitches_stand_on_whole_pixels_apart(pitch: Pitch, scale: float) -> None:
    layout = SeamLayout.of([[S.MET] * 40, [S.MET] * 3], pitch, scale)
    starts = [layout.stitch(i) for i in range(43)]
    width = layout.stitch_width
    assert all(b - a > width for a, b in pairwise(starts))
    assert layout.width == starts[-1] + width


def test_that_the_wedge_moves_with_the_current_question(qtbot) -> None:
    seam = Seam(GROUPS, pitch=Pitch.HEAD, current=0)
    qtbot.addWidget(seam)
    before = ink_of(seam, Role.INDIGO)
    seam.set_current(1)
    after = ink_of(seam, Role.INDIGO)
    assert after.left() - before.left() == 11
    seam.set_current(None)
    assert ink_of(seam, Role.INDIGO).isNull()


def test_that_the_states_must_fit_the_questions(qtbot) -> None:
    seam = Seam(GROUPS)
    qtbot.addWidget(seam)
    with pytest.raises(ValueError, match="2 states for 5"):
        seam.set_states([S.MET, S.MET])


def test_that_a_seam_is_read_out_as_what_it_shows(qtbot) -> None:
    seam = Seam(GROUPS, label="OS8")
    qtbot.addWidget(seam)
    assert seam.accessibleName() == "OS8, 4 of 5 answered, 1 finding, 1 disputed"
    seam.set_state(2, S.FINDING)
    assert seam.accessibleName() == "OS8, 5 of 5 answered, 2 findings, 1 disputed"
