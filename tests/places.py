"""Where the project's folders are, whatever folder of the tests asks."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
