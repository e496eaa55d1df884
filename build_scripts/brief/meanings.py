"""What each field of a record means: the string that stands below it in ``model.py``.

Pydantic can read these strings as well (``use_attribute_docstrings``), but it does so when a class is made, and parses the
whole module for each: a third of a second before any command has done anything. Only schemas, hints and the page of formats
need them.
"""

import ast
import inspect
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from build_scripts.brief import model


def meaning(record: type[model.Record], name: str) -> str:
    """Return what the field *name* of a *record* means, or "" where nothing is said of it."""
    told = (_meanings().get(holder.__name__, {}).get(name) for holder in record.__mro__)
    return next(filter(None, told), "")


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    """Return what the fields of each class mean, by the names of both."""
    source = Path(model.__file__).read_text(encoding="utf-8")
    return {node.name: _fields(node) for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}


def _fields(holder: ast.ClassDef) -> Mapping[str, str]:
    told = {}
    for field, below in zip(holder.body, holder.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                told[name] = inspect.cleandoc(words)
    return told
