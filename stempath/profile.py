"""A profile: one person's answers and the advice they last got, as a TOML file made to be read."""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from stempath.model.advice import Advice, Reason, Suggestion
from stempath.model.answers import Vocabularies, read_answers
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.problem import ExitCode, Place, Problem, StempathError, shown
from stempath.tables import (
    Toml,
    decode,
    disk_problem,
    fold,
    parse_toml,
    read_bytes,
    write_atomic,
)

SCHEMA_VERSION = 1
WAIT = 0.3  # seconds for another writer to finish: a save takes a few milliseconds
MOST_NAME = 60  # characters of a file name
_TOP = ("schema_version", "profile", "person", "advice")
_HEAD = ("saved", "rulebook", "as_of")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123")}
_INTRO = """\
# A stempath profile: what one person answered, and the advice they last got.
# It is private. It stays on this computer, and nothing in it is sent anywhere.
# To see the advice afresh, change an answer under [person], save, and run
#     stempath advise --profile FILE       (FILE: this file)
# An answer that is left out is "not stated"; it never means no, or zero.
"""
_ADVICE_INTRO = """\
# What was advised, best first. Written anew at each save; changing it changes nothing.
"""
Facts = Mapping[str, Value]
Titles = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as it was opened.

    `offerings` and `moves` are the (id, title) of the advice that was saved, best first. `digest`
    tells whether the file still is what was opened; "" for none. `version` is the one that the
    file was written in.
    """

    path: Path
    facts: Facts
    saved: date | None
    rulebook: str | None
    offerings: Titles
    moves: Titles
    digest: str
    warnings: tuple[Problem, ...] = ()
    version: int = SCHEMA_VERSION


# --- reading -----------------------------------------------------------------------------------


def read_profile(path: Path, vocabularies: Vocabularies) -> Profile:
    """The profile at `path`; an answers file (facts under [person]) is one without advice.

    Raises:
        StempathError: exit 5, what cannot be read; 3, what is no profile, with every problem.
    """
    data = read_bytes(path)
    file = str(path)
    text = decode(data, file)
    if not text.strip():
        raise StempathError(_empty_problem(path))
    toml = parse_toml(text, file)
    version = _version(toml)
    tables = _migrated(toml.data, version)
    problems = list(_shape_problems(toml, tables))
    person = tables.get("person")
    facts: dict[str, Value] = {}
    if isinstance(person, dict):
        facts, found = read_answers(person, vocabularies, _places(toml, version))
        problems.extend(found)
    if problems:
        raise StempathError(problems)
    head = tables.get("profile", {})
    warnings = [*_open_warnings(path)]
    advice = tables.get("advice", {})
    lists: list[Titles] = []
    for name in ("offerings", "moves"):
        titles = _titles(advice.get(name, []) if isinstance(advice, dict) else None)
        if titles is None:
            warnings.append(
                Problem(
                    "advice",
                    toml.place("advice", name),
                    f"saved {name} without id and title",
                    "what stempath wrote",
                    "it is written anew at the next save",
                    warning=True,
                )
            )
        lists.append(titles or ())
    saved, rulebook = head.get("saved"), head.get("rulebook")
    return Profile(
        path=path,
        facts=facts,
        saved=saved if isinstance(saved, date) else None,
        rulebook=rulebook if isinstance(rulebook, str) else None,
        offerings=lists[0],
        moves=lists[1],
        digest=_digest(data),
        warnings=tuple(warnings),
        version=version,
    )


def _version(toml: Toml) -> int:
    """The schema version that a file states; 0 where it states none, as one written by hand."""
    version = toml.data.get("schema_version", 0)
    place = toml.place("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        raise StempathError(
            Problem(
                "schema-version",
                place,
                shown(version),
                f"schema_version = {SCHEMA_VERSION}",
                "write it so",
            )
        )
    if version > SCHEMA_VERSION:
        raise StempathError(
            Problem(
                "newer",
                place,
                f"schema_version {version}, made by a newer stempath",
                f"at most {SCHEMA_VERSION}",
                "update stempath; the file was left as it is",
            )
        )
    return version


def _migrated(tables: Mapping[str, Any], version: int) -> dict[str, Any]:
    """The tables as the present version has them. Version 0 called the person's facts answers."""
    now = dict(tables)
    if version == 0 and "answers" in now and "person" not in now:
        now["person"] = now.pop("answers")
    return now


