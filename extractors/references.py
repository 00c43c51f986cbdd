"""References: what the letter answers (реквизит 12 and «на Ваш запрос от …») and the acts and letters that it cites.

A cited document is a kind («приказ»), perhaps whose («Минпросвещения России»), and a tail: date and number in either
order. The kind owns the tails up to the next kind; one kind may own several («приказами от … № 12 и от … № 77»), and a
number may lend its date to others («№ 5/7 и № 8/9 от 5 мая»). Titles in quotes and asides in brackets are stepped over:
«(в ред. от … № …)» names no document.

    >>> doc = Document(text="во исполнение приказа Минпросвещения России от 17.05.2012 № 413 «Об утверждении»")
    >>> [(m.value.kind, m.value.number, m.value.date, m.value.issuer) for m in find(doc)]
    [('приказ', '413', '2012-05-17', 'Минпросвещения России')]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors.atoms import (
    CLAIMED_NUMBER_WORDS,
    NUMBER_BODY,
    NUMBER_END,
    NUMBER_SIGN,
    Claims,
    clean_number,
    sentence_at,
    without_form,
)
from extractors.brackets import Window, window
from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.replies import IN_REPLY_TO, is_reply, reply_heads
from extractors.russian.calendar import scan
from extractors.russian.document_kinds import KindSpan, kinds
from extractors.values import ReferenceValue

CITED: Final = "cited"

#: Zones whose kinds, dates and numbers are the document's own or somebody's stamp.
NOT_CITED: Final = frozenset(
    {ZoneRole.REGISTRATION, ZoneRole.KIND, ZoneRole.RECEIPT_STAMP, ZoneRole.E_SIGNATURE, ZoneRole.NOISE}
)

# The issuer of a protocol may be four bodies long («протокола совместного заседания коллегий …» in a letter of 2024).
LONGEST_ISSUER: Final = 450
# A chain of tails under one kind is no longer than this.
LONGEST_CHAIN: Final = 1500

WHOLE: Final = 0.97  # kind, number and date
PART: Final = 0.86  # a number or a date alone
WEAK: Final = 0.8  # a kind that is seldom a document of its own («положение», «акт»)
FAR: Final = 0.05  # taken off when the tail is far from its kind
FAR_LENGTH: Final = 200
# A weak kind with a date alone wants it near: «обращение гражданина Петрова П.П. от 15 августа 2022 года».
NEAR_LENGTH: Final = 60
DATE_BEFORE: Final = 140
EARLIER: Final = "дата названа раньше в предложении"


@dataclass(frozen=True, slots=True)
class _Token:
    """A date or a number at a place; `start` includes the sign or «от», `value` is ISO or the clean number."""

    what: str
    start: int
    end: int
    value: str
    said_from: bool = False  # «от» stands before the date


@dataclass(frozen=True, slots=True)
class _Link:
    """One document of a chain: where its number and date stand, and what they are."""

    start: int
    end: int
    number: str
    date: str


_NUMBER = re.compile(rf"{NUMBER_SIGN}[:.]?[ ]{{0,20}}(?:\n[ ]{{0,20}})?(?P<body>(?!от[ \d]){NUMBER_BODY}(?:[ ]-?[ ]?ф(?:к)?з)?){NUMBER_END}")
_LAW_NUMBER = re.compile(r"(?<![а-яa-z\d/.-])(?P<body>\d{1,4}[ ]?-[ ]?ф(?:к)?з)(?![а-я\d])")
_FROM = re.compile(r"(?<![а-я])(?:от|ад)[ \n]{0,8}[«\"]?\Z")
_NUMBERED_BEFORE = re.compile(rf"(?:{CLAIMED_NUMBER_WORDS})[а-я]{{0,8}}\.?[»\"]?[ \n]{{0,3}}\Z")


def find(document: Document) -> Iterator[Mention]:
    """Replies and cited documents, in order of kind of evidence: reply lines first."""
    text = without_form(document.folded)
    found = list(_replies(document, text))
    taken = Claims((m.start, m.end) for m in found)
    tokens = _tokens(document, text, taken)
    named = [kind for kind in kinds(text) if not _is_own(document, kind)] if tokens else []
    found += _cited(document, text, named, tokens)
    yield from _once(_with_dates(found))


def _replies(document: Document, text: str) -> Iterator[Mention]:
    for start, end, number, date in reply_heads(document.folded, text):
        if document.role_at(start) in (ZoneRole.RECEIPT_STAMP, ZoneRole.APPENDIX, ZoneRole.NOISE):
            continue
        value = ReferenceValue(IN_REPLY_TO, "", clean_number(document.text[slice(*number)]) if number else "", date)
        confidence = WHOLE if value.number and value.date else PART
        yield mention(document, Kind.REFERENCE, start, end, value, rule="reply line", confidence=confidence)


def _tokens(document: Document, text: str, taken: Claims) -> list[_Token]:
    """Dates and numbers that may belong to a cited document, in order."""
    tokens = []
    for span in scan(document.folded):
        if span.value.precision == "day":
            said_from = _FROM.search(text, max(0, span.start - 12), span.start)
            start = said_from.start() if said_from else span.start
            tokens.append(_Token("date", start, span.end, span.value.iso if span.value.complete else "", bool(said_from)))
    dated = Claims((token.start, token.end) for token in tokens)
    for pattern in (_NUMBER, _LAW_NUMBER):
        for match in pattern.finditer(text):
            if dated.touches(*match.span("body")) and not dated.end_at(match.start("body")):
                continue
            if pattern is _NUMBER and _NUMBERED_BEFORE.search(text, max(0, match.start() - 24), match.start()):
                continue
            number = clean_number(document.text[match.start("body") : match.end("body")])
            tokens.append(_Token("number", match.start(), match.end(), number))
    kept: list[_Token] = []
    for token in sorted(tokens, key=lambda token: (token.start, -token.end)):
        if kept and token.start < kept[-1].end:
            continue
        if not taken.touches(token.start, token.end) and document.role_at(token.start) not in NOT_CITED:
            kept.append(token)
    return kept


def _is_own(document: Document, kind: KindSpan) -> bool:
    """Whether the kind heads the document itself: «ПРИКАЗ» in capitals at the head of a line."""
    if document.role_at(kind.start) in NOT_CITED:
        return True
    text = document.folded
    line = text.rfind("\n", 0, kind.start) + 1
    word = text[kind.start : kind.end]
    return word.isupper() and word.lower() == kind.kind and not text[line : kind.start].strip()


# --- kinds and their tails ---------------------------------------------------------------------------------------------


def _cited(document: Document, text: str, named: Sequence[KindSpan], tokens: Sequence[_Token]) -> Iterator[Mention]:
    used: list[tuple[int, int]] = []
    starts = [token.start for token in tokens]
    for index, kind in enumerate(named):
        if not tokens or kind.end > starts[-1]:
            break
        if index and _in_title(text, named[index - 1], kind):
            continue
        view = window(text, kind.end, min(len(text), kind.end + LONGEST_CHAIN))
        stop = view.end
        for following in named[index + 1 :]:
            if following.start >= stop:
                break
            if not view.hides(following.start) and not _in_title(text, kind, following):
                stop = following.start
        own = [token for token in _between(tokens, starts, kind.end, stop) if not view.hides(token.start)]
        chain = list(_chain(text, view, kind, own))
        if not chain:
            continue
        first = chain[0].start
        if "\n\n" in text[kind.end : first] or sentence_at(document.folded, kind.end)[1] < first:
            continue
        for found in _mentions(document, text, kind, chain):
            used.append((found.start, found.end))
            yield found
    claimed = Claims(used)
    for token in tokens:
        if token.value.upper().endswith("ФЗ") and not claimed.touches(token.start, token.end):
            value = ReferenceValue(CITED, _law_kind(token.value, "федеральный закон"), token.value)
            yield mention(document, Kind.REFERENCE, token.start, token.end, value, rule="law by number", confidence=PART)


def _between(tokens: Sequence[_Token], starts: Sequence[int], start: int, end: int) -> Sequence[_Token]:
    return tokens[bisect_left(starts, start) : bisect_left(starts, end)]


# «приказ об утверждении требований к … от … № …»: the weak kind is a word of the heading of the strong one.
_HEADING = re.compile(r"(?<![а-я])(?:об?|по|к|на)[ \n]")


def _in_title(text: str, kind: KindSpan, following: KindSpan) -> bool:
    between = following.start - kind.end
    return (
        not following.strong
        and kind.strong
        and 0 <= between <= LONGEST_ISSUER
        and bool(_HEADING.search(text, kind.end, following.start))
        and not re.search(r"[.;]\s", text[kind.end : following.start])
    )


_DATE_TO_NUMBER = re.compile(r"[\s,]{0,12}(?:\(?[ ]?(?:за|исх(?:одящ[а-я]{1,3})?|рег|вх|регистрационный)\.?[\s:]{0,4})?\(?\s{0,4}")
_RIGHT_BEHIND = re.compile(r"[\s(]{0,12}(?:за\s)?")
_NUMBER_TO_DATE = re.compile(r"[\s,(]{0,12}")
_AND = re.compile(r"\s{0,12}(?:[,;]|(?:[,;]\s{0,4})?(?:а\s{1,3}также|и|или))\s{0,12}")
# «приказ Минпросвещения России № 219, Рособрнадзора № 590 от 06.05.2019»: the next issuer stands between.
_AND_ISSUER = re.compile(r"\s{0,12}(?:[,;]|и|а\s{1,3}также)\s{0,12}(?:[а-я][а-яa-z-]{1,30}[\s]{1,4}){1,10}")
# What no kind and its tail have between them: another thought has begun.
_STRANGE = re.compile(r"(?<![а-я])(?:прос(?:им|ьба)|прошу|сообща[а-я]{2,3}|направля[а-я]{2,3}|необходимо|котор[а-я]{2,3}|не позднее|до \d)")


def _chain(text: str, view: Window, kind: KindSpan, tokens: Sequence[_Token]) -> Iterator[_Link]:
    """The documents that the tokens behind a kind name."""
    at = 0
    while at < len(tokens) and not _opens(text, view, kind.end, tokens, at):
        at += 1
    if at == len(tokens) or len(view.plain(kind.end, tokens[at].start)) > LONGEST_ISSUER:
        return
    if _STRANGE.search(view.plain(kind.end, tokens[at].start)):
        return
    while at < len(tokens):
        group = _group(view, tokens, at)
        yield from _read(group)
        at += len(group)
        if at >= len(tokens) or not _goes_on(view, tokens[at - 1], tokens[at]):
            return


def _opens(text: str, view: Window, start: int, tokens: Sequence[_Token], at: int) -> bool:
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
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    # «ответ направлен заявителю 26 августа 2022 г. за № 1-5490»
    registered = (
        following is not None
        and following.what == "number"
        and bool(re.fullmatch(r"\s{1,6}за\s{1,6}", view.plain(token.end, following.start)))
    )
    return token.said_from or registered or not text[start : token.start].strip()


def _group(view: Window, tokens: Sequence[_Token], at: int) -> list[_Token]:
    """The tokens from `at` that share a date: «от … № 12, № 13», «№ 219, Рособрнадзора № 590 от …»."""
    group = [tokens[at]]
    while at + len(group) < len(tokens):
        last, following = group[-1], tokens[at + len(group)]
        gap = view.plain(last.end, following.start)
        if last.what == "date" and following.what == "number":
            joined = group[0] is last and _DATE_TO_NUMBER.fullmatch(gap)
        elif following.what == "date":
            joined = group[0].what == "number" and _NUMBER_TO_DATE.fullmatch(gap)
        else:
            joined = _shares(view, tokens, at + len(group), group) and (_AND.fullmatch(gap) or _AND_ISSUER.fullmatch(gap))
        if not joined:
            break
        group.append(following)
        if following.what == "date":
            break
    return group


def _shares(view: Window, tokens: Sequence[_Token], at: int, group: Sequence[_Token]) -> bool:
    """Whether a further number goes with the date of the group and not with one of its own."""
    own_date = (
        at + 1 < len(tokens)
        and tokens[at + 1].what == "date"
        and bool(_NUMBER_TO_DATE.fullmatch(view.plain(tokens[at].end, tokens[at + 1].start)))
    )
    return not own_date if group[0].what == "date" else True


def _read(group: Sequence[_Token]) -> Iterator[_Link]:
    """The documents of a group; the date is quoted with the number that stands beside it."""
    date = next((token for token in group if token.what == "date"), None)
    numbers = [token for token in group if token.what == "number"]
    if not numbers:
        yield _Link(group[0].start, group[0].end, "", group[0].value)
    beside = min(numbers, key=lambda number: abs(number.start - date.start)) if date and numbers else None
    for number in numbers:
        with_date = date is not None and number is beside
        start = min(number.start, date.start) if with_date and date else number.start
        end = max(number.end, date.end) if with_date and date else number.end
        yield _Link(start, end, number.value, date.value if date else "")


def _goes_on(view: Window, last: _Token, following: _Token) -> bool:
    """Whether the next token is one more document of the same kind."""
    gap = view.plain(last.end, following.start)
    if following.what == "date" and not following.said_from:
        return False
    return bool(_AND.fullmatch(gap) or _AND_ISSUER.fullmatch(gap))


# --- values ------------------------------------------------------------------------------------------------------------

_PART = r"\d[\d-]{0,20}[а-я]{0,3}"
_JOINT = re.compile(rf"{_PART}(?:/{_PART}){{1,2}}")
_TITLE = re.compile(r"\s{0,6}[«\"](?P<title>[^\n]{3,300}?)[»\"](?=[\s,.;)]|\Z)")
_HEAD_OF_TITLE = re.compile(r"(?:^|\s)об?\s")


def _mentions(document: Document, text: str, kind: KindSpan, chain: Sequence[_Link]) -> Iterator[Mention]:
    said = _said(document, kind.end, chain[0].start)
    heading = _HEAD_OF_TITLE.search(said)
    issuer = said[: heading.start()].strip(" ,") if heading else said
    role = IN_REPLY_TO if is_reply(document.folded, text, kind) else CITED
    together = bool(_TOGETHER.search(text, max(0, kind.start - 24), kind.start))
    at = kind.start
    for link in chain:
        start = link.start if at != kind.start else kind.start
        if start != kind.start:
            issuer = _JOINING.sub("", _said(document, at, start)) or issuer
        at = link.end
        date, evidence = link.date, ()
        if link.number and not date and (earlier := _date_before(document, text, kind)):
            date, evidence = earlier, (EARLIER,)
        whole = bool(link.number and date)
        near = link.start - kind.end <= NEAR_LENGTH
        if not whole and not (kind.strong and link.number) and not (date and (kind.strong or near)):
            continue
        confidence = (WHOLE if whole else PART) if kind.strong and not evidence else WEAK
        confidence -= FAR if chain[0].start - kind.end > FAR_LENGTH else 0
        title = _title(document, link.end) or (said[heading.start() :].strip() if heading else "")
        value = ReferenceValue(role, _law_kind(link.number, kind.kind), link.number, date, _short(issuer), title)
        for part in _joint(value, said, together=together):
            yield mention(
                document,
                Kind.REFERENCE,
                start,
                link.end,
                part,
                rule=f"{role} by kind",
                confidence=round(confidence, 3),
                evidence=evidence,
            )


# «на заседании комиссии 21 декабря 2023 г. (протокол № 4)», «19.03.2020 вносилось представление № 7-02-2020».
_DONE = re.compile(r"\(|направл|внос|внес|вынес|выдан|издан|подписан|заключ|получен|утвержд|принят|поступи")


def _date_before(document: Document, text: str, kind: KindSpan) -> str:
    """The date that stands before «… вносилось представление № 7» in its sentence, "" where there is none or more."""
    start = max(sentence_at(document.folded, kind.start)[0], kind.start - DATE_BEFORE)
    dates = [span for span in scan(document.folded) if start <= span.start and span.end <= kind.start]
    if not dates or dates[-1].value.precision != "day" or not dates[-1].value.complete:
        return ""
    return dates[-1].value.iso if _DONE.search(text, dates[-1].end, kind.start) else ""


_JOINING = re.compile(r"^[\s,;]*(?:(?:и|а также)(?:\s|$))?\s*")
_ASIDE = re.compile(r"\([^()]{0,300}\)|[«\"](?:Об?|О порядке)\s[^»\"]{0,300}[»\"]{1,2}")


def _said(document: Document, start: int, end: int) -> str:
    """What stands between a kind and its tail, without asides and titles: «Минпросвещения России»."""
    return " ".join(_ASIDE.sub(" ", document.text[start:end]).split()).strip(" ,(")


def _short(issuer: str) -> str:
    """An issuer that is no longer than a name can be."""
    return issuer if len(issuer) <= FAR_LENGTH else ""


def _title(document: Document, end: int) -> str:
    """The title in quotes behind a tail: «… № 273-ФЗ «Об образовании в Российской Федерации»»."""
    match = _TITLE.match(document.folded, end)
    return " ".join(document.text[match.start("title") : match.end("title")].split()) if match else ""


# Two bodies that issue one act: «Минпросвещения России и Рособрнадзора», «Минпросвещения России, Рособрнадзора».
_BODY = r"(?=[А-Я]|министерств|департамент|комитет|управлени|администраци|федеральн|служб)"
_TWO_BODIES = re.compile(rf"[а-яА-Я»]\s?(?:,\s{_BODY}|\sи\s{_BODY})")
_TOGETHER = re.compile(r"совместн[а-я]{2,3}\s{1,4}\Z")


def _joint(value: ReferenceValue, said: str, *, together: bool) -> Iterator[ReferenceValue]:
    """A joint act of two bodies has two numbers: «Минпросвещения России и Рособрнадзора … № 346/1127»."""
    numbers = value.number.split("/")
    bodies = len(_TWO_BODIES.findall(said)) + 1
    if _JOINT.fullmatch(value.number) and (bodies == len(numbers) or (together and len(numbers) == 2)):
        for number in numbers:
            yield replace(value, number=number)
    else:
        yield value


def _law_kind(number: str, kind: str) -> str:
    """The number of a federal law tells its kind: «Закон № 273-ФЗ» is a federal law."""
    ending = number.upper()
    if ending.endswith("-ФКЗ"):
        return "федеральный конституционный закон"
    return "федеральный закон" if ending.endswith("-ФЗ") else kind


def _with_dates(found: Sequence[Mention]) -> Iterator[Mention]:
    """A document named again by its number alone takes the date it was first named with."""
    known = {(m.value.kind, m.value.number): m.value.date for m in reversed(found) if m.value.number and m.value.date}
    for m in found:
        date = known.get((m.value.kind, m.value.number), "")
        if m.value.number and not m.value.date and date:
            evidence = (*m.evidence, "дата по другому упоминанию")
            yield replace(m, value=replace(m.value, date=date), evidence=evidence)
        else:
            yield m


def _once(found: Iterator[Mention]) -> Iterator[Mention]:
    """Mentions in order; what is answered is said once: the reply line has it before the text."""
    ordered = sorted(found, key=lambda m: (m.start, m.end))
    whole = [m.value for m in ordered if m.value.role == IN_REPLY_TO and m.value.number and m.value.date]
    answered: set[tuple[str, str]] = set()
    for m in ordered:
        value = m.value
        if value.role == IN_REPLY_TO:
            said_better = not (value.number and value.date) and any(
                value.number == other.number or value.date == other.date for other in whole
            )
            if said_better or (value.number, value.date) in answered:
                continue
            answered.add((value.number, value.date))
        yield m
