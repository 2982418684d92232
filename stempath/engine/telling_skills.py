"""Which skills a person could rate so that the first lines of the advice would change most."""

from __future__ import annotations

from collections.abc import Mapping

from stempath.engine.advise import evaluate
from stempath.engine.open_questions import difference, first_lines
from stempath.engine.possible_ratings import first_gaps, rating_answers
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value
from stempath.model.ratings import ratings_of


def telling_skills(
    rules: RuleSet, facts: Mapping[str, Value], first: int | None = None
) -> list[str]:
    """The skills not rated yet that would change the first lines, the most telling one first.

    `first` lines of each list count; by default those of the first screen. At most so many skills
    as are asked for at once; none where no rating would change anything.
    """
    lines = first or rules.listing.first
    answers = rating_answers(rules, facts)
    evaluation = evaluate(rules, [facts, *({**facts, "skills": value} for _, value in answers)])
    now = first_lines(evaluation, 0, lines)
    changes: dict[str, float] = {}
    for person, (skill, _value) in enumerate(answers, 1):
        change = difference(now, first_lines(evaluation, person, lines))
        changes[skill] = changes.get(skill, 0) + change
    telling = [skill for skill, change in changes.items() if change]
    return sorted(telling, key=lambda skill: -changes[skill])[: rules.listing.rated]


def weighty_skills(rules: RuleSet, facts: Mapping[str, Value]) -> list[str]:
    """As many skills not rated yet: those that would change the lines, then what first moves need.

    For whoever asks to rate their skills: the share held of a move is theirs to set right, whether
    or not it changes any order.
    """
    rated = ratings_of(facts.get("skills"))
    weighty = (skill for skill, _value in rating_answers(rules, facts))
    gaps = (gap.skill for gap in first_gaps(rules, facts))
    found = dict.fromkeys((*telling_skills(rules, facts), *gaps, *weighty))
    return [skill for skill in found if skill not in rated][: rules.listing.rated]
