"""Trees back to text."""

from bwassess.checklist.expression.strengths import NEGATION, OPERATORS
from bwassess.checklist.expression.tree import (
    Call,
    Filtered,
    LastSaved,
    Literal,
    Negation,
    Number,
    Operation,
    Own,
    Path,
    Reference,
    Root,
    Step,
    Tree,
)

_ABBREVIATED = {("self", "node()"): ".", ("parent", "node()"): ".."}


def write(tree: Tree) -> str:
    """Print a tree with no more brackets than it needs; `parse` reads it back."""
    return _written(tree, 0)


def _written(tree: Tree, strength: int) -> str:
    match tree:
        case Number(text=text):
            return text
        case Literal(text=text):
            return f'"{text}"' if "'" in text else f"'{text}'"
        case Reference(name=name):
            return f"${{{name}}}"
        case LastSaved(name=name):
            return f"${{last-saved#{name}}}"
        case Own():
            return "."
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(_written(a, 0) for a in arguments)})"
        case Filtered(of=of, predicates=predicates):
            return _primary(of) + _tests(predicates)
        case Path(start=Root(), steps=()):
            # An operator after a lone “/” would be taken for its first step.
            return "(/)" if strength else "/"
        case Path():
            return _path(tree)
        case Negation(operand=operand):
            its = NEGATION
            text = f"-{_written(operand, its)}"
        case Operation(operator=operator, left=left, right=right):
            its = OPERATORS[operator]
            text = f"{_written(left, its)} {operator} {_written(right, its + 1)}"
    return f"({text})" if its < strength else text


def _primary(tree: Tree) -> str:
    text = _written(tree, 0)
    return text if isinstance(tree, Reference | LastSaved | Call) else f"({text})"


def _path(path: Path) -> str:
    match path.start:
        case None:
            text, joint = "", ""
        case Root():
            text, joint = "", "/"
        case Filtered() as start:
            text, joint = _written(start, 0), "/"
        case start:
            text, joint = _primary(start), "/"
    for place, step in enumerate(path.steps):
        if _is_leap(step) and joint == "/" and place + 1 < len(path.steps):
            joint = "//"
            continue
        text += joint + _step(step)
        joint = "/"
    return text


def _is_leap(step: Step) -> bool:
    return step == Step("descendant-or-self", "node()")


def _step(step: Step) -> str:
    if not step.predicates and (step.axis, step.test) in _ABBREVIATED:
        return _ABBREVIATED[step.axis, step.test]
    axis = "" if step.axis == "child" else f"{step.axis}::"
    return f"{axis}{step.test}{_tests(step.predicates)}"


def _tests(predicates: tuple[Tree, ...]) -> str:
    return "".join(f"[{_written(predicate, 0)}]" for predicate in predicates)
