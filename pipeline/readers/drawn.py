"""The lines that a PDF page draws, as edges for pdfplumber's search of tables; PDFium has them parsed already.

A path is cut into pieces as pdfminer cuts it: two points are a line, four right angles a rectangle with four edges,
anything else a chain of edges of which the level and the upright ones count.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium

Point = tuple[float, float]
Edge = dict[str, Any]

#: More points than this are a drawing or a map.
_MOST_POINTS: Final = 50_000
#: Points that a curve takes: two that bend it, and its end.
_CURVE: Final = 3


def edges(paths: Iterable[Any], upright: Callable[[float, float], Point]) -> list[Edge]:
    """The edges of the paths of a page: of lines, of rectangles, of other shapes; `upright` turns coordinates of the
    page into those of its words. None of a page with too many points."""
    found: dict[str, list[Edge]] = {"line": [], "rect": [], "curve": []}
    points = 0
    for path in paths:
        points += pdfium.FPDFPath_CountSegments(path)
        if points > _MOST_POINTS:
            return []
        for piece in _pieces(path, upright):
            kind, own = _edges_of(piece)
            found[kind] += own
    return [*found["line"], *found["rect"], *found["curve"]]


def _pieces(path: Any, upright: Callable[[float, float], Point]) -> Iterator[list[Point]]:
    """The pieces of a path as their corners; one that is closed ends where it begins."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        return
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    x, y = ctypes.c_float(), ctypes.c_float()
    piece: list[Point] = []
    bent = 0
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = upright(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(piece) > 1:
                yield piece
            piece, bent = [], 0
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            bent = (bent + 1) % _CURVE
            if bent:
                continue
        piece.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and piece[-1] != piece[0]:
            piece.append(piece[0])
    if len(piece) > 1:
        yield piece


def _edges_of(piece: list[Point]) -> tuple[str, list[Edge]]:
    """What a piece is, and its edges."""
    if len(piece) == 2 or (len(piece) == 3 and piece[0] == piece[2]):
        line = edge(piece[0], piece[1])
        return "line", [{**line, "orientation": line["orientation"] or "v"}]
    if len(piece) == 5 and piece[0] == piece[4] and _is_square(piece):
        (x0, top), (x1, bottom) = piece[0], piece[2]
        level = [{**edge((x0, y), (x1, y)), "orientation": "h"} for y in sorted((top, bottom))]
        return "rect", level + [{**edge((x, top), (x, bottom)), "orientation": "v"} for x in sorted((x0, x1))]
    return "curve", [edge(first, last) for first, last in pairwise(piece)]


def _is_square(piece: list[Point]) -> bool:
    """Whether four corners have right angles that stand level."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), _ = piece
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)


def edge(first: Point, last: Point) -> Edge:
    """An edge as pdfplumber has it; one that runs aslant has no orientation."""
    (x0, x1), (top, bottom) = sorted((first[0], last[0])), sorted((first[1], last[1]))
    orientation = "v" if x0 == x1 else "h" if top == bottom else None
    return {"object_type": "edge", "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0,
            "height": bottom - top, "orientation": orientation}  # fmt: skip
