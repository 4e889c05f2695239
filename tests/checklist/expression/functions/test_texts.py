"""Texts are taken apart, joined, coded and decoded as the reference has it."""

import base64
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bwassess.checklist.expression.compiling import compile_expression
from bwassess.checklist.expression.syntax import ExpressionError
from bwassess.checklist.expression.values import Value
from tests.checklist.expression.filled import worth


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("string()", "12.5"),
        ("string-length()", 4.0),
        ("normalize-space()", "12.5"),
        ("normalize-space('  a\t b\u00a0c ')", "a b\u00a0c"),
        ("string(1 div 0)", "Infinity"),
        ("string(100000000000)", "100000000000"),
        ("string(0.1 + 0.2)", "0.30000000000000004"),
        ("join('; ', 'a', 1, true())", "a; 1; true"),
        ("join('-')", ""),
        ("substr('factory', 2)", "ctory"),
        ("substr('factory', -3, -1)", "or"),
        ("substr('factory', 5, 2)", ""),
        ("substr('factory', 'x')", ""),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        ("substring('12345', 2)", "2345"),
        ("substring('12345', 0 div 0, 3)", ""),
        ("substring-before('a-b-c', '-')", "a"),
        ("substring-after('a-b-c', '-')", "b-c"),
        ("substring-after('abc', '')", "abc"),
        ("ends-with('abc', 'bc')", True),
        ("boolean-from-string('1')", True),
        ("boolean-from-string('yes')", False),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("digest('', 'SHA-1', 'hex')", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("digest('abc', 'SHA-256')", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        ("base64-decode('4Z6f4Z+S4Z6a4Z644Z6f')", "ស្រីស"),
        ("base64-decode('YQ')", "a"),
        ("base64-decode('*')", ""),
        ("string-length(uuid())", 36.0),
        ("regex(uuid(12), '[0-9A-Z]{12}')", True),
        ("uuid(0 div 0)", ""),
        ("uuid() = uuid()", False),
        ("regex(., '[0-9.]+')", True),
        ("regex(., concat('[', ']['))", False),
    ],
)
def test_that_a_text_is_made(source: str, value: Value) -> None:
    assert worth(source, own=12.5) == value


def test_that_only_a_message_with_its_signature_is_taken() -> None:
    private = Ed25519PrivateKey.generate()
    message = "៥ workers".encode()
    signed = base64.b64encode(private.sign(message) + message).decode()
    key = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    given = {"m": signed, "k": base64.b64encode(key).decode(), "x": "AAAA"}
    assert worth("extract-signed(${m}, ${k})", others=given) == "៥ workers"
    assert worth("extract-signed(${x}, ${k})", others=given) == ""
    assert worth("extract-signed(${m}, ${x})", others=given) == ""


@pytest.mark.parametrize(
    ("source", "position", "words"),
    [
        ("digest('a', 'SHA-3')", 12, "no digest “SHA-3”"),
        ("digest('a', 'MD5', 'octal')", 19, "can't be written as “octal”"),
        ("regex(., '(a')", 9, "no regular expression: a bracket isn't closed"),
        ("regexp(., 'a')", 0, "no function “regexp”"),
    ],
)
def test_that_wrong_arguments_are_refused_beforehand(
    source: str, position: int, words: str
) -> None:
    with pytest.raises(ExpressionError, match=re.escape(words)) as caught:
        compile_expression(source)
    assert caught.value.position == position
    assert caught.value.hint


def test_that_a_misspelt_function_is_guessed() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression("count-select(.)")
    assert caught.value.hint == "Did you mean count-selected()?"
