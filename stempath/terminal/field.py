"""A line to type in, with the nearest entries of a list below it while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    Container,
    FormattedTextControl,
    Window,
)
from prompt_toolkit.layout.processors import BeforeInput

from stempath.model.answers import MOST_TEXT
from stempath.model.vocabulary import Vocabulary
from stempath.terminal.lines import tidy, wrapped
from stempath.terminal.shell import Shell, Why, columns

SHOWN = 6  # entries below the line


class Field(Shell):
    """A line of text, or an id of `words` where one of the entries below it is chosen.

    old  the answer that stands: Enter keeps it
    """

    def __init__(
        self, words: Vocabulary | None, old: str, *, skips: bool, back: bool,
        why: Callable[[], None] | None, kept: bool,
    ) -> None:  # fmt: skip
        doing = "Type it, or Enter skips" if skips else "Type it, then Enter"
        if old:
            doing = "Enter keeps it, empty skips" if skips else "Enter keeps it"
        super().__init__(doing, back=back, why=why, kept=kept)
        self.words, self.old, self.here = words, old, -1  # -1: the line itself
        self.near: list[str] = []
        self.fresh = bool(old)  # nothing was typed yet: the first letter replaces what stands
        self.buffer = Buffer(
            document=Document(old),
            multiline=False,
            on_text_changed=lambda _buffer: self._typed(),
            on_cursor_position_changed=lambda _buffer: self._moved(),
        )

    def body(self) -> Sequence[Container]:
        line = BufferControl(self.buffer, input_processors=[BeforeInput("> ")])
        near = Window(FormattedTextControl(self._rows), dont_extend_height=True)
        return [
            Window(line, wrap_lines=True, dont_extend_height=True),
            ConditionalContainer(near, Condition(lambda: bool(self.near))),
        ]

    def bind(self, keys: KeyBindings) -> None:
        keys.add(Keys.Down)(lambda _event: self._move(1))
        keys.add(Keys.Up)(lambda _event: self._move(-1))
        keys.add(Keys.ControlI)(lambda _event: self._move(1))
        keys.add(Keys.BracketedPaste)(self._paste)
        keys.add(Keys.Any, filter=Condition(lambda: self.fresh))(self._replace)

    def enter(self, event: KeyPressEvent) -> None:
        typed, cut = tidy(self.buffer.text)
        if self.here >= 0:
            event.app.exit(result=self.near[self.here])
        elif cut:
            self.buffer.text = typed
            self.message = f"Only the first {MOST_TEXT} characters are read. Enter goes on."
        elif typed == "?" and self.why:
            self.buffer.text = ""
            event.app.exit(exception=Why())
        else:
            event.app.exit(result=typed)

    def undo(self) -> bool:
        chosen, self.here = self.here >= 0, -1
        return chosen

    def keys_that_answer(self) -> str:
        return "Down to choose, then Enter" if self.near else self.doing

    def untouched(self) -> bool:
        return self.buffer.text in ("", self.old)

    def _moved(self) -> None:
        self.fresh = False  # whoever moves in it wants to mend it

    def _replace(self, event: KeyPressEvent) -> None:
        """The first letter, where the old answer stands."""
        if isinstance(event.key_sequence[0].key, Keys):
            return  # a key that types nothing
        self.buffer.text = ""
        self.buffer.insert_text(event.data)

    def _typed(self) -> None:
        self.fresh = False
        text, self.here, self.message = self.buffer.text, -1, ""
        searched = self.words is not None and text.strip() and text != self.old
        self.near = self.words.nearest(text, SHOWN) if self.words and searched else []

    def _move(self, by: int) -> None:
        if self.near:  # past either end stands the line itself
            self.here = (self.here + 1 + by) % (len(self.near) + 1) - 1

    def _paste(self, event: KeyPressEvent) -> None:
        pasted, cut = tidy(event.data)
        if self.fresh:
            self.buffer.text = ""
        room = max(0, MOST_TEXT - len(self.buffer.text))
        self.buffer.insert_text(pasted[:room])
        if cut or len(pasted) > room:
            self.message = f"Too long: only the first {MOST_TEXT} characters were pasted."

    def _rows(self) -> StyleAndTextTuples:
        assert self.words is not None
        rows: StyleAndTextTuples = []
        for number, id_ in enumerate(self.near):
            lead, style = ("> ", "class:here") if number == self.here else ("  ", "")
            lines = wrapped(self.words.name_of(id_), f"  {lead}", "      ", columns())
            rows.append((style, "\n".join(lines) + "\n"))
        style, last = rows[-1][:2]
        return [*rows[:-1], (style, last.removesuffix("\n"))]
