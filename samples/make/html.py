"""Render a source as a page of a site: the document in the middle, navigation noise around it."""

from __future__ import annotations

import re
from html import escape

from samples.make.marks import plain
from samples.make.source import Block, Source

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
STYLE = "body{font:16px/1.5 Arial,sans-serif}nav a,.side a{margin-right:12px}td{border:1px solid #999;padding:3px}"
SCRIPT = 'window.counter=window.counter||[];counter.push({id:"84-120-77",date:"2019-01-01",phone:"0000000"});'


def render(source: Source) -> bytes:
    title = next((plain(t) for b in source.blocks if b.zone == "heading" for t in b.texts()), source.id)
    site = str(source.options.get("site") or "Официальный сайт")
    top, main, side, foot = _sort(source)
    charset = "windows-1251" if source.encoding == "cp1251" else "utf-8"
    page = [
        "<!DOCTYPE html>",
        '<html lang="ru">',
        f'<head><meta charset="{charset}"><title>{escape(title)} — {escape(site)}</title>',
        f'<meta name="description" content="{escape(str(source.options.get("description") or title))}">',
        f"<style>{STYLE}</style><script>{SCRIPT}</script></head>",
        "<body>",
        "<header><nav><ul>",
        *(f'<li><a href="/s/{n}">{escape(t)}</a></li>' for n, t in enumerate(top, 1)),
        "</ul></nav></header>",
        '<div class="layout"><main><article>',
        *(part for block in main for part in _block(block)),
        "</article></main>",
        '<aside class="side">',
        *(f'<div><a href="#">{escape(t)}</a></div>' for t in side),
        "</aside></div>",
        "<footer>",
        *(f"<p>{_linked(t)}</p>" for t in foot),
        "</footer>",
        "<!-- счетчик --><noscript>Включите JavaScript</noscript>",
        "</body></html>",
        "",
    ]
    return "\n".join(page).encode(source.encoding)


def _sort(source: Source) -> tuple[list[str], list[Block], list[str], list[str]]:
    """(navigation, article, side column, foot): noise `at` left is navigation, right the side, center the foot."""
    top: list[str] = []
    side: list[str] = []
    foot: list[str] = []
    main = []
    for block in source.blocks:
        if block.zone != "noise":
            main.append(block)
            continue
        target = {"right": side, "center": foot}.get(block.at or "left", top)
        target.extend(plain(t) for t in block.texts())
    return top, main, side, foot


def _linked(text: str) -> str:
    return EMAIL.sub(lambda m: f'<a href="mailto:{m[0]}">{m[0]}</a>', escape(plain(text), quote=False))


def _block(block: Block) -> list[str]:
    if block.table:
        rows = ["".join(f"<td>{_linked(c)}</td>" for c in row) for row in block.table.rows]
        return ["<table>", *(f"<tr>{r}</tr>" for r in rows), "</table>"]
    if block.zone == "heading":
        return ["<h1>" + "<br>".join(_linked(t) for t in block.texts()) + "</h1>"]
    if block.zone == "furniture":
        return [f'<span class="date">{_linked(t)}</span>' for t in block.texts()]
    if block.lines and block.at == "right":
        return ['<div align="right">' + "<br>\n".join(_linked(t) for t in block.texts()) + "</div>"]
    if block.lines:
        inner = "<br>\n".join(_linked(t) for t in block.texts())
        return [f"<p><b>{inner}</b></p>" if block.bold else f"<p>{inner}</p>"]
    return [f"<p>{_linked(t)}</p>" for t in block.texts()]
