"""Drafts: unfinished interviews, on disk after every answer, for their owner alone."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stempath.model.answers import Vocabularies, read_answers
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.model.ratings import as_written
from stempath.problem import ExitCode, Problem, StempathError, shown
from stempath.profile.write import lock_of, make_folder
from stempath.record import record
from stempath.tables import Toml, decode, disk_problem, parse_toml, read_bytes, write_atomic

if TYPE_CHECKING:
    from filelock import BaseFileLock

SCHEMA_VERSION = 1
ASIDE = "draft.bad-"  # a draft that cannot be read is kept under this name and a number
MODES = ("full", "adaptive", "edit")
_INTRO = """\
# An interview that is not finished: what was answered so far. It is private and stays on this
# computer. To go on with it, run  stempath advise  and to delete it  stempath profile forget

"""
_HEAD = ("started", "saved", "mode", "at", "order", "profile", "save")


@record(frozen=True, slots=True, kw_only=True)
class Draft:
    """An interview as it stands on disk.

    at       the fact that is asked for next; "" where all was asked
    stated   what was known before the interview
    given    what was answered, in the order of asking; None where it was skipped
    via      fact -> the one whose free text stated it
    profile  the profile that it is about, where one was opened
    save     where the finished profile was to be saved, where somebody said so
    """

    started: datetime
    saved: datetime
    mode: str
    at: str
    stated: Mapping[str, Value]
    given: Mapping[str, Value]
    via: Mapping[str, str]
    profile: Path | None = None
    save: Path | None = None

    @property
    def answered(self) -> int:
        """How many answers it holds, skipped ones not counted."""
        return sum(value is not None for value in self.given.values())


def draft_folder() -> Path:
    """Where drafts are kept."""
    from platformdirs import user_state_path

    return user_state_path("stempath") / "drafts"


class Keeper:
    """One draft on disk, held by one interview: no other process takes it meanwhile.

    Used as a context: the hold ends with it, and with the process in any case.
    """

    def __init__(self, path: Path, lock: BaseFileLock) -> None:
        self.path, self._lock = path, lock

    def __enter__(self) -> Keeper:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Let go of the draft."""
        self._lock.release()
        if not self.path.exists():  # nobody can want the lock of a draft that is not there
            with contextlib.suppress(OSError):
                lock_of(self.path).unlink(missing_ok=True)

    def keep(self, draft: Draft) -> None:
        """Put the draft on disk, whole or not at all.

        Raises:
            StempathError: exit 5.
        """
        write_atomic(self.path, draft_text(draft), private=True)

    def forget(self) -> None:
        """Delete the draft: its answers are saved elsewhere, or its owner said so.

        Raises:
            StempathError: exit 5.
        """
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise StempathError(disk_problem(self.path, error), ExitCode.DISK) from None


def new_keeper(folder: Path, now: datetime) -> Keeper:
    """A name of its own for a new draft, held. Nothing is on disk yet.

    Raises:
        StempathError: exit 5.
    """
    make_folder(folder)
    while True:
        path = folder / f"{now:%Y-%m-%d}-{secrets.token_hex(3)}.toml"
        if not path.exists() and (keeper := hold(path)):
            return keeper


def hold(path: Path) -> Keeper | None:
    """The draft at `path`, held; None where another interview is at it.

    Raises:
        StempathError: exit 5.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(lock_of(path), timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return None
    except OSError as error:
        raise StempathError(disk_problem(path, error), ExitCode.DISK) from None
    return Keeper(path, lock)


def draft_paths(folder: Path) -> list[Path]:
    """The drafts of a folder by name."""
    return sorted(folder.glob("*.toml")) if folder.is_dir() else []


def aside_paths(folder: Path) -> list[Path]:
    """What was kept aside because it could not be read, by name."""
    return sorted(folder.glob(f"{ASIDE}*")) if folder.is_dir() else []


def put_aside(path: Path) -> Path:
    """Keep a draft that cannot be read under a name of its own; its new path.

    Raises:
        StempathError: exit 5.
    """
    number = 1
    while (aside := path.with_name(f"{ASIDE}{number}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as error:
        raise StempathError(disk_problem(path, error), ExitCode.DISK) from None
    return aside


# --- text --------------------------------------------------------------------------------------


def draft_text(draft: Draft) -> str:
    """The draft as a file's text."""
    import tomli_w

    head: dict[str, Any] = {
        "started": draft.started.replace(microsecond=0),
        "saved": draft.saved.replace(microsecond=0),
        "mode": draft.mode,
        "at": draft.at,
        "order": list(draft.given),
    }
    for name in ("profile", "save"):
        if path := getattr(draft, name):
            head[name] = str(path)
    tables: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "draft": head}
    for name, facts in (("stated", draft.stated), ("answers", draft.given)):
        tables[name] = {
            key: as_written(declared(Person)[key], value)
            for key, value in facts.items()
            if value is not None
        }
    tables["via"] = dict(draft.via)
    return _INTRO + tomli_w.dumps(tables)


