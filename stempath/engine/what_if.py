"""What other answers would do to the advice: which lines come, go and move, and through what rule.

Both sets of answers are advised on by the same engine, and the two are compared line by line. A
line that comes or goes has rules of its own that changed, or a cap that let it in or kept it out,
or only made way for others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from stempath.engine.advise import Evaluation, evaluate
from stempath.engine.explain import Facts, terms_of
from stempath.engine.hits import FALSE, UNKNOWN
from stempath.engine.kernel import order
from stempath.engine.opening import Change
from stempath.engine.rank import ranked
from stempath.engine.ruleset import Law, RuleSet
from stempath.engine.words import fill
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.record import record

LISTS = (("offering", "offerings"), ("move", "moves"))


@record(frozen=True, slots=True)
class Because:
    """One rule that is another for the line: what it did before, and what it would do then.

    effect  "shut": it shuts the line out on one side; "held": it holds it back on one side, for
            want of an answer; "lifted": it raises it on one side; "points": `before` and `after`
    words   what the rule says, with the answers of the side on which it acts
    """

    rule: str
    effect: str
    before: int
    after: int
    words: str
    private: bool


@record(frozen=True, slots=True)
class Crowded:
    """A cap that kept the line out on one side: at most `most` lines with one value of `fact`."""

    fact: str
    most: int
    before: bool
    lines: tuple[str, ...]  # titles of those that stand there instead


@record(frozen=True, slots=True)
class Line:
    """A line that comes into the first lines, goes out of them, or moves among them.

    was, now   its place from 1; None where it is not in the list at all
    because    the rules about it that changed, what weighs most first
    crowded    the cap that decides it, if one does
    points     its points before and then
    """

    id: str
    title: str
    way: str  # "in", "out", "moved"
    was: int | None
    now: int | None
    because: tuple[Because, ...]
    crowded: Crowded | None
    points: tuple[int, int]


@record(frozen=True, slots=True)
class WhatIf:
    """What some changed answers do to the first `first` lines of each list."""

    changes: tuple[Change, ...]
    first: int
    offerings: tuple[Line, ...]
    moves: tuple[Line, ...]


def what_if(
    rules: RuleSet, before: Mapping[str, Value], after: Mapping[str, Value], first: int
) -> WhatIf:
    """What the answers `after` would change in the first lines of the advice on `before`."""
    changes = tuple(
        Change(name, before.get(name), after.get(name))
        for name in declared(Person)
        if before.get(name) != after.get(name)
    )
    evaluation = evaluate(rules, [before, after])
    offerings, moves = (
        tuple(_Comparison(evaluation, about).lines(first)) for about, _list in LISTS
    )
    return WhatIf(changes, first, offerings, moves)


class _Comparison:
    """One list of person 0 beside the same list of person 1."""

    def __init__(self, evaluation: Evaluation, about: str) -> None:
        self.rules, self.evaluation, self.about = evaluation.rules, evaluation, about
        self.outcome = evaluation.outcome(about)
        self.lists = [ranked(self.rules, self.outcome, person) for person in (0, 1)]
        self.places = [
            {entry.index: place for place, entry in enumerate(entries, 1)} for entries in self.lists
        ]

    def lines(self, first: int) -> Iterator[Line]:
        """What came in, by its new place; what went out, by its old one; what moved."""
        was, now = self.places
        inside = [{i for i, place in places.items() if place <= first} for places in (was, now)]
        for index in sorted(inside[1] - inside[0], key=lambda i: now[i]):
            yield self._line(index, "in")
        for index in sorted(inside[0] - inside[1], key=lambda i: was[i]):
            yield self._line(index, "out")
        for index in sorted(inside[0] & inside[1], key=lambda i: now[i]):
            if was[index] != now[index]:
                yield self._line(index, "moved")

    def _line(self, index: int, way: str) -> Line:
        own = self.rules.candidate(self.about, index)
        was, now = (places.get(index) for places in self.places)
        scores = self.outcome.scores[:, index].tolist()
        return Line(
            id=str(own["code" if self.about == "move" else "id"]),
            title=str(own["title"]),
            way=way,
            was=was,
            now=now,
            because=tuple(sorted(self._because(index), key=_weight)),
            crowded=self._crowded(index, was, now),
            points=(scores[0], scores[1]),
        )

    # --- the line's own rules --------------------------------------------------------------------

    def _because(self, index: int) -> Iterator[Because]:
        """The rules that do another thing for the line before than then."""
        facts = [self.evaluation.facts(person, self.about, index) for person in (0, 1)]
        for term, law in terms_of(self.outcome, index):
            if law.effect == "points":
                given = [self.outcome.term_points(term, person, index) for person in (0, 1)]
                if given[0] != given[1]:
                    side = 1 if given[1] else 0
                    yield self._told(law, "points", given, law.why, facts[side])
            elif law.effect == "require":
                yield from self._required(term, law, index, facts)
        for law, lifted in self._lifts(index):
            yield self._told(law, "lifted", lifted, law.note, facts[lifted.index(1)])

    def _required(
        self, term: int, law: Law, index: int, facts: Sequence[Facts]
    ) -> Iterator[Because]:
        stands = [self.outcome.requirement(term, person, index) for person in (0, 1)]
        shut = [int(s == FALSE or (law.closed and s == UNKNOWN)) for s in stands]
        held = [int(law.hold and s == UNKNOWN and not law.closed) for s in stands]
        if shut[0] != shut[1]:
            yield self._told(law, "shut", shut, law.why_not, facts[shut.index(1)])
        elif held[0] != held[1]:
            yield self._told(law, "held", held, law.if_unknown, facts[held.index(1)])

    def _lifts(self, index: int) -> Iterator[tuple[Law, list[int]]]:
        program = self.outcome.program
        lifted = [
            {program.term_law[e.lifted] for e in entries if e.index == index and e.lifted >= 0}
            for entries in self.lists
        ]
        for number in sorted(int(law) for law in lifted[0] ^ lifted[1]):
            yield program.laws[number], [int(number in laws) for laws in lifted]

    def _told(
        self, law: Law, effect: str, sides: Sequence[int], words: str, facts: Facts
    ) -> Because:
        said = fill(self.rules, words, facts, law.when)
        return Because(law.id, effect, sides[0], sides[1], said, law.private)

    # --- lines that stand in each other's way ----------------------------------------------------

    def _crowded(self, index: int, was: int | None, now: int | None) -> Crowded | None:
        """The cap that kept the line out of the list on the one side where it is not in it."""
        person = 0 if was is None else 1
        ranks = self._ranks[person]
        if (was is None) == (now is None) or index not in ranks:
            return None  # on both sides or on neither; or shut out, not crowded out
        entries = [entry.index for entry in self.lists[person]]
        ahead = [entry for entry in entries if ranks[entry] < ranks[index]]
        if len(ahead) == self.rules.listing.length:
            return None  # too far down for any cap to matter
        for cap, numbers in zip(self.rules.listing.caps, self.rules.caps, strict=True):
            if cap.about != self.about or numbers[index] < 0:
                continue
            same = [entry for entry in ahead if numbers[entry] == numbers[index]]
            if len(same) >= cap.most:
                titles = tuple(str(self.rules.candidate(self.about, i)["title"]) for i in same)
                return Crowded(cap.fact, cap.most, person == 0, titles)
        return None

    @cached_property
    def _ranks(self) -> list[dict[int, int]]:
        """For each side, every open candidate's place before caps and lifts."""
        sides = []
        for person in (0, 1):
            lined = order(self.outcome, person, self.outcome.open(person))
            sides.append({index: place for place, index in enumerate(lined)})
        return sides


_FIRST = ("shut", "held", "lifted", "points")


def _weight(because: Because) -> tuple[int, int, str]:
    return (
        _FIRST.index(because.effect), -abs(because.after - because.before), because.rule
    )  # fmt: skip
