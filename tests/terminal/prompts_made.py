"""Prompts made by hand, and the two askers driven by keys or lines without a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from stempath.interview.asking import Answer, Prompt, Several
from stempath.model.fact import Value
from stempath.model.question import Part, Question
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem
from stempath.terminal.asker import TerminalAsker
from stempath.terminal.lists import ListAsker
from stempath.terminal.plain import PlainAsker

Found = TypeVar("Found")

DOWN, UP, ENTER, SPACE, BACK, DELETE = "\x1b[B", "\x1b[A", "\r", " ", "\x1b[Z", "\x7f"
ESCAPE, HOME, END, CTRL_C, CTRL_D, CTRL_U = "\x1b", "\x1b[H", "\x1b[F", "\x03", "\x04", "\x15"

STATES = Vocabulary(
    "states", {"QLD": "Queensland", "TAS": "Tasmania", "NT": "Northern Territory"},
    {"TAS": ("Tassie",)},
)  # fmt: skip
AREAS = Vocabulary(
    "areas", {"health": "Health", "data": "Data and AI", "energy": "Energy"},
    {"health": ("hospital",), "data": ("AI", "artificial intelligence")},
)  # fmt: skip
JOBS = Vocabulary(
    "jobs",
    {"1": "Electrician", "2": "Registered Nurse", "3": "Enrolled Nurse", "4": "Tree Surgeon",
     **{str(number): f"Job number {number}" for number in range(5, 30)}},
    {"1": ("sparky",), "2": ("nurse", "RN"), "3": ("nurse",)},
)  # fmt: skip


def prompt(
    kind: str,
    words: Vocabulary | None = None,
    *,
    now: Value = None,
    optional: bool = True,
    back: bool = True,
    most: int | None = None,
    private: bool = False,
    minutes: int | None = 3,
    total: int = 9,
    reading: Callable[[str], tuple[Several, str] | None] = lambda _typed: None,
    describe: Callable[[str], tuple[Sequence[str], str]] | None = None,
    **rest: Any,
) -> Prompt:
    """One part of one question."""
    part = Part(
        fact="it", kind=kind, ask="What is it?", help="For example: this.", optional=optional,
        most=most,
    )  # fmt: skip
    question = Question(
        id="it", stage="first", ask="What about it?", why="It changes the order.",
        private=private, parts=(part,), place=Place("made"),
    )  # fmt: skip

    def read(answer: Answer) -> Value | Problem:
        place = Place("answer")
        if answer in (None, "", [], ()):
            wanted = Problem("missing", place, "no answer", "an answer")
            return None if optional else wanted
        if kind == "number" and not str(answer).isdecimal():
            return Problem("value", place, repr(answer), "a whole number", "such as 4")
        return tuple(answer) if isinstance(answer, list) else answer  # type: ignore[return-value]

    settings: dict[str, Any] = {
        "question": question, "part": part, "position": 3, "total": total, "opens": True,
        "minutes": minutes, "words": words, "now": now, "visited": now is not None, "back": back,
        "read": read, "about": lambda: ["It decides the order.", "One rule reads it."],
        "reading": reading, "describe": describe,
    }  # fmt: skip
    return Prompt(**{**settings, **rest})


def with_keys(keys: str, ask: Callable[[TerminalAsker], Found]) -> Found:
    """What is asked of the asker with lists, with these keys pressed."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        # Ctrl-C ends a prompt that would wait for ever; after Esc it would be another key.
        pipe.send_text(keys if keys.endswith(ESCAPE) else keys + CTRL_C)
        try:
            return ask(ListAsker())
        except KeyboardInterrupt:
            assert CTRL_C in keys, "these keys answer nothing"
            raise


def with_lines(
    lines: Sequence[str], ask: Callable[[TerminalAsker], Found], patch: pytest.MonkeyPatch
) -> Found:
    """What is asked of the plain asker, with these lines typed; then the end of input."""
    typed = iter(lines)

    def line(_prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    patch.setattr("builtins.input", line)
    found = ask(PlainAsker())
    assert next(typed, None) is None, "not every line was read"
    return found


def describing(found: Mapping[str, Sequence[str]]) -> Callable[[str], tuple[Sequence[str], str]]:
    """Nearest by a word of the description."""

    def describe(typed: str) -> tuple[Sequence[str], str]:
        for word, ids in found.items():
            if word in typed:
                return ids, f"Nearest by area: {word}."
        return [], "Nothing in that is known."

    return describe
