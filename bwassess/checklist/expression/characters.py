"""The classes of characters that patterns name, in Java's words."""

import string
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias

Has: TypeAlias = Callable[[str], bool]
"""Whether a character belongs to a class."""

_WORD = frozenset(string.ascii_letters + string.digits + "_")
_SPACE = frozenset(" \t\n\r\f\v")
_BLANK = frozenset(" \t\xa0\u1680\u180e\u202f\u205f\u3000").union(
    map(chr, range(0x2000, 0x200B))
)
_LINE_ENDS = frozenset("\n\v\f\r\x85\u2028\u2029")


def one_of(characters: str | frozenset[str]) -> Has:
    return frozenset(characters).__contains__


def between(first: str, last: str) -> Has:
    return lambda character: first <= character <= last


def none_of(has: Has) -> Has:
    return lambda character: not has(character)


def either(*classes: Has) -> Has:
    return lambda character: any(has(character) for has in classes)


def both(one: Has, other: Has) -> Has:
    return lambda character: one(character) and other(character)


def in_any_case(has: Has) -> Has:
    """The class whether its letters are small or capital."""
    return lambda character: (
        has(character) or has(character.lower()) or has(character.upper())
    )


def remembered(has: Has) -> Has:
    """The same class, asked once for each character."""
    return lru_cache(maxsize=512)(has)


SHORT: Mapping[str, Has] = {
    "d": one_of(string.digits),
    "w": one_of(_WORD),
    "s": one_of(_SPACE),
    "h": one_of(_BLANK),
    "v": one_of(_LINE_ENDS),
    "D": none_of(one_of(string.digits)),
    "W": none_of(one_of(_WORD)),
    "S": none_of(one_of(_SPACE)),
    "H": none_of(one_of(_BLANK)),
    "V": none_of(one_of(_LINE_ENDS)),
}
"""The classes of one letter after a backslash; of ASCII alone, as Java has them."""

NO_LINE_END: Has = none_of(one_of("\n\r\x85\u2028\u2029"))
ANY: Has = lambda character: True  # noqa: E731 - one of the classes above

_POSIX: Mapping[str, Has] = {
    "Lower": one_of(string.ascii_lowercase),
    "Upper": one_of(string.ascii_uppercase),
    "ASCII": between("\0", "\x7f"),
    "Alpha": one_of(string.ascii_letters),
    "Digit": one_of(string.digits),
    "Alnum": one_of(string.ascii_letters + string.digits),
    "Punct": one_of(string.punctuation),
    "Graph": between("!", "~"),
    "Print": between(" ", "~"),
    "Blank": one_of(" \t"),
    "Cntrl": either(between("\0", "\x1f"), one_of("\x7f")),
    "XDigit": one_of(string.hexdigits),
    "Space": one_of(_SPACE),
}
_BINARY: Mapping[str, Has] = {
    "ALPHABETIC": str.isalpha,
    "DIGIT": str.isdecimal,
    "LETTER": str.isalpha,
    "LOWERCASE": str.islower,
    "PUNCTUATION": lambda character: unicodedata.category(character)[0] == "P",
    "UPPERCASE": str.isupper,
    "WHITESPACE": str.isspace,
    "WHITE_SPACE": str.isspace,
}
_CATEGORIES = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "C",
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
    ]
)


def named(name: str) -> Has | None:
    """The class that `p{name}` names; None where there is none."""
    if name in _POSIX:
        return _POSIX[name]
    plain = name.removeprefix("Is")
    if plain in _CATEGORIES:
        return lambda character: unicodedata.category(character).startswith(plain)
    if plain.upper() in _BINARY:
        return _BINARY[plain.upper()]
    return _script(name)


def _script(name: str) -> Has | None:
    """`IsKhmer`, `InKhmer`, `script=Khmer`: by how its letters' names begin."""
    key, _sign, value = name.rpartition("=")
    if key and key.lower() not in ("script", "sc", "block", "blk"):
        return None
    script = value if key else name[2:] if name[:2] in ("Is", "In") else ""
    word = script.replace("_", " ").upper()
    if not any(word == known or word.startswith(f"{known} ") for known in _SCRIPTS):
        return None
    return lambda character: unicodedata.name(character, "").startswith(f"{word} ")


_SCRIPTS = frozenset(
    [
        "ARABIC",
        "ARMENIAN",
        "BENGALI",
        "CYRILLIC",
        "DEVANAGARI",
        "ETHIOPIC",
        "GEORGIAN",
        "GREEK",
        "GUJARATI",
        "GURMUKHI",
        "HANGUL",
        "HEBREW",
        "HIRAGANA",
        "KANNADA",
        "KATAKANA",
        "KHMER",
        "LAO",
        "LATIN",
        "MALAYALAM",
        "MYANMAR",
        "ORIYA",
        "SINHALA",
        "TAMIL",
        "TELUGU",
        "THAANA",
        "THAI",
        "TIBETAN",
    ]
)
