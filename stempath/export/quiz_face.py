"""The machine-readable face of a quiz and of its result: what --json prints and --save keeps.

None is "not stated". It is the person's own output, so private answers are in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stempath.engine.quiz import Result, Said, Side
from stempath.model.fact import Value
from stempath.model.quiz import Outcome, Quiz, QuizQuestion


def quiz_face(quiz: Quiz) -> dict[str, Any]:
    """A quiz with its questions, so that another program can ask them."""
    return {
        "id": quiz.id,
        "title": quiz.title,
        "intro": quiz.intro,
        "least": quiz.least,
        "margin": quiz.margin,
        "questions": [_question(question) for question in quiz.questions],
        "outcomes": [_outcome(outcome) for outcome in quiz.outcomes],
    }


def result_face(quiz: Quiz, answers: Mapping[str, Value], result: Result) -> dict[str, Any]:
    """What the answers come to; the points of a side are the sum of its reasons'."""
    return {
        "quiz": quiz.id,
        "answers": {question.id: answers.get(question.id) for question in quiz.questions},
        "outcome": _outcome(result.outcome),
        "because": result.because,
        "sides": [_side(quiz, side) for side in result.sides],
        "notes": [{"slot": note.slot, **_said(quiz, note)} for note in result.notes],
        "not_answered": list(result.not_answered),
    }


def kept_face(result: Result) -> dict[str, Any]:
    """What is saved beside the answers: the outcome and its reasons, in words."""
    return {
        "outcome": result.outcome.id,
        "title": result.outcome.title,
        "because": result.because,
        "sides": [
            {
                "outcome": side.outcome.id,
                "points": side.points,
                "reasons": [
                    {"points": one.points, "words": one.words, "rule": one.rule}
                    for one in side.reasons
                ],
                "shut": [{"words": one.words, "rule": one.rule} for one in side.shut],
            }
            for side in result.sides
        ],
    }


def _question(question: QuizQuestion) -> dict[str, Any]:
    fact, words = question.fact, question.words
    return {
        "id": question.id,
        "kind": question.kind,
        "ask": question.ask,
        "why": question.why,
        "help": question.help or None,
        "private": question.private,
        "options": words and [{"id": id_, "name": name} for id_, name in words.names.items()],
        "unit": fact.unit or None,
        "least": fact.least,
        "most": fact.most,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {"id": outcome.id, "title": outcome.title, "words": outcome.words}


def _side(quiz: Quiz, side: Side) -> dict[str, Any]:
    return {
        "outcome": side.outcome.id,
        "points": side.points,
        "reasons": [{"points": one.points, **_said(quiz, one)} for one in side.reasons],
        "shut": [_said(quiz, one) for one in side.shut],
    }


def _said(quiz: Quiz, said: Said) -> dict[str, Any]:
    named = [quiz.sources[id_] for id_ in said.source.split(";") if id_ in quiz.sources]
    return {
        "rule": said.rule,
        "words": said.words,
        "answers": list(said.answers),
        "source": said.source,
        "sources": [
            {"title": one.title, "publisher": one.publisher, "year": one.year, "url": one.url}
            for one in named
        ],
    }
