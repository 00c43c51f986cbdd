"""Compare the gold of a source with its text, both ways, so that a slip of the author is seen.

`check(source)` lists the doubts: a gold value that the text does not hold in any form, a value of the text that gold
does not hold, a record that contradicts itself, a wrong check digit. A source silences a message that its author has
weighed by naming a part of it under `allow`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from samples.make.gold import FIELDS, record
from samples.make.marks import notes, plain
from samples.make.source import Source

MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
DOC_TYPES = ("letter", "order", "news", "article", "web_page", "other")
LOOKALIKES = str.maketrans("aceopxyikmtbhABCEHKMOPTX", "асеорхуікмтвнАВСЕНКМОРТХ")
EXTRA = frozenset(("roles", "authors", "tables", "note", "access_mark", "language", "id", "source", "zones"))
ISO = re.compile(r"\d{4}(-\d\d){0,2}")
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
URL = re.compile(r"(?:https?://|www\.)[^\s<>,;()«»]{3,150}")
FULL_DATE = re.compile(r"(?<![\d.])(\d{1,2}) ?\. ?(\d{1,2}) ?\. ?(\d{4}|\d\d)(?![\d.])")
WORD_DATE = re.compile(
    r"(?<!\d)(\d{1,2})[»\"“”_\s]{1,4}(января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)[_\s]{1,4}(\d{4})"
)
NAME = "[А-ЯЁӘӨҮҺ][А-ЯЁа-яёәөүһ-]{2,40}"
INITIALS = re.compile(rf"(?P<before>{NAME} )?(?P<initials>[А-ЯЁӘӨҮҺ]\. ?[А-ЯЁӘӨҮҺ]\.) ?(?P<after>{NAME})?")
PHONE = re.compile(r"(?:\+7|\b8)[\s ]?[-(]?\d{3,5}[-)\s]{1,2}\d[\d\u2011 -]{4,9}\d|\(\d{3,5}\) ?\d[\d\u2011 -]{3,8}\d")
POSTCODE = re.compile(r"(?<![\d/-])[1-6]\d{5}(?![\d/-])")
NUMBER = re.compile(r"(?:№|\bN|\bNo|\bNо)\s?_?([\w/@.-]{0,40}\d[\w/@.-]{0,40})")
OGRN, INN = re.compile(r"ОГРН\D{0,3}(\d{13})"), re.compile(r"ИНН\D{0,6}(\d{10})(?!\d)")


class Text:
    """The text of a document in the forms that the checks look it up in."""

    def __init__(self, source: Source) -> None:
        lines = [p for b in source.blocks for t in b.texts() for p in (plain(t), *notes(t))]
        self.spaced = re.sub(r"[\u00a0\s]+", " ", " ".join(lines)).replace("\u00ad", "")
        self.lines = "\n".join(lines).replace("\u00ad", "")
        self.squash = squash(self.lines)
        self.digits = re.sub(r"\D", "", self.lines)
        self.names = " ".join(lines).lower().translate(LOOKALIKES).replace("ё", "е").replace("\u00ad", "")
        self.tight = squash(self.names.replace("-", ""))

    def stem(self, word: str) -> bool:
        """Whether a word stands in the text in some case: by its first letters, both halves of a double one."""
        return all(self._stem(part) for part in word.split("-"))

    def _stem(self, word: str) -> bool:
        low = word.lower().replace("ё", "е").translate(LOOKALIKES)
        cut = low if len(low) < 4 or not low.isalpha() else low[: max(3, len(low) - 3)]
        return squash(cut) in self.tight


def squash(text: str) -> str:
    return (
        re.sub(r"[\s_*\u00a0\u00ad«»\"“”„<>]", "", text)
        .lower()
        .replace("ё", "е")
        .replace("–", "-")
        .replace("\u2011", "-")
    )


def check(source: Source) -> list[str]:
    """Every doubt about a source that its author has not allowed."""
    text, gold = Text(source), record(source)
    found = [*_shape(source, gold), *_gold_in_text(gold, text), *_text_in_gold(gold, text), *_digits(gold)]
    return [m for m in dict.fromkeys(found) if not any(part in m for part in source.allow)]


def _shape(source: Source, gold: dict[str, Any]) -> Iterator[str]:
    """The record agrees with itself."""
    if unknown := set(source.gold) - set(FIELDS) - EXTRA:
        yield f"unknown gold fields {sorted(unknown)}"
    if gold["doc_type"] not in DOC_TYPES:
        yield f"doc_type {gold['doc_type']!r}"
    people, orgs = set(gold["people"]), set(gold["organizations"])
    for field in ("signatories", "executors", "addressees", "posts"):
        yield from (
            f"{field}: {r['person']} is not among people"
            for r in gold[field]
            if r["person"] and r["person"] not in people
        )
    for post in gold["posts"]:
        if post["organization"] and post["organization"] not in orgs:
            yield f"posts: {post['organization']} is not among organizations"
        if not post["person"] or not post["position"]:
            yield f"posts: incomplete {post}"
    yield from (f"alias of an unlisted organisation: {o}" for o in gold["organization_aliases"] if o not in orgs)
    yield from (f"sender is not among organizations: {o}" for o in gold["sender_organizations"] if o not in orgs)
    for e in gold["executors"]:
        yield from (f"executor's phone is not among phones: {p}" for p in e["phones"] if p not in gold["phones"])
    cited = [gold["registration"] or {}, *gold["in_reply_to"], *gold["references"]]
    yield from (
        f"date is not among dates: {r['date']}" for r in cited if r.get("date") and r["date"] not in gold["dates"]
    )
    yield from (f"deadline is not among dates: {d}" for d in gold["deadlines"] if d not in gold["dates"])
    yield from (
        f"reference needs a number or a full date: {r}"
        for r in gold["references"]
        if not r["number"] and len(r["date"] or "") < 10
    )
    for name in ("people", "organizations", "dates", "phones", "emails", "urls", "deadlines"):
        if len(set(gold[name])) != len(gold[name]):
            yield f"{name}: a value stands twice"
    yield from (f"not ISO 8601: {d}" for d in gold["dates"] if not all(ISO.fullmatch(p) for p in d.split("/")))
    yield from (
        f"phone is neither E.164 nor digits: {p}"
        for p in gold["phones"]
        if not re.fullmatch(r"\+\d{11,12}(;ext=\d+)?|[\d-]+(;ext=\d+)?", p)
    )


def _gold_in_text(gold: dict[str, Any], text: Text) -> Iterator[str]:
    for label, value in _literal(gold):
        if squash(value) not in text.squash:
            yield f"{label} is not in the text: {value}"
    for person in gold["people"]:
        for word in person.replace(".", " ").split():
            if not text.stem(word):
                yield f"person {person}: {word!r} is not in the text"
    names = [(o, "organization") for o in gold["organizations"]]
    names += [(a, "alias") for aliases in gold["organization_aliases"].values() for a in aliases]
    names += [(p["position"], "post") for p in gold["posts"]] + [
        (s["position"], "post") for s in gold["signatories"] if s["position"]
    ]
    names += [(a[k], f"addressee {k}") for a in gold["addressees"] for k in ("position", "organization") if a[k]]
    for name, label in names:
        for word in re.findall(r"[\w-]+", name or ""):
            if not text.stem(word):
                yield f"{label} {name}: {word!r} is not in the text"
    for day in gold["dates"]:
        for part in day.split("/"):
            yield from _date_in_text(
                part, text, months="/" in day and re.search("квартал|полугоди", text.lines) is not None
            )
    for phone in gold["phones"]:
        number, _, extension = phone.partition(";ext=")
        digits = re.sub(r"\D", "", number)
        if digits[-7:] not in text.digits and digits[-6:] not in text.digits and digits[-5:] not in text.digits:
            yield f"phone is not in the text: {phone}"
        if extension and extension not in text.digits:
            yield f"extension is not in the text: {phone}"


def _literal(gold: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, value) of everything that stands in the text as it is."""
    for label, rows in (
        ("registration", [gold["registration"] or {}]),
        ("in_reply_to", gold["in_reply_to"]),
        ("reference", gold["references"]),
    ):
        yield from ((label, r["number"]) for r in rows if r.get("number"))
    if gold["subject"]:
        yield "subject", gold["subject"]
    for name in ("emails", "urls"):
        yield from ((name, v) for v in gold[name])
    yield from ((k, v) for k, values in gold["requisites"].items() for v in values)
    for address in gold["addresses"]:
        for key in ("postcode", "street"):
            if address[key]:
                yield f"address {key}", address[key]


