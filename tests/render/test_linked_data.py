"""What machines read on the pages: schema.org's terms, rightly used, and nothing that the pages do not say."""

import json
from typing import Any
from urllib.parse import urldefrag

import pytest
from rdflib import RDF, Graph, URIRef

from build_scripts.anchor import anchor
from build_scripts.brief.model import Actor, Brief, Term
from build_scripts.load import load
from build_scripts.render import render
from build_scripts.render.linked_data import MOST_ON_THE_FIRST_PAGE, without
from tests import briefs, published, vocabulary
from tests.check.test_hostile import ALL_AT_ONCE
from tests.places import MILL

ROOTS = ["https://brief.example/", "https://example.org/some/brief/"]
PROSE = briefs.PROSE


def pages_of(brief: Brief) -> dict[str, str]:
    """Return the pages of *brief*, whatever check would say of it."""
    return render(brief, anchor(brief))


def told(page: str) -> Any:
    """Return what a page of ``docs/`` tells machines."""
    (block,) = vocabulary.blocks(published.to_html(page))
    return json.loads(block)


def graph(pages: dict[str, str], site: str) -> Graph:
    """Return all that the pages tell machines on *site*."""
    found = Graph()
    for path, page in pages.items():
        for block in vocabulary.blocks(published.to_html(page)):
            vocabulary.read(found, block, vocabulary.published_at(site, path))
    return found


def person(entry_id: str, **fields: Any) -> Actor:
    record = {"id": entry_id, "name": entry_id.title(), "kind": "person", "role": "A witness", "summary": PROSE}
    return Actor.model_validate(record | fields)


def one_quote(text: str = "She said “mud”.", **fields: Any) -> Any:
    """Return what machines are told of a quotation of *text*, the article being the first thing they are told of."""
    brief = briefs.brief(briefs.article(text), actors=(person("ann"),), quotes=(briefs.quote("mud", **fields),))
    return told(pages_of(brief)["quotes/mill.md"])["@graph"][1:]


@pytest.mark.parametrize("site", ROOTS)
def test_every_page_speaks_as_schema_org_defines_it(site: str) -> None:
    pages = pages_of(load(MILL))
    said = graph(pages, site)
    assert sorted(vocabulary.faults(said)) == []
    kinds = {str(kind).removeprefix(vocabulary.SCHEMA) for kind in said.objects(None, RDF.type)}
    assert kinds >= {"Report", "NewsArticle", "Quotation", "Claim", "Review", "DefinedTermSet", "DefinedTerm", "Person"}
    assert kinds <= set(vocabulary.KINDS)


@pytest.mark.parametrize("site", ROOTS)
def test_every_reference_leads_to_a_page_and_a_place_on_it(site: str) -> None:
    pages = pages_of(load(MILL))
    places = {
        vocabulary.published_at(site, path): {element.get("id") for element in published.to_html(page).iter()}
        for path, page in pages.items()
    }
    named = vocabulary.addresses(graph(pages, site), site)
    assert len(named) == 10
    for address in named:
        page, fragment = urldefrag(address)
        assert page in places, address
        assert not fragment or fragment in places[page], address


def test_the_first_page_is_a_report_on_the_article() -> None:
    report = told(pages_of(briefs.brief(briefs.article("x", url="https://gazette.example/mill")))["index.md"])
    assert report == {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": "./",
        "url": "./",
        "headline": "A small brief",
        "about": {"@type": "Question", "name": "What holds?"},
        "abstract": "Words.",
        "author": [{"@type": "Organization", "name": "The authors"}],
        "datePublished": "2020",
        "version": "1",
        "inLanguage": "en",
        "copyrightNotice": "Free to use.",
        "isBasedOn": [
            {
                "@type": "NewsArticle",
                "@id": "articles/mill/",
                "url": "https://gazette.example/mill",
                "headline": "The mill",
                "publisher": {
                    "@type": "NewsMediaOrganization",
                    "@id": "actors/gazette/",
                    "name": "Gazette of Ashford",
                },
                "datePublished": "2019-05",
                "inLanguage": "en",
            }
        ],
    }


@pytest.mark.parametrize(("date", "told_as"), [("2020-21", "2020"), ("2020~", None), ("2020-01/2020-06", None)])
def test_a_date_is_one_of_iso_8601_or_is_left_out(date: str, told_as: str | None) -> None:
    report = told(pages_of(briefs.brief(briefs.article("x", date=date), date=date))["index.md"])
    assert report.get("datePublished") == told_as
    assert report["isBasedOn"][0].get("datePublished") == told_as
    assert one_quote(target={"exact": "mud"}, date=date)[0].get("dateCreated") == told_as


def test_of_many_articles_the_first_page_names_some_and_their_list_all() -> None:
    ids = [f"a{number}" for number in range(9)]
    pages = pages_of(briefs.brief(*(briefs.article("x", name) for name in ids)))
    assert len(told(pages["index.md"])["isBasedOn"]) == MOST_ON_THE_FIRST_PAGE
    assert [one["@id"] for one in told(pages["articles/index.md"])["isBasedOn"]] == [f"{i}/" for i in ids]
    said = graph(pages, ROOTS[1])
    assert set(said.subjects(RDF.type, URIRef(vocabulary.SCHEMA + "Report"))) == {URIRef(ROOTS[1])}


