"""The values that could come next: ids, codes, titles, names of profiles, short closed lists.

Those of the rules are read from the rule set that is kept: no rule file is read for them, and numpy
is not loaded. Profiles are told by name and never opened.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from stempath.cli.facts import PANEL
from stempath.cli.shells import SCRIPTS
from stempath.model.day import READERS
from stempath.model.fact import Fact, declared
from stempath.model.person import Person
from stempath.model.ratings import LEVELS
from stempath.problem import StempathError

if TYPE_CHECKING:
    from stempath.engine.completion_words import CompletionWords
    from stempath.model.quiz import Quiz

Item = tuple[str, str]  # the value, and what it means


class Spot(NamedTuple):
    """Where the line has come to: the command, the parameter whose value is typed, what is given.

    `lead`: what stands before the value in the same word, as in `--state=VIC`.
    """

    path: tuple[str, ...]
    command: Any
    param: Any
    given: frozenset[str]
    rules: Path | None
    ended: bool
    arguments: tuple[str, ...] = ()
    lead: str = ""


def values_of(spot: Spot, last: str) -> Iterator[Item]:
    fact = declared(Person).get(spot.param.name)
    if getattr(spot.param, "rich_help_panel", None) == PANEL and fact is not None:
        yield from _of_fact(spot, fact, last)
    elif source := SOURCES.get(spot.param.name):
        yield from source(spot, last)


def _known(spot: Spot) -> CompletionWords | None:
    from stempath import api

    try:
        return api.completion_words(spot.rules)
    except (StempathError, OSError):
        return None  # nothing to complete from; a run of the command says what is wrong


def _of_fact(spot: Spot, fact: Fact, last: str) -> Iterator[Item]:
    """The values of a fact; of the last one typed, where several may be joined."""
    if fact.type == "yes-no":
        yield from _matching((("yes", ""), ("no", "")), last)
    elif fact.vocabulary:
        cut = max(last.rfind(";"), last.rfind(",")) + 1 if fact.many else 0
        given = [one.partition("=")[0] for one in last[:cut].replace(",", ";").split(";")]
        of_one = _of_ratings if fact.type == "ratings" else _of_list
        for value, words in of_one(spot, fact.vocabulary, last[cut:]):
            if value.removesuffix("=") not in given:
                yield last[:cut] + value, words


def _of_ratings(spot: Spot, name: str, last: str) -> Iterator[Item]:
    """`skill=`, and then its level."""
    skill, equals, level = last.partition("=")
    if not equals:
        for value, words in _of_list(spot, name, skill):
            yield f"{value}=", words
    elif (known := _known(spot)) and LEVELS in known.vocabularies:
        for value, words in _matching(known.vocabularies[LEVELS].names.items(), level):
            yield f"{skill}={value}", words


def _of_list(spot: Spot, name: str, last: str) -> Iterator[Item]:
    """Ids; or titles where ids are codes and no digit is typed. Else other words for an entry."""
    known = _known(spot)
    if known is None or name not in known.vocabularies:
        return
    entries = known.vocabularies[name]
    coded = next(iter(entries.names), "").isdigit() and not last[:1].isdigit()
    ids: Iterable[Item] = entries.names.items()
    names = [(name, id_) for id_, name in ids]
    found = list(_matching(names if coded else ids, last)) or list(_matching(names, last))
    aliases = (
        (alias, entries.name_of(id_)) for id_, many in entries.aliases.items() for alias in many
    )
    yield from found or _matching(aliases, last)


def _matching(items: Iterable[Item], last: str) -> Iterator[Item]:
    typed = last.casefold()
    return (item for item in items if item[0].casefold().startswith(typed))


def _list(name: str) -> Callable[[Spot, str], Iterator[Item]]:
    return lambda spot, last: _of_list(spot, name, last)


def _words(*words: str) -> Callable[[Spot, str], Iterator[Item]]:
    return lambda _spot, last: _matching(((word, "") for word in words), last)


def _offerings(spot: Spot, last: str) -> Iterator[Item]:
    """Ids; where none begins so, titles."""
    known = _known(spot)
    titles = known.titles if known else {}
    found = list(_matching(titles.items(), last))
    yield from found or _matching(((title, id_) for id_, title in titles.items()), last)


def _candidates(spot: Spot, last: str) -> Iterator[Item]:
    yield from _offerings(spot, last)
    if last:
        yield from _of_list(spot, "occupations", last)


def _towards(spot: Spot, last: str) -> Iterator[Item]:
    """Areas; and occupations, once something is typed."""
    yield from _of_list(spot, "sectors", last)
    if last:
        yield from _of_list(spot, "occupations", last)


def _rules(spot: Spot, last: str) -> Iterator[Item]:
    known = _known(spot)
    yield from _matching(((rule, "") for rule in known.rules) if known else (), last)


def _profiles(spot: Spot, last: str) -> Iterator[Item]:
    """Kept profiles by the names that commands take; none is opened."""
    from stempath import api

    with contextlib.suppress(OSError):
        files = sorted(api.profile_folder().glob("*.toml"))
        yield from _matching(((file.stem, "") for file in files), last)
    if spot.path == ("profile", "forget"):
        from stempath.profile.drafts import draft_folder

        with contextlib.suppress(OSError):
            drafts = sorted(draft_folder().glob("*.toml"))
            yield from _matching(((file.stem, "unfinished") for file in drafts), last)


def _quizzes(spot: Spot, last: str) -> Iterator[Item]:
    from stempath import api

    with contextlib.suppress(StempathError, OSError):
        quizzes = api.load_quizzes(spot.rules)
        yield from _matching(((quiz.id, quiz.title) for quiz in quizzes), last)


def _quiz_answers(spot: Spot, last: str) -> Iterator[Item]:
    """`question=value`, for the quiz that is named before."""
    from stempath import api

    quizzes: tuple[Quiz, ...] = ()
    with contextlib.suppress(StempathError, OSError):
        quizzes = api.load_quizzes(spot.rules)
    named = (quiz for quiz in quizzes if quiz.id == spot.arguments[0])
    for question in (question for quiz in named for question in quiz.questions):
        lead = f"{question.id}="
        if not last.startswith(lead):
            yield from _matching([(lead, question.ask)], last)
        elif question.words:
            for value, words in _matching(question.words.names.items(), last[len(lead) :]):
                yield lead + value, words


def _changes(spot: Spot, last: str) -> Iterator[Item]:
    """`fact=value`."""
    facts = declared(Person)
    name, equals, value = last.partition("=")
    if not equals:
        yield from _matching(((f"{name}=", "") for name in facts), last)
    elif name in facts:
        for item, words in _of_fact(spot, facts[name], value):
            yield f"{name}={item}", words


# parameter -> what it may be; a fact's flag takes the list of the fact
SOURCES: Mapping[str, Callable[[Spot, str], Iterator[Item]]] = {
    "id_": _candidates,
    "open_": _candidates,
    "search": _offerings,
    "title": _list("occupations"),
    "from_": _list("occupations"),
    "here": _list("occupations"),
    "there": _list("occupations"),
    "to": _towards,
    "reader": _words(*READERS),
    "changes": _changes,
    "sector": _list("sectors"),
    "kind": _list("kinds"),
    "state": _list("states"),
    "rule": _rules,
    "profile": _profiles,
    "path": _profiles,
    "other": _profiles,
    "source": _profiles,
    "name": _quizzes,
    "given": _quiz_answers,
    "of": _words(
        "advice", "moves", "compare", "person", "profile", "rule", "offering", "design", "case"
    ),
    "format": _words("md", "json"),
    "encoding": _words("utf-8", "utf-16", "cp1252"),
    "show_completion": _words(*SCRIPTS),
}
TAKE_FILES = frozenset(
    {"rules", "answers", "profile", "path", "other", "source", "save", "out"}
    | {"onet", "crosswalk", "truth"}
)
