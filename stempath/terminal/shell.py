"""A prompt that is redrawn while it is answered and erased afterwards: its keys and its hints."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    ConditionalContainer,
    Container,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.styles import Style

from stempath.interview.asking import Back
from stempath.terminal.ending import run
from stempath.terminal.lines import wrapped

# Seconds to wait for the rest of a key that begins with Esc: an arrow, or Alt and a letter.
ESCAPE_SECONDS = 0.05
# Bold alone, so that it reads on light and dark, with 16 colours and with none.
STYLE = Style.from_dict({"here": "bold", "message": "bold"})
ROOMY = 50  # columns
NO_BREAK = "\u00a0"  # a space at which no line ends
STRAIGHT_ON = "That Enter came right after the question mark: press it again."


class Why(Exception):
    """`?` was pressed."""


class Shell(ABC):
    """What one prompt shows and which keys it has; its state outlives being asked why.

    doing  the keys that answer, for the hint line
    back   whether there is something to go back to
    why    tells why it is asked; None: there is nothing to tell
    kept   whether what was answered before outlives an interruption
    """

    def __init__(
        self, doing: str, *, back: bool, why: Callable[[], None] | None, kept: bool
    ) -> None:
        self.doing, self.back, self.why, self.kept = doing, back, why, kept
        self.message = ""
        self.pressed = 1  # keys since it was put; 0: just after `?`

    def ask(self) -> str | Sequence[str]:
        """The answer.

        Raises:
            Back: Esc or Shift-Tab. KeyboardInterrupt, EOFError: Ctrl-C, Ctrl-D.
        """
        while True:
            try:
                return run(self._application())
            except Why:
                assert self.why
                self.why()
                self.pressed = 0

    @abstractmethod
    def body(self) -> Sequence[Container]:
        """What is shown; the first takes the keys."""

    @abstractmethod
    def bind(self, keys: KeyBindings) -> None:
        """The keys that answer."""

    @abstractmethod
    def enter(self, event: KeyPressEvent) -> None:
        """Enter, but for one that closes the line `?`: it answers nothing."""

    def keys_that_answer(self) -> str:
        """What the hint line says of them now."""
        return self.doing

    def undo(self) -> bool:
        """Take back a step within the prompt, where there is one: Esc does that first."""
        return False

    def untouched(self) -> bool:
        """Nothing has been typed, so `?` is no part of an answer."""
        return True

    def _application(self) -> Application[str | Sequence[str]]:
        keys = KeyBindings()
        keys.add(Keys.Escape, Keys.Any)(lambda _event: None)  # Alt and a key that does nothing
        keys.add(Keys.Escape, Keys.Escape)(self._go_back)
        keys.add(Keys.Escape)(self._go_back)
        keys.add(Keys.BackTab)(self._go_back)
        keys.add(Keys.Escape, Keys.ControlC)(_leave(KeyboardInterrupt))
        keys.add(Keys.ControlC)(_leave(KeyboardInterrupt))
        keys.add(Keys.SIGINT)(_leave(KeyboardInterrupt))
        keys.add(Keys.ControlD, filter=Condition(self.untouched))(_leave(EOFError))
        self.bind(keys)
        if self.why:
            keys.add("?", filter=Condition(self.untouched))(_leave(Why))
        keys.add(Keys.ControlM)(self._enter)
        keys.add(Keys.ControlJ)(self._enter)
        body = self.body()
        message = Window(
            FormattedTextControl(lambda: _lines(self.message, "class:message")),
            dont_extend_height=True,
        )
        hint = Window(FormattedTextControl(lambda: _lines(self._hint())), dont_extend_height=True)
        shown = ConditionalContainer(message, Condition(lambda: bool(self.message)))
        application: Application[str | Sequence[str]] = Application(
            Layout(HSplit([*body, shown, hint])), key_bindings=keys, style=STYLE,
            erase_when_done=True, include_default_pygments_style=False,
        )  # fmt: skip
        application.ttimeoutlen = application.timeoutlen = ESCAPE_SECONDS
        application.key_processor.before_key_press += lambda _keys: self._count()
        return application

    def _hint(self) -> str:
        stop = "Ctrl-C stops, answers kept" if self.kept else "Ctrl-C stops"
        ways = ["Esc back"] * self.back + ["? why"] * (self.why is not None)
        parts = [self.keys_that_answer(), *ways, stop]
        if columns() >= ROOMY:  # a line ends between two of them
            parts = [part.replace(" ", NO_BREAK) for part in parts]
        return " · ".join(parts)

    def _count(self) -> None:
        self.pressed += 1

    def _enter(self, event: KeyPressEvent) -> None:
        if self.pressed == 1:  # whoever types `?` and Enter wants to read, not to answer
            self.message = STRAIGHT_ON
        else:
            self.enter(event)

    def _go_back(self, event: KeyPressEvent) -> None:
        if self.undo():
            return
        if self.back:
            event.app.exit(exception=Back())
        else:
            self.message = "There is nothing before this."


def columns() -> int:
    """The width of the terminal now; it may be resized while a prompt is open."""
    return get_app().output.get_size().columns


def _lines(words: str, style: str = "") -> StyleAndTextTuples:
    lines = "\n".join(wrapped(words, "  ", columns=columns()))
    return [(style, lines.replace(NO_BREAK, " "))]


def _leave(kind: type[BaseException]) -> Callable[[KeyPressEvent], None]:
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=kind())

    return leave
