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
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Problem
from stempath.tables import clean

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.key_binding import KeyPressEvent
    from questionary import Question

LONG_LIST = 20  # choices; longer lists are searched, one answer after another
NEAREST = 3
COMPLETIONS = 8
WIDEST = 88  # columns of running text
SKIP, DONE, AGAIN = "Skip", "That's all", "None of these: type it again"
YES_NO = Vocabulary(
    "yes-no", {"yes": "Yes", "no": "No"}, {"yes": ("y", "yeah", "yep"), "no": ("n", "nope", "nah")}
)


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
            return self.pick(YES_NO, _options(YES_NO), skip)
        if words is None:
            return self.text(None)
        if part.kind == "choice":
            return self.pick(words, _options(words), skip)
        if part.kind != "choices":
            return self._search(words)
        if len(words.names) > LONG_LIST:
            return list(self._search_several(words))
        chosen = self.pick_several(words, _options(words), part.most, skip)
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
    def pick(self, words: Vocabulary, options: Mapping[str, str], skip: str) -> str | None:
        """One key of `options`; None for `skip`, which is offered where it is not empty.

        `options` are ids of `words`, with what is shown for each; they may be typed as well.
        """

    @abstractmethod
    def pick_several(
        self, words: Vocabulary, options: Mapping[str, str], most: int | None, skip: str
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
                found = self.pick(words, {id_: words.name_of(id_) for id_ in near}, AGAIN)
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
        try:
            return _tidy(input("> "))
        except (KeyboardInterrupt, EOFError):
            print()  # what is said next begins a line
            raise

    def confirm(self, words: str) -> bool:
        print()
        self.say(f"{words} (y for yes, Enter for no)")
        return self.text(None).casefold() in ("y", "yes")

    def pick(self, words: Vocabulary, options: Mapping[str, str], skip: str) -> str | None:
        self._list(options)
        self.say(f"Type a number{f', or Enter for: {skip.lower()}' if skip else ''}.")
        while True:
            typed = self.text(None)
            if not typed and skip:
                return None
            if chosen := _chosen(typed, words, options):
                if skip != AGAIN:  # the search says what was found
                    self.say(f"= {options[chosen]}", "  ")
                return chosen
            self._unknown([typed], options)

    def pick_several(
        self, words: Vocabulary, options: Mapping[str, str], most: int | None, skip: str
    ) -> Sequence[str]:
        self._list(options)
        order = ", the most important first" if most else ""
        self.say(f"Type numbers with commas between them{order}{'; Enter skips' if skip else ''}.")
        while True:
            typed = [item.strip() for item in self.text(None).split(",") if item.strip()]
            chosen = {item: _chosen(item, words, options) for item in typed}
            if all(chosen.values()):
                return [id_ for id_ in chosen.values() if id_]
            self._unknown([item for item, id_ in chosen.items() if not id_], options)

    def _unknown(self, typed: Sequence[str], options: Mapping[str, str]) -> None:
        found = " and ".join(f"“{item}”" for item in typed if item)
        lead = f"{found} is not in the list. " if found else ""
        self.say(f"{lead}Please type a number from 1 to {len(options)}, or a name.", "  ")

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

    def pick(self, words: Vocabulary, options: Mapping[str, str], skip: str) -> str | None:
        import questionary

        choices = [questionary.Choice(name, value=id_) for id_, name in options.items()]
        if skip:
            # First, so that Enter alone goes on; but what was typed and not found is looked at.
            at = len(choices) if skip == AGAIN else 0
            choices.insert(at, questionary.Choice(skip, value=""))
        asked = questionary.select(
            "", choices=choices, qmark=">", instruction="(arrow keys or type, then Enter)",
            use_jk_keys=False,
        )  # fmt: skip
        _TypeAhead(asked, words, options, several=False)
        return asked.unsafe_ask() or None

    def pick_several(
        self, words: Vocabulary, options: Mapping[str, str], most: int | None, skip: str
    ) -> Sequence[str]:
        import questionary

        if most is not None:
            return list(self._ordered(words, options, most, skip))
        choices = [questionary.Choice(name, value=id_) for id_, name in options.items()]
        asked = questionary.checkbox(
            "", choices=choices, qmark=">",
            instruction="(arrow keys or type; space chooses, Enter goes on)", use_jk_keys=False,
        )  # fmt: skip
        _TypeAhead(asked, words, options, several=True)
        chosen = list(asked.unsafe_ask())
        if not chosen:
            self.say("= none chosen", "  ")
        return chosen

    def _ordered(
        self, words: Vocabulary, options: Mapping[str, str], most: int, skip: str
    ) -> Iterator[str]:
        """One choice after another: a checkbox would forget the order of choosing."""
        left = dict(options)
        for number in range(most):
            if number:
                self.say("And after that?")
            found = self.pick(words, left, DONE if number else skip)
            if found is None:
                return
            del left[found]
            yield found


class _TypeAhead:
    """Typing in a list of questionary: the pointer goes to what is typed, however it is spelled.

    Without it letters do nothing or, in a checkbox, choose everything (a), and Enter after "qld"
    skips the question. Where several may be chosen, Enter chooses what was typed, then goes on.
    """

    def __init__(
        self, asked: Question, words: Vocabulary, options: Mapping[str, str], *, several: bool
    ) -> None:
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys
        from questionary.prompts.common import InquirerControl

        keys = asked.application.key_bindings
        assert isinstance(keys, KeyBindings)
        controls = asked.application.layout.find_all_controls()
        self.list = next(found for found in controls if isinstance(found, InquirerControl))
        self.words, self.options, self.several = words, options, several
        self.typed, self.at, self.warned = "", self.list.pointed_at, False
        self.go_on = keys.get_bindings_for_keys((Keys.ControlM,))[-1]
        self.toggle = keys.get_bindings_for_keys((" ",))[-1]
        keys.add(Keys.Any)(self._letter)
        for key in ("a", "i", Keys.BracketedPaste):
            keys.add(key, eager=True)(self._letter)
        keys.add(" ", eager=True)(self._space)
        keys.add(Keys.Backspace, eager=True)(self._back)
        keys.add(Keys.ControlM, eager=True)(self._enter)

    def _letter(self, event: KeyPressEvent) -> None:
        self._type(self._fresh() + _tidy(event.data) if event.data.strip() else self._fresh())

    def _space(self, event: KeyPressEvent) -> None:
        if typed := self._fresh():
            self._type(f"{typed} ")
        else:
            self.list.error_message = None
            self.toggle.call(event)

    def _back(self, event: KeyPressEvent) -> None:
        self._type(self._fresh()[:-1])

    def _fresh(self) -> str:
        """What is being typed; nothing once the arrow keys have moved on."""
        return self.typed if self.list.pointed_at == self.at else ""

    def _type(self, typed: str) -> None:
        self.typed, self.list.error_message = typed, None
        found = self._found()
        if found is not None:
            values = [getattr(choice, "value", None) for choice in self.list.choices]
            self.list.pointed_at = values.index(found)
        elif typed.strip():
            self._say(f"“{typed.strip()}” is not in the list")
        self.at = self.list.pointed_at

    def _found(self) -> str | None:
        typed = self.typed.strip()
        if not typed:
            return None
        near = (self.words.find(typed), *self.words.nearest(typed, len(self.words.names)))
        return next((id_ for id_ in near if id_ in self.options), None)

    def _enter(self, event: KeyPressEvent) -> None:
        typed, found = self._fresh().strip(), self._found()
        chosen = self.list.selected_options
        if typed and found is None:
            self._say(f"“{typed}” is not in the list: type another word, or use the arrow keys")
            self.typed = ""
        elif typed and self.several:
            if found not in chosen:
                chosen.append(found)
            self._type("")
        elif self.several and not chosen and self.list.pointed_at and not self.warned:
            self.warned = True
            self._say("Nothing is chosen yet: space chooses, Enter again goes on without")
        else:
            self.list.error_message = None
            self.go_on.call(event)

    def _say(self, words: str) -> None:
        self.list.error_message = [("class:validation-toolbar", words)]  # type: ignore[assignment]  # declared as None


def _options(words: Vocabulary) -> dict[str, str]:
    """The choices of a short list, each with the words of its question where it has them."""
    asks = words.columns.get("ask", {})
    return {
        id_: f"{name}: {asks[id_]}" if id_ in asks else name for id_, name in words.names.items()
    }


def _chosen(typed: str, words: Vocabulary, options: Mapping[str, str]) -> str | None:
    """The option that a number, a name or an everyday word for it stands for."""
    if typed.isdecimal():
        number = int(typed)
        return list(options)[number - 1] if 1 <= number <= len(options) else None
    found = words.find(typed)
    return found if found in options else None


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
