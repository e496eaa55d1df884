"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => { document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default"; };
  dark.addEventListener("change", paint);
  paint();

  // paper unfolds nothing by itself; the article's notes and what was verified stay folded, for their findings are in sight
  let opened = [];
  addEventListener("beforeprint", () => {
    document.body.dataset.mdColorScheme = "default";
    opened = [...document.querySelectorAll("main details:not([open], .note, .verified)")];
    for (const note of opened) note.open = true;
  });
  addEventListener("afterprint", () => { for (const note of opened) note.open = false; paint(); });

  // beside the text there is room for the contents
  const wide = matchMedia("(min-width: 72em)");
  const contents = document.querySelector("nav details");
  const unfold = () => { contents.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();

  // beside the text, notes leave no holes in it: each stands at its paragraph, or where the one before ends
  const beside = matchMedia("(min-width: 60em)");
  const place = () => {
    for (const article of document.querySelectorAll("div.article")) {
      let free = -Infinity;
      for (const notes of article.querySelectorAll(".notes")) {
        notes.style.top = "";
        if (!beside.matches) continue;
        const down = Math.max(0, free - notes.getBoundingClientRect().top);
        notes.style.top = `${down}px`;
        free = notes.lastElementChild.getBoundingClientRect().bottom + 8;
      }
      article.style.minHeight = "";
      const over = free - article.getBoundingClientRect().bottom;
      if (over > 0) article.style.minHeight = `${article.offsetHeight + over}px`;
    }
  };
  document.addEventListener("toggle", place, true);
  for (const article of document.querySelectorAll("div.article")) new ResizeObserver(place).observe(article.querySelector(".para") ?? article);

  // a link into a closed note opens it
  const reveal = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    const note = target && target.closest("details");
    if (note) note.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();

  // the article's words keep their language and direction wherever they are shown
  const spoken = (element, lang, dir) => {
    if (lang !== document.documentElement.lang) element.lang = lang;
    if (dir && dir !== document.documentElement.dir) element.dir = dir;
  };

  // find as you type; where a result leads, the words that were met are marked
  const field = byId("find");
  let met = new Map();
  const leads = (address, words) => {
    const id = address.replace("#", ":");
    met.set(id, words);
    return `#${encodeURIComponent(id)}`;
  };
  const close = () => {
    field.value = "";
    look();
  };
  const look = briefSearch.attach({ field, status: byId("found"), list: byId("hits"), close, leads });
  byId("hits").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    for (const old of document.querySelectorAll("mark.found")) old.replaceWith(...old.childNodes);
    const place = byId(decodeURIComponent(link.hash.slice(1)));
    briefSearch.mark(place.closest("section.page"), met.get(place.id));
  });
  byId("finder").hidden = false;

  // cards: what a link leads to, shown beside it
  let card = null, from = null, timer = 0;
  const hide = () => {
    clearTimeout(timer);
    if (card) card.remove();
    if (from) from.removeAttribute("aria-describedby");
    card = from = null;
  };
  const plainText = (element) => {
    const copy = element.cloneNode(true);
    for (const mark of copy.querySelectorAll("sup, .footnote-backref")) mark.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const first = (target) => {
    const words = [];
    const plain = (element) => ({ words: plainText(element), around: (element.querySelector("blockquote") ?? element).closest("[lang]") });
    let node = target.matches("section.page") ? target.querySelector("h1, h2") : target;
    const heading = /^H[1-6]$/.test(node.tagName);
    if (!heading) return [plain(node)];
    words.push(plain(node));
    for (node = node.nextElementSibling; node && !/^H[1-6]$/.test(node.tagName) && words.length < 4; node = node.nextElementSibling)
      if (/^(P|FIGURE|BLOCKQUOTE)$/.test(node.tagName)) words.push(plain(node));
    return words;
  };
  const show = (link) => {
    const target = byId(decodeURIComponent(link.hash.slice(1)));
    if (!target || link === from) return;
    hide();
    card = document.createElement("div");
    card.id = "card";
    card.setAttribute("role", "tooltip");
    for (const { words, around } of first(target)) {
      const line = document.createElement("p");
      spoken(line, around.lang, around.dir);
      line.textContent = words.length > 400 ? words.slice(0, 400) + "…" : words;
      if (line.textContent) card.append(line);
    }
    if (!card.childNodes.length) { card = null; return; }
    from = link;
    link.setAttribute("aria-describedby", "card");
    document.body.append(card);
    const box = link.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    const below = box.bottom + card.offsetHeight + 4 < innerHeight;
    card.style.left = `${Math.max(4, left) + scrollX}px`;
    card.style.top = `${(below ? box.bottom + 2 : box.top - card.offsetHeight - 2) + scrollY}px`;
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", later);
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(hide, 250); };
  const asked = (event) => event.target.closest && event.target.closest('main a[href^="#"]:not(.footnote-backref)');
  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "mouse" && asked(event);
    if (!link) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(link), 200);
    link.addEventListener("pointerleave", later, { once: true });
  });
  document.addEventListener("focusin", (event) => {
    const link = asked(event);
    if (link && link.matches(":focus-visible")) show(link); else if (!card || !card.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("click", (event) => { if (!card || !card.contains(event.target)) hide(); });
})();
