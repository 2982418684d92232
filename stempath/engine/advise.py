"""Persons -> advice: moves first, then offerings, which may read where the first moves lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from stempath.engine.block import Block, block_of, with_leaders
from stempath.engine.explain import Facts, cautions, person_notes, reasons, refusals
from stempath.engine.ground import Ground, ground_of
from stempath.engine.kernel import Outcome, order, run
from stempath.engine.rank import Ranked, ranked
from stempath.engine.ruleset import RuleSet
from stempath.engine.words import fill
from stempath.model.advice import Advice, Apart, Closing, Gap, Moves, Suggestion
from stempath.model.fact import Value
from stempath.record import record

TAUGHT = "closes"  # the fact of an offering: the skills that it teaches


@record(frozen=True, eq=False)
class Evaluation:
    """A block of persons, evaluated under both programs."""

    rules: RuleSet
    block: Block
    ground: Ground
    moves: Outcome
    offerings: Outcome

    def outcome(self, about: str) -> Outcome:
        return self.moves if about == "move" else self.offerings

    def facts(
        self, person: int, about: str, candidate: int, known: Mapping[str, Value] | None = None
    ) -> Facts:
        """The facts that words and explanations of a pair read, by subject.

        `known`: the person's, where they are at hand already.
        """
        own = self.rules.candidate(about, candidate)
        if about == "move" and self.moves.measures is not None:
            own = {**own, **self.moves.measures.of(person, candidate)}
        return {"person": known or self.block.person(person), about: own}

    def gaps(self, person: int, move: int) -> tuple[Gap, ...]:
        """The gaps of a move that matter most to the person."""
        return self.ground.gaps(person, move)[: self.rules.listing.gaps]


def evaluate(rules: RuleSet, persons: Sequence[Mapping[str, Value]]) -> Evaluation:
    """Score every candidate for every person (their known facts, derived ones left out)."""
    block = block_of(rules, persons)
    ground = ground_of(rules, block)
    return onward(rules, block, ground, run(rules.moves, block, ground.measures()))


def onward(rules: RuleSet, block: Block, ground: Ground, moves: Outcome) -> Evaluation:
    """From how the moves stand: what follows from the first of them, and the offerings."""
    if any(derivation.late for derivation in rules.derivations):
        leaders = [
            tuple(entry.index for entry in ranked(rules, moves, person, rules.listing.leaders))
            for person in range(block.size)
        ]
        block = _led(rules, block, ground, leaders)
    return Evaluation(rules, block, ground, moves, run(rules.offerings, block))


def evaluate_one(rules: RuleSet, person: Mapping[str, Value]) -> Evaluation:
    """`evaluate` for one person, remembered until another is asked for.

    Advice and the screen that shows it ask about the same person one after the other.
    """
    return _remembered(rules, tuple(person.items()))


@lru_cache(maxsize=1)
def _remembered(rules: RuleSet, facts: tuple[tuple[str, Value], ...]) -> Evaluation:
    return evaluate(rules, [dict(facts)])


def _led(rules: RuleSet, block: Block, ground: Ground, leaders: Sequence[tuple[int, ...]]) -> Block:
    """The block with what follows from each person's first moves."""
    places = {
        str(rules.move_facts[index]["code"]): index
        for index in dict.fromkeys(index for own in leaders for index in own)
    }
    codes = {index: code for code, index in places.items()}

    def lacks(person: int, code: str) -> tuple[str, ...] | None:
        if not ground.known[ground.codes[person]]:
            return None
        gaps = ground.gaps(person, places[code])[: rules.listing.gaps]
        return tuple(gap.skill for gap in gaps)

    first = [tuple(codes[index] for index in own) for own in leaders]
    return with_leaders(rules, block, first, ground.held(), lacks)


