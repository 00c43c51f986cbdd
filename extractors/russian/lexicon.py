"""Lexicons: what the program knows by heart, kept as data in `lexicons/*.tsv`.

A lexicon is a UTF-8 file of tab-separated columns with a header line; lines that begin with "#" are remarks.
The last column, `source`, says where the knowledge comes from. A row with a wrong number of columns is an
error at once: a lost tab must not fuse two entries in silence.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

Row = dict[str, str]


@cache
def lexicon(name: str) -> tuple[Row, ...]:
    """The rows of `lexicons/<name>.tsv`, in the order of the file.

    >>> "директор" in {row["lemma"] for row in lexicon("posts")}
    True
    """
    path = files("extractors.russian").joinpath("lexicons", f"{name}.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    rows: list[Row] = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise ValueError(f"{name}.tsv: {len(cells)} columns where {len(header)} are declared: {line!r}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


@cache
def words(name: str, column: str = "lemma") -> frozenset[str]:
    """One column of a lexicon as a set, in lower case with е for ё."""
    return frozenset(row[column].lower().replace("ё", "е") for row in lexicon(name) if row[column])
