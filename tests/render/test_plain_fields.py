"""Plain fields and the article are never markup: every page shows them as they were typed."""

import json
import re
from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_scripts.anchor import anchor
from build_scripts.brief.model import Actor, Brief, Event, Site, Source, Term
from build_scripts.render import render
from build_scripts.render.feed import feed
from tests import briefs, hard, published

PIECES = st.sampled_from([piece for piece in (*hard.MARKUP, *hard.ADDITIONS) if not set(piece) & set("“’")])
WORDS = st.lists(PIECES, min_size=1, max_size=6).map("".join).map(lambda text: " ".join(text.split())).filter(bool)
NO_WORDS = re.compile('<svg.*?</svg>|<script.*?</script>|<details class="format".*?</details>', re.DOTALL)
"""What breaks and shortens long names, and what is code in a language of its own."""
MARKED = re.compile("⟦([^⟦⟧]*)⟧")


def made(words: str) -> Brief:
    """Return a brief with *words* in every plain field that a page shows, and in its article."""
    shown = f"⟦{words}⟧"
    cites = ("report",)
    relation = {"to": "gazette", "kind": shown, "note": shown, "cites": cites}
    actor = {
        "id": "ada",
        "name": shown,
        "kind": "person",
        "role": shown,
        "original_name": shown,
        "summary": briefs.PROSE,
    }
    figure = {"quantity": shown, "value": shown, "owner": shown, "cites": cites}
    term = {"id": "term", "term": shown, "expansion": shown, "definition": briefs.PROSE, "figures": (figure,)}
    event = {"id": "event", "date": "2018", "title": shown, "place": shown, "in_article": "after", "text": briefs.PROSE}
    site = {"id": "site", "name": shown, "at": "35 N, 128 E", "note": briefs.PROSE}
    source = {
        "id": "work",
        "type": "report",
        "title": shown,
        "grade": "A1",
        "read": "full",
        "note": shown,
        "publisher": shown,
    }
    step = {"label": shown, "note": shown, "cites": cites}
    return briefs.brief(
        briefs.article(f"He said: “the mill stands”.\n{shown}", headline=shown, author=shown),
        background="Words [@work].",
        quotes=(briefs.quote("quote", "the mill stands", title=shown, theme=shown, chain=(step,)),),
        actors=(Actor.model_validate(actor | {"relations": (relation,)}),),
        terms=(Term.model_validate(term),),
        events=(Event.model_validate(event),),
        sites=(Site.model_validate(site),),
        sources=(Source.model_validate(source),),
        title=shown,
        question=shown,
        rights=shown,
    )


@settings(max_examples=12)
@given(WORDS)
@example("Engineer, see [[nobody]]")
@example("The clerk wrote ///Footnotes Go Here/// on the plan and left.")
@example("::: docs.evil")
def test_every_page_shows_plain_fields_as_they_were_typed(words: str) -> None:
    brief = made(words)
    found = count()
    pages = render(brief, anchor(brief))
    for path, page in pages.items():
        front = page.split("---\n")[1]
        html = published.to_html(NO_WORDS.sub("", page))
        for element in html.iter():
            assert not {name for name in element.attrib if name.startswith("on")}, path
        texts = [
            published.text(html),
            *(value for e in html.iter() for name, value in e.attrib.items() if "⟦" in value),
        ]
        for text in (one for whole in texts for one in MARKED.findall(whole)):
            next(found)
            assert " ".join(text.split()) == words, path
        assert "\n" not in front.split("title: ")[1].split("description: ")[0].strip()
        for script in re.findall('ld.json">(.*?)</script>', page):
            assert _marked(json.loads(script)) <= {words}, path
    assert next(found) > 40
    assert set(MARKED.findall(published.text(published.parse(feed(brief))))) <= {words}


def _marked(data: object) -> set[str]:
    match data:
        case str():
            return set(MARKED.findall(data))
        case dict():
            return {words for value in data.values() for words in _marked(value)}
        case list():
            return {words for value in data for words in _marked(value)}
    return set()
