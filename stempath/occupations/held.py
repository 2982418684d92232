"""What a person brings to an occupation, and what is missing: skills held against skills needed.

Levels are those of `Need`, 0 where a skill is not held or not needed. What somebody holds is one
row of levels, a column for each skill.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from stempath.model.advice import Gap
from stempath.record import record

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stempath.model.skill import Need

    Levels = NDArray[np.uint8]
    Ints = NDArray[np.int32]

_PARTS = 60  # divisible by every level, so that shares are exact
_TYPES = {"start": np.int32, "skill": np.int16, "level": np.uint8, "importance": np.uint8}


@record(frozen=True, eq=False)
class Needs:
    """What occupations need, flat: an entry for each need, occupation after occupation.

    skills      ids, in the order of the columns of levels
    start       where the needs of each occupation begin; one more than there are occupations
    skill, level, importance   of each need; the skill is the number of its column
    """

    skills: tuple[str, ...]
    start: Ints
    skill: NDArray[np.int16]
    level: Levels
    importance: Levels

    def only(self, occupation: int) -> Needs:
        """The same for one occupation alone."""
        own = self._of(occupation)
        start = np.array([0, own.stop - own.start], np.int32)
        return Needs(self.skills, start, self.skill[own], self.level[own], self.importance[own])

    def levels(self, occupation: int) -> Levels:
        """What whoever works in the occupation is taken to hold: a row of levels."""
        row = np.zeros(len(self.skills), np.uint8)
        own = self._of(occupation)
        row[self.skill[own]] = self.level[own]
        return row

    def importance_of(self, occupation: int) -> dict[str, int]:
        """The skills that an occupation needs -> how important each is to it."""
        own = self._of(occupation)
        numbers = zip(self.skill[own].tolist(), self.importance[own].tolist(), strict=True)
        return {self.skills[number]: importance for number, importance in numbers}

    def after(self, levels: Levels, occupation: int) -> Levels:
        """What somebody who held `levels` is taken to hold once they work in the occupation."""
        row: Levels = np.maximum(levels, self.levels(occupation))
        return row

    def share(self, levels: Levels, occupation: int) -> int:
        """As `shares`, of one row of levels and one occupation."""
        return int(self.only(occupation).shares(levels[None, :])[0, 0])

    def met(self, levels: Levels, occupation: int) -> tuple[str, ...]:
        """The skills that an occupation needs and that are held in full, the weightiest first."""
        importance = self.importance_of(occupation)
        lacking = {gap.skill for gap in self.gaps(levels, occupation)}
        ordered = sorted(importance, key=lambda skill: (-importance[skill], skill))
        return tuple(skill for skill in ordered if skill not in lacking)

    def rated(self, levels: Levels, ratings: Mapping[str, int]) -> Levels:
        """`levels` with somebody's own ratings, which stand for what was taken to be held."""
        row = levels.copy()
        for skill, level in ratings.items():
            row[self.skills.index(skill)] = level
        return row

    def shares(self, levels: Levels) -> Levels:
        """Rows of levels -> the share of what each occupation needs that is held: rows × 0 to 100.

        Each skill needed counts by its importance, and in proportion to its level: level 2 of 4 is
        half of it, more than the level needed is all of it. The share is rounded down, so that 100
        means that nothing is missing. An occupation that needs nothing is held in full.
        """
        lacking = self._sums(self._lacking(levels))
        whole = self._sums(_PARTS * self.importance[None, :].astype(np.int32))
        shares = 100 * (whole - lacking) // np.maximum(whole, 1)
        return np.where(whole == 0, 100, shares).astype(np.uint8)

    def short(self, levels: Levels) -> Levels:
        """Rows of levels -> how many of the skills each occupation needs fall short."""
        lacking = levels[:, self.skill] < self.level
        return self._sums(lacking.astype(np.int32)).astype(np.uint8)

    def gaps(self, levels: Levels, occupation: int) -> tuple[Gap, ...]:
        """What one row of levels lacks for one occupation, the weightiest first."""
        own = self._of(occupation)
        skills, needed = self.skill[own], self.level[own].tolist()
        importances = self.importance[own].tolist()
        held = levels[skills].tolist()
        whole = _PARTS * sum(importances)
        found = [
            Gap(self.skills[skill], has, level, importance, 100 * part / whole)
            for skill, has, level, importance in zip(
                skills.tolist(), held, needed, importances, strict=True
            )
            if (part := importance * max(level - has, 0) * _PARTS // level)
        ]
        return tuple(sorted(found, key=lambda gap: (-gap.weight, -gap.importance, gap.skill)))

    def _of(self, occupation: int) -> slice:
        return slice(int(self.start[occupation]), int(self.start[occupation + 1]))

    def _lacking(self, levels: Levels) -> Ints:
        """Rows × needs: importance × the part of the level that is missing, in `_PARTS`."""
        missing = np.maximum(self.level.astype(np.int32) - levels[:, self.skill], 0)
        parts: Ints = self.importance * missing * _PARTS // self.level
        return parts

    def _sums(self, figures: Ints) -> Ints:
        """Rows × needs -> rows × occupations."""
        running = np.zeros((len(figures), figures.shape[1] + 1), np.int32)
        np.cumsum(figures, axis=1, out=running[:, 1:])
        sums: Ints = running[:, self.start[1:]] - running[:, self.start[:-1]]
        return sums


def needs_of(skills: Sequence[str], occupations: Iterable[Iterable[Need]]) -> Needs:
    """The needs of occupations, in their order."""
    number = {skill: index for index, skill in enumerate(skills)}
    found = [sorted(needs, key=lambda need: number[need.skill]) for needs in occupations]
    flat = [need for needs in found for need in needs]
    columns = {
        "start": np.cumsum([0, *map(len, found)]),
        "skill": [number[need.skill] for need in flat],
        "level": [need.level for need in flat],
        "importance": [need.importance for need in flat],
    }
    arrays = {name: np.array(column, _TYPES[name]) for name, column in columns.items()}
    return Needs(tuple(skills), **arrays)


def shared(rows: Levels, share: int, most: int) -> Levels:
    """What several occupations have in common: a row of levels, `most` at most.

    A skill counts where at least `share` percent of the rows have it, at the level that as many of
    them reach.
    """
    enough = -(-share * len(rows) // 100)  # rounded up
    ordered = np.sort(rows, axis=0)[::-1]
    common: Levels = np.minimum(ordered[max(enough, 1) - 1], most).astype(np.uint8)
    return common
