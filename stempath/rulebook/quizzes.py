"""Quiz files -> quizzes: each with its questions, its outcomes, and rules of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stempath.model.fact import Fact, Type, declare
from stempath.model.quiz import SUBJECT, Outcome, Quiz, QuizQuestion
from stempath.model.source import Source
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Problem, StempathError, shown
from stempath.record import record
from stempath.rulebook.quiz_check import check_quiz
from stempath.rulebook.quiz_rules import RuleReader, cited
from stempath.rulebook.records import ID, read_records, table_problems, tables_of, unknown_key
from stempath.tables import Toml, read_toml, squash

FOLDER = "quiz"
_TOP = ("quiz", "outcome", "question", "rule")
_NAME = re.compile(r"^[a-z][a-z0-9]*$")  # as clauses write it
_TYPES: Mapping[str, Type] = {"choice": "id", "yes-no": "yes-no", "number": "number"}
_BOUNDS = ("unit", "least", "most")


@record(frozen=True, slots=True, kw_only=True)
class _Head:
    """The table [quiz]."""

    id: str = declare(required=True)
    title: str = declare(required=True)
    intro: str = declare(required=True)
    least: int = declare("integer", least=1, most=50, required=True)
    margin: int = declare("integer", least=1, most=100, required=True)


@record(frozen=True, slots=True, kw_only=True)
class _Question:
    """A table [[question]], its options aside."""

    id: str = declare(required=True)
    kind: str = declare(required=True)
    ask: str = declare(required=True)
    label: str = declare(required=True)
    why: str = declare(required=True)
    help: str | None = declare()
    private: bool | None = declare("yes-no")
    unit: str | None = declare()
    least: float | None = declare("number")
    most: float | None = declare("number")


@record(frozen=True, slots=True, kw_only=True)
class _Option:
    """One entry of a question's options."""

    id: str = declare(required=True)
    name: str = declare(required=True)
    aliases: tuple[str, ...] | None = declare(many=True)


def read_quizzes(folder: Path) -> tuple[Quiz, ...]:
    """The quizzes of a rulebook's folder, by id, without the rest of the rulebook.

    Raises:
        StempathError: exit 3, with every problem of every quiz file.
    """
    problems: list[Problem] = []

    def toml(path: Path) -> Toml:
        name = path.relative_to(folder.parent).as_posix()
        try:
            return read_toml(path, name)
        except StempathError as error:
            problems.extend(error.problems)
            return Toml(name, "", {})

    files = [toml(path) for path in sorted((folder / FOLDER).rglob("*.toml"))]
    found = read_records(
        toml(folder / "catalogue" / "sources.toml"), "source", Source, {}, problems
    )
    quizzes = quizzes_of(files, {source.id: source for source in found}, problems)
    if problems:
        raise StempathError(dict.fromkeys(problems))
    return quizzes


def quizzes_of(
    files: Iterable[Toml], sources: Mapping[str, Source], problems: list[Problem]
) -> tuple[Quiz, ...]:
    """The sound quizzes of these files, by id; what is wrong goes to `problems`."""
    found: dict[str, Quiz] = {}
    for toml in files:
        quiz = _quiz(toml, sources, problems) if toml.data else None
        if quiz is None:
            continue
        other = found.setdefault(quiz.id, quiz)
        if other is not quiz:
            what, remedy = f"quiz `{quiz.id}` twice", f"the other stands at {other.place}"
            problems.append(Problem("id-twice", quiz.place, what, "each id once", remedy))
    return tuple(found[id_] for id_ in sorted(found))


def _quiz(toml: Toml, sources: Mapping[str, Source], problems: list[Problem]) -> Quiz | None:
    before = len(problems)
    for key in toml.data:
        if key not in _TOP:
            problems.append(unknown_key(toml.place(key), key, list(_TOP)))
    place = toml.place("quiz")
    head = toml.data.get("quiz")
    if isinstance(head, dict):
        problems.extend(table_problems(toml, ("quiz",), head, _Head, {}))
    else:
        problems.append(Problem("missing", place, "no [quiz]", "one table [quiz]"))
    tables = {key: tables_of(toml, key, problems) for key in _TOP[1:]}
    outcomes = list(_outcomes(toml, tables["outcome"], problems))
    questions = list(_questions(toml, tables["question"], problems))
    facts = {SUBJECT: {question.id: question.fact for question in questions}}
    lists = {question.id: question.words for question in questions if question.words}
    lost = len(questions) < len(tables["question"])
    reader = RuleReader(toml, facts, lists, lost, sources)
    rules = list(reader.read(tables["rule"], problems))
    if len(problems) > before or not isinstance(head, dict):
        return None
    quiz = Quiz(
        **head, outcomes=tuple(outcomes), questions=tuple(questions), rules=tuple(rules),
        sources={id_: sources[id_] for rule in rules for id_ in cited(rule) if id_ in sources},
        place=place,
    )  # fmt: skip
    problems.extend(check_quiz(quiz, toml))
    return quiz if len(problems) == before else None


