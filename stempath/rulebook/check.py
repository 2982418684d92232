"""What no single record can tell: problems between the files of a rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from stempath.model.fact import declared
from stempath.model.offering import Design, Offering
from stempath.model.person import Person
from stempath.model.rule import Clause, Rule, Subject
from stempath.problem import Place, Problem
from stempath.rulebook.book import Rulebook
from stempath.rulebook.clauses import OF_SKILLS
from stempath.rulebook.records import source_problems
from stempath.rulebook.skills import skill_problems


def check(book: Rulebook, whole: bool) -> list[Problem]:
    """Every problem between records; a warning is odd but does not stop the program.

    Where records were lost to other problems (not `whole`), what may refer to them is not told.
    """
    return [
        *_twice(book),
        *_sources(book),
        *_gates(book),
        *_offerings(book, whole),
        *_designs(book, whole),
        *_vocabularies(book),
        *skill_problems(book, whole),
        *_questions(book),
        *_dead_rules(book),
        *_too_early(book),
    ]


def _twice(book: Rulebook) -> Iterator[Problem]:
    places: dict[str, Rule] = {}
    for rule in book.rules:
        other = places.setdefault(rule.id, rule)
        if other is not rule:
            yield Problem(
                "id-twice",
                rule.place,
                f"rule `{rule.id}` twice",
                "each id once",
                f"the other stands at {other.place}",
            )


def _sources(book: Rulebook) -> Iterator[Problem]:
    written = [(offering.id, offering.source) for offering in book.offerings]
    written += [(design.id, design.source) for design in book.designs]
    written += [(occupation.code, occupation.source) for occupation in book.occupations]
    for id_, sources in written:
        yield from source_problems(sources, id_, book.sources, book.places[id_])


def _gates(book: Rulebook) -> Iterator[Problem]:
    for occupation in book.occupations:
        if occupation.gated and not occupation.needs:
            # The rules that shut it read `needs`; without it they would not act.
            yield Problem(
                "gate",
                book.places[occupation.code](),
                f"{occupation.code} gated without `needs`",
                "what it needs, in one sentence, in registration.csv",
            )


def _offerings(book: Rulebook, whole: bool) -> Iterator[Problem]:
    ids = {offering.id for offering in book.offerings}
    codes = _codes(book)
    for offering in book.offerings:
        place = book.places[offering.id]
        if offering.year is None and not offering.undated:
            yield Problem(
                "undated",
                place(),
                f"`{offering.id}` without a year",
                "year, or undated = true where the page shows none",
            )
        if whole and offering.same_as and offering.same_as not in ids:
            near = get_close_matches(offering.same_as, sorted(ids), n=1)
            yield Problem(
                "same-as",
                place(),
                f"same_as `{offering.same_as}`",
                "the id of another offering",
                f"did you mean `{near[0]}`?" if near else "",
            )
        yield from _known_codes(offering, offering.entry_occupations, codes, book)
        if offering.kind == "micro-apprenticeship" and not offering.on_the_job:
            yield Problem(
                "definition",
                place(),
                f"`{offering.id}` without a host",
                "on_the_job = true: a micro-apprenticeship has a host employer",
                "a course alone is a micro-credential",
            )


def _designs(book: Rulebook, whole: bool) -> Iterator[Problem]:
    taught = {
        skill
        for offering in book.offerings
        if book.listing.is_course(offering.kind, offering.weeks)
        for skill in offering.skills
    }
    for design in book.designs:
        place = book.places[design.id]
        for name, missing in _definition(design):
            yield Problem(
                "definition",
                place(),
                f"`{design.id}` {missing}",
                f"{name}: a micro-apprenticeship is real work with a host, a short taught "
                "part and an assessed outcome, and builds on something held",
            )
        for skill in design.taught_skills:
            if whole and skill not in taught:
                near = get_close_matches(skill, sorted(taught), n=1)
                yield Problem(
                    "taught",
                    place(),
                    f"taught skill `{skill}`",
                    "a skill of a course in the catalogue",
                    f"did you mean `{near[0]}`?" if near else "",
                )
        yield from _known_codes(design, design.builds_on_occupations, _codes(book), book)


def _definition(design: Design) -> Iterator[tuple[str, str]]:
    if len(design.host_tasks) < 2:
        yield "host_tasks", "has fewer than two tasks of real work"
    if design.taught_hours >= design.hours / 2:
        yield "taught_hours", "is taught for half its hours or more"
    if not (design.builds_on_fields or design.builds_on_occupations):
        yield "builds_on_fields", "builds on nothing that is held"


def _codes(book: Rulebook) -> set[str]:
    return {occupation.code for occupation in book.occupations} | {
        occupation.unit_group for occupation in book.occupations
    }


def _known_codes(
    record: Offering | Design, written: tuple[str, ...] | None, codes: set[str], book: Rulebook
) -> Iterator[Problem]:
    for code in written or ():
        if code not in codes:
            near = get_close_matches(code, sorted(codes), n=1, cutoff=0.5)
            yield Problem(
                "code",
                book.places[record.id](),
                f"occupation `{code}` of `{record.id}`",
                "a code or unit group of occupations.csv",
                f"did you mean `{near[0]}`?" if near else "",
            )


def _vocabularies(book: Rulebook) -> Iterator[Problem]:
    pairs = (
        ("sectors", "neighbours", "sectors"),
        ("fields", "sectors", "sectors"),
        ("fields", "occupations", "occupations"),
        ("places", "state", "states"),
        ("places", "region", "regions"),
    )
    for name, column, other in pairs:
        for id_, items in book.vocabularies[name].columns.get(column, {}).items():
            for item in items if isinstance(items, tuple) else (items,):
                if item not in book.vocabularies[other]:
                    near = get_close_matches(str(item), list(book.vocabularies[other].names), n=1)
                    yield Problem(
                        "id",
                        book.places[f"{name}: {id_}"](),
                        f"`{item}` in {column} of `{id_}`",
                        f"an id of {other}",
                        f"did you mean `{near[0]}`?" if near else "",
                    )


def _questions(book: Rulebook) -> Iterator[Problem]:
    asked: dict[str, Place] = {}
    for question in book.questions:
        for part in question.parts:
            other = asked.setdefault(part.fact, question.place)
            if other is not question.place:
                yield Problem(
                    "asked-twice",
                    question.place,
                    f"`{part.fact}` is asked again",
                    "one question for each fact",
                    f"the other stands at {other}",
                )
    read = {
        subject.fact for rule in book.rules for clause in rule.clauses
        for subject in clause.subjects if subject.of == "person"
    }  # fmt: skip
    for derivation in reversed(book.derivations):
        if derivation.name in read:
            read |= {source.partition(".")[2] for source in derivation.sources}
    if any(_measures_skills(rule) for rule in book.rules):
        read |= {name for name, fact in declared(Person).items() if fact.type == "ratings"}
    for question in book.questions:
        for part in question.parts:
            if part.fact not in read:
                yield Problem(
                    "unused",
                    question.place,
                    f"`{part.fact}` is asked",
                    "a rule that reads it",
                    "ask nothing that changes nothing",
                    warning=True,
                )


def _measures_skills(rule: Rule) -> bool:
    """Whether it reads how what a person holds measures up to a move."""
    names = {f"{subject.of}.{subject.fact}" for one in rule.clauses for subject in one.subjects}
    return bool({*names, rule.times} & {*OF_SKILLS})


def _dead_rules(book: Rulebook) -> Iterator[Problem]:
    for rule in book.rules:
        for clause in rule.when:
            for other in rule.when:
                if _contradict(clause, other):
                    yield Problem(
                        "never",
                        rule.place,
                        f"`{clause.text}` and `{other.text}` in `{rule.id}`",
                        "conditions that can hold together",
                        "the rule can never fire",
                        warning=True,
                    )


def _contradict(one: Clause, other: Clause) -> bool:
    if one.left != other.left:
        return False
    if one.operator != "unknown" and other.operator == "unknown":
        return True
    if one.operator == "=" and other.operator == "=" and one.text < other.text:
        joins = isinstance(one.right, Subject) or isinstance(other.right, Subject)
        return not joins and one.right != other.right
    if one.operator == "=" and other.operator == "!=":
        return one.right == other.right
    if one.operator == "has" and other.operator == "lacks":
        return one.right == other.right
    lows, highs = (">", ">="), ("<", "<=")
    if one.operator in lows and other.operator in highs:
        low, high = one.right, other.right
        if isinstance(low, int | float) and isinstance(high, int | float):
            strict = one.operator == ">" or other.operator == "<"
            return low > high or (low == high and strict)
    return False


def _too_early(book: Rulebook) -> Iterator[Problem]:
    """Rules about moves that read what is known only once moves are ranked."""
    late: set[str] = set()
    for derivation in book.derivations:
        if derivation.late or late & set(derivation.sources):
            late.add(f"person.{derivation.name}")
    for rule in book.rules:
        if rule.about == "move":
            for clause in rule.clauses:
                for subject in clause.subjects:
                    if str(subject) in late:
                        yield Problem(
                            "too-early",
                            rule.place,
                            f"`{subject}` in `{rule.id}`",
                            "facts known before moves are ranked",
                            "only offerings can read where the first moves lead and what is held",
                        )
