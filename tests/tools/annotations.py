"""Judge the annotations that briefs export with the schemas of the W3C's Web Annotation Working Group.

Run with ``nox -s annotations -- FOLDER``, where FOLDER is a copy of the working group's repository of tests,
https://github.com/w3c/web-annotation-tests: its schemas have a licence of their own, and are not part of this project.
Every assertion there that a collection, a page of it, and an annotation MUST meet is put to everything that the briefs of
this project give: with the address of a website, and without one.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

from build_scripts.anchor import anchor
from build_scripts.brief.addresses import UNKNOWN, Website
from build_scripts.export.annotations import w3c
from build_scripts.load import load
from tests.places import FINISHED, HARBOUR, MILL, SHIPPED

MUSTS = {
    "collection": "collections/collectionMusts.test",
    "page": "collections/pages/pageMusts.test",
    "annotation": "annotations/annotationMusts.test",
}
ADDRESSES = FormatChecker(formats=())
"""The schemas say of a text that it is an address; jsonschema alone has no opinion on those."""
SOURCES = (SHIPPED, MILL, HARBOUR, *sorted(FINISHED.glob("*/source")))


def is_address(value: object) -> bool:
    """Return whether *value*, if it is a text, has a scheme, and only the characters of RFC 3986."""
    return not isinstance(value, str) or bool(
        re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[\w./?#\[\]@!$&'()*+,;=:%~-]+", value, re.ASCII)
    )


def main(folder: Path) -> int:
    """Print what fails, and how much was put to the test; return the exit code."""
    ADDRESSES.checks("uri")(is_address)
    if not all((folder / name).is_file() for name in MUSTS.values()):
        sys.exit(f"{folder} is no copy of github.com/w3c/web-annotation-tests: clone it, and name its folder.")
    judges = {kind: judges_of(folder, name) for kind, name in MUSTS.items()}
    judged = dict.fromkeys(MUSTS, 0)
    failed = 0
    for source in SOURCES:
        for kind, found in exported(source):
            judged[kind] += 1
            for name, judge in judges[kind].items():
                if not judge.is_valid(found):
                    failed += 1
                    print(f"{source}: {found['id']} fails {name}")
    for kind, number in judged.items():
        print(f"{number} of the kind {kind}, each put to {len(judges[kind])} assertions")
    print(f"{failed} failed")
    return 1 if failed else 0


def judges_of(folder: Path, name: str) -> Mapping[str, Draft4Validator]:
    """Return what judges each assertion of the test *name*, by the assertion's path."""
    schemas = {path: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("definitions/*.json")}
    registry = Registry().with_resources((path.name, DRAFT4.create_resource(one)) for path, one in schemas.items())
    test = json.loads((folder / name).read_text(encoding="utf-8"))
    return {
        path: Draft4Validator(
            json.loads((folder / path).read_text(encoding="utf-8")),
            registry=registry,
            format_checker=ADDRESSES,
        )
        for path in test["assertions"]
    }


def exported(source: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all that the brief in *source* gives, and of which kind each is."""
    brief = load(source)
    anchors = anchor(brief)
    for website in (UNKNOWN, Website("https://example.org/brief/")):
        for text in w3c(brief, anchors, website).values():
            collection = json.loads(text)
            yield "collection", collection
            yield "page", collection["first"]
            yield from (("annotation", one) for one in collection["first"]["items"])


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:])))
