"""A brief and its pages -> the index that readers search, in pieces: small files that a page loads when it needs them.

What can be found is listed in ``texts`` (the entries) and ``sections`` (the pages of prose); ``words`` says what counts as
the same word; ``pieces`` puts all of it into files. The program that reads them is ``theme/assets/search.js``.
"""

from collections.abc import Mapping

from build_scripts.render.content import Content
from build_scripts.search import pieces
from build_scripts.search.sections import sections
from build_scripts.search.texts import GUIDE, PROSE, texts


def index(content: Content, pages: Mapping[str, str], written: Mapping[str, str]) -> dict[str, str]:
    """Return the pieces of the index by their paths in ``docs/``.

    *pages* are the pages that the build makes of *content*, and *written* those that people wrote, both in Markdown.
    """
    found = [*texts(content)]
    for path, page in pages.items():
        if kind := PROSE.get(path):
            found += sections(path, page, kind)
    for path, page in sorted(written.items()):
        found += sections(path, page, GUIDE)
    return pieces.pieces(found)
