"""Lists to move in with the arrow keys or by typing, and lines completed while they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from prompt_toolkit import print_formatted_text
from prompt_toolkit.formatted_text import FormattedText

from stempath.model.vocabulary import Vocabulary
from stempath.terminal.asker import TerminalAsker
from stempath.terminal.field import Field
from stempath.terminal.lines import wrapped
from stempath.terminal.menu import Marks, Menu
from stempath.terminal.ways import AGAIN


class ListAsker(TerminalAsker):
    """Each prompt is redrawn while it is answered; then one line says what was understood."""

    def strong(self, words: str) -> None:
        print_formatted_text(FormattedText([("bold", "\n".join(wrapped(words)))]))

    def _why(self) -> Callable[[], None] | None:
        return self.tell_why if self.ways.why else None

    def line(self, words: Vocabulary | None, old: str, *, skips: bool) -> str:
        field = Field(words, old, skips=skips, back=self.ways.back, why=self._why(), kept=self.kept)
        typed = str(field.ask())
        return "" if skips and self.left_open(typed, words) else typed

    def pick(
        self, options: Mapping[str, str], words: Vocabulary, at: str | None, lead: str = ""
    ) -> str:
        menu = Menu(
            options, words, at, lead=lead, retype=AGAIN in options, left_open=self.left_open,
            back=self.ways.back, why=self._why(), kept=self.kept,
        )  # fmt: skip
        return str(menu.ask())

    def mark(
        self, options: Mapping[str, str], words: Vocabulary, marked: Sequence[str],
        most: int | None, *, skips: bool,
    ) -> Sequence[str]:  # fmt: skip
        marks = Marks(
            options, words, marked, most, skips=skips, left_open=self.left_open,
            back=self.ways.back, why=self._why(), kept=self.kept,
        )  # fmt: skip
        return marks.ask()
