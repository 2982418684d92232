"""The questions of a quiz, put to an `Asker` one after the other, with a way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stempath.interview.asking import Answer, Asker, Back, Prompt
from stempath.model.answers import read_answer
from stempath.model.fact import Value
from stempath.model.question import Part, Question
from stempath.model.quiz import Quiz, QuizQuestion
from stempath.model.rule import Clause
from stempath.problem import Place, Problem

STAGE = "quiz"


def ask_quiz(quiz: Quiz, asker: Asker) -> dict[str, Value]:
    """The answers to all questions; a skipped one is left out.

    Raises:
        Stop: the person wants no more of it.
    """
    given: dict[str, Value] = {}
    at = 0
    while at < len(quiz.questions):
        question = quiz.questions[at]
        prompt = _prompt(quiz, question, at, given)
        try:
            given[question.id] = _answer(prompt, asker)
        except Back:
            at = max(at - 1, 0)
        else:
            at += 1
    return {name: value for name, value in given.items() if value is not None}


def _answer(prompt: Prompt, asker: Asker) -> Value:
    while True:
        value = prompt.read(asker.ask(prompt))
        if not isinstance(value, Problem):
            return value
        asker.wrong(prompt, value)


def _prompt(quiz: Quiz, question: QuizQuestion, at: int, given: Mapping[str, Value]) -> Prompt:
    def read(answer: Answer) -> Value | Problem:
        return read_answer(question.fact, answer, quiz.vocabularies, Place("answer"))

    part = Part(
        fact=question.id, kind=question.kind, ask=question.ask, label=question.label,
        help=question.help, vocabulary=question.fact.vocabulary,
    )  # fmt: skip
    return Prompt(
        question=Question(
            id=question.id, stage=STAGE, ask=question.ask, why=question.why, help=question.help,
            private=question.private, parts=(part,), place=quiz.place,
        ),
        part=part, position=at + 1, total=len(quiz.questions), opens=True, minutes=None,
        words=question.words, now=given.get(question.id), visited=question.id in given,
        back=at > 0, read=read, about=lambda: [question.why, *_weighs(quiz, question)],
        reading=lambda _typed: None, describe=None,
    )  # fmt: skip


def _weighs(quiz: Quiz, question: QuizQuestion) -> Iterator[str]:
    """What the answers to a question weigh, a line for each outcome that one of them can feed."""
    for outcome in quiz.outcomes:
        weights = {
            answer: rule.points
            for rule in quiz.rules
            if rule.outcome == outcome.id and rule.points
            for clause in rule.when
            if clause.left.fact == question.id
            for answer in _answers(question, clause)
        }
        if weights:
            words = "; ".join(f"{answer} ({points})" for answer, points in weights.items())
            yield f"What speaks for {outcome.name}, and how much: {words}."


def _answers(question: QuizQuestion, clause: Clause) -> Iterator[str]:
    """The answers that a clause is true for, in words; numbers as the clause writes them."""
    if question.words is None:
        yield clause.text.split(maxsplit=1)[1].removeprefix("= ")
        return
    from stempath.engine.hits import TRUE, level

    for id_, name in question.words.names.items():
        if level(clause, {clause.left.of: {question.id: id_}}) == TRUE:
            yield name
