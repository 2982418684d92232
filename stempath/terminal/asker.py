"""What both ways of asking share: a question's words, and how each kind of answer is asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from stempath.engine.words import shown_value
from stempath.interview.asking import Answer, Back, Prompt, Several
from stempath.model.answers import NONE
from stempath.model.fact import Value
from stempath.model.unsure import says_unsure
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Problem
from stempath.terminal.lines import wrapped
from stempath.terminal.search import Search, joined
from stempath.terminal.ways import NO, SKIP, SKIPS, YES, YES_NO, Ways

LONG_LIST = 20  # choices; longer lists are searched, one answer after another
SHORT = ("choice", "choices")  # kinds whose choices are all shown
COUNTED = ("hours a week", "weeks", "years")  # units that a number is shown with


class TerminalAsker(ABC):
    """Puts prompts by four ways of its kind of terminal: a line, a choice, several, and why."""

    points = True  # a pointer shows what Enter alone takes

    def __init__(self, *, kept: bool = True) -> None:
        self.kept = kept
        self.ways = Ways()
        self.last = ""  # the question that was put last
        self.either = False  # it is answered with a yes or a no
        self.unsure = False  # the answer says that one cannot tell
        self.returning = self.refused = False

    def ask(self, prompt: Prompt) -> Answer:
        """The answer to one part: text, ids in the order chosen, or None where it is skipped."""
        self.ways = Ways(prompt.back, lambda: prompt.about() or (prompt.question.why,))
        self._put(prompt)
        self.returning = self.unsure = False
        self.either = prompt.part.kind == "yes-no"
        try:
            answer = self._answer(prompt)
        except Back:
            self.returning = True
            raise
        finally:
            self.ways, self.either = Ways(), False
        self._sum_up(prompt, answer)
        return answer

    def wrong(self, prompt: Prompt, problem: Problem) -> None:
        """Why the answer was not taken."""
        self.refused = True
        if problem.code == "missing":
            self.say("This one needs an answer.", "  ")
        else:
            remedy = f": {problem.remedy}" if problem.remedy else ""
            self.say(f"Not taken: {problem.found}. Expected {problem.expected}{remedy}.", "  ")

    def confirm(self, words: str) -> bool:
        """Yes or no; no where Enter alone is pressed."""
        print()
        self.strong(words)
        yes = self.pick(YES_NO.names, YES_NO, NO) == YES
        self.say("= Yes" if yes else "= No", "  ")
        return yes

    def choose(self, words: str, options: Mapping[str, str], at: str) -> str:
        """One key of `options`; `at` is pointed at, or taken by Enter."""
        print()
        self.strong(words)
        self.last = ""  # whatever is asked next says which question it is
        self.ways = Ways(back=True)
        try:
            found = self.pick(options, Vocabulary("choices", options), at)
        except Back:
            self.returning = True
            raise
        finally:
            self.ways = Ways()
        self.say(f"= {options[found]}", "  ")
        return found

    def say(self, words: str, indent: str = "") -> None:
        """Words of ours, wrapped to the terminal."""
        for line in wrapped(words, indent):
            print(line)

    def strong(self, words: str) -> None:
        """What is asked, set apart where the terminal can."""
        self.say(words)

    def left_open(self, typed: str, words: Vocabulary | None) -> bool:
        """Whether what was typed, where it can be skipped, says that one cannot tell."""
        named = words is not None and words.find(typed) is not None
        self.unsure = not named and says_unsure(typed, either=self.either)
        return self.unsure

    @abstractmethod
    def line(self, words: Vocabulary | None, old: str, *, skips: bool) -> str:
        """A line of text, or an id of `words`; `old` is in place. Empty: it is skipped."""

    @abstractmethod
    def pick(
        self, options: Mapping[str, str], words: Vocabulary, at: str | None, lead: str = ""
    ) -> str:
        """One key of `options`: ids of `words`, which may be typed, and keys of our own.

        `at` is under the pointer, or what Enter alone takes; None: Enter alone takes nothing.
        `lead` says what the choice is about; it stands as long as the choice is open.
        Raises Retyped where AGAIN is one of them and another word is typed.
        """

    @abstractmethod
    def mark(
        self, options: Mapping[str, str], words: Vocabulary, marked: Sequence[str],
        most: int | None, *, skips: bool,
    ) -> Sequence[str]:  # fmt: skip
        """Several keys of `options`, in the order of choosing where there is a `most`."""

    def once_more(self, prompt: Prompt) -> None:
        """Say again what is asked, where a step within the prompt has come between."""
        del prompt  # where it is drawn anew, it is still to be seen

    def tell_why(self) -> None:
        """What `?` shows."""
        for line in self.ways.why() if self.ways.why else ():
            self.say(line, "  ")

    # --- what is asked

    def _put(self, prompt: Prompt) -> None:
        """Which question it is, what is asked, and how it may be answered."""
        question, part = prompt.question, prompt.part
        again, self.refused = self.refused, False
        fresh = prompt.opens or self.returning or question.id != self.last
        print()
        if fresh and not again:
            if head := _head(prompt, self.returning):
                self.say(head)
            if question.private:
                skips = ", and you can skip it" if part.optional else ""
                self.say(f"This is private{skips}. {question.why}", "  ")
        self.last = question.id
        self.strong(part.ask or question.ask)
        if part.help:
            self.say(part.help, "  ")
        if prompt.visited and prompt.now is None and part.optional:
            self.say("You skipped this before.", "  ")
        if prompt.now == ():
            self.say("Your answer so far: none.", "  ")

    def _sum_up(self, prompt: Prompt, answer: Answer) -> None:
        """What was understood, in one line; nothing where the answer will not be taken."""
        if isinstance(answer, Several) or isinstance(prompt.read(answer), Problem):
            return
        if answer in (None, "", (), []):
            open_ = "not sure: left open, and nothing is assumed"
            self.say(f"= {open_ if self.unsure else 'skipped'}", "  ")
        elif self.points or _shown(answer, prompt) != answer:
            self.say(f"= {_shown(answer, prompt)}", "  ")

    # --- the kinds of answers

    def _answer(self, prompt: Prompt) -> Answer:
        part, words, now = prompt.part, prompt.words, prompt.now
        if part.kind == "yes-no":
            words, now = YES_NO, None if now is None else YES if now is True else NO
        if words is None:
            return self.line(None, _typed(now), skips=part.optional)
        if part.kind in ("choice", "yes-no"):
            skip = {SKIP: SKIPS} if part.optional else {}
            at = str(now) if now is not None and now in words else SKIP if skip else None
            return self.pick({**skip, **_options(words)}, words, at) or None
        if part.kind != "choices":
            old = words.name_of(str(now)) if now else ""
            return Search(self, prompt, words).one(old, skips=part.optional)
        marked = [str(id_) for id_ in (now if isinstance(now, tuple) else ()) if id_ in words]
        found: Answer
        if len(words.names) > LONG_LIST:
            found = Search(self, prompt, words).several(marked)
        else:
            found = self.mark(_options(words), words, marked, part.most, skips=part.optional)
        return NONE if now == () and not found else found  # Enter keeps what was said

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """A step within a prompt, from which there is always a way back."""
        ways, self.ways = self.ways, replace(self.ways, back=True)
        try:
            yield
        finally:
            self.ways = ways


def _head(prompt: Prompt, returning: bool) -> str:
    """`Question 3 of 9 · about 3 minutes left`; nothing where nobody counts."""
    parts = []
    if prompt.position:
        which = f"uestion {prompt.position}{f' of {prompt.total}' if prompt.total else ''}"
        parts.append(f"Back to q{which}" if returning else f"Q{which}")
    elif returning:
        parts.append("Back to this:")
    if prompt.minutes:
        left = f"{prompt.minutes} minutes" if prompt.minutes > 1 else "a minute"
        parts.append(f"about {left} left")
    if prompt.position and prompt.part.ask not in ("", prompt.question.ask):
        parts.append(prompt.question.ask)  # what all its parts are about
    return " · ".join(parts)


def _options(words: Vocabulary) -> dict[str, str]:
    """The choices of a short list, each with the words of its question where it has them."""
    asks = words.columns.get("ask", {})
    return {id_: str(asks.get(id_, name)) for id_, name in words.names.items()}


def _shown(answer: Answer, prompt: Prompt) -> str:
    words = YES_NO if prompt.part.kind == "yes-no" else prompt.words
    if words is None:
        value = prompt.read(answer)
        if isinstance(value, Problem) or _typed(value) == answer:
            return str(answer)
        words_of_it = shown_value(value, unit=prompt.unit)
        return f"{words_of_it} {prompt.unit}" if prompt.unit in COUNTED else words_of_it
    ids = answer if isinstance(answer, list | tuple) else [answer]
    names = _options(words) if prompt.part.kind in SHORT else words.names
    return joined([names.get(str(id_), str(id_)) for id_ in ids])


def _typed(now: Value | Problem) -> str:
    """An answer that stands, as it would be typed."""
    return "" if now is None else f"{now:.10g}" if isinstance(now, float) else str(now)
