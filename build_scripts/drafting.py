"""An article's text -> what a draft can say of it: headline, date and author, its names, and who says what. Pure.

All of it is a guess for a writer to confirm: nothing here decides what may be published. Names are read from capitals, so
that a language without them has none; who speaks is read from verbs of reporting, in the languages that ``lexicon.py`` knows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.brief import dates
from build_scripts.brief.sentences import head, sentences
from build_scripts.check import capitals
from build_scripts.check.lexicon import Lexicon, lexicon

Span = tuple[int, int]

LONGEST_HEADLINE = 120
"""How many characters a first line may have that is taken for the headline."""
LONGEST_DATELINE = 60
"""How many characters a line may have, less one, that is taken for the article's date."""
LONGEST_TITLE = 60
"""How many characters a drafted title may have; scripts without spaces have long words."""
_LONGEST_OUTLET = 5
NEAR = 60
"""How many characters may stand between a verb of reporting and who does the reporting."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    """Mr Mrs Ms Miss Dr Doctor Prof Professor Sir Dame Lord Lady Baroness Baron President Minister Secretary Senator
    Governor Mayor Judge Justice General Colonel Major Captain Lieutenant Admiral Sergeant Commander Pope King
    Queen Prince Princess Chancellor Ambassador Commissioner Councillor Congressman Congresswoman Representative
    Chairman Chairwoman Bishop Archbishop Cardinal Rabbi Imam Sheikh Inspector Detective Premier"""
)
"""Words that stand before the name of a person and are not part of it."""
_SHORT_TITLES = _words("Dr. Prof. Gen. Col. Lt. Maj. Capt. Adm. Sgt. Sen. Rep. Gov. Mr. Mrs. Ms. Hon. Rev. St.")
_BEFORE_TITLES = _words(
    "Prime Vice Deputy Foreign Defence Defense Energy Education Finance Interior Health Chief Former"
)
"""Words that may stand before such a title."""
_BODIES = _words(
    """Agency Alliance Army Assembly Association Authority Bank Board Bureau Cabinet Center Centre Chamber Club
    College Commission Committee Company Conference Congress Corporation Council Court Department Federation
    Forces Foundation Front Fund Group House Inspectorate Institute Ministry Museum Nations Navy Office
    Organisation Organization Parliament Party Police School Senate Service Society Staff Trust Union University Workers"""
)
"""Words that tell that a name is a body's."""
_STARTERS = _words(
    """A After All Also Although An And Another Any As At Because Before Both But By Each Even Every Few For From
    Have He Her Here His How However I If In It Its Last Later Many Meanwhile More Most My Neither Next No Nobody
    None Nor Not Now Of On Once One Only Or Other Others Our She Since So Some Such That The Their Then There
    These They This Those Though Three Today Tomorrow Two Under Until Was We What When Where Whether Which While
    Who Why With Without Yes Yesterday Yet You Your"""
)
"""Common words that may begin a sentence before a name."""
_OFFICE = re.compile(
    r".*\b(?:Secretary|Minister|Director|Chief|Under Secretary) of (?:the )?(?:State|War|Defen[cs]e|Foreign Affairs|Interior"
    r"|Treasury|Health|Energy|Education|Finance|Justice|Labou?r|Agriculture|Commerce|Transport|Trade) (?P<person>.+)"
)
"""A title of several words, with "of", before a name."""
_STATES = frozenset(("U.S.", "US", "U.K.", "UK", "U.N.", "UN", "EU"))
"""Whose office it is, before a title."""
_PARTICLE = re.compile(
    r" (?:van der |van den |van de |van |von der |von |de la |de |del |di |da |bin |ibn |al-|el-|& )"
)
"""What stands between the words of one name without a capital."""
_PLACED = r"(?:in|at|from|to|near|of|through|towards)"
_MONTH = "|".join((*dates.MONTHS, *(month[:3] for month in dates.MONTHS)))
_DAY = re.compile(
    rf"\b(?:(?P<year>\d{{4}})-(?P<number>\d\d)-(?P<of>\d\d)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.? (?P<month>{_MONTH})\.?,? (?P<in>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<in2>\d{{4}}))\b"
)
_BYLINE = re.compile(r"^(?:By|Von|Par|Por) (?P<author>\S.{1,100})$", re.MULTILINE)
_BYLINE_WORDS = _words(
    "a and at by for in of our the with staff writer correspondent reporter und et y e van von de der den di da"
)
_DAY_WORDS = _words(
    "reported from published updated posted last modified first on at by of the am pm a p m st nd rd th local time"
)
_OUTLET_WORDS = _words("the of and")
"""Words without a capital that a line may have which is a byline, or a day, or an outlet, and no sentence."""
_SENTENCE_END = re.compile(r"(?:[.,;:。，；：][“”\"'’»」』)\]]*|[“”\"])$")
_ABBREVIATION = re.compile(r"\((?P<short>[^\W\d_][\w&/-]{1,11})\)")
_APART = re.compile(
    r"[,;:.(–—]|\b(?:about|after|and|as|at|before|by|during|for|from|in|of|on|to|when|whi\w+|who\w*|with)\b"
)
"""What tells that two names beside each other are not one phrase."""
_POINTS = " ,.;:，。、；："
_CLAUSE_END = re.compile(r"[,;:!?](?=\s)|(?<=[^\W\d_]{3})\.(?=\s)|\s[-–—]\s|[，。、；：！？]")
"""Where a clause ends; a full stop after a letter or two may be that of an abbreviation."""
_MARK = re.compile(r"[“”\"„«»‘’']")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article: from the lines above its text, or from the file that it was saved in."""

    headline: str = ""
    author: str = ""
    date: str = ""
    """In EDTF."""
    outlet: str = ""
    url: str = ""
    language: str = ""

    def fields(self) -> dict[str, str]:
        """Return what is known, by its name."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}


