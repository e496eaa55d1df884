"""What ``brief diff --fail-on`` can name. It imports nothing heavy, since the help of the command lists it."""

from collections.abc import Mapping

GATES: Mapping[str, str] = {
    "broken-links": "an address of the old brief is not in the new one",
    "problems": "the new brief does not pass check",
    "article-text": "the text of an article changed",
    "quote-lost": "a quotation, claim or event lost its place in the article",
    "quote-moved": "a quotation, claim or event moved in the article",
    "removed": "an entry, source or article was removed",
    "renamed": "an id changed",
    "verdict": "a claim's verdict changed",
    "fidelity": "a quotation's comparison with other reports changed",
    "likelihood": "a judgement's likelihood changed",
    "confidence": "a judgement's confidence changed",
    "grade": "a source's grade changed",
    "coverage-lowered": "fewer passages or paragraphs are accounted for",
}
"""What ``--fail-on`` can name, and what each means."""
