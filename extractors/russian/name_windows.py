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
from typing import Final, NamedTuple

from extractors.russian.name_parts import NameParts
from extractors.russian.name_quality import WIDEST, parts, read
from extractors.russian.name_words import PATRONYMIC_UNKNOWN, Fitness, fitness

_UPPER: Final = "А-ЯӘӨҮҢҖҺҒҠҪҘҚҲҶЎІЇЄҐӐӖӰӲӴӢӮҰӃҜӁҔӜӞӤӦӒ"
_LOWER: Final = "а-яәөүңҗһғҡҫҙқҳҷўіїєґӑӗӱӳӵӣӯұӄҝӂҕӝӟӥӧӓ"
_LETTER: Final = _UPPER + _LOWER
_LATIN: Final = "ABCEHKMOPTXY"  # look-alikes
_PARTICLES: Final = "фон|ван|Ван(?=[ ]де[рн][ ])|дер|ден|дель|де|дю|ди|дос|ла|[аАэЭ]ль|[иИ]бн|[бБ]ин|бен"
_FILIAL: Final = "ұлы|қызы|оглы|оглу|огли|кызы|гызы|кизи|улы|уулу|угли|зода"

#: One piece of a name in the folded text.
_PIECE: Final = re.compile(
    rf"""(?:(?<![\w@.'-])|(?<=__)|(?<=[Ии]сп\.)|(?<=(?:преп|конц)\.)|(?<=рук\.))  # «____Иванов», «исп.Иванов», «преп.Иванов»
      (?<![^\W_]/)(?<!//)(?<!\w\s-)                                            # «/Иванов/»; not «и/Иванов»
      (?:
        (?P<initial>
            (?:Дж|[{_UPPER}{_LATIN}])\.(?:-[{_UPPER}]\.)?     # «Н.», «Дж.», «И.-Б.», a Latin look-alike «H.»
          | [{_UPPER}]-[{_UPPER}]\. )                              # «М-А.»
      | (?P<word>
            (?:(?:{_PARTICLES})[ ]){{0,2}}                         # «фон Дервиз», «ван дер Варден»
            (?: (?:[{_UPPER}]-)? (?:[{_UPPER}][{_LOWER}]{{0,40}}|(?:[{_UPPER}]'|Мак)[{_UPPER}][{_LOWER}]{{1,40}})
                (?:-\n[{_LOWER}]{{2,30}})?                          # a word cut at the end of a line: «Кекке-⏎тын»
                (?:['-](?:[вВ]ан[ ]де[рн][ ])?\n?[{_LETTER}][{_LOWER}]{{0,40}}){{0,3}}  # «Мамин-Сибиряк», «Сарыг-оол», «Шульц-ван дер Берг»
              | [{_UPPER}]{{2,40}}(?:['-][{_UPPER}]{{2,40}}){{0,2}} )  # «СТЕЛЬМАШЕВА»
            (?:(?:[ ]|[ ]?\n)(?:{_FILIAL})(?![{_LETTER}]))? )                  # «Рафик оглы»
        (?:(?![\w@])(?!-\w)|(?=[1-9][,;\s*]))                              # «Вышкова1, Ким2»: marks of affiliations
      )""",
    re.VERBOSE,
)
#: Every piece has a capital, and at most particles before it: patterns are tried there alone.
_CAPITAL: Final = re.compile(f"[{_UPPER}{_LATIN}]")
_BEFORE_CAPITAL: Final = re.compile(f"(?:(?:{_PARTICLES}) ){{1,2}}$")
_END_PARTICLES: Final = tuple(sorted({end + " " for end in re.findall(r"[а-яА-Я]{2}(?=\||\(|$)", _PARTICLES)}))  # «ан », «он »
_LONGEST_PARTICLES: Final = 10
#: Initials written together open the next piece at once: «Н.С.Баранова».
_GLUED: Final = re.compile(
    rf"(?:Дж|[{_UPPER}{_LATIN}])\.(?:-[{_UPPER}]\.)?|[{_UPPER}]-[{_UPPER}]\.|[{_UPPER}][{_LETTER}'-]{{1,40}}(?![\w@])"
)
_CLOSE: Final = re.compile(r"[ ]{0,3}(?:\*\*[ ]{0,3})?(?:\n[ ]{0,3})?")  # «**Иванов** И.И.» left from a conversion


