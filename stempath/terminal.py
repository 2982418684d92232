"""The interview in a terminal: with lists to move in, or plain numbered ones."""

from __future__ import annotations

import os
import textwrap
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from stempath.interview.walk import Answer, Prompt
from stempath.model.answers import MOST_TEXT
from stempath.problem import Problem
from stempath.tables import clean

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer

    from stempath.model.vocabulary import Vocabulary

LONG_LIST = 20  # choices; longer lists are searched, one answer after another
NEAREST = 3
COMPLETIONS = 8
WIDEST = 88  # columns of running text
SKIP, DONE, AGAIN = "Skip", "That's all", "None of these: type it again"
YES_NO = {"yes": "Yes", "no": "No"}


def make_asker(*, plain: bool) -> TerminalAsker:
    """Numbered lists where asked for or where the terminal cannot redraw; else lists to move in."""
    if plain or os.environ.get("TERM", "") in ("", "dumb"):
        return PlainAsker()
    return QuestionaryAsker()


class TerminalAsker(ABC):
    """What both ways of asking share: the words of a question, its kinds, and the search."""

    def ask(self, prompt: Prompt) -> Answer:
        """The answer to one part: text, ids in the order chosen, or None where it is skipped."""
        self._put(prompt)
        part, words = prompt.part, prompt.words
        skip = SKIP if part.optional else ""
        if part.kind == "yes-no":
            return self.pick(YES_NO, skip)
        if words is None:
            return self.text(None)
        if part.kind == "choice":
            return self.pick(_options(words), skip)
        if part.kind != "choices":
            return self._search(words)
        if len(words.names) > LONG_LIST:
            return list(self._search_several(words))
        chosen = self.pick_several(_options(words), part.most, skip)
        if chosen:
            self.say(f"= {', '.join(map(words.name_of, chosen))}", "  ")
        return chosen

    def wrong(self, prompt: Prompt, problem: Problem) -> None:
        """Why the answer was not taken."""
        remedy = f"; {problem.remedy}" if problem.remedy else ""
        self.say(f"Found {problem.found}; expected {problem.expected}{remedy}.", "  ")

    def say(self, words: str, indent: str = "") -> None:
        """Words of ours, wrapped to the terminal."""
        width = min(WIDEST, max(20, get_terminal_size().columns - 1))
        print(textwrap.fill(words, width, initial_indent=indent, subsequent_indent=indent))

    @abstractmethod
    def confirm(self, words: str) -> bool:
        """Yes or no; no where Enter alone is pressed."""

    @abstractmethod
    def text(self, words: Vocabulary | None) -> str:
        """A line of text, cleaned; empty where it is skipped."""

    @abstractmethod
    def pick(self, options: Mapping[str, str], skip: str) -> str | None:
        """One key of `options`; None for `skip`, which is offered where it is not empty."""

    @abstractmethod
    def pick_several(
        self, options: Mapping[str, str], most: int | None, skip: str
    ) -> Sequence[str]:
        """Keys of `options`; at most `most`, where there is a limit, in the order of choosing."""

    def _put(self, prompt: Prompt) -> None:
        """Which question it is, why it is asked, what is asked, and how to answer."""
        question, part = prompt.question, prompt.part
        print()
        if prompt.opens:
            private = " Private: you can skip it." if question.private else ""
            self.say(f"Question {prompt.position} of {prompt.total}. {question.ask}")
            self.say(f"{question.why}{private}", "  ")
        if part.ask != question.ask:
            if prompt.opens:
                print()
            self.say(part.ask)
        if part.help:
            self.say(part.help, "  ")

    def _search(self, words: Vocabulary) -> str | None:
        """An id of the list, however it was typed; what is not found leads to the nearest."""
        while typed := self.text(words):
            found = words.find(typed)
            if found is None:
                near = words.nearest(typed, NEAREST)
                if not near:
                    self.say(f"Nothing like “{typed}” is in the list. Try another word.", "  ")
                    continue
                self.say(f"“{typed}” is not in the list. The nearest:", "  ")
                found = self.pick({id_: words.name_of(id_) for id_ in near}, AGAIN)
            if found is not None:
                self.say(f"= {words.name_of(found)}", "  ")
                return found
        return None

    def _search_several(self, words: Vocabulary) -> Iterator[str]:
        while found := self._search(words):
            yield found
            self.say("Another? Enter goes on.")


