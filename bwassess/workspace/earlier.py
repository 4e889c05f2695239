"""What earlier cycles of the same factory found, question by question. Pure.

Questions are compared by their lineage: rows of a repeat are others at each visit.
"""

from collections.abc import Iterator

from bwassess.checklist.names import QuestionId, lineage_of
from bwassess.workspace.view import AssessmentView


def earlier(view: AssessmentView) -> Iterator[AssessmentView]:
    """The earlier cycles, the latest first."""
    one = view.previous
    while one is not None:
        yield one
        one = one.previous


def found(view: AssessmentView | None, question: QuestionId) -> bool:
    """Whether a cycle had a finding on a question, in whatever row."""
    if view is None:
        return False
    lineage = lineage_of(question)
    return any(lineage_of(one) == lineage for one in view.judgement.findings)


def since(view: AssessmentView, question: QuestionId) -> int | None:
    """The first cycle of an unbroken repetition; None for a new finding."""
    first = None
    for one in earlier(view):
        if not found(one, question):
            break
        first = one.assessment.cycle
    return first


def is_closed(view: AssessmentView, question: QuestionId) -> bool:
    """Whether what was a finding once is met now, or applies no more."""
    lineage = lineage_of(question)
    letters = {
        view.stitch(one)
        for one in view.judgement.questions
        if lineage_of(one) == lineage
    } - {""}
    return bool(letters) and letters <= {"m", "n"}
