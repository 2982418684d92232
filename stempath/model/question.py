"""A question of the interview, as the rule files word it."""

from __future__ import annotations

from stempath.model.rule import Clause
from stempath.problem import Place
from stempath.record import record

NOWHERE = Place("")  # a question that was compiled: what reads it needs no file


@record(frozen=True, slots=True, kw_only=True)
class Part:
    """One prompt: the fact that it fills and how it is asked.

    `label` names the answer in a list of all of them. `seconds` is about how long answering takes.
    `also`: other facts that an answer in free text may state.
    """

    fact: str
    kind: str
    ask: str
    label: str = ""
    seconds: int = 0
    also: tuple[str, ...] = ()
    help: str = ""
    vocabulary: str = ""
    optional: bool = True
    most: int | None = None
    when: tuple[Clause, ...] = ()


@record(frozen=True, slots=True, kw_only=True)
class Question:
    """One screen of the interview: one or more prompts that belong together."""

    id: str
    stage: str
    ask: str
    why: str
    help: str = ""
    private: bool = False
    when: tuple[Clause, ...] = ()
    parts: tuple[Part, ...] = ()
    place: Place = NOWHERE
