"""Pieces of text that engines, extensions and readers like to take for something else than words."""

MARKUP = (
    *("5. Mai 2019: ", "1912. Ada", "1. ", "2. ", "3) ", "# ", "#5 ", "###", "- ", "- 5 to 10 km", "* ", "+ ", "+ 5", "> "),
    *(">5", ":::", "::: mod", "///Footnotes Go Here///", "*[abbr]: x", "[^1]", "[^1]: note", "{: .x }", "{#id}", "!!! note"),
    *("???", "~~~", "```", "``", "`", "\\", "\\*", "\\[", "\\\n", "`a[0]`", "`{x}`", "`[[term]]`", "`` ` ``", "a|b", "|"),
    *("| a | b |", "| --- | --- |", "---", "===", "--", "* * *", "***", "**", "*", "_", "__", "*x*", "**y**", "***z***"),
    *("_w_", "snake_case_", "2*3*4", "&amp;", "&#42;", "&#2", "&copy;", "& ", "<", ">", "a < b", "\n", "\n\n", "\n    "),
    *("\t", "  \n", "[x](https://a.example/(b)_c)", "[*x*](https://a.example)", "https://a.example/_a_/b*c*", "[TOC]"),
    *("[sic]", "[", "]", "](", "(", ")", ":", "!", "==x==", "^^", "$x$", "--8<--", "^", ":smile:", "© …", "word", "Ü"),
    *("é", " ", "  ", "x", "“", "’", "{{ x }}", "{% x %}", "%", "@", "@a", "a@b.example", "http://", "www.a.example"),
)  # fmt: skip
"""What Markdown, HTML and templates act on."""

ADDITIONS = (
    *("[[term]]", "[[term|w]]", "[@report]", "[@report, p. 3]", "[see @report; @mill, p. 1]", "[[nobody]]", "![[nobody]]"),
    *("[@none]", "[@", "[[", "![[", "[[a|", "[@a p. 3]", "[-@a]", "]]", "[[hale]]", "[[mill]]", "[@survey]", "[@mill, p. 9]"),
)  # fmt: skip
"""What means something in prose alone, right and wrong."""

LETTERS = (
    *("ß", "ẞ", "İ", "ı", "ǅ", "ﬁ", "é", "e\u0301", "Ω", "Ω", "漢字", "かな", "한국", "각", "مرحبا", "שלום", "Мельница"),
    *("हिन्दी", "ไทย", "𝔘", "😀", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\u00a0", "\u2009", "\u202f", "\u3000", "\u200b", "\u200e", "\u00ad", "\u2028"),
    *("«", "»", "„", "“", "”", "‘", "’", "‚", "「", "」", "…", "...", "–", "—", "‑", "−", "½", "²", "№", "\u202e", "\u2066"),
    *("\u2069", "\x00", "\x1b", "\ufeff", "\ufffe", "\ud7ff", "\u0301", "۱۲", "Ⅻ", "\r", "\r\n", "\x85", "\u061c"),
)  # fmt: skip
"""Letters and marks of many scripts, and some that cannot be seen."""

VALUES = (
    *("", " ", "0", "-1", "1e9", "2019", "20188", "2019-02-30", "2016~", "2016?", "../2016", "2016-05/..", "-0043", "no"),
    *("null", "~", "true", "https://x.example/a(b)'c", "https://x]/", "https://x.example/a){onclick=y}(", "javascript:x"),
    *("index", "con", "a-b", "A_B", "../../x", "A1", "en", "zh-Hant", "x" * 300, "mill", "hale", "survey", "mill, p. 1"),
    *("35.92 N, 128.28 E", "90 N, 0 E", "0 S, 180 W", "91 N, 0 E"),
)  # fmt: skip
"""Values of dates, addresses, ids and numbers, right and wrong."""
