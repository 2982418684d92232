"""Where the rule files are: a folder the user names, the checkout, or inside the wheel."""

from __future__ import annotations

import os
from pathlib import Path

from stempath.problem import ExitCode, Place, Problem, StempathError

try:  # hashlib takes it from here too, but first loads OpenSSL, which takes longer than the hashing
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_PIECE = 2**17  # bytes of a file that are hashed at once: they stay in the processor's cache
MARKER = "rulebook.toml"
PACKAGE = Path(__file__).resolve().parent.parent
# What explains and describes, and what the map of occupations is built from: no rule reads it.
UNREAD_FOLDERS = frozenset({"cases", "quiz", "catalogue/occupations/days"})
UNREAD = frozenset(
    {
        "catalogue/occupations/closeness.toml",
        "vocabulary/spellings.csv",
        *(
            f"catalogue/occupations/{table}.csv"
            for table in (
                "activities",
                "award_cover",
                "awards",
                "day_tasks",
                "interests",
                "knowledge",
                "nearness",
                "skills",
            )
        ),
    }
)


def find_rules(named: Path | None = None) -> Path:
    """The folder of rule files.

    Raises:
        StempathError: exit 5 where there is none.
    """
    # A wheel carries the rules inside the package; an editable install and a checkout do not.
    places = [named] if named else [PACKAGE / "rules", PACKAGE.parent / "rules"]
    for folder in places:
        if (folder / MARKER).is_file():
            return folder
    raise StempathError(
        Problem(
            "no-rules",
            Place(str(places[0])),
            f"no {MARKER}",
            "a folder of rule files",
            "name one with --rules DIR, or install stempath again",
        ),
        ExitCode.DISK,
    )


def compiled_file(folder: Path) -> Path | None:
    """Where a wheel carries the rules of `folder` compiled; None for any folder but its own.

    What stands beside a folder that somebody names could say other than the rules they read in it.
    """
    return PACKAGE / "rules.bin" if folder == PACKAGE / "rules" else None


def rule_files(folder: Path) -> list[tuple[str, str]]:
    """(name below `folder`, path) of every rule and catalogue file, in one order on every machine.

    UNREAD and what stands in UNREAD_FOLDERS are not among them: they change no advice.
    """
    found = []
    waiting = [("", str(folder))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                name = prefix + entry.name
                if entry.is_dir():
                    if name not in UNREAD_FOLDERS:
                        waiting.append((f"{name}/", entry.path))
                # No pipe, which would be waited for; reading the rulebook tells of it.
                elif name.endswith((".toml", ".csv")) and name not in UNREAD and entry.is_file():
                    found.append((name, entry.path))
    return sorted(found)


def fingerprint(folder: Path) -> str:
    """A hash of the names and bytes of `rule_files`: the identity of what gives advice."""
    digest = blake2b(digest_size=16)
    room = memoryview(bytearray(_PIECE))
    for name, path in rule_files(folder):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 — many files, at every start
            digest.update(f"{name}\0{os.fstat(file.fileno()).st_size}\0".encode())
            while size := file.readinto(room):
                digest.update(room[:size])
    return digest.hexdigest()
