"""Compiled templates, kept beside them as Python keeps compiled modules: compiling takes longer than a small brief."""

import hashlib
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_PROGRAM = Path(__file__).parents[1]


def cache_of(finalize: Callable[..., object] | None, *, autoescape: bool) -> BytecodeCache | None:
    """Return where the templates of an environment are kept once they are compiled.

    What templates print is in part computed as they are compiled. So they are kept apart for each *finalize*, and not at
    all for one that has no name of its own.
    """
    name = f"{finalize.__module__}.{finalize.__qualname__}" if finalize else ""
    return None if "<" in name else _Cache(f"{name}|{autoescape}")


class _Cache(BytecodeCache):
    """Compiled templates in ``__pycache__``, of one *variant*; any may be lost or damaged without harm."""

    def __init__(self, variant: str) -> None:
        self._variant = variant

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill *bucket* if its template was compiled before."""
        try:
            digest, _, code = self._place(bucket).read_bytes().partition(b"\n")
        except OSError:
            return
        if digest.decode("ascii", "replace") == hashlib.sha256(code).hexdigest():
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, unless Python keeps nothing either."""
        if sys.dont_write_bytecode:
            return
        place, code = self._place(bucket), bucket.bytecode_to_string()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            # Written aside and renamed, so that another build never reads half of it.
            with tempfile.NamedTemporaryFile(dir=place.parent, suffix=".tmp", delete=False) as draft:
                draft.write(hashlib.sha256(code).hexdigest().encode() + b"\n" + code)
            Path(draft.name).replace(place)
        except OSError:
            pass  # where the program may not write, it compiles each time

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """Return what a template is kept by: its name, wherever the program stands."""
        return hashlib.sha256(f"{name}|{self._variant}".encode()).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        """Return the checksum of all that the compiled template depends on."""
        return hashlib.sha256(f"{program()}|{source}".encode()).hexdigest()

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return what is kept of a template, with the file's name as it is now, for tracebacks."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code and filename:
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def _place(self, bucket: Bucket) -> Path:
        return Path(cache_from_source(str(_PROGRAM / "templates" / f"{bucket.key}.jinja")))


@cache
def program() -> str:
    """Return a checksum of the program and of Jinja: as it compiles a template, Jinja applies the program's filters to constants."""
    found = hashlib.sha256(version("jinja2").encode())
    for path in sorted(_PROGRAM.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()
