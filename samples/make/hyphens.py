"""Where a Russian word may be cut at the end of a line: enough of the rules for samples."""

from __future__ import annotations

VOWELS = frozenset("аеёиоуыэюяәөүһі")
STUCK = frozenset("ьъй")  # never begin a line
LEAST = 2  # letters on either side of the cut


def cuts(word: str) -> list[int]:
    """Places where a word of Russian letters may be cut: `cuts("письмо")` is [4]."""
    low = word.lower()
    found = []
    for i in range(LEAST, len(low) - LEAST + 1):
        before, here, after = low[:i], low[i], low[i:]
        if not (before.isalpha() and here.isalpha()) or here in STUCK:
            continue
        if not (VOWELS & set(before)) or not (VOWELS & set(after)):
            continue
        ends_syllable = low[i - 1] in VOWELS or low[i - 1] in STUCK
        before_two = low[i - 1] not in VOWELS and here not in VOWELS and low[i - 2] in VOWELS
        if (ends_syllable and here not in VOWELS and i + 1 < len(low) and low[i + 1] in VOWELS) or before_two:
            found.append(i)
    return found


def hyphenate(word: str, room: int) -> tuple[str, str]:
    """(head, tail) with a head of at most `room` letters; the head is empty where the word may not be cut."""
    letters = word.rstrip(".,;:!?)»")
    best = [i for i in cuts(letters) if i <= room]
    return (word[: best[-1]], word[best[-1] :]) if best else ("", word)
