"""Expressions as trees: the reader, the printer and a walk over all parts.

The reader is a precedence climber over a flat list of tokens.
What it takes is the ODK dialect without location paths: questions are named
`${name}`, the question itself is `.`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from bwassess.errors import BwassessError
from bwassess.text import _

MAX_LENGTH = 20_000
MAX_DEPTH = 200


class ExpressionError(BwassessError):
    """An expression that can't be read or compiled.

    Attributes:
        position: Where it stopped, counted from 0 in the expression's text.
    """

    def __init__(self, message: str, *, position: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.position = position


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; never negative."""

    text: str
    at: int = field(default=0, compare=False)

    @property
    def value(self) -> float:
        return float(self.text)


@dataclass(frozen=True, slots=True)
class Literal:
    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """Another question, `${name}`."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Own:
    """The question the expression belongs to, `.`."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    operand: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    operator: str
    left: "Node"
    right: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple["Node", ...]
    at: int = field(default=0, compare=False)


Node = Number | Literal | Reference | Own | Negation | Operation | Call

_STRENGTH = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_NEGATION_STRENGTH = 7

_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<reference>\$\{\s*[^\s{}$]+\s*\})
    | (?P<name>[^\W\d][\w.-]*)
    | (?P<own>\.(?![./\w]))
    | (?P<sign><=|>=|!=|[=<>+*(),-])
    """,
    re.VERBOSE,
)
_CURLY_QUOTES = "‘’“”«»‚„"  # noqa: RUF001 - what Excel makes of quotes


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def _tokens(source: str) -> list[_Token]:
    tokens = []
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            _refuse_character(source, position)
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(_Token(kind, match.group(), position))
        position = match.end()
    tokens.append(_Token("end", "", len(source)))
    return tokens


def _refuse_character(source: str, position: int) -> NoReturn:
    character = source[position]
    if character in "'\"":
        raise ExpressionError(
            _("A text begins with {quote} and doesn't end.").format(quote=character),
            position=position,
            hint=_("Close the text with the same quotation mark."),
        )
    if character in _CURLY_QUOTES:
        raise ExpressionError(
            _("{quote} is no quotation mark of the expression language.").format(
                quote=character
            ),
            position=position,
            hint=_("Use the straight marks ' or \"."),
        )
    if character in "./@|[":
        raise ExpressionError(
            _("Location paths can't be used here."),
            position=position,
            hint=_("Name the question in the form ${name}."),
        )
    if character == "$":
        raise ExpressionError(
            _("A question is named in the form ${name}."),
            position=position,
            hint=_("Put the name in curly brackets after the dollar sign."),
        )
    raise ExpressionError(
        _("“{character}” means nothing in an expression.").format(character=character),
        position=position,
        hint=_("Take it away, or put it in quotation marks if it is text."),
    )


def parse(source: str) -> Node:
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
    return _Reader(_tokens(source)).whole()


class _Reader:
    """Takes one token after the other; each method reads one part of the grammar."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0

    def whole(self) -> Node:
        node, _depth = self._operations(1, 0)
        token = self._peek()
        if token.kind != "end":
            raise ExpressionError(
                _("“{token}” can't stand here.").format(token=token.text),
                position=token.at,
                hint=_("An operator such as “and” or “=” may be missing before it."),
            )
        return node

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _operations(self, strength: int, level: int) -> tuple[Node, int]:
        """One operand and every operator after it that binds at least this strongly.

        Gives the height of the tree too, so that long chains are bounded as nests are.
        """
        left, height = self._operand(level)
        while True:
            token = self._peek()
            its = _STRENGTH.get(token.text) if token.kind in ("sign", "name") else None
            if its is None or its < strength:
                return left, height
            self._take()
            right, right_height = self._operations(its + 1, level + 1)
            left = Operation(token.text, left, right, token.at)
            height = max(height, right_height) + 1
            self._bound(height, token)

    def _operand(self, level: int) -> tuple[Node, int]:
        token = self._take()
        self._bound(level, token)
        match token.kind:
            case "number":
                return Number(token.text, token.at), 1
            case "text":
                return Literal(token.text[1:-1], token.at), 1
            case "reference":
                return Reference(token.text[2:-1].strip(), token.at), 1
            case "own":
                return Own(token.at), 1
            case "name":
                return self._call(token, level)
        if token.text == "-":
            operand, height = self._operations(_NEGATION_STRENGTH, level + 1)
            self._bound(height + 1, token)
            return Negation(operand, token.at), height + 1
        if token.text == "(":
            inner, height = self._operations(1, level + 1)
            self._close(token)
            return inner, height
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

    def _call(self, name: _Token, level: int) -> tuple[Node, int]:
        opening = self._peek()
        if opening.text != "(" or opening.kind != "sign":
            raise ExpressionError(
                _("“{name}” is neither a question nor a function.").format(
                    name=name.text
                ),
                position=name.at,
                hint=_("Write ${{{name}}} for a question, '{name}' for text.").format(
                    name=name.text
                ),
            )
        self._take()
        arguments: list[Node] = []
        height = 0
        if self._peek().text == ")" and self._peek().kind == "sign":
            self._take()
            return Call(name.text, (), name.at), 1
        while True:
            argument, its_height = self._operations(1, level + 1)
            arguments.append(argument)
            height = max(height, its_height)
            if self._peek().kind == "sign" and self._peek().text == ",":
                self._take()
                continue
            self._close(opening)
            self._bound(height + 1, name)
            return Call(name.text, tuple(arguments), name.at), height + 1

    def _close(self, opening: _Token) -> None:
        token = self._take()
        if token.kind != "sign" or token.text != ")":
            raise ExpressionError(
                _("A bracket is opened and not closed."),
                position=opening.at,
                hint=_("Put “)” where it should end."),
            )

    @staticmethod
    def _bound(depth: int, token: _Token) -> None:
        if depth > MAX_DEPTH:
            raise ExpressionError(
                _("The expression is nested more than {limit} levels deep.").format(
                    limit=MAX_DEPTH
                ),
                position=token.at,
                hint=_("Split it over several questions."),
            )


def write(node: Node) -> str:
    """Print a tree with no more brackets than it needs; `parse` reads it back."""
    return _written(node, 0)


def _written(node: Node, strength: int) -> str:
    match node:
        case Number(text=text):
            return text
        case Literal(text=text):
            return f'"{text}"' if "'" in text else f"'{text}'"
        case Reference(name=name):
            return f"${{{name}}}"
        case Own():
            return "."
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(_written(a, 0) for a in arguments)})"
        case Negation(operand=operand):
            its = _NEGATION_STRENGTH
            text = f"-{_written(operand, its)}"
        case Operation(operator=operator, left=left, right=right):
            its = _STRENGTH[operator]
            text = f"{_written(left, its)} {operator} {_written(right, its + 1)}"
    return f"({text})" if its < strength else text


def walk(node: Node) -> Iterator[Node]:
    """Every part of a tree, itself first."""
    yield node
    match node:
        case Negation(operand=operand):
            yield from walk(operand)
        case Operation(left=left, right=right):
            yield from walk(left)
            yield from walk(right)
        case Call(arguments=arguments):
            for argument in arguments:
                yield from walk(argument)


def references(node: Node) -> frozenset[str]:
    """The names of the other questions it looks at."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Reference))
