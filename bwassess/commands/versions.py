"""What differs between versions of a checklist, and what a move does, in print."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from bwassess.commands.printing import table
from bwassess.text import _, language, ngettext

if TYPE_CHECKING:
    from bwassess.assessment.moving import Fate, Move, Moved
    from bwassess.checklist.comparing import Comparison, What
    from bwassess.checklist.parameters import Parameter


def told(what: "Iterable[What]") -> str:
    """What differs of a question, in words."""
    from bwassess.checklist.comparing import What

    words = {
        What.ADDED: _("added"),
        What.REMOVED: _("removed"),
        What.ANSWER: _("answered otherwise"),
        What.REWORDED: _("reworded"),
        What.RULE: _("rule changed"),
        What.MEDIA: _("pictures or recordings changed"),
        What.CONDITIONS: _("conditions changed"),
        What.FINDING: _("finding reworded"),
        What.HELP: _("help changed"),
        What.LANGUAGES: _("translations changed"),
        What.PLACE: _("moved to another point"),
    }
    return ", ".join(words[one] for one in what)


def print_comparison(comparison: "Comparison") -> None:
    """Every difference a line, then how many of each kind."""
    if not comparison.questions and not comparison.law:
        typer.echo(_("Both versions ask and judge the same."))
        return
    spoken = language()
    if comparison.questions:
        table(
            (_("Question"), _("Difference"), _("Text")),
            [
                (one.question.code, told(one.what), one.question.label.in_(spoken))
                for one in comparison.questions
            ],
        )
    if comparison.law:
        typer.echo("")
        table(
            (_("Parameter"), _("Was"), _("Is")),
            [
                (_place(one.new or one.old), _law(one.old), _law(one.new))
                for one in comparison.law
            ],
        )
    count = len(comparison.questions)
    typer.echo("")
    typer.echo(
        ngettext(
            "{count} question differs.", "{count} questions differ.", count
        ).format(count=count)
    )


def comparison_as_json(comparison: "Comparison") -> dict[str, Any]:
    """The same for other programs."""
    return {
        "old": comparison.old.hash,
        "new": comparison.new.hash,
        "questions": [
            {
                "id": one.id,
                "code": one.question.code,
                "what": [what.value for what in one.what],
                "was": one.old.label.in_("") if one.old else None,
                "is": one.new.label.in_("") if one.new else None,
            }
            for one in comparison.questions
        ],
        "law": [
            {
                "parameter": _place(one.new or one.old),
                "was": _law(one.old) or None,
                "is": _law(one.new) or None,
            }
            for one in comparison.law
        ],
    }


def print_move(move: "Move") -> None:
    """What becomes of the answers: those that need a look, then how many of all."""
    from bwassess.assessment.moving import Fate

    spoken = language()
    aside = move.with_fate(Fate.LOOK_AGAIN, Fate.DOES_NOT_FIT, Fate.NO_PLACE)
    if aside:
        table(
            (_("Question"), _("Its answer"), _("Why")),
            [(one.question.code, _fate(one.fate), told(one.what)) for one in aside],
        )
        typer.echo("")
    carried = len(move.with_fate(Fate.CARRIES))
    typer.echo(
        ngettext(
            "{count} answer carries over.", "{count} answers carry over.", carried
        ).format(count=carried)
    )
    for question in move.to_ask:
        typer.echo(f"{_('New')}: {question.code}  {question.label.in_(spoken)}")


def move_as_json(move: "Move") -> dict[str, Any]:
    """The same for other programs."""
    return {
        "answers": [_moved(one) for one in move.answers],
        "to_ask": [question.id for question in move.to_ask],
    }


def _moved(one: "Moved") -> dict[str, Any]:
    return {
        "question": one.id,
        "fate": one.fate.value,
        "what": [what.value for what in one.what],
    }


def _fate(fate: "Fate") -> str:
    from bwassess.assessment.moving import Fate

    return {
        Fate.CARRIES: _("carries over"),
        Fate.LOOK_AGAIN: _("needs another look"),
        Fate.DOES_NOT_FIT: _("doesn't fit any more; kept"),
        Fate.NO_PLACE: _("isn't asked any more; kept"),
    }[fate]


def _place(parameter: "Parameter | None") -> str:
    return " ".join(filter(None, (parameter.key, parameter.case))) if parameter else ""


def _law(parameter: "Parameter | None") -> str:
    if parameter is None:
        return ""
    return f"{parameter.value} {parameter.unit}".strip() or parameter.state.value
