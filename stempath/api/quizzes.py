"""Quizzes: read, answered, saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stempath.model.fact import Facts
from stempath.problem import Place, StempathError
from stempath.rulebook.find import find_rules

if TYPE_CHECKING:
    from stempath.engine.quiz import Result
    from stempath.model.quiz import Quiz


def load_quizzes(folder: Path | None = None) -> tuple[Quiz, ...]:
    """The quizzes of a folder of rules, by id; the rest of the rules is not read.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem of the quizzes.
    """
    from stempath.rulebook.quizzes import read_quizzes

    return read_quizzes(find_rules(folder))


def read_quiz_answers(
    quiz: Quiz, answers: Mapping[str, object], place: Callable[[str], Place]
) -> Facts:
    """The facts that the answers to a quiz state; names and ids may be spelled as people do.

    Raises:
        StempathError: exit 3, with every answer that is not understood.
    """
    from stempath.profile.quiz_text import read_quiz_answers as read

    facts, problems = read(quiz, answers, place)
    if problems:
        raise StempathError(problems)
    return facts


def take_quiz(quiz: Quiz, answers: Facts) -> Result:
    """What the answers lean towards, with every reason; any of them may be left out."""
    from stempath.engine.quiz import take

    return take(quiz, answers)


def save_quiz(
    quiz: Quiz, answers: Facts, path: Path, *, today: date, overwrite: bool = False
) -> Path:
    """Save answers and result at `path`, for its owner alone.

    Raises:
        StempathError: exit 2, a file stands there and `overwrite` is not set; 5, the disk.
    """
    from stempath.export.quiz_face import kept_face
    from stempath.profile.quiz_text import quiz_text
    from stempath.profile.write import write_profile

    text = quiz_text(quiz, answers, kept_face(take_quiz(quiz, answers)), today)
    return write_profile(path, text, overwrite=overwrite)
