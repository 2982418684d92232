"""The line as a shell has it so far: whole words, and the one that is being typed."""

from __future__ import annotations

import re
from typing import NamedTuple

POWERSHELL = "powershell"
_BASH_SPECIAL = re.compile(r"([^\w@%+=:,./~-])")
_POWERSHELL_PLAIN = re.compile(r"[\w%+=:./~\\-]+")


class TypedLine(NamedTuple):
    """`words`: those before the last, the program's name aside. `quote`: what opened the last."""

    words: tuple[str, ...]
    last: str
    quote: str


def read_line(line: str, shell: str) -> TypedLine:
    """The words of an unfinished command line, quotes and escapes taken away."""
    escape = "`" if shell == POWERSHELL else "\\"
    words: list[str] = []
    word: str | None = None
    quote = opened = ""
    letters = iter(line)
    for letter in letters:
        if letter == escape and quote != "'":
            word = (word or "") + next(letters, "")
        elif letter == quote:
            quote = ""
        elif letter in "'\"" and not quote:
            opened = quote = letter
            word = word or ""
        elif letter.isspace() and not quote:
            if word is not None:
                words.append(word)
            word, opened = None, ""
        else:
            word = (word or "") + letter
    return TypedLine(tuple(words[1:]), word or "", opened if quote else "")


def written(value: str, typed: TypedLine, shell: str, breaks: str) -> str:
    """`value` as the shell puts it in place of what was typed.

    bash puts it after the last of the `breaks` in the word, and takes it as it stands. The others
    put it in place of the whole word; zsh and fish quote it themselves.
    """
    if shell == POWERSHELL:
        if typed.quote or not _POWERSHELL_PLAIN.fullmatch(value):
            return "'" + value.replace("'", "''") + "'"
        return value
    if shell != "bash" or typed.quote:
        return value
    kept = 1 + max((typed.last.rfind(letter) for letter in breaks if letter in "=:"), default=-1)
    return _BASH_SPECIAL.sub(r"\\\1", value[kept:])
