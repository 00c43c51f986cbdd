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
from dataclasses import replace
from typing import Final

from extractors import act_numbers
from extractors.act_chains import DEEDS, LONGEST_ISSUER, Link, Token, chain_of
from extractors.act_columns import kinds_of_columns
from extractors.act_numbers import CITED, PART
from extractors.act_tokens import NOT_CITED, tokens_of
from extractors.act_values import (
    FAR_LENGTH,
    NEAR_LENGTH,
    date_before,
    issued_on,
    joint,
    law_kind,
    said_between,
    short_issuer,
    title_behind,
)
from extractors.atoms import (
    Claims,
    clean_number,
    sentence_at,
    without_form,
)
from extractors.brackets import Window, window
from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.replies import IN_REPLY_TO, is_reply, reply_heads
from extractors.russian.document_kinds import CONTRACT, OTHER, KindSpan, kinds
from extractors.values import ReferenceValue

# A chain of tails under one kind is no longer than this.
LONGEST_CHAIN: Final = 1500

WHOLE: Final = 0.97  # kind, number and date
WEAK: Final = 0.8  # a kind that is seldom a document of its own («положение», «акт»)
FAR: Final = 0.05  # taken off when the tail is far from its kind
EARLIER: Final = "дата названа раньше в предложении"


def find(document: Document) -> Iterator[Mention]:
    """Replies and cited documents, in order of kind of evidence: reply lines first."""
    text = without_form(document.folded)
    found = list(_replies(document, text))
    taken = Claims((m.start, m.end) for m in found)
    named = [kind for kind in kinds(text) if not _is_own(document, kind) and not _is_purchase(text, kind) and not _is_doing(text, kind)]
    named = sorted([*named, *kinds_of_columns(document)], key=lambda kind: kind.start)
    tokens = tokens_of(document, text, taken, named)
    found += _cited(document, text, named, tokens)
    yield from _once(_with_dates(found))


def _replies(document: Document, text: str) -> Iterator[Mention]:
    for start, end, number, date in reply_heads(document.folded, text):
        if document.role_at(start) in (ZoneRole.RECEIPT_STAMP, ZoneRole.APPENDIX, ZoneRole.NOISE):
            continue
        value = ReferenceValue(IN_REPLY_TO, "", clean_number(document.text[slice(*number)]) if number else "", date)
        confidence = WHOLE if value.number and value.date else PART
        yield mention(document, Kind.REFERENCE, start, end, value, rule="reply line", confidence=confidence)


def _is_own(document: Document, kind: KindSpan) -> bool:
    """Whether the kind heads the document itself: «ПРИКАЗ» in capitals at the head of a line."""
    role, text = document.role_at(kind.start), document.folded
    if role is ZoneRole.REGISTRATION and text[kind.start].islower():
        # «О внесении изменений в постановление … от … № …» beside the number, «на обращение от …» under it.
        return not _IN_PHRASE.search(text, max(0, kind.start - 24), kind.start)
    if role in NOT_CITED:
        return role is not ZoneRole.REGISTRATION or kind.sort != OTHER or text[kind.start : kind.end].isupper()
    line = text.rfind("\n", 0, kind.start) + 1
    word = text[kind.start : kind.end]
    return word.isupper() and word.lower() == kind.kind and not text[line : kind.start].strip()


_PURCHASE = re.compile(r"[ \n](?:котировок|предложений|цен|коммерческих|ценовых)(?![а-я])")
_REQUEST_FOR = re.compile(r"запрос[а-я]{0,2}[ \n]\Z")


def _is_purchase(text: str, kind: KindSpan) -> bool:
    """«запрос котировок № 14/2022» is a purchase, no document that is cited."""
    return bool(
        _PURCHASE.match(text, kind.end)
        if kind.kind == "запрос"
        else _REQUEST_FOR.search(text, max(0, kind.start - 12), kind.start)
    )


_AIM = re.compile(r"(?:на|для|по)[ \n]\Z")
_NOUN_BEHIND = re.compile(r"[ \n](?![а-я]{1,3}[ \n])[а-я]{4,30}(?![а-я.])")


def _is_doing(text: str, kind: KindSpan) -> bool:
    """«меры, направленные на предупреждение завоза …» is no paper, nor is the «ответ» of «Вопрос-ответ»."""
    if kind.kind == "ответ":
        return text[kind.start - 1 : kind.start] == "-"
    doing = kind.kind == "предупреждение" and _AIM.search(text, max(0, kind.start - 4), kind.start)
    return bool(doing and _NOUN_BEHIND.match(text, kind.end))


_IN_PHRASE = re.compile(r"(?<![А-Яа-я])(?:[Вв]|[Нн]а|[Пп]о|[Кк]|[Сс]|[Оо]б?)[ \n]{1,4}(?:[А-Яа-я][а-я]{2,15}[ \n]{1,4})?\Z")

# --- kinds and their tails -------------------------------------------------------------------------------------------


