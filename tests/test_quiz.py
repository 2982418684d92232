"""Quizzes: what the answers come to, the same whatever the order; and the shipped quiz."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from stempath import api
from stempath.engine.quiz import Result
from stempath.engine.quiz_cases import read_quiz_cases, run_quiz_cases, unmissed_quiz_rules
from stempath.model.fact import Value
from stempath.model.quiz import Quiz
from stempath.problem import Place, StempathError
from stempath.rulebook.find import find_rules, fingerprint
from stempath.rulebook.quizzes import read_quizzes
from stempath.tables import read_toml

SMALL = Path(__file__).resolve().parent / "small"
(BRIDGE,) = read_quizzes(SMALL)
PHD = next(quiz for quiz in read_quizzes(find_rules()) if quiz.id == "phd")
NEVER_SAID = ("guaranteed", "in demand", "ai-proof", "less stressful", "push through", "resign")


def answers_to(quiz: Quiz) -> st.SearchStrategy[dict[str, Value]]:
    """Answers of every kind, each of which may be left out."""
    kinds: dict[str, st.SearchStrategy[Any]] = {}
    for question in quiz.questions:
        if question.words:
            kinds[question.id] = st.sampled_from(list(question.words.names))
        elif question.fact.is_number:
            kinds[question.id] = st.integers(int(question.fact.least), int(question.fact.most))  # type: ignore[arg-type]  # declared
        else:
            kinds[question.id] = st.booleans()
    return st.fixed_dictionaries({}, optional=kinds)


def points_of(quiz: Quiz, result: Result) -> dict[str, int]:
    points = {rule.id: rule.points for rule in quiz.rules}
    return {
        side.outcome.id: sum(points[reason.rule] for reason in side.reasons)
        for side in result.sides
    }


# --- what the answers come to --------------------------------------------------------------------


@pytest.mark.parametrize("quiz", [BRIDGE, PHD], ids=lambda quiz: quiz.id)
def test_the_reasons_sum_to_the_leaning(quiz: Quiz) -> None:
    @given(answers_to(quiz))
    def holds(answers: Mapping[str, Value]) -> None:
        result = api.take_quiz(quiz, answers)
        points = points_of(quiz, result)
        for side in result.sides:
            assert side.points == points[side.outcome.id]
            assert all(reason.points > 0 for reason in side.reasons)
        open_to = [side for side in result.sides if not side.shut]
        if result.because == "leads":
            assert not result.outcome.open
            first, *rest = open_to
            assert first.outcome == result.outcome
            assert first.reasons, "no verdict without reasons"
            assert first.points - max([0, *(side.points for side in rest)]) >= quiz.margin
            assert len(answers) >= quiz.least
        else:
            assert result.outcome.open
            best = sorted((side.points for side in open_to), reverse=True)
            lead = best[0] - (best[1] if len(best) > 1 else 0) if best else 0
            assert len(answers) < quiz.least or lead < quiz.margin
        assert set(result.not_answered) == {q.id for q in quiz.questions} - set(answers)

    holds()


@given(answers_to(PHD), st.randoms())
def test_the_order_of_rules_and_answers_does_not_matter(
    answers: Mapping[str, Value], chance: random.Random
) -> None:
    rules, outcomes, told = list(PHD.rules), list(PHD.outcomes), list(answers.items())
    for items in (rules, outcomes, told):
        chance.shuffle(items)
    other = replace(PHD, rules=tuple(rules), outcomes=tuple(outcomes))
    assert api.take_quiz(other, dict(told)) == api.take_quiz(PHD, answers)


@given(answers_to(PHD))
def test_a_reason_names_only_answers_that_were_given(answers: Mapping[str, Value]) -> None:
    result = api.take_quiz(PHD, answers)
    said = [one for side in result.sides for one in (*side.reasons, *side.shut)]
    for one in said:
        assert one.answers
        assert set(one.answers) <= set(answers)
        assert "{" not in one.words
    assert all("{" not in note.words for note in result.notes)


def test_an_answer_not_given_shuts_nothing() -> None:
    skipped = api.take_quiz(BRIDGE, {"heights": True, "days": 4})
    assert skipped.outcome.id == "paint"
    red = api.take_quiz(BRIDGE, {"heights": True, "days": 4, "colour": "red"})
    assert red.because == "close"
    (shut,) = [side for side in red.sides if side.shut]
    assert shut.outcome.id == "paint"
    assert shut.points == 3, "what speaks for it is still told"
    assert shut.shut[0].words == "Red lead is not painted any more."


def test_an_exception_spares() -> None:
    few = api.take_quiz(BRIDGE, {"days": 2})
    assert [side.points for side in few.sides] == [3, 0]
    assert few.sides[0].reasons[0].words == "2 days outside are few."
    assert few.because == "few", "one answer is too little, however clear"
    assert api.take_quiz(BRIDGE, {"days": 2, "colour": "grey"}).sides[0].points == 0


def test_a_small_lead_is_open() -> None:
    result = api.take_quiz(BRIDGE, {"heights": True, "days": 2})
    assert result.because == "close"
    assert [side.points for side in result.sides] == [3, 2]


# --- files ---------------------------------------------------------------------------------------


def test_the_order_and_names_of_files_do_not_matter(small_folder: Path) -> None:
    text = (small_folder / "quiz" / "bridge.toml").read_text("utf-8")
    other = text.replace('id = "bridge"', 'id = "arch"', 1)
    (small_folder / "quiz" / "zz.toml").write_text(other, "utf-8")
    assert [quiz.id for quiz in api.load_quizzes(small_folder)] == ["arch", "bridge"]
    (small_folder / "quiz" / "deep").mkdir()
    (small_folder / "quiz" / "zz.toml").rename(small_folder / "quiz" / "deep" / "a.toml")
    assert [quiz.id for quiz in api.load_quizzes(small_folder)] == ["arch", "bridge"]


def test_quizzes_alone_are_read_as_with_the_rest(small_folder: Path) -> None:
    assert api.load_quizzes(small_folder) == api.read_book(small_folder).quizzes


def test_a_quiz_changes_no_advice(small_folder: Path) -> None:
    before = fingerprint(small_folder)
    (small_folder / "quiz" / "bridge.toml").unlink()
    assert fingerprint(small_folder) == before
    assert api.load_quizzes(small_folder) == ()


_JUNK = st.sampled_from([5, -1, 1.5, True, "", "x", "{", "{quiz.days}", [], [5], ["x"], {}, [{}]])
_WRITTEN = read_toml(SMALL / "quiz" / "bridge.toml").data


def _spoiled(value: Any, path: list[int], junk: object) -> Any:
    """`value` with one part, found by the numbers of `path`, replaced."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not keys:
        return junk
    key = keys[path[0] % len(keys)]
    inner = value[key]
    deeper = len(path) > 1 and isinstance(inner, dict | list)
    new = _spoiled(inner, path[1:], junk) if deeper else junk
    if isinstance(value, dict):
        return {**value, key: new}
    return [*value[:key], new, *value[key + 1 :]]


