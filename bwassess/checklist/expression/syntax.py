"""The text of an expression to a tree, by a precedence climber over its tokens."""

from bwassess.checklist.expression.printing import write
from bwassess.checklist.expression.strengths import NEGATION, OPERATORS
from bwassess.checklist.expression.tokens import Token, tokens
from bwassess.checklist.expression.tree import (
    Call,
    ExpressionError,
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
    references,
    rewritten,
    walk,
)
from bwassess.text import _

__all__ = [
    "Call",
    "ExpressionError",
    "Filtered",
    "LastSaved",
    "Literal",
    "Negation",
    "Number",
    "Operation",
    "Own",
    "Path",
    "Reference",
    "Root",
    "Step",
    "Tree",
    "parse",
    "references",
    "rewritten",
    "walk",
    "write",
]

MAX_LENGTH = 20_000
MAX_DEPTH = 200
# How many levels each counts for: what walks over a tree goes deeper for them.
_DEPTH_OF_CALL = 2
_DEPTH_OF_TEST = 5

AXES = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    }
)
_NODE_KINDS = frozenset({"node", "text", "comment", "processing-instruction"})
_LAST_SAVED = "last-saved#"


def parse(source: str) -> Tree:
    """Read an expression.

    Raises:
        ExpressionError: it isn't well formed, or longer or deeper than any form needs.
    """
    if len(source) > MAX_LENGTH:
        raise ExpressionError(
            _("The expression is longer than {limit} characters.").format(
                limit=MAX_LENGTH
            ),
            position=MAX_LENGTH,
            hint=_("Split it over calculated questions."),
        )
    return _Reader(tokens(source)).whole()