def _cited(document: Document, text: str, named: Sequence[KindSpan], tokens: Sequence[Token]) -> Iterator[Mention]:
    used: list[tuple[int, int]] = []
    starts = [token.start for token in tokens]
    for index, kind in enumerate(named):
        if index and _in_title(text, named[index - 1], kind):
            continue
        view = window(text, kind.end, min(len(text), kind.end + LONGEST_CHAIN), document.folded)
        stop = view.end
        for after in range(index + 1, len(named)):
            following = named[after]
            if following.start >= stop:
                break
            if not view.hides(following.start) and not _in_title(text, kind, following) and not _is_added_to(text, following):
                stop = following.start
        own = [token for token in _between(tokens, starts, kind.end, stop) if not view.hides(token.start)]
        chain = list(chain_of(text, view, kind, own))
        if not chain:
            yield from _issued(document, text, kind)
            continue
        first = chain[0].start
        if "\n\n" in text[kind.end : first] or sentence_at(document.folded, kind.end)[1] < first:
            continue
        for found in _mentions(document, text, kind, view, chain):
            used.append((found.start, found.end))
            yield found
    yield from act_numbers.find(document, text, tokens, Claims(used))


def _issued(document: Document, text: str, kind: KindSpan) -> Iterator[Mention]:
    date = issued_on(document, text, kind) if kind.strong and kind.kind not in DEEDS else None
    if date:
        value = ReferenceValue(CITED, kind.kind, "", date.value.iso)
        yield mention(document, Kind.REFERENCE, date.start, kind.end, value, rule="done on a day", confidence=WEAK)


_DONE_BEHIND = re.compile(r"\s(?:был[аои]?\s)?(?:подписан|заключен)")


def _is_added_to(text: str, following: KindSpan) -> bool:
    """«Дополнительное соглашение к договору подписано 14.06.2023»: what is said behind the contract is said of the other."""
    return text.endswith(" к ", 0, following.start) and bool(_DONE_BEHIND.match(text, following.end))


def _between(tokens: Sequence[Token], starts: Sequence[int], start: int, end: int) -> Sequence[Token]:
    return tokens[bisect_left(starts, start) : bisect_left(starts, end)]


# «приказ об утверждении требований к … от … № …»: the weak kind is a word of the heading of the strong one.
_HEADING = re.compile(r"(?<![а-я])об?[ \n]")
# «протокол комиссии по соблюдению требований к … от … № …»: many papers of a kind are what a body is for.
_TASK = re.compile(r"(?<![а-я])по[ \n][а-я]{4,20}(?:ию|ке)[ \n](?:[а-я]{4,20}[ \n]){0,2}\Z")
_MANY: Final = ("ий", "ей", "ов", "об")  # ends of the genitive plural


def _in_title(text: str, kind: KindSpan, following: KindSpan) -> bool:
    between = following.start - kind.end
    if kind.sort == CONTRACT and text[kind.end : following.start] in (" о ", " об "):
        return True  # «договор о гранте от …»
    headed = kind.strong and _HEADING.search(text, kind.end, following.start) is not None
    return (
        not following.strong
        and 0 <= between <= LONGEST_ISSUER
        and (headed or _is_task(text, kind.end, following))
        and not re.search(r"[.;]\s", text[kind.end : following.start])
    )


def _is_task(text: str, start: int, following: KindSpan) -> bool:
    return text.endswith(_MANY, following.start, following.end) and _TASK.search(text, start, following.start) is not None


# --- values ----------------------------------------------------------------------------------------------------------

_HEAD_OF_TITLE = re.compile(r"(?:^|\s)об?\s")


def _mentions(document: Document, text: str, kind: KindSpan, view: Window, chain: Sequence[Link]) -> Iterator[Mention]:
    words = said_between(document, kind.end, chain[0].start)
    heading = _HEAD_OF_TITLE.search(words)
    issuer = words[: heading.start()].strip(" ,") if heading else words
    registered = document.role_at(kind.start) is ZoneRole.REGISTRATION
    role = IN_REPLY_TO if is_reply(document.folded, text, kind, registered=registered) else CITED
    together = bool(_TOGETHER.search(text, max(0, kind.start - 24), kind.start))
    at = kind.start
    for link in chain:
        start = link.start if at != kind.start else kind.start
        if start != kind.start:
            issuer = _JOINING.sub("", said_between(document, at, start)) or issuer
        at = link.end
        date = link.date
        evidence: tuple[str, ...] = ()
        if link.number and not date and (earlier := date_before(document, text, kind)):
            date, evidence = earlier, (EARLIER,)
        whole = bool(link.number and date)
        near = len(view.plain(kind.end, link.start)) <= NEAR_LENGTH
        if not whole and not (kind.strong and link.number) and not (date and (kind.strong or near)):
            continue
        confidence = (WHOLE if whole else PART) if kind.strong and not evidence else WEAK
        confidence -= FAR if chain[0].start - kind.end > FAR_LENGTH else 0
        title = title_behind(document, link.end) or (words[heading.start() :].strip() if heading else "")
        value = ReferenceValue(role, law_kind(link.number, kind.kind), link.number, date, short_issuer(issuer), title)
        for part in joint(value, words, document.folded[link.start : link.end], together=together):
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


_TOGETHER = re.compile(r"совместн[а-я]{2,3}\s{1,4}\Z")
_JOINING = re.compile(r"^[\s,;]*(?:(?:и|а также)(?:\s|$))?\s*")


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
    numbers, dates = {value.number for value in whole}, {value.date for value in whole}
    answered: set[tuple[str, str]] = set()
    for m in ordered:
        value = m.value
        if value.role == IN_REPLY_TO:
            said_better = not (value.number and value.date) and (value.number in numbers or value.date in dates)
            if said_better or (value.number, value.date) in answered:
                continue
            answered.add((value.number, value.date))
        yield m
