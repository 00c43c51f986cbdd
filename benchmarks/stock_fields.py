"""What the stock way finds in a text: natasha's spans and facts, regular expressions for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import phonenumbers

from benchmarks.templates import morph, words

if TYPE_CHECKING:
    from benchmarks.natasha_way import Natasha

_MONTHS = words("months")
DATE = (
    r"(?:\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|[«\"]?\d{{1,2}}[»\"]?\s{{1,3}}(?:{'|'.join(_MONTHS)})\s{{1,3}}\d{{4}})"
)
NUMBER = r"[\w@-]{0,20}\d[\w/.@-]{0,30}"
SIGN = r"(?:№|N|No)\s{0,2}"
OWN = re.compile(rf"(?P<date>{DATE})(?:\s?г\.?|\s?года)?\s{{0,3}}{SIGN}(?P<number>{NUMBER})")
OWN_BACK = re.compile(
    rf"(?<![Нн]а )(?<![Нн]а)(?:Исх\.?\s?)?{SIGN}(?P<number>{NUMBER})\s{{1,3}}от\s{{1,3}}(?P<date>{DATE})"
)
FIRST_NUMBER = re.compile(rf"^[^\n№]{{0,25}}(?:Исх\.?\s?)?{SIGN}(?P<number>{NUMBER})\s*$", re.MULTILINE)
REPLY = re.compile(
    r"[Нн]а\s{1,3}(?:Ваше?\s{1,3})?(?:исх\.?\s?|письмо\s|запрос\s)?"
    rf"{SIGN}(?P<number>{NUMBER})\s{{0,3}}от\s{{1,3}}(?P<date>{DATE})"
    rf"|[Нн]а\s{{1,3}}[Вв]аше?\s{{1,3}}\w{{4,12}}\s{{1,3}}от\s{{1,3}}(?P<date2>{DATE})(?:\s?г\.?)?"
    rf"\s{{0,3}}{SIGN}(?P<number2>{NUMBER})"
)
KINDS = {
    "приказ": "приказ",
    "письм": "письмо",
    "постановлени": "постановление",
    "распоряжени": "распоряжение",
    "закон": "федеральный закон",
    "указ": "указ",
    "решени": "решение",
    "протокол": "протокол",
    "договор": "договор",
    "соглашени": "соглашение",
}
CITED = re.compile(
    rf"(?P<kind>{'|'.join(KINDS)})\w{{0,4}}\b(?P<between>[^.;№]{{0,150}}?)от\s{{1,3}}(?P<date>{DATE})"
    rf"(?:\s?г\.?|\s?года)?\s{{0,3}}{SIGN}(?P<number>{NUMBER})",
    re.IGNORECASE,
)
DEADLINE = re.compile(rf"(?:не позднее|в срок до|до|к)\s{{1,3}}(?P<date>{DATE})")
PHONE = re.compile(
    r"(?P<number>(?:\+7|8)?[\s-]?\(?\d{3,5}\)?[\s-]{0,2}\d{1,3}-?\d{2,3}-?\d{2,3}|\b\d{1,2}-\d{2}-\d{2}\b)"
    r"(?:,?\s{0,2}доб\.?\s?(?P<extension>\d{1,5}))?"
)
PHONE_LINE = re.compile(r"тел|факс|\+7|\b8[\s-]?\(|\(\d{3,5}\)|доб\.", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}")
URL = re.compile(r"(?:https?://|www\.)[^\s<>,;()«»]{3,150}")
CODES = {
    "inn": re.compile(r"ИНН\D{0,8}(\d{10,12})"),
    "kpp": re.compile(r"КПП\D{0,3}(?:\d{10}\s?/\s?)?(\d{9})\b"),
    "ogrn": re.compile(r"ОГРН\D{0,3}(\d{13})"),
    "okpo": re.compile(r"ОКПО\D{0,3}(\d{8,10})"),
}
INITIALED = re.compile(
    r"(?P<initials>[А-ЯЁ]\.\s?[А-ЯЁ]\.)\s?(?P<after>[А-ЯЁ][А-ЯЁа-яё-]{2,25})"
    r"|(?P<before>[А-ЯЁ][а-яё-]{2,25})\s(?P<behind>[А-ЯЁ]\.\s?[А-ЯЁ]\.)"
)
BODIES = re.compile(
    r"министерств|управлени|департамент|комитет|администраци|учреждени|школ|институт|университет|прокуратур|служб|общество"
    r"|центр|фонд|дум|совет|колледж|ООО|АО\b",
    re.IGNORECASE,
)
#: Surname, name, patronymic, in any case.
WHOLE_NAME = re.compile(
    r"\b(?!Уважаем)([А-ЯЁ][А-ЯЁа-яё-]{2,25})\s([А-ЯЁ][А-ЯЁа-яё]{2,15})\s"
    r"([А-ЯЁ][А-ЯЁа-яё]{2,15}(?:[Вв][Ии][Чч]|[Вв][Нн])[а-яА-Я]{0,2})\b"
)
MARKS = ("Surn", "Name", "Patr")
POSTS = re.compile(
    r"\b(?:и\.\s?о\.|врио|перв\w{2,3}|заместител\w{1,2}|директор\w{0,2}|начальник\w{0,2}|министр\w{0,2}|руководител\w{1,3}"
    r"|председател\w{1,2}|глав[аеыу]|ректор\w{0,2}|проректор\w{0,2}|заведующ\w{2,3}|губернатор\w{0,2})\b",
    re.IGNORECASE,
)
TITLE = re.compile(r"^[ \t]{0,40}(Об?о? [^\n]{3,120}(?:\n[ \t]{0,40}[а-я«(\d][^\n]{3,80}){0,4})", re.MULTILINE)
STREET = re.compile(r"\bул\.|\bпр(?:-т|осп)?\.|\bпер\.|\bпл\.|\bнаб\.|\bб-р\b|\bш\.")
STREETS = ("улица", "проспект", "переулок", "площадь", "набережная", "бульвар", "шоссе")
HOUSE = re.compile(
    r"(?:д\.\s?|,\s)(\d{1,3}(?:\s?[«\"]?[а-я][»\"]?)?(?:,\s?(?:корп|стр|оф|каб)\.?\s?\d{1,4}){0,2})\s?(?:,|$)"
)


@dataclass
class Found:
    """What was found in one document."""

    kind: str = "letter"
    title: str = ""
    number: str = ""
    date: str = ""
    sender: str = ""
    replies: list[tuple[str, str]] = field(default_factory=list)
    references: list[tuple[str, str, str]] = field(default_factory=list)
    dates: set[str] = field(default_factory=set)
    deadlines: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    organizations: set[str] = field(default_factory=set)
    signatories: list[tuple[str, str]] = field(default_factory=list)
    addressees: list[tuple[str, str]] = field(default_factory=list)
    executors: list[str] = field(default_factory=list)
    contacts: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)


def fields(text: str, suffix: str, natasha: Natasha) -> Found:
    """Everything, one field after another."""
    found = Found()
    text = text.replace("_", "").replace("\u00a0", " ").replace("**", "")
    document = natasha.understood(text)
    people = list(_people(document, text))
    found.people = {name for _, _, name in people}
    named = [(span.start, _nominative(span.text)) for span in document.spans if span.type == "ORG"]
    found.organizations = {name for _, name in named}
    salutation = text.find("Уважаем")
    head = salutation if salutation > 0 else max(len(text) // 4, 600)
    _registration(found, text, head)
    found.kind = _kind(text, suffix, found)
    found.sender = _letterhead(text[:head]) or next((name for start, name in named if start < head), "")
    found.title = _title(text[:head])
    _references(found, text)
    found.deadlines = {iso for match in DEADLINE.finditer(text) if (iso := iso_of(match["date"]))}
    found.dates = {*_natasha_dates(natasha, text), *found.deadlines, *([found.date] if found.date else [])}
    _people_by_place(found, text, people, head)
    found.contacts = [*_contacts(text), *_addresses(text, natasha)]
    found.codes = {name: match[1] for name, pattern in CODES.items() if (match := pattern.search(text))}
    return found


def _letterhead(head: str) -> str:
    """The first lines, up to an address or a number, where they name a body; capitals in normal case."""
    lines: list[str] = []
    for line in (one.strip() for one in head.splitlines()):
        if re.search(r"\d{4}|№|@|\bул\.|тел|г\.|Уважаем|^О ", line) or (lines and POSTS.match(line)):
            break
        if line:
            lines.append(line)
    name = " ".join(lines)
    return name.capitalize() if name.isupper() else name if BODIES.search(name) else ""


def _nominative(text: str) -> str:
    """The name of an organisation with its first noun, and the adjectives before it, in the nominative.

    natasha's own normal form declines the genitives behind it too: «Министерство образование».
    """
    words = text.split()
    for place, word in enumerate(words):
        parse = morph().parse(word)[0]
        made = parse.inflect({"nomn"}) if parse.tag.POS in ("NOUN", "ADJF") and word[1:].islower() else None
        if made is None:
            break
        words[place] = str(made.word).capitalize() if word[0].isupper() else str(made.word)
        if parse.tag.POS == "NOUN":
            break
    return " ".join(words)


def iso_of(text: str) -> str:
    """ISO 8601 of a date as matched by DATE, "" where there is no such day."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    parts = re.findall(r"\d+|[а-я]+", text)
    day, year = int(parts[0]), int(parts[2])
    month = int(parts[1]) if parts[1].isdigit() else _MONTHS.index(parts[1]) + 1
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return f"{year + 2000 if year < 100 else year:04}-{month:02}-{day:02}"


