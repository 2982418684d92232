"""Profiles on their way to the disk: whole or not at all, one writer at a time, nothing lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stempath.problem import ExitCode, Place, Problem, StempathError
from stempath.profile.read import SCHEMA_VERSION, Profile, backup_of, digest_of, version_of
from stempath.tables import decode, disk_problem, parse_toml, read_bytes, write_atomic

WAIT = 0.3  # seconds for another writer to finish: a save takes a few milliseconds


def write_profile(
    path: Path, text: str, *, opened: Profile | None = None, overwrite: bool = False
) -> Path:
    """Put a profile's text at `path`, whole or not at all, for its owner alone.

    `opened` is the profile that it replaces; one of an older version is first copied to .bak.

    Raises:
        StempathError: exit 2, a file that was not opened stands there and `overwrite` is not set;
            3, it was made by a newer stempath; 5, the disk; 6, another writer is at it, or it
            changed since it was opened.
    """
    make_folder(path.parent)
    if path.is_symlink():
        raise StempathError(
            Problem("link", Place(str(path)), "a link", "a file or nothing", "name another"),
            ExitCode.DISK,
        )
    with locked(path):
        same = opened is not None and _same(opened.path, path)
        old = read_bytes(path) if path.exists() else None
        if old is not None:
            _refuse_newer(path, old)
        if same and opened is not None and not overwrite:
            if old is None or digest_of(old) != opened.digest:
                raise StempathError(_changed_problem(path, old), ExitCode.LOCKED)
        elif old is not None and not overwrite:
            raise StempathError(
                Problem(
                    "exists",
                    Place(str(path)),
                    "a file that was not opened",
                    "a new name",
                    "name another file, or say --force to replace it",
                ),
                ExitCode.USAGE,
            )
        if old is not None and same and opened is not None and opened.version < SCHEMA_VERSION:
            write_atomic(backup_of(path), old, private=True)
        write_atomic(path, text, private=True)
    return path


def _same(one: Path, other: Path) -> bool:
    return os.path.abspath(one) == os.path.abspath(other)  # noqa: PTH100 — no links followed


def _changed_problem(path: Path, old: bytes | None) -> Problem:
    return Problem(
        "changed",
        Place(str(path)),
        "a profile that changed since you opened it" if old is not None else "the profile gone",
        "the profile as it was opened",
        "open it again, or save under another name",
    )


def _refuse_newer(path: Path, old: bytes) -> None:
    """What a newer stempath wrote is never replaced, not even by force."""
    try:
        version_of(parse_toml(decode(old, str(path)), str(path)))
    except StempathError as error:
        if error.problems[0].code == "newer":
            raise


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone at work on `path`, among all processes that ask; the lock falls when a process ends.

    Raises:
        StempathError: exit 6, another one is at it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(lock_of(path), timeout=WAIT, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise StempathError(
            Problem(
                "in-use",
                Place(str(path)),
                "in use by another stempath",
                "one writer at a time",
                "try again when it is done",
            ),
            ExitCode.LOCKED,
        ) from None
    except OSError as error:
        raise StempathError(disk_problem(path, error), ExitCode.DISK) from None
    try:
        yield
    finally:
        lock.release()


def lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def make_folder(folder: Path) -> None:
    """The folder, made for its owner alone where it is not there yet."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    try:
        for new in reversed(missing):
            new.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StempathError(disk_problem(new, error), ExitCode.DISK) from None
