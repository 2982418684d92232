"""What the interview asks of whoever puts its questions: a terminal, or a script in a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from stempath.model.fact import Value
from stempath.model.question import Part, Question
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Problem
from stempath.record import record


class Back(Exception):
    """Back to what was asked before; the answers given stay."""


class Stop(Exception):
    """Save, and stop here: the draft is on disk, and the next interview offers to go on."""


@record(frozen=True, slots=True)
class Several:
    """What one line of free text says, as facts: `BSc Hons 2014` fills three parts at once."""

    facts: Mapping[str, Value]


Answer = object  # text as typed, ids chosen from a list, `Several`, or None where it is skipped


@record(frozen=True, slots=True)
class Prompt:
    """One part of one question, with all that asking it takes.

    position, total  count questions; `opens`: the part is the first of its question that is asked.
                     `total` 0: nobody knows how many there will be; both 0: one by itself
    minutes          about how many are left, this question included; None where nobody counts
    words            the list to choose from; None for free text and numbers
    now, visited     the answer that stands (going back, resuming, changing one); `visited` with
                     `now` None: it was skipped before
    back             whether there is something to go back to
    read             the answer as a fact, None where nothing is stated, or the problem with it
    about            what `?` shows: why it is asked, and what the answer changes, a line each
    unit             of a number: what its answer is counted in
    reading          free text that says more than one fact, as those facts and in words to be
                     shown back for a yes; None where it says nothing that is sure enough
    describe         ids nearest to a description in the person's own words, best first, with a
                     sentence that says what they are near by; None where the list has no such thing
    """

    question: Question
    part: Part
    position: int
    total: int
    opens: bool
    minutes: int | None
    words: Vocabulary | None
    now: Value
    visited: bool
    back: bool
    read: Callable[[Answer], Value | Problem]
    about: Callable[[], Sequence[str]]
    reading: Callable[[str], tuple[Several, str] | None]
    describe: Callable[[str], tuple[Sequence[str], str]] | None
    unit: str = ""


class Asker(Protocol):
    """Whoever puts questions. Ctrl-C and Ctrl-D raise KeyboardInterrupt and EOFError."""

    def ask(self, prompt: Prompt) -> Answer:
        """The answer to one part. Raises Back or Stop where that is asked for instead."""

    def wrong(self, prompt: Prompt, problem: Problem) -> None:
        """Say why an answer was not taken; the question is then put again."""

    def confirm(self, words: str) -> bool:
        """Yes or no; no where Enter alone is pressed. Raises Stop."""

    def choose(self, words: str, options: Mapping[str, str], at: str) -> str:
        """One key of `options` (key -> what is shown), `at` under the pointer or kept by Enter.

        The review of all answers, and what to do after the advice. Raises Back or Stop.
        """

    def say(self, words: str) -> None:
        """A line that is no question."""
