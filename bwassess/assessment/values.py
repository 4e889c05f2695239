"""The values a change may carry."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = (
    "bool | int | str | bytes | Sequence[Value] | Mapping[str, Value] | None"
)
"""Null, boolean, 64-bit integer, text, bytes, list or map with text keys; no floats.

A decimal number is text.
"""
