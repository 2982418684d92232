"""Quizzes on the screen: which there are, and what the answers to one come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from rich.text import Text

from stempath.engine.quiz import Result, Said, Side
from stempath.engine.words import shown_value
from stempath.model.fact import Value
from stempath.model.quiz import Quiz, QuizQuestion
from stempath.screen.page import Page

_SLOTS = (("step", "A small step for this week"), ("check", "What to check"))


class QuizScreen(Page):
    """One quiz, or all of them."""

    explaining = False

    def list(self, quizzes: Iterable[Quiz]) -> None:
        """Each quiz with how it is started."""
        for quiz in quizzes:
            self.heading(quiz.title)
            self.say(quiz.intro)
            self.say(f"Start it: stempath quiz {quiz.id}")

    def result(
        self, quiz: Quiz, answers: Mapping[str, Value], result: Result, *, explain: bool = False
    ) -> None:
        """The outcome, the answers that decided it, those against it, and what to do next.

        With `explain`, each line with its rule and the whole address of its source.
        """
        self.explaining = explain
        for note in result.notes:
            if note.slot == "support":
                self.console.print()
                self.say(note.words)
        self.heading(f"{quiz.title} {result.outcome.title}")
        self.say(result.outcome.words)
        if lead := _lead(quiz, answers, result):
            self.say(lead)
        if answers:
            for side in result.sides:
                self._side(quiz, answers, side)
        for slot, title in _SLOTS:
            self._notes(quiz, title, [note for note in result.notes if note.slot == slot])
        self._not_answered(quiz, answers, result)
        if answers:
            self.console.print()
            self.say(
                "Points are weights that we gave to answers, not measurements: who knows you and "
                "the field may weigh them otherwise."
                + ("" if explain else " Rules and whole sources: --explain.")
            )

    def _side(self, quiz: Quiz, answers: Mapping[str, Value], side: Side) -> None:
        name = side.outcome.name
        self.heading(f"What speaks for {name}: {_points(side.points)}")
        for reason in side.reasons:
            self._said(quiz, reason.words, reason, answers, mark=f"+{reason.points}")
        if not side.reasons:
            self.say("Nothing that you answered.")
        for reason in side.shut:
            self._said(quiz, f"Not yet: {reason.words}", reason, answers)

    def _notes(self, quiz: Quiz, title: str, notes: Sequence[Said]) -> None:
        if notes:
            self.heading(title)
        for note in notes:
            self._said(quiz, note.words, note)

    def _said(
        self, quiz: Quiz, words: str, said: Said, answers: Mapping[str, Value] | None = None,
        mark: str = "",
    ) -> None:  # fmt: skip
        """A rule's words in a paragraph with the answers behind them, and the sources.

        `mark` stands before it in place of the bullet.
        """
        text = Text(words)
        if answers is not None:
            told = [answer_words(q, answers[q.id]) for q in _named(quiz, said.answers)]
            text.append(f" You said: {'; '.join(told)}.")
        if not self.explaining:
            for source in _short(self, quiz, said):
                text = Text.assemble(text, " Source: ", source, ".")
        self.row(f" {mark or self.bullet} ", text, indent=4, strong=bool(mark))
        if self.explaining:
            self.inset(f"Rule: {said.rule}", *(f"Source: {one}" for one in _whole(quiz, said)))

    def _not_answered(self, quiz: Quiz, answers: Mapping[str, Value], result: Result) -> None:
        if not result.not_answered:
            return
        self.heading("Not answered")
        for question in _named(quiz, result.not_answered):
            self.item(question.ask)
            if not answers:
                self.inset(f"{question.id} = {_choices(question)}")


def _lead(quiz: Quiz, answers: Mapping[str, Value], result: Result) -> str:
    """Why no side leads, in a sentence; nothing where one does."""
    if result.because == "few":
        given = len(quiz.questions) - len(result.not_answered)
        answered = f"You answered {given} of {len(quiz.questions)}" if given else "None is answered"
        return f"It takes at least {quiz.least} answers to lean either way. {answered}."
    if result.because == "leads":
        return ""
    ahead = f"ahead of the others by {_points(quiz.margin)} or more, which a leaning takes"
    if result.sides and any(side.shut for side in result.sides):
        return f"Of what is open to you now, nothing is {ahead}."
    return f"Nothing is {ahead}."


def _points(points: int) -> str:
    return f"{points} point{'' if points == 1 else 's'}"


def _named(quiz: Quiz, ids: Sequence[str]) -> Iterator[QuizQuestion]:
    return (question for question in quiz.questions if question.id in ids)


def _choices(question: QuizQuestion) -> str:
    if question.words:
        return ", ".join(question.words.names)
    fact = question.fact
    if fact.is_number:
        return f"{fact.unit}, {fact.least:g} to {fact.most:g}"
    return "yes, no"


def answer_words(question: QuizQuestion, value: Value) -> str:
    """An answer as a person reads it."""
    unit = question.fact.unit
    words = shown_value(value, question.words, unit)
    named = question.fact.is_number and not unit.startswith("AUD")  # a price has its sign
    return f"{words} {unit}" if named else words


def _short(page: Page, quiz: Quiz, said: Said) -> Iterator[Text]:
    """Each source as publisher and year, which lead to its address where links do."""
    for id_ in said.source.split(";"):
        source = quiz.sources.get(id_)
        address = source.url or "" if source else id_
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        if source:
            year = "undated" if source.year is None else str(source.year)
            yield page.link(f"{source.publisher}, {year}", address)
        elif host:
            yield page.link(host, address)


def _whole(quiz: Quiz, said: Said) -> Iterator[str]:
    """Each source with its title and address."""
    for id_ in said.source.split(";"):
        source = quiz.sources.get(id_)
        if source is None:
            yield id_
            continue
        year = "undated" if source.year is None else str(source.year)
        parts = [source.title, source.publisher, year, source.url]
        yield ", ".join(part for part in parts if part)
