/* Adds a filter box and sorting to tables. Every page is complete without it. */
(function () {
  "use strict";

  function words(row) {
    return (row.textContent + " " + (row.dataset.about || "")).toLocaleLowerCase("en-GB");
  }

  function addFilter(table, number) {
    var rows = Array.prototype.slice.call(table.querySelectorAll("tbody tr:not(.group)"));
    if (rows.length < 6) { return; }
    var texts = table.classList.contains("matrix")
      ? rows.map(function (row) {
          return words({ textContent: row.cells[0].textContent, dataset: row.dataset });
        })
      : rows.map(words);
    var box = document.createElement("div");
    var label = document.createElement("label");
    var input = document.createElement("input");
    var count = document.createElement("p");
    box.className = "filter";
    label.textContent = table.dataset.filter;
    label.htmlFor = input.id = "filter-" + number;
    input.type = "search";
    input.autocomplete = "off";
    count.setAttribute("role", "status");
    count.className = "hint";
    box.append(label, input, count);
    var frame = table.closest(".scroll") || table;
    frame.parentNode.insertBefore(box, frame);
    input.addEventListener("input", function () {
      var wanted = input.value.trim().toLocaleLowerCase("en-GB").split(/\s+/);
      var shown = 0;
      rows.forEach(function (row, place) {
        var fits = wanted.every(function (word) { return texts[place].indexOf(word) !== -1; });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      table.querySelectorAll("tbody").forEach(function (body) {
        var group = body.querySelector("tr.group");
        if (group) { group.hidden = !body.querySelector("tr:not(.group):not([hidden])"); }
      });
      count.textContent = input.value.trim() ? "Showing " + shown + " of " + rows.length : "";
    });
  }

  function orderOf(row, column) {
    var cell = row.cells[column];
    return cell.dataset.order || cell.textContent.trim();
  }

  function sortBody(body, column, direction) {
    var group = body.querySelector("tr.group");
    var rows = Array.prototype.slice.call(body.querySelectorAll("tr:not(.group)"));
    var compare = new Intl.Collator("en-GB", { numeric: true }).compare;
    rows.map(function (row, place) { return { row: row, key: orderOf(row, column), place: place }; })
      .sort(function (a, b) { return direction * compare(a.key, b.key) || a.place - b.place; })
      .forEach(function (item) { body.append(item.row); });
    if (group) { body.prepend(group); }
  }

  function addSorting(table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      if ("unsorted" in head.dataset) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) { button.append(head.firstChild); }
      head.append(button);
      button.addEventListener("click", function () {
        var direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        Array.prototype.forEach.call(table.tBodies, function (body) {
          sortBody(body, column, direction);
        });
      });
    });
  }

  document.querySelectorAll("table[data-filter]").forEach(addFilter);
  document.querySelectorAll("table[data-sort]").forEach(addSorting);
}());
