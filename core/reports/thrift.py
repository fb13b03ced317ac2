"""Thrift's compact protocol, as far as a Parquet file needs it: how that describes itself, in bytes.

The protocol is written down in Apache Thrift's `thrift-compact-protocol.md`. Only writing; nothing here reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_TRUE, _I32, _I64, _BINARY, _LIST, _STRUCT = 1, 5, 6, 8, 9, 12
_LONG = 15  # lists from this length on tell it apart


@dataclass(frozen=True)
class Item:
    """One value, as the protocol writes it: the code of its type, and its bytes."""

    code: int
    content: bytes


TRUE = Item(_TRUE, b"")
"""A field of a struct that holds true: its type says so, no byte follows."""


def varint(number: int) -> bytes:
    """A whole number that isn't negative, 7 bits a byte, the lowest first."""
    content = bytearray()
    while number > 0x7F:
        content.append(number & 0x7F | 0x80)
        number >>= 7
    content.append(number)
    return bytes(content)


def i32(number: int) -> Item:
    """A whole number of 32 bits, or one of a list of names."""
    return Item(_I32, _signed(number))


def i64(number: int) -> Item:
    """A whole number of 64 bits."""
    return Item(_I64, _signed(number))


def text(value: str) -> Item:
    """Text, as UTF-8."""
    content = value.encode()
    return Item(_BINARY, varint(len(content)) + content)


def items(values: Sequence[Item]) -> Item:
    """A list of values of one type; an empty one is written as one of structs."""
    code = values[0].code if values else _STRUCT
    count = len(values)
    head = bytes([count << 4 | code]) if count < _LONG else bytes([_LONG << 4 | code]) + varint(count)
    return Item(_LIST, head + b"".join(value.content for value in values))


def struct(fields: Mapping[int, Item]) -> Item:
    """A struct: its fields by their numbers, in rising order, no two more than 15 apart."""
    content, before = bytearray(), 0
    for number, field in fields.items():
        content.append((number - before) << 4 | field.code)
        content += field.content
        before = number
    content.append(0)
    return Item(_STRUCT, bytes(content))


def _signed(number: int) -> bytes:
    """Zigzag: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)
