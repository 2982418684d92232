"""Saved profiles and unfinished interviews."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stempath.api.advice import advise
from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Advice
from stempath.model.answers import missing
from stempath.model.fact import Facts
from stempath.problem import Place, Problem

if TYPE_CHECKING:
    from stempath.profile.changes import Differences
    from stempath.profile.read import Profile
    from stempath.profile.unfinished import Drafts


def open_profile(rules: RuleSet, path: Path) -> Profile:
    """The profile at a path, or the facts of an answers file; nothing is written.

    Raises:
        StempathError: exit 5, what cannot be read; 3, what is no profile, with every problem.
    """
    from stempath.profile.read import read_profile

    return read_profile(path, rules.vocabularies)


def save_profile(
    rules: RuleSet,
    facts: Facts,
    advice: Advice | None,
    path: Path | None,
    *,
    today: date,
    opened: Profile | None = None,
    overwrite: bool = False,
) -> Path:
    """Save facts and advice at `path`; by default where it was opened, or under a new name.

    Raises:
        StempathError: exit 2, another file stands there and `overwrite` is not set; 3, a newer
            stempath made it; 5, the disk; 6, in use, or changed since it was opened.
    """
    from stempath.profile.store import place_of
    from stempath.profile.text import profile_text
    from stempath.profile.write import write_profile

    if path is None and opened:
        path = opened.path
    elif path is None:
        path, opened = place_of(facts, today, rules.vocabularies)
    text = profile_text(facts, advice, today)
    return write_profile(path, text, opened=opened, overwrite=overwrite)


def profile_folder() -> Path:
    """Where profiles are kept unless a path is given."""
    from stempath.profile import store

    return store.profile_folder()


def list_profiles(rules: RuleSet) -> tuple[list[Profile], list[Problem]]:
    """The kept profiles by name, and the problems of those that cannot be read."""
    from stempath.profile import store

    return store.list_profiles(profile_folder(), rules.vocabularies)


def forget_profile(rules: RuleSet, path: Path) -> list[Path]:
    """Delete a profile with its copies and its drafts; the files that were deleted.

    Raises:
        StempathError: exit 5, no such profile; 6, it or a draft of it is in use.
    """
    from stempath.profile import store

    kept = drafts(rules)
    about = kept.about(path)
    return [*store.forget(path), *kept.forget(*about)]


def profile_changes(profile: Profile, advice: Advice, first: int | None = None) -> list[str]:
    """What came in, went out or moved since the profile was saved, a line each.

    `first`: only among so many lines of each list.
    """
    from stempath.profile.changes import changes

    return changes(profile, advice, first)


def profile_differences(
    rules: RuleSet, one: Profile, other: Profile | None, first: int | None = None
) -> Differences:
    """What differs between two profiles: their answers, and the advice of these rules on each.

    Without `other`: between the advice that was saved and that of these rules.
    """
    from stempath.profile.changes import differences

    def today(profile: Profile) -> Advice | None:
        return advise(rules, profile.facts) if not missing(profile.facts, Place("")) else None

    if other is None:
        saved = one if one.offerings or one.moves else None
        return differences(one.facts, one.facts, saved, today(one), first)
    return differences(one.facts, other.facts, today(one), today(other), first)


def drafts(rules: RuleSet) -> Drafts:
    """The unfinished interviews on this computer."""
    from stempath.profile.drafts import draft_folder
    from stempath.profile.unfinished import Drafts

    return Drafts(draft_folder(), rules.vocabularies)
