"""Which encoding a text is in: marks and byte parity first, then utf-8, then a score over Russian letter pairs.

A legacy Cyrillic encoding read as another one of them still gives Cyrillic letters, so single letters tell little;
pairs of neighbours tell it from some sixty letters on.
"""

from __future__ import annotations

import codecs
import re
from operator import add
from typing import Final

# The commonest pairs of letters in Russian news text, «_» for the edge of a word; together nine tenths of all pairs.
_COMMON: Final = """
    _п а_ о_ е_ ст _с и_ то _н ро ен ни на ов ра я_ но ко ре пр по _в й_ _о ос ан ер м_ _к ор та го т_ не _р _д ет
    во ли _м од ал те ь_ ва ол ти де ом _т ин ле от ск ит ат ль ес ел он ка ны ла ри ы_ ог _б за ве _и х_ об со _г
    ед ть да ме ми тр ак у_ _з ло в_ ил ем _ч до ки ав ия ис ар ой ас че мо ие тв ам ви ии ци л_ нн ру се ся ди им
    ма _у _а си н_ же аз нт сс из ик вы пе _э ей ий ю_ бо ир сл чт ек ля к_ ьн тс _л па кр ег са ча ок оп _е ых бы
    ры дн ад ая уд их кт ду ев ив эт вл р_ ту ае ше сп ое га чи ич ут ид ые ож тн ку нс ым оз _ф ще вс с_ рн ур му
    ну гр ус зи ез хо ый д_ бе це рт бр су ят вн ио аб ац св ты ги нд з_ сь вр оч пи уп ук гл бл ее лу зн бу йс ши
    жи ую уч щи ию мы ьс дл ня сн иц ют аю зв _ж зо ах ыл жн ап жд еч пу яв ба уж чн дс ге ул ач пл иа еж лю нк _х
    ыв
"""
_PAIRS: Final = frozenset(_COMMON.split())
_WORD: Final = re.compile("[А-Яа-яЁё]{2,40}")
# Inside a word of real text capitals stand in front or everywhere.
_MIXED_CASE: Final = re.compile("[а-яё][А-ЯЁ]")
# What Cyrillic bytes become in a wrong table: frames of cp866 and koi8-r, the letters of other languages in cp1251.
_STRANGE: Final = re.compile(
    "[\u2500-\u259f\u0402-\u040f\u0452-\u045f\u00a4-\u00a8\u2320\u2321\x00-\x08\x0e-\x1f\x80-\x9f]"
)

#: In the order of how often they are met: the first wins a tie.
LEGACY: Final = ("cp1251", "cp866", "koi8-r", "iso-8859-5", "mac-cyrillic")

#: A text is called Russian from this mean score on: true text scores .6 to .9, wrong tables stay under .3.
_SURE: Final = 0.4

#: No wrong table comes near this score: the others need not be tried.
_PLAIN: Final = 0.6

#: Letters enough to decide; reading more changes no decision and costs time.
_SAMPLE: Final = 8_000


def russian_score(text: str) -> float:
    """How much a text looks Russian: the share of common letter pairs, less what can not be.

    >>> russian_score("Министерство образования") > 0.7
    True
    >>> russian_score("Министерство образования".encode("cp1251").decode("koi8-r")) < 0.3
    True
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if not words:
        return 0.0
    letters = f"_{'_'.join(words).lower().replace('ё', 'е')}_"
    hits = sum(map(_PAIRS.__contains__, map(add, letters, letters[1:])))
    bad = len(_MIXED_CASE.findall(sample)) + len(_STRANGE.findall(sample))
    return (hits - 2 * bad) / (len(letters) - 1)


def _utf16_by_parity(head: bytes) -> str | None:
    """UTF-16 without a mark: its high bytes, every second one, are 00 (Latin, blanks) or 04 (Cyrillic).

    Cyrillic in UTF-16LE is valid utf-8 («0x3f 0x04»), so this is asked before utf-8.
    """
    head = head[: len(head) & ~1]
    if len(head) < 4:
        return None
    even, odd = head[0::2], head[1::2]
    for high, low, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if high.count(0) + high.count(4) >= 0.7 * len(high) and low.count(0) + low.count(4) <= 0.3 * len(low):
            return name
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Utf-8 with some broken bytes: cut by a careless tool, but nothing else."""
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    broken = sample.count("\ufffd")
    letters = sum(c.isalpha() and ord(c) > 127 for c in sample)
    return letters > 20 * max(broken, 1)


def detect(data: bytes) -> str:
    """The name of the encoding of a text.

    >>> detect("Уважаемая Наталья Сергеевна!".encode("koi8-r"))
    'koi8-r'
    >>> detect("Уважаемая Наталья Сергеевна!".encode("utf-16-le"))
    'utf-16-le'
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
    ):
        if data.startswith(mark):
            return name
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    wide = _utf16_by_parity(data[:4096])
    if wide:
        return wide
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        if _mostly_utf8(data):
            return "utf-8"
    return _legacy(data[: 4 * _SAMPLE])


def _legacy(data: bytes) -> str:
    scores: dict[str, float] = {}
    for name in LEGACY:
        text = data.decode(name, "replace")
        scores[name] = russian_score(text)
        if scores[name] >= _PLAIN and not _STRANGE.search(text[:_SAMPLE]):
            return name
    best = max(LEGACY, key=lambda name: scores[name])
    if scores[best] >= _SURE:
        return best
    from charset_normalizer import from_bytes

    guess = from_bytes(data).best()
    return guess.encoding if guess is not None and scores[best] <= 0 else best


#: Three such letters in a row are in no Western language.
_WESTERN: Final = re.compile("[\u00c0-\u00ff]{3}")
#: Letters of cp1251, and its № and Ё, as a font without an encoding shows them.
_SHOWN_WESTERN: Final = {code: bytes([code]).decode("cp1251") for code in (0xA8, 0xB8, 0xB9, *range(0xC0, 0x100))}


def restored(text: str) -> str:
    """A line of Russian shown in Western letters, as old fonts leave it in DOC and RTF, made Russian; others as they are.

    >>> restored("Áàññåéíîâîå óïðàâëåíèå, ¹ 15"), restored("Crédit Agricole")
    ('Бассейновое управление, № 15', 'Crédit Agricole')
    """
    if not _WESTERN.search(text):
        return text
    russian = text.translate(_SHOWN_WESTERN)
    return russian if russian_score(russian) > _SURE else text


def decode(data: bytes, declared: str = "") -> str:
    """The text of bytes; `declared`, what a header says of the encoding, is believed if it decodes without an error."""
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeError):
            declared = ""
    return data.decode(detect(data), "replace")
