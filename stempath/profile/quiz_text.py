"""Answers to a quiz from a file, and a result as the text of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from stempath.model.answers import read_answer
from stempath.model.fact import Value
from stempath.model.quiz import SUBJECT, Quiz
from stempath.problem import Place, Problem, shown
from stempath.profile.read import SCHEMA_VERSION, version_of
from stempath.tables import Toml, clean

_INTRO = """\
# Answers to a quiz of stempath, and what they came to.
# It is private. It stays on this computer, and nothing in it is sent anywhere.
# To see the result afresh, change an answer under [answers], save, and run
#     stempath quiz {id} --answers FILE       (FILE: this file)

"""
_TOP = ("schema_version", "quiz", "answers", "result")


def read_quiz_answers(
    quiz: Quiz, answers: Mapping[str, object], place: Callable[[str], Place]
) -> tuple[dict[str, Value], list[Problem]]:
    """The facts that the answers state, and every problem with them; empty text is skipped."""
    facts = quiz.facts[SUBJECT]
    found: dict[str, Value] = {}
    problems = []
    for name, answer in answers.items():
        key = name.strip().lower()
        if key not in facts:
            near = get_close_matches(key, list(facts), n=1)
            remedy = f"did you mean `{near[0]}`?" if near else "one of " + ", ".join(facts)
            what = f"`{clean(name)}`"
            problems.append(
                Problem("unknown-fact", place(name), what, f"a question of `{quiz.id}`", remedy)
            )
            continue
        value = read_answer(facts[key], answer, quiz.vocabularies, place(name))
        if isinstance(value, Problem):
            problems.append(value)
        elif value is not None:
            found[key] = value
    return found, problems


def answers_of(
    quiz: Quiz, toml: Toml
) -> tuple[Mapping[str, object], Callable[[str], Place], list[Problem]]:
    """The answers of a file, flat or under [answers], where each stands, and what is wrong with it.

    Raises:
        StempathError: exit 3, a newer stempath made it.
    """
    table = toml.data.get("answers")
    if not isinstance(table, dict):
        return toml.data, toml.place, []
    version_of(toml)
    problems = []
    for key in toml.data:
        if key not in _TOP:
            problems.append(
                Problem("unknown-key", toml.place(key), f"`{key}`", "answers under [answers]")
            )
    head = toml.data.get("quiz")
    id_ = head.get("id") if isinstance(head, dict) else None
    if id_ is not None and id_ != quiz.id:
        found, expected = f"answers to another quiz, {shown(id_)}", f"answers to `{quiz.id}`"
        problems.append(Problem("quiz", toml.place("quiz", "id"), found, expected))
    return table, lambda name: toml.place("answers", name), problems


def quiz_text(
    quiz: Quiz, answers: Mapping[str, Value], result: Mapping[str, Any], today: date
) -> str:
    """The answers and the result as a file's text; the same input gives the same bytes."""
    import tomli_w

    known = {q.id: answers[q.id] for q in quiz.questions if answers.get(q.id) is not None}
    tables = {
        "schema_version": SCHEMA_VERSION,
        "quiz": {"id": quiz.id, "taken": today},
        "answers": known,
        "result": result,
    }
    return _INTRO.format(id=quiz.id) + tomli_w.dumps(tables)
