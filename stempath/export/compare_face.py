"""Two occupations side by side as `stempath compare --json` prints them."""

from __future__ import annotations

from stempath.engine.compare import Comparison, Way
from stempath.engine.occupation_page import OccupationPage
from stempath.engine.ruleset import RuleSet
from stempath.export.face import SCHEMA_VERSION, gap_face
from stempath.export.occupation_face import occupation_face


def compare_face(rules: RuleSet, found: Comparison) -> dict[str, object]:
    """Both occupations whole, and the move each way."""
    here, there = found.here, found.there
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": rules.fingerprint,
        "occupations": [occupation_face(rules, page) for page in (here, there)],
        "ways": [_way(rules, here, there, found.out), _way(rules, there, here, found.back)],
    }


def _way(rules: RuleSet, here: OccupationPage, there: OccupationPage, way: Way) -> object:
    near = way.nearness
    return {
        "origin": here.facts["code"],
        "target": there.facts["code"],
        "closeness": way.closeness,
        "closeness_words": rules.listing.closeness_words(way.closeness) or None,
        "held": way.held,
        "met": list(way.met),
        "gaps": [gap_face(gap) for gap in way.gaps],
        "nearer_than_of_a_thousand": dict(near.standings) if near else None,
        "levels_up": near.way if near else None,
    }
