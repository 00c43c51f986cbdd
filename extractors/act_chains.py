"""Tails of cited documents: which dates and numbers behind a kind («приказами») name which documents.

A tail is a date and a number in either order; a number may lend its date to its neighbours («№ 5/7 и № 8/9 от 5 мая»),
and
one kind may own a chain of tails («от … № 12 и от … № 77», «№ 219, Рособрнадзора № 590 от …»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.brackets import Window
from extractors.frozen import dataclass
from extractors.russian.document_kinds import KindSpan

# The issuer of a protocol may be four bodies long («протокола совместного заседания коллегий …» in a letter of 2024).
LONGEST_ISSUER: Final = 450


@dataclass(frozen=True, slots=True)
class Token:
    """A date or a number at a place; `start` includes the sign or «от», `value` is ISO or the clean number."""

    what: str
    start: int
    end: int
    value: str
    said_from: bool = False  # «от» stands before the date


@dataclass(frozen=True, slots=True)
class Link:
    """One document of a chain: where its number and date stand, and what they are."""

    start: int
    end: int
    number: str
    date: str


_DATE_TO_NUMBER = re.compile(
    r"[\s,]{0,12}(?:(?:[а-яa-z]{2,20}\s){0,5}за\s{1,3}|\(?[ ]?(?:за|исх(?:одящ[а-я]{1,3})?|рег|вх"
    r"|регистрационный)\.?[\s:]{0,4})?\(?\s{0,4}"
)
_RIGHT_BEHIND = re.compile(r"(?!\s{0,12}\n\s{0,12}\n)[\s(]{0,12}(?:за\s)?")  # behind a blank line something else stands
# «№ 041772905, выданного 20 июля 2023 года», «договор … № 88-в/17 подписан Вами 27 марта 2017 г.»
_NUMBER_TO_DATE = re.compile(
    r"[\s,(]{0,12}(?:все\s|(?:был[аои]?\s)?(?:выдан|выписан|заключен|подписан|составлен|подан|утвержден|издан|датирован|выставлен)[а-я]{0,5}\s{1,3}"
    r"(?:(?:вами|нами|сторонами)\s{1,3})?)?"
)
# What a paper has the day of, be it said by whom and where: «подписанный в Белграде», «подписали», «утвержденное ректором».
_DONE = (
    r"(?<![а-я])(?:подписа[нл]|заключ(?:ен|ил)|выдан|выписан|выставлен|вынес(?:ен|л)|утвержден|издан|подан|принят(?![а-я]{0,2}\sк\s))"
    r"[а-я]{0,4}"
)
_SIGNED_ON = re.compile(rf"{_DONE}\s{{1,3}}(?:[а-я-]{{1,20}}\s{{1,3}}|[а-я]\.\s?){{0,5}}\Z")
#: «решение принято 27 ноября» tells of no paper.
DEEDS: Final = frozenset(("решение", "предложение"))
#: «в рамках плана 28 мая 2025 г. пройдёт семинар»: the day is not that of what is carried out.
_MATTERS: Final = frozenset(("план", "программа", "график"))
# «выдана по 31 декабря»: how long it lasts
_NOT_ON = re.compile(r"(?<![а-я])(?:по|до|с|со|к|ко|на)\s{1,3}\Z")
# «контракт № 5 с ООО «Лес» заключен судом 3 июня 2025 года»: other words between the number and that.
_DONE_BETWEEN = re.compile(rf"[\s,(][^.;:!?()]{{0,90}}{_DONE}\s(?:(?:[^.;:!?,()]|(?<=[ .][а-я])\.){{1,60}}\s)?")
_AND = re.compile(r"\s{0,12}(?:[,;]|(?:[,;]\s{0,4})?(?:а\s{1,3}также|и|или))\s{0,12}")
# «приказ Минпросвещения России № 219, Рособрнадзора № 590 от 06.05.2019»: the next issuer stands between.
_AND_ISSUER = re.compile(r"\s{0,12}(?:[,;]\s{0,12})?(?:и\s|а\s{1,3}также|(?<=[,;\s]))\s{0,12}(?:[а-я][а-яa-z-]{1,30}[\s]{1,4}){1,10}")
_MOST_LINES: Final = 2  # of the name of an issuer
# What no kind and its tail have between them: another thought has begun.
_STRANGE = re.compile(
    r"(?<![а-я])(?:прос(?:им|ьба)|прошу|сообща[а-я]{2,3}|направля[а-я]{2,3}|необходимо|котор[а-я]{2,3}|не позднее"
    r"|до \d)"
)

# «письма директорам лицеев № 2 А.Б. Лосевой, № 4 …»: a number that goes on with numbers of others.
_OTHER_NUMBERS = re.compile(r"№\s{0,2}\d[^№\n]{0,60},\s{0,4}$")


def chain_of(text: str, view: Window, kind: KindSpan, tokens: Sequence[Token]) -> Iterator[Link]:
    """The documents that the tokens behind a kind name."""
    at = 0
    while at < len(tokens) and not _opens(text, view, kind, tokens, at):
        at += 1
    if at == len(tokens) or len(view.plain(kind.end, tokens[at].start)) > LONGEST_ISSUER:
        return
    between = view.plain(kind.end, tokens[at].start)
    if _STRANGE.search(between) or _OTHER_NUMBERS.search(between):
        return
    while at < len(tokens):
        group = _group(view, tokens, at)
        yield from _read(group)
        at += len(group)
        if at >= len(tokens) or not _goes_on(view, tokens, at):
            return


def _opens(text: str, view: Window, kind: KindSpan, tokens: Sequence[Token], at: int) -> bool:
    """Whether the tail may begin here: a number, «от» and a date, or a date right after the kind."""
    token = tokens[at]
    if token.what == "number":
        # «приказ МБОУ № 5 от 12.03.2024 № 45»: the number of the issuer, not of the order.
        group = tokens[at : at + 3]
        return not (
            len(group) == 3
            and group[1].what == "date"
            and group[2].what == "number"
            and _NUMBER_TO_DATE.fullmatch(view.plain(token.end, group[1].start))
            and _RIGHT_BEHIND.fullmatch(view.plain(group[1].end, group[2].start))
        )
    if _OF_READER.search(text, max(kind.end, token.start - _READER_REACH), token.start):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    # «ответ направлен заявителю 26 августа 2022 г. за № 1-5490», «решением Совета 25 мая 2023 года № 77»
    registered = (
        following is not None
        and following.what == "number"
        and bool(re.fullmatch(r"\s{1,6}(?:за\s{1,6})?", view.plain(token.end, following.start)))
    )
    beside = not text[kind.end : token.start].strip(" |\n") and kind.kind not in _MATTERS
    return token.said_from or registered or beside or _is_signed(text, kind, token)


#: «Ваше обращение (вх. № ОТ4-1190 от 03.12.2024) рассмотрено»: the day on which it came, that of its reader.
_OF_READER = re.compile(r"(?<![а-я])вх(?:\.|одящ[а-я]{2,3})?\s?№\s?\S{1,24}\s\Z")
_READER_REACH: Final = 40


def _is_signed(text: str, kind: KindSpan, date: Token) -> bool:
    """Whether a paper has the day that it was signed on, with what it is about between: «соглашение о … подписали 14 марта»."""
    if text.endswith(" к ", 0, kind.start) or kind.kind in DEEDS or _NOT_ON.search(text, kind.end, date.start):
        return False  # «соглашение к договору подписано 14.06.2023»: not the contract
    return bool(_SIGNED_ON.search(text, max(kind.end, date.start - 90), date.start))


def _group(view: Window, tokens: Sequence[Token], at: int) -> list[Token]:
    """The tokens from `at` that share a date: «от … № 12, № 13», «№ 219, Рособрнадзора № 590 от …»."""
    group = [tokens[at]]
    while at + len(group) < len(tokens):
        last, following = group[-1], tokens[at + len(group)]
        gap = view.plain(last.end, following.start)
        if last.what == "date" and following.what == "number":
            joined = group[0] is last and bool(_DATE_TO_NUMBER.fullmatch(gap)) and not _received(view, tokens, at + len(group))
        elif following.what == "date":
            joined = group[0].what == "number" and (
                bool(_NUMBER_TO_DATE.fullmatch(gap)) or _said_between(view, tokens, at + len(group), gap)
            )
        else:
            joined = _shares(view, tokens, at + len(group), group) and _and(view, last.end, following.start)
        if not joined:
            break
        group.append(following)
        if following.what == "date":
            break
    return group


_RECEIVED = re.compile(r"\(\s?вх")


def _received(view: Window, tokens: Sequence[Token], at: int) -> bool:
    """Whether the number at `at` is the receiver's with a day of its own: «запрос от 11.03.2024 (вх. № 214 от 12.03.2024)»."""
    number, dates = tokens[at], tokens[at + 1 : at + 2]
    dated = any(date.what == "date" and date.said_from and not view.plain(number.end, date.start).strip() for date in dates)
    return dated and bool(_RECEIVED.search(view.text, max(0, number.start - 8), number.start + 4))


