"""What has been answered so far, and what of it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from stempath.engine.block import block_of
from stempath.engine.hits import FALSE, TRUE, all_of
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value
from stempath.model.person import NEEDED_ONE_OF
from stempath.model.question import Part, Question
from stempath.record import record


@dataclass(slots=True)
class Answers:
    """The answers of one interview, in the order of asking.

    stated  what was known before: from flags, a file or a profile; it stands unless asked anew
    given   fact -> the answer, None where it was skipped
    via     fact -> the part whose free text stated it, where it was not asked for by itself
    """

    stated: Mapping[str, Value] = field(default_factory=dict)
    given: dict[str, Value] = field(default_factory=dict)
    via: dict[str, str] = field(default_factory=dict)

    def asked(self) -> list[str]:
        """The facts that were asked for, in the order of asking."""
        return [fact for fact in self.given if fact not in self.via]

    def now(self, fact: str) -> Value:
        """The answer that stands, whether it counts or not."""
        return self.given[fact] if fact in self.given else self.stated.get(fact)

    def known(self, fact: str) -> bool:
        """Whether it was stated or asked before, skipped or not."""
        return fact in self.given or self.stated.get(fact) is not None

    def put(self, fact: str, value: Value, others: Mapping[str, Value] | None = None) -> None:
        """Take an answer. `others` is what its free text states besides.

        What an earlier free text of this part stated goes with it, unless the answer is the same.
        """
        if others is not None or fact not in self.given or self.given[fact] != value:
            self.put_others(fact, others or {})
        self.given[fact] = value
        self.via.pop(fact, None)

    def put_others(self, fact: str, others: Mapping[str, Value]) -> None:
        """Take what the free text of a part states of other parts."""
        for other in [name for name, part in self.via.items() if part == fact]:
            del self.given[other], self.via[other]
        for other, said in others.items():
            self.given[other] = said
            self.via[other] = fact


@record(frozen=True, slots=True)
class Standing:
    """Where an interview stands.

    facts  what counts: answers to parts that do not apply are left out
    levels whether each part applies, in the order of the questions: true, false, not known yet
    """

    facts: Mapping[str, Value]
    levels: Mapping[str, int]

    def applies(self, fact: str) -> bool:
        return self.levels.get(fact) == TRUE

    def may_apply(self, fact: str) -> bool:
        return self.levels.get(fact, FALSE) != FALSE


def standing(rules: RuleSet, answers: Answers) -> Standing:
    """Which parts apply, one after the other, and the facts that count.

    A part's clauses read what stands before it, so an answer that no longer counts hides what
    was asked because of it as well.
    """
    parts = [(question, part) for question in rules.questions for part in question.parts]
    unasked = answers.given.keys() - {part.fact for _question, part in parts}
    facts = {name: value for name, value in answers.stated.items() if name not in answers.given}
    facts |= {name: answers.given[name] for name in unasked}
    levels: dict[str, int] = {}
    for question, part in parts:
        level = _level(rules, question, part, facts)
        levels[part.fact] = level
        if level == TRUE and part.fact in answers.given:
            facts[part.fact] = answers.given[part.fact]
    return Standing({k: v for k, v in facts.items() if v is not None}, levels)


def _level(rules: RuleSet, question: Question, part: Part, facts: Mapping[str, Value]) -> int:
    if not (question.when or part.when):
        return TRUE
    person = {"person": block_of(rules, [facts]).person(0)}
    return all_of((*question.when, *part.when), person)


def last_chance(rules: RuleSet, answers: Answers, fact: str) -> bool:
    """Whether nothing else is left to say what advice starts from, were this skipped."""
    if fact not in NEEDED_ONE_OF:
        return False
    where = standing(rules, replace(answers, given={**answers.given, fact: None}))
    return not any(
        where.facts.get(other) is not None or (where.may_apply(other) and not answers.known(other))
        for other in NEEDED_ONE_OF
        if other != fact
    )


def part_of(questions: Sequence[Question], fact: str) -> tuple[Question, Part]:
    """The question and the part that ask for a fact.

    Raises:
        KeyError: no question does.
    """
    for question in questions:
        for part in question.parts:
            if part.fact == fact:
                return question, part
    raise KeyError(fact)
