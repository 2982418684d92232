"""The array arithmetic: persons × terms × candidates. The only arithmetic there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from stempath.engine.block import Block, combinations
from stempath.engine.distinct import distinct
from stempath.engine.ground import Measures
from stempath.engine.hits import FALSE, TRUE, UNKNOWN, evaluate, evaluate_all
from stempath.engine.ruleset import CONSTANTS, Atoms, Gate, Law, Program
from stempath.record import record

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
    levels = atom_levels(program, block)
    starts, widths = program.row_ptr[:-1], np.diff(program.row_ptr)
    rows = levels[program.row_atoms[starts]]
    for place in range(1, int(widths.max(initial=1))):
        wide = np.flatnonzero(widths > place)
        rows[wide] = np.minimum(rows[wide], levels[program.row_atoms[starts[wide] + place]])
    return rows


def atom_levels(program: Program, block: Block) -> Levels:
    """Atoms × persons: how each condition stands, in three values, the constants first."""
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
    return levels


def _table(group: Atoms, block: Block) -> tuple[Levels, NDArray[np.intp]]:
    """(the group's atoms × distinct values, and which of those each person has)."""
    operator, column = group.operator, block.column(group.fact)
    if group.other:
        pairs, codes = combinations([column, block.column(group.other)])
        row = bytes(evaluate(operator, left, right) for left, right in pairs)
        return _levels([row]), codes
    if column.values == (None,) and operator not in ("known", "unknown"):
        return np.full((len(group.literals), 1), UNKNOWN, np.uint8), column.codes
    rows = evaluate_all(operator, column.values, group.literals, swapped=group.swapped)
    return _levels(rows), column.codes


def _levels(rows: Sequence[bytes]) -> Levels:
    return np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), -1)


@record(frozen=True, eq=False)
class Outcome:
    """How a program stands for a block: all that ranking and explaining read.

    scores      persons × candidates, points summed
    out         shut by a requirement; `apart` where only rules with a list apart shut it
    held        cautioned by a requirement that ranks the cautioned last
    hits        columns × persons
    rows        rows × persons, three-valued
    measures    of the candidates; None where the program has none
    """

    program: Program
    scores: Scores
    out: Flags
    apart: Flags
    held: Flags
    hits: Flags
    rows: Levels
    measures: Measures | None

    def only(self, persons: Sequence[int]) -> Outcome:
        """The same for some of the persons, in that order."""
        some = list(persons)
        masks = (self.out[some], self.apart[some], self.held[some])
        measures = self.measures.only(some) if self.measures else None
        return Outcome(
            self.program,
            self.scores[some],
            *masks,
            self.hits[:, some],
            self.rows[:, some],
            measures,
        )

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

    def asked(self, person: int, candidate: int) -> list[int]:
        """The terms that cover a candidate and whose conditions the person meets, exceptions aside.

        All that can speak of the pair is among them.
        """
        program = self.program
        first, last = program.cand_ptr[candidate], program.cand_ptr[candidate + 1]
        terms = program.cand_terms[first:last]
        when = self.rows[program.col_when[program.term_col[terms]], person] == TRUE
        found: list[int] = terms[when].tolist()
        return found

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
        if self.measures is None or self.measures.unmeasured[person]:
            return 0
        measure = self.measures.values[scaled_by(law)]
        return int(scaled(law.points, measure[person, candidate : candidate + 1])[0])

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
        figures = self.measures.of(person, candidate) if self.measures else {}
        return min(evaluate(gate.operator, figures.get(gate.measure), gate.value) for gate in gates)


def scaled_by(law: Law) -> str:
    """The measure that scales the points of a rule."""
    return law.times.partition(".")[2]


def scaled(points: int, measure: NDArray[np.uint8]) -> Scores:
    """`points` times a 0–100 measure, rounded half away from zero to whole points."""
    size = (abs(points) * measure.astype(np.int32) + 50) // 100
    return size if points > 0 else -size


def run(program: Program, block: Block, measures: Measures | None = None) -> Outcome:
    """Score and sift every candidate of the program for every person of the block.

    Without `measures` nobody has an origin.
    """
    return sift(program, row_levels(program, block), measures)


def sift(program: Program, rows: Levels, measures: Measures | None = None) -> Outcome:
    """As `run`, where it is known how the rows stand for each person."""
    when = rows[program.col_when] == TRUE
    stops = program.col_unless[:, None] >= 0
    unless = np.where(stops, rows[program.col_unless], FALSE).astype(np.uint8)
    hits: Flags = when & (unless != TRUE)
    scores = _plain_scores(program, hits)
    out, apart, held = (np.zeros(scores.shape, np.bool_) for _ in range(3))
    if measures is not None:
        by_measure = [
            law.effect == "points" and bool(law.times or law.gates) for law in program.laws
        ]
        alive: Flags = np.asarray(hits[program.term_col].any(axis=1))
        for law, terms in _by_law(program, by_measure, alive):
            _measured_score(program, law, terms, hits & ~measures.unmeasured, measures, scores)
    _requirements(program, when, unless, rows, measures, (out, apart, held))
    return Outcome(program, scores, out, apart & ~out, held, hits, rows, measures)