def _places(toml: Toml, version: int) -> Callable[[str], Place]:
    table = "answers" if version == 0 and "person" not in toml.data else "person"
    return lambda name: toml.place(table, name)


def _shape_problems(toml: Toml, tables: Mapping[str, Any]) -> Iterator[Problem]:
    facts = declared(Person)
    for key in tables:
        if key in _TOP:
            continue
        near = get_close_matches(key, _TOP, n=1, cutoff=0.6)
        remedy = f"did you mean `{near[0]}`?" if near else "remove it"
        if key.replace("-", "_") in facts:
            remedy = "put it under [person]"
        yield Problem(
            "unknown-key", toml.place(key), f"`{key}`", "one of " + ", ".join(_TOP), remedy
        )
    for key in ("profile", "person", "advice"):
        if key in tables and not isinstance(tables[key], dict):
            yield Problem("shape", toml.place(key), f"`{key}` as a value", f"a table [{key}]")
    if "person" not in tables:
        yield Problem(
            "missing", Place(toml.file, 1), "no [person]", "the person's facts under [person]"
        )
    head = tables.get("profile")
    for key in head if isinstance(head, dict) else ():
        if key not in _HEAD:
            yield Problem(
                "unknown-key",
                toml.place("profile", key),
                f"`{key}`",
                "one of " + ", ".join(_HEAD),
                "remove it, or put a fact under [person]",
            )


def _titles(entries: object) -> Titles | None:
    if not isinstance(entries, list):
        return None
    found = []
    for entry in entries:
        id_ = entry.get("id") if isinstance(entry, dict) else None
        title = entry.get("title") if isinstance(entry, dict) else None
        if not isinstance(id_, str) or not isinstance(title, str):
            return None
        found.append((id_, title))
    return tuple(found)


def _empty_problem(path: Path) -> Problem:
    backup = _backup(path)
    remedy = "delete it and run `stempath advise`"
    if backup.exists():
        remedy = f"an earlier copy is at {backup}: put it in this one's place"
    return Problem("empty", Place(str(path)), f"{path.name} is empty", "a profile", remedy)


def _open_warnings(path: Path) -> Iterator[Problem]:
    if os.name == "nt":  # its permissions are no bits
        return
    with contextlib.suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            quoted = "'" + str(path).replace("'", "'\\''") + "'"
            yield Problem(
                "readable-by-others",
                Place(str(path)),
                f"a profile that others can read (mode {mode:04o})",
                "one that only you can read",
                f"chmod 600 {quoted}",
                warning=True,
            )


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


# --- writing -----------------------------------------------------------------------------------


def profile_text(facts: Facts, advice: Advice | None, today: date | None) -> str:
    """The profile as a file's text; the same facts, advice and day give the same bytes."""
    lines = [_INTRO, f"schema_version = {SCHEMA_VERSION}", ""]
    if advice is not None or today is not None:
        lines.append("[profile]")
        if today is not None:
            lines.append(f"saved = {today.isoformat()}")
        if advice is not None:
            lines.append(f"rulebook = {toml_value(advice.rulebook)}")
            lines.append(f"as_of = {date.fromisoformat(advice.as_of).isoformat()}")
        lines.append("")
    lines.append("[person]")
    for name in declared(Person):
        value = facts.get(name)
        if value is not None:
            lines.append(f"{name} = {toml_value(value)}")
    if advice is not None:
        lines += ["", _ADVICE_INTRO.rstrip("\n"), "[advice]", *_notes(advice)]
        for name, suggestions in (("offerings", advice.offerings), ("moves", advice.moves)):
            for suggestion in suggestions:
                lines += ["", f"[[advice.{name}]]", *_suggestion(suggestion)]
    return "\n".join(lines) + "\n"


