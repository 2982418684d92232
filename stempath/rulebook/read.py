"""rules/ -> Rulebook: every file read, every problem found in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from stempath.model.fact import Fact, declared
from stempath.model.listing import Listing
from stempath.model.occupation import Occupation
from stempath.model.offering import Design, Offering
from stempath.model.person import Person
from stempath.model.skill import Need, Skill
from stempath.model.source import Source
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, StempathError, shown
from stempath.rulebook.book import Rulebook
from stempath.rulebook.check import check
from stempath.rulebook.closeness import read_closeness
from stempath.rulebook.days import FOLDER as DAYS
from stempath.rulebook.derivations import read_derivations
from stempath.rulebook.find import MARKER
from stempath.rulebook.life import read_life
from stempath.rulebook.occupations import read_occupations
from stempath.rulebook.questions import read_questions
from stempath.rulebook.quizzes import FOLDER as QUIZZES
from stempath.rulebook.quizzes import quizzes_of
from stempath.rulebook.records import read_records
from stempath.rulebook.resources import FILE as RESOURCES
from stempath.rulebook.resources import read_resources
from stempath.rulebook.rules import read_listing, read_rules
from stempath.rulebook.skills import (
    PHRASES,
    phrase_list,
    read_needs,
    read_phrases,
    read_skills,
    skill_list,
)
from stempath.rulebook.spellings import read_spellings
from stempath.rulebook.vocabularies import (
    LISTS,
    alias_problems,
    entry_place,
    occupation_list,
    read_choices,
    read_list,
)
from stempath.tables import Toml, read_toml


def read_rulebook(folder: Path) -> Rulebook:
    """The rulebook of a folder.

    Raises:
        StempathError: exit 3, with every problem of every file.
    """
    reader = _Reader(folder)
    book = reader.read()
    if reader.problems:
        raise StempathError(dict.fromkeys(reader.problems))
    return book


# Problems that lose rows or a whole file.
_LOST = frozenset(
    {"no-file", "not-a-file", "disk", "too-big", "utf-16", "not-utf-8", "line-ends", "toml", "deep"}
    | {"control", "number", "empty", "column-twice", "row-width", "csv", "column"}
)


class _Reader:
    """One reading of one folder: the problems found so far, and how messages name its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.places: dict[str, Callable[[], Place]] = {}

    def name(self, path: Path) -> str:
        return path.relative_to(self.folder.parent).as_posix()

    def read(self) -> Rulebook:
        marker = self.toml(self.folder / MARKER)
        as_of = marker.data.get("as_of")
        if not isinstance(as_of, date):
            self.problems.append(
                Problem("as-of", marker.place("as_of"), shown(as_of), "a date, as_of = 2026-01-31")
            )
            as_of = date(1970, 1, 1)
        vocabularies = self.vocabularies()
        skills = self.skills(vocabularies)
        self.stop_where_all_else_follows()
        tables = self.folder / "catalogue" / "occupations"
        occupations, aliases, places = read_occupations(
            tables, self.name, vocabularies, self.problems
        )
        self.stop_where_all_else_follows()
        self.places |= {code: partial(_known, place) for code, place in places.items()}
        vocabularies["occupations"] = occupation_list(occupations, aliases)
        offerings = self.catalogue("offerings", "offering", Offering, vocabularies)
        designs = self.catalogue("designs", "design", Design, vocabularies)
        phrases = self.phrases(vocabularies)
        vocabularies[PHRASES] = phrase_list(phrases)
        facts: dict[str, dict[str, Fact]] = {
            "person": dict(declared(Person)),
            "offering": dict(declared(Offering)),
            "move": dict(declared(Occupation)),
        }
        derivations = read_derivations(
            self.toml(self.folder / "vocabulary" / "facts.toml"), facts, vocabularies, self.problems
        )
        rules = [
            rule
            for toml in self.tomls("advice")
            if not toml.file.endswith("/list.toml")
            for rule in read_rules(toml, facts, vocabularies, self.problems)
        ]
        questions = [
            question
            for toml in self.tomls("interview")
            for question in read_questions(toml, facts, vocabularies, self.problems)
        ]
        sources = self.sources(vocabularies)
        read_spellings(self.folder, self.name, self.problems)  # a page of an occupation uses them
        book = Rulebook(
            as_of=as_of,
            vocabularies=vocabularies,
            facts=facts,
            derivations=tuple(derivations),
            offerings=tuple(sorted(offerings, key=lambda offering: offering.id)),
            designs=tuple(sorted(designs, key=lambda design: design.id)),
            occupations=tuple(occupations),
            closeness=self.closeness(tables / "closeness.csv", occupations),
            life=read_life(
                tables,
                self.name,
                self.tomls(DAYS),
                occupations,
                vocabularies,
                sources,
                self.problems,
            ),
            rules=tuple(sorted(rules, key=lambda rule: rule.id)),
            questions=tuple(questions),
            quizzes=quizzes_of(self.tomls(QUIZZES), sources, self.problems),
            listing=self.listing(facts, vocabularies),
            resources=tuple(
                read_resources(self.toml(self.folder / RESOURCES), vocabularies, self.problems)
            ),
            sources=sources,
            skills=tuple(skills),
            phrases=phrases,
            needs=self.needs(tables / "occupation_skills.csv", vocabularies),
            places=self.places,
            warnings=(),
        )
        found = check(book, whole=not self.problems)
        self.problems.extend(problem for problem in found if not problem.warning)
        object.__setattr__(book, "warnings", tuple(p for p in found if p.warning))
        return book

    def stop_where_all_else_follows(self) -> None:
        """Where a list of ids is not whole, every use of a lost id would be told as wrong too."""
        lost = [Path(problem.place.file) for problem in self.problems if problem.code in _LOST]
        if any(p.parent.name == "vocabulary" or p.name == "occupations.csv" for p in lost):
            for part in ("catalogue", "advice", "interview", QUIZZES):
                self.tomls(part)
            raise StempathError(dict.fromkeys(self.problems))

    def toml(self, path: Path) -> Toml:
        try:
            return read_toml(path, self.name(path))
        except StempathError as error:
            self.problems.extend(error.problems)
            return Toml(self.name(path), "", {})

    def tomls(self, part: str) -> list[Toml]:
        return [self.toml(path) for path in sorted((self.folder / part).rglob("*.toml"))]

    def vocabularies(self) -> dict[str, Vocabulary]:
        found: dict[str, Vocabulary] = {}
        for name in sorted(LISTS):
            toml = self.toml(self.folder / "vocabulary" / f"{name}.toml")
            found[name] = read_list(toml, name, self.problems)
            for id_ in found[name].names:
                self.places[f"{name}: {id_}"] = partial(entry_place, toml, name, id_)
            self.problems.extend(alias_problems(found[name], toml))
        choices = self.toml(self.folder / "vocabulary" / "choices.toml")
        lists = read_choices(choices, self.problems)
        for vocabulary in lists.values():
            self.problems.extend(alias_problems(vocabulary, choices))
        return found | lists

    def skills(self, vocabularies: dict[str, Vocabulary]) -> list[Skill]:
        """The skills, whose list joins `vocabularies`."""
        toml = self.toml(self.folder / "vocabulary" / "skills.toml")
        skills = read_skills(toml, vocabularies, self.problems)
        vocabularies["skills"] = skill_list(toml, skills)
        for id_ in vocabularies["skills"].names:
            self.places[f"skills: {id_}"] = partial(entry_place, toml, "skills", id_)
        self.problems.extend(alias_problems(vocabularies["skills"], toml))
        return skills

    def phrases(self, vocabularies: dict[str, Vocabulary]) -> dict[str, tuple[str, ...]]:
        path = self.folder / "catalogue" / "skill_phrases.csv"
        found = read_phrases(path, self.name, vocabularies, self.problems)
        self.places |= {f"phrase: {p}": partial(_known, place) for p, (place, _) in found.items()}
        return {phrase: skills for phrase, (_, skills) in found.items()}

    def needs(self, path: Path, vocabularies: dict[str, Vocabulary]) -> dict[str, tuple[Need, ...]]:
        found = read_needs(path, self.name, vocabularies, self.problems)
        self.places |= {f"needs: {c}": partial(_known, place) for c, (place, _) in found.items()}
        return {code: needs for code, (_, needs) in found.items()}

    def catalogue(
        self, part: str, key: str, record: type[Any], vocabularies: dict[str, Vocabulary]
    ) -> list[Any]:
        members: list[Any] = []
        for toml in self.tomls(f"catalogue/{part}"):
            records = read_records(toml, key, record, vocabularies, self.problems)
            for index, member in enumerate(records):
                # Lines are looked up only when a problem is told: most readings tell none.
                place = partial(toml.place, key, index)
                if other := self.places.get(member.id):
                    self.problems.append(
                        Problem(
                            "id-twice",
                            place(),
                            f"id `{member.id}` twice",
                            "each id once",
                            f"the other stands at {other()}",
                        )
                    )
                self.places[member.id] = place
            members.extend(records)
        return members

    def closeness(self, path: Path, occupations: list[Occupation]) -> Any:
        try:
            codes, table = read_closeness(path)
        except StempathError as error:
            for problem in error.problems:
                place = replace(problem.place, file=self.name(path))
                self.problems.append(replace(problem, place=place))
            codes, table = [], None
        if table is not None and codes != [occupation.code for occupation in occupations]:
            self.problems.append(
                Problem(
                    "codes",
                    Place(self.name(path), 1),
                    "other codes than occupations.csv",
                    "the same codes in the same order",
                    "restore both files, or build the table again",
                )
            )
        return table

    def sources(self, vocabularies: dict[str, Vocabulary]) -> dict[str, Source]:
        toml = self.toml(self.folder / "catalogue" / "sources.toml")
        records = read_records(toml, "source", Source, vocabularies, self.problems)
        return {source.id: source for source in records}

    def listing(
        self, facts: dict[str, dict[str, Fact]], vocabularies: dict[str, Vocabulary]
    ) -> Listing:
        path = self.folder / "advice" / "list.toml"
        return read_listing(self.toml(path), facts, vocabularies, self.problems)


def _known(place: Place) -> Place:
    return place
