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
from stempath.occupations.onet import Figures

RIDGE = 0.03
FOLDS = 5
_STEPS, _STILL = 300, 1e-4
Mask = NDArray[np.bool_]


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
) -> dict[str, float]:
    """Mean over `draws` of `score` of raw sums whose every row was fitted without its group."""
    names = sorted(set(groups))
    told = np.logical_or.reduce([truth.any(axis=1) for truth in truths])
    sums: dict[str, float] = {}
    for draw in range(draws):
        order = np.random.default_rng(draw).permutation(len(names)) % FOLDS
        fold = np.array([dict(zip(names, order, strict=True))[group] for group in groups])
        raw = np.zeros(candidates.shape)
        for held in range(FOLDS):
            weights = fit(given, candidates, truths, told & (fold != held))
            raw[fold == held] = given[fold == held] @ weights
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
