"""The recovery key as a person meets it: eight groups on paper, read back forgivingly.

Each group of five carries its own check character, bound to its place, so that a slip
of the pen is named by its group and swapped groups are seen.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass, field

from bwassess.store.errors import MistypedRecoveryKey
from bwassess.text import _

# Crockford's alphabet: no I, L, O, U, so that nothing written by hand is read as
# something else or spells a word.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
GROUP_SIZE = 5

_READ_AS = str.maketrans("OIL", "011")
_SECRET_BYTES = 20
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """160 random bits that unlock a vault instead of its passphrase."""

    secret: bytes = field(repr=False)

    @classmethod
    def random(cls) -> "RecoveryKey":
        return cls(secrets.token_bytes(_SECRET_BYTES))

    @classmethod
    def read(cls, written: str) -> "RecoveryKey":
        """Read what a person typed: any case, O for 0, I or L for 1, any separators.

        Raises:
            MistypedRecoveryKey: It can't be a recovery key; it says which groups.
        """
        groups = _groups(written)
        wrong = tuple(
            place + 1 for place, group in enumerate(groups) if not _fits(place, group)
        )
        if wrong:
            raise MistypedRecoveryKey(wrong)
        bits = 0
        for group in groups:
            for character in group[:-1]:
                bits = bits << 5 | _VALUES[character]
        return cls(bits.to_bytes(_SECRET_BYTES, "big"))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups to write down, each with its check character at the end."""
        bits = int.from_bytes(self.secret, "big")
        values = [bits >> shift & 31 for shift in range(155, -1, -5)]
        size = GROUP_SIZE - 1
        return tuple(
            "".join(ALPHABET[value] for value in part) + ALPHABET[_check(place, part)]
            for place, part in enumerate(
                values[start : start + size] for start in range(0, len(values), size)
            )
        )

    @property
    def text(self) -> str:
        return "-".join(self.groups)


def _groups(written: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", written).upper().translate(_READ_AS)
    parts = re.findall(r"[^\W_]+", plain)
    if len(parts) == GROUPS:
        return parts
    together = "".join(parts)
    if len(together) != GROUPS * GROUP_SIZE:
        raise MistypedRecoveryKey(
            (),
            length=_(
                "A recovery key has {groups} groups of {size} characters, {all} in "
                "all; {typed} were typed."
            ).format(
                groups=GROUPS,
                size=GROUP_SIZE,
                all=GROUPS * GROUP_SIZE,
                typed=len(together),
            ),
        )
    return [
        together[start : start + GROUP_SIZE]
        for start in range(0, len(together), GROUP_SIZE)
    ]


def _fits(place: int, group: str) -> bool:
    if len(group) != GROUP_SIZE or any(c not in _VALUES for c in group):
        return False
    values = [_VALUES[character] for character in group]
    return _check(place, values[:-1]) == values[-1]


def _check(place: int, values: list[int]) -> int:
    # A sum over GF(32) with a weight of its own for each position: any one wrong
    # character and any two swapped ones change it. The place does so for groups.
    total, weight = place, 1
    for value in values:
        weight = _times(weight, 2)
        total ^= _times(weight, value)
    return total


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101  # x^5 + x^2 + 1
        b >>= 1
    return product
