"""Persons -> advice: moves first, then offerings, which may read where the first moves lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stempath.engine.explain import Facts, cautions, person_notes, reasons, refusals
from stempath.engine.kernel import Block, Outcome, block_of, measured, order, run, with_leaders
from stempath.engine.rank import Ranked, ranked
from stempath.engine.ruleset import RuleSet
from stempath.engine.words import fill
from stempath.model.advice import Advice, Apart, Suggestion
from stempath.model.fact import Value

LEADERS = 3  # first moves that offerings may read
MOST_APART = 10


@dataclass(frozen=True)
class Evaluation:
    """A block of persons, evaluated under both programs."""

    rules: RuleSet
    block: Block
    moves: Outcome
    offerings: Outcome

    def outcome(self, about: str) -> Outcome:
        return self.moves if about == "move" else self.offerings

    def facts(self, person: int, about: str = "", candidate: int = -1) -> Facts:
        """The facts that words and explanations of a pair read, by subject."""
        facts: dict[str, Mapping[str, Value]] = {"person": self.block.person(person)}
        if about:
            facts[about] = self.rules.candidate(about, candidate)
        if about == "move" and not self.moves.unmeasured[person] and self.moves.measure is not None:
            closeness = int(self.moves.measure[person, candidate])
            facts[about] = {**facts[about], "closeness": closeness}
        return facts


def evaluate(rules: RuleSet, persons: Sequence[Mapping[str, Value]]) -> Evaluation:
    """Score every candidate for every person (their known facts, derived ones left out)."""
    block = block_of(rules, persons)
    measure, unmeasured = measured(rules, block)
    moves = run(rules.moves, block, measure, unmeasured)
    if any(derivation.how == "leaders" for derivation in rules.derivations):
        leaders = [
            tuple(str(rules.move_facts[entry.index]["code"])
                  for entry in ranked(rules, moves, "move", person)[:LEADERS])
            for person in range(block.size)
        ]  # fmt: skip
        block = with_leaders(rules, block, leaders)
    none = np.ones(block.size, np.bool_)
    return Evaluation(rules, block, moves, run(rules.offerings, block, None, none))


def advise(rules: RuleSet, persons: Sequence[Mapping[str, Value]]) -> Iterator[Advice]:
    """The whole advice for each person, in order; the same whoever else is in the block."""
    evaluation = evaluate(rules, persons)
    for person, facts in enumerate(persons):
        yield _advice(evaluation, person, facts)


def _advice(evaluation: Evaluation, person: int, facts: Mapping[str, Value]) -> Advice:
    rules = evaluation.rules
    offerings = [
        _suggestion(evaluation, "offering", person, entry)
        for entry in ranked(rules, evaluation.offerings, "offering", person)
    ]
    moves = [
        _suggestion(evaluation, "move", person, entry)
        for entry in ranked(rules, evaluation.moves, "move", person)
    ]
    return Advice(
        rulebook=rules.fingerprint,
        as_of=rules.as_of,
        person=dict(facts),
        offerings=tuple(offerings),
        moves=tuple(moves),
        apart=tuple(_apart(evaluation, person)),
        notes=person_notes(rules, evaluation.offerings, person, evaluation.facts(person)),
        counts=_counts(evaluation, person),
    )


def _suggestion(evaluation: Evaluation, about: str, person: int, entry: Ranked) -> Suggestion:
    rules, outcome = evaluation.rules, evaluation.outcome(about)
    facts = evaluation.facts(person, about, entry.index)
    own = facts[about]
    words = [caution.words for caution in cautions(rules, outcome, person, entry.index, facts)]
    words += [str(caution) for caution in own.get("cautions") or ()]  # type: ignore[union-attr]
    if entry.lifted >= 0:
        law = outcome.program.laws[outcome.program.term_law[entry.lifted]]
        words.insert(0, fill(rules, law.note, facts, law.when))
    closeness = own.get("closeness")
    return Suggestion(
        id=str(own["code"] if about == "move" else own["id"]),
        kind="move" if about == "move" else str(own["kind"]),
        title=str(own["title"]),
        score=int(outcome.scores[person, entry.index]),
        reasons=reasons(rules, outcome, person, entry.index, facts),
        cautions=tuple(dict.fromkeys(words)),
        facts=own,
        held_back=bool(outcome.held[person, entry.index]),
        closeness=closeness if isinstance(closeness, int) else None,
        course=_course(evaluation, person, own) if own.get("design") else None,
    )


def _course(evaluation: Evaluation, person: int, design: Mapping[str, Value]) -> str | None:
    """The best-placed course that teaches a skill of the design's taught part; None without one."""
    rules, outcome = evaluation.rules, evaluation.offerings
    taught = set(rules.designs[str(design["id"])]["taught_skills"])
    allowed = ~(outcome.out | outcome.apart)
    for index in order(outcome, person, len(rules.offering_facts), allowed):
        facts = rules.offering_facts[index]
        skills = facts["skills"]
        assert isinstance(skills, tuple)
        if not facts.get("on_the_job") and not taught.isdisjoint(map(str, skills)):
            return str(facts["id"])
    return None


def _apart(evaluation: Evaluation, person: int) -> Iterator[Apart]:
    """Moves shut only for want of a registration, best first."""
    rules, outcome = evaluation.rules, evaluation.moves
    shut = outcome.apart
    for index in order(outcome, person, len(rules.move_facts), shut)[:MOST_APART]:
        facts = evaluation.facts(person, "move", index)
        law, words = refusals(rules, outcome, person, index, facts)[0]
        closeness = facts["move"].get("closeness")
        yield Apart(
            id=str(facts["move"]["code"]),
            title=str(facts["move"]["title"]),
            closeness=closeness if isinstance(closeness, int) else None,
            why_not=words,
            rule=law.id,
        )


def _counts(evaluation: Evaluation, person: int) -> dict[str, int]:
    """How many candidates stand apart, by kind: said, and for offerings not shown."""
    return {
        "offerings": int((~(evaluation.offerings.out | evaluation.offerings.apart))[person].sum())
        - 1,
        "offerings_apart": int(evaluation.offerings.apart[person].sum()),
        "moves": int((~(evaluation.moves.out | evaluation.moves.apart))[person].sum()),
        "moves_apart": int(evaluation.moves.apart[person].sum()),
    }
