"""Words of a source from the United States, as they are spelled in Australia."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from stempath.problem import Place, Problem, shown
from stempath.tables import read_csv

FILE = "vocabulary/spellings.csv"
COLUMNS = ("american", "australian")
_WORD = re.compile(r"[A-Za-z]+")


def read_spellings(
    folder: Path, name: Callable[[Path], str], problems: list[Problem]
) -> Mapping[str, str]:
    """American spelling -> Australian, both in small letters, from a folder of rules."""
    path = folder / FILE
    file = name(path)
    found: dict[str, str] = {}
    for line, row in read_csv(path, file):
        words = [row.get(column, "") for column in COLUMNS]
        if set(row) != {*COLUMNS}:
            problems.append(
                Problem("column", Place(file, 1), shown(", ".join(row)), ", ".join(COLUMNS))
            )
            return {}
        if not all(word.islower() and _WORD.fullmatch(word) for word in words):
            expected = "two spellings of a word, in small letters"
            problems.append(Problem("value", Place(file, line), shown(", ".join(words)), expected))
        elif words[0] in found:
            expected = "each word once"
            problems.append(Problem("value", Place(file, line), shown(words[0]), expected))
        found[words[0]] = words[1]
    return found


def respelled(text: str, spellings: Mapping[str, str]) -> str:
    """`text` with each word as it is spelled here; its capitals stay."""

    def word(match: re.Match[str]) -> str:
        own = match[0]
        other = spellings.get(own.lower(), own)
        return other[:1].upper() + other[1:] if own[:1].isupper() else other

    return _WORD.sub(word, text)
