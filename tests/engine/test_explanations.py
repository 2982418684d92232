"""Why, and why not: every rule once, points that are the score, changes that really open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from made_up import Clauses, crowd, persons, rules

from stempath.engine.advise import evaluate
from stempath.engine.compile import compile_rules
from stempath.engine.ruleset import RuleSet
from stempath.engine.why import explain
from stempath.engine.words import fill
from stempath.model.fact import Value
from stempath.model.rule import Rule
from stempath.rulebook.book import Rulebook
from stempath.rulebook.read import read_rulebook

BOOK = read_rulebook(Path(__file__).resolve().parent.parent / "small")
RULES = compile_rules(BOOK, "small")
CLAUSES = Clauses(BOOK)
Facts = Mapping[str, Value]
HAND: Facts = {
    "qualification": "certificate-iii",
    "goals": ("refresh-skills",),
    "occupation": "100001",
    "state": "NSW",
    "years_experience": 3,
    "employed": True,
    "hours_per_week": 6,
}


def candidates(compiled: RuleSet) -> list[tuple[str, int]]:
    return [("offering", index) for index in range(len(compiled.offering_facts))] + [
        ("move", index) for index in range(len(compiled.move_facts))
    ]


def assert_explained(
    compiled: RuleSet, all_rules: tuple[Rule, ...], person: Facts, about: str, index: int
) -> None:
    found = explain(compiled, person, about, index)
    assert sorted(line.rule for line in found.rules) == sorted(
        rule.id for rule in all_rules if rule.about == about
    )
    assert sum(line.points for line in found.rules) == found.score
    written = {rule.id: rule for rule in all_rules}
    for line in found.rules:
        texts = [clause.text for clause in written[line.rule].clauses]
        assert [clause.text for clause in line.clauses] == texts
        if line.points:
            assert line.acted
            assert all(clause.level == 2 for clause in line.clauses if clause.part == "when")
    outcome = evaluate(compiled, [person]).outcome(about)
    shut = bool(outcome.out[0, index] | outcome.apart[0, index])
    assert bool(found.shut_by) == shut
    assert shut or not found.changes
    for change in found.changes:
        assert person.get(change.fact) == change.now != change.to
        other = evaluate(compiled, [{**person, change.fact: change.to}]).outcome(about)
        assert not (other.out[0, index] | other.apart[0, index]), change


@settings(max_examples=60)
@given(persons(BOOK))
def test_every_candidate_of_the_tiny_rulebook_is_explained(person: Facts) -> None:
    for about, index in candidates(RULES):
        assert_explained(RULES, BOOK.rules, person, about, index)


@settings(max_examples=40)
@given(rules(CLAUSES, most=5), persons(BOOK))
def test_every_rulebook_is_explained(some: tuple[Rule, ...], person: Facts) -> None:
    compiled = compile_rules(replace(BOOK, rules=some), "")
    for about, index in candidates(compiled):
        assert_explained(compiled, some, person, about, index)


def test_the_shipped_rulebook_is_explained(shipped_book: Rulebook, shipped_rules: RuleSet) -> None:
    (person,) = crowd(shipped_book, 1, seed=9)
    for about, index in candidates(shipped_rules)[::60]:
        assert_explained(shipped_rules, shipped_book.rules, person, about, index)


@pytest.mark.parametrize(
    ("id_", "changed", "rule", "expected"),
    [
        ("bridge-paid-year", {}, "entry-level-or-years",
         {"qualification": "bachelor", "years_experience": 5}),
        ("map-certificate", {"qualification": "bachelor"}, "in-reach", {"state": "VIC"}),
        ("map-start-women", {}, "reserved", {"groups": ("women",)}),
        ("300001", {}, "registered", {"registrations": ("animal-board",)}),
        ("300001", {"registrations": ("bridge-licence",)}, "registered",
         {"registrations": ("bridge-licence", "animal-board")}),
    ],
)  # fmt: skip
def test_the_obvious_change_is_found(id_: str, changed: Facts, rule: str, expected: Facts) -> None:
    found = RULES.places.get(id_)
    assert found is not None
    explanation = explain(RULES, {**HAND, **changed}, *found)
    assert rule in [shut for shut, _words in explanation.shut_by]
    assert explanation.rank is None
    named = {change.fact: change.to for change in explanation.changes}
    assert expected.items() <= named.items()


def test_two_walls_are_not_opened_by_one_change() -> None:
    found = RULES.places.get("map-certificate")
    assert found is not None
    explanation = explain(RULES, HAND, *found)  # a trade certificate, and the wrong state
    assert {rule for rule, _words in explanation.shut_by} == {"entry-level", "in-reach"}
    assert explanation.changes == ()


def test_the_smallest_level_is_named_first() -> None:
    found = RULES.places.get("bridge-paid-year")
    assert found is not None
    changes = explain(RULES, HAND, *found).changes
    assert {change.fact: change.to for change in changes} == {
        "years_experience": 5,
        "qualification": "bachelor",  # and not the masters, which would open it as well
    }


def test_what_is_not_there_is_not_found() -> None:
    assert RULES.places.get("no-such-offering") is None


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("person.target_sectors has offering.sectors", "Bridges"),
        ("offering.sectors has person.sector", "Bridges"),
        ("person.sector in offering.sectors", "Bridges"),
        ("person.target_sectors has person.sector", "Bridges"),
    ],
)
def test_what_two_sides_of_a_join_share(clause: str, said: str) -> None:
    facts: dict[str, Facts] = {
        "person": {"target_sectors": ("bridges", "maps"), "sector": "bridges"},
        "offering": {"sectors": ("bridges",)},
    }
    assert fill(RULES, "{shared}", facts, ("person.goals known", clause)) == said
