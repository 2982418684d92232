"""The records of what `stempath moves` and `stempath compare` print, for their published schemas.

As in face_records.py, they are apart from what builds the objects; tests hold the two together.
"""

from __future__ import annotations

from typing import Any

from stempath.export.face import Json
from stempath.export.face_records import GapFace, MoveFace, NoteFace
from stempath.record import record


@record(frozen=True, slots=True, kw_only=True)
class AddedFace:
    """A skill that a step brings: levels held before it and after, and needed at the end."""

    skill: str
    held: int
    level: int
    needed: int


@record(frozen=True, slots=True, kw_only=True)
class StepFace:
    """One move of a chain.

    `closeness` to the occupation before it; `brings`, of what the step needs, and `share`, of what
    the end of the chain needs once the step is made: 0-100 each.
    """

    occupation: str
    title: str
    closeness: int
    brings: int
    adds: list[AddedFace]
    share: int


@record(frozen=True, slots=True, kw_only=True)
class ChainFace:
    """Steps towards an occupation, the last of them into it unless something is `missing`.

    `held`: what is held today of what it needs, 0-100; `direct`: its closeness, where it is open
    in a single move.
    """

    occupation: str
    title: str
    held: int
    direct: int | None
    steps: list[StepFace]
    missing: list[GapFace]


@record(frozen=True, slots=True, kw_only=True)
class ShutFace:
    """An occupation that no chain opens: the rule that shuts it, and its words."""

    occupation: str
    title: str
    rule: str
    words: str
    registration: bool


@record(frozen=True, slots=True, kw_only=True)
class TowardsFace:
    """The way to an occupation or an area, one of which is null.

    Each step of several has a closeness of `step_closeness` or more, and there are `most_steps` at
    most. `here`: the person is there already. `held` and `gaps` are of the occupation, today; null
    and empty for an area. `nearest`: where no chain leads there, one that ends near it.
    """

    occupation: str | None
    sector: str | None
    step_closeness: int
    most_steps: int
    here: bool
    held: int | None
    gaps: list[GapFace]
    chains: list[ChainFace]
    shut: list[ShutFace]
    nearest: ChainFace | None


@record(frozen=True, slots=True, kw_only=True)
class MovesFace:
    """The moves of one person, best first, as advice has them; `to` only where --to is given.

    `assumed` names the facts of the person that nobody told: the qualification, where their work
    usually asks for one.
    """

    schema_version: int
    rulebook: str
    person: dict[str, Json]
    assumed: list[str]
    moves: list[MoveFace]
    notes: list[NoteFace]
    to: TowardsFace | None


@record(frozen=True, slots=True, kw_only=True)
class WayFace:
    """The move from one occupation to the other, for whoever works in the first.

    `closeness` and `held`, the share of what the target needs, are 0-100. A part's figure says: of
    a thousand other occupations, the target is nearer in it than so many. `levels_up` is in job
    zones, above 0 where more preparation is usual.
    """

    origin: str
    target: str
    closeness: int
    closeness_words: str | None
    held: int
    met: list[str]
    gaps: list[GapFace]
    nearer_than_of_a_thousand: dict[str, int | None] | None
    levels_up: float | None


@record(frozen=True, slots=True, kw_only=True)
class CompareFace:
    """Two occupations, each as `stempath occupation --json` has it, and the way there and back."""

    schema_version: int
    rulebook: str
    occupations: list[dict[str, Any]]
    ways: list[WayFace]
