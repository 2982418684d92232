"""Random persons and random rules, made from what a rulebook declares."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from stempath.model.fact import Fact, Value, declared
from stempath.model.person import Person
from stempath.model.ratings import rating_value
from stempath.model.rule import Clause, Effect, Rule
from stempath.problem import Place
from stempath.rulebook.book import Rulebook
from stempath.rulebook.clauses import MEASURES, OPERATORS, PERCENT, Misfit, read_clause

NUMBERS = {
    "years_experience": (0, 1, 2, 4.5, 5, 12),
    "graduated_year": (1999, 2016, 2020, 2025),
    "hours_per_week": (0, 3, 6, 8, 40),
    "weeks_available": (0, 2, 4, 8, 10, 26),
    "budget_aud": (0, 299.5, 300, 12_000),
}
# Candidate facts that differ between the few candidates of the tiny rulebook.
OFFERING = (
    "age", "cost_aud", "credit_points", "design", "difficulty",
    "entry_fields", "entry_occupations", "entry_sectors", "graduated_within_years", "hours",
    "id", "kind", "min_aqf", "min_aqf_or_years", "min_years_experience",
    "mode", "on_the_job", "paid", "provider_id", "registrations",
    "reserved_for", "residency", "sectors", "skills", "states",
    "weeks",
)  # fmt: skip
MOVE = (
    "code", "core_aqf", "core_fields", "estimated", "gated",
    "holds", "registrations", "sectors", "short_in", "shortage_national",
    "times_short", "unit_group", "usual_aqf", "weekly_median_aud", "women_percent",
)  # fmt: skip
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


def value_of(book: Rulebook, fact: Fact) -> st.SearchStrategy[Value]:
    """A value that a person may give for the fact."""
    if fact.type == "yes-no":
        return st.booleans()
    if fact.is_number:
        return st.sampled_from(NUMBERS[fact.name])
    one = st.sampled_from(list(book.vocabularies[fact.vocabulary].names))
    if fact.type == "ratings":
        return st.dictionaries(one, st.integers(0, 5), max_size=3).map(rating_value)
    if not fact.many:
        return one
    return st.lists(one, unique=True, max_size=min(fact.most_items or 3, 3)).map(tuple)


def persons(book: Rulebook) -> st.SearchStrategy[dict[str, Value]]:
    """The known facts of a person: any of them, about half."""
    facts = {name: fact for name, fact in declared(Person).items() if name != "label"}
    return st.fixed_dictionaries(
        {}, optional={name: value_of(book, fact) for name, fact in facts.items()}
    )


def crowd(book: Rulebook, size: int, seed: int = 1) -> list[dict[str, Value]]:
    """Many persons at once, quickly, and the same ones each time."""
    dice = random.Random(seed)
    people = []
    for _ in range(size):
        person: dict[str, Value] = {}
        for name, fact in declared(Person).items():
            if name == "label" or dice.random() < 0.4:
                continue
            if fact.type == "yes-no":
                person[name] = dice.random() < 0.5
            elif fact.is_number:
                person[name] = dice.choice(NUMBERS[name])
            else:
                ids = list(book.vocabularies[fact.vocabulary].names)
                few = dice.sample(ids, min(len(ids), dice.randint(1, 2)))
                if fact.type == "ratings":
                    few = list(rating_value({id_: dice.randint(0, 5) for id_ in few}))
                person[name] = tuple(few) if fact.many else few[0]
        people.append(person)
    return people


# --- rules -------------------------------------------------------------------------------------


Allowed = Callable[[Clause, str], bool]


class Clauses:
    """Clauses worth trying over the declared facts, grouped by the facts that they read."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.late = _after_moves(book)
        person = [name for name in book.facts["person"] if name != "label"]
        literal = self._literals("person", person)
        own = {"offering": self._literals("offering", OFFERING),
               "move": self._literals("move", MOVE)}  # fmt: skip
        joins = {"offering": self._joins("offering", OFFERING, person),
                 "move": self._joins("move", MOVE, person)}  # fmt: skip
        measured = [self._sound(f"{measure} {op} {number}" for op in COMPARISONS
                                for number in (0, 1, 25, 45, 88, 100))
                    for measure in map(str, MEASURES)]  # fmt: skip
        literal_move, joins_move = (
            [clauses for clauses in groups if not reads(clauses[0], *self.late)]
            for groups in (literal, joins["move"])
        )
        # What a rule about each kind of candidate may draw from, pool by pool.
        self.pools: Mapping[str, list[list[list[Clause]]]] = {
            "person": [literal],
            "offering": [literal, own["offering"], joins["offering"], joins["offering"]],
            "move": [literal_move, own["move"], joins_move, joins_move],
        }
        self.measured = measured

    def find(self, text: str) -> Clause:
        """The clause of this text."""
        return read_clause(text, self.book.facts, self.book.vocabularies)

    def drawn(
        self, about: str, effect: str, allowed: Allowed, measures: bool
    ) -> st.SearchStrategy[Clause]:
        """One clause: first a pool, then the facts that it reads, then the clause."""
        key = (about, effect, allowed, measures)
        if key not in self._drawn:
            pools = [*self.pools[about], *([self.measured] if measures else [])]
            kept = [
                [some for group in pool if (some := [c for c in group if allowed(c, effect)])]
                for pool in pools
            ]
            self._drawn[key] = st.one_of([_one_of_groups(pool) for pool in kept if pool])
        return self._drawn[key]

    def some(
        self, about: str, effect: str, allowed: Allowed, measures: bool, least: int, most: int
    ) -> st.SearchStrategy[tuple[Clause, ...]]:
        """Several clauses."""
        key = (about, effect, allowed, measures, least, most)
        if key not in self._some:
            one = self.drawn(about, effect, allowed, measures)
            self._some[key] = st.lists(one, min_size=least, max_size=most).map(tuple)
        return self._some[key]

    # A strategy is made once: to make and check it takes longer than to draw from it.
    @cached_property
    def _drawn(self) -> dict[Any, st.SearchStrategy[Clause]]:
        return {}

    @cached_property
    def _some(self) -> dict[Any, st.SearchStrategy[tuple[Clause, ...]]]:
        return {}

    def _sound(self, texts: Iterable[str]) -> list[Clause]:
        found = []
        for text in texts:
            with contextlib.suppress(Misfit):
                found.append(self.find(text))
        return found

    def _literals(self, subject: str, names: Iterable[str]) -> list[list[Clause]]:
        groups = []
        for name in names:
            words = _words(self.book, self.book.facts[subject][name])
            lists = [f"[{', '.join(words[:2])}]", f"[{', '.join(words[1:])}]", "[]"]
            values = [f"{op} {word}" for op in OPERATORS[:-2] for word in (*words, *lists)]
            groups.append(
                self._sound(f"{subject}.{name} {rest}" for rest in ("known", "unknown", *values))
            )
        return groups

    def _joins(
        self, subject: str, names: Iterable[str], person: Iterable[str]
    ) -> list[list[Clause]]:
        groups = []
        for name in names:
            for own in person:
                if not _alike(self.book.facts[subject][name], self.book.facts["person"][own]):
                    continue
                ways = (
                    f"person.{own} {{}} {subject}.{name}",
                    f"{subject}.{name} {{}} person.{own}",
                )
                found = self._sound(way.format(op) for way in ways for op in OPERATORS[:-2])
                groups += [found] if found else []
        return groups


