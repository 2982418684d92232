"""The questions of the interview, from rules/interview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from stempath.model.fact import Fact
from stempath.model.question import Part, Question
from stempath.model.ratings import HIGHEST, LEVELS, LOWEST_RATING
from stempath.model.rule import Clause
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, shown
from stempath.rulebook.clauses import Facts, Misfit, read_clause
from stempath.rulebook.records import tables_of, unknown_key
from stempath.tables import Toml

STAGES = ("first", "sharpen")
RATINGS = "ratings"  # a level for each of a few skills
KINDS = ("search", "choice", "choices", "number", "yes-no", "text", RATINGS)
_PART_KEYS = (
    "fact", "ask", "label", "help", "kind", "list", "optional", "when", "most", "seconds", "also",
)  # fmt: skip
_KEYS = ("id", "stage", "facts", "why", "private", "part", *_PART_KEYS[1:])


def read_questions(
    toml: Toml, facts: Facts, vocabularies: Mapping[str, Vocabulary], problems: list[Problem]
) -> Iterator[Question]:
    """The sound questions of one file; what is wrong goes to `problems`.

    A question that fills one fact may say all in its own table; otherwise each part has its own.
    """
    for key in toml.data:
        if key != "question":
            problems.append(unknown_key(toml.place(key), key, ["question"]))
    for index, table in enumerate(tables_of(toml, "question", problems)):
        place = toml.place("question", index)
        before = len(problems)
        for key in table:
            if key not in _KEYS:
                problems.append(unknown_key(toml.place("question", index, key), key, list(_KEYS)))
        for key in ("id", "ask", "why"):
            if not isinstance(table.get(key), str) or not table[key]:
                problems.append(Problem("missing", place, f"no `{key}`", f"`{key}`: text"))
        if table.get("stage") not in STAGES:
            problems.append(Problem("value", place, shown(table.get("stage")), " or ".join(STAGES)))
        written = table.get("part") or [
            {k: v for k, v in table.items() if k in _PART_KEYS and k != "when"}
            | {"fact": next(iter(table.get("facts", [])), None)}
        ]
        parts = [
            part
            for number, entry in enumerate(written)
            if (
                part := _part(
                    toml.place("question", index, "part", number), entry, facts, vocabularies,
                    problems,
                )
            )
        ]  # fmt: skip
        if [part.get("fact") for part in written] != table.get("facts"):
            problems.append(
                Problem(
                    "facts", place, shown(table.get("facts")), "the facts of its parts, in order"
                )
            )
        when = _clauses(table.get("when", []), place, facts, vocabularies, problems)
        if len(problems) == before:
            yield Question(
                id=table["id"], stage=table["stage"], ask=table["ask"], why=table["why"],
                help=table.get("help", ""), private=table.get("private", False),
                when=when, parts=tuple(parts), place=place,
            )  # fmt: skip


def _part(
    place: Place,
    written: Mapping[str, Any],
    facts: Facts,
    vocabularies: Mapping[str, Vocabulary],
    problems: list[Problem],
) -> Part | None:
    before = len(problems)
    for key in written:
        if key not in _PART_KEYS:
            problems.append(unknown_key(place, key, list(_PART_KEYS)))
    if (fact := written.get("fact")) not in facts["person"]:
        near = get_close_matches(str(fact), list(facts["person"]), n=1)
        remedy = f"did you mean `{near[0]}`?" if near else ""
        problems.append(Problem("fact", place, shown(fact), "a fact of a person", remedy))
    if written.get("kind") not in KINDS:
        problems.append(
            Problem("kind", place, shown(written.get("kind")), "one of " + ", ".join(KINDS))
        )
    elif told := facts["person"].get(str(fact)):
        problems.extend(_rating_problems(place, written["kind"], told))
    if written.get("list") and written["list"] not in vocabularies:
        problems.append(Problem("list", place, shown(written["list"]), "a vocabulary"))
    if written.get("kind") == RATINGS:
        problems.extend(_level_problems(place, vocabularies))
    label, seconds, also = written.get("label"), written.get("seconds"), written.get("also", [])
    if not isinstance(label, str) or not label:
        problems.append(Problem("missing", place, "no `label`", "`label`: a few words"))
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 1:
        expected = "whole seconds, such as 15"
        problems.append(Problem("seconds", place, shown(seconds), expected))
    if not isinstance(also, list) or not all(name in facts["person"] for name in also):
        problems.append(Problem("also", place, shown(also), "a list of facts of a person"))
    when = _clauses(written.get("when", []), place, facts, vocabularies, problems)
    if len(problems) > before:
        return None
    return Part(
        fact=written["fact"], kind=written["kind"], ask=written.get("ask", ""),
        label=written["label"], seconds=written["seconds"], also=tuple(also),
        help=written.get("help", ""), vocabulary=written.get("list", ""),
        optional=written.get("optional", True), most=written.get("most"), when=when,
    )  # fmt: skip


def _rating_problems(place: Place, kind: str, fact: Fact) -> Iterator[Problem]:
    if (kind == RATINGS) != (fact.type == RATINGS):
        fits = RATINGS if fact.type == RATINGS else f"another kind than {RATINGS}"
        yield Problem("kind", place, f"{shown(kind)} for `{fact.name}`", fits)


def _level_problems(place: Place, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Problem]:
    """Levels are numbers that people see, so that each has to be there, in its place."""
    levels = [str(level) for level in range(LOWEST_RATING, HIGHEST + 1)]
    found = list(vocabularies[LEVELS].names) if LEVELS in vocabularies else []
    if found != levels:
        written, expected = f"{LEVELS} {', '.join(found) or 'not there'}", ", ".join(levels)
        yield Problem("list", place, written, f"the levels {expected}, in this order")


def _clauses(
    texts: list[str],
    place: Place,
    facts: Facts,
    vocabularies: Mapping[str, Vocabulary],
    problems: list[Problem],
) -> tuple[Clause, ...]:
    found = []
    for text in texts:
        try:
            found.append(read_clause(text, facts, vocabularies))
        except Misfit as misfit:
            problems.append(Problem("clause", place, misfit.found, misfit.expected, misfit.remedy))
    return tuple(found)
