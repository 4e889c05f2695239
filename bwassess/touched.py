"""What an edit touched, so that each view can tell whether it cares."""

from dataclasses import dataclass

from bwassess.assessment.records import AssessmentId, FactoryId
from bwassess.checklist.names import ChecklistHash, QuestionId


@dataclass(frozen=True, slots=True)
class Touched:
    """What a step changed; `one | other` is what both changed.

    Attributes:
        assessments: Assessments of which anything changed.
        questions: Questions answered anew; empty with an assessment named means that
            its questions stand as they were.
        factories: Factories of which a fact changed.
        checklists: Checklists that came or went.
        sync: Whether what is unsent, received or due to be sent changed.
        settings: Whether a setting of this vault or program changed.
    """

    assessments: frozenset[AssessmentId] = frozenset()
    questions: frozenset[QuestionId] = frozenset()
    factories: frozenset[FactoryId] = frozenset()
    checklists: frozenset[ChecklistHash] = frozenset()
    sync: bool = False
    settings: bool = False

    def __or__(self, other: "Touched") -> "Touched":
        return Touched(
            assessments=self.assessments | other.assessments,
            questions=self.questions | other.questions,
            factories=self.factories | other.factories,
            checklists=self.checklists | other.checklists,
            sync=self.sync or other.sync,
            settings=self.settings or other.settings,
        )

    def __bool__(self) -> bool:
        return self != Touched()
