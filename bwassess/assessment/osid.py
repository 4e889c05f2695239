"""Open Supply Hub ids: fifteen characters, the last one checks the others.

Country (two letters), year and day of the year (seven digits), five characters of
Crockford's base 32 and the check character, which is one of the same 32.
"""

import re

from bwassess.errors import BwassessError
from bwassess.text import _

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORM = re.compile(rf"[A-Z]{{2}}[0-9]{{7}}[{_SYMBOLS}]{{6}}")
_SEPARATORS = re.compile(r"[\s-]+")


class OsIdError(BwassessError):
    """What was typed is no Open Supply Hub id."""


def parse_os_id(typed: str) -> str:
    """The id without blanks and hyphens, in capitals.

    Raises:
        OsIdError: it hasn't the form of an id, or its check character doesn't fit.
    """
    os_id = _SEPARATORS.sub("", typed).upper()
    if not _FORM.fullmatch(os_id):
        raise OsIdError(
            _("“{typed}” isn't an Open Supply Hub id.").format(typed=typed),
            hint=_("It has two letters, seven digits and six more characters."),
        )
    if _check_character(os_id[:-1]) != os_id[-1]:
        raise OsIdError(
            _("The Open Supply Hub id {typed} has a typing mistake.").format(
                typed=typed
            ),
            hint=_("Its last character doesn't fit the others; look at it again."),
        )
    return os_id


def shown_os_id(os_id: str) -> str:
    """An id in the groups it is written in."""
    return " ".join((os_id[:2], os_id[2:9], os_id[9:14], os_id[14:])).strip()


def _check_character(others: str) -> str:
    """Letters of the country count by their code, all else by its place in base 32."""
    country = sum(map(ord, others[:2]))
    rest = sum(map(_SYMBOLS.index, others[2:]))
    return _SYMBOLS[(country + rest) % len(_SYMBOLS)]
