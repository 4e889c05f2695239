"""Functions over texts."""

import base64
import binascii
import hashlib
import math
import string
import uuid
from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bwassess.checklist.expression.functions.signature import (
    Function,
    Functions,
    Takes,
)
from bwassess.checklist.expression.nodes import Scope
from bwassess.checklist.expression.patterns import PatternError, pattern
from bwassess.checklist.expression.tree import Call, ExpressionError, Literal
from bwassess.checklist.expression.values import Known, as_number, as_text
from bwassess.text import _

_SPACE = " \t\n\r"
_SIGNATURE_LENGTH = 64
_LONGEST_ID = 1_000
_ID_CHARACTERS = string.digits + string.ascii_uppercase


def _substring(value: Known, start: Known, end: Known | None = None) -> str:
    """`substr` counts from 0 and doesn't include its end."""
    text = as_text(value)
    first = as_number(start)
    last = float(len(text)) if end is None else as_number(end)
    if first != first or last != last:
        return ""
    return text[_index(first, len(text)) : _index(last, len(text))]


def _index(number: float, length: int) -> int:
    bounded = max(-length, min(length, number))
    return int(bounded + length if bounded < 0 else bounded)


def _xpath_substring(value: Known, start: Known, length: Known | None = None) -> str:
    """`substring` counts from 1, and rounds what isn't whole."""
    text = as_text(value)
    first = _rounded(as_number(start))
    last = float("inf") if length is None else first + _rounded(as_number(length))
    return "".join(
        character
        for place, character in enumerate(text, start=1)
        if first <= place < last
    )


def _rounded(number: float) -> float:
    return float(math.floor(number + 0.5)) if abs(number) < 2**52 else number


def _substring_before(value: Known, mark: Known) -> str:
    before, found, _after = _parted(as_text(value), as_text(mark))
    return before if found else ""


def _substring_after(value: Known, mark: Known) -> str:
    _before, found, after = _parted(as_text(value), as_text(mark))
    return after if found else ""


def _parted(text: str, mark: str) -> tuple[str, bool, str]:
    if not mark:
        return "", True, text
    before, found, after = text.partition(mark)
    return before, bool(found), after


def _translate(value: Known, old: Known, new: Known) -> str:
    replacements: dict[int, str | None] = {}
    targets = as_text(new)
    for place, character in enumerate(as_text(old)):
        if ord(character) not in replacements:
            target = targets[place] if place < len(targets) else None
            replacements[ord(character)] = target
    return as_text(value).translate(replacements)


def _normalized(value: Known) -> str:
    return " ".join(part for part in _split(as_text(value)) if part)


def _split(text: str) -> list[str]:
    for blank in _SPACE[1:]:
        text = text.replace(blank, " ")
    return text.split(" ")


def _concatenated(*lists: list[Known]) -> str:
    return "".join(as_text(value) for values in lists for value in values)


def _joined(separator: list[Known], *lists: list[Known]) -> str:
    """Beside others, what finds nothing is an empty text and not left out."""
    between = as_text(separator[0]) if separator else ""
    if len(lists) > 1:
        lists = tuple(values or [""] for values in lists)
    return between.join(as_text(value) for values in lists for value in values)


def _regex(value: Known, source: Known) -> bool:
    """The whole text must match, as JavaRosa has it."""
    try:
        return pattern(as_text(source)).matches(as_text(value))
    except PatternError:
        return False


def _check_pattern(call: Call) -> None:
    literal = call.arguments[1]
    if not isinstance(literal, Literal):
        return
    try:
        pattern(literal.text)
    except PatternError as error:
        raise ExpressionError(
            _("“{pattern}” is no regular expression: {reason}.").format(
                pattern=literal.text, reason=error
            ),
            position=literal.at,
            hint=_("Mend the pattern; most often a bracket isn't closed."),
        ) from error


