"""E-mails and addresses of the network in a letter, joined where a line breaks them, as written otherwise.

>>> text = "Пишите: priem@obr-\\namur28.example.ru, сайт iro38.ru."
>>> found = list(emails(text, text))
>>> [email.value for email in found], [url.value for url in urls(text, text, found)]
(['priem@obr-amur28.example.ru'], ['iro38.ru'])
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.atoms import Claims
from extractors.frozen import dataclass

SURE: Final = 0.97
JOINED: Final = 0.9  # a line break or a blank was taken out
BARE: Final = 0.92  # a domain without http or www

# Signs of no width stand inside addresses that were copied from the web; the folded text has blanks for some of them.
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_WIDTHLESS = re.compile(f"[{_NO_WIDTH}]")
_GLUE = "\ue000"

_LOOK_CYRILLIC = "асеорхуіАВСЕНКМОРТХ"
_TO_LATIN = str.maketrans(_LOOK_CYRILLIC, "aceopxyiABCEHKMOPTX")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІі]")

#: Zones that make a domain of two words and a full stop.
_ZONES = (
    "ru|su|by|kz|com|org|net|info|biz|edu|gov|pro|online|site|me|io|tv|moscow|tatar|school|academy|store|club|center"
    "|press|media"
)
_CYRILLIC_ZONES = "рф|москва|рус|дети|онлайн|сайт|орг|бел"
_COMMON = re.compile(rf"\.(?:ru|su|by|kz|com|org|net|info|{_CYRILLIC_ZONES})\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail or an address of the network at a place."""

    start: int
    end: int
    value: str
    rule: str
    confidence: float


_LOCAL = re.compile(rf"[A-Za-zА-Яа-яІі0-9{_GLUE}][A-Za-zА-Яа-яІі0-9._%+{_GLUE}-]{{0,63}}[ ]?\Z")
# «priem-⏎naya@…»: the first half ends its line with a dot, a dash or an underscore.
_FIRST_HALF = re.compile(
    rf"(?:^|[\s:;,<(])(?P<half>[A-Za-z0-9][A-Za-z0-9._{_GLUE}-]{{0,30}}[._{_GLUE}-])[ ]?\n[ ]{{0,20}}\Z"
)
_LABEL = rf"[A-Za-zА-Яа-яІі0-9](?:[A-Za-zА-Яа-яІі0-9{_GLUE}-]{{0,62}})"
_DOMAIN = re.compile(rf"[ ]?(?:\n[ ]{{0,20}})?(?P<domain>{_LABEL}(?:\.{_LABEL}){{0,6}})")
_GOES_ON = re.compile(rf"(?P<gap>[ ]?\n[ ]{{0,20}}|\.[ ]?\n[ ]{{0,20}})(?P<rest>[.]?{_LABEL}(?:\.{_LABEL}){{0,4}})")
_ZONE_AT_END = re.compile(rf"\.(?:[a-z]{{2,12}}|{_CYRILLIC_ZONES})\Z", re.IGNORECASE)


def _visible(text: str, folded: str) -> str:
    """The folded text with a glue sign, which an address may hold, where the text has a sign of no width."""
    return folded if not _WIDTHLESS.search(text) else _spliced(text, folded)


def _spliced(text: str, folded: str) -> str:
    parts, at = [], 0
    for match in _WIDTHLESS.finditer(text):
        parts += [folded[at : match.start()], _GLUE]
        at = match.end()
    return "".join([*parts, folded[at:]])


def emails(text: str, folded: str) -> Iterator[Address]:
    """The e-mails of a text; `[email protected]` and «Рейтинг@Mail.ru» are none."""
    body = _visible(text, folded)
    at = body.find("@")
    done = 0
    while at >= 0:
        email = _email(body, at, done)
        if email:
            done = email.end
            yield email
        at = body.find("@", at + 1)


def _email(body: str, at: int, done: int) -> Address | None:
    local = _LOCAL.search(body, max(done, at - 66), at)
    domain = _domain(body, at + 1) if local else None
    if not local or not domain:
        return None
    name, rule, confidence = domain
    start, end = local.start(), name[1]
    user, host = local.group().strip().replace(_GLUE, ""), name[0]
    if _CYRILLIC.search(user) and not _CYRILLIC.search(host):
        repaired = user.translate(_TO_LATIN)
        if _CYRILLIC.search(repaired):
            # «почтаinfo@…»: a word glued to the address.
            glued = re.search(r"[A-Za-z0-9][A-Za-z0-9._%+-]{1,63}\Z", user)
            if not glued:
                return None
            start, user = start + glued.start(), glued.group()
        else:
            user, rule, confidence = repaired, "look-alikes", JOINED
    if user.lower().startswith("e-mail") and len(user) > len("e-mail"):
        start, user = start + len("e-mail"), user[len("e-mail") :].lstrip(".-")
    half = _FIRST_HALF.search(body, max(done, start - 56), start)
    if half and "." not in half["half"][:-1]:
        start, user, rule, confidence = half.start("half"), half["half"].replace(_GLUE, "") + user, "joined", JOINED
    if user.endswith(".") or ".." in user:
        return None
    if body[at - 1] == " " or body[at + 1 : at + 2] == " ":
        rule, confidence = "joined", JOINED
    return Address(start, end, f"{user}@{host}", rule, confidence)