def _outcomes(
    toml: Toml, tables: list[dict[str, Any]], problems: list[Problem]
) -> Iterator[Outcome]:
    for index, table in enumerate(tables):
        path = ("outcome", index)
        found = list(table_problems(toml, path, table, Outcome, {}))
        if not found and not (table.get("open") or table.get("name")):
            what = 'name = "…", which follows "What speaks for"'
            found.append(Problem("missing", toml.place(*path), f"no `name` in {table['id']}", what))
        problems.extend(found)
        if not found:
            yield Outcome(**table)


def _questions(
    toml: Toml, tables: list[dict[str, Any]], problems: list[Problem]
) -> Iterator[QuizQuestion]:
    for index, table in enumerate(tables):
        path = ("question", index)
        told = {key: value for key, value in table.items() if key != "options"}
        found = list(table_problems(toml, path, told, _Question, {}))
        id_, kind = table.get("id"), table.get("kind")
        if isinstance(id_, str) and ID.match(id_) and not _NAME.match(id_):
            what = "one word of lower-case letters and digits"
            found.append(Problem("id", toml.place(*path, "id"), f"id {shown(id_)}", what))
        if isinstance(kind, str) and kind not in _TYPES:
            expected = "one of " + ", ".join(_TYPES)
            found.append(Problem("kind", toml.place(*path, "kind"), shown(kind), expected))
        options = list(_options(toml, index, table, found))
        for key in _BOUNDS:
            if (key in table) == (kind == "number") or kind not in _TYPES:
                continue
            what, expected = f"`{key}` of a {kind}", "bounds for a number alone"
            if key not in table:
                what, expected = f"no `{key}`", "`unit`, `least` and `most` of a number"
            found.append(Problem("bounds", toml.place(*path), what, expected))
        problems.extend(found)
        if not found:
            yield _question(table, options)


def _question(table: Mapping[str, Any], options: list[_Option]) -> QuizQuestion:
    id_, kind = table["id"], table["kind"]
    rest: dict[str, Any] = {key: table[key] for key in _BOUNDS if key in table}
    words = None
    if options:
        names = {option.id: option.name for option in options}
        words = Vocabulary(id_, names, {option.id: option.aliases or () for option in options})
        rest["vocabulary"] = id_
    return QuizQuestion(
        fact=Fact(id_, _TYPES[kind], private=table.get("private", False), **rest), kind=kind,
        words=words, **{key: table[key] for key in ("ask", "label", "why")},
        help=table.get("help", ""), private=table.get("private", False),
    )  # fmt: skip


def _options(
    toml: Toml, index: int, table: Mapping[str, Any], problems: list[Problem]
) -> Iterator[_Option]:
    written = table.get("options", [])
    place = toml.place("question", index, "options")
    if not isinstance(written, list) or not all(isinstance(entry, dict) for entry in written):
        expected = 'entries such as { id = "yes", name = "Yes, often" }'
        problems.append(Problem("shape", place, shown(written), expected))
        return
    if (table.get("kind") == "choice") != (len(written) > 1):
        expected = "two or more options for a choice, none for another kind"
        problems.append(Problem("options", place, f"options: {len(written)}", expected))
    owners: dict[str, int] = {}
    for number, entry in enumerate(written):
        found = list(
            table_problems(toml, ("question", index, "options", number), entry, _Option, {})
        )
        problems.extend(found)
        if found:
            continue
        option = _Option(**entry)
        words = {squash(text) for text in (option.id, option.name, *(option.aliases or ()))}
        for word in sorted(words):
            other = owners.setdefault(word, number)
            if other != number:
                what = f"`{word}` of both {written[other]['id']} and {option.id}"
                problems.append(Problem("alias-twice", place, what, "each word for one option"))
        yield option
