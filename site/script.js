// Search, tables to sort and filter, links to copy. The site works without any of it, and in browsers that fail here.
"use strict";
(() => {
  // The page says every word: data-link, data-copied, data-filter and data-rows.
  const words = document.currentScript.dataset;
  const language = document.documentElement.lang;

  const all = (selector, place = document) => [...place.querySelectorAll(selector)];
  const on = (target, event, action) => target.addEventListener(event, action);
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };
  const searchField = () => make("input", { type: "search", size: 12 });
  // Numbers are written as the pages write them, in Latin digits.
  const fill = (phrase, values) =>
    phrase.replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString(language + "-u-nu-latn"));
  // What is announced, and what goes into the address, waits until nothing has been typed for a moment.
  let timer;
  const later = (action) => {
    clearTimeout(timer);
    timer = setTimeout(action, 400);
  };

  // Held for equal: compatibility forms, case, accents, vowel points, and with or without the invisible spaces between
  // Khmer words.
  const fold = (text) =>
    text.normalize("NFKD").replace(/[\u00ad\u0300-\u036f\u0640\u064b-\u065f\u200b-\u200f\u2060\ufeff]/g, "")
      .toUpperCase().toLowerCase().replace(/ς/g, "σ");
  const wordsOf = (field) => fold(field.value).split(/\s+/).filter(Boolean);

  // The text with what was found in it marked. A letter and its signs stay together: apart they would be drawn wrongly.
  const marked = (text, wanted) => {
    const letters = text.match(/.(?:\u17d2\P{M}|\p{M})*/gsu) || [];
    const folded = letters.map(fold);
    const hits = wanted.reduce((all, word) => all.replaceAll(word, "\0".repeat(word.length)), folded.join(""));
    const result = make("bdi");
    let at = 0, run = "", isHit;
    const end = () => result.append(isHit ? make("mark", {}, run) : run);
    letters.forEach((letter, index) => {
      const isNext = hits.slice(at, at += folded[index].length).includes("\0");
      if (isNext !== isHit) {
        end();
        [run, isHit] = ["", isNext];
      }
      run += letter;
    });
    end();
    return result;
  };

  // On every page the link to the search becomes a field that leads there.
  for (const link of all('nav a[href="search.html"]:not([aria-current])')) {
    const field = searchField();
    const form = make("form", { role: "search" }, make("label", {}, link.textContent, " ", field));
    on(form, "submit", (event) => {
      event.preventDefault();
      location.href = link.href + "#q=" + encodeURIComponent(field.value);
    });
    link.replaceWith(form);
  }

  // The search page. Its index comes in parts: lists of things of which the same is told, by the page they are on.
  for (const form of all("#search")) {
    const field = form.querySelector("input");
    const [said, results, list] = all("#found, #results, #everything");
    const parts = new Set(all('script[src^="search-index"]'));
    const entries = [];
    const read = ({ kinds, groups }) => {
      for (const [about, page, things] of groups) {
        for (let index = 0; index < things.length; index += 3) {
          const [place, title, kind] = things.slice(index, index + 3);
          entries.push({ title, about, href: page + place, kind: kinds[kind], key: fold(` ${title} `), aside: fold(about + "\n" + place) });
        }
      }
    };
    // What begins with a word comes first, then what has it whole, then at the beginning of a word, inside, elsewhere.
    const rank = ({ key, aside }, word) => [
      key.startsWith(" " + word), key.includes(` ${word} `), key.includes(" " + word), key.includes(word), aside.includes(word),
    ].indexOf(true);
    const asked = () => new URLSearchParams(location.hash.slice(1)).get("q");
    const show = () => {
      const wanted = wordsOf(field);
      const found = [];
      for (const entry of wanted.length ? entries : []) {
        const ranks = wanted.map((word) => rank(entry, word));
        if (!ranks.includes(-1)) found.push([ranks.reduce((sum, rank) => sum + rank), entry]);
      }
      found.sort(([a], [b]) => a - b);
      const shown = found.slice(0, 50);
      results.replaceChildren(...shown.map(([, { title, about, href, kind }]) =>
        make("li", {}, make("a", { href }, marked(title, wanted)), " ",
          make("span", {}, kind, about && " – ", marked(about, wanted)))));
      list.hidden = found[0];
      later(() => {
        const { found: phrase, more } = form.dataset;
        said.textContent = wanted.length ? fill(phrase, { count: found.length }) + (parts.size ? " …" : "")
          + (found[50] ? " " + fill(more, { count: 50 }) : "") : "";
        if (field.value !== (asked() || "")) history.replaceState(null, "", "#q=" + encodeURIComponent(field.value));
      });
    };
    const restore = () => {
      if (asked() === null && location.hash) return;
      field.value = asked();
      show();
    };
    for (const part of parts) {
      on(part, "load", () => {
        parts.delete(part);
        searchIndex.splice(0).forEach(read);
        show();
      });
    }
    on(field, "input", show);
    on(form, "submit", (event) => event.preventDefault());
    on(window, "hashchange", restore);
    form.hidden = false;
    restore();
  }

  const collator = new Intl.Collator(language, { numeric: true });
  const number = (text) =>
    Number(/^\d{1,3}([.,\s]\d{3})+$/.test(text) ? text.replace(/\D/g, "") : text.replace(",", "."));
  for (const table of all(".numbers, .register, .document table")) {
    const rows = all("tbody tr", table);
    if (rows.length < (table.className ? 2 : 10) || all("[rowspan], [colspan]", table)[0]) continue;

    const columns = all("thead th", table);
    for (const header of columns) {
      const button = make("button", { type: "button" }, ...header.childNodes);
      on(button, "click", () => {
        const sign = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        for (const other of columns) other.removeAttribute("aria-sort");
        header.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
        const keyed = rows.map((row) => {
          const cell = row.cells[header.cellIndex];
          return [cell ? cell.dataset.sort || cell.textContent.trim() : "", row];
        });
        const isNumeric = keyed.every(([text]) => number(text) >= 0);
        // What is empty comes last, whichever way.
        keyed.sort(([a], [b]) => !a - !b || sign * (isNumeric ? number(a) - number(b) : collator.compare(a, b)));
        for (const [, row] of keyed) row.parentNode.append(row);
      });
      header.append(button);
    }

    if (rows.length > 30) {
      const texts = rows.map((row) => fold(row.textContent));
      const field = searchField();
      const said = make("span", { role: "status" });
      on(field, "input", () => {
        const wanted = wordsOf(field);
        rows.forEach((row, index) => row.hidden = !wanted.every((word) => texts[index].includes(word)));
        const count = rows.filter((row) => !row.hidden).length;
        // A total that is not that of the rows would mislead.
        if (table.tFoot) table.tFoot.hidden = count < rows.length;
        later(() => said.textContent = wanted.length ? fill(words.rows, { count, total: rows.length }) : "");
      });
      (table.closest(".scroll") || table).before(make("p", {}, make("label", {}, words.filter, " ", field), " ", said));
    }
  }

  // Links to items are copied when they are followed.
  const copied = make("span", { role: "status" });
  for (const about of all(".item > .about")) {
    const link = make("a", { href: "#" + about.parentNode.id }, words.link);
    on(link, "click", () => navigator.clipboard?.writeText(link.href).then(() => {
      copied.textContent = "";
      link.after(copied);
      later(() => copied.textContent = " " + words.copied);
    }));
    const actions = about.querySelector(".actions") || make("p", { class: "actions" });
    actions.append(" ", link);
    if (!actions.parentNode) about.lastElementChild?.before(actions);
  }

  // What a link points at is not left folded away.
  const unfold = () => {
    for (const target of all(":target")) {
      for (let place = target; place; place = place.parentElement) if (place.open === false) place.open = true;
      target.scrollIntoView();
    }
  };
  on(window, "hashchange", unfold);
  on(window, "load", unfold);
})();
