"""catalogue/resources.toml: where a person finds help beyond courses, read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from stempath.model.resource import Resource
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Problem, StempathError
from stempath.record import record
from stempath.rulebook.records import read_records
from stempath.rulebook.vocabularies import read_choices, read_list
from stempath.tables import Toml, read_toml

FILE = "catalogue/resources.toml"


@record(frozen=True, slots=True)
class Resources:
    """The resources of a rulebook in the order of their file, and the lists that they name."""

    members: tuple[Resource, ...]
    vocabularies: Mapping[str, Vocabulary]


def open_resources(folder: Path) -> Resources:
    """The resources of a folder of rules, without reading the rest of it.

    Raises:
        StempathError: exit 3 with every problem in the files that this takes, 5 where one is gone.
    """

    def toml(name: str) -> Toml:
        path = folder / name
        return read_toml(path, path.relative_to(folder.parent).as_posix())

    problems: list[Problem] = []
    vocabularies = read_choices(toml("vocabulary/choices.toml"), problems)
    vocabularies["sectors"] = read_list(toml("vocabulary/sectors.toml"), "sectors", problems)
    members = read_resources(toml(FILE), vocabularies, problems)
    if problems:
        raise StempathError(dict.fromkeys(problems))
    return Resources(tuple(members), vocabularies)


def read_resources(
    toml: Toml, vocabularies: Mapping[str, Vocabulary], problems: list[Problem]
) -> list[Resource]:
    """Every `[[resource]]` of the file; what does not fit goes to `problems`."""
    found = read_records(toml, "resource", Resource, vocabularies, problems)
    tables = toml.data.get("resource", [])
    # Else a record was lost, and what follows would name others.
    if isinstance(tables, list) and len(found) == len(tables):
        for index, resource in enumerate(found):
            for key, words, expected, remedy in _wrong(resource):
                place = toml.place("resource", index, *((key,) if key in tables[index] else ()))
                problems.append(Problem("resource", place, words, expected, remedy))
        problems.extend(_twice(toml, found))
    return found


def _wrong(resource: Resource) -> Iterator[tuple[str, str, str, str]]:
    """(key, found, expected, remedy) of what a record says that cannot be used."""
    if not (resource.url or resource.phone):
        yield (
            "id", f"`{resource.id}` without `url` and `phone`", "an address or a number",
            "a resource that nobody can reach helps nobody",
        )  # fmt: skip
    addresses = [("url", resource.url)] if resource.url else []
    addresses += [("source", source) for source in resource.source.split(";")]
    for key, address in addresses:
        if not _is_address(address):
            yield key, f"`{address}`", "an address that begins with https://", ""
    if resource.year is None and not resource.undated:
        yield (
            "id", f"`{resource.id}` without a year",
            "year, or undated = true where the page shows none", "",
        )  # fmt: skip
    # A moment with a time of day is a kind of date, and cannot be compared with a day.
    if resource.ends is not None and type(resource.ends) is not date:
        yield "ends", f"`{resource.ends}`", "a day, without a time: ends = 2026-01-31", ""


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets without their pair
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and " " not in text


def _twice(toml: Toml, found: list[Resource]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, resource in enumerate(found):
        first = seen.setdefault(resource.id, index)
        if first != index:
            other = f"the other stands at {toml.place('resource', first)}"
            place = toml.place("resource", index)
            yield Problem("id-twice", place, f"id `{resource.id}` twice", "each id once", other)
