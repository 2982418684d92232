"""Quiz cases: answers with the outcome and the reasons that must and must not come of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from stempath.engine.quiz import Result, take
from stempath.model.answers import read_answer
from stempath.model.fact import Fact, Value, declare
from stempath.model.quiz import Quiz
from stempath.problem import Place, Problem, StempathError, shown
from stempath.record import record
from stempath.rulebook.case_files import written_cases
from stempath.rulebook.records import table_problems
from stempath.tables import Toml

LISTS = ("reasons", "shut", "notes")  # of rules that must be there


@record(frozen=True, slots=True, kw_only=True)
class _Written:
    """A table [[case]], its answers aside."""

    id: str = declare(required=True)
    about: str = declare(required=True)
    quiz: str = declare(required=True)
    outcome: str | None = declare()
    reasons: tuple[str, ...] | None = declare(many=True)
    shut: tuple[str, ...] | None = declare(many=True)
    notes: tuple[str, ...] | None = declare(many=True)
    not_reasons: tuple[str, ...] | None = declare(many=True)
    not_shut: tuple[str, ...] | None = declare(many=True)
    not_notes: tuple[str, ...] | None = declare(many=True)


@record(frozen=True, slots=True)
class QuizCase:
    """Answers to a quiz and what is expected; `expected` holds the checks by their key."""

    id: str
    about: str
    quiz: str
    answers: Mapping[str, Value]
    expected: Mapping[str, Any]
    place: Place


def read_quiz_cases(folder: Path, quizzes: Sequence[Quiz]) -> list[QuizCase]:
    """All cases of rules/cases/quiz.

    Raises:
        StempathError: every case that is not written as rules/README.md says.
    """
    problems: list[Problem] = []
    by_id = {quiz.id: quiz for quiz in quizzes}
    cases: dict[str, QuizCase] = {}
    for toml, index, table in written_cases(folder, folder / "cases" / "quiz", problems):
        case = _case(toml, index, table, by_id, problems)
        if case and cases.setdefault(case.id, case) is not case:
            found, remedy = f"case `{case.id}` twice", f"also at {cases[case.id].place}"
            problems.append(Problem("id-twice", case.place, found, "each id once", remedy))
    if problems:
        raise StempathError(problems)
    return list(cases.values())


def _case(
    toml: Toml,
    index: int,
    table: Mapping[str, Any],
    quizzes: Mapping[str, Quiz],
    problems: list[Problem],
) -> QuizCase | None:
    place = toml.place("case", index)
    told = {key: value for key, value in table.items() if key != "answers"}
    found = list(table_problems(toml, ("case", index), told, _Written, {}))
    answers = table.get("answers", {})
    if not isinstance(answers, dict):
        found.append(Problem("shape", place, shown(answers), "answers as a table"))
    quiz = quizzes.get(str(table.get("quiz")))
    if quiz is None:
        near = get_close_matches(str(table.get("quiz")), list(quizzes), n=1)
        remedy = f"did you mean `{near[0]}`?" if near else ""
        found.append(Problem("id", place, shown(table.get("quiz")), "the id of a quiz", remedy))
    if found or quiz is None:
        problems.extend(found)
        return None
    facts: dict[str, Value] = {}
    for name, answer in answers.items():
        fact = quiz.facts["quiz"].get(name)
        value = (
            read_answer(fact, answer, quiz.vocabularies, place)
            if fact
            else _no_question(name, place, quiz.facts["quiz"])
        )
        if isinstance(value, Problem):
            found.append(value)
        else:
            facts[name] = value
    found += _unknown_ids(quiz, table, place)
    problems.extend(found)
    expected = {key: value for key, value in told.items() if key not in ("id", "about", "quiz")}
    return QuizCase(table["id"], table["about"], quiz.id, facts, expected, place)


def _no_question(name: str, place: Place, facts: Mapping[str, Fact]) -> Problem:
    near = get_close_matches(name, list(facts), n=1)
    remedy = f"did you mean `{near[0]}`?" if near else ""
    return Problem("unknown-fact", place, f"`{name}`", "a question of the quiz", remedy)


def _unknown_ids(quiz: Quiz, table: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    rules = [rule.id for rule in quiz.rules]
    outcomes = [outcome.id for outcome in quiz.outcomes]
    named = [
        (id_, rules) for key in LISTS for no in ("", "not_") for id_ in table.get(no + key, [])
    ]
    named += [(table["outcome"], outcomes)] if "outcome" in table else []
    for id_, known in named:
        if id_ not in known:
            near = get_close_matches(id_, known, n=1)
            remedy = f"did you mean `{near[0]}`?" if near else ""
            what = "the id of a rule of the quiz" if known is rules else "the id of an outcome"
            yield Problem("id", place, f"`{id_}`", what, remedy)


def run_quiz_cases(quizzes: Iterable[Quiz], cases: Iterable[QuizCase]) -> list[Problem]:
    """Every expectation that does not hold."""
    by_id = {quiz.id: quiz for quiz in quizzes}
    return [
        Problem("case", case.place, found, f"{key} in case `{case.id}`", case.about)
        for case in cases
        if case.quiz in by_id
        for key, found in _failures(case, take(by_id[case.quiz], case.answers))
    ]


def unmissed_quiz_rules(quizzes: Iterable[Quiz], cases: Sequence[QuizCase]) -> list[str]:
    """The rules whose absence no case would notice, by leaving out one at a time."""
    found = []
    for quiz in quizzes:
        for rule in quiz.rules:
            rest = replace(quiz, rules=tuple(other for other in quiz.rules if other is not rule))
            if not run_quiz_cases([rest], cases):
                found.append(f"{quiz.id}: {rule.id}")
    return found


def _failures(case: QuizCase, result: Result) -> Iterator[tuple[str, str]]:
    there = {
        "reasons": {reason.rule for side in result.sides for reason in side.reasons},
        "shut": {reason.rule for side in result.sides for reason in side.shut},
        "notes": {note.rule for note in result.notes},
    }
    for key, wanted in case.expected.items():
        if key == "outcome":
            if result.outcome.id != wanted:
                points = {side.outcome.id: side.points for side in result.sides}
                yield key, f"{result.outcome.id} ({result.because}, points {points})"
            continue
        have = there[key.removeprefix("not_")]
        for id_ in wanted:
            if (id_ in have) == key.startswith("not_"):
                yield key, f"{id_} {'present in' if id_ in have else 'missing from'} {sorted(have)}"
