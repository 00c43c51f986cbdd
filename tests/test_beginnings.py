"""Every form that the dictionary has of a listed word passes the gate of its list; most words of a letter do not."""

from __future__ import annotations

import pymorphy3
import pytest

from extractors.russian.beginnings import Beginnings
from extractors.russian.lexicon import words
from extractors.russian.organization_heads import head_of, plural_head
from extractors.russian.post_heads import may_be_head

ANALYZER = pymorphy3.MorphAnalyzer(lang="ru")
NOMINAL = {"NOUN", "ADJF", "PRTF", "NUMR"}


@pytest.mark.parametrize("lexicon", ["posts", "organization_heads"])
def test_all_forms_of_a_lexicon_pass(lexicon: str) -> None:
    lemmas = words(lexicon)
    told = Beginnings(lemmas)
    forms = [
        form.word
        for lemma in lemmas
        for parse in ANALYZER.parse(lemma)
        if parse.normal_form.replace("ё", "е") == lemma
        for form in parse.lexeme
        if form.tag.POS in NOMINAL and not form.word.startswith("наи")  # «наиглавнейший» is no post
    ]
    assert len(forms) > 5 * len(lemmas)
    assert [form for form in forms if not told.has(form) or not told.has(form.upper())] == []


def test_most_words_do_not_pass() -> None:
    text = "Просим Вас рассмотреть возможность выделения средств на замену окон в двух зданиях до конца августа"
    told = Beginnings(words("organization_heads"))
    assert [word for word in text.split() if told.has(word)] == ["конца"]  # as «концерну»


def test_glued_and_hyphenated_heads_are_found() -> None:
    found = [head_of(word) for word in ("медколледжа", "школе-интернату", "Рыбколхозом", "окном")]
    assert [head and head.lemma for head in found] == ["медколледж", "школа-интернат", "рыбколхоз", None]
    plural = plural_head("райпотребсоюзами")
    assert plural is not None
    assert plural.lemma == "райпотребсоюз"


def test_posts_behind_a_hyphen_are_found() -> None:
    assert [may_be_head(word) for word in ("экс-министра", "врачу-методисту", "риэлтором", "риск-менеджерами")] == [
        True, True, True, True,
    ]  # fmt: skip
