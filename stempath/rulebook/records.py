"""Tables of a file -> records, held against the facts that the record type declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from stempath.model.fact import Fact, declared, frozen
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, shown
from stempath.tables import Toml

ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
Record = TypeVar("Record")
Vocabularies = Mapping[str, Vocabulary]

_PYTHON: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "id": (str,),
    "integer": (int,),
    "number": (int, float),
    "yes-no": (bool,),
    "date": (date,),
}
WORDS = {
    "text": "text in quotes",
    "id": "an id in quotes",
    "integer": "a whole number",
    "number": "a number",
    "yes-no": "true or false",
    "date": "a date without quotes, such as 2026-01-31",
}


def read_records(
    toml: Toml, key: str, record: type[Record], vocabularies: Vocabularies, problems: list[Problem]
) -> list[Record]:
    """Every `[[key]]` table of the file as a record; what does not fit goes to `problems`."""
    for name in toml.data:
        if name != key:
            problems.append(unknown_key(toml.place(name), name, [key]))
    return list(_records(toml, key, tables_of(toml, key, problems), record, vocabularies, problems))


def tables_of(toml: Toml, key: str, problems: list[Problem]) -> list[dict[str, Any]]:
    """The `[[key]]` tables of a file; another shape is a problem, and then none."""
    tables = toml.data.get(key, [])
    if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
        return tables
    problems.append(
        Problem(
            "shape", toml.place(key), f"`{key}` as one value", f"tables, each headed `[[{key}]]`",
            "write two brackets on each side",
        )
    )  # fmt: skip
    return []


def _records(
    toml: Toml,
    key: str,
    tables: list[dict[str, Any]],
    record: type[Record],
    vocabularies: Vocabularies,
    problems: list[Problem],
) -> Iterable[Record]:
    for index, table in enumerate(tables):
        found = list(table_problems(toml, (key, index), table, record, vocabularies))
        problems.extend(found)
        if not found:
            yield record(**{name: frozen(value) for name, value in table.items()})


def table_problems(
    toml: Toml,
    path: tuple[str | int, ...],
    table: Mapping[str, Any],
    record: type,
    vocabularies: Vocabularies,
) -> Iterator[Problem]:
    """Where the table at `path` does not hold what the record type declares."""
    facts = declared(record)
    for name, value in table.items():
        fact = facts.get(name)
        if fact is None:
            yield unknown_key(toml.place(*path, name), name, list(facts))
        elif why := misfit(fact, value, vocabularies):
            found, expected, remedy = why
            yield Problem("value", toml.place(*path, name), found, expected, remedy)
    if isinstance(id_ := table.get("id"), str) and not ID.match(id_):
        yield id_problem(toml.place(*path, "id"), id_)
    for name, fact in facts.items():
        if fact.required and name not in table:
            which = table.get("id") or " ".join(
                str(part + 1) if isinstance(part, int) else part for part in path
            )
            expected = f"`{name}`: {WORDS[fact.type]}"
            yield Problem("missing", toml.place(*path), f"no `{name}` in {which}", expected)


def id_problem(place: Place, id_: str) -> Problem:
    """An id that is not written as ids are."""
    return Problem("id", place, f"id {shown(id_)}", "lower-case letters and digits, with hyphens")


def unknown_key(place: Place, name: str, known: list[str]) -> Problem:
    """A key that nothing reads, with the nearest one that something does."""
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    remedy = f"did you mean `{near[0]}`?" if near else "remove it"
    return Problem("unknown-key", place, f"key `{name}`", "a key of this table", remedy)


def source_problems(
    written: str, of: str, sources: Collection[str], place: Callable[[], Place]
) -> Iterator[Problem]:
    """Each of the sources, joined by `;`, that is neither known nor an address."""
    for source in written.split(";"):
        if source not in sources and not source.startswith(("https://", "http://")):
            near = get_close_matches(source, sorted(sources), n=1)
            yield Problem(
                "source",
                place(),
                f"source `{source}` of `{of}`",
                "an address, or an id of catalogue/sources.toml",
                f"did you mean `{near[0]}`?" if near else "",
            )


def misfit(fact: Fact, value: object, vocabularies: Vocabularies) -> tuple[str, str, str] | None:
    """(found, expected, remedy) where `value` is no value of `fact`; None where it is."""
    if fact.many:
        if not isinstance(value, list | tuple):
            return shown(value), "a list", f"write [{value!r}]"
        if fact.most_items is not None and len(value) > fact.most_items:
            return f"{len(value)} items", f"at most {fact.most_items}", "keep the most important"
        if len(set(map(str, value))) != len(value):
            return shown(value), "each item once", "remove the repeated item"
        for item in value:
            if why := _misfit_one(fact, item, vocabularies):
                return why
        return None
    return _misfit_one(fact, value, vocabularies)


def _misfit_one(
    fact: Fact, value: object, vocabularies: Vocabularies
) -> tuple[str, str, str] | None:
    if not isinstance(value, _PYTHON[fact.type]) or (
        isinstance(value, bool) and fact.type != "yes-no"
    ):
        return shown(value), WORDS[fact.type], ""
    if fact.type in ("integer", "number"):
        assert isinstance(value, int | float)
        if not (value == value and abs(value) != float("inf")):
            return shown(value), "it must be a finite number", ""
        low, high = fact.least, fact.most
        if (low is not None and value < low) or (high is not None and value > high):
            least = f"from {low:g}" if low is not None else ""
            most = f"to {high:g}" if high is not None else ""
            return shown(value), f"{fact.unit or 'a number'} {least} {most}".strip(), ""
    vocabulary = vocabularies.get(fact.vocabulary) if fact.vocabulary else None
    if vocabulary is not None and value not in vocabulary:
        near = get_close_matches(str(value), list(vocabulary.names), n=1, cutoff=0.5)
        remedy = f"did you mean `{near[0]}`?" if near else _listed(vocabulary)
        return shown(value), f"an id of {fact.vocabulary}", remedy
    return None


def _listed(vocabulary: Vocabulary) -> str:
    few = list(vocabulary.names) if len(vocabulary.names) <= 12 else []
    return "one of " + ", ".join(few) if few else "see the list " + vocabulary.name
