"""Text on stdout: headings, paragraphs and rows that wrap; nothing by colour alone."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from rich.console import Console
from rich.style import Style
from rich.text import Text

from stempath.screen.characters import has
from stempath.tables import clean

WIDEST = 100  # columns; longer lines are hard to read
NARROW = 50  # columns; below, a label stands on a line of its own
TAIL = 3  # columns of a heading's line, at least
BAR = 20  # columns of a bar
BARE = 80  # columns of a terminal that does not tell


class _Pipe(Console):
    """A console that leaves a closed pipe to the command."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Page:
    """Text on stdout. All of it is data: nothing is read as markup.

    `plain` is for screen readers and simple terminals: no escape byte, no bars and no drawn lines.
    """

    def __init__(self, *, plain: bool = False) -> None:
        self.console = _Pipe(
            file=sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=False,
            no_color=plain or None, force_terminal=False if plain else None,
        )  # fmt: skip
        width = self.console.width
        if self.console.is_dumb_terminal:  # rich does not ask such a one how wide it is
            width = shutil.get_terminal_size((BARE, 24)).columns
        self.console.size = (min(width, WIDEST), self.console.height)
        self.plain = plain
        encoding = self.console.encoding
        self.dot, self.bullet, self.line, self.full, self.empty = (
            one if has(encoding, one) else plain_one
            for one, plain_one in zip("·•─█░", "-*-#-", strict=True)
        )
        self.arrow = "→" if has(encoding, "→") else "->"
        if plain:
            self.dot, self.bullet, self.arrow = ";", "-", "to"
        self.linking = _links(self.console)

    # --- parts of a page -----------------------------------------------------------------------

    def heading(self, words: str) -> None:
        """A heading: bold, with a line drawn to the edge, so that it shows without colour."""
        text = Text(clean(words), style="bold")
        self.console.print()
        if not self.plain:
            left = self.console.width - text.cell_len - 1
            if left >= TAIL:
                text.append(f" {self.line * left}", style="not bold")
        self.row("", text, indent=0)

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

    def labelled(self, label: str, words: str | Text) -> None:
        """A label and its words, under a numbered title."""
        lead = f"{label}: " if label and label[0] not in "+-=" else f"{label} "
        if not label:
            lead = f"{self.bullet} "
        said = Text(clean(words)) if isinstance(words, str) else words
        self.row("", Text.assemble(lead, said), hang=2)

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """A label column and what it says."""
        found = list(rows)
        width = max((len(label) for label, _words in found), default=0) + 2
        for label, words in found:
            self.beside(label, [Text(clean(words))], width)

    def beside(self, label: str, texts: Sequence[Text], width: int) -> None:
        """Paragraphs beside a label of a column `width` wide; below it where that is too much."""
        self.put(self.lines_beside(label, texts, width))

    def lines_beside(self, label: str, texts: Sequence[Text], width: int) -> Iterator[Text]:
        """The lines of `beside`."""
        mark = f"{label}:" if label else ""
        if self.console.width < NARROW and width:
            if mark:
                yield from self.lines("", Text(mark, style="bold"), indent=0)
            mark, width = "", 2
        for number, text in enumerate(texts):
            yield from self.lines(mark if number == 0 else "", text, indent=width, strong=True)

    def lines_run_in(self, label: str, texts: Sequence[Text]) -> Iterator[Text]:
        """Lines of paragraphs of which the first begins with the label: so they are the fewest."""
        for number, text in enumerate(texts):
            words = Text("").join([Text(f"{label}: ", style="bold"), text]) if number == 0 else text
            hang = 0 if number else 2
            yield from self.lines("", words, indent=2 - hang, hang=hang)

    def bar(self, share: int, words: str, *, indent: int = 4) -> None:
        """A bar for 0–100, always with what it stands for in words; in plain mode those alone."""
        self.row("", self.barred(share, words), indent=indent)

    def barred(self, share: int, words: str, cells: int = BAR) -> Text:
        """The text of a bar `cells` wide and its words.

        A cell is filled once it is reached, so that a bar of 12 tells quarters apart.
        """
        said = Text(clean(words))
        if self.plain:
            return said
        filled = min(max(share, 0), 100) * cells // 100
        filled = max(filled, 1) if share > 0 else filled  # what there is, is seen
        drawn = Text(self.full * filled + self.empty * (cells - filled), style="cyan")
        return Text.assemble(drawn, " ", said)

    def link(self, words: str, address: str) -> Text:
        """`words` that lead to `address`, where the terminal follows links; else as they are."""
        text = Text(clean(words))
        whole = clean(address)
        if self.linking and urlsplit(whole).scheme in ("http", "https") and " " not in whole:
            text.stylize(Style(link=whole))
        return text

    def joined(self, parts: Iterable[str]) -> str:
        """Several facts on one line."""
        return ("; " if self.plain else f" {self.dot} ").join(parts)

    def row(
        self, mark: str, text: Text, *, indent: int = 4, hang: int = 0, strong: bool = False
    ) -> None:
        """`text` at `indent` with `mark` before it; its further lines `hang` columns deeper."""
        self.put(self.lines(mark, text, indent=indent, hang=hang, strong=strong))

    def lines(
        self, mark: str, text: Text, *, indent: int = 4, hang: int = 0, strong: bool = False
    ) -> Iterator[Text]:
        """The lines of `row`."""
        for number, line in enumerate(self.wrapped(text, indent + hang)):
            lead = mark.ljust(indent) if number == 0 else " " * (indent + hang)
            style = "bold" if strong and number == 0 else ""
            yield Text.assemble((lead, style), line)

    def put(self, lines: Iterable[Text]) -> None:
        """Print lines as they are: at once, which takes a fraction of one after the other."""
        self.console.print(Text("\n").join(lines), soft_wrap=True)

    def wrapped(self, text: Text, indent: int) -> list[Text]:
        """The lines of `text` when it stands at `indent`, without the blanks at their ends."""
        text.overflow = "fold"
        width = max(self.console.width - indent, 10)
        if text.cell_len <= width and text.plain.isprintable():
            lines = [text.copy()]  # as most are; rich would take it apart into words all the same
        else:
            lines = list(text.wrap(self.console, width)) or [Text()]
        for line in lines:
            line.rstrip()
        return lines


def _links(console: Console) -> bool:
    """Whether what is printed reaches a terminal that takes hyperlinks, in colour."""
    return (
        console.file.isatty()
        and console.color_system is not None
        and not console.no_color
        and not console.legacy_windows
        and not console.is_dumb_terminal
    )
