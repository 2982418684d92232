"""Free text: a qualification read for a yes, never guessed; work described, and what is near it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath.model.answers import read_answers
from stempath.model.describe import MOST, NOTHING, describe
from stempath.model.fact import Value
from stempath.model.reading import Reading, read_qualification
from stempath.problem import Place
from stempath.rulebook.book import Rulebook

YEAR = 2026
QUALIFICATION, FIELD, FINISHED = "qualification", "field_of_study", "graduated_year"


def read(book: Rulebook, typed: str) -> Reading | None:
    return read_qualification(typed, book.vocabularies, YEAR)


def facts(
    award: str = "", field: str = "", year: int = 0, country: str = "", studying: bool = False
) -> dict[str, Value]:
    said: Mapping[str, Value] = {
        QUALIFICATION: award,
        FIELD: field,
        FINISHED: year,
        "country": country,
        "studying": studying,
    }
    return {name: value for name, value in said.items() if value}


@pytest.mark.parametrize(
    ("typed", "said", "left"),
    [
        ("BSc Hons UNSW 2014", facts("bachelor-honours-degree", year=2014), ["UNSW"]),
        ("batchelor of nursing 2018", facts("bachelor-degree", "nursing-midwifery", 2018), []),
        ("HND", facts("advanced-diploma"), []),
        ("trade cert 3, sparky", facts("certificate-iii", "electrotechnology-trades"), []),
        ("trade cert 3, toolmaker", facts("certificate-iii", "metal-fitting-machining"), []),
        ("cert 3 geophysicist", facts("certificate-iii", "earth-science"), []),
        ("trade cert chippy", facts("certificate-iii"), ["chippy"]),
        ("B.Tech (India)", facts("bachelor-degree", country="india"), []),
        ("B.Tech mechanical (India)",
         facts("bachelor-degree", "mechanical-engineering", country="india"), []),
        ("cert 3 mechanical", facts("certificate-iii", "metal-fitting-machining"), []),
        ("bach of nursing", facts("bachelor-degree", "nursing-midwifery"), []),
        ("adv dip civil eng TAFE 2011",
         facts("advanced-diploma", "civil-structural-engineering", 2011), ["TAFE"]),
        ("masters of data science, Monash, 2019",
         facts("masters-coursework", "data-science", 2019), ["Monash"]),
        ("Cert IV in cyber", facts("certificate-iv", "cyber-security"), []),
        ("PhD chem", facts("doctoral-degree", "chemistry"), []),
        ("MBBS", facts("bachelor-degree", "medicine"), []),
        ("BEng (Mech) QUT", facts("bachelor-degree", "mechanical-engineering"), ["QUT"]),
        ("nursing degree, Philippines, 2015",
         facts("bachelor-degree", "nursing-midwifery", 2015, "philippines"), []),
        ("dip nursing", facts("diploma", "nursing-midwifery"), []),
        ("grad cert project mgmt", facts("graduate-certificate"), ["project mgmt"]),
        ("Bachelor of Science", facts("bachelor-degree"), []),
        ("I have a bachelor of science from the University of Sydney",
         facts("bachelor-degree"), ["University of Sydney"]),
        # What a word means with the award: chemical engineering, and chemistry.
        ("BEng chem", facts("bachelor-degree", "chemical-engineering"), []),
        ("BSc chem", facts("bachelor-degree", "chemistry"), []),
        ("BE(Hons) Elec", facts("bachelor-honours-degree", "electrical-engineering"), []),
        ("cert 3 electrical", facts("certificate-iii", "electrotechnology-trades"), []),
        ("BTech electrical", facts("bachelor-degree"), ["electrical"]),
        # Two fields: the person chooses.
        ("BSc physics and maths", facts("bachelor-degree"), []),
        ("Bachelor of Civil and Environmental Engineering",
         facts("bachelor-degree", "civil-structural-engineering"), []),
        # Years.
        ("BSc 2010-2014", facts("bachelor-degree", year=2014), []),
        ("BSc, 2010 to 2014", facts("bachelor-degree", year=2014), []),
        ("BSc 2014 2010", facts("bachelor-degree"), ["2014 2010"]),
        ("BSc 1935", facts("bachelor-degree"), ["1935"]),
        ("BSc '14", facts("bachelor-degree"), ["'14"]),
        # Several: the highest that is finished, with what stands beside it.
        ("Diploma of Nursing 2015, BSc chem 2019", facts("bachelor-degree", "chemistry", 2019),
         ["2015"]),
        ("BSc chem 2012; PhD 2018, Germany", facts("doctoral-degree", year=2018, country="germany"),
         ["chem 2012"]),
        ("advanced diploma of nursing", facts("advanced-diploma", "nursing-midwifery"), []),
        ("double degree BSc/BA 2012", facts("bachelor-degree", year=2012), []),
        # Still being studied for is not held.
        ("still doing 2nd year BSc", facts(studying=True), []),
        ("BSc, still doing it", facts(studying=True), []),
        ("year 2 of a BSc", facts(studying=True), []),
        ("PhD student", facts(studying=True), []),
        ("dip nursing 2015, now doing BN",
         facts("diploma", "nursing-midwifery", 2015, studying=True), []),
        ("PhD in progress; MSc 2018 physics",
         facts("masters-coursework", "physics-astronomy", 2018, studying=True), []),
        # Countries, by name or by what only one of them awards; look-alikes are no countries.
        ("UK honours degree physics",
         facts("bachelor-degree", "physics-astronomy", country="united-kingdom"), []),
        ("NCEA level 3", facts("year-12", country="new-zealand"), []),
        ("University of New South Wales BSc", facts("bachelor-degree"),
         ["University of New South Wales"]),
        ("BSc New Mexico", facts("bachelor-degree", country="united-states"), []),
        ("BSc to go", facts("bachelor-degree"), ["go"]),
        ("BSc, India and Nepal", facts("bachelor-degree"), ["India and Nepal"]),
        ("A levels", facts("year-12"), []),
        ("VCE 2009", facts("year-12", year=2009), []),
        # The field alone is worth showing back; the award is then asked.
        ("sparky", facts(field="electrotechnology-trades"), []),
        # Odd things that are pasted.
        ("BSc \U0001f393 chem", facts("bachelor-degree", "chemistry"), []),
        ("BSc,,; (chem)", facts("bachelor-degree", "chemistry"), []),
    ],
)  # fmt: skip
def test_what_is_read(
    shipped_book: Rulebook, typed: str, said: dict[str, Value], left: list[str]
) -> None:
    found = read(shipped_book, typed)
    assert found is not None
    assert found.facts == said
    assert list(found.left) == left
    assert found.words.endswith(f"not used: {', '.join(left)}") == bool(left)


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "???", "hello world", "wizardry", "2014", "no degree", "dropped out of BSc",
     "2 years of a BSc", "BSc 2031", "BSc, due next year", "left school in year 10", "year 11",
     "started a PhD", "bachlor of nursing 2015", "honours and grad dip", "almost a BSc",
     "BSc " * 100],
)  # fmt: skip
def test_what_is_not_read(shipped_book: Rulebook, typed: str) -> None:
    assert read(shipped_book, typed) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("BSc Hons UNSW 2014", "Bachelor Honours Degree · finished 2014 · not used: UNSW"),
        ("BN, Philippines", "Bachelor Degree · in: Nursing and midwifery · from: Philippines"),
        ("BSc physics and maths",
         "Bachelor Degree · field still to choose: Mathematics or Physics and astronomy"),
        ("2nd year BSc", "studying now, so not held yet: what you hold is asked"),
        ("dip nursing, doing BN", "Diploma · in: Nursing and midwifery · studying now"),
    ],
)  # fmt: skip
def test_how_it_is_shown_back(shipped_book: Rulebook, typed: str, words: str) -> None:
    found = read(shipped_book, typed)
    assert found is not None
    assert found.words == words


def test_every_name_of_every_qualification_alone_is_that_qualification(
    shipped_book: Rulebook,
) -> None:
    words = shipped_book.vocabularies["qualifications"]
    for id_ in words.names:
        for spelling in words.spellings_of(id_):
            found = read(shipped_book, spelling)
            assert found is not None, spelling
            assert found.facts[QUALIFICATION] == id_, spelling


@pytest.mark.parametrize("parts", list(permutations(["BEng", "mech", "2015", "Sri Lanka"])))
def test_the_order_of_the_parts_does_not_matter(
    shipped_book: Rulebook, parts: tuple[str, ...]
) -> None:
    for between in (" ", ", "):
        found = read(shipped_book, between.join(parts))
        assert found is not None
        assert found.facts == facts("bachelor-degree", "mechanical-engineering", 2015, "sri-lanka")


_BITS = """BSc PhD cert 3 III chem physics eng nursing India Wales 2014 2031 (hons) , ; / and in of
still doing year 2nd not no UNSW dip grad adv sparky - US level"""


@given(
    st.one_of(
        st.lists(st.sampled_from(_BITS.split()), max_size=9).map(" ".join), st.text(max_size=60)
    )
)
def test_what_is_read_can_always_be_answered(shipped_book: Rulebook, typed: str) -> None:
    found = read(shipped_book, typed)
    if found is None:
        return
    assert set(found.facts) <= {QUALIFICATION, FIELD, FINISHED, "country", "studying"}
    answers, problems = read_answers(found.facts, shipped_book.vocabularies, Place)
    assert not problems
    assert answers == found.facts
    assert found.words.isprintable()
    year = found.facts.get(FINISHED, YEAR)
    assert isinstance(year, int)
    assert 1940 <= year <= YEAR


def test_a_small_rulebook_without_the_lists_is_read_too(small_book: Rulebook) -> None:
    found = read(small_book, "BSc cartography, Bridgeland 2009")
    assert found is not None
    assert found.facts == facts("bachelor", "map-drawing", 2009, "bridgeland")


def test_where_a_qualification_was_earned_moves_no_line(shipped_book: Rulebook) -> None:
    """It adds words about what to ask and to check, and is no reason for or against anything."""
    for rule in shipped_book.rules:
        reads = {str(subject) for clause in rule.clauses for subject in clause.subjects}
        assert rule.effect == "note" or "person.country" not in reads, rule.id


# --- work in one's own words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sensible"),
    [
        ("I fix wind turbines", {"399213", "341111"}),
        ("I run the lab at a hospital", {"139913", "234611"}),
        ("look after trees in parks", {"234314", "234113"}),
        ("keep servers going", {"262113"}),
        ("I teach kids science", {"241411"}),
        ("help old people walk again", {"252511"}),
        ("blow up rocks in a mine", {"233611"}),
        ("test water in rivers", {"311415", "234313"}),
        ("make medicines", {"251511", "399211"}),
        ("design bridges", {"233214"}),
        ("I write code for phones", {"261312"}),
        ("grow grapes and make wine", {"234213"}),
        ("stop hackers", {"262116"}),
        ("take x-rays", {"251211"}),
        ("deliver babies", {"254111"}),
        ("draw plans of houses", {"312111"}),
        ("look at numbers and make dashboards", {"224114"}),
        ("look after sick cows", {"234711"}),
        ("put in solar panels", {"341111"}),
        ("repair planes", {"323112"}),
        ("check that food is safe", {"251311", "311314"}),
        ("study the stars", {"234914"}),
        ("map the sea floor", {"232212", "312116"}),
        ("wire up houses", {"341111"}),
        ("build robots in a factory", {"233999", "233513"}),
        ("drive the ambulance", {"411111"}),
        ("fly drones over paddocks", {"311112", "312116"}),
        ("take blood from people", {"311216"}),
        ("sell machines to hospitals", {"225412"}),
        ("set up wifi and routers in offices", {"263111", "263112"}),
        ("price building jobs", {"312114", "233213"}),
        ("work out insurance premiums", {"224111"}),
        ("keep fish in a hatchery", {"311114"}),
        ("plan train timetables", {"233215", "232611"}),
        ("fix fridges and air con", {"342111"}),
        ("clean up polluted land", {"234312", "233915"}),
    ],
)
def test_work_described(shipped_book: Rulebook, typed: str, sensible: set[str]) -> None:
    near, sentence = describe(typed, shipped_book.vocabularies)
    names = [shipped_book.vocabularies["occupations"].name_of(code) for code in near]
    assert sensible & set(near), names
    assert len(near) == len(set(near)) <= MOST
    assert sentence.startswith("Nearest ")
    assert sentence.endswith(".")


def test_the_sentence_says_what_they_are_near_by(shipped_book: Rulebook) -> None:
    _near, sentence = describe("I fix wind turbines", shipped_book.vocabularies)
    assert sentence.startswith("Nearest by area: Energy")
    _near, sentence = describe("hydrographer things", shipped_book.vocabularies)
    assert sentence == "Nearest by the words of their titles."


def test_what_was_studied_counts_where_it_fits(shipped_book: Rulebook) -> None:
    typed, lists = "I design pumps and check drawings", shipped_book.vocabularies
    near, sentence = describe(typed, lists, "mechanical-engineering")
    assert "233512" in near  # Mechanical Engineer
    assert sentence == "Nearest by field: Mechanical engineering."
    assert describe(typed, lists, "nursing-midwifery") == describe(typed, lists)
    assert describe("hello there", lists, "mechanical-engineering") == ([], NOTHING)


@pytest.mark.parametrize(
    "typed", ["", "hello there", "asdf qwer", "I do things at work", "cut hair"]
)
def test_nothing_is_recognised(shipped_book: Rulebook, typed: str) -> None:
    assert describe(typed, shipped_book.vocabularies) == ([], NOTHING)


@given(st.text(max_size=80))
def test_any_description_at_all(shipped_book: Rulebook, typed: str) -> None:
    near, sentence = describe(typed, shipped_book.vocabularies)
    assert set(near) <= set(shipped_book.vocabularies["occupations"].names)
    assert (sentence == NOTHING) == (not near)
    assert sentence.isprintable()


def test_everyday_words_point_to_words_that_stand_elsewhere(shipped_book: Rulebook) -> None:
    everyday = shipped_book.vocabularies["everyday"]
    lists = [shipped_book.vocabularies[name] for name in ("occupations", "sectors", "fields")]
    for id_, words in everyday.columns["words"].items():
        assert isinstance(words, tuple)
        for word in words:
            assert any(
                found.ids_of(str(word)) or found.meeting(str(word)) for found in lists
            ) or all(any(found.meeting(one) for found in lists) for one in str(word).split()), (
                id_,
                word,
            )


def test_a_compiled_rule_set_reads_and_describes_alike(shipped_book: Rulebook) -> None:
    from stempath.engine.cache import dump, load
    from stempath.engine.compile import compile_rules

    rules = load(dump(compile_rules(shipped_book, "shipped")))
    assert rules is not None
    for typed in ("trade cert 3, toolmaker", "BEng chem, India 2014"):
        assert read_qualification(typed, rules.vocabularies, YEAR) == read(shipped_book, typed)
    for typed in ("I fix wind turbines", "keep fish in a hatchery"):
        assert describe(typed, rules.vocabularies) == describe(typed, shipped_book.vocabularies)
