"""Makes names.tsv, organizations.tsv and posts.tsv from the grammar: every word is marked by hand with its paradigm.

The marks are a linguist's, not a program's: nothing of the package is imported, so that the tables judge it from
outside. The marked words are in marked.txt, their endings and the building of phrases here.
Run `python tests/tables/make.py` after a change here; the test checks that the files are what this makes.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

HERE = Path(__file__).parent


def _marked() -> dict[str, list[str]]:
    """Sections of marked.txt: a word or a phrase a line."""
    sections: dict[str, list[str]] = {}
    for line in (HERE / "marked.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line:
            current.append(line)
    return sections


MARKED = _marked()
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

# Endings by the mark of the paradigm; a word is written as stem|mark, a second stem after "/" serves the oblique cases.
PERSON = {
    "ов": ("", "а", "у", "а", "ым", "е"),
    "ова": ("а", "ой", "ой", "у", "ой", "ой"),
    "ий": ("ий", "ого", "ому", "ого", "им", "ом"),
    "ый": ("ый", "ого", "ому", "ого", "ым", "ом"),
    "ой": ("ой", "ого", "ому", "ого", "ым", "ом"),
    "хой": ("ой", "ого", "ому", "ого", "им", "ом"),
    "жий": ("ий", "его", "ему", "его", "им", "ем"),
    "ая": ("ая", "ой", "ой", "ую", "ой", "ой"),
    "жая": ("ая", "ей", "ей", "ую", "ей", "ей"),
    "няя": ("яя", "ей", "ей", "юю", "ей", "ей"),
    "т": ("", "а", "у", "а", "ом", "е"),
    "ш": ("", "а", "у", "а", "ем", "е"),
    "й": ("й", "я", "ю", "я", "ем", "е"),
    "ю": ("ий", "ия", "ию", "ия", "ием", "ии"),
    "ь": ("ь", "я", "ю", "я", "ем", "е"),
    "ья": ("й", "я", "ю", "я", "ём", "е"),  # Соловей/Соловь
    "а": ("а", "ы", "е", "у", "ой", "е"),
    "ка": ("а", "и", "е", "у", "ой", "е"),
    "ша": ("а", "и", "е", "у", "ей", "е"),
    "ца": ("а", "ы", "е", "у", "ей", "е"),
    "я": ("я", "и", "е", "ю", "ей", "е"),
    "ия": ("ия", "ии", "ии", "ию", "ией", "ии"),
    "вь": ("ь", "и", "и", "ь", "ью", "и"),
    "0": ("",) * 6,
}


def forms(marked: str) -> list[str]:
    """Six forms of one marked word, of a double one part by part."""
    if "-" in marked:
        first, last = marked.split("-")
        return [f"{one}-{other}" for one, other in zip(forms(first), forms(last), strict=True)]
    stems, mark = marked.split("|")
    stem, _, oblique = stems.partition("/")
    endings = PERSON[mark]
    if oblique and stem.endswith("ей"):  # the nominative is written whole: Соловей/Соловь
        return [stem, *(oblique + ending for ending in endings[1:])]
    return [stem + endings[0], *((oblique or stem) + ending for ending in endings[1:])]


def father(patronymic: str) -> list[str]:
    stem = patronymic.rstrip("!")
    if stem.endswith("на"):
        return [stem[:-1] + ending for ending in ("а", "ы", "е", "у", "ой", "е")]
    instrumental = "ом" if patronymic.endswith("!") else "ем"  # the stressed ending of Ильич, Кузьмич
    return [stem, stem + "а", stem + "у", stem + "а", stem + instrumental, stem + "е"]


FILIAL = (
    ("m", "Алиев|ов", "Эльчин|т", "Рафик оглы"),
    ("m", "Мамедов|ов", "Вагиф|т", "Гейдар оглы"),
    ("m", "Гусейнов|ов", "Рауф|т", "Тофик оглы"),
    ("f", "Мамедов|ова", "Лейл|а", "Гасан кызы"),
    ("f", "Алиев|ова", "Севинч|0", "Рафик кызы"),
    ("m", "Оморов|ов", "Улан|т", "Бакыт уулу"),
)


def people() -> list[list[str]]:
    rows = []
    for gender, surnames, given, fathers in (
        ("m", MARKED["men"] + MARKED["double_men"], MARKED["given_men"], MARKED["fathers"]),
        ("f", MARKED["women"] + MARKED["double_women"], MARKED["given_women"], MARKED["mothers"]),
    ):
        names, patronymics = cycle(given), cycle(fathers)
        for surname in surnames * 2 if gender == "f" else surnames + surnames[:60]:
            full = zip(forms(surname), forms(next(names)), father(next(patronymics)), strict=True)
            rows += [[gender, *map(" ".join, full)]]
    for gender, surname, name, tail in FILIAL:
        rows.append([gender, *(f"{one} {two} {tail}" for one, two in zip(forms(surname), forms(name), strict=True))])
    return rows


# Nouns of things and of people: the accusative of the first is marked by hand, of the second is the genitive.
NOUNS = {
    "m": ("", "а", "у", "", "ом", "е"),
    "mз": ("", "а", "у", "", "ем", "е"),
    "mй": ("й", "я", "ю", "й", "ем", "е"),
    "mь": ("ь", "я", "ю", "ь", "ем", "е"),
    "n": ("о", "а", "у", "о", "ом", "е"),
    "nие": ("ие", "ия", "ию", "ие", "ием", "ии"),
    "f": ("а", "ы", "е", "у", "ой", "е"),
    "fк": ("а", "и", "е", "у", "ой", "е"),
    "fц": ("а", "ы", "е", "у", "ей", "е"),
    "fя": ("я", "и", "е", "ю", "ей", "е"),
    "fия": ("ия", "ии", "ии", "ию", "ией", "ии"),
    "fь": ("ь", "и", "и", "ь", "ью", "и"),
    "a": ("", "а", "у", "а", "ом", "е"),
    "aш": ("", "а", "у", "а", "ом", "е"),
    "aж": ("", "а", "у", "а", "ем", "е"),
    "aь": ("ь", "я", "ю", "я", "ем", "е"),
    "af": ("а", "ы", "е", "у", "ой", "е"),
    "afк": ("а", "и", "е", "у", "ой", "е"),
    "afц": ("а", "ы", "е", "у", "ей", "е"),
    "afя": ("я", "и", "е", "ю", "ей", "е"),
    "ap": ("ы", "ов", "ам", "ов", "ами", "ах"),
    "apк": ("и", "ов", "ам", "ов", "ами", "ах"),
    "apа": ("а", "ов", "ам", "ов", "ами", "ах"),
    "apь": ("и", "ей", "ям", "ей", "ями", "ях"),
    "apя": ("я", "ей", "ям", "ей", "ями", "ях"),
    "apц": ("цы", "цев", "цам", "цев", "цами", "цах"),
    "p": ("ы", "ов", "ам", "ы", "ами", "ах"),
    "pn": ("а", "", "ам", "а", "ами", "ах"),
    "pие": ("ия", "ий", "иям", "ия", "иями", "иях"),
    "pия": ("ии", "ий", "иям", "ии", "иями", "иях"),
    "pf": ("ы", "", "ам", "ы", "ами", "ах"),
    "pfк": ("и", "", "ам", "и", "ами", "ах"),
}
ADJECTIVES = {
    "ый": ("ый", "ого", "ому", "ый", "ым", "ом"),
    "ий": ("ий", "ого", "ому", "ий", "им", "ом"),
    "ой": ("ой", "ого", "ому", "ой", "ым", "ом"),
    "щий": ("ий", "его", "ему", "ий", "им", "ем"),
    "ая": ("ая", "ой", "ой", "ую", "ой", "ой"),
    "щая": ("ая", "ей", "ей", "ую", "ей", "ей"),
    "яя": ("яя", "ей", "ей", "юю", "ей", "ей"),
    "ое": ("ое", "ого", "ому", "ое", "ым", "ом"),
    "кое": ("ое", "ого", "ому", "ое", "им", "ом"),
    "щее": ("ее", "его", "ему", "ее", "им", "ем"),
    "ые": ("ые", "ых", "ым", "ые", "ыми", "ых"),
    "ие": ("ие", "их", "им", "ие", "ими", "их"),
}


def phrase(marked: str, *, animate: bool) -> list[str]:
    """Six forms of a phrase: words marked «stem^noun», «stem~adjective» change, the rest stays.

    A living head has the genitive for its masculine and plural accusative, and its adjectives too.
    """
    columns = []
    for written in marked.split(" "):
        word = written.rstrip(",»").lstrip("«")
        opening, closing = written.partition(word)[::2]
        if "^" in word:
            parts = [_noun(part) for part in word.split("-")] if word.count("^") > 1 else [_noun(word)]
            column = ["-".join(pieces) for pieces in zip(*parts, strict=True)]
        elif "~" in word:
            stem, mark = word.split("~")
            endings = list(ADJECTIVES[mark])
            if animate and mark in ("ый", "ий", "ой", "щий", "ые", "ие"):
                endings[3] = endings[1]
            column = [stem + ending for ending in endings]
        else:
            column = [word] * 6
        columns.append([opening + form + closing for form in column])
    return [" ".join(forms_of_case) for forms_of_case in zip(*columns, strict=True)]


def _noun(word: str) -> list[str]:
    stems, mark = word.split("^")
    stem, _, oblique = stems.partition("/")
    endings = NOUNS[mark]
    if not oblique:
        return [stem + ending for ending in endings]
    accusative = stem if mark in ("m", "mз") else oblique + endings[3]
    return [stem, oblique + endings[1], oblique + endings[2], accusative, oblique + endings[4], oblique + endings[5]]


def organizations() -> list[list[str]]:
    rows = []
    tails = cycle(MARKED["regions"])
    for body in MARKED["bodies"]:
        rows += [phrase(f"{body} {next(tails)}", animate=False) for _ in range(4)]
    tails = cycle(MARKED["towns"])
    for body in MARKED["local"]:
        rows += [phrase(f"{body} {next(tails)}", animate=False) for _ in range(3)]
    return rows + [phrase(body, animate=False) for body in MARKED["others"]]


def posts() -> list[list[str]]:
    return [phrase(post, animate=True) for post in MARKED["posts"]]


def tables() -> dict[str, str]:
    """File name -> its text."""
    made = {
        "names.tsv": (("gender", *CASES), people()),
        "organizations.tsv": (CASES, organizations()),
        "posts.tsv": (CASES, posts()),
    }
    return {
        name: "\n".join("\t".join(row) for row in (header, *{tuple(row): row for row in rows}.values())) + "\n"
        for name, (header, rows) in made.items()
    }


if __name__ == "__main__":
    for name, text in tables().items():
        (HERE / name).write_text(text, encoding="utf-8")
