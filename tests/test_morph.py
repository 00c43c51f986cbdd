"""One word: its readings, forms and spelling."""

from __future__ import annotations

import doctest
import os
import pickle
import subprocess
import sys

import pytest

from extractors.russian import morph
from extractors.russian.dictionary import is_land
from extractors.russian.guesses import guessable
from extractors.russian.morph import inflect, known, parses, spell_like


def test_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(morph)
    assert result.attempted > 10
    assert result.failed == 0


@pytest.mark.parametrize(
    ("word", "lemma", "case"),
    [
        ("министерством", "министерство", "ablt"),
        ("Шестаковой", "шестаков", "gent"),
        ("учетного", "учётный", "gent"),
        ("в\u00adопроса", "вопрос", "gent"),
        ("края\u0301", "край", "gent"),
        ("снегу", "снег", "datv"),
        ("лесу", "лес", "loct"),
    ],
)
def test_reading(word: str, lemma: str, case: str) -> None:
    assert (lemma, case) in {(parse.lemma, parse.tag.case) for parse in parses(word)}


def test_decomposed_letters_are_the_same_word() -> None:
    assert parses("Андре\u0438\u0306") == parses("Андрей")
    assert parses("е\u0308лка") == parses("ёлка")


def test_known_and_predicted_are_told_apart() -> None:
    assert parses("приказ")[0].known
    assert not parses("барабаняка")[0].known
    assert not parses("Петров-Водкин")[0].known
    assert not parses("")[0].known


def test_a_yo_that_the_dictionary_has_not_is_read_as_ye() -> None:
    assert parses("министёрство")[0].word == "министерство"
    assert parses("учёт")[0].word == "учёт"


def test_initial_depends_on_its_capital() -> None:
    assert any("Init" in parse.tag for parse in parses("А"))
    assert not any("Init" in parse.tag for parse in parses("а"))


def test_inflect_keeps_the_rest_of_the_form() -> None:
    accusative = inflect(parses("управлению")[0], "accs")
    assert accusative is not None
    assert accusative.word == "управление"
    plural = inflect(accusative, ["plur"])
    assert plural is not None
    assert (plural.word, plural.tag.case, plural.tag.number) == ("управления", "accs", "plur")


def test_inflect_of_a_predicted_word() -> None:
    surname = next(parse for parse in parses("Барабанякову") if {"Surn", "masc", "datv"} <= parse.tag.grammemes)
    nominative = inflect(surname, "nomn")
    assert nominative is not None
    assert nominative.word == "барабаняков"
    assert not nominative.known


def test_unknown_grammeme_is_an_error() -> None:
    with pytest.raises(ValueError, match="bad"):
        inflect(parses("стол")[0], "bad")


def test_parse_is_plain_data() -> None:
    parse = parses("губернатором")[0]
    assert pickle.loads(pickle.dumps(parse)) == parse
    assert inflect(pickle.loads(pickle.dumps(parse)), "nomn") == inflect(parse, "nomn")


@pytest.mark.parametrize(
    ("form", "model", "expected"),
    [
        ("иванов", "Иванову", "Иванов"),
        ("иванов", "ИВАНОВУ", "ИВАНОВ"),
        ("министерство", "министерства", "министерство"),
        ("санкт-петербург", "Санкт-Петербургу", "Санкт-Петербург"),
        ("комсомольск-на-амуре", "Комсомольске-на-Амуре", "Комсомольск-на-Амуре"),
        ("пётр", "Петром", "Петр"),
        ("пётр", "Артёмом", "Пётр"),
        ("", "Слово", ""),
    ],
)
def test_spell_like(form: str, model: str, expected: str) -> None:
    assert spell_like(form, model) == expected


@pytest.mark.parametrize(
    "word", ["", " ", "№", "\x00", "\ud800", "🙂", "x" * 5000, "а" * 5000, "-", "а-" * 300, "1234", "Ы" * 10**6]
)
def test_no_word_breaks_it(word: str) -> None:
    assert parses(word)
    assert known(word) in (True, False)


