"""What the program says to a person, in English and in Russian.

>>> Speech("ru").say("tables_in", folder="output")
'Таблицы: output'
>>> language_of({"LANG": "ru_RU.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "ru_RU.UTF-8"})
('ru', 'en')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import ErrorCode

LANGUAGES = ("en", "ru")

_MESSAGES: dict[str, tuple[str, str]] = {
    "phase_scan": ("Looking through the files", "Просмотр файлов"),
    "phase_read": ("Reading", "Чтение"),
    "phase_tables": ("Putting the tables together", "Составление таблиц"),
    "phase_publish": ("Writing the tables", "Запись таблиц"),
    "failed_so_far": ("failed {count}", "не прочитано {count}"),
    "no_files": ("There are no files in {folder}.", "В папке {folder} нет файлов."),
    "nothing_new": ("Nothing has changed since the last run.", "С прошлого запуска ничего не изменилось."),
    "files": ("Files: {total}", "Файлов: {total}"),
    "status_ok": ("read {count}", "прочитано {count}"),
    "status_duplicate": ("duplicates {count}", "повторов {count}"),
    "status_empty": ("empty {count}", "пустых {count}"),
    "status_failed": ("not read {count}", "не прочитано {count}"),
    "status_skipped": ("left out {count}", "пропущено {count}"),
    "documents": (
        "Documents: {count} ({read} read now, {known} known before)",
        "Документов: {count} (прочитано сейчас {read}, известно раньше {known})",
    ),
    "removed": ("No longer in the folder: {count}", "Больше нет в папке: {count}"),
    "not_read": ("Not read:", "Не прочитаны:"),
    "and_more": ("… and {count} more, see files.csv", "… и ещё {count}, см. files.csv"),
    "tables_in": ("Tables: {folder}", "Таблицы: {folder}"),
    "tables_as_parquet": (
        "Tables: {folder}/parquet/tables, as Parquet alone: there are too many documents for the rest",
        "Таблицы: {folder}/parquet/tables, только Parquet: для остального документов слишком много",
    ),
    "took": ("Time: {seconds} s", "Время: {seconds} с"),
    "interrupted": (
        "Stopped. What was read is kept; run the same command again to go on.",
        "Остановлено. Прочитанное сохранено; повторите команду, чтобы продолжить.",
    ),
    "stopped": ("Stopped.", "Остановлено."),
    "error": ("Error: {message}", "Ошибка: {message}"),
    "explained": ("{field}: {values}", "{field}: {values}"),
    "no_value": ("no value", "значения нет"),
    "looked_in": ("looked for in the zones: {zones}", "искали в зонах: {zones}"),
    "no_candidates": (
        "nothing in the letter was weighed for this field",
        "в письме нет ничего, что могло бы быть этим полем",
    ),
    "zones": ("Zones", "Зоны"),
    "mentions": ("What was found", "Что найдено"),
    "would_read": ("Would read {count} of {total} files.", "Будет прочитано файлов: {count} из {total}."),
    "would_change": (
        "Documents: {added} would come, {removed} go, {changed} change.",
        "Документов: появится {added}, исчезнет {removed}, изменится {changed}.",
    ),
    "and_more_values": ("… and {count} more values, see --json", "… и ещё значений: {count}, см. --json"),
    "refreshed": (
        "{clock} documents {documents}; read now {read}; failed {failed}",
        "{clock} документов {documents}; прочитано сейчас {read}; не прочитано {failed}",
    ),
    "watch_ended": ("Stopped following the folder.", "Слежение за папкой прекращено."),
    "card": ("The card", "Регистрационная карточка"),
    "field": ("field", "поле"),
    "counts": ("right/false/missed", "верно/лишнее/пропуск"),
    "missed": ("missed", "пропущено"),
    "false": ("false", "лишнее"),
    "changes": ("Gains {gains}, losses {losses}", "Стало верно: {gains}, стало неверно: {losses}"),
    "micro": (
        "micro F1 {value}; touchless {right} of {total}; documents missing {missing}",
        "микро-F1 {value}; без правки {right} из {total}; нет документов {missing}",
    ),
}

#: What each code of files.csv means, and what a person can do.
_CODES: dict[ErrorCode, tuple[str, str]] = {
    ErrorCode.EMPTY: ("empty file", "пустой файл"),
    ErrorCode.DAMAGED: ("damaged: ask for it to be sent again", "повреждён: попросите прислать заново"),
    ErrorCode.ENCRYPTED: ("asks for a password: save it without one", "под паролем: сохраните без пароля"),
    ErrorCode.UNSUPPORTED_FORMAT: (
        "unknown format: save it as DOCX or PDF",
        "неизвестный формат: сохраните как DOCX или PDF",
    ),
    ErrorCode.NO_TEXT: ("no text in it", "нет текста"),
    ErrorCode.NO_TEXT_LAYER: ("a picture without text", "изображение без текстового слоя"),
    ErrorCode.OCR_MISSING: (
        "a scan; install recognition: make setup-ocr",
        "скан; установите распознавание: make setup-ocr",
    ),
    ErrorCode.TOO_LARGE: ("too large: split it", "слишком большой: разделите"),
    ErrorCode.TOO_MANY_PAGES: ("too many pages: split it", "слишком много страниц: разделите"),
    ErrorCode.ARCHIVE_BOMB: ("an archive that unpacks to a flood", "архив, распаковка которого заполнит диск"),
    ErrorCode.ARCHIVE_TOO_DEEP: (
        "archives within archives, too deep: unpack it",
        "слишком много вложенных архивов: распакуйте",
    ),
    ErrorCode.UNSAFE_NAME: ("a name that leads out of the archive", "имя ведёт за пределы архива"),
    ErrorCode.NOT_A_FILE: ("not a file", "не файл"),
    ErrorCode.BROKEN_LINK: ("a link to nothing", "ссылка в никуда"),
    ErrorCode.UNREADABLE: ("can not be read: check the access rights", "не читается: проверьте права доступа"),
    ErrorCode.VANISHED: (
        "gone or changed during the run: run again",
        "исчез или изменился во время работы: запустите ещё раз",
    ),
    ErrorCode.TIMEOUT: ("took too long", "чтение заняло слишком много времени"),
    ErrorCode.MEMORY: ("took too much memory", "чтение заняло слишком много памяти"),
    ErrorCode.CRASHED: ("the program failed on it: please report", "сбой программы на этом файле: сообщите о нём"),
}


@dataclass(frozen=True, slots=True)
class Speech:
    """Messages in one language, "en" or "ru"."""

    language: str = "en"

    def say(self, key: str, **values: object) -> str:
        """A message with its values put in."""
        return _MESSAGES[key][LANGUAGES.index(self.language)].format(**values)

    def code(self, code: str) -> str:
        """What a code of files.csv means."""
        return _CODES[ErrorCode(code)][LANGUAGES.index(self.language)]


def language_of(environment: Mapping[str, str]) -> str:
    """The language that the locale of the environment asks for: the first of LC_ALL, LC_MESSAGES, LANG that is set."""
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "ru" if locale.lower().startswith("ru") else "en"