def _registration(found: Found, text: str, head: int) -> None:
    """Date and number side by side, else the first number and the first date of the head of the letter."""
    zone = text[:head]
    found.replies = [(m["number"] or m["number2"], iso_of(m["date"] or m["date2"])) for m in REPLY.finditer(text)]
    zone = REPLY.sub("", zone)
    for pattern in (OWN, OWN_BACK):
        for match in pattern.finditer(zone):
            found.number, found.date = match["number"].rstrip("."), iso_of(match["date"])
            return
    date, number = re.search(rf"^\s{{0,40}}(?:от )?({DATE})", zone, re.MULTILINE), FIRST_NUMBER.search(zone)
    found.date, found.number = iso_of(date[1]) if date else "", number["number"].rstrip(".") if number else ""


def _kind(text: str, suffix: str, found: Found) -> str:
    if re.search(r"^\s{0,40}(?:ПРИКАЗ|РАСПОРЯЖЕНИЕ|ПОСТАНОВЛЕНИЕ)\s*$", text, re.MULTILINE):
        return "order"
    if suffix in (".html", ".htm"):
        return "news"
    return "letter" if found.number or "Уважаем" in text else "article"


def _title(head: str) -> str:
    """The first line that begins with «О», with the lines behind it that go on in lower case."""
    match = TITLE.search(head)
    return " ".join(match[1].split()) if match else ""


