"""The head of a kept rule set, as JSON: what can be read of it without any array."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

FORMAT = b"stempath rule set 11\n"
_DIGEST = 4  # against damage, not against malice: who may write the file may write the rules
_LENGTH = 8


class Head(Mapping[str, Any]):
    """The parts of a head by name; each is parsed when it is first asked for: many never are."""

    def __init__(self, lengths: Mapping[str, int], text: memoryview) -> None:
        self._places: dict[str, slice] = {}
        self._text = text
        self._parsed: dict[str, Any] = {}
        at = 0
        for name, length in lengths.items():
            self._places[name] = slice(at, at + length)
            at += length

    def __getitem__(self, name: str) -> Any:
        if name not in self._parsed:
            self._parsed[name] = json.loads(bytes(self._text[self._places[name]]))
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def vocabulary_part(name: str) -> str:
    """The part of a head that holds one list: id -> name, id -> aliases, columns."""
    return f"vocabulary {name}"


def head_of(data: bytes) -> Head | None:
    """The head of what `sealed` made; None where the bytes are damaged or of another format.

    `fingerprint` tells which rule files it was made from. `titles` maps the ids of offerings and
    designs to their titles; `vocabularies` names the lists, each a `vocabulary_part`.
    """
    opened = unsealed(data)
    return opened[0] if opened else None


def unsealed(data: bytes) -> tuple[Head, memoryview] | None:
    """The head, and the bytes of the arrays behind it; None as in `head_of`."""
    start = len(FORMAT) + _DIGEST
    rest = memoryview(data)[start:]
    if data[: len(FORMAT)] != FORMAT or _digest(rest) != data[len(FORMAT) : start]:
        return None
    end = _LENGTH + int.from_bytes(rest[:_LENGTH], "little")
    lengths = json.loads(bytes(rest[_LENGTH:end]))
    body = end + sum(lengths.values())
    return Head(lengths, rest[end:body]), rest[body:]


def sealed(head: Mapping[str, Any], body: bytes) -> bytes:
    """Head and arrays as bytes that `unsealed` reads back, with a checksum over all of it."""
    parts = {name: json_bytes(value) for name, value in head.items()}
    lengths = json_bytes({name: len(part) for name, part in parts.items()})
    rest = len(lengths).to_bytes(_LENGTH, "little") + lengths + b"".join(parts.values()) + body
    return FORMAT + _digest(rest) + rest


def json_bytes(value: object) -> bytes:
    """The shortest JSON of a value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(_DIGEST, "little")
