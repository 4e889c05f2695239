"""Canonical MessagePack: one value, one sequence of bytes.

Values are null, booleans, 64-bit integers, text, bytes, lists and maps with text keys.
Maps are written in the order of their keys, integers in their shortest form; floats
don't exist (a decimal is text). Lists come back as tuples.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Never

import msgpack

from bwassess.checklist.given import Value

MAX_NESTING = 8

_INT64 = range(-(2**63), 2**63)
_PLAIN = frozenset({type(None), bool, str, bytes})


class NotCanonicalError(ValueError):
    """A value or a sequence of bytes that has no place in the journal."""


def normal(value: Value, *, nesting: int = MAX_NESTING) -> Value:
    """A value as it comes back from its encoding: lists as tuples, maps in order.

    Raises:
        NotCanonicalError: a float, a foreign type, lists and maps nested deeper than
            `nesting`, an integer beyond 64 bits, or text with lone surrogates.
    """
    if value is None or isinstance(value, bool | bytes):
        return value
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise NotCanonicalError("text with a lone surrogate") from error
        return str(value)
    if isinstance(value, int):
        if value not in _INT64:
            raise NotCanonicalError("an integer beyond 64 bits")
        return value
    if nesting == 0:
        raise NotCanonicalError("nested too deeply")
    if isinstance(value, list | tuple):
        return tuple(normal(item, nesting=nesting - 1) for item in value)
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise NotCanonicalError("a map with keys that are no text")
        return {key: normal(value[key], nesting=nesting - 1) for key in sorted(value)}
    raise NotCanonicalError(f"a {type(value).__name__}")


def sound(value: Value) -> Value:
    """A value whose texts can be written: half a character becomes U+FFFD.

    Fields of the interface count in halves, and may hand over one without the other.
    """
    if isinstance(value, str):
        halves = value.encode("utf-16-le", "surrogatepass")
        return halves.decode("utf-16-le", "replace")
    if isinstance(value, list | tuple):
        return tuple(sound(item) for item in value)
    if isinstance(value, Mapping):
        return {key: sound(item) for key, item in value.items()}
    return value


def encode(value: Value) -> bytes:
    """The one encoding of a value that is in its normal form."""
    packed: bytes = msgpack.packb(value)
    return packed


def decode(data: bytes, *, nesting: int = MAX_NESTING) -> Value:
    """The value of its one encoding, in its normal form.

    Raises:
        NotCanonicalError: the bytes are not what `encode` would write.
    """
    try:
        value: Value = msgpack.unpackb(
            data,
            use_list=False,
            object_pairs_hook=_ordered_map,
            ext_hook=_no_extension,
        )
        canonical = encode(value)
    except NotCanonicalError:
        raise
    except (ValueError, TypeError, msgpack.UnpackException, RecursionError) as error:
        raise NotCanonicalError("not MessagePack") from error
    if canonical != data:
        raise NotCanonicalError("not in canonical form")
    _check(value, nesting)
    return value


def _ordered_map(pairs: list[tuple[Any, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if not all(isinstance(key, str) for key in keys):
        raise NotCanonicalError("a map with keys that are no text")
    if any(one >= other for one, other in pairwise(keys)):
        raise NotCanonicalError("a map out of order")
    return dict(pairs)


def _no_extension(code: int, _: bytes) -> Never:
    raise NotCanonicalError(f"an extension of type {code}")


def _check(value: object, room: int) -> None:
    """Refuse floats and deep nesting, which MessagePack itself would let pass."""
    kind = type(value)
    if kind in _PLAIN:
        return
    if kind is int:
        if value not in _INT64:
            raise NotCanonicalError("an integer beyond 64 bits")
        return
    if room == 0:
        raise NotCanonicalError("nested too deeply")
    if isinstance(value, tuple):
        for item in value:
            if type(item) not in _PLAIN:
                _check(item, room - 1)
    elif isinstance(value, dict):
        for item in value.values():
            _check(item, room - 1)
    else:
        raise NotCanonicalError(f"a {kind.__name__}")


def trusted(data: bytes) -> Any:
    """What this program packed itself, read without checking it again."""
    return msgpack.unpackb(data, use_list=False)


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
