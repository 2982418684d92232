"""The rules of a quiz: each held to one effect, its clauses, words and sources checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any

from stempath.model.fact import declare
from stempath.model.quiz import SUBJECT, Effect, QuizRule
from stempath.model.rule import Clause
from stempath.model.source import Source
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, shown
from stempath.record import record
from stempath.rulebook.clauses import Facts, Misfit, read_clause
from stempath.rulebook.records import table_problems
from stempath.rulebook.rules import made_known, placeholders, unknown_name
from stempath.tables import Toml

SLOTS = ("support", "step", "check")
OWN = "own judgement"
_CLAUSES = ("when", "unless", "require")
_WORDS: Mapping[Effect, str] = {"points": "why", "require": "why_not", "note": "note"}
_EFFECTS: Mapping[Effect, tuple[str, ...]] = {
    "points": ("points", "towards", "why"),
    "require": ("require", "of", "why_not"),
    "note": ("note", "slot"),
}
_ALWAYS = ("id", "about", "when", "unless", "source", "reviewed")


@record(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A table [[rule]]."""

    id: str = declare(required=True)
    about: str = declare(required=True)
    when: tuple[str, ...] | None = declare(many=True)
    unless: tuple[str, ...] | None = declare(many=True)
    require: tuple[str, ...] | None = declare(many=True)
    points: int | None = declare("integer", least=1, most=100)
    towards: str | None = declare()
    of: str | None = declare()
    why: str | None = declare()
    why_not: str | None = declare()
    note: str | None = declare()
    slot: str | None = declare()
    source: str = declare(required=True)
    reviewed: date = declare("date", required=True)


def cited(rule: QuizRule) -> list[str]:
    """The sources that a rule names, ids of the catalogue or addresses; none for our own."""
    return [] if rule.source == OWN else rule.source.split(";")


class RuleReader:
    """The reading of one quiz's rules: the facts that they may read, and the sources they name."""

    def __init__(
        self, toml: Toml, facts: Facts, lists: Mapping[str, Vocabulary], lost: bool,
        sources: Mapping[str, Source],
    ) -> None:  # fmt: skip
        self.toml, self.facts, self.lists = toml, facts, lists
        self.lost, self.sources = lost, sources

    def read(self, tables: list[dict[str, Any]], problems: list[Problem]) -> Iterator[QuizRule]:
        """The sound rules; what is wrong goes to `problems`."""
        for index, table in enumerate(tables):
            at = partial(self.toml.place, "rule", index)
            found = list(table_problems(self.toml, ("rule", index), table, _Rule, {}))
            effect, wrong = _effect(table, at)
            found += wrong
            clauses = {key: self._clauses(table, key, at, found) for key in _CLAUSES}
            if effect and not found:
                known = made_known(clauses["when"] + clauses["require"])
                found += self._words(table[_WORDS[effect]], known, at(_WORDS[effect]))
            if isinstance(source := table.get("source"), str):
                found += self._source(source, at("source"))
            problems.extend(found)
            if effect and not found:
                yield QuizRule(
                    id=table["id"], effect=effect, **clauses, words=table[_WORDS[effect]],
                    outcome=table.get("towards") or table.get("of") or "",
                    points=table.get("points", 0), slot=table.get("slot", ""),
                    source=table["source"], reviewed=table["reviewed"], place=at(),
                )  # fmt: skip

    def _clauses(
        self, table: Mapping[str, Any], key: str, at: Callable[..., Place], problems: list[Problem]
    ) -> tuple[Clause, ...]:
        clauses = []
        texts = table.get(key, [])
        for text in texts if isinstance(texts, list) else ():
            if not isinstance(text, str):
                continue
            try:
                clause = read_clause(text, self.facts, self.lists)
            except Misfit as misfit:
                if not self._lost(text):
                    found = misfit.found if text in misfit.found else f"{misfit.found} in `{text}`"
                    what, remedy = misfit.expected, misfit.remedy
                    problems.append(Problem("clause", at(key), found, what, remedy))
                continue
            if clause.left.of != SUBJECT:
                expected = f"facts of {SUBJECT}"
                problems.append(Problem("clause", at(key), f"`{clause.left}`", expected))
            clauses.append(clause)
        return tuple(clauses)

    def _words(self, words: str, known: set[str], place: Place) -> Iterator[Problem]:
        try:
            names = placeholders(words)
        except ValueError:
            yield Problem(
                "words", place, shown(words), f"braces in pairs, `{{{SUBJECT}.question}}`"
            )
            return
        for name in names:
            problem = unknown_name(name, known, self.facts)
            if problem and not self._lost(name):
                yield Problem("words", place, *problem)

    def _lost(self, text: str) -> bool:
        """Whether `text` may name a question that was lost, which is told already."""
        named = re.findall(rf"\b{SUBJECT}\.([a-z0-9_]+)", text)
        return self.lost and any(name not in self.facts[SUBJECT] for name in named)

    def _source(self, written: str, place: Place) -> Iterator[Problem]:
        for source in written.split(";") if written != OWN else ():
            if source not in self.sources and not source.startswith(("https://", "http://")):
                near = get_close_matches(source, [*self.sources, OWN], n=1)
                expected = f"an address, an id of catalogue/sources.toml, or {OWN}"
                remedy = f"did you mean `{near[0]}`?" if near else ""
                yield Problem("source", place, f"source {shown(source)}", expected, remedy)


def _effect(
    table: Mapping[str, Any], at: Callable[..., Place]
) -> tuple[Effect | None, list[Problem]]:
    """The one effect of a rule, and what its keys have that does not fit it."""
    problems = []
    if isinstance(about := table.get("about"), str) and about != SUBJECT:
        problems.append(Problem("about", at("about"), shown(about), f'about = "{SUBJECT}"'))
    effects = [effect for effect in _EFFECTS if effect in table]
    if len(effects) != 1:
        found, remedy = " and ".join(effects) or "no effect", "say what the rule does"
        expected = "exactly one of points, require, note"
        remedy = "write two rules" if effects else remedy
        problems.append(Problem("effect", at(), found, expected, remedy))
        return None, problems
    effect = effects[0]
    keys = _EFFECTS[effect]
    for key in table:
        if key not in (*_ALWAYS, *keys) and any(key in other for other in _EFFECTS.values()):
            what = "keys of that effect: " + ", ".join(keys)
            found = f"`{key}` in a rule with {effect}"
            problems.append(Problem("effect", at(key), found, what))
    problems += [
        Problem(
            "missing", at(), f"no `{key}` in {table.get('id')}", f"`{key}` in a rule with {effect}"
        )
        for key in keys
        if table.get(key) in (None, "", [])
    ]
    slot = table.get("slot")
    if isinstance(slot, str) and slot and slot not in SLOTS:
        problems.append(Problem("slot", at("slot"), shown(slot), "one of " + ", ".join(SLOTS)))
    return effect, problems
