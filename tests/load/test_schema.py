"""The model, told to editors as JSON Schema, and in plain words to writers."""

import json
import re
from typing import Any

import pytest

from build_scripts.brief.kinds import KINDS
from build_scripts.brief.model import ArticleRecord, Meta, Quote, Record, Where
from build_scripts.brief.problems import nearest
from build_scripts.load import schema
from build_scripts.load.schema import schemas
from tests.places import ROOT

FOLDER = ROOT / "docs" / "reference" / "schema"
NAMES = sorted(["article", "brief", *(kind.file.rpartition("/")[2] for kind in KINDS if kind.file)])


def parsed(name: str) -> Any:
    return json.loads(schemas()[f"{name}.json"])


def test_each_kind_of_file_has_its_schema() -> None:
    assert sorted(schemas()) == [f"{name}.json" for name in NAMES]


def test_the_schemas_in_the_documentation_are_those_of_the_model(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--rewrite", default=False):
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in schemas().items():
            (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == schemas()


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_names_its_dialect_and_its_file_and_says_what_it_is(name: str) -> None:
    one = parsed(name)
    assert one["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert one["title"].endswith(".yml")
    assert len(one["description"]) > 20
    assert schemas()[f"{name}.json"].endswith("}\n")


@pytest.mark.parametrize("name", NAMES)
def test_files_of_annotations_and_sources_are_lists(name: str) -> None:
    assert parsed(name)["type"] == ("object" if name in {"brief", "article"} else "array")


def mappings(node: Any) -> list[dict[str, Any]]:
    """Return every schema of a mapping in *node*."""
    if isinstance(node, list):
        return [found for value in node for found in mappings(value)]
    if not isinstance(node, dict):
        return []
    return [*([node] if node.get("type") == "object" else []), *mappings([*node.values()])]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_knows_the_writers_keys_and_no_others(name: str) -> None:
    found = mappings(parsed(name))
    assert found
    for one in found:
        assert one["additionalProperties"] is False
        assert "where" not in one["properties"]
    if name == "sources":
        keys = parsed(name)["$defs"]["Source"]["properties"]
        assert "container-title" in keys
        assert "container_title" not in keys


def test_keys_are_described() -> None:
    assert parsed("quotes")["$defs"]["Quote"]["properties"]["cue"]["description"].startswith("The article's words")


@pytest.mark.parametrize(("name", "record"), [("quotes", "Quote"), ("claims", "Claim"), ("events", "Event")])
def test_a_target_may_be_one_or_a_list(name: str, record: str) -> None:
    target = parsed(name)["$defs"][record]["properties"]["target"]
    one = {"$ref": "#/$defs/Target"}
    assert one in target["anyOf"]
    assert any(choice.get("items") == one for choice in target["anyOf"])


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_of_the_model_is_explained_to_writers(name: str) -> None:
    patterns = set(re.findall(r'"pattern": (".*")', schemas()[f"{name}.json"]))
    assert {json.loads(pattern) for pattern in patterns} <= set(schema.FORMS)


@pytest.mark.parametrize("model", [Meta, ArticleRecord])
def test_a_stand_in_for_a_whole_file_needs_nothing(model: type[Record]) -> None:
    assert schema.blank(model, {}).where.line == 1


def test_a_hint_names_only_what_is_near() -> None:
    assert nearest("exakt", ["exact", "prefix"]) == 'did you mean "exact"?'
    assert nearest("quite-other", ["exact", "prefix"]) == ""


def test_a_sound_mapping_becomes_its_record() -> None:
    raw = {
        "id": "mill",
        "title": "Mill",
        "target": {"exact": "mill", "where": Where(line=3)},
        "speaker": "miller",
        "theme": "Mills",
        "note": "Words.",
        "fidelity": "differs",
        "comparison": "Words.",
        "where": Where(line=2),
    }
    record = schema.check(Quote, raw, "quote").record
    assert record
    assert (record.where.line, record.target[0].where.line) == (2, 3)
