"""What others made -> more of a brief: another article, works from a list of references, quotations from notes on an article.

The entries are added at the end of a file of ``source/``, with its words, its order and its remarks kept; nothing is ever
overwritten. What only the writer knows is left empty, and ``brief check`` lists it.
"""

from build_scripts.add.articles import add_article
from build_scripts.add.quotations import add_quotations
from build_scripts.add.works import add_works
from build_scripts.add.writing import Added

__all__ = ["Added", "add_article", "add_quotations", "add_works"]
