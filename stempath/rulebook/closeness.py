"""The closeness of all pairs of occupations as one plain table, read and written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from stempath.problem import Place, Problem, StempathError, shown
from stempath.tables import decode, read_bytes

Closeness: TypeAlias = NDArray[np.uint8]


def read_closeness(path: Path) -> tuple[list[str], Closeness]:
    """The codes and their closeness: row = origin, column = target, 0 to 100.

    Raises:
        StempathError: a table that is not square, not in one order, or holds anything but whole
            numbers from 0 to 100, with the first line that is wrong.
    """
    file = str(path)
    header, _, body = decode(read_bytes(path), file).partition("\n")
    codes = header.split(",")[1:]
    width = len(codes) + 1
    # One pass over the text proves it well formed, so that the fast parser cannot stop short.
    if codes and header.startswith("code,") and re.fullmatch(r"(?:[0-9]{1,6}[,\n])+", body):
        figures = np.fromstring(body.replace("\n", ",")[:-1], dtype=np.int32, sep=",")
        if figures.size == width * len(codes) and body.count("\n") == len(codes):
            table = figures.reshape(len(codes), width)
            values = table[:, 1:]
            if (
                len(set(codes)) == len(codes)
                and list(map(str, table[:, 0].tolist())) == codes
                and values.max() <= 100
                and bool((values.diagonal() == 100).all())
            ):
                return codes, values.astype(np.uint8)
    raise StempathError(_first_damage(header, body, file))


def closeness_text(codes: Sequence[str], closeness: Closeness) -> str:
    """The table that `read_closeness` reads: header `code,` and the targets, a row per origin."""
    lines = [",".join(("code", *codes))]
    for code, row in zip(codes, closeness.tolist(), strict=True):
        lines.append(",".join((code, *map(str, row))))
    return "\n".join(lines) + "\n"


def _first_damage(header: str, body: str, file: str) -> Problem:
    remedy = "build the map again, or restore the file"
    cells = header.split(",")
    codes = cells[1:]

    def damage(line: int, found: str, expected: str, key: str = "") -> Problem:
        return Problem("closeness", Place(file, line, key), found, expected, remedy)

    if cells[0] != "code" or not codes:
        return damage(1, shown(header), "a header of code and the codes of all occupations")
    for position, code in enumerate(codes):
        if not re.fullmatch(r"[1-9][0-9]{5}", code) or code in codes[:position]:
            return damage(1, shown(code), "each ANZSCO code of six digits once")
    lines = body.split("\n")
    last = lines.pop()
    for number, (line, code) in enumerate(zip(lines, codes, strict=False), 2):
        cells = line.split(",")
        if cells[0] != code:
            return damage(number, shown(cells[0]), f"the row of {code}, as in the header", "code")
        if len(cells) != len(codes) + 1:
            return damage(number, f"{len(cells)} cells", f"{len(codes) + 1} cells")
        for target, cell in zip(codes, cells[1:], strict=True):
            if not re.fullmatch(r"[0-9]{1,3}", cell) or int(cell) > 100:
                return damage(number, shown(cell), "a whole number from 0 to 100", target)
            if target == code and cell != "100":
                return damage(number, cell, "100, an occupation to itself", target)
    if last or len(lines) != len(codes):
        return damage(
            min(len(lines), len(codes)) + 2,
            f"{len(lines)} whole rows",
            f"{len(codes)} rows, each with a line end",
        )
    return damage(1, "a damaged table", "whole numbers from 0 to 100 in rows and columns")
