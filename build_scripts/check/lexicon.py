"""Words of a language that limit, negate, report or doubt what is said: data for the rules of ``liberties.py`` and ``speakers.py``.

A language without a row has none of these rules: a rule that guesses is worse than one that is silent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

NEAR: dict[str, frozenset[str]] = {
    "en": frozenset(("sco", "enm", "ang")),
    "de": frozenset(("gsw", "lb", "nds", "bar", "pfl")),
    "fr": frozenset(("oc", "wa", "frp", "ca", "pcd")),
    "es": frozenset(("ca", "gl", "ast", "oc", "pt", "an", "ext", "lad", "mwl")),
    "ru": frozenset(("bg", "mk", "sr", "uk", "be", "rue")),
}
"""Languages that share so many frequent words with one that has a row that they are easily taken for it."""
_LEAST_WORDS = 40
"""How many words a text must have for its language to be told."""
_CLEAR_SHARE = 0.12
"""Which share of its words must be frequent ones of that language: about a quarter are, and hardly any of another."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, in lower case; a phrase is words with single spaces."""

    common: frozenset[str]
    """Words that are frequent in this language and in no other: by these it is known."""
    limiters: frozenset[str]
    """What begins a clause that limits the one before it: "unless", "only if"."""
    conditions: frozenset[str]
    """Those of them that state a condition wherever they stand in a sentence: not "but", which may only contrast."""
    negations: frozenset[str]
    no_subject: frozenset[str]
    """What says, right before who does a thing, that they do not, or not all of them: "none of"."""
    reporting: frozenset[str]
    """Verbs, in every form, that say that somebody said something."""
    judging: frozenset[str]
    """What may also report words, but may take up another's as well: "condemned", "answer"."""
    thinking: frozenset[str]
    """Verbs by which a writer gives words to somebody without saying that they were said: "believes"."""
    pronouns: frozenset[str]
    """Words that stand for a speaker who is named nearby."""
    personal: frozenset[str]
    """Those of them that stand only for one person: "he", not German "er", which may be a ministry."""
    spokesmen: frozenset[str]
    """Who or what speaks for a body that is named nearby: "a spokesman", "the statement"."""
    subjectless: frozenset[str]
    """Verbs that report without a subject of their own: "adding", Spanish "agregó"."""
    turning: frozenset[str]
    """Words that an editor may not insert, since they turn or limit what was said."""
    magnitudes: frozenset[str]
    """What changes the size of the number before it: "million", "percent", units."""
    numerals: frozenset[str]
    """Numbers in words that a size or a unit may follow."""
    denied: frozenset[str]
    """What comes before words that somebody denies; the next three are of the same kind."""
    called_false: frozenset[str]
    unsaid: frozenset[str]
    """What says, before a verb of reporting, that nobody said it, or not yet, or that it may be so."""
    doubted: frozenset[str]
    hypothetical: frozenset[str]
    idle: frozenset[str]
    """What has a word of these four kinds in it, and does nothing to the clause after it: "the dispute", "asked if"."""
    doubtful: frozenset[str]
    """Those words of doubt that only say who somebody is, where a verb of saying follows: "the alleged leader said"."""
    saying: frozenset[str]
    """Verbs of reporting, none of them a noun as well, that may begin another statement after a denial: "denied it and said"."""
    joining: frozenset[str]
    """What stands right before these verbs there."""
    embedding: frozenset[str]
    """What makes such a verb a part of what is denied or doubted: "denied that he went and said so"."""
    is_false: frozenset[str]
    """What comes right after words and calls them false: "is a lie"."""
    resuming: frozenset[str]
    """What takes up, right after words, what they say: "which", "a claim"."""
    addressing: frozenset[str]
    """What stands right before whom a speaker addresses or speaks of, never before the speaker: "told", "wrote to"."""
    agents: frozenset[str]
    """What stands between a verb in the passive and its speaker: "he was told by"."""
    opposing: frozenset[str]
    """What makes the name after the next word somebody else's: "critic of", "who fights"."""
    objects: frozenset[str]
    """What stands right before whom something is about or happens to: "a book about the owners", "whom the owners fired"."""
    former: frozenset[str]
    """What makes a name that of somebody who is no longer so: "the former owners"."""

    @property
    def cues(self) -> frozenset[str]:
        """Return all that may report a quotation of an article, beside which the article's words name its speaker."""
        return self.reporting | self.judging


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in " ".join(text.split()).split(",") if phrase.strip())


_ENGLISH_NEGATIONS = _phrases(
    """not, no, never, nor, neither, none, nobody, nothing, nowhere, without, cannot, hardly, scarcely, barely, rarely,
            seldom, n't, fail, fails, failed, refuse, refuses, refused, deny, denies, denied"""
)

