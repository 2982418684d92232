"""The order of questions, what is skipped, and that nothing is taken that is not understood."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from stempath.engine.ruleset import RuleSet
from stempath.interview.walk import Answer, Prompt, _without_unit, open_questions, walk
from stempath.problem import Problem
from stempath.rulebook.book import Rulebook


class Listed:
    """Answers from a table: fact -> the answers given to it in turn."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = {fact: given if isinstance(given, list) else [given]
                        for fact, given in answers.items()}  # fmt: skip
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.problems: list[str] = []

    def ask(self, prompt: Prompt) -> Answer:
        self.asked.append(prompt.part.fact)
        if prompt.opens:
            self.heads.append(f"{prompt.position} of {prompt.total}")
        given = self.answers.get(prompt.part.fact, [None])
        return given.pop(0) if len(given) > 1 else given[0]

    def wrong(self, prompt: Prompt, problem: Problem) -> None:
        self.problems.append(problem.code)

    def confirm(self, words: str) -> bool:
        return True


def test_answers_become_facts(small_rules: RuleSet, small_book: Rulebook) -> None:
    asker = Listed({"qualification": "Bachelor degree", "graduated_year": "2019",
                    "goals": ("progression", "refresh-skills")})  # fmt: skip
    facts = walk(small_rules, small_book.questions, {}, asker, "first")
    assert facts == {
        "qualification": "bachelor", "graduated_year": 2019,
        "goals": ("progression", "refresh-skills"),
    }  # fmt: skip
    assert asker.heads == ["1 of 2", "2 of 2"]


def test_a_part_is_asked_only_where_its_clauses_hold(
    small_rules: RuleSet, small_book: Rulebook
) -> None:
    asker = Listed({"qualification": "year-12", "goals": ("progression",)})
    walk(small_rules, small_book.questions, {}, asker, "first")
    assert asker.asked == ["qualification", "field_of_study", "goals"]


def test_what_is_answered_is_not_asked_again(small_rules: RuleSet, small_book: Rulebook) -> None:
    known = {"qualification": "year-12", "field_of_study": "map-drawing", "graduated_year": 2019}
    asker = Listed({"goals": ("progression",)})
    facts = walk(small_rules, small_book.questions, known, asker, "first")
    assert asker.asked == ["goals"]
    assert asker.heads == ["1 of 1"]
    assert facts.items() >= known.items()


@pytest.mark.parametrize("wrong", ["wizardry", None, ""])
def test_a_question_is_put_until_it_is_understood(
    small_rules: RuleSet, small_book: Rulebook, wrong: str | None
) -> None:
    asker = Listed({"qualification": [wrong, "bachelor"], "goals": ("progression",)})
    facts = walk(small_rules, small_book.questions, {}, asker, "first")
    assert facts["qualification"] == "bachelor"
    assert len(asker.problems) == 1


@pytest.mark.parametrize(
    ("typed", "problems"), [("2019", 0), (" 2019 ", 0), ("2019 years", 1), ("in 2019", 1)]
)
def test_a_year_is_a_year(
    small_rules: RuleSet, small_book: Rulebook, typed: str, problems: int
) -> None:
    asker = Listed({"qualification": "Bachelor degree", "graduated_year": [typed, "2019"],
                    "goals": ["Move up"]})  # fmt: skip
    assert walk(small_rules, small_book.questions, {}, asker, "first")["graduated_year"] == 2019
    assert len(asker.problems) == problems


@pytest.mark.parametrize(
    ("unit", "typed", "number"),
    [
        ("years", "15 years", "15"),
        ("years", "1.5yrs", "1.5"),
        ("years", "18 months", "18 months"),
        ("weeks", "6 months", "6 months"),
        ("weeks", "12 wks.", "12"),
        ("hours a week", "5 hrs a week", "5"),
        ("hours a week", "5 hours per day", "5 hours per day"),
        ("AUD", "$1,500 dollars", "$1,500"),
        ("AUD", "2k", "2k"),
    ],
)
def test_a_number_may_carry_the_unit_that_was_asked_for(unit: str, typed: str, number: str) -> None:
    assert _without_unit(typed, unit) == number


def test_no_more_is_chosen_than_the_question_allows(
    small_rules: RuleSet, small_book: Rulebook
) -> None:
    three = ("progression", "refresh-skills", "future-proofing")
    asker = Listed({"qualification": "bachelor", "goals": [three, three[:2]]})
    assert walk(small_rules, small_book.questions, {}, asker, "first")["goals"] == three[:2]


def test_a_question_with_nothing_left_to_ask_is_not_counted(
    small_rules: RuleSet, small_book: Rulebook
) -> None:
    asker = Listed({"goals": ["progression"]})
    facts = {"qualification": "certificate-iii", "field_of_study": "map-drawing"}
    walk(small_rules, small_book.questions, facts, asker, "first")
    assert asker.heads == ["1 of 1"]  # a year of graduation is not asked of a certificate


def test_stages(small_book: Rulebook) -> None:
    assert [q.id for q in open_questions(small_book.questions, {}, "sharpen")] == ["strain"]
    assert open_questions(small_book.questions, {"strain": "none"}, "sharpen") == []


def test_the_shipped_interview_asks_nine_questions_at_most(shipped_book: Rulebook) -> None:
    assert len(open_questions(shipped_book.questions, {}, "first")) <= 9
