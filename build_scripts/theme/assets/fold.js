/* Words as a search compares them: without case, accents and marks that show nothing, each letter with its place. */
"use strict";
const foldWords = (() => {
  const letters = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŧ": "t", "ς": "σ", "ٱ": "ا", "ى": "ي", "⁄": "/", "‘": "'", "’": "'", "“": '"', "”": '"' };
  // the accents of Latin, Greek, Cyrillic, Hebrew and Arabic: in other scripts such marks are vowels
  const unseen = /[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]/g;
  const known = new Map();
  const plain = (letter) => {
    if (!known.has(letter)) {
      const bare = letter.normalize("NFKD").replace(unseen, "").toLowerCase().replace(unseen, "");
      known.set(letter, [...bare].map((one) => letters[one] ?? one).join("").normalize("NFC"));
    }
    return known.get(letter);
  };
  // places[i] is where in the text the folded text's unit i comes from; one more place is the text's end
  return (text) => {
    let folded = "";
    const places = [];
    let at = 0;
    for (const letter of text) {
      const bare = plain(letter);
      for (let i = 0; i < bare.length; i++) places.push(at);
      folded += bare;
      at += letter.length;
    }
    places.push(at);
    return { text: folded, places };
  };
})();
