"""What `?` shows: why a question is asked, and what its answer changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stempath.engine.ruleset import Law, RuleSet
from stempath.model.fact import declared
from stempath.model.person import Person
from stempath.model.question import Part, Question
from stempath.rulebook.clauses import OF_SKILLS

LONGEST = 90  # characters of the example
_EFFECTS = {  # in the order of telling
    "points": "change the order",
    "lift": "change the order",
    "require": "shut some out",
    "note": "add advice",
}
_LISTS = {"offering": "offerings", "move": "moves"}
_GAP = re.compile(r"\{(?:\w+\.)?(\w+)\}")  # what the answers fill in
_SHARED = "what both name"  # `{shared}`: what two lists have in common


def about(rules: RuleSet, question: Question, part: Part) -> Sequence[str]:
    """Two lines: why it is asked; and how many rules read it, what they do, and what one says."""
    return [question.why, *_reach(rules, part.fact)]


def _reach(rules: RuleSet, fact: str) -> Iterator[str]:
    names = {f"person.{name}" for name in _followers(rules, fact)}
    if declared(Person)[fact].type == "ratings":
        names |= {*OF_SKILLS}
    laws = [
        law
        for program in (rules.offerings, rules.moves)
        for law in program.laws
        if names & set(_clause_words(law))
    ]
    if not laws:
        return
    one = len(laws) == 1
    count, they = ("One rule reads", "It") if one else (f"{len(laws)} rules read", "They")
    lists = [words for about, words in _LISTS.items() if any(law.about == about for law in laws)]
    where = f", on {' and '.join(lists)}" if lists else ""
    effects = {law.effect for law in laws}
    can = list(dict.fromkeys(words for key, words in _EFFECTS.items() if key in effects))
    all_of_it = " or ".join(filter(None, (", ".join(can[:-1]), can[-1])))
    telling = max(laws, key=lambda law: _telling(law, f"person.{fact}"))
    example = f" One says: “{_said(telling)}”" if _said(telling) else ""
    yield f"{count} your answer{where}. {they} can {all_of_it}.{example}"


def _telling(law: Law, fact: str) -> tuple[bool, bool, bool, int, int]:
    """How well a rule serves as the example: short, of this answer, whole, of few facts, heavy."""
    words = list(_clause_words(law))
    facts = sum("." in word for word in words)
    return bool(_said(law)), fact in words, "[" not in _said(law), -facts, abs(law.points)


def _said(law: Law) -> str:
    """What a rule says where it counts, a fact by its name in brackets; empty where it is long."""
    words = _GAP.sub(lambda gap: f"[{_name(gap[1])}]", law.why or law.why_not)
    return words if len(words) <= LONGEST else ""


def _name(fact: str) -> str:
    return _SHARED if fact == "shared" else fact.replace("_", " ")


def _followers(rules: RuleSet, fact: str) -> set[str]:
    """The fact and all derived from it; from ratings also what is held and what moves lack."""
    found = {fact}
    if declared(Person)[fact].type == "ratings":
        found |= {d.name for d in rules.derivations if d.how in ("gaps", "held")}
    for derivation in rules.derivations:  # in the order of declaration, so that steps chain
        if found & {source.partition(".")[2] for source in derivation.sources}:
            found.add(derivation.name)
    return found


def _clause_words(law: Law) -> Iterator[str]:
    for clause in (*law.when, *law.unless, *law.require):
        yield from clause.split()
