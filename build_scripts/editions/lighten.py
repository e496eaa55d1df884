"""A built site -> the same site without the files, style rules, comments and source maps that none of its pages uses."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from build_scripts.brief.problems import BriefError, Location, Problem
from build_scripts.editions.stylesheets import parse, text, used, without_properties
from build_scripts.search.pieces import FOLDER

_MAP = re.compile(r"\n?(?://|/\*)# sourceMappingURL=[^\n*]*(?:\*/)?\n?")
_COMMENT_LINE = re.compile(r"^[ ]*/\*[^\n]*\*/\n|^[ ]+", re.MULTILINE)
"""A line of our own scripts that is a comment, or the indentation of another; no text in them goes over several lines."""
_WORD = re.compile(r"[\w-]+")
_TAG_VALUE = re.compile(r"""\s(?:class|id|data-[\w-]+)(?:=(?:"[^"]*"|'[^']*'|[^\s>]+))?""")
_PROPERTY_READ = re.compile(r"(?:var|style)\(\s*(--[\w-]+)")
_MORE_WAYS_BACK = re.compile(r'<a class="footnote-backref" href="#fnref\d+:[^>]*>[^<]*</a>')
_MORE_REFERENCES = re.compile(r'(<sup) id="fnref\d+:[^"]*"')
_CHECKBOX_COMPLETION = re.compile(r'(<input [^>]*type="checkbox"[^>]*?) autocomplete="off"')
_EMPTY_TABINDEX = re.compile(r' tabindex=""(?=[ >])')
_INDENT = re.compile(r"\n\s+(?=<)")
_API_STYLE = re.compile(r"\s*<link rel=\"stylesheet\" href=\"[^\"]*_mkdocstrings\.css\">")


def refuse_drafts(site: Path) -> None:
    """Raise BriefError if the built *site* is its writer's own view, with drafts, which is never published."""
    if b'<div class="working"' in (site / "index.html").read_bytes():
        hint = "run brief build without --drafts, and build the site again"
        raise BriefError([Problem(Location(site.as_posix()), "was built with drafts, which are not published", hint)])


def lighten(site: Path) -> int:
    """Remove what no page uses from the built *site*; return how many bytes that saved.

    The compressed site map is removed too: nothing links to it, and it holds the day of the build.
    """
    before = _size(site)
    for path in {*site.rglob("*.map"), *site.glob("sitemap.xml.gz"), *_search_of_the_theme(site)}:
        path.unlink()
    for path in [*_scripts(site), *site.rglob("*.css")]:
        _rewrite(path, _MAP.sub("\n", path.read_text(encoding="utf-8")))
    _strip_styles(site)
    for path in (site / "assets").glob("*.css"):
        _rewrite(path, text(parse(path.read_text(encoding="utf-8"))))
    for path in (site / "assets").glob("*.js"):
        _rewrite(path, _COMMENT_LINE.sub("", path.read_text(encoding="utf-8")))
    for path in site.rglob("*.html"):
        _rewrite(path, clean_page(path.read_text(encoding="utf-8")))
    for folder in sorted(site.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return before - _size(site)


def clean_page(page: str) -> str:
    """Return *page* as valid HTML, without the API's style where there is no API, with one way back from a footnote.

    What the theme puts around the text loses its indentation.
    """
    page = _EMPTY_TABINDEX.sub("", _CHECKBOX_COMPLETION.sub(r"\1", page))
    if 'id="__toc"' not in page:
        page = page.replace(' for="__toc"', "")
    if 'class="doc ' not in page:
        page = _API_STYLE.sub("", page)
    head, start, rest = page.partition("<article")
    text, end, foot = rest.rpartition("</article>")
    page = "".join((_INDENT.sub("\n", head), start, text, end, _INDENT.sub("\n", foot))) if end else page
    return _MORE_WAYS_BACK.sub("", _MORE_REFERENCES.sub(r"\1", page))


def _strip_styles(site: Path) -> None:
    """Remove the rules and custom properties that no page uses from the theme's style sheets."""
    words = frozenset(_words(site))
    sheets = sorted((site / "assets/stylesheets").glob("*.css"))
    styles = {path: used(parse(path.read_text(encoding="utf-8")), words) for path in sheets}
    elsewhere = {
        name
        for kind in ("css", "js", "html")
        for path in site.rglob(f"*.{kind}")
        if path not in styles
        for name in _PROPERTY_READ.findall(path.read_text(encoding="utf-8"))
    }
    before = None
    while before != (before := {path: text(style) for path, style in styles.items()}):
        read = elsewhere.union(*map(_PROPERTY_READ.findall, before.values()))
        styles = {path: without_properties(style, read) for path, style in styles.items()}
    for path, style in before.items():
        _rewrite(path, style)


def _search_of_the_theme(site: Path) -> Iterator[Path]:
    """Yield the files of the search that the theme brings, if the site has no index for it."""
    if any((site / index).exists() for index in ("search/search_index.json", "search.json")):
        return
    for folder in ("lunr", "workers"):
        yield from (path for path in (site / "assets/javascripts" / folder).rglob("*") if path.is_file())


def _words(site: Path) -> Iterator[str]:
    """Yield every word of the pages and scripts of *site*: whatever may be a class, an id or a value there."""
    for path in site.rglob("*.html"):
        for value in _TAG_VALUE.findall(path.read_text(encoding="utf-8")):
            yield from _WORD.findall(value)
    for path in _scripts(site):
        yield from _WORD.findall(path.read_text(encoding="utf-8"))


def _scripts(site: Path) -> Iterator[Path]:
    """Yield the programs of *site*: not the index of its search, which holds the words of its pages."""
    yield from (path for path in site.rglob("*.js") if not path.relative_to(site).as_posix().startswith(FOLDER))


def _rewrite(path: Path, content: str) -> None:
    if content != path.read_text(encoding="utf-8"):
        path.write_text(content, encoding="utf-8", newline="\n")


def _size(site: Path) -> int:
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


if __name__ == "__main__":
    try:
        refuse_drafts(Path(sys.argv[1]))
    except BriefError as error:
        sys.exit(str(error))
    lighten(Path(sys.argv[1]))