def acting(evaluation: Evaluation) -> dict[str, set[int]]:
    """By rule: the numbers of the persons for whom it may act on some candidate."""
    found: dict[str, set[int]] = {}
    for outcome in (evaluation.moves, evaluation.offerings):
        for law in outcome.program.laws:
            found[law.id] = set()
        for number, persons_ in enumerate(outcome.reached()):
            law = outcome.program.laws[outcome.program.term_law[number]]
            found[law.id].update(persons_)
    return found


def advise(
    rules: RuleSet, persons: Sequence[Mapping[str, Value]], most: int | None = None
) -> Iterator[Advice]:
    """The whole advice for each person, in order; the same whoever else is in the block.

    `most` cuts the lists shorter than the rulebook does.
    """
    evaluation = evaluate(rules, persons)
    for person, facts in enumerate(persons):
        yield _advice(evaluation, person, facts, most)


def advise_one(rules: RuleSet, facts: Mapping[str, Value]) -> Advice:
    """The whole advice for one person."""
    return _advice(evaluate_one(rules, facts), 0, facts, None)


class Listed(Mapping[str, Suggestion]):
    """A list of the advice for one person, by id and in its order: all of it, or its first `most`.

    Each of its entries is put in words when it is first looked at.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        person: int,
        about: str,
        known: Mapping[str, Value] | None = None,
        most: int | None = None,
    ) -> None:
        rules, self._outcome = evaluation.rules, evaluation.outcome(about)
        self._of = evaluation, person, about
        self._known = evaluation.block.person(person) if known is None else known
        self._entries = {
            _id(rules.candidate(about, entry.index), about): entry
            for entry in ranked(rules, self._outcome, person, most)
        }
        self._words: dict[str, Suggestion] = {}

    def __getitem__(self, id_: str) -> Suggestion:
        if id_ not in self._words:
            self._words[id_] = _suggestion(*self._of, self._entries[id_], self._known)
        return self._words[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def facts(self, id_: str) -> Mapping[str, Value]:
        """The facts of an entry, what is measured of it among them."""
        evaluation, person, about = self._of
        return evaluation.facts(person, about, self._entries[id_].index, self._known)[about]

    def held_back(self) -> list[str]:
        """Those that rank after all others, until more is known."""
        held = self._outcome.held[self._of[1]]
        return [id_ for id_, entry in self._entries.items() if held[entry.index]]


def moves_of(rules: RuleSet, facts: Mapping[str, Value]) -> Moves:
    """The moves of the advice for one person, without putting its offerings in words."""
    evaluation = evaluate_one(rules, facts)
    known, ground = evaluation.block.person(0), evaluation.ground
    moves = tuple(Listed(evaluation, 0, "move", known).values())
    places = {move.id: rules.origins[0].rows[move.id] for move in moves}
    return Moves(
        rulebook=rules.fingerprint,
        person=dict(facts),
        moves=moves,
        met={code: ground.met(0, place) for code, place in places.items()},
        gaps={code: ground.gaps(0, place) for code, place in places.items()},
        apart=tuple(_apart(evaluation, 0, known)),
        notes=person_notes(rules, evaluation.offerings, 0, {"person": known}),
    )


def _advice(
    evaluation: Evaluation, person: int, facts: Mapping[str, Value], most: int | None
) -> Advice:
    rules, known = evaluation.rules, evaluation.block.person(person)
    return Advice(
        rulebook=rules.fingerprint,
        as_of=rules.as_of,
        person=dict(facts),
        offerings=tuple(Listed(evaluation, person, "offering", known, most).values()),
        moves=tuple(Listed(evaluation, person, "move", known, most).values()),
        apart=tuple(_apart(evaluation, person, known)),
        notes=person_notes(rules, evaluation.offerings, person, {"person": known}),
        counts=_counts(evaluation, person),
    )


def _id(facts: Mapping[str, Value], about: str) -> str:
    return str(facts["code" if about == "move" else "id"])


def _suggestion(
    evaluation: Evaluation, person: int, about: str, entry: Ranked, known: Mapping[str, Value]
) -> Suggestion:
    rules, outcome = evaluation.rules, evaluation.outcome(about)
    facts = evaluation.facts(person, about, entry.index, known)
    own = facts[about]
    found = list(cautions(rules, outcome, person, entry.index, facts))
    words = [caution.words for caution in found]
    stated = own.get("cautions")
    words += map(str, stated if isinstance(stated, tuple) else ())
    if entry.lifted >= 0:
        law = outcome.program.laws[outcome.program.term_law[entry.lifted]]
        words.insert(0, fill(rules, law.note, facts, law.when))
    measured = outcome.measures.of(person, entry.index) if outcome.measures else {}
    return Suggestion(
        id=_id(own, about),
        kind="move" if about == "move" else str(own["kind"]),
        title=str(own["title"]),
        score=int(outcome.scores[person, entry.index]),
        reasons=reasons(rules, outcome, person, entry.index, facts),
        cautions=tuple(dict.fromkeys(words)),
        facts=own,
        held_back=bool(outcome.held[person, entry.index]),
        closeness=measured.get("closeness"),
        held=measured.get("held"),
        gaps=evaluation.gaps(person, entry.index) if about == "move" else (),
        closes=tuple(_closes(evaluation, person, own, known)) if about == "offering" else (),
        course=_course(evaluation, person, own) if own.get("design") else None,
        private_cautions=tuple(caution.words for caution in found if caution.private),
    )


def _closes(
    evaluation: Evaluation, person: int, offering: Mapping[str, Value], known: Mapping[str, Value]
) -> Iterator[Closing]:
    """Which gaps of which first moves the offering teaches."""
    taught = offering.get(TAUGHT)
    rules, leaders = evaluation.rules, known.get(evaluation.rules.leaders)
    if not (isinstance(taught, tuple) and isinstance(leaders, tuple)):
        return
    for code in map(str, leaders):
        gaps = evaluation.gaps(person, rules.origins[0].rows[code])
        if skills := tuple(gap.skill for gap in gaps if gap.skill in taught):
            yield Closing(code, skills)


def _course(evaluation: Evaluation, person: int, design: Mapping[str, Value]) -> str | None:
    """The best-placed course that teaches a skill of the design's taught part; None without one."""
    rules, outcome = evaluation.rules, evaluation.offerings
    taught = set(rules.designs[str(design["id"])]["taught_skills"])
    for index in order(outcome, person, outcome.open(person)):
        facts = rules.offering_facts[index]
        skills, weeks = facts["skills"], facts.get("weeks")
        assert isinstance(skills, tuple)
        length = weeks if isinstance(weeks, int | float) else None
        fits = rules.listing.is_course(str(facts["kind"]), length)
        if fits and not taught.isdisjoint(map(str, skills)):
            return str(facts["id"])
    return None


