"""The closed lists of rules/vocabulary, each entry with its name, aliases and columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stempath.model.fact import Fact, Value, declared, frozen
from stempath.model.occupation import Occupation
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem
from stempath.rulebook.records import ID, id_problem, misfit, tables_of, unknown_key
from stempath.tables import Toml, squash

# Per file: the table's name, and the columns that look-ups and screens read, declared as facts.
_LISTS = {
    "qualifications": (
        "qualification",
        (
            Fact("aqf", "integer", unit="AQF level", least=0, most=10, required=True),
            Fact("years_min", "number", least=0, most=10),
            Fact("years_max", "number", least=0, most=10),
        ),
    ),
    "goals": (
        "goal",
        (Fact("ask", "text"), Fact("survey_percent", "integer", least=0, most=100)),
    ),
    "sectors": ("sector", (Fact("neighbours", "id", many=True, vocabulary="sectors"),)),
    "fields": (
        "field",
        (
            Fact("asced", "text"),
            Fact("sectors", "id", many=True, vocabulary="sectors", required=True),
            Fact("occupations", "id", many=True, vocabulary="occupations"),
        ),
    ),
    "countries": ("country", ()),
    "places": (
        "place",
        (
            Fact("state", "id", vocabulary="states", required=True),
            Fact("region", "id", vocabulary="regions", required=True),
        ),
    ),
    "everyday": ("everyday", (Fact("words", "text", many=True, required=True),)),
    "registrations": ("registration", (Fact("body", "text", required=True), Fact("kind", "id"))),
}
_COMMON = (
    Fact("id", "id", required=True),
    Fact("name", "text", required=True),
    Fact("aliases", "text", many=True),
    Fact("overseas", "text", many=True),
    Fact("source", "text", required=True),
    Fact("year", "integer", least=1900, most=2100),
    Fact("undated", "yes-no"),
)
_CHOICE = (
    Fact("list", "id", required=True),
    Fact("id", "id", required=True),
    Fact("name", "text", required=True),
    Fact("aliases", "text", many=True),
    Fact("ask", "text"),
)
LISTS = frozenset(_LISTS)


def read_list(toml: Toml, name: str, problems: list[Problem]) -> Vocabulary:
    """One list of entries that are more than a name: qualifications, goals, sectors, fields …"""
    table, columns = _LISTS[name]
    facts = {fact.name: fact for fact in (*_COMMON, *columns)}
    for key in toml.data:
        if key not in (table, "survey"):
            problems.append(unknown_key(toml.place(key), key, [table]))
    entries = list(_entries(toml, table, facts, problems))
    return Vocabulary(
        name,
        {entry["id"]: entry["name"] for entry in entries},
        {entry["id"]: (*entry.get("aliases", ()), *entry.get("overseas", ())) for entry in entries},
        {
            column.name: {
                entry["id"]: frozen(entry[column.name]) for entry in entries if column.name in entry
            }
            for column in columns
        },
    )


def read_choices(toml: Toml, problems: list[Problem]) -> dict[str, Vocabulary]:
    """The short closed lists of one file, by name; `situations` takes in all `groups`."""
    entries = list(_entries(toml, "choice", {fact.name: fact for fact in _CHOICE}, problems))
    lists: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        lists.setdefault(entry["list"], []).append(entry)
    lists["situations"] = lists.get("groups", []) + lists.get("situations", [])
    return {
        name: Vocabulary(
            name,
            {entry["id"]: entry["name"] for entry in members},
            {entry["id"]: tuple(entry.get("aliases", ())) for entry in members},
            _asks(members),
        )
        for name, members in lists.items()
    }


def _asks(entries: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Value]]:
    """The column of the words by which the interview offers an entry, where one has any."""
    asks = {entry["id"]: entry["ask"] for entry in entries if "ask" in entry}
    return {"ask": asks} if asks else {}


def occupation_list(
    occupations: Iterable[Occupation], aliases: Mapping[str, tuple[str, ...]]
) -> Vocabulary:
    """The occupations as a list to choose from, every declared fact of theirs a column."""
    members = list(occupations)
    columns: dict[str, dict[str, Value]] = {}
    for name in declared(Occupation):
        columns[name] = {
            occupation.code: value
            for occupation in members
            if (value := getattr(occupation, name)) is not None
        }
    return Vocabulary(
        "occupations", {member.code: member.title for member in members}, aliases, columns
    )


def entry_place(toml: Toml, list_: str, id_: str) -> Place:
    """Where the entry of this id stands in the file of a list, or of several short lists."""
    for key, entries in toml.data.items():
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            if not isinstance(entry, dict) or entry.get("id") != id_:
                continue
            if list_ in (entry.get("list", list_), "situations"):
                return toml.place(key, index)
    return Place(toml.file)


def alias_problems(vocabulary: Vocabulary, toml: Toml) -> list[Problem]:
    """Words that would name two entries of one list."""
    owners: dict[str, str] = {}
    problems = []
    for id_, words in vocabulary.aliases.items():
        for word in words:
            other = owners.setdefault(squash(word), id_)
            if other != id_:
                problems.append(
                    Problem(
                        "alias-twice",
                        entry_place(toml, vocabulary.name, id_),
                        f"alias `{word}` of both {other} and {id_}",
                        "one entry for each alias",
                        "remove it from one of them",
                    )
                )
    return problems


def _entries(
    toml: Toml, table: str, facts: Mapping[str, Fact], problems: list[Problem]
) -> Iterable[dict[str, Any]]:
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(tables_of(toml, table, problems)):
        before = len(problems)
        for key, value in entry.items():
            if key not in facts:
                problems.append(unknown_key(toml.place(table, index, key), key, list(facts)))
            elif why := misfit(facts[key], value, {}):
                found, expected, remedy = why
                problems.append(
                    Problem("value", toml.place(table, index, key), found, expected, remedy)
                )
        id_ = entry.get("id")
        if isinstance(id_, str) and not (ID.match(id_) or table == "choice"):
            problems.append(id_problem(toml.place(table, index, "id"), id_))
        for name, fact in facts.items():
            if fact.required and name not in entry:
                problems.append(
                    Problem(
                        "missing",
                        toml.place(table, index),
                        f"no `{name}` in {entry.get('id', f'{table} {index + 1}')}",
                        f"`{name}` in every {table}",
                    )
                )
        if len(problems) > before:
            # The rulebook is refused, but whatever names this entry is not wrong for that.
            if not isinstance(id_, str) or not isinstance(entry.get("list", ""), str):
                continue
            entry = {"id": id_, "name": id_, "list": entry.get("list", "")}
        if (entry.get("list", ""), id_) in seen:
            problems.append(
                Problem("id-twice", toml.place(table, index), f"id `{id_}` twice", "each id once")
            )
            continue
        seen.add((entry.get("list", ""), entry["id"]))
        yield entry