_DIGESTS: Mapping[str, Callable[[bytes], bytes]] = {
    # Forms make stable codes with them; nothing is kept safe by them here.
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).digest(),
    "SHA1": lambda data: hashlib.sha1(data, usedforsecurity=False).digest(),
    "SHA256": lambda data: hashlib.sha256(data).digest(),
    "SHA384": lambda data: hashlib.sha384(data).digest(),
    "SHA512": lambda data: hashlib.sha512(data).digest(),
}
_ENCODINGS: Mapping[str, Callable[[bytes], str]] = {
    "base64": lambda data: base64.b64encode(data).decode("ascii"),
    "hex": bytes.hex,
}


def _digest(value: Known, algorithm: Known, encoding: Known = "base64") -> str:
    digest = _DIGESTS.get(_algorithm(as_text(algorithm)))
    encode = _ENCODINGS.get(as_text(encoding).lower())
    if digest is None or encode is None:
        return ""
    return encode(digest(as_text(value).encode("utf-8", "replace")))


def _algorithm(name: str) -> str:
    return name.upper().replace("-", "")


def _check_digest(call: Call) -> None:
    algorithm = call.arguments[1]
    if isinstance(algorithm, Literal) and _algorithm(algorithm.text) not in _DIGESTS:
        raise ExpressionError(
            _("There is no digest “{name}”.").format(name=algorithm.text),
            position=algorithm.at,
            hint=_("Write MD5, SHA-1, SHA-256, SHA-384 or SHA-512."),
        )
    for encoding in call.arguments[2:]:
        if isinstance(encoding, Literal) and encoding.text.lower() not in _ENCODINGS:
            raise ExpressionError(
                _("A digest can't be written as “{name}”.").format(name=encoding.text),
                position=encoding.at,
                hint=_("Write base64 or hex."),
            )


def _decoded(value: Known) -> bytes:
    text = "".join(as_text(value).split())
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _base64_decoded(value: Known) -> str:
    return _decoded(value).decode("utf-8", "replace")


def _signed(value: Known, key: Known) -> str:
    """The message after a signature that fits it, else nothing."""
    contents = _decoded(value)
    signature, message = contents[:_SIGNATURE_LENGTH], contents[_SIGNATURE_LENGTH:]
    try:
        Ed25519PublicKey.from_public_bytes(_decoded(key)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return ""
    return message.decode("utf-8", "replace")


def _unique_id(scope: Scope, length: Known | None = None) -> str:
    if length is None:
        return str(uuid.UUID(int=scope.chance.getrandbits(128), version=4))
    count = as_number(length)
    wanted = int(max(0, min(count, _LONGEST_ID))) if count == count else 0
    return "".join(scope.chance.choice(_ID_CHARACTERS) for _place in range(wanted))


TEXTS: Functions = {
    "base64-decode": Function(_base64_decoded, 1, 1),
    "boolean-from-string": Function(lambda v: as_text(v) in ("1", "true"), 1, 1),
    "concat": Function(_concatenated, 1, None, Takes.LISTS),
    "contains": Function(lambda text, part: as_text(part) in as_text(text), 2, 2),
    "digest": Function(_digest, 2, 3, check=_check_digest),
    "ends-with": Function(lambda t, end: as_text(t).endswith(as_text(end)), 2, 2),
    "extract-signed": Function(_signed, 2, 2),
    "join": Function(_joined, 1, None, Takes.LISTS),
    "normalize-space": Function(_normalized, 0, 1, of_own=True),
    "regex": Function(_regex, 2, 2, check=_check_pattern),
    "starts-with": Function(
        lambda text, start: as_text(text).startswith(as_text(start)), 2, 2
    ),
    "string": Function(as_text, 0, 1, of_own=True),
    "string-length": Function(lambda t: float(len(as_text(t))), 0, 1, of_own=True),
    "substr": Function(_substring, 2, 3),
    "substring": Function(_xpath_substring, 2, 3),
    "substring-after": Function(_substring_after, 2, 2),
    "substring-before": Function(_substring_before, 2, 2),
    "translate": Function(_translate, 3, 3),
    "uuid": Function(_unique_id, 0, 1, Takes.SCOPE, is_pure=False),
}