@given(path=st.lists(st.integers(0, 20), min_size=1, max_size=4), junk=_JUNK)
def test_whatever_stands_in_a_quiz_is_told_as_a_problem(
    path: list[int], junk: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("spoiled") / "rules"
    (folder / "quiz").mkdir(parents=True)
    (folder / "catalogue").mkdir()
    shutil.copy(SMALL / "catalogue" / "sources.toml", folder / "catalogue")
    text = tomli_w.dumps(_spoiled(_WRITTEN, path, junk))
    (folder / "quiz" / "bridge.toml").write_text(text, "utf-8")
    try:
        quizzes = read_quizzes(folder)
    except StempathError as error:
        assert all(problem.place.file == "rules/quiz/bridge.toml" for problem in error.problems)
    else:
        for quiz in quizzes:
            api.take_quiz(quiz, {})


def test_answers_are_read_as_people_type_them() -> None:
    def place(name: str) -> Place:
        return Place("here", key=name)

    told = {"Heights": "yes", "days": "4", "colour": "RUST"}
    read = api.read_quiz_answers(BRIDGE, told, place)
    assert read == {"heights": True, "days": 4, "colour": "red"}
    with pytest.raises(StempathError) as caught:
        api.read_quiz_answers(BRIDGE, {"hights": 1, "days": 9, "colour": "gry"}, place)
    assert [problem.place.key for problem in caught.value.problems] == ["hights", "days", "colour"]
    assert "did you mean `heights`" in caught.value.problems[0].remedy


# --- cases ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [SMALL, find_rules()], ids=["small", "shipped"])
def test_every_case_holds_and_every_rule_is_noticed(folder: Path) -> None:
    quizzes = read_quizzes(folder)
    cases = read_quiz_cases(folder, quizzes)
    assert cases
    assert not run_quiz_cases(quizzes, cases)
    assert not unmissed_quiz_rules(quizzes, cases)


def test_a_case_that_does_not_hold_says_why(small_folder: Path) -> None:
    path = small_folder / "cases" / "quiz" / "bridge.toml"
    text = path.read_text("utf-8").replace('outcome = "stay"', 'outcome = "open"')
    text = text.replace('notes = ["ask-a-painter"]', 'not_notes = ["ask-a-painter"]')
    path.write_text(
        text.replace('reasons = ["heights-not-liked", "days-few"]', 'reasons = ["days-enough"]')
    )
    told = "\n".join(map(str, api.test_rules(small_folder).failures))
    assert "outcome in case `indoors`" in told
    assert "days-enough missing from" in told
    assert "not_notes in case `climber`" in told


def test_a_rule_that_no_case_notices_is_listed(small_folder: Path) -> None:
    path = small_folder / "cases" / "quiz" / "bridge.toml"
    path.write_text(path.read_text("utf-8").replace('notes = ["ask-a-painter"]\n', ""))
    assert "bridge: ask-a-painter" in api.test_rules(small_folder, each=True).unmissed


def test_bad_cases_are_told_all_at_once(small_folder: Path) -> None:
    path = small_folder / "cases" / "quiz" / "bridge.toml"
    path.write_text(
        '[[case]]\nid = "a"\nabout = "x"\nquiz = "brige"\n'
        '[[case]]\nid = "b"\nabout = "x"\nquiz = "bridge"\nanswers = { days = 99, hights = true }\n'
        'reasons = ["heights-like"]\noutcome = "paints"\n'
        '[[case]]\nid = "c"\nquiz = "bridge"\nnote = ["x"]\n[[cases]]\n'
        '[[case]]\nid = "d"\nabout = "x"\nquiz = "bridge"\n'
        '[[case]]\nid = "d"\nabout = "x"\nquiz = "bridge"\n'
    )
    with pytest.raises(StempathError) as caught:
        api.test_rules(small_folder)
    told = "\n".join(map(str, caught.value.problems))
    for words in (
        "did you mean `bridge`?", "from 0 to 7", "did you mean `heights`?", "`heights-liked`?",
        "did you mean `paint`?", "did you mean `notes`?", "no `about` in c", "key `cases`",
        "case `d` twice",
    ):  # fmt: skip
        assert words in told, words


# --- the shipped quiz ----------------------------------------------------------------------------


def test_eight_questions_and_what_they_may_say() -> None:
    assert len(PHD.questions) == 8
    assert [question.id for question in PHD.questions if question.private] == ["strain"]
    words = [rule.words for rule in PHD.rules] + [outcome.words for outcome in PHD.outcomes]
    for text in words:
        assert not [phrase for phrase in NEVER_SAID if phrase in text.casefold()], text


def test_what_states_a_figure_has_a_source_with_its_year() -> None:
    for rule in PHD.rules:
        for source in PHD.sources.keys() & set(rule.source.split(";")):
            assert (PHD.sources[source].year is None) == bool(PHD.sources[source].undated)
        if "$" in rule.words or "%" in rule.words or "20" in rule.words:
            assert rule.source != "own judgement" or "November 2026" in rule.words, rule.id


@given(answers_to(PHD))
def test_under_high_strain_the_first_words_come_first_and_nothing_pushes(
    answers: dict[str, Value],
) -> None:
    result = api.take_quiz(PHD, {**answers, "strain": "high"})
    assert result.outcome.id != "phd"
    slots = {note.slot for note in result.notes}
    assert slots == {"support", "step"}
    assert [note.rule for note in result.notes if note.slot == "step"] == ["strain-high-step"]


@given(answers_to(PHD))
def test_there_is_a_small_step_for_whoever_says_what_for(answers: dict[str, Value]) -> None:
    purpose = {"purpose": answers.get("purpose", "research")}
    told = {"supervisor": "none", **answers, **purpose}
    assert [note for note in api.take_quiz(PHD, told).notes if note.slot == "step"]
