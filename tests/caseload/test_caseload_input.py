"""What a caseload may look like: every wrong file is named, every wrong row stands alone."""

from __future__ import annotations

import io
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from stempath.problem import ExitCode, StempathError

HEADER = "client_id,qualification,goals,occupation\n"
ROW = "A1,bachelor,refresh-skills,100002\n"


def refused(run: Any, text: str | bytes | None, **options: Any) -> StempathError:
    """The error; nothing may have been created."""
    with pytest.raises(StempathError) as caught:
        run(text, **options)
    assert not run.out.exists()
    return caught.value


# --- the file ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(b"", "no rows", id="B037 empty"),
        pytest.param("qualification,client,goals\n", "rename `client` to client_id", id="B039"),
        pytest.param("name;goals\n", "no column client_id among: name, goals", id="B039 columns"),
        pytest.param("client_id,state,state\n", "column state twice", id="B040"),
        pytest.param("client_id,state,\u00a0State \n", "column state twice", id="B041 collide"),
        pytest.param("client_id,,\n", "more than one column without a name", id="no names"),
        pytest.param((HEADER + ROW).encode("utf-16"), "saved as UTF-16", id="B045"),
        pytest.param((HEADER + ROW).encode("utf-16-le"), "NUL", id="B045 no mark"),
        pytest.param(HEADER.encode() + b"Zo\xeb,,,\n", "try --encoding cp1252", id="B046"),
        pytest.param("client_id,occupation;goals\n", "more than one way", id="B047 ambiguous"),
        pytest.param((HEADER + ROW).replace("\n", "\r"), "LF or CRLF", id="B048"),
        pytest.param(b"PK\x03\x04rest", "a workbook (XLSX)", id="B080"),
        pytest.param("\n" + HEADER, "an empty first row", id="blank header"),
    ],
)
def test_a_file_that_tells_no_table_is_refused(run: Any, text: str | bytes, words: str) -> None:
    error = refused(run, text)
    assert error.exit_code == ExitCode.INVALID
    assert words in str(error)


def test_the_place_of_a_wrong_byte_is_told(run: Any) -> None:
    error = refused(run, HEADER.encode() + b"A,,,\nZo\xeb,,,\n")
    assert error.problems[0].place.line == 3 and "at byte 48" in str(error)


@pytest.mark.parametrize(
    ("options", "words"),
    [({"encoding": "klingon"}, "utf-8 or cp1252"), ({"delimiter": ",;"}, "one character")],
)
def test_wrong_options_are_wrong_usage(run: Any, options: dict[str, str], words: str) -> None:
    error = refused(run, HEADER + ROW, **options)
    assert error.exit_code == ExitCode.USAGE and words in str(error)