UNKNOWN = Known()


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something that an article names, with the other forms that it uses, and what it seems to be."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    """``person``, ``body``, ``outlet``, ``term``, or nothing where nothing tells."""
    expansion: str = ""
    """Of a term that is an abbreviation, what it stands for in the text."""
    id: str = ""
    """Its id in a draft."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who seems to say a quotation, and the words that tell so."""

    name: str = ""
    cue: str = ""


def read_head(text: str) -> tuple[Known, int]:
    """Return the headline, the date and the author that stand above an article's text, and where the text itself begins."""
    lines = [line.strip() for line in text.split("\n")[:8]]
    first = next(filter(None, lines), "")
    is_headline = (
        0 < len(first) <= LONGEST_HEADLINE
        and not _SENTENCE_END.search(first)
        and not _BYLINE.match(first)
        and any(filter(None, lines[lines.index(first) + 1 :]))
    )
    headline = first if is_headline else ""
    author = day = outlet = ""
    begin, above = 0, True
    for number, (raw, line) in enumerate(zip(text.split("\n"), lines, strict=False)):
        byline = _BYLINE.match(line) if len(line) <= LONGEST_HEADLINE else None
        byline = byline if byline and _is_author(byline["author"]) else None
        dated = _DAY.search(line) if len(line) < LONGEST_DATELINE and line != first else None
        only_dated = bool(dated) and _is_day(line)
        author = author or (_author(byline["author"]) if byline else "")
        day = day or (_day(dated) if dated else "")
        is_above_day = bool(line) and line != headline and _is_day(next(filter(None, lines[number + 1 :]), ""))
        may_be_outlet = (
            is_above_day and not byline and _is_names(line, _OUTLET_WORDS) and not _SENTENCE_END.search(line)
        )
        named = _outlet(line) if may_be_outlet else ""
        outlet = outlet or named or (_outlet(line) if only_dated and not byline else "")
        above = above and (not line or line == headline or bool(byline) or only_dated or bool(named))
        begin += len(raw) + 1 if above else 0
    return Known(headline, author, day, outlet), min(begin, len(text))


def _is_day(line: str) -> bool:
    """Return whether a *line* says when an article appeared, and nothing else."""
    return bool(_DAY.search(line)) and len(line) < LONGEST_DATELINE and _is_names(line, _DAY_WORDS)