def _one_of_groups(groups: list[list[Clause]]) -> st.SearchStrategy[Clause]:
    """A group, then one of it."""
    within = [st.sampled_from(group) for group in groups]
    return st.integers(0, len(groups) - 1).flatmap(within.__getitem__)


def _alike(one: Fact, other: Fact) -> bool:
    """Whether a join of the two can hold: ids of one list, or numbers."""
    if one.vocabulary and other.vocabulary:
        groups = ("groups", "situations")
        return one.vocabulary == other.vocabulary or {one.vocabulary, other.vocabulary} == {*groups}
    if "occupations" in (one.vocabulary, other.vocabulary):
        return one.type == other.type == "id"
    return one.is_number and other.is_number and one.unit == other.unit


def _after_moves(book: Rulebook) -> set[str]:
    """The facts that are known only once moves are ranked."""
    late: set[str] = set()
    for derivation in book.derivations:
        sources = {source.partition(".")[2] for source in derivation.sources}
        if derivation.late or sources & late:
            late.add(derivation.name)
    return late


def _words(book: Rulebook, fact: Fact) -> list[str]:
    if fact.type == "yes-no":
        return ["yes", "no"]
    if fact.type in ("integer", "number"):
        return ["0", "2", "4", "5", "7", "8", "2020"]
    if fact.vocabulary in book.vocabularies:
        return list(book.vocabularies[fact.vocabulary].names)[:4]
    return ["1000", "100001", "span-college", "bridge-refresher", "map drawing"]


def anything(clause: Clause, effect: str) -> bool:
    """Every clause in every rule."""
    return True


def rules(
    clauses: Clauses, most: int = 8, allowed: Allowed = anything
) -> st.SearchStrategy[tuple[Rule, ...]]:
    """Up to `most` rules whose clauses `allowed` lets stand in a rule of their effect."""
    each = [_rule(clauses, f"rule-{number}", allowed) for number in range(most)]
    of_size = [st.tuples(*each[:size]) for size in range(most + 1)]
    return st.integers(0, most).flatmap(of_size.__getitem__)


ABOUT = st.sampled_from(("offering", "offering", "move", "move", "person"))
EFFECT: st.SearchStrategy[Effect] = st.sampled_from(("points", "points", "require", "note", "lift"))
POINTS = st.integers(-60, 60).filter(bool)
TIMES = st.sampled_from(("", *PERCENT))
APART = st.sampled_from(("", "", "reserved"))
LIFT = st.integers(1, 3)


@st.composite
def _rule(draw: Any, clauses: Clauses, id_: str, allowed: Allowed) -> Rule:
    about = draw(ABOUT)
    effect: Effect = "note" if about == "person" else draw(EFFECT)

    def some(least: int, most: int, measures: bool) -> tuple[Clause, ...]:
        measured = measures and about == "move"
        found: tuple[Clause, ...] = draw(
            clauses.some(about, effect, allowed, measured, least, most)
        )
        return found

    rule = Rule(
        id=id_,
        about=about,
        effect=effect,
        when=some(0, 2, measures=True),
        unless=some(0, 2, measures=False),
        source="random",
        reviewed=date(2026, 11, 21),
        place=Place("random.toml", 1),
    )
    if effect == "points":
        points = draw(POINTS)
        times = draw(TIMES) if about == "move" else ""
        return replace(rule, points=points, times=times, why="Because.")
    if effect == "require":
        flags = {name: draw(st.booleans()) for name in ("hold", "closed")}
        return replace(
            rule, require=some(1, 2, measures=True), why_not="Shut.", if_unknown="Not sure.",
            apart=draw(APART), **flags,
        )  # fmt: skip
    if effect == "lift":
        return replace(rule, lift=draw(LIFT), note="Raised.")
    return replace(rule, note="Noted.", slot="check" if about == "person" else "")


def reads(clause: Clause, *facts: str) -> bool:
    """Whether the clause reads one of these facts of the person."""
    return any(s.of == "person" and s.fact in facts for s in clause.subjects)