def _references(found: Found, text: str) -> None:
    own = {found.number, *(number for number, _ in found.replies)}
    for match in CITED.finditer(text):
        number = match["number"].rstrip(".")
        if number not in own:
            found.references.append((KINDS[match["kind"].lower()], number, iso_of(match["date"])))


def _natasha_dates(natasha: Natasha, text: str) -> Iterator[str]:
    """natasha's dates; a year of two digits is of this century, which it does not know."""
    for match in natasha.dates(text):
        fact = match.fact
        year = fact.year and (fact.year + 100 if fact.year < 1950 else fact.year)
        if year:
            yield "-".join([f"{year:04}", *(f"{part:02}" for part in (fact.month, fact.day) if part)])


def _people(document: Any, text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of people: surnames with initials, and natasha's whole names."""
    seen: list[tuple[int, int]] = []
    for match in INITIALED.finditer(text):
        first, middle = re.findall(r"[А-ЯЁ]", match["initials"] or match["behind"])
        surname = match["after"].title() if match["after"] else _form(match["before"], "Surn")
        seen.append(match.span())
        yield *match.span(), f"{surname} {first}. {middle}."
    for match in WHOLE_NAME.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in seen):
            seen.append(match.span())
            gender = "femn" if "вн" in match[3].lower()[-4:] else "masc"
            words = zip(match.groups(), MARKS, strict=True)
            yield *match.span(), " ".join(_form(word, mark, gender) for word, mark in words)
    for span in document.spans:
        if span.type != "PER" or not span.fact or any(a < span.stop and span.start < b for a, b in seen):
            continue
        parts = span.fact.as_dict
        if parts.get("last") and parts.get("first") and not parts["last"].endswith(("вна", "вич")):
            names = [parts["last"], parts["first"], parts.get("middle", "")]
            yield span.start, span.stop, " ".join(f"{one}." if len(one) == 1 else one for one in names if one)


