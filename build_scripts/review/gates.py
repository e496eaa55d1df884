"""What ``brief diff --fail-on`` can name. It imports nothing heavy, since the help of the command lists it."""

from collections.abc import Mapping

GATES: Mapping[str, str] = {
    "broken-links": "an address of the old brief is not in the new one",
    "problems": "the new brief does not pass check",
    "article-text": "the text of an article is another",
    "quote-lost": "a quotation, claim or event lost its place in the article",
    "quote-moved": "a quotation, claim or event stands elsewhere",
    "removed": "an entry, source or article was removed",
    "renamed": "an id is another",
    "verdict": "a claim's verdict is another",
    "fidelity": "how a quotation compares with other reports is another",
    "likelihood": "a judgement's likelihood is another",
    "confidence": "a judgement's confidence is another",
    "grade": "a source's grade is another",
    "coverage-lowered": "fewer passages or paragraphs are accounted for",
}
"""What ``--fail-on`` can name, and what each stands for."""
