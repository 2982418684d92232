"""The ratings of skills that are worth trying for one person, as far as advice can tell.

What matters of a skill is whether it is there: each that a first move needs is tried as wholly
missing and as fully held, one at a time, except as what the person is taken to hold of it anyway.
"""

from __future__ import annotations

from collections.abc import Mapping

from stempath.engine.advise import evaluate
from stempath.engine.rank import ranked
from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Gap
from stempath.model.fact import Value
from stempath.model.ratings import HIGHEST, LOWEST_RATING, rating_value, ratings_of

MOST_TRIED = 40  # skills: what weighs most in the first moves


def rating_answers(rules: RuleSet, facts: Mapping[str, Value]) -> list[tuple[str, Value]]:
    """(skill, the person's ratings with it tried), the weightiest skills of first moves first."""
    own = ratings_of(facts.get("skills"))
    evaluation = evaluate(rules, [facts])
    ground, weights = evaluation.ground, dict[str, int]()
    if ground.known[ground.codes[0]]:
        for entry in ranked(rules, evaluation.moves, 0, rules.listing.first):
            for skill, importance in rules.needs.importance_of(entry.index).items():
                weights[skill] = weights.get(skill, 0) + importance
    unrated = [skill for skill in weights if skill not in own]
    tried = sorted(unrated, key=lambda skill: (-weights[skill], skill))[:MOST_TRIED]
    taken = dict(zip(rules.needs.skills, ground.levels[ground.codes[0]].tolist(), strict=True))
    return [
        (skill, rating_value({**own, skill: level}))
        for skill in tried
        for level in (LOWEST_RATING, HIGHEST)
        if level != taken[skill]
    ]


def first_gaps(rules: RuleSet, facts: Mapping[str, Value]) -> list[Gap]:
    """What the first moves lack, move by move, the weightiest of each first."""
    evaluation = evaluate(rules, [facts])
    first = ranked(rules, evaluation.moves, 0, rules.listing.leaders)
    return [gap for entry in first for gap in evaluation.gaps(0, entry.index)]
