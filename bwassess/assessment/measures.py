"""National law in words: a value with its unit, a law with its article."""

from decimal import Decimal, InvalidOperation

from bwassess.checklist.quantities import quantity
from bwassess.text import _, language


def cited(law: str, article: str) -> str:
    """A law with its article ("Labour Law 1997, art. 230")."""
    if article[:1].isdigit():
        article = _("art. {article}").format(article=article)
    return ", ".join(filter(None, (law, article)))


def measured(value: str, unit: str) -> str:
    """A value as it is said: "2 hours a day", "1 % of all workers".

    What is no number, or has a unit not known here, is told as it stands.
    """
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return " ".join(filter(None, (value, unit)))
    return quantity(amount, unit, language())