def _form(word: str, mark: str, gender: str = "") -> str:
    """A surname, name or patronymic in the nominative."""
    for parse in morph().parse(word.lower()):
        if mark in parse.tag and gender in ("", parse.tag.gender) and (nominative := parse.inflect({"nomn", "sing"})):
            return str(nominative.word).title()
    return word.title()


def _people_by_place(found: Found, text: str, people: list[tuple[int, int, str]], head: int) -> None:
    """People who end a line: in the head addressees, behind a post near the end signatories, with a phone executors."""
    last = 0
    for start, end, name in sorted(people):
        line = text[text.rfind("\n", 0, start) + 1 : start]
        behind = text[end : end + 60]
        before = " ".join(text[last:start].split("\n")[-4:])
        last = end
        post = POSTS.search(before)
        if start < head:
            if post:
                found.addressees.append((name, _post(post)))
        elif "Исп" in line:
            found.executors.append(name)
        elif start > len(text) * 0.5 and post and not behind.partition("\n")[0].strip():
            found.signatories.append((name, " ".join(before[post.start() :].split())))
        elif start > len(text) * 0.7 and PHONE.search(behind):
            found.executors.append(name)
    found.signatories, found.executors = found.signatories[-2:], found.executors[-1:]


def _post(match: re.Match[str]) -> str:
    return str(morph().parse(match.group().lower())[0].normal_form)


def _contacts(text: str) -> Iterator[dict[str, str]]:
    code = next(iter(re.findall(r"\((\d{3,5})\)\s?\d", text)), "")  # of the letterhead, for local numbers
    for match in EMAIL.finditer(text):
        yield {"kind": "email", "value": match.group()}
    for match in URL.finditer(text):
        yield {"kind": "url", "value": match.group().rstrip(".")}
    for line in text.splitlines():
        for match in PHONE.finditer(line) if PHONE_LINE.search(line) else ():
            digits = re.sub(r"\D", "", match["number"])
            if len(digits) in (5, 6):
                if len(code + digits) != len("3952500904"):
                    yield {"kind": "phone", "value": digits}
                    continue
                digits = code + digits
            try:
                parsed = phonenumbers.parse(digits if len(digits) > 10 else "8" + digits, "RU")
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_possible_number(parsed):
                value = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
                yield {"kind": "phone", "value": value, "extension": match["extension"] or ""}


def _addresses(text: str, natasha: Natasha) -> Iterator[dict[str, str]]:
    """Lines that name a street, through natasha's extractor; the postcode and the house by regular expressions."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if not STREET.search(line):
            continue
        near = "\n".join(lines[max(0, place - 2) : place + 2])
        parts = {match.fact.type: match.fact.value for match in natasha.addresses(line)}
        address = {
            "postcode": (re.findall(r"\b[1-6]\d{5}\b", near) or [""])[0],
            "city": parts.get("город") or next(iter(re.findall(r"г\.\s?([А-ЯЁ][а-яё-]{2,25})", near)), ""),
            "street": next((parts[kind] for kind in STREETS if parts.get(kind)), ""),
            "house": next((match[1] for match in HOUSE.finditer(line)), parts.get("дом", "")),
        }
        if address["street"]:
            yield {"kind": "address", "value": line.strip(), **{name: one for name, one in address.items() if one}}
