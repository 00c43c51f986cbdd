"""HTML: all visible text of a page; the frame of the site around its own text is marked as such (`Part.FRAME`).

trafilatura tells the main text of pages that have a frame of navigation; what it finds is widened to a whole run of
blocks, and contacts outside it belong to the page. Pages without a frame (a letter saved from a word processor) are
their own text whole.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import Final

from lxml import etree, html

from extractors.document import Document, Part
from pipeline.readers.builder import Builder
from pipeline.readers.encodings import decode
from pipeline.readers.flow import pour
from pipeline.readers.html_nodes import Walker, WebParagraph, has_chrome, text_of
from pipeline.readers.nodes import Grid, Node, paragraphs
from pipeline.readers.ooxml import damaged
from pipeline.readers.source import Source

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_XML_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")

#: trafilatura keeping less of the page than this has mistaken the page.
_KEPT_TOO_LITTLE: Final = 0.35
#: Links make up so much of a menu.
_MENU_LINKS: Final = 0.7
#: A paragraph this long is told from its beginning.
_KEY: Final = 80

# What a reader of a contact page came for: «тел.», a number with its code, a mailbox, an address.
_CONTACT: Final = re.compile(
    r"\bтел(?:ефон|\.|/)|\bфакс|e-?mail|эл(?:ектронн\w{1,4}|\.)\s*почт|[\w.+-]{1,64}@[\w-]{1,60}\.\w|\b\d{6},|\bул\.\s|\bИНН\b"
    r"|\(\d{3,5}\)\s?\d[\d-]{3,9}",
    re.IGNORECASE,
)


def read(source: Source) -> Document:
    """The Document of an HTML page; `meta["title"]` is its title."""
    data = source.data
    declared = _CHARSET.search(data[:4096])
    return read_page(decode(data, declared.group(1).decode("ascii") if declared else ""), source, "html")


def read_page(text: str, source: Source, format: str) -> Document:
    """The Document of a page that is decoded already."""
    builder = Builder(source, format)
    add_page(builder, text)
    return builder.build()


def add_page(builder: Builder, text: str) -> None:
    """Adds the text of a page to a Document in the making."""
    root = parse(text)
    title = root.findtext(".//title") or root.findtext(".//h1") or ""
    if title.strip():
        builder.meta["title"] = " ".join(title.split())
    body = root.find("body")
    nodes = Walker().nodes(root if body is None else body)
    if not has_chrome(root):
        pour(builder, nodes)
        return
    for own, run in groupby(_own(nodes, root), key=itemgetter(0)):
        pour(builder, [node for _, node in run], part=None if own else Part.FRAME)


def parse(text: str) -> etree._Element:
    """The root of a page; broken markup is mended, nothing is loaded."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    text = _XML_DECLARATION.sub("", text).replace("\x00", "")
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise damaged("HTML") from error
    return root


def _own(nodes: list[Node], root: etree._Element) -> list[tuple[bool, Node]]:
    """The nodes, each with whether it is the page's own; all but menus are where the main text can not be told."""
    main = _main_text(root)
    menus = [_is_menu(node) for node in nodes]
    kept = [not menu and _is_in(node, main) for node, menu in zip(nodes, menus, strict=True)]
    plain = sum(len(_key_text(node)) for node, menu in zip(nodes, menus, strict=True) if not menu)
    if sum(len(_key_text(node)) for node, keep in zip(nodes, kept, strict=True) if keep) < _KEPT_TOO_LITTLE * plain:
        return [(not menu, node) for node, menu in zip(nodes, menus, strict=True)]
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)

    def own(index: int, node: Node) -> bool:
        if kept[index] or menus[index]:
            return kept[index]
        within = first <= index <= last and not _in_chrome(node)
        return within or _is_heading(node, index, first) or bool(_CONTACT.search(_key_text(node)))

    return [(own(index, node), node) for index, node in enumerate(nodes)]


def _main_text(root: etree._Element) -> str:
    """The main text by trafilatura, blanks collapsed."""
    from trafilatura import extract

    text = extract(root, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    return " ".join((text or "").split())


def _key_text(node: Node) -> str:
    return " ".join(text_of([node]).split())


def _is_in(node: Node, main: str) -> bool:
    """Whether a node is part of the main text: by the beginning of its paragraphs; a table by most of its cells."""
    keys = [" ".join(p.text.split()).removeprefix("– ")[:_KEY] for p in paragraphs([node]) if p.text.strip()]
    return bool(keys) and 2 * sum(key in main for key in keys) > len(keys)


def _is_menu(node: Node) -> bool:
    """Navigation: nearly all of it links, and none of it a sentence."""
    if isinstance(node, WebParagraph):
        size = len(node.text.strip())
        return (
            node.linked >= _MENU_LINKS * size and (node.chrome or node.tag == "li") and not _CONTACT.search(node.text)
        )
    if isinstance(node, Grid):
        return bool(node.cells) and all(_is_menu(inner) for cell in node.cells for inner in cell.content)
    return False


def _in_chrome(node: Node) -> bool:
    return all(isinstance(p, WebParagraph) and p.chrome for p in paragraphs([node]))


def _is_heading(node: Node, index: int, first: int) -> bool:
    """A headline above the main text."""
    return isinstance(node, WebParagraph) and index < first and node.tag in ("h1", "h2") and not node.chrome
