"""Rule files -> rules: each table held to one effect, its clauses and its words checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import partial
from string import Formatter
from typing import Any, get_args

from stempath.model.fact import Fact
from stempath.model.listing import Band, Cap, Listing
from stempath.model.ratings import HIGHEST
from stempath.model.rule import About, Clause, Effect, Rule, Subject
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, shown
from stempath.rulebook.clauses import MEASURES, PERCENT, Facts, Misfit, read_clause
from stempath.rulebook.records import ID, id_problem, misfit, tables_of, unknown_key
from stempath.tables import Toml

SLOTS = (
    "opening",
    "support",
    "bring",
    "staying",
    "this-week",
    "ask",
    "check",
    "moves",
    "apart",
    "not-asked",
)
WORDS = ("why", "why_not", "if_unknown", "note", "neutral")
_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
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


_KIND_WORDS: Mapping[type, str] = {
    str: "text in quotes",
    list: "a list of clauses in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a date without quotes, such as 2026-01-31",
}


def read_rules(
    toml: Toml, facts: Facts, vocabularies: Mapping[str, Vocabulary], problems: list[Problem]
) -> Iterator[Rule]:
    """The sound rules of one file; what is wrong goes to `problems`."""
    for key in toml.data:
        if key != "rule":
            problems.append(unknown_key(toml.place(key), key, ["rule"]))
    for index, table in enumerate(tables_of(toml, "rule", problems)):
        before = len(problems)
        problems.extend(_shape_problems(toml, index, table))
        clauses = _read_clauses(toml, index, table, facts, vocabularies, problems)
        if len(problems) > before:
            continue
        rule = _rule(toml, index, table, clauses)
        problems.extend(_word_problems(rule, facts, partial(toml.place, "rule", index)))
        if len(problems) == before:
            yield rule


_ANY = 1_000_000
_MOST_STEPS = 5  # of a chain of moves: more is no advice
# The numbers of list.toml, and the most that each can be.
_NUMBERS = {
    "first": _ANY, "length": _ANY, "least": _ANY, "lift_within": _ANY, "leaders": _ANY,
    "apart": _ANY, "course_weeks": _ANY, "gaps": _ANY, "gaps_told": _ANY, "rated": _ANY,
    "study_share": 100, "study_level": HIGHEST, "step_closeness": 100, "most_steps": _MOST_STEPS,
}  # fmt: skip


def read_listing(
    toml: Toml, facts: Facts, vocabularies: Mapping[str, Vocabulary], problems: list[Problem]
) -> Listing:
    """How lists are cut, from list.toml."""
    data = toml.data
    numbers: dict[str, int] = {}
    for name, limit in _NUMBERS.items():
        value = data.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= limit:
            written = f"no `{name}`" if value is None else shown(value)
            upto = "" if limit == _ANY else f" to {limit}"
            expected = f"a whole number from 1{upto} for `{name}`"
            problems.append(Problem("value", toml.place(name), written, expected))
            value = 1
        numbers[name] = value
    caps = []
    for index, cap in enumerate(tables_of(toml, "cap", problems)):
        about, fact, most = cap.get("about", ""), cap.get("fact", ""), cap.get("most")
        known = facts.get(about, {}) if about in ("offering", "move") else {}
        if fact not in known or not isinstance(most, int) or most < 1:
            near = get_close_matches(str(fact), list(known), n=1)
            problems.append(
                Problem(
                    "cap",
                    toml.place("cap", index),
                    f"a cap about {shown(about)} on {shown(fact)}, most {shown(most)}",
                    "about (offering or move), a declared fact of it, and most (1 or more)",
                    f"did you mean `{near[0]}`?" if near and near[0] != fact else "",
                )
            )
            continue
        caps.append(Cap(about, fact, most))
    for key in data:
        if key not in (*numbers, "courses", "cap", "closeness"):
            known_keys = [*numbers, "courses", "cap", "closeness"]
            problems.append(unknown_key(toml.place(key), key, known_keys))
    return Listing(
        **numbers,
        courses=_courses(toml, vocabularies, problems),
        caps=tuple(caps),
        bands=_bands(toml, problems),
    )


def _courses(
    toml: Toml, vocabularies: Mapping[str, Vocabulary], problems: list[Problem]
) -> tuple[str, ...]:
    fact = Fact("courses", "id", many=True, vocabulary="kinds")
    written = toml.data.get("courses", [])
    if why := misfit(fact, written, vocabularies):
        problems.append(Problem("value", toml.place("courses"), *why))
        return ()
    return tuple(written)


def _bands(toml: Toml, problems: list[Problem]) -> tuple[Band, ...]:
    bands = []
    for index, table in enumerate(tables_of(toml, "closeness", problems)):
        least, words = table.get("least"), table.get("words")
        whole = isinstance(least, int) and not isinstance(least, bool) and 0 <= least <= 100
        if not (whole and isinstance(words, str) and words):
            problems.append(
                Problem(
                    "closeness",
                    toml.place("closeness", index),
                    f"closeness from {shown(least)} as {shown(words)}",
                    "`least`, a whole number from 0 to 100, and `words`",
                )
            )
            continue
        bands.append(Band(int(str(least)), words))
    return tuple(sorted(bands, key=lambda band: -band.least))


def _shape_problems(toml: Toml, index: int, table: Mapping[str, Any]) -> Iterator[Problem]:
    def at(key: str = "") -> Place:
        return toml.place("rule", index, key) if key else toml.place("rule", index)

    for key, value in table.items():
        if key not in _KINDS:
            yield unknown_key(at(key), key, list(_KINDS))
        elif not isinstance(value, _KINDS[key]) or (isinstance(value, bool) and _KINDS[key] is int):
            yield Problem("value", at(key), shown(value), f"`{key}`: {_KIND_WORDS[_KINDS[key]]}")
        elif isinstance(value, list) and not all(isinstance(item, str) for item in value):
            yield Problem("value", at(key), shown(value), "a list of clauses in quotes")
    for key in ("id", "about", "source", "reviewed"):
        if key not in table:
            yield Problem("missing", at(), f"no `{key}`", f"`{key}` in every rule")
    if isinstance(id_ := table.get("id"), str) and not ID.match(id_):
        yield id_problem(at("id"), id_)
    about = table.get("about")
    if isinstance(about, str) and about not in ("offering", "move", "person"):
        yield Problem("about", at("about"), f"`{about}`", "offering, move or person")
    strong: tuple[Effect, ...] = ("points", "require", "lift")
    effects = [effect for effect in strong if effect in table]
    if not effects and "note" in table:
        effects = ["note"]
    if len(effects) != 1:
        found = " and ".join(effects) or "no effect"
        yield Problem(
            "effect", at(), found, "exactly one of points, require, note, lift",
            "write two rules" if effects else "say what the rule does",
        )  # fmt: skip
        return
    effect = effects[0]
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
    if table.get("require") == []:
        yield Problem("effect", at("require"), "an empty `require`", "at least one clause")
    if isinstance(lift := table.get("lift"), int) and lift < 1:
        yield Problem("lift", at("lift"), f"position {lift}", "a position from 1")
    if table.get("points") == 0:
        yield Problem("points", at("points"), "0 points", "a whole number other than 0")
    if about == "person" and effect != "note":
        yield Problem("effect", at(), f"{effect} about the person", "a note")
    if about == "person" and table.get("slot") not in SLOTS:
        found = shown(table["slot"]) if "slot" in table else "no `slot`"
        yield Problem("slot", at("slot"), found, "one of " + ", ".join(SLOTS))
    if "times" in table and table["times"] not in PERCENT:
        expected = "a measure from 0 to 100: " + " or ".join(PERCENT)
        yield Problem("times", at("times"), shown(table["times"]), expected)
    elif "times" in table and about != "move":
        yield Problem("times", at("times"), f"a measure in a rule about {about}", "about = move")


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
                        _in_rule(misfit.found, text, table),
                        misfit.expected,
                        misfit.remedy,
                    )
                )
                continue
            for subject in clause.subjects:
                if subject.of not in ("person", about) and about in get_args(About):
                    problems.append(
                        Problem(
                            "clause",
                            place,
                            f"`{subject}` in a rule about {about}",
                            f"facts of person or {about}",
                        )
                    )
            measured = [subject for subject in clause.subjects if subject in MEASURES]
            if measured and (
                clause.operator not in _COMPARISONS
                or isinstance(clause.right, Subject)
                or key == "unless"
            ):
                found_text = _in_rule(f"`{text}`", text, table)
                expected = "a measure compared with a number, in `when` or `require`"
                problems.append(Problem("clause", place, found_text, expected))
            clauses.append(clause)
        found[key] = tuple(clauses)
    return found


def _in_rule(found: str, text: str, table: Mapping[str, Any]) -> str:
    """What was found, with the clause and the rule that it stands in."""
    clause = "" if found == f"`{text}`" else f" in `{text}`"
    return f"{found}{clause} of rule `{table.get('id', '?')}`"


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


def _word_problems(rule: Rule, facts: Facts, at: Callable[[str], Place]) -> Iterator[Problem]:
    # What is known only where a requirement could be decided cannot stand in `if_unknown`.
    asked, decided = made_known(rule.when), made_known(rule.when + rule.require)
    for key in WORDS:
        known = decided if key == "why_not" else asked | {rule.times} if rule.times else asked
        words = getattr(rule, key)
        try:
            names = placeholders(words)
        except ValueError:
            yield Problem("words", at(key), shown(words), "braces in pairs, `{subject.fact}`")
            continue
        for name in names:
            if name == "shared":
                if not any(_joins_lists(clause) for clause in rule.when):
                    yield Problem(
                        "words",
                        at(key),
                        "{shared} without a join of lists",
                        "a `has` or `in` between two subjects in `when`",
                    )
            elif problem := unknown_name(name, known, facts):
                found, expected, remedy = problem
                yield Problem("words", at(key), f"{found} in `{key}`", expected, remedy)


def made_known(clauses: Iterable[Clause]) -> set[str]:
    """The facts that are stated wherever all of the clauses hold."""
    return {str(s) for clause in clauses if clause.operator != "unknown" for s in clause.subjects}


def unknown_name(name: str, known: set[str], facts: Facts) -> tuple[str, str, str] | None:
    """(found, expected, remedy) where the words cannot rely on `{name}`; None where they can."""
    subject, _, fact_name = name.partition(".")
    fact = facts.get(subject, {}).get(fact_name)
    if fact is None and name not in {str(measure) for measure in MEASURES}:
        names = [f"{of}.{declared}" for of, many in facts.items() for declared in many]
        near = get_close_matches(name, names, n=1)
        remedy = f"did you mean `{{{near[0]}}}`?" if near else ""
        return f"{{{name}}}", "a declared fact in braces", remedy
    if name in known or (fact and fact.required):
        return None
    return (
        f"{{{name}}}, which may be unknown,",
        "a clause that makes it known",
        f'add "{name} known" to `when`',
    )


def _joins_lists(clause: Clause) -> bool:
    return clause.operator in ("has", "in") and len(clause.subjects) == 2
