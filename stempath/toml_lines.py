"""Where each key of a TOML text stands: its parser forgets the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r'^\s*(\[\[?)\s*((?:"[^"]*"|[^"\[\]])+?)\s*\]\]?\s*(?:#.*)?$')
_KEY = re.compile(r'^\s*([A-Za-z0-9_-]+|"[^"]*")\s*(?:\.\s*[A-Za-z0-9_"-]+\s*)*=')
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def toml_lines(text: str) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """(path, line) of each table header and key: a scan that skips multi-line values."""
    counts: dict[str, int] = {}
    prefix: tuple[str | int, ...] = ()
    fence = ""
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        if fence:
            fence = "" if line.count(fence) % 2 else fence
            continue
        if depth > 0:
            depth += _opened(line)
            continue
        if header := _HEADER.match(line):
            kind, name = header.groups()
            parts = _key_parts(name)
            prefix = _header_path(kind, parts, counts)
            yield prefix, number
        elif key := _KEY.match(line):
            dotted = line[: key.end() - 1].strip()
            parts = _key_parts(dotted)
            yield (*prefix, *parts), number
            for quotes in ('"""', "'''"):
                if line.count(quotes) % 2:
                    fence = quotes
            if not fence:
                depth = max(0, _opened(line))


def _opened(line: str) -> int:
    """How many more brackets a line opens than it closes, those in texts and comments aside."""
    if "[" not in line and "]" not in line:
        return 0
    bare = _TEXT.sub("", line).partition("#")[0]
    return bare.count("[") - bare.count("]")


def _key_parts(dotted: str) -> tuple[str, ...]:
    if _PLAIN.fullmatch(dotted):
        return (dotted,)
    return tuple(part.strip('"') for part in re.findall(r'"[^"]*"|[A-Za-z0-9_-]+', dotted))


def _header_path(
    kind: str, parts: tuple[str, ...], counts: dict[str, int]
) -> tuple[str | int, ...]:
    path: list[str | int] = []
    for position, part in enumerate(parts):
        path.append(part)
        dotted = ".".join(map(str, path))
        if kind == "[[" and position == len(parts) - 1:
            counts[dotted] = counts.get(dotted, -1) + 1
            path.append(counts[dotted])
        elif dotted in counts:
            path.append(counts[dotted])
    return tuple(path)
