"""What each rule wants and why, with an example: one row a rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.brief.problems import CommandError, nearest


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule wants, why, and an example of what it finds and what is right."""

    wants: str
    why: str
    wrong: str
    right: str


EXPLANATIONS: Mapping[str, Explanation] = {
    "cut-before-condition": Explanation(
        "A quotation or a claim includes the whole of a clause that limits it.",
        "Without the words after “unless”, “but” or “only if”, a true quotation says more than the speaker did.",
        "“We shall close it” from “We shall close it unless they pay”",
        "“We shall close it unless they pay”",
    ),
    "gap-hides-condition": Explanation(
        "The words that […] leaves out contain no negation or condition of the quoted sentence.",
        "Leaving out words that limit or reverse a sentence changes what the speaker said.",
        "“The wheel can […] turn” from “The wheel can, in theory only if mended, turn”",
        "“The wheel can, in theory only if mended, turn”",
    ),
    "gap-joins-paragraphs": Explanation(
        "The words that […] leaves out are all in one paragraph.",
        "Words from two paragraphs would read as one statement that nobody made.",
        "exact: words from ¶ 3 […] words from ¶ 4",
        "two entries, one for each paragraph",
    ),
    "gap-joins-sentences": Explanation(
        "[…] does not join the beginning of one sentence to the end of another.",
        "Two half sentences make one that nobody said.",
        "“The plan […] is a danger” from “The plan is old. The weir is a danger.”",
        "“The plan is old. The weir is a danger.”",
    ),
    "gap-too-long": Explanation(
        "Each […] leaves out at most 60 words.",
        "After a longer gap, readers cannot tell whether the words belong together.",
        "one entry with the first and the last sentence of a long speech",
        "two entries",
    ),
    "gap-after-figure": Explanation(
        "A figure is quoted with its unit and its size.",
        "“200” does not mean the same as “200 million dollars”.",
        "“It costs 200 […] a year” from “It costs 200 million dollars a year”",
        "“It costs 200 million dollars a year”",
    ),
    "insertion-changes-meaning": Explanation(
        "An insertion in square brackets only explains a name, a tense or a pronoun, in at most six words.",
        "Inserted words that limit or reverse a sentence put words into somebody’s mouth.",
        "“They will [not] sell”",
        "“They [the two owners] will sell”",
    ),
    "quotation-without-report": Explanation(
        "A quotation with a speaker has a cue: the article’s own words that report it.",
        "Words in quotation marks may be irony or a term, and not what somebody said.",
        "speaker: hale, without a cue",
        'cue: "the engineer, Ada Hale, said"; or form: term for words that are nobody’s statement',
    ),
    "report-of-other-words": Explanation(
        "The cue of reported speech is in the same sentence as the words; the cue of direct speech is next to them.",
        "A cue covers only its own clause; the next may be the article’s own words, or report somebody else.",
        'form: indirect with the cue "he said" from the sentence before',
        "the words of the sentence that the cue reports",
    ),
    "cue-names-another": Explanation(
        "The article’s words beside a quotation name the speaker that the entry names.",
        "Words credited to the wrong speaker are a misquotation, however exact they are.",
        'speaker: hale, cue: "Ash said"',
        'speaker: ash, cue: "Ash said"',
    ),
    "claimant-not-named": Explanation(
        "The article names whoever makes a claim in the paragraph of the claim, in one of the two before it, or in the next one; "
        "or it names that person last before it, and says “he” or “she” there.",
        "What the article says itself is a claim of its outlet, and not of somebody whom it does not name.",
        "claimant: owners, for “The mill is closed.”",
        "claimant: gazette",
    ),
    "speaker-not-named": Explanation(
        "The article names the speaker beside the quotation, by a name or an alias that the brief knows.",
        "Otherwise readers cannot see from the article whose words they are.",
        'speaker: hale, cue: "an official said"',
        "add the name that the article uses to the speaker’s aliases",
    ),
    "words-within-a-denial": Explanation(
        "Words that the article reports as denied, or calls false, are quoted with the denial, or the entry says so.",
        "Alone, they read as if the speaker believed them.",
        "“the weir is leaking” from “the owners denied that the weir is leaking”",
        "within: denied",
    ),
    "words-within-a-doubt": Explanation(
        "Words that the article doubts, or states as a condition, are quoted with the doubt or condition, or the entry says so.",
        "Alone, they read as a plain statement.",
        "“a flood wall” from “the so-called flood wall”",
        "within: doubted",
    ),
    "quoted-words-not-found": Explanation(
        "Three or more words in quotation marks in your own prose are in something that their sentence cites: a paragraph of "
        "an article, an entry, or a passage of a source.",
        "Otherwise prose could quote anything, and nobody could check it.",
        "He warned of “a flood by first light” [@survey].",
        "He warned of “a flood by first light” [@survey#warning], with the words in that source’s passages",
    ),
    "quotation-without-annotation": Explanation(
        "Each passage that the article puts in quotation marks has an entry, or is waived in the article’s record.",
        "A quotation that is left out may be the one that contradicts the analysis.",
        "the article quotes “a mere excuse”, and no entry does",
        "an entry in quotes.yml, or a waiver with a reason",
    ),
    "quotation-annotated-in-part": Explanation(
        "If a part of a passage in quotation marks is published, so is the rest; a draft of it is not enough.",
        "The words before or after a cut may be those that matter, and no reader would see them.",
        "an entry has “We shall close it”, and a draft has the rest of that passage, “if nobody pays”",
        "one entry for the whole passage, or a waiver of quotation-without-annotation with a reason",
    ),
    "judgement-rests-on-weak-claim": Explanation(
        "A judgement that rests on a claim which is disputed, misleading, false or not verified says so in its "
        "own prose, with a link to the claim.",
        "A conclusion is no firmer than what it rests on, and readers should not have to find that out.",
        "basis: [council-closed-it], whose verdict is disputed, and no mention of that",
        "alternative: The closing is [[council-closed-it|disputed]] …",
    ),
    "verdict-against-evidence": Explanation(
        "No passage contradicts a corroborated claim, and the passages of a false claim do not all support it.",
        "If a verdict and its evidence say opposite things, one of them is wrong.",
        "verdict: corroborated, with a passage that contradicts it",
        "verdict: disputed",
    ),
    "paragraph-without-citation": Explanation(
        "Each paragraph of your own prose cites an article or a source.",
        "Readers can check a statement only if it says where it comes from.",
        "The wheel was moved in 2015.",
        "The wheel was moved in 2015 [@survey].",
    ),
    "likelihood-with-confidence": Explanation(
        "A likelihood and a confidence are in separate sentences.",
        "In one sentence, readers take them for the same thing (ICD 203).",
        "It is likely, with high confidence, that the mill opens.",
        "It is likely that the mill opens. Confidence is high.",
    ),
    "uncalibrated-estimate": Explanation(
        "A judgement uses only the seven terms of ICD 203 for its estimate.",
        "“May” and “probably” mean different things to different readers.",
        "The mill may open.",
        "The mill is unlikely to open.",
    ),
    "likelihood-not-as-stated": Explanation(
        "The statement of a judgement uses the term in its likelihood field, and no other.",
        "People and machines must read the same estimate.",
        "likelihood: likely; statement: It is very likely that …",
        "likelihood: very likely; statement: It is very likely that …",
    ),
    "judgement-without-basis": Explanation(
        "A judgement lists the quotes, claims, events or sources that it rests on.",
        "Without these, it is an opinion that nobody can check.",
        "a judgement with neither basis nor cites",
        "basis: [council-closed-it, flood-of-1912]",
    ),
    "judgement-without-estimate": Explanation(
        "A judgement has a likelihood, a confidence, or both.",
        "Readers need to know how sure the analyst is.",
        "a judgement with neither",
        "confidence: moderate",
    ),
    "acronym-without-entry": Explanation(
        "Each abbreviation in your prose is explained by a glossary entry or an actor’s name.",
        "A reader who does not know it is lost.",
        "The WFD was passed.",
        "an entry in glossary.yml with term: WFD",
    ),
    "language-not-as-written": Explanation(
        "An article is in the language that its record gives.",
        "The language says which words limit, deny and report. With another one, the rules on meaning find nothing.",
        "language: nl, for an article in English",
        "language: en",
    ),
    "name-without-entry": Explanation(
        "Each name in an article belongs to an actor, a term or a framing word.",
        "Otherwise readers meet a name that the brief does not explain.",
        "the article names “Ada Hale”, and no entry does",
        "an entry in actors.yml, or an alias of one",
    ),
    "source-not-cited": Explanation(
        "Each work in sources.yml is cited somewhere.",
        "A work that nothing rests on only looks like evidence.",
        "a source that nothing cites",
        "cite it, or remove it",
    ),
    "entry-not-used": Explanation(
        "Each actor and term is named in an article or linked.",
        "An entry that nothing leads to is a page that nobody finds.",
        "a term that no article names and nothing links",
        "link it with [[id]], or remove it",
    ),
    "figure-without-owner": Explanation(
        "A figure on which sources differ comes with the name of whoever gives it, or with a citation.",
        "Without its owner, a disputed figure reads as a fact.",
        "The mill used 2,000 litres [@report].",
        "According to the owners, the mill used 2,000 litres [@report].",
    ),
}
"""Every rule that a waiver can name, with what it wants."""


def explain(rule: str) -> str:
    """Return what *rule* wants and why, with an example."""
    if rule not in EXPLANATIONS:
        hint = nearest(rule, EXPLANATIONS) or f"the rules are: {', '.join(sorted(EXPLANATIONS))}"
        raise CommandError(f'there is no rule "{rule}"; {hint}')
    found = EXPLANATIONS[rule]
    return f"{rule}\n  {found.wants}\n  Why: {found.why}\n  Wrong: {found.wrong}\n  Right: {found.right}"
