"""The rules travel with the program: inside a wheel, beside a checkout, or where one says."""

from __future__ import annotations

import importlib.metadata
import os
from dataclasses import replace
from pathlib import Path

import pytest

import stempath
from stempath import api
from stempath.engine import cache
from stempath.problem import ExitCode, StempathError
from stempath.rulebook.find import MARKER, PACKAGE, UNREAD, find_rules, fingerprint, rule_files
from stempath.rulebook.read import read_rulebook

INSIDE = PACKAGE / "rules"
CHECKOUT = Path(__file__).resolve().parent.parent / "rules"


def all_files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_rules_are_found() -> None:
    folder = find_rules()
    assert folder in (INSIDE, PACKAGE.parent / "rules")
    assert (folder / MARKER).is_file()
    assert (folder / "README.md").is_file()


@pytest.mark.skipif(not (INSIDE / MARKER).is_file(), reason="not installed from a wheel")
def test_a_wheel_holds_the_rules_of_the_checkout() -> None:
    assert find_rules() == INSIDE
    if not (CHECKOUT / MARKER).is_file():
        pytest.skip("the tests stand apart from a checkout")
    assert all_files(INSIDE) == all_files(CHECKOUT)
    assert fingerprint(INSIDE) == fingerprint(CHECKOUT)


@pytest.mark.skipif(not (INSIDE / MARKER).is_file(), reason="not installed from a wheel")
def test_a_wheel_holds_the_rules_compiled() -> None:
    compiled = (PACKAGE / "rules.bin").read_bytes()
    assert compiled == api.compiled_rules(INSIDE)


@pytest.mark.parametrize("spoil", [None, 0, 40, 5000, -1])
def test_compiled_rules_are_used_only_whole_and_for_just_these_files(
    small_folder: Path, spoil: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stempath.rulebook.find.PACKAGE", small_folder.parent)
    right = api.compiled_rules(small_folder)
    beside = small_folder.with_suffix(".bin")
    if spoil is None:
        other = replace(api.load_rules(small_folder, cached=False), as_of="1999-12-31")
        beside.write_bytes(cache.dump(other))
        assert api.load_rules(small_folder).as_of == "1999-12-31"  # it is what is read …
        path = small_folder / "advice" / "list.toml"
        path.write_bytes(path.read_bytes() + b"\n")
        assert api.load_rules(small_folder).as_of != "1999-12-31"  # … until a rule file differs
    else:
        damaged = bytearray(right)
        damaged[spoil] ^= 1
        beside.write_bytes(damaged)
        assert cache.dump(api.load_rules(small_folder)) == right


def test_what_stands_beside_another_folder_is_never_used(
    small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = api.compiled_rules(small_folder)
    other = replace(api.load_rules(small_folder, cached=False), as_of="1999-12-31")
    small_folder.with_suffix(".bin").write_bytes(cache.dump(other))
    monkeypatch.setenv("XDG_CACHE_HOME", str(small_folder.parent / "cache"))
    assert cache.dump(api.load_rules(small_folder)) == right
    monkeypatch.chdir(small_folder)
    assert cache.dump(api.load_rules(Path())) == right


def test_a_named_folder_comes_first(small_folder: Path) -> None:
    assert find_rules(small_folder) == small_folder


def test_a_checkout_is_found_beside_the_package(
    small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = small_folder.parent / "stempath"
    monkeypatch.setattr("stempath.rulebook.find.PACKAGE", package)
    assert find_rules() == small_folder
    (package / "rules").mkdir(parents=True)
    (package / "rules" / MARKER).touch()
    assert find_rules() == package / "rules"


def test_no_rules_are_told(tmp_path: Path) -> None:
    with pytest.raises(StempathError, match="--rules DIR") as caught:
        find_rules(tmp_path)
    assert caught.value.exit_code == ExitCode.DISK


def test_the_fingerprint_is_of_names_and_bytes(small_folder: Path) -> None:
    first = fingerprint(small_folder)
    assert fingerprint(small_folder) == first
    path = small_folder / "advice" / "list.toml"
    path.write_bytes(path.read_bytes() + b"\n")
    second = fingerprint(small_folder)
    path.rename(path.with_name("lists.toml"))
    assert len({first, second, fingerprint(small_folder)}) == 3


def test_cases_and_notes_are_no_part_of_it(small_folder: Path) -> None:
    first = fingerprint(small_folder)
    (small_folder / "cases" / "more.toml").write_text("x = 1", "utf-8")
    (small_folder / "README.md").write_text("words", "utf-8")
    assert fingerprint(small_folder) == first
    names = [name for name, _path in rule_files(small_folder)]
    assert names == sorted(names)
    assert not [name for name in names if name.startswith("cases/")]


def test_what_no_rule_reads_changes_neither_the_fingerprint_nor_the_rules(
    small_folder: Path,
) -> None:
    first, rules = fingerprint(small_folder), api.compiled_rules(small_folder)
    days = small_folder / "catalogue" / "occupations" / "days"
    for name in (*UNREAD, *days.glob("*.toml")):
        path = small_folder / name
        text = path.read_text("utf-8") if path.exists() else "not read\n"
        for old, new in ((",2,70,", ",3,71,"), ("Bridge", "Span"), ("A rope", "A string")):
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    assert fingerprint(small_folder) == first
    assert api.compiled_rules(small_folder) == rules


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_among_the_rules_is_not_waited_for(small_folder: Path) -> None:
    first = fingerprint(small_folder)
    os.mkfifo(small_folder / "advice" / "pipe.toml")
    assert fingerprint(small_folder) == first
    with pytest.raises(StempathError, match="not a regular file"):
        read_rulebook(small_folder)


def test_the_version_is_told_once() -> None:
    try:
        installed = importlib.metadata.version("stempath")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not installed")
    assert installed == stempath.__version__
    assert (PACKAGE / "py.typed").is_file()
