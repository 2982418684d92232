"""What holds of the engine for every person and every rulebook."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import Clauses, crowd, persons, reads, rules
from naive_engine import Standing, advise_slowly

from stempath.engine import cache
from stempath.engine.advise import Evaluation, advise, evaluate
from stempath.engine.compile import compile_rules
from stempath.engine.explain import refusals
from stempath.engine.kernel import scaled
from stempath.engine.ruleset import RuleSet
from stempath.engine.terms import EXACT
from stempath.model.advice import Advice
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.model.rule import Clause, Rule
from stempath.problem import StempathError
from stempath.rulebook.book import Rulebook
from stempath.rulebook.clauses import MEASURES
from stempath.rulebook.read import read_rulebook

SMALL = Path(__file__).resolve().parent.parent / "small"
BOOK = read_rulebook(SMALL)
RULES = compile_rules(BOOK, "small")
CLAUSES = Clauses(BOOK)
PERSONS = persons(BOOK)
Facts = Mapping[str, Value]


def made(rules_: tuple[Rule, ...]) -> tuple[Rulebook, RuleSet]:
    book = replace(BOOK, rules=rules_)
    return book, compile_rules(book, "random")


def standing(evaluation: Evaluation, about: str, person: int = 0) -> dict[str, Standing]:
    outcome = evaluation.outcome(about)
    facts = evaluation.rules.move_facts if about == "move" else evaluation.rules.offering_facts
    return {
        str(candidate["code" if about == "move" else "id"]): Standing(
            int(outcome.scores[person, index]),
            bool(outcome.out[person, index]),
            bool(outcome.apart[person, index]),
            bool(outcome.held[person, index]),
        )
        for index, candidate in enumerate(facts)
    }


def assert_agrees(book: Rulebook, compiled: RuleSet, person: Facts) -> None:
    slow = advise_slowly(book, person)
    evaluation = evaluate(compiled, [person])
    assert standing(evaluation, "move") == slow.moves
    assert standing(evaluation, "offering") == slow.offerings
    (advice,) = advise(compiled, [person])
    assert [entry.id for entry in advice.moves] == slow.moves_listed
    assert [entry.id for entry in advice.offerings] == slow.offerings_listed
    assert [note.rule for note in advice.notes] == slow.notes
    assert_sums(advice)


def assert_sums(advice: Advice) -> None:
    for entry in (*advice.offerings, *advice.moves):
        assert sum(reason.points for reason in entry.reasons) == entry.score, entry.id
        assert len({reason.rule for reason in entry.reasons}) == len(entry.reasons)
        assert all(reason.points for reason in entry.reasons)


# --- the arrays and the plain loop agree -------------------------------------------------------


@settings(max_examples=150)
@given(PERSONS)
def test_the_tiny_rulebook_scores_as_a_plain_loop_does(person: Facts) -> None:
    assert_agrees(BOOK, RULES, person)


@settings(max_examples=600)
@given(rules(CLAUSES), PERSONS)
def test_any_rulebook_scores_as_a_plain_loop_does(some: tuple[Rule, ...], person: Facts) -> None:
    assert_agrees(*made(some), person)


def test_the_shipped_rulebook_scores_as_a_plain_loop_does(
    shipped_book: Rulebook, shipped_rules: RuleSet
) -> None:
    for person in crowd(shipped_book, 6, seed=6):
        assert_agrees(shipped_book, shipped_rules, person)


def test_reasons_sum_to_the_score_for_many_persons(
    shipped_book: Rulebook, shipped_rules: RuleSet
) -> None:
    for advice in advise(shipped_rules, crowd(shipped_book, 60, seed=7)):
        assert_sums(advice)


# --- one path for one person and for a thousand ------------------------------------------------


@pytest.mark.parametrize("which", ["small", "shipped"])
def test_alone_and_in_a_batch_of_a_thousand(which: str, request: pytest.FixtureRequest) -> None:
    book: Rulebook = request.getfixturevalue(f"{which}_book")
    compiled: RuleSet = request.getfixturevalue(f"{which}_rules")
    people = crowd(book, 1000)
    together = evaluate(compiled, people)
    for number in (0, 1, 17, 400, 998, 999):
        alone = evaluate(compiled, [people[number]])
        for about in ("move", "offering"):
            for name in ("scores", "out", "apart", "held"):
                one, many = (
                    getattr(found.outcome(about), name)[row]
                    for found, row in ((alone, 0), (together, number))
                )
                assert np.array_equal(one, many), (number, about, name)
    few = [people[number] for number in (3, 500, 3, 7)]
    assert list(advise(compiled, few)) == [next(advise(compiled, [one])) for one in few]


# --- what never changes a score ----------------------------------------------------------------


GROUND = ("occupation", "other_occupation", "field_of_study", "skills")


def read_by(book: Rulebook) -> set[str]:
    """The facts of a person that some rule reads, or that moves are measured from."""
    found = {s.fact for rule in book.rules for c in rule.clauses for s in c.subjects
             if s.of == "person"} | {*GROUND}  # fmt: skip
    for derivation in reversed(book.derivations):
        if derivation.name in found:
            found |= {source.partition(".")[2] for source in derivation.sources}
    return found


def scores(compiled: RuleSet, person: Facts) -> list[list[int]]:
    evaluation = evaluate(compiled, [person])
    return [evaluation.outcome(about).scores[0].tolist() for about in ("move", "offering")]


def assert_unread_facts_do_nothing(book: Rulebook, compiled: RuleSet, person: Facts) -> None:
    unread = set(declared(Person)) - read_by(book)
    without = {name: value for name, value in person.items() if name not in unread}
    full, bare = next(advise(compiled, [person])), next(advise(compiled, [without]))
    assert replace(full, person={}) == replace(bare, person={})
    assert scores(compiled, person) == scores(compiled, without)


@settings(max_examples=150)
@given(rules(CLAUSES), PERSONS)
def test_a_fact_that_no_rule_reads_changes_nothing(some: tuple[Rule, ...], person: Facts) -> None:
    assert_unread_facts_do_nothing(*made(some), person)


def no_points_for_groups(clause: Clause, effect: str) -> bool:
    return not reads(clause, "groups") or effect == "require"


@settings(max_examples=150)
@given(rules(CLAUSES, allowed=no_points_for_groups), PERSONS, st.data())
def test_a_group_never_changes_a_score(
    some: tuple[Rule, ...], person: Facts, data: st.DataObject
) -> None:
    # Only offerings are reserved; a move that a group opened could lead on to other offerings.
    some = tuple(
        r for r in some if r.about != "move" or not any(reads(c, "groups") for c in r.clauses)
    )
    _, compiled = made(some)
    groups = data.draw(st.sampled_from([None, (), ("women",), ("carers", "women")]))
    assert scores(compiled, person) == scores(compiled, {**person, "groups": groups})


def test_no_shipped_rule_scores_a_group(shipped_book: Rulebook, shipped_rules: RuleSet) -> None:
    names = tuple(shipped_book.vocabularies["groups"].names)
    for person in crowd(shipped_book, 20, seed=3):
        without = {name: value for name, value in person.items() if name != "groups"}
        assert scores(shipped_rules, without) == scores(shipped_rules, {**person, "groups": names})
    for rule in shipped_book.rules:
        if rule.effect in ("points", "lift"):
            assert not any(reads(clause, "groups") for clause in rule.clauses), rule.id


# --- unknown never excludes --------------------------------------------------------------------


def stated_only(clause: Clause, effect: str) -> bool:
    """Clauses that an answer taken away can only leave undecided.

    `known` and `unknown` ask for the answer itself; `either` and `union` fall back on another
    fact, as closeness does from the occupation to the field of study.
    """
    if effect != "require":
        return True
    falls_back = ("own_sectors", "sectors", "neighbour_sectors", *CLAUSES.late)
    return (
        clause.operator not in ("known", "unknown")
        and not reads(clause, *falls_back)
        and not {*clause.subjects} & {*MEASURES}
    )


@settings(max_examples=200)
@given(rules(CLAUSES, allowed=stated_only), PERSONS, st.data())
def test_taking_away_an_answer_shuts_nothing_out(
    some: tuple[Rule, ...], person: Facts, data: st.DataObject
) -> None:
    _, compiled = made(tuple(replace(rule, closed=False) for rule in some))
    answered = sorted(person)
    gone = data.draw(st.sampled_from(answered)) if answered else ""
    less = {name: value for name, value in person.items() if name != gone}
    before, after = evaluate(compiled, [person]), evaluate(compiled, [less])
    for about in ("move", "offering"):
        was, now = (
            evaluation.outcome(about).out[0] | evaluation.outcome(about).apart[0]
            for evaluation in (before, after)
        )
        assert not (now & ~was).any(), gone


@given(rules(CLAUSES, allowed=stated_only))
def test_nobody_who_said_nothing_is_shut_out(some: tuple[Rule, ...]) -> None:
    judges_persons = tuple(
        replace(rule, closed=False)
        for rule in some
        if rule.effect != "require"
        or all(any(s.of == "person" for s in c.subjects) for c in (*rule.require, *rule.unless))
    )
    evaluation = evaluate(made(judges_persons)[1], [{}])
    for about in ("move", "offering"):
        outcome = evaluation.outcome(about)
        assert not (outcome.out | outcome.apart).any()


# --- requirements say why ----------------------------------------------------------------------


@settings(max_examples=150)
@given(rules(CLAUSES), PERSONS)
def test_a_candidate_is_shut_exactly_where_a_refusal_says_so(
    some: tuple[Rule, ...], person: Facts
) -> None:
    evaluation = evaluate(made(some)[1], [person])
    for about, size in (("move", 6), ("offering", 8)):
        outcome = evaluation.outcome(about)
        for index in range(size):
            shut = refusals(evaluation.rules, outcome, 0, index, evaluation.facts(0, about, index))
            assert bool(shut) == bool(outcome.out[0, index] | outcome.apart[0, index])
            if outcome.apart[0, index]:
                assert all(law.apart for law, _words in shut)


# --- arithmetic --------------------------------------------------------------------------------


@given(st.integers(-EXACT // 100, EXACT // 100), st.integers(0, 100))
def test_times_rounds_half_away_from_zero(points: int, measure: int) -> None:
    (found,) = scaled(points, np.array([measure], np.uint8))
    exact = points * measure / 100
    assert abs(found - exact) <= 0.5
    if points * measure % 100 == 50:
        assert abs(found) > abs(exact)
    assert scaled(-points, np.array([measure], np.uint8))[0] == -found


def test_negative_points_times_a_measure_in_a_reason() -> None:
    # Closeness of a bridge hand to a chief planner is 41: -7 × 0.41 = -2.87, and 60 × 0.41 = 24.6.
    person = {"occupation": "100001", "qualification": "certificate-iii"}
    (advice,) = advise(RULES, [person])
    entry = next(entry for entry in advice.moves if entry.id == "200001")
    given_points = {reason.rule: reason.points for reason in entry.reasons}
    assert given_points == {"close": 22, "second-degree": -3}
    assert entry.score == 19


def test_points_beyond_exact_sums_are_refused() -> None:
    first, second = (rule for rule in BOOK.rules if rule.id in ("unpaid", "on-the-job"))
    most = EXACT - 1 - sum(abs(r.points) for r in BOOK.rules if r.about == "offering") + 40 + 20
    for points, refused in ((most, False), (most + 1, True)):
        book = replace(
            BOOK,
            rules=tuple(
                replace(rule, points=-points) if rule is first
                else replace(rule, points=0) if rule is second else rule
                for rule in BOOK.rules
            ),
        )  # fmt: skip
        if refused:
            with pytest.raises(StempathError, match="points that can sum to") as caught:
                compile_rules(book, "")
            assert caught.value.problems[0].place == first.place
        else:
            compile_rules(book, "")


# --- the order of files, tables and rows means nothing -----------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_shuffled_files_give_the_same_rule_set(seed: int, small_folder: Path) -> None:
    dice = random.Random(seed)
    for part, key in (
        ("advice/offerings", "rule"),
        ("advice/moves", "rule"),
        ("catalogue/offerings", "offering"),
        ("catalogue/designs", "design"),
    ):
        files = sorted((small_folder / part).glob("*.toml"))
        tables = [
            f"[[{key}]]{table}"
            for path in files
            for table in path.read_text("utf-8").split(f"[[{key}]]")[1:]
        ]
        shutil.rmtree(small_folder / part)
        (small_folder / part).mkdir()
        dice.shuffle(tables)
        cut = dice.randint(0, len(tables))
        for name, some in (("b", tables[:cut]), ("a", tables[cut:])):
            (small_folder / part / f"{name}.toml").write_text("\n".join(some), "utf-8")
    for path in sorted((small_folder / "catalogue" / "occupations").glob("*.csv")):
        if path.name not in ("closeness.csv", "aliases.csv"):
            header, *rows = path.read_text("utf-8").splitlines()
            dice.shuffle(rows)
            path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    shuffled = compile_rules(read_rulebook(small_folder), "small")
    assert cache.dump(shuffled) == cache.dump(RULES)


@settings(max_examples=50)
@given(rules(CLAUSES), PERSONS, st.randoms(use_true_random=False))
def test_shuffled_rules_give_the_same_advice(
    some: tuple[Rule, ...], person: Facts, dice: random.Random
) -> None:
    renamed = {rule.id: rule for rule in some}
    shuffled = dice.sample(list(some), len(some))
    in_order = tuple(renamed[id_] for id_ in sorted(renamed))
    as_read = tuple(sorted(shuffled, key=lambda rule: rule.id))
    one, two = (made(those)[1] for those in (in_order, as_read))
    assert cache.dump(one) == cache.dump(two)
    assert list(advise(one, [person])) == list(advise(two, [person]))


# --- the kept rule set -------------------------------------------------------------------------


@settings(max_examples=60)
@given(rules(CLAUSES), PERSONS)
def test_a_kept_rule_set_advises_as_the_compiled_one(some: tuple[Rule, ...], person: Facts) -> None:
    _, compiled = made(some)
    data = cache.dump(compiled)
    loaded = cache.load(data)
    assert loaded is not None
    assert cache.dump(loaded) == data
    assert list(advise(loaded, [person])) == list(advise(compiled, [person]))


def test_the_shipped_rule_set_is_kept_whole(shipped_book: Rulebook, shipped_rules: RuleSet) -> None:
    data = cache.dump(shipped_rules)
    loaded = cache.load(data)
    assert loaded is not None
    assert cache.dump(loaded) == data
    people = crowd(shipped_book, 5)
    assert list(advise(loaded, people)) == list(advise(shipped_rules, people))


def test_a_damaged_rule_set_is_not_used() -> None:
    data = cache.dump(RULES)
    spots = {*range(0, len(data), 997), *range(60), len(data) - 1}
    for spot in spots:
        damaged = bytearray(data)
        damaged[spot] ^= 1 << (spot % 8)
        assert cache.load(bytes(damaged)) is None, spot
    for length in (0, 1, 19, 20, 36, 40, 44, 1000, len(data) - 1):
        assert cache.load(data[:length]) is None, length
    assert cache.load(data + b"\0") is None


# --- lists -------------------------------------------------------------------------------------


def listed(some: tuple[Rule, ...], person: Facts, **listing: Any) -> Advice:
    book = replace(BOOK, rules=some, listing=replace(BOOK.listing, **listing))
    return next(advise(compile_rules(book, ""), [person]))


def rule(id_: str) -> Rule:
    return next(rule for rule in BOOK.rules if rule.id == id_)


def test_held_back_last_then_score_then_id() -> None:
    person: Facts = {"target_sectors": ("maps",), "state": "VIC"}
    advice = listed((rule("sector-wanted"), rule("entry-level")), person, caps=(), length=8)
    keys = [(entry.held_back, -entry.score, entry.id) for entry in advice.offerings]
    assert keys == sorted(keys)
    assert {True, False} == {held for held, _score, _id in keys}
    assert keys[0] == (False, -30, "bridge-paid-year")
    assert keys[-1] == (True, 0, "design-bridge-checks") or keys[-1][1:] == (0, "bridge-refresher")


def test_caps_keep_the_best_of_what_they_limit() -> None:
    advice = listed((), {}, length=8)
    providers = [str(entry.facts["provider_id"]) for entry in advice.offerings]
    assert len(providers) == len(set(providers))
    assert "bridge-refresher" in [entry.id for entry in advice.offerings]  # before span-badge
    professions = [str(entry.facts["profession"]) for entry in advice.moves]
    assert len(professions) == len(set(professions)) == 5


@pytest.mark.parametrize(("within", "first"), [(29, False), (30, True), (31, True)])
def test_a_lift_reaches_only_so_far(within: int, first: bool) -> None:
    person: Facts = {"target_sectors": ("maps",), "sector": "animals"}
    some = (rule("sector-wanted"), rule("lift-on-the-job"))
    advice = listed(some, person, caps=(), lift_within=within, length=8)
    assert (advice.offerings[0].id == "animal-clinic") == first
    if first:
        assert advice.offerings[0].cautions[0] == "Raised because it is real work in your area."
        assert advice.offerings[0].score == 0  # a lift is a place, never points


def test_what_may_be_out_of_reach_is_not_lifted() -> None:
    person: Facts = {"target_sectors": ("maps",), "sector": "animals"}
    asks = replace(rule("entry-level"), when=(), require=rule("entry-level").require)
    held = replace(
        asks,
        require=(CLAUSES.find("person.employed = yes"),),
        when=(CLAUSES.find("offering.skills known"),),
    )
    advice = listed((rule("sector-wanted"), rule("lift-on-the-job"), held), person, lift_within=99)
    assert all(entry.held_back for entry in advice.offerings)
    assert advice.offerings[0].id != "animal-clinic"


def test_a_lift_asks_its_condition_on_closeness() -> None:
    near = replace(
        rule("check-the-date"), about="move", effect="lift", lift=1, note="Raised.",
        when=(CLAUSES.find("move.closeness < 40"),),
    )  # fmt: skip
    advice = listed((rule("close"), near), {"occupation": "100001"}, lift_within=99, caps=())
    assert [entry.id for entry in advice.moves][:3] == ["200001", "100001", "100002"]
    assert advice.moves[0].cautions == ("Raised.",)
