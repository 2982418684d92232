"""Rule files -> rules: each table held to one effect, its clauses and its words checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from string import Formatter
from typing import Any

from stempath.model.fact import Fact
from stempath.model.rule import About, Cap, Clause, Effect, Listing, Rule
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, shown
from stempath.rulebook.clauses import MEASURES, Facts, Misfit, read_clause
from stempath.rulebook.records import unknown_key
from stempath.tables import Toml

SLOTS = (
    "opening",
    "support",
    "bring",
    "staying",
    "this-week",
    "ask",
    "check",
    "apart",
    "not-asked",
)
_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_ALWAYS = {"id", "about", "when", "unless", "source", "reviewed"}
_EFFECTS: Mapping[Effect, set[str]] = {
    "points": {"points", "times", "why", "neutral"},
    "require": {"require", "why_not", "if_unknown", "hold", "closed", "apart"},
    "note": {"note", "slot", "neutral"},
    "lift": {"lift", "note"},
}
_NEEDS: Mapping[Effect, tuple[str, ...]] = {
    "points": ("why",),
    "require": ("why_not",),
    "note": ("note",),
    "lift": ("note",),
}
_KINDS: Mapping[str, type] = {
    "id": str, "about": str, "when": list, "unless": list, "require": list, "points": int,
    "times": str, "why": str, "why_not": str, "if_unknown": str, "note": str, "neutral": str,
    "slot": str, "lift": int, "hold": bool, "closed": bool, "apart": str, "source": str,
    "reviewed": date,
}  # fmt: skip


def read_rules(
    toml: Toml, facts: Facts, vocabularies: Mapping[str, Vocabulary], problems: list[Problem]
) -> Iterator[Rule]:
    """The sound rules of one file; what is wrong goes to `problems`."""
    for key in toml.data:
        if key != "rule":
            problems.append(unknown_key(toml.place(key), key, ["rule"]))
    for index, table in enumerate(toml.data.get("rule", [])):
        before = len(problems)
        problems.extend(_shape_problems(toml, index, table))
        clauses = _read_clauses(toml, index, table, facts, vocabularies, problems)
        if len(problems) > before:
            continue
        rule = _rule(toml, index, table, clauses)
        problems.extend(_word_problems(rule, facts))
        if len(problems) == before:
            yield rule


def read_listing(toml: Toml, facts: Facts, problems: list[Problem]) -> Listing:
    """How lists are cut, from list.toml."""
    data = toml.data
    numbers = {}
    for name in ("first", "length", "lift_within"):
        value = data.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            problems.append(
                Problem("value", toml.place(name), shown(value), f"a whole number for `{name}`")
            )
            value = 1
        numbers[name] = value
    caps = []
    for index, cap in enumerate(data.get("cap", [])):
        about, fact, most = cap.get("about"), cap.get("fact", ""), cap.get("most")
        known = facts.get(about, {}) if about in ("offering", "move") else {}
        if fact not in known or not isinstance(most, int) or most < 1:
            problems.append(
                Problem(
                    "cap",
                    toml.place("cap", index),
                    shown(cap),
                    "about (offering or move), a declared fact of it, and most",
                )
            )
            continue
        caps.append(Cap(about, fact, most))
    for key in data:
        if key not in (*numbers, "cap"):
            problems.append(unknown_key(toml.place(key), key, [*numbers, "cap"]))
    return Listing(**numbers, caps=tuple(caps))


def _shape_problems(toml: Toml, index: int, table: Mapping[str, Any]) -> Iterator[Problem]:
    def at(key: str = "") -> Place:
        return toml.place("rule", index, key) if key else toml.place("rule", index)

    for key, value in table.items():
        if key not in _KINDS:
            yield unknown_key(at(key), key, list(_KINDS))
        elif not isinstance(value, _KINDS[key]) or (isinstance(value, bool) and _KINDS[key] is int):
            yield Problem("value", at(key), shown(value), f"`{key}` as {_KINDS[key].__name__}")
        elif isinstance(value, list) and not all(isinstance(item, str) for item in value):
            yield Problem("value", at(key), shown(value), "a list of clauses in quotes")
    for key in ("id", "about", "source", "reviewed"):
        if key not in table:
            yield Problem("missing", at(), f"no `{key}`", f"`{key}` in every rule")
    if isinstance(id_ := table.get("id"), str) and not _ID.match(id_):
        yield Problem("id", at("id"), shown(id_), "lower-case words joined by hyphens")
    about = table.get("about")
    if isinstance(about, str) and about not in ("offering", "move", "person"):
        yield Problem("about", at("about"), f"`{about}`", "offering, move or person")
    effects = [effect for effect in ("points", "require", "lift") if effect in table]
    if not effects and "note" in table:
        effects = ["note"]
    if len(effects) != 1:
        found = " and ".join(effects) or "no effect"
        yield Problem(
            "effect", at(), found, "exactly one of points, require, note, lift",
            "write two rules" if effects else "say what the rule does",
        )  # fmt: skip
        return
    effect: Effect = effects[0]  # type: ignore[assignment]
    for key in table:
        if key in _KINDS and key not in _ALWAYS | _EFFECTS[effect]:
            yield Problem(
                "effect",
                at(key),
                f"`{key}` in a rule with {effect}",
                "keys of that effect: " + ", ".join(sorted(_EFFECTS[effect])),
            )
    for key in _NEEDS[effect]:
        if not table.get(key):
            yield Problem("missing", at(), f"no `{key}`", f"`{key}`: the words for the person")
    if table.get("points") == 0:
        yield Problem("points", at("points"), "0 points", "a whole number other than 0")
    if about == "person" and effect != "note":
        yield Problem("effect", at(), f"{effect} about the person", "a note")
    if about == "person" and table.get("slot") not in SLOTS:
        yield Problem("slot", at("slot"), shown(table.get("slot")), "one of " + ", ".join(SLOTS))
    if "times" in table and table["times"] not in {str(measure) for measure in MEASURES}:
        yield Problem("times", at("times"), shown(table["times"]), "a measure: move.closeness")


def _read_clauses(
    toml: Toml,
    index: int,
    table: Mapping[str, Any],
    facts: Facts,
    vocabularies: Mapping[str, Vocabulary],
    problems: list[Problem],
) -> dict[str, tuple[Clause, ...]]:
    about = table.get("about")
    found: dict[str, tuple[Clause, ...]] = {}
    for key in ("when", "unless", "require"):
        clauses = []
        texts = table.get(key, [])
        for text in texts if isinstance(texts, list) else []:
            if not isinstance(text, str):
                continue
            place = toml.place("rule", index, key)
            try:
                clause = read_clause(text, facts, vocabularies)
            except Misfit as misfit:
                problems.append(
                    Problem(
                        "clause",
                        place,
                        f"{misfit.found} in `{text}`"
                        if misfit.found not in (f"`{text}`",)
                        else misfit.found,
                        misfit.expected,
                        misfit.remedy,
                    )
                )
                continue
            for subject in clause.subjects:
                if subject.of not in ("person", about):
                    problems.append(
                        Problem(
                            "clause",
                            place,
                            f"`{subject}` in a rule about {about}",
                            f"facts of person or {about}",
                        )
                    )
            measured = [subject for subject in clause.subjects if subject in MEASURES]
            if measured and isinstance(clause.right, type(clause.left)):
                problems.append(
                    Problem("clause", place, f"`{text}`", "a measure compared with a number")
                )
            clauses.append(clause)
        found[key] = tuple(clauses)
    return found


def _rule(
    toml: Toml, index: int, table: Mapping[str, Any], clauses: Mapping[str, tuple[Clause, ...]]
) -> Rule:
    about: About = table["about"]
    order: tuple[Effect, ...] = ("points", "require", "lift", "note")
    effect = next(effect for effect in order if effect in table)
    rest: dict[str, Any] = {
        key: value for key, value in table.items()
        if key not in ("when", "unless", "require", "about")
    }  # fmt: skip
    place = toml.place("rule", index)
    return Rule(about=about, effect=effect, place=place, **rest, **dict[str, Any](clauses))


def placeholders(words: str) -> list[str]:
    """The `{…}` names in a rule's words.

    Raises:
        ValueError: braces that do not pair.
    """
    return [name for _text, name, _spec, _how in Formatter().parse(words) if name is not None]


def _word_problems(rule: Rule, facts: Facts) -> Iterator[Problem]:
    made_known = {
        str(subject)
        for clause in (*rule.when, *(rule.require if rule.effect == "require" else ()))
        if clause.operator != "unknown"
        for subject in clause.subjects
    }
    if rule.times:
        made_known.add(rule.times)
    for words in rule.words:
        try:
            names = placeholders(words)
        except ValueError as error:
            yield Problem("words", rule.place, f"{shown(words)}: {error}", "paired braces")
            continue
        for name in names:
            if name == "shared":
                if not any(_joins_lists(clause, facts) for clause in rule.when):
                    yield Problem(
                        "words",
                        rule.place,
                        "{shared} without a join of lists",
                        "a `has` or `in` between two subjects in `when`",
                    )
                continue
            subject, _, fact = name.partition(".")
            required = fact in facts.get(subject, {}) and facts[subject][fact].required
            if fact not in facts.get(subject, {}) and name not in {str(m) for m in MEASURES}:
                yield Problem("words", rule.place, f"{{{name}}}", "a declared fact in braces")
            elif name not in made_known and not required:
                yield Problem(
                    "words",
                    rule.place,
                    f"{{{name}}} may be unknown",
                    "a clause that makes it known",
                    f'add "{name} known" to `when`',
                )
    # What is only known when a requirement could be decided cannot stand in `if_unknown`.
    asked = {
        str(s) for clause in rule.when if clause.operator != "unknown" for s in clause.subjects
    }
    try:
        doubtful = placeholders(rule.if_unknown)
    except ValueError:
        return
    for name in doubtful:
        subject, _, fact = name.partition(".")
        known = facts.get(subject, {}).get(fact)
        if name not in asked and not (known and known.required) and name != "shared":
            yield Problem(
                "words",
                rule.place,
                f"{{{name}}} in if_unknown may be unknown",
                "a clause of `when` that makes it known",
            )


def _joins_lists(clause: Clause, facts: Mapping[str, Mapping[str, Fact]]) -> bool:
    return clause.operator in ("has", "in") and len(clause.subjects) == 2
