"""A question of the interview, as the rule files word it."""

from __future__ import annotations

from dataclasses import dataclass

from stempath.model.rule import Clause
from stempath.problem import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One prompt: the fact that it fills and how it is asked."""

    fact: str
    kind: str
    ask: str
    help: str = ""
    vocabulary: str = ""
    optional: bool = True
    most: int | None = None
    when: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
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
    place: Place
