"""Terms other than ordinary that a text is *about*: an offer on them, or a job that asks for them.

A mention counts unless it is denied ("ikke løntilskud"), is a choice beside ordinary terms ("ordinært eller i
fleksjob"), speaks of others ("kolleger i fleksjob", "elever i virksomhedspraktik"), is what the employer also does, or
is somebody's past. When in doubt it counts: a job that may not be ordinary is asked about, not suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features.reading.document import Document, document
from features.reading.lexicon import coded
from features.reading.scope import negated
from features.vocabulary import Terms

_OF_OTHERS: Final = re.compile(
    r"\b(?:kolleg\w+|medarbejder(?:e|ne)|ansatte|elever(?:ne)?|studerende|borgere?(?:ne|n)?|personer|"
    r"mennesker|ledige|unge|praktikanter|folk|beboer\w*|people|colleagues|employees|deltager\w*|"
    r"frivillige og|brugere?\w*|målgruppe\w*|kursist\w*|flygtninge|forældre\w*|pensionister)\b"
)
_ALSO: Final = re.compile(
    r"\b(?:også|gerne|åbne? (?:for|over)|kan (?:\w+ )?(?:tilbyde|modtage|tage imod)|modtager|"
    r"samarbejde\w*|socialt ansvar|rummelig\w*|har (?:haft|erfaring med)|tilbyder (?:også|forløb)|"
    r"tager (?:vi )?(?:også|gerne|imod)|er i gang med|har (?:\w+ )?(?:i|på)|rundvisning|støtter|"
    r"blandt andet|bl\.a\.|welcome|also|as well as|mulighed for|arbejder med|sparring|formidl\w*|"
    r"vejled\w*|administr\w*|koordiner\w*|etabler\w*|opfølgning på|finde|følge op)\b"
)
_OWN: Final = re.compile(
    r"\b(?:stilling\w*|job(?:bet)?(?: er)?|ansæt\w*|opslå\w*|besæt\w*|søger|søges|ledig\w*|visiteret|"
    r"bevilget|bevilliget|bevilling|godkendt til|berettiget|vilkår|kræver at du|forudsætter|skal være|"
    r"du er|til dig (?:der|som) er|position|hire|eligible|must be|starter med|\d+ ugers?|start(?:e)? (?:i|med)|"
    r"opstart|først|begynder|indledes|tilbydes|vi tilbyder en?|kun|forløb|som|timer|uger)\b"
)
_ORDINARY: Final = re.compile(
    r"\b(?:ordinær\w*|almindelige (?:løn|vilkår|ansættelses)\w*|overenskomstmæssig løn|ordinary|"
    r"regular terms|normale vilkår)\b"
)
_PAST: Final = re.compile(
    r"\b(?:har (?:\w+ ){0,3}(?:været|haft|gennemført|afsluttet)|var i|tidligere|afsluttede|gennemførte|"
    r"har været i|efter (?:en |endt )?(?:praktik|virksomhedspraktik)|fra (?:en |sin )?(?:praktik|"
    r"virksomhedspraktik|tidligere)|siden|erfaring fra|has been|was in|completed|havde)\b"
)
_NOT_A_JOB: Final = re.compile(
    r"\b(?:frivillig\w* (?:pension|ordning|foreninger|organisation\w*|aftale|basis|sektor\w*|kræfter|"
    r"center|indsats\w*)|uden løn(?:nedgang|træk)|orlov uden løn|fri(?:heds)? uden løn)\b"
)


_OTHER_POST: Final = re.compile(
    r"\b(?:én|en|et|ét|one|den ene|1)\b[^.;]{0,60}\b(?:timer|fuldtid\w*|deltid\w*|ordinær\w*|hours)\b[^.;]{0,40}\b"
    r"(?:og|samt|and) (?:en|én|et|ét|one|den anden|1)\b[^.;]{0,30}$"
)
"""Two posts of which only the second is on other terms: "én på 30 timer og ét fleksjob"."""


_OPEN_TO: Final = re.compile(
    r"\bkan (?:\w+ )?(?:også|evt\.?|eventuelt|desuden|ligeledes) "
    r"(?:\w+ )?(?:besættes|søges|opslås|være|blive|tilbydes|varetages)\b[^.;]{0,30}$"
)
"""An ordinary job that may be filled on other terms too: "kan også besættes som fleksjob"."""


def recognise_terms(text: str) -> list[tuple[Terms, int, int]]:
    """The other terms that ``text`` is about, each with its place; empty for an ordinary job."""
    return list(_counted(document(text)))


def _counted(doc: Document) -> Iterator[tuple[Terms, int, int]]:
    for code, pattern in coded("terms"):
        for match, clause in doc.find(pattern):
            first, last = doc.sentence_at(match.start())
            sentence = doc.low[first:last]
            window = doc.low[max(first, match.start() - 90) : min(last, match.end() + 60)]
            own_negation = re.match(r"ulønnet|uden løn|ingen løn|unpaid", match[0])
            if not own_negation and negated(clause, match.start(), match.end(), 7):
                continue
            if (
                _OTHER_POST.search(doc.low[first : match.end()])
                or _OPEN_TO.search(doc.low[first : match.start()])
                or _NOT_A_JOB.search(window)
                or _PAST.search(window)
                or _is_choice(window, match[0])
            ):
                continue
            if _of_others(window, sentence, match[0]):
                continue
            yield Terms(code), doc.place(match.start()), doc.place(match.end())


def _is_choice(window: str, word: str) -> bool:
    """Whether ordinary terms are offered too, or the sentence says the job is ordinary *instead*."""
    return bool(_ORDINARY.search(window)) and not re.search(
        r"\b(?:ikke (?:en )?(?:ordinær|almindelig)\w*|not (?:an )?ordinary|senere|derefter|på sigt|overgå\w*|"
        r"efterfølgende|med henblik på|mulighed for ordinær\w*|føre til|herefter|før)\b",
        window,
    )


def _of_others(window: str, sentence: str, word: str) -> bool:
    before = window[: window.find(word)]
    strong = re.search(
        r"\b(?:stillingen|jobbet|ansættes|ansættelsen|søger|søges|ledig|visiteret|bevilget|bevilliget|"
        r"godkendt|berettiget|opslås|besættes|vilkår|du (?:skal|er)|position)\b",
        before[-60:],
    )
    if strong and not re.search(r"\b(?:også|gerne|kolleg\w+|elever|borgere)\b", before[-40:]):
        return False
    if _OF_OTHERS.search(before[-45:]):
        return True
    around = before + " · " + window[len(before) + len(word) :][:_ALSO_AFTER]
    return bool(_ALSO.search(around)) and not _OWN.search(before[-30:])


_ALSO_AFTER: Final = 32
"""How many characters after the words may still say "er også velkommen"; "gerne" further on speaks of the reader."""
