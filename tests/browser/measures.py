"""What can be measured on an open page, in the browser itself."""

from collections.abc import Iterable

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# the words by which a failing test names an element
_NAMES = """
const name = (e) => {
  const own = e.id ? "#" + e.id : e.classList.length ? "." + [...e.classList].join(".") : "";
  const words = e.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
  return `${e.tagName.toLowerCase()}${own} "${words}"`;
};
"""

# A list of many equal rows is judged by its first ones: a rule that holds for these holds for all,
# and ids, which must differ in all, are compared by the tests of the report.
_THIN = """
(most) => {
  for (const parent of document.querySelectorAll("tbody, ul, ol, dl, .clauses, .sheet, .pairs")) {
    for (const child of [...parent.children].slice(most)) child.remove();
  }
}
"""

_AXE = """
([tags, without]) => axe.run({
  preload: false,  // would fetch the stylesheet again, which the page's policy forbids
  runOnly: {type: "tag", values: tags},
  rules: Object.fromEntries(without.map((rule) => [rule, {enabled: false}])),
  resultTypes: ["violations"],
}).then((found) => found.violations)
"""


def violations(page, *, without: Iterable[str] = (), rows: int = 15) -> list[str]:
    """Run axe on a page, and look for heads of tables, which axe does not miss.

    Returns:
        A line for each rule that is broken, with what breaks it.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    page.evaluate(_THIN, rows)
    page.evaluate(AXE_SCRIPT)  # by the browser's own protocol, which no policy of a page forbids
    bare = page.locator("table:not(:has(thead th[scope=col]))").count()
    lines = [f"table-heads: {bare} tables have no heads of columns"] if bare else []
    for found in page.evaluate(_AXE, [list(TAGS), list(without)]):
        nodes = found["nodes"]
        where = ", ".join(str(target) for target in nodes[0]["target"])
        more = f" and {len(nodes) - 1} more" if len(nodes) > 1 else ""
        lines.append(f"{found['id']}: {found['help']}: {where}{more}: {nodes[0]['html'][:160]}")
    return lines


def too_wide(page) -> list[str]:
    """Name what makes the document scroll sideways: nothing, where it does not."""
    return page.evaluate(
        """() => {"""
        + _NAMES
        + """
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const inside = (e) => e.parentElement && e.parentElement.closest(".scroll");
  const found = [...document.body.querySelectorAll("*")].filter(
    (e) => !inside(e) && e.getBoundingClientRect().right > wide + 1);
  return found.length
    ? found.slice(-4).map((e) => `${name(e)} to ${Math.round(e.getBoundingClientRect().right)}`)
    : [`the document is ${document.documentElement.scrollWidth} wide`];
}"""
    )


def cut(page) -> list[str]:
    """Name the elements whose words are cut off by their own box."""
    return page.evaluate(
        """() => {"""
        + _NAMES
        + """
  return [...document.body.querySelectorAll("*")].filter((e) => {
    if (e.matches(".unseen, .unseen *, svg, svg *")) return false;
    const style = getComputedStyle(e);
    const hides = (value) => value === "hidden" || value === "clip";
    return (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
      || (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
  }).slice(0, 5).map(name);
}"""
    )


def off_paper(page) -> list[str]:
    """Name the tables and pictures that reach beyond the paper when the page is printed."""
    return page.evaluate(
        """() => {"""
        + _NAMES
        + """
  const wide = document.documentElement.clientWidth;
  const scrolls = (e) => getComputedStyle(e).overflowX !== "visible";
  const cuts = (e) => scrolls(e) && e.scrollWidth > e.clientWidth + 1;
  return [...document.querySelectorAll("main table, main img, main svg, main .scroll")].filter(
    (e) => e.getBoundingClientRect().right > wide + 1 || (e.matches(".scroll") && cuts(e))
  ).map((e) => `${name(e)} to ${Math.round(e.getBoundingClientRect().right)} of ${wide}`);
}"""
    )


def set_text_size(page, percent: int) -> None:
    """Make the text as large as a reader can in the browser's settings."""
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", f"{percent}%")


def space_text(page, *, spaced: bool) -> None:
    """Set the spaces that WCAG 1.4.12 lets a reader choose, or those of the page again."""
    page.evaluate(
        """(spaced) => {
  const sheet = new CSSStyleSheet();  // unlike an element, not forbidden by the page's policy
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = spaced ? [sheet] : [];
}""",
        spaced,
    )


FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])"


def without_focus_mark(page) -> list[str]:
    """Name what looks the same with and without the keyboard's focus, one of each sort."""
    return page.evaluate(
        """(selector) => {"""
        + _NAMES
        + """
  const look = (e) => {
    const style = getComputedStyle(e);
    const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0
      || /, 0\\)$|transparent/.test(style.outlineColor) ? "" : style.outline;
    return [outline, style.boxShadow, style.backgroundColor].join("|");
  };
  const seen = new Set(), found = [];
  for (const e of document.querySelectorAll(selector)) {
    const sort = [e, e.parentElement, e.parentElement.parentElement]
      .map((x) => x.tagName + "." + x.className).join(" ");
    if (seen.has(sort) || !e.checkVisibility()) continue;
    seen.add(sort);
    const before = look(e);
    e.focus({focusVisible: true, preventScroll: true});
    if (document.activeElement !== e) found.push(`${name(e)} takes no focus`);
    else if (look(e) === before) found.push(name(e));
    e.blur();
  }
  return found;
}""",
        FOCUSABLE,
    )


def order_of_focus(page) -> list[str]:
    """Name, in the page's order, everything that the Tab key should reach."""
    return page.evaluate(
        "(selector) => {"
        + _NAMES
        + "return [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility())"
        ".map(name); }",
        FOCUSABLE,
    )


def focused(page) -> str:
    """Name what has the focus now."""
    return page.evaluate("() => {" + _NAMES + "return name(document.activeElement); }")
