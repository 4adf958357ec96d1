/* Searches the index beside this page, without a server: a page opened from a folder may not read
   files, but it may load scripts. Each part of the index is a script that calls `searchData` once.
   How the parts are made, and what stands in them: pipeline/report/search_index.py. */
(function () {
  "use strict";

  const site = window.councilSite;
  const make = site.make;
  const LONGEST = 40; // characters of a word that count, as in the index
  const AT_ONCE = 10; // results
  const FIRST = 3; // clauses with the same words that are shown without asking
  const LONG = 700; // characters of a clause that are shown
  const NOT_KNOWN = "-"; // stands for an empty value, which would be no choice

  /* Loading */

  const waiting = new Map();
  const parts = new Map();

  window.searchData = function (name, data) {
    if (waiting.has(name)) { waiting.get(name)(data); }
  };

  function load(name) {
    if (!parts.has(name)) {
      parts.set(name, new Promise(function (resolve, reject) {
        waiting.set(name, resolve);
        const script = make("script", { src: "search/" + name + ".js" });
        script.addEventListener("error", function () {
          parts.delete(name); // so that it may be tried again
          reject(new Error("search/" + name + ".js"));
        });
        document.head.append(script);
      }));
    }
    return parts.get(name);
  }

  const made = new Map();

  /* Loads a part and makes something of it, once. */
  function loaded(name, use) {
    return load(name).then(function (data) {
      if (!made.has(name)) { made.set(name, use(data)); }
      return made.get(name);
    });
  }

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const HALF = 32;
  const VALUES = new Map(Array.from(DIGITS).map(function (digit, value) { return [digit.charCodeAt(0), value]; }));

  /* Reads numbers one after another: see `_coded`. */
  function reader(text) {
    let at = 0;
    return {
      more: function () { return at < text.length; },
      next: function () {
        let number = 0;
        let scale = 1;
        for (;;) {
          const value = VALUES.get(text.charCodeAt(at));
          at += 1;
          number += (value % HALF) * scale;
          if (value < HALF) { return number; }
          scale *= HALF;
        }
      },
    };
  }

  /* The last of the parts that begin with something at or before what is looked for. */
  function partWith(starts, wanted) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= wanted) { low = middle + 1; } else { high = middle; }
    }
    return low - 1;
  }

  /* Words, folded as the index folds them */

  /* Folds a text and says which character of it each folded one comes from. */
  function folded(text) {
    let letters = "";
    const from = [];
    let at = 0;
    for (const letter of text) {
      const plain = letter.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2010\u2011]/g, "-")
        .toLowerCase().replace(/['’‘`\u00ad\u200b]/g, "").replace(/[^\p{L}\p{N}-]/gu, " ");
      for (let index = 0; index < plain.length; index += 1) { from.push(at); }
      letters += plain;
      at += letter.length;
    }
    from.push(text.length);
    return { letters: letters, from: from };
  }

  /* The chunks of a text: each has its words at one place, and its stretch [start, end). */
  function chunks(text) {
    const plain = folded(text);
    const found = [];
    for (const match of plain.letters.matchAll(/[^ ]+/g)) {
      const words = match[0].split("-").filter(Boolean);
      if (words.length) {
        const last = match.index + match[0].length;
        found.push({
          words: words.map(function (word) { return word.slice(0, LONGEST); }),
          joined: words.join("").slice(0, LONGEST),
          start: plain.from[match.index],
          end: plain.from[last - 1] + String.fromCodePoint(text.codePointAt(plain.from[last - 1])).length,
        });
      }
    }
    return found;
  }

  /* What is asked for: terms, all of which must occur. Each has readings, one of which is enough:
     with the parts of words with hyphens apart, and joined. */
  function termsOf(query) {
    const terms = [];
    for (const match of query.replace(/[“”„«»]/g, '"').matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
      const quoted = match[1] !== undefined;
      const said = quoted ? match[1] : match[2];
      const found = chunks(said);
      if (!found.length) { continue; }
      const apart = found.flatMap(function (chunk) { return chunk.words; });
      const joined = found.map(function (chunk) { return chunk.joined; });
      const begins = !quoted && /\*$/.test(said);
      terms.push({
        said: said,
        readings: apart.length === joined.length ? [apart] : [apart, joined],
        way: begins ? "begins" : quoted || apart.length > 1 ? "exact" : "word",
      });
    }
    return terms;
  }

  /* A word and its plural or singular, as far as spelling tells. */
  function forms(word) {
    const found = [word];
    if (/\d/.test(word) || word.length < 3) { return found; }
    if (/[^aeiou]y$/.test(word)) { found.push(word.slice(0, -1) + "ies"); }
    found.push(word + (/(s|x|z|ch|sh)$/.test(word) ? "es" : "s"));
    if (word.length > 3 && word !== "news" && /[^suiy]s$|[aeo]ys$/.test(word)) { found.push(word.slice(0, -1)); }
    if (/(s|x|z|ch|sh)es$/.test(word)) { found.push(word.slice(0, -2)); }
    if (/[^aeiou]ies$/.test(word)) { found.push(word.slice(0, -3) + "y"); }
    return found;
  }

  /* Where words stand */

  function asWords([words, postings]) {
    const list = postings.split(" ");
    return new Map(words.split(" ").map(function (word, at) { return [word, list[at]]; }));
  }

  function postings(text) {
    const read = reader(text);
    const found = new Map();
    let wording = -1;
    while (read.more()) {
      wording += read.next();
      const places = [];
      let place = -1;
      for (let left = read.next(); left > 0; left -= 1) { places.push(place += read.next()); }
      found.set(wording, places);
    }
    return found;
  }

  function places(index, word) {
    const part = partWith(index.words, word);
    return part < 0 ? Promise.resolve(null) : loaded("words-" + part, asWords).then(function (words) {
      return words.has(word) ? postings(words.get(word)) : null;
    });
  }

  function beginning(index, start) {
    const first = Math.max(0, partWith(index.words, start));
    const last = partWith(index.words, start + "\uffff");
    const wanted = [];
    for (let part = first; part <= last; part += 1) { wanted.push(loaded("words-" + part, asWords)); }
    return Promise.all(wanted).then(function (found) {
      const fitting = [];
      found.forEach(function (words) {
        words.forEach(function (text, word) { if (word.startsWith(start)) { fitting.push(postings(text)); } });
      });
      return fitting;
    });
  }

  /* Where one of several lists of places has a wording: its spans [first, last] of places. */
  function spans(lists, exact) {
    const found = new Map();
    lists.forEach(function (list, at) {
      list.forEach(function (held, wording) {
        const entry = found.get(wording) || { exact: false, spans: [] };
        held.forEach(function (place) { entry.spans.push([place, place]); });
        entry.exact = entry.exact || (exact && at === 0);
        found.set(wording, entry);
      });
    });
    return found;
  }

  /* Whether one span follows another: at the next place, or, of a word with hyphens, at the same. */
  function follows(before, after) {
    const step = after[0] - before[1];
    return step === 0 || step === 1;
  }

  function phrase(lists) {
    const found = new Map();
    if (lists.some(function (list) { return !list; })) { return found; }
    lists[0].forEach(function (starts, wording) {
      let held = starts.map(function (place) { return [place, place]; });
      for (let at = 1; at < lists.length && held.length; at += 1) {
        const next = new Set(lists[at].get(wording) || []);
        held = held.flatMap(function ([first, last]) {
          return [last, last + 1].filter(function (place) { return next.has(place); })
            .map(function (place) { return [first, place]; });
        });
      }
      if (held.length) { found.set(wording, { exact: true, spans: held }); }
    });
    return found;
  }

  /* Where a term stands; `begins` where no clause has the word, and others begin with it. */
  function search(index, term) {
    const [word] = term.readings[0];
    if (term.way === "begins") {
      return beginning(index, word).then(function (lists) { return { found: spans(lists, false) }; });
    }
    if (term.way === "word") {
      return Promise.all(forms(word).map(function (form) { return places(index, form); })).then(function (lists) {
        if (lists.some(Boolean)) {
          const exact = Boolean(lists[0]);
          return { found: spans(lists.filter(Boolean), exact) };
        }
        return word.length < 2 ? { found: new Map() } : beginning(index, word).then(function (others) {
          return { found: spans(others, false), begins: others.length > 0 };
        });
      });
    }
    return Promise.all(term.readings.map(function (words) {
      return Promise.all(words.map(function (each) { return places(index, each); })).then(phrase);
    })).then(function (ways) {
      const found = ways[0];
      ways.slice(1).forEach(function (way) {
        way.forEach(function (entry, wording) { if (!found.has(wording)) { found.set(wording, entry); } });
      });
      return { found: found };
    });
  }

  /* Which clauses have a wording */

  function asHolders(text) {
    const read = reader(text);
    const found = [];
    while (read.more()) {
      const wording = { length: read.next(), holders: [] };
      let council = 0;
      for (let left = read.next(), at = 0; left > 0; left -= 1, at += 1) {
        council += read.next();
        wording.holders.push({ at: at, council: council, n: read.next(), kind: read.next() });
      }
      found.push(wording);
    }
    return found;
  }

  function matches(index, terms, results, choices) {
    const common = Array.from(results[0].found.keys()).filter(function (wording) {
      return results.every(function (result) { return result.found.has(wording); });
    });
    const needed = Array.from(new Set(common.map(function (wording) { return Math.floor(wording / index.part); })));
    return Promise.all(needed.map(function (part) { return loaded("where-" + part, asHolders); })).then(function (held) {
      const byPart = new Map(needed.map(function (part, at) { return [part, held[at]]; }));
      return common.map(function (wording) {
        const where = byPart.get(Math.floor(wording / index.part))[wording % index.part];
        const entries = results.map(function (result) { return result.found.get(wording); });
        const holders = where.holders.filter(function (holder) { return fits(index, holder, choices); });
        return {
          wording: wording,
          holders: holders,
          spans: entries.flatMap(function (entry) { return entry.spans; }),
          rank: [
            holders.every(function (holder) { return index.kinds[holder.kind][1]; }) ? 1 : 0,
            together(entries) ? 0 : 1,
            entries.filter(function (entry) { return !entry.exact; }).length,
            where.length,
            wording,
          ],
        };
      }).filter(function (match) { return match.holders.length; }).sort(function (a, b) {
        const at = a.rank.findIndex(function (value, place) { return value !== b.rank[place]; });
        return at < 0 ? 0 : a.rank[at] - b.rank[at];
      });
    });
  }

  function together(entries) {
    let ends = entries[0].spans;
    for (let at = 1; at < entries.length && ends.length; at += 1) {
      ends = entries[at].spans.filter(function (span) {
        return ends.some(function (before) { return follows(before, span); });
      });
    }
    return ends.length > 0;
  }

  function fits(index, holder, choices) {
    const council = index.councils[holder.council];
    const [language, , provisions] = index.kinds[holder.kind];
    return (choices.type === "" || (index.types[council[2]] || NOT_KNOWN) === choices.type)
      && (choices.county === "" || (index.counties[council[3]] || NOT_KNOWN) === choices.county)
      && (choices.provision === "" || provisions.some(function (at) { return index.provisions[at][0] === choices.provision; }))
      && (choices.language === "" || language === choices.language);
  }

  /* The page */

  const input = make("input", { type: "search", id: "words", autocomplete: "off" });
  const count = make("p", { role: "status", className: "outcome" });
  const list = make("ol", { className: "results" });
  const more = make("button", { type: "button", className: "action", hidden: true }, "Show more");
  const fields = make("div", { className: "fields" });
  const choicesBox = make("details", { className: "more" }, make("summary", {}, "Narrow the search"), fields);
  const form = make("form", { className: "choices", role: "search", "aria-label": "All clauses" },
    make("div", { className: "choice words-wanted" }, make("label", { htmlFor: input.id }, "Words to find"),
      make("div", { className: "with-button" }, input, make("button", { className: "action" }, "Search"))),
    choicesBox);
  const found = make("section", { hidden: true, "aria-label": "Results" }, make("h2", {}, "Results"), count, list, more);
  const controls = { q: input };

  function addChoices(index) {
    function add(name, label, options) {
      if (options.length < 3) { return; } // one value only
      const [field, select] = site.choice("narrow-" + name, label, options);
      controls[name] = select;
      fields.append(field);
      select.addEventListener("change", run);
    }
    function heldAt(at, values) {
      const held = new Set(index.councils.map(function (council) { return values[council[at]]; }));
      return Array.from(held).map(function (value) {
        return [value || NOT_KNOWN, value ? value.charAt(0).toUpperCase() + value.slice(1) : "Not known"];
      }).sort(function (a, b) { return a[1].localeCompare(b[1], "en-GB", { numeric: true }); });
    }
    const languages = Array.from(new Set(index.kinds.map(function (kind) { return kind[0]; }))).sort();
    const names = new Intl.DisplayNames(["en-GB"], { type: "language" });
    add("type", "Type of council", [["", "All types"]].concat(heldAt(2, index.types)));
    add("county", "County", [["", "All counties"]].concat(heldAt(3, index.counties)));
    add("provision", "Counted under", [["", "Any provision or none"]].concat(index.provisions));
    add("language", "Language", [["", "All languages"]].concat(languages.map(function (language) {
      let name = language;
      try { name = names.of(language); } catch (error) { /* not a language that has a name */ }
      return [language, name];
    })));
    choicesBox.hidden = !fields.children.length;
  }

  function choices() {
    const chosen = {};
    ["type", "county", "provision", "language"].forEach(function (name) {
      chosen[name] = controls[name] ? controls[name].value : "";
    });
    return chosen;
  }

  function counted(number, word) {
    return number.toLocaleString("en-GB") + " " + word + (number === 1 ? "" : "s");
  }

  let runs = 0;
  let shown = 0;
  let all = [];

  function run() {
    const number = runs += 1;
    const asked = input.value.trim();
    const chosen = choices();
    const terms = termsOf(asked);
    site.keep(Object.assign({ q: asked }, chosen));
    list.replaceChildren();
    more.hidden = true;
    found.hidden = !asked;
    if (!terms.length) {
      count.textContent = asked ? "There is no word in what you typed." : "";
      return;
    }
    if (terms.some(function (term) { return term.way === "begins" && term.readings[0][0].length < 2; })) {
      count.textContent = "Type at least two letters before a star.";
      return;
    }
    count.textContent = "Searching …";
    load("index").then(function (index) {
      return Promise.all(terms.map(function (term) { return search(index, term); })).then(function (results) {
        return matches(index, terms, results, chosen).then(function (ranked) {
          if (number !== runs) { return; } // another search began
          all = ranked;
          shown = 0;
          count.textContent = outcome(terms, results, ranked, chosen);
          return showMore(index, false);
        });
      });
    }).catch(function (error) {
      if (number === runs) {
        count.textContent = "A part of the index could not be loaded: " + error.message
          + ". The folder “search” belongs beside this page.";
      }
    });
  }

  function outcome(terms, results, ranked, chosen) {
    const said = [];
    const missing = terms.filter(function (_, at) { return !results[at].found.size; });
    if (ranked.length) {
      const clauses = ranked.reduce(function (sum, match) { return sum + match.holders.length; }, 0);
      const councils = new Set(ranked.flatMap(function (match) {
        return match.holders.map(function (holder) { return holder.council; });
      }));
      said.push(counted(clauses, "clause") + " in " + counted(councils.size, "document")
        + (clauses > ranked.length ? ", in " + counted(ranked.length, "wording") : "") + ".");
    } else if (missing.length) {
      said.push("No clause has “" + missing.map(function (term) { return term.said; }).join("” or “") + "”.");
    } else {
      said.push(Object.values(chosen).some(Boolean)
        ? "No clause that fits your choices has all of these words."
        : "No clause has all of these words.");
    }
    terms.forEach(function (term, at) {
      if (results[at].begins) { said.push("No clause has the word “" + term.said + "”, so words that begin with it count."); }
    });
    return said.join(" ");
  }

  function showMore(index, asked) {
    const number = runs;
    const next = all.slice(shown, shown + AT_ONCE);
    return Promise.all(next.map(function (match) {
      const part = partWith(index.texts, match.wording);
      return load("texts-" + part).then(function (texts) { return texts[match.wording - index.texts[part]]; });
    })).then(function (texts) {
      if (number !== runs) { return; }
      const items = next.map(function (match, at) { return result(index, match, texts[at]); });
      list.append(...items);
      shown += next.length;
      more.hidden = shown >= all.length;
      more.textContent = "Show more (" + (all.length - shown).toLocaleString("en-GB") + " left)";
      if (asked && items.length) { items[0].querySelector("a").focus(); }
    });
  }

  function result(index, match, [text, places]) {
    const kinds = match.holders.map(function (holder) { return index.kinds[holder.kind]; });
    const language = kinds[0][0];
    const words = make("p", { className: "wording", dir: "auto" }, ...marked(text, match.spans));
    if (language && language !== "en") { words.lang = language; }
    const item = make("li", {}, words);
    function holders(some) {
      return make("ul", { className: "holders" }, ...some.map(function (holder) {
        return holderOf(index, holder, places[holder.at]);
      }));
    }
    item.append(holders(match.holders.slice(0, FIRST)));
    const rest = match.holders.slice(FIRST);
    if (rest.length) {
      const details = make("details", {}, make("summary", {}, counted(rest.length, "more clause") + " with the same words"));
      details.addEventListener("toggle", function () { // so that a thousand links are made only if asked for
        if (details.open && !details.querySelector("ul")) { details.append(holders(rest)); }
      });
      item.append(details);
    }
    const about = Array.from(new Set(kinds.flatMap(function (kind) { return kind[2]; })));
    if (about.length) {
      item.append(make("p", { className: "hint" }, "Counted under: " + about.map(function (at) { return index.provisions[at][1]; }).join("; ")));
    } else if (kinds[0][1]) {
      item.append(make("p", { className: "hint" }, "Heading"));
    }
    return item;
  }

  function holderOf(index, holder, said) {
    const [name, stem] = index.councils[holder.council];
    const [place, page, doubt] = Array.isArray(said) ? said : [said, 0, ""];
    const item = make("li", {}, make("a", { href: "councils/" + stem + ".html#c" + holder.n }, make("bdi", {}, name), ", " + place));
    if (page) {
      item.append(", ", make("a", { href: "pages/" + stem + "-" + page + ".html#clause-" + holder.n }, "page " + page + ", as published"));
    }
    if (doubt) {
      item.append(" ", make("strong", { className: "tag doubt" }, doubt.charAt(0).toUpperCase() + doubt.slice(1)));
    }
    return item;
  }

  /* A text with the words found marked; of a long one, the part around the first of them. */
  function marked(text, spans) {
    const found = new Set();
    spans.forEach(function ([first, last]) {
      for (let place = first; place <= last; place += 1) { found.add(place); }
    });
    const hits = chunks(text).filter(function (_, place) { return found.has(place); });
    let start = 0;
    let end = text.length;
    if (text.length > LONG && hits.length) {
      start = Math.max(0, hits[0].start - LONG / 3);
      start = start ? text.indexOf(" ", start) + 1 || start : 0;
      start = Math.min(start, hits[0].start);
      end = Math.min(text.length, start + LONG);
    }
    const pieces = start ? ["… "] : [];
    let at = start;
    hits.forEach(function (hit) {
      if (hit.start >= end) { return; }
      pieces.push(text.slice(at, hit.start), make("mark", {}, text.slice(hit.start, Math.min(hit.end, end))));
      at = Math.min(hit.end, end);
    });
    pieces.push(text.slice(at, end));
    if (end < text.length) { pieces.push(" …"); }
    return pieces;
  }

  function restore() {
    const kept = site.kept();
    const also = new URLSearchParams(location.search);
    input.value = kept.get("q") || also.get("q") || "";
    Object.entries(controls).forEach(function ([name, control]) {
      if (name !== "q") {
        control.value = kept.get(name) || "";
        if (control.selectedIndex === -1) { control.value = ""; } // of another corpus
        choicesBox.open = choicesBox.open || Boolean(control.value);
      }
    });
    run();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    run();
  });
  more.addEventListener("click", function () {
    load("index").then(function (index) { return showMore(index, true); });
  });
  document.getElementById("search").append(form, found);
  document.getElementById("how").parentNode.hidden = false;
  load("index").then(addChoices).catch(function () { choicesBox.hidden = true; }).then(function () {
    restore();
    window.addEventListener("hashchange", restore);
  });
}());
