"""The rules of a checklist in words: when a question is asked, what breaks it."""

from bwassess.checklist.expression.syntax import (
    Call,
    ExpressionError,
    Literal,
    Negation,
    Number,
    Operation,
    Own,
    Reference,
    Tree,
    parse,
    write,
)
from bwassess.checklist.model import Checklist, Question, leaves
from bwassess.checklist.parameters import ParameterKind
from bwassess.text import _
from ui.widgets.lines import isolated

_ALWAYS = frozenset({"yes", "true", "true()"})
_CONVERSIONS = frozenset({"number", "string", "int", "boolean", "once"})
_STRENGTH = {"or": 1, "and": 2}


class Rules:
    """Says expressions of one checklist in the language its questions are shown in.

    What has no words yet stands as it is written.
    """

    def __init__(self, checklist: Checklist, language: str) -> None:
        self._language = language
        self._by_name = {one.name: one for one in leaves(checklist.items)}
        self._laws = {kind.key: kind for kind in checklist.parameter_kinds}

    def said(self, expression: str, of: Question | None = None) -> str:
        """An expression in words; `of` is the question it belongs to."""
        source = expression.strip()
        if source.lower() in _ALWAYS:
            return _("always")
        try:
            tree = parse(source)
        except ExpressionError:
            return source
        return _Saying(self._by_name, self._laws, self._language, of).said(tree)


