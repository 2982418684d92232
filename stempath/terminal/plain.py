"""Line by line: numbered lists, nothing redrawn, not one escape byte; answers may be piped."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence

from stempath.interview.asking import Answer, Back, Prompt, Stop
from stempath.model.answers import MOST_TEXT
from stempath.model.vocabulary import Vocabulary
from stempath.terminal.asker import TerminalAsker
from stempath.terminal.lines import fit, tidy
from stempath.terminal.ways import AGAIN, NO, SKIP, SKIPS, YES, YES_NO, Retyped

BACK, STOP, WHY, NOTHING = "b", "q", "?", "s"  # what may be typed instead of an answer


class PlainAsker(TerminalAsker):
    """Each prompt says what is asked, then the choices, then what to type."""

    points = False

    def __init__(self, *, kept: bool = True) -> None:
        super().__init__(kept=kept)
        self.told = False  # the commands have been named in full
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # no byte that is typed ends the program

    def ask(self, prompt: Prompt) -> Answer:
        if not self.told:
            self.told = True
            print()
            self._commands()
        return super().ask(prompt)

    def say(self, words: str, indent: str = "") -> None:
        super().say(words.replace(" · ", ", "), indent)

    def confirm(self, words: str) -> bool:
        print()
        while True:
            typed = self._read(f"{words} Type y for yes, or Enter for no.")
            if not typed or YES_NO.find(typed) == NO:
                return False
            if YES_NO.find(typed) == YES:
                return True
            self.say(f"“{typed}” is neither.", "  ")

    def line(self, words: Vocabulary | None, old: str, *, skips: bool) -> str:
        how = "Type your answer"
        if old:
            self.say(f"Your answer so far: {old}", "  ")
            how = f"Type another answer, or Enter to keep this one{self._or_nothing(skips)}"
        elif skips:
            how = "Type your answer, or Enter to skip"
        typed = self._read(f"{how}{self._short()}.")
        if skips and typed.casefold() == NOTHING:
            return ""
        return typed or old

    def pick(self, options: Mapping[str, str], words: Vocabulary, at: str | None) -> str:
        listed = self._list(options)
        skips = SKIP in options
        if at is None:
            enter = ""
        elif at == SKIP:
            enter = f", or Enter {'to skip' if options[at] == SKIPS else f'for: {options[at]}'}"
        elif at == AGAIN:
            enter = ""  # any other word, or none, is typing it again
        else:
            enter = f", or Enter for {list(listed).index(at) + 1}, {options[at]}"
            enter += self._or_nothing(skips)
        while True:
            other = ", or another word" if AGAIN in options else ""
            typed = self._read(f"Type a number{other}{enter}{self._short()}.")
            if not typed and at is not None:
                return at
            if skips and typed.casefold() == NOTHING:
                return SKIP
            if chosen := _chosen(typed, words, listed):
                return chosen
            if typed and AGAIN in options and not typed.isdecimal():
                raise Retyped(typed)
            self._unknown([typed] if typed else [], words, listed)

    def mark(
        self, options: Mapping[str, str], words: Vocabulary, marked: Sequence[str],
        most: int | None, *, skips: bool,
    ) -> Sequence[str]:  # fmt: skip
        self._list(options)
        how = "Type a number, or several with commas between them"
        if most is not None:
            how = f"Type up to {most} numbers with commas between them, the most important first"
        if marked:
            keys = list(options)
            numbers = ", ".join(str(keys.index(id_) + 1) for id_ in marked)
            names = ", ".join(map(words.name_of, marked))
            self.say(f"Your answer so far: {numbers} ({names})", "  ")
            how += f". Enter keeps what you have{self._or_nothing(skips)}"
        elif skips:
            how += ", or Enter to skip"
        while True:
            line = self._read(f"{how}{self._short()}.")
            if skips and line.casefold() == NOTHING:
                return []
            typed = [item.strip() for item in line.replace(";", ",").split(",") if item.strip()]
            if not typed and (marked or skips):
                return marked
            chosen = {item: _chosen(item, words, options) for item in typed}
            ids = list(dict.fromkeys(id_ for id_ in chosen.values() if id_))
            if not all(chosen.values()) or not ids:
                self._unknown([item for item, id_ in chosen.items() if not id_], words, options)
            elif most is not None and len(ids) > most:
                self.say(f"Those are {len(ids)}. Keep the {most} most important.", "  ")
            else:
                return ids

    def tell_why(self) -> None:
        super().tell_why()
        self._commands()

    def _commands(self) -> None:
        stop = "q to save your answers and stop" if self.kept else "q to stop"
        self.say(f"Instead of an answer you can type b to go back, ? for why it is asked, {stop}.")

    def _short(self) -> str:
        """The commands, in a word."""
        commands = [*[BACK] * self.ways.back, *[WHY] * (self.ways.why is not None), STOP]
        return f" ({', '.join(commands)})"

    def _or_nothing(self, skips: bool) -> str:
        return "; s to skip it instead" if skips else ""

    def _read(self, how: str) -> str:
        """A line that is no command, cleaned.

        Raises:
            Back, Stop: where that is typed instead.
        """
        while True:
            self.say(how)
            typed, cut = tidy(self._input())
            command = typed.casefold()
            if command == STOP:
                raise Stop
            if command == WHY and self.ways.why:
                self.tell_why()
            elif command == BACK and self.ways.back:
                raise Back
            elif command == BACK:
                self.say("There is nothing before this.", "  ")
            else:
                if cut:
                    self.say(f"Only the first {MOST_TEXT} characters are read.", "  ")
                return typed

    def _input(self) -> str:
        try:
            typed = input("> ")
        except (KeyboardInterrupt, EOFError):
            print()  # what is said next begins a line
            raise
        if not sys.stdin.isatty():
            print(fit(tidy(typed)[0]))  # no terminal has shown what was typed
        return typed

    def _unknown(self, typed: Sequence[str], words: Vocabulary, options: Mapping[str, str]) -> None:
        keys = list(options)
        for item in typed:
            found = () if item.isdecimal() else words.nearest(item, len(words.names))
            near = [id_ for id_ in found if id_ in options][:2]
            means = " or ".join(f"{keys.index(id_) + 1}, {words.name_of(id_)}" for id_ in near)
            self.say(f"“{item}” is not in the list.{f' Perhaps {means}?' if near else ''}", "  ")
        self.say(f"Please type a number from 1 to {len(keys)}, or a name.", "  ")

    def _list(self, options: Mapping[str, str]) -> dict[str, str]:
        """Show the numbered choices; skipping has no number."""
        listed = {key: words for key, words in options.items() if key != SKIP}
        for number, words in enumerate(listed.values(), 1):
            self.say(words, f"{number:>3}. ")
        return listed


def _chosen(typed: str, words: Vocabulary, options: Mapping[str, str]) -> str | None:
    """The option that a number, a name or an everyday word for it stands for."""
    if typed.isdecimal():
        number = int(typed)
        return list(options)[number - 1] if 1 <= number <= len(options) else None
    found = words.find(typed)
    return found if found in options else None
