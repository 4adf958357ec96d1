/* Adds to every page what needs a script: a search box in the head, and to tables a filter box and
   sorting. Every page is complete without it. Other scripts of the site use `councilSite`. */
(function () {
  "use strict";

  const base = new URL("..", document.currentScript.src);

  /* Case, accents and kinds of apostrophe make no difference to what is looked for. */
  function fold(text) {
    return text.normalize("NFKD").replace(/[\p{M}'’‘`]/gu, "").toLowerCase();
  }

  /* Makes an element with properties and children; text stays text. */
  function make(tag, properties, ...children) {
    const element = document.createElement(tag);
    Object.entries(properties || {}).forEach(function ([name, value]) {
      if (name in element) { element[name] = value; } else { element.setAttribute(name, value); }
    });
    element.append(...children);
    return element;
  }

  /* A choice with its label: `options` are pairs of a value and its words, or a label and a list of
     such pairs. */
  function choice(id, label, options) {
    const select = make("select", { id: id });
    function add(parent, [value, words]) {
      if (Array.isArray(words)) {
        const group = make("optgroup", { label: value });
        words.forEach(function (pair) { add(group, pair); });
        parent.append(group);
      } else {
        parent.append(make("option", { value: value }, words));
      }
    }
    options.forEach(function (pair) { add(select, pair); });
    return [make("div", { className: "choice" }, make("label", { htmlFor: id }, label), select), select];
  }

  /* What stands behind the # of the address, as names and values. */
  function kept() {
    return new URLSearchParams(location.hash.indexOf("=") > 0 ? location.hash.slice(1) : "");
  }

  /* Puts names and values behind the # of the address, without a step in the browser's history. */
  function keep(values) {
    const said = new URLSearchParams();
    Object.entries(values).forEach(function ([name, value]) { if (value) { said.set(name, value); } });
    const hash = said.toString();
    if (hash || location.hash.indexOf("=") > 0) {
      history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
    }
    return hash;
  }

  window.councilSite = { base: base, fold: fold, make: make, choice: choice, kept: kept, keep: keep };

  function addSearch() {
    if (document.getElementById("search")) { return; }
    const input = make("input", { type: "search", id: "find", autocomplete: "off" });
    const form = make("form", { className: "find", role: "search" },
      make("label", { htmlFor: "find" }, "Find words"), input, make("button", {}, "Search"));
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      const said = new URLSearchParams({ q: input.value.trim() });
      location.href = new URL("search.html#" + said, base);
    });
    document.querySelector(".to-search").replaceWith(form);
  }

  function addFilter(table, number) {
    const rows = Array.from(table.querySelectorAll("tbody tr:not(.group)"));
    if (rows.length < 6) { return; }
    const texts = rows.map(function (row) { return fold(row.textContent); });
    const input = make("input", { type: "search", id: "filter-" + number, autocomplete: "off" });
    const count = make("p", { className: "hint", role: "status" });
    const label = make("label", { htmlFor: input.id }, table.dataset.filter);
    const frame = table.closest(".scroll") || table;
    frame.before(make("div", { className: "filter" }, label, input, count));
    input.addEventListener("input", function () {
      const wanted = fold(input.value).trim().split(/\s+/);
      let shown = 0;
      rows.forEach(function (row, place) {
        row.hidden = !wanted.every(function (word) { return texts[place].includes(word); });
        shown += row.hidden ? 0 : 1;
      });
      table.querySelectorAll("tbody").forEach(function (body) {
        const group = body.querySelector("tr.group");
        if (group) { group.hidden = !body.querySelector("tr:not(.group):not([hidden])"); }
      });
      count.textContent = input.value.trim() ? "Showing " + shown + " of " + rows.length : "";
    });
  }

  function orderOf(row, column) {
    const cell = row.cells[column];
    return cell.dataset.order || cell.textContent.trim();
  }

  function sortBody(body, column, direction) {
    const group = body.querySelector("tr.group");
    const rows = Array.from(body.querySelectorAll("tr:not(.group)"));
    const compare = new Intl.Collator("en-GB", { numeric: true }).compare;
    rows.map(function (row, place) { return { row: row, key: orderOf(row, column), place: place }; })
      .sort(function (a, b) { return direction * compare(a.key, b.key) || a.place - b.place; })
      .forEach(function (item) { body.append(item.row); });
    if (group) { body.prepend(group); }
  }

  function addSorting(table) {
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      if ("unsorted" in head.dataset) { return; }
      const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", function () {
        const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        Array.from(table.tBodies).forEach(function (body) { sortBody(body, column, direction); });
      });
    });
  }

  addSearch();
  document.querySelectorAll("table[data-filter]").forEach(addFilter);
  document.querySelectorAll("table[data-sort]").forEach(addSorting);
}());
