"""Where the project's folders and the briefs of the tests are, whatever folder of the tests asks."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "source"
MILL = ROOT / "tests" / "pages" / "mill" / "source"
"""A small brief."""
HARBOUR = ROOT / "tests" / "pages" / "harbour" / "source"
"""A brief with an entry of every kind and verdict, of which the website of the browser tests is made."""
FINISHED = ROOT / "tests" / "finished"
"""Briefs as writers finished them, each of a matter of its own: its text, and its source."""
