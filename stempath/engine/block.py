"""The facts of many persons as columns, derived facts included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from stempath.engine.derive import derived_value
from stempath.engine.distinct import distinct
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value
from stempath.model.listing import Derivation
from stempath.record import record

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Person, code of a move -> skills; None where it is not known what the person brings.
Lacks = Callable[[int, str], tuple[str, ...] | None]


@record(frozen=True, eq=False)
class Column:
    """One fact of many persons: the distinct values, and which of them each person has."""

    values: tuple[Value, ...]
    codes: NDArray[np.intp]


@record(frozen=True, eq=False)
class Block:
    """The facts of some persons as columns, derived facts included."""

    size: int
    columns: Mapping[str, Column]

    def column(self, fact: str) -> Column:
        return self.columns.get(fact) or Column((None,), np.zeros(self.size, np.intp))

    def only(self, persons: Sequence[int]) -> Block:
        """The same for some of the persons, in that order."""
        some = list(persons)
        columns = {
            name: Column(column.values, column.codes[some]) for name, column in self.columns.items()
        }
        return Block(len(some), columns)

    def person(self, index: int) -> dict[str, Value]:
        """The known facts of one person."""
        found = {name: column.values[column.codes[index]] for name, column in self.columns.items()}
        return {name: value for name, value in found.items() if value is not None}


def block_of(rules: RuleSet, persons: Sequence[Mapping[str, Value]]) -> Block:
    """The columns of these persons; what follows from ranked moves is added by `with_leaders`."""
    names = dict.fromkeys(name for person in persons for name in person)
    columns = {name: _column([person.get(name) for person in persons]) for name in names}
    block = Block(len(persons), columns)
    return _derive(rules, block, [d for d in rules.derivations if not d.late])


def with_leaders(
    rules: RuleSet, block: Block, leaders: Sequence[tuple[str, ...]], held: Column, lacks: Lacks
) -> Block:
    """The block with the facts that follow from each person's first moves (codes, best first).

    `held`: the skills that each person is taken to hold; `lacks`: what they lack most for a move.
    """
    first = [d for d in rules.derivations if d.late]
    columns = dict(block.columns)
    for derivation in first:
        columns[derivation.name] = held if derivation.how == "held" else _column(list(leaders))
    names = {f"person.{derivation.name}" for derivation in first}
    follow = []
    for derivation in rules.derivations:  # in the order of declaration, so that steps chain
        if names & set(derivation.sources):
            follow.append(derivation)
            names.add(f"person.{derivation.name}")
    return _derive(rules, Block(block.size, columns), follow, lacks)


def _column(values: Sequence[Value]) -> Column:
    known: dict[Value, int] = {}
    codes = np.fromiter((known.setdefault(v, len(known)) for v in values), np.intp, len(values))
    return Column(tuple(known), codes)


def _derive(
    rules: RuleSet,
    block: Block,
    derivations: Sequence[Derivation],
    lacks: Lacks = lambda _person, _code: (),
) -> Block:
    year = int(rules.as_of[:4])
    columns = dict(block.columns)
    for derivation in derivations:
        sources = [
            Block(block.size, columns).column(source.partition(".")[2])
            for source in derivation.sources
        ]
        if derivation.how == "gaps":
            columns[derivation.name] = _column(list(_lacking(lacks, sources[0])))
            continue
        found, codes = combinations(sources)
        values = [
            derived_value(derivation, combination, rules.vocabularies, year)
            for combination in found
        ]
        small = _column(values)
        columns[derivation.name] = Column(small.values, small.codes[codes])
    return Block(block.size, columns)


def _lacking(lacks: Lacks, moves: Column) -> Iterator[Value]:
    """What each person lacks most for the moves in a column; None where that is not known."""
    for person, code in enumerate(moves.codes):
        value = moves.values[code]
        each = value if isinstance(value, tuple) else (value,)
        found = [None if move is None else lacks(person, str(move)) for move in each]
        known = [skills for skills in found if skills is not None]
        if len(known) < len(found):
            yield None
        else:
            yield tuple(dict.fromkeys(skill for skills in known for skill in skills))


def combinations(sources: Sequence[Column]) -> tuple[list[list[Value]], NDArray[np.intp]]:
    """The distinct combinations of values that occur, and which of them each person has."""
    if len(sources) == 1:
        return [[value] for value in sources[0].values], sources[0].codes
    codes = sources[0].codes
    if len(codes) == 1:  # as most often
        return [[source.values[source.codes[0]] for source in sources]], np.zeros(1, np.intp)
    for source in sources[1:]:
        _, codes = distinct(codes * len(source.values) + source.codes)
    persons = np.empty(codes.max(initial=-1) + 1, np.intp)  # one of those who have each
    persons[codes] = np.arange(len(codes))
    found = [[source.values[source.codes[person]] for source in sources] for person in persons]
    return found, codes
