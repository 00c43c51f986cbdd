"""Where names of people stand in a stretch of text: windows of capitalised words and initials, the best set of them.

A window is a run of neighbouring pieces read by a template («Фамилия И. О.», «Имя Отчество Фамилия» ...); its quality
says how surely the run is a name and nothing else. Windows compete for pieces, and the set that explains most of them
wins: in «Иванов И.И. Петров П.П.» the initials go to the left, in «И.И. Иванов П.П. Петров» to the right.

    >>> text = "Начальник Иванов И.И. Петров П.П. и Анна Ли"
    >>> [text[w.start : w.end] for w in windows(pieces(text, text, 0, len(text)))]
    ['Иванов И.И.', 'Петров П.П.', 'Анна Ли']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.russian.declension import Kind, eastern_surnames, fold, readings
from extractors.russian.morph import CACHE_WORDS
from extractors.russian.name_parts import NameParts, Part
from extractors.russian.name_words import COMMON, GIVEN_FIRST, PATRONYMIC_UNKNOWN, TYPICAL, UNKNOWN, Fitness, fitness

_UPPER: Final = "А-ЯӘӨҮҢҖҺҒҠҪҘҚҲҶЎІЇЄҐӐӖӰӲӴӢӮҰӃҜӁ"
_LOWER: Final = "а-яәөүңҗһғҡҫҙқҳҷўіїєґӑӗӱӳӵӣӯұӄҝӂ"
_LETTER: Final = _UPPER + _LOWER
_FILIAL: Final = "ұлы|қызы|оглы|оглу|огли|кызы|гызы|кизи|улы|уулу|угли|зода"

#: One piece of a name in the folded text.
_PIECE: Final = re.compile(
    rf"""(?<![\w@/.'-])(?<!\w\s-)
      (?:
        (?P<initial>
            (?:Дж|[{_UPPER}ABCEHKMOPTXY])\.(?:-[{_UPPER}]\.)?     # «Н.», «Дж.», «И.-Б.», a Latin look-alike «H.»
          | [{_UPPER}]-[{_UPPER}]\. )                              # «М-А.»
      | (?P<word>
            (?:(?:фон|ван|дер|ден|дель|аль|эль|ибн|бен)[ ]){{0,2}}   # «фон Дервиз», «ван дер Варден»
            (?: (?:[{_UPPER}]-)? (?:[{_UPPER}][{_LOWER}]{{0,40}}|(?:[{_UPPER}]'|Мак)[{_UPPER}][{_LOWER}]{{1,40}})
                (?:-\n[{_LOWER}]{{2,30}})?                          # a word cut at the end of a line: «Кекке-⏎тын»
                (?:['-]\n?[{_LETTER}][{_LOWER}]{{0,40}}){{0,3}}     # «Мамин-Сибиряк», «Сарыг-оол»
              | [{_UPPER}]{{2,40}}(?:['-][{_UPPER}]{{2,40}}){{0,2}} )  # «СТЕЛЬМАШЕВА»
            (?:[ ](?:{_FILIAL})(?![{_LETTER}]))? )                  # «Рафик оглы»
        (?![\w@]) (?!-\w)
      )""",
    re.VERBOSE,
)
#: Initials written together open the next piece at once: «Н.С.Баранова».
_GLUED: Final = re.compile(
    rf"(?:Дж|[{_UPPER}ABCEHKMOPTXY])\.(?:-[{_UPPER}]\.)?|[{_UPPER}][{_LETTER}'-]{{1,40}}(?![\w@])"
)
_CLOSE: Final = re.compile(r"[ ]{0,3}(?:\*\*[ ]{0,3})?(?:\n[ ]{0,3})?")  # «**Иванов** И.И.» left from a conversion


@dataclass(frozen=True, slots=True)
class Piece:
    """A capitalised word or an initial; `text` is spelled as the document has it, look-alikes and line-end hyphens
    apart; `near` says whether it stands close behind the piece before it, `breaks` whether a line end lies between."""

    start: int
    end: int
    text: str
    initial: bool
    near: bool
    breaks: bool
    fit: Fitness


@dataclass(frozen=True, slots=True)
class Window:
    """A name in the text: its parts, and how surely it is one, 0..1."""

    start: int
    end: int
    parts: NameParts
    quality: float
    run: tuple[Piece, ...]


#: What a model says of [start, end): 1 just this span is a person, .5 it lies in one, 0 nothing, None was not asked.
Opinion = Callable[[int, int], float | None]


def _no_opinion(_start: int, _end: int) -> float | None:
    return None


_NOBODY: Final = Fitness(0.0, 0.0, 0.0, common=False)


def pieces(text: str, folded: str, start: int, end: int) -> list[Piece]:
    """The pieces of [start, end) in order."""
    found: list[Piece] = []
    last, at = -1, start
    while at < end:
        glued = at == last and found and found[-1].initial
        match = (_GLUED.match(folded, at, end) if glued else None) or _PIECE.search(folded, at, end)
        if match is None:
            break
        begin, stop = match.span()
        gap = _CLOSE.match(folded, last, begin) if last >= 0 and begin - last < 10 else None
        near = gap is not None and gap.end() == begin and "\t" not in text[last:begin] and "|" not in text[last:begin]
        spelled = _spelled(text, folded, begin, stop)
        initial = spelled.endswith(".")
        fit = _NOBODY if initial else fitness(spelled)
        found.append(Piece(begin, stop, spelled, initial, near, near and "\n" in folded[last:begin], fit))
        at = last = stop
    return found


def _spelled(text: str, folded: str, start: int, end: int) -> str:
    """The letters of the folded text with the ё of the document; a word cut by a line end whole again."""
    raw = folded[start:end]
    if "ё" in text[start:end] or "Ё" in text[start:end]:
        raw = "".join(own if own in "ёЁ" else char for own, char in zip(text[start:end], raw, strict=True))
    if "\n" in raw:
        raw = re.sub(rf"-\n(?=[{_UPPER}])", "-", raw)
        raw = re.sub(r"-\n", "", raw)
    return raw


#: Shape (W a word, I an initial) -> how its pieces may be read: s surname, g given name, p patronymic.
_TEMPLATES: Final = {
    "WII": ("sgp",), "IIW": ("gps",), "WI": ("sg", "gs"), "IW": ("gs",), "WIW": ("gps",),
    "WW": ("sg", "gs", "gp"), "WWI": ("sgp",), "WWW": ("sgp", "gps", "sgg", "ggs"), "WWWW": ("sggp", "ggps"),
}  # fmt: skip
_ROLES: Final[dict[str, Kind]] = {"s": "surname", "g": "given", "p": "patronymic"}
_WIDEST: Final = 4
#: A worse window is no name, whatever stands around it.
LEAST: Final = 0.2
#: What a window must win to be better than none; an initial left alone is a loss.
_PRICE: Final = 0.4
_LOST_INITIAL: Final = 0.25
_INITIAL_WORTH: Final = 0.6
_LINE_BREAK: Final = 0.03
_DISAGREEMENT: Final = 0.35
_AS_IT_IS: Final = 0.8
#: Of the heaviest reading of a word: lighter ones do not speak for agreement.
_LIKELY: Final = 0.05
_WRONG_CAPITALS: Final = 0.1
#: The model, asked, saw no person in two words of a name.
_UNSEEN: Final = 0.85


def windows(found: Sequence[Piece], opinion: Opinion = _no_opinion) -> list[Window]:
    """The best set of names in a run of pieces, in order."""
    best: list[tuple[float, int, Window | None]] = [(0.0, 0, None)]
    for j in range(1, len(found) + 1):
        piece = found[j - 1]
        choice: tuple[float, int, Window | None] = (best[j - 1][0] - _LOST_INITIAL * piece.initial, j - 1, None)
        for i in range(j - 2, max(-1, j - 1 - _WIDEST), -1):
            if not found[i + 1].near:
                break
            window = _window(found[i:j], opinion)
            if window is None:
                continue
            worth = sum(_INITIAL_WORTH if p.initial else 1.0 for p in found[i:j])
            gain = best[i][0] + window.quality * worth - _PRICE
            if gain > choice[0]:
                choice = (gain, i, window)
        best.append(choice)
    chosen: list[Window] = []
    j = len(found)
    while j > 0:
        _, i, window = best[j]
        if window is not None:
            chosen.append(window)
        j = i
    return chosen[::-1]


def _window(run: Sequence[Piece], opinion: Opinion) -> Window | None:
    """The window that a run of pieces is, None where it is no name."""
    shape = "".join("I" if piece.initial else "W" for piece in run)
    templates = _TEMPLATES.get(shape)
    breaks = sum(piece.breaks for piece in run[1:])
    if templates is None or breaks > 1:
        return None
    start, end = run[0].start, run[-1].end
    said = opinion(start, end)
    if "I" not in shape and not said and not any(piece.fit.telling for piece in run):
        return None
    if any(piece.fit.useless for piece in run if not piece.initial):
        return None
    ranked = ((_quality(run, letters, said), letters) for letters in templates)
    quality, letters = max(ranked, key=lambda pair: pair[0])
    quality -= _LINE_BREAK * breaks
    if quality < LEAST:
        return None
    return Window(start, end, _parts(run, letters, quality), round(quality, 4), tuple(run))


def _quality(run: Sequence[Piece], letters: str, said: float | None) -> float:
    """How surely the run, read by a template, is a name."""
    fits = {
        letter: [p.fit for p, its in zip(run, letters, strict=True) if its == letter and not p.initial]
        for letter in "sgp"
    }
    if letters == "gs" and run[1].initial:
        return _hidden_surname(run[0].fit, said)
    surname = fits["s"][0].surname if fits["s"] else None
    initials = sum(piece.initial for piece in run)
    patronymic = fits["p"][0].patronymic if fits["p"] else None
    given = min((fit.given for fit in fits["g"]), default=None)
    if patronymic is not None and given is not None:
        quality = _whole(surname, given, patronymic)
        if len(letters) == 4 and given < GIVEN_FIRST:
            quality = 0.0  # «Профсоюза Зоя Вениаминовна …»
        elif said == 1.0 and quality:
            quality = _witnessed(quality, said)
    elif initials and surname is not None:
        quality = _with_initials(surname, initials, given)
        if initials == 1 and fits["s"][0].only_given:
            quality = 0.0
        if said == 1.0 or (initials == 1 and said is not None):
            quality = _witnessed(quality, said)
    elif surname is not None and given is not None:
        quality = _two_words(run, letters, surname, given)
        if said is not None and quality:
            quality = _witnessed(quality, said)
    else:
        quality = 0.0
    if quality:
        quality *= _agreement(run, letters)
    return quality * _capitals(run, letters)


def _whole(surname: float | None, given: float, patronymic: float) -> float:
    """«Имя Отчество», with or without a surname."""
    if not patronymic:
        return 0.0
    if given < 0.1:  # «Вопрос Ивановича»; with a surname it may be a rare name, «Яр Иванович Петров»
        given_fit = 0.8 if surname is not None and surname >= UNKNOWN else 0.3
    else:
        given_fit = 1.0 if given >= UNKNOWN else 0.96
    if patronymic >= TYPICAL:
        fit = given_fit
    elif patronymic >= PATRONYMIC_UNKNOWN:
        sure = given >= UNKNOWN or (surname is not None and surname >= UNKNOWN and given > 0.1)
        fit = given_fit * (0.9 if sure else 0.4)
    else:
        fit = given_fit * (0.6 if given >= UNKNOWN else 0.1)
    if surname is None:
        return 0.97 * fit
    return fit * (0.99 if surname >= UNKNOWN else 0.95 if surname >= GIVEN_FIRST else 0.75 if surname else 0.1)


def _with_initials(surname: float, initials: int, given: float | None) -> float:
    """«Фамилия И. О.», «И. Фамилия»; `given` is of a given name in words, «Иван П. Петров»."""
    if given is not None:
        return 0.9 * min(1.0, surname / UNKNOWN) if given >= UNKNOWN else 0.2
    both = initials > 1
    if surname >= TYPICAL:
        return 0.98 if both else 0.85
    if surname >= UNKNOWN:
        return 0.96 if both else 0.7
    if surname >= COMMON:
        return 0.88 if both else 0.35
    if surname >= GIVEN_FIRST:
        return 0.85 if both else 0.5
    return 0.4 if both and surname else 0.0


def _hidden_surname(fit: Fitness, said: float | None) -> float:
    """«Станиславом Ю.»: a given name with the first letter of a surname, as news have it."""
    if not fit.only_given:
        return 0.0
    return 0.8 if said == 1.0 else 0.6


def _two_words(run: Sequence[Piece], letters: str, surname: float, given: float) -> float:
    """«Имя Фамилия», «Фамилия Имя» with no patronymic; two given names count when they are listed both."""
    eastern = letters[0] == "s" and fold(run[0].text) in eastern_surnames()
    least = 0.0 if eastern and len(letters) == 3 else 0.1  # «Пак Ен Су»: any syllables may follow
    if surname < GIVEN_FIRST or given <= least or any(piece.fit.patronymic >= PATRONYMIC_UNKNOWN for piece in run[1:]):
        return 0.0
    if len(letters) == 3:
        if given >= UNKNOWN and surname >= UNKNOWN:
            return 0.7 if letters == "ggs" else 0.5
        return 0.45 if eastern else (0.3 if letters == "ggs" else 0.25) * min(1.0, surname / UNKNOWN)
    order = 1.0 if letters == "gs" else 0.99
    if given < UNKNOWN:
        return order * (0.45 if eastern else 0.3 if surname >= UNKNOWN else 0.1)
    fit = 0.86 if surname >= TYPICAL else 0.75 if surname >= UNKNOWN else 0.45
    return order * fit * (1.0 if given > UNKNOWN else 0.85)


def _witnessed(quality: float, said: float) -> float:
    """Quality with what a model says of the span."""
    if said == 1.0:
        return 1 - (1 - quality) * 0.25
    return 1 - (1 - quality) * 0.6 if said else quality * _UNSEEN


def _agreement(run: Sequence[Piece], letters: str) -> float:
    """1 where the words may stand in one gender and case; somewhat less where they stand in the nominative if a surname
    is taken as it is («Михаил Андреевич Гроссу»)."""
    words = [(piece.text, _ROLES[letter]) for piece, letter in zip(run, letters, strict=True) if not piece.initial]
    for least, factor in ((_LIKELY, 1.0), (0.0, _AS_IT_IS)):
        cells = [found for found in (_cells(word, kind, least) for word, kind in words) if found]
        shared = frozenset.intersection(*cells) if cells else None
        if shared is None or (shared if factor == 1.0 else any(case == "nomn" for _, case in shared)):
            return factor
    return _DISAGREEMENT


@lru_cache(maxsize=CACHE_WORDS)
def _cells(word: str, kind: Kind, least: float) -> frozenset[tuple[str, str]]:
    """(gender, case) that a word may have in this part; empty where all are possible."""
    if kind == "patronymic" and (" " in word or not re.search("(?:ич|вн|чн|слав)", fold(word))):
        return frozenset()
    found = readings(word.rsplit(maxsplit=1)[-1], kind)
    heaviest = max((r.weight for r in found), default=0.0)
    return frozenset((r.gender, r.case) for r in found if r.weight >= least * min(1.0, heaviest))


def _capitals(run: Sequence[Piece], letters: str) -> float:
    """«Людмила Анатольевна СТЕЛЬМАШЕВА»: the one word in capitals is the surname."""
    upper = [
        letter
        for piece, letter in zip(run, letters, strict=True)
        if not piece.initial and piece.text.isupper() and len(piece.text) > 1
    ]
    spelled = sum(not piece.initial for piece in run)
    return _WRONG_CAPITALS if 0 < len(upper) < spelled and set(upper) != {"s"} else 1.0


def _parts(run: Sequence[Piece], letters: str, quality: float) -> NameParts:
    text, parts = "", list[Part]()
    for piece, letter in zip(run, letters, strict=True):
        text += " " if text else ""
        kind = _ROLES[letter]
        if parts and parts[-1].kind == kind:
            start = parts[-1].start
            parts[-1] = Part(f"{parts[-1].text} {piece.text}", start, len(text) + len(piece.text), kind)
        else:
            parts.append(Part(piece.text, len(text), len(text) + len(piece.text), kind, piece.initial))
        text += piece.text
    return NameParts(text, tuple(parts), quality)


def runs(text: str, folded: str, start: int, end: int) -> Iterator[list[Piece]]:
    """The pieces of [start, end) cut where a piece does not stand close to the one before it."""
    run: list[Piece] = []
    for piece in pieces(text, folded, start, end):
        if run and not piece.near:
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
