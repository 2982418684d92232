"""One condition of a rule in words: what it asks, and what it read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stempath.engine.words import NOT_STATED, fact_words
from stempath.model.fact import Item, Value
from stempath.model.rule import Subject
from stempath.rulebook.clauses import read_clause
from stempath.screen.words import plain_name

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.engine.why import ClauseLine

HOLDS = 2  # level of a clause that is true
_STANDS = ("no", "not known", "yes")  # by level
_PARTS: Mapping[str, str] = {"when": "", "unless": "unless ", "require": "asked is that "}
_ASKS: Mapping[str, str] = {
    "=": "is {}",
    "!=": "is not {}",
    "<": "is below {}",
    "<=": "is at most {}",
    ">": "is above {}",
    ">=": "is at least {}",
    "in": "is one of {}",
    "not in": "is none of {}",
    "has": "include one of {}",
    "lacks": "include none of {}",
}


def clause_words(rules: RuleSet, clause: ClauseLine) -> str:
    """`no: your hours a week (4) is at least 6`."""
    read = read_clause(clause.text, rules.facts, rules.vocabularies)
    values = dict(clause.facts)
    left, right = read.left, read.right
    if right is None:  # whether it is stated
        value = values.get(str(left))
        words = f"{_name(left)} {'is not' if value is None else 'is'} stated"
    elif isinstance(right, Subject):
        asked = _ASKS[read.operator].format(_read(rules, right, values))
        words = f"{_read(rules, left, values)} {asked}"
    else:
        same = read.operator == "=" and clause.level == HOLDS  # no need to say it twice
        told = _name(left) if same else _read(rules, left, values)
        words = f"{told} {_ASKS[read.operator].format(_value(rules, left, right))}"
    return f"{_STANDS[clause.level]}: {_PARTS[clause.part]}{words}"


def label(rules: RuleSet, fact: str) -> str:
    """What the interview calls an answer."""
    parts = (part for question in rules.questions for part in question.parts)
    called = next((part.label for part in parts if part.fact == fact), "")
    return called or plain_name(fact).capitalize()


def _name(subject: Subject) -> str:
    whose = "your" if subject.of == "person" else "its"
    return f"{whose} {plain_name(subject.fact).replace('aqf', 'AQF')}"


def _read(rules: RuleSet, subject: Subject, values: Mapping[str, Value]) -> str:
    """`your state (Victoria)`."""
    return f"{_name(subject)} ({_value(rules, subject, values.get(str(subject)))})"


def _value(rules: RuleSet, subject: Subject, value: Value) -> str:
    if value is None:
        return NOT_STATED
    fact = rules.facts[subject.of].get(subject.fact)
    items: tuple[Item, ...] = value if isinstance(value, tuple) else (value,)
    if fact is None:
        return "; ".join(map(str, items))
    return "; ".join(fact_words(rules, fact, item) for item in items) or "none"