def test_a_quotation_has_the_article_s_words_and_who_is_quoted() -> None:
    (said,) = one_quote(
        'He: “one <two> & so on "three" four”, he said, “five”.',
        speaker="ann",
        date="2019-05-02",
        fidelity="differs",
        target=({"exact": 'one <two> & … "three" [fore] four'}, {"exact": "five"}),
    )
    assert said == {
        "@type": "Quotation",
        "@id": "./#mud",
        "name": "Title of mud",
        "text": 'one <two> & […] "three" [fore] four […] five',
        "spokenByCharacter": {"@type": "Person", "@id": "../../actors/ann/", "name": "Ann"},
        "dateCreated": "2019-05-02",
        "isPartOf": [{"@id": "../../articles/mill/"}],
        "description": "As the article has it. Other reports word it differently.",
    }


def test_pieces_between_which_no_word_stands_leave_nothing_out() -> None:
    pieces = ({"exact": "one two."}, {"exact": "Three four"}, {"exact": "five"})
    (said,) = one_quote("He: “one two.\n“Three four”, he said, “five”.", speaker="ann", target=pieces)
    assert said["text"] == "one two. Three four […] five"


def test_reported_speech_is_no_quotation() -> None:
    assert one_quote(target={"exact": "mud"})
    assert one_quote(target={"exact": "mud"}, form="indirect") == []


@pytest.mark.parametrize("date", ["2019~", "2019-05?", "2019-05-02/2019-05-04"])
def test_a_date_that_is_not_exact_is_left_out(date: str) -> None:
    assert "dateCreated" in one_quote(target={"exact": "mud"}, date="2019-05")[0]
    assert "dateCreated" not in one_quote(target={"exact": "mud"}, date=date)[0]


def test_a_claim_has_its_verdict_in_words_and_no_rating() -> None:
    claims = (briefs.claim("shut", "closed the mill", verdict="corrected"),)
    brief = briefs.brief(briefs.article("They closed the mill."), claims=claims)
    assert told(pages_of(brief)["claims/mill.md"])["@graph"][1] == {
        "@type": "Claim",
        "@id": "./#shut",
        "name": "Title of shut",
        "text": "closed the mill",
        "author": {"@type": "NewsMediaOrganization", "@id": "../../actors/gazette/", "name": "Gazette of Ashford"},
        "appearance": [{"@id": "../../articles/mill/"}],
        "review": {
            "@type": "Review",
            "url": "./#shut",
            "abstract": "Corroborated, with a correction",
            "isPartOf": {"@id": "../../"},
        },
    }


def test_a_state_is_credited_in_words_and_not_called_by_its_capital() -> None:
    state = person("china", kind="state", aliases=("Beijing",), original_name="中国")
    claims = (briefs.claim("shut", "closed", claimant="china"),)
    pages = pages_of(briefs.brief(briefs.article("Beijing closed it."), actors=(state,), claims=claims))
    claim = told(pages["claims/mill.md"])["@graph"][1]
    assert (claim["creditText"], claim.get("author")) == ("China", None)
    said = told(pages["actors/china.md"])
    assert (said["@type"], said["alternateName"]) == ("Country", ["中国"])


def test_an_actor_has_its_names_its_role_and_the_body_it_belongs_to() -> None:
    council = person("council", kind="body")
    ann = person("ann", aliases=("Dr. Ann", "Ann Lee"), affiliation="council")
    pages = pages_of(briefs.brief(briefs.article("x"), actors=(ann, council)))
    assert told(pages["actors/ann.md"]) == {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": "./",
        "name": "Ann",
        "url": "./",
        "alternateName": ["Dr. Ann", "Ann Lee"],
        "description": "A witness",
        "affiliation": {"@type": "Organization", "@id": "../council/", "name": "Council"},
    }


def test_a_term_has_its_expansion_and_its_definition_in_plain_words() -> None:
    term = Term(
        id="kwh", term="kWh", expansion="kilowatt hour", definition="A *measure* of work, see [[kwh]]. [@report]"
    )
    said = told(pages_of(briefs.brief(briefs.article("x"), terms=(term,)))["glossary.md"])
    assert said["isPartOf"] == {"@id": "../"}
    assert said["hasDefinedTerm"] == [
        {
            "@type": "DefinedTerm",
            "@id": "./#kwh",
            "name": "kWh",
            "alternateName": "kilowatt hour",
            "description": "A measure of work, see kWh.",
        }
    ]


def test_no_text_ends_the_block_that_holds_it() -> None:
    text = f"{ALL_AT_ONCE} </script><!-- <script> ]]> \u2028"
    pages = pages_of(briefs.brief(briefs.article("x"), title=text, actors=(person("ann", role=text),)))
    assert told(pages["index.md"])["headline"] == text
    assert told(pages["actors/ann.md"])["description"] == text
    for page in pages.values():
        assert b"ld+json" not in without(page.encode())


@pytest.mark.parametrize(
    "wrong",
    [
        '"@type": "Quote"',
        '"@type": "Person", "headline": "A person"',
        '"@type": "Report", "author": "Somebody"',
        '"@type": "Report", "author": {"@type": "Country", "name": "China"}',
        '"@type": "Report", "datePublished": "May 2019"',
        '"@type": "Report", "verdict": "True"',
        '"name": "Of no type"',
    ],
)
def test_the_table_of_schema_org_s_words_finds_their_misuse(wrong: str) -> None:
    found = Graph()
    vocabulary.read(found, f'{{"@context": "https://schema.org", "@id": "./", {wrong}}}', ROOTS[0])
    assert list(vocabulary.faults(found))
