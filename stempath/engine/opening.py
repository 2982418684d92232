"""The smallest change of answers that would let a candidate in: one, or if none does, two.

The search is exhaustive. A requirement that fails goes on failing until an answer that it depends
on changes, so one change must be to an answer that every failed requirement depends on, and of two
changes each failed requirement must depend on one; the other requirements may then want the
second. All answers to those questions are tried. Where the requirements on the candidate cannot
tell answers apart (`Entry.signatures`), whether beside the answers given or beside any others, one
of them is tried for all: the one nearest to what is answered now. For numbers that means those at
which a requirement turns and one in each stretch between; for lists, a selection for each set of
kinds of id. Taking an answer back is not among the changes: it would hide what shuts the candidate
out, not open it.

Belonging to a group and being without work are no changes to suggest. They are tried only where
nothing else opens the candidate, to tell whom it is reserved for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product

from stempath.engine.advise import evaluate
from stempath.engine.entry import Entry, entry_of
from stempath.engine.explain import refusals
from stempath.engine.possible import ids_of, selections, turns
from stempath.engine.rank import ranked
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Fact, Facts, Value, declared
from stempath.model.person import Person
from stempath.record import record

MOST_CHANGES = 2
MOST_WAYS = 3  # shown

# What a person can choose for the next step: such changes are named before those of what they are
# and have done.
CHOSEN = frozenset({
    "goals", "target_sectors", "state", "region", "hours_per_week", "weeks_available", "budget_aud",
    "modes", "studying", "employer_support", "disruption",
})  # fmt: skip


@record(frozen=True, slots=True)
class Change:
    """Another answer to one question. `others`: how many other ids would do the same."""

    fact: str
    now: Value
    to: Value
    others: int = 0


def reserving(change: Change) -> bool:
    """Whether the change is none to suggest: it only tells whom the candidate is reserved for."""
    return change.fact == "groups" or (change.fact == "employed" and change.to is False)


@record(frozen=True, slots=True)
class Standing:
    """How a candidate stands: its score, its place in the list from 1 (None: further down).

    `held_back`: it ranks after the others, because something that decides entry is not stated.
    """

    score: int
    rank: int | None
    held_back: bool


@record(frozen=True, slots=True)
class Way:
    """Changes that together open a candidate, and how it would then stand."""

    changes: tuple[Change, ...]
    then: Standing


@record(frozen=True, slots=True)
class Opening:
    """What would open one candidate.

    shut_by     the rules that shut it out, each in words; none where it is open
    now         how it stands where it is open
    ways        the smallest first, all with the same number of changes; none where none opens it
    exhaustive  every one and every two changes were tried, as far as they were needed
    """

    id: str
    title: str
    about: str
    shut_by: tuple[tuple[str, str], ...]
    now: Standing | None
    ways: tuple[Way, ...]
    exhaustive: bool


def opening(rules: RuleSet, person: Facts, about: str, index: int) -> Opening:
    """The smallest sets of changes, two at most, after which nothing shuts the candidate out."""
    evaluation = evaluate(rules, [person])
    facts = evaluation.facts(0, about, index)
    shut = refusals(rules, evaluation.outcome(about), 0, index, facts)
    found, exhaustive = _smallest(rules, person, about, index, MOST_CHANGES) if shut else ([], True)
    changed = [{**person, **{change.fact: change.to for change in way}} for way in found]
    standings = _standings(rules, changed, about, index)
    own = facts[about]
    return Opening(
        id=str(own["code" if about == "move" else "id"]),
        title=str(own["title"]),
        about=about,
        shut_by=tuple((law.id, words) for law, words in shut),
        now=None if shut else _standings(rules, [person], about, index)[0],
        ways=tuple(Way(way, then) for way, then in zip(found, standings, strict=True)),
        exhaustive=exhaustive,
    )


def smallest_changes(rules: RuleSet, person: Facts, about: str, index: int) -> list[Change]:
    """Single answers that would let the candidate in, the smallest change of each fact first."""
    return [change for (change,) in _smallest(rules, person, about, index, 1)[0]]


def _standings(rules: RuleSet, persons: Sequence[Facts], about: str, index: int) -> list[Standing]:
    if not persons:
        return []
    outcome = evaluate(rules, persons).outcome(about)
    found = []
    for person in range(len(persons)):
        listed = [entry.index for entry in ranked(rules, outcome, person)]
        rank = listed.index(index) + 1 if index in listed else None
        score, held = int(outcome.scores[person, index]), bool(outcome.held[person, index])
        found.append(Standing(score, rank, held))
    return found


# --- the search --------------------------------------------------------------------------------

Ways = list[tuple[Change, ...]]


def _smallest(
    rules: RuleSet, person: Facts, about: str, index: int, most: int
) -> tuple[Ways, bool]:
    """Up to `MOST_WAYS` smallest sets of changes, and whether everything was tried."""
    search = _Search(rules, person, about, index)
    for allowed in (lambda change: not reserving(change), lambda change: True):
        for size in range(1, most + 1):
            if ways := search.ways(size, allowed):
                return ways, search.exhaustive
    return [], search.exhaustive


class _Search:
    """The answers worth trying for one candidate and one person, and which of them open it."""

    def __init__(self, rules: RuleSet, person: Facts, about: str, index: int) -> None:
        self.rules, self.person, self.about, self.index = rules, person, about, index
        self.entry = entry_of(rules, about, index)
        # A requirement that reads the ranked moves depends on all that ranks them.
        self.exhaustive = not self.entry.late
        self.failed = [] if self.entry.late else self.entry.failed(person)
        self._answers: dict[str, list[Change]] = {}

    def ways(self, size: int, allowed: Callable[[Change], bool]) -> Ways:
        """The smallest allowed change of each set of `size` facts that opens the candidate."""
        best = []
        for facts in combinations(self.entry.facts, size):
            if all(reads & {*facts} for reads in self.failed):
                changes = [filter(allowed, self.answers(fact)) for fact in facts]
                if found := self._opening(list(product(*changes))):
                    best.append(min(found, key=self._size))
        return sorted(best, key=self._size)[:MOST_WAYS]

    def _opening(self, tried: Ways) -> Ways:
        if not tried:
            return []
        persons = [{**self.person, **{c.fact: c.to for c in changes}} for changes in tried]
        return [ways for ways, opens in zip(tried, self._opens(persons), strict=True) if opens]

    def _opens(self, persons: Sequence[Facts]) -> list[bool]:
        if not self.entry.late:
            return self.entry.opens(persons)
        outcome = evaluate(self.rules, persons).outcome(self.about)
        found: list[bool] = (~(outcome.out | outcome.apart))[:, self.index].tolist()
        return found

    def answers(self, name: str) -> list[Change]:
        """One change to each other answer that the requirements can tell apart."""
        if name not in self._answers:
            self._answers[name] = list(self._distinct(declared(Person)[name]))
        return self._answers[name]

    def _distinct(self, fact: Fact) -> Iterator[Change]:
        now = self.person.get(fact.name)
        values = [now, *(value for value in self._possible(fact, now) if value != now)]
        seen = self.entry.signatures(fact.name, values)
        alike: dict[object, list[Value]] = {}
        for value, signature in zip(values[1:], seen[1:], strict=True):
            if signature != seen[0]:
                alike.setdefault(signature, []).append(value)
        for group in alike.values():
            to = min(group, key=lambda value: _size(self.rules, fact, now, value))
            others = len(group) - 1 if not fact.is_number and not fact.many else 0
            yield Change(fact.name, now, to, others)

    def _possible(self, fact: Fact, now: Value) -> Iterable[Value]:
        if fact.type == "yes-no":
            return (True, False)
        if fact.is_number:
            self.exhaustive = self.exhaustive and fact.name not in self.entry.together
            return turns(self.rules, [self.entry.program], fact)
        if fact.type == "ratings":  # clauses only ask whether there are any
            self.exhaustive = self.exhaustive and fact.name not in self.entry.together
            return ((),)
        ids = ids_of(self.rules, fact)
        if not fact.many:
            return ids
        kinds = self.entry.signatures(fact.name, [(id_,) for id_ in ids])
        counted, ordered = (_through(self.entry, how, fact.name) for how in ("count", "first"))
        found, whole = selections(
            fact, dict(zip(ids, kinds, strict=True)), now if isinstance(now, tuple) else (),
            counted=counted, ordered=ordered,
        )  # fmt: skip
        self.exhaustive = self.exhaustive and whole and fact.name not in self.entry.together
        return found

    def _size(self, changes: Sequence[Change]) -> tuple[int, int, float, str]:
        sizes = [_size(self.rules, declared(Person)[c.fact], c.now, c.to) for c in changes]
        kinds, far, names = zip(*sizes, strict=True)
        given = sum(change.fact not in CHOSEN for change in changes)
        return given, sum(kinds), sum(far), " ".join(names)


def _through(entry: Entry, how: str, fact: str) -> bool:
    """Whether something that the requirements read is derived in this way from the answer."""
    derived = {d.name: d for d in entry.rules.derivations}

    def from_it(name: str) -> bool:
        if name not in derived:
            return name == fact
        return any(from_it(source.partition(".")[2]) for source in derived[name].sources)

    return any(d.how == how and from_it(d.name) for d in entry.rules.derivations)


def _size(rules: RuleSet, fact: Fact, now: Value, to: Value) -> tuple[int, float, str]:
    """Smaller first: a number by its share, a level by how many levels, work by how near it is.

    Other answers come after those; of a list, the fewer items come and go the smaller.
    """
    if isinstance(to, int | float) and not isinstance(to, bool):
        held = now if isinstance(now, int | float) else 0
        return 0, abs(to - held) / max(abs(to), abs(held), 1), str(to)
    if levels := rules.vocabularies[fact.vocabulary].columns.get("aqf") if fact.vocabulary else {}:
        level, own = (levels.get(str(answer)) for answer in (to, now))
        if isinstance(level, int):
            return 1, abs(level - (own if isinstance(own, int) else 0)) / 10, str(to)
    if isinstance(to, tuple):
        before = set(now) if isinstance(now, tuple) else set()
        return 2, len(before ^ set(to)), str(to)
    rows = next((o.rows for o in rules.origins if fact.name in o.facts), {})
    here, there = rows.get(str(now)), rows.get(str(to))
    far = 1.0
    if here is not None and there is not None and there < rules.closeness.shape[1]:
        far = 1 - int(rules.closeness[here, there]) / 100
    return 2, far, str(to)
