"""Fields of WordprocessingML: begin, code, separate, result, end, one within another, over the runs of a paragraph."""

from __future__ import annotations

from typing import Final

_PAGE_NUMBERS: Final = ("PAGE", "NUMPAGES", "SECTIONPAGES")


def is_page_number(code: str) -> bool:
    """Whether a field with this code shows the number of a page.

    >>> is_page_number(" PAGE "), is_page_number("PAGEREF _Toc1")
    (True, False)
    """
    return code.split()[:1] in [[name] for name in _PAGE_NUMBERS]


class Fields:
    """Follows fields: their codes are no text, their results are, but for numbers of pages where `no_pages`."""

    def __init__(self) -> None:
        self._states: list[str] = []
        self._codes: list[str] = []

    @property
    def in_code(self) -> bool:
        """What stands here is no text."""
        return "code" in self._states

    def code(self, text: str) -> None:
        """A piece of the code of the innermost field."""
        if self._states:
            self._codes[-1] += text

    def mark(self, kind: str, *, no_pages: bool) -> None:
        """A mark of a field: "begin", "separate" or "end"."""
        if kind == "begin":
            self._states.append("code")
            self._codes.append("")
        elif kind == "separate" and self._states:
            if not (no_pages and is_page_number(self._codes[-1])):
                self._states[-1] = "result"
        elif kind == "end" and self._states:
            self._states.pop()
            self._codes.pop()

    def end_paragraph(self) -> None:
        """A code does not run on into the next paragraph, except in a broken file that would lose all its text."""
        self._states = [state for state in self._states if state != "code"]
        self._codes = self._codes[: len(self._states)]
