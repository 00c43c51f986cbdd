"""The gold record of a source: the author's `gold` with empty fields filled in, and the zones line by line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from samples.make.marks import notes, plain
from samples.make.source import Source

LISTS = (
    "in_reply_to",
    "sender_organizations",
    "addressees",
    "signatories",
    "executors",
    "people",
    "organizations",
    "references",
    "dates",
    "deadlines",
    "phones",
    "emails",
    "urls",
    "addresses",
    "appendices",
    "posts",
)
REQUISITES = ("ogrn", "inn", "kpp", "okpo")
FIELDS = ("doc_type", "registration", "subject", "organization_aliases", "requisites", *LISTS)


def record(source: Source) -> dict[str, Any]:
    """The whole record; an absent field is [] or null, as the schema asks."""
    gold: Mapping[str, Any] = source.gold
    out: dict[str, Any] = {"id": source.id, "source": "invented", "doc_type": gold.get("doc_type")}
    registration = gold.get("registration")
    out["registration"] = (
        {"number": registration.get("number"), "date": registration.get("date")} if registration else None
    )
    out["in_reply_to"] = [{"number": r.get("number"), "date": r.get("date")} for r in gold.get("in_reply_to") or ()]
    out["subject"] = gold.get("subject")
    for name in LISTS[1:]:
        out[name] = list(gold.get(name) or ())
    out["addressees"] = [{k: a.get(k) for k in ("organization", "position", "person")} for a in out["addressees"]]
    out["signatories"] = [{k: a.get(k) for k in ("person", "position")} for a in out["signatories"]]
    out["executors"] = [{"person": e.get("person"), "phones": list(e.get("phones") or ())} for e in out["executors"]]
    out["references"] = [{k: r.get(k) for k in ("kind", "number", "date")} for r in out["references"]]
    out["addresses"] = [{k: a.get(k) for k in ("postcode", "city", "street", "house")} for a in out["addresses"]]
    out["posts"] = [{k: p.get(k) for k in ("person", "position", "organization")} for p in out["posts"]]
    out["organization_aliases"] = {k: list(v) for k, v in (gold.get("organization_aliases") or {}).items()}
    requisites = gold.get("requisites") or {}
    out["requisites"] = {k: list(requisites.get(k) or ()) for k in REQUISITES}
    out.update({k: v for k, v in gold.items() if k not in FIELDS})
    out["zones"] = zones(source)
    return out


def zones(source: Source) -> list[dict[str, str]]:
    """One entry for each line, paragraph or table row; a footnote follows its text; blank lines are left out."""
    out = []
    for block in source.blocks:
        for text in block.texts():
            pieces = (" ".join(piece.split()) for piece in (plain(text), *notes(text)))
            out.extend({"role": block.zone, "text": piece} for piece in pieces if piece)
    return out


def dump(source: Source) -> str:
    return json.dumps(record(source), ensure_ascii=False, indent=1) + "\n"
