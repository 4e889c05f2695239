"""Canonical MessagePack: one value, one sequence of bytes.

Values are null, booleans, 64-bit integers, text, bytes, lists and maps with text keys.
Maps are written in the order of their keys, integers in their shortest form; floats
don't exist (a decimal is text). Lists come back as tuples.
"""

from collections.abc import Mapping
from typing import Any

import msgpack

from bwassess.assessment.values import Value

MAX_NESTING = 8

_INT64 = range(-(2**63), 2**63)


class NotCanonicalError(ValueError):
    """A value or a sequence of bytes that has no place in the journal."""


def encode(value: Value, *, nesting: int = MAX_NESTING) -> bytes:
    """The one encoding of a value.

    Raises:
        NotCanonicalError: a float, a foreign type, lists and maps nested deeper than
            `nesting`, an integer beyond 64 bits, or text with lone surrogates.
    """
    try:
        packed: bytes = msgpack.packb(_ordered(value, nesting))
    except UnicodeEncodeError as error:
        raise NotCanonicalError("text with a lone surrogate") from error
    return packed


def decode(data: bytes, *, nesting: int = MAX_NESTING) -> Value:
    """The value of its one encoding.

    Raises:
        NotCanonicalError: the bytes are not what `encode` would write.
    """
    try:
        value: Value = msgpack.unpackb(
            data, use_list=False, strict_map_key=True, raw=False
        )
        canonical = encode(value, nesting=nesting)
    except NotCanonicalError:
        raise
    except (ValueError, TypeError, msgpack.UnpackException, RecursionError) as error:
        raise NotCanonicalError("not MessagePack") from error
    if canonical != data:
        raise NotCanonicalError("not in canonical form")
    return value


def _ordered(value: object, room: int) -> object:
    if value is None or isinstance(value, bool | str | bytes):
        return value
    if isinstance(value, int):
        if value not in _INT64:
            raise NotCanonicalError("an integer beyond 64 bits")
        return value
    if room == 0:
        raise NotCanonicalError("nested too deeply")
    if isinstance(value, list | tuple):
        return [_ordered(item, room - 1) for item in value]
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise NotCanonicalError("a map with keys that are no text")
        return {key: _ordered(value[key], room - 1) for key in sorted(value)}
    raise NotCanonicalError(f"a {type(value).__name__}")


def trusted(data: bytes) -> list[tuple[Any, ...]]:
    """Rows this program packed itself, read without checking them again."""
    rows: list[tuple[Any, ...]] = msgpack.unpackb(data, use_list=False)
    return rows


def items(data: bytes, *shape: type | int) -> list[Any]:
    """Decode a list that has exactly these items.

    Args:
        data: A canonical list.
        shape: For each item its type, or a number for that many bytes.

    Raises:
        NotCanonicalError: not canonical, or of another shape.
    """
    found = decode(data)
    if not isinstance(found, tuple) or len(found) != len(shape):
        raise NotCanonicalError("not a list of the expected length")
    for item, wanted in zip(found, shape, strict=True):
        if not fits(item, wanted):
            raise NotCanonicalError("an item of another type")
    return list(found)


def fits(item: object, wanted: type | int) -> bool:
    """Whether an item has a type, or is bytes of that number; a bool is no int."""
    if isinstance(wanted, int):
        return isinstance(item, bytes) and len(item) == wanted
    return type(item) is wanted
