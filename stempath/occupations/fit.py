"""Fits the weights of closeness to moves that others have published.

A conditional logit: of all occupations, those that the truth names for an origin are chosen with
odds exp(weights · standings). Its log-likelihood, the mean of both truths, less half of RIDGE ×
the squared weights, is raised by projected gradient steps; no weight may be below zero. The
estimate of what the weights are worth on other origins comes from cross-validation over O*NET
codes, so that occupations which share figures stand on one side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stempath.occupations.closeness import OccupationMap
from stempath.occupations.evaluate import Truth, evaluate
from stempath.occupations.measure import Measure
from stempath.occupations.onet import Figures
from stempath.problem import Place, Problem, StempathError
from stempath.record import record

RIDGE = 0.03
FOLDS = 5
ORDERS = 10  # in which the codes are dealt out to the folds
COSTS = ("up", "further_up", "down")  # as closeness.toml names them
_STEPS, _STILL = 300, 1e-4
Mask = NDArray[np.bool_]


@record(frozen=True, slots=True)
class Fit:
    """The weights of the parts and COSTS, as `fitted` and `in_force`, and what the fit is worth.

    Mean NDCG@10 by truth: of `in_force`; of the fit on the `origins` it comes from; and the honest
    one, `cross_validated`.
    """

    origins: int
    fitted: Mapping[str, float]
    in_force: Mapping[str, float]
    ndcg_in_force: Mapping[str, float]
    ndcg_fitted: Mapping[str, float]
    ndcg_cross_validated: Mapping[str, float]


def fit_map(
    found: OccupationMap,
    measure: Measure,
    truths: Mapping[str, Truth],
    file: str,
    told: Callable[[int, int], None] = lambda *_: None,
) -> Fit:
    """Fit the weights to `truths` on the occupations that have figures and a match of their own.

    `file` is what messages call the file of `truths`; `told` hears how many fits of the
    cross-validation are done, of how many.

    Raises:
        StempathError: truths without a move between two such occupations.
    """
    own = [
        at
        for at, link in enumerate(found.links)
        if at not in found.profiles.loans and link.confidence != "low"
    ]
    codes = [found.links[at].code for at in own]
    groups = [found.links[at].onet for at in own]
    square = np.ix_(own, own)
    given = evidence(found)[square]
    candidates = np.array(groups)[:, None] != np.array(groups)[None, :]
    masks = [_mask(truth, codes) & candidates for truth in truths.values()]
    told_of = np.logical_or.reduce([mask.any(axis=1) for mask in masks])
    if not told_of.any():
        place, expected = Place(file), "moves between occupations of the rulebook"
        raise StempathError(Problem("truth", place, "no move that can be fitted", expected))

    def score(raw: Figures) -> dict[str, float]:
        return {s.truth: s.ndcg for s in evaluate(raw, codes, groups, truths)}

    weights = fit(given, candidates, masks, told_of)
    names = (*found.standings, *COSTS)
    stated = (measure.up, measure.further_up, measure.down)
    return Fit(
        int(told_of.sum()),
        dict(zip(names, weights.tolist(), strict=True)),
        dict(
            zip(names, (*(measure.weights[part] for part in found.standings), *stated), strict=True)
        ),
        score(found.raw[square]),
        score(given @ weights),
        cross_validated(given, candidates, masks, groups, score, ORDERS, told),
    )


def _mask(truth: Truth, codes: Sequence[str]) -> Mask:
    return np.array([[target in truth.get(origin, ()) for target in codes] for origin in codes])


def evidence(found: OccupationMap) -> Figures:
    """Origins × targets × (each part, a zone up, further zones up, zones down, both as costs)."""
    up, down = np.maximum(found.ways, 0), np.maximum(-found.ways, 0)
    costs = [-np.minimum(up, 1), -np.maximum(up - 1, 0), -down]
    stacked: Figures = np.nan_to_num(np.stack([*found.standings.values(), *costs], axis=-1))
    return stacked


def fit(given: Figures, candidates: Mask, truths: Sequence[Mask], origins: Mask) -> Figures:
    """The weights of the columns of `given`, from `origins` alone.

    `candidates` and each of `truths` are origins × targets: what may be ranked, and what is true.
    """
    weights = np.full(given.shape[2], 0.2)
    value, slope = _loss(weights, given, candidates, truths, origins)
    step = 0.1
    for _ in range(_STEPS):
        while True:
            moved = np.maximum(weights - step * slope, 0)
            way = moved - weights
            new_value, new_slope = _loss(moved, given, candidates, truths, origins)
            if new_value <= value + slope @ way + way @ way / (2 * step) + 1e-12:
                break
            step /= 2
        bend = way @ (new_slope - slope)
        weights, value, slope = moved, new_value, new_slope
        if np.abs(way).max() < _STILL:
            break
        step = float(np.clip(way @ way / max(bend, 1e-12), 1e-3, 10))
    return weights


def cross_validated(
    given: Figures,
    candidates: Mask,
    truths: Sequence[Mask],
    groups: Sequence[str],
    score: Callable[[Figures], Mapping[str, float]],
    draws: int,
    told: Callable[[int, int], None] = lambda *_: None,
) -> dict[str, float]:
    """Mean over `draws` of `score` of raw sums whose every row was fitted without its group."""
    names = sorted(set(groups))
    known = np.logical_or.reduce([truth.any(axis=1) for truth in truths])
    sums: dict[str, float] = {}
    for draw in range(draws):
        order = np.random.default_rng(draw).permutation(len(names)) % FOLDS
        fold = np.array([dict(zip(names, order, strict=True))[group] for group in groups])
        raw = np.zeros(candidates.shape)
        for held in range(FOLDS):
            weights = fit(given, candidates, truths, known & (fold != held))
            raw[fold == held] = given[fold == held] @ weights
            told(draw * FOLDS + held + 1, draws * FOLDS)
        for name, value in score(raw).items():
            sums[name] = sums.get(name, 0.0) + value / draws
    return sums


def _loss(
    weights: Figures, given: Figures, candidates: Mask, truths: Sequence[Mask], origins: Mask
) -> tuple[float, Figures]:
    value = RIDGE / 2 * float(weights @ weights)
    slope = RIDGE * weights
    for truth in truths:
        rows = np.flatnonzero(origins & truth.any(axis=1))
        raw = np.where(candidates[rows], given[rows] @ weights, -np.inf)
        raw -= raw.max(axis=1, keepdims=True)
        odds = np.exp(raw)
        chance = odds / odds.sum(axis=1, keepdims=True)
        wanted = truth[rows] / truth[rows].sum(axis=1, keepdims=True)
        log = np.log(np.where(truth[rows], chance, 1))
        share = 1 / (len(truths) * max(len(rows), 1))
        value -= share * float((wanted * log).sum())
        slope = slope - share * np.einsum("ot,otf->f", wanted - chance, given[rows])
    return value, slope
