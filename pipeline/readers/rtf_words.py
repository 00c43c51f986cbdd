"""Control words of RTF that the parser knows, by the specification of RTF 1.9.1."""

from __future__ import annotations

from typing import Final

# Groups whose text is not text of the document.
SKIPPED: Final = frozenset(
    b"colortbl stylesheet info pict themedata colorschememapping latentstyles datastore xmlnstbl listtable"
    b" listoverridetable revtbl rsidtbl generator filetbl nonshppict shprslt sp fontemb falt panose bkmkstart bkmkend"
    b" atnid atnauthor annotation atrfstart atrfend atnref atntime atndate xe tc pgdsctbl mmathPr userprops docvar"
    b" objdata objclass blipuid picprop ftnsep ftnsepc ftncn"
    b" aftnsep aftnsepc aftncn pnseclvl pn passwordhash wgrffmtfilter fldtype ud".split()
)
# Groups marked «may be skipped» that hold text all the same.
STARRED_TEXT: Final = frozenset(b"shpinst shptxt do dptxbxtext fldinst footnote pnseclvl".split())
PARTS: Final = {
    b"header": "header", b"headerl": "header", b"headerr": "header", b"headerf": "header",
    b"footer": "footer", b"footerl": "footer", b"footerr": "footer", b"footerf": "footer",
    b"footnote": "note", b"shptxt": "box", b"dptxbxtext": "box",
}  # fmt: skip
CHARACTERS: Final = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
ALIGN: Final = {b"ql": "left", b"qc": "center", b"qr": "right", b"qj": "both"}
CODE_PAGES: Final = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 238: "cp1250", 254: "cp437", 255: "cp850", 89: "mac-cyrillic",
}  # fmt: skip
BORDERS: Final = frozenset((b"brdrs", b"brdrth", b"brdrdb", b"brdrdot", b"brdrdash", b"brdrhair"))
