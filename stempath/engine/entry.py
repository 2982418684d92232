"""Whether one candidate is open, for many persons at once: its requirements, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from stempath.engine.block import Block, block_of
from stempath.engine.distinct import distinct
from stempath.engine.ground import RATINGS, ground_of
from stempath.engine.hits import FALSE, UNKNOWN, evaluate
from stempath.engine.kernel import Outcome, atom_levels, run
from stempath.engine.ruleset import CONSTANTS, Atoms, Gate, Law, Program, RuleSet
from stempath.model.fact import Value, declared
from stempath.model.listing import Derivation
from stempath.model.person import Person
from stempath.record import record

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Persons = Sequence[Mapping[str, Value]]


@record(frozen=True)
class Entry:
    """The requirements on one candidate.

    rules     the rule set with that one candidate, its requirements, and the facts they read
    about     "offering" or "move"
    reads     requirement by requirement, the answers of a person that it depends on
    together  answers of which a requirement sees something only beside another: it compares the
              two, counts what they have together, or measures what they bring together
    late      a requirement reads what is known only once moves are ranked: this cannot tell
    """

    rules: RuleSet
    about: str
    reads: tuple[frozenset[str], ...]
    together: frozenset[str]
    late: bool

    @property
    def program(self) -> Program:
        return self.rules.program(self.about)

    @property
    def facts(self) -> list[str]:
        """All answers that the requirements depend on, in the order of their declaration."""
        read = frozenset[str]().union(*self.reads)
        return [name for name in declared(Person) if name in read]

    def outcome(self, persons: Persons) -> Outcome:
        """How the requirements stand; the candidate is number 0."""
        block = block_of(self.rules, persons)
        if self.about == "offering":
            return run(self.program, block)
        return run(self.program, block, ground_of(self.rules, block).measures())

    def opens(self, persons: Persons) -> list[bool]:
        """For each person, whether nothing shuts the candidate out."""
        outcome = self.outcome(persons)
        found: list[bool] = (~(outcome.out[:, 0] | outcome.apart[:, 0])).tolist()
        return found

    def failed(self, person: Mapping[str, Value]) -> list[frozenset[str]]:
        """What the requirements that shut the candidate out for this person depend on."""
        outcome = self.outcome([person])
        found = []
        for term, reads in enumerate(self.reads):
            status = outcome.requirement(term, 0, 0)
            closed = self.program.laws[self.program.term_law[term]].closed
            if status == FALSE or (closed and status == UNKNOWN):
                found.append(reads)
        return found

    def signatures(self, fact: str, values: Sequence[Value]) -> list[object]:
        """What the requirements can see of each answer: equal where none tells two answers apart.

        Each answer is looked at by itself, all else not stated: how every condition stands, how
        the gates on the measure stand, and which derived facts it makes known. Whatever else the
        person answers, derived facts are the first that is known of several or all items
        together, so two answers that are equal here stay equal beside any other answers. Where
        more is seen of answers `together`, the answer itself counts.
        """
        persons = [{} if value is None else {fact: value} for value in values]
        block = block_of(self.rules, persons)
        seen = [atom_levels(self.program, block), _known(block, self.rules.derivations)]
        if gates := [gate for law in self._laws() for gate in (*law.gates, *law.require_gates)]:
            seen.append(self._gates(gates, block))
        table = np.concatenate(seen).T
        if fact in self.together:
            return [(row.tobytes(), value) for row, value in zip(table, values, strict=True)]
        return [row.tobytes() for row in table]

    def _laws(self) -> Iterator[Law]:
        for number in dict.fromkeys(self.program.term_law.tolist()):
            yield self.program.laws[number]

    def _gates(self, gates: Sequence[Gate], block: Block) -> NDArray[np.uint8]:
        measures = ground_of(self.rules, block).measures()
        figures = [measures.of(person, 0) for person in range(block.size)]
        levels = [
            [evaluate(gate.operator, own.get(gate.measure), gate.value) for own in figures]
            for gate in gates
        ]
        return np.array(levels, np.uint8)


def entry_of(rules: RuleSet, about: str, index: int) -> Entry:
    """The requirements on a candidate."""
    whole = rules.program(about)
    terms = whole.cand_terms[whole.cand_ptr[index] : whole.cand_ptr[index + 1]]
    terms = terms[whole.term_require[terms] >= 0]
    program = _alone(whole, terms)
    derivations, late = _needed(rules, {name for group in program.atoms for name in _pair(group)})
    sources = {d.name: [s.partition(".")[2] for s in d.sources] for d in derivations}

    def answers(fact: str) -> frozenset[str]:
        if fact in sources:
            return frozenset[str]().union(*map(answers, sources[fact]))
        return frozenset({fact})

    origins = frozenset(fact for origin in rules.origins for fact in origin.facts)
    reads, measured = [], frozenset[str]()
    for term in range(len(terms)):
        law = program.laws[program.term_law[term]]
        gates = (*law.gates, *law.require_gates)
        found = origins if gates else frozenset[str]()
        if any(gate.measure != "closeness" for gate in gates):
            found |= {RATINGS}
        # The nearer of two occupations is near if either is; nothing else is told one by one.
        if any(gate.measure != "closeness" or gate.operator in ("=", "!=") for gate in gates):
            measured |= found
        reads.append(found.union(*map(answers, _facts(program, term))))
    beside = [name for group in program.atoms if group.other for name in _pair(group)]
    beside += [d.name for d in derivations if d.how == "count" and len(answers(d.name)) > 1]
    if about == "move":
        closeness, needs = rules.closeness[:, [index]], rules.needs.only(index)
        rules = replace(rules, moves=program, closeness=closeness, needs=needs)
    else:
        rules = replace(rules, offerings=program)
    return Entry(
        rules=replace(rules, derivations=derivations),
        about=about,
        reads=tuple(reads),
        together=measured.union(*map(answers, beside)),
        late=late,
    )


def _alone(program: Program, terms: Ints) -> Program:
    """The program of these terms for a single candidate, with no condition to spare."""
    columns, term_col = distinct(program.term_col[terms])
    when, unless = program.col_when[columns], program.col_unless[columns]
    require = program.term_require[terms]
    rows, _ = distinct(np.concatenate([when, unless[unless >= 0], require]))
    members = [program.row_atoms[program.row_ptr[r] : program.row_ptr[r + 1]] for r in rows]
    used = set(np.concatenate([*members, np.zeros(0, np.int32)]).tolist())
    groups, renumbered = _kept(program.atoms, used)
    count = len(terms)
    none, every = np.zeros(0, np.int32), np.arange(count, dtype=np.int32)
    return Program(
        laws=program.laws,
        atoms=groups,
        candidates=1,
        ranked=1,
        row_ptr=np.cumsum([0, *map(len, members)], dtype=np.int32),
        row_atoms=_ints([renumbered[atom] for row in members for atom in row.tolist()]),
        col_when=_ints(np.searchsorted(rows, when)),
        col_unless=_ints(np.where(unless >= 0, np.searchsorted(rows, unless), -1)),
        term_law=program.term_law[terms],
        term_col=_ints(term_col),
        term_require=_ints(np.searchsorted(rows, require)),
        term_ptr=np.arange(count + 1, dtype=np.int32),
        term_cands=np.zeros(count, np.int32),
        sum_col=none,
        sum_cand=none,
        sum_points=none,
        cand_ptr=_ints([0, count]),
        cand_terms=every,
    )


def _kept(groups: Sequence[Atoms], used: set[int]) -> tuple[tuple[Atoms, ...], dict[int, int]]:
    """The groups with the used conditions only, and the new number of each."""
    kept: list[Atoms] = []
    renumbered = {constant: constant for constant in range(CONSTANTS)}
    at = CONSTANTS
    for group in groups:
        numbers = [number for number in range(at, at + len(group.literals)) if number in used]
        if numbers:
            start = CONSTANTS + sum(len(other.literals) for other in kept)
            renumbered |= {number: start + place for place, number in enumerate(numbers)}
            kept.append(group._replace(literals=tuple(group.literals[n - at] for n in numbers)))
        at += len(group.literals)
    return tuple(kept), renumbered


def _needed(rules: RuleSet, facts: set[str]) -> tuple[tuple[Derivation, ...], bool]:
    """The derivations behind these facts, in their order; whether one needs ranked moves."""
    needed = set(facts)
    for derivation in reversed(rules.derivations):  # sources are declared before what reads them
        if derivation.name in needed:
            needed.update(source.partition(".")[2] for source in derivation.sources)
    found = tuple(d for d in rules.derivations if d.name in needed)
    return found, any(derivation.late for derivation in found)


def _facts(program: Program, term: int) -> Iterator[str]:
    """The facts that the conditions of a term read."""
    names = [name for group in program.atoms for name in [_pair(group)] for _ in group.literals]
    column = program.term_col[term]
    for row in (program.col_when[column], program.col_unless[column], program.term_require[term]):
        if row >= 0:
            atoms = program.row_atoms[program.row_ptr[row] : program.row_ptr[row + 1]].tolist()
            for atom in atoms:
                if atom >= CONSTANTS:
                    yield from names[atom - CONSTANTS]


def _pair(group: Atoms) -> tuple[str, ...]:
    return (group.fact, group.other) if group.other else (group.fact,)


def _known(block: Block, derivations: Sequence[Derivation]) -> NDArray[np.uint8]:
    """Derivations × persons: whether the fact is known."""
    known = np.zeros((len(derivations), block.size), np.uint8)
    for number, derivation in enumerate(derivations):
        column = block.column(derivation.name)
        known[number] = np.array([value is not None for value in column.values])[column.codes]
    return known


def _ints(numbers: Sequence[int] | NDArray[np.intp]) -> Ints:
    return np.asarray(numbers, np.int32)
