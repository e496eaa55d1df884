"""What the search knows: the words that stand on a page, and none of those that are hidden in it."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Words(HTMLParser):
    """Collects the words of a page's content, apart from elements that are excluded from search."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            excluded = "data-search-exclude" in dict(attrs) or tag in ("script", "style")
            self._open.append(excluded or (bool(self._open) and self._open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1]):
            self.text.append(data)


def words(html: str) -> Counter[str]:
    reader = Words()
    reader.feed(html)
    return Counter(re.findall(r"\w+", " ".join(reader.text)))


def test_the_search_knows_the_words_of_each_page_once_and_no_hidden_ones(built_site: Path) -> None:
    found: dict[str, Counter[str]] = {}
    for section in json.loads((built_site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]:
        page = section["location"].partition("#")[0]
        found.setdefault(page, Counter()).update(words(section["title"]) + words(section["text"]))
    assert len(found) > 20
    for page, indexed in found.items():
        html = (built_site / page / "index.html").read_text(encoding="utf-8")
        content = re.search(r"<article class=\"md-content__inner.*?</article>", html, re.DOTALL)
        title = re.search(r"<title>.*?</title>", html, re.DOTALL)
        assert content, page
        assert title, page
        assert indexed - words(content[0]) - words(title[0]) == Counter(), page
