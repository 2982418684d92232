"""The files that hold cases: each case with the place that it stands at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stempath.problem import Problem, StempathError
from stempath.rulebook.records import tables_of, unknown_key
from stempath.tables import Toml, read_toml


def written_cases(
    rules: Path, folder: Path, problems: list[Problem]
) -> Iterator[tuple[Toml, int, dict[str, Any]]]:
    """The `[[case]]` tables of a folder of `rules`: file, number in it, and what is written.

    What cannot be read, and keys that are none, go to `problems`.
    """
    for path in sorted(folder.glob("*.toml")):
        try:
            toml = read_toml(path, path.relative_to(rules.parent).as_posix())
        except StempathError as error:
            problems.extend(error.problems)
            continue
        problems.extend(
            unknown_key(toml.place(key), key, ["case"]) for key in toml.data if key != "case"
        )
        for index, table in enumerate(tables_of(toml, "case", problems)):
            yield toml, index, table
