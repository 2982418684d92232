"""Which requirements of a candidate a person meets by what they told."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stempath.engine.advise import Evaluation, evaluate_one
from stempath.engine.explain import terms_of
from stempath.engine.hits import TRUE
from stempath.engine.kernel import order
from stempath.engine.ruleset import Law, RuleSet
from stempath.model.fact import Value

_ASKED = re.compile(r"(?:\bperson\.(\w+) [<>=!]+ )?\b(?:offering|move)\.(\w+)")
Met = Mapping[str, Value]


def facts_met(rules: RuleSet, person: Mapping[str, Value], ids: tuple[str, ...]) -> dict[str, Met]:
    """By candidate id: the facts of it that ask something which this person has.

    With each, what the person has where the two are compared by size, else None. Only what a
    requirement says in so many words counts: not what an exception lets pass.
    """
    evaluation = evaluate_one(rules, person)
    known = evaluation.block.person(0)
    found: dict[str, Met] = {}
    for id_ in ids:
        asked = [
            pair for law in _met(evaluation, *rules.places[id_]) for pair in _compared(law.require)
        ]
        found[id_] = {name: known.get(own) for own, name in asked}
    return found


def opened(rules: RuleSet, person: Mapping[str, Value]) -> tuple[str, ...]:
    """Ids of the offerings that are kept for some and open to this person, best first."""
    evaluation = evaluate_one(rules, person)
    outcome = evaluation.offerings
    return tuple(
        str(rules.offering_facts[index]["id"])
        for index in order(outcome, 0, outcome.open(0))
        if any(law.apart for law in _met(evaluation, "offering", index))
    )


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


def _compared(clauses: tuple[str, ...]) -> list[tuple[str, str]]:
    """(the person's fact or "", the candidate's) as these clauses name them."""
    return [pair for text in clauses for pair in _ASKED.findall(text)]
