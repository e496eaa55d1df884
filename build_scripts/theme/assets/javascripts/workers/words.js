/* Stands before Material's program that searches, in its worker: words are found without their accents, and within the
   long runs of scripts that put no spaces between them. What is shown are the page's own words. */
"use strict";
(() => {
  const hosted = typeof importScripts === "function" && !self.document;
  if (hosted) importScripts("../../fold.js");

  const runs = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}々〆ー]/u;
  const edges = /^[^\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+$/gu;
  const longest = 12;
  const end = "\u2060"; // keeps a beginning of a word from being taken for a whole one
  // a token becomes its folded word; one with letters of such a script, the words that begin at each of its letters
  const fold = (token) => {
    const word = foldWords(token.toString().normalize("NFC")).text.replace(edges, "");
    if (!word) return null;
    if (!runs.test(word)) return token.update(() => word);
    const all = [...word];
    return all.map((_, at) => token.clone(() => all.slice(at, at + longest).join("") + end));
  };

  let lunr;
  Object.defineProperty(self, "lunr", {
    configurable: true,
    get: () => lunr,
    set: (made) => {
      lunr = made;
      lunr.Pipeline.registerFunction(fold, "fold");
      const { ref } = lunr.Builder.prototype;
      lunr.Builder.prototype.ref = function (name) {
        // the first step, for the others know English letters alone
        this.pipeline._stack.unshift(fold);
        return ref.call(this, name);
      };
    },
  });

  // what a reader looks for is folded before Material's program takes it apart
  const { addEventListener } = self;
  self.addEventListener = (kind, listener, ...options) => {
    const folded = ({ data }) => listener({ data: lunr && data.type === 2 ? { ...data, data: foldWords(data.data.normalize("NFC")).text } : data });
    return addEventListener.call(self, kind, kind === "message" ? folded : listener, ...options);
  };

  const program = hosted && new URLSearchParams(location.search).get("program");
  if (program && /^search\.[\w.]+\.js$/.test(program)) importScripts(program);
})();
