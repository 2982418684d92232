"""Why a candidate stands where it does, and the smallest change of one answer to open it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stempath.engine.advise import Evaluation, evaluate
from stempath.engine.explain import Facts, refusals, terms_of
from stempath.engine.hits import level
from stempath.engine.ruleset import Law, RuleSet
from stempath.model.fact import Fact, Value, declared
from stempath.model.person import NEEDED, Person
from stempath.rulebook.clauses import read_clause

MOST_CHANGES = 3


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause for this pair: its text, how it stands (0 false, 1 unknown, 2 true), its facts."""

    part: str
    text: str
    level: int
    facts: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule for this pair: whether it acted, with what points, and each of its clauses."""

    rule: str
    effect: str
    acted: bool
    points: int
    source: str
    private: bool
    clauses: tuple[ClauseLine, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Another answer to one question, after which the candidate is no longer shut out."""

    fact: str
    now: Value
    to: Value


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one pair. `rank` from 1, None if not listed; `changes` only if shut out."""

    id: str
    title: str
    about: str
    score: int
    rank: int | None
    shut_by: tuple[tuple[str, str], ...]
    held_back: bool
    rules: tuple[RuleLine, ...]
    changes: tuple[Change, ...]


def find_candidate(rules: RuleSet, id_: str) -> tuple[str, int] | None:
    """("offering" or "move", index) of an offering id or an occupation code; None if unknown."""
    for about, facts, key in (
        ("offering", rules.offering_facts, "id"),
        ("move", rules.move_facts, "code"),
    ):
        for index, candidate in enumerate(facts):
            if candidate[key] == id_:
                return about, index
    return None


def explain(rules: RuleSet, person: Mapping[str, Value], about: str, index: int) -> Explanation:
    """Every rule about the candidate, and what shuts it out if anything does."""
    from stempath.engine.rank import ranked

    evaluation = evaluate(rules, [person])
    outcome = evaluation.outcome(about)
    facts = evaluation.facts(0, about, index)
    shut = refusals(rules, outcome, 0, index, facts)
    listed = [entry.index for entry in ranked(rules, outcome, 0)]
    own = facts[about]
    return Explanation(
        id=str(own["code" if about == "move" else "id"]),
        title=str(own["title"]),
        about=about,
        score=int(outcome.scores[0, index]),
        rank=listed.index(index) + 1 if index in listed else None,
        shut_by=tuple((law.id, words) for law, words in shut),
        held_back=bool(outcome.held[0, index]),
        rules=tuple(_lines(rules, evaluation, about, index, facts)),
        changes=tuple(smallest_changes(rules, person, about, index)) if shut else (),
    )


def _lines(
    rules: RuleSet, evaluation: Evaluation, about: str, index: int, facts: Facts
) -> Iterator[RuleLine]:
    outcome = evaluation.outcome(about)
    terms = {law.id: term for term, law in terms_of(outcome, index)}
    for law in outcome.program.laws:
        if law.about != about:
            continue
        term = terms.get(law.id)
        points, acted = 0, False
        if term is not None:
            points = outcome.term_points(term, 0, index)
            acted = bool(points) or (
                outcome.requirement(term, 0, index) is not None
                if law.effect == "require"
                else law.effect != "points" and outcome.term_hit(term, 0, index)
            )
        yield RuleLine(
            law.id, law.effect, acted, points, law.source, law.private,
            tuple(_clauses(rules, law, facts)),
        )  # fmt: skip


def _clauses(rules: RuleSet, law: Law, facts: Facts) -> Iterator[ClauseLine]:
    for part, texts in (("when", law.when), ("unless", law.unless), ("require", law.require)):
        for text in texts:
            clause = read_clause(text, rules.facts, rules.vocabularies)
            read = tuple((str(s), facts[s.of].get(s.fact)) for s in clause.subjects)
            yield ClauseLine(part, text, level(clause, facts), read)


# --- the smallest change -----------------------------------------------------------------------


def smallest_changes(
    rules: RuleSet, person: Mapping[str, Value], about: str, index: int
) -> list[Change]:
    """Single answers that would let the candidate in, the smallest change of each fact first.

    Every possible answer to every question that a failed requirement reads is tried through the
    engine itself, so a change that is named does open the candidate.
    """
    changes = [
        Change(fact, person.get(fact), value)
        for fact in _facts_read(rules, person, about, index)
        for value in _alternatives(rules, declared(Person)[fact], person.get(fact))
    ]
    if not changes:
        return []
    tried = evaluate(rules, [{**person, change.fact: change.to} for change in changes])
    outcome = tried.outcome(about)
    opening = [
        change
        for number, change in enumerate(changes)
        if not (outcome.out[number, index] or outcome.apart[number, index])
    ]
    best: dict[str, Change] = {}
    for change in sorted(opening, key=lambda change: _size(rules, change)):
        best.setdefault(change.fact, change)
    return sorted(best.values(), key=lambda change: _size(rules, change))[:MOST_CHANGES]


def _facts_read(rules: RuleSet, person: Mapping[str, Value], about: str, index: int) -> list[str]:
    """The facts a person answers that the failed requirements of the candidate read."""
    evaluation = evaluate(rules, [person])
    facts = evaluation.facts(0, about, index)
    derived = {derivation.name: derivation.sources for derivation in rules.derivations}
    asked: dict[str, None] = {}

    def add(name: str) -> None:
        if name in derived:
            for source in derived[name]:
                add(source.partition(".")[2])
        elif name in declared(Person):
            asked[name] = None

    for law, _words in refusals(rules, evaluation.outcome(about), 0, index, facts):
        for text in (*law.require, *law.unless, *law.when):
            clause = read_clause(text, rules.facts, rules.vocabularies)
            for subject in clause.subjects:
                if subject.of == "person":
                    add(subject.fact)
    return list(asked)


def _alternatives(rules: RuleSet, fact: Fact, now: Value) -> Sequence[Value]:
    if fact.type == "yes-no":
        return [value for value in (True, False) if value != now]
    if fact.is_number:
        found = sorted({value for value in _thresholds(rules, fact) if value != now})
        return [
            value for value in found
            if (fact.least is None or value >= fact.least)
            and (fact.most is None or value <= fact.most)
        ]  # fmt: skip
    ids = rules.vocabularies[fact.vocabulary].names if fact.vocabulary in rules.vocabularies else ()
    if not fact.many:
        return [id_ for id_ in ids if id_ != now]
    held = now if isinstance(now, tuple) else ()
    if fact.most_items is not None and len(held) >= fact.most_items:
        held = held[: fact.most_items - 1]
    more: list[Value] = [(*held, id_) for id_ in ids if id_ not in held]
    return [*more, ()] if held and fact.name not in NEEDED else more


def _thresholds(rules: RuleSet, fact: Fact) -> Iterator[int | float]:
    """The numbers at which some condition on the fact turns, and their neighbours."""
    year = int(rules.as_of[:4])
    since = {
        d.name for d in rules.derivations if d.how == "since" and f"person.{fact.name}" in d.sources
    }
    for program in (rules.offerings, rules.moves):
        for group in program.atoms:
            for value in group.literals:
                if isinstance(value, bool) or not isinstance(value, int | float):
                    continue
                if group.fact == fact.name:
                    yield from (value, value + 1, value - 1)
                elif group.fact in since:
                    yield from (year - value, year - value + 1)


def _size(rules: RuleSet, change: Change) -> tuple[int, float, str]:
    """Smaller first: a number by how far, a level by how many levels, other answers after those."""
    if isinstance(change.to, int | float) and not isinstance(change.to, bool):
        now = change.now if isinstance(change.now, int | float) else 0
        return (0, abs(change.to - now), str(change.to))
    if change.fact == "qualification":
        levels = rules.vocabularies["qualifications"].columns["aqf"]
        to, held = (levels.get(str(answer)) for answer in (change.to, change.now))
        assert isinstance(to, int)
        return (1, abs(to - (held if isinstance(held, int) else 0)), str(change.to))
    return (2, 0 if isinstance(change.to, bool | tuple) else 1, str(change.to))
