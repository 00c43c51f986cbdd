"""Who writes, said under the addressee: «Директору МБОУ «Лицей № 4»⏎Зиминой О.П.⏎от Крутова Д.И.» (заявления, записки)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.document import Zone, ZoneRole
from extractors.mention import Kind, Mention
from pipeline.resolve.findings import Findings

_FROM: Final = re.compile(
    r"(?<![а-я])от\s{1,8}(?:гр(?:ажданина|ажданки|\.)\s{1,4})?(?=[А-Яа-я])|(?<![А-Яа-я])От(?:\sкого)?\s?:\s{0,8}(?=[А-Яа-я])"
)
_NEAR: Final = 40  # characters between «от» and the name or the body it points at: «от родителей учащихся 5 «Б» класса»


def addressed_end(findings: Findings, zone: Zone) -> int:
    """Where the address ends and «от …» of the author begins; the end of the zone where nobody is named so."""
    return findings.once(("addressed_end", zone), lambda: _addressed_end(findings, zone))


def _addressed_end(findings: Findings, zone: Zone) -> int:
    for found in _FROM.finditer(findings.document.folded, zone.start + 1, zone.end):
        stop = min(zone.end, found.end() + _NEAR)
        kinds = (Kind.PERSON, Kind.POSITION, Kind.ORGANIZATION)
        if any(findings.within(kind, found.end(), stop) for kind in kinds):
            return found.start()
    return zone.end


def author_bodies(findings: Findings) -> Iterator[Mention]:
    """The organisations behind «от …»: «от главного врача ГБУЗ «Городская больница № 3»»."""
    for zone in findings.document.zones_of(ZoneRole.ADDRESSEE):
        yield from findings.within(Kind.ORGANIZATION, addressed_end(findings, zone), zone.end)


def writes(findings: Findings, mention: Mention) -> bool:
    """Whether a mention stands behind «от …» in an address."""
    zone = findings.document.zone_at(mention.start)
    return zone is not None and zone.role is ZoneRole.ADDRESSEE and mention.start >= addressed_end(findings, zone)
