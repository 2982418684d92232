"""What stempath answers: ranked offerings and moves, each with the reasons that are its score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stempath.model.fact import Value


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that counted: its points, its words for this person, and where it comes from."""

    rule: str
    points: int
    why: str
    source: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One ranked candidate: its facts, and reasons whose points sum to the score.

    `closeness` (0–100) only for a move whose origin is known. `held_back`: it may be out of reach,
    for a fact that is not stated. `course` is the offering that fills a design's taught part.
    `private_cautions` are those of the cautions that rest on a private answer.
    """

    id: str
    kind: str
    title: str
    score: int
    reasons: tuple[Reason, ...]
    cautions: tuple[str, ...]
    facts: Mapping[str, Value]
    held_back: bool = False
    closeness: int | None = None
    course: str | None = None
    private_cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Words that belong to the whole advice; `slot` says where on the screen they stand."""

    slot: str
    rule: str
    words: str
    private: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """A move that is shut for want of a registration, shown apart with the road to it."""

    id: str
    title: str
    closeness: int | None
    why_not: str
    rule: str


@dataclass(frozen=True, slots=True)
class Advice:
    """The whole answer to one person, under one rulebook (its hash) and its date."""

    rulebook: str
    as_of: str
    person: Mapping[str, Value]
    offerings: tuple[Suggestion, ...]
    moves: tuple[Suggestion, ...]
    apart: tuple[Apart, ...]
    notes: tuple[Note, ...]
    counts: Mapping[str, int]