class PlainAsker(TerminalAsker):
    """Numbered lists and typed lines: nothing is redrawn, and no escape byte is printed."""

    def text(self, words: Vocabulary | None) -> str:
        return _tidy(input("> "))

    def confirm(self, words: str) -> bool:
        print()
        self.say(f"{words} (y for yes, Enter for no)")
        return self.text(None).casefold() in ("y", "yes")

    def pick(self, options: Mapping[str, str], skip: str) -> str | None:
        self._list(options)
        self.say(f"Type a number{f', or Enter for: {skip.lower()}' if skip else ''}.")
        while True:
            typed = self.text(None)
            if not typed and skip:
                return None
            if chosen := _chosen(typed, options):
                return chosen
            self.say(f"Please type a number from 1 to {len(options)}.", "  ")

    def pick_several(
        self, options: Mapping[str, str], most: int | None, skip: str
    ) -> Sequence[str]:
        self._list(options)
        order = ", the most important first" if most else ""
        self.say(f"Type numbers with commas between them{order}{'; Enter skips' if skip else ''}.")
        while True:
            typed = [item.strip() for item in self.text(None).split(",") if item.strip()]
            chosen = [id_ for item in typed if (id_ := _chosen(item, options))]
            if len(chosen) == len(typed):
                return chosen
            self.say(f"Please type numbers from 1 to {len(options)}.", "  ")

    def _list(self, options: Mapping[str, str]) -> None:
        for number, name in enumerate(options.values(), 1):
            self.say(f"{number:>3}. {name}")


class QuestionaryAsker(TerminalAsker):
    """Lists to move in with the arrow keys, and words completed while they are typed."""

    def text(self, words: Vocabulary | None) -> str:
        import questionary

        if words is None:
            return _tidy(questionary.text("", qmark=">").unsafe_ask())
        asked = questionary.autocomplete("", choices=[""], completer=_completer(words), qmark=">")
        return _tidy(asked.unsafe_ask())

    def confirm(self, words: str) -> bool:
        import questionary

        print()
        return bool(questionary.confirm(words, default=False, qmark=">").unsafe_ask())

    def pick(self, options: Mapping[str, str], skip: str) -> str | None:
        import questionary

        choices = [questionary.Choice(name, value=id_) for id_, name in options.items()]
        if skip:
            # First where a question may be skipped, so that Enter alone skips it.
            at = 0 if skip == SKIP else len(choices)
            choices.insert(at, questionary.Choice(skip, value=""))
        asked = questionary.select(
            "", choices=choices, qmark=">", instruction="(arrow keys, then Enter)"
        )
        return asked.unsafe_ask() or None

    def pick_several(
        self, options: Mapping[str, str], most: int | None, skip: str
    ) -> Sequence[str]:
        import questionary

        if most is not None:
            return list(self._ordered(options, most, skip))
        choices = [questionary.Choice(name, value=id_) for id_, name in options.items()]
        asked = questionary.checkbox(
            "", choices=choices, qmark=">", instruction="(space chooses, Enter goes on)"
        )
        return list(asked.unsafe_ask())

    def _ordered(self, options: Mapping[str, str], most: int, skip: str) -> Iterator[str]:
        """One choice after another: a checkbox would forget the order of choosing."""
        left = dict(options)
        for number in range(most):
            if number:
                self.say("And after that?")
            found = self.pick(left, DONE if number else skip)
            if found is None:
                return
            del left[found]
            yield found


def _options(words: Vocabulary) -> dict[str, str]:
    """The choices of a short list, each with the words of its question where it has them."""
    asks = words.columns.get("ask", {})
    return {
        id_: f"{name}: {asks[id_]}" if id_ in asks else name for id_, name in words.names.items()
    }


def _chosen(typed: str, options: Mapping[str, str]) -> str | None:
    """The option that a number or its name stands for."""
    if typed.isdecimal():
        number = int(typed)
        return list(options)[number - 1] if 1 <= number <= len(options) else None
    names = {name.partition(":")[0].casefold(): id_ for id_, name in options.items()}
    return names.get(typed.casefold())


def _tidy(typed: str) -> str:
    """One line of what was typed or pasted: no controls, spaces for line ends, not too long."""
    return " ".join(clean(typed).split())[:MOST_TEXT]


def _completer(words: Vocabulary) -> Completer:
    """Names that begin with, or resemble, what is typed."""
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.document import Document

    class Names(Completer):
        def get_completions(self, document: Document, event: Any) -> Iterator[Completion]:
            typed = document.text
            if not typed.strip():
                return
            for id_ in words.nearest(typed, COMPLETIONS):
                yield Completion(words.name_of(id_), start_position=-len(typed))

    return Names()
