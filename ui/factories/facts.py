"""What is asked about a factory: groups, labels, and what a value must look like."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bwassess.assessment.osid import parse_os_id
from bwassess.errors import BwassessError
from bwassess.text import _
from ui.widgets.decimal_field import read_decimal

Check = Callable[[str], str]
"""Gives the value as it is kept, or raises a `BwassessError` that names the remedy."""


class FactError(BwassessError):
    """What was typed can't be this fact."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its field in the register, its label, a hint, a check.

    Attributes:
        share: How much of a row it takes, beside others of the same row.
        row: Facts of the same number stand side by side.
    """

    field: str
    label: str
    row: int
    share: int = 1
    hint: str = ""
    check: Check = str.strip
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    facts: tuple[Fact, ...]


def groups() -> tuple[Group, ...]:
    """All facts beside name and country, in the order they are asked."""
    return (
        Group(
            _("Where it is"),
            (
                Fact("address", _("Street and number"), 1),
                Fact("city", _("City or district"), 2, 2),
                Fact("province", _("Province"), 2, 2),
                Fact("postcode", _("Postcode"), 2),
                Fact("latitude", _("Latitude"), 3, check=_latitude),
                Fact("longitude", _("Longitude"), 3, check=_longitude),
            ),
        ),
        Group(
            _("How it is known"),
            (
                Fact(
                    "os_id",
                    _("Open Supply Hub id"),
                    4,
                    2,
                    hint=_("15 characters, such as KH 2020127 RMD4P M"),
                    check=parse_os_id,
                ),
                Fact("original_id", _("Number in the programme"), 4),
            ),
        ),
        Group(
            _("Who to talk to"),
            (
                Fact("contact", _("Contact at the factory"), 5),
                Fact("phone", _("Phone"), 5),
                Fact("mail", _("E-mail"), 6, check=_mail),
                Fact("advisor", _("Advisor in the programme"), 6),
                Fact("owner", _("Legal owner"), 7),
                Fact("owner_address", _("Address of the owner"), 7),
            ),
        ),
        Group(
            _("What it makes"),
            (
                Fact("first_product", _("First product"), 8),
                Fact("second_product", _("Second product"), 8),
                Fact("isic", _("Industry (ISIC)"), 9, 2),
                Fact("year_began", _("Year it began"), 9, check=_year),
                Fact(
                    "buyers",
                    _("Main buyers"),
                    10,
                    hint=_("Printed in the report only if the factory agrees."),
                    is_long=True,
                ),
            ),
        ),
        Group(
            _("Workers"),
            (
                Fact("women", _("Women"), 11, check=_count),
                Fact("men", _("Men"), 11, check=_count),
            ),
        ),
    )


def _count(typed: str) -> str:
    number = read_decimal(typed)
    if number is None or "." in number or number.startswith("-"):
        raise FactError(_("Type a whole number, such as 1061."))
    return number


def _year(typed: str) -> str:
    year, now = _count(typed), datetime.now(UTC).year
    if not 1800 <= int(year) <= now:
        raise FactError(_("Type a year between 1800 and {now}.").format(now=now))
    return year


def _latitude(typed: str) -> str:
    return _degrees(typed, 90)


def _longitude(typed: str) -> str:
    return _degrees(typed, 180)


def _degrees(typed: str, most: int) -> str:
    number = read_decimal(typed)
    if number is None or abs(float(number)) > most:
        raise FactError(
            _("Type degrees as a decimal number between -{most} and {most}.").format(
                most=most
            )
        )
    return number


def _mail(typed: str) -> str:
    address = typed.strip()
    name, at, host = address.rpartition("@")
    if not (name and at and "." in host) or " " in address:
        raise FactError(_("An e-mail address looks like name@factory.example."))
    return address
