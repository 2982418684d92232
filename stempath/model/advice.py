"""What stempath answers: ranked offerings and moves, each with the reasons that are its score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from stempath.model.fact import Value
from stempath.record import record


class Reason(NamedTuple):
    """One rule that counted: its points, its words for this person, and where it comes from."""

    rule: str
    points: int
    why: str
    source: str
    private: bool = False


class Gap(NamedTuple):
    """A skill that falls short: the level held (0: none), the level needed, and its importance.

    `weight` is what the skill takes from the share held, in hundredths of all that is needed:
    importance × the part of the level that is missing. The weights of all gaps and the share
    together make 100, before rounding.
    """

    skill: str
    held: int
    needed: int
    importance: int
    weight: float


class Closing(NamedTuple):
    """Which of the gaps that matter most on the way to a first move an offering teaches."""

    move: str
    skills: tuple[str, ...]


@record(frozen=True, slots=True)
class Suggestion:
    """One ranked candidate: its facts, and reasons whose points sum to the score.

    `closeness` and `held` (0–100) and `gaps` (those that matter most, the weightiest first) only
    for a move whose origin is known; `closes` only for an offering. `held_back`: it may be out of
    reach, for a fact that is not stated. `course` is the offering that fills a design's taught
    part. `private_cautions` are those of the cautions that rest on a private answer.
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
    held: int | None = None
    gaps: tuple[Gap, ...] = ()
    closes: tuple[Closing, ...] = ()
    course: str | None = None
    private_cautions: tuple[str, ...] = ()


class Note(NamedTuple):
    """Words that belong to the whole advice; `slot` says where on the screen they stand."""

    slot: str
    rule: str
    words: str
    private: bool = False
    about: str = ""


class Apart(NamedTuple):
    """A move that is shut for want of a registration, shown apart with the road to it."""

    id: str
    title: str
    closeness: int | None
    why_not: str
    rule: str


@record(frozen=True, slots=True)
class Moves:
    """The moves of one person alone: those of their advice, with the notes that go with them.

    met, gaps  by the code of a move: all the skills it needs that are held in full, and all that
               fall short, the weightiest first; of a move whose origin is not known neither
    """

    rulebook: str
    person: Mapping[str, Value]
    moves: tuple[Suggestion, ...]
    met: Mapping[str, tuple[str, ...]]
    gaps: Mapping[str, tuple[Gap, ...]]
    apart: tuple[Apart, ...]
    notes: tuple[Note, ...]


@record(frozen=True, slots=True)
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
