"""How near one occupation is to another, 0 to 100: computed from O*NET, kept as one plain table.

The method (own; the file closeness.toml of the catalogue holds its figures and says how they were
fitted; neither O*NET's Related Occupations nor its Career Changers Matrix is read):

1. Each part of an occupation is a vector. Knowledge: importance × level. Skills: importance.
   Interests, work values, work styles: their scores. All of these standardised per element over
   all of O*NET. Intermediate work activities, technology, and the letters of its names: tokens,
   rare ones counting more. Tasks, and names with the description: what their words mean, judged
   by the company they keep. (`parts`, `words`)
2. The likeness of two occupations in a part is the cosine of their vectors; for skills and work
   values, where how much matters as well, their distance.
3. Within the origin's row it becomes a standing among all occupations of O*NET but the origin, as
   a normal score, so the figure does not depend on which occupations a catalogue holds. (`ranks`)
4. The raw sum is the weighted sum of the standings less the cost of the way between levels
   (`level_cost`), the one part with a direction: a long way up costs more than any way down.
5. The raw sum of every pair goes through one logistic curve, the same for all origins, rounded to
   whole numbers. An occupation to itself is 100, and nothing else is.

Occupations that share one O*NET code share its figures, which says that they are near but not how
near. Between them the standing in each part is a mean of the highest there can be and of how alike
their own names are, though never less than for a middling pair. The surer both matches are, the
more the code counts (`_among_sharers`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from stempath.occupations.catalogue import Link
from stempath.occupations.measure import Measure
from stempath.occupations.onet import Figures, Onet
from stempath.occupations.parts import NAMES, PARTS, Parts, likeness, read_parts
from stempath.occupations.profiles import Profiles, read_profiles
from stempath.occupations.ranks import best, level_cost, standing
from stempath.problem import Place, Problem, StempathError, shown
from stempath.record import record
from stempath.rulebook.closeness import Closeness

DECIMALS = 6  # of raw sums, so that the last bits of a processor's arithmetic decide nothing


@record(frozen=True, slots=True)
class OccupationMap:
    """Origins × targets in the order of `links`.

    `standings` by part (NaN where a side has no such part), `ways` in job zones (above 0 is up,
    NaN where unknown), `raw` the sum of step 4, `closeness` step 5.
    """

    onet: Onet
    links: tuple[Link, ...]
    parts: Parts
    profiles: Profiles
    standings: Mapping[str, Figures]
    ways: Figures
    raw: Figures
    closeness: Closeness


def occupation_map(
    onet: Onet,
    links: Sequence[Link],
    measure: Measure,
    file: str = "crosswalk.csv",
    step: Callable[[], None] = lambda: None,
) -> OccupationMap:
    """The closeness of every pair of `links`; `file` is what messages call the crosswalk.

    `step` is called when the parts are read, and when what is missing is estimated.

    Raises:
        StempathError: a link to a code that the release does not hold, with its line.
    """
    problems = [
        Problem(
            "unknown-occupation",
            Place(file, link.line, "onet"),
            shown(link.onet),
            f"a code of O*NET {onet.release}",
            "look the occupation up in Occupation Data.txt",
        )
        for link in links
        if link.onet not in set(onet.codes)
    ]
    if problems:
        raise StempathError(problems)
    parts = read_parts(onet)
    step()
    profiles = read_profiles(onet, parts, links, measure)
    step()
    found = standings(parts, profiles, measure, range(len(links)))
    ways = profiles.zones[None, :] - profiles.zones[:, None]
    raw = raw_sums(found, ways, measure)
    whole = to_closeness(raw, measure)
    return OccupationMap(onet, tuple(links), parts, profiles, found, ways, raw, whole)


def standings(
    parts: Parts, profiles: Profiles, measure: Measure, origins: Sequence[int]
) -> dict[str, Figures]:
    """By part, origins (positions) × all profiles: how the target stands among all of O*NET."""
    at = np.asarray(origins, dtype=np.intp)
    found: dict[str, Figures] = {}
    for name in PARTS:
        vectors = profiles.vectors[name]
        population = parts.stated[name]
        among = likeness(name, vectors[at], parts.rows[name][population])
        alike = likeness(name, vectors[at], vectors)
        rows = np.flatnonzero(population)
        found[name] = np.array(
            [
                standing(among[index][rows != profiles.rows[origin]], alike[index])
                for index, origin in enumerate(at)
            ]
        )
    _among_sharers(found, parts, profiles, measure, origins)
    return found


def _among_sharers(
    found: Mapping[str, Figures],
    parts: Parts,
    profiles: Profiles,
    measure: Measure,
    origins: Sequence[int],
) -> None:
    """Tells apart the occupations of one O*NET code; those with borrowed figures differ already."""
    at = np.asarray(origins, dtype=np.intp)
    sharing = profiles.described[at, None] & (profiles.rows[at, None] == profiles.rows[None, :])
    sharing[np.arange(len(at)), at] = False
    by_names = np.zeros(sharing.shape)
    for name in NAMES:
        own = profiles.own[name]
        among = likeness(name, own[at], parts.rows[name][parts.stated[name]])
        alike = likeness(name, own[at], own)
        for index in np.flatnonzero(sharing.any(axis=1)):
            score = standing(among[index], alike[index])
            by_names[index] += np.nan_to_num(score) / len(NAMES)
    sure = (profiles.sure[at, None].astype(float) + profiles.sure[None, :]) / 2
    share = measure.loose + sure * (measure.sure - measure.loose)
    for name in PARTS:
        highest = best(max(int(parts.stated[name].sum()) - 1, 0))
        mean = share * highest + (1 - share) * np.clip(by_names, 0, highest)
        row = found[name]
        row[sharing] = np.where(np.isfinite(row), mean, np.nan)[sharing]


def raw_sums(found: Mapping[str, Figures], ways: Figures, measure: Measure) -> Figures:
    """Origins × targets: the weighted sum of `found`, less `level_cost`.

    A part that one side lacks is left out, and the sum scaled to all weights; a pair that no part
    can compare is -inf.
    """
    total, used = np.zeros(ways.shape), np.zeros(ways.shape)
    for name, weight in measure.weights.items():
        total += weight * np.nan_to_num(found[name])
        used += np.where(np.isfinite(found[name]), weight, 0)
    whole = sum(measure.weights.values())
    scaled = np.where(used > 0, total * (whole / np.where(used > 0, used, 1)), -np.inf)
    raw: Figures = np.round(scaled - level_cost(ways, measure), DECIMALS)
    return raw


def to_closeness(raw: Figures, measure: Measure) -> Closeness:
    """Raw sums (square, occupations in one order) as whole numbers 0 to 99; the diagonal is 100."""
    bounded = np.clip(raw, -100, 100)
    curve = 100 / (1 + np.exp(-(bounded - measure.midpoint) / measure.scale))
    whole = np.minimum(np.floor(np.round(curve, DECIMALS) + 0.5), 99).astype(np.uint8)
    np.fill_diagonal(whole, 100)
    return whole
