"""Which open question would change the advice most: worked out a second time, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import persons

from stempath.engine.advise import advise
from stempath.engine.compile import compile_rules
from stempath.engine.hits import evaluate
from stempath.engine.open_questions import MOST_NUMBERS, difference, effects, likely
from stempath.engine.possible import turns
from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Advice
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.rulebook.read import read_rulebook

BOOK = read_rulebook(Path(__file__).resolve().parent.parent / "small")
RULES = compile_rules(BOOK, "small")
FACTS = declared(Person)
FIRST = 3
Facts = Mapping[str, Value]
HAND: Facts = {"qualification": "certificate-iii", "goals": ("refresh-skills",), "sector": "maps"}


def lines(advice: Advice) -> tuple[list[str], list[str]]:
    return (
        [offering.id for offering in advice.offerings[:FIRST]],
        [move.id for move in advice.moves[:FIRST]],
    )


def apart(one: Sequence[str], other: Sequence[str]) -> float:
    """One less the share in common of the first line, of the first two …, averaged."""
    longest = max(len(one), len(other))
    if not longest:
        return 0
    common = [len({*one[:n]} & {*other[:n]}) / n for n in range(1, longest + 1)]
    return 1 - sum(common) / longest


def changes(facts: Facts, name: str) -> list[float]:
    """How far each likely answer takes the advice from what it is now."""
    answers = likely(RULES, facts, name)
    now, *then = map(lines, advise(RULES, [facts, *({**facts, name: x} for x in answers)]))
    return [(apart(now[0], new[0]) + apart(now[1], new[1])) / 2 for new in then]


@settings(max_examples=25)
@given(persons(BOOK))
def test_an_effect_is_what_the_answers_change_on_average(facts: Facts) -> None:
    open_facts = [name for name in FACTS if name not in facts]
    found = effects(RULES, facts, open_facts, first=FIRST)
    assert [e.change for e in found] == sorted((e.change for e in found), reverse=True)
    by_name = {effect.fact: effect for effect in found}
    assert len(by_name) == len(found)
    for name in open_facts:
        expected = changes(facts, name)
        if not any(expected):
            assert name not in by_name
            continue
        effect = by_name[name]
        assert effect.tried == len(expected)
        assert effect.change == pytest.approx(sum(expected) / len(expected))
        assert effect.changed == pytest.approx(sum(x > 0 for x in expected) / len(expected))
    assert effects(RULES, facts, open_facts, first=FIRST) == found


def test_free_text_changes_nothing_and_the_area_most() -> None:
    found = effects(RULES, HAND, ["label", "modes", "target_sectors", "strain"])
    assert found[0].fact == "target_sectors"
    assert "label" not in [effect.fact for effect in found]
    assert effects(RULES, HAND, []) == []


def test_the_lines_of_the_first_screen_count_unless_told_otherwise() -> None:
    open_facts = [name for name in FACTS if name not in HAND]
    assert effects(RULES, HAND, open_facts) == effects(
        RULES, HAND, open_facts, first=BOOK.listing.first
    )


# --- how far two lists are apart ---------------------------------------------------------------

some_lists = st.lists(st.integers(0, 6), unique=True, max_size=4).map(tuple)


@given(some_lists, some_lists)
def test_only_equal_lists_differ_by_nothing(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    there, back = difference((one, ()), (other, ())), difference((other, ()), (one, ()))
    assert there == back
    assert 0 <= there <= 1 / 2
    assert (there == 0) == (one == other)


def test_the_first_line_weighs_most() -> None:
    def moved(*lines: int) -> float:
        return difference(((1, 2, 3, 4, 5), ()), (lines, ()))

    assert moved(9, 2, 3, 4, 5) > moved(1, 2, 9, 4, 5) > moved(1, 2, 3, 4, 9)
    assert moved(9, 2, 3, 4, 5) > moved(2, 1, 3, 4, 5) > moved(1, 2, 3, 5, 4) > 0


# --- the answers that are tried ----------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in FACTS if name != "label"])
def test_every_kind_of_answer_is_tried(name: str) -> None:
    fact, tried = FACTS[name], likely(RULES, {}, name)
    assert len(set(tried)) == len(tried)
    if fact.type == "yes-no":
        assert tried == [True, False]
    elif fact.is_number:
        assert 0 < len(tried) <= MOST_NUMBERS
    elif fact.type == "ratings":
        assert tried == []  # without an origin there are no first moves to lack anything
        rated = likely(RULES, {"occupation": "100001"}, name)
        assert {("bridge-inspection=0",), ("bridge-inspection=5",)} <= {*rated}
        assert ("careful-thought=5",) in rated
        assert ("careful-thought=0",) not in rated  # it is taken to be so anyway
    elif fact.many:
        assert tried == [(id_,) for id_ in BOOK.vocabularies[fact.vocabulary].names]
    else:
        assert tried == list(BOOK.vocabularies[fact.vocabulary].names)


def test_the_answer_that_stands_is_not_tried_again() -> None:
    assert likely(RULES, {"studying": True}, "studying") == [False]
    assert "NSW" not in likely(RULES, {"state": "NSW"}, "state")


def test_a_licence_that_the_work_takes_for_granted_is_not_asked_for(
    shipped_rules: RuleSet,
) -> None:
    jobs = shipped_rules.vocabularies["occupations"].columns["holds"]
    code, held = next((code, held) for code, held in jobs.items() if isinstance(held, tuple))
    assert held and likely(shipped_rules, {"occupation": code}, "registrations") == []
    assert likely(shipped_rules, {}, "registrations")[0] == (
        next(iter(shipped_rules.vocabularies["registrations"].names)),
    )


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.is_number])
@given(number=st.floats(0, 1))
def test_no_number_stands_for_itself_alone(name: str, number: float) -> None:
    """Whatever number is answered, one of those tried stands alike under every condition."""
    fact = FACTS[name]
    assert fact.least is not None and fact.most is not None
    answer: float = fact.least + number * (fact.most - fact.least)
    if fact.type == "integer":
        answer = round(answer)
    programs = (RULES.offerings, RULES.moves)

    def levels(value: float) -> list[int]:
        return [
            evaluate(group.operator, *((literal, value) if group.swapped else (value, literal)))
            for program in programs
            for group in program.atoms
            if group.fact == name and group.operator not in ("known", "unknown")
            for literal in group.literals
        ]

    tried = turns(RULES, programs, fact)
    assert all(fact.least <= value <= fact.most for value in tried)
    assert levels(answer) in [levels(value) for value in tried]
