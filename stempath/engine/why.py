"""Why a candidate stands where it does, and the smallest change of one answer to open it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from stempath.engine.advise import Evaluation, evaluate_one
from stempath.engine.explain import Facts, refusals, terms_of
from stempath.engine.hits import FALSE, UNKNOWN, level
from stempath.engine.offerings import find_offerings
from stempath.engine.opening import Change, smallest_changes
from stempath.engine.ruleset import Law, RuleSet
from stempath.engine.words import fill
from stempath.model.fact import Value
from stempath.problem import Place, Problem, StempathError
from stempath.record import record
from stempath.rulebook.clauses import read_clause
from stempath.tables import squash


@record(frozen=True, slots=True)
class ClauseLine:
    """One clause for this pair: its text, how it stands (0 false, 1 unknown, 2 true), its facts."""

    part: str
    text: str
    level: int
    facts: tuple[tuple[str, Value], ...]


@record(frozen=True, slots=True)
class RuleLine:
    """One rule for this pair: whether it acted, with what points, and each of its clauses.

    `words` is what it says of the pair, "" where it says nothing.
    """

    rule: str
    effect: str
    acted: bool
    points: int
    source: str
    private: bool
    clauses: tuple[ClauseLine, ...]
    words: str = ""


@record(frozen=True, slots=True)
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


def candidate_named(rules: RuleSet, typed: str) -> tuple[str, int]:
    """("offering" or "move", index) of an offering's id or title, or an occupation's code or title.

    Words that a single offering has will do as well.

    Raises:
        StempathError: exit 3, there is none, with the nearest.
    """
    found = rules.places.get(typed)
    if found is None and (code := rules.vocabularies["occupations"].find(typed)):
        found = rules.places.get(code)
    if found is None:
        named = [id_ for id_, title in rules.titles.items() if squash(title) == squash(typed)]
        found = rules.places.get(named[0]) if len(named) == 1 else None
    near = find_offerings(rules, typed, lambda facts: True) if found is None else None
    if near and len(near.ids) == 1:
        found = rules.places.get(near.ids[0])
    if found is None:
        raise StempathError(
            Problem(
                "not-found",
                Place("command line", key=typed),
                f"`{typed}`",
                "the id or title of an offering, or the code or title of an occupation",
                _nearest(rules, typed, near.ids if near else ()),
            )
        )
    return found


def _nearest(rules: RuleSet, typed: str, matching: Sequence[str]) -> str:
    """Two of the offerings that match, else of those spelled alike; and two occupations."""
    from rapidfuzz import process

    ids = list(rules.titles)
    near = list(matching[:2]) or [
        name for name, _score, _index in process.extract(typed, ids, limit=2)
    ]
    occupations = rules.vocabularies["occupations"]
    near += [f"{occupations.name_of(code)} ({code})" for code in occupations.nearest(typed, 2)]
    return "nearest: " + "; ".join(near)


def explain(rules: RuleSet, person: Mapping[str, Value], about: str, index: int) -> Explanation:
    """Every rule about the candidate, and what shuts it out if anything does."""
    from stempath.engine.rank import ranked

    evaluation = evaluate_one(rules, person)
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
        points, acted, status = 0, False, None
        if term is not None:
            points = outcome.term_points(term, 0, index)
            status = outcome.requirement(term, 0, index)
            acted = bool(points) or (
                status is not None
                if law.effect == "require"
                else law.effect != "points" and outcome.term_hit(term, 0, index)
            )
        yield RuleLine(
            law.id, law.effect, acted, points, law.source, law.private,
            tuple(_clauses(rules, law, facts)),
            fill(rules, _words(law, status), facts, law.when) if acted else "",
        )  # fmt: skip


def _words(law: Law, status: int | None) -> str:
    """What a rule that acted says; a requirement (`status`) speaks only where it is not met."""
    if law.effect == "require":
        shuts = status == FALSE or (law.closed and status == UNKNOWN)
        return law.why_not if shuts else law.if_unknown if status == UNKNOWN else ""
    return law.why or law.note


def _clauses(rules: RuleSet, law: Law, facts: Facts) -> Iterator[ClauseLine]:
    for part, texts in (("when", law.when), ("unless", law.unless), ("require", law.require)):
        for text in texts:
            clause = read_clause(text, rules.facts, rules.vocabularies)
            read = tuple((str(s), facts[s.of].get(s.fact)) for s in clause.subjects)
            yield ClauseLine(part, text, level(clause, facts), read)
