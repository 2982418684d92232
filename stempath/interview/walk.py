"""One interview: its questions put to an `Asker`, back and forth, and the review of all answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from stempath.engine.hits import FALSE
from stempath.engine.open_questions import effects
from stempath.engine.ruleset import RuleSet
from stempath.engine.words import fact_words
from stempath.interview.about import about
from stempath.interview.asking import Asker, Back, Prompt, Several
from stempath.interview.rating import RATINGS, Series, again, few, is_rated, rate
from stempath.interview.reading import describer, free_reader, reader, words_of
from stempath.interview.state import Answers, Standing, last_chance, part_of, standing
from stempath.model.answers import missing
from stempath.model.fact import Value, declared
from stempath.model.person import NEEDED, NEEDED_ONE_OF, Person
from stempath.model.question import Part, Question
from stempath.problem import ExitCode, Place, Problem, StempathError

Mode = Literal["full", "adaptive", "edit"]
REVIEW = ""  # where an interview stands that has nothing left to ask
RIGHT = "right"
REVIEW_WORDS = "Your answers. Choose one to change it, or Looks right."
ADAPTIVE_LINES = 3  # of each list, that an open question must change to be asked
STARTS_FROM = "Advice starts from what you studied, your work or its area. One of them is needed."


class Interview:
    """One interview: whom it asks, what was answered, and the fact that it asks for now.

    `full` asks the questions in their order. `adaptive` asks what is needed, and then always the
    question whose open parts would change the first lines most, until none would. `edit` asks
    nothing by itself. `keep` is called whenever an answer was taken or the place has changed.
    """

    def __init__(
        self, rules: RuleSet, asker: Asker, answers: Answers, keep: Callable[[], None],
        *, mode: Mode = "full", at: str = REVIEW,
    ) -> None:  # fmt: skip
        self.rules, self.asker, self.answers, self.keep = rules, asker, answers, keep
        self.mode: Mode = mode
        self.at = at
        self.series: dict[str, Series] = {}  # the skills that were asked about, by fact
        self._told: dict[object, Mapping[str, float]] = {}  # what tells most, for these answers
        self._stood: tuple[object, Standing] | None = None

    @property
    def standing(self) -> Standing:
        """Where it stands; worked out once for the same answers."""
        key = self._key()
        if self._stood is None or self._stood[0] != key:
            self._stood = key, standing(self.rules, self.answers)
        return self._stood[1]

    def _key(self) -> object:
        return tuple(self.answers.given.items())

    @property
    def facts(self) -> dict[str, Value]:
        """The facts that count."""
        return dict(self.standing.facts)

    # --- all questions -------------------------------------------------------------------------

    def run(self) -> dict[str, Value]:
        """Ask what is open, show all answers, and change what is not right: the facts.

        Raises:
            Stop, KeyboardInterrupt, EOFError: as the asker does; every answer was kept.
        """
        if not self._may_stand():
            self.at = self._next(None)
        told = False
        quiet = self.at == REVIEW and self.mode != "edit" and not self.answers.given
        while True:
            while self.at != REVIEW:
                self._step()
            if problems := missing(self.facts, Place("interview")):
                self.at = self._needed(problems)
                continue
            if self.mode == "adaptive" and not told:
                told = True
                self._tell_left_out()
            if quiet:  # nothing was open, so there is nothing to look over
                return self.facts
            try:
                self.review(whole=self.mode == "edit")
            except Back:
                asked = self._asked()
                self.at = asked[-1] if asked and self.mode != "edit" else REVIEW
                self.keep()
            else:
                if not missing(self.facts, Place("interview")):
                    return self.facts

    def left_open(self) -> list[str]:
        """The labels of what was neither answered nor skipped, in the order of the questions."""
        return [
            part.label for question in self.rules.questions for part in self._open_parts(question)
        ]

    def _tell_left_out(self) -> None:
        later = [
            part.label
            for question in self.rules.questions
            for part in self._open_parts(question)
            if part.fact in self._changes(ADAPTIVE_LINES)
        ]
        if left := [label for label in self.left_open() if label not in later]:
            self.asker.say(
                f"Not asked, because no answer would change the first {ADAPTIVE_LINES} lines of "
                f"either list: {'; '.join(left)}. You can still answer these afterwards."
            )
        if later:
            self.asker.say(f"Left for afterwards, under Sharpen this: {'; '.join(later)}.")

    def has_open(self) -> bool:
        """Whether anything is left to ask."""
        return self._next(None) != REVIEW

    def _may_stand(self) -> bool:
        """Whether the place of a draft can be gone on from."""
        if self.at == REVIEW:
            return not self.has_open()
        return self.standing.applies(self.at)

    def _step(self) -> None:
        """Ask the part at hand, and go to the next or to the one before."""
        asked = self._asked()
        place = asked.index(self.at) if self.at in asked else len(asked)
        question, _part = part_of(self.rules.questions, self.at)
        counted = self.mode == "adaptive" or question.stage == "first"
        try:
            self.ask(self.at, back=place > 0, counted=counted)
        except Back:
            if place:
                self.at = asked[place - 1]
        else:
            self.at = self._next(self.at)
        self.keep()

    def _asked(self) -> list[str]:
        """The parts to go back to, first to last: those asked before that apply."""
        where = self.standing
        found = [fact for fact in self.answers.asked() if where.applies(fact)]
        if self.mode == "adaptive":
            return found
        order = list(where.levels)
        return sorted(found, key=order.index)

    def _next(self, after: str | None) -> str:
        """The part to ask after one (None: at the start)."""
        if self.mode == "edit":
            return REVIEW
        where = self.standing
        if self.mode == "adaptive":
            asked = self._asked()
            later = asked[asked.index(after) + 1 :] if after in asked else []
            return later[0] if later else self._telling(after)
        parts = [
            part.fact
            for question in self.rules.questions
            for part in question.parts
            if question.stage == "first"
        ]
        after = after if after in parts else None
        start = 0 if after is None else parts.index(after) + 1
        for fact in parts[start:]:
            # What was asked before is passed again on the way forth, its answer in place.
            seen = fact in self.answers.given and fact not in self.answers.via and after is not None
            if where.applies(fact) and (seen or not self.answers.known(fact)):
                return fact
        return REVIEW

    def _telling(self, after: str | None) -> str:
        """The part that tells most now, a question at a time.

        First the rest of the question at hand; then the questions that fill what is needed; then
        always the question whose open parts together would change the first lines most.
        """
        here = part_of(self.rules.questions, after)[0] if after else None
        needed = {*NEEDED, *NEEDED_ONE_OF}
        first = [one for one in self.rules.questions if needed & {part.fact for part in one.parts}]
        for question in [*([here] if here else []), *first]:
            if parts := self._open(question):
                return parts[0]
        if missing(self.facts, Place("interview")):
            return REVIEW
        changes = self._changes(ADAPTIVE_LINES)
        if all(is_rated(self.rules, fact) for fact in changes):
            return REVIEW  # a series is long: it comes where it tells more than another question
        sums = {
            parts[0]: sum(changes.get(fact, 0) for fact in parts)
            for question in self.rules.questions
            if (parts := self._open(question)) and changes.keys() & set(parts)
        }
        return max(sums, key=lambda fact: sums[fact], default=REVIEW)

    def _open(self, question: Question) -> list[str]:
        """The facts of a question that apply and were neither answered nor skipped."""
        return [part.fact for part in self._open_parts(question)]

    def _open_parts(self, question: Question) -> list[Part]:
        where = self.standing
        return [
            part
            for part in question.parts
            if where.applies(part.fact) and not self.answers.known(part.fact)
        ]

    def _needed(self, problems: list[Problem]) -> str:
        """The part to ask because advice cannot do without it; says why.

        Raises:
            StempathError: exit 2, no question asks for what is needed.
        """
        where = self.standing
        for fact in NEEDED:
            if where.facts.get(fact) is None and where.applies(fact):
                return fact
        self.asker.say(STARTS_FROM)
        for fact in NEEDED_ONE_OF:
            if where.applies(fact):
                return fact
        raise StempathError(problems, ExitCode.USAGE)  # no question asks for it

    def most_telling(self) -> str | None:
        """The open part whose answers would change the first screen most; None where none would."""
        return next(iter(self._changes(None)), None)

    def _changes(self, first: int | None) -> Mapping[str, float]:
        """By open part, the most telling first: how much its answers would change the first lines.

        What was skipped is closed: nobody is asked twice. `first`: how many lines of each list
        count; by default those of the first screen.
        """
        key = (first, self._key())
        if key not in self._told:
            facts = [fact for one in self.rules.questions for fact in self._open(one)]
            found = effects(self.rules, self.facts, facts, first) if facts else []
            self._told = {key: {effect.fact: effect.change for effect in found}}
        return self._told[key]

    # --- one part ------------------------------------------------------------------------------

    def ask(self, fact: str, *, back: bool, counted: bool = True) -> None:
        """Put one part until its answer is understood, and take the answer.

        Raises:
            Back: to what was before; the old answer stays.
        """
        if is_rated(self.rules, fact):
            rate(self, fact, back=back, counted=counted)
            return
        others: dict[str, Value] | None = None
        while True:
            prompt = self.prompt(fact, back, counted)
            answer = self.asker.ask(prompt)
            if isinstance(answer, Several):
                others = {
                    name: value for name, value in answer.facts.items()
                    if name in prompt.part.also and value is not None
                }  # fmt: skip
                answer = answer.facts.get(fact)
                if answer is None:
                    self.answers.put_others(fact, others)
                    self.keep()
                    self.asker.say("That is noted. The question itself is still open.")
                    continue
            value = prompt.read(answer)
            if isinstance(value, Problem):
                self.asker.wrong(prompt, value)
                continue
            self.answers.put(fact, value, others)
            return

    def prompt(self, fact: str, back: bool, counted: bool) -> Prompt:
        """One part with all that asking it takes."""
        question, part = part_of(self.rules.questions, fact)
        where = self.standing
        if part.optional and last_chance(self.rules, self.answers, fact):
            part = replace(part, optional=False)
        position, total, opens, minutes = 0, 0, True, None
        if counted:
            position, total, opens, minutes = self._place(question, part, where)
        return Prompt(
            question=question, part=part, position=position, total=total, opens=opens,
            minutes=minutes, words=words_of(self.rules, question, part, where.facts),
            now=self.answers.now(fact), visited=self.answers.known(fact), back=back,
            read=reader(self.rules, part), about=lambda: about(self.rules, question, part),
            reading=free_reader(self.rules, part), unit=declared(Person)[fact].unit,
            describe=describer(self.rules, part, where.facts.get("field_of_study")),
        )  # fmt: skip

    def _place(
        self, question: Question, part: Part, where: Standing
    ) -> tuple[int, int, bool, int | None]:
        """Position, total, whether the part is the first of its question, and minutes left."""
        if self.mode == "adaptive":
            asked = self._asked()
            before = asked[: asked.index(part.fact)] if part.fact in asked else asked
            begun = {part_of(self.rules.questions, fact)[0].id for fact in before}
            opens = question.id not in begun
            return len(begun | {question.id}), 0, opens, self._minutes_telling(part)
        counted = [one for one in self._walked(where) if one[1]]
        questions = [one.id for one, _parts in counted]
        position = questions.index(question.id)
        facts = [one.fact for one in counted[position][1]]
        here = facts.index(part.fact)
        left = list(counted[position][1][here:])
        left += [one for _question, parts in counted[position + 1 :] for one in parts]
        seconds = sum(one.seconds for one in left)
        return position + 1, len(questions), here == 0, -(-seconds // 60)

    def _minutes_telling(self, here: Part) -> int | None:
        """About how many are left where only what tells is asked; None while that is not known."""
        if missing(self.facts, Place("interview")):
            return None
        told = self._changes(ADAPTIVE_LINES)
        parts = {
            part.fact: part
            for question in self.rules.questions
            if told.keys() & {*self._open(question)}
            for part in self._open_parts(question)
            if part.kind != RATINGS
        }
        return -(-sum(part.seconds for part in {**parts, here.fact: here}.values()) // 60)

    def _walked(self, where: Standing) -> Iterator[tuple[Question, list[Part]]]:
        """The questions of this walk, each with its parts that are, were or may yet be asked."""
        for question in self.rules.questions:
            if question.stage == "first":
                yield (
                    question,
                    [
                        part for part in question.parts
                        if where.levels[part.fact] != FALSE
                        and (part.fact == self.at or self._walks(part.fact))
                    ],
                )  # fmt: skip

    def _walks(self, fact: str) -> bool:
        given, via = self.answers.given, self.answers.via
        return (fact in given and fact not in via) or not self.answers.known(fact)

    # --- the review ----------------------------------------------------------------------------

    def review(self, *, whole: bool = False) -> None:
        """Show every answer, and ask again whatever is picked, until all is right.

        With `whole` also what was never asked, so that it can be answered.

        Raises:
            Back: to the last question.
        """
        while True:
            where = self.standing
            rows = {
                part.fact: f"{part.label}: {self._answer_words(part.fact)}"
                for question in self.rules.questions
                for part in question.parts
                if where.applies(part.fact) and (whole or self.answers.known(part.fact))
            }
            picked = self.asker.choose(REVIEW_WORDS, {**rows, RIGHT: "Looks right"}, RIGHT)
            if picked == RIGHT:
                return
            self._change(picked)

    def _change(self, fact: str) -> None:
        """Ask one part again, and then whatever applies only now."""
        before = self.standing
        if is_rated(self.rules, fact):
            self.series[fact] = again(self, fact)
        try:
            self.ask(fact, back=True, counted=False)
            self.keep()
            while fresh := [
                other
                for other, _level in self.standing.levels.items()
                if self.standing.applies(other)
                and not before.applies(other)
                and not self.answers.known(other)
            ]:
                self.ask(fresh[0], back=True, counted=False)
                self.keep()
        except Back:
            return  # the old answer stays

    def _answer_words(self, fact: str) -> str:
        value = self.answers.now(fact)
        if value is None:
            return "skipped" if fact in self.answers.given else "not stated"
        shown, left = few(self.rules, fact, value)
        return fact_words(self.rules, declared(Person)[fact], shown) + left
