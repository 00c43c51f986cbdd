"""datapackage.json: a Frictionless Data Package over the CSV files - dialect, types, keys, and how to undo the
guard.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.schema import Column, ForeignKey, Table, Type
from pipeline.tables import TABLES
from pipeline.writers import replacing
from pipeline.writers.csv_tables import GUARD, GUARDED, Profile, headers

FILE_NAME = "datapackage.json"

_TYPES = {Type.INTEGER: "integer", Type.NUMBER: "number", Type.BOOLEAN: "boolean"}


def write(folder: Path, profile: Profile) -> Path:
    """Write the description of the tables of this profile."""
    path = folder / FILE_NAME
    with replacing(path) as fresh:
        fresh.write_text(json.dumps(describe(profile), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def describe(profile: Profile) -> dict[str, Any]:
    """The package as plain data."""
    package: dict[str, Any] = {
        "name": "pismo-letters",
        "title": "Реквизиты и упоминания из официальных писем",
        "description": "Tables read from a folder of letters; offsets point into text/ID.txt.",
        "created_by": f"pismo {__version__}",
        "resources": [_resource(one, profile) for one in TABLES],
    }
    if profile.guarded:
        package["guard"] = {
            "prefix": GUARD,
            "before": list(GUARDED),
            "description": (
                f"A text cell that begins with {GUARD} or with one of the characters in `before` was written with "
                f"one more {GUARD} before it, so that a spreadsheet does not run it as a formula. Take one leading "
                "apostrophe away to have the value."
            ),
        }
    return package


def _resource(one: Table, profile: Profile) -> dict[str, Any]:
    names = dict(zip(one.names, headers(one, profile), strict=True))
    return {
        "name": one.name,
        "type": "table",
        "title": one.title,
        "description": one.description,
        "path": f"{one.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": profile.encoding,
        "dialect": {
            "csv": {
                "delimiter": profile.delimiter,
                "lineTerminator": profile.line_end,
                "quoteChar": '"',
                "doubleQuote": True,
            }
        },
        "schema": {
            "fields": [_field(column, names[column.name], one) for column in one.columns],
            "primaryKey": [names[name] for name in one.key],
            "foreignKeys": [_foreign(key, one, names, profile) for key in one.foreign],
            "missingValues": [""],
        },
    }


def _field(column: Column, name: str, of: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required or column.name in of.key:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.name == "confidence":
        constraints |= {"minimum": 0, "maximum": 1}
    field = {
        "name": name,
        "type": _TYPES.get(column.type, "string"),
        "title": column.title,
        "description": column.description,
    }
    return field | ({"constraints": constraints} if constraints else {})


def _foreign(key: ForeignKey, one: Table, names: dict[str, str], profile: Profile) -> dict[str, Any]:
    target = next(other for other in TABLES if other.name == key.table)
    of_target = dict(zip(target.names, headers(target, profile), strict=True))
    resource = "" if target.name == one.name else target.name
    return {"fields": [names[key.column]], "reference": {"resource": resource, "fields": [of_target[key.target]]}}
