"""How many arguments a call takes, and which must stand there as they are."""

from bwassess.checklist.expression.tree import Call, ExpressionError, Literal
from bwassess.text import _


def literal(call: Call, index: int) -> str:
    argument = call.arguments[index]
    if isinstance(argument, Literal):
        return argument.text
    raise ExpressionError(
        _("{function}() takes a name in quotation marks.").format(
            function=call.function
        ),
        position=argument.at,
        hint=_("Write {function}('name').").format(function=call.function),
    )


def expect(call: Call, fewest: int, most: int | None) -> None:
    count = len(call.arguments)
    if fewest <= count and (most is None or count <= most):
        return
    if most is None:
        wanted = _("{count} or more").format(count=fewest)
    elif most == fewest:
        wanted = str(fewest)
    else:
        wanted = _("{fewest} to {most}").format(fewest=fewest, most=most)
    raise ExpressionError(
        _("{function}() takes {wanted} values, not {count}.").format(
            function=call.function, wanted=wanted, count=count
        ),
        position=call.at,
        hint=_("Add or take away values between its brackets."),
    )


def expect_even(call: Call) -> None:
    if len(call.arguments) % 2:
        raise ExpressionError(
            _("{function}() takes its values in pairs.").format(function=call.function),
            position=call.at,
            hint=_("Add the weight that is missing."),
        )