# «протокол № 3 заседания комиссии от 5 мая 2024 г.»: whose it is stands between number and date.
_BETWEEN = re.compile(r"\s{1,4}[а-яa-z][а-яa-z -]{2,90}\s{1,4}")


def _said_between(view: Window, tokens: Sequence[Token], at: int, gap: str) -> bool:
    """Whether the date at `at` ends a tail that began with a number; not if a number of its own follows it."""
    date = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    own_number = (
        following is not None
        and following.what == "number"
        and bool(_DATE_TO_NUMBER.fullmatch(view.plain(date.end, following.start)))
    )
    if own_number or _STRANGE.search(gap):
        return False
    return bool((_BETWEEN if date.said_from else _DONE_BETWEEN).fullmatch(gap))


def _shares(view: Window, tokens: Sequence[Token], at: int, group: Sequence[Token]) -> bool:
    """Whether a further number goes with the date of the group and not with one of its own."""
    own_date = (
        at + 1 < len(tokens)
        and tokens[at + 1].what == "date"
        and bool(_NUMBER_TO_DATE.fullmatch(view.plain(tokens[at].end, tokens[at + 1].start)))
    )
    return not own_date if group[0].what == "date" else True


def _read(group: Sequence[Token]) -> Iterator[Link]:
    """The documents of a group; the date is quoted with the number that stands beside it."""
    date = next((token for token in group if token.what == "date"), None)
    numbers = [token for token in group if token.what == "number"]
    if not numbers:
        yield Link(group[0].start, group[0].end, "", group[0].value)
    beside = min(numbers, key=lambda number: abs(number.start - date.start)) if date and numbers else None
    for number in numbers:
        with_date = date is not None and number is beside
        start = min(number.start, date.start) if with_date and date else number.start
        end = max(number.end, date.end) if with_date and date else number.end
        yield Link(start, end, number.value, date.value if date else "")


