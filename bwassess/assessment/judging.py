"""What the answers amount to: findings, points met or not, what is still missing.

A `Judge` holds one checklist with its rules compiled and the law of one day. It judges
all answers, or after some changed only what these reach; both give the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from bwassess.assessment.judgement import (
    ClusterJudgement,
    Judgement,
    PointJudgement,
    PointState,
    QuestionJudgement,
    QuestionState,
    Reason,
    Tally,
    Undetermined,
    point_state,
    total_of,
)
from bwassess.assessment.law import LawOnDay
from bwassess.assessment.records import Answer
from bwassess.checklist.expression.compiling import Expression
from bwassess.checklist.expression.values import UNKNOWN, Known, Value
from bwassess.checklist.given import NOTHING, Given, given
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.rules import QuestionRules, compile_rules

NOT_APPLICABLE = "na"
"""The choice of a yes/no/not applicable question that takes it out of the judgement."""


Answers = Mapping[QuestionId, Answer]


def judge(checklist: Checklist, answers: Answers, *, day: date) -> Judgement:
    """Judge answers once; keep a `Judge` to judge again after changes."""
    return Judge(checklist, day=day).judge_all(answers)


def finding_sentence(question: Question, answer: Answer, *, language: str) -> str:
    """The sentence a report prints for a finding.

    The assessor's own words come first, then the form with counts where something was
    counted and that form exists in the language, then the plain form.
    """
    if answer.wording.strip():
        return answer.wording
    plain = question.finding.in_(language)
    counts = answer.counts
    if counts is None or not question.finding_counted:
        return plain
    languages = dict(question.finding_counted.by_language)
    if language not in languages and language in dict(question.finding.by_language):
        return plain
    counted = question.finding_counted.in_(language)
    return counted.replace("${affected}", str(counts.affected)).replace(
        "${seen}", str(counts.seen)
    )


class Judge:
    """One checklist, ready to judge answers by the law of one day."""

    def __init__(self, checklist: Checklist, *, day: date) -> None:
        """Compile the rules.

        Raises:
            ChecklistError: one can't be used; a checklist read from sheets has none.
        """
        self.checklist = checklist
        self.day = day
        self._rules = compile_rules(checklist)
        self._law = LawOnDay(checklist, day)
        self._questions = {question.name: question for question in checklist.questions}
        self._readers = self._direct_readers()
        self._place: dict[QuestionId, tuple[str, str]] = {}
        self._in_point: dict[str, tuple[QuestionId, ...]] = {}
        for cluster in checklist.clusters:
            for point in cluster.points:
                key = point.code
                self._in_point[key] = tuple(q.id for q in point.questions)
                for question in point.questions:
                    self._place[question.id] = (cluster.code, key)
        self._in_cluster = {
            cluster.code: tuple(point.code for point in cluster.points)
            for cluster in checklist.clusters
        }

    def _direct_readers(self) -> Mapping[str, tuple[str, ...]]:
        """For each question the others whose judgement looks at its answer."""
        readers: dict[str, dict[str, None]] = {}
        for name, rules in self._rules.of.items():
            for rule in (rules.required, rules.constraint, rules.nc_rule):
                for other in rule.names if rule is not None else ():
                    readers.setdefault(other, {})[name] = None
        return {name: tuple(its) for name, its in readers.items()}

    def judge_all(self, answers: Answers) -> Judgement:
        """Judge every question."""
        scope = _Scope(self, answers, {})
        for name in self._rules.relevance.order:
            scope.shown[name] = self._is_shown(name, scope)
        questions = {
            question.id: self._judged(question, scope, answers)
            for question in self._questions.values()
        }
        points = {code: self._point(code, questions) for code in self._in_point}
        clusters = {code: self._cluster(code, points) for code in self._in_cluster}
        return Judgement(
            questions=MappingProxyType(questions),
            points=MappingProxyType(points),
            clusters=MappingProxyType(clusters),
            total=total_of(clusters.values()),
        )

    def rejudge(
        self, judgement: Judgement, answers: Answers, changed: Iterable[QuestionId]
    ) -> Judgement:
        """Judge again after some answers changed, looking only at what these reach."""
        by_id = self._place
        names = [
            self.checklist.question(question).name
            for question in changed
            if question in by_id
        ]
        before = judgement.questions
        scope = _Scope(self, answers, before)
        touched = dict.fromkeys(names)
        for name in self._rules.relevance.reached(names):
            was = scope.is_shown(name)
            shown = self._is_shown(name, scope)
            scope.shown[name] = shown
            if shown != was:
                touched[name] = None
        for name in tuple(touched):
            touched.update(dict.fromkeys(self._readers.get(name, ())))

        questions: dict[QuestionId, QuestionJudgement] | None = None
        places: dict[tuple[str, str], None] = {}
        for name in touched:
            question = self._questions[name]
            judged = self._judged(question, scope, answers)
            old = before[question.id]
            if judged == old:
                continue
            if questions is None:
                questions = dict(before)
            questions[question.id] = judged
            if judged.state is not old.state:
                places[by_id[question.id]] = None
        if questions is None:
            return judgement
        return self._counted(judgement, questions, places)

    def _counted(
        self,
        judgement: Judgement,
        questions: dict[QuestionId, QuestionJudgement],
        places: Iterable[tuple[str, str]],
    ) -> Judgement:
        """The judgement with these questions, counted again in these places."""
        points, clusters = judgement.points, judgement.clusters
        total = judgement.total
        if places:
            new_points, new_clusters = dict(points), dict(clusters)
            for _cluster, point in places:
                new_points[point] = self._point(point, questions)
            for cluster in {cluster for cluster, _point in places}:
                new_clusters[cluster] = self._cluster(cluster, new_points)
            points, clusters = (
                MappingProxyType(new_points),
                MappingProxyType(new_clusters),
            )
            total = total_of(clusters.values())
        return Judgement(
            questions=MappingProxyType(questions),
            points=points,
            clusters=clusters,
            total=total,
        )

    def question_named(self, name: str) -> Question:
        return self._questions[name]

    def law(self, key: str, case: str) -> Value:
        """What expressions get of the law on the day."""
        return self._law.value(key, case)

    def law_at(self, key: str, case: str, at: float) -> Value:
        """The same where the law goes by steps."""
        return self._law.step(key, case, at)

    def _is_shown(self, name: str, scope: "_Scope") -> bool:
        """What law doesn't tell is asked rather than hidden."""
        rule = self._rules.of[name].relevant
        if rule is None:
            return True
        scope.turn_to(NOTHING)
        return rule.truth(scope) is not False

    def _judged(
        self, question: Question, scope: "_Scope", answers: Answers
    ) -> QuestionJudgement:
        if not scope.is_shown(question.name):
            return QuestionJudgement(question.id, QuestionState.HIDDEN)
        answer = answers.get(question.id)
        rules = self._rules.of[question.name]
        its = given(question, answer.value) if answer is not None else NOTHING
        scope.turn_to(its)
        if answer is None or not its.is_answer:
            return QuestionJudgement(
                question.id,
                QuestionState.OPEN,
                missing=_if_required(rules, scope),
                is_reworded=answer is not None and answer.value is not None,
            )
        return self._answered(question, rules, answer, scope)

    def _answered(
        self,
        question: Question,
        rules: QuestionRules,
        answer: Answer,
        scope: "_Scope",
    ) -> QuestionJudgement:
        missing = []
        constraint = None if answer.passed.strip() else rules.constraint
        if constraint is not None and constraint.truth(scope) is False:
            missing.append(Reason.CONSTRAINT)
        if answer.counts is not None and not (
            0 <= answer.counts.affected <= answer.counts.seen
        ):
            missing.append(Reason.COUNTS)
        is_reworded = answer.revision not in ("", question.revision)
        if rules.nc_rule is None:
            return QuestionJudgement(
                question.id,
                QuestionState.INFORMATION,
                missing=tuple(missing),
                is_reworded=is_reworded,
            )
        state, derived, undetermined = self._derived(question, rules.nc_rule, scope)
        override = answer.override
        if override is not None:
            if not override.reason.strip():
                missing.append(Reason.OVERRIDE_WITHOUT_REASON)
            state = QuestionState.FINDING if override.is_finding else QuestionState.MET
        return QuestionJudgement(
            question.id,
            state,
            derived=derived,
            is_overridden=override is not None,
            undetermined=undetermined,
            missing=tuple(missing),
            is_reworded=is_reworded,
        )

    def _derived(
        self, question: Question, rule: Expression, scope: "_Scope"
    ) -> tuple[QuestionState, bool | None, Undetermined | None]:
        if question.answer_type is AnswerType.YES_NO_NA and scope.own == NOT_APPLICABLE:
            return QuestionState.NA, None, None
        is_finding = rule.truth(scope)
        if is_finding is UNKNOWN:
            why = self._law.why(rule.parameters)
            return QuestionState.UNDETERMINED, None, why
        state = QuestionState.FINDING if is_finding else QuestionState.MET
        return state, is_finding, None

    def _point(
        self, code: str, questions: Mapping[QuestionId, QuestionJudgement]
    ) -> PointJudgement:
        counts = dict.fromkeys(QuestionState, 0)
        information = information_open = 0
        for question_id in self._in_point[code]:
            state = questions[question_id].state
            counts[state] += 1
            if state is QuestionState.INFORMATION:
                information += 1
            elif (
                state is QuestionState.OPEN
                and self.checklist.question(question_id).is_information
            ):
                information += 1
                information_open += 1
        tally = Tally(
            met=counts[QuestionState.MET],
            findings=counts[QuestionState.FINDING],
            not_applicable=counts[QuestionState.NA],
            undetermined=counts[QuestionState.UNDETERMINED],
            open=counts[QuestionState.OPEN] - information_open,
            information=information,
            information_open=information_open,
        )
        return PointJudgement(code, point_state(tally), tally)

    def _cluster(
        self, code: str, points: Mapping[str, PointJudgement]
    ) -> ClusterJudgement:
        its = [points[point] for point in self._in_cluster[code]]
        tally = Tally()
        for point in its:
            tally += point.tally
        states = [point.state for point in its]
        return ClusterJudgement(
            code,
            tally,
            compliant=states.count(PointState.COMPLIANT),
            non_compliant=states.count(PointState.NON_COMPLIANT),
            open=states.count(PointState.OPEN),
        )