def _is_names(line: str, words: frozenset[str]) -> bool:
    """Return whether a *line* has names, days and some of *words* alone, and so is no sentence of the text."""
    rest = re.findall(r"[^\W\d_]+", _DAY.sub("", line))
    return all(not word[0].islower() or word in words for word in rest) and not re.search(r"[“”\"«»:;]", line[:-1])


def _is_author(words: str) -> bool:
    """Return whether *words* name somebody, perhaps with what he or she is behind a comma, and are no sentence."""
    return _is_names(words.partition(",")[0], _BYLINE_WORDS) and not _SENTENCE_END.search(words)


def _author(byline: str) -> str:
    """Return who wrote an article, without the day that stands beside the name: Ann Smith, 12 March 2021."""
    return _DAY.sub("", byline).strip(" ,;|·-–—")


def _outlet(line: str) -> str:
    """Return which outlet a line with a day names beside it, if it names one: Ashford Gazette, 12 March 2021."""
    words = _DAY.sub("", line).strip(" ,;|·-–—.")
    told = [word for word in words.split() if word.lower().strip(",.:") in _DAY_WORDS - {"the", "of"}]
    is_name = words and not told and not any(char.isdigit() for char in words) and not capitals.is_calendar(words, "en")
    return words if is_name and len(words.split()) <= _LONGEST_OUTLET else ""


def _day(found: re.Match[str]) -> str:
    if found["year"]:
        return found[0]
    return dates.from_parts(
        found["in"] or found["in2"], found["month"] or found["month2"], found["day"] or found["day2"]
    )


def short_title(words: str) -> str:
    """Return some quoted *words*, or their first clauses, as a name for them; ``…`` ends what is cut within a clause."""
    title = " ".join(words.split()).strip(_POINTS)
    if len(title) > LONGEST_TITLE:
        borders = (found.start() for found in _CLAUSE_END.finditer(title, 0, LONGEST_TITLE + 2))
        cuts = [at for at in borders if at <= LONGEST_TITLE and title.count(" ", 0, at) > 1]
        title = title[: cuts[-1]] if cuts else f"{head(title, LONGEST_TITLE - 1).rstrip(_POINTS)}…"
    return title[:1].upper() + title[1:]


def read_names(text: str, language: str) -> tuple[Name, ...]:
    """Return what *text* names, in the order of the first mentions; forms of one name are one."""
    _, begin = read_head(text)
    short, whole = _abbreviations(text, begin)
    found: dict[str, str] = {}
    for _, name, kind in _named(text, begin, language, [*short.values()]):
        found[name] = found.get(name) or kind
    kept = [name for name in found if not capitals.is_acronym(name) and name not in short]
    persons = {name for name in kept if found[name] == "person"}
    of = {name: _whole_name(name, kept, persons) for name in kept}
    made = []
    for name in kept:
        if of[name]:
            continue
        forms = tuple(form for form in kept if of[form] == name and not _is_common(form, text))
        expanded = tuple(abbreviation for abbreviation, long in short.items() if long == name)
        is_person = name in persons or any(form in persons for form in forms)
        kind = "body" if _is_body(name) or expanded else "person" if is_person else ""
        made.append(Name(name, forms + expanded, kind))
    known = {form for name in made for form in (name.name, *name.aliases)}
    terms = [Name(word, (), "term", whole.get(word, "")) for word in _acronyms(text, begin) if word not in known]
    return (*made, *terms)


