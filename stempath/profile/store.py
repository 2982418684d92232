"""The folder where profiles are kept: names, list, and forgetting."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path

from stempath.model.answers import Vocabularies
from stempath.model.fact import Value
from stempath.problem import ExitCode, Place, Problem, StempathError
from stempath.profile.read import Profile, backup_of, read_profile
from stempath.profile.text import profile_text
from stempath.profile.write import lock_of, locked
from stempath.tables import disk_problem, fold

MOST_NAME = 60  # characters of a file name
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123")}


def profile_folder() -> Path:
    """Where profiles are kept unless a path is given."""
    from platformdirs import user_data_path

    return user_data_path("stempath") / "profiles"


def file_name(facts: Mapping[str, Value], today: date) -> str:
    """A name for a new profile: its label if it has one, else the day; no other fact is in it."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(str(facts.get("label") or ""))).strip("-")
    slug = slug[:MOST_NAME].strip("-")
    if slug and slug not in _RESERVED:
        return f"{slug}.toml"
    digest = sha256(profile_text(facts, None, None).encode()).hexdigest()
    return f"{today.isoformat()}-{digest[:8]}.toml"


def place_of(
    facts: Mapping[str, Value], today: date, vocabularies: Vocabularies
) -> tuple[Path, Profile | None]:
    """Where a new profile goes; with it the one that is there, if it holds just these answers.

    Another profile of the same name stays: the new one gets a number.
    """
    first = profile_folder() / file_name(facts, today)
    for number in count(1):
        path = first if number == 1 else first.with_name(f"{first.stem}-{number}.toml")
        if not path.exists():
            return path, None
        with contextlib.suppress(StempathError):  # one that cannot be read stays as well
            if (there := read_profile(path, vocabularies)).facts == dict(facts):
                return path, there
    raise AssertionError(first)


def list_profiles(folder: Path, vocabularies: Vocabularies) -> tuple[list[Profile], list[Problem]]:
    """Every profile of a folder, by name, and the problems of those that cannot be read."""
    found: list[Profile] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        try:
            found.append(read_profile(path, vocabularies))
        except StempathError as error:
            problems.extend(error.problems)
    return found, problems


def forget(path: Path) -> list[Path]:
    """Delete a profile with its .bak; those that were deleted. Its lock goes without a word.

    Raises:
        StempathError: exit 5, no such profile, or one that cannot be deleted; 6, it is in use.
    """
    if not path.is_file() and not path.is_symlink():
        raise StempathError(
            Problem(
                "no-file",
                Place(str(path)),
                "no such profile",
                "a profile",
                "stempath profile list names them",
            ),
            ExitCode.DISK,
        )
    gone = []
    with locked(path):
        for one in (path, backup_of(path)):
            try:
                one.unlink()
                gone.append(one)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise StempathError(disk_problem(one, error), ExitCode.DISK) from None
    with contextlib.suppress(OSError):
        lock_of(path).unlink()
    return gone
