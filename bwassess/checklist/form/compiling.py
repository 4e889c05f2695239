"""Checklists to forms: every rule compiled, checked and put in order, once."""

from functools import lru_cache
from types import MappingProxyType

from typing_extensions import override

from bwassess.checklist.collecting import uncollected
from bwassess.checklist.form.definition import Definition, define
from bwassess.checklist.form.doubts import doubts
from bwassess.checklist.form.flaws import Flaw
from bwassess.checklist.form.formulas import Form
from bwassess.checklist.form.ordering import put_in_order
from bwassess.checklist.form.planning import Planner
from bwassess.checklist.form.tables import Tables
from bwassess.checklist.model import Checklist
from bwassess.checklist.problems import ChecklistError
from bwassess.text import _

ROOT = "data"
"""What a form's outermost element is called where its settings don't say."""


def compile_form(checklist: Checklist) -> Form:
    """Compile a checklist whose rules have been checked; once for each version.

    Raises:
        ChecklistError: a rule can't be used; a checklist read from sheets has none.
    """
    return _of_version(_Version(checklist)) if checklist.hash else _usable(checklist)


def flaws(checklist: Checklist) -> list[Flaw]:
    """Everything that is wrong with a checklist's rules, or looks so."""
    _form, planner = _compiled(checklist)
    return [*planner.flaws, *doubts(planner.rules, checklist, planner.named)]


class _Version:
    """A checklist that is known by its hash alone."""

    __slots__ = ("checklist",)

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist

    @override
    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Version) and other.checklist.hash == self.checklist.hash
        )

    @override
    def __hash__(self) -> int:
        return hash(self.checklist.hash)


@lru_cache(maxsize=16)
def _of_version(version: _Version) -> Form:
    return _usable(version.checklist)


@uncollected()
def _usable(checklist: Checklist) -> Form:
    form, planner = _compiled(checklist)
    wrong = next((flaw for flaw in planner.flaws if flaw.blocks), None)
    if wrong is not None:
        raise ChecklistError(
            _("A rule of “{title}” can't be used: {reason}").format(
                title=checklist.title, reason=wrong.message
            ),
            hint=_("Ask your programme for a corrected version of the checklist."),
        )
    return form


def _compiled(checklist: Checklist) -> tuple[Form, Planner]:
    root = dict(checklist.settings).get("name", "") or ROOT
    definitions = define(checklist.items, root=root)
    named: dict[str, list[Definition]] = {}
    for definition in definitions[1:]:
        named.setdefault(definition.name, []).append(definition)
    tables = Tables(checklist)
    planner = Planner(definitions[0], named=named, tables=tables)
    plans = tuple(planner.plan(definition) for definition in definitions)
    if not any(flaw.blocks for flaw in planner.flaws):
        planner.flaws.extend(put_in_order(definitions, planner.formulas))
    form = Form(
        checklist=checklist,
        definitions=tuple(definitions),
        plans=plans,
        named=MappingProxyType(
            {name: its[0] for name, its in named.items() if len(its) == 1}
        ),
        of_question=MappingProxyType(
            {d.question.id: d for d in definitions if d.question is not None}
        ),
        tables=tables,
    )
    return form, planner
