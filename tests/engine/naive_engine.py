"""Advice worked out a second time, slowly and plainly: a loop over rules and clauses.

Written from the rules' definition, not from the engine; it shares with it the evaluator of one
clause alone. The tests hold the arrays of the engine against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from stempath.engine.hits import evaluate
from stempath.model.fact import Item, Value
from stempath.model.listing import Derivation
from stempath.model.rule import Clause, Rule, Subject
from stempath.rulebook.book import Rulebook

FALSE, UNKNOWN, TRUE = 0, 1, 2
PARTS = 60
Facts = Mapping[str, Value]


@dataclass
class Standing:
    """How one candidate stands for one person."""

    score: int = 0
    out: bool = False
    apart: bool = False
    held: bool = False

    @property
    def open(self) -> bool:
        return not (self.out or self.apart)


@dataclass
class Verdict:
    """All candidates by id in the order of ids, the list of ids, and the notes' rules."""

    moves: dict[str, Standing]
    offerings: dict[str, Standing]
    moves_listed: list[str]
    offerings_listed: list[str]
    notes: list[str]


def advise_slowly(book: Rulebook, person: Facts) -> Verdict:
    """Moves first; then offerings, which may read where the first moves lead."""
    facts = _derived(book, dict(person), "person")
    closeness = _closeness(book, person)
    levels = _levels(book, person)
    moves = {o.code: _record(book, o, "move") for o in book.occupations}
    for code, candidate in moves.items():
        if closeness is not None:
            candidate["closeness"] = closeness[code]
            candidate["held"] = _held(book, levels, code)
            candidate["gaps"] = len(_lacking(book, levels, code))
    standing = {code: _stand(book, "move", facts, known) for code, known in moves.items()}
    listed = _listed(book, "move", standing, moves, facts)
    lacks, held = None, None
    if closeness is not None:
        lacks = {code: _lacking(book, levels, code)[: book.listing.gaps] for code in moves}
        held = tuple(skill for skill in levels if levels[skill])
    facts = _derived(
        book, dict(person), "person", tuple(listed[: book.listing.leaders]), lacks, held
    )
    records = [*book.offerings, *(design.offering() for design in book.designs)]
    offerings = {
        o.id: _record(book, o, "offering") for o in sorted(records, key=lambda record: record.id)
    }
    offered = {id_: _stand(book, "offering", facts, known) for id_, known in offerings.items()}
    return Verdict(
        moves=standing,
        offerings=offered,
        moves_listed=listed,
        offerings_listed=_listed(book, "offering", offered, offerings, facts),
        notes=sorted(
            rule.id for rule in book.rules if rule.about == "person" and _acts(rule, facts, {})
        ),
    )


def _record(book: Rulebook, record: object, subject: str) -> dict[str, Value]:
    facts = {
        field.name: value
        for field in fields(record)  # type: ignore[arg-type]
        if (value := getattr(record, field.name)) is not None
    }
    return _derived(book, facts, subject)


def _derived(
    book: Rulebook,
    facts: dict[str, Value],
    subject: str,
    leaders: Value = None,
    lacks: Mapping[str, list[str]] | None = None,
    held: Value = None,
) -> dict[str, Value]:
    for derivation in book.derivations:
        if derivation.subject == subject:
            if derivation.how == "leaders":
                value = leaders
            elif derivation.how == "held":
                value = held
            elif derivation.how == "gaps":
                value = _gaps(facts.get(derivation.sources[0].split(".")[1]), lacks)
            else:
                value = _follow(book, derivation, facts)
            if value is not None:
                facts[derivation.name] = value
    return facts


def _gaps(codes: Value, lacks: Mapping[str, list[str]] | None) -> Value:
    if codes is None or (codes and lacks is None):
        return None
    found: list[str] = []
    for code in codes if isinstance(codes, tuple) else (codes,):
        assert lacks is not None
        found += [skill for skill in lacks[str(code)] if skill not in found]
    return tuple(found)


def _follow(book: Rulebook, derivation: Derivation, facts: Facts) -> Value:
    sources = [facts.get(source.split(".")[1]) for source in derivation.sources]
    known: list[Value] = [value for value in sources if value is not None]
    if not known:
        return None
    first = known[0]
    if derivation.how == "either":
        return first
    if derivation.how == "first":
        return first[0] if first else None  # type: ignore[index]
    if derivation.how == "count":
        return len(first)  # type: ignore[arg-type]
    if derivation.how == "since":
        return book.as_of.year - first  # type: ignore[operator]
    if derivation.how == "lookup":
        column = book.vocabularies[derivation.vocabulary].columns[derivation.column]
        if not isinstance(first, tuple):
            return column.get(first)  # type: ignore[arg-type]
        known = [column[str(key)] for key in first if key in column]
    items: list[Item] = []
    for value in known:
        for item in value if isinstance(value, tuple) else (value,):
            if item is not None and item not in items:
                items.append(item)
    return tuple(items)


def _closeness(book: Rulebook, person: Facts) -> dict[str, int] | None:
    codes = [occupation.code for occupation in book.occupations]
    table = book.closeness.tolist()
    done = [str(person[name]) for name in ("occupation", "other_occupation") if person.get(name)]
    if done:
        nearest = [
            max(column) for column in zip(*(table[codes.index(c)] for c in done), strict=True)
        ]
        return dict(zip(codes, nearest, strict=True))
    if field := person.get("field_of_study"):
        starts = book.vocabularies["fields"].columns["occupations"].get(str(field), ())
        rows = [table[codes.index(code)] for code in starts]  # type: ignore[union-attr, arg-type]
        best = [max(column) for column in zip(*rows, strict=True)] if rows else [0] * len(codes)
        return dict(zip(codes, best, strict=True))
    return None