_REJECTED = frozenset(
    f"{verb} {what} that"
    for verb in (
        "rejected",
        "rejects",
        "reject",
        "dismissed",
        "dismisses",
        "dismiss",
        "mocked",
        "ridiculed",
        "rebutted",
    )
    for what in _phrases(
        """the claim, claims, the charge, charges, the idea, the argument, arguments, the view, the notion, the allegation,
            allegations, the accusation, accusations, the suggestion, suggestions, the theory, reports, the
            report"""
    )
)

LEXICONS: dict[str, Lexicon] = {
    "en": Lexicon(
        common=_phrases("the, and, of, that, was, with, for, which, from, they, said"),
        limiters=_phrases(
            """only on paper, only in theory, in theory only, in theory, only in part, at least until, in the event of, but,
            unless, except, except if, except that, only if, only when, only after, only as long as, provided,
            provided that, providing, providing that, until, till, although, though, even though, even if, as
            long as, so long as, on condition that, on the condition that, on condition, if, if only, assuming,
            assuming that, subject to, without, not, rather than, instead of, save for, save that, barring,
            excluding, other than, apart from, pending, in case, in the event, in the event that, with the
            exception of, however, yet, lest, insofar as, to the extent that, should the, should it, should
            they, should he, should she"""
        ),
        conditions=_phrases(
            """unless, except if, only if, only when, only after, only as long as, provided, provided that, providing,
            providing that, on condition that, on the condition that, on condition, as long as, so long as, assuming
            that, but only, but not, but never"""
        ),
        negations=_ENGLISH_NEGATIONS,
        no_subject=_phrases(
            """none of, neither of, nobody among, no one among, not all of, not all, not one of, not every, not any of,
            few of, hardly any of, very few of, only some of, not a single, almost none of"""
        ),
        reporting=_phrases(
            """said, says, say, saying, told, tells, tell, telling, added, adds, adding, stated, states, stating, reported,
            reports, reporting, according to, accused, accuses, accusing, claimed, claims, claiming, announced,
            announces, announcing, argued, argues, arguing, asked, asks, asking, asserted, asserts, called,
            calls, calling, commented, comments, complained, confirmed, confirms, confirming, continued,
            declared, declares, declaring, denied, denies, denying, described, describes, describing, explained,
            explains, explaining, insisted, insists, noted, notes, noting, predicted, promised, promises,
            quoted, recalled, remarked, remarks, repeated, replied, replies, responded, stressed, stresses,
            suggested, suggests, testified, tweeted, urged, urges, vowed, vows, warned, warns, warning, wrote,
            writes, writing, admitted, admits, agreed, alleged, alleges, answered, cautioned, concluded,
            criticized, criticised, demanded, disclosed, emphasized, emphasised, estimated, estimates,
            maintained, maintains, mentioned, observed, pledged, pointed out, proclaimed, put it, read, reads,
            reiterated, revealed, shouted, spoke of, threatened, underlined, voiced, boasted, boasts, joked,
            jokes, quipped, exclaimed, exclaims, recalls, went on, in the words of, call, agree, accuse, claim,
            argue, describe, deny, insist, explain, confirm, declare, announce, warn, note, suggest, report,
            write, add, complain, threaten, threatens, laughed, scoffed, sighed, shrugged, recounted, recounts,
            countered, counters, retorted, mused, muses, whispered, muttered, thundered, reasoned, hinted,
            hints, speaks of, speak of, speaking of, contended, contends, contend, affirmed, affirms,
            acknowledged, acknowledges, conceded, concedes, posted, posts, opined, swore, swears"""
        ),
        judging=_phrases(
            """blamed, blames, praised, praises, hailed, hails, condemned, condemns, dismissed, dismisses, welcomed, welcomes,
            denounced, denounces, decried, decries, dubbed, labelled, labeled, branded, likened, lamented,
            laments, rejected, rejects, cited, cites, pleaded, pleads, ruled, found that, finds that, concludes,
            apologised, apologized, admit, answer, answers, reply, respond, conclude, promise, vow, view,
            opinion, words"""
        ),
        thinking=_phrases(
            """believes, believed, believe, thinks, thought, think, fears, feared, fear, hopes, hoped, hope, expects,
            expected, expect, feels, felt, feel, considers, considered, consider, holds, held, wants, wanted, knows,
            knew, wonders, wondered, dreams, dreamt"""
        ),
        pronouns=_phrases("he, she, they, it, who, his, her, their, its, him, them, i, we"),
        personal=_phrases("he, she, i, who"),
        spokesmen=_phrases("spokesman, spokeswoman, spokesperson, spokespeople, statement"),
        subjectless=_phrases("adding, saying, noting, warning, writing, explaining"),
        turning=_phrases(
            """not, no, never, nor, neither, none, without, cannot, hardly, barely, rarely, unless, except, only, only if,
            until, but, although, if, provided, stop, stopped, stop short, short of, avoid, avoids, avoided,
            refrain, refrains, refuse, refuses, refused, deny, denies, denied, fail, fails, failed, reject,
            rejects, rejected, oppose, opposes, opposed, prevent, prevents, abandon, drop, against, instead,
            rather than, almost, nearly, partly, perhaps, maybe, possibly, allegedly, supposedly, so-called, un,
            non, at most, at least, up to, scarcely, seldom, less, falsely, wrongly, impossible, unable, far
            from, tried to, may, might, half, zero, too weak, too few, too late, unlikely, seems to, seem to,
            appears to, appear to, tries to, try to, trying to, hopes to, hope to, wants to, want to, plans to,
            plan to, threatens to, claims to, pretends to"""
        ),
        magnitudes=_phrases(
            """hundred, hundreds, thousand, thousands, million, millions, billion, billions, trillion, trillions, dozen,
            percent, per cent, percentage, %, dollars, dollar, euros, euro, pounds, rubles, roubles, yuan, yen,
            won, kilometers, kilometres, km, miles, mile, meters, metres, feet, kilograms, tons, tonnes, days,
            weeks, months, years, hours, minutes, degrees, times, fold, megawatts, kilotons, megatons, soldiers,
            troops, people, bn, mn, tn, m, k, gw, mw, kw, gwh, mwh, kwh, gigawatts, kilowatts, mm, cm, kg, nm,
            mph, knots, inches, inch, foot, pound, ton, tonne, barrels, litres, liters, gallons, hectares,
            acres, cents, points, crore, lakh"""
        ),
        numerals=_phrases(
            """two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, fifteen, twenty, thirty, forty,
            fifty, sixty, seventy, eighty, ninety, hundred, thousand, million, billion"""
        ),
        denied=_phrases(
            """not say that, not said that, never say that, cannot say that, can't say that, not claim that, never claimed
            that, refused to say that, refuses to say that, declined to say that, nobody said, nobody says, no
            one said, no one says, nobody said that, nobody says that, no one said that, no one says that,
            nobody thinks that, no one thinks that, no one believes that, few think that, hardly anyone thinks
            that, hardly anyone believes that, nobody can say that, no one can say that, no reason to believe
            that, no reason to think that, no sign that, no indication that, wrong to say that, wrong to think
            that, mistake to think that, never true that, is false that, contrary to reports that, contrary to
            the claim that, denied, denies, denying, deny, rejected the claim, rejected claims, rejects the
            claim, rejected the idea, dismissed the claim, dismissed claims, refuted, refutes, disputed,
            disputes, rejected the charge, rejects the charge, dismissed as, debunked, no evidence that, did not
            say that, never said that, stopped short of saying, contrary to the view that, contrary to claims
            that, dispute, dispute that, reject the view that, rejected the view that, rejects the view that, no
            proof that, not believe, not think, not true that, don't believe, don't think, doesn't believe,
            doesn't think, didn't believe, didn't think, disbelieve, disbelieves, disbelieved"""
        )
        | _REJECTED,
        called_false=_phrases(
            """lied that, the fiction that, lying when he said, lying when she said, falsely claimed, falsely claims, falsely
            claim, falsely said, falsely says, falsely, wrongly, mistakenly, erroneously, the myth that, the
            false claim, the lie that, the false, a false, incorrectly, untruthfully, it is not true that, it is
            untrue that, it is false that, it is a myth that, it is a lie that"""
        ),
        unsaid=_phrases(
            """will, shall, may, might, could, should, must, falsely, wrongly, nothing, were told, was told, are told, is told,
            been told, is said to, are said to, was said to, were said to, is reported to, are reported to, was
            reported to"""
        ),
        doubted=_phrases(
            """is said to, are said to, was said to, were said to, is believed to, are believed to, hard to believe that, difficult to believe that, far from certain that, far from clear that, not certain that, not clear that, not sure that, unlikely that,
            doubtful that, doubtful whether, not confirm that, cannot confirm that, refused to confirm that,
            declined to confirm that, no guarantee that, rumour has it that, rumor has it that, pretended that,
            pretends that, pretend that, joked that, so-called, alleged, allegedly, is alleged that, was alleged
            that, been alleged that, purported, purportedly, supposed, supposedly, rumored, rumoured, doubted
            that, doubts that, doubt that, doubting that, doubt whether, doubts whether, doubted whether,
            questioned whether, questions whether, rumors that, rumours that, rumor that, rumour that, few
            believe that, nobody believes that, ostensibly"""
        ),
        hypothetical=_phrases(
            """in the event that, in the unlikely event that, in the event of, if, whether, suppose, supposing, imagine, what
            if, unless, in case, were it true that, provided, provided that, assuming, assuming that, on
            condition that, as long as, even if, only if"""
        ),
        idle=_phrases(
            """without comment, without incident, without debate, without saying, without giving, without elaborating, or not,
            no secret, not a secret, nothing but, stopped denying, stop denying, false to deny, wrong to deny,
            hard to deny, impossible to deny, never tire, no longer deny, no longer denies, no wonder, no
            surprise, no accident, not only, not just, not merely, nothing less than, not hesitate, the dispute,
            a dispute, this dispute, that dispute, their dispute, its dispute, any dispute, of dispute, in
            dispute, the disputes, disputes over, dispute between, disputes between, the disputed,
            a disputed, nobody denies, nobody disputes, no one denies, no one disputes, few deny, few dispute,
            alleged that, wrongly convicted, wrongly imprisoned, wrongly jailed, falsely imprisoned, even if, as
            if, if anything, if nothing else, if you ask me, if you like, if you will, if i may, whether, asked
            if, asks if, asking if, wondered if, wonders if, provided with, provided by, on condition of
            anonymity, on the condition of anonymity, on condition of not being named, on condition that he not
            be, on condition that she not be, on condition that they not be, on the condition that he not, on
            the condition that she not, on the condition that they not, on condition that his name, on condition
            that her name, on condition that their names"""
        ),
        doubtful=_phrases("alleged, so-called, purported, supposed, rumored, rumoured"),
        saying=_phrases(
            """said, says, told, tells, added, argued, argues, insisted, insists, accused, accuses, called, warned, wrote,
            declared, announced, vowed, explained, stressed, replied"""
        ),
        joining=_phrases("and, but"),
        embedding=_phrases("that, to, having, have, whether, how"),
        is_false=_phrases(
            """is false, is untrue, is not true, is not so, is wrong, is a lie, is a myth, is nonsense, is unfounded, is
            baseless, was false, was untrue, was not true, was a lie, was wrong, are false, are untrue, are not true,
            are lies, were false, isn't true, wasn't true, is denied, was denied, is disputed, was disputed, has been
            denied, has been disproved, has been refuted, has been debunked, is a lie, a lie, a myth"""
        ),
        resuming=_phrases(
            """which, a claim, a charge, an accusation, an allegation, an assertion, a view, claims, charges,
            accusations, allegations, something that, something"""
        ),
        addressing=_phrases(
            """told, tells, tell, telling, accused, accuses, accusing, accuse, urged, urges, called, calls, calling, call,
            described, describes, describing, describe, criticized, criticised, threatened, threatens, to, with,
            against"""
        ),
        agents=_phrases("by"),
        opposing=_phrases(
            """who, whom, critic, critics, opponent, opponents, rival, rivals, enemy, enemies, foe, foes, adversary,
            adversaries, victim, victims, accuser, accusers, defector, defectors, brother, sister, wife,
            husband, widow, son, daughter, father, mother, friend, friends, biographer"""
        ),
        objects=_phrases("about, whom"),
        former=_phrases("former, ex, onetime, ousted"),
    ),
    "de": Lexicon(
        common=_phrases("der, und, das, nicht, mit, ist, den, von, dem, ein, eine, auch, sich"),
        limiters=_phrases(
            """aber, außer, es sei denn, sofern, falls, wenn, nur wenn, solange, bis, obwohl, obgleich, vorausgesetzt,
            unter der bedingung, jedoch, doch, ohne, nicht, sondern, ausgenommen, statt"""
        ),
        conditions=_phrases("es sei denn, sofern, nur wenn, vorausgesetzt, unter der bedingung, aber nur, aber nicht"),
        negations=_phrases(
            "nicht, kein, keine, keinen, keiner, nie, niemals, niemand, nichts, ohne, weder, noch, kaum"
        ),
        no_subject=_phrases(
            "keiner der, keine der, keines der, nicht alle, nicht jeder, nicht jede, wenige der, niemand von"
        ),
        reporting=_phrases(
            """bestritt, bestreitet, bestritten, dementierte, dementiert, leugnete, sagte, sagt, sagten, erklärte, erklärt, berichtete, berichtet, laut, zufolge, teilte mit, betonte, betont,
            warnte, warnt, behauptete, behauptet, schrieb, schreibt, fügte hinzu, fügte, nannte, meinte, meint,
            warf vor, teilte, mitteilte, mitteilten, teilten, entgegnete, entgegnet, antwortete, antwortet,
            erwiderte, erzählte, erzählt, erinnert, heißt es, hieß es, räumte, versicherte, versichert,
            ergänzte, ergänzt, nach angaben, berichteten, erklärten, schrieben, warnten, versprach, verspricht,
            gestand, urteilte, urteilt, sagten, nennt, nach den worten"""
        ),
        judging=_phrases(
            """so, kritisierte, kritisiert, lobte, lobt, begrüßte, begrüßt, verurteilte, verurteilt, bezeichnete, bezeichnet,
            forderte, fordert, wies, kündigte, gab, lachte, spottete, sprach, spricht, antwort, worten"""
        ),
        thinking=_phrases(
            "glaubt, glaubte, denkt, dachte, fürchtet, fürchtete, hofft, hoffte, hält, hielt, findet, fand"
        ),
        pronouns=_phrases("er, sie, es, ihm, ihr, ihnen, wir, ich, der, die"),
        personal=_phrases("ich"),
        spokesmen=_phrases("sprecher, sprecherin, mitteilung"),
        subjectless=_phrases("hieß es, heißt es"),
        turning=_phrases(
            "nicht, kein, keine, nie, ohne, außer, nur, wenn, falls, bis, aber, fast, kaum, angeblich, statt"
        ),
        magnitudes=_phrases(
            """hundert, tausend, million, millionen, milliarde, milliarden, prozent, euro, dollar, kilometer, km, jahre, tage"""
        ),
        numerals=_phrases(
            """zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, elf, zwölf, zwanzig, dreißig, vierzig, fünfzig,
            hundert, tausend"""
        ),
        denied=_phrases(
            """nicht sagen dass, nicht behaupten dass, niemand sagt dass, niemand sagte dass, niemand glaubt dass, glaubt nicht
            dass, glaube nicht dass, glauben nicht dass, kein beweis dass, keine beweise dass, keine belege
            dass, keine hinweise dass, nicht gesagt dass, bestritt, bestreitet, dementierte, dementiert, wies
            zurück, leugnete"""
        ),
        called_false=_phrases(
            """fälschlich, fälschlicherweise, zu unrecht, die falsche behauptung, es stimmt nicht dass, es ist nicht wahr dass"""
        ),
        unsaid=_phrases("wird, werden, würde, würden, könnte, könnten, soll, sollen, sollte, müsste, fälschlich"),
        doubted=_phrases(
            """bezweifelt dass, bezweifelte dass, bezweifeln dass, unwahrscheinlich dass, zweifelhaft ob, zweifelhaft dass,
            fraglich ob, nicht sicher dass, nicht bestätigen dass, so genannte, sogenannte, sogenannten,
            angeblich, angebliche, mutmaßlich, vermeintlich"""
        ),
        hypothetical=_phrases("wenn, falls, ob, angenommen"),
        idle=_phrases(
            """ohne zwischenfälle, ohne kommentar, kein geheimnis, kein wunder, nicht nur, auch wenn, selbst wenn, als ob, ob, niemand bestreitet, niemand
            bestritt, niemand leugnete, wie wenn, wenn überhaupt"""
        ),
        doubtful=_phrases("so genannte, sogenannte, sogenannten, angebliche"),
        saying=_phrases(
            "sagte, sagt, sagten, erklärte, erklärt, betonte, betont, warnte, warnt, schrieb, meinte, nannte"
        ),
        joining=_phrases("und, aber, sondern"),
        embedding=_phrases("dass, daß, zu, habe, ob"),
        is_false=_phrases(
            """ist falsch, ist nicht wahr, ist unwahr, ist eine lüge, ist gelogen, stimmt nicht, war falsch, trifft
            nicht zu, eine lüge"""
        ),
        resuming=_phrases("was, eine behauptung, ein vorwurf, behauptungen, vorwürfe"),
        addressing=_phrases("nannte, nennt, beschuldigte, beschuldigt, an, gegenüber"),
        agents=_phrases("von"),
        opposing=_phrases("kritiker, kritikerin, gegner, gegnerin, rivale, rivalen, feind, feinde"),
        objects=_phrases("über, gegen"),
        former=_phrases("ehemalige, ehemaligen, ehemaliger, frühere, früheren, früherer, ex"),
    ),
    "fr": Lexicon(
        common=_phrases("le, les, des, et, du, une, dans, est, pour, qui, sur, au, ce"),
        limiters=_phrases(
            """mais, sauf, sauf si, à moins que, à condition que, à condition de, pourvu que, seulement si, si, jusqu'à,
            jusqu'à ce que, bien que, quoique, tant que, sans, sans que, à l'exception de, excepté, cependant,
            toutefois"""
        ),
        conditions=_phrases(
            """sauf si, à moins que, à condition que, à condition de, pourvu que, seulement si, mais seulement, mais
            pas, tant que"""
        ),
        negations=_phrases("ne, n, pas, jamais, aucun, aucune, rien, sans, ni, non, nul, nulle"),
        no_subject=_phrases("aucun des, aucune des, pas tous les, pas toutes les, nul des, peu de"),
        reporting=_phrases(
            """nie, nié, a nié, dément, démenti, ajoutant, précisant, disant, expliquant, a dit, dit, a déclaré, déclare, selon, d'après, a affirmé, affirme, a expliqué, explique, a ajouté, ajoute, a
            accusé, accuse, a annoncé, annonce, a écrit, écrit, a averti, a indiqué, indique, a souligné,
            souligne, déclaré, affirmé, expliqué, ajouté, accusé, annoncé, averti, indiqué, souligné, assure,
            assuré, répond, répondu, précise, précisé, raconte, raconté, confie, confié, lance, lancé, rappelle,
            rappelé, reconnaît, reconnu, poursuit, poursuivi, insiste, insisté, martèle, martelé, conclut,
            conclu, promet, promis, prévient, prévenu, rétorque, rétorqué, commente, commenté, disent,
            expliquent, affirment, assurent, témoigne, témoigné, estime, estimé, selon les mots"""
        ),
        judging=_phrases(
            """dénonce, dénoncé, salue, salué, critique, critiqué, condamne, condamné, qualifie, qualifié, réclame, réclamé,
            regrette, regretté, évoque, évoqué, parle, parlé"""
        ),
        thinking=_phrases(
            "croit, croyait, pense, pensait, craint, craignait, espère, espérait, estime, estimait, juge, jugeait"
        ),
        pronouns=_phrases("il, elle, ils, elles, on, nous, je, lui, leur, qui"),
        personal=_phrases("je"),
        spokesmen=_phrases("porte-parole, parole, communiqué"),
        subjectless=_phrases("ajoutant, précisant, disant, expliquant"),
        turning=_phrases("ne, pas, jamais, sans, sauf, si, mais, seulement, presque, peut-être, prétendument, non"),
        magnitudes=_phrases(
            """cent, cents, mille, million, millions, milliard, milliards, pour cent, euros, dollars, kilomètres, km, ans,
            jours"""
        ),
        numerals=_phrases(
            """deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, vingt, trente, quarante, cinquante,
            soixante, cent, mille"""
        ),
        denied=_phrases(
            """ne croit pas que, ne croient pas que, ne pense pas que, n'a pas dit que, n'a jamais dit que, refuse de dire que,
            personne ne dit que, personne ne croit que, rien ne prouve que, aucune preuve que, a nié, nie, a
            démenti, dément, a réfuté"""
        ),
        called_false=_phrases("à tort, faussement, il est faux que, il n'est pas vrai que"),
        unsaid=_phrases("aurait, auraient, pourrait, devrait, va, vont, faussement"),
        doubted=_phrases(
            """doute que, doutent que, doutait que, il est douteux que, peu probable que, improbable que, pas certain que, pas
            sûr que, n'a pas confirmé que, soi-disant, prétendu, prétendue, prétendument, présumé, présumée"""
        ),
        hypothetical=_phrases("si"),
        idle=_phrases(
            """sans incident, sans commentaire, pas seulement, pas un secret, même si, comme si, demandé si, demande si, demandait si, savoir si, sans savoir
            si, personne ne nie, nul ne nie, si possible, si bien que"""
        ),
        doubtful=_phrases("soi-disant, prétendu, prétendue, présumé, présumée"),
        saying=_phrases(
            "dit, déclaré, déclare, affirmé, affirme, expliqué, explique, ajouté, ajoute, accusé, averti, souligné"
        ),
        joining=_phrases("et, mais"),
        embedding=_phrases("que, qu, avoir"),
        is_false=_phrases("est faux, est un mensonge, est inexact, n'est pas vrai, était faux, un mensonge"),
        resuming=_phrases("ce que, ce qui, une accusation, une affirmation, des accusations"),
        addressing=_phrases("accuse, accusé, à, au, aux"),
        agents=_phrases("par"),
        opposing=_phrases("critique, critiques, opposant, opposants, opposante, rival, rivaux, ennemi, ennemis, qui"),
        objects=_phrases("dont, contre"),
        former=_phrases("ancien, ancienne, anciens, anciennes, ex"),
    ),
    "es": Lexicon(
        common=_phrases("el, los, las, y, del, con, una, por, como, más, pero"),
        limiters=_phrases(
            """pero, salvo, salvo que, excepto, a menos que, siempre que, con tal de que, solo si, sólo si, si, hasta,
            hasta que, aunque, mientras, sin, sin que, sin embargo, no, sino"""
        ),
        conditions=_phrases(
            """salvo que, a menos que, siempre que, con tal de que, solo si, sólo si, pero solo, pero no, siempre y
            cuando"""
        ),
        negations=_phrases("no, ni, ningún, ninguna, ninguno, nunca, jamás, nada, nadie, sin, tampoco"),
        no_subject=_phrases("ninguno de los, ninguna de las, no todos los, no todas las, pocos de los"),
        reporting=_phrases(
            """negó, niega, desmintió, desmiente, concluyó, concluye, dijo, dice, declaró, declara, según, afirmó, afirma, explicó, explica, añadió, añade, acusó, acusa, anunció,
            anuncia, escribió, escribe, advirtió, advierte, señaló, señala, informó, informa, aseguró, asegura,
            agregó, agrega, sostuvo, sostiene, indicó, indica, manifestó, manifiesta, comentó, comenta,
            respondió, responde, precisó, precisa, destacó, destaca, subrayó, subraya, contó, cuenta, relató,
            relata, reconoció, reconoce, insistió, insiste, apuntó, apunta, recordó, recuerda, prometió,
            promete, replicó, dijeron, dicen, admitió, admite, confirmó, confirma, de acuerdo con, en palabras
            de"""
        ),
        judging=_phrases(
            """calificó, califica, criticó, critica, denunció, denuncia, condenó, condena, celebró, elogió, lamentó, lamenta,
            pidió, pide, exigió, tachó, habló, habla"""
        ),
        thinking=_phrases(
            "cree, creía, piensa, pensaba, teme, temía, espera, esperaba, considera, consideraba, opina, opinaba"
        ),
        pronouns=_phrases("él, ella, ellos, ellas, nosotros, yo, le, les, quien"),
        personal=_phrases("yo"),
        spokesmen=_phrases("portavoz, comunicado"),
        subjectless=_phrases(
            "dijo, dice, agregó, añadió, afirmó, explicó, aseguró, sostuvo, señaló, indicó, comentó, respondió, precisó, concluyó, insistió, recordó, contó, advirtió"
        ),
        turning=_phrases("no, nunca, sin, salvo, excepto, si, pero, solo, sólo, casi, quizá, quizás, supuestamente"),
        magnitudes=_phrases("cien, mil, millón, millones, por ciento, euros, dólares, kilómetros, km, años, días"),
        numerals=_phrases(
            """dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce, veinte, treinta, cuarenta,
            cincuenta, cien, mil"""
        ),
        denied=_phrases(
            """no cree que, no creen que, no dijo que, nunca dijo que, nadie dice que, nadie cree que, no hay pruebas de que,
            se negó a decir que, negó, niega, desmintió, desmiente, rechazó"""
        ),
        called_false=_phrases("falsamente, erróneamente, no es cierto que, es falso que"),
        unsaid=_phrases("habría, habrían, podría, debería, va a, falsamente"),
        doubted=_phrases(
            """duda que, duda de que, dudan que, dudan de que, poco probable que, improbable que, no confirmó que, no es seguro
            que, supuesto, supuesta, supuestamente, presunto, presunta, el llamado, la llamada"""
        ),
        hypothetical=_phrases("si"),
        idle=_phrases(
            """sin incidentes, sin comentarios, no solo, no sólo, no es un secreto, incluso si, aun si, como si, preguntado si, preguntada si, preguntó si,
            pregunta si, por supuesto, nadie niega, nadie negó, si bien"""
        ),
        doubtful=_phrases("supuesto, supuesta, presunto, presunta, el llamado, la llamada"),
        saying=_phrases(
            "dijo, dice, declaró, declara, afirmó, explicó, añadió, acusó, anunció, escribió, advirtió, señaló"
        ),
        joining=_phrases("y, e, pero"),
        embedding=_phrases("que, haber"),
        is_false=_phrases("es falso, es mentira, no es cierto, no es verdad, era falso, una mentira"),
        resuming=_phrases("lo que, lo cual, una acusación, una afirmación, acusaciones"),
        addressing=_phrases("acusó, acusa, a, al"),
        agents=_phrases("por"),
        opposing=_phrases("crítico, críticos, opositor, opositores, rival, rivales, enemigo, enemigos, quien"),
        objects=_phrases("sobre, contra"),
        former=_phrases("antiguo, antigua, antiguos, antiguas, ex"),
    ),
    "ru": Lexicon(
        common=_phrases("и, в, не, на, что, с, по, как, из, за, от"),
        limiters=_phrases(
            """но, если, если только, кроме, кроме того случая, при условии, при условии что, пока, до тех пор, хотя, однако,
            без, не, а не, лишь если, только если, за исключением"""
        ),
        conditions=_phrases(
            "если только, кроме того случая, при условии, при условии что, лишь если, только если, но только, но не"
        ),
        negations=_phrases("не, нет, ни, никогда, никто, ничего, без, нельзя"),
        no_subject=_phrases("никто из, ни один из, не все, мало кто из, немногие из"),
        reporting=_phrases(
            """отрицал, отрицала, отрицает, опроверг, опровергла, опровергает, добавив, отметив, сказав, заявив, пояснив, сказал, сказала, сказали, заявил, заявила, заявили, сообщил, сообщила, сообщили, сообщает, отметил, отметила,
            добавил, добавила, подчеркнул, подчеркнула, обвинил, обвинила, написал, написала, по словам, по
            данным, предупредил, предупредила, считает, утверждает, объяснил, объяснила, пояснил, пояснила,
            рассказал, рассказала, рассказали, говорит, говорят, говорил, говорила, ответил, ответила, пишет,
            писал, уточнил, уточнила, признал, признала, признался, добавляет, заявляет, напомнил, напомнила,
            пообещал, пообещала, подтвердил, подтвердила, вспоминает, вспомнил, отмечает, подчёркивает,
            подчеркивает, передаёт, передает, заметил, заметила, возразил, возразила, по мнению, согласно, по
            словам"""
        ),
        judging=_phrases(
            """назвал, назвала, назвали, называет, осудил, осудила, приветствовал, приветствовала, раскритиковал,
            раскритиковала, призвал, призвала, потребовал, потребовала, похвалил, похвалила"""
        ),
        thinking=_phrases(
            "думает, думал, думала, верит, верил, опасается, опасался, надеется, надеялся, полагает, полагал"
        ),
        pronouns=_phrases("он, она, они, мы, я, ему, ей, им, который, которая"),
        personal=_phrases("я"),
        spokesmen=_phrases("представитель, представительница, пресс-секретарь, секретарь"),
        subjectless=_phrases("добавив, отметив, сказав, заявив, пояснив"),
        turning=_phrases("не, нет, никогда, без, кроме, если, но, только, почти, якобы, будто"),
        magnitudes=_phrases(
            """сто, тысяч, тысячи, тысяча, миллион, миллиона, миллионов, миллиард, миллиарда, миллиардов, процент, процента,
            процентов, рублей, долларов, километров, км, лет, дней"""
        ),
        numerals=_phrases(
            """два, две, три, четыре, пять, шесть, семь, восемь, девять, десять, двадцать, тридцать, сорок, пятьдесят,
            сто, тысяча"""
        ),
        denied=_phrases(
            """не сказал что, не сказала что, не говорил что, не говорила что, не считает что, не верит что, не думает что,
            никто не говорит что, нет доказательств что, нет доказательств того что, отрицал, отрицала,
            отрицает, опроверг, опровергла, опровергает"""
        ),
        called_false=_phrases("ложно, ошибочно, неправда что, неверно что"),
        unsaid=_phrases("может, мог бы, будет, якобы, ложно"),
        doubted=_phrases(
            """сомневается что, сомневаются что, сомнительно что, маловероятно что, вряд ли, не подтвердил что, не подтвердила
            что, так называемый, так называемая, якобы, предполагаемый, предполагаемая"""
        ),
        hypothetical=_phrases("если"),
        idle=_phrases(
            """без происшествий, без комментариев, не только, не секрет, не случайно, даже если, как если, никто не отрицает, никто не отрицал, никто не опроверг,
            если честно"""
        ),
        doubtful=_phrases("так называемый, так называемая, предполагаемый, предполагаемая"),
        saying=_phrases(
            """сказал, сказала, сказали, заявил, заявила, заявили, сообщил, сообщила, сообщили, отметил, отметила, добавил,
            добавила, подчеркнул, подчеркнула, предупредил, предупредила"""
        ),
        joining=_phrases("и, но, а"),
        embedding=_phrases("что, чтобы, будто"),
        is_false=_phrases("ложь, неправда, неверно, не соответствует действительности, это ложь, это неправда"),
        resuming=_phrases("что, обвинение, обвинения, утверждение"),
        addressing=_phrases("обвинил, обвинила, к"),
        agents=_phrases("со стороны"),
        opposing=_phrases("критик, критики, противник, противники, соперник, соперники, который, которая, которые"),
        objects=_phrases("о, об, против, которого, которую"),
        former=_phrases("бывший, бывшая, бывшие, бывшего, бывшей, экс"),
    ),
}


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return the words of the language with this tag (BCP 47), or None if there are none.

    Words that report are those of English, too: an article in another language may carry a report in English.
    """
    words, english = LEXICONS.get(language.partition("-")[0].lower()), LEXICONS["en"]
    if words is None or words is english:
        return words
    return replace(
        words,
        reporting=words.reporting | english.reporting,
        judging=words.judging | english.judging,
        pronouns=words.pronouns | english.pronouns,
        personal=words.personal | english.personal,
    )


def language_of(words: Sequence[str]) -> str:
    """Return the language that *words*, in lower case, are clearly in, of those that have a row; otherwise nothing."""
    if len(words) < _LEAST_WORDS:
        return ""
    shares = {language: sum(word in row.common for word in words) / len(words) for language, row in LEXICONS.items()}
    best, next_best = sorted(shares, key=lambda language: shares[language], reverse=True)[:2]
    return best if shares[best] >= _CLEAR_SHARE and shares[best] >= 2 * shares[next_best] else ""
