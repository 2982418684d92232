"""Which requirements of a candidate a person meets by what they told."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stempath.engine.advise import Evaluation, evaluate
from stempath.engine.explain import terms_of
from stempath.engine.hits import TRUE
from stempath.engine.ruleset import Law, RuleSet
from stempath.engine.why import find_candidate
from stempath.model.fact import Value

_FACT = re.compile(r"\b(?:offering|move)\.(\w+)")


def facts_met(
    rules: RuleSet, person: Mapping[str, Value], ids: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """By candidate id: the facts of it that ask something which this person has.

    Only what a requirement says in so many words counts: not what an exception lets pass.
    """
    evaluation = evaluate(rules, [person])
    found: dict[str, tuple[str, ...]] = {}
    for id_ in ids:
        place = find_candidate(rules, id_)
        assert place is not None, f"{id_} is no candidate"
        names = [name for law in _met(evaluation, *place) for name in reads(law.require)]
        found[id_] = tuple(dict.fromkeys(names))
    return found


def _met(evaluation: Evaluation, about: str, index: int) -> list[Law]:
    outcome = evaluation.outcome(about)
    rows, program = outcome.rows, outcome.program
    return [
        law
        for term, law in terms_of(outcome, index)
        if law.effect == "require"
        and outcome.requirement(term, 0, index) == TRUE
        and rows[program.term_require[term], 0] == TRUE
    ]


def reads(clauses: tuple[str, ...]) -> tuple[str, ...]:
    """The facts of the candidate that these clauses name."""
    return tuple(name for text in clauses for name in _FACT.findall(text))
