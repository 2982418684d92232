"""Derived facts: declared look-ups, and the type that each one has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from stempath.model.fact import Fact, declared
from stempath.model.listing import Derivation
from stempath.model.occupation import Occupation
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Problem, shown
from stempath.rulebook.records import tables_of, unknown_key
from stempath.rulebook.skills import PHRASES
from stempath.tables import Toml

HOWS = ("lookup", "first", "union", "either", "since", "count", "leaders", "gaps", "held")
_KEYS = ("fact", "how", "from", "vocabulary", "column", "source")
# Columns whose ids belong to another list than the one they stand in.
_COLUMNS: Mapping[tuple[str, str], Fact] = {
    ("qualifications", "aqf"): Fact("aqf", "integer", unit="AQF level", least=0, most=10),
    ("sectors", "neighbours"): Fact("neighbours", "id", many=True, vocabulary="sectors"),
    ("fields", "sectors"): Fact("sectors", "id", many=True, vocabulary="sectors"),
    ("fields", "occupations"): Fact("occupations", "id", many=True, vocabulary="occupations"),
    (PHRASES, "skills"): Fact("skills", "id", many=True, vocabulary="skills"),
}


def read_derivations(
    toml: Toml,
    facts: dict[str, dict[str, Fact]],
    vocabularies: Mapping[str, Vocabulary],
    problems: list[Problem],
) -> list[Derivation]:
    """Derived facts in the order of the file; each is added to `facts` as it is read."""
    found: list[Derivation] = []
    for key in toml.data:
        if key != "derived":
            problems.append(unknown_key(toml.place(key), key, ["derived"]))
    for index, table in enumerate(tables_of(toml, "derived", problems)):
        place = toml.place("derived", index)
        for key in table:
            if key not in _KEYS:
                problems.append(unknown_key(toml.place("derived", index, key), key, list(_KEYS)))
        subject, _, name = str(table.get("fact", "")).partition(".")
        how = table.get("how")
        written = table.get("from", [])
        sources = tuple(written) if isinstance(written, list) else (written,)
        if subject not in facts or not name or how not in HOWS:
            found_how = f"fact {shown(table.get('fact'))}, how {shown(how)}"
            expected = 'fact = "subject.name" and how, one of ' + ", ".join(HOWS)
            problems.append(Problem("derived", place, found_how, expected))
            continue
        if misfit := _sources_problem(how, sources, facts, found):
            problems.append(Problem("derived", place, misfit[0], misfit[1], misfit[2]))
            continue
        derivation = Derivation(
            name, subject, how, sources, table.get("vocabulary", ""), table.get("column", "")
        )
        try:
            facts[subject][name] = _declare(derivation, facts, vocabularies)
        except KeyError:
            column = f"column `{derivation.column}` of list `{derivation.vocabulary}`"
            problems.append(Problem("derived", place, column, "a column that a look-up can read"))
            continue
        found.append(derivation)
    return found


def _sources_problem(
    how: str,
    sources: tuple[object, ...],
    facts: Mapping[str, Mapping[str, Fact]],
    above: Sequence[Derivation],
) -> tuple[str, str, str] | None:
    """(found, expected, remedy) where the facts in `from` do not fit; None where they do."""
    if how in ("leaders", "held"):
        return None
    if not sources:
        return "no `from`", "facts declared above it", ""
    for source in sources:
        if not isinstance(source, str) or not _fact(source, facts):
            known = [f"{subject}.{name}" for subject, names in facts.items() for name in names]
            near = get_close_matches(str(source), known, n=1)
            remedy = f"did you mean `{near[0]}`?" if near else ""
            return f"unknown fact {shown(source)}", "a fact declared above it", remedy
    if how in ("lookup", "first", "since", "count", "gaps") and len(sources) > 1:
        return f"{len(sources)} facts in `from`", f"one fact for {how}", ""
    fact = _fact(str(sources[0]), facts)
    assert fact is not None
    if how in ("first", "count") and not fact.many:
        return f"single fact `{sources[0]}`", f"a list for {how}", ""
    if how == "since" and not fact.is_number:
        return f"`{sources[0]}`", "a fact that is a year", ""
    if how == "gaps" and not _first_moves(str(sources[0]), above):
        return f"`{sources[0]}`", "first moves: a fact with `leaders`, or the first of one", ""
    return None


def _first_moves(written: str, above: Sequence[Derivation]) -> bool:
    """Whether the fact holds moves as they are ranked."""
    by_name = {f"{derivation.subject}.{derivation.name}": derivation for derivation in above}
    derivation = by_name.get(written)
    if derivation and derivation.how == "first":
        derivation = by_name.get(derivation.sources[0])
    return derivation is not None and derivation.how == "leaders"


def _fact(written: str, facts: Mapping[str, Mapping[str, Fact]]) -> Fact | None:
    subject, _, name = written.partition(".")
    return facts.get(subject, {}).get(name)


def _declare(
    derivation: Derivation,
    facts: Mapping[str, Mapping[str, Fact]],
    vocabularies: Mapping[str, Vocabulary],
) -> Fact:
    inputs: list[Any] = [_fact(source, facts) for source in derivation.sources]
    private = any(item.private for item in inputs)
    if derivation.how == "leaders":
        fact = Fact(derivation.name, "id", many=True, vocabulary="occupations")
    elif derivation.how in ("gaps", "held"):
        fact = Fact(derivation.name, "id", many=True, vocabulary="skills")
    elif derivation.how == "since":
        fact = Fact(derivation.name, "integer", unit="years", least=-100, most=200)
    elif derivation.how == "count":
        fact = Fact(derivation.name, "integer", least=0, most=10_000)
    elif derivation.how == "lookup":
        key = (derivation.vocabulary, derivation.column)
        vocabularies[derivation.vocabulary].columns[derivation.column]
        column = (
            declared(Occupation)[derivation.column]
            if derivation.vocabulary == "occupations"
            else _COLUMNS[key]
        )
        fact = replace(column, many=column.many or inputs[0].many)
    elif derivation.how == "first":
        fact = replace(inputs[0], many=False)
    elif derivation.how == "union":
        fact = replace(inputs[0], many=True)
    else:
        fact = inputs[0]
    return replace(fact, name=derivation.name, private=private, required=False, most_items=None)
