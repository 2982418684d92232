"""What a person brings to an occupation, and what is missing: skills held against skills needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stempath.model.skill import Need

_PARTS = 60  # divisible by every level, so that shares are exact


@dataclass(frozen=True, slots=True)
class Gap:
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


@dataclass(frozen=True, slots=True)
class Held:
    """The share of what an occupation needs that is held, 0 to 100; the rest, weightiest first."""

    share: int
    missing: tuple[Gap, ...]


def levels(needs: Iterable[Need], ratings: Mapping[str, int] | None = None) -> dict[str, int]:
    """The levels that someone of an occupation is taken to hold, by skill.

    Their own `ratings` (0 to 5; 0: they do not have it) stand for what the occupation suggests,
    and add what it does not. With several occupations, join their needs: the higher level counts.
    """
    own: dict[str, int] = {}
    for need in needs:
        own[need.skill] = max(need.level, own.get(need.skill, 0))
    return own | dict(ratings or {})


def held(
    origin: Iterable[Need], target: Iterable[Need], ratings: Mapping[str, int] | None = None
) -> Held:
    """How much of what `target` needs is held by someone who does `origin`.

    Each skill needed counts by its importance, and in proportion to its level: level 2 of 4 is half
    of it, more than the level needed is all of it. The share is rounded down, so that 100 means
    that nothing is missing. A target that needs nothing is held in full.
    """
    own = levels(origin, ratings)
    needed = list(target)
    whole = _PARTS * sum(need.importance for need in needed)
    gaps = []
    lacking = 0
    for need in needed:
        level = own.get(need.skill, 0)
        if level < need.level:
            part = need.importance * (need.level - level) * _PARTS // need.level
            lacking += part
            gaps.append(Gap(need.skill, level, need.level, need.importance, 100 * part / whole))
    gaps.sort(key=lambda gap: (-gap.weight, -gap.importance, gap.skill))
    share = 100 * (whole - lacking) // whole if whole else 100
    return Held(share, tuple(gaps))
