"""The occupation tables of the catalogue, joined into one record for each occupation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from stempath.model.fact import declared
from stempath.model.occupation import Occupation
from stempath.problem import Place, Problem, StempathError, shown
from stempath.rulebook.cells import Cells
from stempath.tables import read_csv

STATES = ("NSW", "VIC", "QLD", "SA", "WA", "TAS", "NT", "ACT")
_LETTERS = {"S": "short_in", "R": "short_regional_in", "M": "short_metro_in", "NS": "not_short_in"}
STRESS = "1.C.4.b"  # O*NET's element "Stress Tolerance"
Row = Mapping[str, str]

# table -> (its key column, fact -> the column that states it)
JOINED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "occupations": ("code", {}),
    "shortages": (
        "code",
        {
            "shortage_national": "national",
            "shortage_year": "year",
            "years_short": "years_short",
            "years_rated": "years_rated",
        },
    ),
    "registration": (
        "code",
        {
            "regulated": "regulated",
            "gated": "gated",
            "registrations": "registrations",
            "holds": "holds",
            "regulator": "body",
            "registration_scope": "scope",
            "registration_states": "states",
            "registration_year": "year",
            "core_award": "core_award",
            "core_fields": "core_fields",
            "core_aqf": "core_aqf",
            "needs": "needs",
        },
    ),
    "next_steps": ("code", {"next_steps": "next_steps"}),
    "crosswalk": ("code", {"onet_confidence": "confidence", "estimated": "estimated"}),
    "earnings": ("unit_group", {"weekly_median_aud": "weekly_median", "earnings_year": "year"}),
    "demand": (
        "unit_group",
        {
            "employed": "employed",
            "employed_year": "employed_year",
            "projected_2034": "projected_2034",
            "part_time_percent": "part_time_pct",
            "part_time_year": "profile_year",
        },
    ),
    "women": ("unit_group", {"women_percent": "women_share", "women_year": "year"}),
    "values": (
        "code",
        {
            "achievement": "achievement",
            "working_conditions": "working_conditions",
            "recognition": "recognition",
            "relationships": "relationships",
            "support": "support",
            "independence": "independence",
            "values_estimated": "estimated",
            "values_year": "year",
        },
    ),
    "styles": (
        "code",
        {"stress_tolerance": STRESS, "styles_estimated": "estimated", "styles_year": "year"},
    ),
}


def read_occupations(
    folder: Path,
    name: Callable[[Path], str],
    vocabularies: Mapping[str, Any],
    problems: list[Problem],
) -> tuple[list[Occupation], dict[str, tuple[str, ...]], dict[str, Place]]:
    """(occupations in code order, aliases by code, place of each occupation)."""
    facts = declared(Occupation)
    cells = Cells(facts, vocabularies)
    rows: dict[str, dict[str, tuple[Place, Row]]] = {}
    whole = True
    for table, (key, _columns) in JOINED.items():
        before = len(problems)
        rows[table] = _table(folder / f"{table}.csv", name, key, problems)
        whole = whole and (table != "occupations" or len(problems) == before)
    codes = rows["occupations"]
    groups = {row["unit_group"] for _place, row in codes.values() if "unit_group" in row}
    for table, (key, _columns) in JOINED.items():
        known = set(codes) if key == "code" else groups
        for value, (place, _row) in rows[table].items():
            if whole and value not in known:
                near = get_close_matches(value, sorted(known), n=1, cutoff=0.5)
                problems.append(
                    Problem(
                        "code",
                        place,
                        f"{key} {shown(value)}",
                        f"a {key} of occupations.csv",
                        f"did you mean {near[0]}?" if near else "",
                    )
                )
    members, places = [], {}
    for code, (place, row) in sorted(codes.items()):
        places[code] = place
        values = {fact: row[fact] for fact in facts if row.get(fact)}
        record = _convert(values, cells, place, problems)
        for table, (key, columns) in JOINED.items():
            if columns and (entry := rows[table].get(row.get(key, ""))):
                values = {fact: entry[1].get(column, "") for fact, column in columns.items()}
                record |= _convert(values, cells, entry[0], problems)
        for step in record.get("next_steps") or ():
            if step not in codes:
                place = rows["next_steps"][code][0]
                expected = "a code of occupations.csv"
                problems.append(Problem("code", place, f"next_steps {shown(step)}", expected))
        if shortage := rows["shortages"].get(code):
            record |= _states(shortage[1], shortage[0], problems)
            if record.get("years_rated"):
                record["times_short"] = len(record.get("years_short") or ())
                record.setdefault("years_short", ())
        missing = [fact for fact in facts.values() if fact.required and not record.get(fact.name)]
        for fact in missing:
            problems.append(Problem("missing", place, f"no {fact.name} of {code}", fact.name))
        if not missing:
            members.append(Occupation(**record))
    aliases = _aliases(folder / "aliases.csv", name, problems)
    for code, (place, _words) in aliases.items():
        if whole and code not in codes:
            expected = "a code of occupations.csv"
            problems.append(Problem("code", place, f"code {shown(code)}", expected))
    return members, {code: words for code, (_place, words) in aliases.items()}, places


def _table(
    path: Path, name: Callable[[Path], str], key: str, problems: list[Problem]
) -> dict[str, tuple[Place, Row]]:
    found: dict[str, tuple[Place, Row]] = {}
    file = name(path)
    try:
        for line, row in read_csv(path, file):
            place = Place(file, line)
            if key not in row:
                problems.append(Problem("column", place, f"no column {key}", f"a column {key}"))
                break
            if row[key] in found:
                problems.append(Problem("row-twice", place, f"{key} {row[key]} twice", "one row"))
            if "source" not in row or not row["source"]:
                problems.append(Problem("no-source", place, "no source", "where it is stated"))
            found[row[key]] = (place, row)
    except StempathError as error:
        problems.extend(error.problems)
    return found


def _convert(
    row: Mapping[str, str],
    cells: Cells,
    place: Place,
    problems: list[Problem],
) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, cell in row.items():
        value, wrong = cells.read(name, cell)
        if wrong:
            problems.append(Problem("cell", place, *wrong))
        elif value is not None:
            record[name] = value
    return record


def _states(row: Row, place: Place, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    rated: dict[str, list[str]] = {fact: [] for fact in _LETTERS.values()}
    for state in STATES:
        letter = row.get(state.lower(), "")
        if letter in _LETTERS:
            rated[_LETTERS[letter]].append(state)
        elif letter:
            problems.append(Problem("cell", place, f"{state} {shown(letter)}", "S, R, M or NS"))
    return {fact: tuple(states) for fact, states in rated.items()}


def _aliases(
    path: Path, name: Callable[[Path], str], problems: list[Problem]
) -> dict[str, tuple[Place, tuple[str, ...]]]:
    """By code: where its first alias stands, and all of them."""
    found: dict[str, tuple[Place, tuple[str, ...]]] = {}
    file = name(path)
    try:
        for line, row in read_csv(path, file):
            if "code" not in row or "alias" not in row:
                problems.append(Problem("column", Place(file, 1), shown([*row]), "code and alias"))
                break
            place, words = found.get(row["code"], (Place(file, line), ()))
            found[row["code"]] = (place, (*words, row["alias"]))
    except StempathError as error:
        problems.extend(error.problems)
    return found
