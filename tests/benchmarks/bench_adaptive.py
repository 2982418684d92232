"""After how many questions the adaptive interview has the advice of the full one.

Run: python tests/benchmarks/bench_adaptive.py [EVERY]

For each person of rules/cases and profiles/ (every EVERYth of them): the full interview states all
the facts that are known of the person. The adaptive one asks for the qualification, the goals and
where the person starts from (occupation, else field of study, else sector), and then always for the
open answer that `engine.open_questions.effects` expects to change the first three lines most, until
none would change them, or only ratings of skills would, which are left for afterwards; a series of
them counts as one prompt. What the person's facts do not say is skipped, and counts as asked. Told
is after how many questions the first three offerings and the first three moves are, and stay, those
of the full interview.

It is counted in two ways. "Prompts": one answer at a time, each counted. "Questions": as the
interview counts them ("Question 3 of 9"), where a question has one to four prompts that belong
together; of the open questions the one is asked whose prompts together tell most.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from stempath import api
from stempath.engine.advise import evaluate
from stempath.engine.block import block_of
from stempath.engine.cases import read_cases
from stempath.engine.hits import TRUE, all_of
from stempath.engine.open_questions import effects, first_lines
from stempath.engine.ruleset import RuleSet
from stempath.interview.rating import RATINGS
from stempath.model.fact import Value
from stempath.model.person import NEEDED, NEEDED_ONE_OF
from stempath.model.question import Part, Question
from stempath.rulebook.find import find_rules

FIRST = 3
AIM = 7
START = ("occupation", "field_of_study", "sector")
assert set(START) == set(NEEDED_ONE_OF)

Facts = Mapping[str, Value]
Lines = tuple[tuple[int, ...], tuple[int, ...]]
Step = tuple[int, Lines]  # how many were asked, and the first lines then


def people(rules: RuleSet, profiles: Path) -> Iterator[Facts]:
    """The persons of the rule cases, then those of the example profiles."""
    for case in read_cases(find_rules(), api.read_book()):
        yield case.person
    for path in sorted(profiles.glob("*.toml")):
        yield api.open_profile(rules, path).facts


class Adaptive:
    """One adaptive interview, answered from what is known of a person."""

    def __init__(self, rules: RuleSet, person: Facts) -> None:
        self.rules, self.person = rules, person
        self.facts: dict[str, Value] = {}
        self.asked: set[str] = set()
        self.prompts = 0

    def ask(self, fact: str) -> None:
        self.asked.add(fact)
        self.prompts += 1
        if fact in self.person:
            self.facts[fact] = self.person[fact]

    def lines(self) -> Lines:
        return first_lines(evaluate(self.rules, [self.facts]), 0, FIRST)

    def open_parts(self) -> list[tuple[Question, Part]]:
        known = {"person": block_of(self.rules, [self.facts]).person(0)}
        return [
            (question, part)
            for question in self.rules.questions
            for part in question.parts
            if part.fact not in self.asked and all_of((*question.when, *part.when), known) == TRUE
        ]

    def changes(self) -> dict[str, float]:
        """By open fact: how much its answer is expected to change; none where only ratings tell."""
        kinds = {part.fact: part.kind for _question, part in self.open_parts()}
        found = effects(self.rules, self.facts, [*kinds], first=FIRST)
        changes = {effect.fact: effect.change for effect in found}
        return {} if all(kinds[fact] == RATINGS for fact in changes) else changes

    def by_prompts(self) -> Iterator[Step]:
        """One answer at a time."""
        for fact in NEEDED:
            self.ask(fact)
        for fact in START:
            if not any(name in self.facts for name in START):
                self.ask(fact)
        yield self.prompts, self.lines()
        while changes := self.changes():
            self.ask(max(changes, key=lambda fact: changes[fact]))
            yield self.prompts, self.lines()

    def by_questions(self) -> Iterator[Step]:
        """One question at a time, with all its prompts that apply."""
        needed = {*NEEDED, *START}
        first = [q for q in self.rules.questions if needed & {part.fact for part in q.parts}]
        for question in first:
            self._whole(question)
        count = len(first)
        yield count, self.lines()
        while changes := self.changes():
            sums = {
                question.id: sum(changes.get(part.fact, 0) for part in question.parts)
                for question, _part in self.open_parts()
            }
            best = max(sums, key=lambda id_: sums[id_])
            self._whole(next(q for q in self.rules.questions if q.id == best))
            count += 1
            yield count, self.lines()

    def _whole(self, question: Question) -> None:
        while parts := [part for one, part in self.open_parts() if one is question]:
            self.ask(parts[0].fact)


def reached(steps: list[Step], same: Callable[[Lines], bool]) -> float:
    """After how many the lines are right and stay so; infinite if they never are."""
    count = float("inf")
    for asked, lines in reversed(steps):
        if not same(lines):
            break
        count = asked
    return count


def main(every: int) -> None:
    """Tell, for both ways of counting, the median and the share within the aim."""
    rules = api.load_rules()
    known = list(people(rules, Path(__file__).resolve().parents[2] / "profiles"))[::every]
    facts = statistics.median(len(person) for person in known)
    print(f"{len(known)} persons, of whom {facts:g} facts are known (median)")
    for title, way in (("prompts", Adaptive.by_prompts), ("questions", Adaptive.by_questions)):
        found: dict[str, list[float]] = {}
        ends, prompts = [], []
        for person in known:
            full = first_lines(evaluate(rules, [person]), 0, FIRST)
            interview = Adaptive(rules, person)
            steps = list(way(interview))
            ends.append(steps[-1][0])
            prompts.append(interview.prompts)
            tests: dict[str, Callable[[Lines], bool]] = {
                "offerings and moves": lambda lines, full=full: lines == full,
                "  in any order": lambda lines, full=full: (
                    [*map(set, lines)] == [*map(set, full)]
                ),
                "offerings alone": lambda lines, full=full: lines[0] == full[0],
                "moves alone": lambda lines, full=full: lines[1] == full[1],
            }  # fmt: skip
            for name, same in tests.items():
                found.setdefault(name, []).append(reached(steps, same))
        end, count = statistics.median(ends), statistics.median(prompts)
        print(f"\n{title}: {end:g} until nothing would change (median), {count:g} prompts")
        print(f"{f'the first {FIRST} are those of the full interview':<45}median  within {AIM}")
        for name, counts in found.items():
            within = sum(count <= AIM for count in counts) / len(counts)
            print(f"{name:<45}{statistics.median(counts):>6g}{within:>10.0%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
