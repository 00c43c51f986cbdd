"""Contacts: phones and faxes, e-mails and sites, each as a mention of its own.

>>> doc = Document(text="тел. (3952) 500-904 доб. 46, e-mail: info@iro38.example.ru, <http://www.iro38.example.ru>")
>>> [(str(m.kind), m.value if isinstance(m.value, str) else (m.value.value, m.value.extension)) for m in find(doc)]
[('phone', ('+73952500904', '46')), ('email', 'info@iro38.example.ru'), ('url', 'http://www.iro38.example.ru')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Document
from extractors.mention import Kind, Mention, mention
from extractors.net import emails, urls
from extractors.phones import phones
from extractors.values import PhoneValue

# The least a phone needs: five digits that stand near each other.
_DIGITS = re.compile(r"\d[\d ()-]{4}")


def find(document: Document) -> Iterator[Mention]:
    """Phones, then e-mails, then sites, each in order."""
    text = document.folded
    if _DIGITS.search(text):
        for phone in phones(document):
            yield mention(
                document,
                Kind.PHONE,
                phone.start,
                phone.end,
                PhoneValue(phone.value, phone.extension, phone.fax),
                rule=phone.rule,
                confidence=phone.confidence,
                evidence=phone.evidence,
            )
    found = list(emails(document.text, text)) if "@" in text else []
    for email in found:
        yield mention(
            document, Kind.EMAIL, email.start, email.end, email.value, rule=email.rule, confidence=email.confidence
        )
    for url in urls(document.text, text, found):
        yield mention(document, Kind.URL, url.start, url.end, url.value, rule=url.rule, confidence=url.confidence)
