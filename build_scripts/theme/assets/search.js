/* Finds words in the brief. The index is in small pieces, each a script that is loaded when it is needed; in the single
   page they stand within the page. How they are made, and what is in them: build_scripts/search. */
"use strict";
const briefSearch = (() => {
  const shownAtOnce = 10;
  const looksAhead = 12; // how many texts are read at a time for those that really have the words
  const similarWords = 5;
  const widest = 4; // pieces of words that one beginning of a word may need

  /* The pieces */
  let base = "";
  let addresses = "";
  let root = null;
  let runs, word;
  const arrived = new Map();
  const waiting = new Map();
  globalThis.briefPiece = (name, content) => arrived.set(name, content);
  const fetched = (name) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${base}assets/search/${name}.js${root ? `?${root.version}` : ""}`;
    script.onload = () => (arrived.has(name) ? resolve(arrived.get(name)) : reject(new Error(name)));
    script.onerror = () => reject(new Error(name));
    document.head.append(script);
  });
  const piece = (name) => {
    if (!waiting.has(name)) {
      const within = document.getElementById(`piece-${name}`);
      waiting.set(name, within ? Promise.resolve(JSON.parse(within.textContent)) : fetched(name));
      waiting.get(name).catch(() => waiting.delete(name)); // the next key asks again
    }
    return waiting.get(name);
  };
  const begin = async () => {
    const held = await piece("root");
    if (root) return; // two keys may have asked at once
    root = held;
    runs = new RegExp(`^[${root.runs}]`, "u");
    word = new RegExp(`[0-9]+(?:[.,][0-9]+)+|[${root.runs}]\\p{M}*|(?:(?![${root.runs}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
    root.texts = numbers(root.texts);
    root.rules = root.rules.map(([pattern, written]) => [new RegExp(pattern), written]);
  };

  /* Words */
  const same = (bare) => {
    if (bare.length < root.shortest || !/^[a-z]+$/.test(bare)) return bare;
    return root.rules.reduce((all, [pattern, written]) => all.replace(pattern, written), bare);
  };
  // the words of a text, each with its place there
  const words = (text) => {
    const { text: bare, places } = foldWords(text);
    const found = [];
    for (const { 0: matched, index } of bare.matchAll(word)) {
      const end = index + matched.length;
      const one = matched.replaceAll(",", "");
      if (one === "s" && bare[index - 1] === "'") continue; // of "Hale's"
      let stop = end;
      while (stop < bare.length && places[stop] === places[stop - 1]) stop++; // ½ and ﬁ are several letters
      found.push({ bare: one, same: same(one), run: runs.test(one), at: index, end, start: places[index], stop: places[stop] });
    }
    return found;
  };
  const adjoin = (one, other) => one?.run && other?.run && one.end === other.at;

  // what a reader looks for: words, each in whatever order, and phrases, whose words follow each other
  const understood = (query) => {
    const wishes = [];
    const phrase = (all, open) => all.length && wishes.push({ phrase: all.map((one) => one.bare), open });
    const plain = (text, open) => {
      const all = words(text);
      for (let at = 0; at < all.length; at++) {
        const group = [all[at]];
        while (adjoin(all[at], all[at + 1])) group.push(all[++at]);
        const goesOn = open && at === all.length - 1 && all[at].stop === text.length;
        if (group.length > 1) phrase(group, false);
        else wishes.push({ word: group[0], open: goesOn || group[0].run });
      }
    };
    const quoted = /["“”„«»「」『』]/;
    query.normalize("NFC").split(quoted).forEach((text, at, all) => {
      const last = at === all.length - 1;
      if (at % 2) phrase(words(text), last && /[^\s\p{P}]$/u.test(text));
      else plain(text, last);
    });
    return wishes;
  };

  /* Numbers of texts */
  const before = (list, value) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const numbers = (steps) => {
    let number = 0;
    return steps ? steps.split(" ").map((step) => (number += parseInt(step, 36))) : [];
  };
  const parsed = (line) => {
    const [name, named, lengths, elsewhere] = line.split("\t");
    const more = elsewhere.endsWith("+");
    const others = numbers(more ? elsewhere.slice(0, -1) : elsewhere);
    return { name, named: numbers(named), lengths, elsewhere: others, more: more ? Math.max(-1, ...others.slice(-1)) : Infinity };
  };
  const listed = async (name) => {
    const at = before(root.words, name);
    if (at < 0) return null;
    const lines = `\n${await piece(`w${at}`)}\n`;
    const start = lines.indexOf(`\n${name}\t`);
    return start < 0 ? null : parsed(lines.slice(start + 1, lines.indexOf("\n", start + 1)));
  };
  const begunWith = async (name) => {
    if ([...name].length <= 2) return [await listed(`${name}*`)].filter(Boolean);
    const from = Math.max(0, before(root.words, name));
    const all = [];
    for (let at = from; at < Math.min(root.words.length, from + widest) && (at === from || root.words[at].startsWith(name)); at++) {
      for (const line of (await piece(`w${at}`)).split("\n")) if (line.startsWith(name) && !/^[^\t]*\*/.test(line)) all.push(parsed(line));
    }
    return all;
  };

  // how many letters of two words differ, if they are few: two letters in each other's place count once
  const slips = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return Infinity;
    let [older, old] = [[], [...Array(other.length + 1).keys()]];
    for (let i = 1; i <= one.length; i++) {
      const now = [i];
      for (let j = 1; j <= other.length; j++) {
        now[j] = Math.min(old[j] + 1, now[j - 1] + 1, old[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) now[j] = Math.min(now[j], older[j - 2] + 1);
      }
      if (Math.min(...now) > most) return Infinity;
      [older, old] = [old, now];
    }
    return old[other.length];
  };
  const similar = async (name) => {
    const most = name.length < 4 ? 0 : name.length < 8 ? 1 : 2;
    const lengths = root.names.filter((length) => Math.abs(length - name.length) <= most);
    const known = most ? (await Promise.all(lengths.map((length) => piece(`n${length}`)))).join(" ").split(" ") : [];
    const near = known.map((one) => [slips(name, one, most), one]).filter(([count]) => count <= most);
    const least = Math.min(...near.map(([count]) => count));
    return near.filter(([count]) => count === least).slice(0, similarWords).map(([, one]) => one);
  };

  // where one wish is met: for each text how well, and which words there meet it
  const EXACT = 2;
  const [NEVER, IF_NOTHING, ALWAYS] = [0, 1, 2]; // when words that are similar are taken, too
  const wished = async ({ word: one, phrase, open }, correct = IF_NOTHING) => {
    const met = new Map();
    const result = { met, names: new Set(), begun: [], phrase, open, whole: new Set(), lengths: new Map(), from: Infinity };
    const add = (list, exact) => {
      if (!list) return;
      result.from = Math.min(result.from, list.more);
      list.named.forEach((number, at) => {
        met.set(number, Math.max(met.get(number) ?? 0, 4 + exact));
        if (list.lengths[at] === "1" && exact) result.whole.add(number);
        if (exact) result.lengths.set(number, Number(list.lengths[at]));
      });
      for (const number of list.elsewhere) met.set(number, Math.max(met.get(number) ?? 0, 1 + exact));
    };
    if (phrase) {
      const all = phrase.map((bare) => ({ bare, run: runs.test(bare) }));
      const sought = [];
      all.forEach(({ bare, run }, at) => {
        const next = all[at + 1];
        if (run && next?.run) sought.push({ word: { same: bare + next.bare } });
        else if (!run && !(open && at === all.length - 1)) sought.push({ word: { same: same(bare) } });
        else if (!run || !all[at - 1]?.run) sought.push({ word: { bare, same: run ? bare : same(bare) }, open: true });
      });
      const each = await Promise.all(sought.map((wish) => wished(wish, NEVER)));
      const lists = each.filter((list) => list.from === Infinity);
      const some = (lists.length ? lists : each).reduce((a, b) => (a.met.size <= b.met.size ? a : b));
      for (const [number] of some.met) {
        const levels = each.map((list) => list.met.get(number) ?? (number > list.from ? 1 : 0));
        if (Math.min(...levels)) met.set(number, Math.min(...levels));
        if (each.every((list) => list.lengths.get(number) === sought.length)) result.whole.add(number);
      }
      return result;
    }
    const exact = await listed(one.same);
    if (exact) result.names.add(one.same);
    add(exact, EXACT);
    if (open) {
      for (const beginning of new Set([one.bare, one.same])) {
        result.begun.push(beginning);
        for (const list of await begunWith(beginning)) add(list, 0);
      }
    }
    if (!one.run && (met.size ? correct === ALWAYS && !exact : correct)) {
      result.corrected = await similar(one.same);
      for (const name of result.corrected) {
        add(await listed(name), EXACT);
        result.names.add(name);
      }
    }
    return result;
  };

  /* Texts */
  const text = async (number) => {
    const at = before(root.texts, number);
    const rows = await piece(`t${at}`);
    const [title, address, label, others, parts] = rows[number - root.texts[at]];
    const said = (part) => (typeof part === "string" ? { words: part } : { lang: part[0], dir: part[1], words: part[2] });
    const kind = root.kinds.findLast(([, , first]) => first <= number);
    return { kind: kind[0], noun: kind[1], title: said(title), address, label, others: others || [], parts: parts.map(said) };
  };

  // where in a text the wishes are met
  const meets = (wish, one) => wish.names.has(one.same) || wish.begun.some((name) => one.bare.startsWith(name) || one.same.startsWith(name));
  const hits = (wishes, said) => {
    const all = words(said);
    const found = [];
    wishes.forEach((wish, which) => {
      if (!wish.phrase) return all.forEach((one) => meets(wish, one) && found.push({ which, start: one.start, stop: one.stop }));
      const { phrase, open } = wish;
      for (let at = 0; at + phrase.length <= all.length; at++) {
        const fits = phrase.every((bare, next) => (open && next === phrase.length - 1 ? all[at + next].bare.startsWith(bare) : all[at + next].bare === bare));
        if (fits) found.push({ which, start: all[at].start, stop: all[at + phrase.length - 1].stop });
      }
    });
    found.sort((one, other) => one.start - other.start || other.stop - one.stop);
    const apart = [];
    for (const one of found) if (!apart.length || one.start >= apart.at(-1).stop) apart.push(one);
    return { ranges: apart, met: new Set(found.map(({ which }) => which)) };
  };
  const looked = (found, wishes) => {
    const title = hits(wishes, found.title.words);
    const parts = found.parts.map((part) => hits(wishes, part.words));
    const named = [found.label, ...found.others].map((name) => hits(wishes, name));
    const met = new Set([title, ...parts, ...named].flatMap((one) => [...one.met]));
    return { ...found, hits: { title, parts, named }, met };
  };

  /* Everything that is found, the best first: a function that returns the next few, and what is known of all */
  const find = async (query) => {
    await begin();
    const sought = understood(query);
    if (!sought.length) return null;
    let wishes = await Promise.all(sought.map((wish) => wished(wish)));
    const together = () => [...new Set(wishes.flatMap((wish) => [...wish.met.keys()]))].some((number) => wishes.every((wish) => wish.met.has(number) || number > wish.from));
    if (wishes.length > 1 && !together()) wishes = await Promise.all(sought.map((wish) => wished(wish, ALWAYS)));
    const every = new Set(wishes.flatMap((wish) => [...wish.met.keys()]));
    const last = root.last.map((kind) => root.kinds.findIndex(([name]) => name === kind)).filter((at) => at >= 0);
    const rank = (number) => before(root.kinds.map(([, , first]) => first), number);
    const scored = [...every].map((number) => {
      const levels = wishes.map((wish) => wish.met.get(number) ?? (number > wish.from ? 1 : 0));
      const whole = wishes.length === 1 ? wishes[0].whole.has(number) : wishes.every((wish) => wish.lengths.get(number) === wishes.length);
      const kind = rank(number);
      const named = levels.filter((level) => level >= 4).length;
      return { number, met: levels.filter(Boolean).length, whole, late: Math.max(0, last.indexOf(kind) + 1), named, kind, sum: levels.reduce((a, b) => a + b, 0) };
    });
    const most = Math.max(0, ...scored.map(({ met }) => met));
    const best = scored.filter(({ met }) => met === most).sort((one, other) =>
      other.whole - one.whole || one.late - other.late || other.named - one.named || one.kind - other.kind || other.sum - one.sum || one.number - other.number);
    const sure = wishes.every((wish) => !wish.phrase && wish.from === Infinity && wish.begun.every((name) => [...name].length > 2));
    let at = 0;
    const next = async () => {
      const some = [];
      while (some.length < shownAtOnce && at < best.length) {
        const group = best.slice(at, at + (sure ? shownAtOnce : looksAhead));
        const read = await Promise.all(group.map(async ({ number }) => looked(await text(number), wishes)));
        for (const one of read) {
          at++;
          if (one.met.size >= most) some.push(one);
          if (some.length === shownAtOnce) break;
        }
      }
      return some;
    };
    const instead = wishes.flatMap((wish, which) => (wish.corrected?.length ? [[sought[which].word.bare, wish.corrected]] : []));
    return { next, wishes, instead, count: sure ? best.length : 0, more: () => at < best.length };
  };

  // the link to a place of the site, where the words that were met are marked
  const toPage = (address, met) => {
    const [page, place] = address.split("#");
    const path = addresses === "folders" ? page.replace(/(^|\/)index$/, "$1").replace(/[^/]$/, "$&/") : `${page}.html`;
    return `${base}${path}${met ? `?h=${encodeURIComponent(met)}` : ""}${place ? `#${encodeURIComponent(place)}` : ""}`;
  };

  /* What a result shows: its kind and title, and the words around the hit */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const marked = (said, { ranges }, from = 0, to = said.length) => {
    const parts = [];
    let done = from;
    for (const { start, stop } of ranges) {
      if (start < from || stop > to) continue;
      parts.push(said.slice(done, start), make("mark", {}, said.slice(start, stop)));
      done = stop;
    }
    return [...parts, said.slice(done, to)];
  };
  const excerpt = (found) => {
    const { parts, named } = found.hits;
    const richest = parts.reduce((best, one, at) => (one.met.size > (parts[best]?.met.size ?? 0) ? at : best), -1);
    const other = named.findIndex((one, at) => at && one.met.size && !found.label.split(", ").includes(found.others[at - 1]));
    if (richest < 0 && other > 0) return make("small", {}, "Also: ", ...marked(found.others[other - 1], named[other]));
    const which = Math.max(0, richest);
    const part = found.parts[which];
    if (!part) return "";
    const said = part.words;
    const { ranges } = parts[which];
    const around = (one) => new Set(ranges.filter(({ start }) => start >= one.start && start < one.start + 120).map((other) => other.which)).size;
    const hit = ranges.reduce((best, one) => (best && around(best) >= around(one) ? best : one), null) ?? { start: 0, stop: 0 };
    const ends = (place) => (said[place - 1] && !/\s/.test(said[place - 1]) && said.lastIndexOf(" ", place) > place - 20 ? said.lastIndexOf(" ", place) + 1 : place);
    const from = hit.start > 60 ? ends(hit.start - 50) : 0;
    const room = Math.max(hit.stop, from + 170);
    const to = room >= said.length ? said.length : Math.max(hit.stop, ends(room));
    return make("small", { lang: part.lang, dir: part.dir }, from ? "… " : "", ...marked(said, { ranges }, from, to), to < said.length ? " …" : "");
  };
  const looking = (found, wishes) => {
    // what was met in this text, to be marked where the result leads
    const said = new Set();
    const take = (words, { ranges }) => {
      for (const { which, start, stop } of ranges) said.add(wishes[which].phrase ? `"${words.slice(start, stop)}"` : words.slice(start, stop));
    };
    take(found.title.words, found.hits.title);
    found.parts.forEach((part, at) => take(part.words, found.hits.parts[at]));
    const apart = new Map([...said].reverse().map((one) => [same(foldWords(one).text), one]));
    return [...apart.values()].reverse().slice(0, 8).join(" ");
  };
  const result = (found, wishes, leads) => {
    const title = make("b", { lang: found.title.lang, dir: found.title.dir }, ...marked(found.title.words, found.hits.title));
    const chip = make("span", { class: `chip ${found.kind}` }, found.noun);
    const label = found.label ? [make("i", {}, ...marked(found.label, found.hits.named[0])), " "] : [];
    const link = make("a", { href: leads(found.address, looking(found, wishes)) }, make("span", {}, chip, " ", ...label, title), excerpt(found));
    return make("li", {}, link);
  };

  /* Marks words in a part of the page, wherever elements divide them */
  const blocks = "p, li, td, th, dd, dt, h1, h2, h3, h4, h5, h6, blockquote, figcaption, summary, pre, div, section";
  const mark = async (area, query) => {
    await begin();
    const wishes = understood(query.replace(/\s+$/, "") + " ").map(({ word: one, phrase }) => ({ phrase, names: new Set(one ? [one.same] : []), begun: [] }));
    const unmarked = "script, style, svg, form, nav, button, [data-search-exclude], .card, .headerlink, mark";
    const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
    const groups = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim() || node.parentElement.closest(unmarked)) continue;
      const block = node.parentElement.closest(blocks);
      if (groups.at(-1)?.block !== block) groups.push({ block, nodes: [] });
      groups.at(-1).nodes.push(node);
    }
    for (const { nodes } of groups) {
      let said = "";
      const placed = nodes.map((node) => {
        const from = said.length;
        said += node.data;
        return { node, from, to: said.length };
      });
      // from the end, so that the places before stay true
      for (const { start, stop } of hits(wishes, said).ranges.reverse()) {
        for (const { node, from, to } of placed.toReversed()) {
          const [first, after] = [Math.max(start, from), Math.min(stop, to)];
          if (first >= after) continue;
          const range = document.createRange();
          range.setStart(node, first - from);
          range.setEnd(node, after - from);
          range.surroundContents(make("mark", { class: "found" }));
        }
      }
    }
  };

  /* Joins a field, a line that says how it goes, and a list of results */
  const attach = ({ field, status, list, close, leads = toPage }) => {
    let asked = 0;
    let pending = false;
    let follow = false;
    const links = () => [...list.querySelectorAll("a, button")];
    const told = (all) => {
      const shown = list.querySelectorAll("li:not(.more)").length;
      if (!shown) return "Nothing is found";
      const count = all.count || shown;
      const results = `${!all.count && all.more() ? "More than " : ""}${count} ${count === 1 ? "result" : "results"}`;
      const instead = all.instead.map(([wrong, right]) => `“${right.join("”, “")}” instead of “${wrong}”`);
      return instead.length ? `${results}, with ${instead.join(" and ")}` : results;
    };
    const show = async (all, number, fresh) => {
      const some = await all.next();
      if (number !== asked) return;
      if (fresh) list.replaceChildren();
      list.querySelector(".more")?.remove();
      const rows = some.map((found) => result(found, all.wishes, leads));
      list.append(...rows);
      if (all.more()) {
        const button = make("button", { type: "button" }, "Show more");
        button.addEventListener("click", () => show(all, number, false));
        list.append(make("li", { class: "more" }, button));
      }
      status.textContent = told(all);
      if (!fresh) (rows[0]?.querySelector("a") ?? field).focus();
    };
    const look = async () => {
      const number = ++asked;
      pending = true;
      try {
        const all = await find(field.value);
        if (number !== asked) return;
        if (all) await show(all, number, true);
        else {
          list.replaceChildren();
          status.textContent = "";
        }
      } catch (error) {
        if (number === asked) status.textContent = "The search cannot be loaded.";
        console.warn(`The search cannot be loaded: ${error.message}`);
      }
      if (number !== asked) return;
      pending = false;
      if (follow) links()[0]?.click();
      follow = false;
    };
    const keys = (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const all = links();
      const here = all.indexOf(document.activeElement);
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const next = here + (event.key === "ArrowDown" ? 1 : -1);
        event.preventDefault();
        (next < 0 ? field : all[Math.min(next, all.length - 1)])?.focus();
      } else if (event.key === "Enter" && document.activeElement === field) {
        event.preventDefault();
        if (pending) follow = true;
        else all[0]?.click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    };
    field.addEventListener("input", look);
    field.addEventListener("keydown", keys);
    list.addEventListener("keydown", keys);
    if (field.value) look();
    return look;
  };

  return { attach, find, mark, words, stand: (at, how) => ([base, addresses] = [at, how]) };
})();