def by_analyzer(word: str) -> tuple[morph.Parse, ...]:
    """The readings as pymorphy3 gives them for the word with its capitals."""
    found = morph._native(morph._fold(word))
    return tuple(morph._parse(native, morph._asked(word), index) for index, native in enumerate(found))


def test_a_land_that_the_dictionary_has_not_declines_like_those_it_has() -> None:
    found = parses("Приангарья")
    assert [(p.lemma, p.tag.case, "Geox" in p.tag, p.known) for p in found] == [("приангарье", "gent", True, True)]
    assert [inflect(parse, "nomn") for parse in parses("Заволжья")]  # one of those that it has
    land = inflect(found[0], "nomn")
    assert land is not None
    assert land.word == "приангарье"
    assert known("прииртышью")
    assert not known("барабанье")


def test_tables_of_the_dictionary_say_what_the_analyzer_says(sample_words: frozenset[str]) -> None:
    odd = {"А", "а", "ё", "Ж.", "", "-", "по-", "министёрство", "Семенова", "СЕМЁНОВОЙ", "мини\u00adстр", "барабаняка", "и"}
    shouted = {word.upper() for word in sample_words if len(word) % 5 == 0}
    told_apart = 0
    for word in sorted(word for word in sample_words | shouted | odd if not is_land(word.lower())):
        plain = by_analyzer(word)
        assert parses(word) == plain
        assert morph.dictionary_parses(word) == tuple(parse for parse in plain if parse.known)
        assert bool(morph.dictionary_parses(word)) is known(word)
        told_apart += not known(word)
    assert len(sample_words) > 5000
    assert told_apart > 500


def test_guesses_are_those_of_the_analyzer(sample_words: frozenset[str]) -> None:
    chosen = [word for word in sorted(sample_words) if guessable(word.lower()) and not is_land(word.lower())][::9]
    made = {made for word in chosen for made in (f"авто{word}", f"бай{word}", f"наи{word}", f"по{word}", f"{word[:-2]}ёвскую")}
    odd = {"автощщщ", "щщщ", "ъыьё", "псевдоавтощъ", "наищ", "поё", "аа", "ёё", "министёрствующей", "НЕАВТОБУТЯВКАМИ"}
    guessed = 0
    for word in sorted(made | odd):
        assert parses(word) == by_analyzer(word)
        guessed += not known(word)
    assert guessed > 2000


def test_forms_are_those_of_the_analyzer(sample_words: frozenset[str]) -> None:
    said = ("nomn", "sing gent", "plur", "datv plur", "sing nomn masc", "femn ablt", "gen2", "loc2 sing")
    asked = [frozenset(grammemes.split()) for grammemes in said]
    changed = 0
    for number, word in enumerate(sorted(word for word in sample_words if not is_land(word.lower()))[::7]):
        for rank, parse in enumerate(parses(word)):
            native = morph._native(parse.source)[rank]
            for wanted in asked[number % 4 :: 4]:
                form, found = native.inflect(set(wanted)), inflect(parse, wanted)
                if "Supr" in parse.tag:
                    continue
                assert found == (None if form is None else morph._parse(form, parse.source, rank, known=parse.known))
                changed += found is not None and found.word != parse.word
                if found is not None:  # a form of a form is one of the same word
                    again = form.inflect({"ablt"})
                    assert inflect(found, "ablt") == (None if again is None else morph._parse(again, parse.source, rank, known=parse.known))
    assert changed > 1000


def test_caches_are_bounded() -> None:
    for number in range(morph.CACHE_WORDS + 500):
        known(f"слово{number}")
    assert morph._known.cache_info().currsize <= morph.CACHE_WORDS


def test_import_is_lazy_and_leaves_natasha_and_pymorphy2_alone() -> None:
    code = (
        "import sys; from extractors.russian import morph; assert 'pymorphy3' not in sys.modules; morph.parses('стол');"
        "assert not {'natasha', 'pymorphy2', 'pkg_resources'} & set(sys.modules), 'heavy'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYMORPHY2_DICT_PATH": "/nowhere"})


def test_forms_of_a_superlative_share_their_stem() -> None:
    form = inflect(parses("высшей")[0], "sing nomn femn")
    assert form is not None
    assert form.word == "высшая"
