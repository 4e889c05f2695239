"""The international instruments a question rests on, each with its title."""

from bwassess.checklist.model import Question


def titles(question: Question, language: str) -> list[str]:
    """What they are called: "C138 Minimum Age Convention, 1973"."""
    return list(question.instruments)
