"""Where persons come from: what they bring, and how it measures up to each move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

import numpy as np

from stempath.engine.block import Block, Column, block_of, combinations
from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Gap
from stempath.model.fact import Value
from stempath.model.ratings import ratings_of
from stempath.record import record

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Figures = NDArray[np.uint8]
    Flags = NDArray[np.bool_]

RATINGS = "skills"  # the fact of a person's own ratings


@record(frozen=True, eq=False)
class Ground:
    """The grounds of a block of persons: those that differ, and which of them each person has.

    closeness  grounds × moves, of the preferred origin that is known; of two occupations the nearer
    levels     grounds × skills: what all that is known of someone brings, the higher level counting
    known      whether a ground has any origin: without one nothing is measured
    """

    rules: RuleSet
    codes: NDArray[np.intp]
    closeness: Figures
    levels: Figures
    known: Flags
    _gaps: dict[tuple[int, int], tuple[Gap, ...]] = field(default_factory=dict)

    def only(self, persons: Sequence[int]) -> Ground:
        """The same for some of the persons, in that order."""
        return replace(self, codes=self.codes[list(persons)])

    def measures(self) -> Measures:
        """Everything measured of the moves of the rule set, person by person."""
        needs = self.rules.needs
        found = {
            "closeness": self.closeness,
            "held": needs.shares(self.levels),
            "gaps": needs.short(self.levels),
        }
        values = {name: table[self.codes] for name, table in found.items()}
        return Measures(values, ~self.known[self.codes])

    def held(self) -> Column:
        """The skills that each person is taken to hold, as a fact; not stated without an origin."""
        skills = np.array(self.rules.needs.skills)
        held = [
            tuple(skills[levels > 0].tolist()) if known else None
            for levels, known in zip(self.levels, self.known, strict=True)
        ]
        return Column(tuple(held), self.codes)

    def gaps(self, person: int, move: int) -> tuple[Gap, ...]:
        """What the person lacks for a move, the weightiest first; nothing where not known."""
        key = code, _ = int(self.codes[person]), move
        if key not in self._gaps:  # one ground may be asked for by many
            known = self.known[code]
            self._gaps[key] = self.rules.needs.gaps(self.levels[code], move) if known else ()
        return self._gaps[key]

    def met(self, person: int, move: int) -> tuple[str, ...]:
        """The skills a move needs that the person holds in full, the weightiest first."""
        code = self.codes[person]
        return self.rules.needs.met(self.levels[code], move) if self.known[code] else ()


@record(frozen=True, eq=False)
class Measures:
    """Figures of moves that depend on the person: persons × moves by name, whole numbers.

    unmeasured  persons whose origin is unknown, for whom they mean nothing
    """

    values: Mapping[str, Figures]
    unmeasured: Flags

    def only(self, persons: Sequence[int]) -> Measures:
        """The same for some of the persons, in that order."""
        some = list(persons)
        values = {name: table[some] for name, table in self.values.items()}
        return Measures(values, self.unmeasured[some])

    def of(self, person: int, move: int) -> dict[str, int]:
        """The measures of one pair by name; none where they mean nothing."""
        if self.unmeasured[person]:
            return {}
        return {name: int(table[person, move]) for name, table in self.values.items()}


def ground_of(rules: RuleSet, block: Block) -> Ground:
    """The grounds of a block of persons."""
    facts = [fact for origin in rules.origins for fact in origin.facts]
    found, codes = combinations([block.column(fact) for fact in (*facts, RATINGS)])
    closeness = np.zeros((len(found), rules.closeness.shape[1]), np.uint8)
    levels = np.zeros((len(found), len(rules.needs.skills)), np.uint8)
    known = np.zeros(len(found), np.bool_)
    for number, values in enumerate(found):
        stated = dict(zip((*facts, RATINGS), values, strict=True))
        for rows in _origin_rows(rules, stated):
            if not known[number]:
                closeness[number] = rules.closeness[rows].max(axis=0)
                known[number] = True
            levels[number] = np.maximum(levels[number], rules.brought[rows].max(axis=0))
        if ratings := ratings_of(stated[RATINGS]):
            levels[number] = rules.needs.rated(levels[number], ratings)
    return Ground(rules, codes, closeness, levels, known)


def taken_levels(rules: RuleSet, facts: Mapping[str, Value]) -> dict[str, int]:
    """Skill -> the level that a person is taken to hold; empty where no origin is known."""
    ground = ground_of(rules, block_of(rules, [facts]))
    if not ground.known[0]:
        return {}
    return dict(zip(rules.needs.skills, ground.levels[0].tolist(), strict=True))


def _origin_rows(rules: RuleSet, stated: Mapping[str, Value]) -> Sequence[list[int]]:
    """The rows of each origin that is known, the preferred one first."""
    found = (
        [origin.rows[str(stated[fact])] for fact in origin.facts if stated[fact] in origin.rows]
        for origin in rules.origins
    )
    return [rows for rows in found if rows]
