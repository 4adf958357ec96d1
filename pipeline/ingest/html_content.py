"""Which part of a web page is the council's document, and which is the web site around it?

A page that marks its main part is believed. In any other, the document is the smallest element that
holds the running text. Menus, banners and footers go by their role, their name, their links and the
phrases that web sites share; nothing goes that reads like a numbered clause or a statement of
adoption.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ingest.html_tree import Element

_SITE_TAGS = frozenset({"nav", "header", "footer", "aside", "menu"})
_SITE_ROLES_AS_TEXT = (
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar "
    "tooltip"
)
_SITE_ROLES = frozenset(_SITE_ROLES_AS_TEXT.split())
_SITE_NAMES_AS_TEXT = (
    "cookie cookies consent gdpr breadcrumb breadcrumbs crumb crumbs share sharing sharer "
    "social addtoany sharethis sidebar widget pagination pager skip skiplink skiplinks related "
    "newsletter subscribe menu nav navbar navigation footer masthead banner login search print "
    "backtotop comments respond feedback popup modal advert adverts toolbar topbar translate "
    "hidden sr"
)
_SITE_NAMES = frozenset(_SITE_NAMES_AS_TEXT.split())
_NAME = re.compile(r"[a-z]+")
_PHRASES = re.compile(
    r"(?:skip to (?:main )?(?:content|navigation)|we use (?:necessary |essential )?cookies\b"
    r"|this (?:web ?)?site uses cookies|we would (?:also )?like to (?:set|use) .{0,60}cookies"
    r"|(?:accept|reject|manage|allow) .{0,40}cookies|cookie (?:policy|settings|preferences)$"
    r"|search this (?:web ?)?site|share (?:this|on|via)\b|follow us\b|print this page|back to top"
    r"|was this page helpful|is this page useful"
    r"|(?:web ?)?site (?:designed |built |developed |hosted )?by\b|powered by\b"
    r"|.{0,80}\ball rights reserved|(?:©|\(c\)|copyright)\s{0,3}\d{4}"
    r"|privacy (?:notice|policy)$|accessibility(?: statement)?$|site ?map$|toggle \w+"
    r"|you are here\b|read more$|sign in$|log ?in$|menu$|close$|previous$|next$)",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"home\s{0,5}[>›»/|→]", re.IGNORECASE)
_LONGEST_PHRASE = 40  # words
_LABEL = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?|[•▪-])\s{0,9}\S", re.I
)
_STATEMENT = re.compile(
    r"\b(?:adopt|approv|review|version|minute|revis|amend)\w{0,8}\b.{0,80}\d{4}", re.IGNORECASE
)
_MODAL = re.compile(r"\b(?:must|shall|should|may|will|is|are|can|to|by|rhaid|dylai)\b", re.I)
_RELATED = re.compile(
    r"(?:related|in this section|more (?:in|from|on|about)\b|see also|quick links|useful links"
    r"|you (?:may|might) also|explore|latest news|recent (?:posts|news)|popular)",
    re.IGNORECASE,
)
# what makes a button open a part of the page, so that its words are a heading of that part
_OPENS = re.compile(r"accordion|collaps|toggle|expand|panel|tab\b|faq", re.IGNORECASE)
_TEXT_TAGS = frozenset({"p", "ul", "ol", "li", "dl", "blockquote", "pre"})
_INSIDE_TABLES = frozenset({"tbody", "thead", "tfoot", "tr"})
_MOST_OF_TEXT = 0.6
_LEAST_CONTENTS = 3  # links that make a list of contents
_LEAST_MENU = 4  # links in a row that make a menu
_LONGEST_ENTRY = 6  # words of an entry in it
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE = 8  # words of a line that reads like running text


@dataclass(frozen=True, slots=True)
class _Weight:
    """What an element holds."""

    words: int = 0
    linked: int = 0  # of these, words in links
    links: int = 0


def document_part(body: Element) -> Element:
    """Find the part of a page that is the document, cleared of what belongs to the web site.

    Returns:
        A tree of its own; the page's one first-level heading stands first if it was outside.
    """
    part = _marked_part(body) or _densest_part(body)
    kept = Element(
        part.tag, part.attributes, _cleared(part, inside=part.tag in {"main", "article"})
    )
    if part.tag == "table":  # to be read as one, it must stand in something
        kept = Element("div", {}, [kept])
    if not any(each.tag == "h1" for each in kept.descendants()):
        titles = [each for each in body.descendants() if each.tag == "h1" and each.text().strip()]
        if len(titles) == 1:
            kept.children.insert(0, titles[0])
    return kept


def is_site_phrase(line: str) -> bool:
    """Tell whether a line is one of the phrases that web sites put around every page.

    Example:
        >>> is_site_phrase("Skip to main content"), is_site_phrase("1.1 Members must share news.")
        (True, False)
    """
    return len(line.split()) <= _LONGEST_PHRASE and bool(
        _PHRASES.match(line) or _CRUMBS.match(line)
    )


def _marked_part(body: Element) -> Element | None:
    """Give the element that the page marks as its main part, if it holds the running text."""
    total = _running_words(body)
    marked = [
        each
        for each in body.descendants()
        if each.tag == "main" or each.attributes.get("role") == "main"
    ]
    articles = [each for each in body.descendants() if each.tag == "article"]
    for candidates in (marked, articles):
        best = max(candidates, key=_running_words, default=None)
        if best is not None and _running_words(best) >= 0.5 * total:
            return best
    return None


def _densest_part(body: Element) -> Element:
    """Go down from the body as long as one child has the text and the others have no clause."""
    part = whole = body
    while (heaviest := _heaviest(part)) is not None:
        part = heaviest
        if part.tag not in _INSIDE_TABLES:  # a table is not taken apart, but its cell may be all
            whole = part
    return whole


def _heaviest(part: Element) -> Element | None:
    """Give the child that holds the running text of an element; None if it is spread out."""
    children = list(part.elements())
    weights = [_running_words(child) for child in children]
    if not any(weights):
        return None
    at = max(range(len(children)), key=lambda at: weights[at])
    loose = "".join(child for child in part.children if isinstance(child, str))
    others = (*children[:at], *children[at + 1 :])
    if (
        children[at].tag in _TEXT_TAGS
        or weights[at] < _MOST_OF_TEXT * sum(weights)
        or _holds_document(loose)
        or any(_must_stay(child) or _heads_a_part(child) for child in others)
    ):
        return None
    return children[at]


def _cleared(part: Element, *, inside: bool) -> list[Element | str]:
    kept: list[Element | str] = []
    whole = _weigh(part).words
    menu = set() if inside else _menu_of_siblings(part)
    for child in part.children:
        if isinstance(child, str):
            kept.append(child)
        elif id(child) in menu or _is_idle_button(child, part):
            continue
        elif not _is_site(child, inside=inside, whole=whole):
            within = inside or child.tag in {"main", "article"}
            kept.append(Element(child.tag, child.attributes, _cleared(child, inside=within)))
    return kept


def _is_site(element: Element, *, inside: bool, whole: int) -> bool:
    """Judge whether an element belongs to the web site, not to the document."""
    by_tag = element.tag in (_SITE_TAGS - {"header"} if inside else _SITE_TAGS)
    by_role = element.attributes.get("role", "").lower() in _SITE_ROLES
    names = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}".lower()
    by_name = not _SITE_NAMES.isdisjoint(_NAME.findall(names))
    if not (by_tag or by_role or by_name or _is_menu(element, inside=inside)):
        return False
    # a wrapper around everything may be named after its sidebar
    return _weigh(element).words <= 0.4 * max(whole, 1) and not _must_stay(element)


def _is_menu(element: Element, *, inside: bool) -> bool:
    if element.tag not in {"ul", "ol", "div", "p", "section", "table"}:
        return False
    if inside and not _is_related(element):
        return False
    weight = _weigh(element)
    return weight.links >= 3 and weight.linked >= 0.75 * weight.words


def _is_related(element: Element) -> bool:
    """Tell whether an element begins with a heading such as "Related pages"."""
    first = next((each for each in element.descendants() if each.tag in _HEADINGS), None)
    return first is not None and _RELATED.match(first.text().strip()) is not None


def _menu_of_siblings(part: Element) -> set[int]:
    """Find runs of children each of which is nothing but a link: a menu without a list around it.

    Returns:
        The identities of these children.
    """
    found: set[int] = set()
    run: list[int] = []
    for child in [*part.children, None]:
        if isinstance(child, str) and not child.strip():
            continue
        if isinstance(child, Element) and child.tag in {"div", "span", "a", "p", "li"}:
            weight = _weigh(child)
            if 0 < weight.words == weight.linked <= _LONGEST_ENTRY and not _jumps(child):
                run.append(id(child))
                continue
        if len(run) >= _LEAST_MENU:
            found.update(run)
        run = []
    return found


def _heads_a_part(element: Element) -> bool:
    """Tell whether an element is a heading below the first level, or a button in place of one."""
    if element.tag == "button":
        return _opens_a_part(element)
    return element.tag in _HEADINGS - {"h1"} and bool(element.text().strip())


def _is_idle_button(element: Element, part: Element) -> bool:
    return element.tag == "button" and part.tag not in _HEADINGS and not _opens_a_part(element)


def _opens_a_part(button: Element) -> bool:
    stated = button.attributes
    return (
        "aria-expanded" in stated
        or "aria-controls" in stated
        or any(key.startswith("data-") and "collapse" in value for key, value in stated.items())
        or _OPENS.search(stated.get("class", "")) is not None
    )


def _jumps(element: Element) -> int:
    """Count the links to places on the same page, as a list of contents has them."""
    targets = [each.attributes.get("href", "") for each in element.descendants() if each.tag == "a"]
    return sum(len(target) > 1 and target.startswith("#") for target in targets)


def _must_stay(element: Element) -> bool:
    return _jumps(element) >= _LEAST_CONTENTS or any(
        _holds_document(line) and linked < 0.5 * len(line.split())
        for line, linked in _rough_lines(element)
    )


def _holds_document(line: str) -> bool:
    words = line.split()
    if is_site_phrase(line):
        return False
    if len(words) >= 5 and _LABEL.match(line) and _MODAL.search(line):
        return True
    return len(words) <= 40 and _STATEMENT.search(line) is not None


def _running_words(element: Element) -> int:
    """Count the words of lines that read like running text and are not links."""
    return sum(
        len(words)
        for line, linked in _rough_lines(element)
        if (len(words := line.split()) >= _SENTENCE or _holds_document(line))
        and linked < 0.3 * len(words)
        and not is_site_phrase(line)
    )


_INLINE_AS_TEXT = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small "
    "span strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_AS_TEXT.split())


def _rough_lines(element: Element) -> Iterator[tuple[str, int]]:
    """Give the lines of an element roughly as printed, each with its number of linked words."""
    words: list[str] = []
    linked = 0

    def walk(each: Element, in_link: bool) -> Iterator[tuple[str, int]]:
        nonlocal linked
        for child in each.children:
            if isinstance(child, str):
                found = child.split()
                words.extend(found)
                linked += len(found) if in_link else 0
                continue
            block = child.tag not in _INLINE
            if block and words:
                yield " ".join(words), linked
                words.clear()
                linked = 0
            yield from walk(child, in_link or child.tag == "a")
            if block and words:
                yield " ".join(words), linked
                words.clear()
                linked = 0

    yield from walk(element, element.tag == "a")
    if words:
        yield " ".join(words), linked


def _weigh(element: Element) -> _Weight:
    words = linked = links = 0
    waiting = [(element, element.tag == "a")]
    while waiting:
        each, in_link = waiting.pop()
        links += each.tag == "a"
        for child in each.children:
            if isinstance(child, str):
                count = len(child.split())
                words += count
                linked += count if in_link else 0
            else:
                waiting.append((child, in_link or child.tag == "a"))
    return _Weight(words, linked, links)
