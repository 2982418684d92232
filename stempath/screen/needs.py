"""The skills that an occupation needs, with level and evidence; how its work is rated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from stempath.engine.words import shown_value
from stempath.model.english import capital
from stempath.model.fact import Facts, Value
from stempath.model.skill import Need
from stempath.rulebook.portrait import Portrait
from stempath.screen.sourced import SourcedPage

FEW = 8  # skills on the short page
# kind of evidence -> what it is called; several of a kind follow each other
_EVIDENCE = {
    "title": "its title",
    "technology": "tools",
    "activity": "work activities",
    "task": "tasks",
    "element": "ratings",
}
# fact -> what O*NET's six work values say of the work
VALUES: Mapping[str, str] = {
    "achievement": "results and a use for one's abilities",
    "independence": "room for one's own ideas and decisions",
    "recognition": "advancement and standing",
    "relationships": "company and service to others",
    "support": "backing by those who lead",
    "working_conditions": "pay, security and good conditions",
}
_FIRST_VALUES = 2


def skills(page: SourcedPage, portrait: Portrait) -> None:
    """The most important skills, or with `more` all of them and what shows each."""
    needs = portrait.needs
    page.heading("Skills" if page.more else "Skills that count most")
    if not needs:
        page.say("Its skills are not stated.")
        return
    estimated = [need.estimated for need in needs]
    shown = needs if page.more else needs[:FEW]
    if page.more:
        for need in shown:
            page.item(_need(portrait, need, mark=not all(estimated)))
            page.inset(f"Shown by {shown_value(tuple(_evidence(portrait, need.evidence)))}.")
    else:
        for words in _by_level(portrait, shown, mark=not all(estimated)):
            page.item(words)
    if all(estimated):
        page.say("All of this is estimated from occupations nearby.")
    elif any(need.estimated for need in shown):
        page.say("Estimated: the figures are borrowed from occupations nearby.")
    if page.more:
        page.say(
            "Numbers are ids of O*NET: of tasks, of work activities, and of ratings of skills "
            "(2.A, 2.B) and knowledge (2.C)."
        )
    if left := len(needs) - len(shown):
        page.say(f"{left} more, and what shows each: --more.")
    page.source(portrait.sources, dict.fromkeys((need.source, need.year) for need in needs))


def _by_level(portrait: Portrait, needs: Sequence[Need], *, mark: bool) -> Iterator[str]:
    """Skills of one level together, the highest level first."""
    for level in sorted({need.level for need in needs}, reverse=True):
        names = (_name(portrait, need, mark=mark) for need in needs if need.level == level)
        yield f"{portrait.levels.name_of(str(level))}: {'; '.join(names)}"


def _need(portrait: Portrait, need: Need, *, mark: bool) -> str:
    level = portrait.levels.name_of(str(need.level))
    return (
        f"{capital(_name(portrait, need, mark=mark))}: {level[:1].lower()}{level[1:]} "
        f"(level {need.level} of 5; importance {need.importance} of 100)"
    )


def _name(portrait: Portrait, need: Need, *, mark: bool) -> str:
    name = portrait.skills.name_of(need.skill)
    return f"{name} (estimated)" if need.estimated and mark else name


def _evidence(portrait: Portrait, evidence: Iterable[str]) -> Iterator[str]:
    """What shows a skill, kind by kind; activities by their title where one is known."""
    titles = {activity.id: activity.title for activity in portrait.activities}
    found: dict[str, list[str]] = {}
    for piece in evidence:
        kind, _, id_ = piece.partition(":")
        found.setdefault(kind, []).append(titles.get(id_, id_))
    for kind, name in _EVIDENCE.items():
        if kind in found:
            yield (
                f"{name} {', '.join(found[kind])}"
                if kind == "element"
                else (f"{name} ({', '.join(found[kind])})")
            )


def ratings(page: SourcedPage, facts: Facts) -> None:
    """What O*NET rates the work to give, and the one figure on stress; nothing where not rated."""
    rated = {name: value for name in VALUES if (value := facts.get(name)) is not None}
    stress = facts.get("stress_tolerance")
    if not rated and stress is None:
        return
    page.heading("How the work is rated")
    best = sorted(rated, key=lambda name: (-_figure(rated[name]), name))
    for name in best if page.more else best[:_FIRST_VALUES]:
        label = name.replace("_", " ")
        page.item(f"{label[:1].upper()}{label[1:]} ({VALUES[name]}): {_figure(rated[name]):g} of 7")
    if rated:
        page.say(
            ("Work values" if page.more else "The highest of six work values")
            + ", as O*NET rates them from 1 to 7"
            + (", estimated from occupations nearby." if facts.get("values_estimated") else ".")
        )
    if stress is not None:
        page.say(
            f"Importance of stress tolerance: {_figure(stress):g} of 5"
            + (", estimated" if facts.get("styles_estimated") else "")
            + ". It says what the work asks of people, not how stressful a job is: no figure does."
        )


def _figure(value: Value) -> float:
    assert isinstance(value, int | float)
    return value
