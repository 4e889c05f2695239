"""National law in words: a value with its unit, a law with its article."""

from decimal import Decimal, InvalidOperation

from bwassess.text import _, ngettext

_GROUPED = 10_000


def cited(law: str, article: str) -> str:
    """A law with its article ("Labour Law 1997, art. 230")."""
    if article[:1].isdigit():
        article = _("art. {article}").format(article=article)
    return ", ".join(filter(None, (law, article)))


def measured(value: str, unit: str) -> str:
    """A value as it is said: "2 hours a day", "150 %", "1 % of the workforce".

    What is no number, or has a unit not known here, is told as it stands.
    """
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return " ".join(filter(None, (value, unit)))
    if unit in {"multiplier", "share"} or unit.startswith("share of "):
        return _part(amount, unit)
    # Languages count whole things; what is broken takes a plural that says its number,
    # which that of two needn't in every language.
    many = int(amount) if amount == int(amount) else 100
    said = f"{amount:,}" if amount >= _GROUPED else value
    return _counted(unit, many).format(n=said, unit=unit).strip()


def _part(amount: Decimal, unit: str) -> str:
    per_cent = f"{(amount * 100).normalize():f} %"
    words = {
        "share of work force": _("{share} of the workforce"),
        "share of all workers": _("{share} of all workers"),
        "share of wage": _("{share} of the wage"),
        "share of insured wage": _("{share} of the insured wage"),
    }.get(unit, "{share}")
    return words.format(share=per_cent)


def _counted(unit: str, many: int) -> str:
    """The phrase for this many of a unit; holds `{n}`."""
    match unit:
        case "day":
            return ngettext("{n} day", "{n} days", many)
        case "month":
            return ngettext("{n} month", "{n} months", many)
        case "year":
            return ngettext("{n} year", "{n} years", many)
        case "hour":
            return ngettext("{n} hour", "{n} hours", many)
        case "hour/day":
            return ngettext("{n} hour a day", "{n} hours a day", many)
        case "hour/week":
            return ngettext("{n} hour a week", "{n} hours a week", many)
        case "hour/month":
            return ngettext("{n} hour a month", "{n} hours a month", many)
        case "hour/year":
            return ngettext("{n} hour a year", "{n} hours a year", many)
        case "minute/day":
            return ngettext("{n} minute a day", "{n} minutes a day", many)
        case "day/year":
            return ngettext("{n} day a year", "{n} days a year", many)
        case "working day/year":
            return ngettext("{n} working day a year", "{n} working days a year", many)
        case "worker":
            return ngettext("{n} worker", "{n} workers", many)
        case "woman worker":
            return ngettext("{n} woman worker", "{n} women workers", many)
        case "USD/month":
            return _("USD {n} a month")
        case "USD/day":
            return _("USD {n} a day")
        case "KHR/month":
            return _("KHR {n} a month")
        case _:
            return "{n} {unit}"
