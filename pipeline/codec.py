"""A Letter as compact bytes and back: what the store keeps and what a worker hands to the writer of the store.

Records become lists in the order of their fields, the whole is JSON under zlib. JSON and not pickle: a store that comes
from elsewhere must not be able to run anything. The shape of the records stands at the head, so that bytes written by a
program with other records are told apart instead of misread.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, get_args, get_origin, get_type_hints

from pipeline.errors import StoreError
from pipeline.records import Letter, Organization, Person

#: 1 is twice as fast as 6 and only a tenth larger on letters.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Entities:
    """What the registry asks of a document: its date, the index of its author organisation, its people and
    organisations.
    """

    document_id: str
    date: str
    sender: int | None
    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]


def pack(plain: Any) -> bytes:
    """Plain data as compressed JSON. A lone surrogate, which no output could hold, becomes "?": lengths stay as they
    are.
    """
    return zlib.compress(
        json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), _LEVEL
    )


def unpack(data: bytes) -> Any:
    """What `pack` was given; StoreError when the bytes are broken."""
    try:
        return json.loads(zlib.decompress(data))
    except (zlib.error, ValueError) as error:
        raise StoreError(f"the store is damaged: {error}") from error


def encode_letter(letter: Letter) -> bytes:
    """The bytes of a letter."""
    return pack([shape(), _encoder(Letter)(letter)])


def decode_letter(data: bytes) -> Letter:
    """The letter of these bytes; StoreError when they are broken or of other records."""
    head, plain = unpack(data)
    if head != shape():
        raise StoreError("the store holds letters of another version of pismo: run `pismo extract` again")
    letter: Letter = _decoder(Letter)(plain)
    return letter


def encode_entities(date: str, letter: Letter) -> bytes:
    """What the registry needs of a letter, apart from the rest so that a whole batch is walked quickly."""
    people, organizations = map(_encoder(Person), letter.people), map(_encoder(Organization), letter.organizations)
    return pack([date, letter.sender, list(people), list(organizations)])


def decode_entities(document_id: str, data: bytes) -> Entities:
    """What `encode_entities` was given, for the document with this identifier."""
    date, sender, people, organizations = unpack(data)
    one_person, one_organization = _decoder(Person), _decoder(Organization)
    return Entities(
        document_id, date, sender, tuple(map(one_person, people)), tuple(map(one_organization, organizations))
    )


@lru_cache(maxsize=1)
def shape() -> str:
    """A short hash of the names of all fields of the records, nested ones included."""
    return hashlib.sha256(json.dumps(_shape(Letter)).encode()).hexdigest()[:12]


def _shape(record: type) -> list[Any]:
    hints = get_type_hints(record)
    nested = (_record_in(hints[one.name]) for one in fields(record))
    return [
        [one.name, _shape(inner) if inner else str(one.type)] for one, inner in zip(fields(record), nested, strict=True)
    ]


def _record_in(hint: Any) -> type | None:
    """The record class of a field: itself, or the one its tuple holds."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return inner if is_dataclass(inner) and isinstance(inner, type) else None


@lru_cache(maxsize=64)
def _names(record: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(record))


@lru_cache(maxsize=64)
def _encoder(record: type) -> Callable[[Any], list[Any]]:
    """How a record becomes a list: what JSON has no notion of, the records in its fields, is told from its types."""
    hints, names = get_type_hints(record), _names(record)
    inner = [(place, hints[name], _record_in(hints[name])) for place, name in enumerate(names)]
    steps = [(place, _encoder(one), get_origin(hint) is tuple) for place, hint, one in inner if one is not None]
    values = attrgetter(*names)

    def encode(value: Any) -> list[Any]:
        row = list(values(value))
        for place, step, many in steps:
            row[place] = [step(item) for item in row[place]] if many else step(row[place])
        return row

    return encode


@lru_cache(maxsize=64)
def _decoder(record: type) -> Callable[[list[Any]], Any]:
    hints = get_type_hints(record)
    found = [(place, _step(hints[name])) for place, name in enumerate(_names(record))]
    steps = [(place, step) for place, step in found if step is not None]

    def decode(plain: list[Any]) -> Any:
        for place, step in steps:
            plain[place] = step(plain[place])
        return record(*plain)

    return decode


def _step(hint: Any) -> Callable[[Any], Any] | None:
    """How a field comes back: None where JSON already gave what it was."""
    inner = _record_in(hint)
    if get_origin(hint) is tuple:
        if inner is None:
            return tuple
        one = _decoder(inner)
        return lambda values: tuple(map(one, values))
    return None if inner is None else _decoder(inner)
