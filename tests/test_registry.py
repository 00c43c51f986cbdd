"""People and organisations of a batch: what is one, what is two, and that no order of letters matters."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from named_letters import letter, person
from pipeline.codec import Entities
from pipeline.records import HeldPost, Organization
from pipeline.registry import Gathering, Registry
from pipeline.rows import Ids
from pipeline.tables import table


def gather(*letters: Entities) -> tuple[Registry, list[Ids]]:
    registry = Registry.of(letters)
    return registry, [registry.ids(one) for one in letters]


def rows(registry: Registry, name: str) -> list[dict[str, object]]:
    return [dict(zip(table(name).names, row, strict=True)) for row in registry.tables()[name]]


def gather_in_parts(*parts: list[Entities]) -> tuple[Registry, list[Ids]]:
    """As `gather`, each part gathered by itself."""
    gatherings = []
    for part in parts:
        gatherings.append(Gathering())
        for one in part:
            gatherings[-1].add(one)
    registry = Registry(gathering.tallies() for gathering in gatherings)
    return registry, [registry.ids(one) for part in parts for one in part]


INSTITUTE = "Институт развития образования Иркутской области"


class TestOrganizations:
    def test_one_name_is_one_organization(self) -> None:
        registry, ids = gather(
            letter("a", Organization(f"ГАУ «{INSTITUTE}»")),
            letter("b", Organization(f"ГАУ  “{INSTITUTE}”".replace("ё", "е"))),
        )
        assert ids[0].organizations == ids[1].organizations
        assert rows(registry, "organizations")[0]["documents"] == 2

    def test_one_number_is_one_organization(self) -> None:
        registry, ids = gather(
            letter("a", Organization(INSTITUTE, inn="3811107416", ogrn="1073811000196")),
            letter("b", Organization("ГАУ ДПО «Иркутский институт»", inn="3811107416")),
            letter("c", Organization("Институт развития в Иркутске", ogrn="1073811000196")),
        )
        assert len({one.organizations for one in ids}) == 1
        assert rows(registry, "organizations")[0]["inn"] == "3811107416"

    def test_a_branch_bears_the_number_of_its_head(self) -> None:
        _, ids = gather(
            letter("a", Organization("АО «Орлеу»", inn="7700000000")),
            letter("b", Organization("Филиал АО «Орлеу» по области", inn="7700000000")),
        )
        assert ids[0].organizations != ids[1].organizations

    def test_one_name_with_two_numbers_is_two(self) -> None:
        _, ids = gather(
            letter("a", Organization("МБОУ «Гимназия имени Пушкина»", inn="1")),
            letter("b", Organization("МБОУ «Гимназия имени Пушкина»", inn="2")),
            letter("c", Organization("МБОУ «Гимназия имени Пушкина»")),
        )
        assert len({one.organizations for one in ids}) == 3

    def test_a_short_name_that_tells(self) -> None:
        registry, ids = gather(
            letter("a", Organization(INSTITUTE, "ГАУ ДПО ИРО")),
            letter("b", Organization("ГАУ ДПО ИРО")),
            letter("c", Organization("ИРО")),
        )
        assert ids[0].organizations == ids[1].organizations != ids[2].organizations
        assert next(registry.tables()["organizations"])[1:3] == (INSTITUTE, "ГАУ ДПО ИРО")

    def test_a_federal_body_is_one_under_its_short_and_its_full_name(self) -> None:
        """The lexicon knows it, whatever the letters say; it is called by the name written out."""
        full = "Федеральная служба по надзору в сфере образования и науки"
        registry, ids = gather(
            letter("a", Organization("Рособрнадзор")),
            letter("b", Organization("Рособрнадзор")),
            letter("c", Organization(full)),
            letter("d", Organization("Минпросвещения РФ"), Organization("Министерство просвещения России")),
            letter("e", Organization("Министерство просвещения Российской Федерации")),
        )
        assert len({one.organizations[0] for one in ids[:3]}) == 1
        assert len({*ids[3].organizations, *ids[4].organizations}) == 1
        found = {row["name"]: (row["aliases"], row["documents"]) for row in rows(registry, "organizations")}
        assert found[full] == ("Рособрнадзор", 3)
        assert len(found) == 2

    def test_a_short_name_that_lands_have_too_is_no_federal_body(self) -> None:
        federal = "Министерство природных ресурсов и экологии Российской Федерации"
        _, ids = gather(
            letter("a", Organization(federal)),
            letter("b", Organization("Минприроды")),
            letter("c", Organization("Управление Роспотребнадзора по Пермскому краю")),
            letter("d", Organization("Роспотребнадзор")),
        )
        assert len({one.organizations[0] for one in ids}) == 4

    def test_a_short_name_of_two_is_nobody_s(self) -> None:
        _, ids = gather(
            letter("a", Organization(INSTITUTE, "ГАУ ДПО ИРО")),
            letter("b", Organization("Институт развития образования Пермского края", "ГАУ ДПО ИРО")),
            letter("c", Organization("ГАУ ДПО ИРО")),
        )
        assert len({one.organizations for one in ids}) == 3

    @pytest.mark.parametrize("name", ["Министерство", "Институт", "Ассоциация"])
    def test_a_lone_word_is_another_organization_in_every_letter(self, name: str) -> None:
        _, ids = gather(
            letter("a", Organization(f"{name} связи Иркутской области", aliases=(name,)), Organization(name), sender=0),
            letter("b", Organization(f"{name} связи Пермского края", aliases=(name,)), sender=0),
            letter("c", Organization(name)),
            letter("d", Organization(name)),
        )
        assert len({*ids[0].organizations, *ids[1].organizations, *ids[2].organizations, *ids[3].organizations}) == 5

    def test_common_words_mean_what_their_author_means(self) -> None:
        town, other = Organization("Администрация города Ижевска"), Organization("Администрация города Перми")
        office = Organization("Управление образования")
        _, ids = gather(
            letter("a", town, office, sender=0),
            letter("b", town, office, sender=0),
            letter("c", other, office, sender=0),
        )
        assert ids[0].organizations[1] == ids[1].organizations[1] != ids[2].organizations[1]

    def test_a_class_is_not_registered(self) -> None:
        registry, ids = gather(letter("a", Organization("образовательные организации", registrable=False)))
        assert ids[0].organizations == (None,)
        assert rows(registry, "organizations") == []

    def test_parent(self) -> None:
        registry, ids = gather(
            letter("a", Organization("Министерство образования Пермского края"), Organization("ГАУ «Центр»", parent=0))
        )
        parents = {row["organization_id"]: row["parent_organization_id"] for row in rows(registry, "organizations")}
        assert parents == {ids[0].organizations[0]: None, ids[0].organizations[1]: ids[0].organizations[0]}


class TestPeople:
    def test_initials_join_the_only_full_name(self) -> None:
        registry, ids = gather(
            letter("a", people=(person("Шестакова Е. А."),)),
            letter("b", people=(person("Шестакова Елена Андреевна", "f"),)),
        )
        assert ids[0].people == ids[1].people
        assert rows(registry, "people")[0]["full_name"] == "Шестакова Елена Андреевна"
        assert rows(registry, "people")[0]["documents"] == 2

    def test_initials_of_two_full_names_stay_apart(self) -> None:
        _, ids = gather(
            letter("a", people=(person("Шестакова Е. А."),)),
            letter("b", people=(person("Шестакова Елена Андреевна"),)),
            letter("c", people=(person("Шестакова Евгения Александровна"),)),
        )
        assert len({one.people for one in ids}) == 3

    def test_the_organization_decides_between_two(self) -> None:
        here, there = Organization(INSTITUTE), Organization("Школа «Росток»")
        _, ids = gather(
            letter("a", here, people=(person("Шестакова Е. А.", where=0),)),
            letter("b", here, people=(person("Шестакова Елена Андреевна", where=0),)),
            letter("c", there, people=(person("Шестакова Евгения Александровна", where=0),)),
        )
        assert ids[0].people == ids[1].people != ids[2].people

    def test_another_organization_speaks_against(self) -> None:
        _, ids = gather(
            letter("a", Organization("Школа «Росток»"), people=(person("Шестакова Е. А.", where=0),)),
            letter("b", Organization(INSTITUTE), people=(person("Шестакова Елена Андреевна", where=0),)),
        )
        assert ids[0].people != ids[1].people

    def test_another_gender_speaks_against(self) -> None:
        _, ids = gather(
            letter("a", people=(person("Черных А. И.", "m"),)),
            letter("b", people=(person("Черных Анна Ивановна", "f"),)),
        )
        assert ids[0].people != ids[1].people

    def test_a_surname_alone_joins_nobody(self) -> None:
        _, ids = gather(
            letter("a", people=(person("Шестакова"),)), letter("b", people=(person("Шестакова Елена Андреевна"),))
        )
        assert ids[0].people != ids[1].people

    def test_one_initial_needs_the_organization(self) -> None:
        here = Organization(INSTITUTE)
        _, ids = gather(
            letter("a", people=(person("Шестакова Е."),)),
            letter("b", here, people=(person("Шестакова Е.", where=0),)),
            letter("c", here, people=(person("Шестакова Елена Андреевна", where=0),)),
        )
        assert ids[0].people != ids[2].people
        assert ids[1].people == ids[2].people

    def test_all_posts_of_a_letter_are_kept(self) -> None:
        jury = HeldPost("председатель жюри")
        one = replace(person("Шестакова Е. А.", position="ректор", where=0), also=(jury,))
        registry, ids = gather(letter("a", Organization(INSTITUTE), people=(one,), date="2024-05-24"))
        assert len({*ids[0].people}) == 1
        (row,) = rows(registry, "people")
        assert row["posts"] == f"2024-05-24 ректор, {INSTITUTE} | 2024-05-24 председатель жюри"

    def test_posts_by_date(self) -> None:
        here = Organization(INSTITUTE)
        names = "Шестакова Елена Андреевна"
        registry, _ = gather(
            letter("a", here, people=(person(names, position="ректор", where=0),), date="2024-05-24"),
            letter("b", here, people=(person(names, position="проректор", where=0),), date="2022-01-10"),
            letter("c", here, people=(person(names, position="проректор", where=0),), date="2021-03-01"),
        )
        row = rows(registry, "people")[0]
        assert row["last_position"] == "ректор"
        assert row["posts"] == f"2024-05-24 ректор, {INSTITUTE} | 2021-03-01/2022-01-10 проректор, {INSTITUTE}"


NAMES = st.sampled_from(
    ["Шестакова Елена Андреевна", "Шестакова Е. А.", "Шестакова Е.", "Шестакова Елена", "Шестакова", "Шестаков Е. А."]
)
FORMS = st.builds(
    Organization,
    st.sampled_from(
        [
            *(INSTITUTE, "ГАУ ДПО ИРО", "Институт", "Управление образования", "МБОУ СОШ № 5", "Филиал ИРО в Перми"),
            *("Росреестр", "Федеральная служба государственной регистрации, кадастра и картографии"),
        ]
    ),
    short_name=st.sampled_from(["", "ГАУ ДПО ИРО", "ИРО"]),
    inn=st.sampled_from(["", "1", "2"]),
    ogrn=st.sampled_from(["", "3"]),
    aliases=st.sampled_from([(), ("Институт",), ("МБОУ СОШ № 5",)]),
)


@st.composite
def batches(draw: st.DrawFn) -> list[Entities]:
    letters = []
    for number in range(draw(st.integers(1, 5))):
        organizations = tuple(draw(st.lists(FORMS, max_size=3)))
        places = st.sampled_from([None, *range(len(organizations))])
        others = st.builds(HeldPost, st.sampled_from(["", "директор"]), places)
        people = tuple(
            replace(
                person(draw(NAMES), draw(st.sampled_from(["", "m", "f"])), draw(st.sampled_from(["", "ректор"]))),
                organization=draw(places),
                also=tuple(draw(st.lists(others, max_size=1))),
            )
            for _ in range(draw(st.integers(0, 3)))
        )
        letters.append(
            Entities(f"d{number}", draw(st.sampled_from(["", "2024-01-01"])), draw(places), people, organizations)
        )
    return letters


@examples(60)
@given(batches(), st.integers(0, 4))
def test_parts_make_the_whole(letters: list[Entities], cut: int) -> None:
    registry, ids = gather(*letters)
    in_parts, same_ids = gather_in_parts(letters[:cut], letters[cut:], [])
    assert same_ids == ids
    for name, rows_ in registry.tables().items():
        assert sorted(in_parts.tables()[name], key=repr) == sorted(rows_, key=repr)


@examples(60)
@given(batches())
def test_the_order_of_letters_means_nothing(letters: list[Entities]) -> None:
    found = set()
    for order in itertools.islice(itertools.permutations(letters), 6):
        registry = Registry.of(order)
        ids = [registry.ids(one) for one in letters]
        found.add(repr((ids, {name: sorted(rows, key=repr) for name, rows in registry.tables().items()})))
    assert len(found) == 1


def test_namesakes_are_not_compared_pair_by_pair() -> None:
    """Thirty thousand letters of one surname and initials, every one from another school: seconds, not hours."""

    def letters() -> Iterator[Entities]:
        for number in range(15_000):
            where = Organization(f"Школа «Росток {number}»")
            people = (person("Иванова И. И.", where=0), person(f"Иванова Ирина{'а' * (number % 50)} Ивановна", where=0))
            yield letter(f"d{number}", where, people=people)

    began = time.process_time()
    Registry.of(letters())
    assert time.process_time() - began < 20


def test_whom_the_bound_on_namesakes_leaves_out_is_settled() -> None:
    here = Organization(INSTITUTE)
    names = [f"Черных А{'а' * number} Ивановна" for number in range(1, 60)]
    letters = [letter(name, here, people=(person(name, "m", where=0),)) for name in names]
    letters.append(letter("woman", here, people=(person("Черных Анна Ивановна", "f", where=0),)))
    short = letter("short", here, people=(person("Черных А. И.", "f", where=0),))
    orders = [*letters, short], [short, *reversed(letters)]
    found = [[row["person_id"] for row in rows(Registry.of(order), "people")] for order in orders]
    assert found[0] == found[1]
