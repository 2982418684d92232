"""How well closeness ranks moves that others have published: NDCG@10 with its uncertainty.

The truth is a CSV with the columns truth, origin_anzsco, target_anzsco (several truths may stand
in one file). It is for measuring alone and is not part of the rulebook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stempath.occupations.onet import Figures
from stempath.occupations.sheets import read_table
from stempath.problem import Place, Problem, StempathError, shown
from stempath.record import record
from stempath.rulebook.closeness import read_closeness

BEST = 10  # places that count
DRAWS = 2000  # of the bootstrap
COLUMNS = ("truth", "origin_anzsco", "target_anzsco")
Truth = Mapping[str, frozenset[str]]


@record(frozen=True, slots=True)
class Score:
    """Mean NDCG@10 over `origins` occupations, and the middle 95 % of its bootstrap.

    The bootstrap draws O*NET codes, not origins: those that share one are not independent.
    `left_out`: how many origins of the truth are not among the occupations that were ranked.
    """

    truth: str
    origins: int
    ndcg: float
    low: float
    high: float
    left_out: int


def measured(truth: Path, tables: Path) -> list[Score]:
    """How well the closeness that stands in `tables` ranks the moves of `truth`.

    Occupations whose figures are estimated (crosswalk.csv says which) are neither origins nor
    targets: a truth of O*NET does not know them.

    Raises:
        StempathError: as `read_truth` and `read_closeness`; tables of different occupations; a
            truth that knows none of them.
    """
    truths = read_truth(truth)
    codes, closeness = read_closeness(tables / "closeness.csv")
    crosswalk = tables / "crosswalk.csv"
    rows = read_table(crosswalk, ("code", "onet", "estimated"), "one row per occupation")
    if [row["code"] for _, row in rows] != codes:
        found, expected = "other codes than closeness.csv", "the same codes in the same order"
        problem = Problem("codes", Place(str(crosswalk), 1), found, expected, "build the map again")
        raise StempathError(problem)
    own = [at for at, (_, row) in enumerate(rows) if row["estimated"] != "yes"]
    scores = evaluate(
        closeness[np.ix_(own, own)].astype(np.float64),
        [codes[at] for at in own],
        [rows[at][1]["onet"] for at in own],
        truths,
    )
    if not scores:
        expected = "moves from occupations of the rulebook, by ANZSCO code"
        found = "no origin that the rulebook has figures of"
        raise StempathError(Problem("truth", Place(str(truth), None, COLUMNS[1]), found, expected))
    return scores


def read_truth(path: Path) -> dict[str, Truth]:
    """The true targets of each origin, by truth.

    Raises:
        StempathError: a missing column, no rows, or a cell that is no ANZSCO code, with its line.
    """
    problems: list[Problem] = []
    found: dict[str, dict[str, set[str]]] = {}
    for line, cells in read_table(path, COLUMNS, "one row per true move"):
        truth, origin, target = (cells[column].strip() for column in COLUMNS)
        if not truth:
            place = Place(str(path), line, "truth")
            problems.append(Problem("missing", place, "no name", "the name of a truth"))
        for column, code in (("origin_anzsco", origin), ("target_anzsco", target)):
            if not (len(code) == 6 and code.isascii() and code.isdigit()):
                place = Place(str(path), line, column)
                problems.append(Problem("code", place, shown(code), "six digits"))
        found.setdefault(truth, {}).setdefault(origin, set()).add(target)
    if problems:
        raise StempathError(problems)
    return {
        name: {origin: frozenset(targets) for origin, targets in origins.items()}
        for name, origins in sorted(found.items())
    }


def ndcg(scores: Figures, codes: Sequence[str], groups: Sequence[str], truth: Truth) -> Figures:
    """NDCG@10 of each origin of `codes` (NaN where the truth says nothing of it).

    `scores`: origins × targets in the order of `codes`. `groups`: their O*NET codes; occupations
    that share one with the origin are left out, since a truth of O*NET cannot tell them apart.
    Targets that are not among `codes` count as missed. Equal scores rank by code.
    """
    discount = 1 / np.log2(np.arange(2, BEST + 2))
    order = np.array(groups)
    by_code = np.argsort(np.array(codes), kind="stable")
    result = np.full(len(codes), np.nan)
    for at, code in enumerate(codes):
        true = truth.get(code)
        if not true:
            continue
        row = np.where(order == order[at], -np.inf, scores[at])[by_code]
        first = by_code[np.argsort(-row, kind="stable")[:BEST]]
        first = first[order[first] != order[at]]
        hits = np.array([codes[position] in true for position in first])
        ideal = discount[: min(BEST, len(true))].sum()
        result[at] = (discount[: len(hits)] * hits).sum() / ideal
    return result


def evaluate(
    scores: Figures, codes: Sequence[str], groups: Sequence[str], truths: Mapping[str, Truth]
) -> list[Score]:
    """One score for each truth; an origin outside `codes` is not counted."""
    found = []
    for name, truth in truths.items():
        values = ndcg(scores, codes, groups, truth)
        told = np.isfinite(values)
        if not told.any():
            continue
        low, high = _interval(values[told], np.array(groups)[told])
        count = int(told.sum())
        mean = float(values[told].mean())
        found.append(Score(name, count, mean, low, high, len(truth) - count))
    return found


def _interval(values: Figures, groups: NDArray[np.str_]) -> tuple[float, float]:
    names, group = np.unique(groups, return_inverse=True)
    sums = np.bincount(group, weights=values)
    sizes = np.bincount(group)
    drawn = np.random.default_rng(0).integers(0, len(names), (DRAWS, len(names)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)
