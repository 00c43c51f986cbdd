"""What is said of a document as a whole: its language, and what is doubtful about its card."""

from __future__ import annotations

import re

from extractors.document import Document
from extractors.russian.morph import known

_CYRILLIC_WORD = re.compile(r"[А-Яа-яЁёІіЎўӘәӨөҮүҢңҺһӝӟӥӧӵҪҫҠҡҒғӐӑӖӗӲӳҔҕҚқҰұ]{3,40}")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,40}")
_TELLING_LETTERS = (
    ("be", "ўЎ"),
    ("uk", "їЇєЄґҐ"),
    ("kk", "қҚұҰ"),
    ("ba", "ҙҘҫҪҡҠ"),
    ("tt", "әӘҗҖ"),
    ("cv", "ӑӐӗӖӳӲ"),
    ("sah", "ҕҔҥҤ"),
    ("udm", "ӝӜӟӞӥӤӵӴ"),
)
_SHARE = 0.012  # of letters: a language of the Russian alphabet with telling letters shows at least this many
_REVIEW_BELOW = 0.8  # confidence of a card field under which a person must look


def language(text: str) -> str:
    """ISO code of the language most of the text is in; "" where there are too few words.

    >>> language("Прошу Вас направить сведения"), language("Please send the report to us")
    ('ru', 'en')
    """
    cyrillic, latin = _CYRILLIC_WORD.findall(text[:20000]), _LATIN_WORD.findall(text[:20000])
    if len(cyrillic) + len(latin) < 3:
        return ""
    if len(latin) > 2 * len(cyrillic):
        return "en"
    letters = sum(len(word) for word in cyrillic)
    for code, telling in _TELLING_LETTERS:
        if sum(text.count(letter) for letter in telling) > _SHARE * letters:
            sample = cyrillic[:: max(1, len(cyrillic) // 60)]
            if sum(known(word) for word in sample) < 0.6 * len(sample):
                return code
    return "ru"


def doubts(document: Document, document_kind: str, fields: dict[str, float | None]) -> tuple[float, tuple[str, ...]]:
    """(confidence of the whole card, warnings): a field is doubtful when its confidence is low or a letter lacks it.

    `fields` maps the name of a field to its confidence, None where it is absent.
    """
    warnings: list[str] = list(document.warnings)
    present = [c for c in fields.values() if c is not None]
    for name, sure in fields.items():
        if (
            sure is None
            and document_kind in ("letter", "order")
            and name in ("registration_number", "registration_date", "signatory", "sender")
        ):
            warnings.append(f"{name}: not found")
        elif sure is not None and sure < _REVIEW_BELOW:
            warnings.append(f"{name}: doubtful")
    confidence = min(present) if present else 0.5
    if any(w.endswith("not found") for w in warnings):
        confidence = min(confidence, 0.7)
    return round(confidence, 3), tuple(warnings)