def _date_in_text(iso: str, text: Text, *, months: bool) -> Iterator[str]:
    """The parts of a date; `months` where a quarter or a half of a year may stand for them."""
    year, month, day = [*iso.split("-"), "", ""][:3]
    if year not in text.digits and year[2:] not in text.lines:
        yield f"year of {iso} is not in the text"
    if not month:
        return
    m, low = int(month), text.lines.lower()
    worded = MONTHS[m - 1] in low
    figured = re.search(rf"(?<!\d)0?{m}(?!\d)", low) is not None
    if not worded and not figured and not months:
        yield f"month of {iso} is not in the text"
    if day and not re.search(rf"(?<!\d)0?{int(day)}(?!\d)", low):
        yield f"day of {iso} is not in the text"


def _text_in_gold(gold: dict[str, Any], text: Text) -> Iterator[str]:
    emails = {squash(e) for e in gold["emails"]}
    yield from (
        f"e-mail of the text is not in gold: {m[0]}"
        for m in EMAIL.finditer(text.spaced)
        if not any(squash(m[0]) in e for e in emails)
    )
    urls = " ".join(gold["urls"]).lower()
    yield from (
        f"site of the text is not in gold: {m[0]}"
        for m in URL.finditer(text.spaced)
        if m[0].lower().rstrip(".") not in urls
    )
    for match in FULL_DATE.finditer(text.spaced):
        years = [match[3]] if len(match[3]) == 4 else ["20" + match[3], "19" + match[3]]
        yield from _known_date([f"{y}-{int(match[2]):02}-{int(match[1]):02}" for y in years], gold, match[0])
    for match in WORD_DATE.finditer(text.spaced):
        month = next(n for n, m in enumerate(MONTHS, 1) if match[2].startswith(m) and (m != "ма" or match[2] == "мая"))
        yield from _known_date([f"{match[3]}-{month:02}-{int(match[1]):02}"], gold, match[0])
    yield from _people_in_gold(gold, text)
    phones = [re.sub(r"\D", "", p.partition(";")[0]) for p in gold["phones"]]
    for match in PHONE.finditer(text.lines):
        digits = re.sub(r"\D", "", match[0])
        if not any(p[-5:] in digits for p in phones):
            yield f"phone of the text is not in gold: {match[0]}"
    posts = {a["postcode"] for a in gold["addresses"]}
    yield from (
        f"postcode of the text is not in gold: {m[0]}" for m in POSTCODE.finditer(text.spaced) if m[0] not in posts
    )
    numbers = [r.get("number") or "" for r in (gold["registration"] or {}, *gold["in_reply_to"], *gold["references"])]
    everything = squash(" ".join([*numbers, *gold["organizations"], *gold["appendices"], gold["subject"] or ""]))
    for match in NUMBER.finditer(text.spaced):
        joint = match[1].rstrip(".").split("/")  # two issuers, two numbers
        if squash(match[1].rstrip(".")) not in everything and not all(squash(p) in everything for p in joint):
            yield f"number of the text is nowhere in gold: {match[0]}"


