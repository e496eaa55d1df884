"""What the rules look at, and what they find. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from build_scripts.anchor import Anchors
from build_scripts.brief import prose
from build_scripts.brief.folding import Folded, fold
from build_scripts.brief.model import Actor, Brief
from build_scripts.brief.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, and the words that a waiver of it must name."""

    rule: str
    words: str
    location: Location
    message: str
    hint: str = ""
    record: str = "brief.yml"
    """The file whose waivers can set it aside."""

    def problem(self) -> Problem:
        """Return the finding as a problem that says how to waive it."""
        waiver = f'or waive it, with a reason, in {self.record}: rule: {self.rule}, exact: "{self.words}"'
        return Problem(self.location, self.message, "\n".join(filter(None, (self.hint, waiver))), self.rule)


@dataclass(frozen=True, eq=False)  # one draft is itself alone, so that what is made of it can be kept by it
class Draft:
    """What the rules look at."""

    brief: Brief
    anchors: Anchors
    texts: tuple[prose.Text, ...]

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """The actors, by their ids."""
        return {actor.id: actor for actor in self.brief.actors}

    @cached_property
    def folded(self) -> Mapping[str, Folded]:
        """The text of each article, folded, by its id."""
        return {article.id: fold(article.text) for article in self.brief.articles}

    def may_concern_unread(self, words: str) -> bool:
        """Return whether a waiver of *words* may be about a record that was left out, and so not idle."""
        return bool(set(re.findall(r"[a-z0-9-]+", words)) & self.brief.broken) or fold(words).text in self.unread

    @cached_property
    def unread(self) -> str:
        """The words of the records that were left out, folded: what stands among them is not missing."""
        return "\n".join(fold(text).text for text in self.brief.unread)
