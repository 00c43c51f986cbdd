"""The benchmarks themselves: letters that differ and can be made again, the form of a report. Nothing here is timed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from stdnum.ru import inn, ogrn

pytest.importorskip("docx")
pytest.importorskip("yaml")

from benchmarks.formats import FORMATS, compared, difference
from benchmarks.hostile import Batch, Cost, report
from benchmarks.letters import Letters, novelty, shares
from benchmarks.measure import ChildFailedError, Clock, in_child
from benchmarks.report import Report, columns
from benchmarks.scanner import SCANNERS, scan
from benchmarks.scans import edits
from benchmarks.soak import Sample, cpu_of_letter, rate, windows
from benchmarks.templates import People, Template, words
from benchmarks.variation import Variation
from pipeline.readers import Limits


@pytest.fixture(scope="module")
def letters() -> Letters:
    return Letters(seed=5)


class TestLetters:
    def test_a_letter_depends_on_seed_and_number_alone(self, letters: Letters) -> None:
        later = [letters.file(number) for number in (9, 3, 4)]
        fresh = Letters(seed=5)
        assert [fresh.file(number) for number in (3, 4, 9)] == [later[1], later[2], later[0]]
        assert Letters(seed=6).file(3) != fresh.file(3)

    @pytest.mark.parametrize("format", ["txt", "docx"])
    def test_a_file_is_read_as_the_format_it_has(self, letters: Letters, format: str) -> None:
        document = letters.document(11, format)
        assert document.format == format
        assert len(document.text.split()) > 100

    def test_no_two_are_alike(self, letters: Letters) -> None:
        texts = [letters.file(number)[1].decode() for number in range(60)]
        assert len(set(texts)) == 60
        lines = [line for text in texts for line in set(text.splitlines()) if len(line.strip()) > 40]
        assert len(set(lines)) > 0.97 * len(lines)  # a few rows of tables and letters broken into lines come twice

    def test_new_words_do_not_end(self, letters: Letters) -> None:
        texts = (letters.file(number)[1].decode() for number in range(120))
        assert min(share for _, share in novelty(texts, 40)) > 0.1

    def test_the_words_are_the_same_in_every_format(self, letters: Letters) -> None:
        plain, other = letters.source(7, "txt"), letters.source(7, "pdf")
        assert plain.blocks == other.blocks

    def test_a_folder_is_written_letter_by_letter(self, letters: Letters, tmp_path: Path) -> None:
        written = letters.write(tmp_path, range(998, 1002), ["txt"])
        first = next(written)
        assert first.read_bytes() == letters.file(998)[1]
        assert [path.parent.name for path in (first, *written)] == ["0000", "0000", "0001", "0001"]
        assert len(list(tmp_path.rglob("*.txt"))) == 4

    def test_pictures_that_no_font_has_are_left_out(self, letters: Letters) -> None:
        nobody = People("", (), {}, frozenset())
        assert letters._filled("✆ тел. ☎(495)", nobody, Variation(Random(1), frozenset())).startswith("тел. (")

    def test_formats_by_weight(self) -> None:
        assert shares("txt:2,pdf") == ["txt", "txt", "pdf"]
        with pytest.raises(Exception, match="no such format"):
            shares("odt")


class TestVariation:
    def filled(self, text: str, people: People, seed: int = 1) -> str:
        women = frozenset(people.women)
        return Variation(Random(seed), women).fill(Template.of(text, people))

    def test_a_person_stays_one_person_in_all_cases(self) -> None:
        people = People.of("x", ["Борзунова Лариса Викторовна"])
        text = "Борзуновой Л.В. Уважаемая Лариса Викторовна! БОРЗУНОВУ"
        found = re.fullmatch(r"(\w+)ой (\w)\.(\w)\. Уважаемая (\w+) (\w+)! (\w+)У", self.filled(text, people))
        assert found
        stem, name, father, given, patronymic, capitals = found.groups()
        assert (stem.upper(), given[0], patronymic[0]) == (capitals, name, father)
        assert given in words("women")
        assert patronymic.endswith("овна")
        assert stem != "Борзунов"

    def test_codes_keep_their_check_digits(self) -> None:
        people = People.of("x", [])
        filled = self.filled("ИНН/КПП 2801457554/280101001, ОГРН 1032800083909", people)
        digits = re.findall(r"\d+", filled)
        assert inn.is_valid(digits[0])
        assert ogrn.is_valid(digits[2])
        assert digits[0] != "2801457554"

    def test_dates_stay_dates_and_telephones_stay_of_their_area(self) -> None:
        people = People.of("x", [])
        for seed in range(20):
            filled = self.filled("14.03.2023, 5.06.24, «05» июня 2024 г., +7 (4162) 226-214", people, seed)
            dates = r"[0-2]\d\.[01]\d\.20[12]\d, [0-2]\d\.[01]\d\.\d\d, «0[1-9]» июня 20[12]\d г\."
            assert re.fullmatch(dates + r", \+7 \(4162\) 2\d\d-2\d\d", filled), filled


class TestReport:
    def report(self) -> Report:
        limits = {"ours / theirs": (1.0, "<=", "CPU"), "speedup": (3.0, ">=", "NER"), "peak": (4.0, "<=", "memory")}
        report = Report({"program": "pismo"}, limits)
        for ours, theirs in ((30.0, 20.0), (10.0, 20.0), (22.0, 20.0)):
            report.add("ours", ours)
            report.add("theirs", theirs)
        report.ratio("ours / theirs", "ours", "theirs")
        report.add("speedup", 4.0)
        return report

    def test_ratios_are_taken_within_a_round(self) -> None:
        report = self.report()
        assert report.figures["ours / theirs"] == [1.5, 0.5, 1.1]
        assert report.value("ours / theirs") == 1.1

    def test_a_limit_holds_or_not_or_was_not_measured(self) -> None:
        report = self.report()
        assert [report.holds(name) for name in report.limits] == [False, True, None]
        table = "\n".join(report.limits_table())
        assert re.search(r"ours / theirs .*MISSED", table)
        assert re.search(r"speedup .* met", table)
        assert re.search(r"peak .*not measured", table)

    def test_the_file_says_medians_limits_and_rounds(self, tmp_path: Path) -> None:
        report = self.report()
        report.save(tmp_path / "a" / "bench.json")
        held = json.loads((tmp_path / "a" / "bench.json").read_text(encoding="utf-8"))
        assert held["medians"]["ours"] == 22
        assert held["limits"]["speedup"] == {"value": 4.0, "limit": 3.0, "sense": ">=", "met": True}
        assert "peak" not in held["limits"]
        assert Report.load(tmp_path / "a" / "bench.json").figures == report.figures

    def test_what_changed_stands_against_the_run_before(self, tmp_path: Path) -> None:
        old, new = self.report(), self.report()
        new.figures["ours"] = [11.0]
        kept = tmp_path / "kept.json"
        assert old.keep(kept) == []
        before, title, *lines = new.keep(kept, samples=[1])
        assert (before, title) == ("", "against the run before")
        assert json.loads(kept.read_text(encoding="utf-8"))["samples"] == [1]
        assert lines[1].split() == ["ours", "22", "11", "-50%"]
        assert len(lines) == 2
        (tmp_path / "no.json").write_text("[]")
        with pytest.raises(ValueError, match="no report"):
            Report.load(tmp_path / "no.json")

    def test_a_table_leaves_out_what_was_not_measured(self) -> None:
        report = Report()
        report.add("txt.read", 0.5)
        assert list(columns(("read", "zones"), {"txt": "text", "pdf": "PDF"}, report)) == [
            f"{'':24}{'text':>9}{'PDF':>9}",
            f"{'read':24}{'0.50':>9}{'–':>9}",
        ]


class TestMeasure:
    def test_work_is_done_in_a_copy(self) -> None:
        held = [1]
        result, seconds = in_child(lambda: held.append(2) or len(held))
        assert (result, held) == (2, [1])
        assert seconds >= 0

    def test_trouble_of_a_child_is_told(self) -> None:
        with pytest.raises(ChildFailedError, match="ZeroDivisionError"):
            in_child(lambda: 1 // 0)

    def test_a_watched_function_is_counted(self) -> None:
        clock, room = Clock(), Clock()
        clock.watch(room, "of", "calls")
        room.of("x")
        assert list(clock.seconds) == ["calls"]


class TestSoak:
    samples = tuple(Sample(float(n), n / 10, "read", 10 * n, 100.0, 200.0, 50.0, 300.0) for n in range(101))

    def test_windows_hold_equal_numbers_of_letters(self) -> None:
        groups = windows(self.samples, 5)
        assert [group[-1].done for group in groups] == [200, 400, 600, 800, 1000]
        assert {round(rate(group), 6) for group in groups} == {10.0}
        assert {round(cpu_of_letter(group), 6) for group in groups} == {0.01}

    def test_nothing_seen_makes_no_windows(self) -> None:
        assert windows([], 5) == []

    @pytest.mark.slow
    def test_a_short_run_goes_through_the_real_batch(self, tmp_path: Path) -> None:
        from benchmarks.soak import soak, tables

        report, samples = soak(6, tmp_path, 1, ["txt"], 0.2)
        assert report.value("files in = rows") == 1
        assert report.value("letters.sqlite MB")
        assert (tmp_path / "output" / "register.csv").is_file()
        assert any(line.startswith("run s") for line in tables(report, samples))


class TestStockWay:
    """Where natasha can be imported it is loaded once; else its tests are left out."""

    letter = (
        "Министерство образования Амурской области\n14.03.2023 № 07-1982\nНа № 118-у от 02.03.2023\n\nРектору ИРО\n"
        "Борзуновой Л.В.\n\nО проведении областного семинара\nдля заместителей\n\nУважаемая Лариса Викторовна!\n"
        "Сообщаем, что приказом от 30.12.2022 № 1544 срок продлён. Ответ просим направить не позднее 31 марта 2023 г.\n"
        "\n\n\nЗаместитель министра\nС.А. Ермолаева\n\nИсп. Дёмина Ирина Павловна\n(4162) 226-231, info@obr28.ru\n"
    )

    def test_dates_as_written(self) -> None:
        from benchmarks.stock_fields import iso_of

        written = ("5.06.24", "2024-06-05", "«05» июня 2024", "40.13.2024")
        assert [iso_of(one) for one in written] == ["2024-06-05", "2024-06-05", "2024-06-05", ""]

    def test_an_easy_letter_is_read(self, tmp_path: Path) -> None:
        from benchmarks.natasha_way import Natasha

        try:
            natasha = Natasha()
        except ImportError as error:
            pytest.skip(str(error))
        from benchmarks.stock import Tables
        from benchmarks.stock_fields import fields
        from pipeline.store import Store

        found = fields(self.letter, ".txt", natasha)
        assert (found.number, found.date, found.replies) == ("07-1982", "2023-03-14", [("118-у", "2023-03-02")])
        assert found.references == [("приказ", "1544", "2022-12-30")]
        assert found.deadlines == {"2023-03-31"}
        assert found.title == "О проведении областного семинара для заместителей"
        assert found.addressees == [("Борзунова Л. В.", "ректор")]
        assert found.signatories == [("Ермолаева С. А.", "Заместитель министра")]
        made = Tables()
        (tmp_path / "a.txt").write_text(self.letter, encoding="utf-8")
        made.add(tmp_path / "a.txt", found)
        (tmp_path / "out").mkdir()
        made.write(tmp_path / "out")
        with Store.open(tmp_path / "out") as store:
            assert store.dangling() == []
            assert store.count("signatories") == 1


def test_tables_made_by_something_else_are_judged(tmp_path: Path) -> None:
    """A store of tables alone has no texts: every code of an organisation counts then."""
    from benchmarks.stock import Tables
    from benchmarks.stock_fields import Found
    from pipeline.fields import found_in
    from pipeline.store import Store

    made, letter, output = Tables(), tmp_path / "a.txt", tmp_path / "out"
    letter.write_text("Письмо", encoding="utf-8")
    output.mkdir()
    made.add(letter, Found(sender="ООО «Вектор»", codes={"inn": "7707418081"}))
    made.write(output)
    with Store.open(output) as store:
        assert found_in(store)["a"]["requisites"] == {("inn", "7707418081")}


class TestScanner:
    SAMPLE = Path(__file__).parent.parent / "samples" / "inbox" / "a02.pdf"

    @pytest.mark.parametrize("name", SCANNERS)
    def test_a_scan_can_be_made_again(self, name: str) -> None:
        scanner = replace(SCANNERS[name], dpi=40)
        once, pages = scan(self.SAMPLE.read_bytes(), scanner, 1)
        assert (once, pages) == scan(self.SAMPLE.read_bytes(), scanner, 1)
        assert once != scan(self.SAMPLE.read_bytes(), scanner, 2)[0]
        assert b"/CreationDate" not in once

    def test_edits(self) -> None:
        assert edits("Исх. № 5", "Исх. № 5") == 0
        assert edits("Исх. № 5", "Исх №  5б") == 2
        assert edits("", "абв") == edits("абв", "") == 3
        assert edits("письмо от мая", "от мая письмо") == 12


class TestFormats:
    def test_letters_in_mail_and_archives_give_the_rows_of_their_docx(self, tmp_path: Path) -> None:
        letters = sorted((Path(__file__).parent.parent / "samples" / "inbox").glob("*.docx"))[:3]
        names = [name for name, (_, needs_office) in FORMATS.items() if not needs_office]
        for name, found in compared(letters, names, tmp_path):
            assert (found.letters, found.alike, found.values) == (3, 3, []), name
            assert found.same > 60

    def test_differences_are_counted(self) -> None:
        docx = {"a": {"dates": {"1", "2"}, "phones": {"5"}}, "b": {"dates": {"3"}, "phones": set()}}
        found = difference(docx, {"a": {"dates": {"2", "4"}, "phones": {"5"}}, "b": docx["b"]})
        assert (found.letters, found.alike, found.same, found.missing, found.added) == (2, 1, 3, 1, 1)
        assert found.values == [("a", "dates", ["1"], ["4"])]
        assert found.share == 0.75


class TestHostile:
    def test_a_missed_figure_is_told(self) -> None:
        limits = Limits(seconds=2, memory_bytes=100 << 20)
        good = Batch(50, 50, 10, 10, {}, 1.0)
        fine = [Cost("a", "ok", 2.5, 90.0), Cost("b", "memory", 4.5, 105.0)]
        assert all(figure <= most for _, figure, most in report(fine, good, limits))
        slow, large = Cost("c", "timeout", 3.5, 1.0), Cost("d", "ok", 0.1, 150.0)
        lost = replace(good, accounted=49, read=9)
        missed = [name for name, figure, most in report([*fine, slow, large], lost, limits) if figure > most]
        assert missed == [
            "files without a row",
            "good letters not read",
            "children over their memory",
            "files over their time by a second",
            "largest child, MB",
        ]
