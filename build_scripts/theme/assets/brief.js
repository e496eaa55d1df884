/* Analysis Brief: cards, notes, filters, citations. Every page can be read and followed without it. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => (id ? document.getElementById(id) : null);
  const target = (link) => byId(decodeURIComponent(link.hash.slice(1)));
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const languageOf = (element) => {
    const { lang, dir } = element.closest("[lang]");
    return dir ? { lang, dir } : { lang };
  };
  const stored = (name, value) => {
    try {
      return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value);
    } catch {
      return null; // a reader may forbid it
    }
  };

  /* Search: its program and its style come when the reader turns to search, and the pieces of its index one by one. */
  const finder = byId("finder");
  const near = (name) => `${finder.dataset.base.replace(/\/?$/, "/")}${name}`;
  const loaded = (name) => new Promise((resolve) => {
    const script = make("script", { src: near(`assets/${name}`) });
    script.onload = script.onerror = resolve;
    document.head.append(script);
  });
  let program;
  const search = () => (program ??= (async () => {
    document.head.append(make("link", { rel: "stylesheet", href: near("assets/search.css") }));
    await Promise.all([loaded("fold.js"), loaded("search.js")]);
    briefSearch.stand(near(""), finder.dataset.addresses);
    return briefSearch;
  })());
  if (finder) {
    const [field, list] = [finder.querySelector("input"), finder.querySelector("ol")];
    const button = document.querySelector(".finder-button");
    const close = () => finder.close();
    let attached;
    const prepare = () => (attached ??= search().then(({ attach }) => attach({ field, status: finder.querySelector("[role=status]"), list, close })));
    const open = () => {
      prepare();
      if (!finder.open) finder.showModal();
      field.focus();
      field.select();
    };
    for (const event of ["focus", "pointerenter"]) button.addEventListener(event, prepare);
    button.addEventListener("click", open);
    finder.addEventListener("click", ({ target }) => (target === finder || target.closest("a, .finder-close")) && close());
    document.addEventListener("keydown", (event) => {
      const { key, altKey, ctrlKey, metaKey, target: place } = event;
      const typing = !finder.contains(place) && place.closest("input:not([type=radio]), textarea, select, [contenteditable]"); // its field keeps the focus for a moment after it is closed
      const asked = ctrlKey || metaKey ? key === "k" : !altKey && !typing && /^[/fs]$/.test(key);
      if (!asked || document.querySelector("dialog:modal")) return;
      event.preventDefault();
      open();
    });
    const given = new URLSearchParams(location.search);
    if (given.has("q")) {
      field.value = given.get("q");
      open();
    }
    if (given.get("h")) search().then(({ mark }) => mark(document.querySelector(".md-content"), given.get("h")));
  }

  /* An address that has moved leads on by itself, and so does that of an event on a page of a long timeline. */
  const pieces = document.querySelector("[data-places]");
  const places = {};
  globalThis.briefPlaces = (found) => Object.assign(places, found);
  const follow = async () => {
    const now = target(location)?.closest(".former li")?.querySelector("a.now");
    if (now) location.replace(now.href);
    const id = decodeURIComponent(location.hash.slice(1));
    if (!pieces || !id || byId(id)) return;
    const shard = [...id].reduce((sum, char) => sum + char.codePointAt(0), 0) % Number(pieces.dataset.shards);
    await loaded(`${pieces.dataset.places}.${shard}.js`);
    if (Object.hasOwn(places, id)) location.replace(`${all("a", pieces)[places[id] - 1].href}#${id}`);
  };
  addEventListener("hashchange", follow);
  follow();

  /* Cards: what a link leads to, shown beside it. Those of other pages come in small files, when one is asked for. */
  const entries = ":is(.actor, .term, .quote, .claim, .event, .wording, .judgement, .cite, .place)";
  const carded = `a[data-card], a.footnote-ref, a.ref, .md-content a[href^="#"]${entries}`;
  const made = new Map();
  const files = new Map();
  let shown = null;
  let wanted = null;
  let timer = 0;
  let quiet = false;

  const row = (heading) => heading.closest(".titled") ?? heading;
  const linkAt = (place) => {
    const link = place?.closest?.(carded);
    return link && !link.closest(".card") ? link : null;
  };
  const copy = (...nodes) => {
    const copies = make("div", {}, ...nodes.filter(Boolean).map((node) => node.cloneNode(true)));
    for (const element of all(".headerlink, .footnote-backref, .cite-control, .label, sup, a.ref", copies)) element.remove();
    for (const element of all("[id], [data-card]", copies)) {
      element.removeAttribute("id");
      element.removeAttribute("data-card");
    }
    return copies.childNodes;
  };
  const content = (link, about) => {
    if (about.matches("li")) return ["Open the footnote", ...copy(...about.childNodes)];
    if (about.matches("details")) return ["Open the note", make("b", {}, ...copy(...about.querySelector("summary").childNodes)), ...copy(...[...about.querySelectorAll("p")].slice(0, -1))];
    if (about.matches("p")) return ["Open the paragraph", make("b", {}, `¶ ${about.id.slice(1)}`), make("span", languageOf(about), about.innerText)];
    const next = row(about).nextElementSibling;
    const more = next?.matches("p:not(.expansion, .when), figure, blockquote") ? null : next?.nextElementSibling;
    return ["Open the entry", make("b", {}, ...copy(...about.childNodes)), ...copy(next, more)];
  };
  const makeCard = (link) => {
    const about = target(link);
    if (!about || link.pathname !== location.pathname) return null;
    const [says, ...body] = content(link, about);
    return newCard("made", ...body, make("a", { href: link.hash, class: "open" }, says));
  };
  let count = 0;
  const newCard = (kind, ...body) => {
    const card = make("div", { class: `card ${kind}`, popover: "manual", role: "note", id: `card-${count++}` }, ...body);
    (document.querySelector(".md-content__inner") ?? document.body).append(card);
    return card;
  };
  globalThis.briefCards = (name, cards) => files.set(name, cards);
  const readCard = async (link) => {
    const name = link.dataset.card;
    if (!files.has(name)) await loaded(`cards/${name}.js`);
    const [kind, html] = files.get(name)?.[decodeURIComponent(link.hash.slice(1))] ?? [];
    if (!kind) return null;
    const body = make("template");
    body.innerHTML = html; // the build's own, in which every word of a writer is escaped
    body.content.querySelector("a:not([href])").href = link.href;
    return newCard(kind, body.content);
  };
  const cardOf = (link) => {
    if (!made.has(link.href)) made.set(link.href, link.dataset.card ? readCard(link) : makeCard(link));
    return made.get(link.href);
  };
  const hide = () => {
    clearTimeout(timer);
    wanted = null;
    if (!shown) return;
    shown.link.removeAttribute("aria-describedby");
    shown.card.hidePopover();
    shown = null;
  };
  const show = async (link, x) => {
    clearTimeout(timer);
    if (shown?.link === link) return;
    hide();
    wanted = link;
    const card = await cardOf(link);
    if (!card?.showPopover || wanted !== link || shown) return;
    card.showPopover(); // without its source, which would put its links between this one and the next
    for (const one of all("a", card)) one.tabIndex = -1;
    if (!card.querySelector(".way") && all("a", card).length > 1) card.append(make("small", { class: "way" }, "Alt + ↓ leads into this card"));
    card.classList.toggle("keyed", link.matches(":focus-visible"));
    const boxes = [...link.getClientRects()];
    const box = boxes.find((one) => one.left <= x && x <= one.right) ?? boxes[0] ?? link.getBoundingClientRect();
    const room = document.documentElement;
    const left = Math.max(8, Math.min(box.left, room.clientWidth - card.offsetWidth - 8));
    const below = box.bottom + card.offsetHeight + 8 < room.clientHeight || box.top < card.offsetHeight + 8;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(below ? box.bottom + 4 : box.top - card.offsetHeight - 4) + scrollY}px`;
    link.setAttribute("aria-describedby", card.id);
    shown = { link, card };
  };
  const later = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  let under = null;
  document.addEventListener("pointermove", ({ target, pointerType, clientX }) => { // pointerover also comes when the page moves under a pointer at rest
    if (pointerType === "touch" || target === under) return;
    under = target;
    const link = linkAt(target);
    if (link) later(() => show(link, clientX), 300);
    else if (shown?.card.contains(target)) clearTimeout(timer);
    else if (shown) later(() => shown?.card.contains(document.activeElement) || hide(), 250);
    else clearTimeout(timer);
  });
  document.documentElement.addEventListener("pointerleave", () => (under = null));
  document.addEventListener("focusin", ({ target }) => {
    if (quiet || shown?.card.contains(target)) return;
    const link = linkAt(target);
    if (link?.matches(":focus-visible")) show(link);
    else if (link !== shown?.link) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (!shown) return;
    const { link, card } = shown;
    const links = all("a", card);
    const here = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && event.altKey && document.activeElement === link) {
      event.preventDefault();
      links[0]?.focus();
    } else if (event.key === "Tab" && here >= 0) {
      event.preventDefault();
      (links[here + (event.shiftKey ? -1 : 1)] ?? link).focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      quiet = true;
      if (card.contains(document.activeElement)) link.focus();
      quiet = false;
      hide();
    }
  }, true);
  let touched = false;
  document.addEventListener("pointerdown", ({ target, pointerType }) => {
    touched = pointerType === "touch";
    if (shown && !shown.card.contains(target) && linkAt(target) !== shown.link) hide();
  }, true);
  document.addEventListener("click", (event) => {
    const link = linkAt(event.target);
    if (touched && link && !link.matches(".ref") && shown?.link !== link && cardOf(link)) {
      event.preventDefault();
      const follow = () => location.assign(link.href);
      Promise.resolve(cardOf(link)).then((card) => (card ? show(link, event.clientX) : follow()));
    } else if (shown && event.target.closest?.("a")) hide();
  }, true);

  /* The article: words and their notes light up together; a reference opens its note; chosen kinds are remembered. */
  const light = (ids, name) => {
    for (const element of all(`.${name}`)) element.classList.remove(name);
    for (const id of ids) {
      for (const words of all(`.m[data-a~="${CSS.escape(id)}"]`)) words.classList.add(name);
      byId(`note-${id}`)?.classList.add(name);
    }
  };
  const about = (place) => {
    const element = place?.closest?.(".m, .note, a.ref");
    if (!element) return [];
    return element.dataset.a?.split(" ") ?? [(element.id || element.hash).replace(/^#?note-/, "")];
  };
  const arrive = () => {
    const [, kind, id] = /^#(at|note)-(.+)$/.exec(decodeURIComponent(location.hash)) ?? [];
    light(id ? [id] : [], "at");
    if (kind !== "note") return;
    if (narrow.matches) return open(id);
    const note = byId(`note-${id}`);
    if (!note) return;
    note.open = true;
    note.querySelector("summary").focus();
  };
  const article = document.querySelector(".article");
  const narrow = matchMedia("(max-width: 59.99em)");
  const choice = document.querySelector(".presets");

  /* Notes beside the text: each at its paragraph, or where the one before ends. */
  const place = () => {
    let free = -Infinity;
    for (const notes of all(".notes", article)) {
      notes.style.top = "";
      if (narrow.matches) continue;
      const { top } = notes.getBoundingClientRect();
      const down = Math.max(0, free - top);
      notes.style.top = `${down}px`;
      const last = [...notes.children].findLast((note) => note.offsetHeight);
      if (last) free = last.getBoundingClientRect().bottom + 8;
    }
    article.style.minHeight = "";
    const over = free - 8 - article.getBoundingClientRect().bottom;
    if (over > 0) article.style.minHeight = `${article.offsetHeight + over}px`;
  };

  /* On a phone, a note comes from below: at most half of the screen, with the words that it is about in view. */
  const sheet = make("div", { class: "sheet", popover: "manual", role: "dialog", tabindex: "-1" });
  const step = (name, sign, by) => {
    const button = make("button", { type: "button", "aria-label": name }, sign);
    button.addEventListener("click", () => (by ? open(steps()[steps().indexOf(sheet.dataset.id) + by]) : close()));
    return button;
  };
  const [before, after] = [step("Previous note", "‹", -1), step("Next note", "›", 1)];
  const which = make("p", { role: "status" });
  const body = make("div", { class: "body", tabindex: "0", role: "region", "aria-label": "The note" });
  const reference = (id) => article.querySelector(`a.ref[href="#note-${CSS.escape(id)}"]`);
  const seen = (element) => element?.checkVisibility();
  const steps = () => [...new Set(all("a.ref", article).filter(seen).map((link) => link.hash.slice("#note-".length)))];
  const open = (id) => {
    const note = byId(`note-${id}`);
    if (!note) return;
    hide();
    const link = reference(id);
    const heading = make("p", {}, ...copy(...note.querySelector("summary").childNodes));
    heading.querySelector(".finding")?.remove();
    const rest = [...note.children].slice(1).map((part) => part.cloneNode(true));
    rest.at(-1)?.replaceChildren(rest.at(-1).querySelector("a")); // not the way back to the words, which are in view
    for (const element of rest.flatMap((part) => [part, ...all("[id]", part)])) element.removeAttribute("id");
    body.replaceChildren(heading, ...rest);
    body.scrollTop = 0;
    const ids = steps();
    const at = ids.indexOf(id);
    which.textContent = `${note.querySelector(".label").textContent}, ${at + 1} of ${ids.length}`;
    [before.disabled, after.disabled] = [at <= 0, at < 0 || at === ids.length - 1];
    sheet.className = `sheet ${note.classList[1]}`;
    sheet.dataset.id = id;
    sheet.setAttribute("aria-label", link?.getAttribute("aria-label") ?? "Note");
    if (!sheet.matches(":popover-open")) sheet.showPopover();
    sheet.focus();
    light([id], "at");
    const words = article.querySelector(`.m[data-a~="${CSS.escape(id)}"]`)?.getBoundingClientRect();
    if (words) scrollBy({ top: words.top - Math.min(120, (innerHeight - sheet.offsetHeight) / 3), behavior: "instant" });
  };
  const close = () => {
    if (!sheet.matches(":popover-open")) return;
    sheet.hidePopover();
    reference(sheet.dataset.id)?.focus({ preventScroll: true });
  };

  if (article) {
    for (const event of ["pointerover", "focusin"]) document.addEventListener(event, ({ target }) => light(about(target), "lit"));
    sheet.append(make("div", { class: "steps" }, before, which, after, step("Close", "✕", 0)), body);
    document.body.append(sheet);
    for (const summary of all(".note > summary", article)) summary.tabIndex = -1; // its mark in the text leads to it
    article.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link?.matches(".ref")) {
        if (!narrow.matches) return void setTimeout(arrive);
        event.preventDefault();
        return open(link.hash.slice("#note-".length));
      }
      const words = narrow.matches && !link && event.target.closest(".m");
      const id = words && words.dataset.a.split(" ").findLast((one) => seen(reference(one)));
      if (id) open(id);
    });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
    addEventListener("hashchange", arrive);
    const preset = choice?.querySelector(`[value="${stored("brief.show")}"]`);
    if (preset) preset.checked = true;
    choice?.addEventListener("change", ({ target }) => stored("brief.show", target.value));
    article.classList.add("ready");
    for (const event of ["change", "toggle"]) document.addEventListener(event, place, true);
    new ResizeObserver(place).observe(article.querySelector(".para") ?? article);
    place();
    arrive();
  }

  addEventListener("beforeprint", () => all("details:not(.format)").forEach((note) => (note.open = true)));

  /* Citing an entry: in words, for reference managers, or as an address. */
  const cite = byId("cite");
  if (cite) {
    const brief = JSON.parse(cite.textContent);
    const tex = (text) => text.replace(/[{}\\]/g, "").replace(/[&%$#_]/g, "\\$&");
    const inner = (title) => title.replace(/"([^"]*)"/g, "“$1”").replace(/“([^“”]*)”/g, "‘$1’");
    const stop = (title) => (/[.?!…。？！؟।][\s”’»)]*$/.test(title) ? "" : ".");
    const bibtex = (key, fields) => [`@misc{${key},`, ...Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`), "}"].join("\n");
    const formats = (title, id) => {
      const canonical = document.querySelector("link[rel=canonical]")?.href;
      const page = location.protocol === "file:" && canonical ? canonical : location.origin + location.pathname;
      const url = id ? `${page}#${id}` : page;
      const key = `${brief.csl.id}-${id || page.split("/").filter(Boolean).pop()}`;
      return {
        "In words": `${brief.by} “${inner(title)}”${stop(title)} ${brief.in} ${url}`,
        BibTeX: bibtex(key, { author: brief.bibtex.author, title: `{${tex(title)}}`, ...brief.bibtex, url }),
        "CSL-JSON": JSON.stringify([{ ...brief.csl, id: key, title, "container-title": brief.csl.title, URL: url }], null, 1),
        Address: url,
      };
    };
    const shares = (title, id) => {
      const address = new URL(`${cite.dataset.share}${id}.html`, location.href).href;
      const named = title.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
      const style = "border:1px solid #888;max-width:40rem";
      return {
        Link: address,
        "To show it on another page": `<iframe src="${address}" title="${named}" width="100%" height="360" loading="lazy" style="${style}"></iframe>`,
      };
    };
    const said = make("p", { role: "status" });
    const panel = make("div", { class: "card citation", id: "citation", popover: "auto", role: "dialog" });
    const write = async (text, area) => {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        area.select();
        document.execCommand("copy");
      }
    };
    const fill = (act, title, texts) => {
      const rows = Object.entries(texts).map(([name, text]) => {
        const area = make("textarea", { readonly: "", "aria-label": name, rows: Math.min(4, text.split("\n").length + (text.length > 90)) }, text);
        const button = make("button", { type: "button", "aria-label": `Copy: ${name}` }, "Copy");
        button.addEventListener("click", () => write(text, area).then(() => (said.textContent = `Copied: ${name}`)));
        return make("div", { class: "format" }, make("b", {}, name), button, area);
      });
      said.textContent = "";
      panel.setAttribute("aria-label", `${act} this entry`);
      panel.replaceChildren(make("b", {}, `${act} “${title}”`), ...rows, said);
    };
    document.body.append(panel);
    const shared = new Set(cite.dataset.shared?.split(" "));
    const titled = cite.dataset.page ? all(".md-content h1") : all(".md-content :is(h2, h3).entry");
    for (const heading of titled) {
      const title = heading.cloneNode(true);
      title.querySelector(".headerlink")?.remove();
      const name = title.textContent.trim();
      const control = (act, texts) => {
        const button = make("button", { type: "button", class: "cite-control", "aria-label": `${act}: ${name}`, popovertarget: "citation" }, act);
        button.addEventListener("click", () => fill(act, name, texts()), true);
        return button;
      };
      const line = make("div", { class: "titled" });
      heading.replaceWith(line);
      line.append(heading, control("Cite", () => formats(name, cite.dataset.page ? "" : heading.id)));
      if (shared.has(heading.id)) line.append(control("Share", () => shares(name, heading.id)));
    }
  }

  /* The picture of the actors shows the arcs of the one that is pointed at, focused or tapped. */
  const relations = document.querySelector(".relations svg");
  const choose = ({ target }) => {
    const actor = target.closest?.("[data-actor]")?.dataset.actor;
    const lit = new Set([actor]);
    relations.classList.toggle("chosen", Boolean(actor));
    for (const arc of all("[data-ends]", relations)) {
      const ends = arc.dataset.ends.split(" ");
      arc.classList.toggle("lit", ends.includes(actor));
      if (ends.includes(actor)) ends.forEach((end) => lit.add(end));
    }
    for (const box of all("[data-actor]", relations)) box.classList.toggle("lit", lit.has(box.dataset.actor));
  };
  if (relations) for (const event of ["pointerover", "focusin"]) document.addEventListener(event, choose);

  /* What is folded opens when a link leads into it, or to the heading that stands before it. */
  const reveal = () => {
    const place = target(location);
    if (!place) return;
    const shut = [];
    for (let one = place.closest("details:not(.note)"); one; one = one.parentElement.closest("details")) shut.push(one);
    const below = place.matches(".entry, h2") && place.closest("section")?.querySelector(":scope > :is(.more, .rest)");
    for (const one of [below, ...shut]) if (one) one.open = true;
    if (shut.length) place.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", ({ target: place }) => place.closest?.('a[href^="#"]') && setTimeout(reveal));

  /* Entries can be chosen by what is known of them: the choice is in the address, to be handed on. */
  const form = document.querySelector("form.filters");
  if (form) {
    const entries = all(".fold");
    const status = form.querySelector("[role=status]");
    const { noun } = form.dataset;
    for (const [name, value] of new URLSearchParams(location.search)) {
      const field = form.elements[name];
      const known = field?.options ? [...field.options] : field?.length ? [...field] : [];
      if (known.some((option) => option.value === value)) field.value = value;
    }
    const filter = () => {
      const wish = [...new FormData(form)].filter(([, value]) => value);
      let count = 0;
      for (const entry of entries) {
        const fits = wish.every(([name, value]) => (name === "outlet" ? entry.dataset.outlet.split(" ").includes(value) : entry.dataset[name] === value));
        count += fits;
        entry.hidden = !fits;
      }
      for (const group of all(".group, .rest")) group.hidden = !group.querySelector(".fold:not([hidden])");
      for (const rest of all(".rest")) rest.open = wish.length > 0;
      status.textContent = wish.length ? `${count} of ${entries.length} ${noun}` : `All ${entries.length} ${noun}`;
      return wish;
    };
    const choose = () => {
      const wish = filter();
      history.replaceState(null, "", `${location.pathname}${wish.length ? `?${new URLSearchParams(wish)}` : ""}${location.hash}`);
    };
    form.addEventListener("change", choose);
    form.addEventListener("reset", () => setTimeout(choose));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.classList.add("ready");
    filter();
  }
  reveal();

  /* Tables that are wider than the page are scrolled by keyboard too. */
  const scrollable = () => {
    for (const frame of all(".md-typeset__scrollwrap, .md-typeset pre > code")) {
      if (frame.scrollWidth <= frame.clientWidth) continue;
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", frame.matches("code") ? frame.closest("details")?.firstElementChild.textContent ?? "Code" : "Table");
    }
  };
  addEventListener("load", scrollable);
  addEventListener("resize", scrollable);
  document.addEventListener("toggle", scrollable, true);
})();
