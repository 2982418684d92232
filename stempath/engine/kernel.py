"""The array arithmetic: persons × terms × candidates. The only arithmetic there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stempath.engine.block import Block, combinations
from stempath.engine.hits import FALSE, TRUE, UNKNOWN, evaluate
from stempath.engine.ruleset import CONSTANTS, Atoms, Gate, Program, RuleSet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Levels = NDArray[np.uint8]
    Flags = NDArray[np.bool_]
    Scores = NDArray[np.int32]

_COMPARE = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def row_levels(program: Program, block: Block) -> Levels:
    """Rows × persons: how each all-of row stands, in three values."""
    size = CONSTANTS + sum(len(group.literals) for group in program.atoms)
    levels = np.empty((size, block.size), np.uint8)
    for constant in (FALSE, UNKNOWN, TRUE):
        levels[constant] = constant
    start = CONSTANTS
    for group in program.atoms:
        end = start + len(group.literals)
        table, codes = _table(group, block)
        levels[start:end] = table[:, codes]
        start = end
    starts, widths = program.row_ptr[:-1], np.diff(program.row_ptr)
    rows = levels[program.row_atoms[starts]]
    for place in range(1, int(widths.max(initial=1))):
        wide = np.flatnonzero(widths > place)
        rows[wide] = np.minimum(rows[wide], levels[program.row_atoms[starts[wide] + place]])
    return rows


def _table(group: Atoms, block: Block) -> tuple[Levels, NDArray[np.intp]]:
    """(the group's atoms × distinct values, and which of those each person has)."""
    operator, column = group.operator, block.column(group.fact)
    if group.other:
        pairs, codes = combinations([column, block.column(group.other)])
        levels = [[evaluate(operator, left, right) for left, right in pairs]]
        return np.array(levels, np.uint8), codes
    if column.values == (None,) and operator not in ("known", "unknown"):
        return np.full((len(group.literals), 1), UNKNOWN, np.uint8), column.codes
    if group.swapped:
        levels = [
            [evaluate(operator, literal, v) for v in column.values] for literal in group.literals
        ]
    else:
        levels = [
            [evaluate(operator, v, literal) for v in column.values] for literal in group.literals
        ]
    return np.array(levels, np.uint8), column.codes


@dataclass(frozen=True)
class Outcome:
    """How a program stands for a block: all that ranking and explaining read.

    scores      persons × candidates, points summed
    out         shut by a requirement; `apart` where only rules with a list apart shut it
    held        cautioned by a requirement that ranks the cautioned last
    hits        columns × persons
    rows        rows × persons, three-valued
    measure     persons × candidates, 0–100; None where the program has no measure
    unmeasured  persons whose origin is unknown
    """

    program: Program
    scores: Scores
    out: Flags
    apart: Flags
    held: Flags
    hits: Flags
    rows: Levels
    measure: NDArray[np.uint8] | None
    unmeasured: Flags

    def open(self, person: int) -> Flags:
        """The candidates that nothing shuts out for the person, those that are not ranked aside."""
        flags: Flags = ~(self.out[person] | self.apart[person])
        flags[self.program.ranked :] = False
        return flags

    def term_hit(self, term: int, person: int, candidate: int) -> bool:
        """Whether the term's condition holds for the pair, gates on the measure included."""
        program = self.program
        if not self.hits[program.term_col[term], person]:
            return False
        gates = program.laws[program.term_law[term]].gates
        return not gates or bool(self._gate(gates, person, candidate) == TRUE)

    def reached(self) -> Iterator[list[int]]:
        """Term by term, the persons whose facts meet its conditions."""
        when = self.rows[self.program.col_when] == TRUE
        for column in self.program.term_col:
            yield np.flatnonzero(when[column]).tolist()

    def term_points(self, term: int, person: int, candidate: int) -> int:
        """The points that the term gives the pair; 0 where it does not act."""
        law = self.program.laws[self.program.term_law[term]]
        if law.effect != "points" or not self.term_hit(term, person, candidate):
            return 0
        if not law.times:
            return int(law.points)
        if self.measure is None or self.unmeasured[person]:
            return 0
        return int(scaled(law.points, self.measure[person, candidate : candidate + 1])[0])

    def requirement(self, term: int, person: int, candidate: int) -> int | None:
        """FALSE, UNKNOWN or TRUE for a requirement that is asked of the pair; else None."""
        program = self.program
        law = program.laws[program.term_law[term]]
        if (
            law.effect != "require"
            or self.rows[program.col_when[program.term_col[term]], person] != TRUE
        ):
            return None
        if law.gates and self._gate(law.gates, person, candidate) != TRUE:
            return None
        met = int(self.rows[program.term_require[term], person])
        if law.require_gates:
            met = min(met, self._gate(law.require_gates, person, candidate))
        unless = program.col_unless[program.term_col[term]]
        return max(met, int(self.rows[unless, person]) if unless >= 0 else FALSE)

    def _gate(self, gates: Sequence[Gate], person: int, candidate: int) -> int:
        if self.measure is None or self.unmeasured[person]:
            return UNKNOWN
        value = int(self.measure[person, candidate])
        return min(evaluate(gate.operator, value, gate.value) for gate in gates)


def scaled(points: int, measure: NDArray[np.uint8]) -> Scores:
    """`points` times a 0–100 measure, rounded half away from zero to whole points."""
    size = (abs(points) * measure.astype(np.int32) + 50) // 100
    return size if points > 0 else -size


def run(
    program: Program,
    block: Block,
    measure: NDArray[np.uint8] | None = None,
    unmeasured: Flags | None = None,
) -> Outcome:
    """Score and sift every candidate of the program for every person of the block.

    `measure` and `unmeasured` as `measured` gives them; without them nobody has an origin.
    """
    if unmeasured is None:
        unmeasured = np.ones(block.size, np.bool_)
    rows = row_levels(program, block)
    when = rows[program.col_when] == TRUE
    stops = program.col_unless[:, None] >= 0
    unless = np.where(stops, rows[program.col_unless], FALSE).astype(np.uint8)
    hits: Flags = when & (unless != TRUE)
    scores = _plain_scores(program, hits)
    out, apart, held = (np.zeros(scores.shape, np.bool_) for _ in range(3))
    by_measure = [bool(law.effect == "points" and (law.times or law.gates)) for law in program.laws]
    acting = _terms_of(program, by_measure)
    for term in acting[hits[program.term_col[acting]].any(axis=1)].tolist():
        _measured_score(program, term, hits, measure, unmeasured, scores)
    _requirements(program, when, unless, rows, measure, unmeasured, (out, apart, held))
    return Outcome(program, scores, out, apart & ~out, held, hits, rows, measure, unmeasured)


def _plain_scores(program: Program, hits: Flags) -> Scores:
    alive: Flags = np.asarray(hits.any(axis=1))
    number = np.cumsum(alive) - 1
    use = alive[program.sum_col]
    effects = np.zeros((int(alive.sum()), program.candidates), np.float32)
    effects[number[program.sum_col[use]], program.sum_cand[use]] = program.sum_points[use]
    return (hits[alive].T.astype(np.float32) @ effects).astype(np.int32)


def _members(program: Program, term: int) -> NDArray[np.int32]:
    return program.term_cands[program.term_ptr[term] : program.term_ptr[term + 1]]


def _measured_score(
    program: Program,
    term: int,
    hits: Flags,
    measure: NDArray[np.uint8] | None,
    unmeasured: Flags,
    scores: Scores,
) -> None:
    law = program.laws[program.term_law[term]]
    persons = np.flatnonzero(hits[program.term_col[term]] & ~unmeasured)
    if measure is None or not len(persons):
        return
    members = _members(program, term)
    values = measure[np.ix_(persons, members)]
    points = (
        scaled(law.points, values) if law.times else np.full(values.shape, law.points, np.int32)
    )
    for gate in law.gates:
        points = np.where(_COMPARE[gate.operator](values, gate.value), points, 0)
    scores[np.ix_(persons, members)] += points


def _requirements(
    program: Program,
    when: Flags,
    unless: Levels,
    rows: Levels,
    measure: NDArray[np.uint8] | None,
    unmeasured: Flags,
    masks: tuple[Flags, Flags, Flags],
) -> None:
    out, apart, held = masks
    terms = np.flatnonzero(program.term_require >= 0)
    columns = program.term_col[terms]
    met = np.maximum(rows[program.term_require[terms]], unless[columns])
    asked = when[columns]
    laws = program.laws
    gated = _of_terms(program, terms, [bool(x.gates or x.require_gates) for x in laws])
    closed = _of_terms(program, terms, [x.closed for x in laws])
    aside = _of_terms(program, terms, [bool(x.apart) for x in laws])
    holds = _of_terms(program, terms, [x.hold for x in laws])
    fails = asked & (met < np.where(closed, TRUE, UNKNOWN)[:, None]) & ~gated[:, None]
    doubts = asked & (met == UNKNOWN) & ~gated[:, None]
    _mark(program, terms, fails & ~aside[:, None], out)
    _mark(program, terms, fails & aside[:, None], apart)
    _mark(program, terms, doubts & holds[:, None], held)
    undecided = _of_terms(program, terms, [bool(x.require_gates) for x in laws])
    undecided |= (met != TRUE).any(axis=1)
    levels: dict[int, tuple[Levels, Levels]] = {}
    for term in terms[gated & undecided & asked.any(axis=1)].tolist():
        number = int(program.term_law[term])
        law = laws[number]
        if number not in levels:
            gates = (law.gates, law.require_gates)
            when_levels, own_levels = (_gates(g, program, measure, unmeasured) for g in gates)
            levels[number] = when_levels, own_levels
        members, column = _members(program, term), program.term_col[term]
        status = np.minimum(
            rows[program.term_require[term]][:, None], levels[number][1][:, members]
        )
        status = np.maximum(status, unless[column][:, None])
        asks = when[column][:, None] & (levels[number][0][:, members] == TRUE)
        target = apart if law.apart else out
        target[:, members] |= asks & (status < (TRUE if law.closed else UNKNOWN))
        if law.hold:
            held[:, members] |= asks & (status == UNKNOWN)


def _of_terms(program: Program, terms: NDArray[np.intp], laws: Sequence[bool]) -> Flags:
    """The flag of each term's law."""
    flags: Flags = np.array(laws, np.bool_)[program.term_law[terms]]
    return flags


def _terms_of(program: Program, laws: Sequence[bool]) -> NDArray[np.intp]:
    """The terms of the laws that are flagged."""
    return np.flatnonzero(np.array(laws, np.bool_)[program.term_law])


def _mark(program: Program, terms: NDArray[np.intp], flags: Flags, target: Flags) -> None:
    """Set `target` (persons × candidates) wherever a flagged term covers the candidate."""
    alive = np.flatnonzero(flags.any(axis=1))
    if not len(alive):
        return
    starts = program.term_ptr[terms[alive]]
    sizes = program.term_ptr[terms[alive] + 1] - starts
    row = np.repeat(np.arange(len(alive)), sizes)
    entry = np.arange(len(row)) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    covers = np.zeros((len(alive), program.candidates), np.float32)
    covers[row, program.term_cands[entry]] = 1
    target |= flags[alive].T.astype(np.float32) @ covers > 0


def _gates(
    gates: Sequence[Gate], program: Program, measure: NDArray[np.uint8] | None, unmeasured: Flags
) -> Levels:
    """Persons × candidates: how the gates stand together."""
    levels = np.full((len(unmeasured), program.candidates), TRUE, np.uint8)
    for gate in gates:
        if measure is None:
            return np.full_like(levels, UNKNOWN)
        holds = np.where(_COMPARE[gate.operator](measure, gate.value), TRUE, FALSE)
        levels = np.minimum(levels, np.where(unmeasured[:, None], UNKNOWN, holds)).astype(np.uint8)
    return levels


def measured(rules: RuleSet, block: Block) -> tuple[NDArray[np.uint8], Flags]:
    """(persons × moves closeness, persons without an origin): from the first origin fact known."""
    rows = np.full(block.size, -1, np.intp)
    for fact, index in rules.origins:
        column = block.column(fact)
        row = np.array([index.get(str(value), -1) for value in column.values], np.intp)
        rows = np.where(rows < 0, row[column.codes], rows)
    unmeasured = rows < 0
    return rules.closeness[np.where(unmeasured, 0, rows)], unmeasured


def order(outcome: Outcome, person: int, flags: NDArray[np.bool_]) -> list[int]:
    """The candidates flagged for the person, best first: not held back, then score, then id."""
    found = np.flatnonzero(flags)
    keys = (found, -outcome.scores[person, found], outcome.held[person, found])
    ordered: list[int] = found[np.lexsort(keys)].tolist()
    return ordered
