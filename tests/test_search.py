"""Words as people type them: found where they are certain, asked where not, and never silly."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath.model.english import root, singular
from stempath.model.search import Index
from stempath.model.vocabulary import Vocabulary
from stempath.rulebook.book import Rulebook

WORDS = Path(__file__).with_name("search_words.csv")
ROWS = list(csv.DictReader(WORDS.read_text("utf-8").splitlines()))
OFFERED = 5  # how many a person is shown


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['list']}: {row['typed']}")
def test_everyday_words(shipped_book: Rulebook, row: dict[str, str]) -> None:
    """one: found for certain; ask: offered, and never taken; none: nothing comes near."""
    words = shipped_book.vocabularies[row["list"]]
    found, near = words.find(row["typed"]), words.nearest(row["typed"], OFFERED)
    ids = [id_ for id_ in row["ids"].split(";") if id_]
    assert set(ids) <= set(words.names)
    if row["finds"] == "one":
        assert [found] == ids
        assert near[:1] == ids
    else:
        assert found is None
        assert set(ids) <= set(near), [words.name_of(id_) for id_ in near]
        assert bool(near) == (row["finds"] == "ask")


def test_the_words_come_from_all_walks_of_work(shipped_book: Rulebook) -> None:
    sectors = {row["sector"] for row in ROWS if row["list"] == "occupations"} - {""}
    assert sectors == set(shipped_book.vocabularies["sectors"].names)
    assert len(ROWS) >= 150


# --- what holds for every list -----------------------------------------------------------------


def test_every_beginning_of_a_title_offers_it(shipped_book: Rulebook) -> None:
    words = shipped_book.vocabularies["occupations"]
    for id_, title in words.names.items():
        for length in range(3, len(title) + 1):
            assert id_ in words.nearest(title[:length], len(words.names)), title[:length]


def test_two_letters_swapped_are_asked_and_the_title_offered(shipped_book: Rulebook) -> None:
    words = shipped_book.vocabularies["occupations"]
    for id_, title in words.names.items():
        if len(title) >= 10:
            typed = title[:4] + title[5] + title[4] + title[6:]
            assert words.find(typed) in (None, id_), typed
            assert id_ in words.nearest(typed, OFFERED), typed


def test_plurals_of_titles_are_certain(shipped_book: Rulebook) -> None:
    words = shipped_book.vocabularies["occupations"]
    for id_, title in words.names.items():
        if title[-1].isalpha() and not title.endswith(("s", "y", "nec")):
            assert words.find(f"{title}s") == id_


@given(text=st.text(max_size=40))
def test_any_text_at_all(shipped_book: Rulebook, text: str) -> None:
    for name in ("occupations", "qualifications", "states"):
        words = shipped_book.vocabularies[name]
        found, near = words.find(text), words.nearest(text, 4)
        assert len(near) == len(set(near)) <= 4
        assert set(near) <= set(words.names)
        assert found is None or near[0] == found
        assert set(words.ids_of(text)) <= set(words.names)


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("lab", ["exact", "begins", "has", "letters", "word"]),
        ("zz", []),
        ("", []),
        ("  ", []),
    ],
)
def test_the_order_of_what_is_offered(typed: str, order: list[str]) -> None:
    names = {
        "word": "Old labourer",
        "letters": "Labelling",
        "has": "Medical lab",
        "begins": "Lab keeper",
        "exact": "Lab",
        "nothing": "Surgeon",
    }
    assert Vocabulary("places", names).nearest(typed, 9) == order


def test_an_id_or_a_name_outranks_an_alias_and_a_shared_word_is_asked() -> None:
    words = Vocabulary(
        "trades",
        {"a": "Fitter", "b": "Turner", "turner-c": "Lathe hand"},
        {"b": ("fitter", "metal hand"), "turner-c": ("Metal Hand",), "a": ("turner c",)},
    )
    assert words.find("FITTERS") == "a"
    assert words.find("turner-c") == words.find("turner c") == "turner-c"
    assert words.find("metal hand") is None
    assert words.ids_of("metal hands") == ["b", "turner-c"]
    assert words.nearest("metal hands", 2) == ["b", "turner-c"]
    assert words.ids_of("metal") == []


@pytest.mark.parametrize(
    ("many", "one"),
    [("nurses", "nurse"), ("technologies", "technology"), ("glasses", "glass"), ("bus", "bus"),
     ("midwives", "midwife"), ("physics", "physic"), ("analysis", "analysis"),
     ("apparatus", "apparatus"), ("branches", "branch")],
)  # fmt: skip
def test_singular(many: str, one: str) -> None:
    assert singular(many) == one


def test_root() -> None:
    assert root("teaching") == root("teacher") == root("teach") == "teach"
    assert root("geologist") == root("geology") == root("geological") == "geolog"
    assert root("tin") == "tin"


def test_lists_made_on_the_way_can_be_searched_too() -> None:
    """Offerings, for example: an id, a title, and whatever else people may type."""
    index = Index([("one", "Carbon Accounting", False), ("one", "University of the West", True)])
    assert index.search("acounting carbn", 3) == ["one"]
    assert index.search("univ west", 3) == ["one"]
    assert index.search("pottery", 3) == []


def test_it_keeps_up_with_typing(shipped_book: Rulebook) -> None:
    """A few milliseconds for the occupations with all their aliases, also where letters slip."""
    words = shipped_book.vocabularies["occupations"]
    words.nearest("electrisian")
    took = []
    for typed in ("e", "el", "elec", "elektrik", "registered nurse", "medical labratory scientst"):
        for _again in range(5):
            start = process_time()
            words.nearest(typed, 8)
            took.append(process_time() - start)
    assert median(took) < 0.005


def test_close_spellings_are_loaded_only_where_they_are_needed() -> None:
    code = (
        "import sys; from stempath.model.vocabulary import Vocabulary;"
        "words = Vocabulary('trades', {'a': 'Nurse'});"
        "assert words.find('nurses') == 'a' and words.nearest('nur') == ['a'];"
        "assert 'rapidfuzz' not in sys.modules;"
        "assert words.nearest('nruse') == ['a'] and 'rapidfuzz' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
