"""The international instruments a question rests on, each with its title."""

from bwassess.checklist.instruments import title_of
from bwassess.checklist.model import Question
from ui.widgets.lines import isolated


def titles(question: Question, language: str) -> list[str]:
    """What they are called: "C138 Minimum Age Convention, 1973"."""
    return [_called(code, language) for code in question.instruments]


def _called(code: str, language: str) -> str:
    title = title_of(code, language)
    return isolated(code) if title == code else f"{isolated(code)} {isolated(title)}"
