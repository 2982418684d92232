"""The measure of closeness as its rule file states it: what counts, and how much."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from stempath.occupations.parts import PARTS
from stempath.problem import Place, Problem, StempathError, shown
from stempath.record import record
from stempath.tables import Toml, read_toml

_TABLES: Mapping[str, tuple[str, ...]] = {
    "weights": PARTS,
    "level": ("up", "further_up", "down", "australian"),
    "names": ("own", "alone"),
    "shared": ("loose", "sure"),
    "estimate": ("nearest",),
    "curve": ("midpoint", "scale"),
}
_SHARES = (
    "level.australian",
    "names.own",
    "names.alone",
    "shared.loose",
    "shared.sure",
)  # from 0 to 1
_ABOVE_ZERO = ("estimate.nearest", "curve.scale")


@record(frozen=True, slots=True)
class Measure:
    """The figures of closeness.toml; the file says what each means and how it was found."""

    weights: Mapping[str, float]
    up: float
    further_up: float
    down: float
    australian: float
    own: float
    alone: float
    loose: float
    sure: float
    nearest: int
    midpoint: float
    scale: float


def read_measure(path: Path, name: str | None = None) -> Measure:
    """The measure that `path` states; `name` is what messages call it (the path by default).

    Raises:
        StempathError: every key that is missing, unknown or no fitting number, with its line.
    """
    toml = read_toml(path, name)
    problems = list(_problems(toml))
    if problems:
        raise StempathError(problems)
    data = toml.data
    return Measure(
        {part: float(data["weights"][part]) for part in PARTS},
        **{key: float(data["level"][key]) for key in _TABLES["level"]},
        **{key: float(data["names"][key]) for key in _TABLES["names"]},
        **{key: float(data["shared"][key]) for key in _TABLES["shared"]},
        nearest=int(data["estimate"]["nearest"]),
        **{key: float(data["curve"][key]) for key in _TABLES["curve"]},
    )


def _problems(toml: Toml) -> Iterator[Problem]:
    for table in toml.data:
        if table not in _TABLES:
            yield _unknown(toml, (table,), tuple(_TABLES))
    for table, keys in _TABLES.items():
        stated = toml.data.get(table)
        if not isinstance(stated, dict):
            yield Problem("missing", Place(toml.file), f"no table [{table}]", f"[{table}]")
            continue
        for key in stated:
            if key not in keys:
                yield _unknown(toml, (table, key), keys)
        for key in keys:
            if key not in stated:
                yield Problem(
                    "missing", toml.place(table), f"no {key} in [{table}]", f"{key} = a number"
                )
            elif expected := _misfit(f"{table}.{key}", stated[key]):
                yield Problem("number", toml.place(table, key), shown(stated[key]), expected)


def _misfit(name: str, value: object) -> str:
    """What `value` should have been, or nothing."""
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    number = float(value) if usable and isinstance(value, int | float) else math.nan
    if name == "curve.midpoint":
        return "" if usable else "a number"
    if name == "estimate.nearest":
        return "" if isinstance(value, int) and number >= 1 else "a whole number from 1"
    if name in _ABOVE_ZERO:
        return "" if number > 0 else "a number above 0"
    if name in _SHARES:
        return "" if 0 <= number <= 1 else "a number from 0 to 1"
    return "" if number >= 0 else "a number from 0"


def _unknown(toml: Toml, keys: tuple[str, ...], known: tuple[str, ...]) -> Problem:
    near = get_close_matches(keys[-1], known, n=1, cutoff=0.5)
    return Problem(
        "unknown-key",
        toml.place(*keys),
        shown(keys[-1]),
        "one of " + ", ".join(known),
        f"did you mean {near[0]}?" if near else "delete it",
    )
