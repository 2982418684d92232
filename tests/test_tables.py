"""The gate: what is refused, with its place; what is cleaned; what is written whole or not."""

from __future__ import annotations

import itertools
import os
import stat
import string
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from stempath.problem import ExitCode, Problem, StempathError
from stempath.tables import (
    MOST_BYTES,
    UNSAFE,
    clean,
    decode,
    fold,
    parse_toml,
    read_bytes,
    read_csv,
    read_toml,
    squash,
    walk,
    write_atomic,
)


def refused(data: bytes | str, folder: Path) -> tuple[list[Problem], ExitCode]:
    """The problems of reading these bytes as a TOML file."""
    path = folder / "in.toml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(StempathError) as caught:
        read_toml(path, "in.toml")
    return list(caught.value.problems), caught.value.exit_code


# --- TOML that is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        ("a = 1\na = 2\n", 2, "keep one"),
        ("[t]\nx = 1\n[t]\ny = 2\n", 3, "keep one"),
        ("a = 1\n".encode("utf-16"), 1, "saved as UTF-16; expected UTF-8; save the file as UTF-8"),
        (b'a = 1\nname = "Zo\xeb"\n', 2, "byte 0xEB at offset 16, which is not UTF-8"),
        ('a = 1\nb = "x\x00y"\n', 2, "column 7"),
        ('a = 1\nb = "\\u001b[2J"\n', 2, "text without control characters"),
        ('a = 1\nb = ["ok", "\\u202e"]\n', 2, "text without control characters"),
        ("a = 1\nb = nan\n", 2, "must be a finite number"),
        ("b = inf\n", 1, "must be a finite number"),
        ("b = -inf\n", 1, "must be a finite number"),
        ("b = 1e999999\n", 1, "must be a finite number"),
        ("b = [1.0, 2e400]\n", 1, "must be a finite number"),
        (f"b = {10**25}\n", 1, "must be a finite number of ordinary size"),
        ("a = 1\rb = 2\r", 1, "line ends must be LF or CRLF"),
        ("a = 1\nb = [1, 2\n", 3, "at the end of the file"),
        ("a = \n", 1, "column 5"),
        ("a = hello\n", 1, "text needs quotes"),
        ("a." * 3000 + "b = 1\n", 1, "dots"),
    ],
)  # fmt: skip
def test_refused_with_its_line(data: bytes | str, line: int, said: str, tmp_path: Path) -> None:
    problems, code = refused(data, tmp_path)
    assert code == ExitCode.INVALID
    assert len(problems) == 1
    assert (problems[0].place.file, problems[0].place.line) == ("in.toml", line)
    assert said in str(problems[0])


def test_every_unfit_value_is_told(tmp_path: Path) -> None:
    problems, _ = refused('a = nan\n[t]\nb = "\\u0007"\nc = 1\nd = inf\n', tmp_path)
    assert [(problem.place.line, problem.place.key) for problem in problems] == [
        (1, "a"),
        (3, "t.b"),
        (5, "t.d"),
    ]


def test_the_message_shows_no_control_character(tmp_path: Path) -> None:
    (problem,), _ = refused('name = "\\u001b[2Jgone"\n', tmp_path)
    assert problem.place.key == "name"
    assert str(problem).isprintable()


@pytest.mark.parametrize(
    "data",
    [
        "a = " + "[" * 50_000,
        "a = " + "{x = " * 50_000,
        "a = " + "[" * 50_000 + "]" * 50_000,
        "a = [\n" * 50_000,
        "[" * 50_000,
        "a = " + "0x" + "f" * 1_000_000,
        "a = " + "9" * 1_000_000,
        ".".join("a" * 50_000) + " = 1",
    ],
    ids=["list", "table", "closed", "lines", "header", "hex", "digits", "dots"],
)
def test_deep_or_long_is_refused_at_once(data: str, tmp_path: Path) -> None:
    start = time.process_time()
    problems, code = refused(data, tmp_path)
    assert time.process_time() - start < 1
    assert code == ExitCode.INVALID
    assert all(len(str(problem)) < 500 for problem in problems)


def test_brackets_in_text_are_not_depth(tmp_path: Path) -> None:
    text = "".join(f'[[t]]\nx = "{"[" * 90}"\n' for _ in range(50))
    assert len(parse_toml(text, "x").data["t"]) == 50


