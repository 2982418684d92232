"""Unfinished interviews, offered at the terminal: go on, start anew, or delete."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stempath.cli.faults import say, tell
from stempath.interview.asking import Asker, Back

if TYPE_CHECKING:
    from stempath.model.answers import Vocabularies
    from stempath.profile.drafts import Draft, Keeper
    from stempath.profile.unfinished import Drafts, Unfinished

NEW, DELETE, NONE = "new", "delete", "none"
# What tells two apart: each fact with its list.
_WHOSE = (("occupation", "occupations"), ("qualification", "qualifications"))


def offer(drafts: Drafts, asker: Asker, profile: Path | None) -> tuple[Unfinished, Keeper] | None:
    """The draft that the person goes on with, held; None where they start anew.

    Where a profile is named, only the drafts that are about it. One that cannot be read is put
    aside, and that is said. Nothing is deleted without a yes.
    """
    found, problems = drafts.found(aside=True)
    tell(problems)
    found = [
        one for one in found
        if not one.in_use and (profile is None or one.draft.profile == profile.absolute())
    ]  # fmt: skip
    lists = drafts.vocabularies
    while found:
        several = len(found) > 1
        ways = {one.path.name: f"Go on with the one {words_of(one.draft, lists)}" for one in found}
        ways[NEW] = f"Start anew; {'these stay' if several else 'it stays'}"
        ways[DELETE] = "Delete one of them" if several else "Delete it"
        lead = (
            "There are unfinished interviews." if several else "There is an unfinished interview."
        )
        try:
            picked = asker.choose(lead, ways, found[0].path.name)
            if picked == NEW:
                return None
            if picked == DELETE:
                _delete(drafts, asker, found)
                continue
        except Back:  # there is nothing before it
            continue
        one = next(one for one in found if one.path.name == picked)
        if keeper := drafts.hold(one.path):
            return one, keeper
        say("Another stempath went on with it just now.")
        found.remove(one)
    return None


def _delete(drafts: Drafts, asker: Asker, found: list[Unfinished]) -> None:
    one = found[0]
    if len(found) > 1:
        ways = {
            one.path.name: f"The one {words_of(one.draft, drafts.vocabularies)}" for one in found
        }
        picked = asker.choose("Delete which?", {**ways, NONE: "None of them"}, NONE)
        if picked == NONE:
            return
        one = next(one for one in found if one.path.name == picked)
    if asker.confirm(f"Delete the interview {words_of(one.draft, drafts.vocabularies)} for good?"):
        drafts.forget(one.path)
        found.remove(one)


def words_of(draft: Draft, lists: Vocabularies) -> str:
    """A draft in a few words: when it was saved, how much is answered, and whose it is."""
    saved = draft.saved
    today = saved.date() == datetime.now().date()
    day = "today" if today else f"on {saved.day} {saved:%B %Y}"
    count = draft.answered
    answers = f"{count} answer{'' if count == 1 else 's'}"
    over = f", over {draft.profile.name}" if draft.profile else ""
    facts = {**draft.stated, **draft.given}
    whose = [lists[list_].name_of(str(facts[fact])) for fact, list_ in _WHOSE if facts.get(fact)]
    return ", ".join([f"saved {day} at {saved:%H:%M}", answers + over, *whose])
