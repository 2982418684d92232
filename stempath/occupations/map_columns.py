"""Which columns the tables of the map have, and on which scale of O*NET each figure stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from stempath.problem import Place, Problem, shown
from stempath.rulebook.occupations import JOINED

HEAD = ("code", "estimated", "source", "year")
CROSSWALK = (
    "code", "onet", "onet_title", "confidence", "basis", "estimated", "parts", "borrowed_from",
    "source", "year",
)  # fmt: skip
# O*NET's scales (its Scales Reference): what a figure may be.
EXTENT, IMPORTANCE, LEVELS = (1, 7), (1, 5), (0, 7)
_ELEMENT = re.compile(r"[1-9]\.[A-Z](?:\.[0-9]{1,2}|\.[a-z])+")
Scale = tuple[int, int]
Scales = Mapping[str, Scale]
Faults = list[tuple[str, str]]  # (found, expected)


def named(header: Sequence[str], scales: Scales) -> Scales | Faults:
    """The columns that there must be, and no other."""
    lost = [(f"no column {name}", f"a column {name}") for name in scales if name not in header]
    other = [(f"column {shown(name)}", "one of " + ", ".join((*HEAD, *scales)))
             for name in header if name not in scales]  # fmt: skip
    return lost + other or scales


def rated(header: Sequence[str]) -> Scales | Faults:
    """Importance and level of each O*NET element."""
    faults: Faults = []
    scales: dict[str, Scale] = {}
    for name in header:
        element, _, scale = name.rpartition(".")
        other = {"im": f"{element}.lv", "lv": f"{element}.im"}.get(scale)
        if other is None or not _ELEMENT.fullmatch(element):
            faults.append((f"column {shown(name)}", "an O*NET element with .im or .lv"))
        elif other not in header:
            faults.append((f"column {name} alone", f"a column {other}"))
        scales[name] = IMPORTANCE if scale == "im" else LEVELS
    return faults or scales if header else [("no figures", "columns of O*NET elements")]


def important(header: Sequence[str]) -> Scales | Faults:
    """Importance of each O*NET element; those that rules read are among them."""
    read = [column for column in JOINED["styles"][1].values() if column not in HEAD]
    faults = [(f"no column {name}", f"a column {name}") for name in read if name not in header]
    faults += [(f"column {shown(name)}", "an O*NET element")
               for name in header if not _ELEMENT.fullmatch(name)]  # fmt: skip
    return faults or dict.fromkeys(header, IMPORTANCE)


def header(file: str, header: Sequence[str], wanted: Sequence[str]) -> Iterator[Problem]:
    for column in wanted:
        if column not in header:
            yield column_problem(file, f"no column {column}", f"a column {column}", header)
    for column in header:
        if column not in wanted:
            yield column_problem(file, f"column {shown(column)}", "one of " + ", ".join(wanted), ())


def column_problem(file: str, found: str, expected: str, header: Sequence[str]) -> Problem:
    near = get_close_matches(expected.rpartition(" ")[2], header, n=1) if header else []
    remedy = f"is `{near[0]}` meant?" if near else ""
    return Problem("column", Place(file, 1), found, expected, remedy)
