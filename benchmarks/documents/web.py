"""Protocols as pages of councils' web sites, each in the template of another system or decade."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from .markup import body, table
from .protocols import BULLETS, Block, Rendered, Text

_MENU = ("Home", "Councillors", "Agendas and minutes", "Planning", "Finance and audit", "Cemetery",
         "What's on", "Contact the Clerk")  # fmt: skip
_COOKIES = "This site places cookies on your device so that pages load faster"
_NEWS = "The tennis courts are closed until Friday for resurfacing"
_FOOT = "Powered by Parish Pages. Privacy statement and accessibility statement"


def on_the_web(texts: dict[str, tuple[Text, ...]]) -> Iterator[Rendered]:
    """Render the texts chosen for each of these templates."""
    for name, make in LAYOUTS.items():
        for text in texts[name]:
            yield make(name, text)


def _page(
    name: str, text: Text, html: str, furniture: Sequence[str], *,
    blocks: tuple[Block, ...] | None = None, encoding: str = "utf-8",
) -> Rendered:  # fmt: skip
    return Rendered(
        f"{name}.{text.name}.html", name, html.encode(encoding, "xmlcharrefreplace"),
        text.blocks if blocks is None else blocks, tuple(furniture), (), text.name,
    )  # fmt: skip


def _head(text: Text, css: str = "") -> str:
    return (f'<head><meta charset="utf-8"><title>{escape(text.title)} | {escape(text.council)}</title>'
            f"<style>{css}</style></head>")  # fmt: skip


def _links(names: Sequence[str]) -> str:
    return "".join(f'<li><a href="/{i}">{escape(name)}</a></li>' for i, name in enumerate(names))


def _is_list(block: Block) -> bool:
    return block.kind == "item" and (not block.label or block.label in BULLETS)


def _with_lists(blocks: Sequence[Block]) -> str:
    """As `body`, with bullets as lists."""
    out: list[str] = []
    index = 0
    while index < len(blocks):
        end = index
        while end < len(blocks) and _is_list(blocks[end]):
            end += 1
        if end > index:
            items = "".join(f"<li>{escape(b.text, quote=False)}</li>" for b in blocks[index:end])
            out.append(f"<ul>{items}</ul>")
            index = end
        else:
            out.append(body(blocks[index : index + 1]))
            index += 1
    return "\n".join(out)


def _blog(name: str, text: Text) -> Rendered:
    """A blog system's page, with widgets, share buttons and related posts inside the article."""
    text = text.without("aside", "note")
    html = f"""<!doctype html><html lang="en-GB">{_head(text)}<body class="page-template wp-child">
<div id="page"><a class="skip-link screen-reader-text" href="#content">Skip to the content</a>
<header id="masthead"><p class="site-title">{escape(text.council)}</p>
<nav id="site-navigation"><ul class="menu">{_links(_MENU)}</ul></nav></header>
<div id="content" class="site-content"><div id="primary"><main id="main" class="site-main">
<article id="post-417" class="post-417 page type-page hentry"><div class="entry-content">
{_with_lists(text.blocks)}
<div class="sharedaddy"><h3 class="sd-title">Share this with your neighbours</h3><ul>
<li><a href="#">Click to share on Facebook</a></li></ul></div></div>
<footer class="entry-footer"><span class="edit-link">Last edited by webmaster</span></footer></article>
<section id="related"><h2>You may also like</h2><ul><li><a href="#">Grant awarding policy</a></li></ul></section>
</main></div><div id="secondary" class="widget-area"><aside class="widget"><h2>Newsflash</h2><p>{_NEWS}</p></aside></div></div>
<footer id="colophon">{_FOOT}</footer></div>
<div id="cookie-law-info-bar"><span>{_COOKIES}</span><a role="button">Accept</a></div></body></html>"""
    return _page(name, text, html, (_COOKIES, _NEWS, _FOOT, "Skip to the content", "You may also like",
                 "Share this with your neighbours", "Agendas and minutes", "Last edited by webmaster"))  # fmt: skip


