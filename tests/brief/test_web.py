"""A link leads to the very address that was typed."""

from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.brief import web
from tests import published

RFC_3986 = "abcXYZ019-._~:/?#@!$&'()*+,;=%41"
ADDRESSES = st.text(st.sampled_from(RFC_3986 + "[]{}|^`ü漢"), max_size=30).map("https://x.example/{}".format)


def leads_to(address: str) -> list[tuple[str, dict[str, str]]]:
    """Return the words and attributes of the links that a reader finds where *address* is given."""
    html = published.to_html(f"See [the work]({web.destination(address)}), a work.\n")
    return [(published.text(link), dict(link.attrib)) for link in html.iter("a")]


@given(ADDRESSES)
@example("https://x.example/a){href=javascript:alert(1)}(b")
@example("https://x.example/a){onclick=alert(1)}(")
@example("https://en.example.org/wiki/Hobson's_choice")
@example("https://en.example.org/wiki/Aegis_(disambiguation)")
@example("https://x.example/?a=1&copy=2&lt;=3&#41")
@example("https://x.example/'a'")
def test_a_link_leads_to_the_address_and_has_no_other_attribute(address: str) -> None:
    ((words, attributes),) = leads_to(address)
    assert words == "the work"
    assert attributes.keys() == {"href"}
    kept = str.maketrans({sign: web.percent(sign) for sign in "[]{}|^`"})
    assert attributes["href"] == address.translate(kept)
    assert unquote(attributes["href"]) == unquote(address)


def test_a_host_that_is_a_number_keeps_its_brackets() -> None:
    assert leads_to("http://[::1]/a")[0][1] == {"href": "http://[::1]/a"}


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://en.example.org/wiki/Aegis_(disambiguation)", ""),
        ("https://en.example.org/wiki/Hobson's_choice", ""),
        ("https://x.example/?q[1]={a}|b", ""),
        ("nato.int", "an address begins with http:// or https://"),
        ("javascript:alert(1)", "an address begins with http:// or https://"),
        ("https://x.example/a b", "it holds a space; write %20 for it"),
        ("https://doi.org/10.1002/(SICI)1<1::AID>3.0.CO;2-X", 'it holds "<"; write %3C for it'),
        ('https://x.example/"a"', "it holds a quotation mark; write %22 for it"),
        ("https://x.example/a\\b", "it holds a backslash; write %5C for it"),
        ("https://x.example/a\u007fb", "it holds U+007F; write %7F for it"),
        ("https:///a", "it names no host that a browser would find"),
        ("https://x]/a", "it names no host that a browser would find"),
    ],
)
def test_what_is_no_address_is_told_with_its_character(address: str, reason: str) -> None:
    assert web.fault(address) == reason