def test_nested_within_reason_is_read() -> None:
    assert parse_toml("a = " + "[" * 60 + "]" * 60, "x").data["a"]


def test_an_empty_file_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "in.toml"
    path.write_bytes(b"")
    assert read_toml(path).data == {}
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    toml = read_toml(path)
    assert toml.data == {"a": 1, "b": 2}
    assert toml.place("b").line == 2


# --- files that are refused --------------------------------------------------------------------


def disk_refusal(path: Path) -> str:
    with pytest.raises(StempathError) as caught:
        read_bytes(path)
    assert caught.value.exit_code == ExitCode.DISK
    return str(caught.value)


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "no such file" in disk_refusal(tmp_path / "absent")
    assert "regular file" in disk_refusal(tmp_path)
    assert "a part of the path is a file" in disk_refusal(Path(__file__) / "x")


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
def test_what_never_ends(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "regular file" in disk_refusal(tmp_path / "pipe")
    assert "regular file" in disk_refusal(Path("/dev/zero"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("a = 1", "utf-8")
    path.chmod(0)
    assert "permission denied" in disk_refusal(path)


def test_too_big_is_refused_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(StempathError, match="at most 5,000,000 bytes") as caught:
        read_bytes(path)
    assert caught.value.exit_code == ExitCode.INVALID


# --- CSV ---------------------------------------------------------------------------------------


def csv_of(text: str, folder: Path) -> list[tuple[int, dict[str, str]]]:
    path = folder / "in.csv"
    path.write_text(text, "utf-8", newline="")
    return list(read_csv(path, "in.csv"))


def test_rows_know_their_lines(tmp_path: Path) -> None:
    rows = csv_of('a, b\n1,"x, y"\r\n2,"two\nlines"\n3,\n', tmp_path)
    assert rows == [
        (2, {"a": "1", "b": "x, y"}),
        (4, {"a": "2", "b": "two\nlines"}),
        (5, {"a": "3", "b": ""}),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "in.csv: found an empty file; expected a header row; restore the file"),
        ("a,b,a\n", "in.csv:1: found column a twice; expected each column once"),
        ('a,b\n"1,2\n', "in.csv:2: found unexpected end of data; expected a well-formed CSV row"),
    ],
)
def test_csv_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(StempathError) as caught:
        csv_of(text, tmp_path)
    assert str(caught.value) == said


def test_every_row_of_another_width_is_told(tmp_path: Path) -> None:
    with pytest.raises(StempathError) as caught:
        csv_of("a,b\n1\n1,2\n1,2,3\n", tmp_path)
    assert [problem.place.line for problem in caught.value.problems] == [2, 4]


# --- lines -------------------------------------------------------------------------------------

KEYS = st.text(string.ascii_lowercase + "-_", min_size=1, max_size=5) | st.sampled_from(
    ["with space", "with.dot", "ключ", "[x]", "a=b", "#no"]
)
WORDS = st.text(string.ascii_letters + "[]{}#='\" .,\n\\", max_size=12)
LEAVES = WORDS | st.integers(-99, 99) | st.booleans() | st.lists(WORDS, max_size=4)
TABLES = st.recursive(
    st.dictionaries(KEYS, LEAVES, max_size=4),
    lambda inner: st.dictionaries(
        KEYS, LEAVES | inner | st.lists(inner, min_size=1, max_size=3), max_size=4
    ),
    max_leaves=8,
)


def numbered(value: object, count: Iterator[int]) -> Any:
    """The same tables with keys that each stand once in the file."""
    if isinstance(value, dict):
        return {f"{key}{next(count)}": numbered(inner, count) for key, inner in value.items()}
    return [numbered(inner, count) for inner in value] if isinstance(value, list) else value


@given(TABLES, st.booleans())
def test_the_line_of_a_key_is_where_it_stands(tables: dict[str, object], many: bool) -> None:
    tables = numbered(tables, itertools.count())
    text = tomli_w.dumps(tables, multiline_strings=many)
    text = text.replace("\n[", '\n# a comment [ with " marks\n[')
    toml = parse_toml(text, "x.toml")
    lines = text.split("\n")
    for path, _value in walk(toml.data):
        keys = [part for part in path if isinstance(part, str)]
        place = toml.place(*path)
        assert place.key == ".".join(keys)
        assert place.line is not None
        line = lines[place.line - 1]
        written = [key if key.replace("-", "").replace("_", "").isalnum() and key.isascii()
                   else f'"{key}"' for key in keys]  # fmt: skip
        if any(other.startswith(f"{written[-1]} =") for other in lines):
            assert line.startswith(f"{written[-1]} ="), (path, line, text)
        else:  # within a table on one line: the line of what encloses it
            assert any(line.startswith(f"{key} =") for key in written), (path, line, text)


def test_lines_in_a_file_as_people_write_it() -> None:
    text = '''# head
as_of = 2026-01-01  # [ not a list

[[rule]]  # first
id = "one"
when = [
  "a [ b",  # it's [ here
  "c",
]
why = """
id = "not a key"
"""
points = 3

[rule.inner]
deep = 1

[[rule]]
id = "two"
"quoted key" = ["x", "]"]
last = true
'''
    toml = parse_toml(text, "x")
    found = {
        path: toml.place(*path).line
        for path in [
            ("as_of",), ("rule", 0), ("rule", 0, "id"), ("rule", 0, "when"), ("rule", 0, "why"),
            ("rule", 0, "points"), ("rule", 0, "inner"), ("rule", 0, "inner", "deep"),
            ("rule", 1), ("rule", 1, "id"), ("rule", 1, "quoted key"), ("rule", 1, "last"),
        ]
    }  # fmt: skip
    assert list(found.values()) == [2, 4, 5, 6, 10, 13, 15, 16, 18, 19, 20, 21]
    assert toml.place("rule", 1, "absent").line == 18
    assert toml.place("rule", 0, "when", 1).line == 6
    assert str(toml.place("rule", 1, "id")) == "x:19 (rule.id)"


# --- text --------------------------------------------------------------------------------------

ANYTHING = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from("\u202e\u200d\u061c\U000e0041\x1b\xad\u0301e")
)


