"""How one gets into an occupation: the usual level, and registration or a licence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stempath.engine.ruleset import RuleSet
from stempath.engine.words import NOT_STATED
from stempath.model.english import JOINING, singular
from stempath.model.fact import Facts, Value
from stempath.rulebook.portrait import Portrait
from stempath.screen.sourced import OWN, SourcedPage
from stempath.screen.words import registration
from stempath.tables import fold

UNSETTLED = "unsure"  # of `regulated`: sources disagree, or none settles it
# A part of a scope that is about states: `QLD: …`, `VIC and ACT: …`, `QLD only …`.
_OF_STATES = re.compile(r"(?:[A-Z]{2,3})(?:(?:, | and )[A-Z]{2,3})*\b")


def getting_in(page: SourcedPage, portrait: Portrait, facts: Facts) -> None:
    """The usual level with what it is in, then registration with body, scope and road."""
    page.heading("Getting in")
    page.rows([("Usual entry", entry(page.rules, facts))])
    page.rows([("Registration", registration_words(page, facts))])
    if facts.get("regulated") == UNSETTLED:
        page.rows([("Not settled", "what was read does not settle who must register: ask first")])
    bodies = str(facts.get("regulator") or "")
    if not all(_named(body, str(facts.get("needs") or "")) for body in bodies.split(";")):
        page.rows([("Who grants it", f"{bodies[:1].upper()}{bodies[1:]}")])
    _scope(page, facts)
    if page.more:
        page.rows([("Core award", str(facts.get("core_award") or ""))])
    said_by = portrait.said_by.get("registration", ())
    year = facts.get("registration_year")
    usual = [(OWN, None)] if facts.get("usual_entry") or facts.get("usual_aqf") else []
    page.source(portrait.sources, [*((id_, year) for id_ in said_by), *usual])


def entry(rules: RuleSet, facts: Facts) -> str:
    """The usual level of those who enter an occupation, and what it is in."""
    level, words = facts.get("usual_aqf"), str(facts.get("usual_entry") or "")
    if level is None:
        return f"{words}; level {NOT_STATED}" if words else NOT_STATED
    qualifications = rules.vocabularies["qualifications"]
    levels = qualifications.columns.get("aqf", {})
    names = [qualifications.name_of(id_) for id_ in levels if levels[id_] == level]
    first = f"AQF level {level}" if level else "no award"
    if names:
        first += f" ({' or '.join(names[:1] if len(names) > 2 else names)})"
    return f"{first}: {words}" if words else first


def registration_words(page: SourcedPage, facts: Facts) -> str:
    """What registration it needs, in the state of the page where one is wanted."""
    words = registration(facts, page.state, dated=facts.get("registration_year") is not None)
    return f"{words[:1].upper()}{words[1:]}"


def _named(body: str, needs: str) -> bool:
    """Whether the words on what it needs name a body already, if in other words."""
    words, said = ({*map(singular, fold(text).split())} for text in (body, needs))
    telling = words - JOINING
    return len(telling & said) * 2 > len(telling)


def _scope(page: SourcedPage, facts: Facts) -> None:
    """Where it reaches; where that differs from state to state, an item for each."""
    scope = str(facts.get("registration_scope") or "")
    parts = scope.split("; ")
    of_states = [part for part in parts if _OF_STATES.match(part)]
    if len(of_states) < 2:
        label = "How far" if facts.get("gated") else "Note"
        page.rows([(label, f"{scope[:1].upper()}{scope[1:]}")])
        return
    page.say("State by state:")
    for part in _chosen(parts, page.state, whole=page.more):
        page.item(part)


def _chosen(parts: Sequence[str], state: Value, *, whole: bool) -> Sequence[str]:
    """The parts on the person's state first, and on the short page alone, where there are any."""
    own = [part for part in parts if state and re.search(rf"\b{state}\b", part)]
    rest = [part for part in parts if part not in own]
    return own if own and not whole else [*own, *rest]
