"""Which skills a person could rate so that the first lines of the advice would change most."""

from __future__ import annotations

from collections.abc import Mapping

from stempath.engine.advise import evaluate
from stempath.engine.open_questions import difference, first_lines
from stempath.engine.possible_ratings import rating_answers
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value


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
