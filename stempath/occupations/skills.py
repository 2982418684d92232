"""What skills an occupation needs, derived from O*NET's figures: nobody wrote a row by hand.

For each occupation and skill, what shows the need is counted in points:

- a task that belongs to one of the skill's work activities: 1; one whose statement merely holds
  one of the skill's words: 0.5. Supplemental tasks count half;
- a product of the skill's technology: 0.5, hot 0.75, in demand 1, twice that where few
  occupations list it; at most MOST_TECHNOLOGY in all;
- the occupation's own title or alternative title holds one of the skill's words: TITLE.

An occupation needs the skill from ENOUGH points on, provided that each of the skill's elements of
knowledge and skills is important enough for it (LEAST_IMPORTANCE; more where technology alone
speaks for it; any where MUCH speaks for it, or the title does). A skill that has elements alone
(critical thinking) is needed where their mean importance reaches IMPORTANT. The strongest MOST are
kept. Where there are fewer than FEWEST, the next strongest follow: skills that fit but have fewer
points, at least WEAK, and elements of at least SOME importance.

Level: the mean of the elements' levels (O*NET's 0 to 7) through LEVELS; one more from MUCH points
of tasks and title on, one less where all points are below LITTLE. Technology alone: 2, or 3 where a
product is in demand.

Importance, 1 to 100: for elements alone, OF_ELEMENTS for each point of their mean importance over
2 (somewhat important); else 50 × p / (p + 2) for the points p, and 50 for the mean importance as it
lies between 1 and 5; less in proportion where p is below ENOUGH, and three quarters of it where
technology alone speaks for the skill.

O*NET describes some codes by titles alone. Their tasks and technology are the mean of those of
the occupations they borrow from in crosswalk.csv, where at least COMMON of these show the skill;
every row of theirs is marked as estimated, as are rows whose figures are borrowed and those of a
crosswalk of low confidence. No sentence of O*NET leaves this module.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from stempath.model.skill import Need, Skill
from stempath.occupations.work import Work
from stempath.record import record

TITLE = 3.0
MOST_TECHNOLOGY = 3.0
MOST_TECHNOLOGY_ALONE = 2.0
ALONE = 0.75  # of the importance, where technology alone speaks for a skill
ENOUGH = 1.0
LITTLE, MUCH = 2.0, 4.0
LEAST_IMPORTANCE, LEAST_FOR_TECHNOLOGY = 1.75, 2.5  # of O*NET's importance, 1 to 5
SOME, IMPORTANT = 2.5, 3.25
LEVELS = (2.0, 3.0, 4.0, 5.0)  # of O*NET's level, where 2, 3, 4 and 5 begin
FEWEST, MOST = 12, 30
EVIDENCE = 3  # pieces named beside the elements
WEAK = 0.5  # points; below it nothing speaks for a skill
COMMON = 1 / 3  # of the occupations that are borrowed from
OF_ELEMENTS = 15  # importance for each point above 2: many have these skills, so they tell little
TOLD_TITLES = ("alternative-title", "title-part")  # specialisations are narrower than the whole

Figures = Mapping[str, tuple[float, float]]  # element -> importance 1 to 5, level 0 to 7
Tables = Callable[[str], Iterable[tuple[int, Mapping[str, str]]]]


@record(frozen=True, slots=True)
class _Post:
    """An occupation of the catalogue as this module reads it.

    `codes` are its O*NET codes, or those it borrows from; `titles` its own and alternative titles.
    """

    code: str
    titles: tuple[str, ...]
    codes: tuple[str, ...]
    figures: Figures
    estimated: bool


@record(frozen=True, slots=True)
class _Found:
    """What speaks for a skill in one O*NET occupation: evidence with points, strongest first."""

    tasks: float = 0.0
    technology: float = 0.0
    in_demand: bool = False
    evidence: tuple[tuple[float, str], ...] = ()


@record(frozen=True, slots=True)
class _Probe:
    """A skill made ready to be looked for."""

    skill: Skill
    elements: tuple[str, ...]
    activities: frozenset[str]
    technology: frozenset[str]
    words: re.Pattern[str] | None
    titles: re.Pattern[str] | None
    seen: dict[str, _Found] = field(default_factory=dict)

    @property
    def concrete(self) -> bool:
        return bool(self.activities or self.technology or self.words or self.titles)


@record(frozen=True, slots=True)
class _Candidate:
    need: Need
    enough: bool


def needs_of(skills: Iterable[Skill], work: Work, tables: Tables) -> list[Need]:
    """The needs of every occupation in `tables`, in the order of codes and, within one, of weight.

    `tables` gives the rows of a table by its name: occupations, aliases, crosswalk, knowledge and
    skills. All codes of its crosswalk are of the release that `work` is.

    Raises:
        StempathError: a table that cannot be read.
    """
    source = "onet-" + work.release.replace(".", "-")
    probes = [_probe(skill) for skill in skills]
    needs: list[Need] = []
    for post in sorted(_posts(work, tables), key=lambda post: post.code):
        found = [
            candidate
            for probe in probes
            if (candidate := _candidate(post, probe, work, source)) is not None
        ]
        found.sort(key=lambda c: (not c.enough, -c.need.importance, c.need.skill))
        kept = [c for c in found if c.enough][:MOST]
        kept += [c for c in found if not c.enough][: max(0, FEWEST - len(kept))]
        needs.extend(candidate.need for candidate in kept)
    return needs


def _posts(work: Work, tables: Tables) -> Iterator[_Post]:
    figures, estimated = _figures(tables)
    titles: dict[str, list[str]] = {}
    for _line, row in tables("occupations"):
        titles[row["code"]] = [row["title"]]
    for _line, row in tables("aliases"):
        if row["kind"] in TOLD_TITLES and row["code"] in titles:
            titles[row["code"]].append(row["alias"])
    for _line, row in tables("crosswalk"):
        code = row["code"]
        described = work.describes(row["onet"])
        lenders = tuple(filter(None, row["borrowed_from"].split(";")))
        codes = (row["onet"],) if described or not lenders else lenders
        doubtful = code in estimated or not described or row["confidence"] == "low"
        words = tuple(title.lower() for title in titles.get(code, ()))
        yield _Post(code, words, codes, figures.get(code, {}), doubtful)


def _figures(tables: Tables) -> tuple[dict[str, dict[str, tuple[float, float]]], set[str]]:
    figures: dict[str, dict[str, tuple[float, float]]] = {}
    estimated: set[str] = set()
    for name in ("knowledge", "skills"):
        for _line, row in tables(name):
            if row["estimated"] == "yes":
                estimated.add(row["code"])
            own = figures.setdefault(row["code"], {})
            for column, cell in row.items():
                element, _, scale = column.rpartition(".")
                if scale == "im" and cell and row[f"{element}.lv"]:
                    own[element] = (float(cell), float(row[f"{element}.lv"]))
    return figures, estimated


# --- one skill in one occupation ---------------------------------------------------------------


def _probe(skill: Skill) -> _Probe:
    onet = skill.onet or ()
    return _Probe(
        skill,
        tuple(id_ for id_ in onet if id_.startswith("2.")),
        frozenset(id_ for id_ in onet if id_.startswith("4.")),
        frozenset(skill.technology or ()),
        _beginnings(skill.tasks),
        _beginnings(skill.titles),
    )


def _beginnings(words: Sequence[str] | None) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(r"\b(?:" + "|".join(re.escape(word.lower()) for word in words) + ")")


def _candidate(post: _Post, probe: _Probe, work: Work, source: str) -> _Candidate | None:
    rated = [post.figures[element] for element in probe.elements if element in post.figures]
    importance = sum(im for im, _ in rated) / len(rated) if rated else None
    level = sum(lv for _, lv in rated) / len(rated) if rated else None
    evidence = [f"element:{element}" for element in probe.elements if element in post.figures]
    if not probe.concrete:
        if importance is None:
            return None
        if importance < SOME:
            return None
        enough = importance >= IMPORTANT
        weight = OF_ELEMENTS * (importance - 2)
        steps = _steps(level, 3)
    else:
        found = [_found(onet, probe, work) for onet in post.codes]
        if sum(bool(each.evidence) for each in found) < COMMON * len(found):
            found = [_Found()]
        tasks = sum(each.tasks for each in found) / len(found)
        technology = sum(each.technology for each in found) / len(found)
        told = (
            next(filter(None, map(probe.titles.search, post.titles)), None)
            if probe.titles
            else None
        )
        alone = not told and not tasks
        technology = min(technology, MOST_TECHNOLOGY_ALONE if alone else MOST_TECHNOLOGY)
        shown_at_work = tasks + (TITLE if told else 0)
        points = shown_at_work + technology
        least = LEAST_FOR_TECHNOLOGY if alone else LEAST_IMPORTANCE
        fits = bool(told) or points >= MUCH or all(im >= least for im, _ in rated)
        if points < WEAK or not fits:
            return None
        enough = points >= ENOUGH
        share = points / (points + 2)
        weight = 50 * (share + ((importance - 1) / 4 if importance is not None else share))
        weight *= min(1.0, points / ENOUGH)
        if alone:
            weight *= ALONE
            steps = 3 if any(each.in_demand for each in found) else 2
        else:
            steps = _steps(level, 3) + (shown_at_work >= MUCH) - (points < LITTLE)
        named = [f"title:{told.group()}"] if told else []
        # The elements vouch for the level; what is concrete shows the need, so it comes first.
        evidence = [*named, *_strongest(found), *evidence]
    need = Need(
        code=post.code,
        skill=probe.skill.id,
        level=max(1, min(5, steps)),
        importance=max(1, min(100, round(weight))),
        estimated=post.estimated,
        evidence=tuple(evidence),
        source=source,
        year=work.year,
    )
    return _Candidate(need, enough)


def _steps(level: float | None, default: int) -> int:
    return default if level is None else 1 + sum(level >= begin for begin in LEVELS)


def _found(onet: str, probe: _Probe, work: Work) -> _Found:
    if onet not in probe.seen:
        probe.seen[onet] = _search(onet, probe, work)
    return probe.seen[onet]


def _search(onet: str, probe: _Probe, work: Work) -> _Found:
    evidence: list[tuple[float, str]] = []
    tasks = technology = 0.0
    in_demand = False
    for task in work.tasks.get(onet, ()):
        weight = 0.5 if task.supplemental else 1.0
        if shown_by := sorted(probe.activities & task.activities):
            name = f"activity:{shown_by[0]}"
        elif probe.words is not None and probe.words.search(task.words):
            weight /= 2
            name = f"task:{task.id}"
        else:
            continue
        tasks += weight
        evidence.append((weight, name))
    for product in work.technology.get(onet, ()):
        if product.name in probe.technology or product.commodity in probe.technology:
            weight = 1.0 if product.in_demand else 0.75 if product.hot else 0.5
            weight *= 2 if product.rare else 1
            in_demand = in_demand or product.in_demand
            technology += weight
            evidence.append((weight, f"technology:{product.name}"))
    evidence.sort(key=lambda piece: (-piece[0], piece[1]))
    return _Found(tasks, technology, in_demand, tuple(evidence))


def _strongest(found: Sequence[_Found]) -> Iterator[str]:
    points: Counter[str] = Counter()
    for each in found:
        for weight, name in each.evidence:
            points[name] += round(weight * 100)
    for name, _ in sorted(points.items(), key=lambda item: (-item[1], item[0]))[:EVIDENCE]:
        yield name
