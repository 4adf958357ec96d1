/* Makes the coverage table an instrument: choices of rows and columns, sorting, and keys.

   With keys it is a grid, not a table: the ARIA Authoring Practices ask for the role "grid" where the
   arrow keys move between cells and rows can be put in another order, and a screen reader passes the
   arrow keys on in a grid alone. Each cell holds one link, so the link itself takes the focus, as the
   practices have it, and Enter follows it. The whole grid is one stop of the Tab key. Without the
   script it is a plain table of links, which needs no keys of its own. */
(function () {
  "use strict";

  const site = window.councilSite;
  const make = site.make;
  const table = document.querySelector("table.matrix");
  if (!table) { return; }

  const frame = table.closest(".scroll");
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const titles = heads.map(function (head) { return head.textContent.trim(); });
  const caption = table.caption.firstElementChild;
  const wholeCaption = caption.textContent;
  const totals = Array.from(table.tFoot.rows[0].cells);
  const wholeTotals = totals.map(function (cell) { return cell.textContent; });
  const statuses = table.dataset.statuses.split("|");
  const inOrder = new Intl.Collator("en-GB", { numeric: true }).compare;

  /* Levels by the class of a cell: rules, mention, absent, unreadable. */
  const LEVELS = { r: "Rules", m: "Mention", a: "Silent", u: "Not read" };
  const ORDER = "rmau";

  const lines = Array.from(body.rows).map(function (row, place) {
    const cells = Array.from(row.cells);
    return {
      row: row,
      place: place,
      text: site.fold(cells[0].textContent + " " + row.dataset.type + " " + row.dataset.county),
      levels: cells.map(function (cell) { return cell.className.charAt(0); }),
      open: cells.map(function (cell) { return cell.textContent.endsWith("?"); }),
      concerned: cells.map(function (cell) { return !cell.classList.contains("n"); }),
      rules: cells.filter(function (cell) { return cell.className === "r"; }).length,
    };
  });

  function capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); }

  function valuesOf(name) {
    return Array.from(new Set(lines.map(function (line) { return line.row.dataset[name]; })));
  }

  function columnOf(key) {
    return heads.findIndex(function (head) { return head.dataset.key === key; });
  }

  /* The choices. Each has a name in the address, an empty value for "no choice", and a control. */

  const controls = {};
  const fields = [];

  function addChoice(name, label, options) {
    const [field, select] = site.choice("choose-" + name, label, options);
    controls[name] = select;
    fields.push(field);
    select.addEventListener("change", function () { choose(name); });
  }

  const NOT_KNOWN = "-"; // stands for an empty value, which would be no choice

  function addValues(name, label, all, values) {
    if (values.length < 2) { return; }
    addChoice(name, label, [["", all]].concat(values.map(function (value) {
      return [value || NOT_KNOWN, value ? capital(value) : "Not known"];
    })));
  }

  const input = make("input", { type: "search", id: "choose-q", autocomplete: "off" });
  controls.q = input;
  input.addEventListener("input", function () { choose("q"); });

  const provisions = heads.slice(1).map(function (head, at) { return [head.dataset.key, titles[at + 1]]; });
  const groups = Array.from(new Set(heads.slice(1).map(function (head) { return head.dataset.group; })));
  const known = valuesOf("status");
  addValues("type", "Type of council", "All types", valuesOf("type").sort(inOrder));
  addValues("county", "County", "All counties", valuesOf("county").sort(inOrder));
  addValues("status", "Review status", "Any status", statuses.filter(function (status) { return known.includes(status); }));
  addChoice("provision", "Provision", [["", "Any provision"]].concat(provisions));
  addChoice("level", "Level of provision", [
    ["", "Any level"], ["r", LEVELS.r], ["m", LEVELS.m], ["a", LEVELS.a], ["u", LEVELS.u],
    ["check", "To be checked (?)"],
  ]);
  if (groups.length > 1) {
    addChoice("group", "Columns shown", [["", "All " + provisions.length + " provisions"]].concat(
      groups.map(function (group) {
        const size = heads.filter(function (head) { return head.dataset.group === group; }).length;
        return [group, group + " (" + size + ")"];
      })));
  }
  const orders = [["", "Council, A to Z"], ["-name", "Council, Z to A"],
    ["most", "Most with rules first"], ["fewest", "Fewest with rules first"]];
  if (controls.type) { orders.push(["type", "Type of council"]); }
  if (controls.county) { orders.push(["county", "County"]); }
  if (controls.status) { orders.push(["status", "Review, overdue first"]); }
  orders.push(["Rules first in the column", provisions.map(function ([key, title]) { return ["p." + key, title]; })]);
  orders.push(["Silent first in the column", provisions.map(function ([key, title]) { return ["-p." + key, title]; })]);
  addChoice("sort", "Sort by", orders);

  const count = make("p", { role: "status" });
  const clear = make("button", { type: "button" }, "Clear all choices");
  clear.addEventListener("click", function () {
    Object.values(controls).forEach(function (control) { control.value = ""; });
    choose("");
  });
  const more = make("details", { className: "more" }, make("summary", {}, "Filter and sort"),
    make("div", { className: "fields" }, ...fields));
  more.open = window.matchMedia("(min-width: 48rem)").matches;
  const keys = make("p", { className: "hint", id: "matrix-keys" },
    "With the keyboard: Tab goes into the table, the arrow keys go from cell to cell, Home, End, " +
    "Page Up and Page Down go further, and Enter opens the clause.");
  const tools = make("div", { className: "choices", role: "group", "aria-label": "What the table shows" },
    make("div", { className: "choice" }, make("label", { htmlFor: input.id }, "Find a council"), input),
    more, make("div", { className: "outcome" }, count, clear));
  if (table.dataset.part) {
    tools.append(make("p", { className: "hint" },
      "The choices work on this page of the table: " + table.dataset.part + "."));
  }
  tools.append(keys);
  frame.before(tools);

  /* Small buttons in a row of their own, so that the heads stay the names of the columns. */
  const sorts = make("tr", { className: "sorts" });
  const buttons = heads.map(function (head, column) {
    const button = make("button", { type: "button", className: "sort", "aria-label": "Sort by " + (column ? titles[column] : "council") });
    button.addEventListener("click", function () {
      const name = column ? "p." + head.dataset.key : "";
      const back = column ? "-" + name : "-name";
      controls.sort.value = controls.sort.value === name ? back : name;
      choose("sort");
    });
    sorts.append(make("td", {}, button));
    return button;
  });
  table.tHead.append(sorts);

  /* Which rows, in which order, and how many of them have rules. */

  function fits(line, column) {
    const data = line.row.dataset;
    const level = controls.level.value;
    function has(at) { return level === "check" ? line.open[at] : line.levels[at] === level; }
    return wanted().every(function (word) { return line.text.includes(word); })
      && ["type", "county", "status"].every(function (name) {
        return !controls[name] || !controls[name].value || controls[name].value === (data[name] || NOT_KNOWN);
      })
      && (!level || (column > 0 ? has(column) : heads.some(function (_, at) { return at > 0 && has(at); })));
  }

  function wanted() { return site.fold(input.value).trim().split(/\s+/); }

  function comparison(sort) {
    const direction = sort.charAt(0) === "-" ? -1 : 1;
    const name = direction < 0 ? sort.slice(1) : sort;
    const column = name.startsWith("p.") ? columnOf(name.slice(2)) : -1;
    if (column > 0) {
      /* what could not be read comes last in both directions: nothing is known of it */
      const order = direction > 0 ? ORDER : "amru";
      return function (a, b) {
        return order.indexOf(a.levels[column]) - order.indexOf(b.levels[column])
          || a.open[column] - b.open[column];
      };
    }
    const read = function (line) { return line.levels[1] === "u" ? 1 : 0; };
    switch (name) {
      case "most": return function (a, b) { return read(a) - read(b) || b.rules - a.rules; };
      case "fewest": return function (a, b) { return read(a) - read(b) || a.rules - b.rules; };
      case "status": return function (a, b) {
        return statuses.indexOf(a.row.dataset.status) - statuses.indexOf(b.row.dataset.status);
      };
      case "type": case "county": return function (a, b) {
        const first = a.row.dataset[name];
        const second = b.row.dataset[name];
        return !first - !second || inOrder(first, second);
      };
      default: return function (a, b) { return direction * (a.place - b.place); };
    }
  }

  let sorted = "";

  function sortRows(sort) {
    if (sort === sorted) { return; }
    sorted = sort;
    const compare = comparison(sort);
    const rows = document.createDocumentFragment();
    lines.slice().sort(function (a, b) { return compare(a, b) || a.place - b.place; })
      .forEach(function (line) { rows.append(line.row); });
    body.append(rows);
    heads.forEach(function (head, column) {
      const name = column ? "p." + head.dataset.key : "name";
      const rising = column ? "-" + name : "";
      const falling = column ? name : "-name";
      const said = sort === rising ? "ascending" : sort === falling ? "descending" : "";
      if (said) { head.setAttribute("aria-sort", said); } else { head.removeAttribute("aria-sort"); }
      buttons[column].className = "sort " + said;
    });
  }

  let shownGroup = "";

  function showColumns(group) {
    if (group === shownGroup) { return; }
    shownGroup = group;
    const hides = heads.map(function (head, column) {
      return column > 0 && group !== "" && head.dataset.group !== group;
    });
    Array.from(table.rows).forEach(function (row) {
      Array.from(row.cells).forEach(function (cell, column) { cell.hidden = hides[column]; });
    });
  }

  function addUp(shown) {
    const whole = shown.length === lines.length;
    totals[0].textContent = whole ? wholeTotals[0] : "With rules, of those shown";
    totals.forEach(function (cell, column) {
      if (column === 0) { return; }
      const counted = shown.filter(function (line) {
        return line.concerned[column] && line.levels[column] !== "u";
      });
      const rules = counted.filter(function (line) { return line.levels[column] === "r"; });
      cell.textContent = whole ? wholeTotals[column] : rules.length + " of " + counted.length;
    });
  }

  function apply() {
    const column = columnOf(controls.provision.value);
    const shown = lines.filter(function (line) {
      const fit = fits(line, column);
      line.row.hidden = !fit;
      return fit;
    });
    sortRows(controls.sort.value);
    showColumns(controls.group ? controls.group.value : "");
    addUp(shown);
    /* a picture or a print of the table must say what is left out of it */
    const narrowed = shown.length < lines.length;
    caption.textContent = wholeCaption + (narrowed ? ", of which " + shown.length + " shown: " + chosen() : "");
    count.textContent = shown.length
      ? "Showing " + shown.length.toLocaleString("en-GB") + " of " + lines.length.toLocaleString("en-GB") + " documents"
      : "No document fits these choices";
    settle();
  }

  function chosen() {
    const said = ["type", "county", "status", "provision", "level"].filter(function (name) {
      return controls[name] && controls[name].value;
    }).map(function (name) { return controls[name].selectedOptions[0].textContent; });
    return (input.value.trim() ? ["“" + input.value.trim() + "”"] : []).concat(said).join(", ");
  }

  function choose(name) {
    if (name === "provision" && controls.provision.value && !controls.level.value) {
      controls.level.value = "r"; /* a provision alone would change nothing */
    }
    apply();
    keepState();
  }

  function keepState() {
    const values = {};
    Object.entries(controls).forEach(function ([name, control]) { values[name] = control.value.trim(); });
    const hash = site.keep(values);
    document.querySelectorAll("nav.contents a").forEach(function (link) { link.hash = hash; });
  }

  function restore() {
    const values = site.kept();
    if (!Object.keys(controls).some(function (name) { return values.get(name); })) { return; }
    Object.entries(controls).forEach(function ([name, control]) {
      control.value = values.get(name) || "";
      if (control.selectedIndex === -1) { control.value = ""; } /* of another corpus */
    });
    more.open = more.open || Object.entries(controls).some(function ([name, control]) {
      return name !== "q" && control.value;
    });
    apply();
    keepState();
    tools.scrollIntoView();
  }

  /* Keys. One link or button is the stop of the Tab key; the others are reached from there. */

  let stop = null;

  function stopAt(item) {
    if (stop) { stop.tabIndex = -1; }
    stop = item;
    if (stop) { stop.tabIndex = 0; }
  }

  function settle() {
    if (!stop || stop.closest("[hidden]")) {
      const line = Array.from(body.rows).find(function (row) { return !row.hidden; });
      stopAt(line ? line.querySelector("a") : buttons[0]);
    }
    /* the browser scrolls what takes the focus into view: keep it clear of the fixed heads */
    const fixed = getComputedStyle(table.tHead).position === "sticky";
    const above = fixed ? table.tHead.offsetHeight : 0;
    const below = fixed ? table.tFoot.offsetHeight : 0;
    frame.style.scrollPadding = (above + 4) + "px 4px " + (below + 4) + "px " + (heads[0].offsetWidth + 4) + "px";
  }

  function step(event) {
    const cell = event.target.closest("th, td");
    if (!cell || event.altKey || event.metaKey || event.shiftKey) { return; }
    const rows = Array.from(table.tHead.rows).concat(Array.from(body.rows)).filter(function (row) { return !row.hidden; });
    const columns = heads.map(function (_, at) { return at; }).filter(function (at) { return !heads[at].hidden; });
    const first = table.tHead.rows.length;
    const page = Math.max(1, Math.floor((frame.clientHeight - table.tHead.offsetHeight - table.tFoot.offsetHeight) / cell.parentNode.offsetHeight) - 1);
    let row = rows.indexOf(cell.parentNode);
    let column = columns.indexOf(cell.cellIndex);
    switch ((event.ctrlKey ? "Ctrl " : "") + event.key) {
      case "ArrowUp": row -= 1; break;
      case "ArrowDown": row += 1; break;
      case "ArrowLeft": column -= 1; break;
      case "ArrowRight": column += 1; break;
      case "Home": column = 0; break;
      case "End": column = columns.length - 1; break;
      case "PageUp": row = row < first ? row : Math.max(first, row - page); break;
      case "PageDown": row = Math.min(rows.length - 1, row + page); break;
      case "Ctrl Home": row = first; column = 0; break;
      case "Ctrl End": row = rows.length - 1; column = columns.length - 1; break;
      default: return;
    }
    event.preventDefault();
    const next = rows[row] && columns[column] !== undefined && rows[row].cells[columns[column]].querySelector("a, button");
    if (next) {
      stopAt(next);
      next.focus();
    }
  }

  table.setAttribute("role", "grid");
  table.setAttribute("aria-describedby", keys.id);
  table.querySelectorAll("a, button").forEach(function (item) { item.tabIndex = -1; });
  table.addEventListener("keydown", step);
  table.addEventListener("focusin", function (event) {
    if (event.target.matches("a, button")) { stopAt(event.target); }
    /* what is half under a fixed head is in view for the browser, but not for a person */
    if (body.contains(event.target)) { event.target.scrollIntoView({ block: "nearest", inline: "nearest" }); }
  });
  window.addEventListener("resize", settle);
  window.addEventListener("hashchange", restore);
  sorted = null;
  apply();
  restore();
}());
