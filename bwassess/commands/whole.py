"""An assessment whole, as JSON; `docs/assessment.schema.json` describes it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bwassess.assessment.judgement import Tally
    from bwassess.assessment.records import Disagreement, Evidence
    from bwassess.checklist.given import Value
    from bwassess.checklist.model import Question
    from bwassess.workspace.view import AssessmentView

FORMAT = 1
"""Counts up when a field changes its meaning or goes; new ones may come any time."""


def whole(view: "AssessmentView", *, language: str = "en") -> dict[str, Any]:
    """Facts, state, every answer, points with their judgement, totals."""
    assessment = view.assessment
    total = view.judgement.total
    return {
        "format": FORMAT,
        "id": str(assessment.id),
        "state": assessment.state.value,
        "country": assessment.country,
        "cycle": assessment.cycle,
        "first_day": _iso(assessment.first_day),
        "last_day": _iso(assessment.last_day),
        "announced": assessment.is_announced,
        "summary": assessment.summary,
        "team": [
            {"name": member.name, "lead": member.is_lead} for member in assessment.team
        ],
        "checklist": {
            "hash": view.checklist.hash,
            "form_id": view.checklist.form_id,
            "version": view.checklist.version,
            "title": view.checklist.title,
        },
        "factory": _factory(view),
        "interviews": [
            {"kind": one.kind.value, "women": one.women, "men": one.men}
            for one in view.interviews
            if not one.is_removed
        ],
        "answers": [
            _answer(view, question, language=language)
            for question in map(view.checklist.question, view.judgement.questions)
        ],
        "loose_evidence": [_evidence(one) for one in view.loose_photos()],
        "points": [
            {
                "code": point.code,
                "name": view.text(point.name, language),
                "cluster": cluster.code,
                "state": view.judgement.points[point.code].state.value,
                **_tally(view.judgement.points[point.code].tally),
            }
            for cluster in view.checklist.clusters
            for point in cluster.points
        ],
        "totals": {
            "asked": total.tally.asked,
            "answered": total.tally.answered,
            **_tally(total.tally),
            "points_compliant": total.compliant,
            "points_non_compliant": total.non_compliant,
            "points_open": total.open,
            "evidence": sum(not one.is_removed for one in view.evidence.values()),
            "disagreements": len(view.disagreements),
        },
        "missing": [
            {
                "code": view.checklist.question(one.question).code,
                "reason": one.reason.value,
            }
            for one in view.judgement.missing
        ],
        "disagreements": [_disagreement(view, one) for one in view.disagreements],
    }


def _factory(view: "AssessmentView") -> dict[str, Any] | None:
    factory = view.factory
    if factory is None:
        return None
    return {
        "id": str(factory.id),
        "name": factory.name,
        "country": factory.country,
        "os_id": factory.os_id or None,
        "facts": dict(factory.facts),
    }


def _answer(
    view: "AssessmentView", question: "Question", *, language: str
) -> dict[str, Any]:
    from bwassess.assessment.judgement import QuestionState
    from bwassess.assessment.showing import finding_sentence
    from bwassess.checklist.kinds import Source

    answer = view.answer(question.id)
    judged = view.judgement.questions[question.id]
    is_finding = judged.state is QuestionState.FINDING
    return {
        "code": question.code,
        "question": question.id,
        "label": question.label.in_(language),
        "value": _plain(answer.value),
        "state": judged.state.value,
        "finding": is_finding,
        "sentence": finding_sentence(question, answer, language=language)
        if is_finding
        else None,
        "override": asdict(answer.override) if answer.override else None,
        "note": answer.note,
        "sources": [one.value for one in Source if one in answer.sources],
        "counts": asdict(answer.counts) if answer.counts else None,
        "extent": answer.extent.value if answer.extent else None,
        "evidence": [_evidence(one) for one in view.photos(question.id)],
        "disputed": bool(answer.disputed),
        "changed_at": _iso(answer.changed_at),
    }


def _evidence(one: "Evidence") -> dict[str, Any]:
    return {
        "id": str(one.id),
        "sha256": one.sha256,
        "media_type": one.media_type,
        "size": one.size,
        "caption": one.caption,
        "here": one.is_here,
    }


def _disagreement(view: "AssessmentView", one: "Disagreement") -> dict[str, Any]:
    return {
        "record": one.record,
        "field": one.field,
        "code": view.checklist.question(one.question).code if one.question else None,
        "values": [
            {"value": _plain(rival.value), "person": rival.name, "at": _iso(rival.at)}
            for rival in one.rivals
        ],
    }


def _tally(tally: "Tally") -> dict[str, int]:
    return {
        "met": tally.met,
        "findings": tally.findings,
        "not_applicable": tally.not_applicable,
        "undetermined": tally.undetermined,
        "open": tally.open,
        "information": tally.information,
        "information_open": tally.information_open,
    }


def _plain(value: "Value") -> Any:
    """A value as JSON has it; bytes, which only records refer by, in hex."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {name: _plain(its) for name, its in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment is not None else None