def _named(text: str, begin: int, language: str, whole: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield each name in *text* from *begin* on: where, the name without titles, and ``person`` if a title tells so.

    The names in *whole* are one each, whatever words they have.
    """
    places = _datelines(text)
    found = [one for one in _joined(text, language, whole) if one[0] >= begin and not _within(one[0], places)]
    inner = {word for _, name, begins in found if not begins for word in name.split()}
    for at, raw, begins in found:
        start, name = _without_starter(text, at, raw, inner) if begins else (at, raw)
        for part_at, part in _parts(start, name):
            bare_at, bare, kind = _without_title(part_at, part)
            bare = re.sub("['’]s$", "", bare).strip()
            if len(bare) > 1 and bare not in _STARTERS and not capitals.is_calendar(bare, language):
                yield bare_at, bare, kind


def _joined(text: str, language: str, whole: Sequence[str]) -> list[tuple[int, str, bool]]:
    """Return what may be names; what belongs together is one: Cornelis van Aelst, Brack & Sons, Department for Transport."""
    forms = "|".join(map(re.escape, sorted(whole, key=len, reverse=True)))
    inner = [found.span() for found in re.finditer(rf"\b(?:{forms})\b", text)] if forms else []
    made: list[tuple[int, str, bool]] = []
    for at, name, begins in capitals.candidates(text, language):
        if made:
            first, before, began = made[-1]
            end = first + len(before)
            if _joins(before, text[end:at]) or any(start < end and at < stop for start, stop in inner):
                made[-1] = (first, text[first : at + len(name)], began)
                continue
        made.append((at, name, begins))
    return made


def _joins(name: str, between: str) -> bool:
    """Return whether what stands *between* a *name* and the next makes one of both."""
    is_purpose = between in (" for ", " for the ") and name.rpartition(" ")[2] in _BODIES
    return is_purpose or bool(_PARTICLE.fullmatch(between))


def _parts(at: int, name: str) -> Iterator[tuple[int, str]]:
    """Yield a person and the body or place that "of" joins to the name; what is one name stays one."""
    joint = re.search(" of (?:the )?", name)
    if joint and not _OFFICE.fullmatch(name):
        first = name[: joint.start()]
        titled = _without_title(0, first)[2]
        if titled or (first.count(" ") and not _is_body(first)):
            yield at, first
            yield at + joint.end(), name[joint.end() :]
            return
    yield at, name


def _without_starter(text: str, at: int, name: str, inner: set[str]) -> tuple[int, str]:
    """Return a name that begins a sentence without the first word that has its capital from that alone."""
    first, _, rest = name.partition(" ")
    if first in _STARTERS:
        bare = rest.removeprefix("the ")
        return at + len(name) - len(bare), bare
    if rest:
        return at, name
    alone = re.sub("['’]s$", "", first)
    known = alone in inner or capitals.is_acronym(alone)
    return at, alone if known or _does_something(text, at + len(first), first) else ""


def _does_something(text: str, end: int, word: str) -> bool:
    """Return whether a single word that begins a sentence is followed by a verb of reporting, as a name would be."""
    words = lexicon("en")
    follows = re.match(r"\s+(\w+)", text[end : end + 40])
    return bool(words and follows and follows[1] in words.reporting and word.lower() not in words.pronouns)


def _without_title(start: int, name: str) -> tuple[int, str, str]:
    """Return a name without the titles before it, and ``person`` if it had one."""
    if office := _OFFICE.fullmatch(name):
        return start + office.start("person"), office["person"], "person"
    words = name.split(" ")
    begin = 0
    while begin < len(words) and (words[begin] in _BEFORE_TITLES or words[begin] in _STATES):
        begin += 1
    end = begin
    while end < len(words) and (words[end] in _TITLES or words[end] in _SHORT_TITLES):
        end += 1
    rest = " ".join(words[end:])
    if end == begin or not rest or words[end] in ("of", "for") or _is_body(rest):
        return start, name, ""
    return start + len(name) - len(rest), rest, "person"


def _whole_name(name: str, kept: Sequence[str], persons: set[str]) -> str:
    """Return the longer name of which *name* is a form: its last word, or an adjective of it; nothing if two may be meant."""
    longer = [other for other in kept if other != name and _is_form(name, other) and not _is_body(other)]
    if len(longer) > 1:
        longer = [other for other in longer if other in persons] or longer
    return longer[0] if len(longer) == 1 or (longer and not name.count(" ")) else ""


def _is_form(name: str, of: str) -> bool:
    if of.endswith(f" {name}") or (name.startswith(of) and name[len(of) :] in ("n", "an", "ian", "ese", "i")):
        return True
    # an adjective with an ending of its own: Spanish, of Spain
    return name[:3] == of[:3] and " " not in name + of and name.endswith(("ish", "ese", "ian", "ench", "eek"))


def _is_body(name: str) -> bool:
    return not _BODIES.isdisjoint(name.split())


def _is_common(word: str, text: str) -> bool:
    """Return whether a form is also a common word of the text, which it would swallow."""
    return bool(re.search(rf"\b{re.escape(word.lower())}\b", text))


def _acronyms(text: str, begin: int) -> dict[str, None]:
    places = _datelines(text)
    return dict.fromkeys(word for at, word in capitals.acronyms(text) if at >= begin and not _within(at, places))


def _datelines(text: str) -> list[Span]:
    return [found.span("place") for found in capitals.DATELINE.finditer(text)]


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _abbreviations(text: str, begin: int) -> tuple[dict[str, str], dict[str, str]]:
    """Return the abbreviations whose long form stands before them: those of names, and those of common words."""
    names: dict[str, str] = {}
    terms: dict[str, str] = {}
    for found in _ABBREVIATION.finditer(text, begin):
        letters = [letter for letter in found["short"] if letter.isupper()]
        before = re.findall(r"[\w’'&-]+", text[max(begin, found.start() - 120) : found.start()])
        words = _long_form(before, letters)
        if not words:
            continue
        long = text[text.rindex(words[0], 0, found.start()) : found.start()].strip()
        (names if words[0][:1].isupper() and words[-1][:1].isupper() else terms)[found["short"]] = long
    return names, terms


def _long_form(before: Sequence[str], letters: Sequence[str]) -> Sequence[str]:
    """Return the last of the words *before* that begin with *letters*, small words between them aside."""
    at = len(before)
    for letter in reversed(letters):
        at -= 1
        while (
            at >= 0
            and before[at].lower() in ("of", "the", "for", "and", "on", "in")
            and before[at][:1].lower() != letter.lower()
        ):
            at -= 1
        if at < 0 or before[at][:1].lower() != letter.lower():
            return ()
    return before[at:] if len(letters) > 1 else ()


def read_speakers(text: str, passages: Sequence[Span], names: Sequence[Name], language: str) -> tuple[Speaker, ...]:
    """Return who seems to say each of *passages*, slices of *text* that stand between quotation marks, in their order."""
    words = lexicon(language)
    if words is None:
        return tuple(Speaker() for _ in passages)
    return tuple(_Speakers(text, passages, names, language, words).all())


class _Speakers:
    """One walk through the quotations of an article."""

    def __init__(
        self, text: str, passages: Sequence[Span], names: Sequence[Name], language: str, words: Lexicon
    ) -> None:
        self.text, self.passages, self.words = text, passages, words
        self.sentences = [(at, at + len(sentence)) for at, sentence in sentences(text, language)]
        self.mentions = sorted(_mentions(text, names))
        self.persons = {name.name for name in names if may_be_person(name, text)}
        ordered = sorted(words.reporting, key=len, reverse=True)
        self.verbs = re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", re.IGNORECASE)
        self.pronouns = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words.personal)))})\b", re.IGNORECASE)

    def all(self) -> Iterator[Speaker]:
        """Yield the speaker of each passage."""
        last = Speaker()
        for index, (start, end) in enumerate(self.passages):
            if self.text[start : start + 1].islower():  # words within somebody's sentence: who is said before them
                found = self._before(index, start) or self._after(index, end)
            else:
                found = self._after(index, end) or self._before(index, start)
            if found is None and last.name and self._goes_on(index, start):
                found = last
            last = found or Speaker()
            yield last

    def _after(self, index: int, end: int) -> Speaker | None:
        """Return who the words right after a passage name: "…," said Ada Hale."""
        stop = self._sentence_end(end)
        if index + 1 < len(self.passages):
            stop = min(stop, self.passages[index + 1][0])
        clause = self.text[end:stop]
        verb = self.verbs.search(clause)
        if verb is None or verb.start() > NEAR * 2 or ";" in clause[: verb.start()]:
            return None
        return self._subject(end, stop, end + verb.start(), end + verb.end())

    def _before(self, index: int, start: int) -> Speaker | None:
        """Return who the words before a passage name: Ada Hale said that "…"."""
        low = max((begin for begin, _ in self.sentences if begin <= start), default=0)
        if index and self.passages[index - 1][1] > low:
            low = self.passages[index - 1][1]
        verbs = list(self.verbs.finditer(self.text, low, start))
        while verbs:
            verb = verbs.pop(0)
            if found := self._subject(low, start, verb.start(), verb.end(), after=False):
                return found
        return None

    def _subject(self, low: int, high: int, verb: int, end: int, *, after: bool = True) -> Speaker | None:
        """Return who does the reporting between *low* and *high* at the verb ``text[verb:end]``."""
        before = [one for one in self.mentions if low <= one[0] and one[1] <= verb]
        behind = [one for one in self.mentions if end <= one[0] < min(high, end + NEAR)]
        pronoun = next(iter(self.pronouns.finditer(self.text, max(low, verb - 15), verb)), None)
        if pronoun and not any(one[0] > pronoun.start() for one in before):
            return self._by_pronoun(pronoun.start(), end)
        if before and (found := self._nearest(before, persons_first=True)):
            return Speaker(found[2], self._cue(found[0], end))
        back = self.pronouns.match(self.text, end + 1)
        if back:
            return self._by_pronoun(verb, back.end())
        if after and behind:
            together = self._together(behind)
            found = self._nearest(together, persons_first=True) or together[0]
            return Speaker(found[2], self._cue(verb, found[1]))
        return None

    def _nearest(self, found: Sequence[tuple[int, int, str]], *, persons_first: bool) -> tuple[int, int, str] | None:
        persons = [one for one in found if one[2] in self.persons]
        return (persons[-1] if persons_first and persons else found[0]) if found else None

    def _together(self, found: Sequence[tuple[int, int, str]]) -> Sequence[tuple[int, int, str]]:
        """Return the first of the names *found*, and those after it that stand in the same phrase: Mill Works director Ada Hale."""
        last = 1
        while last < len(found) and not _APART.search(self.text, found[last - 1][1], found[last][0]):
            last += 1
        return found[:last]

    def _by_pronoun(self, start: int, end: int) -> Speaker | None:
        """Return the last person named before *start*, for whom a pronoun stands."""
        earlier = [one for one in self.mentions if one[1] <= start]
        persons = [one for one in earlier if one[2] in self.persons]
        found = (persons or earlier)[-1:]
        return Speaker(found[0][2], self._cue(start, end)) if found else None

    def _goes_on(self, index: int, start: int) -> bool:
        """Return whether a passage follows the one before it within its paragraph."""
        return index > 0 and "\n" not in self.text[self.passages[index - 1][1] : start]

    def _sentence_end(self, at: int) -> int:
        line = self.text.find("\n", at)
        line = len(self.text) if line < 0 else line
        first = next((stop for begin, stop in self.sentences if begin <= at < stop), line)
        return min(line, max(first, at))

    def _cue(self, start: int, end: int) -> str:
        words = self.text[start:end].strip()
        return "" if _MARK.search(words.replace("’s", "").replace("'s", "")) else words


def may_be_person(name: Name, text: str) -> bool:
    """Return whether a name may be a person's: it has a given name and a family name, and nobody is "in" it."""
    if name.kind:
        return name.kind == "person"
    if not 1 <= name.name.count(" ") <= 3 or re.search(r"^The | of |&", name.name):
        return False
    return not re.search(rf"\b{_PLACED} {re.escape(name.name)}\b", text)


def _mentions(text: str, names: Sequence[Name]) -> Iterator[tuple[int, int, str]]:
    """Yield where *text* names them, and whom."""
    for name in names:
        if name.kind == "term":
            continue
        forms = sorted((name.name, *name.aliases), key=len, reverse=True)
        for found in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", text):
            yield found.start(), found.end(), name.name
