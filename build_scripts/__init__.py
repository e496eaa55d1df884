"""Turn the article and the annotations in ``source/`` into the Markdown pages of ``docs/``."""

__version__ = "0.1.0"
