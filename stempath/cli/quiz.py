"""`stempath quiz`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stempath.cli import person
from stempath.cli.command import alone, command
from stempath.cli.faults import say
from stempath.cli.shared import Shared, emit
from stempath.model.fact import Value
from stempath.problem import ExitCode, Place, Problem, StempathError, shown
from stempath.tables import squash

if TYPE_CHECKING:
    from stempath.model.quiz import Quiz

QuizArgument = Annotated[
    str | None, typer.Argument(metavar="[QUIZ]", help="Its id; without one, all are listed.")
]
GivenArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME=VALUE]...", help="Answers, so that nothing is asked."),
]
SaveOption = Annotated[
    Path | None,
    typer.Option("--save", metavar="FILE", help="Save answers and result; else nothing is kept."),
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Let --save replace a file that is there.")
]

ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Show each line with its rule and its source in full.")
]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, "quiz", shared=("rules", "plain", "json", "no_input"))(quiz)
    return app


def quiz(
    shared: Shared,
    name: QuizArgument = None,
    given: GivenArgument = None,
    answers: person.AnswersOption = None,
    save: SaveOption = None,
    force: ForceOption = False,
    explain: ExplainOption = False,
) -> None:
    """A few questions on one decision, and which way your answers lean, with every reason.

    Any question can be skipped. Nothing is kept unless you say --save.
    """
    from stempath import api

    quizzes = api.load_quizzes(shared.rules)
    if name is None:
        _list(shared, quizzes)
        return
    chosen = _named(quizzes, name)
    if save is not None:
        _can_save(save, force)
    if answers is not None or given:
        facts = _stated(chosen, answers, given or [])
    elif person.interactive(shared) or person.piped(shared):
        facts = _asked(shared, chosen)
    else:
        facts = {}
    if save is not None:  # first: what reads the result may close the pipe before its end
        path = api.save_quiz(chosen, facts, save, today=date.today(), overwrite=force)
        say(f"Saved: {path}")
    _show(shared, chosen, facts, explain)


def _stated(quiz: Quiz, answers: str | None, given: Sequence[str]) -> Mapping[str, Value]:
    """The answers of a file and of the command line, which win.

    Raises:
        StempathError: exit 3, with every answer that is not understood.
    """
    from stempath import api
    from stempath.profile.quiz_text import answers_of

    problems: list[Problem] = []
    facts: dict[str, Value] = {}
    tables: list[tuple[Mapping[str, object], Callable[[str], Place]]] = []
    if answers is not None:
        table, place, found = answers_of(quiz, person.answers_toml(answers))
        tables.append((table, place))
        problems += found
    tables.append((dict(_pairs(given, problems)), _on_the_line))
    for table, place in tables:
        try:
            facts |= api.read_quiz_answers(quiz, table, place)
        except StempathError as error:
            problems += error.problems
    if problems:
        raise StempathError(problems)
    return facts


def _pairs(given: Sequence[str], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    seen = set()
    for text in given:
        name, sign, value = text.partition("=")
        place = _on_the_line(name)
        if not sign:
            expected = "NAME=VALUE, such as name=yes"
            problems.append(Problem("pair", Place(person.COMMAND_LINE), shown(text), expected))
        elif name in seen:
            problems.append(Problem("twice", place, f"{shown(name)} twice", "each answer once"))
        else:
            seen.add(name)
            yield name, value


def _on_the_line(name: str) -> Place:
    return Place(person.COMMAND_LINE, key=name)


def _asked(shared: Shared, quiz: Quiz) -> Mapping[str, Value]:
    """The answers of whoever sits at the terminal.

    Raises:
        typer.Exit: 0, they stopped; 130, they were interrupted. Nothing is kept.
    """
    from stempath.interview.asking import Stop
    from stempath.interview.quiz import ask_quiz
    from stempath.terminal import make_asker

    asks = make_asker(plain=shared.plain, kept=False)
    asks.say(f"{quiz.title} {quiz.intro}")
    try:
        return ask_quiz(quiz, asks)
    except (Stop, KeyboardInterrupt, EOFError) as end:
        say("Stopped. A quiz keeps no answers, so none were saved.")
        code = ExitCode.DONE if isinstance(end, Stop) else ExitCode.INTERRUPTED
        raise typer.Exit(code) from None


def _named(quizzes: Sequence[Quiz], name: str) -> Quiz:
    """The quiz with this id or title.

    Raises:
        StempathError: exit 3, none has it.
    """
    by_name = {squash(word): quiz for quiz in quizzes for word in (quiz.title, quiz.id)}
    if squash(name) in by_name:
        return by_name[squash(name)]
    near = get_close_matches(squash(name), list(by_name), n=1)
    remedy = f"did you mean `{by_name[near[0]].id}`?" if near else "`stempath quiz` lists them"
    place = Place(person.COMMAND_LINE, key="QUIZ")
    raise StempathError(Problem("not-found", place, shown(name), "the id of a quiz", remedy))


def _list(shared: Shared, quizzes: Sequence[Quiz]) -> None:
    if shared.json:
        from stempath.export.quiz_face import quiz_face

        emit({"quizzes": [quiz_face(quiz) for quiz in quizzes]})
        return
    from stempath.screen.quiz import QuizScreen

    QuizScreen(plain=shared.plain).list(quizzes)
    if not quizzes:
        say("These rules hold no quiz.")


def _show(shared: Shared, quiz: Quiz, facts: Mapping[str, Value], explain: bool) -> None:
    from stempath import api

    result = api.take_quiz(quiz, facts)
    if shared.json:
        from stempath.export.quiz_face import result_face

        emit(result_face(quiz, facts, result))
        return
    from stempath.screen.quiz import QuizScreen

    QuizScreen(plain=shared.plain).result(quiz, facts, result, explain=explain)
    if sys.stdout.isatty():
        typer.echo()


def _can_save(path: Path, force: bool) -> None:
    """Ask nothing that could not be saved afterwards.

    Raises:
        StempathError: exit 2, a file is there already; 5, it is a folder.
    """
    place = Place(str(path))
    if path.is_dir():
        problem = Problem("not-a-file", place, "a folder", "a file", "name a file in it")
        raise StempathError(problem, ExitCode.DISK)
    if path.exists() and not force:
        remedy = "name another file, or add --force to replace it"
        problem = Problem("exists", place, "a file that is there", "a new file", remedy)
        raise StempathError(problem, ExitCode.USAGE)
