"""What the answers amount to: findings, points met or not, what is still missing.

A `Judging` is one assessment before its judge: after some answers changed it looks only
at what these reach, and gives what judging all of them anew would give.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from bwassess.assessment.judge import Judge, Place
from bwassess.assessment.judgement import (
    Judgement,
    PointJudgement,
    QuestionJudgement,
    QuestionState,
    Reason,
    RepeatRows,
    Undetermined,
    count_cluster,
    count_point,
    total_of,
)
from bwassess.assessment.records import Answer
from bwassess.checklist.expression.values import UNKNOWN
from bwassess.checklist.form.filling import Effect, Filling, NodeState
from bwassess.checklist.form.rows import Row
from bwassess.checklist.given import NOTHING, Given, given
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Group, Item
from bwassess.checklist.names import QuestionId, RowId, lineage_of
from bwassess.checklist.texts import Text

NOT_APPLICABLE = "na"
"""The choice of a yes/no/not applicable question that takes it out of the judgement."""

Answers = Mapping[QuestionId, Answer]


def judge(
    checklist: Checklist, answers: Answers, *, day: date, rows: Iterable[Row] = ()
) -> Judgement:
    """Judge answers once; keep a `Judging` to judge again after changes."""
    return Judging(Judge(checklist, day=day), answers, rows).judgement


class Judging:
    """One assessment's answers and what they amount to.

    Attributes:
        judgement: All of it; a new value after each change that matters.
    """

    def __init__(
        self, judge: Judge, answers: Answers, rows: Iterable[Row] = ()
    ) -> None:
        self.judge = judge
        self._answers = dict(answers)
        self._rows = {row.id: row for row in rows}
        self._filling = self._opened()
        self.judgement = self._whole()

    def take(
        self, changed: Answers, rows: Iterable[Row] | None = None
    ) -> Mapping[QuestionId, Given]:
        """Judge again after some answers changed, or rows came or went.

        Args:
            changed: The answers as they are now.
            rows: All rows there are now; None where none came or went.

        Returns:
            What the form puts in as answers because of it (a trigger's value, a
            default). It isn't judged before it comes back as an answer.
        """
        self._answers.update(changed)
        reached = set(changed)
        written: dict[QuestionId, Given] = {}
        is_reshaped = False
        for effect in self._acts(changed, rows):
            reached |= effect.changed
            written |= effect.written
            is_reshaped |= effect.is_reshaped
        reached |= self._put_back(written)
        if is_reshaped:
            self.judgement = self._whole()
        else:
            self._again(reached)
        return written

    def _opened(self) -> Filling:
        """The form with all answers and rows in it, and nothing else."""
        checklist = self.judge.checklist
        kept = {
            key: given(checklist.question(key), answer.value)
            for key, answer in self._answers.items()
            if checklist.asks(key) and answer.value is not None
        }
        filling = self.judge.open(kept, self._rows.values())
        for key in filling.opening.written:
            filling.set(key, kept.get(key, NOTHING))
        return filling

    def _acts(self, changed: Answers, rows: Iterable[Row] | None) -> Iterator[Effect]:
        if rows is not None:
            yield from self._rows_now({row.id: row for row in rows})
        checklist = self.judge.checklist
        for key, answer in changed.items():
            if checklist.asks(key):
                its = given(checklist.question(key), answer.value)
                yield self._filling.set(key, its)

    def _rows_now(self, rows: dict[RowId, Row]) -> Iterator[Effect]:
        before, self._rows = self._rows, rows
        stayed = [row for row in before if row in rows]
        if list(rows)[: len(stayed)] != stayed:
            # One came between others: only a form opened anew has it in its place.
            self._filling = self._opened()
            yield Effect(is_reshaped=True)
            return
        for row in before.keys() - rows.keys():
            yield self._filling.remove_row(row)
        for row, its in list(rows.items())[len(stayed) :]:
            if its.repeat in self.judge.repeats:
                yield self._filling.add_row(its.repeat, row=row, parent=its.parent)

    def _put_back(self, written: Mapping[QuestionId, Given]) -> set[QuestionId]:
        """Only what was kept as an answer counts, else two replicas would differ."""
        reached: set[QuestionId] = set()
        for key in written:
            reached |= self._filling.set(key, self._kept(key)).changed | {key}
        return reached

    def _kept(self, key: QuestionId) -> Given:
        answer = self._answers.get(key)
        if answer is None:
            return NOTHING
        return given(self.judge.checklist.question(key), answer.value)

    # -- judging -------------------------------------------------------------

    def _whole(self) -> Judgement:
        """Everything anew, in the form's order."""
        questions: dict[QuestionId, QuestionJudgement] = {}
        in_point: dict[str, list[QuestionId]] = {
            code: [] for codes in self.judge.in_cluster.values() for code in codes
        }
        for key in self._filling.keys():  # noqa: SIM118 - a method of its own
            place = self.judge.places.get(lineage_of(key))
            if place is None:
                continue
            if place.question.is_asked:
                questions[key] = self._judged(key, place)
                in_point[place.point].append(key)
        self._in_point = MappingProxyType(
            {code: tuple(keys) for code, keys in in_point.items()}
        )
        points = {code: self._point(code, questions) for code in self._in_point}
        clusters = {
            code: count_cluster(code, [points[one] for one in its])
            for code, its in self.judge.in_cluster.items()
        }
        repeats = tuple(self._repeats(self.judge.checklist.items, None))
        return Judgement(
            questions=MappingProxyType(questions),
            points=MappingProxyType(points),
            clusters=MappingProxyType(clusters),
            total=total_of(clusters.values()),
            in_point=self._in_point,
            notes=MappingProxyType(dict(self._notes())),
            repeats=repeats,
            headings=self._headings(repeats),
        )

    def _again(self, reached: Iterable[QuestionId]) -> None:
        before = self.judgement.questions
        questions: dict[QuestionId, QuestionJudgement] | None = None
        notes: dict[QuestionId, tuple[tuple[str, str], ...]] | None = None
        recount: dict[tuple[str, str], None] = {}
        for key in reached:
            place = self.judge.places.get(lineage_of(key))
            if place is None or key not in self._filling:
                continue
            if not place.question.is_asked:
                if place.question.answer_type is AnswerType.NOTE:
                    notes = notes or {}
                continue
            judged = self._judged(key, place)
            old = before[key]
            if judged == old:
                continue
            questions = questions if questions is not None else dict(before)
            questions[key] = judged
            if judged.state is not old.state:
                recount[place.cluster, place.point] = None
        if notes is not None:
            notes = dict(self._notes())
        headings = self._headings(self.judgement.repeats)
        if headings != self.judgement.headings:
            self.judgement = replace(self.judgement, headings=headings)
        if questions is not None or notes is not None:
            self.judgement = self._counted(questions, notes, recount)

    def _counted(
        self,
        questions: Mapping[QuestionId, QuestionJudgement] | None,
        notes: Mapping[QuestionId, tuple[tuple[str, str], ...]] | None,
        recount: Iterable[tuple[str, str]],
    ) -> Judgement:
        """The judgement with these questions, counted again in these places."""
        old = self.judgement
        now = old.questions if questions is None else MappingProxyType(questions)
        points, clusters, total = old.points, old.clusters, old.total
        if recount:
            new_points, new_clusters = dict(points), dict(clusters)
            for _cluster, point in recount:
                new_points[point] = self._point(point, now)
            for cluster in {cluster for cluster, _point in recount}:
                its = [new_points[one] for one in self.judge.in_cluster[cluster]]
                new_clusters[cluster] = count_cluster(cluster, its)
            points = MappingProxyType(new_points)
            clusters = MappingProxyType(new_clusters)
            total = total_of(clusters.values())
        return Judgement(
            questions=now,
            points=points,
            clusters=clusters,
            total=total,
            in_point=old.in_point,
            notes=old.notes if notes is None else MappingProxyType(notes),
            repeats=old.repeats,
            headings=old.headings,
        )

    def _point(
        self, code: str, questions: Mapping[QuestionId, QuestionJudgement]
    ) -> PointJudgement:
        return count_point(
            code,
            (
                (questions[key].state, self.judge.is_information(key))
                for key in self._in_point[code]
            ),
        )

    def _notes(self) -> Iterator[tuple[QuestionId, tuple[tuple[str, str], ...]]]:
        for key in self._filling.keys():  # noqa: SIM118 - a method of its own
            place = self.judge.places.get(lineage_of(key))
            if place is None or place.question.answer_type is not AnswerType.NOTE:
                continue
            if self._filling.state(key).is_relevant:
                yield key, self._outputs(key, place)

    def _repeats(
        self, items: Iterable[Item], parent: RowId | None
    ) -> Iterator[RepeatRows]:
        for item in items:
            if not isinstance(item, Group):
                continue
            if not item.is_repeat:
                yield from self._repeats(item.items, parent)
                continue
            rows = self._filling.rows(item.name, parent)
            may_add = self._filling.may_add_row(item.name, parent)
            yield RepeatRows(item.name, parent, rows, may_add=may_add)
            for row in rows:
                yield from self._repeats(item.items, row)

    def _headings(
        self, repeats: Iterable[RepeatRows]
    ) -> Mapping[RowId | None, tuple[tuple[str, str], ...]]:
        names = self.judge.in_headings
        if not names:
            return {}
        rows = [row for its in repeats for row in its.rows]
        return {row: self._said(row, names) for row in (None, *rows)}

    def _outputs(self, key: QuestionId, place: Place) -> tuple[tuple[str, str], ...]:
        return self._said(key, place.outputs)

    def _said(
        self, at: QuestionId | RowId | None, names: Iterable[str]
    ) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, self._filling.text(at, Text((("", f"${{{name}}}"),)), ""))
            for name in names
        )

    def _judged(self, key: QuestionId, place: Place) -> QuestionJudgement:
        state = self._filling.state(key)
        if not state.is_relevant:
            return QuestionJudgement(key, QuestionState.HIDDEN)
        answer = self._answers.get(key)
        outputs = self._outputs(key, place) if place.outputs else ()
        offered = self._filling.choices(key) if place.has_offer else None
        if answer is None or not state.given.is_answer:
            return QuestionJudgement(
                key,
                QuestionState.OPEN,
                missing=(Reason.UNANSWERED,) if state.is_required else (),
                is_reworded=answer is not None and answer.value is not None,
                is_read_only=state.is_read_only,
                offered=offered,
                outputs=outputs,
            )
        finding, derived, undetermined = self._derived(state, place)
        override = answer.override if state.breaks_rule is not None else None
        if override is not None:
            finding = (
                QuestionState.FINDING if override.is_finding else QuestionState.MET
            )
        return QuestionJudgement(
            key,
            finding,
            derived=derived,
            is_overridden=override is not None,
            undetermined=undetermined,
            missing=tuple(_missing(answer, state)),
            is_reworded=answer.revision not in ("", place.question.revision),
            is_read_only=state.is_read_only,
            is_warned=not state.is_fine,
            offered=offered,
            outputs=outputs,
        )

    def _derived(
        self, state: NodeState, place: Place
    ) -> tuple[QuestionState, bool | None, Undetermined | None]:
        if state.breaks_rule is None:
            return QuestionState.INFORMATION, None, None
        is_na = place.question.answer_type is AnswerType.YES_NO_NA
        if is_na and state.value == NOT_APPLICABLE:
            return QuestionState.NA, None, None
        if state.breaks_rule is UNKNOWN:
            why = self.judge.law.why(place.law)
            return QuestionState.UNDETERMINED, None, why
        breaks = bool(state.breaks_rule)
        return _judged_as(is_finding=breaks), breaks, None


def _judged_as(*, is_finding: bool) -> QuestionState:
    return QuestionState.FINDING if is_finding else QuestionState.MET


def _missing(answer: Answer, state: NodeState) -> Iterator[Reason]:
    if not state.fits and not answer.passed.strip():
        yield Reason.CONSTRAINT
    if not state.is_offered:
        yield Reason.NOT_OFFERED
    counts = answer.counts
    if counts is not None and not 0 <= counts.affected <= counts.seen:
        yield Reason.COUNTS
    override = answer.override
    if state.breaks_rule is not None and override and not override.reason.strip():
        yield Reason.OVERRIDE_WITHOUT_REASON