def _plain_scores(program: Program, hits: Flags) -> Scores:
    alive: Flags = np.asarray(hits.any(axis=1))
    number = np.cumsum(alive) - 1
    use = alive[program.sum_col]
    effects = np.zeros((int(alive.sum()), program.candidates), np.float32)
    effects[number[program.sum_col[use]], program.sum_cand[use]] = program.sum_points[use]
    return (hits[alive].T.astype(np.float32) @ effects).astype(np.int32)


def _measured_score(
    program: Program,
    number: int,
    terms: NDArray[np.intp],
    hits: Flags,
    measures: Measures,
    scores: Scores,
) -> None:
    """Add the points of one law that reads a measure; `hits` of persons who have an origin."""
    law = program.laws[number]
    row, cands = _spread(program, terms)
    acts = hits[program.term_col[terms]][row]
    points = np.full(acts.shape, law.points, np.int32)
    if law.times:
        points = scaled(law.points, measures.values[scaled_by(law)][:, cands].T)
    for gate in law.gates:
        acts &= _COMPARE[gate.operator](measures.values[gate.measure][:, cands].T, gate.value)
    scores[:, cands] += np.where(acts, points, 0).T.astype(np.int32)


def _requirements(
    program: Program,
    when: Flags,
    unless: Levels,
    rows: Levels,
    measures: Measures | None,
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
    alive = np.zeros(len(program.term_law), np.bool_)
    alive[terms] = gated & undecided & asked.any(axis=1)
    for number, some in _by_law(program, [True] * len(laws), alive):
        law, columns = laws[number], program.term_col[some]
        row, cands = _spread(program, some)
        asks = when[columns][row] & (_gates(law.gates, measures, cands, when.shape[1]) == TRUE)
        status = np.minimum(
            rows[program.term_require[some]][row],
            _gates(law.require_gates, measures, cands, when.shape[1]),
        )
        status = np.maximum(status, unless[columns][row])
        target = apart if law.apart else out
        target[:, cands] |= (asks & (status < (TRUE if law.closed else UNKNOWN))).T
        if law.hold:
            held[:, cands] |= (asks & (status == UNKNOWN)).T


def _of_terms(program: Program, terms: NDArray[np.intp], laws: Sequence[bool]) -> Flags:
    """The flag of each term's law."""
    flags: Flags = np.array(laws, np.bool_)[program.term_law[terms]]
    return flags


def _by_law(
    program: Program, laws: Sequence[bool], alive: Flags
) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Each flagged law that has terms alive, with those terms."""
    terms = np.flatnonzero(np.array(laws, np.bool_)[program.term_law] & alive)
    for number in distinct(program.term_law[terms])[0].tolist():
        yield number, terms[program.term_law[terms] == number]


def _spread(
    program: Program, terms: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """(position in `terms`, candidate) of everything that the terms cover.

    The terms of one law cover a candidate once at most.
    """
    starts = program.term_ptr[terms]
    sizes = program.term_ptr[terms + 1] - starts
    row = np.repeat(np.arange(len(terms)), sizes)
    entry = np.arange(len(row)) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    return row, program.term_cands[entry]


def _mark(program: Program, terms: NDArray[np.intp], flags: Flags, target: Flags) -> None:
    """Set `target` (persons × candidates) wherever a flagged term covers the candidate."""
    alive = np.flatnonzero(flags.any(axis=1))
    if not len(alive):
        return
    covers = np.zeros((len(alive), program.candidates), np.float32)
    covers[_spread(program, terms[alive])] = 1
    target |= flags[alive].T.astype(np.float32) @ covers > 0


def _gates(
    gates: Sequence[Gate], measures: Measures | None, cands: NDArray[np.int32], persons: int
) -> Levels:
    """Candidates × persons: how the gates stand together."""
    levels = np.full((len(cands), persons), TRUE, np.uint8)
    for gate in gates:
        if measures is None:
            return np.full_like(levels, UNKNOWN)
        values = measures.values[gate.measure][:, cands].T
        holds = np.where(_COMPARE[gate.operator](values, gate.value), TRUE, FALSE)
        levels = np.minimum(levels, np.where(measures.unmeasured, UNKNOWN, holds)).astype(np.uint8)
    return levels


def order(outcome: Outcome, person: int, flags: NDArray[np.bool_]) -> list[int]:
    """The candidates flagged for the person, best first: not held back, then score, then id."""
    found = np.flatnonzero(flags)
    keys = (found, -outcome.scores[person, found], outcome.held[person, found])
    ordered: list[int] = found[np.lexsort(keys)].tolist()
    return ordered
