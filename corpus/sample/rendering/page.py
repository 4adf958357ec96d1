"""A protocol as a page of a council's web site, with all that stands around it there."""

from collections.abc import Iterator, Sequence
from html import escape

from .numbering import Automatic, Numbering, Scheme, plan
from .protocol import BULLETS, Entry, Protocol

_TYPES = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i",
          "upperRoman": "I"}  # fmt: skip
_NAVIGATION = ("Home", "The Council", "Your councillors", "Meetings", "Finance", "Policies",
               "Allotments", "Village hall", "Contact")  # fmt: skip


def page(protocol: Protocol) -> bytes:
    """Render a protocol as HTML: the first variant with semantic tags, the second without any."""
    make = _semantic if protocol.variant % 2 == 0 else _soup
    return make(protocol).encode()


def _semantic(protocol: Protocol) -> str:
    body = "\n".join(_body(protocol, _tag_semantic))
    council = escape(protocol.council)
    title = escape(_page_title(protocol))
    links = "".join(f'<li><a href="#">{name}</a></li>' for name in _NAVIGATION)
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - {council}</title>
<meta property="og:site_name" content="{council}">
<style>nav ul {{ display: flex }} .cookie-notice {{ position: fixed; bottom: 0 }}</style>
<script>window.siteTools = {{}};</script>
</head>
<body class="page policy">
<a class="skip-link" href="#content">Skip to content</a>
<div class="cookie-notice" role="dialog" aria-label="Cookies"><p>This website uses cookies to make
it work and to count visits. You can choose which ones we may set.</p>
<button type="button">Accept all</button> <button type="button">Only what is needed</button></div>
<header><a class="logo" href="/">{council}</a>
<form role="search"><label for="q">Search the site</label> <input id="q"><button>Go</button></form>
<nav aria-label="Main menu"><ul>{links}</ul></nav></header>
<nav class="breadcrumb" aria-label="Breadcrumb"><a href="/">Home</a> ›
<a href="/policies">Policies</a> › {title}</nav>
<main id="content">
<article>
{body}
</article>
<p class="share">Share this page: <a href="#">Facebook</a> <a href="#">WhatsApp</a>
<a href="#">Email</a> <a href="#">Print</a></p>
</main>
<aside><h2>More policies</h2><ul><li><a href="#">Standing Orders</a></li>
<li><a href="#">Financial Regulations</a></li><li><a href="#">Publication Scheme</a></li></ul>
<h2>Next meeting</h2><p>The hall, Tuesday at 7.30 pm. Residents may speak for three minutes.</p>
</aside>
<footer><p>{council}, The Old Reading Room. Telephone 01632 960417.</p>
<ul><li><a href="#">Privacy</a></li><li><a href="#">Accessibility</a></li>
<li><a href="#">Cookies</a></li></ul><p>© {council}. Site by Marl Web Design.</p></footer>
</body>
</html>
"""


def _soup(protocol: Protocol) -> str:
    body = "\n".join(_body(protocol, _tag_soup))
    council = escape(protocol.council)
    title = escape(_page_title(protocol))
    links = " | ".join(f'<a href="#">{name}</a>' for name in _NAVIGATION)
    return f"""<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{council}: {title}</title>
</head>
<body bgcolor="#ffffff">
<div class="x1"><div class="x2"><img src="crest.gif" alt=""> <span class="x3">{council}</span>
</div>
<div class="x4">{links}</div></div>
<div class="x5"><div class="x6">You are here: <a href="#">Home</a> &gt;
<a href="#">Documents</a> &gt; {title}</div>
<div class="x7"><div class="x8">
{body}
</div></div>
<div class="x9"><div><b>Quick links</b></div><div><a href="#">Report a problem</a></div>
<div><a href="#">Planning applications</a></div><div><a href="#">Agendas and minutes</a></div>
<div><b>Noticeboard</b></div>
<div>The litter pick has been moved to Saturday because of the rain.</div></div>
</div>
<div class="x10"><div>Tweet this - Like this - Send to a friend</div>
<div>Copyright {council}. This site uses cookies; carry on browsing if you do not mind.
<a href="#">Find out more</a></div><div>Visitors since 2011: 48,213</div></div>
</body>
</html>
"""


def _page_title(protocol: Protocol) -> str:
    return next((e.text for e in protocol.entries if e.role == "title"), protocol.title)


def _body(protocol: Protocol, tag: "_Tag") -> Iterator[str]:
    """Give the entries in order, with rows gathered into tables and items into lists."""
    plans, schemes = plan(protocol.entries)
    by_id = {scheme.id: scheme for scheme in schemes}
    index = 0
    entries = protocol.entries
    while index < len(entries):
        entry = entries[index]
        end = index
        while end < len(entries) and entries[end].kind == entry.kind:
            end += 1
        if entry.kind == "table_row":
            yield _table(entries[index:end])
            index = end
        elif entry.kind == "list_item":
            yield _list(entries[index:end], plans[index:end], by_id)
            index = end
        else:
            yield tag(entry)
            index += 1


def _tag_semantic(entry: Entry) -> str:
    text = escape(entry.printed, quote=False)
    if entry.role == "title":
        return f"<h1>{text}</h1>"
    if entry.kind == "heading":
        level = min(entry.level, 3) + 1
        return f"<h{level}>{text}</h{level}>"
    if entry.kind == "metadata":
        return f'<p class="status">{text}</p>'
    return f"<p>{text}</p>"


def _tag_soup(entry: Entry) -> str:
    text = escape(entry.printed, quote=False)
    if entry.role == "title":
        return f'<div class="x11"><font size="5">{text}</font></div>'
    if entry.kind == "heading":
        return f'<div class="x12"><b>{text}</b></div>'
    return f'<div class="x13">{text}</div>'


_Tag = type(_tag_soup)


def _list(entries: Sequence[Entry], plans: Sequence[Numbering], schemes: dict[int, Scheme]) -> str:
    """Nest the items by depth; labels are left to the browser where it prints them so."""
    out: list[str] = []
    open_tags: list[tuple[int, str]] = []  # depth and tag of each open list
    for entry, how in zip(entries, plans, strict=True):
        tag, start, text = _item(entry, how, schemes)
        while open_tags and (
            open_tags[-1][0] > entry.depth
            or (open_tags[-1][0] == entry.depth and (open_tags[-1][1] != tag or start))
        ):
            out.append(f"</li></{open_tags.pop()[1].split()[0]}>")
        if open_tags and open_tags[-1][0] == entry.depth:
            out.append("</li>")
        else:
            open_tags.append((entry.depth, tag))
            out.append(f"<{tag}{start}>")
        out.append(f"<li>{text}")
    out += [f"</li></{tag.split()[0]}>" for _, tag in reversed(open_tags)]
    return "\n".join(out)


def _item(entry: Entry, how: Numbering, schemes: dict[int, Scheme]) -> tuple[str, str, str]:
    text = escape(entry.text, quote=False)
    if entry.label in BULLETS:
        return "ul", "", text
    if isinstance(how, Automatic):
        level = schemes[how.scheme].levels[how.level]
        if level and level.pattern == "%1.":  # what a browser prints
            start = f' start="{how.start}"' if how.start not in (None, 1) else ""
            return f'ol type="{_TYPES[level.style]}"', start, text
    return 'ul class="plain"', "", escape(entry.printed, quote=False)


def _table(rows: Sequence[Entry]) -> str:
    cells = (
        "<tr>" + "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in row.cells) + "</tr>"
        for row in rows
    )
    return '<table border="1">\n' + "\n".join(cells) + "\n</table>"
