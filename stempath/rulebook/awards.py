"""The modern awards of the catalogue: their lines, and whom each usually covers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from stempath.model.award import KINDS, AwardCover, AwardLine
from stempath.problem import Place, Problem, shown
from stempath.record import record
from stempath.rulebook.rows import read_rows


@record(frozen=True, slots=True)
class Awards:
    """Lines by award and number, covers by code and rank."""

    lines: tuple[AwardLine, ...]
    covers: tuple[AwardCover, ...]

    def of(self, code: str, unit_group: str) -> tuple[AwardCover, ...]:
        """What is known of an occupation: its own rows, or else those of its unit group."""
        own = tuple(cover for cover in self.covers if cover.code == code)
        return own or tuple(cover for cover in self.covers if cover.code == unit_group)

    def lines_of(self, award: str, code: str, unit_group: str) -> tuple[AwardLine, ...]:
        """The lines of an award that are for an occupation."""
        return tuple(
            line
            for line in self.lines
            if line.award == award
            and (line.applies_to is None or {code, unit_group} & set(line.applies_to))
        )


def read_awards(
    folder: Path,
    name: Callable[[Path], str],
    codes: Collection[str],
    groups: Collection[str],
    sources: Collection[str],
    problems: list[Problem],
) -> Awards:
    """awards.csv and award_cover.csv of `folder`; `codes` and `groups` are the known ones."""
    before = len(problems)
    lines = read_rows(folder / "awards.csv", name, AwardLine, sources, problems)
    covers = read_rows(folder / "award_cover.csv", name, AwardCover, sources, problems)
    whole = len(problems) == before
    known = {*codes, *groups}
    titles: dict[str, tuple[Place, str]] = {}
    problems.extend(_numbers([(place, line.award, line.number) for place, line in lines], "number"))
    problems.extend(_numbers([(place, cover.code, cover.rank) for place, cover in covers], "rank"))
    for place, line in lines:
        _lines(place, line, titles, known, problems)
    if whole:
        cover_file = name(folder / "award_cover.csv")
        _covers(cover_file, covers, set(titles), known, groups, problems)
        covered = {cover.award for _place, cover in covers}
        for award, (place, _title) in titles.items():
            if award not in covered:
                problems.append(
                    Problem("award", place, f"award {award}", "a row of award_cover.csv with it")
                )
    return Awards(
        tuple(sorted((line for _, line in lines), key=lambda line: (line.award, line.number))),
        tuple(sorted((cover for _, cover in covers), key=lambda cover: (cover.code, cover.rank))),
    )


def _lines(
    place: Place,
    line: AwardLine,
    titles: dict[str, tuple[Place, str]],
    known: Collection[str],
    problems: list[Problem],
) -> None:
    first, title = titles.setdefault(line.award, (place, line.title))
    if line.title != title:
        problems.append(
            Problem(
                "award",
                place,
                f"{line.award} as {shown(line.title)}",
                f"one title for each award: {shown(title)}",
                f"the other stands at {first}",
            )
        )
    if line.kind not in KINDS:
        problems.append(Problem("kind", place, shown(line.kind), "one of " + ", ".join(KINDS)))
    elif (line.kind == "title") != (line.level is None):
        found = (
            f"level {shown(line.level)} of a title" if line.level else f"no level of a {line.kind}"
        )
        expected = "a level on every line but one of kind title"
        problems.append(Problem("award", place, found, expected))
    if line.value and not (line.unit and line.since):
        problems.append(
            Problem("award", place, f"value {line.value}", "unit and since beside a value")
        )
    for code in line.applies_to or ():
        _code(place, code, known, problems)


def _covers(
    file: str,
    covers: list[tuple[Place, AwardCover]],
    awards: Collection[str],
    known: Collection[str],
    groups: Collection[str],
    problems: list[Problem],
) -> None:
    seen: dict[str, list[str | None]] = {}
    for place, cover in covers:
        _code(place, cover.code, known, problems)
        others = seen.setdefault(cover.code, [])
        if cover.award in others or (others and None in (cover.award, *others)):
            problems.append(
                Problem(
                    "row-twice",
                    place,
                    f"another row of {cover.code}",
                    "each award once, and one row alone where there is none",
                )
            )
        others.append(cover.award)
        if cover.award and cover.award not in awards:
            near = get_close_matches(cover.award, sorted(awards), n=1)
            problems.append(
                Problem(
                    "award",
                    place,
                    f"award {cover.award}",
                    "an award of awards.csv",
                    f"did you mean {near[0]}?" if near else "",
                )
            )
    for group in sorted(set(groups) - set(seen)):
        problems.append(
            Problem(
                "missing",
                Place(file),
                f"no row of unit group {group}",
                "one for every unit group",
                "leave award empty where no award effect was found",
            )
        )


def _numbers(rows: Iterable[tuple[Place, str, int]], name: str) -> Iterator[Problem]:
    seen: dict[tuple[str, int], Place] = {}
    for place, key, number in rows:
        other = seen.setdefault((key, number), place)
        if other is not place:
            yield Problem(
                "row-twice",
                place,
                f"{name} {number} of {key} twice",
                f"each {name} once",
                f"the other stands at {other}",
            )


def _code(place: Place, code: str, known: Collection[str], problems: list[Problem]) -> None:
    if code not in known:
        near = get_close_matches(code, sorted(known), n=1, cutoff=0.5)
        problems.append(
            Problem(
                "code",
                place,
                f"code {shown(code)}",
                "a code or unit group of occupations.csv",
                f"did you mean {near[0]}?" if near else "",
            )
        )
