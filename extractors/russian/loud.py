"""Shouted words («МИНИСТЕРСТВО ОБРАЗОВАНИЯ») in normal case, run by run; letters («МБОУ», «КРИРО») stay what they are.

>>> quieted("ГАУ ДПО «ИНСТИТУТ РАЗВИТИЯ ОБРАЗОВАНИЯ» и АНО «ЩИТ»")
'ГАУ ДПО «Институт развития образования» и АНО «ЩИТ»'
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extractors.russian.bodies import short_base
from extractors.russian.capitals import restore_case
from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_WORDS, known

_WORD: Final = r"[А-ЯЁ]{1,40}(?:-[А-ЯЁ]{1,40}){0,5}"
#: Words in capitals beside each other, over lines and over the number of a school too; a lone one if it is long.
_RUN: Final = re.compile(
    rf"""(?<![^\W\d_]){_WORD}(?:(?:[\s,.:;()«»"'–-]{{1,80}}|[ ]№[ ]?\d{{1,4}}[ ]){_WORD}(?![^\W\d_])){{1,60}}
       | (?<![^\W\d_])[А-ЯЁ]{{5,40}}(?![^\W\d_])""",
    re.VERBOSE,
)
#: «М И Н И С Т Е Р С Т В О».
SPACED: Final = re.compile(r"(?<![^\W_])[А-ЯЁ](?:[ ][А-ЯЁ]){3,30}(?![^\W_])")
_WORDS: Final = re.compile(r"[А-ЯЁа-яё]+")
_LEAST: Final = 5  # letters of a known word that shows a run to be shouted
#: What a run must hold to be changed: so many capitals in a row.
_LOUD: Final = re.compile(rf"[А-ЯЁ]{{{_LEAST}}}")
_ENOUGH: Final = 20_000  # characters: a longer text is no letterhead


def quieted(text: str) -> str:
    """The text with shouted runs in normal case, of the same length."""
    if len(text) > _ENOUGH or not _LOUD.search(text):
        return text
    pieces, at = [], 0
    for apart in SPACED.finditer(text):  # the letters of «П Р И К А З» are no words
        pieces += [_RUN.sub(_quietly, text[at : apart.start()]), apart.group()]
        at = apart.end()
    return "".join(pieces) + _RUN.sub(_quietly, text[at:])


def _quietly(match: re.Match[str]) -> str:
    return _quiet(match.group())


@lru_cache(maxsize=CACHE_WORDS)
def _quiet(run: str) -> str:
    if not any(len(word) >= _LEAST and known(word) for word in _WORDS.findall(run)):
        return run.capitalize() if short_base(run.capitalize()) else run  # «РОСТЕХНАДЗОР»
    plain = restore_case(run)
    if len(plain) != len(run):
        return run
    return _WORDS.sub(
        lambda m: run[m.start() : m.end()] if run[m.start() : m.end()] in _letters() else m.group(), plain
    )


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """Letters of legal forms, but those that spell a word too."""
    return frozenset(row["short"] for row in lexicon("legal_forms"))
