"""What `?` shows: why a question is asked, and which rules its answer reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from stempath.engine.ruleset import Law, RuleSet
from stempath.model.question import Part, Question

NAMED = 4  # rules
_EFFECTS = {
    "require": "shut {} out or let them in",
    "points": "change the order of {}",
    "lift": "raise a line among {}",
    "note": "add lines of advice",
}


def about(rules: RuleSet, question: Question, part: Part) -> Sequence[str]:
    """Lines: why it is asked, what the answer can do, and rules that read it."""
    return [question.why, *_reach(rules, part.fact)]


def _reach(rules: RuleSet, fact: str) -> Iterator[str]:
    names = {f"person.{name}" for name in _followers(rules, fact)}
    laws = [
        law
        for program in (rules.offerings, rules.moves)
        for law in program.laws
        if names & set(_words(law))
    ]
    counts = Counter((law.effect, "moves" if law.about == "move" else "offerings") for law in laws)
    said: dict[str, int] = {}
    for (effect, what), number in counts.items():
        words = _EFFECTS[effect].format(what)
        said[words] = said.get(words, 0) + number
    if said:
        parts = [f"{words} ({number})" for words, number in said.items()]
        rules_read = "rule reads" if len(laws) == 1 else "rules read"
        yield f"{len(laws)} {rules_read} your answer, and can {'; '.join(parts)}."
    if any(name == fact for name, _index in rules.origins):
        yield "How near a move is, is measured from it."
    if laws:
        named = [law.id for law in laws[:NAMED]]
        more = f" and {len(laws) - NAMED} more" if len(laws) > NAMED else ""
        yield f"By name: {', '.join(named)}{more}. To read one: stempath rules show {named[0]}"


def _followers(rules: RuleSet, fact: str) -> set[str]:
    """The fact and all that is derived from it."""
    found = {fact}
    for derivation in rules.derivations:  # in the order of declaration, so that steps chain
        if found & {source.partition(".")[2] for source in derivation.sources}:
            found.add(derivation.name)
    return found


def _words(law: Law) -> Iterator[str]:
    for clause in (*law.when, *law.unless, *law.require):
        yield from clause.split()
