"""One rule left out: everything as if it had never been written, without compiling anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stempath.engine.advise import Evaluation, onward
from stempath.engine.kernel import sift
from stempath.engine.ruleset import Program, RuleSet


def without(rules: RuleSet, id_: str) -> RuleSet:
    """The rule set without the rule of this id."""
    return replace(
        rules,
        fingerprint="",
        offerings=_without(rules.offerings, id_),
        moves=_without(rules.moves, id_),
    )


def _without(program: Program, id_: str) -> Program:
    numbers = [number for number, law in enumerate(program.laws) if law.id == id_]
    if not numbers:
        return program
    (number,) = numbers
    law = program.laws[number]
    terms = np.flatnonzero(program.term_law == number)
    sum_points, term_require = program.sum_points.copy(), program.term_require.copy()
    term_require[terms] = -1
    if law.effect == "points" and not (law.times or law.gates):
        place = program.sum_col.astype(np.int64) * program.candidates + program.sum_cand
        for term in terms:  # the sums stand in the order of column and candidate
            members = program.term_cands[program.term_ptr[term] : program.term_ptr[term + 1]]
            column = int(program.term_col[term]) * program.candidates
            sum_points[np.searchsorted(place, column + members)] -= law.points
    laws = (*program.laws[:number], law._replace(effect="none"), *program.laws[number + 1 :])
    return replace(program, laws=laws, sum_points=sum_points, term_require=term_require)


def evaluate_without(evaluation: Evaluation, rules: RuleSet, persons: Sequence[int]) -> Evaluation:
    """Some persons of an evaluation under `rules`, which are its rules `without` one.

    How conditions stand for a person is taken over: it does not hang on which rules ask them. So
    are the moves where the rule concerns offerings, and with them all that follows from the first.
    """
    block, ground = evaluation.block.only(persons), evaluation.ground.only(persons)
    before = evaluation.moves.only(persons)
    if rules.moves is evaluation.rules.moves:
        rows = evaluation.offerings.rows[:, list(persons)]
        return Evaluation(rules, block, ground, before, sift(rules.offerings, rows))
    moves = sift(rules.moves, before.rows, before.measures)
    return onward(rules, block, ground, moves)
