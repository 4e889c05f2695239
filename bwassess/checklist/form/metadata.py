"""What a form notes of itself when it is opened for the first time."""

from collections.abc import Callable, Mapping

from bwassess.checklist.expression.nodes import Scope
from bwassess.checklist.expression.values import Value
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Question

_FACTS = frozenset(
    {"deviceid", "email", "phonenumber", "simserial", "subscriberid", "username"}
)


def noted(question: Question) -> Callable[[Scope], Value] | None:
    """What gives the value of a question that nobody answers; None if nothing does."""
    if question.answer_type is not AnswerType.METADATA:
        return None
    kind = question.kind.removeprefix("uri:")
    if kind in _FACTS:
        return lambda scope: scope.about(kind)
    return _MOMENTS.get(kind)


_MOMENTS: Mapping[str, Callable[[Scope], Value]] = {
    "": lambda scope: scope.now,
    "start": lambda scope: scope.now,
    "today": lambda scope: scope.today,
}
"""A question of no kind is of the first: `start`."""