class _Saying:
    def __init__(
        self,
        by_name: dict[str, Question],
        laws: dict[str, ParameterKind],
        language: str,
        of: Question | None,
    ) -> None:
        self._by_name, self._laws = by_name, laws
        self._language, self._of = language, of

    def said(self, tree: Tree, strength: int = 0) -> str:
        match tree:
            case Number(text=text):
                return isolated(text)
            case Literal(text=text):
                return _("“{text}”").format(text=text) if text else _("nothing")
            case Own():
                return _("the answer")
            case Reference(name=name):
                known = self._by_name.get(name)
                return isolated(known.code if known else name)
            case Negation(operand=Number(text=text)):
                return isolated(f"-{text}")
            case Negation(operand=operand):
                return f"-{self.said(operand, 9)}"
            case Operation():
                return self._operation(tree, strength)
            case Call():
                return self._call(tree)
        return self._written(tree)

    # -- operators -----------------------------------------------------------

    def _operation(self, tree: Operation, strength: int) -> str:
        operator = tree.operator
        if operator in _STRENGTH:
            its = _STRENGTH[operator]
            left = self.said(tree.left, its)
            right = self.said(tree.right, its)
            joined = (
                _("{left} and {right}") if operator == "and" else _("{left} or {right}")
            ).format(left=left, right=right)
            return f"({joined})" if strength > its else joined
        if operator in ("=", "!="):
            return self._equal(tree)
        left, right = self.said(tree.left, 5), self.said(tree.right, 5)
        sentences = {
            "<": _("{left} is less than {right}"),
            "<=": _("{left} is at most {right}"),
            ">": _("{left} is more than {right}"),
            ">=": _("{left} is at least {right}"),
        }
        if operator in sentences:
            return sentences[operator].format(left=left, right=right)
        signs = {"*": "\u00d7", "div": "\u00f7", "-": "\u2212"}
        said = f"{left} {signs.get(operator, operator)} {right}"
        return f"({said})" if strength >= 5 else said

    def _equal(self, tree: Operation) -> str:
        left, right = tree.left, tree.right
        if isinstance(left, Literal) and not isinstance(right, Literal):
            left, right = right, left
        is_not = tree.operator == "!="
        if isinstance(right, Literal) and not right.text:
            sentence = _("{left} is answered") if is_not else _("{left} isn't answered")
            return sentence.format(left=self.said(left, 5))
        value = (
            self._choice(left, right.text)
            if isinstance(right, Literal)
            else self.said(right, 5)
        )
        sentence = _("{left} isn't {right}") if is_not else _("{left} is {right}")
        return sentence.format(left=self.said(left, 5), right=value)

    def _choice(self, asked: Tree, name: str) -> str:
        """The label of a choice of the question meant."""
        question = self._question(asked)
        for one in question.choices if question else ():
            if one.name == name:
                return _("“{text}”").format(text=one.label.in_(self._language))
        return _("“{text}”").format(text=name)

    def _question(self, tree: Tree) -> Question | None:
        if isinstance(tree, Own):
            return self._of
        if isinstance(tree, Reference):
            return self._by_name.get(tree.name)
        if isinstance(tree, Call) and tree.function in _CONVERSIONS and tree.arguments:
            return self._question(tree.arguments[0])
        return None

    # -- functions -----------------------------------------------------------

    def _call(self, tree: Call) -> str:
        given = tree.arguments
        match tree.function, len(given):
            case "not", 1:
                return self._not(given[0])
            case "selected", 2:
                return self._selected(_("{of} has {choice}"), given)
            case "count-selected", 1:
                return _("how many are chosen in {of}").format(of=self.said(given[0]))
            case ("true" | "false") as word, 0:
                return _("always") if word == "true" else _("never")
            case "today", 0:
                return _("the day of the visit")
            case "now", 0:
                return _("the time of the visit")
            case "string-length", 1:
                return _("the length of {of}").format(of=self.said(given[0]))
            case "regex", 2:
                return _("{of} looks like {pattern}").format(
                    of=self.said(given[0]), pattern=self.said(given[1])
                )
            case "part", 1 | 2:
                return self._part(given)
            case "parameter", 1 | 2:
                return self._law(given)
            case "parameter-at", 3:
                return _("{law} for {number}").format(
                    law=self._law(given[:2]), number=self.said(given[2], 5)
                )
            case "coalesce", 2:
                return _("{first}, or {second} where there is none").format(
                    first=self.said(given[0], 5), second=self.said(given[1], 5)
                )
            case "if", 3:
                return _("{then} if {test}, else {other}").format(
                    test=self.said(given[0]),
                    then=self.said(given[1]),
                    other=self.said(given[2]),
                )
            case (name, 1) if name in _CONVERSIONS:
                return self.said(given[0], 5)
        return self._written(tree)

    def _not(self, tree: Tree) -> str:
        match tree:
            case Call(function="selected", arguments=(_of, _choice)):
                return self._selected(_("{of} doesn't have {choice}"), tree.arguments)
            case Operation(operator=operator) if operator in _OPPOSITES:
                turned = Operation(_OPPOSITES[operator], tree.left, tree.right)
                return self._operation(turned, 0)
        return _("not ({rule})").format(rule=self.said(tree))

    def _selected(self, sentence: str, given: tuple[Tree, ...]) -> str:
        of, choice = given
        name = (
            self._choice(of, choice.text)
            if isinstance(choice, Literal)
            else self.said(choice)
        )
        return sentence.format(of=self.said(of, 5), choice=name)

    def _part(self, given: tuple[Tree, ...]) -> str:
        part = given[-1]
        of = self._of if len(given) == 1 else self._question(given[0])
        if isinstance(part, Literal):
            for one in of.parts if of else ():
                if one.name == part.text:
                    return _("“{text}”").format(text=one.label.in_(self._language))
        return self.said(part)

    def _law(self, given: tuple[Tree, ...]) -> str:
        key = given[0]
        if not isinstance(key, Literal):
            return self._written(key)
        kind = self._laws.get(key.text)
        said = [(kind.label.in_(self._language) if kind else "") or key.text]
        if len(given) > 1 and isinstance(given[1], Literal):
            case = given[1].text
            for cell in kind.cases if kind else ():
                if cell.name == case:
                    case = cell.label.in_(self._language)
            said.append(case)
        return _("the law's “{parameter}”").format(parameter=", ".join(said))

    @staticmethod
    def _written(tree: Tree) -> str:
        return isolated(write(tree))


_OPPOSITES = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "=": "!=", "!=": "="}
