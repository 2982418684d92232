"""Lines of words: wrapped, in characters the terminal has; and what is typed, made one line."""

from __future__ import annotations

import sys
import textwrap
from shutil import get_terminal_size

from stempath.model.answers import MOST_TEXT
from stempath.tables import clean

WIDEST = 88  # columns of running text
_SIMPLER = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "…": "...",
        "·": "-",
        "•": "*",
        "\u00a0": " ",
    }
)


def fit(words: str) -> str:
    """`words` without controls, and in simpler signs where the terminal's code page lacks some."""
    words = clean(words)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        words.encode(encoding)
    except UnicodeEncodeError:
        return words.translate(_SIMPLER).encode(encoding, "replace").decode(encoding)
    return words


def wrapped(words: str, first: str = "", rest: str | None = None, columns: int = 0) -> list[str]:
    """`words` as lines, `first` before the first and `rest` before the others.

    columns  of the terminal; 0: ask it
    """
    width = min(WIDEST, max(16, (columns or get_terminal_size().columns) - 1))
    rest = " " * len(first) if rest is None else rest
    lines = textwrap.wrap(
        fit(words), width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
    return lines or [first.rstrip()]


def tidy(typed: str) -> tuple[str, bool]:
    """One line of what was typed or pasted, and whether its end had to be left out.

    Controls go, line ends become spaces, and an answer has at most MOST_TEXT characters.
    """
    line = " ".join(clean(" ".join(typed.split())).split())
    return line[:MOST_TEXT].rstrip(), len(line) > MOST_TEXT
