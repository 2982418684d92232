"""Leaving out a rule at a time: as if it had never been written, but quickly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from made_up import Clauses, crowd, persons, rules

from stempath.engine.advise import Evaluation, Listed, advise, evaluate, places_apart
from stempath.engine.cases import Case, read_cases, run_cases, unmissed
from stempath.engine.compile import compile_rules
from stempath.engine.explain import person_notes
from stempath.engine.left_out import evaluate_without, without
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value
from stempath.model.rule import Rule
from stempath.problem import Place, StempathError
from stempath.rulebook.book import Rulebook
from stempath.rulebook.clauses import read_clause
from stempath.rulebook.read import read_rulebook

SMALL = Path(__file__).resolve().parent.parent / "small"
BOOK = read_rulebook(SMALL)
CLAUSES = Clauses(BOOK)
Facts = Mapping[str, Value]


def found(evaluation: Evaluation, person: int) -> list[object]:
    """All that a case looks at."""
    known = {"person": evaluation.block.person(person)}
    offerings, moves = (Listed(evaluation, person, about) for about in ("offering", "move"))
    return [
        known, list(offerings.values()), list(moves.values()), offerings.held_back(),
        moves.held_back(), places_apart(evaluation, person),
        person_notes(evaluation.rules, evaluation.offerings, person, known),
    ]  # fmt: skip


@settings(max_examples=60)
@given(rules(CLAUSES, most=6), persons(BOOK))
def test_a_rule_left_out_is_as_if_never_written(some: tuple[Rule, ...], person: Facts) -> None:
    book = replace(BOOK, rules=some)
    whole = compile_rules(book, "")
    for rule in some:
        rest = replace(book, rules=tuple(other for other in some if other is not rule))
        written = advise(compile_rules(rest, ""), [person])
        rest_of_whole = without(whole, rule.id)
        assert list(advise(rest_of_whole, [person])) == list(written), rule
        taken_over = evaluate_without(evaluate(whole, [{}, person]), rest_of_whole, [1])
        assert found(taken_over, 0) == found(evaluate(rest_of_whole, [person]), 0), rule


def test_a_shipped_rule_left_out(shipped_book: Rulebook, shipped_rules: RuleSet) -> None:
    people, some = crowd(shipped_book, 6, seed=4), (4, 1, 3)
    whole = evaluate(shipped_rules, people)
    for rule in shipped_book.rules[::40]:
        rest = tuple(other for other in shipped_book.rules if other is not rule)
        compiled = compile_rules(replace(shipped_book, rules=rest), "")
        quick = without(shipped_rules, rule.id)
        assert list(advise(quick, people)) == list(advise(compiled, people)), rule.id
        written, taken_over = evaluate(compiled, people), evaluate_without(whole, quick, some)
        for number, person in enumerate(some):
            assert found(taken_over, number) == found(written, person), rule.id


def slowly_unmissed(book: Rulebook, cases: list[Case]) -> list[str]:
    found = []
    for rule in book.rules:
        rest = replace(book, rules=tuple(other for other in book.rules if other is not rule))
        if not run_cases(compile_rules(rest, ""), cases):
            found.append(rule.id)
    return found


def test_unmissed_rules_are_those_that_no_case_notices(small_book: Rulebook) -> None:
    cases = read_cases(SMALL, small_book)
    person = dict(cases[0].person)
    cases += [
        Case("another-first", "Who draws maps in another state starts elsewhere.",
             {**person, "qualification": "bachelor", "occupation": "200001", "state": "VIC",
              "target_sectors": ("maps",)},
             {"other_first_than": "bridge-hand"}, Place("x")),
        Case("reserved", "A course for women is open to a woman.",
             {**person, "groups": ("women",)}, {"listed": ["map-start-women"]}, Place("x")),
    ]  # fmt: skip
    assert not run_cases(compile_rules(small_book, ""), cases)
    found = unmissed(small_book, cases)
    assert found == slowly_unmissed(small_book, cases)
    assert "strained" not in found and "entry-level" not in found
    assert "bring-experience" in found


def test_a_clause_of_a_case_reads_what_follows_from_answers(small_book: Rulebook) -> None:
    (case, *_) = read_cases(SMALL, small_book)
    clause = read_clause("person.aqf >= 1", small_book.facts, small_book.vocabularies)
    checks = replace(case, expected={"five_none": [clause.text]}, clauses={"five_none": (clause,)})
    (problem,) = run_cases(compile_rules(small_book, ""), [checks])
    assert "`person.aqf >= 1` holds for" in problem.found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[[cases]]\nid = "x"', "key `cases`"),
        ('case = "x"', "`case` as one value"),
        ("[[case]]\nid = 'x'\nabout = 'y'\nperson = 3", "found 3; expected a table"),
        ("[[case]]\nid = 'x'\nabout = 'y'\nchange = []", "expected a table"),
        ("[[case]]\nid = 'x'\nabout = 'y'\nfirst = 'bridge-refresher'", "expected a list"),
        ("[[case]]\nid = 'x'\nabout = 'y'\nfive_none = [3]", "expected a list of texts"),
        ("[[case]]\nid = 'x'\nabout = 'y'\nrefused = ['entry-level']", "expected a table"),
        ("[[case]]\nid = 'x'\nabout = 'y'\nabove = ['a']", "expected a list of pairs"),
        ("[[case]]\nid = 'x'\nabout = 'y'\nlike = 3", "found 3; expected the id of a case"),
        ("[[case]]\nid = 'x'\nabout = 'y'\nlike = 'z'", "'z'"),
        (
            "[[case]]\nid = 'x'\nabout = 'y'\nlike = 'bridge-hand'\nother_first_than = 'z'",
            "found 'z'; expected the id of a case",
        ),
    ],
)
def test_a_case_that_is_not_written_so(
    small_book: Rulebook, small_folder: Path, written: str, said: str
) -> None:
    (small_folder / "cases" / "wrong.toml").write_text(written, "utf-8")
    with pytest.raises(StempathError) as caught:
        read_cases(small_folder, small_book)
    assert said in str(caught.value)


def test_problems_of_all_case_files_are_told_at_once(
    small_book: Rulebook, small_folder: Path
) -> None:
    for name in ("one", "two"):
        (small_folder / "cases" / f"{name}.toml").write_text("[[case]", "utf-8")
    with pytest.raises(StempathError) as caught:
        read_cases(small_folder, small_book)
    assert {problem.place.file for problem in caught.value.problems} == {
        "rules/cases/one.toml",
        "rules/cases/two.toml",
    }
