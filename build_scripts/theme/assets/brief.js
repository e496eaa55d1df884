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

  /* Search: the index and the program that reads it come when the reader turns to search, not before. */
  const wanted = new Promise((resolve) => {
    const asked = ({ target }) => target.closest?.(".md-search, [for=__search], #__search") && resolve();
    for (const event of ["focusin", "pointerdown", "change"]) document.addEventListener(event, asked, true);
    document.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => key === "k" && (ctrlKey || metaKey) && resolve());
    if (/[?&][qh]=/.test(location.search)) resolve();
  });
  document.addEventListener("input", ({ target }) => {
    // Material listens for keys alone: words that are pasted by pointer or dictated would find nothing
    if (target.matches(".md-search__input")) target.dispatchEvent(new Event("keyup"));
  });
  if (location.protocol !== "file:") {
    const { Worker: Program } = window;
    // words.js loads the engine's program, and teaches it to find words without their accents
    const taught = (url) => new URL(url, document.baseURI).href.replace(/workers\/(search\.[\w.]+\.js)$/, "workers/words.js?program=$1");
    window.Worker = class extends EventTarget {
      constructor(url, ...given) {
        super();
        this.waiting = wanted.then(() => {
          const program = new Program(taught(url), ...given);
          program.onmessage = ({ data }) => {
            const told = new MessageEvent("message", { data });
            this.dispatchEvent(told);
            this.onmessage?.(told); // Zensical's way
          };
          return program;
        });
      }
      postMessage(message) {
        this.waiting.then((program) => program.postMessage(message));
      }
    };
    const { open, send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (method, url, ...rest) {
      this.late = /\/search_index\.json$/.test(url);
      return open.call(this, method, url, ...rest);
    };
    XMLHttpRequest.prototype.send = function (...body) {
      return this.late ? void wanted.then(() => send.apply(this, body)) : send.apply(this, body);
    };
  }

  /* An address that has moved leads on by itself. */
  const follow = () => {
    const now = target(location)?.closest(".former li")?.querySelector("a.now");
    if (now) location.replace(now.href);
  };
  addEventListener("hashchange", follow);
  follow();

  /* Cards: what a link leads to, shown beside it. */
  const entries = ":is(.actor, .term, .quote, .claim, .event, .wording, .judgement, .cite, .place)";
  const carded = `a[data-card], a.footnote-ref, a.ref, .md-content a[href^="#"]${entries}`;
  const made = new Map();
  let shown = null;
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
    const card = make("div", { class: "card made", popover: "manual", role: "note", id: `card-${made.size}` });
    card.append(...body, make("a", { href: link.hash, class: "open" }, says));
    document.body.append(card);
    return card;
  };
  const cardOf = (link) => {
    if (link.dataset.card) return byId(`card-${link.dataset.card}`);
    if (!made.has(link.hash)) made.set(link.hash, makeCard(link));
    return made.get(link.hash);
  };
  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    shown.link.removeAttribute("aria-describedby");
    shown.card.hidePopover();
    shown = null;
  };
  const show = (link, x) => {
    clearTimeout(timer);
    if (shown?.link === link) return;
    hide();
    const card = cardOf(link);
    if (!card?.showPopover) return;
    card.showPopover({ source: link });
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
  document.addEventListener("pointerover", ({ target, pointerType, clientX }) => {
    if (pointerType === "touch") return;
    const link = linkAt(target);
    if (link) later(() => show(link, clientX), 300);
    else if (shown?.card.contains(target)) clearTimeout(timer);
    else if (shown) later(() => shown?.card.contains(document.activeElement) || hide(), 250);
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (quiet || shown?.card.contains(target)) return;
    const link = linkAt(target);
    if (link?.matches(":focus-visible")) show(link);
    else if (link !== shown?.link) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (!shown) return;
    const { link, card } = shown;
    if (event.key === "Escape") {
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
      show(link, event.clientX);
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
    if (kind === "note") byId(`note-${id}`)?.setAttribute("open", "");
    light(id ? [id] : [], "at");
  };
  if (document.querySelector(".article")) {
    for (const event of ["pointerover", "focusin"]) document.addEventListener(event, ({ target }) => light(about(target), "lit"));
    document.addEventListener("click", ({ target }) => target.closest("a.ref") && setTimeout(arrive));
    addEventListener("hashchange", arrive);
    arrive();
    for (const box of all(".kinds input")) {
      box.checked = stored(`brief.${box.name}`) !== "no";
      box.addEventListener("change", () => stored(`brief.${box.name}`, box.checked ? "yes" : "no"));
    }
  }
  addEventListener("beforeprint", () => all("details").forEach((note) => (note.open = true)));

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
    const said = make("p", { role: "status" });
    const panel = make("div", { class: "card citation", id: "citation", popover: "auto", role: "dialog", "aria-label": "Cite this entry" });
    const write = async (text, area) => {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        area.select();
        document.execCommand("copy");
      }
    };
    const fill = (title, id) => {
      const rows = Object.entries(formats(title, id)).map(([name, text]) => {
        const area = make("textarea", { readonly: "", "aria-label": name, rows: Math.min(4, text.split("\n").length + (text.length > 90)) }, text);
        const button = make("button", { type: "button", "aria-label": `Copy: ${name}` }, "Copy");
        button.addEventListener("click", () => write(text, area).then(() => (said.textContent = `Copied: ${name}`)));
        return make("div", { class: "format" }, make("b", {}, name), button, area);
      });
      said.textContent = "";
      panel.replaceChildren(make("b", {}, `Cite “${title}”`), ...rows, said);
    };
    document.body.append(panel);
    const titled = cite.dataset.page ? all(".md-content h1") : all(".md-content :is(h2, h3).entry");
    for (const heading of titled) {
      const title = heading.cloneNode(true);
      title.querySelector(".headerlink")?.remove();
      const name = title.textContent.trim();
      const button = make("button", { type: "button", class: "cite-control", "aria-label": `Cite: ${name}`, popovertarget: "citation" }, "Cite");
      button.addEventListener("click", () => fill(name, cite.dataset.page ? "" : heading.id), true);
      const line = make("div", { class: "titled" });
      heading.replaceWith(line);
      line.append(heading, button);
    }
  }

  /* What is folded opens when a link leads into it, or to the heading that stands before it. */
  const reveal = () => {
    const place = target(location);
    if (!place) return;
    const shut = [];
    for (let one = place.closest("details"); one; one = one.parentElement.closest("details")) shut.push(one);
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
      frame.setAttribute("aria-label", frame.matches("code") ? "Code" : "Table");
    }
  };
  addEventListener("load", scrollable);
  addEventListener("resize", scrollable);
  document.addEventListener("toggle", scrollable, true);
})();