def toml_value(value: Value) -> str:
    """A fact as one line of TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, str):
        return _toml_text(value)
    return repr(value)


def _toml_text(text: str) -> str:
    # JSON's escapes are TOML's, so a carriage return stays what it is; delete alone must be added.
    quoted = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
    if text.count("[") + text.count("{") > 20:  # the reader counts brackets before it parses
        quoted = quoted.replace("[", "\\u005B").replace("{", "\\u007B")
    return quoted


def _notes(advice: Advice) -> Iterator[str]:
    rows = [
        (("slot", note.slot), ("rule", note.rule), ("words", note.words)) for note in advice.notes
    ]
    yield from _rows("notes", rows)


def _suggestion(suggestion: Suggestion) -> Iterator[str]:
    yield f"id = {_toml_text(suggestion.id)}"
    yield f"title = {_toml_text(suggestion.title)}"
    yield f"score = {suggestion.score}"
    yield from _rows("reasons", [_reason(reason) for reason in suggestion.reasons])
    if suggestion.cautions:
        yield "cautions = ["
        yield from (f"    {_toml_text(words)}," for words in suggestion.cautions)
        yield "]"


def _reason(reason: Reason) -> Sequence[tuple[str, Value]]:
    return (
        ("points", reason.points),
        ("why", reason.why),
        ("rule", reason.rule),
        ("source", reason.source),
    )


def _rows(name: str, rows: Sequence[Sequence[tuple[str, Value]]]) -> Iterator[str]:
    if not rows:
        yield f"{name} = []"
        return
    yield f"{name} = ["
    for row in rows:
        yield "    { " + ", ".join(f"{key} = {toml_value(value)}" for key, value in row) + " },"
    yield "]"


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
            if old is None or _digest(old) != opened.digest:
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
            write_atomic(_backup(path), old, private=True)
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
        _version(parse_toml(decode(old, str(path)), str(path)))
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

    lock = FileLock(_lock(path), timeout=WAIT, mode=0o600)
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


def _lock(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def _backup(path: Path) -> Path:
    return path.with_name(f"{path.name}.bak")


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


# --- the folder --------------------------------------------------------------------------------


def profile_folder() -> Path:
    """Where profiles are kept unless a path is given."""
    from platformdirs import user_data_path

    return user_data_path("stempath") / "profiles"


def file_name(facts: Facts, today: date) -> str:
    """A name for a new profile: its label if it has one, else the day; no other fact is in it."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(str(facts.get("label") or ""))).strip("-")
    slug = slug[:MOST_NAME].strip("-")
    if slug and slug not in _RESERVED:
        return f"{slug}.toml"
    digest = sha256(profile_text(facts, None, None).encode()).hexdigest()
    return f"{today.isoformat()}-{digest[:8]}.toml"


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
    """Delete a profile with its .bak and its lock; what was deleted.

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
        for one in (path, _backup(path)):
            try:
                one.unlink()
                gone.append(one)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise StempathError(disk_problem(one, error), ExitCode.DISK) from None
    with contextlib.suppress(OSError):
        if _lock(path).exists():
            _lock(path).unlink()
            gone.append(_lock(path))
    return gone


# --- what changed ------------------------------------------------------------------------------


def changes(profile: Profile, advice: Advice) -> list[str]:
    """What the new advice has that the saved one had not, and the other way round, in words."""
    lines = []
    if profile.rulebook is not None and profile.rulebook != advice.rulebook:
        lines.append("The rulebook changed since this profile was saved.")
    for name, old, now in (
        ("offerings", profile.offerings, advice.offerings),
        ("moves", profile.moves, advice.moves),
    ):
        before = {id_: place for place, (id_, _title) in enumerate(old, 1)}
        after = {suggestion.id: place for place, suggestion in enumerate(now, 1)}
        for suggestion in now:
            place, was = after[suggestion.id], before.get(suggestion.id)
            words = f"{suggestion.title} ({suggestion.id})"
            if was is None:
                lines.append(f"New in {name}, at {place}: {words}")
            elif was != place:
                way = "up" if place < was else "down"
                lines.append(f"Moved {way} in {name}, from {was} to {place}: {words}")
        for id_, title in old:
            if id_ not in after:
                lines.append(f"No longer in {name}, where it was at {before[id_]}: {title} ({id_})")
    return lines
