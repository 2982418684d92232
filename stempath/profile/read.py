"""Profile files -> profiles; one of an older version is read as one of today's."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from stempath.model.answers import Vocabularies, read_answers
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.problem import Place, Problem, StempathError, shown
from stempath.record import record
from stempath.tables import Toml, decode, parse_toml, read_bytes

SCHEMA_VERSION = 1
_TOP = ("schema_version", "profile", "person", "advice")
_HEAD = ("saved", "rulebook", "as_of")
Titles = tuple[tuple[str, str], ...]


@record(frozen=True, slots=True)
class Profile:
    """A profile as it was opened.

    `offerings` and `moves` are the (id, title) of the advice that was saved, best first. `digest`
    tells whether the file still is what was opened; "" for none. `version` is the one that the
    file was written in.
    """

    path: Path
    facts: Mapping[str, Value]
    saved: date | None
    rulebook: str | None
    offerings: Titles
    moves: Titles
    digest: str
    warnings: tuple[Problem, ...] = ()
    version: int = SCHEMA_VERSION


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
    version = version_of(toml)
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
        digest=digest_of(data),
        warnings=tuple(warnings),
        version=version,
    )


def version_of(toml: Toml) -> int:
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
    backup = backup_of(path)
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


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def backup_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.bak")
