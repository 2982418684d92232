"""What no single table of a quiz can tell: problems between its questions, outcomes and rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from stempath.model.quiz import Quiz
from stempath.problem import Problem
from stempath.tables import Toml


def check_quiz(quiz: Quiz, toml: Toml) -> Iterator[Problem]:
    """Every problem between the parts of a quiz, each of which is sound by itself."""
    yield from _twice(quiz, toml)
    yield from _outcomes(quiz, toml)
    yield from _rules(quiz)
    yield from _questions(quiz, toml)


def _twice(quiz: Quiz, toml: Toml) -> Iterator[Problem]:
    lists: Sequence[tuple[str, Sequence[str]]] = (
        ("outcome", [outcome.id for outcome in quiz.outcomes]),
        ("question", [question.id for question in quiz.questions]),
        ("rule", [rule.id for rule in quiz.rules]),
    )
    for key, ids in lists:
        for index, id_ in enumerate(ids):
            if (first := ids.index(id_)) != index:
                other = toml.place(key, first)
                yield Problem(
                    "id-twice", toml.place(key, index), f"{key} `{id_}` twice", "each id once",
                    f"the other stands at {other}",
                )  # fmt: skip


def _outcomes(quiz: Quiz, toml: Toml) -> Iterator[Problem]:
    undecided = [outcome for outcome in quiz.outcomes if outcome.open]
    if len(undecided) != 1 or len(quiz.outcomes) < 3:
        found = f"{len(quiz.outcomes)} outcomes, {len(undecided)} of them open"
        expected = "two or more to lean towards, and one with open = true"
        yield Problem("outcome", toml.place("outcome", 0), found, expected)
    fed = {rule.outcome for rule in quiz.rules if rule.effect == "points"}
    for index, outcome in enumerate(quiz.outcomes):
        if not outcome.open and outcome.id not in fed:
            found, expected = f"outcome `{outcome.id}`", "a rule with points towards it"
            remedy = "nothing leads to it: write a rule, or remove it"
            yield Problem("unreached", toml.place("outcome", index), found, expected, remedy)


def _rules(quiz: Quiz) -> Iterator[Problem]:
    known = [outcome.id for outcome in quiz.outcomes if not outcome.open]
    for rule in quiz.rules:
        if rule.effect != "note" and rule.outcome not in known:
            near = get_close_matches(rule.outcome, known, n=1)
            yield Problem(
                "outcome", rule.place, f"outcome `{rule.outcome}` in `{rule.id}`",
                "an outcome that is not open", f"did you mean `{near[0]}`?" if near else "",
            )  # fmt: skip


def _questions(quiz: Quiz, toml: Toml) -> Iterator[Problem]:
    read = {clause.left.fact for rule in quiz.rules for clause in rule.clauses}
    for index, question in enumerate(quiz.questions):
        if question.id not in read:
            found, expected = f"`{question.id}` is asked", "a rule that reads it"
            remedy = "ask nothing that changes nothing"
            yield Problem("unused", toml.place("question", index), found, expected, remedy)
    if len(quiz.questions) < quiz.least:
        found = f"least = {quiz.least} answers of {len(quiz.questions)} questions"
        yield Problem("value", toml.place("quiz", "least"), found, "no more than it asks")
