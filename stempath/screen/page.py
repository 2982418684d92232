"""Text on stdout: headings, paragraphs and rows that wrap; nothing by colour alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from stempath.tables import clean

WIDEST = 100  # columns; longer lines are hard to read


class _Pipe(Console):
    """A console that leaves a closed pipe to the command."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Page:
    """Text on stdout. All of it is data: nothing is read as markup."""

    def __init__(self, *, plain: bool = False) -> None:
        self.console = _Pipe(
            file=sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=False,
            no_color=plain or None, force_terminal=False if plain else None,
        )  # fmt: skip
        self.console.width = min(self.console.width, WIDEST)
        ascii_only = self.console.options.ascii_only
        self.dot, self.bullet, self.line = ("-", "*", "-") if ascii_only else ("·", "•", "─")

    def heading(self, words: str) -> None:
        """A heading: bold, and underlined by characters, so that it shows without colour."""
        text = clean(words)
        self.console.print()
        self.row("", Text(text, style="bold"), indent=0)
        self.console.print(Text(self.line * min(len(text), self.console.width)))

    def say(self, words: str) -> None:
        """A paragraph."""
        self.row("", Text(clean(words)), indent=0)

    def item(self, words: str) -> None:
        """One entry of a list, its further lines aligned with the first."""
        self.row(f" {self.bullet} ", Text(clean(words)), indent=3)

    def inset(self, *lines: str) -> None:
        """Lines under a numbered title."""
        for words in lines:
            self.row("", Text(clean(words)))

    def labelled(self, label: str, words: str) -> None:
        """A label and its words, under a numbered title."""
        lead = f"{label}: " if label and label[0] not in "+-=" else f"{label} "
        if not label:
            lead = f"{self.bullet} "
        self.row("", Text(clean(f"{lead}{words}")), hang=2)

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """A label column and what it says."""
        found = list(rows)
        width = max((len(label) for label, _words in found), default=0) + 2
        for label, words in found:
            self.row(f"{label}:", Text(clean(words)), indent=width)

    def row(self, mark: str, text: Text, *, indent: int = 4, hang: int = 0) -> None:
        """`text` at `indent` with `mark` before it; its further lines `hang` columns deeper."""
        text.overflow = "fold"
        width = max(self.console.width - indent - hang, 10)
        for number, line in enumerate(text.wrap(self.console, width) or [Text()]):
            line.rstrip()
            lead = mark.ljust(indent) if number == 0 else " " * (indent + hang)
            self.console.print(Text.assemble(lead, line), soft_wrap=True)