def _apart(evaluation: Evaluation, person: int, known: Mapping[str, Value]) -> Iterator[Apart]:
    """Moves shut only for want of a registration, best first."""
    rules, outcome = evaluation.rules, evaluation.moves
    for index in places_apart(evaluation, person):
        facts = evaluation.facts(person, "move", index, known)
        law, words = refusals(rules, outcome, person, index, facts)[0]
        measured = outcome.measures.of(person, index) if outcome.measures else {}
        yield Apart(
            id=str(facts["move"]["code"]),
            title=str(facts["move"]["title"]),
            closeness=measured.get("closeness"),
            why_not=words,
            rule=law.id,
        )


def places_apart(evaluation: Evaluation, person: int) -> list[int]:
    """Which moves those are, as numbers."""
    outcome, most = evaluation.moves, evaluation.rules.listing.apart
    return order(outcome, person, outcome.apart[person])[:most]


def _counts(evaluation: Evaluation, person: int) -> dict[str, int]:
    """How many candidates stand apart, by kind: said, and for offerings not shown."""
    found = {}
    for name, outcome in (("offerings", evaluation.offerings), ("moves", evaluation.moves)):
        found[name] = int(outcome.open(person).sum())
        found[f"{name}_apart"] = int(outcome.apart[person].sum())
    return found
