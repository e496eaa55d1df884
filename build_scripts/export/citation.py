"""How to cite the brief, in the Citation File Format 1.2.0. Pure."""

from typing import Any

import yaml

from build_scripts.anchor.runs import labels
from build_scripts.brief import dates, prose
from build_scripts.brief.addresses import Website
from build_scripts.brief.model import Author, Brief
from build_scripts.render.linked_data import ORCID

_A_DAY = len("2016-10-11")


def cff(brief: Brief, website: Website) -> str:
    """Return the brief's ``CITATION.cff``: these files are its data, and what to cite is the brief."""
    meta, names = brief.meta, labels(brief)
    day = dates.iso(meta.date)
    work: dict[str, Any] = {
        "title": meta.title,
        "authors": [_author(one) for one in meta.authors],
        "version": meta.version,
        **({"date-released": day} if len(day) == _A_DAY else {}),
        **({"url": website.address} if website.address else {}),
    }
    summary = prose.plain(meta.summary, lambda name: names.get(name, name))
    whole = {
        "cff-version": "1.2.0",
        "message": "If you use this brief or its data, please cite the brief.",
        "type": "dataset",
        **work,
        "abstract": " ".join(summary.split()),
        "preferred-citation": {
            "type": "report",
            **work,
            **({"year": int(day[:4])} if day else {}),
            "languages": [meta.language.partition("-")[0]],
            "copyright": meta.rights,
        },
    }
    return yaml.dump(whole, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)


def _author(author: Author) -> dict[str, Any]:
    fields = {
        "name": author.literal,
        "family-names": author.family,
        "given-names": author.given,
        "name-particle": author.particle,
        "name-suffix": author.suffix,
        "orcid": f"{ORCID}{author.orcid}" if author.orcid else "",
    }
    return {name: value for name, value in fields.items() if value}


class _Plain(yaml.SafeDumper):
    """Writes everything out where it stands, with no references to what was said above."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True
