"""Cues: what one line of a letter shows of its zone, before the lines around it are weighed.

A cue is a name that holds for a line or does not. The words a zone begins with, the shape of the line, its
place on the page and what its neighbours show are all cues; `pipeline.zones` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.document import Document, Line, Part
from extractors.russian.lexicon import words
from extractors.russian.morph import parses
from pipeline.line_patterns import Patterns

_MONTH = r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{0,3}"
_DAY = r"[«\"_ ]{0,4}\d{1,2}[»\"_ ]{0,4}"
_DATE = (
    rf"(?:\d{{1,2}} ?[./] ?\d{{1,2}} ?[./] ?\d{{2,4}}|\d{{4}}-\d\d-\d\d|{_DAY}\s?_{{0,6}}\s?{_MONTH}"
    r"|[«\"]\d{1,2}[»\"] ?\d{1,2} ?\. ?\d{4})"
)
#: A date anywhere in a line, from its first digit on.
_DATE_IN = (
    rf"\d(?:\d? ?[./] ?\d{{1,2}} ?[./] ?\d{{2,4}}|\d{{3}}-\d\d-\d\d|\d?[»\"_ ]{{0,4}}\s?_{{0,6}}\s?{_MONTH}"
    r"|(?<=[«\"]\d)\d?[»\"] ?\d{1,2} ?\. ?\d{4})"
)
_INITIALS = r"[А-Я]\. ?(?:[А-Я]\.)?"
_SURNAME = r"[А-Я][А-Яа-я]+(?:-[А-Я][А-Яа-я]+)?"
_NAME = rf"(?:{_INITIALS} ?{_SURNAME}|{_SURNAME} {_INITIALS})"
_FULL_NAME = (
    rf"(?:{_SURNAME} ){{1,2}}[А-Я][А-Яа-я]+(?:вич|вна|ична|инична|ВИЧ|ВНА|ИЧНА|оглы|кызы)[а-яА-Я]{{0,3}}"
    rf"(?: {_SURNAME})?"
)

#: What the words of a line show: name of the cue, pattern searched in the folded line without its outer blanks.
#: Sections that sites have: what menus are made of.
_SECTION = (
    r"(?:главная(?: страница)?|новости|контакты|документы|структура(?: и органы управления)?|руководство|расписание|вакансии"
    r"|(?:фото)?галерея|фото|видео|карта сайта|обратная связь|противодействие коррупции|интернет-приемная|пресс-центр"
    r"|сведения об образовательной организации|педагогический состав|финансово-хозяйственная деятельность|обращения граждан"
    r"|абитуриент(?:у|ам)|студент(?:у|ам)|сотрудникам|читателям|коллегам|родителям|педагогам|выпускникам|ученикам|учащимся"
    r"|пациентам|гражданам|соискателям|работодателям|участникам|аспирантам|учителям|специалистам|афиша|филиалы|мероприятия"
    r"|услуги|деятельность|образование|наука|форум|правила|участники|регистрация|вход|войти|архив|поиск|меню|город|округ"
    r"|район|администрация|учреждени[ея]|проекты|конкурсы|анонсы|события|библиотека|музей|профсоюз|наставничество|опросы"
    r"|о (?:нас|школе|центре|колледже|институте|вузе|музее|библиотеке|больнице|компании|проекте|районе|городе|газете)"
    r"|об (?:университете|институте|учреждении|организации|академии)|версия для слабовидящих|полезные ссылки|отзывы|блог)"
)
WORD_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, flags))
    for name, pattern, flags in (
        # «Уважаемая Наталья Геннадьевна!», «Глубокоуважаемые коллеги,»
        (
            "salutation",
            r"^[*_ ]{0,4}(?:(?:глубоко|много)?уважаем(?:ый|ая|ые|ое)|дорог(?:ой|ая|ие) |господин |госпожа "
            r"|ваше (?:превосх|высокопр))",
            re.I,
        ),
        ("greeting_end", r"[а-яА-Я\d»\")][!]$", 0),
        # «24.05.2024 № 909», «от «05» июня 2024 г. N 12», «____________ № ________»
        ("date", _DATE_IN, re.I),
        ("number_sign", r"№|(?<![A-Za-z])N[oо]? ?(?:[\d_]|[А-Я]{1,4}[-/][\w/-]{0,20}\d)|(?<!\w)No ?\d|(?<!\w)#\d", 0),
        (
            "only_date_number",
            # most lines have no digit in their first word, or signs of prose
            r"^(?=(?:исх[. ]*|от )?[№N_ \"«]{0,13}[\w/@-]{0,30}\d)(?=[\w\s/@.«»\"№-]*$(?:(?<=[\w/@№ -])|(?<=г\.)))"
            rf"(?:исх[. ]*|от )?[№N_ \"«]{{0,9}}(?:{_DATE}|[\w/@-]{{0,30}}\d[\w/@-]{{0,30}})(?: ?\d{{2,4}})?"
            rf"(?: ?г(?:ода|\.)?)?[_ №N]{{0,24}}(?:(?:от )?{_DATE}|[\w/@-]{{0,30}}\d[\w/@ -]{{0,40}})?"
            rf"(?: ?\d{{4}})?(?: ?г(?:ода|\.)?)?[_ ]*$",
            re.I,
        ),
        ("only_digits", r"^[\d ./_-]+$", 0),
        ("outgoing", r"^исх[. ]|^исходящ|\bисх\. ?№|^рег(?:истрационный|\.) ?(?:номер|№)", re.I),
        ("reply_to", r"(?:^|\s)на (?:ваш[а-я]* )?(?:исх\.? ?)?(?:№|N[oо]? ?[\d_])", re.I),
        ("from_date", rf"^от[ _«\"]{{1,9}}(?:{_DATE}|_)|^от ?№", re.I),
        ("underscores", r"_{3,}", 0),
        ("phone", r"(?:тел|факс|моб)(?:ефон\w{0,3})?\b|\+7|\b8[ -]?\(|\(\d{3,5}\) ?\d", re.I),
        ("digits_grouped", r"\d(?<=\b\d)\d{1,2}-\d\d-\d\d\b", 0),
        ("extension", r"\b(?:доб|вн)\w*\.? ?\d", re.I),
        ("email", r"@[\w.-]+\.\w|e-?mail|эл(?:\.|ектронная) ?почта", re.I),
        ("url", r"www\.|https?:|\b[\w-]{2,40}\.(?:ru|рф|su|by|kz|com|org|net)\b", re.I),
        ("postcode", r"\d(?<!\d\d)\d{5}(?!\d)", 0),
        (
            "street",
            r"\b(?:ул(?:ица)?|пл(?:ощадь)?|пр-?к?т|просп(?:ект)?|пер(?:еулок)?|наб(?:ережная)?|ш(?:оссе)?|б-р"
            r"|бульвар|проезд|мкр|а/я|стр)\b\.?|\bд\. ?\d",
            re.I,
        ),
        ("requisites", r"\b(?:инн|кпп|огрн|окпо|бик|окато|октмо|к/с|р/с|л/с)\b", re.I),
        ("city", r"^г(?:ород)?\.? ?[А-Я][а-яА-Я-]+$", 0),
        # «Приложение: на 3 л. в 1 экз.»
        ("enclosure", r"^приложени[ея]\b ?(?:: ?|- |на \d|\d|№ ?\d+[.:)]|\(|в \d|упомян)|^приложени[ея]:?$", re.I),
        (
            "sheets",
            r"\d(?:\d* ?(?:л|стр|экз)\.|(?<=\bна \d)\d* ?(?:\([а-я ]+\) ?)?л\b|(?<=\bв \d)\d* ?(?:\([а-я ]+\) ?)?экз)",
            re.I,
        ),
        ("appendix_head", r"^приложение(?: ?№? ?\d+)?[.:]?$|^приложение ?№? ?\d* (?:к|утвержд)\b", re.I),
        ("to_document", r"^(?:к|утвержден[аоы]?) (?:письм|приказ|распоряжен|постановлен|протокол|решен|положен)", re.I),
        (
            "e_signature",
            r"электронной подпис|эцп|усиленной квалифиц|простой подпис|подлинник электронного.{0,80}подпис",
            re.I,
        ),
        (
            "certificate",
            r"^(?:сертификат|владелец|действител(?:ен|ьно)|кому выдан|серийный номер|дата подписания)\b",
            re.I,
        ),
        ("hex", r"[0-9A-F](?:(?<=\b.)(?:(?<=\d)|(?=[0-9A-F]*\d))[0-9A-F]{15,63}\b|[0-9A-F] (?:[0-9A-F]{2} ){6})", re.I),
        (
            "executor",
            r"^[*( ]{0,3}исп(?:олнитель|олнил[аи]?|\.|:)|^отв(?:етственный|\.) исп|^контактн(?:ое|ый|ая)",
            re.I,
        ),
        (
            "access_mark",
            r"для служебного пользования|^\W?дсп\W?$|конфиденциально|^экз(?:емпляр|\.) ?№|коммерческая тайна"
            r"|персональные данные$|^не для печати|^(?:совершенно )?секретно",
            re.I,
        ),
        (
            "approval",
            r"^[«\"]?(?:утверждаю|согласовано|утвержден[аоы]?|согласен|рассмотрено|принято|виза)\b[»\":.]?"
            r"|^(?:с [а-я]{4,20} )?ознакомлен[аы]?\b",
            re.I,
        ),
        (
            "receipt",
            r"^вх(?:од(?:ящий)?)?[. ]|^поступил|^получено|^зарегистрирован|^резолюция|^контроль|^в дело"
            r"|^рассмотреть|^к исполнению|^срок(?: исполнения)?:|^дата поступления",
            re.I,
        ),
        (
            "document_kind",
            r"^(?:(?:информационное|гарантийное|сопроводительное|инструктивное|методическое|инструктивно-методическое) )?"
            r"(?:приказ|распоряжение|постановление|протокол|письмо|решение|указание|справка|акт"
            r"|служебная записка|докладная записка|уведомление|извещение|заявление|телефонограмма|телеграмма"
            r"|приглашение|положение|план|список|отчет|заключение|предписание|представление|ответ|запрос"
            r"|обращение|поручение|выписка|п р и к а з|р а с п о р я ж е н и е|п р и к а з ы в а ю"
            r"|п о с т а н о в л е н и е)(?: ?№ ?[\w/-]+)?(?: (?:заседания|совещания)\b.{0,80})?\W?$",
            re.I,
        ),
        # «ОБРАЩЕНИЕ В ЗАЩИТУ ГОРОДСКОГО САДА», «Открытое письмо»
        ("plea", r"^(?:открытое письмо|(?:коллективное )?обращение|ходатайство|петиция|коллективная жалоба)(?![а-я])", re.I),
        # kinds of acts, which are addressed to nobody
        (
            "order_kind",
            r"^(?:п ?р ?и ?к ?а ?з|р ?а ?с ?п ?о ?р ?я ?ж ?е ?н ?и ?е|п ?о ?с ?т ?а ?н ?о ?в ?л ?е ?н ?и ?е|р ?е ?ш ?е ?н ?и ?е"
            r"|у ?к ?а ?з|указание)\W{0,3}$",
            re.I,
        ),
        # «Постановление Администрации г. Киселевска от 17.08.2010 № 68», «Письмо № 06-95/02 от 19 октября 2015 г.»
        (
            "registered_act",
            r"^(?:приказ|распоряжение|постановление|письмо|указ|решение|указание)(?: [а-я][^№]{0,160}?)? "
            rf"(?:от {_DATE}|№ ?[\w/.-]{{1,30}} от {_DATE})",
            re.I,
        ),
        (
            "orders",
            r"^(?:п ?р ?и ?к ?а ?з ?ы ?в ?а ?ю|п ?о ?с ?т ?а ?н ?о ?в ?л ?я ?[ею]т?|обязываю|решил[аи]?"
            r"|слушали|выступили|повестка дня|присутствовали)[: ]?",
            re.I,
        ),
        ("about", r"^[*«\"]{0,3}(?:об?|обо|по вопросу|касательно|относительно|в отношении) [а-яА-Я«]", re.I),
        ("about_capital", r"^[*«\"]{0,3}О(?:[бБ]|бо|БО)? [а-яА-Я«\d]", 0),
        (
            "opening",
            r"^(?:прошу|просим|в соответствии|в связи|в целях|в рамках|направля[ею]|сообща[ею]|на основании"
            r"|настоящим|во исполнение|согласно|рассмотрев|по результатам|в ответ|на ваш|министерство"
            r"|департамент|информиру|благодар|приглаша|уведомля|доводим|с \d|по итогам|по состоянию|учитывая"
            r"|кроме того|также|дополнительно|вместе с тем|при этом|обраща[ею]|считаем|руководствуясь|ваше)\b",
            re.I,
        ),
        ("closing", r"^(?:с уважением|с наилучшими|искренне ваш|с благодарностью|заранее благодар)", re.I),
        (
            "verb",
            r"\b(?:прошу|просим|сообщае[мт]|направляе[мт]|информируе[мт]|является|необходимо|следует|состоится"
            r"|проводится|пройдет|прошел|будет|были|было|рассмотрел[аои]?|считае[мт]|приглашае[мт]|обеспечить"
            r"|представить|направить|принять|должн[аоы])\b",
            re.I,
        ),
        ("ends_with_name", rf"{_NAME}$", 0),
        ("only_name", rf"^(?:г-н |г-же |г-ну |п/п )?{_NAME}[,;]?$", 0),
        ("only_full_name", rf"^{_FULL_NAME}[,;]?$", 0),
        ("starts_with_name", rf"^(?:{_NAME}|{_FULL_NAME})", 0),
        ("post_and_name", rf"^[А-Яа-я][^.:;]{{3,120}}? {{0,80}}(?:_{{2,}}|/)? {{0,40}}{_NAME}/?$", 0),
        ("page_number", r"^[-–—\[ ]{0,3}(?:стр(?:аница|\.)? ?)?\d{1,3}(?: ?(?:из|/) ?\d{1,3})?[-–—\] ]{0,3}$", re.I),
        ("list_item", r"^(?:\d{1,2}[.)] ?|[-•*·] |[а-я]\) )", 0),
        ("table_row", r"\t|\|", 0),
        ("ends_period", r"[.;]$", 0),
        ("ends_colon", r":$", 0),
        ("ends_comma", r",$", 0),
        ("ends_hyphen", r"[а-яА-Я]-$", 0),
        ("starts_lower", r"^[а-я]", 0),
        ("starts_quote", r"^[«\"]", 0),
        # a heading without «О»:
        # «График медицинских осмотров», «Запрос сведений о ходе …», «Постановка на воинский учёт»
        (
            "names_matter",
            r"^(?:график|запрос|вызов|передача|приглашение|постановка|итоги|ответ на|тема:|касается:"
            r"|предоставление|отчет о|план |по вопросу|заявка|согласование|направление|организация|проведение"
            r"|продление|изменение|перенос|оплата|поставка|отгрузка|набор) ?[а-я(«]",
            re.I,
        ),
        # «Касательно: проекта закона», «Кас.: калибры по договору»
        ("matter_label", r"^(?:касательно|касается|кас\.|предмет(?: письма)?) ?:", re.I),
        # «г-ну Кристапсу Берзиньшу-Эгле», «Кому: Начальнику отдела сбыта», «От кого: …», «Тема: …»
        ("honorific", r"^(?:г-ну|г-же|господину|госпоже|товарищу|тов\.) ", re.I),
        (
            "mail_field",
            r"^(?:кому|куда|от кого|от|тема|дата|копия|факс|вложения|кол-во (?:стр|лист)[а-я.]{0,4}) ?[:\t]",
            re.I,
        ),
        # «ООО «Сфера»», «ГБДОУ детский сад № 40», «МУП «Городские тепловые сети»»
        (
            "legal_form",
            r"^[«\"]?(?:ООО|[ПОЗН]?АО|ИП|АНО|НКО|ТСЖ|ТСН|СНТ|Ф?ГУП|МУП|МКП|КГ[А-Я]{1,4}|Ч?О?У"
            r"|[А-Я]{0,2}[ГМЧН][БАК]?[ДОУП]{0,3}[УП]|УО|ГУО)(?: [ДВСПО]{1,3})?\b",
            0,
        ),
        (
            "stamp_box",
            r"^\W?(?:документ(?:а)?,? )?подписан|^\[штамп|срок (?:действия|с)\b|^действ(?:\.|ит)"
            r"|^серт(?:\.|иф)|^(?:усиленной|квалифицированной|электронной) |^подписью\b",
            re.I,
        ),
        ("cites_form", r"^(?:удк|ббк|doi|issn)\b", re.I),
        ("arrows", r"→|»\s[А-Я][а-я]{2,30} »|\]\(", 0),
        ("copy_to", r"^копи[яи]\b ?:?", re.I),
        ("list_of", r"^(?:\(?по списку|\(?лично\)?$|адресат|рассылка|кому:|куда:|согласно (?:списку|рассылке))", re.I),
        ("dash_list", r"^[-–•] ", 0),
        ("stamp_words", r"м\. ?п\.|место печати|подпись|п/п|личная подпись", re.I),
        # «Афиша   Читателям   Коллегам   Контакты», «Главная | Новости | Вход»; one of them on a line of its own
        ("menu", rf"^[-–•|/>»≡☰ ]{{0,4}}{_SECTION}(?:[ ,|/•>»·-]{{1,9}}{_SECTION}){{1,14}}\W{{0,4}}$", re.I),
        ("section", rf"^[-–•|/>»≡☰ ]{{0,4}}{_SECTION}\W{{0,4}}$", re.I),
        (
            "web",
            r"на главную|подпис(?:ка|аться)|версия для|поделиться|©|все права|просмотров|читать далее|главная"
            r"|карта сайта|войти|поиск|меню|вконтакте|одноклассники|telegram|rss|cookie|комментари|наверх"
            r"|назад|следующ|предыдущ|обратная связь|полезные ссылки|введите|размер шрифта|цвет сайта|голосов:|курсы? валют"
            r"|читайте также|популярное|похожие|теги:|метки:|рубрик|категори|реклама|copyright|javascript|счетчик"
            r"|подпишитесь|подписывайтесь|отключить рекламу|надоели баннеры|поделись|навигация",
            re.I,
        ),
        ("published", r"опубликован|последнее обновление|дата публикации|обновлено|создано", re.I),
        ("author_by", r"^(?:автор|текст|фото|источник|подготовил[аи]?)\b", re.I),
    )
)

#: What must stand in a line, in small letters, for a dear pattern to be worth a search; "0" means any digit.
_NEEDS: dict[str, tuple[str, ...]] = {
    "date": ("0",), "phone": ("тел", "факс", "моб", "+7", "8", "("), "sheets": ("0",), "outgoing": ("исх", "рег"),
    "registered_act": (" от ",),
    "access_mark": ("дсп", "служебн", "конфиденц", "экз", "тайна", "данные", "печати", "секретно"), "hex": ("0",),
    "published": ("опубликов", "обновлен", "дата публ", "создано"),
    "url": ("www.", "http", ".ru", ".рф", ".su", ".by", ".kz", ".com", ".org", ".net"),
    "stamp_box": ("подпис", "[штамп", "срок ", "действ", "серт", "усил", "квалиф", "электр"),
    "extension": ("доб", "вн"),
    "requisites": ("инн", "кпп", "огрн", "окпо", "бик", "ок", "/с"), "stamp_words": ("м.", "место", "подпис", "п/п"),
    "e_signature": ("подпис", "эцп"), "reply_to": ("№", "n"), "digits_grouped": ("0",), "postcode": ("0",),
    "greeting_end": ("!",), "underscores": ("___",), "email": ("@", "mail", "почт"), "table_row": ("\t", "|"),
    "arrows": ("→", "»", "]("), "ends_period": (".", ";"), "ends_colon": (":",), "ends_hyphen": ("-",),
    "verb": (
        "прос", "прош", "сооб", "направ", "информ", "явл", "необх", "след", "сост", "провод", "пройд", "буд", "был",
        "рассм", "счит", "пригл", "обесп", "предст", "приня", "долж",
    ),
    "number_sign": ("№", "n", "#"), "only_date_number": ("0", "_", "№"), "from_date": ("0", "_", "№"),
    "post_and_name": (".",), "ends_with_name": (".",),
    "starts_with_name": (".", "вич", "вна", "чна", "оглы", "кызы"), "only_name": (".",),
    "web": (
        "главн", "подпис", "версия", "поделиться", "©", "права", "просмотр", "читать", "карта", "войти", "поиск",
        "меню", "вконтакте", "однокласс", "telegram", "rss", "cookie", "коммент", "наверх", "назад", "следующ",
        "предыдущ", "обратная", "полезные", "введите", "шрифт", "цвет", "голосов", "валют", "также", "популярн", "похожие",
        "теги", "метки", "рубрик", "категор", "реклам", "copyright", "javascript", "счетчик",
        "подпиш", "рекламу", "баннеры", "подели", "навигация",
    ),
}  # fmt: skip
_PATTERNS = Patterns(WORD_CUES, _NEEDS)
_WEB = next(pattern for name, pattern in WORD_CUES if name == "web")
_SEEN = 240  # characters of a line that are looked at: what tells a zone stands at its beginning

_WORD = re.compile(r"[А-Яа-яІіӘәӨөҮүҢңҺһӝӟӥӧӵҪҫҠҡҒғӐӑӖӗӲӳҔҕA-Za-z]+")
_FOREIGN = re.compile(r"[ӘәӨөҮүҢңҺһӝӟӥӧӵҪҫҠҡҒғӐӑӖӗӲӳҔҕІіЎўҚқҰұ]|ӥ|ӧ")
_ENDS = {".": "ends_period", ";": "ends_period", ":": "ends_colon", ",": "ends_comma"}
_SHORT, _MIDDLE, _LONG = 25, 60, 110  # characters: a name, a line of a corner letterhead, a line of prose


@lru_cache(maxsize=10_000)
def _first_word_cues(word: str) -> tuple[str, ...]:
    """Cues of the first whole word of a line: its case, and whether it is a post or heads an organisation."""
    found: list[str] = []
    readings = parses(word)[:4]
    cases = {p.tag.case for p in readings if p.tag.pos in ("NOUN", "ADJF", "PRTF")}
    lemmas = {p.lemma.replace("ё", "е") for p in readings}
    if cases and "nomn" not in cases and "datv" in cases:
        found.append("first:dative")
    elif "datv" in cases:
        found.append("first:may_be_dative")
    if "nomn" in cases:
        found.append("first:nominative")
        if "datv" not in cases:
            found.append("first:subject")
    elif "gent" in cases:
        found.append("first:genitive")
    if lemmas & words("posts"):
        found.append("first:post")
    if lemmas & words("organization_heads"):
        found.append("first:organization")
    if any("Surn" in p.tag for p in readings):
        found.append("first:surname")
    if any(p.tag.pos in ("VERB", "INFN") for p in readings[:1]):
        found.append("first:verb")
    if any(p.tag.pos in ("PREP", "CONJ", "ADVB") for p in readings[:1]):
        found.append("first:function")
    return tuple(found)


def menu_words(text: str) -> bool:
    """Whether a line has words of the frame of a site: «Версия для слабовидящих», «Подпишитесь на рассылку»."""
    return bool(_WEB.search(text))


_NAME_WORDS = 9  # words of a line at most that is read for a name: «Нора Эйдельман, заместитель директора»


def _given_name(tokens: Sequence[str]) -> bool:
    """Whether a given name stands beside a capitalised word: «Нора Эйдельман», «Эльвира Шмидт»."""
    return any(a[0].isupper() and b[0].isupper() and (_is_given(a) or _is_given(b)) for a, b in pairwise(tokens))


@lru_cache(maxsize=10_000)
def _is_given(word: str) -> bool:
    return word[0].isupper() and len(word) > 2 and any("Name" in p.tag for p in parses(word)[:4])


def word_cues(line: str) -> list[str]:
    """Cues of the words and the shape of a folded line, without layout and neighbours.

    >>> "salutation" in word_cues("Уважаемые коллеги!"), "first:dative" in word_cues("Министру образования")
    (True, True)
    """
    return _word_cues(line, *_PATTERNS.shown([line[:_SEEN]]))


def _word_cues(line: str, found: list[str]) -> list[str]:
    """The patterns that were found in a line, with its other cues."""
    head = line[:_SEEN]
    if len(line) > _SEEN and line[-1] in _ENDS:
        found.append(_ENDS[line[-1]])
    tokens = _WORD.findall(head)
    if tokens:
        first = next((token for token in tokens if len(token) > 1), tokens[0])
        found.extend(_first_word_cues(first))
        if first[0].isupper():
            found.append("first:capital")
        if first is not tokens[0]:
            found.append("letter_first")  # «В Рязани …»: what stands behind a preposition is no addressee
    if 1 < len(tokens) <= _NAME_WORDS and _given_name(tokens):
        found.append("name_words")
    letters = "".join(tokens)
    if len(letters) > 3 and not letters[1:].islower() and sum(map(str.isupper, letters)) > 0.8 * len(letters):
        found.append("capitals")
    if _FOREIGN.search(line):
        found.append("foreign")
    if not words("organization_heads").isdisjoint(" ".join(tokens[:8]).lower().replace("ё", "е").split()):
        found.append("organization_word")
    size = len(line)
    found.append("short" if size < _SHORT else "middling" if size < _MIDDLE else "wide" if size < _LONG else "long")
    return found


def _layout_cues(document: Document, index: int) -> list[str]:
    lines = document.lines
    line = lines[index]
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    found = [f"part:{line.part}"] if line.part is not Part.BODY else []
    if line.align in ("right", "center"):
        found.append(f"align:{line.align}")
    if line.bold:
        found.append("bold")
    page = document.pages[line.page - 1] if 0 < line.page <= len(document.pages) else None
    if line.box and page and page.width:
        found.append(
            "left_half"
            if line.box.x1 < 0.56 * page.width
            else "right_half"
            if line.box.x0 > 0.42 * page.width
            else "across"
        )
        if line.box.top > 0.85 * page.height:
            found.append("page_foot")
    if line.page > 1:
        found.append("later_page")
    if before is None or _gap(document, before, line):
        found.append("gap_before")
    if after is None or _gap(document, line, after):
        found.append("gap_after")
    if before is not None and before.page != line.page:
        found.append("page_top")
    if before is not None and before.block != line.block:
        found.append("block_begins")
    if line.size and before is not None and before.size and line.size < before.size - 0.9:
        found.append("smaller")
    if before is not None and before.paragraph == line.paragraph:
        found.append("continues")
    found.extend(_place_cues(index, len(lines)))
    return found


def _place_cues(index: int, count: int) -> list[str]:
    """Bucketed distance from both ends of the document."""
    left, right = index, count - 1 - index
    head = "0" if left == 0 else "1-2" if left < 3 else "3-7" if left < 8 else "8-15" if left < 16 else "16-"
    tail = "0" if right == 0 else "1-2" if right < 3 else "3-7" if right < 8 else "8-"
    return [f"head:{head}", f"tail:{tail}"]


def _gap(document: Document, before: Line, line: Line) -> bool:
    """Whether a blank line (or a block's end) stands between two lines."""
    return document.text.count("\n", before.end, line.start) > 1 or before.block != line.block


#: Cues of a neighbour that tell something of the line itself.
_TELLING = frozenset({
    "salutation", "date", "number_sign", "only_date_number", "outgoing", "reply_to", "phone", "email",
    "requisites", "enclosure", "e_signature", "executor", "approval", "about_capital", "only_name",
    "only_full_name", "ends_with_name", "first:dative", "first:post", "first:organization", "capitals",
    "document_kind", "long", "short", "page_number", "closing", "certificate", "appendix_head",
    "starts_lower", "ends_period", "ends_comma", "copy_to", "starts_with_name", "web", "orders",
    "foreign", "receipt", "sheets", "list_item", "table_row", "right_half", "left_half", "align:right",
    "ends_hyphen", "menu", "section", "honorific", "mail_field", "legal_form", "stamp_box", "name_words", "access_mark",
})  # fmt: skip


_BEFORE, _AFTER, _SECOND = ({cue: f"{where}:{cue}" for cue in _TELLING} for where in ("prev", "next", "next2"))


def cues(document: Document) -> list[list[str]]:
    """The cues of every line of a document, in order."""
    folded = document.folded
    lines = [_without_pipe(folded[line.start : line.end].strip()) for line in document.lines]
    shown = _PATTERNS.shown([line[:_SEEN] for line in lines])
    own = [_word_cues(line, found) for line, found in zip(lines, shown, strict=True)]
    layout = [_layout_cues(document, index) for index in range(len(document.lines))]
    salutations = [i for i, found in enumerate(own) if "salutation" in found]
    first = salutations[0] if salutations else None
    whole = _whole(own, document.format)
    sequence = [a + b + c + whole for a, b, c in zip(own, layout, _memory(own), strict=True)]
    out: list[list[str]] = []
    for i, found in enumerate(sequence):
        row = [*found, "bias"]
        for names, beside in ((_BEFORE, i - 1), (_AFTER, i + 1), (_SECOND, i + 2)):
            row += [names[cue] for cue in _of(sequence, beside) if cue in names]
        row.append("no_salutation" if first is None else "before_salutation" if i < first else "after_salutation")
        row += _pairs(found)
        out.append(row)
    return out


def _without_pipe(line: str) -> str:
    """«Министр |»: the cell of a table that a converter wrote as a line is no row of a table."""
    return line[:-1].rstrip() if line.endswith("|") and line.count("|") == 1 else line


_HEAD_LINES = 30


def _whole(own: Sequence[list[str]], format: str) -> list[str]:
    """What the document as a whole shows: a page of a site, or a letter with its own number and addressee."""
    head = [set(found) for found in own[:_HEAD_LINES]]
    web = format in ("html", "mhtml") or sum("web" in found or "published" in found for found in own) > 1
    registered = any(
        {"only_date_number", "number_sign", "date"} <= found or "outgoing" in found or "reply_to" in found
        for found in head
    )
    addressed = any({"first:dative", "first:post"} <= found for found in head)
    return [
        name
        for name, holds in (("whole:web", web), ("whole:registered", registered), ("whole:addressed", addressed))
        if holds
    ]


_SIGNED = frozenset({"only_name", "closing"})
_NEAR = 5  # lines of an electronic signature's box
#: What is felt so many lines below -> the cue of those lines.
_FELT_NEAR = {cue: f"near:{cue}" for cue in ("e_signature", "enclosure", "receipt", "approval", "executor", "copy_to")}


def _memory(own: Sequence[list[str]]) -> list[list[str]]:
    """What has been met before each line: the text, a signature, the head of an appendix, an electronic signature."""
    out: list[list[str]] = []
    text = signed = appended = False
    met_at = dict.fromkeys(_FELT_NEAR, -_NEAR - 1)
    for i, found in enumerate(own):
        row = [
            name for name, met in (("past:text", text), ("past:signature", signed), ("past:appendix", appended)) if met
        ]
        row += [_FELT_NEAR[cue] for cue, at in met_at.items() if i - at <= _NEAR]
        out.append(row)
        present = set(found)
        for cue in present & _FELT_NEAR.keys():
            met_at[cue] = i
        text = text or "long" in present or "opening" in present or ("wide" in present and "ends_period" in present)
        signed = signed or (
            text and bool(present & _SIGNED or ("post_and_name" in present and "first:post" in present))
        )
        appended = appended or (signed and "appendix_head" in present and "ends_colon" not in present)
    return out


def _of(sequence: Sequence[list[str]], index: int) -> list[str]:
    return sequence[index] if 0 <= index < len(sequence) else []


#: Pairs of cues that say more together than apart.
_PAIRS = (
    ("short", "first:dative"), ("short", "first:post"), ("first:post", "first:nominative"), ("only_name", "gap_before"),
    ("phone", "short"), ("capitals", "organization_word"), ("date", "number_sign"), ("first:capital", "short"),
    ("first:capital", "ends_period"), ("starts_lower", "short"), ("about_capital", "gap_before"),
    ("long", "ends_period"), ("only_full_name", "gap_before"), ("first:post", "ends_with_name"), ("city", "short"),
    ("later_page", "page_top"),
    ("right_half", "first:genitive"), ("first:organization", "first:nominative"), ("only_name", "first:dative"),
    ("names_matter", "gap_before"), ("names_matter", "before_salutation"), ("tail:0", "phone"),
    ("tail:1-2", "starts_with_name"), ("tail:0", "ends_with_name"),
)  # fmt: skip


_NAMED_PAIRS = tuple((a, b, f"{a}&{b}") for a, b in _PAIRS)


def _pairs(found: list[str]) -> list[str]:
    present = set(found)
    return [name for a, b, name in _NAMED_PAIRS if a in present and b in present]
