"""The single environment of the pages' templates: its filters, and what every template may use."""

import html
import json
from collections.abc import Iterable
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from build_scripts.brief import addresses, dates, prose, web
from build_scripts.brief.addresses import Address
from build_scripts.brief.counting import count
from build_scripts.brief.figures import ring_figures
from build_scripts.brief.model import (
    CHANGES,
    FIDELITIES,
    HOWS,
    LIKELIHOODS,
    VERDICTS,
    WITHIN,
    Event,
    Source,
)
from build_scripts.render import citing, listing, lists
from build_scripts.render.coins import coins
from build_scripts.render.markup import escape, number
from build_scripts.render.pictures import maps, relations, timeline
from build_scripts.render.templating import environment


@cache
def page_environment() -> Environment:
    """Return the environment, made once."""
    made = environment(escape)
    made.filters |= {
        "front": _front,
        "json": _json,
        "first_block": _first_block,
        "px": number,
        "count_of": count,
        "by_date": _by_date,
        "address": _address,
        "index_name": citing.index_name,
        "coins": _coins,
    }
    made.globals |= {
        "at": addresses,
        "Address": Address,
        "cite": citing,
        "ring_figures": ring_figures,
        "maps": maps,
        "listing": listing,
        "lists": lists,
    }
    made.globals |= {
        "fidelities": FIDELITIES,
        "verdicts": VERDICTS,
        "within": WITHIN,
        "hows": HOWS,
        "change_kinds": CHANGES,
        "likelihoods": LIKELIHOODS,
        "date_examples": dates.EXAMPLES,
    }
    made.globals |= {"relations_picture": relations.picture, "timeline_picture": timeline.picture}
    return made


def _front(value: object) -> Markup:
    """Return *value* for a page's front matter, where engines put it into HTML as it is."""
    return Markup(json.dumps(html.escape(str(value), quote=False).replace('"', "&quot;"), ensure_ascii=False))  # noqa: S704 - escaped


def _json(value: object, indent: int | None = None) -> Markup:
    """Return *value* as JSON that no HTML can end."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - escaped


def _first_block(text: str) -> str:
    """Return the first block of the prose *text*."""
    return next((block.text for block in prose.blocks(text)), "")


def _address(text: str) -> Markup:
    """Return a web address as it stands between the round brackets of a link."""
    return Markup(web.destination(text))  # noqa: S704 - nothing in it ends the link


def _coins(source: Source) -> Markup:
    """Return what describes *source* to reference managers, as the value of an attribute."""
    return Markup(coins(source).replace("&", "&amp;"))  # noqa: S704 - all else is encoded


def _by_date(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (*dates.sort_key(event.date), event.id))
