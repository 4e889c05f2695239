"""From an assessment to what its report says. Pure: values in, values out.

Notes stay out: they may hold what workers said in confidence. What the factory is to
read of a finding stands in its sentence.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from bwassess.assessment.records import Answer, Evidence, InterviewKind
from bwassess.assessment.showing import answer_text, finding_sentence
from bwassess.checklist.instruments import title_of
from bwassess.checklist.kinds import FILES, Source
from bwassess.checklist.model import Cluster, CompliancePoint, Question
from bwassess.checklist.names import QuestionId, lineage_of
from bwassess.checklist.texts import Text
from bwassess.report import content as report
from bwassess.report.content import Stitch, Trend
from bwassess.text import _
from bwassess.workspace.earlier import found, is_closed, since
from bwassess.workspace.facts import factory_facts, visit_facts
from bwassess.workspace.law_used import LawUsed
from bwassess.workspace.row_names import RowNames
from bwassess.workspace.view import AssessmentView

ReadPhoto = Callable[[Evidence], bytes]

_STITCHES = {
    "o": Stitch.OPEN,
    "m": Stitch.MET,
    "i": Stitch.MET,
    "f": Stitch.FINDING,
    "d": Stitch.DISPUTED,
    "n": Stitch.NOT_APPLICABLE,
    "u": Stitch.NOT_APPLICABLE,
}

_WORST = (
    Stitch.FINDING,
    Stitch.DISPUTED,
    Stitch.OPEN,
    Stitch.MET,
    Stitch.NOT_APPLICABLE,
)


class Gatherer:
    """Gathers one assessment's report in one language.

    Clusters are gathered in order, so that findings count through the report.
    """

    def __init__(
        self, view: AssessmentView, *, language: str, read_photo: ReadPhoto, today: date
    ) -> None:
        self._view = view
        self._language = language
        self._read_photo = read_photo
        self._today = today
        self._law = LawUsed(view, language=language)
        self._rows = RowNames(view, language=language)
        self._numbers = 0

    def gather(self, programme: str) -> report.ReportContent:
        """All of it, in the order it is printed."""
        view = self._view
        clusters = tuple(
            self._cluster(cluster)
            for cluster in view.checklist.clusters
            if not cluster.is_information
        )
        return report.ReportContent(
            programme=programme,
            factory=factory_facts(view, language=self._language, said=self._said),
            visit=visit_facts(view, today=self._today),
            clusters=clusters,
            summary=view.assessment.summary,
            interviews=tuple(self._interviews()),
            public_issues=tuple(self._public_issues()),
            closed=tuple(dict.fromkeys(self._closed())),
            information=tuple(self._information()),
            laws=tuple(self._law.annex()),
            translation=self._translation(),
        )

    def _cluster(self, cluster: Cluster) -> report.Cluster:
        view = self._view
        points = tuple(self._point(point) for point in cluster.points)
        last = [point.last_findings for point in points]
        return report.Cluster(
            code=cluster.code,
            name=view.text(cluster.name, self._language),
            short_name=view.text(cluster.short_name, self._language),
            points=points,
            last_points_not_met=None
            if None in last
            else sum(bool(count) for count in last),
        )

    def _point(self, point: CompliancePoint) -> report.Point:
        view = self._view
        last = self._last_findings(point)
        findings = tuple(
            self._finding(question)
            for question in self._view.questions(point.code)
            if self._stitch(question) is Stitch.FINDING
        )
        return report.Point(
            code=point.code,
            name=view.text(point.name, self._language),
            stitches=tuple(
                stitch
                for question in self._view.questions(point.code)
                if (stitch := self._stitch(question))
            ),
            findings=findings,
            last_findings=last,
            trend=_trend(len(findings), last),
            public=any(
                self._stitch(question) is Stitch.FINDING
                and question.is_public_in(view.assessment.country)
                for question in self._view.questions(point.code)
            ),
        )

    def _finding(self, question: Question) -> report.Finding:
        answer = self._view.answer(question.id)
        self._numbers += 1
        first = since(self._view, question.id)
        return report.Finding(
            number=self._numbers,
            code=question.code,
            question=self._text(question),
            sentence=self._sentence(self._view, question),
            row=self._rows.of(question.id),
            sources=tuple(source for source in Source if source in answer.sources),
            affected=answer.counts.affected if answer.counts else None,
            seen=answer.counts.seen if answer.counts else None,
            extent=answer.extent,
            reference=_reference(question),
            laws=tuple(self._law.references(question)),
            instruments=tuple(
                report.Instrument(code, title_of(code, self._language))
                for code in question.instruments
            ),
            trend=Trend.NEW if first is None else Trend.REPEATED,
            since_cycle=first,
            public=question.is_public_in(self._view.assessment.country),
            passed=answer.passed,
            photos=tuple(
                report.Photo(_reader(self._read_photo, photo), photo.caption)
                for photo in self._view.photos(question.id)
                if photo.is_here and photo.media_type == "image/jpeg"
            ),
        )

    def _stitch(self, question: Question) -> Stitch | None:
        return _STITCHES.get(self._view.stitch(question.id))

    def _last_findings(self, point: CompliancePoint) -> int | None:
        previous = self._view.previous
        if previous is None:
            return None
        here = {question.id for question in point.questions}
        return sum(lineage_of(one) in here for one in previous.judgement.findings)

    def _sentence(self, view: AssessmentView, question: Question) -> str:
        """A finding's sentence; what it shows of answers and law is put in.

        An assessor's own words stay as they are.
        """
        answer = view.answer(question.id)
        said = finding_sentence(question, answer, language=self._language)
        if answer.wording.strip():
            return said
        text = Text.of({self._language: said})
        return view.text(text, self._language, of=question.id)

    def _closed(self) -> Iterator[report.ClosedFinding]:
        previous = self._view.previous
        if previous is None:
            return
        for question in map(previous.checklist.question, previous.judgement.findings):
            if is_closed(self._view, question.id):
                yield report.ClosedFinding(
                    question.code, self._sentence(previous, question)
                )

    def _public_issues(self) -> Iterator[report.PublicIssue]:
        """Each issue once, by the worst of its rows."""
        country = self._view.assessment.country
        issues: dict[QuestionId, report.PublicIssue] = {}
        for question in self._view.asked():
            stitch = self._stitch(question)
            if not question.is_public_in(country) or stitch is None:
                continue
            lineage = lineage_of(question.id)
            if lineage in issues and not _is_worse(stitch, issues[lineage].stitch):
                continue
            was = found(self._view.previous, question.id)
            now = stitch is Stitch.FINDING
            issues[lineage] = report.PublicIssue(
                question.code,
                self._text(question),
                stitch,
                _trend(int(now), int(was) if self._view.previous else None),
            )
        yield from issues.values()

    def _information(self) -> Iterator[report.InformationSection]:
        for cluster in self._view.checklist.clusters:
            if not cluster.is_information:
                continue
            answers = tuple(
                report.Information(
                    question.code,
                    self._text(question),
                    said,
                    row=self._rows.of(question.id),
                    passed=self._view.answer(question.id).passed,
                )
                for point in cluster.points
                for question in self._view.questions(point.code)
                if (said := self._said(question.id))
            )
            if answers:
                yield report.InformationSection(
                    cluster.code,
                    self._view.text(cluster.name, self._language),
                    answers,
                )

    def _text(self, question: Question) -> str:
        return self._view.text(question.label, self._language, of=question.id)

    def _said(self, question: QuestionId) -> str:
        """What was answered, in words; empty where it isn't asked or answered."""
        try:
            asked = self._view.checklist.question(question)
        except KeyError:
            return ""
        answer: Answer | None = self._view.answers.get(question)
        if answer is None or answer.is_open or not self._view.stitch(question):
            return ""
        if asked.answer_type in FILES:
            return _("On file")
        offered = self._view.judgement.questions[question].offered
        if offered is not None:
            # Choices of a file have their labels there alone.
            asked = replace(asked, choices=offered)
        return answer_text(asked, answer.value, language=self._language)

    def _translation(self) -> report.Translation | None:
        """How far the checklist's texts in the report's language may be trusted."""
        for one in self._view.checklist.translations:
            if one.language == self._language:
                return report.Translation(one.reviewed_by, one.reviewed_on)
        return None

    def _interviews(self) -> Iterator[report.InterviewCount]:
        for kind in InterviewKind:
            held = [one for one in self._view.interviews if one.kind is kind]
            if held:
                people = report.Headcount(
                    sum(one.women for one in held), sum(one.men for one in held)
                )
                yield report.InterviewCount(kind, len(held), people)


def _reader(read: ReadPhoto, photo: Evidence) -> Callable[[], bytes]:
    return lambda: read(photo)


def _trend(now: int, last: int | None) -> Trend:
    if last is None:
        return Trend.NONE
    if now:
        return Trend.REPEATED if last else Trend.NEW
    return Trend.CLOSED if last else Trend.NONE


def _reference(question: Question) -> str:
    """What a question refers to, unless its standards say the same."""
    codes = question.reference.replace(";", " ").replace(",", " ").split()
    return "" if set(codes) <= set(question.instruments) else question.reference


def _is_worse(stitch: Stitch, than: Stitch) -> bool:
    return _WORST.index(stitch) < _WORST.index(than)