def _if_required(rules: QuestionRules, scope: "_Scope") -> tuple[Reason, ...]:
    if rules.required is not None and rules.required.truth(scope) is not False:
        return (Reason.UNANSWERED,)
    return ()


@dataclass(slots=True)
class _Scope:
    """What expressions look at: the answers of the questions that are asked."""

    judge: Judge
    answers: Answers
    before: Mapping[QuestionId, QuestionJudgement]
    shown: dict[str, bool] = field(default_factory=dict)
    own: Known = ""
    parts: Mapping[str, Known] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.judge.day

    def turn_to(self, its: Given) -> None:
        self.own = its.own
        self.parts = its.parts

    def is_shown(self, name: str) -> bool:
        known = self.shown.get(name)
        if known is not None:
            return known
        question = self.judge.question_named(name)
        return self.before[question.id].state is not QuestionState.HIDDEN

    def value(self, name: str) -> Known:
        if not self.is_shown(name):
            return ""
        question = self.judge.question_named(name)
        answer = self.answers.get(question.id)
        return "" if answer is None else given(question, answer.value).own

    def parameter(self, key: str, case: str) -> Value:
        return self.judge.law(key, case)

    def parameter_at(self, key: str, case: str, at: float) -> Value:
        return self.judge.law_at(key, case, at)
