"""Line by line: numbered lists, nothing redrawn, not one escape byte; answers may be piped."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from stempath.interview.asking import Answer, Back, Prompt, Stop
from stempath.model.answers import MOST_TEXT, NONE
from stempath.model.vocabulary import Vocabulary
from stempath.tables import fold
from stempath.terminal.asker import LONG_LIST, TerminalAsker
from stempath.terminal.lines import fit, tidy
from stempath.terminal.search import joined
from stempath.terminal.ways import (
    AGAIN,
    LEAVE,
    NO,
    NONE_OF_THESE,
    OWN,
    SKIP,
    SKIPS,
    YES,
    YES_NO,
    Retyped,
)

# What may be typed instead of an answer.
BACK, STOP, WHY, NOTHING, LIST = (
    ("b", "back"),
    ("q", "quit"),
    ("?", "why"),
    ("s", "skip", "skip it"),
    ("l", "list"),
)
LONG = 9  # choices; of a longer list that is put again, only what is new is said
LEAST_BEGUN = 3  # letters that say which choice is meant
FEW = 30  # characters: what Enter takes is named where it is no longer
_NUMBERS = re.compile(r"\d+(?:\s*-\s*\d+)?(?:(?:\s*[,;&]\s*|\s+and\s+|\s+)\d+(?:\s*-\s*\d+)?)*")


class PlainAsker(TerminalAsker):
    """Each prompt says what is asked, then the choices, then what to type."""

    points = False

    def __init__(self, *, kept: bool = True) -> None:
        super().__init__(kept=kept)
        self.told = False  # the commands have been named
        self.asked = ""  # what is asked, to be said again
        self.put: tuple[str, Mapping[str, str]] = ("", {})  # the choice that was put last
        self.only: set[str] | None = None  # of a choice that is put again: what is new
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # no byte that is typed ends the program

    def ask(self, prompt: Prompt) -> Answer:
        self._once()
        self.put = ("", {}) if prompt.position else self.put
        return super().ask(prompt)

    def choose(self, words: str, options: Mapping[str, str], at: str) -> str:
        self._once()
        before, again = self.put[1], self.put[0] == words and [*self.put[1]] == [*options]
        self.only = None
        if again and len(options) > LONG:
            self.only = {key for key in options if options[key] != before[key]}
        self.put = words, dict(options)
        return super().choose(words, options, at)

    def strong(self, words: str) -> None:
        self.asked = words
        self.say(words)

    def once_more(self, prompt: Prompt) -> None:
        self.strong(prompt.part.ask or prompt.question.ask)

    def say(self, words: str, indent: str = "") -> None:
        super().say(words.replace(" · ", ", "), indent)

    def confirm(self, words: str) -> bool:
        print()
        while True:
            typed = self._read(f"{words} Type y for yes, or Enter for no.", lambda: None)
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
        typed = self._read(f"{how}.", lambda: None)
        if skips and (typed.casefold() in NOTHING or self.left_open(typed, words)):
            return ""
        return typed or old

    def pick(
        self, options: Mapping[str, str], words: Vocabulary, at: str | None, lead: str = ""
    ) -> str:
        listed = {key: words for key, words in options.items() if key != SKIP}  # has no number
        only, self.only = self.only, None

        def put(only: set[str] | None = None) -> None:
            if lead:
                self.say(lead, "  ")
            self._list(listed, only)

        put(only)
        skips, leaves, long = SKIP in options, LEAVE in options, only is not None
        how = f"Type a number{', or another word' if AGAIN in options else ''}"
        how += self._enter(options, listed, at)
        while True:
            typed = self._read(f"{how}{'; l lists them all' if long else ''}.", put)
            if not typed and at is not None:
                return at
            if (skips or leaves) and typed.casefold() in NOTHING:
                return SKIP if skips else LEAVE
            if chosen := _chosen(typed, words, listed) or _begun(typed, listed):
                return chosen
            if skips and self.left_open(typed, words):
                return SKIP
            if long and typed.casefold() in LIST:
                put()
            elif typed and AGAIN in options and not typed.isdecimal():
                raise Retyped(typed)
            else:
                self._unknown([typed] if typed else [], words, listed)

    def _enter(self, options: Mapping[str, str], listed: Mapping[str, str], at: str | None) -> str:
        """What Enter alone does."""
        if at is None or at == AGAIN:  # any other word, or none, is typing it again
            return ""
        if at == SKIP:
            return f", or Enter {'to skip' if options[at] == SKIPS else f'for: {options[at]}'}"
        named = f", {options[at]}" if len(options[at]) <= FEW else ""
        number = list(listed).index(at) + _first(listed)
        return f", or Enter for {number}{named}{self._or_nothing(SKIP in options)}"

    def mark(
        self, options: Mapping[str, str], words: Vocabulary, marked: Sequence[str],
        most: int | None, *, skips: bool,
    ) -> Sequence[str]:  # fmt: skip
        self._list(options)
        how = "Type one or more numbers"
        if most is not None:
            how = f"Type up to {most} numbers, the most important first"
        if marked:
            keys = list(options)
            numbers = ", ".join(str(keys.index(id_) + 1) for id_ in marked)
            names = joined([words.name_of(id_) for id_ in marked])
            self.say(f"Your answer so far: {numbers} ({names})", "  ")
            how += f". Enter keeps what you have{self._or_nothing(skips)}"
        elif skips:
            how += ", or Enter to skip"
        while True:
            line = self._read(f"{how}.", lambda: self._list(options))
            if skips and (line.casefold() in (*NOTHING, NONE) or self.left_open(line, words)):
                return []
            typed = list(_items(line))
            if not typed and (marked or skips):
                return marked
            chosen = {
                item: _chosen(item, words, options) or _begun(item, options) for item in typed
            }
            ids = list(dict.fromkeys(id_ for id_ in chosen.values() if id_))
            if not all(chosen.values()) or not ids:
                self._unknown([item for item, id_ in chosen.items() if not id_], words, options)
            elif most is not None and len(ids) > most:
                self.say(f"Those are {len(ids)}. Keep the {most} most important.", "  ")
            else:
                return ids

    def _once(self) -> None:
        """Name the commands, before the first thing that is asked."""
        if not self.told:
            self.told = True
            print()
            self._commands()

    def _commands(self) -> None:
        stop = ", which saves your answers and stops" if self.kept else ""
        self.say(
            f"Instead of an answer you can type back (or b), why (or ?), or quit (or q){stop}."
        )

    def _or_nothing(self, skips: bool) -> str:
        return "; s to skip it instead" if skips else ""

    def _read(self, how: str, put: Callable[[], None]) -> str:
        """A line that is no command, cleaned. `put` says the choices again, after `?`.

        Raises:
            Back, Stop: where that is typed instead.
        """
        while True:
            self.say(how)
            typed, cut = tidy(self._input())
            command = typed.casefold()
            if command in STOP:
                raise Stop
            if command in WHY and self.ways.why:
                self.tell_why()
                self._commands()
                self.say(self.asked)
                put()
            elif command in BACK and self.ways.back:
                raise Back
            elif command in BACK:
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
            means = " or ".join(
                f"{keys.index(id_) + _first(options)}, {words.name_of(id_)}" for id_ in near
            )
            self.say(f"“{item}” is not in the list.{f' Perhaps {means}?' if near else ''}", "  ")
        first = _first(options)
        last = first + len(keys) - 1
        self.say(f"Please type a number from {first} to {last}, or a name.", "  ")

    def _list(self, options: Mapping[str, str], only: set[str] | None = None) -> None:
        """Show the numbered choices; `only` these."""
        for number, (key, words) in enumerate(options.items(), _first(options)):
            if only is None or key in only:
                self.say(words, f"{number:>3}. ")


def _items(line: str) -> Iterator[str]:
    """What a line names: numbers apart by anything, 1-3 for three of them; names by commas."""
    if not _NUMBERS.fullmatch(line):
        yield from (item.strip() for item in re.split("[;,]", line) if item.strip())
        return
    for span in re.findall(r"\d+(?:\s*-\s*\d+)?", line):
        first, _dash, last = (part.strip() for part in span.partition("-"))
        if last and int(first) <= int(last) < int(first) + LONG_LIST:
            yield from map(str, range(int(first), int(last) + 1))
        else:
            yield span


def _first(options: Mapping[str, str]) -> int:
    """The number of the first choice: of levels from 0 upwards each has its own."""
    return 0 if next(iter(options), "") == "0" else 1


def _begun(typed: str, options: Mapping[str, str]) -> str | None:
    """The one option that begins with what was typed, as it is shown.

    Where another word is a new search, only what is no entry of the list is taken so.
    """
    begun = fold(typed)
    keys = OWN & set(options) if AGAIN in options else set(options)
    met = [key for key in options if key in keys and _tail(options[key]).startswith(begun)]
    return met[0] if len(met) == 1 and len(begun) >= LEAST_BEGUN else None


def _tail(words: str) -> str:
    """The words of an option: of `None of these: describe it`, what is done."""
    return fold(words.removeprefix(f"{NONE_OF_THESE} "))


def _chosen(typed: str, words: Vocabulary, options: Mapping[str, str]) -> str | None:
    """The option that a number, a name or an everyday word for it stands for."""
    if typed.isdecimal():
        number = int(typed) - _first(options)
        return list(options)[number] if 0 <= number < len(options) else None
    found = None if typed[:1] in ("-", "+") else words.find(typed)  # -1 is not 1
    return found if found in options else None
