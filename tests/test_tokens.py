"""Tokens are those of razdel, and shapes those of slovnet, character by character and at random."""

from __future__ import annotations

import random
import re
import time
import unicodedata

import pytest
import razdel
from razdel.segmenters.tokenize import ATOM

from extractors.russian import tokens as room
from extractors.russian.tokens import located_tokens, shape, tokens

EVERY_CHARACTER = [chr(code) for code in range(0x110000)]

# What the rules of razdel are about, and what lies beside it.
ALPHABET = (
    *"аБё", "Приказ", "w", "Zz", "1", "2024", "\u0663", *".,/\\-–—‑−_*+()[]{}<>:;=!?…№%«»\"'@&~`|^$#",
    "§", "°", "Δ", "é", "\u0301", "\u00ad", "\u200b", "\ufffe", "‒", "―", "•", "ſ", "\u1c81", "🙂",
    "yahoo", "yahoo!", "oo!",
    " ", " ", "  ", "\n", "\t", "\u00a0", "\x1c", "\x00",
)  # fmt: skip


def by_razdel(text: str) -> list[tuple[int, int, str]]:
    return [(token.start, token.stop, token.text) for token in razdel.tokenize(text)]


def ours(text: str) -> list[tuple[int, int, str]]:
    words, bounds = located_tokens(text)
    assert words == tokens(text)
    return [(*bounds(number), word) for number, word in enumerate(words)]


def test_every_character_is_of_the_same_class() -> None:
    letters = {"RU": room._CYRILLIC, "LAT": room._LATIN, "INT": r"\d", "PUNCT": room._PUNCT}
    classes = {kind: re.compile(f"[{inside}]") for kind, inside in letters.items()}
    classes["OTHER"] = re.compile(room._OTHER)
    for character in EVERY_CHARACTER:
        match = ATOM.match(character)
        kinds = [kind for kind, pattern in classes.items() if pattern.match(character)]
        assert kinds == ([match.lastgroup] if match else []), hex(ord(character))


@pytest.mark.parametrize(
    "text",
    [
        "Приказ Минобразования от 05.06.2024 № 01-10/768",
        "на №01-10/04768от 24.05.2024г.",
        "слово -то и слово- то, 5 ,6 и 5, 6; 1/2 и 1 /2",
        "абвabc АБВ123 ΔP m² §5 20°C a_b _ __ -- --- ** *** ... ?!. …",
        ":) :-) ;))) :)))) =( (см.:)",
        "yahoo! Yahoo!!! a-yahoo! yahoo ! вход !",
        "тел./факс: 8(3952)20-09-04 доб.12, e-mail: info@example.org",
        "«Об утверждении»,—сказал он.",
        "",
        " \n\t ",
    ],
)
def test_same_tokens(text: str) -> None:
    assert ours(text) == by_razdel(text)


def test_same_tokens_at_random() -> None:
    choice = random.Random(20160601)
    for _ in range(20_000):
        text = "".join(choice.choice(ALPHABET) for _ in range(choice.randint(1, 12)))
        assert ours(text) == by_razdel(text), ascii(text)


def test_same_tokens_around_every_character() -> None:
    assigned = [char for char in EVERY_CHARACTER[:0x3000] if unicodedata.category(char) not in {"Cn", "Co"}]
    for pattern in ("а{0}б 5{0}6", "-{0} {0}- .{0}."):
        for character in assigned:
            text = pattern.format(character)
            assert ours(text) == by_razdel(text), ascii(text)


@pytest.mark.parametrize("piece", ["1.", "а-", "§", "- ", "-" + " " * 500, "1, ", "=", "а", "аΔ", "(", "oo!", "\n"])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    if not room._LEFTWARD.search(text):  # what goes to razdel takes razdel's time
        started = time.process_time()
        located_tokens(text)
        assert time.process_time() - started < 2


def test_shape_of_every_character() -> None:
    slovnet = pytest.importorskip("slovnet.shape")
    for pattern in ("{}", "{}а"):
        for character in EVERY_CHARACTER:
            token = pattern.format(character)
            assert shape(token) == slovnet.word_shape(token), ascii(token)


def test_shape_at_random() -> None:
    slovnet = pytest.importorskip("slovnet.shape")
    choice = random.Random(7)
    alphabet = [char for piece in ALPHABET for char in piece]
    for _ in range(20_000):
        token = "".join(choice.choice(alphabet) for _ in range(choice.randint(1, 5)))
        assert shape(token) == slovnet.word_shape(token), ascii(token)
