"""Roles of lines seen from the whole text: a page of a site has no requisites of a letter, a page with prose has a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.document import ZoneRole

Rows = Sequence[frozenset[str]]  # the cues of each line
REPAIRED: Final = 0.8  # how sure a role is that its line was given against the weights


def as_a_whole(rows: Rows, found: list[tuple[ZoneRole, float]]) -> list[tuple[ZoneRole, float]]:
    """The roles of lines, and how sure they are, where the text as a whole speaks against some of them."""
    return _with_text(rows, _without_letter(rows, found))


#: What a letter shows in one of its lines at least and a page of a site does not.
_OF_LETTERS: Final = frozenset({
    "salutation", "outgoing", "reply_to", "registered_act", "caption", "document_kind", "orders", "closing", "approval", "e_signature",
    "mail_field", "honorific", "receipt", "access_mark", "copy_to", "enclosure", "appendix_head", "post_and_name",
    "from_date", "whole:registered", "whole:addressed",
})  # fmt: skip
_ONLY_IN_LETTERS: Final = frozenset({
    ZoneRole.REGISTRATION, ZoneRole.ADDRESSEE, ZoneRole.SALUTATION, ZoneRole.ENCLOSURE, ZoneRole.SIGNATURE, ZoneRole.EXECUTOR,
    ZoneRole.RECEIPT_STAMP, ZoneRole.APPROVAL, ZoneRole.PLACE,
})  # fmt: skip
_AT_THE_END: Final = frozenset({"tail:0", "tail:1-2", "tail:3-7"})


def _without_letter(rows: Rows, found: list[tuple[ZoneRole, float]]) -> list[tuple[ZoneRole, float]]:
    """The roles where nothing is a requisite of a letter in a text that shows no letter: counts of visitors on a page
    are no number of it, the name of a head no signature.
    """
    if not any(role in _ONLY_IN_LETTERS for role, _ in found):
        return found
    if any(_shows_letter(row) for row in rows):
        return found
    return [(ZoneRole.BODY, REPAIRED) if pair[0] in _ONLY_IN_LETTERS else pair for pair in found]


def _shows_letter(row: frozenset[str]) -> bool:
    """Whether a line is one of a letter: «Директору школы» in a line of its own is, «О школе» is none."""
    signs = {"only_name", "prev:first:post"} <= row and bool(row & _AT_THE_END)  # «Директор⏎И. И. Грушин» at the end
    return signs or bool(row & _OF_LETTERS) or ("first:dative" in row and not row & {"long", "about", "letter_first"})


def _with_text(rows: Rows, found: list[tuple[ZoneRole, float]]) -> list[tuple[ZoneRole, float]]:
    """The roles where no document is all frame of a site: a page with a line that is none has a text."""
    if not all(role is ZoneRole.NOISE for role, _ in found):
        return found
    return [
        pair if "web" in row else (ZoneRole.BODY, REPAIRED)
        for row, pair in zip(rows, found, strict=True)
    ]