def test_only_regular_files_are_read(run: Any, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero"), tmp_path / "none.csv"):
        run.source = path
        assert refused(run, None).exit_code == ExitCode.DISK


def test_a_header_alone_is_a_caseload_of_nobody(run: Any) -> None:
    report = run(HEADER)
    assert (report.clients, report.advised, report.rejected) == (0, 0, 0)
    assert any("no clients" in note for note in report.notes)
    assert run.rows("advice") == [] and run.rows("reasons")
    assert (run.out / "advice.csv").read_text().startswith("client_id,rank,kind,id,title,score,")


@pytest.mark.parametrize(
    ("text", "options", "note"),
    [
        pytest.param(HEADER + ROW, {}, None, id="plain"),
        pytest.param("\ufeff" + HEADER + ROW, {}, None, id="mark"),
        pytest.param((HEADER + ROW).replace("\n", "\r\n"), {}, None, id="CRLF"),
        pytest.param((HEADER + ROW).rstrip("\n"), {}, None, id="no last line end"),
        pytest.param(
            HEADER.replace("client_id", "\u00a0Client-ID ") + ROW, {}, None, id="B041 padding"
        ),
        pytest.param(HEADER.replace("client_id", '"ＣＬＩＥＮＴ id"') + ROW, {}, None, id="wide"),
        pytest.param((HEADER + ROW).replace(",", ";"), {}, "semicolons", id="B047 semicolons"),
        pytest.param((HEADER + ROW).replace(",", "\t"), {}, "tabs", id="B047 tabs"),
        pytest.param((HEADER + ROW).replace(",", "|"), {"delimiter": "|"}, None, id="told"),
        pytest.param((HEADER + ROW).replace(",", "\t"), {"delimiter": "tab"}, None, id="tab told"),
        pytest.param((HEADER + ROW).encode("utf-16"), {"encoding": "utf-16"}, None, id="UTF-16"),
        pytest.param(
            HEADER.replace("\n", ",label\n").encode() + ROW.strip().encode() + b",Zo\xeb\n",
            {"encoding": "cp1252"},
            None,
            id="B046 told",
        ),
    ],
)
def test_tables_as_programs_write_them_are_read(
    run: Any, text: str | bytes, options: dict[str, str], note: str | None
) -> None:
    report = run(text, **options)
    assert (report.advised, report.rejected) == (1, 0)
    assert run.clients == ["A1"]
    assert [note for words in report.notes if note and note in words] == ([note] if note else [])


def test_standard_input_is_read_unless_it_is_a_terminal(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.source = Path("-")
    piped = SimpleNamespace(
        isatty=lambda: False, buffer=io.BytesIO((HEADER + ROW + ROW.replace("A1", "A2")).encode())
    )
    monkeypatch.setattr("sys.stdin", piped)
    assert run().advised == 2
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    with pytest.raises(StempathError) as caught:
        run()
    assert caught.value.exit_code == ExitCode.USAGE and "stempath batch -" in str(caught.value)


def test_columns_that_are_no_facts_are_named_and_left_out(run: Any) -> None:
    text = "client_id,qualification,goals,occupation,USI,TFN,date of birth,dob,Notes,sectr\n"
    report = run(text + "A1,bachelor,progression,100002,3AW88,123,1990,1990,likes tea,maps\n")
    words = "\n".join(report.notes)
    for part in ("usi was dropped", "tfn was dropped", "date_of_birth was dropped", "dob was"):
        assert part in words
    assert "did you mean sector?" in words
    assert report.advised == 1
    for data in run.bytes().values():
        assert b"3AW88" not in data and b"likes tea" not in data


# --- rows --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        pytest.param(",bachelor,progression,100002", "client_id", "no client id", id="B044"),
        pytest.param("  ,bachelor,progression,100002", "client_id", "no client id", id="spaces"),
        pytest.param("A,bachelor,progression,100002,x", "", "not the 4 cells", id="B049 more"),
        pytest.param("A,bachelor,progression", "", "not the 4 cells", id="B049 fewer"),
        pytest.param("A\u202eB,bachelor,progression,100002", "client_id", "invisible", id="B060"),
        pytest.param("A\u200bB,bachelor,progression,100002", "client_id", "invisible", id="width"),
        pytest.param('"A\nB",bachelor,progression,100002', "client_id", "invisible", id="lines"),
        pytest.param("A1,bachelor,progression,100002", "client_id", "earlier row", id="twice"),
        pytest.param(
            "A,wizardry,progression,100002", "qualification", "qualifications", id="needed"
        ),
        pytest.param("A,bachelor,,100002", "", "no `goals`", id="no goals"),
        pytest.param("A,bachelor,progression,", "", "none of `occupation`", id="none of three"),
        pytest.param("A,bachelor,progression,wizard", "occupation", "occupations", id="only one"),
        pytest.param('A"B"c,"x"y,progression,100002', "", "expected after", id="quotes"),
        pytest.param('A,"bachelor,progression,100002', "", "unexpected end", id="open quote"),
    ],
)
def test_a_bad_row_never_stops_the_rest(run: Any, row: str, column: str, problem: str) -> None:
    report = run(HEADER + ROW + row + "\nZ9,masters,progression,200001\n")
    assert (report.clients, report.advised, report.rejected) == (3, 2, 1)
    assert run.clients == ["A1", "Z9"]
    (reject,) = run.rows("rejects")
    assert (reject["row"], reject["column"]) == ("3", column)
    assert reject["problem"].startswith("rejected: ") and problem in reject["problem"]
    assert reject["remedy"]


def test_every_row_is_told_by_the_line_it_starts_in(run: Any) -> None:
    text = "client_id,qualification,goals,occupation,label\n"
    text += 'A1,bachelor,progression,100002,"two\nlines"\n\n,bachelor,progression,100002,\n'
    report = run(text)
    assert (report.advised, report.rejected) == (1, 1)
    assert run.rows("rejects")[0]["row"] == "5"


def test_what_is_not_needed_is_taken_as_unknown_and_told(run: Any) -> None:
    """B062: never silently mapped, never a reason to lose the client."""
    header = "client_id,qualification,goals,occupation,sector,state\n"
    report = run(header + "A1,bachelor,progression,bridge wizard,bridges,Mars\n")
    assert (report.advised, report.rejected, report.needs_review) == (1, 0, 1)
    occupation, state = run.rows("rejects")
    assert occupation["found"] == "bridge wizard"
    assert occupation["problem"].startswith("needs review: ")
    assert "Bridge Hand (100001)" in occupation["remedy"]
    assert "VIC" in state["remedy"]
    alone = run.rows("advice")
    run.out = run.out.with_name("again")
    run("client_id,qualification,goals,sector\nA1,bachelor,progression,bridges\n")
    assert run.rows("advice") == alone


def test_na_and_none_are_text(run: Any) -> None:
    """B055: ids that other programs take for nothing."""
    ids = ["NA", "None", "null", "-", "007", "1e5"]
    report = run(HEADER + "".join(f"{id_},bachelor,progression,100002\n" for id_ in ids))
    assert report.advised == len(ids)
    assert run.clients == ["NA", "None", "null", "'-", "007", "1e5"]


def test_ids_are_cells_and_never_paths(run: Any, tmp_path: Path) -> None:
    ids = [
        "../../etc/passwd",
        "a/b",
        "C:\\x",
        "~",
        ".x",
        "A1",
        "a1",
        "x" * 300,
        "😀",
        "[bold]x[/nope]",
    ]
    report = run(HEADER + "".join(f"{id_},bachelor,progression,100002\n" for id_ in ids))
    assert report.advised == len(ids) and run.clients == ids
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clients.csv", "out"]
    assert {path.name for path in run.out.iterdir()} - {".run.lock"} == {
        "advice.csv", "reasons.csv", "rejects.csv", "run.json",
    }  # fmt: skip


def test_invisible_marks_are_dropped_from_a_label(run: Any) -> None:
    header = "client_id,label,qualification,goals,occupation\n"
    assert run(header + "A1,Zo\u202eë\x07,bachelor,progression,100002\n").advised == 1