class _Reader:
    """Takes one token after the other; each method reads one part of the grammar.

    With each part goes the height of its tree, so that long chains are bounded as
    deep nests are.
    """

    def __init__(self, pieces: list[Token]) -> None:
        self._tokens = pieces
        self._next = 0

    def whole(self) -> Tree:
        tree, _height = self._operations(1, 0)
        token = self._peek()
        if token.kind != "end":
            raise ExpressionError(
                _("“{token}” can't stand here.").format(token=token.text),
                position=token.at,
                hint=_("An operator such as “and” or “=” may be missing before it."),
            )
        return tree

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _peek_further(self) -> Token:
        return self._tokens[min(self._next + 1, len(self._tokens) - 1)]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _operations(self, strength: int, level: int) -> tuple[Tree, int]:
        """One operand and every operator after it that binds at least this strongly."""
        left, height = self._operand(level)
        while True:
            token = self._peek()
            its = OPERATORS.get(token.text) if token.kind in ("sign", "name") else None
            if its is None or its < strength:
                return left, height
            self._take()
            right, right_height = self._operations(its + 1, level + 1)
            left = Operation(token.text, left, right, token.at)
            height = max(height, right_height) + 1
            self._bound(height, token)

    def _operand(self, level: int) -> tuple[Tree, int]:
        token = self._peek()
        self._bound(level, token)
        match token.kind:
            case "number":
                return Number(self._take().text, token.at), 1
            case "text":
                return Literal(self._take().text[1:-1], token.at), 1
            case "reference":
                return self._continued(_reference(self._take()), 1, level)
            case "name" if self._is_call():
                call, height = self._call(self._take(), level)
                return self._continued(call, height, level)
        if self._begins_step(token) or token.is_sign("/", "//"):
            return self._location(level)
        self._take()
        if token.is_sign("-"):
            operand, height = self._operations(NEGATION, level + 1)
            self._bound(height + 1, token)
            return Negation(operand, token.at), height + 1
        if token.is_sign("("):
            tree, height = self._operations(1, level + 1)
            self._close(token, ")")
            return self._continued(tree, height, level)
        if token.kind == "end":
            raise ExpressionError(
                _("The expression ends where a value should stand."),
                position=token.at,
                hint=_("Complete it."),
            )
        raise ExpressionError(
            _("A value should stand before “{token}”.").format(token=token.text),
            position=token.at,
            hint=_("Put a value there, or take the sign away."),
        )

    def _is_call(self) -> bool:
        following = self._peek_further()
        return following.is_sign("(") and self._peek().text not in _NODE_KINDS

    @staticmethod
    def _begins_step(token: Token) -> bool:
        return token.kind == "name" or token.is_sign(".", "..", "*", "@")

    def _continued(self, tree: Tree, height: int, level: int) -> tuple[Tree, int]:
        """Predicates and steps after what may be a node set."""
        token = self._peek()
        predicates, its = self._predicates(level)
        if predicates:
            height = max(height, its) + 1
            tree = Filtered(tree, predicates, token.at)
        if self._peek().is_sign("/", "//"):
            at = self._peek().at
            steps, its = self._steps(level)
            height = max(height, its) + 1
            tree = Path(tree, steps, at)
        self._bound(height, token)
        return tree, height

    def _location(self, level: int) -> tuple[Tree, int]:
        """A path that starts at the context node or at the root."""
        first = self._peek()
        if first.is_sign("/", "//"):
            if first.text == "/" and not self._begins_step(self._peek_further()):
                self._take()
                return Path(Root(first.at), (), first.at), 1
            steps, height = self._steps(level)
            return Path(Root(first.at), steps, first.at), height + 1
        step, height = self._step(level)
        steps, its = self._steps(level)
        if not steps and step == Step("self", "node()"):
            return Own(first.at), 1
        return Path(None, (step, *steps), first.at), max(height, its) + 1

    def _steps(self, level: int) -> tuple[tuple[Step, ...], int]:
        """Each step after a stroke, as many as there are."""
        steps: list[Step] = []
        height = 0
        while self._peek().is_sign("/", "//"):
            stroke = self._take()
            if stroke.text == "//":
                steps.append(Step("descendant-or-self", "node()", at=stroke.at))
            step, its = self._step(level)
            steps.append(step)
            height = max(height, its)
            # A path is no deeper for its steps, yet walks over it take as long.
            self._bound(len(steps), stroke)
        return tuple(steps), height

    def _step(self, level: int) -> tuple[Step, int]:
        token = self._take()
        axis, test = "child", token.text
        if token.is_sign("."):
            axis, test = "self", "node()"
        elif token.is_sign(".."):
            axis, test = "parent", "node()"
        elif token.is_sign("@"):
            _refuse_attribute(token)
        else:
            if token.kind == "name" and self._peek().is_sign("::"):
                axis = token.text
                _check_axis(token)
                self._take()
                token = self._take()
            test = self._test(token)
        predicates, height = self._predicates(level)
        return Step(axis, test, predicates, token.at), height

    def _test(self, token: Token) -> str:
        if token.kind == "name" and token.text in _NODE_KINDS:
            opening = self._peek()
            if opening.is_sign("("):
                self._take()
                self._close(opening, ")")
                if token.text == "node":
                    return "node()"
                raise ExpressionError(
                    _("A path can't ask for {kind}().").format(kind=token.text),
                    position=token.at,
                    hint=_("Leave it out: a question's value is its text."),
                )
        if token.kind == "name" or token.is_sign("*"):
            return token.text
        raise ExpressionError(
            _("A path goes on with “{token}” where a name should stand.").format(
                token=token.text
            )
            if token.kind != "end"
            else _("A path ends where a name should stand."),
            position=token.at,
            hint=_("Name the next element of the path."),
        )

    def _predicates(self, level: int) -> tuple[tuple[Tree, ...], int]:
        predicates: list[Tree] = []
        height = 0
        while self._peek().is_sign("["):
            opening = self._take()
            predicate, its = self._operations(1, level + _DEPTH_OF_TEST)
            self._close(opening, "]")
            predicates.append(predicate)
            height = max(height, its + _DEPTH_OF_TEST)
            self._bound(len(predicates), opening)
        return tuple(predicates), height

    def _call(self, name: Token, level: int) -> tuple[Tree, int]:
        opening = self._take()
        arguments: list[Tree] = []
        height = 0
        if self._peek().is_sign(")"):
            self._take()
            return Call(name.text, (), name.at), 1
        while True:
            argument, its_height = self._operations(1, level + _DEPTH_OF_CALL)
            arguments.append(argument)
            height = max(height, its_height)
            if self._peek().is_sign(","):
                self._take()
                continue
            self._close(opening, ")")
            height += _DEPTH_OF_CALL
            self._bound(height, name)
            return Call(name.text, tuple(arguments), name.at), height

    def _close(self, opening: Token, closing: str) -> None:
        token = self._take() if self._peek().kind != "end" else self._peek()
        if not token.is_sign(closing):
            raise ExpressionError(
                _("A bracket is opened and not closed."),
                position=opening.at,
                hint=_("Put “{bracket}” where it should end.").format(bracket=closing),
            )

    @staticmethod
    def _bound(depth: int, token: Token) -> None:
        if depth > MAX_DEPTH:
            raise ExpressionError(
                _("The expression is nested more than {limit} levels deep.").format(
                    limit=MAX_DEPTH
                ),
                position=token.at,
                hint=_("Split it over several questions."),
            )


def _reference(token: Token) -> Tree:
    name = token.text[2:-1].strip()
    if name.startswith(_LAST_SAVED) and len(name) > len(_LAST_SAVED):
        return LastSaved(name.removeprefix(_LAST_SAVED), token.at)
    return Reference(name, token.at)


def _refuse_attribute(token: Token) -> None:
    raise ExpressionError(
        _("The elements of a form have no attributes."),
        position=token.at,
        hint=_("Take the “@” away if you mean an element."),
    )


def _check_axis(token: Token) -> None:
    if token.text not in AXES:
        raise ExpressionError(
            _("There is no axis “{name}”.").format(name=token.text),
            position=token.at,
            hint=_("A path leads over {axes}.").format(axes=", ".join(sorted(AXES))),
        )
