"""The rules: read, compiled once and then kept, tested, and what they publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stempath.engine.kept import keep, kept_head, kept_rules
from stempath.engine.ruleset import RuleSet
from stempath.problem import Problem, StempathError
from stempath.record import record
from stempath.rulebook.find import find_rules, fingerprint

if TYPE_CHECKING:
    from stempath.engine.completion_words import CompletionWords
    from stempath.rulebook.book import Rulebook


@record(frozen=True, slots=True)
class CaseReport:
    """What the rule cases showed. `unmissed`: rules whose absence none of them notices."""

    rules: int
    cases: int
    failures: tuple[Problem, ...]
    unmissed: tuple[str, ...]


def load_rules(folder: Path | None = None, *, cached: bool = True) -> RuleSet:
    """The rule set of a folder (the shipped rules by default), compiled once and then kept.

    The kept form is used only for the very bytes of the rule files and the version that made it,
    and is made anew where it is damaged or cannot be read.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem in them.
    """
    folder = find_rules(folder)
    identity = fingerprint(folder)
    if cached and (rules := kept_rules(folder, identity)):
        return rules
    from stempath.engine.compile import compile_rules

    rules = compile_rules(read_book(folder), identity)
    if cached:
        keep(rules)
    return rules


def read_book(folder: Path | None = None) -> Rulebook:
    """The rulebook itself, with its warnings, for checking it and showing its rules.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem in them.
    """
    from stempath.rulebook.read import read_rulebook

    return read_rulebook(find_rules(folder))


def check_book(folder: Path | None = None) -> Rulebook:
    """The rulebook, and beyond `read_book` every table of the map of occupations held to its shape.

    Advice reads few of those tables, and so does not wait for this.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem in them.
    """
    from stempath.occupations.map_check import map_problems

    folder = find_rules(folder)
    book: Rulebook | None = None
    problems: list[Problem] = []
    try:
        book = read_book(folder)
    except StempathError as error:
        problems += error.problems
    problems += map_problems(folder)
    if problems or book is None:
        raise StempathError(dict.fromkeys(problems))
    return book


def test_rules(folder: Path | None = None, *, each: bool = False) -> CaseReport:
    """Run the rule cases of a folder; `each` also leaves out one rule at a time.

    Raises:
        StempathError: exit 3, rules or cases that are not well written.
    """
    from stempath.engine.cases import read_cases, run_cases, unmissed
    from stempath.engine.compile import compile_rules
    from stempath.engine.quiz_cases import read_quiz_cases, run_quiz_cases, unmissed_quiz_rules

    book = read_book(folder)
    cases = read_cases(find_rules(folder), book)
    quiz_cases = read_quiz_cases(find_rules(folder), book.quizzes)
    failures = run_cases(compile_rules(book, ""), cases)
    failures += run_quiz_cases(book.quizzes, quiz_cases)
    left_out = []
    if each and not failures:
        left_out = unmissed(book, cases) + unmissed_quiz_rules(book.quizzes, quiz_cases)
    rules = len(book.rules) + sum(len(quiz.rules) for quiz in book.quizzes)
    return CaseReport(rules, len(cases) + len(quiz_cases), tuple(failures), tuple(left_out))


def compiled_rules(folder: Path) -> bytes:
    """The rules of a folder, compiled as `load_rules` reads them back: what a wheel carries.

    Raises:
        StempathError: as `load_rules`.
    """
    from stempath.engine import cache

    return cache.dump(load_rules(folder, cached=False))


def completion_words(folder: Path | None = None) -> CompletionWords | None:
    """What a shell may complete, from the kept rule set alone; None where none is kept.

    Raises:
        StempathError: exit 5 where there are no rules.
    """
    from stempath.engine.completion_words import completion_words as words

    head = kept_head(find_rules(folder))
    return words(head) if head else None


def schema(of: str) -> dict[str, object]:
    """The JSON Schema of advice, moves, compare, person, profile, rule, offering, design or case.

    Raises:
        StempathError: exit 2, no such schema.
    """
    from stempath.export.schema import schema_of

    return schema_of(of)
