"""What would let a candidate in: held against every one and every two answers there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import combinations, permutations, product
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from made_up import Clauses, persons, reads, rules

from stempath.engine.advise import advise, evaluate
from stempath.engine.compile import compile_rules
from stempath.engine.opening import CHOSEN, Change, Opening, opening, reserving
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Fact, Item, Value, declared
from stempath.model.listing import Derivation
from stempath.model.person import NEEDED, Person
from stempath.model.rule import Clause, Rule
from stempath.rulebook.book import Rulebook
from stempath.rulebook.clauses import MEASURES, read_clause
from stempath.rulebook.read import read_rulebook

BOOK = read_rulebook(Path(__file__).resolve().parent.parent / "small")
RULES = compile_rules(BOOK, "small")
CLAUSES = Clauses(BOOK)
MOST_TRIED = 12_000  # pairs of answers for one person
Facts = Mapping[str, Value]


def test_every_fact_that_a_person_chooses_is_one() -> None:
    assert set(declared(Person)) > CHOSEN


# --- every answer there is ---------------------------------------------------------------------


def numbers(book: Rulebook) -> set[float]:
    """The numbers that rules and candidates name."""
    found = {0.0, 2.0, 4.0, 5.0, 7.0, 8.0, 2020.0}
    for record in (*book.offerings, *(d.offering() for d in book.designs), *book.occupations):
        values = [getattr(record, item.name) for item in fields(record)]
        found |= {v for v in values if isinstance(v, int | float) and not isinstance(v, bool)}
    return found


def all_answers(book: Rulebook, fact: Fact) -> list[Value]:
    """Every answer that a question may get; of numbers those on each side of every number named."""
    if fact.type == "yes-no":
        return [True, False]
    if fact.type == "integer":
        return list(range(1995, 2031))
    if fact.is_number:
        near = {n + step for n in numbers(book) for step in (-0.5, 0, 0.5)}
        return sorted(n for n in near if fact.least <= n <= fact.most)  # type: ignore[operator]
    if fact.type == "ratings":
        return [()]  # rules see whether there are any
    ids = list(book.vocabularies[fact.vocabulary].names)
    if not fact.many:
        return list(ids)
    most = min(fact.most_items or len(ids), len(ids), 4)
    least = 1 if fact.name in NEEDED else 0
    ways = permutations if fact.name == "goals" else combinations  # only the first goal is read
    return [items for size in range(least, most + 1) for items in ways(ids, size)]


def read_by(book: Rulebook, some: Sequence[Rule], about: str) -> list[str]:
    """The answers that the requirements on these candidates read, by themselves or derived."""
    derived = {d.name: d.sources for d in book.derivations if d.subject == "person"}

    def answers(name: str) -> Iterator[str]:
        if name not in derived:
            yield name
        for source in derived.get(name, ()):
            yield from answers(source.partition(".")[2])

    found: dict[str, None] = {}
    for rule in some:
        if rule.effect == "require" and rule.about == about:
            for clause in rule.clauses:
                for subject in clause.subjects:
                    if subject.of == "person":
                        found |= dict.fromkeys(answers(subject.fact))
                    elif subject in MEASURES:
                        found |= dict.fromkeys(("occupation", "other_occupation", "field_of_study"))
    return list(found)


def shut(compiled: RuleSet, people: Sequence[Facts], about: str) -> list[list[bool]]:
    """Person by person, whether each candidate is shut out."""
    outcome = evaluate(compiled, people).outcome(about)
    table: list[list[bool]] = (outcome.out | outcome.apart).tolist()
    return table


class Brute:
    """The fewest changes that open each candidate, found by trying all of them."""

    def __init__(self, book: Rulebook, compiled: RuleSet, person: Facts, about: str) -> None:
        names = read_by(book, book.rules, about)
        answers = {n: all_answers(book, declared(Person)[n]) for n in names if n != "label"}
        self.tried: list[tuple[Change, ...]] = []
        for size in (1, 2):
            for chosen in combinations(answers, size):
                for values in product(*(answers[name] for name in chosen)):
                    self.tried.append(
                        tuple(
                            Change(n, person.get(n), v) for n, v in zip(chosen, values, strict=True)
                        )
                    )
            assume(len(self.tried) <= MOST_TRIED)
        people = [{**person, **{c.fact: c.to for c in changes}} for changes in self.tried]
        self.shut = shut(compiled, people, about) if people else []

    def fewest(self, index: int) -> int | None:
        """How many changes it takes; None where two are too few."""
        opening_ = [
            changes for changes, row in zip(self.tried, self.shut, strict=True) if not row[index]
        ]
        fit = [way for way in opening_ if not any(map(reserving, way))]
        return min((len(way) for way in fit or opening_), default=None)


def sizes(found: Opening) -> set[int]:
    return {len(way.changes) for way in found.ways}


def assert_opens(compiled: RuleSet, person: Facts, found: Opening, about: str, index: int) -> None:
    """Every way that is named opens the candidate, and it then stands as is said."""
    for way in found.ways:
        assert len({change.fact for change in way.changes}) == len(way.changes)
        for change in way.changes:
            assert person.get(change.fact) == change.now != change.to
        then = {**person, **{change.fact: change.to for change in way.changes}}
        assert not shut(compiled, [then], about)[0][index], way
        (advice,) = advise(compiled, [then])
        listed = [s.id for s in (advice.moves if about == "move" else advice.offerings)]
        assert way.then.rank == (listed.index(found.id) + 1 if found.id in listed else None)


def requirements(some: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in some if rule.effect == "require")


def early(clause: Clause, effect: str) -> bool:
    """Clauses that do not read where the first moves lead."""
    return not reads(clause, *CLAUSES.late)


@settings(max_examples=60)
@given(rules(CLAUSES, most=9, allowed=early).map(requirements), persons(BOOK))
def test_no_smaller_change_opens_it(some: tuple[Rule, ...], person: Facts) -> None:
    book = replace(BOOK, rules=some)
    compiled = compile_rules(book, "")
    for about in ("offering", "move"):
        if not any(rule.about == about for rule in some):
            continue
        brute = Brute(book, compiled, person, about)
        for index, is_shut in enumerate(shut(compiled, [person], about)[0]):
            if index >= compiled.program(about).ranked:
                continue
            found = opening(compiled, person, about, index)
            assert bool(found.shut_by) == is_shut == (found.now is None)
            assert found.exhaustive
            assert_opens(compiled, person, found, about, index)
            if is_shut:
                fewest = brute.fewest(index)
                assert sizes(found) == ({fewest} if fewest else set()), (found, fewest)


@settings(max_examples=40)
@given(rules(CLAUSES, most=5), persons(BOOK))
def test_what_reads_the_first_moves_is_not_called_exhaustive(
    some: tuple[Rule, ...], person: Facts
) -> None:
    compiled = compile_rules(replace(BOOK, rules=some), "")
    late = any(reads(c, *CLAUSES.late) for rule in some for c in rule.clauses)
    for index, is_shut in enumerate(shut(compiled, [person], "offering")[0][:-1]):
        found = opening(compiled, person, "offering", index)
        assert bool(found.shut_by) == is_shut
        assert found.exhaustive or late
        assert_opens(compiled, person, found, "offering", index)


def test_the_shipped_rules_are_searched_in_full(shipped_rules: RuleSet) -> None:
    """Nothing in them keeps an answer from being tried, and two changes are found where needed."""
    person: Facts = {
        "qualification": "certificate-iii", "occupation": "341111", "goals": ("progression",),
        "state": "QLD", "hours_per_week": 5, "weeks_available": 20, "budget_aud": 500,
    }  # fmt: skip
    seen = set()
    for about in ("offering", "move"):
        for index, is_shut in enumerate(shut(shipped_rules, [person], about)[0]):
            if is_shut and index % 12 == 0:
                found = opening(shipped_rules, person, about, index)
                assert found.exhaustive
                assert_opens(shipped_rules, person, found, about, index)
                seen |= sizes(found)
    assert seen == {1, 2}


# --- what is said ------------------------------------------------------------------------------

HAND: Facts = {
    "qualification": "certificate-iii", "goals": ("refresh-skills",), "occupation": "100001",
    "state": "NSW", "years_experience": 3, "employed": True, "hours_per_week": 6,
}  # fmt: skip


def found_for(id_: str, person: Facts, compiled: RuleSet = RULES) -> Opening:
    found = compiled.places.get(id_)
    assert found is not None
    return opening(compiled, person, *found)


@pytest.mark.parametrize(
    ("id_", "changed", "ways"),
    [
        ("bridge-paid-year", {}, [{"years_experience": 5}, {"qualification": "bachelor"}]),
        ("map-certificate", {"qualification": "bachelor"}, [{"state": "VIC"}]),
        ("map-certificate", {}, [{"qualification": "bachelor", "state": "VIC"}]),
        ("map-start-women", {}, [{"groups": ("women",)}]),
        ("300001", {"registrations": ("bridge-licence",)},
         [{"registrations": ("bridge-licence", "animal-board")}]),
    ],
)  # fmt: skip
def test_the_smallest_changes(id_: str, changed: Facts, ways: list[dict[str, Item]]) -> None:
    found = found_for(id_, {**HAND, **changed})
    assert [{c.fact: c.to for c in way.changes} for way in found.ways][: len(ways)] == ways


def test_what_is_open_says_where_it_stands() -> None:
    found = found_for("bridge-refresher", HAND)
    assert (found.shut_by, found.ways) == ((), ())
    assert found.now is not None and found.now.rank
    assert found_for("map-certificate", HAND).now is None


def test_other_answers_that_do_the_same_are_counted() -> None:
    (way,) = found_for("map-certificate", {**HAND, "qualification": "bachelor"}).ways
    assert way.changes[0].others == 0
    levels = BOOK.vocabularies["qualifications"].columns["aqf"].values()
    by_level = found_for("map-certificate", {**HAND, "state": "VIC"}).ways[0].changes[0]
    assert by_level.fact == "qualification"
    assert by_level.others == sum(level >= 7 for level in levels) - 1  # type: ignore[operator]


def test_a_group_is_named_only_where_nothing_else_opens_it() -> None:
    """The same requirement, with another way to meet it."""
    reserved = next(rule for rule in BOOK.rules if rule.id == "reserved")
    clause = CLAUSES.find("person.years_experience >= 5")
    other = tuple(
        replace(rule, unless=(clause,)) if rule is reserved else rule for rule in BOOK.rules
    )
    compiled = compile_rules(replace(BOOK, rules=other), "")
    ways = found_for("map-start-women", HAND, compiled).ways
    assert [{c.fact: c.to for c in way.changes} for way in ways] == [{"years_experience": 5}]


def test_losing_work_is_never_a_suggestion() -> None:
    clause = CLAUSES.find("person.employed = no")
    rule = next(rule for rule in BOOK.rules if rule.id == "another-job")
    rule = replace(rule, when=(), require=(clause,))
    compiled = compile_rules(replace(BOOK, rules=(rule,)), "")
    (way,) = found_for("200001", HAND, compiled).ways
    assert [reserving(change) for change in way.changes] == [True]
    unless = replace(rule, unless=(CLAUSES.find("person.studying = yes"),))
    compiled = compile_rules(replace(BOOK, rules=(unless,)), "")
    (way,) = found_for("200001", {**HAND, "studying": False}, compiled).ways
    assert [change.fact for change in way.changes] == ["studying"]


def requiring(*required: Sequence[str], when: Sequence[str] = ()) -> RuleSet:
    """The tiny rulebook with one requirement on every move for each list of clauses.

    The last of them is asked only `when` its own clauses hold.
    """
    base = next(rule for rule in BOOK.rules if rule.id == "another-job")
    last = len(required) - 1
    made = [
        replace(
            base, id=f"needs-{number}", require=tuple(map(CLAUSES.find, texts)),
            when=tuple(map(CLAUSES.find, when if number == last else ())),
        )
        for number, texts in enumerate(required)
    ]  # fmt: skip
    return compile_rules(replace(BOOK, rules=tuple(made)), "")


KEEN: Facts = {**HAND, "goals": ("refresh-skills", "progression"), "modes": ("online",)}


@pytest.mark.parametrize(
    ("required", "to"),
    [
        # a second id of a list, beside the one that is held
        (["person.goals has advance-knowledge", "person.goals has refresh-skills",
          "person.goals has progression"],
         {"goals": ("refresh-skills", "progression", "advance-knowledge")}),
        # two ids at once
        (["person.modes has workplace", "person.modes has on-campus"],
         {"modes": ("online", "on-campus", "workplace")}),
        # another order
        (["person.first_goal = progression", "person.goals has refresh-skills"],
         {"goals": ("progression", "refresh-skills")}),
        # how many there are
        (["person.goal_count >= 3"], {"goals": 3}),
        (["person.goal_count < 2"], {"goals": 1}),
        # none at all
        (["person.modes lacks [online, on-campus, workplace]"], {"modes": ()}),
        # a number between two that are named
        (["person.hours_per_week > 4", "person.hours_per_week < 5"], {"hours_per_week": 4.5}),
        # a year, by the years since
        (["person.years_since_graduation <= 2", "person.years_since_graduation > 0"],
         {"graduated_year": 2024}),
    ],
)  # fmt: skip
def test_one_changed_answer_may_be_any_answer(
    required: list[str], to: dict[str, Value | int]
) -> None:
    person = {**KEEN, "graduated_year": 2000}
    found = found_for("200001", person, requiring(required))
    ((change,),) = [way.changes for way in found.ways]
    ((fact, value),) = to.items()
    assert change.fact == fact
    if fact == "goals" and isinstance(value, int):
        assert isinstance(change.to, tuple) and len(change.to) == value
    elif fact == "modes":
        assert isinstance(change.to, tuple) and set(change.to) == set(value)  # type: ignore[arg-type]
    else:
        assert change.to == value


def test_the_second_change_may_be_for_what_only_the_first_brings_up() -> None:
    """Until the years are enough the state is not asked for, so nothing that fails reads it."""
    compiled = requiring(
        ["person.years_experience >= 5"], ["person.state = VIC"],
        when=["person.years_experience >= 5"],
    )  # fmt: skip
    found = found_for("200001", HAND, compiled)
    assert [rule for rule, _words in found.shut_by] == ["needs-0"]
    (way,) = found.ways
    assert {c.fact: c.to for c in way.changes} == {"years_experience": 5, "state": "VIC"}


def test_three_walls_stay() -> None:
    required = ["person.years_experience >= 5"], ["person.state = VIC"], ["person.studying = yes"]
    found = found_for("200001", {**HAND, "studying": False}, requiring(*required))
    assert (found.ways, found.exhaustive) == ((), True)
    assert len(found.shut_by) == 3


def test_answers_compared_with_each_other_are_all_tried() -> None:
    found = found_for("200001", {**HAND, "sector": "bridges", "target_sectors": ("maps",)},
                      requiring(["person.target_sectors has person.sector"]))  # fmt: skip
    assert not found.exhaustive  # a list against another answer is not promised in full
    assert {way.changes[0].fact for way in found.ways} == {"sector", "target_sectors"}


def test_what_two_answers_have_together_is_not_mistaken_for_what_each_has() -> None:
    """Another area than that of the work makes two of them: any other area does, its own not."""
    more = (
        Derivation("both_areas", "person", "union", ("person.sector", "person.state")),
        Derivation("areas_found", "person", "count", ("person.both_areas",)),
    )
    facts = {**BOOK.facts, "person": {
        **BOOK.facts["person"], "areas_found": Fact("areas_found", "integer", least=0, most=99),
    }}  # fmt: skip
    clause = read_clause("person.areas_found >= 2", facts, BOOK.vocabularies)
    rule = next(rule for rule in BOOK.rules if rule.id == "another-job")
    rule = replace(rule, when=(), require=(clause,))
    book = replace(
        BOOK, rules=(rule,), facts=facts, derivations=(*BOOK.derivations, *more)
    )  # fmt: skip
    compiled = compile_rules(book, "")
    person = {"qualification": "bachelor", "goals": ("progression",), "sector": "maps",
              "state": "maps"}  # fmt: skip
    found = found_for("200001", person, compiled)
    assert {way.changes[0].fact for way in found.ways} == {"sector", "state"}