def _domain(body: str, at: int) -> tuple[tuple[str, int], str, float] | None:
    """((domain, its end), rule, confidence) behind an @; a domain that is cut by a line end is joined."""
    match = _DOMAIN.match(body, at)
    if not match:
        return None
    domain, end = match["domain"], match.end()
    rule, confidence = ("email", SURE) if "\n" not in match.group() else ("joined", JOINED)
    glued = domain.endswith(_GLUE)  # a soft hyphen at the end of a line
    more = _GOES_ON.match(body, end)
    if more and not _COMMON.search(domain):
        whole = domain + more["gap"].strip() + more["rest"]
        dotted = more["gap"].strip() == "." or more["rest"].startswith(".") or domain.endswith("-") or glued
        if _ZONE_AT_END.search(whole) and (dotted or "." not in domain):
            domain, end, rule, confidence = whole, more.end(), "joined", JOINED
    domain = domain.replace(_GLUE, "").rstrip("-")
    end = end if domain else at
    if _CYRILLIC.search(domain):
        repaired = domain.translate(_TO_LATIN)
        if not _CYRILLIC.search(repaired) and not re.search(rf"\.(?:{_CYRILLIC_ZONES})\Z", domain.lower()):
            domain, rule, confidence = repaired, "look-alikes", JOINED
        elif not re.search(rf"\.(?:{_CYRILLIC_ZONES})\Z", domain.lower()):
            # «…@obr.ruТел.»: a word glued to the address.
            latin = re.match(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,12}(?=[А-Яа-яІі])", domain)
            if not latin:
                return None
            end -= len(domain) - latin.end()
            domain = latin.group()
    if not _ZONE_AT_END.search(domain):
        return None
    return (domain, end), rule, confidence


_PATH = r"(?:/[^\s<>«»\"\[\]|,;]{0,200})?"
_FULL = re.compile(
    r"""
      https?://[^\s<>«»"\[\]|©]{3,400}
    | www\.[^\s<>«»"\[\]|,;]{4,300} | WWW\.[A-Za-z0-9./-]{4,100}
    """,
    re.VERBOSE,
)
_FRAMED = re.compile(r"https?://[^<>\s]{3,400}(?:\n[ ]{0,20}[^<>\s]{1,200}){0,3}(?=\s?>)")  # <https://…⏎…>
# A domain without http or www is found by its zone, and read backwards from there.
_ZONE = re.compile(rf"\.(?:{_ZONES}|{_CYRILLIC_ZONES})(?:(?=[А-ЯЁ][а-яё])|(?![\w-])(?!\.\w){_PATH})")
_LABELS_BEFORE = re.compile(
    r"(?<![\w@./%-])(?:(?:[a-z0-9][a-z0-9-]{0,62}\.){0,3}[a-z0-9][a-z0-9-]{0,62}"
    r"|(?:[а-яё0-9][а-яё0-9-]{1,62}\.){0,2}[а-яё0-9][а-яё0-9-]{1,62})\Z"
)
# «https://site.ru/news/⏎2024/05/»: a line that ends inside an address goes on with a piece of one.
_URL_GOES_ON = re.compile(r"\n[ ]{0,20}(?P<rest>[A-Za-z0-9%][A-Za-z0-9%._~/?&=#-]{0,200})(?=[\s.,;)>»]|\Z)")
_URL_PIECE = re.compile(r"[/?=&_%-]|\.(?:html?|php|pdf|docx?|aspx)\b|\d{4}")
_TRAILING = ".,;:!?*_'\"»)"


def urls(text: str, folded: str, found: Sequence[Address]) -> Iterator[Address]:
    """The addresses of the network outside the e-mails, as written, without brackets and the full stop behind."""
    if "." not in folded:
        return
    taken = Claims((email.start, email.end) for email in found)
    done = 0
    for start, end, shape in sorted(_places(folded)):
        if start < done or taken.touches(start, end):
            continue
        done = end
        value, stop, joined = _url(text, start, end, framed=shape == "framed", full=shape == "full")
        if len(value) >= len("a.ru") and ("://" not in value or "." in value):
            confidence = JOINED if joined else BARE if shape == "bare" else SURE
            yield Address(start, stop, value, "joined" if joined else "url", confidence)


def _places(folded: str) -> Iterator[tuple[int, int, str]]:
    """Where addresses of the network stand: (start, end, shape); a bare domain inside a full address is found twice."""
    for match in _FULL.finditer(folded):
        start = match.start()
        if start and re.match(r"[\w@./-]", folded[start - 1]):
            continue
        framed = _FRAMED.match(folded, start) if folded[max(0, start - 2) : start].rstrip().endswith("<") else None
        shape = "framed" if framed else "full" if "://" in match.group() else "www"
        yield start, framed.end() if framed else match.end(), shape
    for zone in _ZONE.finditer(folded):
        labels = _LABELS_BEFORE.search(folded, max(0, zone.start() - 130), zone.start())
        if labels and bool(_CYRILLIC.search(labels.group())) == bool(_CYRILLIC.match(folded, zone.start() + 1)):
            yield labels.start(), zone.end(), "bare"


def _url(text: str, start: int, end: int, *, framed: bool, full: bool) -> tuple[str, int, bool]:
    """(value, end, whether lines were joined)."""
    quote = text[start:end]
    if framed:
        return re.sub(r"\s+", "", quote), end, "\n" in quote
    closed = quote.count("(") >= quote.count(")") > 0
    value = quote.rstrip(_TRAILING[:-1] if closed else _TRAILING)
    more = _URL_GOES_ON.match(text, end) if full and value == quote and value[-1:] in "/-_=&?" else None
    if more and _URL_PIECE.search(more["rest"]):
        rest = more["rest"].rstrip(".")
        return value + rest, more.start("rest") + len(rest), True
    return value, start + len(value), False
