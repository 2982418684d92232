"""The head of a kept rule set, as JSON: what can be read of it without any array."""

from __future__ import annotations

import json
from typing import Any
from zlib import crc32

FORMAT = b"stempath rule set 10\n"
_DIGEST = 4  # against damage, not against malice: who may write the file may write the rules
_LENGTH = 8


def head_of(data: bytes) -> dict[str, Any] | None:
    """The head of what `sealed` made; None where the bytes are damaged or of another format.

    `fingerprint` tells which rule files it was made from. `titles` maps the ids of offerings and
    designs to their titles; `vocabularies` holds [list, id -> name, id -> aliases, columns].
    """
    opened = unsealed(data)
    return opened[0] if opened else None


def unsealed(data: bytes) -> tuple[dict[str, Any], memoryview] | None:
    """The head, and the bytes of the arrays behind it; None as in `head_of`."""
    start = len(FORMAT) + _DIGEST
    rest = memoryview(data)[start:]
    if data[: len(FORMAT)] != FORMAT or _digest(rest) != data[len(FORMAT) : start]:
        return None
    end = _LENGTH + int.from_bytes(rest[:_LENGTH], "little")
    return json.loads(bytes(rest[_LENGTH:end])), rest[end:]


def sealed(head: dict[str, Any], body: bytes) -> bytes:
    """Head and arrays as bytes that `unsealed` reads back, with a checksum over all of it."""
    text = json_bytes(head)
    rest = len(text).to_bytes(_LENGTH, "little") + text + body
    return FORMAT + _digest(rest) + rest


def json_bytes(value: object) -> bytes:
    """The shortest JSON of a value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(_DIGEST, "little")