@given(ANYTHING)
def test_cleaned_text_stays_clean(text: str) -> None:
    once = clean(text)
    assert not UNSAFE.search(once)
    assert clean(once) == once
    for character in "\x00\x07\x1b\x9b\u202a\u202e\u2066\u200b\u200f\ufeff\u061c\U000e0041":
        assert character not in once


def test_cleaning_leaves_words_alone() -> None:
    for words in ("Zoë Ngọc", "a\tb\nc", "[bold]x[/nope]", "=HYPERLINK(1)", "日本", "Null"):
        assert clean(words) == words


@given(ANYTHING)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squash(text) == squash(fold(text))


def test_spellings_that_are_one() -> None:
    assert squash("Men's Sheds & Work-shops") == squash("mens sheds and WORKSHOPS")
    assert squash("café") == "cafe"
    assert squash("C++") != squash("C#") != squash("C")


@given(st.binary(max_size=60))
def test_bytes_are_decoded_whole_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "x")
    except StempathError as error:
        assert error.exit_code == ExitCode.INVALID
        assert error.problems[0].place.line is not None
    else:
        assert "\ufffd" not in text or "\ufffd".encode() in data
        assert "\r" not in text


# --- writing -----------------------------------------------------------------------------------


def test_a_private_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text("old", "utf-8")
    path.chmod(0o644)
    write_atomic(path, "new\n", private=True)
    assert path.read_text("utf-8") == "new\n"
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["p.toml"]


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_a_shared_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomic(tmp_path / "p", b"\x00\xff", private=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "p").stat().st_mode) == 0o640
    assert (tmp_path / "p").read_bytes() == b"\x00\xff"


def test_a_link_is_refused_and_its_target_untouched(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine", "utf-8")
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(StempathError) as caught:
        write_atomic(tmp_path / "link", "yours", private=True)
    assert caught.value.exit_code == ExitCode.DISK
    assert target.read_text("utf-8") == "mine"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.toml"
    path.write_text("old", "utf-8")

    def full(*_anything: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(StempathError, match="no space left on device") as caught:
        write_atomic(path, "new", private=True)
    assert caught.value.exit_code == ExitCode.DISK
    assert path.read_text("utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["p.toml"]


def test_no_folder_to_write_to(tmp_path: Path) -> None:
    for path in (tmp_path / "gone" / "p", Path(__file__) / "p"):
        with pytest.raises(StempathError) as caught:
            write_atomic(path, "new", private=True)
        assert caught.value.exit_code == ExitCode.DISK
