"""Two occupations side by side, and the move from each to the other."""

from __future__ import annotations

from pathlib import Path

from stempath.engine.occupation_page import OccupationPage, open_page
from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Gap
from stempath.occupations.nearness import Nearness
from stempath.record import record


@record(frozen=True, slots=True)
class Way:
    """The move from one to the other, for whoever works in the first.

    closeness  0-100, measured among all that is near to the first
    held       the share of what the second needs that whoever works in the first holds, 0-100
    met, gaps  the skills that the second needs: held in full, and short, the weightiest first
    nearness   how near each part is; not told of every pair
    """

    closeness: int
    held: int
    met: tuple[str, ...]
    gaps: tuple[Gap, ...]
    nearness: Nearness | None


@record(frozen=True, slots=True)
class Comparison:
    """Both occupations with all that is known of them, and the way there and back."""

    here: OccupationPage
    there: OccupationPage
    out: Way
    back: Way


def compare(folder: Path, rules: RuleSet, here: str, there: str) -> Comparison:
    """See `api.compare`."""
    one, other = (open_page(folder, rules, code) for code in (here, there))
    return Comparison(one, other, _way(rules, one, other), _way(rules, other, one))


def _way(rules: RuleSet, here: OccupationPage, there: OccupationPage) -> Way:
    rows, needs = rules.origins[0].rows, rules.needs
    origin, target = (rows[str(page.facts["code"])] for page in (here, there))
    levels = rules.brought[origin]
    return Way(
        closeness=int(rules.closeness[origin, target]),
        held=needs.share(levels, target),
        met=needs.met(levels, target),
        gaps=needs.gaps(levels, target),
        nearness=here.nearness.get(str(there.facts["code"])),
    )
