"""How well an estimate stands in for what is not stated: rated occupations, left out one by one.

Each fully described occupation is taken as if O*NET did not state some of its parts. They are
estimated as they would be (its code lends nothing to itself), its row of raw sums is computed
again and compared with the row from its own figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from stempath.occupations.closeness import OccupationMap, raw_sums, standings
from stempath.occupations.measure import Measure
from stempath.occupations.onet import Figures
from stempath.occupations.parts import NAMES, PARTS
from stempath.occupations.profiles import LEVEL, borrowed, find_loan, mixed
from stempath.record import record

RATINGS = ("knowledge", "skills", "styles")  # what 12 codes of release 29.3 lack
ALL_BUT_NAMES = tuple(name for name in PARTS if name not in NAMES)  # what its rests lack
NEAREST = 10


@record(frozen=True, slots=True)
class Estimate:
    """What estimating some parts costs: means over `occupations` of what `Restored` says."""

    hidden: tuple[str, ...]
    occupations: int
    kept: float
    rank_correlation: float


@record(frozen=True, slots=True)
class Restored:
    """One occupation's row from estimated figures beside the one from its own.

    `kept`: how many of the NEAREST are the same (0 to 1). `rank_correlation`: Spearman's, over all
    targets of other codes. `raw`: the row from the estimate.
    """

    code: str
    kept: float
    rank_correlation: float
    raw: Figures


def estimates(
    found: OccupationMap, measure: Measure, told: Callable[[int, int], None] = lambda *_: None
) -> list[Estimate]:
    """The cost of the two kinds of estimate that a map holds: RATINGS, and ALL_BUT_NAMES.

    `told` hears how many occupations are done, of how many. Where none borrows nothing, there is
    nothing to compare with, and the list is empty.
    """
    whole = _whole(found)
    kinds = (RATINGS, ALL_BUT_NAMES) if whole else ()
    results = []
    for number, hidden in enumerate(kinds):
        rows = []
        for done, row in enumerate(leave_out(found, measure, hidden), 1):
            rows.append(row)
            told(number * len(whole) + done, len(kinds) * len(whole))
        kept = sum(row.kept for row in rows) / len(rows)
        correlation = sum(row.rank_correlation for row in rows) / len(rows)
        results.append(Estimate(hidden, len(rows), kept, correlation))
    return results


def leave_out(found: OccupationMap, measure: Measure, hidden: Sequence[str]) -> Iterator[Restored]:
    """Every occupation of the map that borrows nothing, with its `hidden` parts estimated.

    Where that leaves names alone, its level is estimated too.
    """
    for position in _whole(found):
        yield _restored(found, measure, hidden, position)


def _whole(found: OccupationMap) -> list[int]:
    return [at for at in range(len(found.links)) if at not in found.profiles.loans]


def _restored(
    found: OccupationMap, measure: Measure, hidden: Sequence[str], position: int
) -> Restored:
    parts, profiles, row = found.parts, found.profiles, int(found.profiles.rows[position])
    has = {name: vectors[position] for name, vectors in profiles.vectors.items()}
    zone = float(found.onet.zones[row])
    for name in hidden:
        has[name] = np.full_like(has[name], np.nan)
    if set(PARTS) - set(hidden) <= set(NAMES):
        zone = float("nan")
        for name in NAMES:
            own, theirs = profiles.own[name][[position]], parts.rows[name][[row]]
            has[name] = mixed(theirs, own, np.array([measure.alone]))[0]
    level = (zone, float(profiles.usual[position]))
    loan = find_loan(found.onet, parts, has, level, row, measure)
    zones = profiles.zones.copy()
    for name in loan.parts:
        if name != LEVEL:
            has[name] = borrowed(parts.rows[name], loan)
        else:
            lent = float(borrowed(found.onet.zones, loan))
            zones[position] = lent + measure.australian * (profiles.usual[position] - lent)
    vectors = {name: _with(profiles.vectors[name], position, has[name]) for name in PARTS}
    estimated = replace(profiles, vectors=vectors, zones=zones)
    raw = raw_sums(
        standings(parts, estimated, measure, [position]),
        (zones - zones[position])[None, :],
        measure,
    )[0]
    others = profiles.rows != row
    return Restored(
        found.links[position].code,
        _kept(raw, found.raw[position], others),
        float(np.corrcoef(_ranks(raw[others]), _ranks(found.raw[position][others]))[0, 1]),
        raw,
    )


def _with(vectors: Figures, position: int, vector: Figures) -> Figures:
    if np.array_equal(vectors[position], vector):
        return vectors
    changed = vectors.copy()
    changed[position] = vector
    return changed


def _kept(raw: Figures, other_raw: Figures, others: NDArray[np.bool_]) -> float:
    count = min(NEAREST, int(others.sum()))
    first, second = (
        set(np.argsort(np.where(others, -row, np.inf), kind="stable")[:count].tolist())
        for row in (raw, other_raw)
    )
    return len(first & second) / count


def _ranks(figures: Figures) -> Figures:
    order = np.argsort(figures, kind="stable")
    ranks: Figures = np.argsort(order, kind="stable").astype(np.float64)
    return ranks