def read_draft(path: Path, vocabularies: Vocabularies) -> tuple[Draft, list[Problem]]:
    """The draft at `path`, and a problem for each answer in it that no longer reads.

    Those are left out; everything else is kept.

    Raises:
        StempathError: exit 5, what cannot be read; 3, what is no draft of this version.
    """
    file = str(path)
    toml = parse_toml(decode(read_bytes(path), file), file)
    version, head = toml.data.get("schema_version"), toml.data.get("draft")
    if version != SCHEMA_VERSION or isinstance(version, bool):
        found, expected = f"schema_version {shown(version)}", f"{SCHEMA_VERSION}"
        raise StempathError(
            Problem("schema-version", toml.place("schema_version"), found, expected)
        )
    problems = list(_shape_problems(toml, head))
    if problems or not isinstance(head, dict):
        raise StempathError(problems)
    stated, gone = _facts(toml, "stated", vocabularies)
    answers, gone_too = _facts(toml, "answers", vocabularies)
    order = [fact for fact in head["order"] if fact in declared(Person)]
    lost = {problem.place.key.rpartition(".")[2] for problem in gone_too}
    given = {fact: answers.get(fact) for fact in [*order, *answers] if fact not in lost}
    via = {
        fact: part for fact, part in toml.data["via"].items()
        if fact in given and isinstance(part, str)
    }  # fmt: skip
    draft = Draft(
        started=head["started"], saved=head["saved"], mode=head["mode"], at=head["at"],
        stated=stated, given=given, via=via,
        profile=_path(head.get("profile")), save=_path(head.get("save")),
    )  # fmt: skip
    return draft, [*gone, *gone_too]


def _facts(
    toml: Toml, table: str, vocabularies: Vocabularies
) -> tuple[dict[str, Value], list[Problem]]:
    return read_answers(toml.data[table], vocabularies, lambda name: toml.place(table, name))


def _shape_problems(toml: Toml, head: object) -> Iterator[Problem]:
    if not isinstance(head, dict):
        yield Problem("shape", toml.place("draft"), "no [draft]", "a table [draft]")
        return
    for key in sorted(head.keys() - set(_HEAD)):
        yield Problem("unknown-key", toml.place("draft", key), f"`{key}`", "what stempath wrote")
    for key, kind in (("started", datetime), ("saved", datetime), ("at", str)):
        if not isinstance(head.get(key), kind):
            yield Problem("shape", toml.place("draft", key), f"no `{key}`", "what stempath wrote")
    if head.get("mode") not in MODES:
        expected = f"one of {', '.join(MODES)}"
        yield Problem("shape", toml.place("draft", "mode"), shown(head.get("mode")), expected)
    if not _texts(head.get("order")):
        yield Problem("shape", toml.place("draft", "order"), "no `order`", "a list of facts")
    for key in ("profile", "save"):
        if not isinstance(head.get(key, ""), str):
            yield Problem("shape", toml.place("draft", key), shown(head[key]), "a path")
    for key in ("stated", "answers", "via"):
        if not isinstance(toml.data.get(key), dict):
            yield Problem("shape", toml.place(key), f"no [{key}]", f"a table [{key}]")


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _path(written: str | None) -> Path | None:
    return Path(written) if written else None