def _people_in_gold(gold: dict[str, Any], text: Text) -> Iterator[str]:
    """Surnames with initials; one inside the name of an organisation or a street is nobody."""
    stems = [p.split()[0].lower().replace("ё", "е")[:4] for p in gold["people"]]
    named = squash(" ".join([*gold["organizations"], *(a["street"] or "" for a in gold["addresses"])]))
    for match in INITIALS.finditer(text.lines):
        surnames = [s.strip().lower().replace("ё", "е") for s in (match["before"], match["after"]) if s]
        held = any(s.startswith(t[: max(2, min(len(t), len(s) - 1))]) for s in surnames for t in stems)
        if surnames and not held and not any(s[:-2] in named for s in surnames):
            yield f"person of the text is not in gold: {match[0]}"


def _known_date(readings: list[str], gold: dict[str, Any], quote: str) -> Iterator[str]:
    if not any(iso in d.split("/") for d in gold["dates"] for iso in readings):
        yield f"date of the text is not in gold: {quote}"


def _digits(gold: dict[str, Any]) -> Iterator[str]:
    """Check digits of ИНН, ОГРН and ОКПО."""
    from stdnum.ru import inn, ogrn

    requisites = gold["requisites"]
    yield from (f"ИНН has a wrong check digit: {v}" for v in requisites["inn"] if not inn.is_valid(v))
    yield from (f"ОГРН has a wrong check digit: {v}" for v in requisites["ogrn"] if not ogrn.is_valid(v))
    yield from (f"ОКПО has a wrong check digit: {v}" for v in requisites["okpo"] if not okpo_is_valid(v))
    yield from (f"КПП is not of nine signs: {v}" for v in requisites["kpp"] if not re.fullmatch(r"\d{9}", v))


def okpo_is_valid(number: str) -> bool:
    """ОКПО of 8 or 10 digits: weights 1.. and, where the remainder is 10, weights 3..; 10 again gives 0.

    >>> okpo_is_valid("00032537")
    True
    """
    if not re.fullmatch(r"\d{8}|\d{10}", number):
        return False
    *body, last = (int(d) for d in number)
    control = sum(d * (n % 10 + 1) for n, d in enumerate(body)) % 11
    if control == 10:
        control = sum(d * ((n + 2) % 10 + 1) for n, d in enumerate(body)) % 11 % 10
    return control == last