def _levels(book: Rulebook, person: Facts) -> dict[str, int]:
    """What the person holds: by occupation, by field of study, and by their own word."""
    needs = {code: {need.skill: need.level for need in needs} for code, needs in book.needs.items()}
    levels: dict[str, int] = {}
    for name in ("occupation", "other_occupation"):
        for skill, level in needs.get(str(person.get(name)), {}).items():
            levels[skill] = max(levels.get(skill, 0), level)
    starts = (
        book.vocabularies["fields"]
        .columns["occupations"]
        .get(str(person.get("field_of_study")), ())
    )
    for skill in (skill.id for skill in book.skills):
        usual = sorted((needs.get(str(c), {}).get(skill, 0) for c in starts), reverse=True)  # type: ignore[union-attr]
        for level in (5, 4, 3, 2, 1):
            reach = sum(one >= level for one in usual)
            if usual and 100 * reach >= book.listing.study_share * len(usual):
                studied = min(level, book.listing.study_level)
                levels[skill] = max(levels.get(skill, 0), studied)
                break
    for rating in person.get("skills") or ():  # type: ignore[union-attr]
        skill, _, rated = str(rating).partition("=")
        levels[skill] = int(rated)
    return levels


def _weights(book: Rulebook, levels: Mapping[str, int], code: str) -> dict[str, tuple[int, int]]:
    """What is missing of each skill that falls short, and its importance."""
    return {
        need.skill: (
            need.importance * (need.level - levels.get(need.skill, 0)) * PARTS // need.level,
            need.importance,
        )
        for need in book.needs.get(code, ())
        if levels.get(need.skill, 0) < need.level
    }


def _lacking(book: Rulebook, levels: Mapping[str, int], code: str) -> list[str]:
    weights = _weights(book, levels, code)
    return sorted(weights, key=lambda skill: (-weights[skill][0], -weights[skill][1], skill))


def _held(book: Rulebook, levels: Mapping[str, int], code: str) -> int:
    whole = PARTS * sum(need.importance for need in book.needs.get(code, ()))
    missing = sum(weight for weight, _importance in _weights(book, levels, code).values())
    return 100 * (whole - missing) // whole if whole else 100


def _level(clauses: Sequence[Clause], facts: Mapping[str, Facts]) -> int:
    """One false: false. Else one unknown: unknown. Else true."""
    levels = []
    for clause in clauses:
        right = clause.right
        if isinstance(right, Subject):
            right = facts[right.of].get(right.fact)
        left = facts[clause.left.of].get(clause.left.fact)
        levels.append(evaluate(clause.operator, left, right))
    if FALSE in levels:
        return FALSE
    return UNKNOWN if UNKNOWN in levels else TRUE


def _acts(rule: Rule, person: Facts, candidate: Facts) -> bool:
    facts = {"person": person, rule.about: candidate} if rule.about != "person" else {
        "person": person
    }  # fmt: skip
    stopped = bool(rule.unless) and _level(rule.unless, facts) == TRUE
    return _level(rule.when, facts) == TRUE and not stopped


def _stand(book: Rulebook, about: str, person: Facts, candidate: Facts) -> Standing:
    found = Standing()
    facts = {"person": person, about: candidate}
    for rule in book.rules:
        if rule.about != about:
            continue
        if rule.effect == "points" and _acts(rule, person, candidate):
            found.score += _points(rule, candidate)
        elif rule.effect == "require" and _level(rule.when, facts) == TRUE:
            asked = [_level(rule.require, facts)]
            if rule.unless:
                asked.append(_level(rule.unless, facts))
            if TRUE in asked:
                continue
            unknown = UNKNOWN in asked
            if not unknown or rule.closed:
                found.apart = found.apart or bool(rule.apart)
                found.out = found.out or not rule.apart
            if unknown and rule.hold:
                found.held = True
    found.apart = found.apart and not found.out
    return found


def _points(rule: Rule, candidate: Facts) -> int:
    if not rule.times:
        return rule.points
    measure = candidate.get(rule.times.split(".")[1])
    if not isinstance(measure, int):
        return 0
    whole, rest = divmod(abs(rule.points) * measure, 100)
    size = whole + (1 if rest >= 50 else 0)
    return size if rule.points > 0 else -size


def _listed(
    book: Rulebook,
    about: str,
    standing: Mapping[str, Standing],
    candidates: Mapping[str, Facts],
    person: Facts,
) -> list[str]:
    ids = sorted(
        (id_ for id_, found in standing.items() if found.open),
        key=lambda id_: (standing[id_].held, -standing[id_].score, id_),
    )
    kept: list[str] = []
    for id_ in ids:
        for cap in book.listing.caps:
            value = candidates[id_].get(cap.fact)
            same = [other for other in kept if candidates[other].get(cap.fact) == value]
            if cap.about == about and value is not None and len(same) >= cap.most:
                break
        else:
            kept.append(id_)
    for rule in book.rules:
        if rule.about != about or rule.effect != "lift":
            continue
        fits = [id_ for id_ in kept if _acts(rule, person, candidates[id_])]
        place = rule.lift - 1
        if not fits or kept.index(fits[0]) <= place or standing[fits[0]].held:
            continue
        behind = standing[kept[place]].score - standing[fits[0]].score
        if behind <= book.listing.lift_within:
            kept.remove(fits[0])
            kept.insert(place, fits[0])
    return kept[: book.listing.length]