def _goes_on(view: Window, tokens: Sequence[Token], at: int) -> bool:
    """Whether the token at `at` is one more document of the same kind: «от … № 401 и 30.04.2010 № 377»."""
    last, following = tokens[at - 1], tokens[at]
    if following.what == "date" and not following.said_from:
        number = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].what == "number" else None
        if number is None or not _RIGHT_BEHIND.fullmatch(view.plain(following.end, number.start)):
            return False
    return _and(view, last.end, following.start)


# The next issuer is a name («Рособрнадзора») or a body («министерства …»), not another thing («и ордера № 5»).
_ISSUER = re.compile(
    r"[\s,;]*(?:(?:и|а\s{1,3}также)\s)?\s*(?:[А-ЯЁA-Z]|министерств|департамент|комитет|управлени|администраци)"
)


def _and(view: Window, start: int, end: int) -> bool:
    """Whether nothing but «,», «и» or one more issuer stands between two documents."""
    gap = view.plain(start, end)
    if gap.startswith(")") and gap.endswith("("):  # «писем общества (от … № 77), отделения общества (от … № 4)»
        start, end, gap = start + 1, end - 1, gap[1:-1]
    if _AND.fullmatch(gap):
        return True
    if "\n\n" in gap or gap.count("\n") > _MOST_LINES:
        return False  # «… № 19-од⏎⏎Перечень участков⏎⏎Депо № 2»
    return bool(_AND_ISSUER.fullmatch(gap)) and bool(_ISSUER.match(view.plain(start, end, view.folded)))
