"""Clusters and points as an outline: how far, how bad, and where in one look."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from bwassess.assessment.judgement import PointJudgement
from bwassess.checklist.model import Cluster, CompliancePoint
from bwassess.checklist.names import QuestionId
from bwassess.text import _, ngettext
from bwassess.workspace.view import AssessmentView
from ui import icons, theme
from ui.assessment.asked import STITCHES
from ui.theme import Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Run, elided, natural_width, paint_line
from ui.widgets.stitches import Pitch, SeamLayout, Stitch, paint_seam

Index = QModelIndex | QPersistentModelIndex


class OutlineRole(IntEnum):
    ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A cluster (no stitches of its own) or a point."""

    code: str
    name: str
    stitches: tuple[Stitch, ...] = ()
    answered: int = 0
    asked: int = 0
    findings: int = 0
    is_cluster: bool = False

    @property
    def is_done(self) -> bool:
        return self.asked > 0 and self.answered == self.asked

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        said = _("{code} {name}, {answered} of {asked} answered").format(
            code=self.code, name=self.name, answered=self.answered, asked=self.asked
        )
        if not self.findings:
            return said
        found = ngettext("{count} finding", "{count} findings", self.findings)
        return f"{said}, {found.format(count=self.findings)}"


class Entries:
    """Every cluster with its points; what stands as before isn't looked at again."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[PointJudgement, str, Entry]] = {}

    def of(
        self,
        view: AssessmentView,
        language: str,
        touched: frozenset[QuestionId] = frozenset(),
    ) -> list[tuple[Entry, list[Entry]]]:
        """How everything stands.

        `touched` are the questions that were changed since; none of them: any may be.
        """
        if not touched:
            self._kept.clear()
        return [
            (
                _cluster(view, cluster, language),
                []
                if cluster.is_flat
                else [
                    self._point(view, point, language, touched)
                    for point in cluster.points
                ],
            )
            for cluster in view.checklist.clusters
        ]

    def _point(
        self,
        view: AssessmentView,
        point: CompliancePoint,
        language: str,
        touched: frozenset[QuestionId],
    ) -> Entry:
        judged = view.judgement.points[point.code]
        inside = view.judgement.in_point[point.code]
        name = view.text(point.brief, language)
        known = self._kept.get(point.code)
        if (
            known is not None
            and known[0] is judged
            and known[1] == name
            and touched.isdisjoint(inside)
        ):
            return known[2]
        letters = (view.stitch(question) for question in inside)
        entry = Entry(
            point.code,
            name,
            tuple(STITCHES[letter] for letter in letters if letter),
            judged.tally.answered,
            judged.tally.asked,
            judged.tally.findings,
        )
        self._kept[point.code] = judged, name, entry
        return entry


def _cluster(view: AssessmentView, cluster: Cluster, language: str) -> Entry:
    tally = view.judgement.clusters[cluster.code].tally
    return Entry(
        cluster.code,
        view.text(cluster.brief, language),
        answered=tally.answered,
        asked=tally.asked,
        findings=tally.findings,
        is_cluster=True,
    )


class Outline(QTreeView):
    """Chooses a point; an information section is a point of its own."""

    point_chosen = Signal(str)  # code of the point

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAccessibleName(_("Clusters and compliance points"))
        self._items: dict[str, QStandardItem] = {}
        self._current = ""
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._on_pressed)
        self.activated.connect(self._on_pressed)
        theme.watch(self.scheduleDelayedItemsLayout)

    @property
    def current_code(self) -> str:
        return self._current

    def show_entries(self, found: list[tuple[Entry, list[Entry]]]) -> None:
        """Show how everything stands; what is unfolded stays so."""
        codes = [one.code for cluster, points in found for one in (cluster, *points)]
        if codes != list(self._items):
            self._model.clear()
            self._items = {}
            for cluster, points in found:
                parent = self._add(self._model.invisibleRootItem(), cluster)
                for point in points:
                    self._add(parent, point)
        for cluster, points in found:
            for one in (cluster, *points):
                item = self._items[one.code]
                if item.data(OutlineRole.ENTRY) != one:
                    item.setData(one, OutlineRole.ENTRY)
                    item.setData(one.spoken, Qt.ItemDataRole.AccessibleTextRole)

    def set_current(self, code: str) -> None:
        """Mark the point whose questions are shown, and unfold its cluster alone."""
        self._current = code
        item = self._items.get(code)
        if item is not None:
            home = item.parent() or item
            for place in range(self._model.rowCount()):
                cluster = self._model.item(place)
                self.setExpanded(cluster.index(), cluster is home)
            self.setCurrentIndex(item.index())
            self.scrollTo(item.index())
        self.viewport().update()

    def _add(self, parent: QStandardItem, entry: Entry) -> QStandardItem:
        item = QStandardItem(entry.name)
        item.setData(entry, OutlineRole.ENTRY)
        item.setData(entry.spoken, Qt.ItemDataRole.AccessibleTextRole)
        parent.appendRow(item)
        self._items[entry.code] = item
        return item

    def _on_pressed(self, index: QModelIndex) -> None:
        entry = index.data(OutlineRole.ENTRY)
        if self._model.rowCount(index):
            self.setExpanded(index, not self.isExpanded(index))
        elif entry is not None:
            self.point_chosen.emit(entry.code)


class _Painter(QStyledItemDelegate):
    def __init__(self, tree: Outline) -> None:
        super().__init__(tree)
        self._tree = tree

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.current().target_height + Space.XS)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        entry: Entry = index.data(OutlineRole.ENTRY)
        rect: QRect = option.rect
        area = QRectF(rect)
        painter.save()
        if entry.code == self._tree.current_code:
            here = area.adjusted(Space.S, 1, -Space.S, -1)
            paint.box(painter, here, fill=Role.SURFACE, border=Role.LINE)
        if entry.is_cluster:
            self._paint_cluster(painter, entry, area, index)
        else:
            self._paint_point(painter, entry, area)
        painter.restore()

    def _paint_cluster(
        self, painter: QPainter, entry: Entry, area: QRectF, index: Index
    ) -> None:
        look = theme.current()
        side = look.icon_size(16)
        here = self._tree.model().index(index.row(), 0)
        unfolded = self._tree.isExpanded(here)
        if self._tree.model().rowCount(here):
            sign = "chevron-down" if unfolded else "chevron-right"
            self._icon(painter, sign, area, Space.L, side, Role.INK2)
        end = self._paint_end(painter, entry, area)
        left = Space.L + side + Space.M
        self._text(painter, entry.code, area, left, 34, Role.INK3, Step.NOTE)
        room = area.width() - left - 40 - end
        bold = unfolded or entry.code == self._tree.current_code
        self._text(
            painter, entry.name, area, left + 38, room, Role.INK, Step.BODY, bold=bold
        )

    def _paint_end(self, painter: QPainter, entry: Entry, area: QRectF) -> float:
        """A flag with the findings, then a check or how far; how wide that is."""
        look = theme.current()
        end = float(Space.L)
        side = look.icon_size(16)
        if entry.is_done:
            at = area.width() - end - side
            self._icon(painter, "check", area, at, side, Role.VERDIGRIS)
            end += side
        else:
            far = f"{entry.answered}/{entry.asked}"
            wide = natural_width([Run(far)], look.font(Step.NOTE)) + 2
            at = area.width() - end - wide
            self._text(painter, far, area, at, wide, Role.INK3, Step.NOTE)
            end += wide
        if entry.findings:
            count = str(entry.findings)
            wide = natural_width([Run(count)], look.font(Step.NOTE, bold=True)) + 2
            end += Space.M + wide
            self._text(
                painter,
                count,
                area,
                area.width() - end,
                wide,
                Role.MADDER,
                Step.NOTE,
                bold=True,
            )
            end += side + 2
            self._icon(painter, "flag", area, area.width() - end, side, Role.MADDER)
        return end + Space.S

    def _paint_point(self, painter: QPainter, entry: Entry, area: QRectF) -> None:
        layout = SeamLayout.of([entry.stitches], Pitch.OUTLINE, 1.0)
        wide = float(layout.width)
        end = Space.L + Space.S
        fits = wide <= area.width() * 0.42
        if not fits:
            wide = self._paint_end(painter, entry, area) - end
        bold = entry.code == self._tree.current_code
        self._text(
            painter, entry.code, area, Space.XL, 40, Role.INK3, Step.NOTE, bold=bold
        )
        left = Space.XL + 42
        room = area.width() - left - wide - end - Space.M
        self._text(
            painter, entry.name, area, left, room, Role.INK, Step.BODY, bold=bold
        )
        if not fits:
            return
        rtl = self._is_right_to_left()
        x = area.left() + end + wide if rtl else area.right() - end - wide
        top = area.center().y() - layout.above
        paint_seam(
            painter,
            QPoint(round(x), round(top)),
            [entry.stitches],
            pitch=Pitch.OUTLINE,
            right_to_left=rtl,
        )

    def _text(
        self,
        painter: QPainter,
        text: str,
        area: QRectF,
        left: float,
        width: float,
        ink: Role,
        step: Step,
        *,
        bold: bool = False,
    ) -> None:
        look = theme.current()
        font = look.font(step, bold=bold)
        paint_line(
            painter,
            self._visual(QRectF(left, area.top(), width, area.height()), area),
            elided(text, font, width),
            font=font,
            colour=look.color(ink),
            align=Qt.AlignmentFlag.AlignRight
            if self._is_right_to_left()
            else Qt.AlignmentFlag.AlignLeft,
        )

    def _icon(
        self,
        painter: QPainter,
        name: str,
        area: QRectF,
        left: float,
        side: int,
        ink: Role,
    ) -> None:
        top = area.center().y() - side / 2
        place = self._visual(QRectF(left, top, side, side), area)
        icons.paint(painter, name, place.toRect(), ink)

    def _visual(self, rect: QRectF, area: QRectF) -> QRectF:
        left = rect.left()
        if self._is_right_to_left():
            left = area.width() - rect.right()
        return QRectF(QPointF(area.left() + left, rect.top()), rect.size())

    def _is_right_to_left(self) -> bool:
        return self._tree.layoutDirection() == Qt.LayoutDirection.RightToLeft