def _service(name: str, text: Text) -> Rendered:
    """A design system's page: contents list, inset text, back links, feedback."""
    text = text.without("aside", "note")
    headings = [b.text for b in text.blocks if b.kind == "heading"]
    contents = "".join(
        f'<li class="toc__item"><a href="#s{i}">{escape(h)}</a></li>'
        for i, h in enumerate(headings)
    )
    html = f"""<!doctype html><html lang="en" class="template">{_head(text)}<body class="template__body">
<div class="cookie-banner" data-nosnippet role="region" aria-label="Cookies"><p>{_COOKIES}</p></div>
<header class="header" role="banner"><a href="/">{escape(text.council)}</a></header>
<div class="width-container"><nav class="breadcrumbs"><ol>{_links(("Home", "Policies and plans"))}</ol></nav>
<main class="main-wrapper" id="main-content" role="main"><div class="grid-row"><div class="two-thirds">
<nav class="contents" aria-label="Pages in this guide"><h2>On this page</h2><ol>{contents}</ol></nav>
{_with_lists(text.blocks)}
<div class="pagination"><a href="#">Next: Complaints policy</a></div>
<div class="feedback"><h2>Is there anything wrong with this page?</h2><a href="#">Tell us</a></div>
</div></div></main></div><footer class="footer" role="contentinfo">{_FOOT}</footer></body></html>"""
    return _page(name, text, html, (_COOKIES, _FOOT, "On this page", "Next: Complaints policy",
                 "Is there anything wrong with this page?", "Policies and plans"))  # fmt: skip


def _builder(name: str, text: Text) -> Rendered:
    """A drag-and-drop builder's page: every paragraph in five boxes with random names."""
    text = text.without("aside", "note")
    parts = "".join(
        f'<div class="c{i:x}"><div class="mesh"><div data-testid="r{i}"><div class="k1">'
        f"{_spans(block)}</div></div></div></div>"
        for i, block in enumerate(text.blocks)
    )
    menu = "".join(f'<div class="mi"><a href="#"><div>{n}</div></a></div>' for n in _MENU)
    html = f"""<!doctype html><html>{_head(text)}<body><div id="SITE"><div class="hd1">{menu}</div>
<div class="pgs">{parts}</div><div class="ft1"><div><div>{_FOOT}</div></div></div>
<div class="cb9"><div>{_COOKIES}</div><div>OK</div></div></div></body></html>"""
    return _page(name, text, html, (_COOKIES, _FOOT, "Finance and audit"))


def _spans(block: Block) -> str:
    if block.kind == "table":
        return table(block.rows, cls="t1")
    size = {"title": 28, "heading": 20}.get(block.kind, 15)
    return f'<p class="font_8"><span style="font-size:{size}px">{escape(block.printed, quote=False)}</span></p>'


def _frames_age(name: str, text: Text) -> Rendered:
    """A page of 2001: tables for layout, fonts for headings, windows-1252, no closing tags."""
    text = text.without("aside", "note")
    rows = []
    for block in text.blocks:
        if block.kind == "table":
            rows.append(table(block.rows, head=False).replace("<td>", "<td><font size=2>"))
        elif block.kind in {"title", "heading"}:
            rows.append(
                f"<p><font size=4 color=navy><b>{escape(block.printed, quote=False)}</b></font>"
            )
        else:
            rows.append(f"<p><font size=2>{escape(block.printed, quote=False)}</font><br>")
    menu = "<br>".join(f"<a href={i}.htm>{n}</a>" for i, n in enumerate(_MENU))
    html = f"""<html><head><title>{escape(text.title)}</title>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"></head>
<body bgcolor=#ffffcc><table border=0 width=780><tr><td colspan=2><img src=crest.gif alt="Crest">
<tr><td width=140 valign=top><font size=1>{menu}<p>You are visitor number 48213</font>
<td valign=top>{chr(10).join(rows)}
<tr><td colspan=2 align=center><font size=1>{_FOOT}</font></table></body></html>"""
    return _page(name, text, html, ("You are visitor number", _FOOT, "Finance and audit"),
                 encoding="windows-1252")  # fmt: skip


def _nested(blocks: Sequence[Block], *, css: bool) -> tuple[str, tuple[Block, ...]]:
    """Ordered lists that count by themselves: sections 1., clauses 1.1 (by CSS) or a., items i.

    With `css` the numbers are counters of the style sheet; else the list's own markers.
    """
    out: list[str] = []
    shown: list[Block] = []
    section = clause = item = 0
    open_item = False
    started = False
    for block in blocks:
        text = escape(block.text, quote=False)
        if block.kind == "heading":
            if started:
                closing = "</ol>" if open_item else ""
                out.append(closing + ("</li></ol></li>" if clause else "</li>"))
            else:
                out.append('<ol class="sections">')
            started, open_item = True, False
            section, clause, item = section + 1, 0, 0
            out.append(f"<li><h2>{text}</h2>")
            shown.append(Block("heading", block.text, f"{section}.", 1))
        elif block.kind in {"clause", "field"} and started:
            if open_item:
                out.append("</ol>")
            out.append("</li>" if clause else '<ol class="clauses" type="a">')
            open_item, item = False, 0
            clause += 1
            out.append(f"<li><p>{text}</p>")
            label = f"{section}.{clause}" if css else f"{_letter(clause)}."
            shown.append(Block("clause", block.text, label))
        elif block.kind == "item" and clause:
            if not open_item:
                out.append('<ol class="items" type="i">')
            open_item = True
            item += 1
            out.append(f"<li>{text}</li>")
            roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")[
                item - 1
            ]
            shown.append(Block("item", block.text, f"({roman})" if css else f"{roman}.", 1))
        elif block.kind == "title":
            out.append(f"<h1>{text}</h1>")
            shown.append(block)
    out.append(("</ol>" if open_item else "") + ("</li></ol>" if clause else "") + "</li></ol>")
    return "\n".join(part for part in out if part), tuple(shown)


