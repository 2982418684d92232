"""The one scale on which all parts of closeness meet: where a figure stands among others.

A likeness of technology and one of knowledge are not in the same coin. What they have in common
is a standing: nearer than so many of all other occupations. As a normal score it tells the first
from the tenth, which matters, and hardly the 500th from the 600th, which does not.
"""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from stempath.occupations.measure import Measure
from stempath.occupations.onet import Figures

_NORMAL = NormalDist()


def standing(others: Figures, figures: Figures) -> Figures:
    """The normal score of each of `figures` among `others` (ties stand in the middle).

    About +3 above a thousand others, 0 in their middle; NaN stays NaN, and without others it is 0.
    """
    ordered = np.sort(others)
    below = np.searchsorted(ordered, figures, "left")
    up_to = np.searchsorted(ordered, figures, "right")
    score = _scores(len(ordered))[np.minimum(below + up_to, 2 * len(ordered))]
    return np.where(np.isfinite(figures), score, np.nan)


def best(count: int) -> float:
    """The standing above all of `count` others."""
    return float(_scores(count)[-1])


def per_mille(score: float) -> int:
    """A standing in words: nearer than so many of a thousand."""
    return round(1000 * _NORMAL.cdf(score))


def level_cost(ways: Figures, measure: Measure) -> Figures:
    """Raw points for a way in job zones: up (the more beyond the first zone), or down."""
    up, down = np.maximum(ways, 0), np.maximum(-ways, 0)
    cost = (
        measure.up * np.minimum(up, 1)
        + measure.further_up * np.maximum(up - 1, 0)
        + measure.down * down
    )
    known: Figures = np.nan_to_num(cost, nan=0.0)
    return known


@cache
def _scores(count: int) -> NDArray[np.float64]:
    """By twice the place from 0 (below all of `count`) to twice `count` (above all)."""
    places = range(2 * count + 1)
    return np.array([_NORMAL.inv_cdf((place + 1) / (2 * (count + 1))) for place in places])
