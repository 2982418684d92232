"""Chains of moves: from where a person stands to a farther occupation, step by step.

Somebody who has made a step stands in its occupation: what it needs is held, the registrations
that go with it are, and the work they came from is their other work. Whether the next step is open
to them, and speaks for itself (its points are not below 0), is for the rules to say, as it is for
everyone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from stempath.engine.block import block_of
from stempath.engine.explain import refusals
from stempath.engine.ground import RATINGS, Ground, ground_of
from stempath.engine.kernel import Outcome, run
from stempath.engine.rank import Ranked, capped
from stempath.engine.ruleset import Law, RuleSet
from stempath.model.advice import Gap
from stempath.model.fact import Facts, Value
from stempath.record import record

if TYPE_CHECKING:
    from stempath.occupations.held import Levels

START = -1  # the node where the person stands now; the others are numbers of moves
MOST = 5  # chains to one area


@record(frozen=True, slots=True)
class Added:
    """A skill that a step brings: the levels held before and after it, and needed at the end."""

    skill: str
    held: int
    level: int
    needed: int


@record(frozen=True, slots=True)
class Step:
    """One move of a chain.

    closeness  to the occupation before it, 0-100
    brings     the share of what it needs that is held before it, 0-100
    adds       what whoever works there comes to hold, what the end needs first
    share      the share of what the end of the chain needs that is held after it
    """

    code: str
    title: str
    closeness: int
    brings: int
    adds: tuple[Added, ...]
    share: int


@record(frozen=True, slots=True)
class Chain:
    """Steps towards the occupation `code`.

    held     the share of what it needs that is held today, 0-100
    direct   its closeness, where it is open in one move as well: so far a move may go, and a chain
             of one step too, though no step of a longer one does
    missing  its gaps, where the chain ends near it and not in it
    """

    code: str
    title: str
    held: int
    direct: int | None
    steps: tuple[Step, ...]
    missing: tuple[Gap, ...] = ()


@record(frozen=True, slots=True)
class Shut:
    """What shuts an occupation, wherever in reach one stands: the rule and its words."""

    code: str
    title: str
    rule: str
    words: str
    registration: bool


@record(frozen=True, slots=True)
class Chains:
    """The shortest chains towards an occupation, or an area.

    code, sector  what was asked for, one of the two
    here          the person is there already
    held, gaps    of the occupation asked for: the share of what it needs that is held today, and
                  what falls short
    chains        to that occupation one, to an area up to `MOST`, the fewest steps first
    shut          what no chain opens; of an area the nearest few
    nearest       where there is no chain: the one that comes nearest to the occupation asked for,
                  or to one of the area; None where none comes near
    """

    code: str | None
    sector: str | None
    here: bool
    held: int | None
    gaps: tuple[Gap, ...]
    chains: tuple[Chain, ...]
    shut: tuple[Shut, ...]
    nearest: Chain | None


def chains_to(reach: Reach, *, code: str | None = None, sector: str | None = None) -> Chains:
    """See `api.chains`."""
    rules = reach.rules
    if code is not None:
        wanted = [rules.origins[0].rows[code]]
    else:
        wanted = [
            place for place, own in enumerate(rules.move_facts)
            if isinstance(own["sectors"], tuple) and sector in own["sectors"]
        ]  # fmt: skip
    here = any(place in reach.own for place in wanted)
    ends = [place for place in wanted if place not in reach.own]
    best = sorted((place for place in ends if place in reach.best), key=reach.standing)
    # What is open in one move alone, if not near enough for a step, comes after all chains.
    far = (place for place in ends if place in reach.direct and place not in reach.best)
    best += sorted(far, key=lambda place: (reach.doubtful(place), -reach.direct[place], place))
    few = islice(capped(rules, "move", map(Ranked, best)), MOST)
    found = tuple(reach.chain(entry.index, entry.index) for entry in few)
    shut = () if found and code else tuple(islice(reach.shut(ends), MOST))
    near = reach.nearest(ends) if ends and not found else None
    return Chains(
        code=code,
        sector=sector,
        here=here,
        held=rules.needs.share(reach.levels, wanted[0]) if code else None,
        gaps=rules.needs.gaps(reach.levels, wanted[0]) if code else (),
        chains=found,
        shut=shut,
        nearest=near,
    )


class Reach:
    """All steps that are near enough and open, from where a person stands and from there on."""

    def __init__(self, rules: RuleSet, facts: Facts) -> None:
        import networkx

        self.rules = rules
        works = rules.origins[0]
        self.own = {works.rows[str(facts[name])] for name in works.facts if facts.get(name)}
        persons = [facts, *(_standing(rules, facts, own) for own in rules.move_facts)]
        self.block = block_of(rules, persons)
        self.ground: Ground = ground_of(rules, self.block)
        self.outcome: Outcome = run(rules.moves, self.block, self.ground.measures())
        self.levels: Levels = self.ground.levels[self.ground.codes[0]]
        graph: Any = networkx.DiGraph()
        graph.add_node(START)
        for origin in range(START, len(rules.move_facts)):
            graph.add_edges_from((origin, place) for place in self._steps(origin))
        self.best = self._shortest(graph)
        self.direct = {
            place: self._closeness(START, place)
            for place in self.outcome.open(0).nonzero()[0].tolist()
            if place not in self.own
        }

    def _closeness(self, origin: int, place: int) -> int:
        if origin == START:
            return int(self.ground.closeness[self.ground.codes[0], place])
        return int(self.rules.closeness[origin, place])

    def _steps(self, origin: int) -> Iterator[int]:
        near = (
            self.ground.closeness[self.ground.codes[0]]
            if origin == START else self.rules.closeness[origin]
        )  # fmt: skip
        number = origin + 1  # the person is the first of the block
        fits = self.outcome.open(number) & (near >= self.rules.listing.step_closeness)
        for place in fits.nonzero()[0].tolist():
            if place not in (origin, *self.own) and not self.doubtful(place, number):
                yield place

    def doubtful(self, place: int, person: int = 0) -> bool:
        """Whether the rules speak against a move more than for it."""
        return bool(self.outcome.scores[person, place] < 0)

    def _shortest(self, graph: Any) -> Mapping[int, Sequence[int]]:
        """By occupation in reach: the shortest way, of several the one with the closest steps."""
        import networkx

        most = self.rules.listing.most_steps
        reached = networkx.single_source_shortest_path_length(graph, START, cutoff=most)
        return {
            place: min(
                (path[1:] for path in networkx.all_shortest_paths(graph, START, place)),
                key=lambda path: (-self._total(path), path),
            )
            for place in reached
            if place != START
        }

    def _total(self, path: Sequence[int]) -> int:
        """The closeness of all steps together."""
        return sum(map(self._closeness, (START, *path), path))

    def standing(self, place: int) -> tuple[int, int, int]:
        """Sorts the nearest first: fewest steps, then the closest together."""
        return len(self.best[place]), -self._total(self.best[place]), place

    def chain(self, place: int, end: int) -> Chain:
        """The way to `place`, measured by what `end` needs."""
        rules, needs = self.rules, self.rules.needs
        asked = needs.levels(end).tolist()
        needed = dict(zip(needs.skills, asked, strict=True))
        steps, levels, before = [], self.levels, START
        for step in self.best.get(place, (place,)):
            adds = [
                Added(gap.skill, gap.held, gap.needed, needed[gap.skill])
                for gap in needs.gaps(levels, step)
            ]
            adds.sort(key=lambda added: added.held >= added.needed)  # what the end needs, first
            brings = needs.share(levels, step)
            levels = needs.after(levels, step)
            own = rules.move_facts[step]
            closeness = self._closeness(before, step)
            share = needs.share(levels, end)
            steps.append(
                Step(str(own["code"]), str(own["title"]), closeness, brings, tuple(adds), share)
            )
            before = step
        own = rules.move_facts[end]
        return Chain(
            code=str(own["code"]),
            title=str(own["title"]),
            held=needs.share(self.levels, end),
            direct=self.direct.get(end),
            steps=tuple(steps),
            missing=needs.gaps(levels, end),
        )

    def nearest(self, ends: Sequence[int]) -> Chain | None:
        """The chain to the occupation in reach from which one of `ends` is nearest.

        None where none is so near that there is a word for it, or no nearer than today.
        """
        pairs = [
            (closeness, place, end) for end in ends for place in self.best
            if (closeness := self._closeness(place, end)) > self._closeness(START, end)
            and self.rules.listing.closeness_words(closeness)
        ]  # fmt: skip
        if not pairs:
            return None
        _closeness, place, end = min(
            pairs, key=lambda pair: (-pair[0], *self.standing(pair[1]), pair[2])
        )
        return self.chain(place, end)

    def shut(self, ends: Sequence[int]) -> Iterator[Shut]:
        """Those that are shut from here and from all that is in reach, the nearest first.

        By what the rules ask of a person, whatever the distance.
        """
        for end in sorted(ends, key=lambda place: (-self._closeness(START, place), place)):
            if end in self.best or end in self.direct:
                continue
            first = self._refused(START, end)
            rest = [self._refused(place, end) for place in self.best]
            always = [law for law in first if all(law in laws for laws in rest)]
            if always:
                law = min(always, key=lambda law: law.apart != "registration")
                own = self.rules.move_facts[end]
                code, title = str(own["code"]), str(own["title"])
                yield Shut(code, title, law.id, first[law], law.apart == "registration")

    def _refused(self, origin: int, place: int) -> Mapping[Law, str]:
        """The requirements that shut a move, with their words; not those that measure it."""
        number = origin + 1
        move: dict[str, Value] = dict(self.rules.move_facts[place])
        if self.outcome.measures:
            move |= self.outcome.measures.of(number, place)
        facts = {"person": self.block.person(number), "move": move}
        found = refusals(self.rules, self.outcome, number, place, facts)
        return {law: words for law, words in found if not (law.gates or law.require_gates)}


def _standing(rules: RuleSet, facts: Facts, occupation: Facts) -> dict[str, Value]:
    """The person, once they work in an occupation.

    Their own ratings of skills are of today, and no longer stand for what they hold.
    """
    work, other = rules.origins[0].facts
    person = {name: value for name, value in facts.items() if name != RATINGS}
    before = facts.get(work)
    held = facts.get("registrations")
    if held is None and before:
        held = rules.move_facts[rules.origins[0].rows[str(before)]].get("holds")
    both = [*_items(held), *_items(occupation.get("holds"))]
    person |= {work: occupation["code"]}
    if before:
        person[other] = before
    if both:
        person["registrations"] = tuple(dict.fromkeys(both))
    return person


def _items(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()