def _letter(number: int) -> str:
    return (
        chr(96 + number)
        if number <= 26
        else chr(96 + (number - 1) // 26) + chr(97 + (number - 1) % 26)
    )


def _counted(name: str, text: Text) -> Rendered:
    """Ordered lists in ordered lists; the numbers are the browser's."""
    content, shown = _nested(text.without("aside", "note", "table").blocks, css=False)
    html = f"""<!doctype html><html lang="en">{_head(text)}<body><header><nav><ul>{_links(_MENU)}</ul></nav></header>
<main>{content}</main><footer>{_FOOT}</footer></body></html>"""
    return _page(name, text, html, (_FOOT, "Finance and audit"), blocks=shown)


def _by_css(name: str, text: Text) -> Rendered:
    """Numbers that only the style sheet makes: counters(item, ".")."""
    content, shown = _nested(text.without("aside", "note", "table").blocks, css=True)
    css = """ol { list-style: none; counter-reset: item } li { counter-increment: item }
    .sections > li > h2::before { content: counter(item) ". " }
    .clauses > li > p::before { content: counters(item, ".") " " }
    .items > li { } .items > li::before { content: "(" counter(item, lower-roman) ") " }"""
    html = f"""<!doctype html><html lang="en">{_head(text, css)}<body><div class="top"><ul>{_links(_MENU)}</ul></div>
<div class="content">{content}</div><div class="bottom">{_FOOT}</div></body></html>"""
    return _page(name, text, html, (_FOOT, "Finance and audit"), blocks=shown)


def _accordion(name: str, text: Text) -> Rendered:
    """Sections that open on a click; they are there, and hidden until then."""
    text = text.without("aside", "note")
    out, inside = [], False
    for index, block in enumerate(text.blocks):
        if block.kind == "heading":
            out.append("</div></details>" if inside else "")
            out.append(f"<details><summary><h2>{escape(block.printed, quote=False)}</h2></summary>"
                       f'<div id="p{index}" class="panel collapse" aria-hidden="true" style="display:none">')  # fmt: skip
            inside = True
        else:
            out.append(body([block]))
    out.append("</div></details>" if inside else "")
    html = f"""<!doctype html><html lang="en">{_head(text)}<body><header>{escape(text.council)}<nav><ul>{_links(_MENU)}</ul></nav></header>
<section class="region-content"><div class="node">{"".join(out)}</div></section>
<aside class="region-sidebar"><h2>Newsflash</h2><p>{_NEWS}</p></aside>
<footer>{_FOOT}</footer><script>var panels = "Finance";</script></body></html>"""
    return _page(name, text, html, (_FOOT, _NEWS, "Finance and audit"))


def _definitions(name: str, text: Text) -> Rendered:
    """Sections as terms, clauses as definitions; a table with a caption and merged heading."""
    text = text.without("aside", "note")
    out = ["<dl>"]
    for block in text.blocks:
        shown = escape(block.printed, quote=False)
        if block.kind == "heading":
            out.append(f"<dt><strong>{shown}</strong></dt>")
        elif block.kind == "table":
            out.append(f"</dl>{table(block.rows)}<dl>")
        elif block.kind == "title":
            out.append(f"</dl><h1>{shown}</h1><dl>")
        else:
            out.append(f"<dd>{shown}</dd>")
    out.append("</dl>")
    html = f"""<html lang="en">{_head(text)}<body><div id="header"><ul>{_links(_MENU)}</ul></div><div id="wrapper">
<div id="left-menu"><h3>In this section</h3><ul>{_links(("Standing orders", "Risk register"))}</ul></div>
<div id="right-content">{"".join(out)}</div></div><div id="footer">{_FOOT}</div></body></html>"""
    return _page(name, text, html, (_FOOT, "In this section", "Risk register", "Finance and audit"))


def _saved_from_word(name: str, text: Text) -> Rendered:
    """A word processor's own HTML: numbers in ignored spans, tabs of no-break spaces."""
    text = text.without("aside", "note")
    out = []
    for block in text.blocks:
        words = escape(block.text, quote=False)
        if block.kind == "table":
            rows = "".join(
                "<tr>"
                + "".join(
                    f"<td width=200><p class=MsoNormal>{escape(c, quote=False)}<o:p></o:p></p></td>"
                    for c in row
                )
                + "</tr>"
                for row in block.rows
            )
            out.append(f"<table class=MsoTableGrid border=1>{rows}</table>")
            continue
        label = (
            "<![if !supportLists]><span style='mso-list:Ignore'>" + escape(block.label)
            + "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>"
            if block.label else ""
        )  # fmt: skip
        inner = (
            f"<b>{label}<span lang=EN-GB>{words}</span></b>"
            if block.kind in {"title", "heading"}
            else f"{label}<span lang=EN-GB>{words}</span>"
        )
        out.append(
            f"<p class=MsoListParagraph style='text-indent:-36.0pt;mso-list:l0 level1 lfo1'>{inner}<o:p></o:p></p>"
        )
    html = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=EN-GB><div class=WordSection1>{chr(10).join(out)}</div></body></html>"""
    return _page(name, text, html, ())


def _exported(name: str, text: Text) -> Rendered:
    """An on-line editor's export: flat lists with a start each, styles by class, footnotes below."""
    text = text.without("aside")
    out, notes = [], []
    for block in text.blocks:
        words = escape(block.text, quote=False)
        if block.note:
            notes.append(block.note)
            words += f'<sup><a href="#f{len(notes)}">[{len(notes)}]</a></sup>'
        found = re.fullmatch(r"(\d+)\.", block.label)
        if block.kind == "table":
            out.append(table(block.rows, head=False, cls="c9"))
        elif found:
            tag = "h2" if block.kind == "heading" else "span"
            out.append(
                f'<ol class="c3 lst" start="{found[1]}"><li class="c1"><{tag}>{words}</{tag}></li></ol>'
            )
        else:
            label = f"{escape(block.label)} " if block.label else ""
            tag = {"title": "h1", "heading": "h2"}.get(block.kind, "p")
            out.append(f'<{tag} class="c2"><span class="c5">{label}{words}</span></{tag}>')
    foot = "".join(
        f'<div><p class="c6"><a id="f{i}">[{i}]</a> {escape(n, quote=False)}</p></div>'
        for i, n in enumerate(notes, 1)
    )
    shown = []
    count = 0
    for block in text.blocks:
        if block.note:
            count += 1
            shown.append(Block(block.kind, f"{block.text}[{count}]", block.label, block.level))
        else:
            shown.append(block)
    shown += [Block("field", note, f"[{i}]") for i, note in enumerate(notes, 1)]
    html = f'<html>{_head(text)}<body class="c7 doc-content">{"".join(out)}<hr class="c8">{foot}</body></html>'
    return _page(name, text, html, (), blocks=tuple(shown))


def _tabs(name: str, text: Text) -> Rendered:
    """A page whose article is thin beside its menus: a long menu of links and a short protocol."""
    text = text.without("aside", "note")
    mega = "".join(
        f'<li><a href="#">{escape(n)} {i}</a><ul>{_links(_MENU)}</ul></li>'
        for i in range(1, 9)
        for n in ("Services", "Have your say")
    )
    html = f"""<!doctype html><html lang="en">{_head(text)}<body class="layout-two-sidebars"><div class="dialog-off-canvas">
<div class="region-header"><ul class="mega">{mega}</ul></div><div class="layout-container"><div class="col-md-9" id="block-content">
{_with_lists(text.blocks)}<p class="updated">Page last updated 3 weeks ago</p></div>
<div class="col-md-3"><div class="block"><h2>Quick links</h2><ul>{_links(("Report a pothole", "Pay for a stall"))}</ul></div></div></div>
<div class="region-footer"><p>{_FOOT}</p></div></div></body></html>"""
    return _page(name, text, html, (_FOOT, "Quick links", "Pay for a stall", "Have your say"))


LAYOUTS: dict[str, Callable[[str, Text], Rendered]] = {
    "site-blog": _blog,
    "site-service": _service,
    "site-builder": _builder,
    "site-2001": _frames_age,
    "site-counted": _counted,
    "site-css-counters": _by_css,
    "site-accordion": _accordion,
    "site-definitions": _definitions,
    "site-from-word": _saved_from_word,
    "site-exported": _exported,
    "site-menus": _tabs,
}
