"""The unfinished interviews on this computer: which there are, and forgetting them."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from stempath.model.answers import Vocabularies
from stempath.problem import ExitCode, Place, Problem, StempathError
from stempath.profile.drafts import (
    Draft,
    Keeper,
    aside_paths,
    draft_paths,
    hold,
    new_keeper,
    put_aside,
    read_draft,
)
from stempath.record import record


@record(frozen=True, slots=True)
class Unfinished:
    """A draft that was found. `dropped`: a problem for each answer in it that no longer reads."""

    path: Path
    draft: Draft
    dropped: tuple[Problem, ...]
    in_use: bool


class Drafts:
    """The drafts of one folder."""

    def __init__(self, folder: Path, vocabularies: Vocabularies) -> None:
        self.folder, self.vocabularies = folder, vocabularies

    def found(self, *, aside: bool = False) -> tuple[list[Unfinished], list[Problem]]:
        """Every draft, the one saved last first, and a warning for each that cannot be read.

        With `aside` those are put aside, under a name that the warning tells; none is deleted.

        Raises:
            StempathError: exit 5, the disk.
        """
        found: list[Unfinished] = []
        problems: list[Problem] = []
        for path in draft_paths(self.folder):
            keeper = hold(path)
            with keeper or contextlib.nullcontext():
                try:
                    draft, dropped = read_draft(path, self.vocabularies)
                except StempathError as error:
                    if keeper:
                        where = put_aside(path) if aside else path
                        problems.append(_unreadable(path, where, error))
                else:
                    found.append(Unfinished(path, draft, tuple(dropped), keeper is None))
        return sorted(found, key=lambda one: one.draft.saved, reverse=True), problems

    def aside(self) -> list[Path]:
        """What was put aside because it could not be read, by name."""
        return aside_paths(self.folder)

    def new(self, now: datetime) -> Keeper:
        """A draft of its own for a new interview, held; it is on disk once it is kept.

        Raises:
            StempathError: exit 5.
        """
        return new_keeper(self.folder, now)

    def hold(self, path: Path) -> Keeper | None:
        """The draft at a path, held; None where another interview is at it.

        Raises:
            StempathError: exit 5.
        """
        return hold(path)

    def named(self, name: str) -> Path | None:
        """The draft, or what was put aside, that has this name."""
        kept = [*draft_paths(self.folder), *self.aside()]
        return next((path for path in kept if name in (path.name, path.stem)), None)

    def about(self, profile: Path) -> list[Path]:
        """The drafts that are about the profile at a path."""
        wanted = _absolute(profile)
        return [
            one.path
            for one in self.found()[0]
            if one.draft.profile and _absolute(one.draft.profile) == wanted
        ]

    def forget(self, *paths: Path) -> list[Path]:
        """Delete drafts; what was deleted.

        Raises:
            StempathError: exit 5, the disk; 6, an interview is at one of them.
        """
        gone = []
        for path in paths:
            keeper = hold(path)
            if keeper is None:
                found, remedy = "in use by an interview", "try again when it is done"
                problem = Problem("in-use", Place(str(path)), found, "a draft at rest", remedy)
                raise StempathError(problem, ExitCode.LOCKED)
            with keeper:
                keeper.forget()
            gone.append(path)
        return gone


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 — no links followed


def _unreadable(path: Path, where: Path, error: StempathError) -> Problem:
    first = error.problems[0]
    kept = f"it is kept as {where.name}" if where != path else "`stempath advise` puts it aside"
    return Problem(
        "draft",
        Place(str(path), first.place.line),
        f"a draft that cannot be read ({first.found})",
        "one that this stempath wrote",
        kept,
        warning=True,
    )
