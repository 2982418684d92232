"""A list to move in: one is chosen, or several are marked; what is typed moves the pointer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Container, FormattedTextControl, ScrollOffsets, Window

from stempath.model.answers import MOST_TEXT
from stempath.model.vocabulary import Vocabulary
from stempath.tables import fold
from stempath.terminal.lines import tidy, wrapped
from stempath.terminal.shell import Shell, columns
from stempath.terminal.ways import SKIP, Retyped

LeftOpen = Callable[[str, Vocabulary], bool]
ONE = "Arrows or type, then Enter"
NOWHERE = -1
LIKELY = 3  # entries that a misspelt word may mean
SEVERAL = "Space chooses, or type a word of it; Enter goes on"
TYPED = "Enter chooses it"


class Menu(Shell):
    """The rows of a list with a pointer (>); one is taken with Enter.

    at      the row under the pointer at first; None: none, so that Enter alone takes nothing
    retype  a word that is no row is no mistake: it is looked for anew
    lead    what the choice is about; it goes when the choice is made
    left_open  whether what was typed says that one cannot tell: that skips it, where one can
    """

    def __init__(
        self, options: Mapping[str, str], words: Vocabulary, at: str | None, doing: str = ONE,
        *, back: bool, why: Callable[[], None] | None, kept: bool, left_open: LeftOpen,
        retype: bool = False, lead: str = "",
    ) -> None:  # fmt: skip
        super().__init__(doing, back=back, why=why, kept=kept)
        self.retype, self.lead, self.left_open = retype, lead, left_open
        self.options, self.words, self.keys = options, words, list(options)
        self.here = self.keys.index(at) if at is not None else NOWHERE
        self.stood = self.here  # where the pointer was before anything was typed
        self.typed = ""
        self.asked = False  # Enter has been pressed on what is not certain, and was answered

    def body(self) -> Sequence[Container]:
        rows = FormattedTextControl(self._rows, focusable=True)
        return [Window(rows, scroll_offsets=ScrollOffsets(1, 1), dont_extend_height=True)]

    def bind(self, keys: KeyBindings) -> None:
        keys.add(Keys.Up)(lambda _event: self._move(-1))
        keys.add(Keys.Down)(lambda _event: self._move(1))
        keys.add(Keys.Home)(lambda _event: self._point(0))
        keys.add(Keys.End)(lambda _event: self._point(len(self.keys) - 1))
        keys.add(Keys.Backspace)(lambda _event: self._type(self.typed[:-1]))
        keys.add(Keys.Any)(self._letter)
        keys.add(Keys.BracketedPaste)(self._letter)

    def mark_of(self, key: str) -> str:
        """What stands before a row."""
        return ""

    def enter(self, event: KeyPressEvent) -> None:
        typed = self.typed.strip()
        if typed and self.retype and self._match(typed)[0] is None:
            event.app.exit(exception=Retyped(typed))
        elif not typed and self.here == NOWHERE:
            self.message = "Choose one: with the arrow keys, or by typing."
        elif self.settled():
            event.app.exit(result=self.keys[self.here])

    def settled(self) -> bool:
        """Whether the row is meant; where what was typed leaves doubt, it is asked first."""
        typed = self.typed.strip()
        found, certain = self._match(typed) if typed else (None, True)
        if certain or self.asked:
            return True
        if found is None:
            self.typed, self.message = "", f"“{typed}” is not in the list: try another word."
            return False
        self.asked = True
        self.message = f"The nearest to “{typed}”: {self.options[found]}. Enter again takes it."
        return False

    def undo(self) -> bool:
        if not self.typed:
            return False
        self._type("")
        return True

    def untouched(self) -> bool:
        return not self.typed

    def _move(self, by: int) -> None:
        if self.here == NOWHERE:
            by += by < 0  # up goes to the last row
        self._point((self.here + by) % len(self.keys))

    def _point(self, row: int) -> None:
        self.here, self.typed, self.message, self.asked = row, "", "", False

    def _letter(self, event: KeyPressEvent) -> None:
        key = event.key_sequence[0].key
        if isinstance(key, Keys) and key is not Keys.BracketedPaste:
            return  # a key that types nothing
        if self.asked:  # another word, in the place of the one that was doubtful
            self.typed, self.here = "", self.stood
        if event.data == " ":
            self._type(f"{self.typed} " if self.typed else "")
        else:
            self._type((self.typed + tidy(event.data)[0])[:MOST_TEXT])

    def _type(self, typed: str) -> None:
        self.stood = self.stood if self.typed else self.here
        self.typed, self.message, self.asked = typed, "", False
        found, _certain = self._match(typed.strip()) if typed.strip() else (None, True)
        self.here = self.stood if found is None else self.keys.index(found)
        if found is None and typed.strip():
            also = " Enter looks for it." if self.retype else ""
            self.message = f"“{typed.strip()}” is not in the list.{also}"

    def _match(self, typed: str) -> tuple[str | None, bool]:
        """The row that `typed` means or resembles, and whether no other can be meant."""
        found = self.words.find(typed)
        if found is not None:
            return (found, True) if found in self.options else (None, False)
        if SKIP in self.options and self.left_open(typed, self.words):
            return SKIP, True
        for meets in (self._shows, self._begins, self._has):
            if met := [key for key in self.keys if meets(key, fold(typed))]:
                return met[0], len(met) == 1
        near = (id_ for id_ in self.words.nearest(typed, LIKELY) if id_ in self.options)
        return next(near, None), False

    def _begins(self, key: str, typed: str) -> bool:
        return bool(typed) and any(name.startswith(typed) for name in self._names(key))

    def _shows(self, key: str, typed: str) -> bool:
        return bool(typed) and fold(self.options[key]).startswith(typed)

    def _has(self, key: str, typed: str) -> bool:
        """Whether the words typed stand in it, as they were typed."""
        return bool(typed) and any(f" {typed} " in f" {name} " for name in self._names(key))

    def _names(self, key: str) -> list[str]:
        names = (key, self.options[key], self.words.name_of(key), *self.words.aliases.get(key, ()))
        return [fold(name) for name in names]

    def _rows(self) -> StyleAndTextTuples:
        rows: StyleAndTextTuples = []
        if self.lead:
            rows.append(("", "\n".join(wrapped(self.lead, "  ", columns=columns())) + "\n"))
        for number, key in enumerate(self.keys):
            here = number == self.here
            lead = f"{'>' if here else ' '} {self.mark_of(key)}"
            if here:
                rows.append(("[SetCursorPosition]", ""))
            lines = wrapped(self.options[key], lead, " " * (len(lead) + 2), columns())
            rows.append(("class:here" if here else "", "\n".join(lines) + "\n"))
        if self.typed:
            rows.append(("", f"  Typed: {self.typed}\n"))
        style, last = rows[-1][:2]
        return [*rows[:-1], (style, last.removesuffix("\n"))]


class Marks(Menu):
    """Rows that are marked with Space: in any order, or numbered in the order of choosing.

    most   how many, in their order; None: any number, and the order says nothing
    skips  whether none is an answer
    """

    def __init__(
        self, options: Mapping[str, str], words: Vocabulary, marked: Sequence[str],
        most: int | None, *, skips: bool, back: bool, why: Callable[[], None] | None, kept: bool,
        left_open: LeftOpen,
    ) -> None:  # fmt: skip
        super().__init__(
            options,
            words,
            marked[0] if marked else next(iter(options)),
            SEVERAL,
            back=back,
            why=why,
            kept=kept,
            left_open=left_open,
        )
        self.marked, self.most, self.skips = list(marked), most, skips
        self.start, self.warned = self.here, False

    def bind(self, keys: KeyBindings) -> None:
        super().bind(keys)
        keys.add(" ")(self._space)

    def keys_that_answer(self) -> str:
        return TYPED if self.typed.strip() else self.doing

    def mark_of(self, key: str) -> str:
        if key not in self.marked:
            return "[ ] "
        return f"[{'x' if self.most is None else self.marked.index(key) + 1}] "

    def enter(self, event: KeyPressEvent) -> None:
        if typed := self.typed.strip():
            if self.skips and not self.asked and self.left_open(typed, self.words):
                event.app.exit(result=[])
            elif self.settled():
                self._mark(self.keys[self.here])
        elif not self.marked and not self.skips:
            self.message = "Choose at least one: Space chooses."
        elif not self.marked and self.here != self.start and not self.warned:
            self.warned = True
            self.message = "Nothing is chosen yet: Space chooses, Enter once more goes on without."
        else:
            order = self.marked if self.most is not None else self.keys
            event.app.exit(result=[key for key in order if key in self.marked])

    def _space(self, event: KeyPressEvent) -> None:
        if self.typed:
            self._letter(event)
        elif (key := self.keys[self.here]) in self.marked:
            self.marked.remove(key)
            self.message = ""
        else:
            self._mark(key)

    def _mark(self, key: str) -> None:
        self.typed, self.message, self.asked = "", "", False
        if key in self.marked:
            self.message = f"Chosen already: {self.options[key]}"
        elif self.most is not None and len(self.marked) >= self.most:
            self.message = f"At most {self.most}: Space on a chosen one takes it out."
        else:
            self.marked.append(key)