class Piece(NamedTuple):
    """A capitalised word or an initial; `text` is spelled as the document has it, look-alikes and line-end hyphens
    apart; `near` says whether it stands close behind the piece before it, `breaks` whether a line end lies between."""

    start: int
    end: int
    text: str
    initial: bool
    near: bool
    breaks: bool
    fit: Fitness

    @property
    def alien(self) -> bool:
        """Whether no name holds the piece: «Прошу», «Приложение»."""
        return not self.initial and self.fit.useless


class Window(NamedTuple):
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
        match = (_GLUED.match(folded, at, end) if glued else None) or _next(folded, at, end)
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


def _next(folded: str, start: int, end: int) -> re.Match[str] | None:
    """The first piece in [start, end)."""
    while (capital := _CAPITAL.search(folded, start, end)) is not None:
        at = capital.start()
        led = None
        if folded.endswith(_END_PARTICLES, start, at):
            led = _BEFORE_CAPITAL.search(folded, max(start, at - _LONGEST_PARTICLES), at)
        begins = (led.start(), folded.find(" ", led.start()) + 1, at) if led else (at,)
        for begin in begins:
            if (match := _PIECE.match(folded, begin, end)) is not None:
                return match
        start = at + 1
    return None


def _spelled(text: str, folded: str, start: int, end: int) -> str:
    """The letters of the folded text with the ё of the document; a word cut by a line end whole again."""
    raw = folded[start:end]
    if "ё" in text[start:end] or "Ё" in text[start:end]:
        raw = "".join(own if own in "ёЁ" else char for own, char in zip(text[start:end], raw, strict=True))
    if "\n" in raw:
        raw = re.sub(rf"-\n(?=[{_UPPER}])", "-", raw)
        raw = " ".join(raw.replace("-\n", "").split())
    return raw


#: A worse window is no name, whatever stands around it.
LEAST: Final = 0.2
#: What a window must win to be better than none; an initial left alone is a loss.
_PRICE: Final = 0.4
_LOST_INITIAL: Final = 0.25
_INITIAL_WORTH: Final = 0.6
_LINE_BREAK: Final = 0.03


def windows(found: Sequence[Piece], opinion: Opinion = _no_opinion) -> list[Window]:
    """The best set of names in a run of pieces, in order."""
    best: list[tuple[float, int, Window | None]] = [(0.0, 0, None)]
    for j in range(1, len(found) + 1):
        piece = found[j - 1]
        choice: tuple[float, int, Window | None] = (best[j - 1][0] - _LOST_INITIAL * piece.initial, j - 1, None)
        for i in range(j - 2, max(-1, j - 1 - WIDEST), -1):
            if not found[i + 1].near or found[i + 1].alien or found[i].alien:
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
    breaks = sum(piece.breaks for piece in run[1:])
    if breaks > 1 or (breaks and _of_other_line(run)):
        return None
    said = opinion(run[0].start, run[-1].end)
    if not said and not any(piece.initial or piece.fit.telling for piece in run):
        return None
    words = tuple(piece.text for piece in run)
    quality, letters = read(words, said)
    quality -= _LINE_BREAK * breaks
    if quality < LEAST:
        return None
    return Window(run[0].start, run[-1].end, parts(words, letters, quality), round(quality, 4), tuple(run))


def _of_other_line(run: Sequence[Piece]) -> bool:
    """Whether the first word belongs to the line above: a common word over a whole name, «Посетителей⏎Грушин Ильяс
    Маратович», or the patronymic that ends a name over the next line, «… Маратович⏎Аким района».
    """
    if not run[1].breaks or any(piece.initial for piece in run):
        return False
    return run[0].fit.common if len(run) == WIDEST else run[0].fit.patronymic >= PATRONYMIC_UNKNOWN


def _is_label(folded: str, piece: Piece) -> bool:
    """«Иванова Дана⏎Тема: …»: a word before a colon that begins its line goes on with no name above."""
    if piece.initial or not folded.startswith(":", piece.end):
        return False
    return not folded[folded.rfind("\n", 0, piece.start) + 1 : piece.start].strip(" ")


def runs(text: str, folded: str, start: int, end: int) -> Iterator[list[Piece]]:
    """The pieces of [start, end) cut where a piece does not stand close to the one before it."""
    run: list[Piece] = []
    for piece in pieces(text, folded, start, end):
        if run and not piece.near:
            yield run
            run = []
        if _is_label(folded, piece):
            yield from ((run, [piece]) if run else ([piece],))
            run = []
            continue
        run.append(piece)
    if run:
        yield run
