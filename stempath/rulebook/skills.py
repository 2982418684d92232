"""Skills: the vocabulary, the phrases of offerings that name them, and what occupations need."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stempath.model.english import in_sentence
from stempath.model.fact import Fact, declared
from stempath.model.skill import Need, Skill
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, StempathError, shown
from stempath.rulebook.cells import Cells
from stempath.rulebook.records import (
    Vocabularies,
    misfit,
    read_records,
    tables_of,
)
from stempath.rulebook.rows import rows_of
from stempath.rulebook.vocabularies import read_choices
from stempath.tables import Toml, read_csv, read_toml

if TYPE_CHECKING:
    from stempath.model.offering import Design, Offering
    from stempath.rulebook.book import Rulebook

PHRASES = "phrases"  # the list of skill phrases, whose column `skills` look-ups read
PHRASE_COLUMNS = ("phrase", "skill")
NEED_COLUMNS = tuple(declared(Need))
_ELEMENT_OR_ACTIVITY = re.compile(r"2\.[ABC](\.\w+)+|4\.A(\.\w+)+\.I\d\d(\.D\d\d)?")
_EVIDENCE = re.compile(
    r"element:2\.[ABC](\.\w+)+|activity:4\.A(\.\w+)+\.I\d\d(\.D\d\d)?|task:\d+"
    r"|technology:.+|title:.+"
)
Name = Callable[[Path], str]


def read_skills(toml: Toml, vocabularies: Vocabularies, problems: list[Problem]) -> list[Skill]:
    """The skills of vocabulary/skills.toml, in their order."""
    skills = read_records(toml, "skill", Skill, vocabularies, problems)
    seen: set[str] = set()
    for index, entry in enumerate(tables_of(toml, "skill", [])):
        if (id_ := str(entry.get("id"))) in seen:
            place = toml.place("skill", index)
            problems.append(Problem("id-twice", place, f"id `{id_}` twice", "each id once"))
        seen.add(id_)
        onet = entry.get("onet")
        for shown_by in onet if isinstance(onet, list) else ():
            if not _ELEMENT_OR_ACTIVITY.fullmatch(str(shown_by)):
                problems.append(
                    Problem(
                        "evidence",
                        toml.place("skill", index, "onet"),
                        shown(shown_by),
                        "the id of an element of Skills or Knowledge, or of a work activity",
                        "as in 2.C.3.a or 4.A.2.b.2.I02.D07",
                    )
                )
    return skills


def open_skills(folder: Path) -> list[Skill]:
    """The skills of a folder of rules, though other files there may be missing or damaged.

    Raises:
        StempathError: every problem of skills.toml and of the list of groups.
    """
    problems: list[Problem] = []
    lists = read_choices(read_toml(folder / "vocabulary" / "choices.toml"), problems)
    skills = read_skills(read_toml(folder / "vocabulary" / "skills.toml"), lists, problems)
    if problems:
        raise StempathError(problems)
    return skills


def skill_list(toml: Toml, skills: Iterable[Skill]) -> Vocabulary:
    """The skills as a list to choose from, named as within a sentence, with their groups.

    An entry that could not be read keeps its id, so that what names it is not told as wrong.
    """
    written = tables_of(toml, "skill", [])
    names = {entry["id"]: entry["id"] for entry in written if isinstance(entry.get("id"), str)}
    members = list(skills)
    return Vocabulary(
        "skills",
        names | {skill.id: in_sentence(skill.name) for skill in members},
        {skill.id: skill.aliases or () for skill in members},
        {"group": {skill.id: skill.group for skill in members}},
    )


def read_phrases(
    path: Path, name: Name, vocabularies: Vocabularies, problems: list[Problem]
) -> dict[str, tuple[Place, tuple[str, ...]]]:
    """By phrase: where it first stands, and the skills that it names."""
    found: dict[str, tuple[Place, tuple[str, ...]]] = {}
    fact = Fact("skill", "id", vocabulary="skills", required=True)
    for place, row in _rows(path, name, PHRASE_COLUMNS, problems):
        phrase, skill = row["phrase"], row["skill"]
        if not phrase:
            problems.append(Problem("missing", place, "no phrase", "a phrase of an offering"))
            continue
        if why := misfit(fact, skill, vocabularies):
            problems.append(Problem("cell", place, f"skill: {why[0]}", why[1], why[2]))
            continue
        first, skills = found.get(phrase, (place, ()))
        if skill in skills:
            problems.append(_twice(place, f"`{phrase}` and {skill}"))
        else:
            found[phrase] = (first, (*skills, skill))
    return found


def phrase_list(phrases: Mapping[str, tuple[str, ...]]) -> Vocabulary:
    """The phrases as a list, each its own id."""
    return Vocabulary(PHRASES, {phrase: phrase for phrase in phrases}, {}, {"skills": phrases})


def read_needs(
    path: Path,
    name: Name,
    vocabularies: Vocabularies,
    problems: list[Problem],
    only: str | None = None,
) -> dict[str, tuple[Place, tuple[Need, ...]]]:
    """By occupation: where it first stands, and the skills it needs in the order of the file.

    `only`: the one occupation whose rows are looked at.
    """
    cells = Cells(declared(Need), vocabularies)
    found: dict[str, tuple[Place, dict[str, Need]]] = {}
    for place, row in _rows(path, name, NEED_COLUMNS, problems, only):
        record = _record(row, cells, place, problems)
        if record is None:
            continue
        need = Need(**record)
        _first, own = found.setdefault(need.code, (place, {}))
        if need.skill in own:
            problems.append(_twice(place, f"{need.skill} of {need.code}"))
        own[need.skill] = need
        for piece in need.evidence:
            if not _EVIDENCE.fullmatch(piece):
                problems.append(
                    Problem(
                        "evidence",
                        place,
                        f"evidence {shown(piece)}",
                        "element:, activity:, task:, technology: or title:, and what is named",
                        "build the table again",
                    )
                )
    return {code: (place, tuple(needs.values())) for code, (place, needs) in found.items()}


def skill_problems(book: Rulebook, whole: bool) -> Iterator[Problem]:
    """What stands between the three files and the records that they speak of."""
    spoken: dict[str, str] = {}  # phrase -> the first record that has it
    records: tuple[Offering | Design, ...] = (*book.offerings, *book.designs)
    for record in records:
        spoken |= {phrase: record.id for phrase in record.skills if phrase not in spoken}
    if not whole:
        return
    for phrase, id_ in spoken.items():
        if phrase not in book.phrases:
            near = get_close_matches(phrase, list(book.phrases), n=1)
            yield Problem(
                "phrase",
                book.places[id_](),
                f"skill phrase `{phrase}` of `{id_}`",
                "a row of skill_phrases.csv that says which skill it names",
                f"did you mean `{near[0]}`?" if near else "add the row",
            )
    for phrase in book.phrases:
        if phrase not in spoken:
            yield Problem(
                "unused",
                book.places[f"phrase: {phrase}"](),
                f"phrase `{phrase}`",
                "a skill phrase of an offering or a design",
                "delete the row, or mend its spelling",
                warning=True,
            )
    for occupation in book.occupations:
        if not book.needs.get(occupation.code):
            yield Problem(
                "no-skills",
                book.places[occupation.code](),
                f"{occupation.code} without a row in occupation_skills.csv",
                "the skills that it needs",
                "build the table again",
            )
    codes = {occupation.code for occupation in book.occupations}
    for code in book.needs:
        if code not in codes:
            near = get_close_matches(code, sorted(codes), n=1, cutoff=0.5)
            yield Problem(
                "code",
                book.places[f"needs: {code}"](),
                f"code {shown(code)}",
                "a code of occupations.csv",
                f"did you mean {near[0]}?" if near else "",
            )
    used = {skill for skills in book.phrases.values() for skill in skills}
    used |= {need.skill for needs in book.needs.values() for need in needs}
    for id_ in book.vocabularies["skills"].names:
        if id_ not in used:
            yield Problem(
                "unused",
                book.places[f"skills: {id_}"](),
                f"skill `{id_}`",
                "an offering that names it or an occupation that needs it",
                "delete it",
                warning=True,
            )


def _rows(
    path: Path,
    name: Name,
    columns: tuple[str, ...],
    problems: list[Problem],
    only: str | None = None,
) -> Iterator[tuple[Place, Mapping[str, str]]]:
    file = name(path)
    try:
        for line, row in read_csv(path, file) if only is None else rows_of(path, file, only):
            if missing := [column for column in columns if column not in row]:
                for column in missing:
                    problems.append(
                        Problem("column", Place(file, 1), shown([*row]), f"a column {column}")
                    )
                return
            yield Place(file, line), row
    except StempathError as error:
        problems.extend(error.problems)


def _record(
    row: Mapping[str, str],
    cells: Cells,
    place: Place,
    problems: list[Problem],
) -> dict[str, Any] | None:
    before = len(problems)
    record: dict[str, Any] = {}
    for name in cells.columns:
        value, wrong = cells.read(name, row[name])
        if wrong:
            problems.append(Problem("cell", place, *wrong))
        elif value is None:
            problems.append(Problem("missing", place, f"no {name}", f"{name} in every row"))
        record[name] = value
    return record if len(problems) == before else None


def _twice(place: Place, what: str) -> Problem:
    return Problem("row-twice", place, f"{what} twice", "one row", "delete one of the two")


def needs_text(needs: Iterable[Need]) -> str:
    """The table that `read_needs` reads, in the order given."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(NEED_COLUMNS)
    for need in needs:
        values = (getattr(need, column) for column in NEED_COLUMNS)
        writer.writerow([_cell(value) for value in values])
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(value) if isinstance(value, tuple) else str(value)
