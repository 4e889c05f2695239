"""The text of an expression taken apart."""

import re
from dataclasses import dataclass
from typing import NoReturn

from bwassess.checklist.expression.tree import ExpressionError
from bwassess.text import _

# The names of XML, so that those of every script are taken.
_FIRST = (
    r"A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD"
    r"\U00010000-\U000EFFFF"
)
NAME = rf"[{_FIRST}][{_FIRST}\-.0-9\xB7\u0300-\u036F\u203F-\u2040]*"

_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<reference>\$\{{\s*[^\s{{}}$]+\s*\}})
    | (?P<name>{NAME}(?::(?!:){NAME})?)
    | (?P<sign><=|>=|!=|//|::|\.\.|[=<>+*(),/.|\[\]@-])
    """,
    re.VERBOSE,
)
_CURLY_QUOTES = "‘’“”«»‚„"  # noqa: RUF001 - what Excel makes of quotes


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression.

    `kind` is `number`, `text`, `reference`, `name`, `sign` or `end`.
    """

    kind: str
    text: str
    at: int

    def is_sign(self, *signs: str) -> bool:
        return self.kind == "sign" and self.text in signs


def tokens(source: str) -> list[Token]:
    """The pieces of an expression without the blanks, an `end` last.

    Raises:
        ExpressionError: a character has no place in an expression.
    """
    found = []
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            _refuse_character(source, position)
        kind = match.lastgroup or ""
        if kind != "space":
            found.append(Token(kind, match.group(), position))
        position = match.end()
    found.append(Token("end", "", len(source)))
    return found


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
