"""A checklist as a form and the law of one day: what assessments are judged by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bwassess.assessment.law import LawOnDay
from bwassess.checklist.form.compiling import compile_form
from bwassess.checklist.form.filling import Filling
from bwassess.checklist.form.formulas import Property
from bwassess.checklist.form.outputs import shown_in
from bwassess.checklist.form.rows import Row
from bwassess.checklist.given import Given
from bwassess.checklist.model import Checklist, Question, groups, leaves
from bwassess.checklist.names import QuestionId, lineage_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands, and what is read of it beside its state.

    Attributes:
        has_offer: Whether its choices depend on other answers.
        outputs: The names of the questions whose answers its texts show.
        law: The keys of law that its rule reads.
    """

    cluster: str
    point: str
    question: Question
    outputs: tuple[str, ...]
    has_offer: bool
    law: frozenset[str]


class Judge:
    """One checklist, ready to judge answers by the law of one day.

    Its `in_headings` are the questions whose answers the names of groups show.

    `today()` and `now()` are that day, so that every laptop judges the same at any
    time.
    """

    def __init__(self, checklist: Checklist, *, day: date) -> None:
        """Compile the rules.

        Raises:
            ChecklistError: one can't be used; a checklist read from sheets has none.
        """
        self.checklist = checklist
        self.day = day
        self.form = compile_form(checklist)
        self.law = LawOnDay(checklist, day)
        self.places = {place.question.id: place for place in self._places()}
        self.repeats = frozenset(
            group.name for group in groups(checklist.items) if group.is_repeat
        )
        names = (
            text
            for group in groups(checklist.items)
            for text in (group.label, group.short_name)
        )
        self.in_headings = tuple(dict.fromkeys(shown_in(names)))
        self.in_cluster = {
            cluster.code: tuple(point.code for point in cluster.points)
            for cluster in checklist.clusters
        }

    def open(
        self,
        given: Mapping[QuestionId, Given],
        rows: Iterable[Row] = (),
        *,
        is_new: bool = False,
    ) -> Filling:
        """The form with some answers in it."""
        return Filling(
            self.form,
            now=datetime.combine(self.day, time(), UTC),
            law=self.law,
            given=given,
            rows=rows,
            is_new=is_new,
        )

    def is_information(self, key: QuestionId) -> bool:
        """Whether no answer to a question can be a finding."""
        return self.places[lineage_of(key)].question.is_information

    def _places(self) -> Iterator[Place]:
        rules = {
            plan.definition.number: formula.expression.parameters
            for plan in self.form.plans
            for formula in plan.formulas
            if formula.property is Property.NC_RULE and formula.expression is not None
        }
        for cluster in self.checklist.clusters:
            for point in cluster.points:
                for question in leaves(point.items):
                    number = self.form.of_question[question.id].number
                    yield Place(
                        cluster.code,
                        point.code,
                        question,
                        _outputs(question),
                        bool(question.choice_filter or question.choices_from),
                        rules.get(number, frozenset()),
                    )


def _outputs(question: Question) -> tuple[str, ...]:
    """The names of the questions that its texts show the answers of."""
    texts = (
        question.label,
        question.hint,
        question.guidance,
        question.constraint_message,
        question.required_message,
        question.warning_message,
        *(choice.label for choice in question.choices),
    )
    return tuple(dict.fromkeys(shown_in(texts)))
