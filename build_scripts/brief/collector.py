"""Python's collector of reference cycles, which finds nothing in what this program makes of a brief."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Switch off the search for reference cycles.

    Loading makes hundreds of thousands of small objects and no cycles. Each time their number grows, the collector would
    walk through all of them for nothing: a fifth of the time for 10,000 quotes.
    """
    if not gc.isenabled():  # somebody else switched it off, and will switch it on
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
