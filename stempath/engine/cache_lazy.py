"""What a kept rule set holds as JSON, read when it is first asked for: most of it never is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from stempath.engine.cache_head import Head, vocabulary_part
from stempath.engine.ruleset import MOVES
from stempath.model.fact import Value
from stempath.model.vocabulary import Vocabulary


def as_tuple(value: Any) -> Any:
    """JSON's list as the tuple that a fact is."""
    return tuple(value) if isinstance(value, list) else value


def with_tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples that facts are."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}


class Lines(Sequence[Any]):
    """Pieces of JSON, each parsed on its own; `read` makes of one what was written."""

    def __init__(self, text: Any, ends: Any, read: Callable[[Any], Any] = with_tuples) -> None:
        self._text, self._ends, self._read = text, ends, read
        self._parsed: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: Any) -> Any:
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        index %= len(self)
        if index not in self._parsed:
            start, end = self._ends[index], self._ends[index + 1]
            self._parsed[index] = self._read(json.loads(self._text[start:end].tobytes()))
        return self._parsed[index]


class Literals(Sequence[Value]):
    """The literals of a group of atoms, kept as one line; how many there are is known before."""

    def __init__(self, lines: Lines, number: int, count: int) -> None:
        self._lines, self._number, self._count = lines, number, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        return self._lines[self._number][index]

    def __iter__(self) -> Iterator[Value]:
        return iter(self._lines[self._number])  # not one by one through the two of them


class Named(Mapping[str, Mapping[str, Any]]):
    """Lines by name."""

    def __init__(self, names: list[str], records: Lines) -> None:
        self._index = {name: index for index, name in enumerate(names)}
        self._records = records

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        record: Mapping[str, Any] = self._records[self._index[name]]
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)


class Vocabularies(Mapping[str, Vocabulary]):
    """The closed lists by name, from the parts that `written_vocabulary` wrote."""

    def __init__(self, head: Head, move_facts: Lines) -> None:
        self._head, self._move_facts = head, move_facts
        self._made: dict[str, Vocabulary | None] = dict.fromkeys(head["vocabularies"])

    def __getitem__(self, name: str) -> Vocabulary:
        made = self._made[name]
        if made is None:
            names, aliases, columns = self._head[vocabulary_part(name)]
            made = self._made[name] = Vocabulary(
                name, names, with_tuples(aliases), self._columns(name, names, columns)
            )
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def _columns(self, name: str, names: Mapping[str, str], written: Any) -> Any:
        if name == MOVES:
            places = {code: place for place, code in enumerate(names)}
            return {column: _Column(places, self._move_facts, column) for column in written}
        return {column: with_tuples(values) for column, values in written.items()}


def written_vocabulary(vocabulary: Vocabulary) -> list[Any]:
    """A list as `Vocabularies` reads it; of the moves the names of columns alone.

    The facts of the moves state the rest.
    """
    columns: Any = {name: dict(column) for name, column in vocabulary.columns.items()}
    if vocabulary.name == MOVES:
        columns = list(vocabulary.columns)
    return [dict(vocabulary.names), dict(vocabulary.aliases), columns]


class _Column(Mapping[str, Value]):
    """One fact of the moves by code, as a column of their list."""

    def __init__(self, index: Mapping[str, int], facts: Lines, name: str) -> None:
        self._index, self._facts, self._name = index, facts, name

    def __getitem__(self, code: str) -> Value:
        found: Value = self._facts[self._index[code]][self._name]
        return found

    def __iter__(self) -> Iterator[str]:
        return (code for code, index in self._index.items() if self._name in self._facts[index])

    def __len__(self) -> int:
        return sum(1 for _ in self)
