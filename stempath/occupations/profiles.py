"""What the catalogue's occupations are like: O*NET's figures, own names, and what is estimated.

Every ANZSCO occupation has a profile of its own. Its O*NET code gives the figures. Its own names
(title, other names, specialisations) are mixed into the parts made of names, and its skill level
into its level, so that occupations which share a code are told apart where facts allow.

What O*NET does not state is borrowed: the mean of the nearest fully described occupations, by the
parts that there are, with shares by the odds of their nearness. Where O*NET gives names alone (a
rest, "all other"), it borrows within its major group (the first two digits), to which it belongs
by definition. A borrowed vector is not scaled to length 1: a cosine with it is then the mean of
those with its lenders. At full length it would stand in the middle of them, near to all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stempath.occupations.catalogue import CONFIDENCES, Link
from stempath.occupations.measure import Measure
from stempath.occupations.onet import Figures, Onet
from stempath.occupations.parts import NAMES, PARTS, Parts, likeness, stated
from stempath.occupations.ranks import level_cost, standing
from stempath.occupations.words import unit
from stempath.record import record

LEVEL = "level"


@record(frozen=True, slots=True)
class Loan:
    """What an occupation borrows: the missing parts, from whom (rows of Onet) and in what shares.

    `parts` are names of PARTS, or LEVEL; `shares` sum to 1. Without `rows`, nothing was near.
    """

    parts: tuple[str, ...]
    rows: tuple[int, ...]
    shares: tuple[float, ...]


@record(frozen=True, slots=True)
class Profiles:
    """The occupations of `links` in their order: a row each in every array.

    `rows`: their rows of Onet. `vectors` by part, borrowed ones included (NaN where nothing was
    near). `own`: the parts NAMES of their own names alone. `zones`: levels as job zones, 1 to 5
    (`_levelled`). `usual`: the job zone usual here for their ANZSCO skill level. `described`:
    whether O*NET states more of them than names. `sure`: whether the match of their code is of
    high confidence. `loans` by position.
    """

    rows: NDArray[np.intp]
    vectors: Mapping[str, Figures]
    own: Mapping[str, Figures]
    zones: Figures
    usual: Figures
    described: NDArray[np.bool_]
    sure: NDArray[np.bool_]
    loans: Mapping[int, Loan]


def read_profiles(onet: Onet, parts: Parts, links: Sequence[Link], measure: Measure) -> Profiles:
    """The profiles of `links`, whose codes `onet` must hold."""
    at = {code: row for row, code in enumerate(onet.codes)}
    rows = np.array([at[link.onet] for link in links], dtype=np.intp)
    described = np.logical_or.reduce(
        [parts.stated[name][rows] for name in PARTS if name not in NAMES]
    )
    own = parts.of_names([link.names for link in links])
    sharing = Counter(link.onet for link in links)
    among = np.array([sharing[link.onet] for link in links], dtype=np.float64)
    # O*NET's names of a rest are shared out among its occupations.
    share = np.where(described, measure.own, 1 - (1 - measure.alone) / among)
    vectors = {
        name: mixed(found[rows], own[name], share) if name in NAMES else found[rows]
        for name, found in parts.rows.items()
    }
    zones, usual = onet.zones[rows], _usual(onet.zones[rows], links)
    level = _levelled(zones, usual, measure)
    loans: dict[int, Loan] = {}
    for position, row in enumerate(rows.tolist()):
        has = {name: found[position] for name, found in vectors.items()}
        loan = find_loan(onet, parts, has, (zones[position], usual[position]), row, measure)
        if loan.parts:
            loans[position] = loan
    for position, loan in loans.items():
        for name in loan.parts if loan.rows else ():
            if name != LEVEL:
                vectors[name][position] = borrowed(parts.rows[name], loan)
            else:
                zone = borrowed(onet.zones, loan)
                level[position] = _levelled(zone, usual[position], measure)
    sure = np.array([link.confidence == CONFIDENCES[0] for link in links])
    return Profiles(rows, vectors, own, level, usual, described, sure, loans)


def find_loan(
    onet: Onet,
    parts: Parts,
    has: Mapping[str, Figures],
    level: tuple[float, float],
    row: int,
    measure: Measure,
) -> Loan:
    """What an occupation with the vectors `has` lacks, and who is near enough to lend it.

    `row` is its own row of Onet, which lends nothing. `level`: its job zone and the one usual for
    its ANZSCO skill level, NaN where not stated. The way
    to a lender's level costs what a move would.
    """
    zone, usual = level
    told = [name for name in PARTS if parts.stated[name].any()]  # by the release, of anybody
    missing = [name for name in told if not np.isfinite(has[name]).all()]
    lacks_level = not np.isfinite(zone)
    if not missing and not lacks_level:
        return Loan((), (), ())
    others = np.arange(len(onet.codes)) != row
    nearness, used = np.zeros(len(onet.codes)), 0.0
    for name in told:
        if name not in missing:
            alike = likeness(name, has[name][None, :], parts.rows[name])[0]
            known = parts.stated[name] & others
            nearness += measure.weights[name] * np.nan_to_num(standing(alike[known], alike))
            used += measure.weights[name]
    nearness *= sum(measure.weights.values()) / used if used else 0
    nearness -= level_cost(onet.zones - (usual if lacks_level else zone), measure)
    whole = np.logical_and.reduce([np.isfinite(onet.zones), *(parts.stated[n] for n in told)])
    lenders = others & whole
    if set(told) - set(missing) <= set(NAMES):
        lenders &= np.array([code[:2] == onet.codes[row][:2] for code in onet.codes])
    order = np.argsort(np.where(lenders, -nearness, np.inf), kind="stable")
    chosen = order[: min(measure.nearest, int(lenders.sum()))]
    lent = (*missing, LEVEL) if lacks_level else tuple(missing)
    if not len(chosen):
        return Loan(lent, (), ())
    odds = np.exp(nearness[chosen] - nearness[chosen].max())
    return Loan(lent, tuple(chosen.tolist()), tuple((odds / odds.sum()).tolist()))


def borrowed(figures: Figures, loan: Loan) -> Figures:
    """What `loan` brings: the mean of its rows of `figures` (a row per occupation) by shares."""
    mean: Figures = np.asarray(loan.shares) @ figures[list(loan.rows)]
    return mean


def mixed(theirs: Figures, own: Figures, share: Figures) -> Figures:
    """Rows of O*NET's names and of own names, by the `share` of the own; or the one there is."""
    weight = np.where(stated(own), np.where(stated(theirs), share, 1.0), 0.0)[:, None]
    return unit(np.nan_to_num(theirs) * (1 - weight) + np.nan_to_num(own) * weight)


def _usual(zones: Figures, links: Sequence[Link]) -> Figures:
    """For each link, the mean job zone of all links of its ANZSCO skill level; NaN if unknown."""
    levels = np.array([link.level or 0 for link in links])
    usual = np.full(len(links), np.nan)
    for level in sorted({link.level for link in links if link.level}):
        known = zones[(levels == level) & np.isfinite(zones)]
        if len(known):
            usual[levels == level] = known.mean()
    return usual


def _levelled(zones: Figures, usual: Figures, measure: Measure) -> Figures:
    """Job zones mixed with the `usual` ones; where one is not known, the other."""
    both = zones + measure.australian * (usual - zones)
    return np.where(np.isfinite(both), both, np.where(np.isfinite(zones), zones, usual))
